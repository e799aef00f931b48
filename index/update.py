"""Carry out an index run: read what changed, embed what is new, switch, clean up. Safe to stop anywhere."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable
from datetime import UTC, datetime

import structlog

from corpus.errors import DamagedIndexError
from corpus.library import Item, Library
from corpus.list_history import Edition, EntryChange
from corpus.pages import KeptPages
from index.collecting import clean_before, collect
from index.copies import checksum_of, left_out
from index.filling import Embedding, fill, settled
from index.following import catch_up
from index.generations import Collected, Generations
from index.going_live import Judge, check_whole, objection
from index.home import Home
from index.linking import link_mentions
from index.manifest import LiveArticle, Manifest
from index.name_files import NameFiles
from index.passages import Passage, split
from index.planning import plan
from index.reading import Web, read_sources, shown
from index.report import HeldBackItem, IndexReport, ListChanges, Progress, ProgressCallback, SkippedItem, WaitingItem
from index.runs import Outcome, RunLog
from index.writing import writing

_LOG = structlog.get_logger()

_LOGGED = ("added", "changed", "removed")


def update(
    home: Home,
    library: Library,
    sources: Iterable[str] = (),
    *,
    full: bool = False,
    dry_run: bool = False,
    allow_removals: bool = False,
    web: Web = Web(),  # noqa: B008  # it is frozen
    progress: ProgressCallback | None = None,
    judge: Judge | None = None,
    by: str = "",
    only: Collection[str] | None = None,
) -> IndexReport:
    """Bring the index up to date with all sources, `sources` being added first.

    `full` reads every file again and rebuilds damaged parts; `dry_run` reports what would be read and removed;
    without `allow_removals` a source that would lose much keeps what it has and is reported in `held_back`. What
    `judge` finds worse than the live generation, or what would bring back something rolled away, is reported in
    `waiting` and not switched to. `by` is who or what started the run, for the log of runs. With `only` no other
    sources than those at these locations are read; of the others, what they gave before is held.

    Raises WriterBusyError when another run is under way, DamagedIndexError when the index needs `full`, StorageError
    when the disk is full or read-only, ServerAwayError when Chroma's server is away; the live generation goes on
    answering whatever happens.
    """
    started = time.monotonic()
    tell = progress or (lambda _: None)
    with writing(home) as lock:
        generations = Generations(home.manifests)
        notes: list[str] = []
        previous = _previous(generations, full, notes)
        added = list(sources)
        pages = KeptPages(home.pages)
        if dry_run:
            return plan(home, library, pages, web, added, previous, full=full, allow_removals=allow_removals, tell=tell)
        if home.chroma_server is not None:
            home.chroma_server.greet()
        if home.is_shared and previous is not None and not full:  # a full run adds what is missing by itself
            catch_up(home, library, previous)
        if lock.taken_over is not None:
            notes.append(f"the run before was cut off ({lock.taken_over}); this one went on from what it had done")
        with RunLog(home.runs).recorded(by, "index --full" if full else "index") as record:
            after = generations.last_number()
            for location in added:
                library.add_source(location)
            held = read_sources(
                library, pages, web, tell, asked_for=added, full=full, allow_removals=allow_removals, only=only
            )
            record.note(reading_seconds=round(time.monotonic() - started, 3))
            items = library.items()
            editions = library.new_editions()
            home = settled(home, generations, previous, items)
            collected = None if full else clean_before(home, generations)
            manifest, duplicates, embedding = _build(home, library, generations, previous, items, full, tell, collected)
            record.note(embedded=embedding.count, embedding_seconds=round(embedding.seconds, 3))
            NameFiles(home.names, library).write(manifest.listings, anew=full)
            link_mentions(home, library, manifest, tell, full=full)
            tell(Progress("switching", 0, 1))
            waiting = None
            went: Outcome = "unchanged"
            if previous is not None and not _differs(manifest, previous) and not embedding.rebuilt:
                manifest, built = previous, manifest
                generations.drop_waiting()
            else:
                built = manifest
                lock.check()
                same = previous is not None and not _differs(manifest, previous)
                reason = None if same else objection(home, library, generations, manifest, previous, judge)
                if reason is None:
                    generations.switch(manifest, after=after)
                    went = "switched"
                else:
                    assert previous is not None
                    waiting = _hold(generations, manifest, reason, after)
                    manifest, went = previous, "waiting"
            counts = _changes(previous, built, _repeated(items, editions))
            record.note(outcome=went, generation=manifest.id, **{key: counts[key] for key in _LOGGED})
            if generations.collected() is None or went == "waiting":
                lock.check()
                known = [one for one in (built, previous) if one is not None]
                collect(home, library, generations, clean=collected is not None, known=known, tell=tell)
            tell(Progress("switching", 1, 1))
        changes = tuple(ListChanges.of(edition, entries) for edition, entries in editions)
        for change in changes:
            _LOG.info("list.edition", **change.model_dump(exclude={"names_added", "names_removed", "names_changed"}))
        library.editions_reported()
        return IndexReport(
            generation=manifest.id,
            **counts,  # type: ignore[arg-type]  # mypy cannot see that only counts are named
            duplicates=duplicates,
            skipped=_skipped(library, {one.source for one in held}),
            list_changes=changes,
            held_back=tuple(HeldBackItem(source=shown(one.source), removed=one.removed, of=one.of) for one in held),
            waiting=waiting,
            notes=tuple(notes),
            articles=len(manifest.articles),
            listings=len(manifest.listings),
            passages=len(manifest.passages),
            embedded=embedding.count,
            seconds=round(time.monotonic() - started, 3),
        )


def roll_back(home: Home, library: Library, to: str | None = None, *, by: str = "") -> Manifest:
    """Switch to the kept generation `to`, else to the one before the live one.

    Raises DamagedIndexError when there is none, or when something that it needs is gone.
    """
    with writing(home), RunLog(home.runs).recorded(by, "rollback") as record:
        generations = Generations(home.manifests)
        target = generations.read(to or generations.before())
        if home.is_shared:
            catch_up(home, library, target)
        check_whole(home, library, target)
        manifest = generations.roll_back(to)
        record.note(outcome="switched", generation=manifest.id)
        return manifest


def accept(home: Home, library: Library, generation: str | None = None, *, by: str = "") -> Manifest:
    """Switch to the generation that waits for a yes.

    Raises DamagedIndexError when there is none, or when it is another than `generation`, where that is given.
    """
    with writing(home), RunLog(home.runs).recorded(by, "accept") as record:
        generations = Generations(home.manifests)
        waiting = generations.held()
        _check_meant(waiting, generation)
        if waiting is not None:
            if home.is_shared:
                catch_up(home, library, waiting)
            check_whole(home, library, waiting)
        manifest = generations.accept()
        record.note(outcome="switched", generation=manifest.id)
        return manifest


def discard(home: Home, library: Library, generation: str | None = None, *, by: str = "") -> str:
    """Forget the generation that waits for a yes; returns its id. The next run that finds the same builds it again.

    Raises DamagedIndexError when there is none, or when it is another than `generation`, where that is given.
    """
    with writing(home), RunLog(home.runs).recorded(by, "discard") as record:
        generations = Generations(home.manifests)
        waiting = generations.waiting()
        if waiting is None:
            raise DamagedIndexError("no generation waits for a yes")
        if generation not in (None, waiting.generation):
            raise DamagedIndexError(f"{generation} does not wait any more, {waiting.generation} does")
        generations.drop_waiting()
        record.note(outcome="unchanged", generation=generations.current_id())
        collect(home, library, generations, clean=clean_before(home, generations) is not None)
        return waiting.generation


def _check_meant(waiting: Manifest | None, generation: str | None) -> None:
    if waiting is not None and generation not in (None, waiting.id):
        raise DamagedIndexError(f"{generation} does not wait any more, {waiting.id} does")


def _previous(generations: Generations, full: bool, notes: list[str]) -> Manifest | None:
    try:
        return generations.current()
    except DamagedIndexError as error:
        if not full:
            raise
        notes.append(f"what was live could not be read and is not compared with: {error}")
        return None


def _hold(generations: Generations, manifest: Manifest, reason: str, after: int) -> WaitingItem:
    """Let `manifest` wait; where the same waits already, with its id."""
    held = generations.held()
    if held is not None and not _differs(manifest, held) and held.parent == manifest.parent:
        return WaitingItem(generation=held.id, reason=reason)
    generations.hold(manifest, reason, after=after)
    return WaitingItem(generation=manifest.id, reason=reason)


def _build(
    home: Home,
    library: Library,
    generations: Generations,
    previous: Manifest | None,
    items: list[Item],
    full: bool,
    tell: ProgressCallback,
    collected: Collected | None,
) -> tuple[Manifest, int, Embedding]:
    reusable = {}
    if previous is not None and previous.fingerprint == home.fingerprint and not full:
        reusable = {article.checksum: article for article in previous.articles}
    articles = [item for item in items if item.kind == "article"]
    kept_instead = left_out(library, articles, None if full else previous)
    kept = [item for item in articles if item.key not in kept_instead]
    contents = library.articles(item.checksum for item in kept if item.checksum not in reusable)
    live: list[LiveArticle] = []
    new: list[Passage] = []
    for item in kept:
        known = reusable.get(item.checksum)
        if known is not None:
            live.append(known)
            continue
        passages = split(contents[item.checksum])
        new += passages
        live.append(LiveArticle(item.key, item.checksum, tuple((p.id, p.start, p.end) for p in passages)))
    embedding = fill(home, library, generations, previous, new, full, tell, collected)
    manifest = Manifest(
        id=generations.new_id(),
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        fingerprint=home.fingerprint,
        model=home.model,
        articles=tuple(live),
        listings=tuple((item.key, item.checksum) for item in items if item.kind == "listing"),
        duplicates=tuple(sorted(kept_instead.items())),
        parent=previous.id if previous is not None else None,
        held=checksum_of({item.key: item.checksum for item in articles}),
    )
    if reusable and previous is not None:
        manifest.find_passages_beside(previous)
    left_out_before = dict(previous.duplicates) if previous is not None else {}
    newly_left_out = len(kept_instead.keys() - left_out_before.keys())
    return manifest, newly_left_out, embedding


def _differs(new: Manifest, old: Manifest) -> bool:
    return (new.fingerprint, new.articles, new.listings, new.duplicates) != (
        old.fingerprint,
        old.articles,
        old.listings,
        old.duplicates,
    )


def _repeated(items: Iterable[Item], editions: Iterable[tuple[Edition, list[EntryChange]]]) -> set[str]:
    """The ids of the entries that new editions of their lists repeat as they were."""
    renewed: set[str] = set()
    touched: set[str] = set()
    for edition, changes in editions:
        if edition.previous is not None:
            renewed.add(edition.list)
        touched.update(change.listing_id for change in changes)
    return {item.key for item in items if item.list in renewed} - touched


def _changes(old: Manifest | None, new: Manifest, repeated: set[str]) -> dict[str, int]:
    def versions(manifest: Manifest | None) -> dict[str, str]:
        if manifest is None:
            return {}
        return {article.id: article.checksum for article in manifest.articles} | dict(manifest.listings)

    before, after = versions(old), versions(new)
    shared = before.keys() & after.keys()
    changed = sum(1 for key in shared if before[key] != after[key] and key not in repeated)
    return {
        "added": len(after.keys() - before.keys()),
        "changed": changed,
        "removed": len(before.keys() - after.keys()),
        "unchanged": len(shared) - changed,
    }


def _skipped(library: Library, held_back: set[str]) -> tuple[SkippedItem, ...]:
    entries = [SkippedItem(path=entry.path, line=entry.line, reason=entry.reason) for entry in library.skipped()]
    failed = [
        SkippedItem(path=shown(source.location), reason=source.last_error)
        for source in library.sources()
        if source.last_error is not None and source.location not in held_back
    ]
    return tuple(entries + failed)
