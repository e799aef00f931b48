"""The words of a claim and of the text that is to prove it: names, and the telling words with their usual synonyms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.answers.claim_dates import dates_in
from bot.answers.claim_figures import figures_in
from index.keywords import stems
from index.name_words import keys

NAME = re.compile(r"\b(?:[A-ZÀ-ÞА-Я][\w’'&-]*\w|[A-Z])\b(?:\.[A-Z]\b)*")
CALENDAR = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday"
    " thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
# Each line one meaning in reports on sanctions: a claim may say it with another word of the line.
_MEANINGS = """
sanction sanctions sanctioned sanctioning blacklist blacklisted designate designated designation list listed listing
impose imposed place placed put hit
lift lifted remove removed delist delisted end ended
company companies firm firms business enterprise corporation
country countries nation nations state
government authorities administration
help helped helping assist assisted aid aided support supported supporting back backed
say says said state stated tell told announce announced report reported declare declared according statement
allege alleged accuse accused claim claimed charge charged
freeze froze frozen block blocked
ban banned prohibit prohibited bar barred forbid forbidden
property assets asset holdings
own owns owned owner possess belong belongs belonged
lead leads led head heads headed run runs ran
leader head chief boss
ship ships vessel vessels
tanker tankers
yacht superyacht
oil crude petroleum
gas lng
weapon weapons arms
begin began begun start started launch launched
buy bought purchase purchased acquire acquired
invade invaded invasion
attack attacked
war conflict
people individuals persons person individual
member members
official officials
law act legislation
order decree
reason because due
link linked tie tied connected affiliated
move moved step action measure measures
target targeted aim aimed
use used using
make made
big large major
want wanted seek sought
minister ministry
percent cent
child children son sons daughter daughters
u.s us united states american america americans
u.k uk britain british
e.u eu european
russia russian russians
china chinese
iran iranian iranians
""".strip().splitlines()
_SAME: dict[str, set[int]] = {}
for _number, _line in enumerate(_MEANINGS):
    for _word in _line.split():
        for _stem in stems(_word):
            _SAME.setdefault(_stem, set()).add(_number)
# Words that join and count, and claim nothing of their own.
_LIGHT = frozenset(
    stem
    for word in """
    include includes included including among amount amounts total totalling worth valued value later earlier currently
    both well part called named known which who where while since until despite although however therefore thus
    per plus via within without upon toward towards across along around amid following
    follow followed became become remain remained according would will also previously recently already still
    """.split()
    for stem in stems(word)
)
# They belong to a figure, which is judged by its value.
_UNITS = frozenset("percent million billion trillion thousand hundred bn mn".split())
_SIGNS = {"$": " dollars ", "€": " euros ", "£": " pounds ", "%": " percent "}
_OPENERS = frozenset(
    """
    a an the this that these those it he she they its his her their in on at by for from of with to as after before
    since when while during under over according both all some many most several one two three four five six seven
    eight nine ten there here and but however yes no also later earlier then other others not although because if such
    """.split()
)


def telling_words(text: str) -> frozenset[str]:
    """The stems of `text` without the words every text has."""
    return frozenset(stems(text))


def unsaid(claim: str, told: str) -> list[str]:
    """The telling words of `claim` that `told` has neither as they are nor by a synonym; names are judged elsewhere."""
    for sign, word in _SIGNS.items():
        claim, told = claim.replace(sign, word), told.replace(sign, word)
    held = telling_words(told)
    meanings = set().union(*(_SAME.get(stem, set()) for stem in held))
    lost = []
    for match in re.finditer(r"(?<![\w.,])[^\W\d][\w’'-]*", claim):
        word = match.group()
        if word.lower() in _UNITS or figures_in(word) or (word[0].isupper() and claim[: match.start()].strip()):
            continue
        for stem in stems(word):
            if stem not in held and stem not in _LIGHT and not _SAME.get(stem, set()) & meanings:
                if word[0].isupper() and (word.lower() in _OPENERS):
                    continue
                lost.append(word)
    return lost


def names_stand(claim: str, texts: Sequence[str]) -> bool:
    """Whether every capitalised word of `claim` stands in `texts`, in any case, form or as their initials."""
    together = " ".join(texts)
    held = set(keys(together))
    held_stems = telling_words(together)
    meanings = set().union(*(_SAME.get(stem, set()) for stem in held_stems))
    initials = _initials(together)
    for match in NAME.finditer(claim):
        word = match.group()
        first = not claim[: match.start()].strip(" \"“‘'(")
        parts = keys(word)
        if all(part in held for part in parts) or "".join(parts) in initials:
            continue
        of_word = stems(word)
        if all(stem in held_stems or _SAME.get(stem, set()) & meanings for stem in of_word):
            continue  # "Iranian" where the passage has "Iran"; and words that carry no meaning
        if first and word.lower() in _OPENERS:
            continue
        if dates_in(word) or word.lower() in CALENDAR:
            continue  # judged as a date
        if first and word[1:].islower():
            continue  # the first word of a sentence: judged among the telling words
        return False
    return True


def pairs_stand(claim: str, texts: Sequence[str]) -> bool:
    """Whether capitalised words that stand together in `claim` stand near each other in one of `texts`."""
    tokens = [keys(text) for text in texts]
    for first, second in pairwise(NAME.finditer(claim)):
        if claim[first.end() : second.start()] != " " or first.group().lower() in _OPENERS | CALENDAR:
            continue
        one, other = _keys_of(first), _keys_of(second)
        if (
            not one
            or not other
            or second.group().lower() in CALENDAR
            or (first.start() == 0 and _is_small(one, tokens))
        ):
            continue
        if not any(_near(one[-1], other[0], told) for told in tokens):
            return False
    return True


def _keys_of(name: re.Match[str]) -> tuple[str, ...]:
    """The words of `name`; of "S.A." the last stop, which the match leaves out, makes it one word."""
    return keys(f"{name.group()}." if "." in name.group() else name.group())


def _is_small(word: tuple[str, ...], tokens: Sequence[tuple[str, ...]]) -> bool:
    """Whether the first word of a sentence is in no text: a name would be, so it is some other word."""
    return not any(word[0] in told for told in tokens)


def _near(one: str, other: str, told: tuple[str, ...]) -> bool:
    places = [at for at, key in enumerate(told) if key == one]
    others = {at for at, key in enumerate(told) if key == other}
    return any(at + step in others for at in places for step in (-2, -1, 1, 2, 3))


def same_name(one: str, other: str) -> bool:
    """Whether two names share a word or a meaning, or one is the initials of the other."""
    ones, others = stems(one), stems(other)
    if set(ones) & set(others):
        return True
    if set().union(*(_SAME.get(stem, set()) for stem in ones)) & set().union(*(_SAME.get(s, set()) for s in others)):
        return True
    return bool(_initials(other) & set(keys(one)) or _initials(one) & set(keys(other)))


def _initials(text: str) -> set[str]:
    """The initials of runs of capitalised words: "eu" where "European Union" stands, "us" where "United States"."""
    found: set[str] = set()
    for run in re.findall(r"(?:[A-Z][\w’'-]+(?:\s+(?:of|the|and|for|&)\s+|\s+)?){2,8}", text):
        letters = "".join(word[0] for word in run.split() if word[0].isupper()).lower()
        found.update(letters[start:end] for start in range(len(letters)) for end in range(start + 2, len(letters) + 1))
    return found
