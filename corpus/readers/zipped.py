"""Zip archives of articles: every member of a known format is read like a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from corpus.article import Article
from corpus.listing import Listing
from corpus.readers import archives
from corpus.readers.contents import Skip
from corpus.readers.fields import shortened
from corpus.readers.skipped import Skipped

_NAMED = 5  # of the members that are of no known format


def read(path: Path, skip: Skip) -> Iterator[Article | Listing]:
    """What the members of the archive give, in the order of their names; reports call them `archive.zip!member`.

    Archives in it are not opened. Raises InputError where it is damaged or unpacks to more than the limits; what its
    members gave before is kept.
    """
    from corpus import readers  # the registry, which imports this file

    with archives.reading(path) as archive:
        for place, reason in archive.left_out:
            skip(Skipped(place, None, reason))
        unknown = []
        beside = {other for member in archive.members for other in readers.companions(member)}
        for member in sorted(archive.members):
            name = str(member).removeprefix(f"{path}!")
            if _is_hidden(name) or member in beside:
                continue
            if name.lower().endswith((".zip", ".zip.gz")):
                skip(Skipped(str(member), None, "an archive in an archive; unpack it and index the folder"))
            elif not readers.is_known(member):
                unknown.append(name)
            else:
                yield from readers.read(member, skip)
                if exceeded := archive.exceeded:
                    skip(Skipped(str(path), None, f"{exceeded}; what was read up to {shortened(name, 60)} is kept"))
                    return
        if unknown:
            named = ", ".join(shortened(name, 60) for name in unknown[:_NAMED]) + (
                " …" if len(unknown) > _NAMED else ""
            )
            skip(Skipped(str(path), None, f"{len(unknown):,} of its files are of no known format: {named}"))
        if not archive.members:
            skip(Skipped(str(path), None, "the archive is empty"))


def _is_hidden(name: str) -> bool:
    """Hidden files and folders, and the twins macOS puts into archives, as folders leave them out."""
    parts = PurePosixPath(name).parts
    return any(part.startswith(".") and part not in {".", ".."} for part in parts) or parts[:1] == ("__MACOSX",)
