"""Serving: start, poll until told to stop or until polling has no sense any more, then stop in good order."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import structlog
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application

from bot.telegram.health import POLL_SECONDS
from bot.telegram.polling import PollingError, PollingWatch
from corpus.errors import SettingsError

# Tries to reach Telegram at the start: about four minutes, enough for a network that comes up after the program.
START_TRIES = 12
START_WAIT_SECONDS = 30.0
# Updates fetched but not yet handled are worked on this long after a stop; give the container a longer grace period.
STOP_SECONDS = 25.0
WATCH_EVERY_SECONDS = 15.0

log = structlog.get_logger()
App = Application[Any, Any, Any, Any, Any, Any]


async def serve(
    app: App,
    watch: PollingWatch,
    allowed_updates: Sequence[str],
    *,
    started: Callable[[], Coroutine[Any, Any, None]],
    stopping: Callable[[], None],
) -> None:
    """Run `app` until SIGINT or SIGTERM. `started` runs beside it once; `stopping` is called before it drains.

    Raises PollingError or SettingsError when going on would be useless.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    try:
        if not await _patiently(app.initialize, stop):
            return
        try:
            await _poll(app, watch, allowed_updates, stop, started, stopping)
        finally:
            await app.shutdown()
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)  # a second signal ends the process at once
    if watch.error is not None:
        raise watch.error


async def _patiently(action: Callable[[], Coroutine[Any, Any, object]], stop: asyncio.Event) -> bool:
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


async def _poll(
    app: App,
    watch: PollingWatch,
    allowed_updates: Sequence[str],
    stop: asyncio.Event,
    started: Callable[[], Coroutine[Any, Any, None]],
    stopping: Callable[[], None],
) -> None:
    updater = app.updater
    assert updater is not None

    async def start() -> None:
        await updater.start_polling(
            timeout=POLL_SECONDS,
            bootstrap_retries=0,  # tried again here, where a stop is heard between tries
            allowed_updates=allowed_updates,
            error_callback=_note_polling_error,
        )

    if not await _patiently(start, stop):
        return
    await app.start()
    watch.reached()
    log.info("telegram.started", bot=app.bot.username)
    beside = asyncio.create_task(started())
    try:
        await _until_stopped(watch, stop)
    finally:
        beside.cancel()
        stopping()
        log.info("telegram.stopping", pending=app.update_queue.qsize())
        if watch.error is not None:
            # The library asks for updates once more when it stops and would log the same refusal with a traceback.
            logging.getLogger("telegram.ext.Updater").setLevel(logging.CRITICAL)
        await updater.stop()
        try:
            await asyncio.wait_for(app.stop(), STOP_SECONDS)
        except TimeoutError:
            log.error("telegram.stop_cut_short", after_seconds=STOP_SECONDS)
        log.info("telegram.stopped")


async def _until_stopped(watch: PollingWatch, stop: asyncio.Event) -> None:
    waits = [asyncio.create_task(stop.wait()), asyncio.create_task(watch.failed.wait())]
    try:
        while True:
            done, _ = await asyncio.wait(waits, timeout=WATCH_EVERY_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            if done:
                return
            silent = watch.silent_seconds()
            if silent is not None:
                log.error("telegram.polling_silent", seconds=round(silent))
    finally:
        for wait in waits:
            wait.cancel()


async def _is_set_within(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True


def _note_polling_error(error: TelegramError) -> None:
    if not isinstance(error, Conflict):  # the watch has counted it
        log.warning("telegram.polling_failed", error=type(error).__name__)
