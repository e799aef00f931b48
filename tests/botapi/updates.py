"""The updates that wait for the bot: long polling with confirmation by offset, and what allowed_updates lets in."""

from __future__ import annotations

import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .errors import OTHER_POLLER, WEBHOOK_IS_SET, conflict

Json = dict[str, Any]

KINDS = [
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
    "guest_message",
    "managed_bot",
]
# What Telegram leaves out unless it is asked for by name.
BY_NAME_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
DEFAULT_KINDS = tuple(kind for kind in KINDS if kind not in BY_NAME_ONLY)


@dataclass(frozen=True)
class Webhook:
    """Where updates are delivered instead of being fetched."""

    url: str
    secret_token: str
    max_connections: int
    ip_address: str | None


class UpdateQueue:
    """Updates not yet confirmed, oldest first."""

    def __init__(self, changed: threading.Condition) -> None:
        self._changed = changed
        self._next_id = 100_000_000 + secrets.randbelow(800_000_000)
        self.waiting: deque[Json] = deque()
        self.sent: list[Json] = []  # every update ever queued, for tests
        self.allowed: tuple[str, ...] = DEFAULT_KINDS
        self.allowed_as_given: list[str] | None = None
        self.webhook: Webhook | None = None
        self.last_error: tuple[int, str] | None = None  # unix seconds and reason of the last failed delivery
        self._poller = 0
        self.conflicts = 0
        self.polls = 0
        self.polling = False
        self.confirmed_up_to = 0  # update_id the bot has confirmed

    def allow(self, kinds: list[Any] | None) -> None:
        """Remember which kinds the bot wants; None keeps what was said before, an empty list is the default."""
        if kinds is None:
            return
        known = tuple(kind for kind in kinds if kind in KINDS)
        self.allowed = known or DEFAULT_KINDS
        self.allowed_as_given = list(kinds) or None

    def put(self, kind: str, content: Json) -> bool:
        """Queue an update; False when the bot did not ask for its kind."""
        if kind not in self.allowed:
            return False
        self.put_raw({kind: content})
        return True

    def put_raw(self, update: Json, update_id: int | None = None) -> int:
        """Queue an update as it is, even one no library can parse, and return its id."""
        if update_id is None:
            update_id = self._next_id
            self._next_id += 1
        self.waiting.append({"update_id": update_id, **update})
        self.sent.append(self.waiting[-1])
        self._changed.notify_all()
        return update_id

    def confirm(self, offset: int) -> None:
        """Forget updates before `offset`; a negative one keeps only that many of the newest."""
        if offset < 0:
            while len(self.waiting) > -offset:
                self.confirmed_up_to = self.waiting.popleft()["update_id"]
        while offset > 0 and self.waiting and self.waiting[0]["update_id"] < offset:
            self.confirmed_up_to = self.waiting.popleft()["update_id"]
        self._changed.notify_all()

    def take_over(self) -> None:
        """End whatever poll is under way."""
        self._poller += 1
        self._changed.notify_all()

    def poll(self, offset: int, limit: int, timeout_seconds: float, connected: Callable[[], bool]) -> list[Json]:
        """Return waiting updates, waiting for the first; a newer poll ends this one with a conflict."""
        if self.webhook is not None:
            raise conflict(WEBHOOK_IS_SET)
        self.take_over()
        mine = self._poller
        self.confirm(offset)
        self.polls += 1
        deadline = time.monotonic() + timeout_seconds
        self.polling = True
        try:
            while not self.waiting:
                left = deadline - time.monotonic()
                told = left > 0 and self._changed.wait(min(left, 0.5))
                if not told and (left <= 0 or not connected()):
                    break
                if mine != self._poller:
                    if connected():
                        self.conflicts += 1
                    raise conflict("terminated by setWebhook request" if self.webhook else OTHER_POLLER)
            return list(self.waiting)[:limit]
        finally:
            if mine == self._poller:
                self.polling = False
            self._changed.notify_all()
