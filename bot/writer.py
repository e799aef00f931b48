"""Who writes the answers."""

from __future__ import annotations

from enum import StrEnum


class Writer(StrEnum):
    """Who writes the answer: the sources in their own words, or a language model that is held to them."""

    QUOTES = "quotes"
    LLM = "llm"
