"""Text from articles, lists and people, made safe to show: it cannot reorder, hide or smear what stands around it."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

TITLE_CHARS = 200  # titles of real articles stay under 150
MARKS_PER_LETTER = 3  # pointed Hebrew and Vietnamese need no more
URL_CHARS = 2048

# Marks that reorder the text after them, and characters that take no room or carry what nobody sees.
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = frozenset(
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060\u2061\u2062\u2063\u2064\u3164\ufeff\uffa0"
)
_UNSEEN_RANGES = (
    (0x206A, 0x206F), (0xFDD0, 0xFDEF), (0xFFF9, 0xFFFB), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
_JOINERS = frozenset("\u200c\u200d")
# Where joiners are needed: between letters from Arabic to the scripts of India and South-East Asia, and in emoji.
_JOINED_RANGES = ((0x0600, 0x1AFF), (0x1B00, 0x1CFF), (0x2190, 0x2BFF), (0xA8E0, 0xAAFF), (0xFB50, 0xFEFC),
                  (0xFE0F, 0xFE0F), (0x1F000, 0x1FAFF))  # fmt: skip
_RIGHT_TO_LEFT = ("R", "AL")
# A host that Telegram takes for one: with a dot in it, of letters of any script, digits and few signs.
_HOST = re.compile(r"(?=.*[^.]\.[^.])(?:[\w.~!$&'()*+,;=-]|[^\x00-\x7f]|%[0-9a-f]{2})+\.?", re.IGNORECASE)
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"


def clean_text(text: str) -> str:
    """`text` without control, reordering and invisible characters and without piles of accents; line ends are kept."""
    kept: list[str] = []
    marks = MARKS_PER_LETTER  # an accent that comes first would sit on what stands before the text
    for at, char in enumerate(text):
        category = unicodedata.category(char)
        if char in _REORDERING or _is_unseen(char) or category in ("Cs", "Co"):
            continue
        if char in _JOINERS:
            if 0 < at < len(text) - 1 and _is_joined(text[at - 1]) and _is_joined(text[at + 1]):
                kept.append(char)
            continue
        if category == "Cc" and char != "\n":
            kept.append(" " if char in "\t\r\x0b\x0c" else "")
            continue
        if category in ("Zl", "Zp"):
            kept.append("\n")
            continue
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks <= MARKS_PER_LETTER:
            kept.append(char)
    return "".join(kept)


def _is_unseen(char: str) -> bool:
    if char in _INVISIBLE:
        return True
    code = ord(char)
    return code > 0x2069 and (code & 0xFFFE == 0xFFFE or any(low <= code <= high for low, high in _UNSEEN_RANGES))


def _is_joined(char: str) -> bool:
    return any(low <= ord(char) <= high for low, high in _JOINED_RANGES)


def clean_line(text: str, longest: int = TITLE_CHARS) -> str:
    """One line of at most `longest` characters, shut off from the reading direction of what stands around it."""
    line = " ".join(clean_text(text).split())
    if len(line) > longest:
        line = line[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"
    if any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in line):
        return f"{_ISOLATE}{line}{_END_ISOLATE}"
    return line


def safe_link(url: str | None) -> str | None:
    """`url` when it is a plain web address, else None: no other scheme, no login before the host, nothing unseen.

    One whose host has no dot, as in a network of one's own, is None: Telegram would refuse the whole message for it.
    """
    if url is None or len(url) > URL_CHARS or re.search(r"[\s<>\"\\\x00-\x20\x7f\ud800-\udfff]", url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or "@" in parts.netloc or port == 0:
        return None
    if not parts.netloc.startswith("[") and not _HOST.fullmatch(host):
        return None
    return url if clean_text(url) == url else None
