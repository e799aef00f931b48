"""/reindex by an admin, in a real run of the index."""

from __future__ import annotations

import itertools
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from bot.telegram.index_reports import plan_text, progress_text, report_text
from bot.telegram.speech import speech_in
from index.report import HeldBackItem, IndexReport, Progress, SkippedItem, WaitingItem
from tests.botapi import BotApiServer, Message
from tests.telegram.conftest import ADMIN_ID
from tests.telegram.running import ANSWER_SECONDS, RunningBot, command, environment

ENGLISH = speech_in("en")
Fresh = Callable[..., tuple[BotApiServer, RunningBot]]
RUN_SECONDS = 240


def add_news(folder: Path, first: int, count: int) -> None:
    """Short articles about nothing, each different from the others."""
    folder.mkdir(exist_ok=True)
    for n in range(first, first + count):
        lines = [
            f"On day {n} inspector {n * k} counted {n + k} crates in warehouse {k} of port {n % 17}." for k in range(40)
        ]
        path = folder / f"day{n}.md"
        path.write_text(f"---\ntitle: Harbour log, day {n}\npublished: 2021-01-02\n---\n" + "\n\n".join(lines))


def planned(server: BotApiServer, message: Message) -> Message:
    """The message once it tells what a run would do."""
    server.wait_for(lambda: "Re-index" in message.button_texts, RUN_SECONDS, "the plan")
    return message


def finished(server: BotApiServer, message: Message) -> str:
    server.wait_for(lambda: "Re-index done" in message.words, RUN_SECONDS, "the re-index to be done")
    return message.words


def test_an_admin_re_indexes_and_the_bot_goes_on_answering(fresh: Fresh, tmp_path: Path) -> None:
    news = tmp_path / "news"
    add_news(news, 0, 60)
    (news / "broken.jsonl").write_text("{not json}\n")
    server, bot = fresh(sources=news)
    admin = server.user("Boss", id=ADMIN_ID)
    chat = server.private_chat(admin)
    asked = server.write(admin, "/reindex")
    told = server.wait_for_message(chat, timeout=ANSWER_SECONDS)
    assert told.reply_to is asked
    assert "60 added" in planned(server, told).words
    assert "broken.jsonl" in told.words
    before = len(server.calls("editMessageText"))
    server.press(admin, told, "Re-index")
    server.write(admin, "/reindex")
    assert "already running" in server.wait_for_message(chat, timeout=ANSWER_SECONDS).words

    reader = server.user("Anna")
    server.write(reader, "Why was CEIEC sanctioned?")
    answer = server.wait_for_message(server.private_chat(reader), timeout=ANSWER_SECONDS)
    assert "[1]" in answer.words
    assert "Re-index done" not in told.words  # the answer came while the run was on

    result = finished(server, told)
    assert "60 added" in result
    assert "broken.jsonl" in result
    steps = [version.text for version in told.versions]
    assert any("passages" in step or "reading files" in step for step in steps[1:-1])
    edits = [call.at for call in server.calls("editMessageText")[before:]]
    assert all(later - earlier >= 3 for earlier, later in itertools.pairwise(edits))  # Telegram bans who is faster
    assert len(server.sent(chat)) == 2

    server.write(admin, "/reindex")
    again = planned(server, server.wait_for_message(chat, timeout=ANSWER_SECONDS))
    assert "Nothing has changed" in again.words
    server.press(admin, again, "Re-index")
    assert "nothing has changed" in finished(server, again)
    assert not server.violations
    assert server.token not in bot.log
    assert bot.stop() == 0


def test_a_run_of_somebody_else_is_said_kindly_and_a_stop_ends_a_run(
    fresh: Fresh, indexed: Path, tmp_path: Path
) -> None:
    news = tmp_path / "news"
    add_news(news, 0, 100)
    server, bot = fresh()
    said = tmp_path / "other.log"
    with said.open("wb") as log:
        other = subprocess.Popen(
            command(tmp_path / "data", "index", str(news)), env=environment(), cwd=tmp_path, stderr=log, stdout=log
        )
    try:
        # Asked sooner, the bot would be the one that holds the index, and the other would give up.
        server.wait_for(lambda: b"reading: " in said.read_bytes(), RUN_SECONDS, "the other run to begin")
        admin = server.user("Boss", id=ADMIN_ID)
        chat = server.private_chat(admin)
        busy: Message | None = None
        deadline = time.monotonic() + RUN_SECONDS
        while busy is None and other.poll() is None and time.monotonic() < deadline:
            server.write(admin, "/reindex")
            told = server.wait_for_message(chat, timeout=ANSWER_SECONDS)
            server.wait_for(lambda told=told: len(told.versions) > 1, RUN_SECONDS)
            busy = told if "Something else is changing the index" in told.words else None
        assert busy is not None
    finally:
        other.kill()
        other.wait(30)

    server.write(admin, "/reindex")
    told = planned(server, server.wait_for_message(chat, timeout=ANSWER_SECONDS))
    server.press(admin, told, "Re-index")
    server.wait_for(lambda: "embedding" in told.words, RUN_SECONDS, "the run to embed")
    assert bot.stop() == 0
    assert "shut down" in told.words
    assert "telegram.stop_cut_short" not in bot.log


def test_the_report_counts_and_names_the_first_reasons() -> None:
    skipped = tuple(SkippedItem(path=f"/srv/news/file{n}.csv", line=n, reason="no title\u202e") for n in range(1, 8))
    report = IndexReport(
        generation="g2", added=3, changed=1, unchanged=40, duplicates=1, skipped=skipped, articles=44, listings=1,
        passages=1610, seconds=12.3,
    )  # fmt: skip
    assert report_text(report, ENGLISH).splitlines() == [
        "Re-index done in 12 s: 3 added, 1 changed; 40 unchanged.",
        "1 duplicate left out.",
        "I now hold 44 articles in 1,610 passages and 1 list entry.",
        "",
        "Skipped 7:",
        *[f"• file{n}.csv, line {n}: no title" for n in range(1, 6)],
        "… and 2 more, all of them in the file.",
    ]


def test_the_report_tells_what_was_held_back_and_how_to_allow_it() -> None:
    held = HeldBackItem(source="/srv/news", removed=40, of=90)
    report = IndexReport(generation="g2", unchanged=90, held_back=(held,), articles=90, passages=200)
    assert report_text(report, ENGLISH).splitlines() == [
        "Re-index done: nothing has changed.",
        "I now hold 90 articles in 200 passages and 0 list entries.",
        "",
        "Held back: news would lose 40 of its 90 articles and list entries. If that is right, /reindex has a "
        "button for it.",
    ]


def test_the_progress_tells_rate_and_time_left_where_they_are_known() -> None:
    assert progress_text(Progress("embedding", 300, 1000), 25.0, 28.0, ENGLISH).splitlines() == [
        "Re-indexing: embedding passages, 300 of 1,000 …",
        "25 a second, about 28 s left",
        "I go on answering meanwhile.",
    ]
    assert "about" not in progress_text(Progress("reading", 0, 0), None, None, ENGLISH)
    assert "30 a minute" in progress_text(Progress("fetching", 4, 0), 0.5, None, ENGLISH)


def test_the_report_tells_what_waits_for_a_yes() -> None:
    waiting = WaitingItem(generation="g3", reason="it does worse on the question file: 1 of 2 answered rightly")
    report = IndexReport(generation="g2", unchanged=90, waiting=waiting, articles=90, passages=200)
    assert report_text(report, ENGLISH).splitlines()[-1] == (
        "The new index is built but not in use: it does worse on the question file: 1 of 2 answered rightly. Accept "
        "puts it to use all the same, Discard forgets it."
    )


def test_the_plan_tells_what_would_change_and_how_long_that_takes() -> None:
    plan = IndexReport(
        generation="g2", added=1200, unchanged=3, to_embed=40_000, to_fetch=("https://a.example/1",),
        expected_seconds=2000.0, reasons=("1,200 new", "other settings (a → b): built beside the old index"),
    )  # fmt: skip
    assert plan_text(plan, ENGLISH).splitlines() == [
        "A re-index would bring: 1,200 added; 3 unchanged.",
        "Web pages to fetch: 1",
        "The settings have changed: other settings (a → b): built beside the old index",
        "Passages to embed: 40,000",
        "It takes about 33 min.",
    ]
    assert plan_text(IndexReport(generation="g2", unchanged=3), ENGLISH).startswith("Nothing has changed")
