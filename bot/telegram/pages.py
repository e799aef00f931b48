"""Pages: an answer too long for one message is read in that message page by page."""

from __future__ import annotations

import re

from telegram import Update
from telegram.ext import ContextTypes

from bot.state import Offer
from bot.telegram.hearing import Hearing
from bot.telegram.memory import remembered
from bot.telegram.under_answer import Choosing, may_steer, shown

# "p" for page, the stored answer, the page to show, counted from 0.
PAGE_DATA = re.compile(r"^p:(?P<given>[\w-]{1,32}):(?P<page>\d{1,4})$")


class Pages:
    """Handles ◀ and ▶. In a group the asker turns the pages: all see the same one."""

    def __init__(self, hearing: Hearing, choosing: Choosing) -> None:
        self._hearing = hearing
        self._choosing = choosing

    async def turned(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Show the page."""
        query = update.callback_query
        assert query is not None
        match = PAGE_DATA.match(query.data or "")
        assert match is not None
        pressed = await self._hearing.pressed(query, match["given"])
        if pressed is None:
            return
        if not may_steer(pressed):
            await self._hearing.delivery.answer(query, pressed.speech.say("under-only-asker"), alert=True)
            return
        await self._hearing.delivery.answer(query)
        offers = self._hearing.state.offers
        await remembered(offers.turn_to, pressed.given.id, int(match["page"]))
        offer = await remembered(offers.of, pressed.given.id) or Offer(int(match["page"]))
        self._choosing.set(pressed.given.id, None)
        piece, keyboard = shown(pressed.given, pressed.answer, pressed.speech, offer)
        await self._hearing.delivery.edit(pressed.given.chat_id, pressed.message_id, piece, keyboard)
