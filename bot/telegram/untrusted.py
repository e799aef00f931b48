"""Text from articles, lists and people, made safe to show: it cannot reorder, hide or smear what stands around it."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

TITLE_CHARS = 200  # titles of real articles stay under 150
MARKS_PER_LETTER = 3  # pointed Hebrew and Vietnamese need no more
URL_CHARS = 2048

# Marks that reorder the text after them, and characters that take no room.
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = frozenset(
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060\u2061\u2062\u2063\u2064\u3164\ufeff\uffa0"
)
# Needed in Persian, Indic scripts and emoji; never beside Latin letters, nor at an end.
_JOINERS = frozenset("\u200c\u200d")
_NEEDLESS_JOINERS = re.compile("(?:^|(?<=[\x00-\u02ff]))[\u200c\u200d]+|[\u200c\u200d]+(?=[\x00-\u02ff]|\\Z)")
_RIGHT_TO_LEFT = ("R", "AL")
# A host that Telegram takes for one: with a dot in it, of letters of any script, digits and few signs.
_HOST = re.compile(r"(?=.*[^.]\.[^.])(?:[\w.~!$&'()*+,;=-]|[^\x00-\x7f]|%[0-9a-f]{2})+\.?", re.IGNORECASE)
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"


def clean_text(text: str) -> str:
    """`text` without control, reordering and invisible characters and without piles of accents; line ends are kept."""
    kept: list[str] = []
    marks = 0
    for char in text:
        category = unicodedata.category(char)
        if char in _REORDERING or char in _INVISIBLE or category in ("Cs", "Co"):
            continue
        if category == "Cc" and char != "\n":
            if char not in "\t\r\x0b\x0c":
                continue
            char = " "
        if char not in _JOINERS:
            marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks <= MARKS_PER_LETTER:
            kept.append(char)
    return _NEEDLESS_JOINERS.sub("", "".join(kept))


def clean_line(text: str, longest: int = TITLE_CHARS) -> str:
    """One line of at most `longest` characters, shut off from the reading direction of what stands around it."""
    line = " ".join(clean_text(text).split())
    if len(line) > longest:
        line = line[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"
    if any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in line):
        return f"{_ISOLATE}{line}{_END_ISOLATE}"
    return line


def safe_link(url: str | None) -> str | None:
    """`url` when it is a plain web address, else None: no other scheme, no user name before the host.

    One whose host has no dot, as in a network of one's own, is None: Telegram would refuse the whole message for it.
    """
    if url is None or len(url) > URL_CHARS or re.search(r"[\s<>\"\x00-\x20\x7f\ud800-\udfff]", url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or "@" in parts.netloc or port == 0:
        return None
    return url if parts.netloc.startswith("[") or _HOST.fullmatch(host) else None
