"""What articles report of a subject, each sentence with the day it tells of: what timelines are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answers.capitals import names_in
from bot.answers.claim_dates import PartialDate, dates_in, relative_dates
from bot.answers.evidence import speech_is_cut
from bot.answers.forecasts import is_forecast
from index.keywords import stems
from index.search import Hit, Snapshot
from index.sentences import sentence_spans

PASSAGES = 60
EMBEDDED = 32  # sentences whose meaning is compared; embedding one takes 2-4 ms on two cores
_LEAST_LIKE = 0.25  # cosine of sentence and subject; below it another thing is told
_SHORTEST, _LONGEST = 6, 45  # words
# What somebody did or what was done to him; "said" alone is no event.
_HAPPENED = re.compile(
    r"\b(?:sanctioned|designated|blacklisted|delisted|listed|added|removed|lifted|imposed|froze|frozen|seized"
    r"|impounded|detained|arrested|charged|indicted|convicted|sentenced|extradited|released|freed|fined|sued|banned"
    r"|barred|blocked|suspended|expelled|cut off|disconnected|invaded|annexed|attacked|launched|began|started|ended"
    r"|announced|signed|adopted|approved|agreed|extended|renewed|revoked|issued|ordered|ruled|acquired|bought|sold"
    r"|left|quit|resigned|appointed|elected|died|killed|founded|closed|shut|opened|halted|stopped|pulled|withdrew"
    r"|collapsed|fell|rose|lost|hit|targeted|unveiled|introduced|voted|rejected|called off|resumed|pleaded|settled"
    r"|transferred|handed|gave|sent|found|denied|stripped|raided|confiscated|moved|docked|sailed|accused|named|placed|put)\b",
    re.IGNORECASE,
)
_REFERS_BACK = re.compile(
    r"^[\"“‘']?(?:He|She|It|They|This|That|These|Those|His|Her|Its|Their|But|And|However|Meanwhile|Also"
    r"|The (?:company|firm|bank|group|man|woman|move|measures?|decision|two|pair|former|latter))\b"
)
# Before a date: what is told did not happen on it.
_BY_CASE = re.compile(r"\b(?:since|until|from|by|before|after|between|to|through|soon as)\s*$", re.IGNORECASE)
_IN_YEAR = re.compile(r"\b(?:in|In|during|during the year|early|late|mid)[ -]$")
_OF_SANCTIONS = re.compile(
    r"\b(?:sanction\w*|designat\w+|blacklist\w*|(?:asset|travel) (?:freezes?|bans?)|froze\w*|embargo\w*|penalt\w+"
    r"|export controls?|price cap|delist\w*|restrict\w+|measures)\b",
    re.IGNORECASE,
)
_SANCTIONS = frozenset(stems("sanctions sanction measures restrictions"))


@dataclass(frozen=True)
class Report:
    """A sentence, `article.text[start:end]`, and the day it tells of; `when` says that as far as it is known.

    `exact` is False where only the month or the year is told, and `day` is then its first. Where the sentence tells no
    day of its own it is that of the report.
    """

    hit: Hit
    start: int
    end: int
    day: date
    exact: bool
    when: str
    weight: float

    @property
    def text(self) -> str:
        """The sentence on one line."""
        return " ".join(self.hit.article.text[self.start : self.end].split())


def reports(
    index: Snapshot,
    subject: str,
    forms: Iterable[str] = (),
    *,
    as_of: date | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[Report]:
    """What is reported to have happened to `subject`, the weightiest first; `forms` are other names of it.

    A sentence must name the subject, or speak of all its telling words where these are no names.
    """
    query = index.query(subject)
    hits = index.search(query, PASSAGES, as_of=as_of)
    speaks = _Speaks(subject, forms, query.rarity)
    found: dict[tuple[str, int], tuple[Hit, int, int, _Told]] = {}
    for hit in hits:
        passage = set(stems(f"{hit.article.title}\n{hit.text}"))
        for start, end in sentence_spans(hit.article.text, hit.start, hit.end):
            key = (hit.article.id, start)
            sentence = hit.article.text[start:end]
            if key in found or not _fit(sentence) or not speaks.of_subject(sentence, passage):
                continue
            told = _told(sentence, hit.article.published)
            if told is not None and _within(told, since, until) and (as_of is None or told.day <= as_of):
                found[key] = (hit, start, end, told)
    rows = sorted(found.values(), key=lambda row: -_plain_weight(row))[:EMBEDDED]
    if not rows:
        return []
    like = index.encoder.encode([row[0].article.text[row[1] : row[2]] for row in rows]) @ query.vector
    held = [
        Report(*row[:3], row[3].day, row[3].exact, row[3].when, float(cosine) + _plain_weight(row))
        for row, cosine in zip(rows, like, strict=True)
        if cosine >= _LEAST_LIKE
    ]
    return sorted(held, key=lambda report: (-report.weight, report.day, report.start))


def spread(found: Sequence[Report], most: int, most_words: int | None = None) -> list[Report]:
    """Up to `most` of `found` that say different things, in order of time; of one day only a second that is weighty."""
    chosen: list[Report] = []
    words = 0
    seen: list[frozenset[str]] = []
    months: dict[tuple[int, int], int] = {}
    pool = list(found)
    while pool and len(chosen) < most:
        best = max(pool, key=lambda one: one.weight - 0.2 * months.get((one.day.year, one.day.month), 0))
        pool.remove(best)
        own = frozenset(stems(best.text))
        count = len(best.text.split())
        if any(len(own & other) > 0.5 * min(len(own), len(other)) for other in seen):
            continue
        if most_words is not None and words + count > most_words:
            continue
        chosen.append(best)
        words += count
        seen.append(own)
        month = (best.day.year, best.day.month)
        months[month] = months.get(month, 0) + 1
    return sorted(chosen, key=lambda one: (one.day, one.hit.article.id, one.start))


class _Speaks:
    """Whether sentences speak of one subject."""

    def __init__(self, subject: str, forms: Iterable[str], rarity: dict[str, float]) -> None:
        named = [" ".join(names_in(subject))] if names_in(subject) else []
        self._forms = [form for form in (frozenset(stems(name)) for name in [*named, *forms]) if form]
        self._rarity = rarity
        about = frozenset(stems(subject)) - frozenset().union(*self._forms)
        self._about = frozenset(word for word in about if word not in _OF_TIME)

    def of_subject(self, sentence: str, passage: set[str]) -> bool:
        """Whether `sentence` names it, by its rarest word where the passage has the others, and its other words."""
        own = set(stems(sentence))
        if self._forms and not any(self._rarest(form) in own and form <= passage | own for form in self._forms):
            return False
        if not self._about:
            return True
        if self._about & _SANCTIONS and not _OF_SANCTIONS.search(sentence):
            return False
        # Of a subject with a name, "the yacht of X", its other words may stand beside the sentence.
        return self._about - _SANCTIONS <= (own | passage if self._forms else own)

    def _rarest(self, form: frozenset[str]) -> str:
        return max(sorted(form), key=lambda word: self._rarity.get(word, 0.0))


_OF_TIME = frozenset(stems("timeline history chronology events happened happen since"))


@dataclass(frozen=True)
class _Told:
    day: date
    exact: bool
    when: str
    own: bool  # the sentence itself tells the day


def _told(sentence: str, published: date | None) -> _Told | None:
    """The day that `sentence` tells of; None where nothing dates it."""
    for told in dates_in(sentence):
        if _BY_CASE.search(sentence[: told.start]):
            continue
        if told.month is None and not _IN_YEAR.search(sentence[: told.start]):
            continue  # "the 2015 deal" is no event of 2015
        words = sentence[told.start : told.end].casefold()
        if words.startswith("next "):
            continue
        day = _day(told, published, last=words.startswith("last "))
        if day is not None and (published is None or day.day <= published):
            return day
    if published is None:
        return None
    for told in relative_dates(sentence, published):
        if _BY_CASE.search(sentence[: told.start]):
            continue
        day = _day(told, published)
        if day is not None and day.exact and day.day <= published:
            return day
    return _Told(published, True, _long(published), False)


def _day(told: PartialDate, published: date | None, *, last: bool = False) -> _Told | None:
    year = told.year
    if year is None:
        if published is None or told.month is None:
            return None
        # "In March", and "last March" in a March, are of the year before where that month is still to come.
        year = published.year - (told.month >= published.month if last else told.month > published.month)
    try:
        day = date(year, told.month or 1, told.day or 1)
    except ValueError:
        return None
    if told.month is None:
        return _Told(day, False, str(year), True)
    return _Told(day, True, _long(day), True) if told.day else _Told(day, False, f"{day:%B %Y}", True)


def _long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _within(told: _Told, since: date | None, until: date | None) -> bool:
    return (since is None or told.day >= since) and (until is None or told.day <= until)


def _fit(sentence: str) -> bool:
    count = len(sentence.split())
    return (
        _SHORTEST <= count <= _LONGEST
        and sentence.rstrip().endswith((".", "”", '"', "。"))
        and not speech_is_cut(sentence)
        and not is_forecast(sentence)
        and not _REFERS_BACK.match(sentence)
        and bool(_HAPPENED.search(sentence))
    )


def _plain_weight(row: tuple[Hit, int, int, _Told]) -> float:
    """What speaks for a sentence besides its meaning: a day of its own, brevity, standing first in its article."""
    hit, start, end, told = row
    sentence = hit.article.text[start:end]
    weight = 0.15 * (told.own and told.exact)
    weight -= 0.1 * (told.own and told.when.isdigit())  # a year alone orders little
    weight -= 0.15 * ("“" in sentence or '"' in sentence)  # what is said of it rather than what happened
    weight += 0.1 * (start < 600) + 0.2 * hit.score
    return weight - 0.004 * max(0, len(sentence.split()) - 20)
