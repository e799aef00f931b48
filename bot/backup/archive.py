"""The archive: a zip file, written whole or not at all, in which every byte is checked before any is used."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from bot.backup.manifest import MANIFEST_NAME, MOST_BYTES, BackupError, BackupManifest, Member
from corpus.storage import storage_error

_BLOCK = 1024**2
# In a name: control characters, and what other systems take for the border of a folder or of a drive.
_NO_NAME = re.compile(r"[\x00-\x1f\x7f\\]|^[A-Za-z]:")
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeError)


class ArchiveWriter:
    """Members are written one after the other; made by `writing`."""

    def __init__(self, zip_file: zipfile.ZipFile) -> None:
        self._zip = zip_file
        self.members: list[Member] = []

    def add(self, name: str, blocks: Iterable[bytes], *, compress: bool = True) -> int:
        """Write a member; returns its length in bytes."""
        if not _stays_inside(name):
            raise BackupError(f"{name!r} cannot be kept in an archive: give the file another name")
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
        entry.external_attr = (stat.S_IFREG | 0o600) << 16
        digest, length = hashlib.sha256(), 0
        with self._zip.open(entry, "w", force_zip64=True) as member:
            for block in blocks:
                member.write(block)
                digest.update(block)
                length += len(block)
        self.members.append(Member(name=name, bytes=length, sha256=digest.hexdigest()))
        return length

    def close(self, manifest: BackupManifest) -> BackupManifest:
        """Write the manifest, which ends the archive; returns it with the members."""
        manifest = manifest.model_copy(update={"members": tuple(self.members)})
        self._zip.writestr(MANIFEST_NAME, manifest.sealed(), zipfile.ZIP_DEFLATED)
        return manifest


def _stays_inside(name: str) -> bool:
    """Whether `name` is a path below a folder, whatever system reads it, and can be written in a zip file."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return not _NO_NAME.search(name) and not {"", ".", ".."} & set(name.split("/"))


@contextmanager
def writing(path: Path) -> Iterator[ArchiveWriter]:
    """An archive that takes the place of any at `path` when all went well; nobody else may read it.

    Raises StorageError when it cannot be written.
    """
    part = path.with_name(f".{path.name}-{secrets.token_hex(4)}.part")
    try:
        descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as zip_file:
                yield ArchiveWriter(zip_file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError as error:
        raise storage_error(error, path) or error from error
    finally:
        part.unlink(missing_ok=True)


class Archive:
    """An archive to be restored. `manifest` tells what is in it."""

    def __init__(self, path: Path, zip_file: zipfile.ZipFile) -> None:
        """Raises BackupError when it is none, holds what no backup does, or is of a format that is not known."""
        self._path = path
        self._zip = zip_file
        for entry in zip_file.infolist():
            self._check_name(entry)
        try:
            if zip_file.getinfo(MANIFEST_NAME).file_size > MOST_BYTES:
                raise ValueError("its manifest is too long")
            with zip_file.open(MANIFEST_NAME) as member:
                self.manifest = BackupManifest.opened(member.read(MOST_BYTES + 1))
        except KeyError:
            raise BackupError(f"{path} is no backup of this program: it has no {MANIFEST_NAME}") from None
        except BackupError as error:
            raise BackupError(f"{path} {error}") from None
        except (ValueError, *_UNREADABLE) as error:
            raise self._damaged(str(error)) from error
        self._members = {member.name: member for member in self.manifest.members}
        names = zip_file.namelist()
        if len(names) != len(set(names)) or set(names) != {*self._members, MANIFEST_NAME}:
            raise self._damaged("it does not hold what its manifest names")

    def _check_name(self, entry: zipfile.ZipInfo) -> None:
        mode = entry.external_attr >> 16
        if not _stays_inside(entry.filename) or (stat.S_IFMT(mode) not in (0, stat.S_IFREG)):
            raise BackupError(
                f"{self._path} is refused: {entry.filename[:100]!r} is a link or a path that leads out of its folder, "
                "which no backup of this program holds"
            )

    def verify(self) -> None:
        """Read every member once. Raises BackupError when one is not what was written."""
        for name in self._members:
            for _ in self.blocks(name):
                pass

    def names(self, folder: str) -> list[str]:
        """The members below `folder`, in order."""
        return sorted(name for name in self._members if name.startswith(f"{folder}/"))

    def __contains__(self, name: str) -> bool:
        """Whether there is such a member."""
        return name in self._members

    def blocks(self, name: str) -> Iterator[bytes]:
        """The content of a member. Raises BackupError, at the latest at its end, when it is not what was written."""
        told = self._members[name]
        digest, length = hashlib.sha256(), 0
        with self._reading(name) as member:
            while block := self._read(member, name):
                digest.update(block)
                length += len(block)
                if length > told.bytes:
                    raise self._damaged(f"{name} is longer than its manifest says")
                yield block
        if length != told.bytes or digest.hexdigest() != told.sha256:
            raise self._damaged(f"{name} is not what was written")

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a member, as `blocks`."""
        rest = b""
        for block in self.blocks(name):
            *whole, rest = (rest + block).split(b"\n")
            yield from whole
        if rest:
            raise self._damaged(f"{name} ends in the middle of a line")

    def read(self, name: str) -> bytes:
        """All of a member, which is small."""
        return b"".join(self.blocks(name))

    @contextmanager
    def _reading(self, name: str) -> Iterator[IO[bytes]]:
        try:
            member = self._zip.open(name)
        except (*_UNREADABLE, KeyError) as error:
            raise self._damaged(f"{name}: {error}") from error
        with member:
            yield member

    def _read(self, member: IO[bytes], name: str) -> bytes:
        try:
            return member.read(_BLOCK)
        except _UNREADABLE as error:
            raise self._damaged(f"{name}: {error}") from error

    def _damaged(self, why: str) -> BackupError:
        return BackupError(f"{self._path} is damaged ({why}): use another backup; nothing was changed")


@contextmanager
def reading(path: Path) -> Iterator[Archive]:
    """The archive at `path`. Raises BackupError when it is none."""
    try:
        with zipfile.ZipFile(path) as zip_file:
            yield Archive(path, zip_file)
    except FileNotFoundError:
        raise BackupError(f"there is no file {path}") from None
    except zipfile.BadZipFile as error:
        raise BackupError(f"{path} is no backup, or a damaged one ({error}); nothing was changed") from None


def blocks_of(path: Path) -> Iterator[bytes]:
    """The content of a file; what vanishes meanwhile ends there."""
    with suppress(FileNotFoundError), path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block
