"""Values that a claim and a sentence on the same thing give otherwise: another date, amount, share or count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.answers.claim_dates import PartialDate, dates_in, proven, relative_dates
from bot.answers.claim_figures import Figure, counted_in, figures_in
from index.keywords import stems

_ABOUT_EQUAL = Decimal("0.03")  # "nearly $400 million" and 395 million are no contradiction
_CURRENCY_BEFORE = re.compile(r"(?:[$€£¥]|\b(?:USD|EUR|GBP|US\$|RUB))\s*$")
_CURRENCY_AFTER = re.compile(
    r"\s*(?:U\.?S\.?\s+)?(?:dollars?|euros?|pounds?|roubles?|rubles?|yuan|USD|EUR)\b", re.IGNORECASE
)
_PERCENT_AFTER = re.compile(r"\s*(?:%|per ?cent|percentage points?)", re.IGNORECASE)
_NOUN_AFTER = re.compile(r"[\s-]*(?:of (?:the |its |their )?)?((?:[\w’'-]+\s+){0,2}[\w’'-]+)")


@dataclass(frozen=True)
class Otherwise:
    """What the claim has, and what the sentence has in its place, each as it is to be shown."""

    claimed: str
    told: str


def other_dates(claim: str, sentence: str, published: date | None) -> list[Otherwise]:
    """The dates of `claim` that `sentence`, which tells dates, does not have, beside the nearest it has."""
    resolved = dates_in(sentence) + (relative_dates(sentence, published) if published is not None else [])
    told = [_whole(one, published) for one in resolved]
    found = []
    for claimed in dates_in(claim):
        fine = [one for one in told if one.year is not None and _as_exact(one, claimed)]
        if claimed.year is None or not fine or proven(claimed, sentence, published):
            continue
        nearest = min(fine, key=lambda one: (one.year != claimed.year, abs((one.year or 0) - (claimed.year or 0))))
        found.append(Otherwise(as_written(claimed), as_written(nearest)))
    return found


def other_figures(claim: str, sentence: str) -> list[Otherwise]:
    """The amounts, shares and counts of `claim` in whose place `sentence` has others of the same kind."""
    told = _by_kind(sentence)
    found = []
    for kind, figures in _by_kind(claim).items():
        others = told.get(kind, [])
        for figure in figures:
            if others and not any(_equal(figure.value, other.value) for other in others):
                sign = _sign(claim, figure)
                nearest = min(others, key=lambda one: (_sign(sentence, one) != sign, abs(one.value - figure.value)))
                shown = _shown(claim, figure), _shown(sentence, nearest)
                found.append(Otherwise(*shown))
    return list(dict.fromkeys(found))


def has_figures(claim: str, sentence: str) -> bool:
    """Whether `sentence` has every figure of `claim`, none of them where it counts something else by another."""
    return figures_in(claim, vague=False) <= figures_in(sentence) and not other_figures(claim, sentence)


def _by_kind(text: str) -> dict[str, list[Figure]]:
    """Figures that are no part of a date, by what they count: "money", "percent", or the stem of the noun after."""
    of_dates = [(one.start, one.end) for one in dates_in(text)]
    kinds: dict[str, list[Figure]] = {}
    for figure in counted_in(text):
        if any(start < figure.end and figure.start < end for start, end in of_dates):
            continue
        before, after = text[: figure.start], text[figure.end :]
        if _CURRENCY_BEFORE.search(before) or _CURRENCY_AFTER.match(after):
            names = ["money"]
        elif _PERCENT_AFTER.match(after):
            names = ["percent"]
        else:
            noun = _NOUN_AFTER.match(after)
            names = stems(noun[1]) if noun else []
        for name in names:
            kinds.setdefault(name, []).append(figure)
    return kinds


def _sign(text: str, figure: Figure) -> str:
    before = _CURRENCY_BEFORE.search(text[: figure.start])
    return before.group().strip() if before else ""


def _shown(text: str, figure: Figure) -> str:
    """The figure with its sign and unit, as written."""
    sign = _CURRENCY_BEFORE.search(text[: figure.start])
    start = sign.start() if sign else figure.start
    after = text[figure.end :]
    unit = _PERCENT_AFTER.match(after) or _CURRENCY_AFTER.match(after)
    end = figure.end + (unit.end() if unit else 0)
    if not sign and not unit and (noun := re.match(r"[\s-]+(?!(?:of|in|at|or|and)\b)[\w’'-]+", after)):
        end += noun.end()
    return " ".join(text[start:end].split())


def _equal(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= _ABOUT_EQUAL * max(abs(one), abs(other))


def _whole(told: PartialDate, published: date | None) -> PartialDate:
    """With the year of the report where the sentence leaves it out."""
    if told.year is not None or told.month is None or published is None:
        return told
    year = published.year - 1 if told.month > published.month else published.year
    return told._replace(year=year)


def _as_exact(told: PartialDate, claimed: PartialDate) -> bool:
    return (claimed.month is None or told.month is not None) and (claimed.day is None or told.day is not None)


def as_written(one: PartialDate) -> str:
    """The date as far as it is told: 30 November 2020, November 2020, 2020."""
    if one.year is None or one.month is None:
        return str(one.year)
    if one.day is None:
        return f"{date(one.year, one.month, 1):%B %Y}"
    return f"{one.day} {date(one.year, one.month, 1):%B %Y}"
