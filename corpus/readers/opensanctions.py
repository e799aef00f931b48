"""OpenSanctions in its JSON forms: FollowTheMoney entities, one a line (entities.ftm.json, targets.nested.json).

In the flat form sanctions, addresses, passports and relations are lines of their own that refer to their entity by
id, before or after it; in the nested one they stand inside it. Both are read the same way.

Not all that OpenSanctions holds is sanctioned. A listing is made of an entity with the topic "sanction" (on a list of
sanctions now) or "sanction.counter" (a counter-sanction), and of one without any topic that a sanction refers to:
that is how former designations are kept. Politicians ("role.pep"), relatives, companies owned by a designated person
("sanction.linked"), debarred and wanted ones are none: no list designates them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from corpus.cleaning import one_line
from corpus.errors import InputError
from corpus.listing import Listing
from corpus.readers import contents, ftm_entity, json_rows
from corpus.readers.contents import Skip
from corpus.readers.dates import read_date
from corpus.readers.draft import Draft
from corpus.readers.fields import shortened
from corpus.readers.ftm_relations import RELATIONS
from corpus.readers.ftm_spool import Spool
from corpus.readers.skipped import Skipped
from corpus.readers.unread import Unread

LIST = "OpenSanctions"
DESIGNATED = {"sanction", "sanction.counter"}
_PAGE = "https://www.opensanctions.org/entities/"
METADATA = "index.json"  # what OpenSanctions publishes beside the files of a dataset
_KNOWN = {"id", "caption", "schema", "properties", "datasets", "referents", "target", "first_seen", "last_seen",
          "last_change", "origin"}  # fmt: skip
# Lines about other entities, by the properties that refer to these.
_REFERRING: dict[str, tuple[str, ...]] = {
    "Sanction": ("entity",), "Passport": ("holder",), "Identification": ("holder",), "Occupancy": ("holder",),
}  # fmt: skip
_REFERRING |= {schema: (ends.first, ends.second) for schema, ends in RELATIONS.items()}
_TOPICS_NAMED = 6
_DEEPEST = 3  # an entity, the link in it, the entity at its other end, and that one's address


def recognises(path: Path) -> bool:
    """Whether the first line of `path` that is not blank is a FollowTheMoney entity."""
    try:
        return any(ftm_entity.is_entity(row) for _, row in zip(range(1), _rows_alone(path), strict=False))
    except InputError:
        return False


def companions(path: Path) -> list[Path]:
    """The description of the dataset beside its files, which tells its title."""
    beside = path.with_name(METADATA)
    return [beside] if contents.is_there(beside) and recognises(path) else []


def read(path: Path, skip: Skip) -> Iterator[Listing]:
    """The designations in `path`, in its order; entities that are none are counted in one report.

    `as_of` is the day of the export: the last on which an entity of the file was seen. The list is named after the
    dataset: its title in index.json beside the file, else the one dataset that all its designations are from.
    """
    with closing(Spool()) as spool:
        file = _File(path, skip, spool)
        for line, row in json_rows.rows(path, skip):
            file.take(line, row)
        yield from file.listings()


def page_of(entity_id: str) -> str | None:
    """The public page of an entity, or None where its id cannot stand in an address."""
    return f"{_PAGE}{entity_id}/" if all(part.isalnum() for part in entity_id.replace("_", "-").split("-")) else None


def title_beside(path: Path) -> str | None:
    """The title of the dataset as the index.json beside its files gives it, or None."""
    beside = path.with_name(METADATA)
    if not contents.is_there(beside):
        return None
    try:
        described = json.loads(contents.text(beside))
    except (InputError, ValueError, RecursionError):
        return None
    title = described.get("title") if isinstance(described, dict) and "name" in described else None
    return shortened(one_line(title), 100) if isinstance(title, str) and title.strip() else None


def list_name(title: str | None, datasets: set[str]) -> str:
    """`datasets` are those that every designation of the file is from."""
    return f"{LIST}: {title or next(iter(datasets))}" if title or len(datasets) == 1 else LIST


class _File:
    """The entities of one file, set aside until all that refers to them is read."""

    def __init__(self, path: Path, skip: Skip, spool: Spool) -> None:
        self._path = path
        self._skip = skip
        self._spool = spool
        self._as_of: date | None = None
        self._last_seen = ""
        self._datasets: set[str] | None = None
        self._others: Counter[str] = Counter()
        self._unread = Unread()

    def take(self, line: int, row: Any) -> None:
        """Take in one line of the file."""
        if not ftm_entity.is_entity(row):
            self._doubt(line, "not an entity with id, schema and properties")
            return
        entity = _normal(row)
        entity_id, schema = entity["id"], entity["schema"]
        if not entity_id:
            self._doubt(line, "an entity without an id")
            return
        self._last_seen = max(self._last_seen, str(row.get("last_seen") or ""))
        for field in row.keys() - _KNOWN:
            self._unread.note(f"field {field!r}")
        if schema in _REFERRING:
            for name in _REFERRING[schema]:
                for other in dict.fromkeys(ftm_entity.values(entity, name)):
                    self._spool.note(other, entity)
            return
        self._spool.call(entity_id, one_line(ftm_entity.caption(entity)))
        topics = set(ftm_entity.values(entity, "topics"))
        if schema == "Address":
            return
        if topics and not topics & DESIGNATED:
            self._others.update(one_line(topic) for topic in topics)
            self._others["entities"] += 1
        elif not self._spool.keep(entity_id, line, entity):
            self._doubt(line, f"the entity {shortened(entity_id, 60)} a second time; the first is kept")
        elif topics:
            datasets = _datasets(entity)
            self._datasets = datasets if self._datasets is None else self._datasets & datasets

    def listings(self) -> Iterator[Listing]:
        """The listings of what was taken in, with the reports on the whole file."""
        self._as_of = read_date(self._last_seen[:10])
        name = list_name(title_beside(self._path), self._datasets or set())
        for line, entity in self._spool.kept():
            about = [*ftm_entity.nested(entity), *self._spool.about(entity["id"])]
            sanctions = [ftm_entity.sanction_dates(other) for other in about if other["schema"] == "Sanction"]
            is_designated = bool(ftm_entity.values(entity, "topics"))
            if not is_designated and not sanctions:
                continue  # whoever is only referred to
            draft = Draft(f"opensanctions:{entity['id']}", name)
            draft.as_of = self._as_of
            draft.source_url(page_of(entity["id"]) or "")
            # Of a sanction that ended and another that began later, only the second tells since when it is listed.
            in_force = [pair for pair in sanctions if not pair[1] or (self._as_of and pair[1] > self._as_of)]
            draft.listed_on = min((since for since, _ in in_force or sanctions if since), default=None)
            if not is_designated and not in_force:
                draft.delisted_on = max(until for _, until in sanctions if until)
            ftm_entity.fill(draft, entity, about, self._spool.caption, self._unread)
            for dataset in sorted(_datasets(entity)):
                draft.detail("Dataset", dataset)
            draft.tell(self._path, line, self._skip)
            try:
                yield draft.listing()
            except InputError as error:
                self._doubt(line, error.reason)
        self._tell_others()
        self._unread.tell(self._path, self._skip)

    def _tell_others(self) -> None:
        if count := self._others.pop("entities", 0):
            topics = ", ".join(f"{topic} {number:,}" for topic, number in self._others.most_common(_TOPICS_NAMED))
            more = " …" if len(self._others) > _TOPICS_NAMED else ""
            self._doubt(None, f"{count:,} entities are on no list of sanctions and left out, by topic: {topics}{more}")

    def _doubt(self, line: int | None, reason: str) -> None:
        self._skip(Skipped(str(self._path), line, reason))


def _normal(row: dict[str, Any], depth: int = 0) -> dict[str, Any]:
    """The entity with every property a list of texts and entities, and an id that can be stored."""
    properties: dict[str, list[Any]] = {}
    for name, given in row["properties"].items():
        found = properties[name] = []
        for value in given if isinstance(given, list) else [given]:
            if isinstance(value, str | int | float) and value != "":
                found.append(value)
            elif depth < _DEEPEST and ftm_entity.is_entity(value):
                found.append(_normal(value, depth + 1))
    return {
        "id": one_line(row["id"]), "schema": one_line(row["schema"]), "caption": row.get("caption"),
        "properties": properties, "datasets": row.get("datasets"),
    }  # fmt: skip


def _datasets(entity: dict[str, Any]) -> set[str]:
    given = entity.get("datasets")
    return {one_line(name) for name in given if isinstance(name, str)} if isinstance(given, list) else set()


def _rows_alone(path: Path) -> Iterator[Any]:
    for _, row in json_rows.rows(path, lambda _: None):
        yield row
