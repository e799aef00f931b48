"""People who ask in many chats at once, and an account of what each question got."""

from __future__ import annotations

import itertools
import random
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.botapi import BotApiServer, Chat, Message, User

# Each with what refers to it: the second can only be answered after the first, and from it.
PAIRS = (
    ("Why was CEIEC sanctioned?", "When was that?"),
    ("When was Bank Rossiya sanctioned?", "Why?"),
    ("Who is Igor Sechin?", "When was he sanctioned?"),
    ("Why was Alexander Lukashenko sanctioned?", "Who sanctioned him?"),
)
GROUP_QUESTIONS = tuple(first for first, _ in PAIRS)
APOLOGIES = ("Sorry, something went wrong", "Sorry, that took me too long")


@dataclass
class Question:
    """One message that asks, and the bot's replies to it in the order in which they came; times are unix seconds."""

    message: Message
    phase: str
    asked_at: float
    replies: list[tuple[float, str]] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """How long the first reply took."""
        return self.replies[0][0] - self.asked_at


@dataclass
class Counts:
    """What became of the questions of one phase."""

    asked: int = 0
    lost: int = 0
    twice: int = 0
    out_of_order: int = 0
    apologised: int = 0
    seconds: list[float] = field(default_factory=list)

    @property
    def faults(self) -> int:
        """How many went wrong."""
        return self.lost + self.twice + self.out_of_order + self.apologised


class Asking:
    """In private chats two questions come at once, in groups each member asks one; then they wait for the answers."""

    def __init__(self, server: BotApiServer, private: int, groups: int, members: int = 3) -> None:
        self._server = server
        self.phase = ""
        self.asked: dict[int, list[Question]] = defaultdict(list)
        self._open: dict[tuple[int, int], Question] = {}
        self._by_message: dict[tuple[int, int], Question] = {}
        self._seen = len(server.calls("sendMessage"))
        self._random = random.Random(5)
        self._due: list[tuple[float, Callable[[], None]]] = []
        self._askers: dict[tuple[int, int], Callable[[], None]] = {}  # by chat and person
        for number in range(private):
            person = server.user(f"P{number}")
            self._add(server.private_chat(person), person, itertools.cycle(PAIRS[number % 4 :] + PAIRS[: number % 4]))
        for number in range(groups):
            people = [server.user(f"G{number}M{member}") for member in range(members)]
            group = server.group(f"Group {number}", *people)
            name = server.bot.user.username
            for at, person in enumerate(people):
                questions = (
                    (f"@{name} {GROUP_QUESTIONS[(at + n) % len(GROUP_QUESTIONS)]}",) for n in itertools.count()
                )
                self._add(group, person, questions)

    def _add(self, chat: Chat, person: User, questions) -> None:  # type: ignore[no-untyped-def]
        def ask() -> None:
            for text in next(questions):
                message = self._server.say(chat, person, text)
                question = Question(message, self.phase, time.time())
                self.asked[chat.id].append(question)
                key = (chat.id, message.message_id)
                self._open[key] = self._by_message[key] = question

        self._askers[chat.id, person.id] = ask
        self._due.append((time.time() + self._random.uniform(0, 2), ask))

    @property
    def open(self) -> int:
        """How many questions have no reply yet."""
        return len(self._open)

    def run(self, until: Callable[[], bool], *, ask: bool = True, seconds: float = 600) -> None:
        """Ask (unless told not to) and take note of replies until `until()`; give up after so many `seconds`."""
        ends = time.time() + seconds
        while not until() and time.time() < ends:
            self.look()
            now = time.time()
            due = [one for one in self._due if one[0] <= now] if ask else []
            self._due = [one for one in self._due if one not in due]
            for _, asker in due:
                asker()
            time.sleep(0.02)

    def look(self) -> None:
        """Take note of what the bot has sent."""
        calls = self._server.calls("sendMessage")[self._seen :]
        self._seen += len(calls)
        for call in calls:
            reply = call.parameters.get("reply_parameters")
            question = self._by_message.get((call.parameters["chat_id"], reply["message_id"])) if reply else None
            if call.error is not None or question is None:
                continue
            question.replies.append((call.at, str(call.parameters["text"])))
            chat, asker = question.message.chat.id, question.message.sender
            self._open.pop((chat, question.message.message_id), None)
            assert asker is not None
            mine = (one for one in self._open.values() if one.message.chat.id == chat and one.message.sender is asker)
            if len(question.replies) == 1 and next(mine, None) is None:
                self._due.append((time.time() + self._random.uniform(0.5, 2.5), self._askers[chat, asker.id]))

    def account(self) -> dict[str, Counts]:
        """What became of the questions, by phase, in the order of the phases."""
        every = sorted((one.asked_at, one.phase) for questions in self.asked.values() for one in questions)
        counts = {phase: Counts() for _, phase in every}
        for questions in self.asked.values():
            latest = 0.0
            for question in questions:
                phase = counts[question.phase]
                phase.asked += 1
                if not question.replies:
                    phase.lost += 1
                    continue
                phase.twice += len(question.replies) > 1
                phase.apologised += question.replies[-1][1].startswith(APOLOGIES)
                phase.out_of_order += question.replies[0][0] < latest
                latest = max(latest, question.replies[0][0])
                phase.seconds.append(question.seconds)
        return counts

    def faulty(self) -> list[str]:
        """The questions that went wrong, in words."""
        wrong = []
        for chat, questions in self.asked.items():
            for one in questions:
                if len(one.replies) != 1 or one.replies[-1][1].startswith(APOLOGIES):
                    told = [f"{at - one.asked_at:.1f} s: {text[:50]!r}" for at, text in one.replies]
                    wrong.append(f"{one.phase}: chat {chat} message {one.message.message_id} got {told}")
        return wrong
