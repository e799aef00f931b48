"""Following: what a replica keeps in its own folder of a generation that another one made.

Library, manifests and vectors are shared; keywords, mention links and the name directory lie in each replica's folder
as a cache. What they lack of a generation is made from the library: passages are content-addressed, so that splitting
an article again gives the very passages that the manifest names.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import structlog

from corpus.errors import DamagedIndexError
from corpus.library import Library
from corpus.storage import storage_error
from index.generations import Generations
from index.home import Home
from index.keywords import KeywordIndex
from index.linking import forget_mentions, link_mentions
from index.lock import live_writer
from index.manifest import Manifest
from index.name_files import NameFiles
from index.passages import split

_ARTICLES_AT_ONCE = 500
# Passages in the cache for one that is live, from which on those that no kept generation names are removed.
_CROWDED = 1.5

log = structlog.get_logger()


def catch_up(home: Home, library: Library, manifest: Manifest) -> int:
    """Bring this replica's folder up to `manifest`; returns how many passages it lacked.

    Raises DamagedIndexError when the library does not hold what the manifest names.
    """
    with _alone(home.folder):
        added = _catch_up_keywords(home, library, manifest)
        NameFiles(home.names, library).write(manifest.listings, anew=False)
        try:
            link_mentions(home, library, manifest, lambda _: None, full=False)
        except DamagedIndexError:
            link_mentions(home, library, manifest, lambda _: None, full=True)
    if added:
        log.info("index.caught_up", generation=manifest.id, passages=added)
    return added


def _catch_up_keywords(home: Home, library: Library, manifest: Manifest) -> int:
    folder = home.keywords(manifest.fingerprint)
    try:
        keywords = KeywordIndex(folder)
        held = keywords.held()
    except DamagedIndexError:
        shutil.rmtree(folder, ignore_errors=True)
        keywords, held = KeywordIndex(folder), set()
    missing = manifest.passages.keys() - held
    if not missing:
        return 0
    behind = list({manifest.passages[key][0].checksum for key in missing})
    found = 0
    for at in range(0, len(behind), _ARTICLES_AT_ONCE):
        articles = library.articles(behind[at : at + _ARTICLES_AT_ONCE]).values()
        passages = [passage for article in articles for passage in split(article) if passage.id in missing]
        keywords.add(passages)
        found += len(passages)
    if found < len(missing):
        raise DamagedIndexError(
            f"{manifest.id}: {len(missing) - found:,} passages cannot be made from the library; run the same version "
            "of the program everywhere, or `index --full`"
        )
    return found


def tidy(home: Home, library: Library, generations: Generations, live: Manifest) -> None:
    """Remove what no kept generation needs from a folder that holds much more than the live one."""
    if KeywordIndex(home.keywords(live.fingerprint)).count() <= _CROWDED * len(live.passages):
        return
    with _alone(home.folder):
        if live_writer(home.lock) is not None:
            return  # it clears away itself, and what it adds belongs to no generation yet
        kept = [live]
        for key in generations.ids():
            with suppress(DamagedIndexError):
                kept.append(generations.read(key))
        fingerprints = {manifest.fingerprint for manifest in kept}
        for fingerprint in fingerprints:
            passages = {key for manifest in kept if manifest.fingerprint == fingerprint for key in manifest.passages}
            KeywordIndex(home.keywords(fingerprint)).keep_only(passages)
        for folder in home.all_keywords():
            if folder not in {home.keywords(fingerprint) for fingerprint in fingerprints}:
                shutil.rmtree(folder, ignore_errors=True)
        forget_mentions(home, kept)
        NameFiles(home.names, library).forget(manifest.listings for manifest in kept)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process at a time catches up in a folder; others wait for it, and then find it done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "following.lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    except OSError as error:
        raise storage_error(error, folder) or error from error
