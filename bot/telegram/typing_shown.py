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
# Not shown anew within this time, which may lie between two parts of the same work; a message sent ends what is shown.
SEEN_SECONDS = 1.5
# Half of the 30 requests a second that the bot makes in all. Where more wait than that serves, each sees it less often.
MOST_A_SECOND = 15


_Place = tuple[int, int | None]  # chat and topic


@dataclass(eq=False)
class _Waiting:
    target: Target
    due: float  # by the event loop's clock
    times: int = 0  # how often it is to be shown there at once: for several questions, or by several parts of one


class Typing:
    """Shows it while anybody waits."""

    def __init__(self, delivery: Delivery) -> None:
        self._delivery = delivery
        self._waiting: dict[_Place, _Waiting] = {}
        self._seen: dict[_Place, float] = {}  # until when what was shown last is seen
        self._more = asyncio.Event()
        self._showing: asyncio.Task[None] | None = None
        self._requests: set[asyncio.Task[None]] = set()

    @contextmanager
    def shown(self, target: Target) -> Iterator[None]:
        """Show it there from now on, in a group a little later, until what is within has ended."""
        now = asyncio.get_running_loop().time()
        due = now if target.chat_id > 0 else now + DELAY_GROUP_SECONDS
        place = target.chat_id, target.thread_id
        one = self._waiting.setdefault(place, _Waiting(target, max(due, self._seen.get(place, due))))
        one.times += 1
        self._more.set()
        if self._showing is None or self._showing.done():
            self._showing = asyncio.create_task(self._show())
        try:
            yield
        finally:
            one.times -= 1
            if not one.times:
                del self._waiting[place]

    async def _show(self) -> None:
        clock = asyncio.get_running_loop().time
        while self._waiting:
            self._more.clear()
            longest = min(self._waiting.values(), key=lambda one: one.due)
            if (pause := longest.due - clock()) > 0:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._more.wait(), pause)
                continue
            self._seen = {place: until for place, until in self._seen.items() if until > clock()}
            self._seen[longest.target.chat_id, longest.target.thread_id] = clock() + SEEN_SECONDS
            longest.due = clock() + EVERY_SECONDS
            # Never cut off: a request that is cut off in the middle costs its connection.
            request = asyncio.create_task(self._delivery.typing(longest.target))
            self._requests.add(request)
            request.add_done_callback(self._requests.discard)
            await asyncio.sleep(1 / MOST_A_SECOND)
