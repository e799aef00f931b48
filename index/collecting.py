"""Collecting: what no kept generation needs goes. Where all was clean before, only the change is looked through.

1. When a collection is done, a note tells after which switch, and how many passages are left.
2. A run takes the note away before it adds anything.
3. So where a run finds the note, nothing is held but what the kept generations name: it is enough to remove what the
   generations name that it lets go of. Where it finds none (a run was cut off, a rollback), all is looked through.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable
from pathlib import Path

from corpus.library import Library
from corpus.pages import KeptPages
from index.generations import Collected, Generations
from index.graph import renew
from index.home import Home
from index.keywords import KeywordIndex
from index.linking import forget_mentions
from index.manifest import LiveArticle, Manifest
from index.name_files import NameFiles
from index.report import ProgressCallback
from index.vectors import VectorStore, forget_others


def clean_before(home: Home, generations: Generations) -> Collected | None:
    """What was left by the collection before, None where more may lie there. Ask before anything is written.

    Replicas collect for each other but not in each other's folders, so there it tells nothing.
    """
    collected = None if home.is_shared else generations.collected()
    return collected if collected is not None and collected.fingerprint == home.fingerprint else None


def collect(
    home: Home,
    library: Library,
    generations: Generations,
    *,
    clean: bool,
    known: Iterable[Manifest] = (),
    tell: ProgressCallback = lambda _: None,
) -> None:
    """Remove what no kept generation needs. `clean`: nothing else was held before the run; `known` need not be read.
    `tell` is called now and then, and may raise, where that takes long."""
    forgotten = generations.forget_old({manifest.id: manifest for manifest in known})
    kept = forgotten.kept
    KeptPages(home.pages).forget_others(library.pages())
    library.drop_versions({checksum for manifest in kept for checksum in manifest.checksums})
    needed = {key for article in _articles(home, kept) for key, _, _ in article.passages}
    fingerprints = {home.fingerprint} | {manifest.fingerprint for manifest in kept}
    if clean and forgotten.all_read and fingerprints == {one.fingerprint for one in [*kept, *forgotten.dropped]}:
        named = {key for article in _articles(home, forgotten.dropped) for key, _, _ in article.passages}
        gone = named - needed
        if gone:
            VectorStore(home.chroma, home.fingerprint, patient=True).remove(gone)
            KeywordIndex(home.keywords(home.fingerprint)).remove(gone)
    else:
        VectorStore(home.chroma, home.fingerprint, patient=True).keep_only(needed)
        KeywordIndex(home.keywords(home.fingerprint)).keep_only(needed)
        forget_others(home.chroma, fingerprints)
        for folder in home.all_keywords():
            if folder not in {home.keywords(fingerprint) for fingerprint in fingerprints}:
                shutil.rmtree(folder, ignore_errors=True)
    if isinstance(home.chroma, Path) and home.chroma.is_dir():
        renew(home.chroma, home.fingerprint, len(needed), generations.last_number(), tell)
    forget_mentions(home, kept)
    NameFiles(home.names, library).forget(manifest.listings for manifest in kept)
    generations.note_collected(home.fingerprint, len(needed))


def _articles(home: Home, manifests: Iterable[Manifest]) -> Collection[LiveArticle]:
    """Their articles; generations share most, so each is looked at once."""
    alike = [manifest for manifest in manifests if manifest.fingerprint == home.fingerprint]
    return {article.checksum: article for manifest in alike for article in manifest.articles}.values()
