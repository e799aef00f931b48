"""Runs the program in a process of its own and keeps what it said."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROGRAM = (sys.executable, "-m", "bot.cli")


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


def environment(**settings: str) -> dict[str, str]:
    """This process's environment with no settings of ours but `settings` (named without the prefix)."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SANCTIONS_BOT_")}
    # Colours and widths are the terminal's business; there is none.
    kept |= {"NO_COLOR": "1", "HF_HUB_OFFLINE": "1", "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    return kept | {f"SANCTIONS_BOT_{name}": value for name, value in settings.items()}


class Cli:
    """`cli("ask", "Why …?")` runs `sanctions-bot --data DATA ask "Why …?"` in an empty folder."""

    def __init__(self, data: Path, folder: Path) -> None:
        self.data = data
        self.folder = folder

    def __call__(self, *arguments: str | Path, stdin: str | bytes = "", **settings: str) -> Run:
        content = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [*PROGRAM, "--data", str(self.data), *map(str, arguments)],
            input=content,
            capture_output=True,
            cwd=self.folder,
            env=environment(**settings),
            timeout=300,
        )
        return Run(done.returncode, done.stdout.decode(), done.stderr.decode())
