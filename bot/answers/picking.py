"""Which of several a few words mean: "2", "the one born in 1960", "the Iranian", "the tanker", the full name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answers.entities import Designated, birth_years, facts
from corpus.listing import EntityKind, Listing
from index.name_words import keys

_NUMBER = re.compile(
    r"^\W*(?:the )?(?:(?:number|no\.?|nr\.?|option|choice|#) ?)?(?P<number>\d{1,2})(?:st|nd|rd|th)?"
    r"(?: one)?(?:,? please)?\W*$",
    re.IGNORECASE,
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINAL = re.compile(
    rf"\b(?:(?:the )(?P<word>{'|'.join(_ORDINALS)}|last)|(?P<alone>{'|'.join(_ORDINALS)}|last) one)\b", re.I
)
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_KIND_WORDS = {
    EntityKind.PERSON: "person individual man woman human guy lady".split(),
    EntityKind.ENTITY: "company firm entity bank organisation organization group business".split(),
    EntityKind.VESSEL: "vessel ship tanker yacht boat freighter".split(),
    EntityKind.AIRCRAFT: "aircraft plane airplane jet helicopter".split(),
}
_FILLER = frozenset(
    """
    the one who is was in from of a an and or born i mean meant it its he she this that with please on list no not by at
    yes ok okay former ones person man woman company name named called under for to as are listed sanctioned
    any also since when lists sanctions
    """.split()
)
_DEMONYM = re.compile(r"(?:ians?|eans?|ans?|ese|ish|is?|ics?|s|ns?)$")
# Those that do not begin as their country does.
_OF_COUNTRY = {
    "dutch": "netherlands", "british": "united kingdom", "english": "united kingdom", "uk": "united kingdom",
    "american": "united states", "us": "united states", "usa": "united states", "french": "france",
    "swiss": "switzerland", "german": "germany", "greek": "greece", "danish": "denmark", "finnish": "finland",
    "polish": "poland", "filipino": "philippines", "burmese": "myanmar", "emirati": "united arab emirates",
    "uae": "united arab emirates", "turkish": "turkey", "turk": "turkey", "spanish": "spain", "welsh": "united kingdom",
    "thai": "thailand", "afghan": "afghanistan", "pakistani": "pakistan", "uzbek": "uzbekistan", "tajik": "tajikistan",
    "kazakh": "kazakhstan", "kyrgyz": "kyrgyzstan", "turkmen": "turkmenistan", "lebanese": "lebanon",
    "congolese": "congo", "yemenite": "yemen", "chechen": "russia",
}  # fmt: skip


def pick(words: str, entities: Sequence[Designated], *, of_facts: bool = False) -> list[int]:
    """Places in `entities` of those that `words` fit; none where they tell nothing, or fit all of them.

    With `of_facts` the words are the rest of a question: only years, kinds and countries tell, no numbers and names.
    """
    if not of_facts and (number := _number(words, len(entities))) is not None:
        return [number] if number >= 0 else []
    found = list(range(len(entities)))
    told = False
    for fits in (
        (_of_year, _of_kind, _of_country) if of_facts else (_of_year, _of_kind, _of_country, _of_role, _of_name)
    ):
        narrowed = [at for at in found if fits(words, entities[at])]
        if narrowed and len(narrowed) < len(found):
            found, told = narrowed, True
    return found if told else []


def _number(words: str, count: int) -> int | None:
    """The place a number or ordinal names, -1 where there is no such place, None where there is none in `words`."""
    match = _NUMBER.match(words)
    if match:
        return int(match["number"]) - 1 if 1 <= int(match["number"]) <= count else -1
    ordinal = _ORDINAL.search(words)
    if not ordinal:
        return None
    word = (ordinal["word"] or ordinal["alone"]).lower()
    place = count - 1 if word == "last" else _ORDINALS.index(word)
    return place if place < count else -1


def _of_year(words: str, entity: Designated) -> bool:
    years = {int(year) for year in _YEAR.findall(words)}
    return any(years & birth_years(entry) for entry in entity.entries)


def _of_kind(words: str, entity: Designated) -> bool:
    said = set(re.findall(r"\w+", words.casefold()))
    return bool(said.intersection(_KIND_WORDS[entity.kind]))


def _of_country(words: str, entity: Designated) -> bool:
    countries = " ".join(_place(entry) for entry in entity.entries).casefold()
    held = re.findall(r"\w+", countries)
    for word in re.findall(r"[^\W\d_]+", words.casefold()):
        country = _OF_COUNTRY.get(word)
        if country:
            if country in countries:
                return True
            continue
        if word in _FILLER or len(word) < 4:
            continue
        stem = _DEMONYM.sub("", word)
        if len(stem) >= 3 and any(place.startswith(stem) and len(place) <= len(stem) + 3 for place in held):
            return True
    return False


def _place(listing: Listing) -> str:
    born = [text for text in listing.birth if not _YEAR.search(text)]
    return " ".join([*listing.nationalities, *born, *listing.addresses[:3]])


def _of_role(words: str, entity: Designated) -> bool:
    said = set(re.findall(r"\w+", words.casefold())) - _FILLER
    told = " ".join(fact for entry in entity.entries for fact in (*facts(entry), entry.list, *entry.programmes))
    return bool(said.intersection(re.findall(r"\w+", told.casefold())))


def _of_name(words: str, entity: Designated) -> bool:
    said = set(keys(words)) - _FILLER
    names = [set(keys(name.text)) for entry in entity.entries for name in entry.names]
    return bool(said) and any(said <= name for name in names)
