"""Asking as people do while something is wrong, and an account of what each of them saw."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.botapi import BotApiServer, Message
from tests.telegram.running import ANSWER_SECONDS, RunningBot

QUESTIONS = (
    ("Why was CEIEC sanctioned?", "CEIEC"),
    ("When was Bank Rossiya sanctioned?", "Rossiya"),
    ("Who is Igor Sechin?", "Sechin"),
    ("Why was Alexander Lukashenko sanctioned?", "Lukashenko"),
)
FULL, MARKED = "full answer", "answer marked as less than full"
APOLOGY, BARE_APOLOGY = "apology with a reference", "apology without a reference"
NOTICE, NOTHING = "notice that the answer may not have come", "nothing"
_MARKS = ("My search by meaning is away", "Quoted from the sources:", "the language model")
_APOLOGIES = ("Sorry, something went wrong", "Sorry, that took me too long", "Sorry, that did not work")
_REFERENCE = re.compile(r"Reference: [A-Z2-9]{6}")


def kind_of(message: Message) -> str:
    """What somebody who reads this has been given."""
    words = message.words
    if words.startswith(_APOLOGIES):
        return APOLOGY if _REFERENCE.search(words) else BARE_APOLOGY
    if "[1]" in words:
        return MARKED if any(mark in words for mark in _MARKS) else FULL
    if "did not confirm" in words:
        return NOTICE
    return f"other words: {words[:60]}"


@dataclass
class Account:
    """What became of some questions."""

    seen: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    twice: int = 0
    told: list[str] = field(default_factory=list)
    seconds: float = 0.0  # from the last question to the last reply


class Crowd:
    """People, each new, who ask one question each in a private chat."""

    def __init__(self, server: BotApiServer) -> None:
        self.server = server
        self._count = 0

    def ask(self, count: int = 1) -> list[Message]:
        """`count` new people ask something each, one after the other in the same moment."""
        asked = []
        for _ in range(count):
            person = self.server.user(f"Asker{self._count}")
            asked.append(self.server.write(person, QUESTIONS[self._count % len(QUESTIONS)][0]))
            self._count += 1
        return asked

    def replies(self, question: Message) -> list[Message]:
        """What the bot has said to it."""
        return [one for one in self.server.sent(question.chat) if one.reply_to is question]

    def is_answered(self, question: Message) -> bool:
        """Whether something was said to it that is not an answer being written."""
        said = self.replies(question)
        return bool(said) and not any("■ Stop" in one.button_texts for one in said)

    def account(self, asked: Sequence[Message], seconds: float = ANSWER_SECONDS, quiet: float = 1.0) -> Account:
        """Wait until each has a reply (not longer than `seconds`) and nothing more comes, then count."""
        started = time.monotonic()
        ends = started + seconds
        while time.monotonic() < ends and not all(map(self.is_answered, asked)):
            time.sleep(0.05)
        took = time.monotonic() - started
        for one in asked:
            self.server.wait_until_quiet(one.chat, quiet if one is asked[-1] else 0.05, timeout=60)
        found = Account(seconds=took)
        for one in asked:
            kinds = [kind_of(reply) for reply in self.replies(one)]
            answers = sum(kind in (FULL, MARKED) for kind in kinds)
            found.seen.update(kinds or [NOTHING])
            found.lost += not kinds
            found.twice += answers > 1
            found.told += [reply.words for reply in self.replies(one)]
        return found

    def asks_well(self) -> None:
        """Everything is as ever: a new question gets one full answer."""
        found = self.account(self.ask(), quiet=0.3)
        assert found.seen == Counter({FULL: 1}), found.told


def assert_discreet(server: BotApiServer, bot: RunningBot, *secrets: str) -> None:
    """No message and no log holds a traceback, a secret or (the log) a question."""
    said = "\n".join(str(call.parameters) for call in server.calls() if call.method != "getUpdates")
    for secret in (server.token, *secrets):
        assert secret not in bot.log
        assert secret not in said
    for text in (said, bot.log):
        assert "Traceback" not in text
    for question, _ in QUESTIONS:
        assert question not in bot.log
