"""Mutation testing: small faults put into the modules that decide what is shown, and whether the fast tests notice.

    python -m benchmarks.mutants [--each 12] [--only bot/answers/verification.py …] [--seed 1]

Cosmic-ray makes the mutants. The tests run in this process's children, forked after what is slow to import has been
imported, so that a mutant costs a second or two. Markdown on stdout; on stderr every survivor that
benchmarks/mutants_explained.jsonl does not explain, as a change of one line.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import importlib
import importlib.machinery
import json
import os
import random
import signal
import sys
import time
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import cosmic_ray.plugins
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code

ROOT = Path(__file__).resolve().parents[1]
EXPLAINED = Path(__file__).with_name("mutants_explained.jsonl")
LEAST_SECONDS = 60  # a mutant may make a loop endless; the machine may be busy
_VERIFYING = ("tests/answers/test_verification.py",)
# The fast tests of each module. Those that need the embedding model or a running bot see these modules, too; they are
# left out because they take ten seconds to start.
TESTS: dict[str, tuple[str, ...]] = {
    "bot/answers/verification.py": _VERIFYING,
    "bot/answers/turned_round.py": ("tests/answers/test_turned_round.py", *_VERIFYING),
    "bot/answers/claim_dates.py": _VERIFYING,
    "bot/answers/claim_figures.py": _VERIFYING,
    "bot/answers/claim_values.py": ("tests/answers/test_claim_values.py", *_VERIFYING),
    "bot/answers/claim_words.py": ("tests/answers/test_claim_values.py", *_VERIFYING),
    "bot/answers/question.py": ("tests/answers/test_question.py",),
    "bot/answers/spans.py": ("tests/answers/test_spans.py",),
    "bot/answers/list_questions.py": ("tests/answers/test_list_questions.py",),
    "bot/answers/picking.py": ("tests/answers/test_picking.py",),
    "bot/answers/statements.py": ("tests/answers/test_statements.py",),
    "bot/answers/quotes.py": ("tests/answers/test_quotes.py",),
    "index/generations.py": ("tests/index/test_generations.py",),
    "bot/telegram/addressing.py": ("tests/telegram/test_addressing.py", "tests/telegram/test_addressing_table.py"),
    "bot/telegram/rendering.py": ("tests/telegram/test_rendering.py", "tests/telegram/test_untrusted.py"),
}
# Imported before the first fork: what starts no thread, and of the program what imports none of bot/.
IMPORTED = (
    "aiohttp", "babel", "chromadb", "dateparser", "fluent.runtime", "httpx", "limits", "llama_index.core",
    "markdown_it", "numpy", "pydantic_settings", "pytest", "pytest_asyncio", "rapidfuzz", "sqlalchemy", "structlog",
    "tantivy", "telegram.ext", "tokenizers", "typer", "corpus.library", "index.live", "index.update",
)  # fmt: skip
_PYTEST = ("-x", "-q", "-o", "addopts=", "-m", "not slow", "-p", "pytest_asyncio.plugin", "-p", "no:cacheprovider")
# These need arguments, or make of `a == b` an `a is b` that is the same for small numbers and short words.
_LEFT_OUT = ("VariableReplacer", "VariableInserter", "Eq_Is", "Eq_IsNot", "Is_Eq", "IsNot_NotEq")


class Mutant(NamedTuple):
    """One changed line of a module; `code` is the whole module with it."""

    module: str
    operator: str
    line: int
    was: str
    now: str
    code: str


class Row(NamedTuple):
    """What became of a module's mutants."""

    module: str
    possible: int
    made: int
    killed: int
    explained: int
    unexplained: tuple[Mutant, ...]

    @property
    def score(self) -> float:
        """Killed or explained, of those made."""
        return (self.killed + self.explained) / self.made if self.made else 1.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the mutants, run the tests over each, print the table. Exit code 1 where the tests fail without a mutant."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=12, help="mutants of each module at most, drawn by chance")
    parser.add_argument("--seed", type=int, default=1, help="of the draw")
    parser.add_argument("--only", nargs="+", choices=list(TESTS), default=list(TESTS), metavar="MODULE")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="mutants tried at once")
    given = parser.parse_args(arguments)
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
    for name in IMPORTED:
        importlib.import_module(name)

    explained = _explained()
    chosen = {name: drawn(name, given.each, random.Random(f"{given.seed} {name}")) for name in given.only}
    tried: list[tuple[str, Mutant | None]] = [(module, None) for module in given.only]
    whole = _outcomes(tried, given.jobs, dict.fromkeys(TESTS, LEAST_SECONDS * 5.0))
    if broken := [module for (module, _), (survived, _) in zip(tried, whole, strict=True) if not survived]:
        print(f"the tests fail without a mutant: {', '.join(broken)}", file=sys.stderr)
        return 1
    limits = {module: LEAST_SECONDS + 5 * seconds for (module, _), (_, seconds) in zip(tried, whole, strict=True)}
    tried = [(module, mutant) for module, (_, made) in chosen.items() for mutant in made]
    outcomes = _outcomes(tried, given.jobs, limits)

    rows = []
    for module, (possible, made) in chosen.items():
        told = [survived for (of, _), (survived, _) in zip(tried, outcomes, strict=True) if of == module]
        survivors = [mutant for mutant, survived in zip(made, told, strict=True) if survived]
        open_ = tuple(mutant for mutant in survivors if (mutant.module, mutant.was, mutant.now) not in explained)
        killed, known = len(made) - len(survivors), len(survivors) - len(open_)
        rows.append(Row(module, possible, len(made), killed, known, open_))
    for mutant in (mutant for row in rows for mutant in row.unexplained):
        print(f"{mutant.module}:{mutant.line} {mutant.operator}\n- {mutant.was}\n+ {mutant.now}", file=sys.stderr)
    print(_page(rows, given.seed, given.each))
    return 0


def drawn(module: str, count: int, chance: random.Random) -> tuple[int, list[Mutant]]:
    """How many mutants of a module are possible, and at most `count` of them, of different lines if there are such."""
    source = (ROOT / module).read_text(encoding="utf-8")
    places = list(_places(source))
    chance.shuffle(places)
    seen: set[int] = set()
    first = [place for place in places if not (place.line in seen or seen.add(place.line))]  # type: ignore[func-returns-value]
    made: list[Mutant] = []
    for place in [*first, *(place for place in places if place not in first)]:
        if len(made) == count:
            break
        code = mutate_code(source, cosmic_ray.plugins.get_operator(place.operator)(), place.occurrence)
        if code is not None and _meaning(code) not in (_meaning(source), None):
            made.append(Mutant(module, place.operator.removeprefix("core/"), *_changed_line(source, code), code))
    return len(places), made


class _Place(NamedTuple):
    """Where a mutant is possible: the n-th place of its operator."""

    operator: str
    occurrence: int
    line: int


def _places(source: str) -> Iterator[_Place]:
    """All of them, but those in annotations, which nobody reads while the program runs."""
    nodes = list(ast_nodes(get_ast(source)))
    told = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.arg | ast.AnnAssign | ast.FunctionDef)]
    notes = [note for node in told if (note := getattr(node, "annotation", None) or getattr(node, "returns", None))]
    spans = [((note.lineno, note.col_offset), (note.end_lineno, note.end_col_offset)) for note in notes]
    for name in cosmic_ray.plugins.operator_names():
        if name.endswith(_LEFT_OUT):
            continue
        operator = cosmic_ray.plugins.get_operator(name)()
        positions = (position for node in nodes for position in operator.mutation_positions(node))
        for occurrence, (start, _) in enumerate(positions):
            if not any(first <= start <= last for first, last in spans):
                yield _Place(name, occurrence, start[0])


class _Behaviour(ast.NodeTransformer):
    """Takes away what the program does not do: annotations are read by nobody here (pydantic's models excepted)."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.generic_visit(node)
        node.returns = None
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        self.generic_visit(node)
        node.annotation = ast.Constant(None)
        return node


def _meaning(source: str) -> str | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        try:
            return ast.dump(_Behaviour().visit(ast.parse(source)))
        except SyntaxError:
            return None


def _changed_line(before: str, after: str) -> tuple[int, str, str]:
    one, other = before.splitlines(), after.splitlines()
    for kind, start, end, new_start, new_end in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind != "equal":
            was, now = one[start:end], other[new_start:new_end]
            return start + 1, " ".join(line.strip() for line in was), " ".join(line.strip() for line in now)
    raise AssertionError("a mutant changes a line")


def _outcomes(
    tried: Sequence[tuple[str, Mutant | None]], jobs: int, limits: dict[str, float]
) -> list[tuple[bool, float]]:
    """Whether all tests passed, and the seconds they took, for each, `jobs` at once. Over the limit is not passed."""
    outcomes: list[tuple[bool, float]] = [(False, 0.0)] * len(tried)
    running: dict[int, tuple[int, float]] = {}
    left = list(enumerate(tried))
    while left or running:
        while left and len(running) < jobs:
            place, (module, mutant) = left.pop(0)
            child = os.fork()
            if child == 0:
                _run_tests(module, mutant)
            running[child] = place, time.monotonic()
        child, status = os.waitpid(-1, os.WNOHANG)
        if child:
            place, started = running.pop(child)
            outcomes[place] = os.waitstatus_to_exitcode(status) == 0, time.monotonic() - started
            print(f"\r{len(tried) - len(left) - len(running)} of {len(tried)} ", end="", file=sys.stderr)
            continue
        for child, (place, started) in running.items():
            if time.monotonic() - started > limits[tried[place][0]]:
                os.kill(child, signal.SIGKILL)
        time.sleep(0.02)
    print(file=sys.stderr)
    return outcomes


def _run_tests(module: str, mutant: Mutant | None) -> None:
    """In a child: ends it with pytest's exit code."""
    try:
        silent = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(silent, number)
        os.chdir(ROOT)
        sys.path.insert(0, str(ROOT))
        sys.dont_write_bytecode = True
        if mutant is not None:
            _put_in(mutant)
        import pytest

        code = pytest.main([*TESTS[module], *_PYTEST])
        os._exit(int(code))
    finally:
        os._exit(70)


def _put_in(mutant: Mutant) -> None:
    """Have the module imported with its mutant in place of its source and of its compiled form."""
    package = mutant.module.partition("/")[0]
    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        del sys.modules[name]
    path = str(ROOT / mutant.module)
    get_code = importlib.machinery.SourceFileLoader.get_code

    def mutated(self: importlib.machinery.SourceFileLoader, name: str) -> object:
        return compile(mutant.code, path, "exec") if self.path == path else get_code(self, name)

    importlib.machinery.SourceFileLoader.get_code = mutated  # type: ignore[method-assign, assignment]


def _explained() -> set[tuple[str, str, str]]:
    rows = [json.loads(line) for line in EXPLAINED.read_text(encoding="utf-8").splitlines()]
    return {(row["module"], row["was"], row["now"]) for row in rows}


def _page(rows: Sequence[Row], seed: int, each: int) -> str:
    made, killed, explained = (sum(getattr(row, name) for row in rows) for name in ("made", "killed", "explained"))
    open_ = sum(len(row.unexplained) for row in rows)
    possible = sum(row.possible for row in rows)
    lines = [
        "Small faults (a comparison turned round, a number off by one, an `and` for an `or`, a loop left out) were put "
        "into the modules that decide what is shown, one at a time, and the fast tests of the module run over each. A "
        f"fault that a test notices is killed. {possible} such faults are possible; at most {each} of each module were "
        f"drawn by chance (seed {seed}), {made} in all: {killed} killed, {explained} survived because they change "
        f"nothing that can be noticed (benchmarks/mutants_explained.jsonl says why of each), {open_} survived and "
        "should not have. Tests that need the embedding model or a running bot were not run, and would kill some more.",
        "",
        "| module | possible | made | killed | survived, explained | survived, not explained | score |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for row in rows:
        counts = (row.possible, row.made, row.killed, row.explained, len(row.unexplained))
        lines.append(f"| `{row.module}` | {' | '.join(map(str, counts))} | {row.score:.0%} |")
    total = (killed + explained) / made if made else 1.0
    lines.append(f"| all | {possible} | {made} | {killed} | {explained} | {open_} | {total:.0%} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
