"""Polling watched: the request class behind getUpdates notes what python-telegram-bot keeps to itself."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

import structlog
from telegram.error import Conflict, NetworkError, TelegramError

from bot import measures
from bot.state import StateError
from bot.telegram.health import POLL_SECONDS, SILENT_SECONDS, Heartbeat
from bot.telegram.inbox import App, Inbox, is_update
from bot.telegram.requests import WatchedRequest
from corpus.errors import SanctionsBotError

# The library waits 1, 1.5, 2.25, 3.4 s between them: about eight seconds for an old process to go away.
CONFLICTS_BEFORE_EXIT = 5

log = structlog.get_logger()


class PollingError(SanctionsBotError):
    """Updates cannot be fetched and trying again would not help. The message says what to do."""


class PollingWatch:
    """What is known of the polling: when Telegram answered last, conflicts in a row.

    `failed` is set once polling has no sense any more; `error` then says why.
    """

    def __init__(self, heartbeat: Heartbeat, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._heartbeat = heartbeat
        self._clock = clock
        self._heard = clock()  # never yet: silence counts from the start
        self.conflicts = 0
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

    def silent_seconds(self) -> float | None:
        """How long Telegram has been silent, or None while that is no longer than polls take."""
        silent = self._clock() - self._heard
        return silent if silent > SILENT_SECONDS else None

    def _fail(self, reason: str) -> None:
        if self.error is None:
            self.error = PollingError(reason)
        self.failed.set()


class PollingRequest(WatchedRequest):
    """Reports every answer to a PollingWatch, and stores updates before the next request confirms them."""

    def __init__(self, watch: PollingWatch, inbox: Inbox, **settings: Any) -> None:
        super().__init__(connection_pool_size=2, **settings)
        self._watch = watch
        self._inbox = inbox

    async def do_request(self, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """The HTTP status and body; of updates that are stored only the number is left, which confirms them."""
        status, body = await super().do_request(url, *args, **kwargs)
        if not url.endswith("/getUpdates"):
            return status, body
        if status != HTTPStatus.OK:
            self._watch.refused(status)
            return status, body
        answer = self.parse_json_payload(body)  # raises before an unreadable answer counts as a sign of life
        self._watch.answered()
        updates = answer.get("result")
        if not isinstance(updates, list):
            # The library would log it, traceback and all, and ask again without a pause; after an error it waits.
            raise TelegramError("Telegram's answer holds no updates")
        if not updates:
            return status, body
        try:
            passing = {update["update_id"]: update for update in await self._inbox.take_in(updates)}
        except StateError as error:
            raise NetworkError("the database is away") from error  # asked for again, after a pause
        # An update that the library cannot read would make it drop the whole batch and fetch it again without a pause.
        numbers = [update["update_id"] for update in updates if is_update(update)]
        left = [passing.get(number, {"update_id": number}) for number in numbers]
        return status, json.dumps({"ok": True, "result": left}).encode()


class Polling:
    """Updates fetched by long polling, as a Source."""

    def __init__(self, watch: PollingWatch, allowed_updates: Sequence[str]) -> None:
        self._watch = watch
        self._allowed_updates = allowed_updates
        self.failed = watch.failed

    @property
    def error(self) -> PollingError | None:
        """Why polling has no sense any more."""
        return self._watch.error

    async def start(self, app: App) -> None:
        """Begin to poll; deletes a webhook if there is one."""
        assert app.updater is not None
        await app.updater.start_polling(
            timeout=POLL_SECONDS,
            bootstrap_retries=0,  # tried again by who calls, where a stop is heard between tries
            allowed_updates=self._allowed_updates,
            error_callback=_note_polling_error,
        )

    def started(self) -> None:
        """Telegram was reached, before the first getUpdates, which waits long, has an answer."""
        self._watch.reached()

    async def watch(self, app: App) -> None:
        """Say so when Telegram is silent: the library does not notice."""
        silent = self._watch.silent_seconds()
        if silent is not None:
            log.error("telegram.polling_silent", seconds=round(silent))

    async def stop(self, app: App) -> None:
        """Poll no more; what was fetched is confirmed."""
        assert app.updater is not None
        if self._watch.error is not None:
            # The library asks for updates once more when it stops and would log the same refusal with a traceback.
            logging.getLogger("telegram.ext.Updater").setLevel(logging.CRITICAL)
        await app.updater.stop()


def _note_polling_error(error: TelegramError) -> None:
    measures.count("telegram_errors", type=type(error).__name__)
    if not isinstance(error, Conflict):  # the watch has counted it
        log.warning("telegram.polling_failed", error=type(error).__name__)
