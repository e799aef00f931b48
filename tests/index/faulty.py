"""What the tests of faults share: a small corpus that changes, runs that can be killed, and the look after them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from corpus.library import Library
from index.embedding import QuestionEncoder, Vectors
from index.generations import Generations
from index.home import Home
from index.live import LiveIndex
from index.search import Snapshot
from index.update import update
from index.vectors import VectorStore
from tests.index.writing import write_stories

ARTICLES = 24
NOBODY = 65534


def stories(edition: int) -> dict[str, tuple[str, str, str]]:
    """The corpus: a third of it stays, a third is worded anew in each edition, a third comes and goes."""
    told = {}
    for number in range(ARTICLES):
        if number % 3 == 2 and (number + edition) % 2:
            continue
        version = 0 if number % 3 == 0 else edition
        # Words of its own in every story, or they would be copies of one another.
        own = " ".join(f"crate{number}x{version}y{place}" for place in range(12))
        told[f"story{number}"] = (
            f"Story {number}", f"Report {version} of harbour {number}: the tanker was listed. {own}.", "2024-01-01",
        )  # fmt: skip
    return told


class Runs:
    """Index runs in children of one process."""

    def __init__(self) -> None:
        environment = {**os.environ, "HF_HUB_OFFLINE": "1", "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.index.faults_child"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment,
        )  # fmt: skip
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == '"ready"\n'

    def run(self, home: Home, **request: Any) -> dict[str, Any]:
        """One run; see tests/index/faults_child.py for what can be asked and what comes back."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"data": str(home.folder), **request}) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(30)


class Ground:
    """A home with the first edition indexed, copied for every fault, and the second edition waiting to be read."""

    def __init__(self, folder: Path, models: Path) -> None:
        self.folder = folder
        self.articles = folder / "articles"
        self.home = Home(folder / "data")
        self.home.folder.mkdir(parents=True)
        self.home.models.symlink_to(models)  # a copy of it would be most of what is copied for every fault
        self.encoder = QuestionEncoder(self.home.model, models)
        self._seen: dict[str, Vectors] = {}
        write_stories(self.articles / "stories.jsonl", stories(0))
        library = Library(self.home.library)
        update(self.home, library, [str(self.articles)])
        library.close()
        self._kept = folder / "kept"
        shutil.copytree(self.home.folder, self._kept, symlinks=True)

    def restore(self, edition: int = 1) -> Home:
        """The home as after the first edition, and the articles of `edition`."""
        shutil.rmtree(self.home.folder)
        shutil.copytree(self._kept, self.home.folder, symlinks=True)
        write_stories(self.articles / "stories.jsonl", stories(edition))
        return self.home

    @contextmanager
    def opened(self) -> Iterator[Snapshot]:
        """The live generation, opened anew."""
        library = Library(self.home.library)
        try:
            live = LiveIndex(self.home, library)
            live._encoder = self.encoder  # the model is the same, and opening it takes longest
            snapshot = live.snapshot()
            assert snapshot is not None
            yield snapshot
        finally:
            library.close()

    def texts(self) -> set[str]:
        """The texts of all articles of the live generation, each found by meaning and words, its vector its own."""
        with self.opened() as snapshot:
            assert snapshot.missing_passages() == 0
            hits = snapshot.search(snapshot.query("tanker in the harbour"), 500)
            held = {article.checksum for article in snapshot.manifest.articles}
            found = {hit.article.text for hit in hits}
            assert found == {article.text for article in snapshot.articles(held).values()}
            stored = snapshot._vectors._collection.get(ids=[hit.passage_id for hit in hits], include=["embeddings"])
            vectors = dict(zip(stored["ids"], np.asarray(stored["embeddings"], np.float32), strict=True))
            right = [self._embedded(f"{hit.article.title}. {hit.text}") for hit in hits]
            assert all(right[row] @ vectors[hit.passage_id] > 0.96 for row, hit in enumerate(hits))
            return found

    def _embedded(self, text: str) -> Vectors:
        if text not in self._seen:
            self._seen[text] = self.encoder.encode([text])[0]
        return self._seen[text]

    def stored(self) -> set[str]:
        """The passages that have vectors."""
        store = VectorStore(self.home.chroma, self.home.fingerprint)
        return set(store._collection.get(include=[])["ids"])

    def generations(self) -> list[str]:
        return Generations(self.home.generations).ids()


def edition_texts(edition: int) -> set[str]:
    return {text for _, text, _ in stories(edition).values()}
