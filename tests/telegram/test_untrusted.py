"""Text nobody vouches for, made safe to show."""

from __future__ import annotations

import pytest

from bot.telegram.untrusted import MARKS_PER_LETTER, TITLE_CHARS, clean_line, clean_text, safe_link


def test_marks_that_reorder_the_text_after_them_are_taken_out() -> None:
    assert clean_text("gnp.\u202efdp\u202c is \u2067safe\u2069") == "gnp.fdp is safe"


def test_characters_that_take_no_room_are_taken_out() -> None:
    assert clean_text("Ros\u200bneft\ufeff Bank\u00ad\u2060") == "Rosneft Bank"
    assert clean_text("Ros\u200dneft") == "Rosneft"


def test_scripts_and_emoji_that_need_joiners_keep_them() -> None:
    assert clean_text("می\u200cخواهم") == "می\u200cخواهم"
    assert clean_text("👩\u200d👩\u200d👧") == "👩\u200d👩\u200d👧"


def test_piles_of_accents_are_lowered_to_what_languages_use() -> None:
    assert clean_text("Z" + "\u0301" * 50 + "algo") == "Z" + "\u0301" * MARKS_PER_LETTER + "algo"
    assert clean_text("שָׁלוֹם") == "שָׁלוֹם"
    pile = "\u0301" * MARKS_PER_LETTER
    assert clean_text(f"Z{pile}\x01{pile}") == f"Z{pile}"  # what goes from between them does not make two piles of one


def test_control_characters_go_and_line_ends_stay() -> None:
    assert clean_text("a\x00b\x1bc\td\ne") == "abc d\ne"


def test_a_line_is_one_line_of_limited_length() -> None:
    assert clean_line("  Two\n\nlines \t here ") == "Two lines here"
    long = clean_line("word " * 200)
    assert len(long) <= TITLE_CHARS
    assert long.endswith("word…")


def test_a_right_to_left_line_is_shut_off_from_what_follows() -> None:
    assert clean_line("القاعدة") == "\u2068القاعدة\u2069"
    assert clean_line("Al-Qaida") == "Al-Qaida"


@pytest.mark.parametrize(
    "url",
    ["https://home.treasury.gov/news?id=1#top", "http://example.org", "https://пример.рф/статья", "HTTPS://A.ORG"],
)
def test_web_addresses_become_links(url: str) -> None:
    assert safe_link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None, "", "javascript:alert(1)", "tg://resolve?domain=x", "ftp://example.org", "/news/1", "example.org",
        "https://treasury.gov@evil.example/", "https://", "https://a b.org", "https://a.org/\u0000", "http://[::1",
        "https://a.org:port/", "https://a.org:0/", "http://intranet/a",
        "http://localhost:8000/", "https://./", "data:text/html,x", "file:///etc/passwd", "https://a.org/" + "x" * 3000,
    ],
)  # fmt: skip
def test_anything_else_does_not(url: str | None) -> None:
    assert safe_link(url) is None
