"""The inbox: what Telegram delivers is stored before Telegram is told so, then handled, each update once.

Polling and the webhook both put updates in; a process that is killed finds them again, or another replica does.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import structlog
from telegram import Update
from telegram.ext import Application

from bot.state import Claimed, Delivered, StateError
from bot.state.updates import LEASE_SECONDS, Updates
from bot.telegram.order import turn_of
from bot.telegram.references import referenced
from corpus.errors import SanctionsBotError

# At work or waiting for Telegram at once; the rest waits in the store, where other replicas find it, too.
IN_HAND = 128
# An update whose handling ended the process this often is passed over: it would do so for ever.
TRIES = 3
WARM_SECONDS = 30.0
# How soon a dead replica's updates are noticed after their lease; also renews the leases of this one.
LOOK_EVERY_SECONDS = LEASE_SECONDS / 12

log = structlog.get_logger()
App = Application[Any, Any, Any, Any, Any, Any]
Json = dict[str, Any]


class PassedOverError(SanctionsBotError):
    """An update is not handled any more: it may be what ends the program."""


class Inbox:
    """The updates of one process. `alone` says that no other process shares the store."""

    def __init__(self, updates: Updates, *, alone: bool) -> None:
        self._updates = updates
        self._alone = alone
        self._me = secrets.token_hex(8)
        self._news = asyncio.Event()
        self._at_work: dict[int, asyncio.Task[None]] = {}
        self._handled: set[int] = set()  # but not noted so yet
        self._stopping = False
        self.poisoned = 0
        self.looked: Callable[[], None] = lambda: None

    @property
    def in_hand(self) -> int:
        """How many updates are being handled."""
        return len(self._at_work)

    async def take(self, updates: Sequence[Any]) -> list[Json]:
        """Store `updates`, as Telegram sent them, and return those to be handled now, unstored.

        These are inline questions, which are worth nothing later. What cannot be read is counted and passed over.
        Raises StateError when they cannot be stored.
        """
        stored: list[Delivered] = []
        passing: list[Json] = []
        for raw in updates:
            if not is_update(raw):
                continue
            update = _read(raw)
            if update is None:
                self.poisoned += 1
                log.error("telegram.poison_update", update_id=raw["update_id"], count=self.poisoned)
            elif update.inline_query is not None:
                passing.append(raw)
            elif len(raw) > 1:
                turn = turn_of(update) or f"update {update.update_id}"
                stored.append(Delivered(update.update_id, turn, json.dumps(raw)))
        if stored:
            await asyncio.to_thread(self._updates.add, stored)
            self._news.set()
        return passing

    async def take_in(self, updates: Sequence[Any]) -> list[Json]:
        """As `take`; where the store fails, all that can be read is to be handled now."""
        try:
            return await self.take(updates)
        except StateError as error:
            log.error("telegram.state_failed", reason=str(error))
            return [update for update in updates if is_update(update) and _read(update) is not None]

    async def run(self, app: App, warm: asyncio.Event) -> None:
        """Hand stored updates to the handlers of `app` until cancelled, once it is `warm` or that takes too long.

        Before, the first answers would have to wait for the index to open, and their time would run out.
        """
        with suppress(TimeoutError):
            await asyncio.wait_for(warm.wait(), WARM_SECONDS)
        if self._alone:
            with suppress(StateError):  # what is not given back now is free when its lease ends
                await asyncio.to_thread(self._updates.release)
        while True:
            self._news.clear()
            await self._claim(app)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), LOOK_EVERY_SECONDS)

    async def stop(self, seconds: float) -> None:
        """Begin nothing more; what is being handled has so long to end, and what does not is given back."""
        self._stopping = True
        if self._at_work:
            await asyncio.wait(self._at_work.values(), timeout=seconds)
        cut = list(self._at_work.values())
        for task in cut:
            task.cancel()
        await asyncio.gather(*cut, return_exceptions=True)
        if cut:
            log.error("telegram.stop_cut_short", after_seconds=seconds, given_back=len(cut))
        try:
            await asyncio.to_thread(self._updates.claim, self._me, 0, tuple(self._handled))
            await asyncio.to_thread(self._updates.release, self._me)
        except StateError as error:
            log.error("telegram.state_failed", reason=str(error))

    async def _claim(self, app: App) -> None:
        handled = tuple(self._handled)
        room = 0 if self._stopping else IN_HAND - len(self._at_work)
        try:
            claimed = await asyncio.to_thread(self._updates.claim, self._me, room, handled)
        except StateError as error:
            log.error("telegram.state_failed", reason=str(error))
            return
        self._handled.difference_update(handled)
        self.looked()
        for one in claimed:
            if one.update_id not in self._at_work:
                self._at_work[one.update_id] = asyncio.create_task(self._handle(app, one))

    async def _handle(self, app: App, one: Claimed) -> None:
        with referenced():
            await self._handle_referenced(app, one)

    async def _handle_referenced(self, app: App, one: Claimed) -> None:
        try:
            if one.update_id in self._handled:
                return
            update = Update.de_json(json.loads(one.content), app.bot)
            if one.tries > TRIES:
                log.error("telegram.update_passed_over", update_id=one.update_id, tries=one.tries - 1)
                ended = PassedOverError(f"the program ended {TRIES} times while it handled this update")
                await app.process_error(update, ended)  # so that whoever asked is not left without a word
            else:
                await app.update_processor.process_update(update, app.process_update(update))
            self._handled.add(one.update_id)
        except Exception as error:  # an error handler's own; it may quote a message
            log.error("telegram.update_failed", update_id=one.update_id, error=type(error).__name__)
            self._handled.add(one.update_id)
        finally:
            del self._at_work[one.update_id]
            self._news.set()


def is_update(raw: Any) -> bool:
    """Whether this is an update at all."""
    return isinstance(raw, dict) and isinstance(raw.get("update_id"), int)


def _read(raw: Json) -> Update | None:
    try:
        return Update.de_json(raw, None)
    except Exception:  # the library raises whatever its constructors raise
        return None
