"""What the bot remembers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.state import Asked, Offer, Reason, State, StateError, Vote
from corpus.database import Place
from tests.clock import Clock
from tests.telegram.test_rendering import answer

DAY = 86_400


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "PostgreSQL":
        return request.getfixturevalue("postgresql_server").new_database()
    return tmp_path / "state.sqlite"


@pytest.fixture
def state(place: Place, clock: Clock) -> Iterator[State]:
    state = State(place, now=clock)
    yield state
    state.close()


def asked(message_id: int, *, chat: int = 7, thread: int | None = None, asker: int = 7) -> Asked:
    return Asked(chat, thread, asker, message_id)


def test_an_answer_is_there_after_a_restart(place: Place) -> None:
    first = State(place)
    given_id = first.replies.keep(asked(10), "Why?", answer())
    first.replies.sent(given_id, [11, 12])
    first.close()
    given = State(place).replies.given(given_id)
    assert given is not None
    assert given.answer == answer()
    assert (given.chat_id, given.message_ids, given.question) == (7, (11, 12), "Why?")


def test_the_answer_to_an_edited_question_keeps_its_id_and_messages(state: State) -> None:
    given_id = state.replies.keep(asked(10), "Why?", answer())
    state.replies.sent(given_id, [11])
    assert state.replies.keep(asked(10), "When?", None) == given_id
    given = state.replies.reply_to(7, 10)
    assert given is not None
    assert (given.question, given.answer, given.message_ids) == ("When?", None, (11,))


def test_the_answer_a_message_belongs_to_is_found(state: State) -> None:
    given_id = state.replies.keep(asked(10), "Why?", answer())
    state.replies.sent(given_id, [11, 12])
    for message_id in (11, 12):
        given = state.replies.given_in(7, message_id)
        assert given is not None
        assert given.id == given_id
    given = state.replies.given(given_id)
    assert given is not None
    state.replies.shown(given, [15])
    assert state.replies.given_in(7, 15) == given
    assert state.replies.given_in(7, 1) is None
    assert state.replies.given_in(8, 11) is None


def test_history_is_of_the_same_asker_chat_topic_and_half_hour(state: State, clock: Clock) -> None:
    def question(text: str, at: Asked) -> None:
        clock.now += 1
        state.replies.keep(at, text, answer())

    question("too old", asked(1))
    clock.now += 1800
    for n in range(2, 9):
        question(f"question {n}", asked(n))
    question("other asker", asked(20, asker=8))
    question("other chat", asked(21, chat=-5))
    question("topic", asked(22, thread=3))
    state.replies.keep(asked(23), "unanswered", None)
    assert state.replies.history(asked(30), seconds=1800, count=5) == [f"question {n}" for n in range(4, 9)]
    assert state.replies.history(asked(30, thread=3), seconds=1800, count=5) == ["topic"]
    assert state.replies.history(asked(30, chat=-5), seconds=1800, count=5) == ["other chat"]


def test_the_history_of_an_edited_question_ends_before_it(state: State) -> None:
    for n in (1, 2, 3):
        state.replies.keep(asked(n), f"question {n}", answer())
    assert state.replies.history(asked(2), seconds=1800, count=5) == ["question 1"]


def test_gaps_are_counted_by_their_words_without_the_asker(state: State) -> None:
    for question in ("Who is Nobody?", "who is  nobody", "Else?"):
        state.gaps.add(question)
    assert state.gaps.count() == 2
    assert [(gap.question, gap.times) for gap in state.gaps.most_asked()] == [("Who is Nobody?", 2), ("Else?", 1)]


def test_a_gap_an_admin_dealt_with_is_closed_until_it_is_asked_again(state: State, clock: Clock) -> None:
    state.gaps.add("Who is Nobody?")
    state.gaps.settle(["who is nobody"])
    assert state.gaps.count() == 0
    assert state.gaps.most_asked() == []
    clock.now += 1
    state.gaps.add("Who is Nobody?")
    assert [gap.times for gap in state.gaps.most_asked()] == [2]


def test_a_person_has_one_vote_on_an_answer_and_may_change_it(state: State) -> None:
    given = state.replies.keep(asked(1), "Why?", answer())
    state.votes.cast(given, 7, good=True)
    state.votes.cast(given, 7, good=False)
    state.votes.because(given, 7, Reason.OUTDATED)
    state.votes.cast(given, 8, good=False, by_reaction=True)
    assert state.votes.of(given, 7) == Vote(good=False, reason=Reason.OUTDATED)
    (disliked,) = state.votes.disliked()
    assert (disliked.question, disliked.times, dict(disliked.reasons)) == ("Why?", 2, {Reason.OUTDATED: 1})
    state.votes.take_back(given, 7, by_reaction=True)  # the button's vote is no reaction's to take back
    assert state.votes.of(given, 7) is not None
    state.votes.take_back(given, 8, by_reaction=True)
    assert state.votes.of(given, 8) is None


def test_a_disliked_question_an_admin_dealt_with_is_closed_until_it_is_disliked_again(
    state: State, clock: Clock
) -> None:
    given = state.replies.keep(asked(1), "Why?", answer())
    state.votes.cast(given, 7, good=False)
    state.gaps.settle(["Why?"])
    assert state.votes.disliked() == []
    clock.now += 1
    state.votes.cast(given, 8, good=False)
    assert [one.times for one in state.votes.disliked()] == [1]


def test_votes_and_offers_go_with_their_answer_and_votes_with_their_person(state: State) -> None:
    mine = state.replies.keep(asked(1), "Why?", answer())
    state.votes.cast(mine, 8, good=False)
    state.offers.offer(mine, ["When?"])
    state.offers.turn_to(mine, 2)
    assert state.offers.of(mine) == Offer(2, ("When?",))
    state.forget(8)
    assert state.votes.of(mine, 8) is None
    state.votes.cast(mine, 9, good=False)
    state.forget(asked(1).asker_id)
    assert state.votes.of(mine, 9) is None
    assert state.offers.of(mine) == Offer()


def test_a_question_asked_by_a_button_counts_as_asked_before_what_is_written_next(state: State) -> None:
    pressed = Asked.by_button(asked(1).chat_id, None, asked(1).asker_id)
    given = state.replies.given(state.replies.keep(pressed, "Why?", answer()))
    assert given is not None
    assert given.by_button
    assert state.replies.history(asked(2), seconds=1800, count=5) == ["Why?"]


def test_a_migrated_group_keeps_its_answers_under_the_new_id(state: State) -> None:
    given_id = state.replies.keep(asked(10, chat=-5), "Why?", answer())
    state.move_chat(-5, -1005)
    state.move_chat(-5, -1005)
    given = state.replies.given(given_id)
    assert given is not None
    assert given.chat_id == -1005
    assert state.moves() == {-5: -1005}
    assert state.replies.reply_to(-1005, 10) is None  # the supergroup's message 10 is another one
    assert state.replies.history(asked(3, chat=-1005), seconds=1800, count=5) == ["Why?"]


def test_what_is_older_than_a_year_is_forgotten(state: State, clock: Clock) -> None:
    old = state.replies.keep(asked(1), "Old?", answer())
    state.gaps.add("Old?")
    clock.now += 300 * DAY
    new = state.replies.keep(asked(2), "New?", answer())
    clock.now += 66 * DAY
    assert state.prune() == 2
    assert state.replies.given(old) is None
    assert state.replies.given(new) is not None
    assert state.gaps.count() == 0


def test_many_threads_may_write_at_once(state: State) -> None:
    with ThreadPoolExecutor(8) as threads:
        ids = list(threads.map(lambda n: state.replies.keep(asked(n), f"question {n}", answer()), range(100)))
        list(threads.map(lambda _: state.gaps.add("Same?"), range(50)))
    assert len(set(ids)) == 100
    assert state.gaps.most_asked()[0].times == 50


def test_a_database_of_a_newer_version_or_a_broken_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    State(path).close()
    with sqlite3.connect(path) as db:
        db.execute("UPDATE telegram_version SET version_num = '9999'")
    with pytest.raises(StateError, match="newer version"):
        State(path)
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"not a database" * 100)
    with pytest.raises(StateError, match=r"broken\.sqlite"):
        State(broken)
