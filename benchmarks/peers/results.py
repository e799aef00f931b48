"""What the systems gave, read from the files that run.py keeps, and the figures that follow from them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.peers.material import Material
from index.evaluation import RANKS, Question, answers_it, percentile

MILLI = 1000


@dataclass(frozen=True)
class Peer:
    """A system: what it is called, its package, what it is made of, and the ways it searches ("" is the plain one)."""

    title: str
    package: str
    made_of: str
    modes: tuple[str, ...] = ("",)


PEERS = {
    "bot": Peer(
        "this bot", "", "the model as exported for ONNX Runtime, Chroma, Tantivy; words and names beside meaning",
        ("", "answer"),
    ),
    "llamaindex": Peer("LlamaIndex starter", "llama-index-core", "HuggingFaceEmbedding, Chroma, IngestionPipeline"),
    "langchain": Peer("LangChain with Chroma", "langchain", "HuggingFaceEmbeddings, Chroma, indexing API on SQLite"),
    "txtai": Peer("txtai", "txtai", "Embeddings with content: Faiss and SQLite"),
    "haystack": Peer(
        "Haystack in memory", "haystack-ai", "SentenceTransformers embedders, InMemoryDocumentStore", ("", "hybrid")
    ),
}  # fmt: skip


def title(name: str, mode: str = "") -> str:
    """What a system, or one of its ways of searching, is called."""
    return f"{PEERS[name].title}, {mode}" if mode else PEERS[name].title


class Results:
    """The results of one run."""

    def __init__(self, folder: Path, material: Material) -> None:
        self.material = material
        self.rows: dict[str, dict[str, Any]] = {
            file.stem: json.loads(file.read_text()) for file in sorted(folder.glob("*.json"))
        }

    def systems(self, part: str) -> list[str]:
        """The systems that have a part, in the order of PEERS."""
        return [name for name in PEERS if f"{name}-{part}" in self.rows]

    def part(self, name: str, part: str) -> dict[str, Any]:
        """What a system gave in a part."""
        row: dict[str, Any] = self.rows[f"{name}-{part}"]
        return row

    def failures(self) -> dict[str, str]:
        """Systems that are left out or were not measured whole, with the reason."""
        ends = "-failed"
        return {key.removesuffix(ends): row["reason"] for key, row in self.rows.items() if key.endswith(ends)}

    def loads(self) -> list[float]:
        """The machine's load when parts ended."""
        return [row["load"] for row in self.rows.values() if "load" in row]

    def ways(self) -> list[tuple[str, str]]:
        """The systems that were asked, with each of their ways of searching; a whole answer is none."""
        return [(name, mode) for name in self.systems("serve") for mode in PEERS[name].modes if mode != "answer"]

    # -- taking in ------------------------------------------------------------------------------------------------

    def rates(self, name: str, clock: str) -> list[float]:
        """Passages a second, part by part."""
        return [part["passages"] / part[clock] for part in self.part(name, "ingest")["parts"]]

    def whole_ingest(self, name: str) -> float:
        """Seconds of all parts together, saving included."""
        row = self.part(name, "ingest")
        return sum(part["wall"] for part in row["parts"]) + float(row["save"]["wall"])

    # -- finding --------------------------------------------------------------------------------------------------

    @cached_property
    def answerable(self) -> list[Question]:
        """The questions that the articles answer."""
        return [question for question in self.material.questions if question.answerable]

    def ranks(self, name: str, mode: str, *, holding_the_answer: bool) -> list[int | None]:
        """For each answerable question the rank of the first passage that is right."""
        found = self.part(name, "serve")["rounds"][mode][0]["result"]
        return [
            self._rank(question, passages, holding_the_answer)
            for question, passages in zip(self.material.questions, found, strict=True)
            if question.answerable
        ]

    def _rank(self, question: Question, found: Sequence[str], holding_the_answer: bool) -> int | None:
        for rank, key in enumerate(found[:RANKS], 1):
            passage = self.material.passages.get(key)
            if passage is None or (question.url is not None and passage.url != question.url):
                continue
            strict = holding_the_answer or question.url is None
            # Of an answer in several parts the first is looked for: no passage need have all of them.
            if not strict or answers_it(passage.text, question.answers[:1]):
                return rank
        return None

    def milliseconds(self, name: str, mode: str, share: float, clock: str = "wall") -> list[float]:
        """A percentile of each round."""
        rounds = self.part(name, "serve")["rounds"][mode]
        return [(percentile(one[clock], share) or 0.0) * MILLI for one in rounds]

    def memory(self, name: str, mode: str) -> float:
        """Megabytes a process holds after its first round of questions; the plain way of searching comes first."""
        return float(self.part(name, "serve")["rounds"][mode][0]["resident_mb"])

    # -- starting and changing ------------------------------------------------------------------------------------

    def cold(self, name: str) -> list[float]:
        """Seconds from the start of a process to its first hit."""
        return [one["wall"] for one in self.part(name, "serve")["cold"]]

    def changes(self, name: str, key: str) -> list[float]:
        """What each change took in seconds, by its keys; nothing where the results have no such changes."""
        return [float(one[key]) for one in self.part(name, "serve")["changes"]]

    def changes_found(self, name: str) -> int:
        """After how many changes the new passage was found."""
        return sum(one["found"] for one in self.part(name, "serve")["changes"])

    def sees_no_change(self, name: str) -> bool:
        """Whether a system can see that nothing changed."""
        return bool(self.part(name, "serve")["repeat"]["result"])

    def unchanged_or_all_anew(self, name: str) -> float:
        """Seconds of being given everything again; where a system sees no change, what all of it took it."""
        if not self.sees_no_change(name):
            return self.whole_ingest(name)
        return float(self.part(name, "serve")["repeat"]["wall"])


def middle(values: Sequence[float]) -> float:
    """The median."""
    return float(median(values))
