"""Order: one update after the other within a chat, chats side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.telegram.references import referenced

# Updates that wait for their chat's turn count here too, so this is memory's limit and not the work's.
UPDATES_IN_HAND = 1024


@dataclass
class _Turn:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0


class ChatOrder(BaseUpdateProcessor):
    """A lock for each chat that has updates in hand, gone as soon as it has none.

    Button presses are apart from their chat's messages: who presses is not made to wait for an answer being written.
    """

    def __init__(self) -> None:
        super().__init__(UPDATES_IN_HAND)
        self._turns: dict[str, _Turn] = {}

    @property
    def chats_in_hand(self) -> int:
        """How many locks exist."""
        return len(self._turns)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Await `coroutine` when its turn has come; all that is logged meanwhile bears one reference."""
        with referenced():
            await self._in_turn(update, coroutine)

    async def _in_turn(self, update: object, coroutine: Awaitable[Any]) -> None:
        key = turn_of(update) if isinstance(update, Update) else None
        if key is None:
            await coroutine
            return
        turn = self._turns.setdefault(key, _Turn())
        turn.users += 1
        try:
            async with turn.lock:
                await coroutine
        finally:
            turn.users -= 1
            if turn.users == 0:
                del self._turns[key]

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to let go of."""


def turn_of(update: Update) -> str | None:
    """Updates with the same turn are handled one after the other; None for one that nothing need wait for."""
    if update.callback_query is not None:
        return f"button {update.callback_query.from_user.id}"
    chat = update.effective_chat
    return str(chat.id) if chat is not None else None
