"""What a file holds, plain, gzipped or in a zip archive, within limits: as one text, or line by line."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from corpus.errors import InputError
from corpus.readers import archives
from corpus.readers.skipped import Skipped

Skip = Callable[[Skipped], None]

MAX_TEXT_BYTES = 16 << 20  # of a file that is read as a whole; a long book is 2 MB
MAX_DOCUMENT_BYTES = 64 << 20  # of a PDF or Word file, which are mostly pictures and fonts
MAX_LINE_BYTES = 8 << 20  # of one line of a file read line by line
# A gzip file may grow past the first figure only while it stays below the second: news text packs 3 to 10 times
# smaller, a bomb up to 1,000 times.
UNCHECKED_BYTES = 16 << 20
MAX_EXPANSION = 100
_CHUNK = 1 << 20
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class _Limited:
    """Bytes of an open file, counted against the limit on what a packed file may grow to."""

    def __init__(self, file: BinaryIO, packed_bytes: int | None, count: Callable[[int], None] = lambda _: None) -> None:
        self._file = file
        self._packed_bytes = packed_bytes
        self._given = 0
        self._count = count  # for what else the bytes are counted against

    def read(self, size: int) -> bytes:
        return self._counted(self._file.read, size)

    def readline(self, size: int) -> bytes:
        return self._counted(self._file.readline, size)

    def _counted(self, take: Callable[[int], bytes], size: int) -> bytes:
        try:
            data = take(size)
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise InputError(f"damaged or cut-off gzip file ({error}); fetch it again") from error
        except archives.DAMAGE as error:
            raise InputError(f"damaged in its archive ({error}); fetch the archive again") from error
        self._given += len(data)
        self._count(len(data))
        if self._packed_bytes is not None and self._given > max(UNCHECKED_BYTES, MAX_EXPANSION * self._packed_bytes):
            raise InputError(
                f"unpacks to more than {MAX_EXPANSION} times its size; unpack it by hand if it can be trusted"
            )
        return data


@contextmanager
def _opened(path: Path) -> Iterator[_Limited]:
    """Reading raises InputError for a damaged packed file; OSError where the file itself cannot be read."""
    is_gzip = path.suffix.lower() == ".gz"
    member = archives.member_at(path)
    if member is not None:
        with member.open() as packed:
            if is_gzip:
                unpacked = cast(BinaryIO, gzip.GzipFile(fileobj=packed))
                yield _Limited(unpacked, member.packed_bytes, member.count)
            else:
                yield _Limited(packed, member.packed_bytes)
    elif is_gzip:
        with gzip.open(path) as file:
            yield _Limited(cast(BinaryIO, file), path.stat().st_size)
    else:
        with path.open("rb") as plain:
            yield _Limited(plain, None)


def head(path: Path, size: int) -> bytes:
    """The first `size` bytes of `path`, fewer where it is shorter or damaged."""
    with _opened(path) as file:
        try:
            return file.read(size)
        except InputError:
            return b""


def is_there(path: Path) -> bool:
    """Whether `path` is a regular file, on disk or in an archive that is being read."""
    return archives.member_at(path) is not None or path.is_file()


def beside(path: Path) -> list[Path]:
    """The regular files in the folder of `path`, sorted: on disk, or in the archive that is being read."""
    if archives.member_at(path) is not None:
        return archives.beside(path)
    return sorted(other for other in path.parent.iterdir() if other.is_file())


def whole(path: Path, limit: int = MAX_TEXT_BYTES) -> bytes:
    """All bytes of `path`. Raises InputError when it is empty, longer than `limit`, or a damaged packed file."""
    pieces = []
    size = 0
    with _opened(path) as file:
        while chunk := file.read(_CHUNK):
            pieces.append(chunk)
            size += len(chunk)
            if size > limit:
                raise InputError(f"longer than {limit >> 20} MB; split it into one file per article", path=str(path))
    data = b"".join(pieces)
    if not data.strip():
        raise InputError("the file is empty", path=str(path))
    return data


def pieces(path: Path, limit: int) -> Iterator[bytes]:
    """The bytes of `path`, piece by piece. Raises InputError where it is empty, longer than `limit`, or damaged."""
    size = 0
    with _opened(path) as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise InputError(f"longer than {limit >> 20} MB; split it", path=str(path))
            yield chunk
    if not size:
        raise InputError("the file is empty", path=str(path))


def text(path: Path) -> str:
    """All of `path` as text: UTF-8, or UTF-16 with its byte order mark. Raises InputError otherwise."""
    return decoded(whole(path), path)


def decoded(data: bytes, path: Path, encoding: str | None = None) -> str:
    """`data` as text in the encoding of its byte order mark, else `encoding`, else UTF-8. Raises InputError."""
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), encoding or "utf-8")
    try:
        found = data.decode(encoding)
    except UnicodeDecodeError as error:
        if _looks_binary(data):
            raise InputError("a binary file, not text", path=str(path)) from error
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"not {encoding.upper()} text; save it as UTF-8", path=str(path), line=line) from error
    except LookupError as error:
        raise InputError(f"names an unknown encoding, {encoding[:40]!r}; save it as UTF-8", path=str(path)) from error
    if _looks_binary(found[:8192].encode("utf-8", "replace")):
        raise InputError("a binary file, not text", path=str(path))
    return found


def lines(path: Path, skip: Skip, fallback: str | None = None) -> Iterator[tuple[int, str]]:
    """(line number from 1, line without its end) of UTF-8 `path`; lines that are no text go to `skip`.

    A line that is not UTF-8 is read in the encoding `fallback` where one is given. Raises InputError when the file is
    empty, binary or damaged, after giving what came before the damage.
    """
    number = 0
    with _opened(path) as file:
        while True:
            try:
                data = file.readline(MAX_LINE_BYTES + 1)
                too_long = len(data) > MAX_LINE_BYTES
                piece = data
                while too_long and piece and not piece.endswith(b"\n"):
                    piece = file.readline(_CHUNK)
            except InputError as error:
                raise InputError(error.reason, path=str(path), line=number + 1) from error
            if not data:
                break
            number += 1
            if number == 1:
                if data.startswith((b"\xff\xfe", b"\xfe\xff")):
                    raise InputError("not UTF-8 text; save it as UTF-8", path=str(path))
                if _looks_binary(data[:8192]):
                    raise InputError("a binary file, not text", path=str(path))
                data = data.removeprefix(b"\xef\xbb\xbf")
            if too_long:
                skip(Skipped(str(path), number, f"the line is longer than {MAX_LINE_BYTES >> 20} MB"))
                continue
            found = _line(data, fallback)
            if found is not None:
                yield number, found.rstrip("\r\n")
            else:
                skip(Skipped(str(path), number, "the line is not UTF-8 text; save the file as UTF-8"))
    if number == 0:
        raise InputError("the file is empty", path=str(path))


def _line(data: bytes, fallback: str | None) -> str | None:
    for encoding in ("utf-8", fallback):
        try:
            return data.decode(encoding) if encoding else None
        except UnicodeDecodeError:
            continue
    return None


def _looks_binary(data: bytes) -> bool:
    head = data[:8192]
    controls = sum(1 for byte in head if byte < 32 and byte not in b"\t\n\r\x0b\x0c\x1a\x1b")
    return b"\0" in head or controls > len(head) // 20
