"""Generations: after any changes, index runs, rollbacks and restarts, what answers is exactly what is live."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from corpus.article import article_id
from corpus.errors import DamagedIndexError
from corpus.library import Library
from index.generations import Generations
from index.home import Home
from index.keywords import KeywordIndex
from index.live import LiveIndex
from index.update import accept, discard, roll_back, update
from index.vectors import VectorStore
from tests.index.conftest import SmallIndex, small
from tests.index.writing import new_home

__all__ = ["small"]  # a fixture

# Key -> title and text; no two tell the same story. All have a word in common, so that one search finds them all.
STORIES = {
    "ceiec": ("Technology company listed", "The Treasury froze the assets of a maker of surveillance software."),
    "bank": ("Bank loses its licence", "Regulators froze dollar payments of the largest savings bank."),
    "tanker": ("Tanker held in port", "Harbour police froze the sale of crude oil from a tanker near Piraeus."),
    "orchard": ("Apple harvest is early", "Growers froze half of the sweet apples picked two weeks early."),
    "opera": ("Opera season opens late", "The ministry froze the grants of two theatres and an orchestra."),
}  # fmt: skip
QUESTION = "Who froze what?"
FILES = ("a.jsonl", "b.jsonl")
Texts = dict[str, str]  # key of a story -> its text


class Editing(RuleBasedStateMachine):
    """Somebody edits files of articles, indexes, rolls back, accepts and restarts, in any order.

    `written` is what the files hold, `taken_in` what the library took in of each, and `of_generation` what every
    generation was made of: the model that the index is held against.
    """

    def __init__(self, new: Callable[[], tuple[Home, Library, Path]]) -> None:
        super().__init__()
        self.home, self.library, self.folder = new()
        self.live = LiveIndex(self.home, self.library)
        self.written: dict[str, Texts | None] = {}  # None: what stands there cannot be read
        self.taken_in: dict[str, Texts] = {}
        self.of_generation: dict[str, Texts] = {}
        self.now: str | None = None
        self.waiting: str | None = None
        self.versions = 0

    def teardown(self) -> None:
        self.library.close()

    @rule(name=st.sampled_from(FILES), keys=st.sets(st.sampled_from(sorted(STORIES)), max_size=3))
    def write(self, name: str, keys: set[str]) -> None:
        """Write a file with some stories, each of a new version; its stories are its own."""
        self.versions += 1
        texts = {f"{name}/{key}": f"{STORIES[key][1]} It was edition {self.versions}." for key in sorted(keys)}
        self._put(name, texts)

    @precondition(lambda self: any(self.written.values()))
    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        """Change one story of one file, and leave the others as they are."""
        name = data.draw(st.sampled_from(sorted(name for name, texts in self.written.items() if texts)))
        texts = dict(self.written[name] or {})
        key = data.draw(st.sampled_from(sorted(texts)))
        self.versions += 1
        texts[key] = f"{STORIES[key.partition('/')[2]][1]} It was edition {self.versions}."
        self._put(name, texts)

    @rule(name=st.sampled_from(FILES))
    def remove(self, name: str) -> None:
        """Take a file away."""
        (self.folder / name).unlink(missing_ok=True)
        self.written.pop(name, None)

    @rule(name=st.sampled_from(FILES))
    def damage(self, name: str) -> None:
        """Leave something in a file that nobody can read."""
        (self.folder / name).write_text("{ not JSON\n")
        self.written[name] = None

    @rule(full=st.booleans())
    def index(self, full: bool) -> None:
        """Bring the index up to date; what was rolled away may wait for a yes."""
        report = update(self.home, self.library, [str(self.folder)], full=full, allow_removals=True)
        for name in FILES:
            if name not in self.written:
                self.taken_in.pop(name, None)
            elif (texts := self.written[name]) is not None:
                self.taken_in[name] = texts
        told = {key: text for texts in self.taken_in.values() for key, text in texts.items()}
        # The same story in both files is one story told twice; either may be kept.
        if report.waiting is None:
            self.now, self.waiting = report.generation, None
            self.of_generation[report.generation] = told
            again = update(self.home, self.library, allow_removals=True)
            assert (again.generation, again.embedded, again.waiting) == (report.generation, 0, None)
        else:
            assert report.generation == self.now
            self.waiting = report.waiting.generation
            self.of_generation[self.waiting] = told

    @precondition(lambda self: self.now is not None)
    @rule(data=st.data())
    def roll_back(self, data: st.DataObject) -> None:
        """Go back, or forward again, to any kept generation."""
        kept = [key for key in Generations(self.home.manifests).ids() if key != self.now]
        if not kept:
            with pytest.raises(DamagedIndexError):
                roll_back(self.home, self.library)
            return
        to = data.draw(st.sampled_from(kept))
        assert roll_back(self.home, self.library, to).id == to
        self.now, self.waiting = to, None

    @precondition(lambda self: self.waiting is not None)
    @rule(yes=st.booleans())
    def decide(self, yes: bool) -> None:
        """Say yes or no to what waits."""
        assert self.waiting is not None
        if yes:
            self.now = accept(self.home, self.library, self.waiting).id
        else:
            discard(self.home, self.library, self.waiting)
        self.waiting = None

    @rule()
    def restart(self) -> None:
        """Open everything anew."""
        self.library.close()
        self.library = Library(self.home.library)
        self.live = LiveIndex(self.home, self.library)

    @invariant()
    def what_answers_is_what_is_live(self) -> None:
        """Search finds each story of the live generation, in its version, and no other; so do the parts beneath."""
        snapshot = self.live.snapshot()
        assert (snapshot.id if snapshot else None) == self.now
        if snapshot is None or self.now is None:
            return
        told = self.of_generation[self.now]
        held = {article.id for article in snapshot.manifest.articles}
        duplicates = dict(snapshot.manifest.duplicates)
        assert held | set(duplicates) == {_id(key) for key in told}
        assert set(duplicates.values()) <= held
        hits = snapshot.search(snapshot.query(QUESTION), 50)
        texts = {_id(key): text for key, text in told.items()}
        assert {hit.article.id: hit.article.text for hit in hits} == {key: texts[key] for key in held}
        assert {hit.passage_id for hit in hits} == set(snapshot.manifest.passages)
        live = len(snapshot.manifest.passages)
        assert VectorStore(self.home.chroma, self.home.fingerprint).count() >= live
        assert KeywordIndex(self.home.keywords(self.home.fingerprint)).held() >= set(snapshot.manifest.passages)

    def _put(self, name: str, texts: Texts) -> None:
        rows = [
            {"url": f"https://example.org/{key}", "title": STORIES[key.partition("/")[2]][0],
            "text": text, "published": "2022-03-04"}
            for key, text in texts.items()
        ]  # fmt: skip
        (self.folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows))
        self.written[name] = texts if texts else None  # an empty file holds nothing to take in: what it gave is kept


def _id(key: str) -> str:
    return article_id(f"https://example.org/{key}")


@pytest.mark.slow
def test_any_sequence_of_changes(
    small: SmallIndex, tmp_path_factory: pytest.TempPathFactory, record_property: Callable[[str, object], None]
) -> None:
    """After any sequence of edits, damage, index runs, rollbacks, decisions and restarts, exactly the live generation
    answers, each story in its version."""
    tried = 0

    def new() -> tuple[Home, Library, Path]:
        nonlocal tried
        tried += 1
        folder = tmp_path_factory.mktemp("editing")
        articles = folder / "articles"
        articles.mkdir()
        return *new_home(folder / "data", small.home.models), articles

    few = settings(max_examples=max(4, settings().max_examples // 12), stateful_step_count=12)
    run_state_machine_as_test(lambda: Editing(new), settings=few)
    record_property("examples", tried)
