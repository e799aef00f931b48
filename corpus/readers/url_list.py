"""Lists of addresses: one a line, "#" before a remark."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.errors import InputError
from corpus.readers.contents import Skip
from corpus.readers.entries import Entry, page_address
from corpus.readers.skipped import Skipped

ENDING = ".urls"  # of a file on the disk: as .txt it would be an article


def entries(data: bytes, address: str | None, skip: Skip) -> Iterator[Entry]:
    """The pages a list names, each once; a line that is no address goes to `skip`."""
    seen: set[str] = set()
    for number, line in enumerate(data.decode("utf-8-sig", "replace").splitlines(), start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        try:
            url = page_address(text, None)
        except InputError as error:
            skip(Skipped(address or "", number, error.reason))
            continue
        if url not in seen:
            seen.add(url)
            yield Entry(url)


def is_list(data: bytes) -> bool:
    """Whether all lines of a text are addresses or remarks: then it is a list, not an article."""
    lines = [line.strip() for line in data.decode("utf-8-sig", "replace").splitlines()]
    named = [line for line in lines if line and not line.startswith("#")]
    return bool(named) and all(line.startswith(("http://", "https://")) and " " not in line for line in named)
