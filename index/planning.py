"""What a run would do, found without storing anything and without fetching a page."""

from __future__ import annotations

import time
from pathlib import Path

from corpus.errors import FetchError, InputError
from corpus.intake import Guard, HeldBack
from corpus.library import Intake, Library, Source
from corpus.pages import KeptPages
from corpus.politeness import PoliteFetcher
from corpus.polling import Poll
from corpus.readers import read
from corpus.readers.skipped import Skipped
from corpus.sources import folder_of
from index.generations import Manifest
from index.reading import FolderChanges, Web, names_pages, shown
from index.report import HeldBackItem, IndexReport, SkippedItem


def plan(
    library: Library,
    pages: KeptPages,
    web: Web,
    extra: list[str],
    previous: Manifest | None,
    *,
    full: bool = False,
    allow_removals: bool = False,
) -> IndexReport:
    """Read every file that changed and every feed, and say what a run with the sources `extra` would do."""
    started = time.monotonic()
    skipped: list[Skipped] = []
    held: list[HeldBack] = []
    to_fetch: list[str] = []
    now: dict[str, str] = {}
    removed: set[str] = set()
    current = {item.key: item.checksum for item in library.items()}
    known = {source.location: source for source in library.sources()}
    with web.fetcher() as fetcher:
        polite = PoliteFetcher(fetcher, delay_seconds=web.fetch_delay_seconds)
        for location in dict.fromkeys([*known, *extra]):
            source = known.get(location) or Source(location, None, None, 0, 0)
            if names_pages(source):
                try:
                    to_fetch += Poll(source, library, pages, polite, full=full).to_fetch()
                except (FetchError, InputError) as error:
                    skipped.append(Skipped(shown(location), None, str(error)))
                continue
            if not folder_of(location).exists():
                continue
            changes = FolderChanges(library, location, full)
            guard = Guard(
                library, location, gone=changes.gone, changing=changes.changed, allow_removals=allow_removals,
                dry_run=True,
            )  # fmt: skip
            for path, checksum in changes.changed.items():
                contents = tuple(read(Path(path), skipped.append))
                if contents or path not in changes.known:
                    guard.take(Intake(path, checksum, contents, []))
                for content in contents:
                    now.setdefault(content.id, content.checksum)
            over = guard.finish()
            if over is not None:
                held.append(over)
            else:
                removed |= guard.losing
    removed -= now.keys()
    changed = sum(1 for key, checksum in now.items() if key in current and current[key] != checksum)
    return IndexReport(
        generation=previous.id if previous is not None else None,
        added=sum(1 for key in now if key not in current),
        changed=changed,
        removed=len(removed),
        unchanged=len(current) - changed - len(removed),
        skipped=tuple(SkippedItem(path=s.path, line=s.line, reason=s.reason) for s in skipped),
        held_back=tuple(HeldBackItem(source=shown(h.source), removed=h.removed, of=h.of) for h in held),
        to_fetch=tuple(dict.fromkeys(shown(url) for url in to_fetch)),
        seconds=round(time.monotonic() - started, 3),
        dry_run=True,
    )
