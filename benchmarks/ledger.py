"""What people wrote to the bot, and what each message got: signs that the bot works, replies, in which order."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from tests.botapi import BotApiServer, Chat, Message, User
from tests.botapi.cloud import Call
from tests.telegram.asking import APOLOGIES

NEWS = "🔔"  # how news of a watch begins


@dataclass
class Written:
    """A message that is to be replied to. Times are unix seconds."""

    message: Message
    kind: str
    at: float
    replies: list[tuple[float, Message]] = field(default_factory=list)
    signs: list[float] = field(default_factory=list)  # "typing …" shown while it had no reply

    @property
    def seconds(self) -> float:
        """How long the first reply took."""
        return self.replies[0][0] - self.at

    @property
    def first_sign_seconds(self) -> float:
        """How long until there was "typing …" or the reply."""
        return (self.signs[0] if self.signs else self.replies[0][0]) - self.at

    @property
    def silence_seconds(self) -> float:
        """The longest time without "typing …" or the reply."""
        moments = [self.at, *self.signs, self.replies[0][0]]
        return max(later - earlier for earlier, later in pairwise(moments))


@dataclass
class Account:
    """What became of all that was written."""

    written: int
    lost: int
    twice: int
    chats_out_of_order: int
    apologised: int


class Ledger:
    """Notes what is written and, with each `look`, what the bot did since."""

    def __init__(self, server: BotApiServer) -> None:
        self._server = server
        self.written: list[Written] = []
        self._by_message: dict[tuple[int, int], Written] = {}
        self.open: dict[tuple[int, int], Written] = {}
        self._seen = len(server.cloud.calls)
        self.refused = 0  # requests refused with 429

    def write(self, chat: Chat, person: User, text: str, kind: str = "question") -> Written:
        """Say something that is to be replied to."""
        with self._server.cloud.changed:  # the bot may reply before it is noted
            one = Written(self._server.say(chat, person, text), kind, time.time())
            key = (chat.id, one.message.message_id)
            self.written.append(one)
            self._by_message[key] = self.open[key] = one
        return one

    def look(self) -> list[Written]:
        """Read what the bot did; returns what was replied to for the first time."""
        with self._server.cloud.changed:
            calls = self._server.cloud.calls[self._seen :]
            self._seen += len(calls)
            first: list[Written] = []
            for call in calls:
                chat_id = call.parameters.get("chat_id")
                if call.error is not None:
                    self.refused += call.error.code == 429
                elif call.method == "sendChatAction":
                    for one in self.open.values():
                        if one.message.chat.id == chat_id:
                            one.signs.append(call.at)
                elif call.method in {"sendMessage", "sendDocument", "sendPhoto"}:
                    replied_to = (call.parameters.get("reply_parameters") or {}).get("message_id")
                    one = self._by_message.get((chat_id, replied_to)) if replied_to else self._answered_beside(call)
                    if one is None:  # a second message of a long answer, or news
                        continue
                    if self.open.pop((chat_id, one.message.message_id), None) is not None:
                        first.append(one)
                    sent = self._server.cloud.chats[chat_id].messages[call.result["message_id"]]
                    one.replies.append((call.at, sent))
            return first

    def _answered_beside(self, call: Call) -> Written | None:
        """The command that a message answers which replies to none, as those on /help and /status do."""
        if str(call.parameters.get("text")).startswith(NEWS):
            return None
        commands = (one for one in self.open.values() if one.kind == "command")
        return next((one for one in commands if one.message.chat.id == call.parameters["chat_id"]), None)

    def account(self) -> Account:
        """What became of it, once all that will come has come."""
        replies: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for one in self.written:
            for at, _ in one.replies[:1]:
                replies[one.message.chat.id].append((at, one.message.message_id))
        order = [[number for _, number in sorted(some)] for some in replies.values()]
        return Account(
            written=len(self.written),
            lost=sum(not one.replies for one in self.written),
            twice=sum(
                len(one.replies) > 1 for one in self.written if one.kind == "question"
            ),  # /export sends two files
            chats_out_of_order=sum(numbers != sorted(numbers) for numbers in order),
            apologised=sum(any(reply.words.startswith(APOLOGIES) for _, reply in one.replies) for one in self.written),
        )


def share(values: Iterable[float], part: float) -> float:
    """The value below which the `part` (0..1) of the values lies; 0 of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(part * (len(ordered) - 1)))] if ordered else 0.0
