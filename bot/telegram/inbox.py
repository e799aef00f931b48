"""The inbox: what Telegram delivers is stored before Telegram is told so, then handled, each update once.

Polling and the webhook both put updates in; a process that is killed finds them again, or another replica does.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence
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

# At work or waiting for Telegram at once; the rest waits in the store, where other replicas find it, too. Those in hand
# see that the bot works, so a bot without replicas takes more: there is nobody to leave them to.
IN_HAND = 128
IN_HAND_ALONE = 512
# An update whose handling ended the process this often is passed over: it would do so for ever.
TRIES = 3
WARM_SECONDS = 30.0
# How soon a dead replica's updates are noticed after their lease; also renews the leases of this one.
LOOK_EVERY_SECONDS = LEASE_SECONDS / 6
# After the store was away every living process first says what it has handled and holds, before one is taken for dead.
TRUCE_SECONDS = 3 * LOOK_EVERY_SECONDS
# What is being handled ends before another process can begin it; it may need a moment to end.
LEASE_MARGIN_SECONDS = 2.0

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
        self._mine: dict[int, Claimed] = {}  # what this process holds, as far as it knows
        self._at_work: dict[int, asyncio.Task[None]] = {}
        self._handled: set[int] = set()  # but not noted so yet
        self._put_off: Counter[int] = Counter()  # how often each was to be tried again
        self._again: set[int] = set()  # to be tried again when the store is back
        self._renewed_at = time.monotonic()
        self._truce_until = self._renewed_at + TRUCE_SECONDS
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
        """As `take`; where the store fails, all that can be read is to be handled now.

        Raises StateError where the store is a server that is away: what Telegram is not told of it delivers again, and
        without that server there would be nothing to answer from.
        """
        try:
            return await self.take(updates)
        except StateError as error:
            log.error("telegram.state_failed", reason=str(error))
            if error.away:
                raise
            return [update for update in updates if is_update(update) and _read(update) is not None]

    def put_off(self, update_id: int) -> bool:
        """Have an update that is being handled tried again, from its start, when the store is back.

        For a handler that found the database away and has said nothing yet. False when it cannot be, or was often
        enough: then whoever asked is to be told.
        """
        if update_id not in self._mine or self._put_off[update_id] >= TRIES:
            return False
        self._put_off[update_id] += 1
        self._again.add(update_id)
        return True

    async def run(self, app: App, warm: asyncio.Event) -> None:
        """Hand stored updates to the handlers of `app` until cancelled, once it is `warm` or that takes too long.

        Before, the first answers would have to wait for the index to open, and their time would run out.
        """
        with suppress(TimeoutError):
            await asyncio.wait_for(warm.wait(), WARM_SECONDS)
        if self._alone:
            with suppress(StateError):  # what is not given back now is free when its lease ends
                await asyncio.to_thread(self._updates.release)
        self._renewed_at = time.monotonic()
        async with asyncio.TaskGroup() as both:
            if not self._alone:
                both.create_task(self._let_go_in_time())
            both.create_task(self._look(app))

    async def _look(self, app: App) -> None:
        while True:
            self._news.clear()
            try:
                await self._claim(app)
            except Exception as error:  # no memory, no thread to be had: later there may be, and who would look then?
                log.error("telegram.inbox_failed", error=type(error).__name__)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), LOOK_EVERY_SECONDS)

    async def _let_go_in_time(self) -> None:
        """End what is being handled under leases that could not be renewed: another replica may begin it."""
        while True:
            left = self._renewed_at + LEASE_SECONDS - LEASE_MARGIN_SECONDS - time.monotonic()
            if left <= 0 and self._at_work:
                log.error("telegram.leases_lost", in_hand=len(self._at_work))
                self._cut(tuple(self._at_work))
            await asyncio.sleep(left if left > 0 else LOOK_EVERY_SECONDS)

    def _cut(self, update_ids: Collection[int]) -> None:
        for update_id in update_ids:
            self._at_work[update_id].cancel()

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
        before = frozenset(self._mine)
        most = IN_HAND_ALONE if self._alone else IN_HAND
        room = 0 if self._stopping else most - len(before - self._handled)
        asked_at = time.monotonic()
        of_the_dead = asked_at >= self._truce_until
        try:
            claims = await asyncio.to_thread(
                self._updates.claim, self._me, room, handled, of_the_dead=self._alone or of_the_dead
            )
        except StateError as error:
            log.error("telegram.state_failed", reason=str(error))
            self._truce_until = time.monotonic() + TRUCE_SECONDS
            return
        self._renewed_at = asked_at
        self._handled.difference_update(handled)
        self.looked()
        for update_id in before - claims.held:  # handled, or another replica's now
            self._forget(update_id)
        for one in claims.fresh:
            self._mine[one.update_id] = one
        for one in list(self._mine.values()):
            idle = one.update_id not in self._at_work and one.update_id not in self._handled
            if idle and not self._stopping:
                self._again.discard(one.update_id)
                self._at_work[one.update_id] = asyncio.create_task(self._handle(app, one))

    def _forget(self, update_id: int) -> None:
        self._mine.pop(update_id, None)
        self._put_off.pop(update_id, None)
        self._again.discard(update_id)
        if update_id in self._at_work:
            log.error("telegram.lease_lost", update_id=update_id)
            self._cut([update_id])

    async def _handle(self, app: App, one: Claimed) -> None:
        with referenced():
            await self._handle_referenced(app, one)

    async def _handle_referenced(self, app: App, one: Claimed) -> None:
        try:
            update = Update.de_json(json.loads(one.content), app.bot)
            if one.tries > TRIES:
                log.error("telegram.update_passed_over", update_id=one.update_id, tries=one.tries - 1)
                ended = PassedOverError(f"the program ended {TRIES} times while it handled this update")
                await app.process_error(update, ended)  # so that whoever asked is not left without a word
            else:
                await app.update_processor.process_update(update, app.process_update(update))
            if one.update_id not in self._again:
                self._handled.add(one.update_id)
        except Exception as error:  # an error handler's own; it may quote a message
            log.error("telegram.update_failed", update_id=one.update_id, error=type(error).__name__)
            self._handled.add(one.update_id)
        finally:
            del self._at_work[one.update_id]
            if one.update_id not in self._again:
                self._news.set()


def is_update(raw: Any) -> bool:
    """Whether this is an update at all."""
    return isinstance(raw, dict) and isinstance(raw.get("update_id"), int)


def _read(raw: Json) -> Update | None:
    try:
        return Update.de_json(raw, None)
    except Exception:  # the library raises whatever its constructors raise
        return None
