"""Other systems beside this bot, in one run on the same articles and the same embedding model: a Markdown section.

    python -m benchmarks.peers.run --work DIR [--articles FOLDER] [--lists FOLDER] [--passages 3000] [--only NAME …]

Each system runs in a process of its own, in an environment made from its pinned requirements when there is none yet,
and takes its turn in every round, so that whatever else the machine does meets all of them alike. Results are kept in
DIR: a run that was stopped goes on where it was, and to measure something anew its file in DIR/results is removed. A
system that cannot be installed or fails is left out with the reason. The section is written to standard output and its
plots to docs/images/; progress goes to standard error.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers.child import ROOT, Child, PeerError, megabytes, say
from benchmarks.peers.environments import python_of, version_of
from benchmarks.peers.material import CHANGED_QUESTION, CHANGES, PARTS, Material, prepare
from benchmarks.peers.results import PEERS, Results
from index.embedding import PACKAGED_MODEL, int8_is_sound, model_folder
from index.evaluation import RANKS

DATA = ROOT.parent / "shared" / "data"
COLD_STARTS = 3
ROUNDS = 3  # of all questions; other ways of searching than the plain one are asked in the first alone

Row = dict[str, Any]


class Bench:
    """The measured systems, and what each of them has given so far."""

    def __init__(self, work: Path, material: Material) -> None:
        self.work = work
        self.material = material
        self.results = work / "results"
        self.pythons: dict[str, str] = {}
        for folder in (self.results, work / "logs", work / "stores"):
            folder.mkdir(parents=True, exist_ok=True)

    def install(self, names: Sequence[str], environments: Path) -> None:
        """Have an environment for each of `names`; those that get none are left out."""
        for name in names:
            with self.left_out_on_failure(name):
                python = sys.executable if name == "bot" else python_of(name, environments)
                self.pythons[name] = python
                package = PEERS[name].package
                self.keep(name, "about", {"version": version_of(python, package) if package else ""})

    @contextlib.contextmanager
    def left_out_on_failure(self, name: str) -> Iterator[None]:
        """A failure takes its system out of the run, with the reason in its results, and no other."""
        try:
            yield
        except PeerError as error:
            say(f"{name} is left out: {error}")
            self.pythons.pop(name, None)
            self.keep(name, "failed", {"reason": str(error)})

    def keep(self, name: str, part: str, row: Row) -> None:
        """Write down what a system gave in a part."""
        (self.results / f"{name}-{part}.json").write_text(json.dumps(row | {"load": os.getloadavg()[0]}) + "\n")
        if part != "failed":
            (self.results / f"{name}-failed.json").unlink(missing_ok=True)

    def lacking(self, part: str) -> list[str]:
        """The systems that have no result of a part."""
        return [name for name in self.pythons if not (self.results / f"{name}-{part}.json").exists()]

    def store(self, name: str) -> Path:
        """Where a system keeps its index."""
        return self.work / "stores" / name

    def child(self, name: str) -> Child:
        """A process of a system."""
        return Child(name, self.pythons[name], self.work / "logs" / f"{name}.log")

    def open(self, child: Child) -> Row:
        """Have it load the model and what it keeps."""
        return child.do("open", folder=str(self.store(child.name)), model=model_folder(PACKAGED_MODEL))

    def in_turn(self, children: dict[str, Child], work: Callable[[Child], None]) -> None:
        """Do the same with each system, one after the other."""
        for name in list(children):
            with self.left_out_on_failure(name):
                work(children[name])
            if name not in self.pythons:
                children.pop(name).close()

    def ingest(self) -> None:
        """Take in the passages, part by part."""
        rows: dict[str, Row] = {}
        names = self.lacking("ingest")
        for name in names:
            shutil.rmtree(self.store(name), ignore_errors=True)
            (self.results / f"{name}-serve.json").unlink(missing_ok=True)
        if "bot" in names:
            models = self.work / "models"
            int8_is_sound(PACKAGED_MODEL, models)  # written once for a model, as the peers' is downloaded once
            shutil.copytree(models, self.store("bot") / "models")
        with contextlib.ExitStack() as stack:
            children = {name: stack.enter_context(self.child(name)) for name in names}

            def opened(child: Child) -> None:
                self.open(child)
                child.do("ask", question="a question to warm up", count=1, mode="") if child.name != "bot" else None
                rows[child.name] = {"parts": []}

            self.in_turn(children, opened)
            for part in range(PARTS):
                size = self.material.size(f"part-{part}")

                def added(child: Child, part: int = part, size: int = size) -> None:
                    say(f"{child.name}: part {part + 1} of {PARTS}, {size} passages")
                    name = f"part-{part}"
                    done = child.do("add", passages=self.material.file(name), articles=self.material.articles(name))
                    rows[child.name]["parts"].append(done | {"passages": size})

                self.in_turn(children, added)

            def saved(child: Child) -> None:
                row = rows[child.name] | {"save": child.do("save")}
                child.close()
                held = megabytes(self.store(child.name), but=(".onnx",))
                self.keep(child.name, "ingest", row | {"disk_mb": held})

            self.in_turn(children, saved)

    def serve(self) -> None:
        """Fresh processes until their first hit; then all questions, some rounds; then nothing new, and changes."""
        names = self.lacking("serve")
        rows: dict[str, Row] = {name: {"cold": [], "rounds": {}, "changes": []} for name in names}
        with contextlib.ExitStack() as stack:
            children: dict[str, Child] = {}
            for start in range(COLD_STARTS):
                for name in [name for name in names if name in self.pythons]:
                    say(f"{name}: start {start + 1} of {COLD_STARTS}")
                    with self.left_out_on_failure(name):
                        child = stack.enter_context(self.child(name))
                        rows[name]["cold"].append(self._first_hit(child))
                        if start == COLD_STARTS - 1:
                            children[name] = child
                        else:
                            child.close()
            for turn in range(ROUNDS):

                def asked(child: Child, turn: int = turn) -> None:
                    say(f"{child.name}: questions, round {turn + 1} of {ROUNDS}")
                    for mode in PEERS[child.name].modes if turn == 0 else ("",):
                        done = child.do("ask_all", questions=self.material.asked, count=RANKS, mode=mode)
                        rows[child.name]["rounds"].setdefault(mode, []).append(done)

                self.in_turn(children, asked)

            def repeated(child: Child) -> None:
                say(f"{child.name}: everything once more, and changes")
                rows[child.name]["repeat"] = child.do("repeat", passages=self.material.file("all"))

            self.in_turn(children, repeated)
            for change in range(CHANGES):
                self.in_turn(children, lambda child, change=change: self._change(child, change, rows))  # type: ignore[misc]
            self.in_turn(children, lambda child: self.keep(child.name, "serve", rows[child.name]))

    def _first_hit(self, child: Child) -> Row:
        self.open(child)
        found = child.do("ask", question=self.material.asked[0], count=RANKS, mode="")
        if not found["result"]:
            raise PeerError("ask: a fresh process finds nothing")
        return {"wall": time.perf_counter() - child.started}

    def _change(self, child: Child, change: int, rows: dict[str, Row]) -> None:
        name = f"change-{change}"
        done = child.do(
            "replace",
            article=self.material.changed_article,
            passages=self.material.file(name),
            articles=self.material.articles(name),
        )
        asked = child.do("ask", question=CHANGED_QUESTION, count=RANKS, mode="")
        rows[child.name]["changes"].append(
            {
                "replaced": done["wall"],
                "found_after": done["wall"] + asked["wall"],
                "found": bool(self.material.new_in(change) & set(asked["result"])),
                "save": child.do("save")["wall"],
            }
        )


def names_part(bench: Bench, lists: Path, articles: Path, environments: Path, queries: int, ordinary: int) -> None:
    """Names, by benchmarks/names.py: the half that nothing was fitted on."""
    target = bench.results / "names.json"
    if target.exists():
        return
    say("names")
    command = [sys.executable, str(ROOT / "benchmarks" / "names.py"), str(lists), "--articles", str(articles)]
    command += ["--half", "reported", "--queries", str(queries), "--ordinary", str(ordinary), "--json", str(target)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}

    def measured(*more: str) -> bool:
        return subprocess.run([*command, *more], stdout=sys.stderr, env=environment, check=False).returncode == 0

    try:
        if measured("--logic-v2", python_of("nomenklatura", environments)):
            return
        reason = "scoring with it failed"
    except PeerError as error:
        reason = str(error)
    say(f"nomenklatura is left out: {reason}")
    bench.keep("nomenklatura", "failed", {"reason": reason})
    if not measured():
        say("names are left out: benchmarks/names.py failed")


def main() -> None:
    """Run what has no result yet, then write the section and the plots."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--work", type=Path, required=True, help="folder for environments, indexes and results")
    parser.add_argument("--articles", type=Path, default=DATA / "articles", help="gzipped JSON lines of real news")
    parser.add_argument("--lists", type=Path, default=DATA / "lists", help="official lists")
    parser.add_argument("--questions", type=Path, default=ROOT / "tests" / "questions" / "news_validate.jsonl")
    parser.add_argument(
        "--environments", type=Path, help="where the peers' environments are (default: WORK/environments)"
    )
    parser.add_argument("--images", type=Path, default=ROOT / "docs" / "images", help="where the plots go")
    parser.add_argument("--passages", type=int, default=3000, help="about how many each system takes in")
    parser.add_argument("--queries", type=int, default=300, help="distorted names of each kind")
    parser.add_argument("--ordinary", type=int, default=2000, help="ordinary names")
    parser.add_argument("--only", nargs="+", choices=sorted(PEERS), default=list(PEERS), help="these systems alone")
    options = parser.parse_args()
    work: Path = options.work.resolve()
    environments = (options.environments or work / "environments").resolve()
    material = prepare(work / "material", options.articles, options.questions, options.passages)
    bench = Bench(work, material)
    bench.install(options.only, environments)
    bench.ingest()
    bench.serve()
    names_part(bench, options.lists, options.articles, environments, options.queries, options.ordinary)
    from benchmarks.peers.page import section  # matplotlib takes a second

    sys.stdout.write(section(Results(bench.results, material), options.images))


if __name__ == "__main__":
    main()
