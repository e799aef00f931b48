"""How a measured system is spoken to: JSON lines in, JSON lines out, in a process and an environment of its own.

A system is a class with the methods of `System`; its file ends with `serve(ItsClass)`. The driver (../run.py) writes
one command a line and gets one reply a line: what was found, and the wall and processor seconds of the work alone. Only
the standard library is imported here, for each environment has other packages.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

Rows = list[dict[str, str]]  # passages: {"id", "article", "title", "text"}


class System(Protocol):
    """What a search system is asked to do."""

    def open(self, folder: str, model: str) -> None:
        """Load the model in the folder `model`, and what is kept in `folder`, if anything is."""

    def add(self, passages: Rows, articles: str) -> None:
        """Take in passages; or, by a system that reads articles itself, the files in the folder `articles`."""

    def save(self) -> None:
        """Have on disk what a new process needs to answer; nothing for what stores as it goes."""

    def ask(self, question: str, count: int, mode: str) -> list[str]:
        """The ids of the `count` passages found, best first. `mode` is one of several ways of searching, or ""."""

    def replace(self, article: str, passages: Rows, articles: str) -> None:
        """Change one article: `passages` are all that it now has."""

    def repeat(self, passages: Rows) -> bool:
        """Be given everything again, nothing having changed; False where a system has no way to see that."""


def embedded_text(row: dict[str, str]) -> str:
    """What the model reads of a passage, for all systems alike: its article's title first."""
    return f"{row['title']}. {row['text']}"


def serve(make: Callable[[], System]) -> None:
    """Carry out commands until standard input ends. A command that fails is answered with its error."""
    replies = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what libraries print is no reply
    system = make()
    for line in sys.stdin:
        try:
            reply = _carry_out(system, json.loads(line))
        except Exception as error:  # whatever a library raises, the driver is to be told
            reply = {"error": f"{type(error).__name__}: {error}"[:500]}
        replies.write(json.dumps(reply) + "\n")
        replies.flush()


def _carry_out(system: System, command: dict[str, Any]) -> dict[str, Any]:
    do, arguments = command.pop("do"), command
    if "passages" in arguments:
        lines = Path(arguments["passages"]).read_text(encoding="utf-8").split("\n")
        arguments["passages"] = [json.loads(line) for line in lines if line]
    if do == "ask_all":
        return _all(system, **arguments)
    return _clocked(lambda: getattr(system, do)(**arguments)) | _memory()


def _all(system: System, questions: list[str], count: int, mode: str) -> dict[str, Any]:
    asked = [_clocked(lambda q=question: system.ask(q, count, mode)) for question in questions]  # type: ignore[misc]
    return {key: [one[key] for one in asked] for key in ("result", "wall", "cpu")} | _memory()


def _clocked(work: Callable[[], Any]) -> dict[str, Any]:
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return {"result": result, "wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}


def _memory() -> dict[str, float]:
    # Not by getrusage: its peak begins with that of the process by which this one was started.
    lines = (line.split() for line in Path("/proc/self/status").read_text().splitlines())
    held = {words[0]: int(words[1]) / 1024 for words in lines if words[:1] in (["VmRSS:"], ["VmHWM:"])}
    return {"resident_mb": held["VmRSS:"], "peak_mb": held["VmHWM:"]}
