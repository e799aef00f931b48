"""A name taken apart for comparing: each word with its role, its sound and its weight."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from corpus.listing import EntityKind
from index.company_forms import form_at_end, form_at_start, spelt_right
from index.name_scripts import leaves_vowels_out, romanised
from index.name_sounds import bones, loans, skeleton, sound
from index.name_variants import groups, unabbreviated
from index.name_words import SMALL_WORDS, TITLES, normalise


class Role(IntEnum):
    """What a word does in a name."""

    NAME = 0
    GENERIC = 1  # company, trading, bank: what many are called
    NUMBER = 2
    INITIAL = 3
    PARTICLE = 4  # al, bin, von
    TITLE = 5
    FORM = 6  # Ltd, GmbH
    SMALL = 7  # of, and


# How much words tell who is meant, against an ordinary word of a name.
ROLE_WEIGHTS = {
    Role.NAME: 1.0,
    Role.GENERIC: 0.45,
    Role.NUMBER: 0.7,
    Role.INITIAL: 0.3,
    Role.PARTICLE: 0.12,
    Role.TITLE: 0.08,
    Role.FORM: 0.08,
    Role.SMALL: 0.03,
}
_GENERIC = frozenset(
    """
    company co corporation corp group holding holdings trading trade general international national bank banco banque
    shipping ship marine maritime lines line industries industry industrial technology technologies tech services
    service enterprise enterprises investment investments invest development engineering import export imports exports
    commercial commerce business consulting management capital finance financial fund foundation institute
    organization organisation association center centre committee ministry department office agency authority bureau
    university college school academy hospital airlines airways air aviation aerospace oil gas petroleum energy power
    electric electronics electronic steel metal metals mining minerals chemical chemicals petrochemical machinery
    equipment systems system solutions products manufacturing factory plant complex construction transport
    transportation logistics freight cargo insurance exchange money real estate property media news radio television
    telecommunications communications network research science scientific military defense defence security federal
    state republic islamic people democratic party movement front army forces force brigade battalion group party
    new first great global world middle east west north south central eastern western northern southern united union
    sociedad comercial inversiones empresa grupo servicios industria agropecuaria transportes constructora inmobiliaria
    obshchestvo zavod predpriyatie tsentr institut gongsi jituan charity humanitarian relief society club store
    joint stock limited liability public private open closed obshchestvo otvetstvennostyu aktsionernoe
    branch subsidiary venture project projects works supply pharma pharmaceutical food foods agricultural
    """.split()
)
_PARTICLES = frozenset(
    """
    al el ul ar as an az ash ad at adh abu abou abi umm um bin ibn ben bint binti ould uld de del de la las los da das
    do dos di du van von der den ter af av zu zum zur e y bu ou hajj
    """.split()
)
_SMALL_IN_PERSONS = frozenset("of the and".split())
_ROMAN = {
    "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12",
    "xiii": "13",
}  # fmt: skip
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
# "VABO2005" is "VABO 2005"; "2nd" stays.
_LETTERS_AND_DIGITS = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])(?!(?:st|nd|rd|th)\b)")
_WITH_DIGIT = re.compile(r"\d")
# Abdul Rahman, Abd al-Rahman, Abdurrahman: the servant of one of the names of God.
_SERVANT = re.compile(r"^abe?d(?:[aeiou]{1,2}(?:l|(?P<sun>[rnsztd])(?=(?P=sun))|(?P<sh>sh)(?=sh)))(?P<of>\w{2,})$")
_SERVANTS = frozenset("abd abdul abdel abdal abdoul abdool abdu abed abdol abdur abdus abdel abdun abdous".split())
# What names end in that say "of God", "of the faith".
_OF_GOD = frozenset("allah ullah ollah".split())
_FAITH = frozenset("din deen dine".split())
_OF_FAITH = frozenset("aldin aldeen eldin eldeen uddin uddeen eddin eddine addin addeen".split())
_COMPOUND = re.compile(r"(?P<of>\w{3,}?)(?:(?P<god>[aeiou]ll?ah?)|[aeiou](?:dd|ld)(?:in|een|ine))")
_ARTICLES = frozenset("al el ul ar as an az ash ad at adh ol".split())
_ARTICLE = re.compile(r"^(?:al|el|ul)(?=\w{4,})")
_SURE_FORM_LETTERS = 3
_LONGEST_WORDS = 24  # of a name; what follows is a description


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One word of a name: as it is compared (lower-case Latin), its role, and its keys."""

    text: str
    role: Role
    vowelless: bool  # of a script that leaves vowels out
    sound: str
    skeleton: str
    bones: str
    loans: tuple[str, ...]
    groups: frozenset[str]
    bare: str  # the sound without an article written together with it: "zavahiri" of "alzawahiri"
    meaning: str  # of a legal form, and the value of a number
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class PreparedName:
    """A name ready for comparing: its readings, each the parts of one Latin form of it, the most usual first."""

    text: str
    kind: EntityKind | None
    readings: tuple[tuple[Part, ...], ...]


@lru_cache(maxsize=16384)
def prepare(text: str, kind: EntityKind | None = None) -> PreparedName:
    """Take a name apart; `kind` None is a name of which nobody said whose it is. A text without words has no parts."""
    vowelless = not text.isascii() and leaves_vowels_out(text)
    readings: dict[tuple[str, ...], tuple[Part, ...]] = {}
    for form in romanised(text):
        words = tuple(_LETTERS_AND_DIGITS.sub(" ", normalise(form)).split()[:_LONGEST_WORDS])
        together = tuple(_compounds_joined(_servants_joined(words)))
        for reading in (together, words):
            if reading and reading not in readings:
                readings[reading] = _parts(reading, kind, vowelless)
    return PreparedName(text, kind, tuple(readings.values()))


def _parts(words: tuple[str, ...], kind: EntityKind | None, vowelless: bool) -> tuple[Part, ...]:
    before: list[Part] = []
    after: list[Part] = []
    if kind is EntityKind.ENTITY or kind is None:
        words = spelt_right(words)
        while len(words) > 1 and (found := form_at_start(words)) and _is_form(words[: found[0]], kind):
            before.append(_part(" ".join(words[: found[0]]), Role.FORM, False, found[1]))
            words = words[found[0] :]
        while len(words) > 1 and (found := form_at_end(words)) and _is_form(words[-found[0] :], kind):
            after.insert(0, _part(" ".join(words[-found[0] :]), Role.FORM, False, found[1]))
            words = words[: -found[0]]
    if kind is EntityKind.PERSON or (kind is None and not before and not after):
        while len(words) > 1 and words[0] in TITLES:
            before.append(_part(words[0], Role.TITLE, vowelless))
            words = words[1:]
    middle = [_part(word, _role(word, kind), vowelless) for word in words]
    if not any(part.role <= Role.NUMBER for part in middle):
        # Nothing but initials or small words: then they are the name.
        middle = [_part(part.text, Role.NAME, vowelless) for part in middle]
    return (*before, *middle, *after)


def _is_form(words: tuple[str, ...], kind: EntityKind | None) -> bool:
    """Whether words that may be a legal form are one: where it is not known whose name it is, not "as" and "ad"."""
    return kind is not None or len(words) > 1 or len(words[0]) >= _SURE_FORM_LETTERS


def _role(word: str, kind: EntityKind | None) -> Role:
    if not word.isalpha() and _WITH_DIGIT.search(word):
        return Role.NUMBER
    if len(word) == 1 and word.isalpha() and word.isascii():
        return Role.INITIAL
    if word in _PARTICLES:
        return Role.PARTICLE
    if kind is EntityKind.PERSON:
        return Role.SMALL if word in _SMALL_IN_PERSONS else Role.NAME
    if word in _ROMAN and kind is not None:
        return Role.NUMBER
    if word in _GENERIC:
        return Role.GENERIC
    return Role.SMALL if word in SMALL_WORDS else Role.NAME


def _servants_joined(words: Iterable[str]) -> list[str]:
    """Each "abd al rahman", "abdul rahman", "abdurrahman" as "abd rahman" in one word, "abdrahman"."""
    out: list[str] = []
    waiting = ""
    for word in words:
        if waiting:
            if word in _ARTICLES:
                continue
            joined = "abd" + _ARTICLE.sub("", word)
            out.append("abd" + match["of"] if (match := _SERVANT.match(joined)) else joined)
            waiting = ""
        elif word in _SERVANTS:
            waiting = word
        elif word.startswith(("abd", "abed")) and (match := _SERVANT.match(word)):
            out.append("abd" + match["of"])
        else:
            out.append(word)
    return [*out, waiting] if waiting else out


def _compounds_joined(words: Iterable[str]) -> list[str]:
    """Each "najib allah", "najibollah" as "najibullah", each "saif al din", "seifeddine" as "saifuddin"."""
    out: list[str] = []
    for word in words:
        if word in _OF_GOD and out and len(out[-1]) > 2:
            out[-1] += "ullah"
        elif word in _OF_FAITH and out and len(out[-1]) > 2:
            out[-1] += "uddin"
        elif word in _FAITH and len(out) > 1 and out[-1] in _ARTICLES and len(out[-2]) > 2:
            del out[-1]
            out[-1] += "uddin"
        elif (match := _COMPOUND.fullmatch(word)) and not groups(word):
            out.append(match["of"] + ("ullah" if match["god"] else "uddin"))
        else:
            out.append(word)
    return out


@lru_cache(maxsize=131072)
def _part(word: str, role: Role, vowelless: bool, meaning: str = "") -> Part:
    if role is Role.NUMBER:
        ordinal = _ORDINAL.fullmatch(word)
        meaning = _ROMAN.get(word) or (ordinal[1] if ordinal else word.lstrip("0") or "0")
    heard = sound(word.replace(" ", ""))
    bare = heard
    if role is Role.NAME and (match := _ARTICLE.match(word)):
        bare = sound(word[match.end() :])
    return Part(
        text=word,
        role=role,
        vowelless=vowelless,
        sound=heard,
        skeleton=skeleton(word),
        bones=bones(word),
        loans=loans(word),
        groups=groups(word) or unabbreviated(word),
        bare=bare,
        meaning=meaning,
        weight=ROLE_WEIGHTS[role] * min(1.0, 0.55 + 0.09 * len(word)) if role <= Role.GENERIC else ROLE_WEIGHTS[role],
    )
