"""Updates delivered to the bot's own address."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from . import BotApiServer
from .conftest import Raw


class Receiver:
    """The bot's side of a webhook: keeps what arrives, answers with the next of `answers`."""

    def __init__(self, *answers: tuple[int, bytes]) -> None:
        self.received: list[tuple[str | None, dict[str, Any]]] = []
        pending = list(answers)
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                receiver.received.append((self.headers.get("X-Telegram-Bot-Api-Secret-Token"), body))
                status, content = pending.pop(0) if pending else (200, b"")
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.http = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}/hook"
        threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()


def test_a_webhook_gets_every_update_in_order_with_the_secret(server: BotApiServer, call: Raw) -> None:
    receiver = Receiver((500, b""))
    anna = server.user("Anna")
    assert call("setWebhook", url=receiver.url, secret_token="s3cret")["ok"]
    server.write(anna, "one")
    server.write(anna, "two")
    server.wait_until_confirmed()
    texts = [body["message"]["text"] for _, body in receiver.received]
    assert texts == ["one", "one", "two"]  # the first attempt was answered with 500 and repeated
    assert {secret for secret, _ in receiver.received} == {"s3cret"}
    info = call("getWebhookInfo")["result"]
    assert info["url"] == receiver.url
    assert info["last_error_message"].startswith("Wrong response from the webhook: 500")
    receiver.close()


def test_a_webhook_may_answer_with_a_call(server: BotApiServer, call: Raw) -> None:
    anna = server.user("Anna")
    chat = server.private_chat(anna)
    reply = {"method": "sendMessage", "chat_id": chat.id, "text": "by return"}
    receiver = Receiver((200, json.dumps(reply).encode()))
    call("setWebhook", url=receiver.url)
    server.write(anna, "hello")
    assert server.wait_for_message(chat).text == "by return"
    receiver.close()


def test_polling_and_webhook_exclude_each_other(call: Raw) -> None:
    call("setWebhook", url="http://127.0.0.1:9/hook")
    assert call.refusal("getUpdates").startswith("Conflict: can't use getUpdates method while webhook is active")
    call("deleteWebhook")
    assert call("getUpdates")["ok"]


def test_a_secret_with_other_characters_is_refused(call: Raw) -> None:
    refusal = call.refusal("setWebhook", url="http://127.0.0.1:9/", secret_token="a b")
    assert refusal == "Bad Request: secret token contains unallowed characters"
