"""Several replicas of the real bot behind a balancer, on one PostgreSQL and one Chroma server."""

from __future__ import annotations

import subprocess
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

import httpx

from tests.botapi import BotApiServer
from tests.sample_index import link_model
from tests.servers import Chroma, free_port
from tests.telegram.balancer import Balancer
from tests.telegram.running import RunningBot, command, environment

READY_SECONDS = 180


class Replicas:
    """Indexes the sample corpus into the servers, then starts `count` replicas with a data folder each.

    `models` is a folder with the exported model, so that none of them has to make it. `settings` are for all.
    """

    def __init__(
        self, server: BotApiServer, work: Path, database: str, chroma: Chroma, models: Path | None = None, *,
        count: int = 2, **settings: Any,
    ) -> None:  # fmt: skip
        self._server = server
        self._work = work
        self._models = models
        self._opened = ExitStack()
        self.ports = [free_port() for _ in range(count)]
        self._settings = {"database_url": database, "chroma_url": chroma.url, **settings}
        self.bots: list[RunningBot] = []

    def __enter__(self) -> Replicas:
        balancer = self.balancer = self._opened.enter_context(Balancer(self.ports))
        self.index("sample", work=self._data(self._work / "indexing").parent)
        for port in self.ports:
            data = self._data(self._work / str(port))
            hook = {"webhook_url": balancer.url, "webhook_port": port}
            bot = RunningBot(self._server, data, data.parent, **hook, **self._settings)
            self.bots.append(self._opened.enter_context(bot))
        for port in self.ports:
            self.wait_until_ready(port)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._opened.close()

    def index(self, *sources: str, work: Path | None = None) -> None:
        """Bring the index that all share up to date, from a program beside the replicas."""
        work = work or self._work / "indexing"
        told = {name: self._settings[name] for name in ("database_url", "chroma_url")}
        subprocess.run(
            command(work / "data", "index", *sources), env=environment(**told), cwd=work, check=True,
            capture_output=True, timeout=600,
        )  # fmt: skip

    def is_ready(self, port: int) -> bool:
        """Whether the replica on `port` says that it is."""
        try:
            return httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    def wait_until_ready(self, port: int) -> None:
        """Wait for it."""
        self._server.wait_for(lambda: self.is_ready(port), READY_SECONDS, f"the replica on {port}")

    def _data(self, folder: Path) -> Path:
        data = folder / "data"
        data.mkdir(parents=True)
        if self._models is not None:
            link_model(self._models, data / "models")
        return data
