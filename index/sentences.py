"""Text into sentences, by exact offsets: what passages are built of and what answers quote."""

from __future__ import annotations

import re

# Words after which a full stop rarely ends a sentence, as newspapers and official notices use them.
_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof sen rep gov gen col lt maj capt sgt adm cmdr hon rev st jr sr u.s u.k u.n e.u d.c a.k.a f.k.a
    e.g i.e vs etc no nos art jan feb mar apr jun jul aug sep sept oct nov dec inc ltd co corp llc s.a p.m a.m
    approx dept est fig vol e.o al bros ave
    """.split()
)
# Runs are taken whole and from their beginning, else a line of dots would take a time that grows with its square.
_TERMINATOR = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s|$)|(?<=\.)[”\"](?=[A-Z])|[。！？]+[”’」』）]*")
_NEXT_STARTS = re.compile(r"\s++[\"'“‘(\[]*[A-Z0-9À-ÞА-Я\u0600-\u06ff\u4e00-\u9fff]")
_WORD = re.compile(r"\s*+(\S{1,20})")
_LONGEST_WORD = 64  # far longer than any abbreviation, with the marks before it
_PARAGRAPH = re.compile(r"\S(?:.*\S)?")


def paragraph_spans(text: str) -> list[tuple[int, int]]:
    """Offsets (start, end) of the non-empty lines of `text`, without surrounding space."""
    return [match.span() for match in _PARAGRAPH.finditer(text)]


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Offsets (start, end) of the sentences of `text[start:end]`, in order; no sentence crosses a line."""
    end = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    for line_start, line_end in paragraph_spans(text[start:end]):
        line_start, line_end = line_start + start, line_end + start
        at = line_start
        for match in _TERMINATOR.finditer(text, line_start, line_end):
            stop = match.end()
            if stop >= line_end:
                break
            if _ends_sentence(text, at, match.start(), stop, line_end):
                spans.append((at, stop))
                at = stop
                while at < line_end and text[at].isspace():
                    at += 1
        if at < line_end:
            spans.append((at, line_end))
    return spans


def _ends_sentence(text: str, sentence_start: int, mark: int, stop: int, line_end: int) -> bool:
    if stop < line_end and not text[stop].isspace():
        return True  # a closing quotation mark glued to the next sentence
    if not _NEXT_STARTS.match(text, stop, line_end):
        return False
    if text[mark] != "." or stop - mark > 2:
        return True
    # Looks at a few letters to either side alone: a line may be an article without any line ends.
    before = text[max(sentence_start, mark - _LONGEST_WORD) : mark].rsplit(None, 1)
    word = before[-1].lstrip("\"'“‘([").lower() if before else ""
    if word in _ABBREVIATIONS:
        # "in the U.S. The ministry" ends a sentence; "U.S. Treasury" does not: only a function word tells.
        next_word = _WORD.match(text, stop, line_end)
        following = next_word[1].lower() if next_word else ""
        return word in {"u.s", "u.k", "u.n", "e.u", "d.c", "inc", "ltd", "co", "corp", "p.m", "a.m"} and following in {
            "the", "a", "an", "it", "he", "she", "they", "in", "on", "this", "that", "but", "and", "we", "under",
        }  # fmt: skip
    return not re.fullmatch(r"[a-z]", word)  # an initial: "George W. Bush"
