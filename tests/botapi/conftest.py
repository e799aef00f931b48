"""A fresh server for every test, and python-telegram-bot's own client to speak to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from telegram import Bot

from . import BotApiServer


@pytest.fixture
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as running:
        yield running


@pytest_asyncio.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    async with Bot(server.token, base_url=server.base_url, base_file_url=server.base_file_url) as client:
        yield client


class Raw:
    """Calls methods as any HTTP client may, and returns the whole answer."""

    def __init__(self, server: BotApiServer) -> None:
        self.server = server
        self.client = httpx.Client(timeout=20)

    def __call__(self, method: str, **parameters: Any) -> dict[str, Any]:
        answer = self.client.post(f"{self.server.base_url}{self.server.token}/{method}", json=parameters)
        body: dict[str, Any] = answer.json()
        assert answer.status_code == (200 if body["ok"] else body["error_code"])
        return body

    def refusal(self, method: str, **parameters: Any) -> str:
        body = self(method, **parameters)
        assert body["ok"] is False, body
        return str(body["description"])


@pytest.fixture
def call(server: BotApiServer) -> Iterator[Raw]:
    raw = Raw(server)
    yield raw
    raw.client.close()
