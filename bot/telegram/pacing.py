"""Pacing: Telegram's limits kept before it has to say so, and obeyed when it does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from telegram.ext import AIORateLimiter

# Telegram asks for no more than about one message a second in one chat; 20 a minute in a group and 30 a second
# in all are the library's own defaults. A tenth more, because requests do not all travel equally fast.
CHAT_SECONDS = 1.1
FLOOD_RETRIES = 3  # each waits as long as Telegram said
CHATS_REMEMBERED = 1000
_PACED = frozenset({"sendMessage", "editMessageText"})


class ChatPace(AIORateLimiter):
    """AIORateLimiter that also spaces the messages of one chat.

    Without it a burst in one chat earns a 429, for which the library then holds up every other chat as well.
    """

    def __init__(self) -> None:
        super().__init__(max_retries=FLOOD_RETRIES)
        self._next: dict[object, float] = {}

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """Carry out the request when its turn has come."""
        if endpoint in _PACED and data.get("chat_id") is not None:
            await asyncio.sleep(self._wait_seconds(data["chat_id"], asyncio.get_running_loop().time()))
        return await super().process_request(callback, args, kwargs, endpoint, data, rate_limit_args)

    def _wait_seconds(self, chat: object, now: float) -> float:
        """Take the chat's next turn and return how far off it is."""
        if len(self._next) > CHATS_REMEMBERED:
            self._next = {key: at for key, at in self._next.items() if at > now}
        turn = max(now, self._next.get(chat, now))
        self._next[chat] = turn + CHAT_SECONDS
        return turn - now
