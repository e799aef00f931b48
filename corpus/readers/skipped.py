"""Skipped: something a reader could not take in, for the skip report."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Skipped:
    """One item left out (or taken in with a doubt): where it is and why."""

    path: str
    line: int | None
    reason: str
