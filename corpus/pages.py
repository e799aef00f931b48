"""Pages kept as they came, so that reading them again, with better readers, needs no network.

Each lies gzipped in a file named by its address's checksum, in one of 256 folders: `pages/3f/3f…c2.html.gz`.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import tempfile
from pathlib import Path

from corpus.errors import InputError
from corpus.fetching import Fetched

# What is kept of the kinds of content that hold one article, by the ending under which its reader is found.
_ENDINGS = {"html": ".html.gz", "pdf": ".pdf.gz", "text": ".txt.gz"}
_META_CHARSET = re.compile(rb"(?i)<meta[^>]{0,200}?charset\s*=|<\?xml[^>]{0,100}?encoding\s*=")


class KeptPages:
    """The pages below one folder, by address."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, url: str) -> Path | None:
        """Where the page fetched from `url` is kept, None if it is not."""
        return next((path for ending in _ENDINGS.values() if (path := self._path(url, ending)).is_file()), None)

    def keep(self, url: str, page: Fetched) -> Path:
        """Write `page` down as the one at `url`, whole or not at all. Raises InputError when it is no page to read."""
        ending = _ENDINGS.get(page.kind)
        if ending is None:
            what = {
                "empty": "nothing", "feed": "a feed", "sitemap": "a sitemap", "data": "data (JSON or XML)",
                "binary": "neither text nor PDF",
            }  # fmt: skip
            raise InputError(f"no article: the server sends {what.get(page.kind, f'a {page.kind} file')}")
        path = self._path(url, ending)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(gzip.compress(_in_utf8(page), mtime=0))
            for other in _ENDINGS.values():
                if other != ending:
                    self._path(url, other).unlink(missing_ok=True)
            Path(temporary).replace(path)
        finally:
            Path(temporary).unlink(missing_ok=True)
        return path

    def forget_others(self, urls: set[str]) -> int:
        """Delete the pages of all addresses but `urls`; returns how many went."""
        kept = {_name(url) for url in urls}
        gone = [path for path in self._folder.glob("??/*.gz") if path.name.split(".")[0] not in kept]
        for path in gone:
            path.unlink(missing_ok=True)
        return len(gone)

    def _path(self, url: str, ending: str) -> Path:
        name = _name(url)
        return self._folder / name[:2] / f"{name}{ending}"


def _name(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()[:40]


def _in_utf8(page: Fetched) -> bytes:
    """The page's bytes; in UTF-8 where only the server, not the page, says which other encoding they are in."""
    data = page.content
    if page.kind == "pdf" or page.charset is None or page.charset.lower() in ("utf-8", "utf8"):
        return data
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or _META_CHARSET.search(data[:4096]):
        return data
    try:
        return data.decode(page.charset).encode()
    except (LookupError, UnicodeDecodeError):
        return data
