"""How two names differ, once it is known which of their words match, and what each difference takes off the score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from index.common_words import is_common
from index.name_alignment import Pair
from index.name_likeness import How
from index.name_parts import Part, Role

# 0 for a word in very many names, 1 for one in hardly any.
Rarity = Callable[[str], float]


class Differences(NamedTuple):
    """How two names differ, 0..1 each: shares of the names by the weight of their words, unless it says otherwise."""

    missing: float  # words of the listed name the query has not
    added: float  # words of the query the listed name has not
    respelt: float  # how unlike matched words are where their sound or consonants are one
    unvowelled: float  # how unlike they are where one is of a script without vowels
    misspelt: float  # how unlike they are where they are not, and the query's word is no known one
    another: float  # the same where it is in other listed names or a usual word: then it may be another name
    initial: float  # initials matched with words
    joined: float  # words written together or apart
    number: float  # 1 for numbers that contradict each other
    order: float  # 1 for words in another order
    longer: float  # 1 where the listed name has further words that tell: Rosneft is not Rosneft Trading
    unsure: float  # how little the matched words tell, 1 for nothing; only beside other differences


# What each difference takes off the score. Fitted on the tuning half by
# `python benchmarks/tune_names.py LISTS ARTICLES`; for what too few of its names show (numbers of persons, scripts
# without vowels), for the order of words and for longer names the figure is set by hand: distorted names lose no
# telling word, so they cannot show that a company with one word more is another company.
PERSON = Differences(
    missing=0.29, added=0.48, respelt=2.6, unvowelled=1.2, misspelt=0.92, another=1.75, initial=0.45, joined=0.16,
    number=0.3, order=0.05, longer=0.0, unsure=0.38,
)  # fmt: skip
OTHERS = Differences(
    missing=0.16, added=0.41, respelt=2.0, unvowelled=0.6, misspelt=0.58, another=1.53, initial=0.58, joined=0.08,
    number=0.33, order=0.06, longer=0.2, unsure=0.30,
)  # fmt: skip
# Matched words tell enough to be sure when their rarities sum to this: two rare words, three usual ones.
_SURE = 1.7
# Where more is missing, what is there is not the name.
_MOSTLY = 0.4
# Rarer words than this are in no listed name.
IN_NO_NAME = 0.93
_RESPELT = frozenset({How.TRANSLITERATION, How.VARIANT, How.FORM, How.OTHER_FORM})
# What a matched word adds to being sure, times its rarity.
_TELLS = {Role.NAME: 1.0, Role.GENERIC: 0.5, Role.NUMBER: 0.5, Role.FORM: 0.25, Role.PARTICLE: 0.1}


def differences(
    query: Sequence[Part], listed: Sequence[Part], pairs: Sequence[Pair], rarity: Rarity | None
) -> Differences:
    """How two names differ whose words match as `pairs` say."""
    of_query = [part.weight for part in query]
    of_listed = [part.weight for part in listed]
    if rarity is not None:
        for parts, weights in ((query, of_query), (listed, of_listed)):
            for place, part in enumerate(parts):
                if part.role <= Role.GENERIC:
                    weights[place] *= 0.5 + 0.5 * rarity(part.text)
    # A misspelt "Cmopany" weighs what "company" does.
    for pair in pairs:
        if len(pair.query) == len(pair.listed) == 1:
            one, other = pair.query[0], pair.listed[0]
            of_query[one] = of_listed[other] = min(of_query[one], of_listed[other])
    whole_query, whole_listed = sum(of_query), sum(of_listed)
    added = missing = 1.0
    respelt = unvowelled = misspelt = another = initial = together = 0.0
    told = 0.0
    places = []
    for pair in pairs:
        in_query = sum(of_query[place] for place in pair.query) / whole_query
        in_listed = sum(of_listed[place] for place in pair.listed) / whole_listed
        added -= in_query
        missing -= in_listed
        share = max(in_query, in_listed)
        value, how = pair.likeness
        if how is How.INITIAL:
            initial += share
        elif how in (How.TOGETHER, How.ACRONYM):
            together += share if how is How.TOGETHER else 2 * share
        elif how is How.UNVOWELLED:
            unvowelled += (1 - value) * share
        elif how in _RESPELT:
            respelt += (1 - value) * share
        elif value < 1:
            word = query[pair.query[0]].text
            if rarity is not None and rarity(word) > IN_NO_NAME and not is_common(word):
                misspelt += (1 - value) * share
            else:
                another += (1 - value) * share
        if listed[pair.listed[0]].role <= Role.NUMBER and how is not How.INITIAL:
            places.append((pair.query[0], pair.listed[0]))
        for place in pair.listed:
            if tells := _TELLS.get(listed[place].role):
                told += value * tells * (rarity(listed[place].text) if rarity is not None else 1.0)
    added, missing = max(0.0, added), max(0.0, missing)
    differ = min(1.0, 4 * max(missing, added, misspelt + another + respelt + unvowelled, initial / 2))
    return Differences(
        missing=missing,
        added=added,
        respelt=respelt,
        unvowelled=unvowelled,
        misspelt=misspelt,
        another=another,
        initial=initial,
        joined=together,
        number=float(_numbers_contradict(query, listed)),
        order=float(_in_other_order(places)),
        longer=float(missing > _MOSTLY or _tells_more(listed, pairs)),
        unsure=differ * max(0.0, 1 - told / _SURE),
    )


def _tells_more(listed: Sequence[Part], pairs: Sequence[Pair]) -> bool:
    """Whether the first or the last of the listed words that tell is missing; what is left out between is still it."""
    matched = {place for pair in pairs for place in pair.listed}
    telling = [place in matched for place, part in enumerate(listed) if part.role <= Role.NUMBER]
    return bool(telling) and not (telling[0] and telling[-1])


def _in_other_order(places: list[tuple[int, int]]) -> bool:
    places.sort()
    return any(before[1] > after[1] for before, after in pairwise(places))


def _numbers_contradict(query: Sequence[Part], listed: Sequence[Part]) -> bool:
    ours = sorted(part.meaning for part in query if part.role is Role.NUMBER)
    theirs = sorted(part.meaning for part in listed if part.role is Role.NUMBER)
    return bool(ours and theirs and ours != theirs)
