"""The boundary to memory: the running bot may take no more than it has, or a little more, then as much as it likes."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.botapi import BotApiServer
from tests.faults.asked import APOLOGY, FULL, NOTICE, Crowd, assert_discreet
from tests.faults.table import Row, note
from tests.telegram.running import RunningBot

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits another process")
MIB = 1 << 20
LONGEST_SECONDS = 300.0  # its watchdog waits for a minute


@pytest.fixture(scope="module")
def bot(started: Callable[..., RunningBot]) -> RunningBot:
    return started()


@pytest.mark.slow
@pytest.mark.parametrize("more", [0, 1, 4, 16, 64])
def test_no_more_memory(server: BotApiServer, bot: RunningBot, more: int) -> None:
    crowd = Crowd(server)
    crowd.asks_well()
    asked = crowd.ask(0)
    resource.prlimit(bot.pid, resource.RLIMIT_AS, (held(bot.pid) + more * MIB, resource.RLIM_INFINITY))
    asked += crowd.ask(4)
    crowd.account(asked, seconds=15, quiet=0.1)
    if bot.is_running:
        resource.prlimit(bot.pid, resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    ends = time.monotonic() + LONGEST_SECONDS
    died = False
    while not all(map(crowd.is_answered, asked)) and time.monotonic() < ends:
        if not bot.is_running:  # as whatever looks after it does
            died = True
            bot.start()
        time.sleep(0.2)
    found = crowd.account(asked, seconds=1)
    what = f"{more} MB more than it holds, for some questions" if more else "not a byte more, for some questions"
    told = "the program ended and was started again" if died else ""
    note(Row("memory", what, dict(found.seen), found.lost, found.twice, note=told))
    assert (found.lost, found.twice) == (0, 0)
    assert set(found.seen) <= {FULL, APOLOGY, NOTICE}  # a send may fail after Telegram had it
    crowd.asks_well()
    assert_discreet(server, bot)


def held(pid: int) -> int:
    """The bytes of its address space."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[0])
    return pages * resource.getpagesize()
