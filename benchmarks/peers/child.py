"""A system under measurement, in a process of its own: one command, one reply (systems/peer_protocol.py)."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

ROOT = Path(__file__).resolve().parents[2]
SYSTEMS = Path(__file__).resolve().parent / "systems"
# Nothing is downloaded and nothing is reported anywhere while things are measured.
_QUIET = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "LANGSMITH_TRACING": "false",
}


class PeerError(Exception):
    """A system did not do what it was asked; its name and what it said."""


class Child:
    """The process of one system. Used in a `with`: it is ended at the end, however that comes."""

    def __init__(self, name: str, python: str, log: Path) -> None:
        self.name = name
        self._log = log.open("a")
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"} | _QUIET
        if name == "bot":
            environment["PYTHONPATH"] = str(ROOT)
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            [python, str(SYSTEMS / f"with_{name}.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            env=environment,
        )
        self._replies: queue.Queue[str] = queue.Queue()
        assert self._process.stdout is not None
        threading.Thread(target=_pump, args=(self._process.stdout, self._replies), daemon=True).start()

    def __enter__(self) -> Child:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self.close()

    def do(self, command: str, *, timeout_seconds: float = 900, **arguments: Any) -> dict[str, Any]:
        """Have a command carried out; its reply. Raises PeerError when it fails, dies or takes too long."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps({"do": command} | arguments) + "\n")
            self._process.stdin.flush()
            line = self._replies.get(timeout=timeout_seconds)
        except OSError as error:
            raise PeerError(f"{command}: its process ended ({self._process.wait()})") from error
        except queue.Empty as error:
            raise PeerError(f"{command}: no reply within {timeout_seconds:.0f} s") from error
        if not line:
            raise PeerError(f"{command}: its process ended ({self._process.wait()}); see {self._log.name}")
        reply: dict[str, Any] = json.loads(line)
        if "error" in reply:
            raise PeerError(f"{command}: {reply['error']}")
        return reply

    def close(self) -> None:
        """End the process."""
        if self._process.stdin is not None and not self._process.stdin.closed:
            try:
                self._process.stdin.close()
                self._process.wait(timeout=10)
            except (OSError, subprocess.TimeoutExpired):
                self._process.kill()
                self._process.wait()
        self._log.close()


def _pump(lines: TextIO, replies: queue.Queue[str]) -> None:
    for line in lines:
        replies.put(line)
    replies.put("")


def say(text: str) -> None:
    """Progress, on standard error."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {text}\n")
    sys.stderr.flush()


def megabytes(folder: Path, but: Sequence[str] = ()) -> float:
    """What the files in a folder take on the disk, those with the suffixes `but` left out."""
    held = (path for path in folder.rglob("*") if path.is_file() and path.suffix not in but)
    return sum(path.stat().st_blocks * 512 for path in held) / 1e6
