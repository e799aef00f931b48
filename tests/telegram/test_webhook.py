"""The bot called by Telegram: who may call, what is acknowledged, and that nothing acknowledged is lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.telegram.webhook import BODY_BYTES, SECRET_HEADER
from tests.botapi import BotApiServer
from tests.servers import chroma, free_port, postgresql
from tests.telegram.asking import Asking
from tests.telegram.replicas import Replicas
from tests.telegram.running import ANSWER_SECONDS, ForkedBot, RunningBot

WHY = "Why was CEIEC sanctioned?"
ROSSIYA = "When was Bank Rossiya sanctioned?"


def address(port: int) -> str:
    return f"http://127.0.0.1:{port}/telegram/hook"


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as opened:
        yield opened


def started(stack: ExitStack, indexed: Path, work: Path, port: int, **settings: Any) -> tuple[BotApiServer, RunningBot]:
    server = stack.enter_context(BotApiServer())
    shutil.copytree(indexed, work / "data")
    hook = {"webhook_url": address(port), "webhook_port": port}
    return server, stack.enter_context(ForkedBot(server, work / "data", work, **hook, **settings))


def test_telegram_alone_is_heard_and_what_is_acknowledged_is_answered_once_whatever_happens(
    stack: ExitStack, indexed: Path, tmp_path: Path
) -> None:
    port = free_port()
    server, bot = started(stack, indexed, tmp_path, port)
    anna = server.user("Anna")
    chat = server.private_chat(anna)
    webhook = server.cloud.updates.webhook
    assert webhook is not None
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
        assert client.get("/healthz").status_code == 200
        server.wait_for(lambda: client.get("/readyz").status_code == 200, ANSWER_SECONDS, "the bot to be ready")
        update = {"update_id": 1, "message": {"text": "forged"}}
        assert client.post("/telegram/hook", json=update).status_code == 403
        assert client.post("/telegram/hook", json=update, headers={SECRET_HEADER: b"\xff"}).status_code == 403
        secret = {SECRET_HEADER: webhook.secret_token}
        assert client.post("/telegram/hook", content=b"{", headers=secret).status_code == 400
        assert client.post("/telegram/hook", content=b" " * (BODY_BYTES + 1), headers=secret).status_code == 413
        assert client.post("/elsewhere", json=update, headers=secret).status_code == 404
    assert webhook.secret_token not in bot.log

    server.poison()
    server.write(anna, WHY)
    assert "[1]" in server.wait_for_message(chat, timeout=ANSWER_SECONDS).words
    server.wait_until_confirmed()
    server.deliver_again()
    server.wait_until_confirmed()
    assert server.quiet(chat, 1.0)
    assert "telegram.poison_update" in bot.log

    server.flood("sendMessage", retry_after=60)
    waiting = [server.write(anna, ROSSIYA), server.write(anna, WHY)]
    server.wait_until_confirmed()
    server.wait_for(lambda: "telegram.flood" in bot.log, ANSWER_SECONDS, "the flood")
    bot.kill()
    waiting.append(server.write(anna, ROSSIYA))  # Telegram goes on trying
    bot.start()
    server.wait_for(lambda: len(server.sent(chat)) == 4, ANSWER_SECONDS, "the answers to what was acknowledged")
    assert server.quiet(chat, 1.0)
    assert [message.reply_to for message in server.sent(chat)[1:]] == waiting
    assert bot.stop() == 0
    assert not server.violations
    assert "Traceback" not in bot.log


@pytest.mark.slow
def test_two_replicas_on_servers_answer_each_question_once_and_in_order_whatever_is_killed(
    stack: ExitStack, indexed: Path, tmp_path: Path
) -> None:
    server = stack.enter_context(BotApiServer())
    database = stack.enter_context(postgresql())
    url = database.new_database().get_secret_value()
    vectors = stack.enter_context(chroma(tmp_path / "chroma"))
    replicas = stack.enter_context(
        Replicas(server, tmp_path, url, vectors, indexed / "models", answer_seconds=60)  # the machine may be busy
    )
    asking = Asking(server, private=6, groups=1)
    asking.run(lambda: False, seconds=5)
    replicas.bots[0].kill()
    asking.run(lambda: False, seconds=3)
    replicas.bots[0].start(wait=False)
    database.kill()
    asking.run(lambda: False, seconds=3)
    database.start()
    asking.run(lambda: False, seconds=5)
    replicas.bots[1].stop()
    if not replicas.bots[0].is_running:  # it began while PostgreSQL was away, and ended with an error
        replicas.bots[0].start()
    asking.run(lambda: asking.open == 0, ask=False, seconds=180)
    asking.run(lambda: False, ask=False, seconds=2)
    assert asking.faulty() == []
    [counts] = asking.account().values()
    assert counts.faults == 0
    assert all("telegram.answered" in bot.log for bot in replicas.bots)
    assert not server.violations
