"""Sources: what a location is, and where on the disk it lies."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from typing import Literal

from corpus.errors import SanctionsBotError
from corpus.readers import url_list
from corpus.sniffing import sniff
from corpus.web_addresses import is_web, normal

SAMPLE = "sample"

Kind = Literal["folder", "file", "feed", "sitemap", "list", "page"]
_NAMING: dict[str, Kind] = {".rss": "feed", ".atom": "feed", url_list.ENDING: "list"}  # files that hold no article


def folder_of(location: str) -> Path:
    """The file or folder behind `location`; the sample is found wherever this very program is installed."""
    return Path(__file__).parent / "sample" if location == SAMPLE else Path(location)


def location_of(text: str) -> str:
    """What somebody wrote, as it is remembered: an address in its normal form, a path from the root, or the sample.

    Raises SanctionsBotError for an address that is none, and for a path where there is nothing.
    """
    if is_web(text):
        return normal(text)
    path = Path(text)
    if path.exists():
        return str(path.resolve())
    if text == SAMPLE:
        return SAMPLE
    raise SanctionsBotError(f"{text}: there is no such file or folder")


def kind_of(path: Path) -> Kind:
    """What lies at `path`; an .xml file is looked into."""
    if path.is_dir():
        return "folder"
    name = path.name.lower().removesuffix(".gz")
    ending = Path(name).suffix
    if ending == ".xml":
        with gzip.open(path) if path.name.lower().endswith(".gz") else path.open("rb") as file:
            try:
                found = sniff(file.read(4096))
            except (OSError, EOFError, zlib.error):
                return "file"
        return found if found in ("feed", "sitemap") else "file"
    return _NAMING.get(ending, "file")
