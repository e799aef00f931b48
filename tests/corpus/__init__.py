"""Tests of what goes into the corpus: readers and cleaning."""
