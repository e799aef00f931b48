"""The comparison with other systems: its section says what the recorded results say, and a failure stays one system's.

The results recorded here are made up and small; measuring takes minutes and environments of its own.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from benchmarks.peers.material import Material
from benchmarks.peers.measures import chance, measures, verdict
from benchmarks.peers.page import section
from benchmarks.peers.results import PEERS, Results
from benchmarks.peers.run import Bench
from index.evaluation import Found, Question

QUESTIONS = 12


@pytest.fixture
def material(tmp_path: Path) -> Material:
    folder = tmp_path / "material"
    folder.mkdir()
    questions = [
        Question(id=n, question=f"Who {n}?", answers=(("Vexley",),), url=f"https://a.example/{n}")
        for n in range(QUESTIONS)
    ]
    passages = {f"p{n}": Found(f"https://a.example/{n}", "Vexley did.") for n in range(QUESTIONS)}
    return Material(folder, questions, passages, "article")


def record(
    folder: Path, name: str, *, search_ms: float, finds: int, adds_a_second: float = 50, sees_no_change: bool = True
) -> None:
    """A system that finds the first `finds` answers, each in `search_ms`."""
    folder.mkdir(exist_ok=True)
    memory = {"resident_mb": 400.0, "peak_mb": 500.0}
    part = {"passages": 4, "wall": 4 / adds_a_second, "cpu": 8 / adds_a_second, **memory}
    found = [[f"p{n}"] if n < finds else [] for n in range(QUESTIONS)]
    times = [search_ms / 1000] * QUESTIONS
    asked = {"result": found, "wall": times, "cpu": times, **memory}
    change = {"found_after": 0.5, "found": True, "save": 0.0}
    rows = {
        "about": {"version": "1.2.3"},
        "ingest": {"parts": [part] * 3, "save": {"wall": 0.1}, "disk_mb": 6.0},
        "serve": {
            "cold": [{"wall": 3.0}] * 3,
            "rounds": {mode: [asked] * 3 for mode in PEERS[name].modes},
            "repeat": {"wall": 0.2, "result": sees_no_change},
            "changes": [change] * 3,
        },
    }
    for key, row in rows.items():
        (folder / f"{name}-{key}.json").write_text(json.dumps(row | {"load": 1.0}))


def test_the_section_names_wins_and_losses_as_they_were_measured(tmp_path: Path, material: Material) -> None:
    folder = tmp_path / "results"
    record(folder, "bot", search_ms=30, finds=12, adds_a_second=80)
    record(folder, "txtai", search_ms=10, finds=2, sees_no_change=False)
    (folder / "langchain-failed.json").write_text(json.dumps({"reason": "its packages could not be installed"}))

    text = section(Results(folder, material), tmp_path / "images")

    better, behind = text.index("better than every other"), text.index("is not the best")
    assert better < text.index("passages taken in a second: 80.0, txtai 50.0 (1.60 ×)") < behind
    assert better < text.index("passage with the answer, hits@1: 1.00, txtai 0.167") < behind
    assert behind < text.index("a search, p50: 30.0 ms, txtai 10.0 ms (3.00 ×)")
    assert "LangChain with Chroma: its packages could not be installed" in text
    assert "embeds all anew" in text
    assert sorted(file.name for file in (tmp_path / "images").iterdir()) == [
        "peers-ingest.svg",
        "peers-quality.svg",
        "peers-time.svg",
    ]


def test_a_difference_that_may_be_chance_is_no_win(tmp_path: Path, material: Material) -> None:
    folder = tmp_path / "results"
    record(folder, "bot", search_ms=10, finds=12)
    record(folder, "haystack", search_ms=10, finds=10)
    words = {one.measure.title: one.word for m in measures(Results(folder, material)) if (one := verdict(m))}
    assert words["right article, hits@10"] == "level"  # 12 beside 10 of 12
    assert chance([1] * 12, [1] * 10 + [0] * 2) == 0.5


def test_a_system_that_cannot_start_is_left_out_with_the_reason(tmp_path: Path, material: Material) -> None:
    for part in range(3):
        Path(material.file(f"part-{part}")).write_text("")
    bench = Bench(tmp_path, material)
    bench.pythons = {"txtai": sys.executable}  # txtai is not in this environment
    bench.ingest()
    assert bench.pythons == {}
    failure = Results(bench.results, material).failures()
    assert failure["txtai"].startswith("open: its process ended")
