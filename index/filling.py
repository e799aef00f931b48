"""Give passages what they are found by: vectors in Chroma, words in Tantivy. What is there already costs nothing."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import structlog

from corpus.errors import DamagedIndexError, ModelError
from corpus.library import Item, Library
from index.background import yielding
from index.chroma_server import ChromaServer
from index.embedding import export_model, int8_is_sound, make_joint_reader, passage_encoder
from index.generations import Collected, Generations
from index.home import Home
from index.keywords import KeywordIndex
from index.manifest import Manifest
from index.passages import Passage, split
from index.report import Progress, ProgressCallback
from index.soundness import check_keywords
from index.vectors import VectorStore, check_chroma

# Passages embedded between two writes. A killed run loses those that are embedded and those that are written: two.
CHECKPOINT = 256
FEW = 1000  # new passages that are looked up one by one: of 180,000 that takes 0.1 s, reading all ids 0.8 s
_MUCH = 200  # new passages from which on storing them takes longer than opening Chroma once more
_LOG = structlog.get_logger()
_Part = TypeVar("_Part")
_Place = TypeVar("_Place", bound=Path | ChromaServer)


def settled(home: Home, generations: Generations, previous: Manifest | None, items: Iterable[Item]) -> Home:
    """`home` with the precision that the index was begun in; a first one begins in int8 only where that is sound."""
    if home.precision != "auto":
        return home
    kept = [previous] if previous is not None else _readable(generations)
    for manifest in kept:
        like = home.like(manifest.fingerprint)
        if like.fingerprint == manifest.fingerprint:
            return like
    if home.int8 and any(item.kind == "article" for item in items) and not int8_is_sound(home.model, home.models):
        return home.begun(int8=False)
    return home


def _readable(generations: Generations) -> Iterable[Manifest]:
    """The kept generations that can be read, the newest first."""
    for key in reversed(generations.ids()):
        with suppress(DamagedIndexError):
            yield generations.read(key)


@dataclass
class Embedding:
    """What embedding came to: passages, seconds, and whether a damaged part was begun anew."""

    count: int = 0
    seconds: float = 0.0
    rebuilt: bool = False


def fill(
    home: Home,
    library: Library,
    generations: Generations,
    previous: Manifest | None,
    passages: list[Passage],
    full: bool,
    tell: ProgressCallback,
    collected: Collected | None = None,
) -> Embedding:
    """Give every passage a vector and its keywords; those that have them, from this or a cut-off run, cost nothing.

    `collected` tells what must be held already, so that it is enough to count it; without it each is looked for.
    """
    embedding = Embedding()
    if passages or full or (previous is not None and previous.passages):
        _make_joint_reader(home)
    if not passages and not full:
        live = previous.passages if previous is not None and previous.fingerprint == home.fingerprint else {}
        check_chroma(home.chroma, home.fingerprint, len(live))
        check_keywords(home.keywords(home.fingerprint))
        return embedding
    keywords, rebuilt = _opened(KeywordIndex, home.keywords(home.fingerprint), full)
    # Of one client, searches wait for what is stored: a run that stores much has a client of its own.
    anew = full or len(passages) > _MUCH
    vectors, begun = _opened(
        lambda place: _checked(VectorStore(place, home.fingerprint, patient=True, anew=anew, wary=True), full),
        home.chroma,
        full,
    )
    embedding.rebuilt = rebuilt or begun
    if full:
        passages = passages + _of_kept(home, library, generations, passages)
    held = vectors.held(passage.id for passage in passages)
    if collected is not None and len(passages) <= FEW:
        _check_counts(home, collected, vectors, keywords)
        in_keywords = keywords.holds(passage.id for passage in passages)
    else:
        in_keywords = keywords.held()
        if previous is not None and previous.fingerprint == home.fingerprint and not full:
            _check_held(home, previous, vectors, in_keywords)
    missing = [passage for passage in passages if passage.id not in held]
    without_keywords = [passage for passage in passages if passage.id not in in_keywords]
    if missing or without_keywords:
        generations.note_uncollected()
    if passages:
        export_model(home.model, home.models)
    if missing:
        _embed(home, missing, vectors, embedding, tell)
    keywords.add(without_keywords)
    embedding.rebuilt |= full and bool(missing or without_keywords)  # the live generation may have lacked them
    return embedding


def _make_joint_reader(home: Home) -> None:
    """Make what reads questions and sentences together. Answers can do without it: what is wrong is logged only."""
    try:
        make_joint_reader(home.model, home.models)
    except (ModelError, OSError) as error:
        _LOG.warning("index.no_joint_reader", error=str(error))


def _embed(
    home: Home, missing: list[Passage], vectors: VectorStore, embedding: Embedding, tell: ProgressCallback
) -> None:
    """Embed `missing` part by part; while one is embedded, another thread stores the one before."""
    tell(Progress("embedding", 0, len(missing)))
    encoder = passage_encoder(home.model, home.models, home.precision, int8=home.int8, count=len(missing))
    started = time.monotonic()

    def advance(count: int) -> None:
        embedding.count += count
        tell(Progress("embedding", embedding.count, len(missing)))

    encode = yielding(encoder.encode)
    with ThreadPoolExecutor(1, "store-vectors") as writer:
        stored: Future[None] | None = None
        for at in range(0, len(missing), CHECKPOINT):
            part = missing[at : at + CHECKPOINT]
            made = encode([passage.embedded_text for passage in part], advance)
            if stored is not None:
                stored.result()
            stored = writer.submit(vectors.add, part, made)
        if stored is not None:
            stored.result()
    embedding.seconds = time.monotonic() - started


def _of_kept(home: Home, library: Library, generations: Generations, passages: list[Passage]) -> list[Passage]:
    """The passages of the kept generations besides `passages`, so that they can be gone back to after a rebuilding."""
    known = {passage.id for passage in passages}
    checksums: set[str] = set()
    for key in generations.ids():
        with suppress(DamagedIndexError):
            manifest = generations.read(key)
            if manifest.fingerprint == home.fingerprint:
                checksums.update(a.checksum for a in manifest.articles if any(p not in known for p, _, _ in a.passages))
    found: dict[str, Passage] = {}
    for article in library.articles(checksums).values():
        found.update((passage.id, passage) for passage in split(article) if passage.id not in known)
    return list(found.values())


def _check_counts(home: Home, collected: Collected, vectors: VectorStore, keywords: KeywordIndex) -> None:
    """Raises DamagedIndexError where a part lacks passages of the kept generations: a run would go on without them."""
    for part, held in ((home.chroma, vectors.count()), (home.keywords(home.fingerprint), keywords.count())):
        if held < collected.passages:
            raise _lacking(part, collected.passages - held, collected.passages)


def _check_held(home: Home, previous: Manifest, vectors: VectorStore, in_keywords: set[str]) -> None:
    """Raises DamagedIndexError where a part lacks passages of the live generation: a run would go on without them."""
    live = previous.passages.keys()
    for part, lacking in (
        (home.chroma, live - vectors.held(live)),
        (home.keywords(home.fingerprint), live - in_keywords),
    ):
        if lacking:
            raise _lacking(part, len(lacking), len(live))


def _lacking(part: object, missing: int, of: int) -> DamagedIndexError:
    return DamagedIndexError(f"{part}: {missing:,} of {of:,} passages are missing; rebuild with `index --full`")


def _opened(opening: Callable[[_Place], _Part], place: _Place, rebuild: bool) -> tuple[_Part, bool]:
    """The part of the index at `place`; a folder that is damaged is begun anew if it is to be rebuilt (then True)."""
    try:
        return opening(place), False
    except DamagedIndexError:
        if not rebuild or not isinstance(place, Path):
            raise
        shutil.rmtree(place, ignore_errors=True)
        return opening(place), True


def _checked(vectors: VectorStore, full: bool) -> VectorStore:
    """`vectors`, having searched them once: damage to their files may show only then."""
    if full:
        vectors.check_database()
    vectors.probe()
    return vectors
