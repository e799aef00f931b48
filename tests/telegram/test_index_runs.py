"""How index runs of the bot end, in words: failed, busy, cancelled from another replica, or stopped with the bot."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
import pytest_asyncio

from bot.service import Service
from bot.settings import Settings
from bot.state import State
from bot.telegram import index_runs
from bot.telegram.application import Conversations, _builder
from bot.telegram.clock import ClockWatch
from bot.telegram.delivery import Target
from bot.telegram.index_runs import IndexRuns, Shown
from bot.telegram.speech import speech_in
from corpus.errors import SanctionsBotError, WriterBusyError
from index.report import IndexReport, Progress, ProgressCallback
from tests.botapi import BotApiServer

ENGLISH = speech_in("en")
PRIVATE, GROUP = Shown(Target(7), None, ENGLISH), Shown(Target(-7), None, ENGLISH)


@pytest_asyncio.fixture
async def runs(server: BotApiServer, tmp_path: Path) -> AsyncIterator[IndexRuns]:
    settings = Settings.model_validate(
        {"data": tmp_path, "telegram_token": server.token, "telegram_api_url": server.url}
    )
    app = _builder(settings, server.token, ClockWatch()).updater(None).build()
    with closing(State(tmp_path / "telegram.sqlite")) as state, closing(Service(settings)) as service:
        async with app:
            yield Conversations(app, service, settings, state).index_runs


def failing(error: Exception):  # type: ignore[no-untyped-def]
    def work(progress: ProgressCallback) -> IndexReport:
        raise error

    return work


def endless(progress: ProgressCallback) -> IndexReport:
    for n in range(10_000):
        progress(Progress("reading", n, 10_000))
        time.sleep(0.01)
    raise AssertionError("nobody ended it")


async def test_why_a_run_failed_is_for_an_editor_in_private_and_never_a_programs_own_error(runs: IndexRuns) -> None:
    full = failing(SanctionsBotError("/srv/library.sqlite: the disk is full"))
    ran = await runs.carry_out(full, PRIVATE)
    assert (ran.report, ran.result) == (None, "failed: SanctionsBotError")
    assert ran.words.startswith("The re-index failed; I go on answering from the index as it was.")
    assert ran.words.endswith("/srv/library.sqlite: the disk is full")
    assert "/srv" not in (await runs.carry_out(full, GROUP)).words
    assert (await runs.carry_out(full, None)).words == "/srv/library.sqlite: the disk is full"
    crashed = await runs.carry_out(failing(RuntimeError("row 5 of a secret table")), PRIVATE)
    assert crashed.result == "failed: RuntimeError"
    assert "secret" not in crashed.words
    assert not runs.busy


async def test_a_run_that_finds_another_one_at_work_says_so(runs: IndexRuns) -> None:
    ran = await runs.carry_out(failing(WriterBusyError("another run goes on")), PRIVATE)
    assert ran.busy
    assert "please try again in a few minutes" in ran.words.casefold()


async def test_a_run_shows_how_far_it_is_and_is_cancelled_from_another_replica(
    runs: IndexRuns, server: BotApiServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_runs, "EDIT_EVERY_SECONDS", 0.1)
    anna = server.user("Anna")
    server.write(anna, "/start")
    chat = server.private_chat(anna)
    (message_id,) = await runs._hearing.delivery.send(Target(chat.id), [index_runs.plain("Re-indexing …")[0]])
    message = chat.messages[message_id]
    run = asyncio.create_task(runs.carry_out(endless, Shown(Target(chat.id), message_id, ENGLISH)))
    while "■ Cancel" not in message.button_texts:
        await asyncio.sleep(0.05)
        assert not run.done()
    assert "Re-indexing: reading files" in message.words
    with closing(State(tmp_path / "telegram.sqlite")) as other:
        assert other.index_runs.cancel(message.buttons[0]["callback_data"].removeprefix("rc:"))
    ran = await run
    assert ran.result == "cancelled"
    assert not ran.busy
    assert not ran.stopped


async def test_a_run_ends_at_its_next_step_when_the_bot_is_stopped(runs: IndexRuns) -> None:
    begun = threading.Event()

    def work(progress: ProgressCallback) -> IndexReport:
        begun.set()
        return endless(progress)

    run = asyncio.create_task(runs.carry_out(work, PRIVATE))
    assert await asyncio.to_thread(begun.wait, 60)
    runs.stop()
    ran = await run
    assert ran.stopped
    assert "shut down" in ran.words
