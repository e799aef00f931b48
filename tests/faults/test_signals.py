"""The boundary to whoever runs the program: it is told to stop, killed and held while many are asking."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable

import pytest

from tests.botapi import BotApiServer
from tests.faults.asked import FULL, Crowd, assert_discreet
from tests.faults.table import Row, note
from tests.telegram.running import RunningBot

ASKING = 24
SECONDS = 150  # for all of them, two starts included, on a machine that may be busy
KILLS, SEED = 4, 20260101


@pytest.fixture(scope="module")
def bot(started: Callable[..., RunningBot]) -> RunningBot:
    return started(answer_seconds=60)


def account(server: BotApiServer, bot: RunningBot, crowd: Crowd, asked: list, what: str) -> None:  # type: ignore[type-arg]
    found = crowd.account(asked, seconds=SECONDS)
    note(Row("signals", what, dict(found.seen), found.lost, found.twice))
    assert (found.lost, found.twice) == (0, 0)
    assert found.seen == {FULL: len(asked)}
    assert_discreet(server, bot)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_under_load_and_started_again(
    server: BotApiServer, bot: RunningBot, number: signal.Signals
) -> None:
    crowd = Crowd(server)
    asked = crowd.ask(ASKING)
    time.sleep(0.5)  # some are being answered
    os.kill(bot.pid, number)
    assert bot.wait(60) == 0
    asked += crowd.ask(4)  # while nobody is there
    bot.start()
    account(server, bot, crowd, asked, f"{number.name} while {ASKING} ask, then started again")


@pytest.mark.slow
def test_killed_under_load_and_started_again(server: BotApiServer, bot: RunningBot) -> None:
    """Between Telegram's taking an answer and its being noted nothing can be done: that is counted, not forbidden."""
    chance = random.Random(SEED)
    crowd = Crowd(server)
    for _ in range(KILLS):
        asked = crowd.ask(ASKING)
        time.sleep(chance.uniform(0.05, 2.0))
        bot.kill()
        bot.start()
        found = crowd.account(asked, seconds=SECONDS)
        what = f"SIGKILL at a random moment while {ASKING} ask, then started again"
        note(Row("signals", what, dict(found.seen), found.lost, found.twice))
        assert found.lost == 0
        assert found.twice <= 1
        assert set(found.seen) == {FULL}
    crowd.asks_well()
    assert_discreet(server, bot)


@pytest.mark.slow
def test_held_for_a_while(server: BotApiServer, bot: RunningBot) -> None:
    crowd = Crowd(server)
    asked = crowd.ask(8)
    time.sleep(0.3)
    os.kill(bot.pid, signal.SIGSTOP)
    try:
        time.sleep(8)
    finally:
        os.kill(bot.pid, signal.SIGCONT)
    account(server, bot, crowd, asked, "SIGSTOP for 8 s while 8 ask, then SIGCONT")
