"""Polling watched: the request class behind getUpdates notes what python-telegram-bot keeps to itself."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import structlog
from telegram import Update
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.telegram.health import SILENT_SECONDS, Heartbeat
from corpus.errors import SanctionsBotError

# The library waits 1, 1.5, 2.25, 3.4 s between them: about eight seconds for an old process to go away.
CONFLICTS_BEFORE_EXIT = 5

log = structlog.get_logger()


class PollingError(SanctionsBotError):
    """Updates cannot be fetched and trying again would not help. The message says what to do."""


class PollingWatch:
    """What is known of the polling: when Telegram answered last, conflicts in a row, updates the library cannot read.

    `failed` is set once polling has no sense any more; `error` then says why.
    """

    def __init__(self, heartbeat: Heartbeat, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._heartbeat = heartbeat
        self._clock = clock
        self._heard = clock()  # never yet: silence counts from the start
        self.conflicts = 0
        self.poisoned = 0
        self.failed = asyncio.Event()
        self.error: PollingError | None = None

    def answered(self) -> None:
        """Telegram answered getUpdates."""
        self._heard = self._clock()
        self.conflicts = 0
        self._heartbeat.beat()

    def reached(self) -> None:
        """Telegram was reached, before the first getUpdates, which waits long, has an answer."""
        self._heartbeat.beat()

    def refused(self, status: int) -> None:
        """Telegram refused getUpdates with this HTTP status."""
        if status == HTTPStatus.CONFLICT:
            self.conflicts += 1
            log.warning("telegram.polling_conflict", count=self.conflicts)
            if self.conflicts >= CONFLICTS_BEFORE_EXIT:
                self._fail("another process fetches this bot's updates: stop it, or give this one its own token")
        elif status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
            self._fail(
                "Telegram no longer knows this token: set SANCTIONS_BOT_TELEGRAM_TOKEN to the one @BotFather shows"
            )

    def poison(self, update_id: int, error: Exception) -> None:
        """An update came that the library cannot read; it is passed over."""
        self.poisoned += 1
        log.error("telegram.poison_update", update_id=update_id, error=type(error).__name__, count=self.poisoned)

    def silent_seconds(self) -> float | None:
        """How long Telegram has been silent, or None while that is no longer than polls take."""
        silent = self._clock() - self._heard
        return silent if silent > SILENT_SECONDS else None

    def _fail(self, reason: str) -> None:
        if self.error is None:
            self.error = PollingError(reason)
        self.failed.set()


class QuietRequest(HTTPXRequest):
    """HTTPXRequest that does not log what it cannot parse: that may be what people wrote."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as data. Raises TelegramError when it is none."""
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise TelegramError("Telegram's answer is not JSON")
        return answer


class PollingRequest(QuietRequest):
    """Reports every answer to a PollingWatch and takes the poison out of updates."""

    def __init__(self, watch: PollingWatch, **settings: Any) -> None:
        super().__init__(connection_pool_size=2, **settings)
        self._watch = watch

    async def do_request(self, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """The HTTP status and body."""
        status, body = await super().do_request(url, *args, **kwargs)
        if not url.endswith("/getUpdates"):
            return status, body
        if status != HTTPStatus.OK:
            self._watch.refused(status)
            return status, body
        self.parse_json_payload(body)  # raises before an unreadable answer counts as a sign of life
        self._watch.answered()
        return status, without_poison(body, self._watch.poison)


def without_poison(body: bytes, report: Callable[[int, Exception], None]) -> bytes:
    """`body` with each update that the library cannot read emptied, so that it is confirmed and not fetched for ever.

    Left as it is, one such update makes the library drop the whole batch and fetch it again without a pause.
    """
    try:
        answer = json.loads(body)
        updates = answer["result"]
        assert isinstance(updates, list)
    except (ValueError, KeyError, TypeError, AssertionError):
        return body
    changed = False
    for at, update in enumerate(updates):
        try:
            Update.de_json(update, None)
        except Exception as error:  # the library raises whatever its constructors raise
            if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
                continue
            report(update["update_id"], error)
            updates[at] = {"update_id": update["update_id"]}
            changed = True
    return json.dumps(answer).encode() if changed else body
