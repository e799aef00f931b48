"""Carry out an index run: read what changed, embed what is new, switch, clean up. Safe to stop anywhere."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from corpus import readers
from corpus.article import Article
from corpus.errors import DamagedIndexError, SanctionsBotError
from corpus.library import Item, Library
from corpus.listing import Listing
from corpus.readers.skipped import Skipped
from corpus.sources import folder_of
from index.embedding import PassageEncoder, exported_file
from index.generations import Generations, LiveArticle, Manifest, writer_lock
from index.home import Home
from index.keywords import KeywordIndex
from index.passages import Passage, split
from index.report import IndexReport, Progress, ProgressCallback, SkippedItem
from index.vectors import VectorStore, forget_others

# Passages embedded between two writes: what a killed run loses at most.
CHECKPOINT = 256
_Part = TypeVar("_Part")
READER_VERSION = "1"  # a change of readers or cleaning reads every file again


def update(
    home: Home,
    library: Library,
    sources: Iterable[str] = (),
    *,
    full: bool = False,
    dry_run: bool = False,
    progress: ProgressCallback | None = None,
) -> IndexReport:
    """Bring the index up to date with all sources, `sources` being added first.

    `full` reads every file again and rebuilds damaged parts; `dry_run` reports what would be read and removed.
    Raises WriterBusyError when another run is under way; the live generation goes on answering whatever happens.
    """
    started = time.monotonic()
    tell = progress or (lambda _: None)
    with writer_lock(home.lock):
        generations = Generations(home.generations)
        previous = _previous(generations, full)
        if dry_run:
            return _plan(library, list(sources), previous, started)
        for location in sources:
            library.add_source(location)
        _read_sources(library, full, tell)
        items = library.items()
        manifest, duplicates, embedded = _build(home, library, generations, previous, items, full, tell)
        tell(Progress("switching", 0, 1))
        if previous is None or _differs(manifest, previous):
            generations.switch(manifest)
            _collect_garbage(home, library, generations)
        else:
            manifest = previous
        tell(Progress("switching", 1, 1))
        return IndexReport(
            generation=manifest.id,
            **_changes(previous, manifest),  # type: ignore[arg-type]  # mypy cannot see that only counts are named
            duplicates=duplicates,
            skipped=_skipped(library),
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


def _read_sources(library: Library, full: bool, tell: ProgressCallback) -> None:
    for source in library.sources():
        location = folder_of(source.location)
        if not location.exists():
            library.source_went(source.location, f"{location} is not there; what it gave is kept")
            continue
        found = [str(path) for path in readers.files(location)]
        known = library.file_checksums(source.location)
        problem: str | None = None
        for done, path in enumerate(found):
            tell(Progress("reading", done, len(found)))
            try:
                checksum = _file_checksum(Path(path))
                if full or known.get(path) != checksum:
                    _read_file(library, source.location, path, checksum)
            except (OSError, SanctionsBotError) as error:
                problem = f"{path}: {error}"
        for path in known.keys() - set(found):
            library.remove_file(path)
        tell(Progress("reading", len(found), len(found)))
        library.source_went(source.location, problem)


def _read_file(library: Library, source: str, path: str, checksum: str) -> None:
    skipped: list[Skipped] = []
    contents = list(readers.read(Path(path), skipped.append))
    if not contents and skipped and path in library.file_checksums(source):
        # What is stored stays: a file that has become unreadable does not take its articles away.
        raise SanctionsBotError(f"{skipped[0].reason}; what it gave before is kept")
    library.store_file(source, path, checksum, contents, skipped)


def _file_checksum(path: Path) -> str:
    digest = hashlib.sha256(READER_VERSION.encode())
    for part in [path, *readers.companions(path)]:
        with part.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


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
    left_out_before = dict(previous.duplicates) if previous is not None else {}
    articles = [item for item in items if item.kind == "article"]
    contents = library.articles(item.checksum for item in articles if item.checksum not in reusable)
    live: list[LiveArticle] = []
    new: list[Passage] = []
    first_with: dict[str, str] = {}
    duplicates: list[tuple[str, str]] = []
    for article in library.articles(item.checksum for item in articles if item.checksum in reusable).values():
        first_with.setdefault(_words(article), article.id)
    for item in articles:
        known = reusable.get(item.checksum)
        if known is not None:
            live.append(known)
            continue
        article = contents[item.checksum]
        holder = first_with.setdefault(_words(article), article.id)
        if holder != article.id:
            duplicates.append((article.id, holder))
            continue
        passages = split(article)
        new += passages
        live.append(LiveArticle(article.id, item.checksum, tuple((p.id, p.start, p.end) for p in passages)))
    embedded = _embed(home, new, full, tell)
    manifest = Manifest(
        id=generations.new_id(),
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        fingerprint=home.fingerprint,
        model=home.model,
        articles=tuple(live),
        listings=tuple((item.key, item.checksum) for item in items if item.kind == "listing"),
        duplicates=tuple(duplicates),
        parent=previous.id if previous is not None else None,
    )
    newly_left_out = sum(1 for key, _ in duplicates if key not in left_out_before)
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


def _words(article: Article) -> str:
    """What two copies of one story share: the words, whatever the spacing."""
    return hashlib.sha256(" ".join(article.text.casefold().split()).encode()).hexdigest()


def _collect_garbage(home: Home, library: Library, generations: Generations) -> None:
    kept = generations.forget_old()
    library.drop_versions({checksum for manifest in kept for checksum in manifest.checksums})
    passages = {key for manifest in kept if manifest.fingerprint == home.fingerprint for key in manifest.passages}
    VectorStore(home.chroma, home.fingerprint).keep_only(passages)
    KeywordIndex(home.keywords(home.fingerprint)).keep_only(passages)
    fingerprints = {home.fingerprint} | {manifest.fingerprint for manifest in kept}
    forget_others(home.chroma, fingerprints)
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


def _changes(old: Manifest | None, new: Manifest) -> dict[str, int]:
    def versions(manifest: Manifest | None) -> dict[str, str]:
        if manifest is None:
            return {}
        return {article.id: article.checksum for article in manifest.articles} | dict(manifest.listings)

    before, after = versions(old), versions(new)
    shared = before.keys() & after.keys()
    changed = sum(1 for key in shared if before[key] != after[key])
    return {
        "added": len(after.keys() - before.keys()),
        "changed": changed,
        "removed": len(before.keys() - after.keys()),
        "unchanged": len(shared) - changed,
    }


def _skipped(library: Library) -> tuple[SkippedItem, ...]:
    entries = [SkippedItem(path=entry.path, line=entry.line, reason=entry.reason) for entry in library.skipped()]
    failed = [
        SkippedItem(path=source.location, reason=source.last_error)
        for source in library.sources()
        if source.last_error is not None
    ]
    return tuple(entries + failed)


def _plan(library: Library, extra: list[str], previous: Manifest | None, started: float) -> IndexReport:
    """Read every file that changed, store nothing, and say what a run would do."""
    skipped: list[Skipped] = []
    now: dict[str, str] = {}
    current = {item.key: item.checksum for item in library.items()}
    replaced: list[str] = []
    for location in dict.fromkeys([source.location for source in library.sources()] + extra):
        folder = folder_of(location)
        found = [str(path) for path in readers.files(folder)] if folder.exists() else []
        known = library.file_checksums(location)
        if folder.exists():
            replaced += known.keys() - set(found)
        for path in found:
            if known.get(path) != _file_checksum(Path(path)):
                replaced.append(path)
                content: Article | Listing
                for content in readers.read(Path(path), skipped.append):
                    now.setdefault(content.id, content.checksum)
    removed = library.keys_of(replaced) - now.keys()
    changed = sum(1 for key, checksum in now.items() if key in current and current[key] != checksum)
    return IndexReport(
        generation=previous.id if previous is not None else None,
        added=sum(1 for key in now if key not in current),
        changed=changed,
        removed=len(removed),
        unchanged=len(current) - changed - len(removed),
        skipped=tuple(SkippedItem(path=s.path, line=s.line, reason=s.reason) for s in skipped),
        seconds=round(time.monotonic() - started, 3),
        dry_run=True,
    )
