"""The protocol: how parameters travel, how updates are fetched, what a wrong call meets."""

from __future__ import annotations

import asyncio
import json
import threading
from typing import Any

import httpx
import pytest
from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken

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
