"""The boundary to the clock: it jumps a day, a year, ten years, ahead and back, while the bot works."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from email.utils import formatdate
from pathlib import Path

import httpx
import pytest

from bot.state import State
from bot.state.updates import LEASE_SECONDS, Delivered
from bot.telegram.clock import ClockWatch
from corpus.polling import _is_due
from tests.botapi import BotApiServer
from tests.clock import Clock
from tests.faults.asked import FULL, Crowd, assert_discreet
from tests.faults.table import Row, note
from tests.telegram.running import RunningBot

HOUR, DAY = 3600, 86_400
YEAR = 365 * DAY
JUMPS = {
    "an hour ahead": HOUR, "an hour back": -HOUR, "a day ahead": DAY, "a day back": -DAY, "a year ahead": YEAR,
    "a year back": -YEAR, "ten years ahead": 10 * YEAR, "to 1970": -50 * YEAR,
}  # fmt: skip


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def state(tmp_path: Path, clock: Clock) -> Iterator[State]:
    kept = State(tmp_path / "state.sqlite", now=clock)
    yield kept
    kept.close()


def test_a_limit_reached_while_the_clock_was_ahead_is_over_when_it_is_set_back(state: State, clock: Clock) -> None:
    clock.now += YEAR
    assert [state.windows.count("anna", 60) for _ in range(3)] == [1, 2, 3]
    clock.now -= YEAR
    assert [state.windows.count("anna", 60) for _ in range(2)] == [1, 2]


def test_what_another_counted_a_moment_later_still_counts(state: State, clock: Clock) -> None:
    assert state.windows.count("ben", 60) == 1
    clock.now -= 1  # of two threads, the one that read its clock first may count last
    assert state.windows.count("ben", 60) == 2


def test_an_update_claimed_while_the_clock_was_ahead_is_free_again_when_it_is_set_back(
    state: State, clock: Clock
) -> None:
    state.updates.add([Delivered(1, "anna", "{}")])
    clock.now += YEAR
    assert state.updates.claim("dead", 1).fresh
    clock.now -= YEAR
    assert [one.update_id for one in state.updates.claim("alive", 1).fresh] == [1]
    clock.now += 5  # replicas' clocks may differ by as much
    assert not state.updates.claim("another", 1).fresh
    clock.now += LEASE_SECONDS
    assert state.updates.claim("another", 1).fresh


def test_a_job_planned_or_claimed_while_the_clock_was_ahead_is_done_in_time(state: State, clock: Clock) -> None:
    clock.now += YEAR
    state.jobs.plan("reindex", 0.0, HOUR)
    assert state.jobs.claim("reindex", "dead")
    clock.now -= YEAR
    assert state.jobs.claim("reindex", "alive")
    clock.now += YEAR
    state.jobs.done("reindex", "alive", HOUR)
    clock.now -= YEAR
    assert state.jobs.plan("reindex", float("inf"), HOUR) <= clock.now + HOUR


def test_a_source_put_off_while_the_clock_was_ahead_is_asked_again() -> None:
    from datetime import UTC, datetime, timedelta

    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert not _is_due(now + timedelta(days=29), now)
    assert _is_due(now + timedelta(days=365), now)


async def test_a_clock_that_is_not_telegrams_deletes_nothing(clock: Clock) -> None:
    watch = ClockWatch(clock)
    answer = httpx.Response(200, headers={"Date": formatdate(clock.now)})
    await watch.heard(answer)
    assert not watch.is_wrong
    clock.now += 10 * YEAR
    await watch.heard(answer)
    assert watch.is_wrong
    clock.now -= 10 * YEAR
    await watch.heard(answer)
    for header in ("", "yesterday", "Thu, 99 Nov 9999999 00:00:00 GMT"):
        await watch.heard(httpx.Response(200, headers={"Date": header}))
    assert not watch.is_wrong


@pytest.fixture(scope="module")
def hands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A file: the bot's clock is so many seconds ahead."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("moving a clock needs a C compiler")
    folder = tmp_path_factory.mktemp("clock")
    library = folder / "clock.so"
    source = Path(__file__).with_name("clock.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    hands = folder / "ahead"
    hands.write_text("0")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LD_PRELOAD", str(library))
        patch.setenv("FAULT_CLOCK", str(hands))
        yield hands


@pytest.fixture(scope="module")
def bot(started: Callable[..., RunningBot], hands: Path) -> RunningBot:
    return started(questions_per_minute=5)


@pytest.mark.slow
@pytest.mark.parametrize("what", JUMPS)
def test_a_clock_that_jumps(server: BotApiServer, bot: RunningBot, hands: Path, what: str) -> None:
    crowd = Crowd(server)
    first = crowd.ask(2)
    assert crowd.account(first).seen == {FULL: 2}
    held = answers(bot)
    hands.write_text(str(JUMPS[what]))
    found = crowd.account(crowd.ask(3))
    hands.write_text("0")
    back = crowd.account(crowd.ask(3))
    gone = len(held - answers(bot))
    seen = found.seen + back.seen
    lost, twice = found.lost + back.lost, found.twice + back.twice
    # Retention goes by when something was asked, by the clock of that time.
    told = (
        "what is answered meanwhile is as old as that clock says, and forgotten as such" if JUMPS[what] < -DAY else ""
    )
    note(Row("clock", f"{what}, then right again", dict(seen), lost, twice, gone, told))
    assert seen == {FULL: 6}
    assert gone == 0
    assert_discreet(server, bot)


@pytest.mark.slow
def test_a_bot_that_is_started_while_the_clock_is_wrong(server: BotApiServer, bot: RunningBot, hands: Path) -> None:
    crowd = Crowd(server)
    assert crowd.account(crowd.ask(2)).seen == {FULL: 2}
    for what, seconds in (("a year back", -YEAR), ("ten years ahead", 10 * YEAR)):
        held = answers(bot)
        bot.kill()
        asked = crowd.ask(2)
        hands.write_text(str(seconds))
        bot.start()
        found = crowd.account(asked)
        hands.write_text("0")
        back = crowd.account(crowd.ask())
        gone = len(held - answers(bot))
        seen = dict(found.seen + back.seen)
        lost, twice = found.lost + back.lost, found.twice + back.twice
        note(Row("clock", f"{what} when the bot starts, then right again", seen, lost, twice, gone))
        assert seen == {FULL: 3}
        assert gone == 0


def answers(bot: RunningBot) -> set[str]:
    """The answers stored that were given by a clock that was right, as they are."""
    wanted = "SELECT id, question, answer FROM answers WHERE asked_at BETWEEN ? AND ?"
    with sqlite3.connect(bot.data / "telegram.sqlite") as database:
        return {json.dumps(row) for row in database.execute(wanted, (time.time() - DAY, time.time() + 1))}
