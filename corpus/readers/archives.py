"""Zip archives that are being read: their members are known by paths such as `folder/archive.zip!news/a.txt`.

Nothing is unpacked to disk. While an archive is open in `reading`, `corpus.readers.contents` finds its members by
these paths, so that every reader reads them like files.
"""

from __future__ import annotations

import struct
import threading
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from corpus.characters import plain
from corpus.errors import InputError

# Small articles come by the ten thousand; above these figures an archive is better split.
MAX_MEMBERS = 50_000
MAX_UNPACKED_BYTES = 1 << 30
MAX_EXPANSION = 100  # of all members together; those of a bomb may share their packed bytes
UNCHECKED_BYTES = 16 << 20
MAX_NAME_CHARACTERS = 500
_MAX_DIRECTORY_BYTES = 16 << 20  # the list of members at the end of the file, which is read as a whole
_ENCRYPTED = 0x1

# What reading a damaged member raises.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, struct.error)

_open = threading.local()


class Member:
    """One file in an archive that is being read."""

    def __init__(self, archive: Archive, info: zipfile.ZipInfo, path: Path) -> None:
        self._archive = archive
        self._info = info
        self.path = path
        self.packed_bytes = info.compress_size
        self.is_encrypted = bool(info.flag_bits & _ENCRYPTED)
        self.count = archive.count

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Its bytes, counted against the limits of the archive. Raises InputError when it cannot be opened."""
        if self.is_encrypted:
            raise InputError("encrypted; unpack the archive with its password", path=str(self.path))
        try:
            file = self._archive.zipped.open(self._info)
        except DAMAGE as error:
            raise InputError(
                f"damaged in its archive ({error}); fetch the archive again", path=str(self.path)
            ) from error
        with file:
            yield cast(BinaryIO, _Counted(cast(BinaryIO, file), self._archive))


class Archive:
    """An archive that is being read; `members` are its files by path, in its order."""

    def __init__(self, path: Path, zipped: zipfile.ZipFile) -> None:
        self.zipped = zipped
        self.members: dict[Path, Member] = {}
        self.left_out: list[tuple[str, str]] = []
        self._given = 0
        self._limit = max(UNCHECKED_BYTES, MAX_EXPANSION * path.stat().st_size)
        for info in zipped.infolist():
            if info.filename.endswith("/"):
                continue
            name = " ".join(plain(info.filename).split())
            inside = Path(f"{path}!{name}")
            if not name:
                self.left_out.append((f"{path}!", "a file without a name"))
            elif len(name) > MAX_NAME_CHARACTERS:
                self.left_out.append((f"{path}!{name[:60]}…", "a name far too long"))
            elif inside in self.members:
                self.left_out.append((str(inside), "a second file of the same name"))
            else:
                self.members[inside] = Member(self, info, inside)

    @property
    def exceeded(self) -> str | None:
        """Why no more may be read of it, or None."""
        if self._given > self._limit:
            return f"unpacks to more than {MAX_EXPANSION} times its size; unpack it by hand if it can be trusted"
        if self._given > MAX_UNPACKED_BYTES:
            return f"unpacks to more than {MAX_UNPACKED_BYTES >> 20:,} MB; split it"
        return None

    def count(self, given: int) -> None:
        """Note that `given` more bytes were unpacked. Raises InputError where that is too much."""
        self._given += given
        if reason := self.exceeded:
            raise InputError(f"its archive {reason}")


class _Counted:
    """Bytes of an open member; as a gzip file's source it must be a file."""

    def __init__(self, file: BinaryIO, archive: Archive) -> None:
        self._file = file
        self._archive = archive

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._archive.count(len(data))
        return data

    def readline(self, size: int = -1) -> bytes:
        data = self._file.readline(size)
        self._archive.count(len(data))
        return data


@contextmanager
def reading(path: Path) -> Iterator[Archive]:
    """Open the archive at `path` so that its members can be read by their paths, in this thread, until it is left.

    Raises InputError where it is none, is damaged, or has too many members.
    """
    check_directory(path)
    try:
        zipped = zipfile.ZipFile(path)
    except (*DAMAGE, ValueError, OverflowError) as error:
        raise InputError(f"damaged or cut off: no zip archive ({error}); fetch it again", path=str(path)) from error
    with zipped:
        if len(zipped.infolist()) > MAX_MEMBERS:
            raise InputError(f"holds more than {MAX_MEMBERS:,} files; split it", path=str(path))
        archive = Archive(path, zipped)
        archives = _archives()
        archives.append(archive)
        try:
            yield archive
        finally:
            archives.remove(archive)


def check_directory(path: Path) -> None:
    """Raise InputError where the list of members, which zipfile reads into memory, is far too long."""
    if _directory_bytes(path) > _MAX_DIRECTORY_BYTES:
        raise InputError(f"holds far more than {MAX_MEMBERS:,} files; split it", path=str(path))


def member_at(path: Path) -> Member | None:
    """The member of an archive that is being read in this thread, or None for a file on disk."""
    for archive in reversed(_archives()):
        if member := archive.members.get(path):
            return member
    return None


def beside(path: Path) -> list[Path]:
    """The members in the same folder of the same archive as the member `path`, itself among them, sorted."""
    for archive in reversed(_archives()):
        if path in archive.members:
            return sorted(other for other in archive.members if _folder(other) == _folder(path))
    return []


def _archives() -> list[Archive]:
    if not hasattr(_open, "archives"):
        _open.archives = []
    return cast("list[Archive]", _open.archives)


def _folder(path: Path) -> str:
    """A member of the archive's top folder has the archive's own name before its own."""
    place, mark, name = str(path).rpartition("!")
    return place + mark + name.rpartition("/")[0]


def _directory_bytes(path: Path) -> int:
    """How long the list of members says it is; zipfile would read it into memory whatever its length."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - (1 << 16) - 1024))
        end = file.read()
    at = end.rfind(b"PK\x05\x06")
    if at < 0 or len(end) < at + 22:
        return 0  # no archive, which opening it will say
    large = end.rfind(b"PK\x06\x06", 0, at)
    if large >= 0 and len(end) >= large + 56:
        return int(struct.unpack_from("<Q", end, large + 40)[0])
    return int(struct.unpack_from("<L", end, at + 12)[0])
