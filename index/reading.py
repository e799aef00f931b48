"""Reading all sources into the library: files and folders by checksum, web sources by polling."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from corpus import readers
from corpus.errors import LibraryError, SanctionsBotError, StorageError
from corpus.fetching import Fetcher, Limits
from corpus.intake import Guard, HeldBack, checksum_of
from corpus.library import Intake, Library, Source
from corpus.pages import KeptPages
from corpus.politeness import PoliteFetcher
from corpus.polling import Poll
from corpus.readers.skipped import Skipped
from corpus.sources import folder_of, kind_of
from corpus.web_addresses import is_web, without_secrets
from index.report import Progress, ProgressCallback

_PAUSE_STEP_SECONDS = 0.5  # between two looks at whether the run is to stop


@dataclass(frozen=True)
class Web:
    """How the web may be used: see the settings of these names."""

    allow_private_addresses: bool = False
    fetch_delay_seconds: float = 1.0
    limits: Limits = field(default_factory=Limits)

    def fetcher(self) -> Fetcher:
        """A fetcher within these bounds; close it."""
        return Fetcher(allow_private=self.allow_private_addresses, limits=self.limits)


def names_pages(source: Source) -> bool:
    """Whether a source names pages to fetch, rather than being a file or folder of articles."""
    path = folder_of(source.location)
    if is_web(source.location):
        return True
    return kind_of(path) not in ("folder", "file") if path.exists() else source.kind in ("feed", "sitemap", "list")


def read_sources(
    library: Library,
    pages: KeptPages,
    web: Web,
    tell: ProgressCallback,
    *,
    asked_for: Iterable[str] = (),
    full: bool = False,
    allow_removals: bool = False,
    only: Collection[str] | None = None,
) -> list[HeldBack]:
    """Bring the library up to date with all its sources, or `only` those; returns what was not removed from them.

    Sources `asked_for` are polled though they be in a back-off. How each went is noted in the library.
    """
    held: list[HeldBack | None] = []
    named = set(asked_for)
    now = Progress("fetching", 0, 0)

    def fetching(done: int, total: int) -> None:
        nonlocal now
        now = Progress("fetching", done, total)
        if total:
            tell(now)

    with web.fetcher() as fetcher:
        pause = partial(pause_telling, lambda: tell(now))
        polite = PoliteFetcher(fetcher, delay_seconds=web.fetch_delay_seconds, pause=pause)
        for source in library.sources():
            if only is not None and source.location not in only:
                continue
            if names_pages(source):
                poll = Poll(source, library, pages, polite, full=full, tell=fetching)
                due = source.location in named
                held.append(poll.carry_out(allow_removals=allow_removals, even_if_not_due=due))
            else:
                held.append(_read_folder(library, source, tell, full, allow_removals))
    found = [one for one in held if one is not None]
    for one in found:
        library.source_held_back(one.source, held_back_text(one))
    return found


def pause_telling(tell: Callable[[], None], seconds: float) -> None:
    """Wait, calling `tell` all the while: a run that is to be stopped is stopped here, too."""
    ends = time.monotonic() + seconds
    while (left := ends - time.monotonic()) > 0:
        time.sleep(min(left, _PAUSE_STEP_SECONDS))
        tell()


def held_back_text(held: HeldBack) -> str:
    """What to tell of it."""
    return (
        f"{held.removed:,} of its {held.of:,} articles and list entries would go; if that is right, "
        "run again with --allow-removals"
    )


def _read_folder(
    library: Library, source: Source, tell: ProgressCallback, full: bool, allow_removals: bool
) -> HeldBack | None:
    location = folder_of(source.location)
    if not location.exists():
        library.source_failed(source.location, f"{location} is not there; what it gave is kept")
        return None
    changes = FolderChanges(library, source.location, full)
    guard = Guard(library, source.location, gone=changes.gone, changing=changes.changed, allow_removals=allow_removals)
    problem = changes.problem
    found = 0
    for done, (path, checksum) in enumerate(changes.changed.items()):
        tell(Progress("reading", done, len(changes.changed), found))
        try:
            intake = _read_file(path, checksum, held=path in changes.known)
            found += len(intake.contents)
            guard.take(intake)
        except (LibraryError, StorageError):
            raise  # no fault of the file's
        except (OSError, SanctionsBotError) as error:
            problem = f"{path}: {error}"
    held = guard.finish()
    tell(Progress("reading", len(changes.changed), len(changes.changed), found))
    if problem is None:
        library.source_read(source.location, kind_of(location))
    else:
        library.source_failed(source.location, problem)
    return held


class FolderChanges:
    """What is new, other or gone at a file or folder since it was read last."""

    def __init__(self, library: Library, location: str, full: bool) -> None:
        self.known = library.file_checksums(location)
        self.changed: dict[str, str] = {}
        self.problem: str | None = None
        there = [str(path) for path in readers.files(folder_of(location))]
        for path in there:
            try:
                checksum = checksum_of(Path(path))
            except OSError as error:
                self.problem = f"{path}: {error}"
                continue
            if full or self.known.get(path) != checksum:
                self.changed[path] = checksum
        self.gone = self.known.keys() - set(there)


def _read_file(path: str, checksum: str, *, held: bool) -> Intake:
    skipped: list[Skipped] = []
    contents = tuple(readers.read(Path(path), skipped.append))
    if not contents and skipped and held:
        # What is stored stays: a file that has become unreadable does not take its articles away.
        raise SanctionsBotError(f"{skipped[0].reason}; what it gave before is kept")
    return Intake(path, checksum, contents, skipped)


def shown(location: str) -> str:
    """A source's location as reports show it."""
    return without_secrets(location)
