"""What Telegram delivers: stored, handled once, in the order of each chat, by one process or by several."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from telegram import Update
from telegram.ext import ApplicationBuilder, TypeHandler

from bot.state import Delivered, State, StateError
from bot.state.updates import DAY_SECONDS, LEASE_SECONDS, Claims
from bot.telegram.failures import Failures
from bot.telegram.inbox import TRIES, Inbox, PassedOverError
from bot.telegram.order import ChatOrder
from corpus.database import Place
from tests.botapi import BotApiServer
from tests.clock import Clock
from tests.telegram.messages import ANNA, GROUP


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "PostgreSQL":
        return request.getfixturevalue("postgresql_server").new_database()
    return tmp_path / "state.sqlite"


@pytest.fixture
def state(place: Place, clock: Clock) -> Iterator[State]:
    state = State(place, now=clock)
    yield state
    state.close()


def ids(claims: Claims) -> list[int]:
    return [one.update_id for one in claims.fresh]


def chat(update_id: int, turn: int = 7) -> Delivered:
    return Delivered(update_id, str(turn), f'{{"update_id": {update_id}, "secret": "words"}}')


def raw(update_id: int, **content: Any) -> dict[str, Any]:
    message = {"message_id": update_id, "date": 1, "chat": GROUP, "from": ANNA, "text": "x"}
    return {"update_id": update_id, **(content or {"message": message})}


def test_the_updates_of_a_chat_are_given_out_one_by_one_and_chats_side_by_side(state: State) -> None:
    assert state.updates.add([chat(1), chat(2), chat(3, turn=8), chat(4)]) == 4
    assert ids(state.updates.claim("a", 10)) == [1, 3]
    assert ids(state.updates.claim("a", 10)) == []
    assert ids(state.updates.claim("a", 10, [1])) == [2]
    assert ids(state.updates.claim("a", 10, [2, 3])) == [4]
    assert ids(state.updates.claim("a", 10, [4])) == []
    assert state.updates.waiting() == 0


def test_an_update_delivered_again_within_a_day_is_new_to_nobody_and_its_text_is_gone(
    state: State, place: Place, clock: Clock
) -> None:
    state.updates.add([chat(1)])
    state.updates.claim("a", 1)
    state.updates.claim("a", 0, [1])
    clock.now += DAY_SECONDS - 60
    state.prune()
    assert state.updates.add([chat(1)]) == 0
    assert ids(state.updates.claim("a", 10)) == []
    if isinstance(place, Path):
        state.close()
        assert b"words" not in b"".join(path.read_bytes() for path in place.parent.glob("state.sqlite"))
    clock.now += 120
    state.prune()
    assert state.updates.add([chat(1)]) == 1


def test_what_a_dead_process_held_is_free_after_its_lease_and_what_a_living_one_holds_is_not(
    state: State, clock: Clock
) -> None:
    state.updates.add([chat(1), chat(2, turn=8)])
    assert ids(state.updates.claim("dead", 1)) == [1]
    assert ids(state.updates.claim("living", 10)) == [2]
    clock.now += LEASE_SECONDS / 2
    assert ids(state.updates.claim("living", 10)) == []
    clock.now += LEASE_SECONDS / 2 + 1
    assert [(one.update_id, one.tries) for one in state.updates.claim("other", 10).fresh] == [(1, 2)]


def test_what_a_process_gives_back_is_free_at_once_and_was_not_tried(state: State) -> None:
    state.updates.add([chat(1)])
    state.updates.claim("a", 1)
    state.updates.release("a")
    assert [one.tries for one in state.updates.claim("b", 1).fresh] == [1]
    state.updates.release()
    assert [one.tries for one in state.updates.claim("c", 1).fresh] == [2]


def test_what_waits_in_a_group_goes_on_in_the_supergroup_it_becomes(state: State) -> None:
    state.updates.add([chat(1, turn=-5), chat(2, turn=-1005)])
    state.move_chat(-5, -1005)
    assert ids(state.updates.claim("a", 10)) == [1]


async def test_several_processes_on_one_store_handle_each_update_once_and_each_chat_in_order(place: Place) -> None:
    replicas = [State(place) for _ in range(3)]
    replicas[0].updates.add([chat(number, turn=number % 7) for number in range(1, 71)])
    handled: list[int] = []

    async def work(state: State, name: str) -> None:
        done: list[int] = []
        while True:
            claimed = await asyncio.to_thread(state.updates.claim, name, 3, done)
            done = ids(claimed)
            handled.extend(done)
            if not done and await asyncio.to_thread(state.updates.waiting) == 0:
                return

    await asyncio.gather(*(work(state, f"r{n}") for n, state in enumerate(replicas)))
    assert sorted(handled) == list(range(1, 71))
    for turn in range(7):
        mine = [number for number in handled if number % 7 == turn]
        assert mine == sorted(mine)
    for state in replicas:
        state.close()


async def test_what_cannot_be_read_is_counted_and_passed_over_and_inline_questions_are_not_kept(tmp_path: Path) -> None:
    state = State(tmp_path / "state.sqlite")
    inbox = Inbox(state.updates, alone=True)
    typed = raw(3, inline_query={"id": "1", "from": ANNA, "query": "who", "offset": ""})
    passing = await inbox.take([raw(1), raw(2, message={"message_id": "no number"}), typed, {"update_id": 4}, "?"])
    assert passing == [typed]
    assert inbox.poisoned == 1
    assert ids(state.updates.claim("a", 10)) == [1]
    with sqlite3.connect(tmp_path / "state.sqlite") as database:
        database.execute("DROP TABLE updates")
    assert [one["update_id"] for one in await inbox.take_in([raw(5), raw(2, message={"message_id": "x"})])] == [5]


@asynccontextmanager
async def at_work(inbox: Inbox, handle: Any, failures: Failures | None = None) -> AsyncIterator[None]:
    """An inbox that hands its updates to `handle`."""
    warm = asyncio.Event()
    warm.set()
    with BotApiServer() as server:
        builder = ApplicationBuilder().token(server.token).base_url(server.base_url).updater(None)
        app = builder.concurrent_updates(ChatOrder()).build()
        app.add_handler(TypeHandler(Update, handle))
        if failures is not None:
            app.add_error_handler(failures.failed)
        async with app:
            running = asyncio.create_task(inbox.run(app, warm))
            yield
            await inbox.stop(5)
            running.cancel()


async def test_an_inbox_that_found_no_memory_looks_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = State(tmp_path / "state.sqlite")
    inbox = Inbox(state.updates, alone=True)
    done = asyncio.Event()
    in_a_thread, failed = asyncio.to_thread, asyncio.Event()

    async def no_thread(function: Any, *args: Any, **kwargs: Any) -> Any:
        if function == state.updates.claim and not failed.is_set():
            failed.set()
            raise RuntimeError("can't start new thread")
        return await in_a_thread(function, *args, **kwargs)

    async def handle(_: Update, __: Any) -> None:
        done.set()

    monkeypatch.setattr(asyncio, "to_thread", no_thread)
    async with at_work(inbox, handle):
        await asyncio.wait_for(failed.wait(), 30)
        await inbox.take([raw(1)])
        await asyncio.wait_for(done.wait(), 30)
    state.close()


async def test_what_found_the_database_away_is_tried_again_and_nobody_is_told(tmp_path: Path) -> None:
    state = State(tmp_path / "state.sqlite")
    inbox = Inbox(state.updates, alone=True)
    handled: list[int] = []
    done = asyncio.Event()

    async def handle(update: Update, _: Any) -> None:
        handled.append(update.update_id)
        if update.update_id == 2:
            done.set()
        elif len(handled) == 1:
            error = StateError("the server is away")
            error.away = True
            await inbox.take([raw(2)])  # of the same chat: it waits, and has the inbox look
            raise error

    failures = Failures(None, None, None)  # type: ignore[arg-type]  # it says nothing, to nobody
    failures.put_off = inbox.put_off
    await inbox.take([raw(1)])
    async with at_work(inbox, handle, failures):
        await asyncio.wait_for(done.wait(), 30)
    assert handled == [1, 1, 2]
    assert state.updates.waiting() == 0
    state.close()


async def test_what_another_process_has_taken_over_is_ended_here(tmp_path: Path, clock: Clock) -> None:
    state = State(tmp_path / "state.sqlite", now=clock)
    inbox = Inbox(state.updates, alone=False)
    begun, ended = asyncio.Event(), asyncio.Event()

    async def handle(update: Update, _: Any) -> None:
        if update.update_id == 1:
            begun.set()
            try:
                await asyncio.sleep(60)
            finally:
                ended.set()

    await inbox.take([raw(1)])
    async with at_work(inbox, handle):
        await asyncio.wait_for(begun.wait(), 30)
        clock.now += LEASE_SECONDS + 1
        assert ids(state.updates.claim("another", 10)) == [1]
        await inbox.take([raw(2)])  # has the inbox look
        await asyncio.wait_for(ended.wait(), 30)
    assert state.updates.claim("another", 0).held == {1}
    state.close()


async def test_what_ended_the_program_three_times_is_passed_over_with_an_apology_and_the_rest_is_handled_in_order(
    tmp_path: Path,
) -> None:
    state = State(tmp_path / "state.sqlite")
    inbox = Inbox(state.updates, alone=True)
    await inbox.take([raw(1), raw(2), raw(3)])
    for _ in range(TRIES):
        state.updates.claim("a process that died", 1)
        state.updates.release()
    handled: list[int] = []
    failed: list[object] = []
    done, warm = asyncio.Event(), asyncio.Event()

    async def handle(update: Update, _: Any) -> None:
        handled.append(update.update_id)
        if len(handled) == 2:
            done.set()

    async def fail(_: object, context: Any) -> None:
        failed.append(context.error)

    with BotApiServer() as server:
        builder = ApplicationBuilder().token(server.token).base_url(server.base_url).updater(None)
        app = builder.concurrent_updates(ChatOrder()).build()
        app.add_handler(TypeHandler(Update, handle))
        app.add_error_handler(fail)
        async with app:
            running = asyncio.create_task(inbox.run(app, warm))
            warm.set()
            await asyncio.wait_for(done.wait(), 30)
            await inbox.stop(5)
            running.cancel()
    assert handled == [2, 3]
    assert [type(error) for error in failed] == [PassedOverError]
    assert state.updates.waiting() == 0
    state.close()
