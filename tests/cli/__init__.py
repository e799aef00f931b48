"""The command line, run as people run it: a process of its own, over a small corpus, with the real model."""
