"""What of an index goes into a backup: the generations that can be gone back to, and the vectors of their passages."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from corpus.errors import DamagedIndexError
from index.embedding import Vectors
from index.generations import Generations
from index.home import Home
from index.manifest import Manifest
from index.vectors import VectorStore

VECTORS_AT_ONCE = 2000


@dataclass(frozen=True)
class Kept:
    """The live generation, others of the same fingerprint, and the number of the switch to the live one."""

    live: Manifest
    others: tuple[Manifest, ...]
    number: int

    @property
    def ids(self) -> set[str]:
        """Of all of them."""
        return {self.live.id, *(manifest.id for manifest in self.others)}

    @property
    def passages(self) -> dict[str, str]:
        """Passage id -> article id, of all of them."""
        return {
            key: article.id
            for manifest in (*self.others, self.live)
            for key, (article, _, _) in manifest.passages.items()
        }

    def within(self, versions: Collection[str], passages: Collection[str]) -> Kept:
        """Without the generations that lack something: a run may clear them away at any moment.

        Raises DamagedIndexError when the live one lacks something.
        """
        if not _is_whole(self.live, versions, passages):
            raise DamagedIndexError(f"{self.live.id}: articles or vectors are missing; `index --full` rebuilds it")
        others = tuple(manifest for manifest in self.others if _is_whole(manifest, versions, passages))
        return Kept(self.live, others, self.number)


def _is_whole(manifest: Manifest, versions: Collection[str], passages: Collection[str]) -> bool:
    return manifest.checksums <= set(versions) and manifest.passages.keys() <= set(passages)


def kept(home: Home) -> Kept | None:
    """What can be kept now, None before the first index run. Raises DamagedIndexError when the live one is damaged."""
    generations = Generations(home.manifests)
    switch = generations.live()
    live = generations.current()
    if switch is None or live is None:
        return None
    others = []
    waiting = generations.held_back()
    for key in {*generations.ids(), *([waiting.generation] if waiting is not None else [])} - {live.id}:
        with suppress(DamagedIndexError):
            manifest = generations.read(key)
            if manifest.fingerprint == live.fingerprint:
                others.append(manifest)
    return Kept(live, tuple(sorted(others, key=lambda manifest: manifest.id)), switch.number)


def shelf_files(home: Home, of: Kept) -> Iterator[tuple[str, bytes]]:
    """Name and content of the files that make a shelf with these generations alone."""
    shelf = home.manifests
    for name in sorted(shelf.names()):
        with suppress(FileNotFoundError):
            if name.startswith("switch-"):
                content = shelf.read(name)
                row = json.loads(content)
                wanted = row["number"] <= of.number and row["generation"] in of.ids
            elif name in ("waiting.json", "current.json"):
                content = shelf.read(name)
                wanted = json.loads(content)["generation"] in of.ids
            else:
                wanted = name.removesuffix(".json") in of.ids
                content = shelf.read(name) if wanted else b""
            if wanted:
                yield name, content


def held_vectors(home: Home, of: Kept) -> set[str]:
    """Those of its passages that have a vector."""
    return VectorStore(home.chroma, of.live.fingerprint, patient=True).held(of.passages)


def read_vectors(home: Home, fingerprint: str, ids: list[str]) -> Iterator[Vectors]:
    """The vectors of `ids` in order, some thousand rows [n, d] at a time. Raises DamagedIndexError when one lacks."""
    store = VectorStore(home.chroma, fingerprint, patient=True)
    for at in range(0, len(ids), VECTORS_AT_ONCE):
        yield store.vectors(ids[at : at + VECTORS_AT_ONCE])


def write_vectors(home: Home, fingerprint: str, rows: list[tuple[str, str]], blocks: Iterator[Vectors]) -> None:
    """Store one vector for each (passage id, article id) of `rows`; `blocks` are as `read_vectors` gives them."""
    store = VectorStore(home.chroma, fingerprint, patient=True)
    try:
        at = 0
        for block in blocks:
            part = rows[at : at + len(block)]
            store.put([key for key, _ in part], [article for _, article in part], np.asarray(block, np.float32))
            at += len(block)
    finally:
        store.close()
