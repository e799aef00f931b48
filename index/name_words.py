"""A name, or a text, as the words names are compared by: case, accents, punctuation and dots out of the way."""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from typing import NamedTuple

# Titles and ranks: part of how someone is called, not of the name.
TITLES = frozenset(
    """
    mr mrs ms miss mx dr prof professor sir lord lady dame president premier prime minister chancellor senator sen
    governor gov ambassador secretary king queen prince princess emir sultan judge justice attorney hon honourable
    honorable rep representative congressman general gen lieutenant lt colonel col major maj captain capt commander
    cmdr comandante admiral adm brigadier brig sergeant sgt marshal oligarch tycoon billionaire magnate chairman
    sheikh shaykh sheik shaikh shaik mullah mulla maulvi mawlawi maulavi maulana mawlana imam ayatollah haji hajji hajj
    hojjatoleslam sayyid sayed seyyed sayyed qari mufti ustad engineer eng don dona senor sr senora
    """.split()
)

# Legal forms of companies: written or left out as people like. "Group" and "Holding" tell companies apart.
_COMPANY_FORMS = frozenset(
    """
    ltd limited llc llp lp plc inc incorporated corp corporation co company gmbh ag kg ohg sa sas sarl sl srl spa sprl
    bv nv ab oy oyj aps asa doo dd ad ood eood ooo oao zao pao ao jsc pjsc ojsc cjsc jscb pte pty sdn bhd fze fzc fzco
    fzllc dmcc kft zrt nyrt tov pat prat ltda cia eirl ca cv sab sapi fgup pt tbk kk
    """.split()
)
_LEADING_FORMS = frozenset("ooo oao zao pao ao jsc pjsc ojsc cjsc tov fgup pt llc".split())
_LONG_FORMS = sorted(
    [
        tuple(form.split())
        for form in (
            "public joint stock company, open joint stock company, closed joint stock company, "
            "private joint stock company, joint stock company, joint stock co, limited liability company, "
            "limited liability partnership, public limited company, private limited company, private limited, "
            "public company, stock company, sociedad anonima, compania anonima, societe anonyme, sa de cv, "
            "s a de c v, s p a, federal state unitary enterprise, aktsionernoe obshchestvo, "
            "publichnoe aktsionernoe obshchestvo, otkrytoe aktsionernoe obshchestvo, "
            "zakrytoe aktsionernoe obshchestvo, "
            "obshchestvo s ogranichennoi otvetstvennostyu, obshchestvo s ogranichennoy otvetstvennostyu, "
            "obschestvo s ogranichennoi otvetstvennostyu, obschestvo s ogranichennoy otvetstvennostyu, "
            "tovarystvo z obmezhenoyu vidpovidalnistyu, gesellschaft mit beschrankter haftung"
        ).split(", ")
    ],
    key=len,
    reverse=True,
)

# Words written small inside names.
SMALL_WORDS = frozenset(
    "of the and for in on at to by with from a an al el ul ar as bin ibn bint ben de del da do dos di la las le les "
    "los du des van von der den y e i und et und fi wal".split()
)
# Words that begin a family or given name of several words.
PARTICLES = frozenset(
    """
    al el ul ar as an az ash abu abou abd abdul abdel bin ibn ben bint umm um de del de la las los da do dos di du van
    von der den ter mac san santa st ould le
    """.split()
)

_APOSTROPHES = "'’‘ʼʻʿʾ`´ʹ′‛＇"
# Combining marks are no letters to `re`, but parts of words: accents, Arabic and Hebrew vowels, Indic and Thai signs.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0963\u0966-\u0dff\u0e00-\u0eff\u1000-\u109f\u200c\u3099\u309a"
)
_WORD = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}[^\W\d_]?(?!\w)|\w[\w{_MARKS}]*(?:[{_APOSTROPHES}](?=\w)[\w{_MARKS}]+)*|&",
)
_DROPPED = str.maketrans("", "", _APOSTROPHES + ".\u0640\u200c\u200d")
_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h"}
)
_FOLDED_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW")


class Shape(IntEnum):
    """How a word is written."""

    SMALL = 0
    CAPITALISED = 1
    CAPITALS = 2


class Word(NamedTuple):
    """One word of a text: the key it is compared by, where it stands, how it is written."""

    key: str
    start: int
    end: int
    shape: Shape


def words(text: str) -> list[Word]:
    """The words of `text` in order, a possessive 's left out; "&" is "and", "C.E.I.E.C." one word, hyphens divide."""
    found = []
    for match in _WORD.finditer(text):
        raw = _without_possessive(match.group())
        if key := _fold(raw):
            found.append(Word(key, match.start(), match.start() + len(raw), _shape(raw)))
    return found


def keys(text: str) -> tuple[str, ...]:
    """The keys of the words of `text`."""
    if text.isascii() and text.replace(" ", "").isalnum():
        return tuple(text.lower().split())
    return tuple(key for raw in _WORD.findall(text) if (key := _fold(_without_possessive(raw))))


def _without_possessive(raw: str) -> str:
    if len(raw) > 3 and raw[-1] in "sS" and raw[-2] in _APOSTROPHES:
        return raw[:-2]
    return raw


def normalise(name: str) -> str:
    """`name` as names are compared: "MADURO MOROS, Nicolás" and "Nicolas Maduro Moros" are the same afterwards.

    Titles and company forms stay; `core` takes them off.
    """
    family, comma, given = name.partition(",")
    if comma and _is_family_first(family, given):
        return " ".join(keys(given) + keys(family))
    return " ".join(keys(name))


def core(name: tuple[str, ...], *, titles: bool = True) -> tuple[str, ...]:
    """`name` without "the", company forms at its ends and, if asked, `titles` before it; never empty."""
    changed = True
    while changed and len(name) > 1:
        changed = False
        if (titles and name[0] in TITLES) or name[0] in _LEADING_FORMS or name[0] == "the":
            name, changed = name[1:], True
        elif name[-1] in _COMPANY_FORMS:
            name, changed = name[:-1], True
        for form in _LONG_FORMS:
            if len(name) > len(form):
                if name[-len(form) :] == form:
                    name, changed = name[: -len(form)], True
                elif name[: len(form)] == form:
                    name, changed = name[len(form) :], True
    return name


def _is_family_first(family: str, given: str) -> bool:
    before, after = keys(family), keys(given)
    if not before or not after or "," in given or len(before) > 5:
        return False
    return not (_COMPANY_FORMS & {*before, *after}) and not any(c.isdigit() for c in family + given)


def _fold(raw: str) -> str:
    if raw == "&":
        return "and"
    if not raw.isalnum():
        raw = raw.translate(_DROPPED)
    if raw.isascii():
        return raw.lower()
    raw = raw.translate(_DROPPED)
    raw = raw.casefold().translate(_UNDECOMPOSED)
    kept: list[str] = []
    base = ""
    for letter in unicodedata.normalize("NFKD", raw):
        if unicodedata.combining(letter):
            if unicodedata.name(base, "").startswith(_FOLDED_SCRIPTS) if base else True:
                continue
        else:
            base = letter
        if letter == "_" or unicodedata.category(letter)[0] in "LNM":  # "¼" has a stroke in it, "ŀ" a dot
            kept.append(letter)
    return unicodedata.normalize("NFC", "".join(kept)).casefold()


def _shape(raw: str) -> Shape:
    if raw.islower():
        return Shape.SMALL
    if raw.isupper():
        return Shape.CAPITALS if len(raw) > 1 else Shape.CAPITALISED
    cased = next((letter for letter in raw if letter.lower() != letter.upper()), None)
    if cased is None:
        return Shape.CAPITALS  # a script without capitals, or digits, asks for none
    return Shape.CAPITALISED if cased.isupper() else Shape.SMALL
