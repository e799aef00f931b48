"""A process that imports the program once, then forks a child for every index run asked of it.

Requests come as JSON lines on stdin: {"data", "kill"?: [point, n], "after"?: seconds, "user"?: uid, "full"?}. The
n-th time the child passes the point it dies by SIGKILL, as it does `after` seconds. The answer is one JSON line:
{"signal"} or {"report"} or {"error", "message"}. Nothing of the program knows of this: the points are set here, around
its own functions.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource  # noqa: F401  # Chroma wants it late, and another user may not import any more
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ["OMP_NUM_THREADS"] = "1"  # threads of the parent would be missing in the children

import chromadb  # noqa: F401  # imported once, not in every child

import corpus.storing
import index.embedding
import index.filling
import index.generations
import index.runs
import index.shelf
import index.switches
import index.update
from corpus.errors import SanctionsBotError
from corpus.library import Library
from index.home import Home
from index.keywords import KeywordIndex
from index.lock import WriterLock
from index.vectors import VectorStore

SMALL_CHECKPOINT = 8  # so that a small corpus is written in several parts


def main() -> None:
    index.filling.CHECKPOINT = SMALL_CHECKPOINT
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what the program logs is no answer

    def answer(row: Any) -> None:
        answers.write(json.dumps(row) + "\n")
        answers.flush()

    answer("ready")
    for line in sys.stdin:
        request = json.loads(line)
        results, result = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(results)
            _run(request, result)
        os.close(result)
        if "after" in request:
            threading.Timer(request["after"], _kill, (child,)).start()
        with os.fdopen(results, "rb") as reader:
            told = reader.read()
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            answer({"signal": os.WTERMSIG(status)})
        else:
            answer(json.loads(told) if told else {"error": "exit", "message": str(status)})


def _kill(child: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)


def _run(request: dict[str, Any], result: int) -> None:
    code = 1
    try:
        if "kill" in request:
            _set_point(*request["kill"])
        if "user" in request:
            os.setgroups([])
            os.setgid(request["user"])
            os.setuid(request["user"])
        home = Home(Path(request["data"]))
        started = time.monotonic()
        try:
            report = index.update.update(home, Library(home.library), full=request.get("full", False), by="a test")
            told = {"report": json.loads(report.model_dump_json()), "seconds": time.monotonic() - started}
        except SanctionsBotError as error:
            told = {"error": type(error).__name__, "message": str(error)}
        except BaseException as error:
            told = {"error": "unexpected", "message": f"{type(error).__name__}: {error}"}
        os.write(result, json.dumps(told).encode())
        code = 0
    finally:
        os._exit(code)


def _set_point(point: str, n: int) -> None:
    """Die at the n-th passing of the point named."""
    left = n

    def passing() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    POINTS[point](passing)


def _before(owner: Any, name: str) -> Callable[[Callable[[], None]], None]:
    def setting(passing: Callable[[], None]) -> None:
        original = getattr(owner, name)

        def instead(*args: Any, **kwargs: Any) -> Any:
            passing()
            return original(*args, **kwargs)

        setattr(owner, name, instead)

    return setting


def _after(owner: Any, name: str) -> Callable[[Callable[[], None]], None]:
    def setting(passing: Callable[[], None]) -> None:
        original = getattr(owner, name)

        def instead(*args: Any, **kwargs: Any) -> Any:
            value = original(*args, **kwargs)
            passing()
            return value

        setattr(owner, name, instead)

    return setting


def _one_kept(setting: Callable[[Callable[[], None]], None]) -> Callable[[Callable[[], None]], None]:
    """Where the run keeps no generation but its own, so that there is something to remove."""

    def keeping(passing: Callable[[], None]) -> None:
        index.generations.KEPT_GENERATIONS = 1
        setting(passing)

    return keeping


def _exporting(
    around: Callable[[Any, str], Callable[[Callable[[], None]], None]],
) -> Callable[[Callable[[], None]], None]:
    """Imports torch in the child that exports, and in no other: it takes seconds."""

    def setting(passing: Callable[[], None]) -> None:
        import torch

        around(torch.onnx, "export")(passing)

    return setting


def _half_written(name: str) -> Callable[[Callable[[], None]], None]:
    """Within `write_new`/`write_over`: half of the content is in the file."""

    def setting(passing: Callable[[], None]) -> None:
        original = index.shelf._part

        def instead(path: Path, content: bytes) -> Any:
            if path.name.startswith(name):
                path.with_name(".half-0.part").write_bytes(content[: len(content) // 2])
                passing()
            return original(path, content)

        index.shelf._part = instead

    return setting


def _before_commit(passing: Callable[[], None]) -> None:
    """Tantivy has been given documents, which it has not committed."""
    original = KeywordIndex.__init__

    class Writer:
        def __init__(self, inner: Any) -> None:
            self.inner = inner

        def commit(self) -> None:
            passing()
            self.inner.commit()

        def __getattr__(self, name: str) -> Any:
            return getattr(self.inner, name)

    class Index:
        def __init__(self, inner: Any) -> None:
            self.inner = inner

        def writer(self, **options: Any) -> Writer:
            return Writer(self.inner.writer(**options))

        def __getattr__(self, name: str) -> Any:
            return getattr(self.inner, name)

    def instead(self: KeywordIndex, folder: Path) -> None:
        original(self, folder)
        self._index = Index(self._index)

    KeywordIndex.__init__ = instead  # type: ignore[method-assign]


POINTS: dict[str, Callable[[Callable[[], None]], None]] = {
    "lock taken": _after(WriterLock, "__init__"),
    "run logged": _after(index.runs.RunLog, "_append"),
    "storing to the library": _after(corpus.storing, "_store"),
    "stored to the library": _after(Library, "source_read"),
    "before exporting the model": _exporting(_before),
    "model exported, not moved": _exporting(_after),
    "batch embedded": _before(VectorStore, "add"),
    "batch in Chroma": _after(VectorStore, "add"),
    "between Chroma and Tantivy": _before(KeywordIndex, "add"),
    "in Tantivy, not committed": _before_commit,
    "Tantivy committed": _after(KeywordIndex, "add"),
    "before the manifest": _before(index.generations.Generations, "switch"),
    "half a manifest": _half_written("g"),
    "manifest written": _after(index.generations.Generations, "_write"),
    "half a switch": _half_written("switch"),
    "just before the switch": _before(os, "link"),
    "just after the switch": _after(index.switches.Switches, "add"),
    "before collecting": _before(index.generations.Generations, "forget_old"),
    "old manifests gone": _after(index.generations.Generations, "forget_old"),
    "old versions gone": _after(Library, "drop_versions"),
    "old vectors gone": _one_kept(_after(VectorStore, "remove")),
    "old keywords gone": _one_kept(_after(KeywordIndex, "remove")),
    "collected, not noted": _before(index.generations.Generations, "note_collected"),
}

if __name__ == "__main__":
    main()
