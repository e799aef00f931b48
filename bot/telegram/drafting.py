"""A draft in a private chat: the sentences a language model has written so far, until the answer takes its place."""

from __future__ import annotations

import asyncio
import secrets

from bot.telegram.delivery import Delivery, Target

# Between two drafts: each is a request, and Telegram shows one for up to 30 seconds.
EVERY_SECONDS = 1.0


class Draft:
    """The draft of one answer. `add` may be called from any thread; `close` ends it before the answer is sent."""

    def __init__(self, delivery: Delivery, target: Target) -> None:
        self._delivery = delivery
        self._target = target
        self._loop = asyncio.get_running_loop()
        self._id = secrets.randbelow(2**31 - 1) + 1
        self._sentences: list[str] = []
        self._showing: asyncio.Task[None] | None = None
        self._closed = False

    def add(self, sentence: str) -> None:
        """Show `sentence` after those before."""
        self._loop.call_soon_threadsafe(self._take, sentence)

    async def close(self) -> None:
        """Show no more; a request under way is waited for, so that it cannot come after the answer."""
        self._closed = True
        if self._showing is not None:
            await self._showing

    def _take(self, sentence: str) -> None:
        self._sentences.append(sentence)
        if not self._closed and (self._showing is None or self._showing.done()):
            self._showing = asyncio.create_task(self._show())

    async def _show(self) -> None:
        shown = 0
        while shown < len(self._sentences) and not self._closed:
            shown = len(self._sentences)
            await self._delivery.draft(self._target, self._id, " ".join(self._sentences))
            if not self._closed:
                await asyncio.sleep(EVERY_SECONDS if shown < len(self._sentences) else 0)
