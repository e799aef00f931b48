"""The real bot in a process of its own, against the test server."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path
from typing import Any

from tests.botapi import BotApiServer
from tests.program import COMMAND, IS_MEASURED, Program, environment

START_SECONDS = 120  # the machine may be busy with other tests
ANSWER_SECONDS = 60


def command(data: Path, *arguments: str) -> list[str]:
    """The command line of the program on the data folder `data`."""
    return [*COMMAND, "--data", str(data), *arguments]


class RunningBot:
    """Starts at once; `log` is everything it wrote to stderr so far, over restarts.

    With `webhook_url` among its settings it is called by the server, else it polls. What one may ask in a minute is
    not limited unless a test wants it.
    """

    def __init__(self, server: BotApiServer, data: Path, work: Path, **settings: Any) -> None:
        self._server = server
        self.data = data
        self._work = work  # away from the checkout, where a developer's .env may lie
        unlimited = {"questions_per_minute": 0, "group_questions_per_minute": 0, "suggestions": 0}
        self.settings = {"telegram_token": server.token, "telegram_api_url": server.url, **unlimited, **settings}
        self._log_path = work / f"bot{settings.get('webhook_port', '')}.log"
        self._process: subprocess.Popen[bytes] | Program | None = None
        self.start()

    @property
    def log(self) -> str:
        return self._log_path.read_text(encoding="utf-8", errors="replace")

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """Of its process."""
        assert self._process is not None
        return self._process.pid

    def start(self, *, wait: bool = True) -> None:
        before = self._listening()
        self._process = self._begin("run", *(["--webhook"] if "webhook_url" in self.settings else []))
        if wait:
            try:
                self._server.wait_for(lambda: self._listening() > before, START_SECONDS, "the bot to listen")
            except AssertionError:
                raise AssertionError(f"the bot does not listen; it wrote:\n{self.log[-4000:]}") from None

    def _begin(self, *arguments: str) -> subprocess.Popen[bytes] | Program:
        with self._log_path.open("ab") as log:
            return subprocess.Popen(
                command(self.data, *arguments), cwd=self._work, env=environment(**self.settings), stderr=log, stdout=log
            )

    def _listening(self) -> int:
        """Grows once the bot takes updates."""
        if "webhook_url" in self.settings:
            return self.log.count("telegram.started") if self._log_path.exists() else 0
        return self._server.polls

    def stop(self) -> int:
        """Ask it to stop; returns its exit code."""
        assert self._process is not None
        if self.is_running:
            self._process.send_signal(signal.SIGTERM)
        return self._process.wait(60)

    def wait(self, seconds: float = 60) -> int:
        """Wait for it to end by itself; returns its exit code."""
        assert self._process is not None
        return self._process.wait(seconds)

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(10)

    def __enter__(self) -> RunningBot:
        return self

    def __exit__(self, *_: object) -> None:
        if self.is_running and IS_MEASURED:  # what is killed cannot tell what it went through at its end
            self.stop()
        elif self.is_running:
            self.kill()


class ForkedBot(RunningBot):
    """The same, up seconds sooner: forked from a process that has imported the program (tests/program.py)."""

    def _begin(self, *arguments: str) -> Program:
        log = self._log_path
        return Program(self.data, arguments, self._work, environment(**self.settings), out=log, err=log)
