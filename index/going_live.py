"""Whether a generation that is built may go live: not where it is worse, nor where it undoes a rollback unasked."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from corpus.errors import DamagedIndexError
from corpus.library import Library
from index.embedding import QuestionEncoder
from index.generations import Generations
from index.home import Home
from index.manifest import Manifest
from index.search import Snapshot

# Compares the generation that is built with the live one: why it should not go live, None where it may.
Judge = Callable[[Snapshot, Snapshot], str | None]


def objection(
    home: Home,
    library: Library,
    generations: Generations,
    built: Manifest,
    live: Manifest | None,
    judge: Judge | None,
) -> str | None:
    """Why `built` has to wait for a yes, None where it may go live. Where nothing is live, anything may."""
    if live is None:
        return None
    back = brought_back(built, live, generations.rolled_away())
    if back:
        switch = generations.live()
        day = f" on {switch.at[:10]}" if switch is not None and switch.at else ""
        return f"it would bring back {back:,} of the changes that were rolled back{day}"
    if judge is None:
        return None
    return judge(opened(home, library, built), opened(home, library, live))


def brought_back(built: Manifest, live: Manifest, away: Iterable[Manifest]) -> int:
    """How many of the changes that the generations `away` made to `live` are in `built` again."""
    now, new = _versions(live), _versions(built)
    changes: set[tuple[str, str | None]] = set()
    for manifest in away:
        then = _versions(manifest)
        changes.update(item for item in then.items() if now.get(item[0]) != item[1])
        changes.update((key, None) for key in now.keys() - then.keys())
    return sum(new.get(key) == checksum for key, checksum in changes)


def _versions(manifest: Manifest) -> dict[str, str]:
    """Everything that a generation was made of: article or listing -> its version, and the settings."""
    left_out = {f"left out {key}": kept for key, kept in manifest.duplicates}
    articles = {article.id: article.checksum for article in manifest.articles}
    return articles | dict(manifest.listings) | left_out | {"settings": manifest.fingerprint}


def opened(home: Home, library: Library, manifest: Manifest) -> Snapshot:
    """A generation, live or not, ready to be asked."""
    return Snapshot(home, library, manifest, QuestionEncoder(manifest.model, home.models))


def check_whole(home: Home, library: Library, manifest: Manifest) -> None:
    """Raises DamagedIndexError when something that `manifest` names is not there."""
    missing = opened(home, library, manifest).missing_passages()
    if missing:
        raise DamagedIndexError(f"{manifest.id} lacks {missing:,} passages; stay with the live one, or `index --full`")
    checksums = {article.checksum for article in manifest.articles}
    held = library.published(checksums).keys()
    if checksums - held:
        raise DamagedIndexError(f"{manifest.id} lacks {len(checksums - held):,} articles in the library")
