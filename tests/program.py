"""The program in processes of its own, forked from one that has imported it: importing everything takes seconds.

What is forked has run no command: no thread, no file, no setting of it is inherited. Tests whose subject is the start
itself, a signal during it, or a closed pipe start `python -m bot.cli` by subprocess.

Under coverage, what is killed first writes down what it went through: SIGKILL would lose that.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMAND = (sys.executable, "-m", "bot.cli")
IS_MEASURED = "COVERAGE_PROCESS_CONFIG" in os.environ
_ENDED = signal.SIGUSR1  # ends a measured process where it stands: no handler or clean-up of the program's own runs
_NOTING_SECONDS = 20.0  # at most, to write down what it went through

# What commands import when they need it. Not onnxruntime and torch: they start threads, which no fork takes along.
_IMPORTED = [
    "bot.cli", "bot.check", "bot.service", "bot.telegram.application", "bot.terminal_reports", "index.live",
    "index.update", "aiohttp", "alembic", "anyascii", "chromadb", "chromadb_rust_bindings", "fpdf", "llama_index.core",
    "matplotlib", "packaging", "prometheus_client", "rich", "tantivy", "telegram.ext", "tokenizers", "trafilatura",
]  # fmt: skip
_forking = multiprocessing.get_context("forkserver")
_forking.set_forkserver_preload([__name__, *_IMPORTED])


def environment(**settings: object) -> dict[str, str]:
    """This process's environment with no settings of ours but `settings` (named without the prefix, in any case)."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SANCTIONS_BOT_")}
    # Colours and widths are the terminal's business; there is none.
    kept |= {"NO_COLOR": "1", "HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false", "PYTHONPATH": str(ROOT)}
    return kept | {f"SANCTIONS_BOT_{name.upper()}": str(value) for name, value in settings.items()}


class Program:
    """`sanctions-bot --data DATA …`, started in `folder`; what it writes is appended to the files `out` and `err`.

    What one asks of it is named as in subprocess.Popen. It is killed at the latest when the tests end.
    """

    def __init__(
        self,
        data: Path,
        arguments: Sequence[str],
        folder: Path,
        environment: Mapping[str, str],
        *,
        out: Path,
        err: Path,
        stdin: Path = Path(os.devnull),
    ) -> None:
        files = (str(stdin), str(out.resolve()), str(err.resolve()))
        given = (["--data", str(data), *arguments], str(folder), dict(environment), files)
        self._process = _forking.Process(target=_run, args=given, daemon=True)
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """Its exit code, -N after signal N, None while it runs."""
        return self._process.exitcode

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("sanctions-bot", timeout or 0)
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        if self._process.exitcode is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        if IS_MEASURED:
            self.send_signal(_ENDED)
            self._process.join(_NOTING_SECONDS)
        self._process.kill()


def run(
    data: Path, *arguments: str | Path, folder: Path, environment: Mapping[str, str], stdin: bytes = b"", timeout: float
) -> subprocess.CompletedProcess[bytes]:
    """Run it to its end; it is killed after `timeout` seconds."""
    with tempfile.TemporaryDirectory() as made:
        given, out, err = Path(made) / "in", Path(made) / "out", Path(made) / "err"
        given.write_bytes(stdin)
        program = Program(data, [str(part) for part in arguments], folder, environment, out=out, err=err, stdin=given)
        try:
            code = program.wait(timeout)
        except subprocess.TimeoutExpired:
            program.kill()
            raise
        return subprocess.CompletedProcess(arguments, code, out.read_bytes(), err.read_bytes())


def _run(arguments: list[str], folder: str, environment: dict[str, str], files: tuple[str, str, str]) -> None:
    """In the new process."""
    if IS_MEASURED:
        signal.signal(_ENDED, lambda *_: os._exit(128 + signal.SIGKILL))  # coverage has its own _exit, which saves
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(folder)
    written = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    for number, (path, how) in enumerate(zip(files, (os.O_RDONLY, written, written), strict=True)):
        opened = os.open(path, how, 0o644)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)
    sys.argv = ["sanctions-bot", *arguments]
    from bot.cli import main

    main()
