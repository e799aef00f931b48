"""The bot called by Telegram: who may call, what is acknowledged, and that nothing acknowledged is lost."""

from __future__ import annotations

import itertools
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.telegram.webhook import BODY_BYTES, SECRET_HEADER
from tests.botapi import BotApiServer, Message
from tests.servers import PostgreSQL, free_port
from tests.telegram.running import ANSWER_SECONDS, RunningBot, command, environment

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
    return server, stack.enter_context(RunningBot(server, work / "data", work, **hook, **settings))


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


class RoundRobin(ThreadingHTTPServer):
    """What stands before replicas: each call goes to the next one, to another where that one is down."""

    def __init__(self, ports: list[int]) -> None:
        backends = itertools.cycle(ports)

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {name: self.headers[name] for name in ("Content-Type", SECRET_HEADER)}
                status = 502
                for port in itertools.islice(backends, len(ports)):
                    try:
                        status = httpx.post(address(port), content=body, headers=headers, timeout=10).status_code
                        break
                    except httpx.HTTPError:
                        continue
                self.send_response(status)
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()


@pytest.mark.slow
def test_two_replicas_answer_each_question_once_and_one_takes_over_from_the_other(
    stack: ExitStack, indexed: Path, tmp_path: Path, postgresql_server: PostgreSQL
) -> None:
    server = stack.enter_context(BotApiServer())
    ports = [free_port(), free_port()]
    proxy = stack.enter_context(RoundRobin(ports))
    database = postgresql_server.new_database().get_secret_value()
    shutil.copytree(indexed / "models", tmp_path / "data" / "models")
    subprocess.run(
        command(tmp_path / "data", "index", "sample"), env=environment(database_url=database), cwd=tmp_path, check=True,
        capture_output=True, timeout=600,
    )  # fmt: skip
    replicas = []
    for port in ports:
        work = tmp_path / str(port)
        shutil.copytree(tmp_path / "data", work / "data")
        hook = {"webhook_url": address(proxy.server_address[1]), "webhook_port": port, "database_url": database}
        replicas.append(stack.enter_context(RunningBot(server, work / "data", work, **hook)))
    people = [server.user(f"P{number}") for number in range(8)]
    asked: dict[int, list[Message]] = {person.id: [] for person in people}
    for question in (WHY, ROSSIYA, "When was that?"):
        for person in people:
            asked[person.id].append(server.write(person, question))
    server.wait_for(lambda: sum(len(server.sent(server.private_chat(p))) for p in people) >= 6, 180, "some answers")
    server.wait_until_confirmed(120)
    replicas[0].kill()
    for person in people:
        chat = server.private_chat(person)
        server.wait_for(lambda chat=chat: len(server.sent(chat)) >= 3, 180, "all answers")
        assert [message.reply_to for message in server.sent(chat)] == asked[person.id]
    assert all("telegram.answered" in replica.log for replica in replicas)
    assert not server.violations
