"""What is kept of watches: news once for each watch, told when its chat wants to hear it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from bot.answers.answer import Citation
from bot.news import NewsItem, Seen, key_of
from bot.state import State
from bot.state.schedules import Schedule
from bot.state.watches import CLAIM_SECONDS, PER_CHAT, TooManyWatchesError, Watch
from bot.telegram.watches import changed_hours
from tests.clock import Clock

ANNA, GROUP, SUPERGROUP = 7, -30, -100_30
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC).timestamp()


@pytest.fixture
def clock() -> Clock:
    return Clock(NOON)


@pytest.fixture
def state(tmp_path: Path, clock: Clock) -> Iterator[State]:
    opened = State(tmp_path / "telegram.sqlite", now=clock)
    yield opened
    opened.close()


def watch(state: State, name: str = "Alba", chat_id: int = ANNA) -> Watch:
    return state.watches.add(Watch("", chat_id, None, ANNA, name))[0]


def item(key: str) -> NewsItem:
    citation = Citation(n=1, article_id=key, title=key, quote="Alba sailed.", start=0, end=12)
    return NewsItem(key=key, what="article", citation=citation)


def found(state: State, one: Watch, *keys: str, generation: str = "g2") -> int:
    seen = Seen(generation, frozenset({key_of("a"), key_of("b")}), frozenset(), 3)
    return state.watches.found(seen, {one.id: [item(key) for key in keys]})


def due(state: State) -> list[list[str]]:
    return [[item.key for part in message for item in part.items] for message in state.watches.due()]


def test_what_was_seen_is_kept_as_it_was(state: State) -> None:
    assert state.watches.seen() is None
    found(state, watch(state), "a")
    assert state.watches.seen() == Seen("g2", frozenset({key_of("a"), key_of("b")}), frozenset(), 3)


def test_news_found_twice_is_kept_and_told_once(state: State, clock: Clock) -> None:
    one = watch(state)
    assert found(state, one, "a", "b") == 2
    assert found(state, one, "a", "b", generation="g3") == 0
    (message,) = state.watches.due()
    assert state.watches.claim(message)
    assert not state.watches.claim(message)  # another process
    assert due(state) == []
    state.watches.told(message)
    clock.now += CLAIM_SECONDS + 1
    assert due(state) == []


def test_news_whose_sender_died_is_told_after_all(state: State, clock: Clock) -> None:
    found(state, watch(state), "a")
    (message,) = state.watches.due()
    state.watches.claim(message)
    clock.now += CLAIM_SECONDS + 1
    assert due(state) == [["a"]]


def test_what_comes_while_a_watch_is_muted_is_not_told_later(state: State) -> None:
    one = watch(state)
    found(state, one, "a")
    state.watches.mute(one.id, True)
    assert state.watches.all() == []
    state.watches.mute(one.id, False)
    assert due(state) == []


def test_news_waits_while_the_chat_is_paused_and_goes_with_its_watch(state: State) -> None:
    one = watch(state)
    found(state, one, "a")
    state.watches.pause(ANNA)
    assert due(state) == []
    state.watches.pause(ANNA, False)
    assert due(state) == [["a"]]
    state.watches.remove(one.id)
    assert due(state) == []


def test_news_waits_for_the_end_of_the_quiet_hours(state: State, clock: Clock) -> None:
    one = watch(state)
    state.watches.set_schedule(ANNA, changed_hours(Schedule(), "quiet 22-7 Europe/Berlin"))
    clock.now = datetime(2026, 1, 5, 21, 30, tzinfo=UTC).timestamp()  # 22:30 in Berlin
    found(state, one, "a")
    assert due(state) == []
    clock.now = datetime(2026, 1, 6, 6, 1, tzinfo=UTC).timestamp()
    assert due(state) == [["a"]]


def test_a_digest_brings_all_of_a_chat_together_at_its_hour(state: State, clock: Clock) -> None:
    one, other = watch(state), watch(state, "Borealis")
    state.watches.set_schedule(ANNA, changed_hours(Schedule(), "daily 18:00 UTC+1"))
    found(state, one, "a")
    found(state, other, "b")
    assert due(state) == []
    clock.now = datetime(2026, 1, 5, 17, 0, tzinfo=UTC).timestamp()
    assert due(state) == [["a", "b"]]


def test_hours_are_read_as_people_write_them() -> None:
    quiet = changed_hours(Schedule(), "quiet 22:30 to 7 UTC+5:30")
    assert (quiet.quiet_from, quiet.quiet_to, quiet.zone) == (time(22, 30), time(7), "UTC+5:30")
    assert changed_hours(quiet, "quiet off").quiet_from is None
    assert changed_hours(quiet, "daily").daily_at == time(8)
    for wrong in ("quiet 25-7", "quiet 22-7 Mars", "daily 8:61", "quiet sometimes"):
        with pytest.raises(ValueError, match=r"."):
            changed_hours(quiet, wrong)


def test_a_chat_watches_a_name_once_and_not_without_end(state: State) -> None:
    first = watch(state, "Alba  Shipping")
    assert state.watches.add(Watch("", ANNA, None, ANNA, "alba shipping")) == (first, False)
    for n in range(PER_CHAT - 1):
        watch(state, f"Ship {n}")
    with pytest.raises(TooManyWatchesError):
        watch(state, "One more")


def test_watches_follow_their_group_and_go_with_who_added_them(state: State) -> None:
    one = watch(state, chat_id=GROUP)
    state.watches.set_schedule(GROUP, changed_hours(Schedule(), "daily 8"))
    state.move_chat(GROUP, SUPERGROUP)
    state.move_chat(GROUP, SUPERGROUP)
    (moved,) = state.watches.of_chat(SUPERGROUP)
    assert moved.id == one.id
    assert state.watches.schedule(SUPERGROUP).daily_at == time(8)
    assert state.forget(ANNA)["watches"] == 1
    assert state.watches.of_chat(SUPERGROUP) == []
