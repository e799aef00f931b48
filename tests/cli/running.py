"""Runs the program in a process of its own and keeps what it said."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.program import environment, run


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON object on stdout."""
        return json.loads(self.out)

    @property
    def rows(self) -> list[Any]:
        """The JSON objects on stdout, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


class Cli:
    """`cli("ask", "Why …?")` runs `sanctions-bot --data DATA ask "Why …?"` in an empty folder."""

    def __init__(self, data: Path, folder: Path) -> None:
        self.data = data
        self.folder = folder

    def __call__(self, *arguments: str | Path, stdin: str | bytes = "", **settings: str) -> Run:
        content = stdin.encode() if isinstance(stdin, str) else stdin
        done = run(
            self.data, *arguments, folder=self.folder, environment=environment(**settings), stdin=content, timeout=300
        )
        return Run(done.returncode, done.stdout.decode(), done.stderr.decode())
