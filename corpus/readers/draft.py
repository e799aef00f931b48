"""A listing in the making: facts as a file gives them, piece by piece and with repeats, until the entry is whole."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from corpus.cleaning import one_line
from corpus.errors import InputError
from corpus.listing import Detail, EntityKind, Identifier, Listing, Name, NameKind, Relation
from corpus.readers.contents import Skip
from corpus.readers.dates import read_date
from corpus.readers.fields import shortened
from corpus.readers.publisher import web_address
from corpus.readers.skipped import Skipped

MAX_NAME_CHARACTERS = 1000  # the longest names of real lists, of committees and their departments, have some 400
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_ORDER = [NameKind.PRIMARY, NameKind.ALIAS, NameKind.ORIGINAL_SCRIPT, NameKind.WEAK]
_IMO = re.compile(r"(?i)^IMO\s*(?:no\.?|number)?\s*:?\s*(?=\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)")
_PARTLY_KNOWN = re.compile(r"(?i)(\d{1,2}|dd|--)[./-](\d{1,2}|mm|--)[./-](\d{4})")


class Draft:
    """One entry. Every text becomes one line, what is empty or said before is passed over."""

    def __init__(self, listing_id: str, list_name: str, kind: EntityKind = EntityKind.ENTITY) -> None:
        self.id = listing_id
        self.list = list_name
        self.kind = kind
        self.listed_on: date | None = None
        self.delisted_on: date | None = None
        self.as_of: date | None = None
        self._doubts: dict[str, None] = {}
        self._source_url: str | None = None
        self._names: dict[str, Name] = {}
        self._identifiers: dict[Identifier, None] = {}
        self._relations: dict[Relation, None] = {}
        self._details: dict[Detail, None] = {}
        self._texts: dict[str, dict[str, None]] = {}

    @property
    def has_programmes(self) -> bool:
        """Whether a programme was added."""
        return "programmes" in self._texts

    def name(self, text: str, kind: NameKind = NameKind.ALIAS, language: str | None = None) -> None:
        """Add a name; one in another script than ours is that, unless it is weak. Of the same text twice the stronger
        kind is kept. What is too long for a name is left out, see `tell`."""
        text = one_line(text)
        if len(text) > MAX_NAME_CHARACTERS:
            self._doubts[f"{shortened(self.id, 60)}: a name of {len(text):,} characters is left out"] = None
            return
        if not text:
            return
        if kind is not NameKind.WEAK and is_original_script(text):
            kind = NameKind.ORIGINAL_SCRIPT
        found = Name(text=text, kind=kind, language=one_line(language or "") or None)
        before = self._names.get(text)
        if before is None or _ORDER.index(kind) < _ORDER.index(before.kind):
            self._names[text] = found

    def identifier(self, kind: str, value: str, country: str | None = None) -> None:
        """Add a number that identifies the entity."""
        value = one_line(value)
        if kind == "IMO":
            value = _IMO.sub("", value)
        if value:
            self._identifiers[Identifier(kind=one_line(kind), value=value, country=one_line(country or "") or None)] = (
                None
            )

    def relation(self, kind: str, name: str) -> None:
        """Add the tie `kind` to whoever is called `name`."""
        if name := one_line(name):
            self._relations[Relation(kind=one_line(kind), name=name)] = None

    def detail(self, label: str, value: str) -> None:
        """Add a further fact under the list's label."""
        if value := one_line(value):
            self._details[Detail(label=one_line(label), value=value)] = None

    def programme(self, text: str) -> None:
        """Add a programme or regime."""
        self._add("programmes", text)

    def address(self, text: str) -> None:
        """Add an address, in one line."""
        self._add("addresses", text)

    def birth(self, text: str) -> None:
        """Add a date or place of birth."""
        self._add("birth", text)

    def nationality(self, text: str) -> None:
        """Add a country the person belongs to."""
        self._add("nationalities", text)

    def position(self, text: str) -> None:
        """Add what the person is or does."""
        self._add("position", text)

    def reason(self, text: str) -> None:
        """Add to what the entity is listed for, in the list's words."""
        self._add("reasons", text)

    def remark(self, text: str) -> None:
        """Add what no other field holds."""
        self._add("remarks", text)

    def source_url(self, text: str) -> None:
        """Where the list itself says what this entry rests on; the first web address is kept."""
        self._source_url = self._source_url or web_address(text)

    def listing(self) -> Listing:
        """The entry. Raises InputError where it has no name."""
        names = sorted(self._names.values(), key=lambda name: _ORDER.index(name.kind))
        if not names:
            raise InputError(f"{self.id} has no name")
        if names[0].kind is NameKind.ALIAS:  # a list that marks none of them as the first
            names[0] = names[0].model_copy(update={"kind": NameKind.PRIMARY})
        texts = {field: tuple(values) for field, values in self._texts.items()}
        return Listing(
            id=self.id,
            list=self.list,
            names=tuple(names),
            kind=self.kind,
            programmes=texts.get("programmes", ()),
            listed_on=self.listed_on,
            delisted_on=self.delisted_on,
            identifiers=tuple(self._identifiers),
            addresses=texts.get("addresses", ()),
            birth=texts.get("birth", ()),
            nationalities=texts.get("nationalities", ()),
            position="; ".join(texts.get("position", ())) or None,
            reasons=" ".join(texts.get("reasons", ())) or None,
            relations=tuple(self._relations),
            details=tuple(self._details),
            remarks="; ".join(texts.get("remarks", ())) or None,
            source_url=self._source_url,
            as_of=self.as_of,
        )

    def tell(self, path: Path, line: int, skip: Skip) -> None:
        """Report what was left out of the entry, which stands in that line."""
        for doubt in self._doubts:
            skip(Skipped(str(path), line, doubt))

    def _add(self, field: str, text: str) -> None:
        if text := one_line(text):
            self._texts.setdefault(field, {})[text] = None


def is_original_script(text: str) -> bool:
    """Whether `text` has letters, none of them Latin."""
    return any(letter.isalpha() for letter in text) and not _LATIN.search(text)


def day_first(text: str) -> date | None:
    """The date in European order, "03/04/2022" is 3 April, also where its numbers stand the other way round in ISO."""
    text = text.strip()
    if match := _DAY_FIRST.match(text):
        day, month, year = (int(part) for part in match.groups())
        try:
            return date(year, month, day)
        except ValueError:
            return None
    return read_date(text)


def birth_date(text: str) -> str:
    """A date of birth in European order as far as it is known: "1975-04-03", "1975-04", "1975"; others as they are."""
    text = one_line(text).rstrip(".")
    match = _PARTLY_KNOWN.fullmatch(text)
    if not match:
        return text
    day, month, year = (int(part) if part.isdigit() else 0 for part in match.groups())
    if not (1 <= month <= 12 or (month == 0 and day == 0)) or day > 31 or year == 0:
        return text
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")
