"""“typing …” for all who wait for an answer, in turn, so seldom in all that the answers themselves are not held up."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from bot.telegram.delivery import Delivery, Target

EVERY_SECONDS = 4.5  # Telegram shows it for five
# In groups typing counts against the 20 requests a minute, so quick answers go without.
DELAY_GROUP_SECONDS = 1.5
# Half of the 30 requests a second that the bot makes in all. Where more wait than that serves, each sees it less often.
MOST_A_SECOND = 15


@dataclass(eq=False)
class _Waiting:
    target: Target
    due: float  # by the event loop's clock


class Typing:
    """Shows it while anybody waits."""

    def __init__(self, delivery: Delivery) -> None:
        self._delivery = delivery
        self._waiting: set[_Waiting] = set()
        self._more = asyncio.Event()
        self._showing: asyncio.Task[None] | None = None
        self._requests: set[asyncio.Task[None]] = set()

    @contextmanager
    def shown(self, target: Target) -> Iterator[None]:
        """Show it there from now on, in a group a little later, until what is within has ended."""
        pause = 0.0 if target.chat_id > 0 else DELAY_GROUP_SECONDS
        one = _Waiting(target, asyncio.get_running_loop().time() + pause)
        self._waiting.add(one)
        self._more.set()
        if self._showing is None or self._showing.done():
            self._showing = asyncio.create_task(self._show())
        try:
            yield
        finally:
            self._waiting.discard(one)

    async def _show(self) -> None:
        clock = asyncio.get_running_loop().time
        while self._waiting:
            self._more.clear()
            longest = min(self._waiting, key=lambda one: one.due)
            if (pause := longest.due - clock()) > 0:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._more.wait(), pause)
                continue
            longest.due = clock() + EVERY_SECONDS
            # Never cut off: a request that is cut off in the middle costs its connection.
            request = asyncio.create_task(self._delivery.typing(longest.target))
            self._requests.add(request)
            request.add_done_callback(self._requests.discard)
            await asyncio.sleep(1 / MOST_A_SECOND)
