"""Texts as they come from anywhere: every script, whatever reorders, hides or combines, and halves of characters."""

from __future__ import annotations

from hypothesis import strategies as st

# What texts of this world are made of, in pieces that chance alone would hardly hit upon.
_PIECES = (
    "a", "Z", "é", "e\u0301", "ß", "ı", "İ", " ", "  ", "\n", "\n\n", "\t", "\r\n", "\u00a0", "\u2028", "\x00", "\x1f",
    ". ", "! ", "? ", ", ", "; ", ": ", "… ", "“", "”", "'", "’", '"', "(", ")", "[1]", "[", "]", "–", "—", "-", "/",
    "Treasury ", "sanctioned ", "CEIEC ", "Mr. Smith ", "U.S. ", "not ", "may ", "said ", "it ", "who ",
    "when ", "was ",
    "30 November 2020 ", "on Monday ", "$1.2 billion ", "45 people ", "2022 ", "20%", "Photo: Getty Images",
    "https://example.org/a?b=c ", "www.example.org ", "@SanctionsBot ", "/who ", "#tag ", "{", "}", "<b>", "&amp;", "*",
    "Владимир ", "Путин ", "шалом ", "שלום ", "مرحبا ", "محمد ", "می\u200cخواهم ", "नमस्ते ", "สวัสดี ",
    "汉字。", "習近平", "김정은 ", "カ゛",
    "😀", "👩\u200d👩\u200d👧", "🇻🇪", "👍🏽", "❤️", "\u200b", "\u200d", "\u200f", "\u202e", "\u2066", "\u2069",
    "\ufeff", "\u3164",
    "\u0300\u0300\u0300\u0300\u0300", "\U0010ffff", "\ue000", "𝐁𝐚𝐧𝐤 ", "ﬁ", "①", "٣", "²",
)  # fmt: skip

_characters = st.characters(codec="utf-8")
_runs = st.text(_characters, max_size=12)

# Any text that can be sent or stored; `any_text` also with halves of characters, as broken JSON and arguments have.
texts = st.lists(st.sampled_from(_PIECES) | _runs, max_size=40).map("".join)
any_text = st.lists(st.sampled_from((*_PIECES, "\ud800", "\udfff")) | _runs, max_size=40).map("".join)
lines = texts.map(lambda text: " ".join(text.split()))


def ink(text: str) -> str:
    """`text` without its white space."""
    return "".join(text.split())


def letters(text: str) -> str:
    """The letters and digits of `text` alone."""
    return "".join(char for char in text if char.isalnum())
