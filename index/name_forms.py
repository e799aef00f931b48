"""The ways a listed name may be written: whole, without its company form, without middle names …"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from enum import Enum, IntEnum
from typing import NamedTuple

from corpus.listing import EntityKind, Listing, Name, NameKind
from index.common_words import in_dictionary, is_common, is_very_common
from index.name_words import PARTICLES, SMALL_WORDS, TITLES, core, keys


class Way(Enum):
    """How a form differs from the listed name: what people are told, and the score a primary name has in this form."""

    EXACT = "exact", 1.0
    FAMILY_FIRST = "family name first", 0.99
    WITHOUT_TITLE = "without title", 0.95
    WITHOUT_COMPANY_FORM = "without company form", 0.95
    MIDDLE_MISSING = "given and last name (middle names missing)", 0.85
    FIRST_FAMILY_NAME = "given name and first of the family names", 0.8
    BOTH_SHORTENED = "first given and first family name", 0.75
    WITHOUT_BANK = "without the word bank", 0.75
    INITIALS = "initials of the name", 0.65
    LAST_NAME = "last name only", 0.6

    def __init__(self, label: str, score: float) -> None:
        self.label = label
        self.score = score


class Demand(IntEnum):
    """How a form must be written in a running text to be taken for the name; weak names always in capitals."""

    ANY = 0
    CAPITALISED = 1
    UNPREFIXED = 2  # capitalised, and no capitalised word before it, as in "Best Industrial Solutions"
    ALONE = 3  # capitalised, no capitalised word before or after it
    CAPITALS = 4
    CAPITALS_ALWAYS = 5  # even where the text has no capitals at all
    SHIP = 6  # beside "tanker", "vessel" …
    SHIP_OR_QUESTION = 7  # or in capitals in a text as short as a question
    QUESTION = 8  # capitalised, in a text as short as a question or one that names the listing in a stronger form
    SUPPORTED = 9  # capitalised, in a text that names the listing in a stronger form
    NEVER = 10


# A last name or initials that more listings than this share name nobody.
MOST_SHARING = 5
_LONG_ENOUGH = 8  # letters of a word that is none of English; shorter ones are too often another's name, too
_SHORTENED = (Way.MIDDLE_MISSING, Way.FIRST_FAMILY_NAME, Way.BOTH_SHORTENED)

# What the kinds of names take off a form's score.
KIND_FACTOR = {
    NameKind.PRIMARY: 1.0,
    NameKind.ALIAS: 0.98,
    NameKind.ORIGINAL_SCRIPT: 0.98,
    NameKind.WEAK: 0.7,
}
# A weak name of a word that is many people's, "Pavel", counts little; "Faruq" more. One of several words or many
# letters, "Umm Hussain al-Britani", is seldom another's: one typo should not hide it.
_WEAK_BUT_RARE, _WEAK_BUT_LONG = 0.85, 0.94
_LONG_WEAK_LETTERS = 9


def kind_factor(kind: NameKind, text: str) -> float:
    """What the kind of the listed name `text` takes off the score of its forms and of what is like it."""
    if kind is not NameKind.WEAK:
        return KIND_FACTOR[kind]
    words = keys(text)
    if len(words) > 1:
        return _WEAK_BUT_LONG
    if any(map(is_common, words)):
        return KIND_FACTOR[kind]
    return _WEAK_BUT_LONG if len(text) >= _LONG_WEAK_LETTERS else _WEAK_BUT_RARE


class Form(NamedTuple):
    """One way to write one name of a listing: its words, how it differs, and what a text must show."""

    words: tuple[str, ...]
    way: Way
    demand: Demand


def forms(listing: Listing, name: Name) -> Iterator[Form]:
    """The forms of `name`, strongest first; weak names only as listed, their short forms would name anybody."""
    family, comma, given = name.text.partition(",")
    if listing.kind is EntityKind.PERSON and comma and keys(family) and keys(given):
        yield from _person(name, keys(family), keys(given.split(",")[0]), keys(given.replace(",", " ")))
        return
    whole = keys(name.text)
    if not whole:
        return
    yield Form(whole, Way.EXACT, _demand(listing, name, whole, Way.EXACT))
    if name.kind is NameKind.WEAK:
        return
    if listing.kind is EntityKind.PERSON:
        bare = without_titles(whole)
        if 1 < len(bare) < len(whole):
            yield Form(bare, Way.WITHOUT_TITLE, Demand.CAPITALISED)
        first, last = _head(bare), _tail(bare)
        if len(first) + len(last) < len(bare) and len(first[0]) > 1:
            yield Form(first + last, Way.MIDDLE_MISSING, Demand.CAPITALISED)
    elif listing.kind is EntityKind.ENTITY:
        bare = core(whole, titles=False)
        if len(bare) == 2 and "bank" in bare:
            acronym = next((word for word in bare if word != "bank"), "")
            if 3 <= len(acronym) <= 4 and not is_common(acronym):
                yield Form((acronym,), Way.WITHOUT_BANK, Demand.CAPITALS)
        if bare != whole and not _says_little(bare):
            way = Way.WITHOUT_COMPANY_FORM
            yield Form(bare, way, _demand(listing, name, bare, way))
        initials = "".join(word[0] for word in bare if word not in SMALL_WORDS)
        if len(initials) >= 4 and not is_common(initials):
            yield Form((initials,), Way.INITIALS, Demand.NEVER)


def _person(name: Name, family: tuple[str, ...], given: tuple[str, ...], rest: tuple[str, ...]) -> Iterator[Form]:
    weak = name.kind is NameKind.WEAK
    demand = Demand.CAPITALS_ALWAYS if weak else Demand.CAPITALISED
    yield Form(rest + family, Way.EXACT, demand)
    yield Form(family + rest, Way.FAMILY_FIRST, demand)
    if weak:
        return
    given = without_titles(given)
    if not given or given[0] in TITLES:
        return
    first_given, first_family = _head(given), _head(family)
    if len(first_given[-1]) > 1:
        if len(first_given) < len(given):
            yield Form(first_given + family, Way.MIDDLE_MISSING, demand)
        if len(first_family) < len(family):
            if given != first_given:
                yield Form(given + first_family, Way.FIRST_FAMILY_NAME, demand)
            way = Way.FIRST_FAMILY_NAME if given == first_given else Way.BOTH_SHORTENED
            yield Form(first_given + first_family, way, demand)
    for last in dict.fromkeys((family, first_family)):
        if len("".join(last)) >= 4 or (len(last) == 1 and len(last[0]) == 3):
            yield Form(last, Way.LAST_NAME, Demand.QUESTION)


def without_titles(name: tuple[str, ...]) -> tuple[str, ...]:
    """`name` without the titles before it; never empty."""
    while len(name) > 1 and name[0] in TITLES:
        name = name[1:]
    return name


def _head(name: tuple[str, ...]) -> tuple[str, ...]:
    """The first name of several, with its particles: "abd al rahman", "de la cruz", "nicolas"."""
    end = 0
    while end < len(name) - 1 and name[end] in PARTICLES:
        end += 1
    return name[: end + 1]


def _tail(name: tuple[str, ...]) -> tuple[str, ...]:
    start = len(name) - 1
    while start > 0 and name[start - 1] in PARTICLES:
        start -= 1
    return name[start:]


def _says_little(name: tuple[str, ...]) -> bool:
    """Whether `name`, what is left without a company form, is too general to name a company."""
    telling = [word for word in name if word not in SMALL_WORDS]
    if len(telling) == 1:
        return len(telling[0]) < 3 or telling[0].isdigit() or is_common(telling[0])
    return not telling


def _demand(listing: Listing, name: Name, form: tuple[str, ...], way: Way) -> Demand:
    telling = [word for word in form if word not in SMALL_WORDS]
    letters = "".join(telling)
    if len(letters) < 3 or letters.isdigit():
        return Demand.NEVER
    all_common = all(len(word) == 1 or is_common(word) for word in telling)
    if name.kind is NameKind.WEAK:
        if len(telling) == 1:
            return Demand.SUPPORTED if all_common else Demand.QUESTION
        return Demand.CAPITALS_ALWAYS
    if listing.kind is EntityKind.AIRCRAFT:
        return Demand.CAPITALS
    if listing.kind is EntityKind.VESSEL:
        if len(telling) > 1 and not all_common:
            return Demand.CAPITALISED
        return Demand.SHIP if all_common else Demand.SHIP_OR_QUESTION
    if len(telling) > 1:
        if all_common:
            return Demand.UNPREFIXED if way is Way.EXACT else Demand.ALONE
        return Demand.ANY if way is Way.EXACT else Demand.CAPITALISED
    if listing.kind is EntityKind.PERSON:
        return Demand.CAPITALS_ALWAYS
    if all_common:
        named_so = name.kind is NameKind.PRIMARY and way is Way.EXACT and not in_dictionary(letters)
        return Demand.CAPITALISED if named_so else Demand.CAPITALS_ALWAYS
    if way is Way.WITHOUT_COMPANY_FORM:
        return Demand.CAPITALISED if len(letters) >= _LONG_ENOUGH else Demand.QUESTION
    return Demand.CAPITALS if len(letters) < 5 else Demand.CAPITALISED if len(letters) < _LONG_ENOUGH else Demand.ANY


def given_names(listing: Listing) -> set[str]:
    """The words of a person's given names, as far as the list tells them from family names by a comma."""
    if listing.kind is not EntityKind.PERSON:
        return set()
    strong = [name.text.partition(",")[2] for name in listing.names if name.kind is not NameKind.WEAK]
    return {word for given in strong if given for word in keys(given)}


def settled(form: Form, person: bool, given: Container[str], bearers: Callable[[tuple[str, ...]], int]) -> Form:
    """`form` with a demand that knows the other listings: whose `given` names the words are, and how many
    bear a last name."""
    if form.way is Way.LAST_NAME:
        first = form.words[0]
        if all(word in TITLES or word in given for word in form.words) or is_very_common(first) or in_dictionary(first):
            return form._replace(demand=Demand.SUPPORTED)
    elif form.way in _SHORTENED and all(is_common(word) for word in form.words):
        # "Juan González" is anybody; "Delcy Rodríguez" is not.
        last = next((form.words[at:] for at in range(1, len(form.words)) if bearers(form.words[at:])), ())
        if bearers(last) > MOST_SHARING:
            return form._replace(demand=Demand.NEVER)
    elif form.way is Way.WITHOUT_COMPANY_FORM and (bearers(form.words) or " ".join(form.words) in given):
        return form._replace(demand=Demand.SUPPORTED)
    if form.demand is Demand.CAPITALISED and person and all(word in given or is_common(word) for word in form.words):
        return form._replace(demand=Demand.ALONE)
    return form
