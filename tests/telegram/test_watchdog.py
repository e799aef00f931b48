"""The watchdog ends what stands still, and nothing once it was told to stop."""

from __future__ import annotations

import asyncio
import threading

from bot.telegram.watchdog import Watchdog


async def test_a_loop_that_stands_still_is_ended() -> None:
    ended = threading.Event()
    watching = asyncio.create_task(Watchdog(ended.set, looks=3, every_seconds=0.05).run())
    await asyncio.sleep(0)
    asyncio.get_running_loop().call_soon(ended.wait, 30)  # the loop stands still in there
    await asyncio.sleep(0)
    assert ended.is_set()
    watching.cancel()


async def test_a_watchdog_that_is_told_to_stop_ends_nothing() -> None:
    ended = threading.Event()
    watchdog = Watchdog(ended.set, looks=1, every_seconds=30)
    watching = asyncio.create_task(watchdog.run())
    await asyncio.sleep(0)
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    watchdog._thread.join(20)
    assert not watchdog._thread.is_alive()
    assert not ended.is_set()
