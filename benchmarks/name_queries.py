"""The listed names, queries made of them by distorting them, ordinary names, and which answers are right."""

from __future__ import annotations

import hashlib
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import combinations
from pathlib import Path

from light_distortions import LIGHT, PLAIN
from name_distortions import HELD_OUT, TUNING, Rule, natural
from ordinary_names import at_random, in_news
from rapidfuzz import fuzz

from corpus import readers
from corpus.listing import EntityKind, Listing, NameKind
from index.name_candidates import Candidates
from index.name_compare import prepare
from index.name_vocabulary import Vocabulary
from index.name_words import TITLES, keys
from index.names import NameDirectory

SEED = 20201130
FOUND = 20  # listings a query
ORDINARY, SHORTENED, ORIGINAL = "ordinary", "shortened", "original script"
_LISTS = ("*.csv", "*.xml")
_YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")


@dataclass(frozen=True)
class Listed:
    """One name of one listing."""

    listing: Listing
    text: str
    kind: NameKind


@dataclass(frozen=True)
class Query:
    """A name as somebody may write it, whose it is and how it was distorted; ordinary names are nobody's."""

    text: str
    name: int | None = None
    rule: str = ORDINARY


Scored = list[tuple[float, int]]  # score and name, best first


@dataclass
class Names:
    """All listed names, and what finds them."""

    listed: list[Listed]
    entities: dict[str, str] = field(init=False)  # listing id -> id of the first listing of whom it is
    numbers: dict[tuple[str, str], int] = field(init=False)  # by listing id and text
    directory: NameDirectory = field(init=False)
    in_latin: NameDirectory = field(init=False)  # without the names in their original script
    candidates: Candidates = field(init=False)
    rarity: Callable[[str], float] = field(init=False)

    def __post_init__(self) -> None:
        """Index them."""
        self.entities = _entities(self.listed)
        self.numbers = {(name.listing.id, name.text): number for number, name in enumerate(self.listed)}
        listings = list({name.listing.id: name.listing for name in self.listed}.values())
        self.directory = NameDirectory.build(listings)
        self.in_latin = NameDirectory.build(latin for one in listings if (latin := _without_originals(one)))
        vocabulary = Vocabulary()
        for name in self.listed:
            vocabulary.add(prepare(name.text, name.listing.kind))
        self.candidates = Candidates(vocabulary.arrays())
        self.rarity = self.candidates.rarity

    def find(self, query: Query) -> Scored:
        """The best names for a query, one a listing; the name of a query in its original script is not held."""
        directory = self.in_latin if query.rule == ORIGINAL else self.directory
        found = directory.nearest(query.text, FOUND)
        return [(match.score, self.numbers[match.listing.id, match.matched_name.text]) for match in found]


def _without_originals(listing: Listing) -> Listing | None:
    names = tuple(name for name in listing.names if name.kind is not NameKind.ORIGINAL_SCRIPT)
    return listing.model_copy(update={"names": names}) if names else None


def _contradict(one: Listing, other: Listing) -> bool:
    """Whether kind or years of birth show that two entries are not of one."""
    years, others = ({year for born in listing.birth for year in _YEAR.findall(born)} for listing in (one, other))
    return one.kind is not other.kind or bool(years and others and not years & others)


def _entities(listed: Sequence[Listed]) -> dict[str, str]:
    """Who is on two lists under one full name, of one kind and with no other year of birth, is one entity."""
    found = {name.listing.id: name.listing.id for name in listed}
    by_words: dict[str, list[Listing]] = defaultdict(list)
    for name in listed:
        words = sorted_words(name.text)
        if name.kind is not NameKind.WEAK and " " in words:
            by_words[words].append(name.listing)

    def first(key: str) -> str:
        while found[key] != key:
            key = found[key]
        return key

    for listings in by_words.values():
        for one, other in combinations({listing.id: listing for listing in listings}.values(), 2):
            if other.list != one.list and not _contradict(one, other):
                found[first(other.id)] = first(one.id)
    return {key: first(key) for key in found}


def read_lists(folder: Path) -> list[Listing]:
    """The listings of all lists in `folder`."""
    found = []
    for pattern in _LISTS:
        for path in sorted(folder.glob(pattern)):
            try:
                found += [one for one in readers.read(path, lambda _: None) if isinstance(one, Listing)]
            except Exception as error:
                print(f"not read: {path.name}: {error}")
    return found


def is_reported(listing: Listing) -> bool:
    """Whether the entry is of the half that was not tuned on."""
    return hashlib.sha256(listing.id.encode()).digest()[0] % 2 == 1


def sorted_words(name: str) -> str:
    """A name by its words alone."""
    return " ".join(sorted(keys(name)))


def consonants(name: str) -> str:
    """A coarse key of our own making, by nobody's comparer: names that share it are one name spelt otherwise."""
    words = ["".join(c for c in word if c not in "aeiouyhw'")[:12] for word in keys(name) if word not in ("al", "el")]
    return " ".join(sorted("".join(dict.fromkeys(word)) for word in words))


def _shorter(name: str) -> set[str]:
    """The consonants of every two and three words of a name."""
    words = sorted(consonants(name).split())[:8]
    return {" ".join(some) for count in (2, 3) for some in combinations(words, count)}


class Way(Enum):
    """How names are distorted: each has ways of its own, the hard ones for each half."""

    HARD = 1
    LIGHT = 4
    PLAIN = 5


def distorted(names: Names, reported: bool, count: int, way: Way = Way.HARD) -> list[Query]:
    """`count` queries of one half, the ways to distort in turn; a query equal to a listed name is no distortion."""
    chance = random.Random(SEED * way.value + reported)
    rules: dict[str, Rule] = {Way.HARD: HELD_OUT if reported else TUNING, Way.LIGHT: LIGHT, Way.PLAIN: PLAIN}[way]
    weak = [] if way is Way.HARD else [NameKind.WEAK]
    own = [
        number
        for number, name in enumerate(names.listed)
        if is_reported(name.listing) is reported
        and name.kind in (NameKind.PRIMARY, NameKind.ALIAS, *weak)
        and len(keys(name.text)) > 1
        and name.listing.kind is not EntityKind.AIRCRAFT
    ]
    chance.shuffle(own)
    found: list[Query] = []
    taken = iter(own)
    rule_names = list(rules)
    made: Counter[str] = Counter()
    for number in taken:
        if len(found) == count:
            break
        name = names.listed[number]
        for rule in sorted(rule_names, key=lambda one: made[one]):
            text = rules[rule](name.text, name.listing.kind, chance)
            if text and text != name.text:
                found.append(Query(text, number, rule))
                made[rule] += 1
                break
    return found


def original_scripts(names: Names, reported: bool) -> list[Query]:
    """Names in their original script, of which the name itself is not held: they are to be found by another name."""
    return [
        Query(name.text, number, ORIGINAL)
        for number, name in enumerate(names.listed)
        if name.kind is NameKind.ORIGINAL_SCRIPT and is_reported(name.listing) is reported
    ]


def ordinary(names: Names, articles: Path | None, count: int, reported: bool) -> list[Query]:
    """Names nobody on the lists bears, in this or nearly this spelling."""
    chance = random.Random(SEED * 2 + reported)
    listed = {sorted_words(name.text) for name in names.listed}
    spelt = {consonants(name.text) for name in names.listed}
    # Who has the words of a longer listed name is, in the news, that person more often than not; others are kept apart.
    shortened = {short for name in names.listed for short in _shorter(name.text)}
    pool = set(at_random(count, chance))
    if articles is not None:
        half = (name for name in in_news(articles) if hashlib.sha256(name.encode()).digest()[0] % 2 == reported)
        news = sorted(name for name in half if keys(name)[0] not in TITLES and consonants(name) not in shortened)
        pool |= set(chance.sample(news, min(len(news), count - count // 3)))
    free = sorted(name for name in pool if sorted_words(name) not in listed)
    kept = [name for name in free if consonants(name) not in spelt]
    found = [Query(name, rule=SHORTENED if consonants(name) in shortened else ORDINARY) for name in kept]
    print(
        f"ordinary names: {len(kept)}, {sum(query.rule == SHORTENED for query in found)} of them a listed name with "
        f"parts left out; not among them {len(free) - len(kept)} that are a listed name spelt otherwise"
    )
    return found


def is_right(names: Names, query: Query, number: int) -> bool:
    """Whether a name found is one of the listing asked for, or is written as the query or its undistorted name is."""
    assert query.name is not None
    wanted, found = names.listed[query.name], names.listed[number]
    if names.entities[found.listing.id] == names.entities[wanted.listing.id]:
        return True
    spelt = sorted_words(natural(found.text))
    return spelt in (sorted_words(natural(wanted.text)), sorted_words(query.text))


@dataclass(frozen=True)
class NamePair:
    """Two names, whether they are one, and what makes the pair telling."""

    query: str
    listed: str
    kind: EntityKind
    same: bool
    why: str


def pairs(names: Names, queries: Sequence[Query], nearest: Sequence[Scored], reported: bool) -> list[NamePair]:
    """As many pairs of one entry's names, distorted or listed, as of different entries' names that look alike."""
    chance = random.Random(SEED * 3 + reported)
    same: list[NamePair] = []
    different: list[NamePair] = []
    of_listing: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(names.listed):
        of_listing[name.listing.id].append(number)
    spellings = {key: {sorted_words(names.listed[n].text) for n in numbers} for key, numbers in of_listing.items()}

    def differ(one: Listed, other: Listed) -> bool:
        """Whether two names are of entities of one kind and list, so surely not one entity, nor namesakes."""
        if one.listing.list != other.listing.list or one.listing.kind is not other.listing.kind:
            return False
        return not spellings[one.listing.id] & spellings[other.listing.id]

    for query, scores in zip(queries, nearest, strict=True):
        if query.name is None:
            continue
        wanted = names.listed[query.name]
        kind = wanted.listing.kind
        if query.rule == ORIGINAL:
            same.append(NamePair(query.text, wanted.listing.name, kind, True, query.rule))
            continue
        same.append(NamePair(query.text, wanted.text, kind, True, query.rule))
        others = (names.listed[number] for _, number in scores)
        other = next((one for one in others if one.kind is not NameKind.WEAK and differ(wanted, one)), None)
        if other is not None:
            different.append(NamePair(query.text, other.text, kind, False, "nearest other entry"))
    for numbers in of_listing.values():
        listing = names.listed[numbers[0]].listing
        aliases = [n for n in numbers[1:] if names.listed[n].kind is NameKind.ALIAS]
        if is_reported(listing) is reported and aliases and chance.random() < 0.25:
            alias = names.listed[chance.choice(aliases)].text
            # Names that share no word are known to belong together only from the list.
            if fuzz.partial_ratio(sorted_words(alias), sorted_words(listing.name)) >= 60:
                same.append(NamePair(natural(alias), listing.name, listing.kind, True, "alias"))
    by_family: dict[str, list[int]] = defaultdict(list)
    for numbers in of_listing.values():
        listing = names.listed[numbers[0]].listing
        if is_reported(listing) is reported and listing.kind is EntityKind.PERSON and "," in listing.name:
            by_family[listing.list + listing.name.split(",")[0]].append(numbers[0])
    for numbers in by_family.values():
        if len(numbers) > 1:
            one, other = (names.listed[n] for n in chance.sample(numbers, 2))
            if differ(one, other):
                different.append(NamePair(natural(one.text), other.text, EntityKind.PERSON, False, "same family name"))
    for name in names.listed:
        if is_reported(name.listing) is reported and name.listing.kind is EntityKind.ENTITY and chance.random() < 0.1:
            words = name.text.split()
            digits = [at for at, word in enumerate(words) if word.strip(".,").isdigit()]
            if digits and len(words) > 1:
                at = digits[0]
                words[at] = str(int(words[at].strip(".,")) + chance.randrange(1, 9))
                different.append(NamePair(" ".join(words), name.text, EntityKind.ENTITY, False, "another number"))
    return same + different
