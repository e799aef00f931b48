"""Pacing: Telegram's limits kept before it has to say so, and obeyed when it does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import structlog
from telegram.error import RetryAfter, TelegramError
from telegram.ext import AIORateLimiter

from bot import measures

# Telegram asks for no more than about one message a second in one chat; 20 a minute in a group and 30 a second
# in all are the library's own defaults. A tenth more, because requests do not all travel equally fast.
CHAT_SECONDS = 1.1
FLOOD_RETRIES = 3  # each waits as long as Telegram said
FLOOD_MARGIN_SECONDS = 0.1
# Who is told to wait longer than this gets no answer: it would come when nobody waits for it any more.
LONGEST_WAIT_SECONDS = 600.0
CHATS_REMEMBERED = 1000
_PACED = frozenset({"sendMessage", "editMessageText", "sendPhoto", "sendDocument"})
# Worth nothing later, so they are left out while a chat is to be left alone.
_FLEETING = frozenset({"sendChatAction", "sendMessageDraft", "setMessageReaction"})

log = structlog.get_logger()


class ChatPace(AIORateLimiter):
    """AIORateLimiter that also spaces the messages of one chat, and leaves a chat alone as long as Telegram says.

    By itself it earns a 429 for a burst in one chat and then holds up every other chat as well.
    """

    def __init__(self) -> None:
        super().__init__(max_retries=0)  # it raises RetryAfter, and the waiting is done here, for that chat alone
        self._next: dict[object, float] = {}
        self._flooded: dict[object, float] = {}  # until when a chat is to be left alone

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """Carry out the request when its turn has come. Raises RetryAfter when that is too far off."""
        try:
            return await self._paced(callback, args, kwargs, endpoint, data, rate_limit_args)
        except TelegramError as error:
            measures.count("telegram_errors", type=type(error).__name__)
            raise

    async def _paced(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        chat = data.get("chat_id")
        if chat is None:
            return await super().process_request(callback, args, kwargs, endpoint, data, rate_limit_args)
        for attempt in range(FLOOD_RETRIES + 1):
            await self._wait(chat, endpoint)
            try:
                return await super().process_request(callback, args, kwargs, endpoint, data, rate_limit_args)
            except RetryAfter as error:
                seconds = error._retry_after.total_seconds()
                measures.count("telegram_floods")
                measures.count("telegram_flood_wait_seconds", seconds)
                log.warning("telegram.flood", chat=chat, seconds=seconds, attempt=attempt + 1)
                until = asyncio.get_running_loop().time() + seconds + FLOOD_MARGIN_SECONDS
                self._flooded[chat] = max(until, self._flooded.get(chat, until))
                if attempt == FLOOD_RETRIES:
                    raise

    async def _wait(self, chat: object, endpoint: str) -> None:
        """Wait for the chat's next turn, and again where Telegram has asked for more meanwhile."""
        clock = asyncio.get_running_loop().time
        if endpoint in _PACED:
            await asyncio.sleep(self._take_turn(chat, clock()))
        while (left := self._flooded.get(chat, 0.0) - clock()) > 0:
            if endpoint in _FLEETING or left > LONGEST_WAIT_SECONDS:
                raise RetryAfter(int(left) + 1)
            await asyncio.sleep(left + (self._take_turn(chat, clock() + left) if endpoint in _PACED else 0.0))
        self._flooded.pop(chat, None)

    def _take_turn(self, chat: object, now: float) -> float:
        """Take the chat's next turn and return how far it is from `now`."""
        if len(self._next) > CHATS_REMEMBERED:
            self._next = {key: at for key, at in self._next.items() if at > now}
        turn = max(now, self._next.get(chat, now))
        self._next[chat] = turn + CHAT_SECONDS
        return turn - now
