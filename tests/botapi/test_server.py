"""The protocol: how parameters travel, how updates are fetched, and what happens when things break."""

from __future__ import annotations

import asyncio
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import httpx
import pytest
from telegram import Bot, Update
from telegram.error import ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from . import BotApiServer
from .conftest import Raw


@pytest.mark.parametrize("way", ["query", "urlencoded", "json", "multipart"])
def test_parameters_may_travel_in_any_of_the_four_ways(server: BotApiServer, way: str) -> None:
    anna = server.user("Anna")
    chat = server.private_chat(anna)
    keyboard = {"inline_keyboard": [[{"text": "Sources", "callback_data": "s"}]]}
    fields = {"chat_id": str(chat.id), "text": "Füße & 😀", "reply_markup": json.dumps(keyboard)}
    url = f"{server.base_url}{server.token}/sendMessage"
    if way == "query":
        answer = httpx.get(url, params=fields)
    elif way == "urlencoded":
        answer = httpx.post(url, data=fields)
    elif way == "json":
        answer = httpx.post(url, json={"chat_id": chat.id, "text": fields["text"], "reply_markup": keyboard})
    else:
        answer = httpx.post(url, files={name: (None, value) for name, value in fields.items()})
    assert answer.json()["result"]["text"] == "Füße & 😀"
    assert server.last(chat).button_texts == ["Sources"]
    assert server.violations == []


def test_a_wrong_token_is_unauthorized_and_a_wrong_path_not_found(server: BotApiServer) -> None:
    wrong = httpx.get(f"{server.base_url}1:wrong/getMe")
    assert (wrong.status_code, wrong.json()["description"]) == (401, "Unauthorized")
    assert httpx.get(f"{server.url}/elsewhere").status_code == 404


async def test_the_library_takes_a_wrong_token_for_invalid(server: BotApiServer) -> None:
    with pytest.raises(InvalidToken):
        await Bot("1:wrong", base_url=server.base_url).get_me()


async def test_getme_tells_name_and_privacy(server: BotApiServer, bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.is_bot, me.username) == (True, "SanctionsTestBot")
    assert me.can_read_all_group_messages is False
    server.bot.privacy = False
    assert (await bot.get_me()).can_read_all_group_messages is True


def test_an_unknown_method_is_not_found_and_noted(server: BotApiServer, call: Raw) -> None:
    assert call.refusal("sendCarrierPigeon") == "Not Found: method not found"
    assert server.violations == ["method sendCarrierPigeon is unknown to the test server"]


def test_an_unknown_parameter_is_noted_though_telegram_would_ignore_it(server: BotApiServer, call: Raw) -> None:
    assert call("getMe", verbose=True)["ok"]
    assert server.violations == ["getMe has no parameter verbose"]


def test_a_token_in_a_message_is_noted(server: BotApiServer, call: Raw) -> None:
    chat = server.private_chat(server.user("Anna"))
    call("sendMessage", chat_id=chat.id, text=f"my token is {server.token}")
    assert server.violations == ["sendMessage was sent the token"]


def test_method_names_may_be_written_in_any_case(call: Raw) -> None:
    assert call("GETME")["ok"]


# ---- updates -------------------------------------------------------------------------------------


def test_updates_stay_until_an_offset_confirms_them(server: BotApiServer, call: Raw) -> None:
    anna = server.user("Anna")
    server.write(anna, "one")
    server.write(anna, "two")
    first, second = call("getUpdates")["result"]
    assert [u["message"]["text"] for u in call("getUpdates")["result"]] == ["one", "two"]
    assert call("getUpdates", offset=first["update_id"] + 1)["result"] == [second]
    assert call("getUpdates", offset=second["update_id"] + 1)["result"] == []


def test_a_negative_offset_keeps_only_the_newest(server: BotApiServer, call: Raw) -> None:
    anna = server.user("Anna")
    for text in ("one", "two", "three"):
        server.write(anna, text)
    assert [u["message"]["text"] for u in call("getUpdates", offset=-1)["result"]] == ["three"]


def test_a_long_poll_returns_when_something_is_said(server: BotApiServer, call: Raw) -> None:
    anna = server.user("Anna")
    results: list[Any] = []
    poll = threading.Thread(target=lambda: results.extend(call("getUpdates", timeout=20)["result"]))
    poll.start()
    server.wait_until_polling()
    server.write(anna, "hello")
    poll.join(10)
    assert [u["message"]["text"] for u in results] == ["hello"]


def test_a_second_poller_ends_the_first_with_a_conflict(server: BotApiServer, call: Raw) -> None:
    answers: list[Any] = []
    poll = threading.Thread(target=lambda: answers.append(call("getUpdates", timeout=20)))
    poll.start()
    server.wait_until_polling()
    other = Raw(server)
    assert other("getUpdates")["ok"]
    poll.join(10)
    assert answers[0]["error_code"] == 409
    assert answers[0]["description"].startswith("Conflict: terminated by other getUpdates request; make sure")
    assert server.cloud.updates.conflicts == 1


async def test_the_library_sees_the_conflict(server: BotApiServer, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.to_thread(server.wait_until_polling)
    async with Bot(server.token, base_url=server.base_url) as second:
        await second.get_updates()
    with pytest.raises(Conflict):
        await poll


def test_allowed_updates_are_remembered_until_said_otherwise(server: BotApiServer, call: Raw) -> None:
    anna = server.user("Anna")
    call("getUpdates", allowed_updates=["callback_query"])
    call("getUpdates")
    assert server.write(anna, "unheard").delivered is False
    call("getUpdates", allowed_updates=[])
    assert server.write(anna, "heard").delivered is True


def test_reactions_are_told_only_when_asked_for_by_name(server: BotApiServer, call: Raw) -> None:
    anna = server.user("Anna")
    message = server.write(anna, "hello")
    assert server.react(anna, message, "👍") is False
    call("getUpdates", allowed_updates=["message", "message_reaction"])
    assert server.react(anna, message, "👎") is True


def test_an_update_can_be_delivered_twice_and_one_can_be_poison(server: BotApiServer, call: Raw) -> None:
    server.write(server.user("Anna"), "once")
    server.deliver_again()
    server.poison()
    first, again, poison = call("getUpdates")["result"]
    assert first == again
    with pytest.raises((TypeError, ValueError, KeyError)):
        Update.de_json(poison, None)


# ---- webhooks ------------------------------------------------------------------------------------


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


# ---- what goes wrong -----------------------------------------------------------------------------


async def test_floods_failures_hangs_and_cut_connections_reach_the_library(server: BotApiServer, bot: Bot) -> None:
    chat = server.private_chat(server.user("Anna"))
    server.flood("sendMessage", 3)
    with pytest.raises(RetryAfter) as flood:
        await bot.send_message(chat.id, "x")
    assert flood.value._retry_after.total_seconds() == 3
    server.fail("sendMessage", 502, "Bad Gateway")
    with pytest.raises(NetworkError):
        await bot.send_message(chat.id, "x")
    server.garble("sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(chat.id, "x")
    server.hang("sendMessage", 5)
    with pytest.raises(TimedOut):
        await bot.send_message(chat.id, "x", read_timeout=0.2)
    server.drop("sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(chat.id, "x")
    await bot.send_message(chat.id, "at last")
    assert "at last" in [m.text for m in server.sent(chat)]


async def test_an_answer_can_be_lost_after_the_call_was_carried_out(server: BotApiServer, bot: Bot) -> None:
    chat = server.private_chat(server.user("Anna"))
    server.drop("sendMessage", after=True)
    with pytest.raises(NetworkError):
        await bot.send_message(chat.id, "said, but the bot cannot know")
    assert server.last(chat).text == "said, but the bot cannot know"


def test_faults_can_be_aimed_at_one_chat(server: BotApiServer, call: Raw) -> None:
    anna, boris = server.user("Anna"), server.user("Boris")
    a, b = server.private_chat(anna), server.private_chat(boris)
    server.fail("sendMessage", 500, "Internal Server Error", when=lambda p: p["chat_id"] == a.id)
    assert call("sendMessage", chat_id=b.id, text="x")["ok"]
    assert call("sendMessage", chat_id=a.id, text="x")["error_code"] == 500


async def test_a_blocked_bot_and_a_migrated_group_are_told_as_telegram_tells_them(
    server: BotApiServer, bot: Bot
) -> None:
    anna = server.user("Anna")
    chat, group = server.private_chat(anna), server.group("Desk", anna, basic=True)
    server.block(anna)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(chat.id, "x")
    new = server.migrate(group)
    with pytest.raises(ChatMigrated) as migrated:
        await bot.send_message(group.id, "x")
    assert migrated.value.new_chat_id == new.id
    kinds = [next(iter(set(u) - {"update_id"})) for u in server.cloud.updates.sent]
    assert kinds == ["my_chat_member", "message", "message"]
    assert server.cloud.updates.sent[1]["message"]["migrate_to_chat_id"] == new.id
    assert server.cloud.updates.sent[2]["message"]["migrate_from_chat_id"] == group.id


def test_a_group_takes_twenty_messages_a_minute_once_limits_are_on(server: BotApiServer, call: Raw) -> None:
    group = server.group("Desk", server.user("Anna"))
    server.enforce_limits()
    server.cloud.limits.chat_burst = 100
    answers = [call("sendMessage", chat_id=group.id, text=str(n)) for n in range(21)]
    assert [a["ok"] for a in answers] == [True] * 20 + [False]
    assert answers[-1]["error_code"] == 429
    assert 1 <= answers[-1]["parameters"]["retry_after"] <= 60


def test_the_server_can_go_down_and_come_back_at_the_same_address(server: BotApiServer, call: Raw) -> None:
    server.stop()
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{server.base_url}{server.token}/getMe")
    server.start()
    assert call("getMe")["ok"]
