"""How many answers a second the bot gives when many chats ask at once, how long they wait and what they see meanwhile.

    python benchmarks/telegram_load.py > load.md
    python benchmarks/telegram_load.py --chats 50 --no-stop
    python benchmarks/telegram_load.py --data COPY_OF_A_DATA_FOLDER --questions shared/questions.jsonl

The real bot runs in a process of its own against the test Bot API server (real HTTP), which runs in this one and keeps
Telegram's limits. Every chat asks its next question as soon as it has the answer to the one before; in the end it asks
several at once, which shows whether order is kept. Then the bot is told to stop while 50 chats ask, and started again.
The data folder is changed (the bot's memory goes there), so give it a copy; without --data the sample is indexed. The
section goes to stdout, progress to stderr.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.indexing_page import table
from benchmarks.ledger import Account, Ledger, Written, share
from benchmarks.process_watch import Watched
from bot.state import DATABASE_NAME
from tests.botapi import BotApiServer, User
from tests.telegram.running import RunningBot, command, environment

SAMPLE_QUESTIONS = (
    "Why was CEIEC sanctioned?",
    "When was Bank Rossiya sanctioned?",
    "Who is Igor Sechin?",
    "Is Rosneft under sanctions?",
    "What did the EU decide on Belarus?",
    "Which companies were sanctioned for helping North Korea?",
    "Why was Alexander Lukashenko sanctioned?",
    "What is the price of bread in Lima?",
)
# Questions of each chat one after the other, then how many at once: some 350 answers, and 1,000 with 500 chats.
PATTERNS = {1: (20, 3), 10: (6, 3), 50: (4, 3), 500: (0, 2)}
PATTERN = (2, 2)  # with any other number of chats
ALL_SECONDS = 1800.0
STOP_CHATS = 50
STOP_AFTER_ANSWERS = 30
_INTRODUCTION = """People ask in private chats, each again as soon as answered and in the end two or three questions \
at once ("4 then 3" below: four one after the other, then three at once). The bot and the test Bot API server, which \
keeps Telegram's limits (30 messages a second in all, about one a second in a chat), share {cores} processors with \
other work, which took up to {others:.0%} of them.

"""
_WAITS = """
Seconds are from question to answer. A sign is "typing …" or the answer: the first one tells that the question has \
come in, the longest silence is the longest time a person saw neither.
"""
_STOP = """
Told to stop (SIGTERM) while {chats} chats asked without a pause, the bot gave the {begun} answers it had begun in \
{seconds:.1f} s and ended with exit code {code}. {waiting} questions waited then or were asked while it was down; \
started again, it answered them. Of {written} questions {lost} were lost, {twice} answered twice, {apologised} got an \
apology, {disordered} chats were answered out of order.
"""


@dataclass(frozen=True)
class Measured:
    """What came of one number of chats."""

    chats: int
    pattern: tuple[int, int]
    seconds: float
    written: list[Written]
    account: Account
    refused: int
    violations: list[str]
    cpu_seconds: float
    peak_megabytes: float
    others_share: float
    errors: Counter[str]


class Load:
    """Chats that ask."""

    def __init__(self, server: BotApiServer, people: Sequence[User], questions: Sequence[str]) -> None:
        self._server = server
        self._people = {person.id: person for person in people}
        self._questions = itertools.cycle(questions)
        self.ledger = Ledger(server)

    def ask(self, person: User) -> None:
        """Ask the next question."""
        self.ledger.write(self._server.private_chat(person), person, next(self._questions))

    def run(self, rounds: int, burst: int) -> float:
        """Each chat asks `rounds` questions one after the other, then `burst` at once; how long all that took."""
        started = time.time()
        left = dict.fromkeys(self._people, rounds)
        for person in self._people.values():
            self._next(left, person, burst)
        while self.ledger.open and time.time() - started < ALL_SECONDS:
            for one in self.ledger.look():
                self._next(left, self._people[one.message.chat.id], burst)
            time.sleep(0.02)
        seconds = time.time() - started
        time.sleep(1.0)  # for what may come twice
        self.ledger.look()
        return seconds

    def _next(self, left: dict[int, int], person: User, burst: int) -> None:
        for _ in range(1 if left[person.id] > 0 else burst if left[person.id] == 0 else 0):
            self.ask(person)
        left[person.id] -= 1

    def run_until(self, answers: int) -> None:
        """Each chat asks again as soon as answered, until there were so many answers."""
        for person in self._people.values():
            self.ask(person)
        while answers > 0:
            for one in self.ledger.look():
                answers -= 1
                self.ask(self._people[one.message.chat.id])
            time.sleep(0.02)


def measure(data: Path, chats: int, questions: Sequence[str]) -> Measured:
    """So many chats ask."""
    said(f"{chats} chats")
    pattern = PATTERNS.get(chats, PATTERN)
    with tempfile.TemporaryDirectory() as folder, BotApiServer() as server:
        server.enforce_limits()
        with bot_on(server, data, Path(folder)) as bot:
            load = Load(server, [server.user(f"P{number}") for number in range(chats)], questions)
            warm(server, questions)
            load.ledger.look()
            with Watched(bot.pid) as watched:
                before = watched.process.cpu_seconds()
                seconds = load.run(*pattern)
                cpu = watched.process.cpu_seconds() - before
            peak, others = watched.process.peak_megabytes(), watched.others_share()
            errors = Counter(line.split("]")[1].split()[0] for line in bot.log.splitlines() if "[error" in line)
            ledger = load.ledger
            return Measured(
                chats, pattern, seconds, ledger.written, ledger.account(), ledger.refused, server.violations, cpu, peak,
                others, errors,
            )  # fmt: skip


def stop_while_asking(data: Path, questions: Sequence[str]) -> str:
    """Tell the bot to stop while chats ask, start it again, and say what became of the questions."""
    said(f"a stop while {STOP_CHATS} chats ask")
    with tempfile.TemporaryDirectory() as folder, BotApiServer() as server:
        server.enforce_limits()
        with bot_on(server, data, Path(folder)) as bot:
            people = [server.user(f"P{number}") for number in range(STOP_CHATS)]
            load = Load(server, people, questions)
            warm(server, questions)
            load.ledger.look()
            load.run_until(STOP_AFTER_ANSWERS)
            told_at = time.time()
            code = bot.stop()
            seconds = time.time() - told_at
            begun = len(load.ledger.look())
            for person in people:
                load.ask(person)
            waiting = len(load.ledger.open)
            bot.start()
            left_until = time.time() + ALL_SECONDS
            while load.ledger.open and time.time() < left_until:
                load.ledger.look()
                time.sleep(0.05)
            time.sleep(3.0)
            load.ledger.look()
            account = load.ledger.account()
    return _STOP.format(
        chats=STOP_CHATS, begun=begun, seconds=seconds, code=code, waiting=waiting, written=account.written,
        lost=account.lost, twice=account.twice, apologised=account.apologised, disordered=account.chats_out_of_order,
    )  # fmt: skip


def bot_on(server: BotApiServer, data: Path, work: Path) -> RunningBot:
    """A bot without any memory of a run before: the test server's ids begin anew, and nobody is answered twice."""
    for memory in data.glob(f"{DATABASE_NAME}*"):
        memory.unlink()
    return RunningBot(server, data, work)


def warm(server: BotApiServer, questions: Sequence[str]) -> None:
    """A first question, for which the index is opened."""
    first = server.user("First")
    server.write(first, questions[0])
    server.wait_for_message(server.private_chat(first), timeout=180)


def rows(measured: Sequence[Measured]) -> tuple[str, str]:
    """What was given, and how long people waited: a table each."""
    given, waited = [], []
    for one in measured:
        answers = [written for written in one.written if written.replies]
        account = one.account
        chats, count = f"{one.chats:,}", len(answers)
        errors = ", ".join(f"{name} {times}" for name, times in one.errors.most_common()) or "none"
        given.append([
            chats, f"{one.pattern[0]} then {one.pattern[1]}", f"{count:,}", f"{count / one.seconds:.1f}",
            f"{one.cpu_seconds / max(1, count):.2f}", f"{account.lost}", f"{account.twice}",
            f"{account.chats_out_of_order}", f"{account.apologised}", f"{one.refused}",
            f"{len(one.violations)}", errors, f"{one.peak_megabytes:.0f}",
        ])  # fmt: skip
        waits = [written.seconds for written in answers]
        first = [written.first_sign_seconds for written in answers]
        silence = [written.silence_seconds for written in answers]
        cells = [share(waits, part) for part in (0.5, 0.95, 1.0)]
        cells += [share(first, 0.5), share(first, 0.95), share(first, 1.0), share(silence, 0.95), share(silence, 1.0)]
        waited.append([chats, *(f"{cell:.1f}" for cell in cells)])
    head = ["chats", "questions of each", "answers", "a second", "CPU s an answer", "lost", "twice", "out of order"]
    head += ["apologies", "over Telegram's limits", "refused", "errors logged", "peak MB"]
    signs = ["first sign p50", "p95", "last", "longest silence p95", "longest"]
    return table(head, given), table(["chats", "answer p50, s", "p95", "last", *signs], waited)


def said(text: str) -> None:
    """Tell who waits."""
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def main() -> None:
    """Measure and print the section."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--chats", type=int, action="append", help="how many ask; 1, 10, 50 and 500 if never said")
    parser.add_argument("--data", type=Path, help="a data folder with an index, which is written to")
    parser.add_argument("--questions", type=Path, help='JSON lines with a "question" each')
    parser.add_argument("--no-stop", action="store_true", help="without the stop while 50 chats ask")
    options = parser.parse_args()
    questions = list(SAMPLE_QUESTIONS)
    if options.questions is not None:
        questions = [json.loads(line)["question"] for line in options.questions.read_text().splitlines() if line]
    with tempfile.TemporaryDirectory() as folder:
        data = options.data or Path(folder) / "data"
        if options.data is None:
            said("indexing the sample")
            index = command(data, "index", "sample")
            subprocess.run(index, env=environment(), check=True, capture_output=True, cwd=folder)
        measured = [measure(data, chats, questions) for chats in options.chats or PATTERNS]
        stop = "" if options.no_stop else stop_while_asking(data, questions)
    others = max(one.others_share for one in measured)
    given, waited = rows(measured)
    print(
        _INTRODUCTION.format(cores=os.cpu_count(), others=others) + given + "\n" + _WAITS + "\n" + waited + "\n" + stop
    )


if __name__ == "__main__":
    main()
