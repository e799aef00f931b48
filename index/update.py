"""Carry out an index run: read what changed, embed what is new, switch, clean up. Safe to stop anywhere."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import structlog

from corpus.duplicates import stories
from corpus.errors import DamagedIndexError
from corpus.library import Item, Library
from corpus.list_history import Edition, EntryChange
from corpus.pages import KeptPages
from index.embedding import PassageEncoder, exported_file
from index.generations import Generations, LiveArticle, Manifest, writer_lock
from index.home import Home
from index.keywords import KeywordIndex
from index.linking import forget_mentions, link_mentions
from index.name_files import NameFiles
from index.passages import Passage, split
from index.planning import plan
from index.reading import Web, read_sources, shown
from index.report import HeldBackItem, IndexReport, ListChanges, Progress, ProgressCallback, SkippedItem
from index.vectors import VectorStore, forget_others

_LOG = structlog.get_logger()

# Passages embedded between two writes: what a killed run loses at most.
CHECKPOINT = 256
_Part = TypeVar("_Part")


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
) -> IndexReport:
    """Bring the index up to date with all sources, `sources` being added first.

    `full` reads every file again and rebuilds damaged parts; `dry_run` reports what would be read and removed;
    without `allow_removals` a source that would lose much keeps what it has and is reported in `held_back`.
    Raises WriterBusyError when another run is under way; the live generation goes on answering whatever happens.
    """
    started = time.monotonic()
    tell = progress or (lambda _: None)
    with writer_lock(home.lock):
        generations = Generations(home.generations)
        previous = _previous(generations, full)
        added = list(sources)
        pages = KeptPages(home.pages)
        if dry_run:
            return plan(library, pages, web, added, previous, full=full, allow_removals=allow_removals)
        for location in added:
            library.add_source(location)
        held = read_sources(library, pages, web, tell, asked_for=added, full=full, allow_removals=allow_removals)
        items = library.items()
        editions = library.new_editions()
        manifest, duplicates, embedded = _build(home, library, generations, previous, items, full, tell)
        NameFiles(home.names, library).write(manifest.listings, anew=full)
        link_mentions(home, library, manifest, tell, full=full)
        tell(Progress("switching", 0, 1))
        if previous is None or _differs(manifest, previous):
            generations.switch(manifest)
            _collect_garbage(home, library, generations)
        else:
            manifest = previous
        tell(Progress("switching", 1, 1))
        changes = tuple(ListChanges.of(edition, entries) for edition, entries in editions)
        for change in changes:
            _LOG.info("list.edition", **change.model_dump(exclude={"names_added", "names_removed", "names_changed"}))
        library.editions_reported()
        counts = _changes(previous, manifest, _repeated(items, editions))
        return IndexReport(
            generation=manifest.id,
            **counts,  # type: ignore[arg-type]  # mypy cannot see that only counts are named
            duplicates=duplicates,
            skipped=_skipped(library, {one.source for one in held}),
            list_changes=changes,
            held_back=tuple(HeldBackItem(source=shown(one.source), removed=one.removed, of=one.of) for one in held),
            articles=len(manifest.articles),
            listings=len(manifest.listings),
            passages=len(manifest.passages),
            embedded=embedded,
            seconds=round(time.monotonic() - started, 3),
        )


def roll_back(home: Home) -> Manifest:
    """Switch to the generation before the live one."""
    with writer_lock(home.lock):
        return Generations(home.generations).roll_back()


def _previous(generations: Generations, full: bool) -> Manifest | None:
    try:
        return generations.current()
    except DamagedIndexError:
        if not full:
            raise
        return None


def _build(
    home: Home,
    library: Library,
    generations: Generations,
    previous: Manifest | None,
    items: list[Item],
    full: bool,
    tell: ProgressCallback,
) -> tuple[Manifest, int, int]:
    reusable = {}
    if previous is not None and previous.fingerprint == home.fingerprint and not full:
        reusable = {article.checksum: article for article in previous.articles}
    articles = [item for item in items if item.kind == "article"]
    kept_instead = {copy: told.kept for told in stories(library.outlines(articles)) for copy in told.copies}
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
    embedded = _embed(home, new, full, tell)
    manifest = Manifest(
        id=generations.new_id(),
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        fingerprint=home.fingerprint,
        model=home.model,
        articles=tuple(live),
        listings=tuple((item.key, item.checksum) for item in items if item.kind == "listing"),
        duplicates=tuple(sorted(kept_instead.items())),
        parent=previous.id if previous is not None else None,
    )
    left_out_before = dict(previous.duplicates) if previous is not None else {}
    newly_left_out = len(kept_instead.keys() - left_out_before.keys())
    return manifest, newly_left_out, embedded


def _embed(home: Home, passages: list[Passage], full: bool, tell: ProgressCallback) -> int:
    """Give every passage a vector and its keywords; those that have them, from this or a cut-off run, cost nothing."""
    if not passages and not full:
        return 0
    keywords = _opened(KeywordIndex, home.keywords(home.fingerprint), full)
    vectors = _opened(lambda folder: _checked(VectorStore(folder, home.fingerprint)), home.chroma, full)
    held = vectors.held(passage.id for passage in passages)
    missing = [passage for passage in passages if passage.id not in held]
    exported = exported_file(home.model, home.models)
    to_export = exported if passages and exported is not None and not exported.is_file() else None
    if missing or to_export:
        tell(Progress("embedding", 0, len(missing)))
        encoder = PassageEncoder(home.model)
        if to_export:
            encoder.export(to_export)
        done = 0

        def advance(count: int) -> None:
            nonlocal done
            done += count
            tell(Progress("embedding", done, len(missing)))

        for at in range(0, len(missing), CHECKPOINT):
            part = missing[at : at + CHECKPOINT]
            vectors.add(part, encoder.encode([passage.embedded_text for passage in part], advance))
    in_keywords = set() if full else keywords.held()
    keywords.add([passage for passage in passages if passage.id not in in_keywords])
    return len(missing)


def _opened(opening: Callable[[Path], _Part], folder: Path, rebuild: bool) -> _Part:
    """The part of the index in `folder`; one that cannot be read is begun anew if it is to be rebuilt."""
    try:
        return opening(folder)
    except DamagedIndexError:
        if not rebuild:
            raise
        shutil.rmtree(folder, ignore_errors=True)
        return opening(folder)


def _checked(vectors: VectorStore) -> VectorStore:
    """`vectors`, having searched them once: damage to their files may show only then."""
    vectors.probe()
    return vectors


def _collect_garbage(home: Home, library: Library, generations: Generations) -> None:
    kept = generations.forget_old()
    KeptPages(home.pages).forget_others(library.pages())
    library.drop_versions({checksum for manifest in kept for checksum in manifest.checksums})
    passages = {key for manifest in kept if manifest.fingerprint == home.fingerprint for key in manifest.passages}
    VectorStore(home.chroma, home.fingerprint).keep_only(passages)
    KeywordIndex(home.keywords(home.fingerprint)).keep_only(passages)
    fingerprints = {home.fingerprint} | {manifest.fingerprint for manifest in kept}
    forget_others(home.chroma, fingerprints)
    forget_mentions(home, kept)
    NameFiles(home.names, library).forget(manifest.listings for manifest in kept)
    for folder in home.all_keywords():
        if folder not in {home.keywords(fingerprint) for fingerprint in fingerprints}:
            shutil.rmtree(folder, ignore_errors=True)


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
