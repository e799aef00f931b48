"""Floods, failures, lost answers, blocked bots and migrated groups."""

from __future__ import annotations

import httpx
import pytest
from telegram import Bot
from telegram.error import ChatMigrated, Forbidden, NetworkError, RetryAfter, TimedOut

from . import BotApiServer
from .conftest import Raw

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")  # about retry_after's type


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


async def test_calling_again_before_the_time_is_up_is_noted(server: BotApiServer, bot: Bot) -> None:
    chat = server.private_chat(server.user("Anna"))
    server.flood("sendMessage", 30)
    with pytest.raises(RetryAfter):
        await bot.send_message(chat.id, "x")
    await bot.send_message(server.private_chat(server.user("Boris")).id, "elsewhere")
    assert server.impatient() == []
    await bot.send_message(chat.id, "again")
    assert [call.parameters["text"] for call in server.impatient()] == ["again"]


async def test_a_deleted_account_cannot_be_written_to(server: BotApiServer, bot: Bot) -> None:
    anna = server.user("Anna")
    server.deactivate(anna)
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(server.private_chat(anna).id, "x")
