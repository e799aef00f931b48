"""From files to articles and listings: one reader per format, found by the file's ending.

A new format is one new file here, with `read(path, skip)`, and one line in `FORMATS`. Every ending but `.zip` is also
read with `.gz` after it. Where the content of a file contradicts its ending, `actual` decides. A reader is imported
when a file of its kind is met, since answering needs none of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from corpus.article import Article
from corpus.errors import InputError
from corpus.listing import Listing
from corpus.readers.contents import Skip
from corpus.readers.skipped import Skipped

MAX_REPORTED = 1000  # skips of one file that are told one by one; the rest is counted

Reader = Callable[[Path, Skip], Iterator[Article | Listing]]


@dataclass(frozen=True)
class Format:
    """How one kind of file is read, and which other files are read together with it: by the module of its reader."""

    module: str

    @property
    def read(self) -> Reader:
        """The reader."""
        reader: Reader = self._reader.read
        return reader

    def companions(self, path: Path) -> list[Path]:
        """The files that are read together with `path`."""
        named: Callable[[Path], list[Path]] | None = getattr(self._reader, "companions", None)
        return named(path) if named is not None else []

    @property
    def _reader(self) -> Any:
        return import_module(f"corpus.readers.{self.module}")


_TEXT = Format("text")
_HTML = Format("html")
_MARKDOWN = Format("markdown")
_JSON_LINES = Format("json_lines")
_TABLE = Format("csv_articles")
_ZIP = Format("zipped")
FORMATS: dict[str, Format] = {
    ".txt": _TEXT,
    ".text": _TEXT,
    ".html": _HTML,
    ".htm": _HTML,
    ".xhtml": _HTML,
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".jsonl": _JSON_LINES,
    ".ndjson": _JSON_LINES,
    ".ftm.json": _JSON_LINES,
    ".nested.json": _JSON_LINES,
    ".csv": _TABLE,
    ".tsv": _TABLE,
    ".xml": Format("xml_lists"),
    ".pdf": Format("pdf"),
    ".docx": Format("word"),
    ".zip": _ZIP,
}
_LONGER_ENDINGS = [ending for ending in FORMATS if ending.count(".") > 1]  # ".json" alone may hold anything


def files(location: Path) -> list[Path]:
    """The files to read at `location`, sorted: itself, or what its folders hold in a known format.

    Left out are hidden files and folders, what is not a regular file, and companions of other files. A file given
    itself is returned whatever it is, so that `read` can say why it cannot be read.
    """
    if location.is_file():
        return [location]
    found: list[Path] = []
    for folder, below, entries in os.walk(location):
        below[:] = [name for name in below if not name.startswith(".")]
        for name in entries:
            path = Path(folder, name)
            if not name.startswith(".") and _format(path) is not None and path.is_file():
                found.append(path)
    beside = {companion for path in found for companion in companions(path)}
    return sorted(path for path in found if path not in beside)


def is_known(path: Path) -> bool:
    """Whether `path` has the ending of a known format."""
    return _format(path) is not None


def companions(path: Path) -> list[Path]:
    """Other files whose content goes into what `path` gives: an OFAC list's alternate names, a table's side file."""
    known = _format(path)
    return known.companions(path) if known else []


def read(path: Path, skip: Skip) -> Iterator[Article | Listing]:
    """Everything readable in `path`, in its order; `skip` is told of all else, by line, with the reason.

    No content makes it raise. OSError passes through: then the file itself could not be read, and what was given
    so far is not the whole of it.
    """
    told = given = 0

    def tell(entry: Skipped) -> None:
        nonlocal told
        told += 1
        if told <= MAX_REPORTED:
            skip(entry)

    known = _format(path)
    if known is None:
        endings = ", ".join(FORMATS)
        tell(Skipped(str(path), None, f"an unknown kind of file; known are {endings}, all but .zip also with .gz"))
        return
    from corpus.readers.actual import actual_ending

    try:
        ending, doubt = actual_ending(path, _ending(path))
        if doubt:
            tell(Skipped(str(path), None, doubt))
        for item in FORMATS[ending].read(path, tell):
            given += 1
            yield item
    except InputError as error:
        tell(Skipped(str(path), error.line, error.reason))
    except OSError:
        raise
    except Exception as error:
        # Parsers written by others meet files written by anyone: whatever they raise concerns this file alone.
        tell(Skipped(str(path), None, f"cannot be read ({type(error).__name__}); is the file damaged?"))
    if not given and not told:
        tell(Skipped(str(path), None, "holds neither articles nor listings"))
    if told > MAX_REPORTED:
        skip(Skipped(str(path), None, f"{told - MAX_REPORTED:,} more items of this file were left out or doubted"))


def _format(path: Path) -> Format | None:
    known = FORMATS.get(_ending(path))
    return None if known is _ZIP and path.suffix.lower() == ".gz" else known


def _ending(path: Path) -> str:
    """The ending that names the format, without .gz."""
    name = path.name.lower().removesuffix(".gz")
    return next((ending for ending in _LONGER_ENDINGS if name.endswith(ending)), Path(name).suffix)
