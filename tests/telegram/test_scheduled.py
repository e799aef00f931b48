"""Scheduled re-indexing: due when it should be, done by one, told when there is something to tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.settings import load_settings
from bot.state import State
from bot.state.jobs import CLAIM_SECONDS
from bot.status import SourceStatus
from bot.telegram.index_runs import Ran
from bot.telegram.scheduled import news_of, news_text
from bot.telegram.speech import speech_in
from corpus.database import Place
from corpus.errors import SettingsError
from index.report import HeldBackItem, IndexReport, WaitingItem
from tests.botapi import BotApiServer
from tests.clock import Clock
from tests.telegram.conftest import ADMIN_ID
from tests.telegram.running import RunningBot

HOUR = 3600.0
STARTED = 1_700_000_000.0


@pytest.fixture
def clock() -> Clock:
    return Clock(STARTED)


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def states(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[tuple[State, State]]:
    """Two replicas on one database."""
    place: Place = tmp_path / "state.sqlite"
    if request.param == "PostgreSQL":
        place = request.getfixturevalue("postgresql_server").new_database()
    one, other = State(place, now=clock), State(place, now=clock)
    yield one, other
    one.close()
    other.close()


def test_a_due_run_is_done_by_one_replica_and_due_again_later(states: tuple[State, State], clock: Clock) -> None:
    one, other = (state.jobs for state in states)
    assert one.plan("reindex", STARTED + HOUR, HOUR) == other.plan("reindex", 0, HOUR) == STARTED + HOUR
    assert not one.claim("reindex", "one")
    clock.now += HOUR
    assert other.claim("reindex", "other")
    assert not one.claim("reindex", "one")
    other.done("reindex", "other", HOUR)
    assert not one.claim("reindex", "one")
    clock.now += 3 * HOUR  # two runs were missed: they are caught up with once
    assert one.claim("reindex", "one")
    one.done("reindex", "one", HOUR)
    assert not other.claim("reindex", "other")


def test_a_run_whose_replica_died_is_taken_on_by_another(states: tuple[State, State], clock: Clock) -> None:
    one, other = (state.jobs for state in states)
    one.plan("reindex", 0, HOUR)
    assert one.claim("reindex", "one")
    clock.now += CLAIM_SECONDS / 2
    one.renew("reindex", "one")
    clock.now += CLAIM_SECONDS / 2 + 1
    assert not other.claim("reindex", "other")
    clock.now += CLAIM_SECONDS
    assert other.claim("reindex", "other")
    one.done("reindex", "one", HOUR)  # it was only asleep
    assert not one.claim("reindex", "one")


def test_a_shorter_interval_counts_at_once(states: tuple[State, State]) -> None:
    jobs = states[0].jobs
    jobs.plan("reindex", STARTED + 24 * HOUR, 24 * HOUR)
    assert jobs.plan("reindex", STARTED + 24 * HOUR, HOUR) == STARTED + HOUR


def test_a_run_is_cancelled_at_whatever_replica_the_button_is_pressed(states: tuple[State, State]) -> None:
    one, other = (state.index_runs for state in states)
    run = one.begin()
    assert not one.is_cancelled(run)
    assert other.cancel(run)
    assert one.is_cancelled(run)
    one.end(run)
    assert not other.cancel(run)


def test_what_was_answered_is_counted_by_day_and_kind(states: tuple[State, State], clock: Clock) -> None:
    served = states[0].served
    for kind, seconds in (("answer", 0.2), ("answer", 0.4), ("no_answer", 9.0)):
        served.add(kind, seconds)
    clock.now += 24 * HOUR
    served.add("answer", 0.4)
    days = served.last(3)
    assert [count for _, count in days.days] == [0, 3, 1]
    assert (days.count, days.kinds["answer"], days.median_seconds) == (4, 3, 0.4)
    assert states[1].prune(1) == 0
    clock.now += 3 * 24 * HOUR
    assert states[1].prune(1) == 4
    assert served.last(3).median_seconds is None


def report(**fields: object) -> IndexReport:
    return IndexReport.model_validate({"generation": "g2", "unchanged": 5, **fields})


def source(**fields: object) -> SourceStatus:
    return SourceStatus.model_validate({"id": "ab", "location": "a feed", "articles": 1, "listings": 0, **fields})


def test_only_changes_and_new_troubles_are_told() -> None:
    news, told = news_of(Ran(report()), [source()], [])
    assert not news
    news, told = news_of(Ran(report(added=2)), [source()], told)
    assert news.report is not None
    broken = source(last_error="HTTP 500")
    news, told = news_of(Ran(report()), [broken], told)
    assert "a feed: not read last time: HTTP 500" in news_text(news, speech_in("en"))
    news, told = news_of(Ran(report()), [broken.model_copy(update={"last_error": "HTTP 502"})], told)
    assert not news
    news, told = news_of(Ran(None, "disk full", "failed"), [broken], told)
    assert "disk full" in news_text(news, speech_in("en"))
    news, told = news_of(Ran(None, "disk full", "failed"), [broken], told)
    assert not news
    news, told = news_of(Ran(report()), [broken], told)
    assert news.recovered
    assert not news.sources
    news, told = news_of(Ran(report()), [source()], told)
    news, told = news_of(Ran(report()), [broken], told)
    assert news.sources == (broken,)


def test_what_waits_or_is_held_back_is_told_once() -> None:
    waits = Ran(report(added=3, waiting=WaitingItem(generation="g3", reason="worse")))
    news, told = news_of(waits, [], [])
    assert news
    assert not news_of(waits, [], told)[0]
    held = Ran(report(held_back=(HeldBackItem(source="news", removed=40, of=90),)))
    news, told = news_of(held, [], told)
    assert news
    assert not news_of(held, [], told)[0]


def test_the_interval_is_written_as_people_say_it(tmp_path: Path) -> None:
    for text, wanted in (("30m", timedelta(minutes=30)), ("6 h", timedelta(hours=6)), ("1D", timedelta(days=1))):
        assert load_settings(data=tmp_path, reindex_every=text).reindex_every == wanted
    for text in ("", "0", "0h"):
        assert load_settings(data=tmp_path, reindex_every=text).reindex_every is None
    for text in ("often", "1m", "6h30m", "-1h", "9w"):
        with pytest.raises(SettingsError, match="REINDEX_EVERY"):
            load_settings(data=tmp_path, reindex_every=text)


@pytest.mark.slow
def test_a_bot_catches_up_with_a_missed_run_at_its_start_and_tells_what_came(
    fresh: Callable[..., tuple[BotApiServer, RunningBot]], tmp_path: Path
) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "one.md").write_text("---\ntitle: A fine in Ostmark\npublished: 2021-03-04\n---\nThe port was fined. " * 3)
    server, bot = fresh(sources=news, reindex_every="5m")
    server.wait_for(lambda: "telegram.reindex_scheduled" in bot.log, 60, "the schedule")
    assert bot.stop() == 0
    assert "telegram.scheduled_reindex_started" not in bot.log  # the sample was indexed just now
    chat = server.private_chat(server.user("Boss", id=ADMIN_ID))
    later = State(bot.data / "telegram.sqlite", now=lambda: 4_000_000_000.0)
    assert later.jobs.claim("reindex", "test")
    later.jobs.done("reindex", "test", -4_000_000_000.0)  # long due
    later.close()
    bot.start()
    server.wait_for(lambda: server.sent(chat), 120, "word of the run")
    told = server.sent(chat)[0].words
    assert told.startswith("I have re-indexed by myself")
    assert "1 added" in told
    assert bot.log.count("telegram.scheduled_reindex_started") == 1
    assert bot.stop() == 0
