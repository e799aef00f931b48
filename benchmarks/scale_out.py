"""Two replicas behind a balancer while each part is killed and brought back: is every question answered once, in order?

    python benchmarks/scale_out.py > docs/scale-out.md
    python benchmarks/scale_out.py --private 40 --groups 6 --seconds 60

Everything is real: two processes of `sanctions-bot run --webhook` with a data folder each, one PostgreSQL, one Chroma
server, HTTP between them, and the test Bot API server that keeps Telegram's limits and delivers an update until it is
accepted. People ask all the time, in private chats and in groups. Progress goes to stderr, the page to stdout.
"""

from __future__ import annotations

import argparse
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.state.updates import LEASE_SECONDS
from tests.botapi import BotApiServer, User
from tests.servers import chroma, postgresql
from tests.telegram.asking import Asking, Counts
from tests.telegram.replicas import Replicas

AWAY_SECONDS = 8.0
DRAIN_SECONDS = 300.0
NEWS = """---
title: Orvex Metals of Tarn sanctioned for selling fuel to the militia
published: 2026-02-03
url: https://news.example/orvex-metals
---

The Treasury sanctioned Orvex Metals of Tarn on 3 February 2026 because it had sold fuel to the militia.
"""
HEAD = """# Scaled out, tried

Made by `python benchmarks/scale_out.py > docs/scale-out.md`. Two replicas of `sanctions-bot run --webhook` stood behind
a balancer, on one PostgreSQL and one Chroma server, while {private} people asked in private chats (a question and, at
once, what refers to it) and {members} in {groups} groups, each again as soon as answered. The test Bot API server kept
Telegram's limits and delivered each update until it was accepted. Meanwhile each part was killed and brought back.

Lost: never replied to. Twice: replied to more than once. Out of order: replied to before an earlier question of the
same chat. Apologies: the reply was one, in place of an answer. Seconds from question to reply, those spent waiting for
what was killed among them. All on one machine with {cores} cores, which the load, both replicas, all servers and other
work shared (load average {busy:.0f} at the end), so an answer was given {patience:.0f} s in place of 20: read the
counts, and for speed [how quick](telegram-day.md#how-quick).

| meanwhile | questions | lost | twice | out of order | apologies | median s | slowest s |
|---|---|---|---|---|---|---|---|
"""
TAIL = """
Updates accepted by each replica: {taken}. Answers given by each: {answered}. Requests Telegram refused for their
number and the bot made again: {refused}.

## What is promised, and what is not

- An update is stored in PostgreSQL before Telegram is told that it came; where that fails, Telegram delivers it again.
  Of one chat's updates one is worked on at a time, by one replica, which renews its claim every 5 seconds. A replica
  that is told to stop gives back what it did not get to. What one that was killed held is free after {lease:.0f}
  seconds: that is what the slowest answers above waited for.
- While PostgreSQL is away nothing is answered and nothing is lost: who has asked is answered when it is back. A replica
  that cannot renew its claims ends what it is working on before another may begin it.
- While Chroma is away answers come from words alone and say so.
- A replica that is killed in the few milliseconds between Telegram's taking an answer and its being noted leaves a
  question behind that another replica answers again: Telegram has no way to say "unless you have it".
- Each replica keeps Telegram's pace by itself, and a restart forgets what Telegram said of it. In a group two replicas
  may therefore be refused for their number; they wait as long as Telegram says, then go on.
- The clocks of the replicas must agree to a few seconds, as those of machines that ask a time server do.
"""


def main() -> int:
    """Carry the scenario out, print the page; 1 where anything went wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--private", type=int, default=16, help="private chats")
    parser.add_argument("--groups", type=int, default=2, help="groups, of three people each")
    parser.add_argument("--seconds", type=float, default=15.0, help="of undisturbed load between two disturbances")
    parser.add_argument(
        "--answer-seconds", type=float, default=60.0, help="after which the bot gives up; the machine does all the work"
    )
    parser.add_argument("--models", type=Path, help="folder with the exported model (models/ of a data folder)")
    parser.add_argument("--logs", type=Path, help="where to leave what the replicas wrote")
    options = parser.parse_args()
    logging.getLogger("aiohttp").setLevel(logging.ERROR)
    with ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(BotApiServer())
        database = stack.enter_context(postgresql())
        vectors = stack.enter_context(chroma(work / "chroma"))
        url = database.new_database().get_secret_value()
        admin = server.user("Admin")
        (work / "news").mkdir()
        replicas = stack.enter_context(
            Replicas(
                server,
                work,
                url,
                vectors,
                options.models,
                answer_seconds=options.answer_seconds,
                admins=admin.id,
                sources=work / "news",
            )
        )
        if options.logs is not None:
            stack.callback(keep_logs, replicas, options.logs)
        server.enforce_limits()
        asking = Asking(server, options.private, options.groups)

        def ready() -> bool:
            return all(replicas.is_ready(port) for port in replicas.ports)

        def load(phase: str, until: Callable[[], bool] = lambda: False, seconds: float = options.seconds) -> None:
            asking.phase = phase
            said(f"{phase}: {asking.open} open")
            asking.run(until, seconds=seconds)

        load("nothing")
        replicas.bots[0].kill()
        load("a replica killed", seconds=AWAY_SECONDS)
        replicas.bots[0].start(wait=False)
        load("it starts again", ready, 180)
        load("the other told to stop", lambda: replicas.bots[1].stop() == 0)
        replicas.bots[1].start(wait=False)
        load("the other, told to stop, starts again", ready, 180)
        database.kill()
        load("PostgreSQL killed", seconds=AWAY_SECONDS)
        database.start()
        load("it is back")
        vectors.stop()
        load("Chroma killed", seconds=AWAY_SECONDS)
        vectors.start()
        load("it is back, too")
        (work / "news" / "orvex.md").write_text(NEWS)
        server.write(admin, "/reindex")
        load("re-indexing", lambda: reindexed(server, admin), 120)
        load("the new index in use")
        asking.run(lambda: asking.open == 0, ask=False, seconds=DRAIN_SECONDS)
        asking.run(lambda: False, ask=False, seconds=3)  # for what may come twice
        said(server.last(server.private_chat(admin)).words)
        answered = [bot.log.count("telegram.answered") for bot in replicas.bots]
        logs = "".join(bot.log for bot in replicas.bots)
        assert not server.violations, server.violations
        assert "Traceback" not in logs
        counts = asking.account()
        told = {"private": options.private, "groups": options.groups, "members": 3 * options.groups}
        told |= {"cores": os.cpu_count(), "busy": os.getloadavg()[0], "patience": options.answer_seconds}
        sys.stdout.write(HEAD.format(**told))
        sys.stdout.write("".join(f"{line}\n" for line in rows(counts)))
        taken = " and ".join(str(replicas.balancer.taken[port]) for port in replicas.ports)
        given = " and ".join(map(str, answered))
        refused = server.cloud.limits.refused
        sys.stdout.write(TAIL.format(taken=taken, answered=given, refused=refused, lease=LEASE_SECONDS))
        for one in asking.faulty():
            said(one)
    return 1 if any(one.faults for one in counts.values()) else 0


def reindexed(server: BotApiServer, admin: User) -> bool:
    """Whether the admin has been told how the index run went."""
    return any(message.words.startswith("Re-index done") for message in server.sent(server.private_chat(admin)))


def keep_logs(replicas: Replicas, folder: Path) -> None:
    """Leave what the replicas wrote."""
    for nth, bot in enumerate(replicas.bots):
        (folder / f"replica{nth}.log").write_text(bot.log)


def rows(counts: dict[str, Counts]) -> Iterator[str]:
    """The table's rows: a phase each, then all of them."""
    whole = Counts()
    for phase, one in counts.items():
        yield row(phase, one)
        for name in ("asked", "lost", "twice", "out_of_order", "apologised"):
            setattr(whole, name, getattr(whole, name) + getattr(one, name))
        whole.seconds += one.seconds
    yield row("all", whole)


def row(phase: str, one: Counts) -> str:
    """One row."""
    median = f"{statistics.median(one.seconds):.1f}" if one.seconds else "–"
    slowest = f"{max(one.seconds):.1f}" if one.seconds else "–"
    cells = (phase, one.asked, one.lost, one.twice, one.out_of_order, one.apologised, median, slowest)
    return "| " + " | ".join(map(str, cells)) + " |"


def said(text: str) -> None:
    """Tell who waits."""
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
