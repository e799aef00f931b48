"""Polling, order, heartbeat and menus without a network."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path
from typing import Any

import pytest
from telegram import Update
from telegram.error import TelegramError

from bot.settings import Settings
from bot.telegram.health import SILENT_SECONDS, Heartbeat, alive
from bot.telegram.menu import COMMANDS, Menu, entries
from bot.telegram.order import ChatOrder
from bot.telegram.polling import CONFLICTS_BEFORE_EXIT, PollingWatch
from bot.telegram.requests import WatchedRequest
from bot.telegram.speech import DEFAULT, speech_in
from tests.telegram.messages import ANNA, GROUP, PRIVATE


def settings(data: Path) -> Settings:
    return Settings(data=data, _env_file=None)


def update(number: int, chat: dict[str, Any] = GROUP) -> Update:
    message = {"message_id": number, "date": 1, "chat": chat, "from": ANNA, "text": "x"}
    read = Update.de_json({"update_id": number, "message": message}, None)
    assert read is not None
    return read


def test_an_answer_that_is_not_json_is_an_error_without_its_text() -> None:
    with pytest.raises(TelegramError) as error:
        WatchedRequest.parse_json_payload(b"<html>secret words</html>")
    assert "secret" not in str(error.value)


async def test_conflicts_in_a_row_end_the_polling_and_one_success_forgives_them(tmp_path: Path) -> None:
    watch = PollingWatch(Heartbeat(settings(tmp_path)))
    for _ in range(CONFLICTS_BEFORE_EXIT - 1):
        watch.refused(409)
    watch.answered()
    assert not watch.failed.is_set()
    for _ in range(CONFLICTS_BEFORE_EXIT):
        watch.refused(409)
    assert watch.failed.is_set()
    assert "another process" in str(watch.error)


async def test_a_token_that_stops_being_known_ends_the_polling(tmp_path: Path) -> None:
    watch = PollingWatch(Heartbeat(settings(tmp_path)))
    watch.refused(502)
    assert not watch.failed.is_set()
    watch.refused(401)
    assert "SANCTIONS_BOT_TELEGRAM_TOKEN" in str(watch.error)


async def test_silence_is_noticed_after_three_polls(tmp_path: Path) -> None:
    now = 100.0
    watch = PollingWatch(Heartbeat(settings(tmp_path)), clock=lambda: now)
    now += SILENT_SECONDS
    assert watch.silent_seconds() is None
    now += 1
    assert watch.silent_seconds() == SILENT_SECONDS + 1
    watch.answered()
    assert watch.silent_seconds() is None


def test_the_heartbeat_tells_other_processes_whether_the_bot_lives(tmp_path: Path) -> None:
    here = settings(tmp_path)
    assert alive(here)[0] is False
    heart = Heartbeat(here)
    heart.beat()
    assert alive(here)[0] is True
    old = time.time() - SILENT_SECONDS - 5
    os.utime(next(tmp_path.iterdir()), (old, old))
    lives, words = alive(here)
    assert not lives
    assert "not heard from Telegram" in words
    heart.beat()
    heart.stop()
    assert alive(here)[0] is False


async def test_updates_of_one_chat_are_worked_on_in_order_and_chats_side_by_side() -> None:
    order = ChatOrder()
    done: list[tuple[str, int]] = []
    other_is_done = asyncio.Event()

    async def in_group(number: int) -> None:
        if number == 1:
            await other_is_done.wait()  # would never end if chats waited for each other
        done.append(("group", number))

    async def in_private() -> None:
        done.append(("private", 9))
        other_is_done.set()

    async with order:
        work = [order.process_update(update(n), in_group(n)) for n in (1, 2, 3)]
        await asyncio.gather(*work, order.process_update(update(9, PRIVATE), in_private()))
    assert done == [("private", 9), ("group", 1), ("group", 2), ("group", 3)]
    assert order.chats_in_hand == 0


async def test_a_failed_update_does_not_keep_its_chat_locked() -> None:
    order = ChatOrder()

    async def fail() -> None:
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011
        await order.process_update(update(1), fail())
    assert order.chats_in_hand == 0


def test_the_admins_commands_are_in_their_menu_alone() -> None:
    speech = speech_in(DEFAULT)
    others = entries(Menu.PRIVATE, speech) + entries(Menu.GROUPS, speech)
    assert "reindex" in [entry.command for entry in entries(Menu.EDITORS, speech)]
    assert "reindex" not in [entry.command for entry in others]
    assert "grant" in [entry.command for entry in entries(Menu.OWNERS, speech)]
    assert "grant" not in [entry.command for entry in entries(Menu.EDITORS, speech)]
    assert len({command.name for command in COMMANDS}) == len(COMMANDS)
