"""A finding of `check`: how one thing was found, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Finding:
    """How one thing was found, and what to do where it is not as it should be."""

    name: str
    status: Literal["ok", "note", "problem"]
    message: str
    remedy: str | None = None

    @property
    def broken(self) -> bool:
        """Whether the program cannot work like this."""
        return self.status == "problem"
