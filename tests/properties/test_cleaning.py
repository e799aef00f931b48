"""Cleaning: page noise goes, nothing is invented, nothing else is changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.characters import plain
from corpus.cleaning import clean, one_line
from tests.properties.texts import any_text

NOISE = st.sampled_from(
    ["Follow us on Twitter", "Read more:", "Advertisement", "Photo: Getty Images", "© 2021 The Wire", "Share this",
     "Sign up for our newsletter", "___", "Related articles", "12 comments", "(AP Photo/Jane Doe)", "Getty Images",
     "A man walks past the ministry. REUTERS/John Smith", "FILE PHOTO: A tanker at sea", "* * *"]
)  # fmt: skip
PROSE = st.lists(
    st.sampled_from(
        ["The ministry froze the accounts of the company on Monday.", "He denied it.", "“We did nothing,” she said.",
         "Two tankers left the port before the order was signed, according to the harbour office.",
         "Washington listed the bank in 2022.", "The European Union followed in March.", "It sells crude oil.",
         "Министерство заморозило счета компании.", "制裁は月曜日に発表された。"]
    ), min_size=1, max_size=5,
).map(" ".join)  # fmt: skip
PAGES = st.lists(PROSE | NOISE | any_text | st.just(""), max_size=14).map("\n".join)


@given(PAGES, st.booleans())
def test_nothing_is_invented(page: str, scraped: bool) -> None:
    """Each line of a cleaned text is a line of the page, in its order, whole or without what stood at an end of it."""
    lines = iter([line.strip() for line in plain(page).split("\n")])
    for line in clean(page, scraped=scraped).split("\n"):
        assert not line or any(line in whole for whole in lines), line


@given(PAGES, st.booleans())
def test_what_is_cleaned_is_tidy(page: str, scraped: bool) -> None:
    """A cleaned text has no empty line at an end, no two in a row, and no space at the ends of lines."""
    text = clean(page, scraped=scraped)
    assert text == text.strip("\n")
    assert "\n\n\n" not in text
    assert all(line == line.strip() for line in text.split("\n"))


@given(st.lists(PROSE, min_size=1, max_size=6))
def test_sentences_stay(paragraphs: list[str]) -> None:
    """A page of nothing but reporting stays as it is, to the letter."""
    page = "\n\n".join(paragraphs)
    assert clean(page, scraped=False) == page


@given(any_text)
def test_one_line_is_one(text: str) -> None:
    """A title becomes one line; done twice, nothing changes."""
    line = one_line(text)
    assert line == " ".join(line.split())
    assert one_line(line) == line
