"""Arrays in one file: written whole, checksummed, and opened by memory mapping, so that only what is read is in memory.

The file: 8 bytes that say what it is, the header's length, the header (JSON), the arrays one after another, and the
SHA-256 of all before it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from corpus.errors import DamagedIndexError

Array = npt.NDArray[Any]

_MAGIC = b"SBarray1"
_LENGTH_BYTES = 8
_CHECKSUM_BYTES = 32
_ALIGNED_BYTES = 64
_CHUNK_BYTES = 1 << 20


def write_arrays(path: Path, facts: Mapping[str, Any], arrays: Mapping[str, Array]) -> None:
    """Write `arrays` by name, and `facts` (JSON), to `path`: by one rename, so that nobody ever reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    places: dict[str, tuple[str, int, int]] = {}
    at = 0
    for name, array in arrays.items():
        places[name] = (array.dtype.str, len(array), at)
        at += array.nbytes + _padding(array.nbytes)
    header = json.dumps({"facts": facts, "arrays": places}, separators=(",", ":")).encode()
    header += b" " * _padding(len(_MAGIC) + _LENGTH_BYTES + len(header))
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            digest = hashlib.sha256()
            pieces: list[bytes | memoryview] = [_MAGIC, len(header).to_bytes(_LENGTH_BYTES, "little"), header]
            for array in arrays.values():
                pieces += [np.ascontiguousarray(array).data.cast("B"), b"\0" * _padding(array.nbytes)]
            for piece in pieces:
                digest.update(piece)
                file.write(piece)
            file.write(digest.digest())
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def read_arrays(path: Path) -> tuple[dict[str, Any], dict[str, Array]]:
    """The facts and the arrays of the file at `path`, read-only. Raises DamagedIndexError where it is not whole."""
    try:
        with path.open("rb") as file:
            size = _verified(file)
            file.seek(len(_MAGIC))
            length = int.from_bytes(file.read(_LENGTH_BYTES), "little")
            header = json.loads(file.read(length))
        held = np.memmap(path, dtype=np.uint8, mode="r")
        start = len(_MAGIC) + _LENGTH_BYTES + length
        arrays = {}
        for name, (kind, count, at) in header["arrays"].items():
            nbytes = count * np.dtype(kind).itemsize
            if start + at + nbytes > size:
                raise ValueError(f"the array {name} is cut off")
            # A plain view: a memmap's own class costs time at every slice.
            arrays[name] = np.frombuffer(held, kind, count, start + at) if count else np.empty(0, kind)
        return header["facts"], arrays
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedIndexError(f"{path}: damaged ({error}); `index --full` rebuilds it") from error


def _verified(file: BinaryIO) -> int:
    """The number of bytes before the checksum, which is that of them."""
    size = file.seek(0, os.SEEK_END) - _CHECKSUM_BYTES
    file.seek(0)
    if size < len(_MAGIC) + _LENGTH_BYTES or file.read(len(_MAGIC)) != _MAGIC:
        raise ValueError("it is cut off or another kind of file")
    digest = hashlib.sha256(_MAGIC)
    left = size - len(_MAGIC)
    while left > 0:
        chunk = file.read(min(_CHUNK_BYTES, left))
        if not chunk:
            raise ValueError("it was cut off while it was read")
        digest.update(chunk)
        left -= len(chunk)
    if digest.digest() != file.read(_CHECKSUM_BYTES):
        raise ValueError("its checksum is not that of its content")
    return size


def _padding(length: int) -> int:
    return -length % _ALIGNED_BYTES
