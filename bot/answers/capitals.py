"""Names as questions and sentences show them: by their capitals."""

from __future__ import annotations

import re

# Words that begin questions and sentences with a capital without being names.
_NOT_NAMES = frozenset(
    """
    a about an and any are as at be but by can could did do does explain for from had has have how i in is it list may
    me might name of on or please should since so tell that the their then there these they this those to was were what
    when where which who whom whose why will with would ok okay yes no
    """.split()
)
_FORMS = frozenset("AG SA SE PLC Plc Inc Ltd LLC GmbH Corp Co".split())


def names_in(text: str) -> list[str]:
    """The capitalised names of `text` in order, as written; the first word of a question is no name by itself."""
    spans: list[tuple[int, int]] = []
    for match in re.finditer(r"\S+", text):
        word = match.group().strip("\"'“”‘’()[],;:?!.")
        bare = re.sub(r"[’']s$", "", word)
        if not bare or not (bare[0].isupper() or any(c.isupper() for c in bare[1:])) or bare.lower() in _NOT_NAMES:
            continue
        start = match.start() + match.group().index(word)
        end = start + len(bare)
        between = text[spans[-1][1] : start] if spans else ""
        if spans and bare in _FORMS and re.fullmatch(r"\s+\d{1,3}\s+", between):
            spans[-1] = (spans[-1][0], end)  # "Nord Stream 2 AG"
            continue
        if spans and re.fullmatch(r"\s+(?:(?:of|de|del|al|el|bin|ibn|van|von|&|and|for|the)\s+){0,2}", between):
            joined_by_and = re.search(r"\band\b", between)
            if not joined_by_and:
                spans[-1] = (spans[-1][0], end)
                continue
        spans.append((start, end))
    return [text[start:end] for start, end in spans]
