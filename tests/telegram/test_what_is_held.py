"""What people and editors read of what is held: sources, how current it is, and all on one name; from data alone."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.answers.answer import Held
from bot.answers.entities import Designated
from bot.answers.notice import Notice
from bot.found import EntryHistory
from bot.profiles import Profile, Profiles
from bot.status import ListStatus, SourceStatus, Status
from bot.telegram.commands import sources_text, status_text
from bot.telegram.rendering import render_other_sources
from bot.telegram.speech import speech_in
from bot.telegram.who import _nobody, card, summary
from corpus.listing import EntityKind, Identifier, Listing, Name, NameKind, Relation
from tests.telegram.test_rendering import citation

ENGLISH = speech_in("en")
NIGHT = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
LISTS = (ListStatus(list="EU list", entries=2, as_of=date(2026, 1, 3)), ListStatus(list="Own list\u202e", entries=1))
STATUS = Status(
    generation="g000002", articles=4, listings=3, lists=LISTS, passages=9, model="m", last_run=NIGHT,
    newest_article=date(2026, 1, 4), health={"index": "ok"},
)  # fmt: skip
SOURCES = [
    SourceStatus(id="a", location="/srv/secret/news", articles=4, listings=0, last_success=NIGHT),
    SourceStatus(id="b", location="/srv/secret/eu.xml", articles=0, listings=3, last_error="no such file"),
]
ENTRY = Listing(
    id="eu:1", list="EU list", kind=EntityKind.PERSON, programmes=("RUS",), as_of=date(2026, 1, 3),
    names=(Name(text="IVAN QUAY"), Name(text="I. Q.", kind=NameKind.WEAK), Name(text="IVAN KEY", kind=NameKind.ALIAS)),
    birth=("1961",), nationalities=("Ostmark",), position="Minister", listed_on=date(2022, 2, 3),
    relations=(Relation(kind="Brother of", name="PYOTR QUAY"),), addresses=("1 Quay Street",),
    identifiers=(Identifier(kind="Passport", value="P1", country="Ostmark"),),
    reasons="He sold berths.", remarks="Seen.",
)  # fmt: skip
CHANGE = EntryHistory(
    what="changed", edition=date(2026, 1, 3), dated=True, previous=None, fields={"programmes": ([], ["RUS"])}
)


def profile(**others: object) -> Profile:
    values = {"designated": Designated((ENTRY,)), "history": (), "written": (), "articles": (), "article_count": 0}
    return Profile(**(values | others))  # type: ignore[arg-type]


def shown(found: Profile, *doubts: Notice) -> str:
    return "".join(piece.text for piece in card(found, ENGLISH, doubts)[1])


def test_paths_and_what_failed_are_for_an_admin_alone() -> None:
    told = sources_text(SOURCES, STATUS, ENGLISH, for_admin=False)
    assert "• news: 4 articles, read 5 January 2026" in told
    assert "• eu.xml: 3 list entries\n" in told
    assert "• EU list: 2 entries, edition of 3 January 2026" in told
    assert "• Own list: 1 entry, edition not dated" in told
    assert "/srv" not in told
    assert "no such file" not in told
    admins = sources_text(SOURCES, STATUS, ENGLISH, for_admin=True)
    assert "/srv/secret/eu.xml" in admins
    assert "not read last time: no such file" in admins
    bare = sources_text([], STATUS.model_copy(update={"lists": ()}), ENGLISH, for_admin=False)
    assert bare.splitlines() == ["I answer from 4 articles and 3 entries of official lists."]


def test_how_current_the_index_is_is_told_to_all_and_how_the_program_is_to_admins() -> None:
    told = status_text(STATUS, None, ENGLISH, for_admin=False)
    assert "5 January 2026 at 02:30 UTC" in told
    assert "4 January 2026" in told
    assert "g000002" not in told
    admins = status_text(STATUS, 3, ENGLISH, for_admin=True)
    assert "g000002" in admins
    assert admins.endswith("index: ok")
    nothing = Status(generation=None, articles=0, listings=0, passages=0, model="m")
    for_all, for_admin = (status_text(nothing, None, ENGLISH, for_admin=who) for who in (False, True))
    assert for_all != for_admin.splitlines()[0]
    undated = STATUS.model_copy(update={"last_run": None, "newest_article": None})
    assert "UTC" not in status_text(undated, None, ENGLISH, for_admin=False)


def test_a_card_tells_all_that_is_held_on_one_and_which_names_are_weak() -> None:
    works = tuple(Held(article_id=f"a{n}", title=f"News {n}", source="Wire") for n in range(2))
    held = profile(history=(("EU list", CHANGE),) * 9, written=("Ivan Quai",), articles=works, article_count=5)
    told = shown(held, Notice(text="The name is near."))
    assert told.startswith("IVAN QUAY – person")
    for line in (
        "The name is near.", "on EU list", "since 3 February 2022", "[1]", "Born: 1961", "Ostmark", "Minister",
        "Brother of: PYOTR QUAY", "Ivan Quai", "IVAN KEY", "I. Q. (weak)", "Passport P1 (Ostmark)", "1 Quay Street",
        "He sold berths.", "Seen.", "programmes (new: RUS)", "… and 1 more", "News 0", "5",
    ):  # fmt: skip
        assert line in told, line


def test_an_entry_that_is_gone_is_said_to_be_gone_and_since_when() -> None:
    off = ENTRY.model_copy(update={"delisted_on": date(2024, 3, 4)})
    absent = ENTRY.model_copy(update={"absent_from": date(2025, 3, 4)})
    assert "4 March 2024" in shown(profile(designated=Designated((off,))))
    assert "4 March 2025" in shown(profile(designated=Designated((absent,))))
    head, lines, message = summary(profile(designated=Designated((off, absent), "IVAN KEY")), ENGLISH, ())
    assert "(IVAN KEY)" in head
    assert len(lines) == 2
    assert "[2]" in message.text


def test_a_name_that_no_list_has_is_answered_with_the_lists_looked_in_and_who_writes_of_it() -> None:
    work = Held(article_id="a", title="Port news", source="Wire")
    nobody = Profiles("Ina Quay", articles=(work,), lists=(("EU list", date(2026, 1, 3)), ("Own list", None)))
    answer, pieces, choices = _nobody(nobody, ENGLISH)
    told = "".join(piece.text for piece in pieces)
    assert "No such name in the lists I hold: EU list" in told
    assert "3 January 2026" in told
    assert "Port news" in told
    assert (choices, answer.citations, answer.nearest) == ([], (), (work,))
    none_held = "".join(piece.text for piece in _nobody(Profiles("Ina Quay"), ENGLISH)[1])
    assert none_held == "I hold no official list, so I can look names up in articles alone."


def test_other_sources_are_shown_with_what_they_say_or_said_not_to_be() -> None:
    cited = citation()
    (none,) = render_other_sources(cited, [], ENGLISH)
    assert "No other article that I hold says" in none.text
    other = cited.model_copy(update={"title": "Other news", "source": "Gazette", "quote": "It did \u202eso.\n"})
    (found,) = render_other_sources(cited, [other], ENGLISH)
    assert "Gazette" in found.text
    assert "\nIt did so." in found.text
