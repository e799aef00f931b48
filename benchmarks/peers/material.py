"""What all systems are given: articles in parts, the passages of each part, questions, and an article that changes."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.synthetic_news import real_articles
from corpus import readers
from corpus.article import Article
from index.evaluation import Found, Question, read_questions
from index.passages import split

PARTS = 3  # one after the other, the systems taking turns: what else the machine does meets all of them
CHANGES = 3
SEED = 20201130
CHANGED_QUESTION = "What had the ferry line Quillmarsh carried?"
CHANGED_WORD = "Quillmarsh"
# Long enough to be a passage of its own. No article speaks of such a line.
_ADDED = (
    "The ferry line Quillmarsh was added to the list on day {day}. The ferry line Quillmarsh had carried spare "
    "parts for aircraft in boxes declared as kitchen tiles, the ministry said. Port records show {day} such trips "
    "by the Quillmarsh ferries since the spring, each by night and each paid for in cash. The owners of "
    "Quillmarsh deny that they knew what was in the boxes and have asked a court to look at the papers. A "
    "spokesman for the port said that its officers had opened none of the boxes, since the ferry line was thought "
    "to carry nothing but tourists and their cars."
)

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Material:
    """The files in one folder, and what they hold."""

    folder: Path
    questions: list[Question]
    passages: dict[str, Found]
    changed_article: str

    @property
    def asked(self) -> list[str]:
        """The questions' texts, in order."""
        return [question.question for question in self.questions]

    def file(self, name: str) -> str:
        """The passages called `name`: part-0 …, change-0 …, all."""
        return str(self.folder / f"{name}.jsonl")

    def articles(self, name: str) -> str:
        """The folder with the articles of a part or of a change."""
        return str(self.folder / name)

    def size(self, name: str) -> int:
        """How many passages there are."""
        return sum(1 for line in Path(self.file(name)).read_text(encoding="utf-8").split("\n") if line)

    def new_in(self, change: int) -> set[str]:
        """The ids of the passages that a change brings, those with what the question asks for."""
        before = _read(Path(self.file(f"change-{change - 1}" if change else "all")))
        known = {row["id"] for row in before}
        rows = _read(Path(self.file(f"change-{change}")))
        return {row["id"] for row in rows if CHANGED_WORD in row["text"] and row["id"] not in known}


def prepare(folder: Path, articles: Path, questions: Path, passages: int) -> Material:
    """Write the files, unless they are there, and read them. Ends the program when they were made for another run."""
    asked = read_questions(questions)
    about = folder / "about.json"
    wanted = {"passages": passages, "questions": hashlib.sha256(questions.read_bytes()).hexdigest()}
    if not about.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        rows = real_articles(articles)
        if not rows:
            raise SystemExit(f"{articles}: no articles there (gzipped JSON lines, *.jsonl.gz)")
        changed = _write(folder, _chosen(rows, asked, passages))
        about.write_text(json.dumps(wanted | {"changed": changed}))
    held = json.loads(about.read_text())
    if held | wanted != held:
        raise SystemExit(
            f"{folder.parent}: results of other questions or another number of passages; take a new folder"
        )
    found = {row["id"]: Found(row["url"], row["text"]) for row in _read(folder / "all.jsonl")}
    return Material(folder, asked, found, held["changed"])


def _chosen(rows: list[dict[str, Any]], asked: Sequence[Question], passages: int) -> list[dict[str, Any]]:
    """The articles that the questions are about, then others until there are about `passages`: first those that speak
    of sanctions, which are the likeliest to be mistaken for them."""
    wanted = {question.url for question in asked if question.answerable}
    rows = sorted(rows, key=lambda row: (row["url"] not in wanted, "sanction" not in row["text"].lower()))
    chosen: list[dict[str, Any]] = []
    count = 0
    for row in rows:
        if count >= passages and row["url"] not in wanted and any(not one["asked"] for one in chosen):
            break  # one article at least is not asked about: it is the one that changes
        chosen.append(row | {"asked": row["url"] in wanted})
        count += max(1, len(row["text"].split()) // 85)
    random.Random(SEED).shuffle(chosen)
    return chosen


def _write(folder: Path, chosen: Sequence[dict[str, Any]]) -> str:
    everything: Rows = []
    candidates: list[tuple[int, Path, str]] = []
    for part in range(PARTS):
        rows: Rows = []
        (folder / f"part-{part}").mkdir()
        for number, row in list(enumerate(chosen))[part::PARTS]:
            file = folder / f"part-{part}" / f"{number:05d}.jsonl"
            file.write_text(json.dumps({key: row[key] for key in row if key != "asked"}) + "\n")
            made = _passages(file)
            rows += made
            if not row["asked"] and made:
                candidates.append((len(made), file, made[0]["article"]))
        _keep(folder / f"part-{part}.jsonl", rows)
        everything += rows
    _keep(folder / "all.jsonl", everything)
    # One article of middling length, of which no question asks, is the one that changes.
    _, file, changed = sorted(candidates)[len(candidates) // 2]
    row = json.loads(file.read_text())
    for change in range(CHANGES):
        (folder / f"change-{change}").mkdir()
        longer = row | {"text": f"{row['text'].rstrip()}\n\n{_ADDED.format(day=change + 7)}"}
        target = folder / f"change-{change}" / file.name
        target.write_text(json.dumps(longer) + "\n")
        _keep(folder / f"change-{change}.jsonl", _passages(target))
    return changed


def _passages(file: Path) -> Rows:
    return [
        {"id": one.id, "article": article.id, "url": article.url or "", "title": one.title, "text": one.text}
        for article in readers.read(file, lambda _: None)
        if isinstance(article, Article)
        for one in split(article)
    ]


def _keep(file: Path, rows: Rows) -> None:
    distinct = {row["id"]: row for row in rows}
    file.write_text("".join(json.dumps(row) + "\n" for row in distinct.values()), encoding="utf-8")


def _read(file: Path) -> Rows:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]
