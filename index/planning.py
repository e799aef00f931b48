"""What a run would do, found without storing anything and without fetching a page."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

from corpus.article import Article
from corpus.errors import DamagedIndexError, FetchError, InputError
from corpus.intake import Guard, HeldBack
from corpus.library import Intake, Library, Source
from corpus.pages import KeptPages
from corpus.politeness import PoliteFetcher
from corpus.polling import Poll
from corpus.readers import read
from corpus.readers.skipped import Skipped
from corpus.sources import folder_of
from index.generations import Generations
from index.home import Home
from index.manifest import Manifest
from index.passages import split
from index.reading import FolderChanges, Web, names_pages, pause_telling, shown
from index.report import HeldBackItem, IndexReport, Progress, ProgressCallback, SkippedItem
from index.runs import RunLog


def plan(
    home: Home,
    library: Library,
    pages: KeptPages,
    web: Web,
    extra: list[str],
    previous: Manifest | None,
    *,
    full: bool = False,
    allow_removals: bool = False,
    tell: ProgressCallback = lambda _: None,
) -> IndexReport:
    """Read every file that changed and every feed, and say what a run with the sources `extra` would do, and why."""
    started = time.monotonic()
    if previous is not None:
        home = home.like(previous.fingerprint)
    skipped: list[Skipped] = []
    held: list[HeldBack] = []
    to_fetch: list[str] = []
    now: dict[str, str] = {}
    articles: dict[str, Article] = {}
    removed: set[str] = set()
    current = {item.key: item.checksum for item in library.items()}
    known = {source.location: source for source in library.sources()}
    with web.fetcher() as fetcher:
        pause = partial(pause_telling, lambda: tell(Progress("fetching", 0, 0)))
        polite = PoliteFetcher(fetcher, delay_seconds=web.fetch_delay_seconds, pause=pause)
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
            for done, (path, checksum) in enumerate(changes.changed.items()):
                tell(Progress("reading", done, len(changes.changed)))
                contents = tuple(read(Path(path), skipped.append))
                if contents or path not in changes.known:
                    guard.take(Intake(path, checksum, contents, []))
                for content in contents:
                    now.setdefault(content.id, content.checksum)
                    if isinstance(content, Article):
                        articles.setdefault(content.id, content)
            over = guard.finish()
            if over is not None:
                held.append(over)
            else:
                removed |= guard.losing
    removed -= now.keys()
    changed = sum(1 for key, checksum in now.items() if key in current and current[key] != checksum)
    added = sum(1 for key in now if key not in current)
    other_settings = previous is not None and previous.fingerprint != home.fingerprint
    if previous is None or other_settings:
        items = [item for item in library.items() if item.kind == "article" and item.key not in {*articles, *removed}]
        stored = library.articles(item.checksum for item in items)
        articles |= {item.key: stored[item.checksum] for item in items if item.checksum in stored}
    to_embed = len(_passages(articles.values()) - _embedded(home))
    reasons = [
        f"{count:,} {what}" for count, what in ((added, "new"), (changed, "changed"), (len(removed), "gone")) if count
    ]
    if previous is not None and other_settings:
        reasons.append(f"other settings ({_settings_change(previous, home)}): built beside the old index")
    if to_fetch:
        reasons.append(f"{len(to_fetch):,} pages to fetch, what they hold is not known yet")
    return IndexReport(
        generation=previous.id if previous is not None else None,
        added=added,
        changed=changed,
        removed=len(removed),
        unchanged=len(current) - changed - len(removed),
        skipped=tuple(SkippedItem(path=s.path, line=s.line, reason=s.reason) for s in skipped),
        held_back=tuple(HeldBackItem(source=shown(h.source), removed=h.removed, of=h.of) for h in held),
        to_embed=to_embed,
        reasons=tuple(reasons),
        expected_seconds=_expected_seconds(RunLog(home.runs), to_embed, added + changed),
        to_fetch=tuple(dict.fromkeys(shown(url) for url in to_fetch)),
        seconds=round(time.monotonic() - started, 3),
        dry_run=True,
    )


def _passages(articles: Iterable[Article]) -> set[str]:
    return {passage.id for article in articles for passage in split(article)}


def _embedded(home: Home) -> set[str]:
    """The passages that have their vectors already: those of the kept generations made with the same settings."""
    generations = Generations(home.manifests)
    held: set[str] = set()
    for key in generations.ids():
        with suppress(DamagedIndexError):
            manifest = generations.read(key)
            if manifest.fingerprint == home.fingerprint:
                held.update(manifest.passages)
    return held


def _settings_change(previous: Manifest, home: Home) -> str:
    return f"{previous.model} → {home.model}" if previous.model != home.model else "model files, precision or passages"


def _expected_seconds(log: RunLog, to_embed: int, to_read: int) -> float | None:
    """How long a run takes, at the pace of the last run that embedded enough to tell; None where none did."""
    last = log.rate()
    if last is None or last.passages_per_second is None:
        return None
    embedding = to_embed / last.passages_per_second
    reading = last.reading_seconds * to_read / max(1, last.added + last.changed)
    # Loading the model and switching, which a run that embeds nothing spares itself.
    rest = max(0.0, last.seconds - last.reading_seconds - last.embedding_seconds) if to_embed else 0.0
    return round(embedding + reading + rest, 1)
