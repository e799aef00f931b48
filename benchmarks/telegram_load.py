"""How many answers a second the bot gives when many chats ask at once, and whether it keeps their order and loses none.

    python benchmarks/telegram_load.py --chats 50
    python benchmarks/telegram_load.py --chats 500 --data COPY_OF_A_DATA_FOLDER --questions shared/questions.jsonl

The real bot runs in a process of its own against the test Bot API server (real HTTP), which runs in this one. Every
chat asks its next question as soon as it has the answer to the one before; in the last round it asks several at once.
The data folder is changed (the bot's memory goes there), so give it a copy; without --data the sample is indexed.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.state import DATABASE_NAME
from tests.botapi import BotApiServer, Chat, Message, User
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
ALL_SECONDS = 1800


class Process:
    """What a process has used so far, as Linux tells."""

    def __init__(self, pid: int) -> None:
        self._folder = Path("/proc") / str(pid)

    def cpu_seconds(self) -> float:
        """In user and system mode, over all threads."""
        fields = (self._folder / "stat").read_text().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak_megabytes(self) -> float:
        """The most memory it has had."""
        status = (self._folder / "status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024


class Load:
    """Chats that ask, and what they got. Times are unix seconds."""

    def __init__(self, server: BotApiServer, people: list[User], questions: list[str]) -> None:
        self._server = server
        self._people = people
        self._questions = itertools.cycle(questions)
        self.asked: dict[int, list[Message]] = defaultdict(list)
        self._asked_at: dict[tuple[int, int], float] = {}
        self.seconds: list[float] = []
        self._seen = len(server.calls("sendMessage"))

    def _chats(self) -> list[Chat]:
        return [self._server.private_chat(person) for person in self._people]

    def _ask(self, person: User) -> None:
        message = self._server.write(person, next(self._questions))
        self.asked[person.id].append(message)
        self._asked_at[person.id, message.message_id] = time.time()

    def run(self, rounds: int, burst: int) -> float:
        """Each chat asks `rounds` questions one after the other, then `burst` at once; how long all that took."""
        started = time.time()
        left = dict.fromkeys((person.id for person in self._people), rounds - 1)
        by_id = {person.id: person for person in self._people}
        for person in self._people:
            self._ask(person)
        total = len(self._people) * (rounds + burst)
        while len(self.seconds) < total and time.time() - started < ALL_SECONDS:
            calls = self._server.calls("sendMessage")[self._seen :]
            self._seen += len(calls)
            for call in calls:
                chat_id = call.parameters["chat_id"]
                asked_at = self._asked_at.pop((chat_id, call.parameters["reply_parameters"]["message_id"]), None)
                if call.error is not None or asked_at is None:
                    continue  # a second message of a long answer
                self.seconds.append(call.at - asked_at)
                for _ in range(1 if left[chat_id] > 0 else burst if left[chat_id] == 0 else 0):
                    self._ask(by_id[chat_id])
                left[chat_id] -= 1
            time.sleep(0.02)
        return time.time() - started

    def faults(self) -> tuple[int, int, int]:
        """Chats answered out of order, questions lost, answers given twice."""
        disordered = lost = doubled = 0
        for chat in self._chats():
            asked = [message.message_id for message in self.asked[chat.id]]
            replied = [
                sent.reply_to.message_id for sent in self._server.sent(chat) if sent.reply_to in self.asked[chat.id]
            ]
            disordered += replied != sorted(replied)
            lost += len(set(asked) - set(replied))
            doubled += len(replied) - len(set(replied))
        return disordered, lost, doubled


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--chats", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=4, help="questions of each chat, one after the other")
    parser.add_argument("--burst", type=int, default=3, help="questions of each chat after those, all at once")
    parser.add_argument("--data", type=Path, help="a data folder with an index, which is written to")
    parser.add_argument("--questions", type=Path, help='JSON lines with a "question" each')
    options = parser.parse_args()
    questions = list(SAMPLE_QUESTIONS)
    if options.questions is not None:
        questions = [json.loads(line)["question"] for line in options.questions.read_text().splitlines() if line]
    with tempfile.TemporaryDirectory() as folder, BotApiServer() as server:
        work = Path(folder)
        data = options.data or work / "data"
        if options.data is None:
            subprocess.run(
                command(data, "index", "sample"), env=environment(), check=True, capture_output=True, cwd=work
            )
        for memory in data.glob(f"{DATABASE_NAME}*"):
            memory.unlink()  # of a run before: the test server's ids begin anew, and nobody is answered twice
        with RunningBot(server, data, work) as bot:
            people = [server.user(f"P{number}") for number in range(options.chats)]
            first = server.user("First")
            server.write(first, questions[0])
            server.wait_for_message(server.private_chat(first), timeout=120)
            process = Process(bot.pid)
            cpu_before, own_before = process.cpu_seconds(), time.process_time()
            load = Load(server, people, questions)
            seconds = load.run(options.rounds, options.burst)
            disordered, lost, doubled = load.faults()
            count = len(load.seconds)
            percentiles = statistics.quantiles(load.seconds, n=100, method="inclusive")
            print(
                json.dumps(
                    {
                        "chats": options.chats,
                        "answers": count,
                        "answers_a_second": round(count / seconds, 2),
                        "p50_seconds": round(percentiles[49], 2),
                        "p95_seconds": round(percentiles[94], 2),
                        "out_of_order": disordered,
                        "lost": lost,
                        "twice": doubled,
                        "bot_cpu_seconds_an_answer": round((process.cpu_seconds() - cpu_before) / count, 3),
                        "server_cpu_seconds_an_answer": round((time.process_time() - own_before) / count, 3),
                        "peak_megabytes": round(process.peak_megabytes()),
                        "too_slow": bot.log.count("answer_too_slow"),
                        "errors": bot.log.count("[error"),
                    },
                    indent=2,
                )
            )


if __name__ == "__main__":
    main()
