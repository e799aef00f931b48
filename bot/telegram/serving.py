"""Serving: start, handle what comes until told to stop or until going on has no sense any more, stop in good order."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Callable, Coroutine
from typing import Protocol

import structlog
from telegram.error import InvalidToken, NetworkError, RetryAfter

from bot.telegram.inbox import App, Inbox
from bot.telegram.polling import PollingError
from corpus.errors import SanctionsBotError, SettingsError

# Tries to reach Telegram at the start: about four minutes, enough for a network that comes up after the program.
START_TRIES = 12
START_WAIT_SECONDS = 30.0
# What is being handled at a stop has this long to end, what waits is kept; give the container a longer grace period.
STOP_SECONDS = 25.0
CLOSE_SECONDS = 5.0  # and at least this long what was never stored: inline questions, an index run that is told to stop
WATCH_EVERY_SECONDS = 15.0

log = structlog.get_logger()


class Source(Protocol):
    """Where updates come from: polling or the webhook. Each puts them into the inbox."""

    failed: asyncio.Event

    @property
    def error(self) -> SanctionsBotError | None:
        """Why no more can come, once `failed` is set."""

    async def start(self, app: App) -> None:
        """Begin. Raises what Telegram raises; is called again then."""

    def started(self) -> None:
        """The bot works."""

    async def watch(self, app: App) -> None:
        """Look after it; called now and then."""

    async def stop(self, app: App) -> None:
        """Take no more updates."""


async def serve(
    app: App,
    source: Source,
    inbox: Inbox,
    warm: asyncio.Event,
    *,
    started: Callable[[], Coroutine[None, None, None]],
    stopping: Callable[[], None],
) -> None:
    """Run `app` until SIGINT or SIGTERM. `started` runs beside it once and sets `warm` when updates can be handled
    quickly; `stopping` is called before it drains.

    Raises PollingError, WebhookError or SettingsError when going on would be useless.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    try:
        if not await _patiently(app.initialize, stop):
            return
        try:
            await _run(app, source, inbox, warm, stop, started, stopping)
        finally:
            await app.shutdown()
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)  # a second signal ends the process at once
    if source.error is not None:
        raise source.error


async def _patiently(action: Callable[[], Coroutine[None, None, None]], stop: asyncio.Event) -> bool:
    """Carry out `action`, again and again while Telegram cannot be reached; False when told to stop meanwhile."""
    for tried in range(1, START_TRIES + 1):
        try:
            await action()
        except InvalidToken:
            raise SettingsError(
                "Telegram does not know this token: set SANCTIONS_BOT_TELEGRAM_TOKEN to the one @BotFather shows"
            ) from None
        except NetworkError as error:
            wait = min(START_WAIT_SECONDS, 1.5**tried)
            log.warning("telegram.unreachable", tried=tried, error=type(error).__name__, next_in_seconds=round(wait, 1))
        except RetryAfter as error:
            wait = float(error._retry_after.total_seconds())
            log.warning("telegram.flood", action="start", next_in_seconds=wait)
        else:
            return True
        if await _is_set_within(stop, wait):
            return False
    raise PollingError(
        "Telegram cannot be reached: check the network, any proxy, and SANCTIONS_BOT_TELEGRAM_API_URL if you set it"
    )


async def _run(
    app: App,
    source: Source,
    inbox: Inbox,
    warm: asyncio.Event,
    stop: asyncio.Event,
    started: Callable[[], Coroutine[None, None, None]],
    stopping: Callable[[], None],
) -> None:
    if not await _patiently(lambda: source.start(app), stop):
        return
    await app.start()
    source.started()
    log.info("telegram.started", bot=app.bot.username)
    beside = [asyncio.create_task(started()), asyncio.create_task(inbox.run(app, warm))]
    try:
        await _until_stopped(app, source, stop)
    finally:
        stopping()
        log.info("telegram.stopping", in_hand=inbox.in_hand)
        await source.stop(app)
        for task in beside:
            task.cancel()
        until = time.monotonic() + STOP_SECONDS
        await inbox.stop(STOP_SECONDS)
        try:
            await asyncio.wait_for(app.stop(), max(CLOSE_SECONDS, until - time.monotonic()))
        except TimeoutError:
            log.error("telegram.stop_cut_short", after_seconds=STOP_SECONDS)
        log.info("telegram.stopped")


async def _until_stopped(app: App, source: Source, stop: asyncio.Event) -> None:
    waits = [asyncio.create_task(stop.wait()), asyncio.create_task(source.failed.wait())]
    try:
        while True:
            done, _ = await asyncio.wait(waits, timeout=WATCH_EVERY_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            if done:
                return
            await source.watch(app)
    finally:
        for wait in waits:
            wait.cancel()


async def _is_set_within(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True
