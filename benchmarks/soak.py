"""An hour of busy use, as fast as it goes: do memory, handles and threads stay flat, and is nothing lost or delayed?

    python benchmarks/soak.py > soak.md
    python benchmarks/soak.py --acts 600 --runs 3 --picture /tmp/soak.svg --samples /tmp/soak.json

The real bot runs in a process of its own against the test Bot API server, which keeps Telegram's limits and runs in
this one. People ask, use commands and press buttons, in private and in groups, each again as soon as answered; an
editor re-indexes and uploads meanwhile, with as much time between index runs as they take. What is re-indexed has the
same size each time, so that memory that grows is memory lost. The section goes to stdout, progress to stderr, the plot
to docs/images/soak.svg.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.process_watch import Watched, folder_bytes
from benchmarks.soak_page import Soaked, draw, section
from benchmarks.soak_people import Editor, People
from tests.botapi import BotApiServer
from tests.telegram.conftest import ADMIN_ID
from tests.telegram.running import RunningBot, command, environment

IMAGE = Path(__file__).resolve().parents[1] / "docs" / "images" / "soak.svg"
START_SECONDS = 180.0
END_SECONDS = 300.0
REST_SECONDS = 15.0
WARM_SHARE = 0.2  # of the acts: what is opened, compiled and cached once


def main() -> int:
    """Soak, and write the section."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--acts", type=int, default=2400, help="questions, commands and presses together")
    parser.add_argument("--runs", type=int, default=6, help="index runs there are at least")
    parser.add_argument(
        "--chats", type=int, default=12, help="private chats that ask all the time; as many again pass by"
    )
    parser.add_argument("--data", type=Path, help="a data folder with the sample indexed, which is copied")
    parser.add_argument("--picture", type=Path, default=IMAGE)
    parser.add_argument("--samples", type=Path, help="where to leave all that was measured, as JSON")
    parser.add_argument("--keep-log", type=Path, help="where to leave what the bot wrote")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, BotApiServer() as server:
        work = Path(folder)
        data, news = work / "data", work / "news"
        if options.data is not None:
            shutil.copytree(options.data, data)
        said("indexing")
        subprocess.run(command(data, "index", "sample"), env=environment(), check=True, capture_output=True, cwd=work)
        editor = Editor(server, server.user("Boss", id=ADMIN_ID), news)
        editor.write_news()
        subprocess.run(command(data, "index", str(news)), env=environment(), check=True, capture_output=True, cwd=work)
        server.enforce_limits()
        with RunningBot(server, data, work, admins=ADMIN_ID, suggestions=3) as bot:
            people = People(server, options.chats)
            people.greet(START_SECONDS)
            before = folder_bytes(data)
            with Watched(bot.pid) as watched, editor:
                started = time.time()
                warm_at = 0.0
                while people.acts < options.acts or len(editor.runs) < options.runs:
                    people.step()
                    if not warm_at and people.acts >= WARM_SHARE * options.acts and editor.runs:
                        warm_at = time.time()
                        said(f"warm after {people.acts} acts")
                    said_every(people, editor)
                editor.stop()
                ended = time.time()
                people.drain(END_SECONDS)
                for one in people.ledger.open.values():
                    said(f"never replied to: {one.message.words!r} in {one.message.chat.type} {one.message.chat.id}")
                for text in people.open_presses():
                    said(f"never answered: a press of {text}")
                time.sleep(REST_SECONDS)
                rested = watched.process.sample()
                handles = watched.process.handles()
            others = watched.others_share()
            stopped = bot.stop()
            soaked = Soaked(
                started=started,
                warm_at=warm_at,
                ended=ended,
                samples=watched.samples,
                rested=rested,
                handles=handles,
                runs=editor.runs,
                written=people.ledger.written,
                account=people.ledger.account(),
                counts=people.counts(),
                unanswered_presses=people.unanswered(),
                refused=people.ledger.refused,
                violations=len(server.violations),
                before=before,
                after=folder_bytes(data),
                others_share=others,
                exit_code=stopped,
                log=bot.log,
                uploads=editor.uploads,
                watch_news=people.watch_news(),
                chats=options.chats,
            )
            if options.keep_log:
                options.keep_log.write_text(bot.log)
    if options.samples:
        facts = {"samples": [asdict(one) for one in soaked.samples], "runs": soaked.runs, "handles": handles}
        facts["waits"] = [(one.at, one.kind, one.seconds) for one in soaked.written if one.replies]
        options.samples.write_text(json.dumps(facts))
    draw(soaked, options.picture)
    print(section(soaked))
    return 0


_told_at = 0.0


def said_every(people: People, editor: Editor) -> None:
    """Tell how far it is, at most every ten seconds."""
    global _told_at
    if time.time() - _told_at > 10:
        _told_at = time.time()
        said(f"{people.acts} acts, {len(editor.runs)} index runs")


def said(text: str) -> None:
    """Tell who waits."""
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
