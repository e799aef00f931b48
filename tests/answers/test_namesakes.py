"""Asking back which of several is meant."""

from __future__ import annotations

from bot.answers.entities import Designated
from bot.answers.lookup import Namesakes
from bot.answers.namesakes import MOST_SHOWN, choices, which_one
from corpus.listing import EntityKind, Listing, Name


def named(count: int) -> Namesakes:
    return Namesakes(
        "Saleh",
        tuple(
            Designated((
                Listing(
                    id=f"o:{number}", list="OFAC SDN", names=(Name(text=f"SALEH, Ali {number}"),),
                    kind=EntityKind.PERSON, birth=(str(1950 + number),),
                ),
            ))
            for number in range(1, count + 1)
        ),
    )  # fmt: skip


def test_those_who_fit_are_numbered_with_what_tells_them_apart():
    text, said = which_one(named(2))
    assert "Saleh" in text.split("\n")[0]
    assert text.split("\n")[1:3] == [
        "1. SALEH, Ali 1 (born 1951; OFAC SDN)",
        "2. SALEH, Ali 2 (born 1952; OFAC SDN)",
    ]
    assert [notice.code for notice in said] == ["ask-which", "ask-which-how"]
    assert all(notice.text in text for notice in said)


def test_of_many_the_first_are_shown_and_the_others_counted():
    text, said = which_one(named(MOST_SHOWN + 3))
    assert len(choices(named(MOST_SHOWN + 3))) == MOST_SHOWN
    assert f"{MOST_SHOWN}. SALEH" in text
    assert f"{MOST_SHOWN + 1}. SALEH" not in text
    (more,) = [notice for notice in said if notice.code == "ask-which-more"]
    assert "3" in more.text
    assert str(MOST_SHOWN + 3) in said[0].text
    assert [notice.code for notice in which_one(named(MOST_SHOWN))[1]] == ["ask-which", "ask-which-how"]
