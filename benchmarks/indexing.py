"""Measure the index beside the LlamaIndex starter, in one run: same passages, same model, same machine.

    python benchmarks/indexing.py ARTICLES WORK --starter PYTHON [--ingest 1000] [--sizes 1000 16000 160000]
    python benchmarks/indexing_page.py WORK docs/benchmarks.md

ARTICLES has real news as gzipped JSON lines, such as ../shared/data/articles; PYTHON is an interpreter of an
environment with the starter (benchmarks/starter.py). Every part runs in a process of its own, and its result is kept
in WORK: a benchmark that was stopped goes on where it was, and to measure a part anew its file there is removed.
Embedding is measured on real passages. For the sizes, articles are put together from real sentences and have vectors
made up (benchmarks/synthetic_news.py); questions are embedded by the real model.

Wall seconds mean little on a machine that others use: processor seconds and the load are noted with each part.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from synthetic_news import PASSAGES_AN_ARTICLE, SyntheticEncoder, passages_in, real_articles, write_articles

HERE = Path(__file__).resolve().parent
UNCOUNTED = 5  # questions asked first: what they open is opened once
_ONE_MORE = {
    "url": "https://example.org/one-more",
    "title": "Ferry line Quillmarsh added to the list",
    "text": "The ferry line Quillmarsh was added to the list on Friday. It had carried {carried} for aircraft.",
    "published": "2024-02-02",
}


def _clocked(work: Callable[[], Any]) -> dict[str, Any]:
    wall, cpu = time.monotonic(), time.process_time()
    work()
    return {"wall": time.monotonic() - wall, "cpu": time.process_time() - cpu}


def ingest(work: Path, size: int) -> dict[str, Any]:
    """A first index run over real articles, model files ready: reading, cleaning, embedding, words, manifest."""
    from corpus.library import Library
    from index.home import Home
    from index.update import update

    home = Home(work / "ours-real")
    shutil.rmtree(home.folder, ignore_errors=True)
    shutil.copytree(work / "models", home.models)
    library = Library(home.library)
    reports = []
    took = _clocked(lambda: reports.append(update(home, library, [str(work / "real")])))
    (run,) = reports
    from index.runs import RunLog

    embedding = RunLog(home.runs).last(1)[0].embedding_seconds
    return took | {"passages": run.passages, "int8": home.int8, "embedding": embedding}


def fill(work: Path, size: int) -> dict[str, Any]:
    """A first index run over made-up articles with made-up vectors."""
    import index.filling
    from corpus.library import Library
    from index.home import Home
    from index.update import update

    home = Home(work / f"ours-{size}")
    shutil.rmtree(home.folder, ignore_errors=True)
    shutil.copytree(work / "models", home.models)
    index.filling.passage_encoder = lambda *_, **__: SyntheticEncoder()  # type: ignore[assignment]
    library = Library(home.library)
    reports = []
    took = _clocked(lambda: reports.append(update(home, library, [str(work / f"articles-{size}")])))
    return took | {"articles": reports[0].articles, "passages": reports[0].passages, "disk_mb": _megabytes(home.folder)}


def unchanged(work: Path, size: int) -> dict[str, Any]:
    """An index run with nothing to do."""
    from corpus.library import Library
    from index.home import Home
    from index.update import update

    home = Home(work / f"ours-{size}")
    reports = []
    took = _clocked(lambda: reports.append(update(home, Library(home.library))))
    assert reports[0].added == reports[0].changed == 0
    return took | {"articles": reports[0].articles}


def changed(work: Path, size: int) -> dict[str, Any]:
    """From one article more in the folder to an answer from it, as in a running bot: an index run in one thread, the
    question asked again and again in another until the answer has the new article; then how long the run went on."""
    from bot.answers.engine import ask
    from corpus.library import Library
    from index.home import Home
    from index.live import LiveIndex
    from index.update import update

    home = Home(work / f"ours-{size}")
    carried = f"{time.time_ns()} spare parts"
    file = work / f"articles-{size}" / "one-more.jsonl"
    file.write_text(json.dumps(_ONE_MORE | {"text": _ONE_MORE["text"].format(carried=carried)}) + "\n")
    library = Library(home.library)
    live = LiveIndex(home, library)

    def answers() -> bool:
        snapshot = live.snapshot()
        assert snapshot is not None
        answer = ask("What had the ferry line Quillmarsh carried?", (), snapshot)
        return any(carried in citation.quote for citation in answer.citations)

    assert not answers()  # opens what a running bot has open
    with ThreadPoolExecutor(1) as pool:

        def answered() -> None:
            while not answers():
                assert not run.done() or answers(), "the run is over and the article does not answer"
                time.sleep(0.2)

        started = time.perf_counter()
        run = pool.submit(update, home, library)
        took = _clocked(answered)
        run.result()
        return took | {"whole_run": round(time.perf_counter() - started, 2)}


def ask_many(work: Path, size: int) -> dict[str, Any]:
    """Questions over an open index: retrieval of ten passages, and whole answers; seconds of each."""
    from bot.answers.engine import ask
    from corpus.library import Library
    from index.home import Home
    from index.live import LiveIndex

    home = Home(work / f"ours-{size}")
    started = time.monotonic(), time.process_time()
    snapshot = LiveIndex(home, Library(home.library)).snapshot()
    assert snapshot is not None
    opened = {"wall": time.monotonic() - started[0], "cpu": time.process_time() - started[1]}
    questions = json.loads((work / "questions.json").read_text())
    retrieved = [_clocked(lambda q=q: snapshot.search(snapshot.query(q), 10)) for q in questions]  # type: ignore[misc]
    answered = [_clocked(lambda q=q: ask(q, (), snapshot)) for q in questions]  # type: ignore[misc]
    return {
        "opened": opened,
        "walls": [one["wall"] for one in retrieved[UNCOUNTED:]],
        "cpus": [one["cpu"] for one in retrieved[UNCOUNTED:]],
        "ask_walls": [one["wall"] for one in answered[UNCOUNTED:]],
        "ask_cpus": [one["cpu"] for one in answered[UNCOUNTED:]],
        "resident_mb": _resident_megabytes(),
    }


def _resident_megabytes() -> int:
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS:")), 0)


def _megabytes(folder: Path) -> float:
    held = (p for p in folder.rglob("*") if p.is_file() and p.suffix != ".onnx")
    return round(sum(path.stat().st_blocks * 512 for path in held) / 1e6, 1)


PARTS = {"ingest": ingest, "fill": fill, "unchanged": unchanged, "changed": changed, "ask": ask_many}


class Bench:
    """The parts of one benchmark, each run once in a process of its own and its result kept in the work folder."""

    def __init__(self, work: Path, starter: str) -> None:
        self.work = work
        self.starter = starter

    def ours(self, part: str, size: int, *, times: int = 1) -> None:
        """Run one of PARTS."""
        command = [sys.executable, __file__, "--part", part, str(self.work), str(size)]
        self._kept(f"ours-{part}-{size}", [command] * times)

    def theirs(self, part: str, size: int, *arguments: object) -> None:
        """Run a part of the starter."""
        command = [self.starter, str(HERE / "starter.py"), part, *map(str, arguments)]
        self._kept(f"starter-{part}-{size}", [command])

    def cold(self, size: int, *, times: int) -> None:
        """Ask one question in a new process, as from the terminal."""
        command = [sys.executable, "-m", "bot.cli", "--data", str(self.work / f"ours-{size}"), "ask", "--json",
                   "Why was the bank cut off from the dollar?"]  # fmt: skip
        self._kept(f"ours-cold-{size}", [command] * times)

    def _kept(self, name: str, commands: Sequence[Sequence[str]]) -> None:
        file = self.work / "results" / f"{name}.json"
        if file.exists():
            return
        print(name, flush=True)
        rows = [self._run(command) for command in commands]
        file.write_text(json.dumps(rows) + "\n")

    def _run(self, command: Sequence[str]) -> dict[str, Any]:
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        offline = os.environ | {"HF_HUB_OFFLINE": "1"}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=offline)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode:
            raise SystemExit(f"{' '.join(command)}\n{done.stderr[-3000:]}")
        row = json.loads(done.stdout.splitlines()[-1]) if done.stdout.startswith('{"') else {}
        processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        process = {"wall": time.monotonic() - started, "cpu": processor, "load": os.getloadavg()[0]}
        return (row if "answered" not in row and "kind" not in row else {}) | {"process": process}


def main() -> None:
    """Run the parts that have no result yet, or the one that `--part` names."""
    if sys.argv[1:2] == ["--part"]:
        row = PARTS[sys.argv[2]](Path(sys.argv[3]), int(sys.argv[4]))
        print(json.dumps(row | {"peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))
        return
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--starter", required=True, metavar="PYTHON")
    parser.add_argument("--ingest", type=int, default=1000, help="real passages, about")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 16_000, 160_000], help="made-up passages")
    options = parser.parse_args()
    work: Path = options.work
    (work / "results").mkdir(parents=True, exist_ok=True)
    prepare(work, options.articles, options.ingest, options.sizes)
    bench = Bench(work, options.starter)
    from index.embedding import PACKAGED_MODEL, model_folder

    model = model_folder(PACKAGED_MODEL)
    bench.ours("ingest", 0)
    bench.theirs("ingest", 0, work / "real.jsonl", model, work / "starter-real")
    for size in options.sizes:
        bench.ours("fill", size)
        bench.ours("ask", size)
        passages, vectors, starter = (work / f"{name}-{size}" for name in ("passages", "vectors", "starter"))
        bench.theirs("fill", size, f"{passages}.jsonl", f"{vectors}.npy", starter)
        bench.theirs("ask", size, work / f"starter-{size}", model, work / "questions.json")
        disk = work / "results" / f"starter-disk-{size}.json"
        disk.write_text(json.dumps([{"disk_mb": _megabytes(work / f"starter-{size}")}]))
        bench.ours("unchanged", size, times=3)
        bench.ours("changed", size, times=3)
        bench.cold(size, times=3)


def prepare(work: Path, articles: Path, ingested: int, sizes: Sequence[int]) -> None:
    """Write the articles and passages, the questions and the exported model, those that are not there yet."""
    from index.embedding import PACKAGED_MODEL, int8_is_sound

    int8_is_sound(PACKAGED_MODEL, work / "models")
    real = real_articles(articles)
    questions = [f"What is said of {' '.join(row['title'].split()[:6])}?" for row in real[:: len(real) // 30]]
    (work / "questions.json").write_text(json.dumps(questions))
    if not (work / "real.jsonl").exists():
        _write_real(work, real, ingested)
    for size in sizes:
        folder = work / f"articles-{size}"
        if not folder.exists():
            write_articles(folder, size // PASSAGES_AN_ARTICLE, real)
        file = work / f"passages-{size}.jsonl"
        if not file.exists():
            rows = list(passages_in(folder))
            np.save(
                work / f"vectors-{size}.npy", SyntheticEncoder().encode([f"{r['title']}. {r['text']}" for r in rows])
            )
            file.write_text("".join(json.dumps(row) + "\n" for row in rows))


def _write_real(work: Path, real: Sequence[dict[str, Any]], ingested: int) -> None:
    folder = work / "real"
    folder.mkdir(exist_ok=True)
    for number, row in enumerate(real):
        (folder / f"{number:05d}.jsonl").write_text(json.dumps(row) + "\n")
        if number % 10 == 9 and sum(1 for _ in passages_in(folder)) >= ingested:
            break
    (work / "real.jsonl").write_text("".join(json.dumps(row) + "\n" for row in passages_in(folder)))


if __name__ == "__main__":
    main()
