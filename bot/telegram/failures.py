"""Failures: what no handler foresaw is logged first, then the asker gets a short apology."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import PurePath

import structlog
from telegram import Message, Update
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot import measures
from bot.telegram.access import Access
from bot.telegram.addressing import Kind, addressed
from bot.telegram.delivery import Delivery, Target
from bot.telegram.languages import Languages
from bot.telegram.references import apology
from bot.telegram.rendering import plain
from corpus.errors import SanctionsBotError

FRAMES = 4

log = structlog.get_logger()


class Failures:
    """The one error handler. `put_off` has an update tried again later, and tells whether it will be."""

    def __init__(self, access: Access, delivery: Delivery, languages: Languages) -> None:
        self._access = access
        self._delivery = delivery
        self._languages = languages
        self.put_off: Callable[[int], bool] = lambda _: False

    async def failed(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Called with the update whose handler raised `context.error`."""
        error = context.error
        assert error is not None
        measures.count("handler_failures")
        # An exception's own words may quote a message; only those of our errors and Telegram's never do.
        told = str(error) if isinstance(error, SanctionsBotError | TelegramError) else None
        update_id = update.update_id if isinstance(update, Update) else None
        log.error(
            "telegram.handler_failed", error=type(error).__name__, reason=told, update_id=update_id, at=_frames(error)
        )
        if not isinstance(update, Update) or isinstance(error, TelegramError):
            return
        if isinstance(error, SanctionsBotError) and error.away and self.put_off(update.update_id):
            log.warning("telegram.put_off", update_id=update.update_id)
            return
        if update.callback_query is not None:
            speech = await self._languages.speech(update.callback_query)
            await self._delivery.answer(update.callback_query, apology(speech, "evidence-failed"))
            return
        message = update.message or update.edited_message
        if message is not None and self._is_for_me(message, context):
            speech = await self._languages.speech(message)
            measures.count("answers", kind="failed")
            await self._delivery.send(Target.answering(message), plain(apology(speech, "answer-failed")))

    def _is_for_me(self, message: Message, context: ContextTypes.DEFAULT_TYPE) -> bool:
        if not self._access.is_allowed(message.chat.id):
            return False
        text = message.text or ""
        if message.chat.type == ChatType.PRIVATE or text.startswith("/"):  # a command got as far as its handler
            return True
        mine = addressed(message, context.bot.id, context.bot.username)
        return mine is not None and mine.kind is Kind.QUESTION


def _frames(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    return [f"{PurePath(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
