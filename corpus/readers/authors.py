"""Bylines -> the people who wrote: "By Ben Kew, CNN" is Ben Kew."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.readers.publisher import KNOWN_PUBLISHERS

_MOST_NAMES = 100  # each is compared with each

_LEAD = re.compile(
    r"(?:(?:analysis|opinion|review|commentary|column|story|words|text|photographs?|reporting|written|reported|posted"
    r"|published|edited)\s+)?(?:by|von|por|par)\b[:\s]+|(?:analysis|opinion|author)s?\b[:\s]+(?=[A-Z])",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S*@\S+")
_BETWEEN = re.compile(r"\s*[;,|/•·\n]\s*|\s+(?:and|&|und|y|et|with)\s+|\s+[–—-]\s+")
# "Ann Lee for CNN", "Ann Lee in Minsk", "Ann Lee (Reuters)"
_PLACE = re.compile(r"\s+(?:[Ff]or|in|at|of)\s+(?:the\s+)?[A-Z].*|\s*[(\[].*", re.DOTALL)
_DEGREES = {"jr", "sr", "ii", "iii", "iv", "phd", "ph.d", "md", "m.d"}
_OTHERS = {
    "associated press", "afp", "agence france-presse", "ap", "anadolu", "dpa", "efe", "press association", "pa media",
    "the associated press", "the new york times", "upi", "usa today network", "wire services", "wires", "admin",
    "guest", "breitbart", "breitbart news", "unknown", "anonymous", "editorial board", "nerdwallet",
}  # fmt: skip
_DESK = re.compile(
    r"(?:.*\b)?(?:bureau|contributors?|columnists?|correspondents?|desk|editors?|network|news|newsroom|producers?"
    r"|reporters?|staff|team|tv|writers?)|(?:special|staff)\b.*|.*\.(?:com|org|net|co\.\w\w)|master gardeners",
    re.IGNORECASE,
)


def people(bylines: Iterable[str], source: str | None = None) -> tuple[str, ...]:
    """The names in `bylines`, each once, in order, without papers, places, roles and addresses.

    Where no person is named, the papers or agencies are the authors.
    """
    parts: list[str] = []
    for byline in bylines:
        line = " ".join(_ADDRESS.sub(" ", byline).split())
        if lead := _LEAD.match(line):
            line = line[lead.end() :]
        for part in _BETWEEN.split(line):
            part = part.strip(" .,:;'\"“”*")
            if part.lower() in _DEGREES and parts:
                parts[-1] = f"{parts[-1]} {part}"
            elif part and not re.search(r"\d", part):
                parts.append(part)
    names = list(dict.fromkeys(parts))[:_MOST_NAMES]
    found = [name for name in (_PLACE.sub("", name).strip() for name in names) if _is_person(name, source)]
    found = [name for name in dict.fromkeys(found) if not _is_several(name, found)]
    return tuple(found or names)


def _is_person(name: str, source: str | None) -> bool:
    folded = name.casefold().replace("’", "'")
    if not any(letter.isalpha() for letter in name) or folded in _OTHERS or folded in KNOWN_PUBLISHERS:
        return False
    if source and folded in {source.casefold(), source.casefold().partition(".")[0]}:
        return False
    return _DESK.fullmatch(name) is None


def _is_several(name: str, names: list[str]) -> bool:
    """Scrapers give "Ann Lee Bo Ek" beside "Ann Lee" and "Bo Ek"."""
    rest = name
    for other in names:
        if other != name:
            rest = rest.replace(other, "", 1)
    return rest != name and not rest.strip()
