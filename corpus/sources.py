"""Source locations: a path as the admin gave it, or the sample corpus that comes with the program."""

from __future__ import annotations

from pathlib import Path

SAMPLE = "sample"


def folder_of(location: str) -> Path:
    """The file or folder behind `location`; the sample is found wherever this very program is installed."""
    return Path(__file__).parent / "sample" if location == SAMPLE else Path(location)
