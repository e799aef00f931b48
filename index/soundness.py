"""Whether the files of the index are as they were written, seen before they are opened.

Tantivy's files end with a checksum, which it does not compare by itself. The graph files of Chroma (hnswlib's) have
none, and hnswlib trusts them blindly: a changed link ends the whole process. What a search follows is looked through
here instead: sizes, links and lengths of vectors. 160,000 passages take a sixth of a second in all.
"""

from __future__ import annotations

import json
import sqlite3
import struct
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np

from corpus.errors import DamagedIndexError
from corpus.storage import storage_error

_TANTIVY_MAGIC = 1337
_HEADER = struct.Struct("<I6QiIQQQdQ")  # hnswlib's: version, six sizes, level, entry point, M, maxM0, M, mult, ef
_NORM_TOLERANCE = 1e-3  # vectors are stored with length 1 in float32
_AGAIN_SECONDS = 0.3  # another process may be writing just now: what is damaged stays so
_TRIES = 4
_AT_ONCE = 50_000  # vectors; few calls of numpy, as after each the thread waits for others of Python's


def check_keywords(folder: Path) -> None:
    """Raises DamagedIndexError when one of Tantivy's files is not what Tantivy wrote."""
    _patiently(lambda: _check_tantivy(folder), folder, "Tantivy")


def check_vectors(folder: Path, *, thoroughly: bool = False) -> None:
    """Raises DamagedIndexError when Chroma's files are damaged; `thoroughly` looks through its database, too."""
    _patiently(lambda: _check_chroma(folder, thoroughly), folder, "Chroma")


def _patiently(check: Callable[[], None], folder: Path, whose: str) -> None:
    for left in reversed(range(_TRIES)):
        try:
            return check()
        except (OSError, ValueError, KeyError, TypeError, struct.error, sqlite3.Error) as error:
            if not left:
                raise storage_error(error, folder) or DamagedIndexError(
                    f"{folder}: a file of {whose}'s is damaged ({error}); rebuild with `index --full`"
                ) from error
            time.sleep(_AGAIN_SECONDS)


def _check_tantivy(folder: Path) -> None:
    if not folder.is_dir():
        return
    meta = folder / "meta.json"
    if not meta.is_file():
        if any(folder.glob("*.store")):
            raise ValueError("meta.json is gone")
        return
    for segment in json.loads(meta.read_bytes())["segments"]:
        stem = segment["segment_id"].replace("-", "")
        files = list(folder.glob(f"{stem}.*"))
        if not files:
            raise ValueError(f"{stem}.* is gone")
        for path in files:
            content = memoryview(path.read_bytes())
            length, magic = struct.unpack("<II", content[-8:])
            if magic != _TANTIVY_MAGIC or length > len(content) - 8:
                raise ValueError(f"{path.name} has no footer")
            footer = json.loads(bytes(content[-8 - length : -8]))
            if zlib.crc32(content[: -8 - length]) != footer["crc"]:
                raise ValueError(f"{path.name}: its checksum is not that of its content")


def _check_chroma(folder: Path, thoroughly: bool) -> None:
    database = folder / "chroma.sqlite3"
    if not database.is_file():
        if folder.is_dir() and any(folder.iterdir()):
            raise ValueError("chroma.sqlite3 is gone")
        return
    with database.open("rb") as file:
        if file.read(16) != b"SQLite format 3\0":
            raise ValueError("chroma.sqlite3 is no database")
    if thoroughly:
        connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30)
        try:
            answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        finally:
            connection.close()
        if answer != "ok":
            raise ValueError(f"chroma.sqlite3: {str(answer).splitlines()[-1]}")
    for header in folder.glob("*/header.bin"):
        _check_graph(header.parent)


def _check_graph(folder: Path) -> None:
    """Look through one hnswlib graph: see its saveIndex for the layout."""
    content = (folder / "header.bin").read_bytes()
    if len(content) != _HEADER.size:
        raise ValueError("header.bin is cut off")
    _, _, room, count, row_bytes, label_at, data_at, top, entry, _, most_links, _, _, _ = _HEADER.unpack(content)
    width = (label_at - data_at) // 4
    if not (count <= room and data_at == 4 + 4 * most_links and row_bytes == label_at + 8 and 0 < width < 65536):
        raise ValueError("header.bin holds impossible sizes")
    if count and not (entry < count and -1 <= top < 64):
        raise ValueError("header.bin names no way in")
    level0 = folder / "data_level0.bin"
    if level0.stat().st_size < count * row_bytes:
        raise ValueError("data_level0.bin is cut off")
    if not count:
        return
    layout = np.dtype(
        [("links", "<u2"), ("flags", "<u2"), ("to", "<u4", most_links), ("vector", "<f4", width), ("label", "<u8")]
    )
    rows = np.memmap(level0, layout, "r", shape=(count,))
    for at in range(0, count, _AT_ONCE):
        part = rows[at : at + _AT_ONCE]
        linked = np.arange(most_links) < part["links"][:, None]
        if (part["links"] > most_links).any() or ((part["to"] >= count) & linked).any():
            raise ValueError("data_level0.bin has links that lead nowhere")
        with np.errstate(all="ignore"):
            lengths = np.sqrt(np.einsum("ij,ij->i", part["vector"], part["vector"]))  # makes no copy, as norm does
        deleted = (part["flags"] & 1).astype(bool)
        if not (deleted | (np.abs(lengths - 1) < _NORM_TOLERANCE)).all():
            raise ValueError("data_level0.bin has vectors that are none")
    _check_levels(folder, count)
    norms = np.fromfile(folder / "length.bin", "<f4", count)
    if len(norms) < count or not np.isfinite(norms).all() or (np.abs(norms - 1) > _NORM_TOLERANCE).any():
        raise ValueError("length.bin has wrong lengths")
    if not (folder / "index_metadata.pickle").is_file():
        raise ValueError("index_metadata.pickle is gone")


def _check_levels(folder: Path, count: int) -> None:
    """Look through the links above the lowest level: for each of `count` vectors a size in bytes, 0 for most, and as
    many levels of a count and up to M links."""
    content = np.fromfile(folder / "link_lists.bin", "<u4")
    per_level = 17  # a count and hnswlib's M = 16 links, as Chroma sets it
    filled = np.flatnonzero(content)
    starts: list[int] = []  # of levels
    at = seen = 0
    while seen < count:
        ahead = int(np.searchsorted(filled, at))
        size_at = int(filled[ahead]) if ahead < len(filled) else len(content)
        seen += size_at - at  # those of size 0
        if seen >= count:
            break
        if size_at == len(content):
            raise ValueError("link_lists.bin is cut off")
        size = int(content[size_at])
        at = size_at + 1 + size // 4
        if size % (4 * per_level) or at > len(content):
            raise ValueError("link_lists.bin has lists of impossible sizes")
        starts += range(size_at + 1, at, per_level)
        seen += 1
    levels = content[np.array(starts, np.int64)[:, None] + np.arange(per_level)]
    held = levels[:, 0] & 0xFFFF
    if (held >= per_level).any() or (levels[:, 1:][np.arange(per_level - 1) < held[:, None]] >= count).any():
        raise ValueError("link_lists.bin has links that lead nowhere")
