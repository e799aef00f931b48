"""Who uses the bot while it soaks: people in private chats and groups, passers-by, and an editor."""

from __future__ import annotations

import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from benchmarks.ledger import NEWS, Ledger, Written
from benchmarks.synthetic_news import write_articles
from benchmarks.telegram_load import SAMPLE_QUESTIONS
from corpus import readers
from corpus.article import Article
from corpus.sources import SAMPLE, folder_of
from tests.botapi import BotApiServer, Chat, Message, Query, User

QUESTIONS = (
    *SAMPLE_QUESTIONS,
    "Why was Mahan Air designated?",
    "And why?",
    "When was that?",
)
COMMANDS = (
    "/who Igor Sechin",
    "/who Bank Rossija",
    "/timeline Rosneft",
    "/latest",
    "/latest Belarus",
    "/compare Mahan Air, Bank Rossiya",
    "/asof 2019-01-01 Is Rosneft under sanctions?",
    "/watch Rosneft",
    "/watch",
    "/sources",
    "/status",
    "/help",
    "/export",
)
NEWS_ARTICLES = 12  # some 190 passages, embedded anew by each run
ACT_SECONDS = 120.0
UPLOAD = """---
title: Harbour master of Ostmark fined, report {number}
published: 2021-03-04
---
The harbour master of Ostmark was fined {number} times for selling berths to sanctioned tankers, the port said.

Inspector {number} had counted the berths sold to tankers of the Borealis Line {number} times, the authority said.
"""


class People:
    """Each does something again as soon as it is answered; passers-by ask once and are never seen again."""

    def __init__(self, server: BotApiServer, chats: int, seed: int = 5) -> None:
        self._server = server
        self._random = random.Random(seed)
        self.ledger = Ledger(server)
        self.acts = 0
        self._kinds: Counter[str] = Counter()
        self._presses: list[tuple[Query, int]] = []
        self._lost_presses = 0
        self._answers: dict[int, Message] = {}
        self._everybody = {person.id: person for person in (server.user(f"P{n}") for n in range(chats))}
        self._groups = [server.group(f"Desk {n}", server.user(f"G{n}"), server.user(f"H{n}")) for n in range(2)]
        self._idle: set[int] = set()
        self._passed = 0

    def greet(self, seconds: float) -> None:
        """The first question, for which the index is opened, by everybody; waits for the answers."""
        for person in self._everybody.values():
            self.ledger.write(self._server.private_chat(person), person, QUESTIONS[0])
        until = time.time() + seconds
        while self.ledger.open and time.time() < until:
            self._take()
            time.sleep(0.02)
        self._idle = set(self._everybody)
        for group in self._groups:
            self._ask_in(group)

    def step(self) -> None:
        """Let all who have their answer do something, then wait a moment."""
        self._take()
        for key in list(self._idle):
            self._idle.discard(key)
            self._act(key)
        self._look_at_presses()
        time.sleep(0.02)

    def _take(self) -> None:
        for one in self.ledger.look():
            self._replied(one)

    def _replied(self, one: Written) -> None:
        chat = one.message.chat
        self._answers[chat.id] = one.replies[0][1]
        if chat.person is None:
            self._ask_in(chat)
        elif chat.person.id in self._everybody:
            self._idle.add(chat.person.id)

    def _act(self, key: int) -> None:
        person = self._everybody[key]
        chat = self._server.private_chat(person)
        chance = self._random.random()
        last = self._answers.get(chat.id)
        buttons = [one for one in last.buttons if "callback_data" in one] if last is not None else []
        self.acts += 1
        if chance < 0.17 and last is not None and buttons:
            query = self._server.press(person, last, self._random.choice(buttons)["callback_data"], wait=False)
            self._presses.append((query, key))
            self._kinds["press"] += 1
        elif chance < 0.38:
            self._write(chat, person, self._random.choice(COMMANDS), "command")
        else:
            self._write(chat, person, self._random.choice(QUESTIONS), "question")
            if chance > 0.9:
                self._pass_by()

    def _pass_by(self) -> None:
        self._passed += 1
        self.acts += 1
        person = self._server.user(f"Passer-by {self._passed}")
        self._write(self._server.private_chat(person), person, self._random.choice(QUESTIONS[:9]), "question")

    def _ask_in(self, group: Chat) -> None:
        people = [member.user for member in group.members.values() if not member.user.is_bot]
        name = self._server.bot.user.username
        self.acts += 1
        self._write(group, self._random.choice(people), f"@{name} {self._random.choice(QUESTIONS[:9])}", "question")

    def _write(self, chat: Chat, person: User, text: str, kind: str) -> None:
        self._kinds[kind] += 1
        self.ledger.write(chat, person, text, kind)

    def _look_at_presses(self) -> None:
        waiting = []
        for query, key in self._presses:
            if query.answer is not None:
                self._idle.add(key)
            elif time.monotonic() - query.at > ACT_SECONDS:
                self._lost_presses += 1
                self._idle.add(key)
            else:
                waiting.append((query, key))
        self._presses = waiting

    def drain(self, seconds: float) -> None:
        """Do nothing more and wait for what is owed, and a little for what may come twice."""
        until = time.time() + seconds
        while (self.ledger.open or self._presses) and time.time() < until:
            self.ledger.look()
            self._look_at_presses()
            time.sleep(0.05)
        time.sleep(2.0)
        self.ledger.look()

    def counts(self) -> dict[str, int]:
        """How often each kind of thing was done, and by how many passers-by."""
        return {**self._kinds, "passers-by": self._passed}

    def unanswered(self) -> int:
        """Presses that were never answered."""
        return self._lost_presses + len(self._presses)

    def open_presses(self) -> list[str]:
        """What the buttons say, to the bot, that were pressed and not answered so far."""
        return [query.data for query, _ in self._presses]

    def watch_news(self) -> int:
        """How many messages told of news of a watch."""
        return sum(
            message.words.startswith(NEWS)
            for person in self._everybody.values()
            for message in self._server.sent(self._server.private_chat(person))
        )


class Editor:
    """Re-indexes changed news and uploads a file, in turns, in a thread of its own; `runs` are from when to when."""

    def __init__(self, server: BotApiServer, admin: User, news: Path) -> None:
        self._server = server
        self._admin = admin
        self._news = news
        self.runs: list[tuple[float, float]] = []
        self.uploads = 0
        self._written = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._work, name="editor", daemon=True)
        self._real = [
            {"title": article.title, "text": article.text}
            for path in readers.files(folder_of(SAMPLE))
            for article in readers.read(Path(path), lambda skipped: None)
            if isinstance(article, Article)
        ]

    def __enter__(self) -> Editor:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def write_news(self) -> None:
        """As many articles as before at the same addresses, each with another text."""
        self._written += 1
        write_articles(self._news, NEWS_ARTICLES, self._real, seed=self._written)

    def stop(self) -> None:
        """Begin no more runs, and wait for the one that goes on."""
        self._ended.set()
        self._thread.join()

    def _work(self) -> None:
        pause = 10.0
        try:
            while not self._ended.wait(pause):
                started = time.time()
                if len(self.runs) % 3 == 2:
                    self._upload()
                else:
                    self._reindex()
                self.runs.append((started, time.time()))
                pause = min(60.0, max(8.0, time.time() - started))
        except Exception as error:
            print(f"the editor gave up: {error}", file=sys.stderr, flush=True)

    def _reindex(self) -> None:
        self.write_news()
        chat = self._server.private_chat(self._admin)
        asked = self._server.write(self._admin, "/reindex")
        told = self._server.wait_for_message(chat, after=asked, timeout=600)
        self._shows(told, "Re-index")
        self._server.press(self._admin, told, "Re-index", timeout=60)
        self._until(lambda: "Re-index done" in told.words, "the index run")

    def _upload(self) -> None:
        """A file is uploaded and taken back: two short runs."""
        self.uploads += 1
        chat = self._server.private_chat(self._admin)
        sent = self._server.say_document(
            chat, self._admin, f"report{self.uploads}.md", UPLOAD.format(number=self.uploads).encode()
        )
        preview = self._server.wait_for_message(chat, after=sent, timeout=600)
        self._server.press(self._admin, preview, "✓ Add", timeout=60)
        self._shows(preview, "↩ Undo")
        self._server.press(self._admin, preview, "↩ Undo", timeout=60)
        self._until(lambda: preview.words.startswith("Taken out"), "the upload to be taken back")

    def _shows(self, message: Message, button: str) -> None:
        self._until(lambda: button in message.button_texts, f"the button {button}")

    def _until(self, predicate: Callable[[], bool], what: str) -> None:
        self._server.wait_for(predicate, 900, what)
