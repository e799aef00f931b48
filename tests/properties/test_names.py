"""Names: scores between 0 and 1, a name is itself, and no text makes the comparison or the directory fall."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.listing import EntityKind, Listing, Name, NameKind
from index.name_compare import compare, prepare
from index.name_likeness import likeness
from index.name_parts import Part
from index.name_words import keys, normalise
from index.names import MATCH_THRESHOLD, NameDirectory
from tests.properties.texts import any_text, texts

PARTS = st.sampled_from(
    ["Vladimir", "Putin", "Mohammed", "Muhammad", "al-Zarqawi", "bin", "Kim", "Jong", "Un", "J.", "S.A.", "GmbH", "LLC",
     "Limited", "Bank", "Trading", "Company", "Rossiya", "OOO", "12", "IV", "Dr", "Sheikh", "O'Brien",
     "Владимир", "Путин",
     "محمد", "الزرقاوي", "習近平", "김정은", "アベ", "كيم", "Ελένη", "&", "of", "the", "Ñuñez", "Müller",
     "CEIEC", "x", "Abu"]
)  # fmt: skip
NAMES = st.lists(PARTS, min_size=1, max_size=6).map(" ".join) | texts
KINDS = st.none() | st.sampled_from(EntityKind)


@given(NAMES, NAMES, KINDS)
def test_scores_are_between_0_and_1(one: str, other: str, kind: EntityKind | None) -> None:
    """However unlike, any two names are compared, with a score of 0 to 1 and the words that made it."""
    found = compare(prepare(one), prepare(other, kind))
    assert 0 <= found.score <= 1
    for part in found.parts:
        assert 0 <= part.likeness <= 1
        assert str(part)


@given(NAMES, KINDS)
def test_a_name_is_itself(name: str, kind: EntityKind | None) -> None:
    """A name with any word in it, compared with itself, in capitals or with its words set apart, scores 1."""
    listed = prepare(name, kind)
    if not any(listed.readings):
        return
    assert compare(prepare(name), listed).score == 1
    assert compare(prepare(f"  {name}  "), listed).score == 1


@given(NAMES, NAMES, KINDS)
def test_two_words_are_as_like_either_way_round(one: str, other: str, kind: EntityKind | None) -> None:
    """Two words of names are as like each other in either order."""
    for first, second in product(_words(one, kind), _words(other, kind)):
        assert likeness(first, second).value == likeness(second, first).value


def _words(name: str, kind: EntityKind | None) -> list[Part]:
    return [part for reading in prepare(name, kind).readings[:1] for part in reading[:3]]


@given(any_text)
def test_normal_forms_are_fixed(text: str) -> None:
    """The normal form of a name is its own normal form, and has its words, in the order in which they are said."""
    once = normalise(text)
    assert normalise(once) == once
    assert sorted(keys(once)) == sorted(keys(text))


@pytest.fixture(scope="module")
def directory() -> NameDirectory:
    return NameDirectory.build(
        Listing(id=f"l:{at}", list="L", kind=kind, names=tuple(Name(text=text, kind=NameKind.ALIAS) for text in texts))
        for at, (kind, *texts) in enumerate(LISTED)
    )


LISTED: list[tuple[EntityKind, str] | tuple[EntityKind, str, str]] = [
    (EntityKind.PERSON, "PETRENKO, Ivan Olegovich", "Петренко Иван"),
    (EntityKind.ENTITY, "BANK KESTREL JSC", "Kestrel"),
    (EntityKind.VESSEL, "BLUE STAR"),
    (EntityKind.PERSON, "AL-ZARQAWI, Mohammed", "محمد الزرقاوي"),
    (EntityKind.ENTITY, "CHINA NATIONAL ELECTRONICS IMPORT & EXPORT CORPORATION", "CEIEC"),
]


@given(name=NAMES | any_text)
def test_any_name_can_be_looked_up(directory: NameDirectory, name: str) -> None:
    """Any text can be looked up as a name; matches come best first, each listing once, none below the threshold."""
    found = directory.match(name)
    assert all(MATCH_THRESHOLD <= match.score <= 1 for match in found)
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)
    assert len({match.listing.id for match in found}) == len(found)
    for match in (*found, *directory.nearest(name)):
        assert str(match.parts)


@given(text=texts, at=st.integers(0, len(LISTED) - 1), after=texts)
def test_mentions_stand_in_the_text(directory: NameDirectory, text: str, at: int, after: str) -> None:
    """Names found in a running text lie inside it, in order."""
    whole = f"{text} {LISTED[at][1]} {after}"
    places = [(mention.start, mention.end) for mention in directory.mentions(whole)]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(whole) and whole[start:end].strip() for start, end in places)


@pytest.mark.parametrize("at", range(len(LISTED)))
def test_every_listed_name_is_found_first(directory: NameDirectory, at: int) -> None:
    for name in LISTED[at][1:]:
        assert directory.match(name)[0].listing.id == f"l:{at}"
