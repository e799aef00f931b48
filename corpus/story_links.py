"""Links to other stories that scraping left between a story's paragraphs, told from speakers, headings and lists.

Titles without any mark of a link stay: nothing tells them from a heading of the story itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_LABELS_OF_A_SPEAKER = 3  # a name before so many lines speaks in them; links repeat theirs less
_LONGEST_LINK = 240
_LONGEST_LIST = 8  # titles below "More from …:" at the end of a text

_MARK = r"[►▶➤•*]? ?"
_TITLE = r"(?=[\w\"'“‘])(?!//).{8,160}"
# "OIL PRICES:How they rose", "Tracking layoffs:Why firms cut jobs": label and title, glued together by scraping.
# A dot in the label is one of an abbreviation; figures on both sides of the colon are a time or a score.
_GLUED = re.compile(
    rf"{_MARK}(?P<label>[\"'“‘]?[A-Z0-9](?:[^:.!]|(?<=[A-Z])\.|(?<=\b[DM]r)\.|(?<=\b[SJ][tr])\.|(?<=\bvs)\.){{1,70}}):"
    rf"(?<!\d:(?=\d))(?:(?<=[A-Z?]:)|(?=[A-Z0-9\"'“‘])){_TITLE}"
)
# "When will it end?Hollywood holds its breath": a question and its answer, glued together.
_GLUED_QUESTION = re.compile(
    r"(?!.*\w\.\w)[\"'“‘]?[A-Z0-9][^?!]{6,90}[?!](?=[A-Z0-9\"'“‘][\w’']* )[^?]{8,140}[^.?!…:;,\"”]"
)
# "[ Why the port is closed ]", the way some papers set off a link.
_SET_OFF = re.compile(r"\[ [^\[\]]{8,160} \]")
_GLUED_WORDS = re.compile(
    rf"{_MARK}(?:Fact check|Opinion|Podcasts?|Analysis|Live updates|Graphics?|Exclusive|Watch|Listen|Video"
    r"|Gallery|Photos|Explainer|Read|More)s?:(?=\S).{8,160}"
)
# "LITTLE LEAGUE: Canal reaches World Series", between paragraphs: what people say ends with a stop, titles do not.
_CAPITALS = re.compile(
    rf"{_MARK}(?P<label>(?=[^a-z]*[A-Z]{{3}})[A-Z][A-Z0-9'’\" ,?!&./-]{{2,60}}): (?P<title>\S.{{8,130}}[\w’')])"
)
_MARKED = re.compile(r"[►▶➤](?=\S).{8,160}")
# With a blank after the mark it may be a point of the story's own list, which has two points at least.
_MARKED_LABEL = re.compile(r"[►▶➤] \S.{5,80}: (?=[A-Z0-9\"'“‘]).{8,140}")
# What stands before facts of the story itself; the second set only where a space follows the colon.
_FACTS = {
    "a", "address", "age", "cost", "date", "hours", "location", "name", "number", "occupation", "party", "phone",
    "price", "q", "record", "result", "results", "score", "source", "sources", "tickets", "time", "tv", "website",
    "what", "when", "where", "who", "why", "winner",
}  # fmt: skip
_NEWS = {
    "breaking", "chapter", "clarification", "correction", "education", "how", "new", "note", "prologue", "update",
    *_FACTS,
}  # fmt: skip
_LIST_HEAD = re.compile(
    r"(?:More|MORE|Also|Read more|Related|RELATED)(?: (?:from|on|by|in|about) [^.!?:]{2,60}| stories)?:"
)
_PROSE_END = re.compile(r"[.!?…:][\"”’')\]]*$")


def links(lines: Sequence[str]) -> set[int]:
    """The places in `lines` (stripped, empty ones included) that are links to other stories."""
    labels = Counter(label for line in lines if (label := glued_label(line)))
    found = {
        at
        for at, line in enumerate(lines)
        if (":" in line and len(line) <= _LONGEST_LINK and _GLUED_WORDS.fullmatch(line))
        or ((label := glued_label(line)) and labels[label] < _LABELS_OF_A_SPEAKER)
        or (line and len(line) <= _LONGEST_LINK and (_GLUED_QUESTION.fullmatch(line) or _SET_OFF.fullmatch(line)))
    }
    found |= _between_paragraphs(lines)
    return found | _list_at_the_end(lines)


def glued_label(line: str) -> str | None:
    """The label that scraping glued to a title, "OIL PRICES:How they rose"; None without one."""
    found = _GLUED.fullmatch(line) if ":" in line and len(line) <= _LONGEST_LINK else None
    if found is None or found["label"].lower() in _FACTS:
        return None
    label = found["label"]
    # A short name before a whole sentence may be its speaker's.
    if len(label.split()) <= 2 and line.endswith((".", ".”", '."')):
        return None
    return label


def _between_paragraphs(lines: Sequence[str]) -> set[int]:
    """Titles after a label in capitals, or after a bullet, of which one or two stand between paragraphs of prose."""
    places = [at for at, line in enumerate(lines) if line]
    labels = Counter(match["label"] for line in lines if (match := _labelled(line)))
    found: set[int] = set()
    run: list[int] = []
    before = ""
    for at in [*places, len(lines)]:
        line = lines[at] if at < len(lines) else ""
        if line and _is_title(line, labels):
            run.append(at)
            continue
        most = 1 if any(_MARKED_LABEL.fullmatch(lines[place]) for place in run) else 2
        if run and len(run) <= most and _PROSE_END.search(before) and (not line or len(line.split()) > 3):
            found.update(run)
        run, before = [], line
    return found


def _labelled(line: str) -> re.Match[str] | None:
    return _CAPITALS.fullmatch(line) if ": " in line and len(line) <= _LONGEST_LINK else None


def _is_title(line: str, labels: Counter[str]) -> bool:
    if _MARKED.fullmatch(line) or _MARKED_LABEL.fullmatch(line):
        return not _PROSE_END.search(line)
    match = _labelled(line)
    if match is None or labels[match["label"]] >= _LABELS_OF_A_SPEAKER:
        return False
    label, title = match["label"].lower().split(), match["title"]
    if label[0] in _NEWS and len(label) <= 2:
        return False
    return len(title.split()) >= 3 and not title.isupper() and "http" not in title


def _list_at_the_end(lines: Sequence[str]) -> set[int]:
    """The line "More from …:" and the titles below it, when nothing but these ends the text."""
    places = [at for at, line in enumerate(lines) if line]
    for count in range(2, min(_LONGEST_LIST + 1, len(places)) + 1):
        if _LIST_HEAD.fullmatch(lines[places[-count]]):
            titles = [lines[at] for at in places[-count + 1 :]]
            return set(places[-count:]) if not any(_may_be_a_sentence(title) for title in titles) else set()
    return set()


def _may_be_a_sentence(title: str) -> bool:
    """Titles ask and answer ("Will it hold? Probably."), but are seldom one long statement with a stop."""
    return len(title) > 140 or (title.endswith((".", ".”", '."')) and "?" not in title)
