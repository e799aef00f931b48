"""What a name leads to: the forms of listed names it is written in, and the names that are like it word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.listing import EntityKind
from index.common_words import is_common, is_very_common
from index.company_forms import spelt_right
from index.name_candidates import Candidates
from index.name_compare import Comparison, PreparedName, compare, prepare
from index.name_forms import Way, kind_factor, without_titles
from index.name_likeness import NONE, How, likeness
from index.name_parts import Part, Role
from index.name_scripts import is_latin, romanised
from index.name_tables import Entry, NameTables
from index.name_words import core, keys, normalise

# What further differences take off the score of a form.
_OTHER_ORDER = 0.95, "same words in another order"
_TOGETHER = 0.98, "written together or apart"  # letter for letter: nearer than any typo
_QUERY_CORE = 0.97, "without title or company form"  # a title is a person's, a legal form a company's
_FORM_MISSPELT = 0.97, "a typo in the legal form"
_OTHER_SCRIPT = 1.0, "in other letters"
_READINGS = 3  # of a name in another script: the most usual ones

_CANDIDATES = 40  # listed names compared with a name
_ACRONYM = Way.INITIALS.score  # initials name many; so does an acronym that leaves a word out
_ACRONYM_LETTERS = 5
_BONES_ALONE = 0.58  # consonants of a single word in a script without vowels are less than a last name
_TELLING_BONES = 5  # but as many as these are one
_SAME_SOUND = 0.98  # a last name that sounds the same is as good as the last name
_TOLD = {How.MISSING: "words missing", How.ADDED: "words added"}


@dataclass(frozen=True)
class Scored:
    """A listing's name that a name may be, 0..1; `compared` where that was word by word, not as a form of it."""

    listing_id: str
    place: int  # of the name among its listing's names
    text: str
    score: float
    difference: str = ""
    compared: Comparison | None = None

    @property
    def how(self) -> str:
        """The difference, in a few words."""
        return self.difference or (_told(self.compared) if self.compared else "")


class NameLookup:
    """Looks names up in the tables of a directory."""

    def __init__(self, tables: NameTables, candidates: Candidates) -> None:
        """Both of the same names."""
        self._tables = tables
        self._candidates = candidates

    def in_its_forms(self, name: str, least: float) -> dict[str, Scored]:
        """By listing, the best of the forms that `name` is written in, none under `least`."""
        best: dict[str, Scored] = {}
        for entry, factor, difference in self._found(name):
            score = round(entry.score * factor, 3)
            if score >= least:
                keep_better(best, self._scored(entry, score, _how(entry.way, difference)))
        if any(match.how != Way.INITIALS.label for match in best.values()):
            best = {key: match for key, match in best.items() if match.how != Way.INITIALS.label}
        return best

    def alike(self, asked: PreparedName) -> Iterator[Scored]:
        """Listed names compared with a name word by word; those that have nothing of it are left out."""
        for number, _ in self._candidates.find(asked, _CANDIDATES):
            listed = self._tables.name(number)
            found = compare(asked, prepare(listed.text, listed.entity), self._candidates.rarity)
            score = found.score
            if _single(asked) and any(part.how is How.ACRONYM for part in found.parts):
                score = min(score, _ACRONYM) if _is_acronym(asked) else 0.0
            elif _single(asked) and any(part.how is How.UNVOWELLED for part in found.parts):
                score = min(score, _BONES_ALONE)
            score = round(score * kind_factor(listed.kind, listed.text), 3)
            if score > 0:
                yield Scored(listed.listing_id, listed.place, listed.text, score, compared=found)

    def last_names(self, asked: PreparedName) -> Iterator[tuple[Entry, Scored]]:
        """For a single word, the last names that are like it: "Abramowitsch" may be somebody's Abramovich."""
        part = _single(asked)
        for word, _ in self._candidates.words_like(part) if part else ():
            other = _single(prepare(word))
            like = likeness(part, other) if part and other else NONE
            for entry in self._tables.of_words([word]):
                if entry.way is Way.LAST_NAME:
                    many = part is not None and like.how is How.UNVOWELLED and len(part.bones) >= _TELLING_BONES
                    factor = 1.0 if many or like.value >= _SAME_SOUND else like.value
                    score = round(entry.score * factor, 3)
                    how = _OTHER_SCRIPT[1] if like.how is How.SAME else like.how.value
                    yield entry, self._scored(entry, score, f"{Way.LAST_NAME.label}, {how}")

    def _scored(self, entry: Entry, score: float, how: str) -> Scored:
        place = self._tables.place(entry.listing, entry.name)
        return Scored(entry.listing_id, place, entry.text, score, how)

    def _found(self, name: str) -> Iterator[tuple[Entry, float, str]]:
        as_written = keys(name)
        ordered = tuple(normalise(name).split())
        queries = {as_written: (1.0, ""), ordered: (1.0, "")}
        for words in (as_written, ordered):
            if words:
                queries.setdefault(spelt_right(words), _FORM_MISSPELT)
        if not is_latin(name):
            for form in romanised(name)[:_READINGS]:
                queries.setdefault(keys(form), _OTHER_SCRIPT)
        for words, (factor, difference) in queries.items():
            yield from self._written(words, factor, difference)
        for words in dict.fromkeys((as_written, ordered)):
            for entity, bare in _cores(words):
                if bare not in queries:
                    yield from (one for one in self._written(bare, *_QUERY_CORE) if one[0].entity is entity)

    def _written(self, words: Sequence[str], factor: float, difference: str) -> Iterator[tuple[Entry, float, str]]:
        """The forms of these words, in this or another order, divided so or otherwise."""
        for entry in self._tables.of_words(words):
            yield entry, factor, difference
        for entry in self._tables.in_other_order(words):
            yield entry, factor * _OTHER_ORDER[0], _OTHER_ORDER[1]
        for entry in self._tables.divided_otherwise(words):
            yield entry, factor * _TOGETHER[0], _TOGETHER[1]


def tells(asked: PreparedName) -> bool:
    """Whether a name says enough to be looked for in other spellings: more than "trading company" or "Washington"."""
    names = {part.text for reading in asked.readings for part in reading if part.role in (Role.NAME, Role.NUMBER)}
    return len(names) > 1 or any(not is_very_common(name) for name in names)


def is_ordinary_word(asked: PreparedName) -> bool:
    """Whether a name is a single word that English texts use, and not known as a name in several spellings."""
    part = _single(asked)
    return part is not None and is_common(part.text) and not part.groups


def is_close(match: Scored) -> bool:
    """Whether words and vowels of a name stand for more than is missing: without vowels Mahmud is Mohammed, and a city
    in the name of a company is not the company."""
    if match.compared is None:
        return True
    how = [part.how for part in match.compared.parts]
    missing = how.count(How.MISSING)
    return How.UNVOWELLED not in how and missing < len(how) - missing


def is_known_form(match: Scored) -> bool:
    """Whether a word of the name is known as another form of the listed one, as Hezbollah is of Hizballah."""
    return match.compared is not None and any(part.how is How.VARIANT for part in match.compared.parts)


def keep_better(best: dict[str, Scored], match: Scored) -> None:
    """Keep the better match of a listing; how a form differs says more than how its words do."""
    known = best.get(match.listing_id)
    if known is None:
        best[match.listing_id] = match
    elif match.score > known.score:
        both = match.compared is not None and known.compared is None
        best[match.listing_id] = replace(known, score=match.score) if both else match


def _cores(words: tuple[str, ...]) -> Iterator[tuple[EntityKind, tuple[str, ...]]]:
    """A name without what only people or only companies have before or after their names."""
    yield EntityKind.ENTITY, core(words, titles=False)
    yield EntityKind.PERSON, without_titles(words)


def _how(way: Way, difference: str) -> str:
    if not difference:
        return way.label
    return difference if way is Way.EXACT else f"{way.label}, {difference}"


def _told(found: Comparison) -> str:
    told = dict.fromkeys(_TOLD.get(part.how, part.how.value) for part in found.parts if part.how is not How.SAME)
    return ", ".join(told) or "same words"


def _single(asked: PreparedName) -> Part | None:
    """The only word of a name of one word."""
    first = asked.readings[0] if asked.readings else ()
    return first[0] if len(first) == 1 and first[0].role is Role.NAME else None


def _is_acronym(asked: PreparedName) -> bool:
    part = _single(asked)
    return part is not None and len(part.text) >= _ACRONYM_LETTERS and not is_common(part.text)
