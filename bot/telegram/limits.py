"""Limits: how much one person, and one group, may ask. Over it they are told so once, then nothing until it ends."""

from __future__ import annotations

import time
from dataclasses import dataclass

import structlog
from limits import RateLimitItem, RateLimitItemPerDay, RateLimitItemPerMinute
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter
from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop, ContextTypes

from bot.settings import Settings
from bot.state import State, StateError
from bot.state.windows import Windows
from bot.telegram.access import Access
from bot.telegram.addressing import addressed, asker_id, bare_command, by_a_person
from bot.telegram.delivery import Delivery, Target
from bot.telegram.languages import Languages
from bot.telegram.memory import remembered
from bot.telegram.rendering import plain

INLINE_FOR_ONE = 3

log = structlog.get_logger()


@dataclass(frozen=True)
class _Limit:
    """So many questions of one person or in one group; `text` says so."""

    item: RateLimitItem
    whose: str
    text: str


class _Stored(Storage):
    """The state's windows as a storage of the library `limits`."""

    STORAGE_SCHEME = None

    def __init__(self, windows: Windows) -> None:
        super().__init__()
        self._windows = windows

    @property
    def base_exceptions(self) -> type[Exception]:
        return StateError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        return self._windows.count(key, expiry, amount)

    def get(self, key: str) -> int:
        return self._windows.open(key)[0]

    def get_expiry(self, key: str) -> float:
        return self._windows.open(key)[1]

    def check(self) -> bool:
        self.get("")
        return True

    def reset(self) -> int:
        return self._windows.close()

    def clear(self, key: str) -> None:
        self._windows.close(key)


class Limits:
    """Counts what is asked. A window begins with a question and ends a minute or a day later, for all that came in it.

    Kept in the state: replicas count together. Where that fails nobody is kept from asking.
    """

    def __init__(
        self, settings: Settings, state: State, access: Access, delivery: Delivery, languages: Languages
    ) -> None:
        self._access = access
        self._delivery = delivery
        self._languages = languages
        self._state = state
        self._windows = FixedWindowRateLimiter(_Stored(state.windows))
        wanted = (
            (RateLimitItemPerMinute, settings.questions_per_minute, "person", "limits-person-minute"),
            (RateLimitItemPerDay, settings.questions_per_day, "person", "limits-person-day"),
            (RateLimitItemPerMinute, settings.group_questions_per_minute, "group", "limits-group-minute"),
        )
        inline = INLINE_FOR_ONE * settings.questions_per_minute
        self._inline = RateLimitItemPerMinute(inline) if inline else None
        self._limits = tuple(_Limit(per(count), whose, text) for per, count, whose, text in wanted if count)

    async def checked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A message or an edit, before anybody else sees it; over the limit nobody does."""
        message = update.message or update.edited_message
        if message is None or not self._counts(message, context, edited=update.message is None):
            return
        over = await remembered(self._over, message)
        if over is None:
            return
        limit, whose, seconds = over
        if await remembered(self._state.windows.count, f"told {limit.text} {whose}", seconds) == 1:
            log.info("telegram.limited", limit=limit.text, chat_type=message.chat.type, seconds=round(seconds))
            speech = await self._languages.speech(message)
            words = speech.say(limit.text, count=limit.item.amount, wait=speech.duration(seconds))
            await self._delivery.send(Target.answering(message), plain(words))
        raise ApplicationHandlerStop

    async def takes_inline(self, person_id: int) -> bool:
        """Count an inline question of this person, and tell whether it is one too many.

        Who types with pauses asks several for one: they are counted apart from questions, and three times as many go.
        """
        if self._inline is None or person_id in self._access.editors:
            return True
        return await remembered(self._windows.hit, self._inline, "inline", str(person_id)) is not False

    def _counts(self, message: Message, context: ContextTypes.DEFAULT_TYPE, *, edited: bool) -> bool:
        """Whether it asks something of the bot, where it answers, and is not by an editor."""
        if not self._access.is_allowed(message.chat.id) or self._access.is_editor(message):
            return False
        if addressed(message, context.bot.id, context.bot.username, edited=edited) is not None:
            return True
        return not edited and by_a_person(message) and bare_command(message)

    def _over(self, message: Message) -> tuple[_Limit, int, float] | None:
        """Count the message; the limit it is over, whose that is, and how many seconds that lasts."""
        whose = {"person": asker_id(message)}
        if message.chat.type != ChatType.PRIVATE:
            whose["group"] = message.chat.id
        for limit in self._limits:
            key = whose.get(limit.whose)
            if key is not None and not self._windows.hit(limit.item, limit.whose, str(key)):
                ends_at = self._windows.get_window_stats(limit.item, limit.whose, str(key)).reset_time
                return limit, key, max(1.0, ends_at - time.time())
        return None
