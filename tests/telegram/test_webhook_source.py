"""The webhook by itself: what Telegram is told until the bot is ready, and what happens when updates go elsewhere."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import httpx
import pytest
import structlog
from pydantic import SecretStr
from telegram.ext import ApplicationBuilder

from bot.settings import Settings
from bot.state import State
from bot.telegram import webhook
from bot.telegram.health import Heartbeat
from bot.telegram.inbox import App, Inbox
from bot.telegram.webhook import SECRET_HEADER, Webhook, WebhookError
from corpus.errors import SettingsError
from tests.botapi import BotApiServer
from tests.servers import free_port
from tests.telegram.messages import ANNA, PRIVATE

SECRET = "made-up-by-the-operator"
UPDATE = {
    "update_id": 5, "message": {"message_id": 1, "date": 1, "chat": PRIVATE, "from": ANNA, "text": "Why?"}
}  # fmt: skip


@asynccontextmanager
async def application(server: BotApiServer) -> AsyncIterator[App]:
    app = ApplicationBuilder().token(server.token).base_url(f"{server.url}/bot").updater(None).build()
    async with app:
        yield app


def settings_of(server: BotApiServer, data: Path, **others: object) -> Settings:
    port = free_port()
    given = {
        "webhook_url": f"http://127.0.0.1:{port}/hook", "webhook_port": port, "webhook_secret": SecretStr(SECRET),
        "telegram_token": SecretStr(server.token), "telegram_api_url": server.url, "data": data,
    }  # fmt: skip
    return Settings.model_validate(given | others)


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with closing(State(tmp_path / "telegram.sqlite")) as opened:
        yield opened


def source(settings: Settings, state: State) -> Webhook:
    async def ready() -> bool:
        await asyncio.to_thread(state.updates.waiting)
        return True

    return Webhook(settings, Inbox(state.updates, alone=True), Heartbeat(settings), ["message"], ready)


async def test_what_comes_before_the_bot_is_ready_or_cannot_be_stored_is_to_come_again(
    server: BotApiServer, state: State, tmp_path: Path
) -> None:
    settings = settings_of(server, tmp_path)
    hook = source(settings, state)
    address = f"http://127.0.0.1:{settings.webhook_port}"
    async with application(server) as app, httpx.AsyncClient(base_url=address) as web:
        await hook.start(app)
        told = server.cloud.updates.webhook
        assert told is not None
        assert told.secret_token == SECRET
        secret = {SECRET_HEADER: SECRET}
        assert (await web.post("/hook", json=UPDATE, headers=secret)).status_code == 503
        assert (await web.get("/readyz")).status_code == 503
        assert state.updates.waiting() == 0
        hook.started()
        assert (await web.get("/readyz")).status_code == 200
        assert (await web.post("/hook", json=UPDATE, headers=secret)).status_code == 200
        assert state.updates.waiting() == 1
        asked = {"id": "1", "from": ANNA, "query": "Why?", "offset": ""}
        assert (
            await web.post("/hook", json={"update_id": 6, "inline_query": asked}, headers=secret)
        ).status_code == 200
        passed_on = app.update_queue.get_nowait()
        assert passed_on.inline_query.query == "Why?"  # worth nothing later, so not stored
        assert state.updates.waiting() == 1
        with closing(sqlite3.connect(tmp_path / "telegram.sqlite")) as damaged:
            damaged.execute("DROP TABLE updates")
        assert (await web.post("/hook", json=UPDATE | {"update_id": 7}, headers=secret)).status_code == 503
        assert (await web.get("/readyz")).status_code == 503
        assert (await web.get("/healthz")).status_code == 200  # a restart would mend nothing
        with pytest.raises(WebhookError, match="SANCTIONS_BOT_WEBHOOK_PORT"):
            await source(settings, state).start(app)
        await hook.stop(app)


async def test_a_bot_whose_updates_go_elsewhere_says_so_and_ends_and_unreachable_is_only_logged(
    server: BotApiServer, state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "ASK_TELEGRAM_EVERY_SECONDS", 0.0)
    hook = source(settings_of(server, tmp_path), state)
    async with application(server) as app:
        await hook.start(app)
        with structlog.testing.capture_logs() as logs:
            await hook.watch(app)
            assert not hook.failed.is_set()
            server.fail("getWebhookInfo")
            await hook.watch(app)
            assert not hook.failed.is_set()
            assert [log["event"] for log in logs if log["log_level"] != "info"] == ["telegram.webhook_not_known"]
            await app.bot.set_webhook("http://127.0.0.1:9/elsewhere")
            await hook.watch(app)
        assert hook.failed.is_set()
        assert "another process has taken this bot's updates" in str(hook.error)
        await hook.stop(app)


def test_without_an_address_it_says_which_setting_is_missing(
    server: BotApiServer, state: State, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError, match="SANCTIONS_BOT_WEBHOOK_URL"):
        source(settings_of(server, tmp_path, webhook_url=None), state)
