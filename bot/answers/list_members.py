"""Who is on a list: how many entries stand under a programme, are of a kind or came in a month, and some of them."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answers.asked_name import words_beside
from bot.answers.entities import joined
from bot.answers.list_questions import kind_asked, whose_list
from bot.answers.notice import Notice, notice
from bot.answers.programmes import authority, meant, spelled_out
from bot.answers.question import Question
from bot.answers.quotes import Draft, long_date
from bot.answers.statements import HEAD, Sheet, Statement, list_name
from bot.answers.unlisted import not_held, told_editions
from corpus.listing import EntityKind
from index.list_register import Row
from index.search import Snapshot

MOST_NAMED = 8
_MOST_PROGRAMMES = 4
_ASKS = re.compile(
    r"^\W*(?:and |so |but )?(?:who(?:m| is| are| was| were)?|which|what|how many|list|name|show|give|are there)\b", re.I
)
_ON_LIST = re.compile(
    r"\b(?:listed|designated|sanctioned|blacklisted|delisted|entries|listings|designations|lists?|sdn|added|programmes?"
    r"|programs?|regimes?)\b",
    re.IGNORECASE,
)
_ON_LIST_BY_NAME = re.compile(
    r"\b(?:listed|designated|added|entries|listings|designations|lists?|sdn)\b", re.IGNORECASE
)
_PROGRAMME = re.compile(
    r"\b(?:under|pursuant to|in connection with|because of|for|on|over|in|of)\s+(?:the\s+)?(?:\w+\s+)??"
    r"(?P<before>[\w.-]+(?:[ -][\w.-]+){0,4}?)\s+(?:sanctions?\s+)?(?:programmes?|programs?|regimes?)\b"
    r"|\b(?:programmes?|programs?|regimes?)\s+(?:for|on|against|of|called|named)?\s*"
    r"(?P<after>[\w.-]+(?:[ -][\w.-]+){0,3})"
    r"|\b(?:under|pursuant to|for|in connection with|because of)\s+(?:the\s+)?"
    r"(?P<bare>(?:executive order|e\.?o\.?)\s*(?:no\.? )?\d{5}|[\w.-]+(?:[ -][\w.-]+){0,3})",
    re.IGNORECASE,
)
_MONTHS = {name.casefold(): at for at, name in enumerate(calendar.month_name) if name}
_WHEN = re.compile(
    r"\b(?P<how>in|on|during|since|after|before|until|by)\s+(?:the year\s+)?(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+)?"
    rf"(?:(?P<month>{'|'.join(_MONTHS)})\s+)?(?:(?P<late_day>\d{{1,2}}),\s*)?(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r"\b(?:entries|listings|designations|persons?|people|individuals?|vessels?|ships?|tankers?|aircrafts?|planes?"
    r"|compan(?:y|ies)|entit(?:y|ies)|firms?|organi[sz]ations?|banks?|many|all|names?|most|newly|held|there|both|other"
    r"|first|me|newest|latest|total|consolidated|whole|men|women)\b",
    re.IGNORECASE,
)
_KINDS = {
    EntityKind.PERSON: ("person", "persons"),
    EntityKind.ENTITY: ("company or other entity", "companies and other entities"),
    EntityKind.VESSEL: ("vessel", "vessels"),
    EntityKind.AIRCRAFT: ("aircraft", "aircraft"),
}


@dataclass(frozen=True)
class Members:
    """The entries that a question asks for: those under any of the `programmes`, (list, programme) each, of the time
    `when`, "in March 2022", where these were asked for. `note` says what the lists lack."""

    rows: tuple[Row, ...]
    kind: EntityKind | None
    programmes: tuple[tuple[str, str], ...]
    when: str
    whose: str | None  # the authority whose list was asked about
    note: Notice | None
    named: bool  # whether names were asked for, not only how many

    def write(self, index: Snapshot, first_number: int = 1) -> Draft:
        """How many there are by list, and the first few, each with its citation."""
        editions = index.editions()
        if not self.rows:
            return Draft(self._none(index), (), ())
        counts = Counter(row.list for row in self.rows)
        told = []
        for name, count in counts.items():
            _, day = editions.get(name, (0, None))
            edition = f"edition of {long_date(day)}" if day else "edition undated"
            told.append(f"{list_name(name)} ({edition}) has {count:,} {self._nouns(count)}{self._subject(name)}")
        kinds = Counter(row.kind for row in self.rows)
        by_kind = ", ".join(f"{number:,} {_KINDS[kind][number != 1]}" for kind, number in kinds.most_common())
        lead = joined(told)
        lead = lead[0].upper() + lead[1:]
        lead += f": {by_kind}." if self.kind is None and len(self.rows) > 1 else "."
        if not self.named and len(self.rows) > MOST_NAMED:
            shown: Sequence[Row] = self.rows[:3]
        else:
            shown = self.rows[:MOST_NAMED]
        held = index.listings([row.id for row in shown])
        sheet = Sheet(first_number)
        lines = [
            f"• {sheet.tell(Statement(row.name + _beside(row, self), held[row.id], HEAD, row.name))}" for row in shown
        ]
        more = len(self.rows) - len(shown)
        heading = f"Examples, in the order of the list ({more:,} more are not shown):" if more else "They are:"
        if len(self.rows) == 1:
            heading = "It is:"
        return sheet.draft("\n".join([lead, heading, *lines]), (self.note,) if self.note is not None else ())

    def _none(self, index: Snapshot) -> str:
        """That no list held has such an entry; where a list is not held, only that."""
        if self.note:
            return f"{notice('no-answer-list').text} {self.note.text}"
        under = _under(self.programmes) if self.programmes else ""
        searched = ", ".join(one.text for one in told_editions(self._searched(index)))
        return f"I find no {self._nouns(1)}{under} in {searched}."

    def _searched(self, index: Snapshot) -> dict[str, tuple[int, date | None]]:
        """The lists asked about, with their editions."""
        editions = index.editions()
        return {name: held for name, held in editions.items() if self.whose in (None, authority(name))}

    def _subject(self, name_of_list: str) -> str:
        under = _under([one for one in self.programmes if one[0] == name_of_list]) if self.programmes else ""
        return under + (f" with a listing date {self.when}" if self.when else "")

    def _nouns(self, count: int) -> str:
        return _KINDS[self.kind][count != 1] if self.kind else ("entry" if count == 1 else "entries")


def members(question: Question, index: Snapshot, as_of: date | None) -> Members | None:
    """What `question` asks to be counted or named; None where it asks something else, as by any further word."""
    text = question.standalone.strip()
    if not (_ASKS.match(text) and _ON_LIST.search(text)) or not index.editions():
        return None
    rest = text
    span = time_asked(text)
    if span is not None:
        rest = rest.replace(span.words, " ", 1)
    programme = _programme(rest, index)
    if programme is not None:
        rest = rest.replace(programme.words, " ", 1)
    how_many = bool(re.match(r"\W*(?:and |so |but )?how many\b", text, re.IGNORECASE))
    kind = kind_asked(question)
    of_list = span is not None or how_many or (kind is not None and re.search(r"\blists?\W*$", text, re.IGNORECASE))
    if programme is None and not (_ON_LIST_BY_NAME.search(text) and of_list):
        return None
    whose = whose_list(question)
    if words_beside(_FRAME.sub(" ", rest), ""):
        return None
    register = index.register
    rows = [row for row in register.rows if row.stands(as_of) and (kind is None or row.kind is kind)]
    if whose is not None:
        rows = [row for row in rows if authority(row.list) == whose]
    if programme is not None:
        rows = [row for row in rows if any((row.list, one) in programme.held for one in row.programmes)]
    note = None
    if span is not None:
        undated = {row.list for row in rows} - {row.list for row in rows if row.listed_on}
        rows = [row for row in rows if row.listed_on and span.start <= row.listed_on <= span.end]
        if undated:
            note = notice("note-undated-list", lists=joined(sorted(undated)))
    if whose is not None and not any(authority(name) == whose for name in index.editions()):
        note = not_held(whose)
    return Members(
        tuple(rows),
        kind,
        tuple(programme.held) if programme is not None else (),
        span.words.strip() if span is not None else "",
        whose,
        note,
        not how_many,
    )


@dataclass(frozen=True)
class _Programme:
    words: str
    held: dict[tuple[str, str], None]


@dataclass(frozen=True)
class Span:
    """A stretch of days, both included, and the words that name it."""

    words: str
    start: date
    end: date


def _programme(text: str, index: Snapshot) -> _Programme | None:
    """The programmes that `text` names, with the words by which it does."""
    held = index.register.programmes
    at = 0
    while match := _PROGRAMME.search(text, at):
        words = match["before"] or match["after"] or match["bare"]
        for part in _shorter(words):
            if found := meant(part, held):
                return _Programme(part, found)
        at = match.start() + 1
    return None


def _shorter(words: str) -> Iterable[str]:
    """`words`, and what is left of them without the last, and then without the first ones."""
    parts = words.strip(" .").split()
    for start in range(len(parts)):
        for end in range(len(parts), start, -1):
            yield " ".join(parts[start:end])


def time_asked(text: str) -> Span | None:
    """The time that `text` names: "in March 2022", "since 2014", "before 3 May 2023"; None where it names none."""
    match = _WHEN.search(text)
    if match is None:
        return None
    year, month = int(match["year"]), _MONTHS.get((match["month"] or "").casefold())
    day = int(match["day"] or match["late_day"] or 0)
    try:
        first = date(year, month or 1, day if month and day else 1)
        last_month = month or 12
        last = first if month and day else date(year, last_month, calendar.monthrange(year, last_month)[1])
    except ValueError:
        return None
    how = match["how"].casefold()
    if how == "since":
        return Span(match.group(), first, date.max)
    if how == "after":
        return Span(match.group(), date.fromordinal(last.toordinal() + 1), date.max)
    if how in ("before", "until", "by"):
        return Span(match.group(), date.min, date.fromordinal(first.toordinal() - 1) if how == "before" else last)
    return Span(match.group(), first, last)


def _under(held: Iterable[tuple[str, str]]) -> str:
    names = [spelled_out(programme, name) for name, programme in held]
    names = list(dict.fromkeys(names))
    more = len(names) - _MOST_PROGRAMMES
    return f" under {joined([*names[:_MOST_PROGRAMMES], f'{more} more'] if more > 0 else names)}"


def _beside(row: Row, asked: Members) -> str:
    told = [] if asked.kind is not None or row.kind is EntityKind.PERSON else [row.kind.value]
    if row.listed_on and asked.when:
        told.append(f"listed on {long_date(row.listed_on)}")
    return f" ({'; '.join(told)})" if told else ""
