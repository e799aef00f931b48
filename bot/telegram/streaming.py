"""Streaming: an answer in a private chat while a language model writes it, in the one message that it will be."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import MessageEntityType

from bot.telegram.delivery import Delivery, Target
from bot.telegram.richtext import Composer, pieces
from bot.telegram.speech import Speech
from bot.telegram.untrusted import clean_text

# An answer that is there within this time is sent as it is; after it the asker sees that one is written.
FIRST_SECONDS = 2.0


class Writing:
    """One answer being written. At most four sentences come, so its message is edited a handful of times.

    `add` may be called from any thread, `close` ends it. `stop` is set when the asker has had enough.
    """

    def __init__(
        self,
        delivery: Delivery,
        target: Target,
        speech: Speech,
        stop_data: str,
        instead: Sequence[int],
        begun: Callable[[Sequence[int]], Awaitable[object]],
    ) -> None:
        """`stop_data` is what the Stop button says; the messages `instead` are taken where there are any.

        `begun` is awaited with the message as soon as it stands: should the program end, it is known whose it is.
        """
        self.stop = threading.Event()
        self._delivery = delivery
        self._target = target
        self._speech = speech
        self._keyboard = InlineKeyboardMarkup(
            [[InlineKeyboardButton(speech.say("under-stop"), callback_data=stop_data)]]
        )
        self._loop = asyncio.get_running_loop()
        self._sentences: list[str] = []
        self._changed = asyncio.Event()
        self._closed = False
        self._sent = list(instead)
        self._begun = begun
        self._showing = asyncio.create_task(self._show())

    def add(self, sentence: str) -> None:
        """Show `sentence` after those before."""
        self._loop.call_soon_threadsafe(self._take, sentence)

    async def close(self) -> list[int]:
        """Show no more, and return the message there is, if any: the answer takes its place.

        A request under way is waited for, so that it cannot come after the answer.
        """
        self._closed = True
        self._changed.set()
        await self._showing
        return self._sent

    def _take(self, sentence: str) -> None:
        self._sentences.append(sentence)
        self._changed.set()

    async def _show(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._changed.wait(), FIRST_SECONDS)
        while not self._closed:
            self._changed.clear()
            text = Composer()
            if self._sentences:
                text.add(clean_text(" ".join(self._sentences))).add("\n\n")
            text.add(self._speech.say("under-writing"), MessageEntityType.ITALIC)
            piece = pieces(text.done())[0]
            if self._sent:
                await self._delivery.edit(self._target.chat_id, self._sent[0], piece, self._keyboard)
            else:
                self._sent = await self._delivery.send(self._target, [piece], self._keyboard)
                if not self._sent:
                    return
                await self._begun(self._sent)
            await self._changed.wait()
