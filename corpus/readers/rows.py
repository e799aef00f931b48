"""Rows of tables and JSON objects -> articles, by the names feeds and data sets give their fields.

Other names are told by a side file: `export.fields.json` beside `export.csv` (`.tsv`, `.jsonl`, `.ndjson`, each also
with `.gz`). It is a JSON object from our field to the name in the file, such as `{"title": "Headline", "text": ["Lead",
"Body"], "published": "meta.date", "source": {"always": "The Wire"}}`: a list of names is put together as paragraphs,
a dot leads into nested objects, and "always" gives every article the same value.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.article import Article
from corpus.errors import InputError
from corpus.readers import contents
from corpus.readers.contents import Skip
from corpus.readers.fields import Fields, article, names, shortened
from corpus.readers.skipped import Skipped

ALIASES = {
    "title": ("title", "headline", "name"),
    "text": ("text", "body", "content", "article", "maintext", "full_text", "articleBody"),
    "url": ("url", "link", "canonical_url", "href"),
    "source": ("source", "publisher", "site_name", "outlet", "publication"),
    "authors": ("authors", "author", "byline", "creator"),
    "published": (
        "published", "publish_date", "date", "published_at", "publishedAt", "date_published", "datePublished",
        "date_publish", "publication_date", "pub_date", "pubDate", "created",
    ),
    "language": ("language", "lang"),
    "programmes": ("programmes", "programs", "programme", "program"),
    "id": ("id", "guid"),
}  # fmt: skip
_ENDING = ".fields.json"


@dataclass(frozen=True)
class FieldMap:
    """Where a file keeps each field: names tried in turn, names put together, or one value for all."""

    path: Path | None = None
    names: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: ALIASES)
    joined: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    always: Mapping[str, str] = field(default_factory=dict)

    def value(self, row: Mapping[str, Any], wanted: str) -> Any:
        """The field's value in `row`: the first that is not empty; an empty one only where no other has more."""
        if wanted in self.always:
            return self.always[wanted]
        if wanted in self.joined:
            parts = [_inside(row, name) for name in self.joined[wanted]]
            return [part for part in parts if isinstance(part, str) and part.strip()]
        given = [value for name in self.names[wanted] if (value := _inside(row, name)) is not None]
        return next((value for value in given if value not in ("", [], {})), given[0] if given else None)

    def known_as(self, wanted: str) -> str:
        """The names under which a field is looked for."""
        return ", ".join(self.joined.get(wanted, self.names[wanted]))

    def missing_in(self, columns: Collection[str]) -> list[str]:
        """Of title and text, which a table with these columns cannot give."""
        return [
            wanted
            for wanted in ("title", "text")
            if wanted not in self.always
            and not any(name in columns for name in self.joined.get(wanted, self.names[wanted]))
        ]


def side_file(path: Path) -> Path:
    """The side file that belongs to `path`, whether it is there or not."""
    name = path.name.removesuffix(".gz").removesuffix(".GZ")
    return path.with_name(name.rpartition(".")[0] + _ENDING)


def companions(path: Path) -> list[Path]:
    """The side file of `path`, where there is one."""
    beside = side_file(path)
    return [beside] if contents.is_there(beside) else []


def field_map(path: Path) -> FieldMap:
    """The names of the fields in `path`. Raises InputError, naming the side file, where that cannot be used."""
    beside = side_file(path)
    if not contents.is_there(beside):
        return FieldMap()
    try:
        given = json.loads(contents.text(beside))
    except InputError as error:
        raise InputError(f"its side file {beside.name}: {error.reason}") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"its side file {beside.name} is not JSON ({shortened(str(error), 80)})") from error
    if not isinstance(given, dict):
        raise InputError(f"its side file {beside.name} is not a JSON object from field to name")
    found: dict[str, tuple[str, ...]] = dict(ALIASES)
    joined: dict[str, tuple[str, ...]] = {}
    always: dict[str, str] = {}
    for wanted, name in given.items():
        if wanted not in ALIASES:
            known = ", ".join(ALIASES)
            raise InputError(f"its side file {beside.name}: no field {shortened(wanted, 40)!r}; the fields are {known}")
        if isinstance(name, str):
            found[wanted] = (name,)
        elif wanted == "text" and isinstance(name, list) and name and all(isinstance(part, str) for part in name):
            joined[wanted] = tuple(name)
        elif isinstance(name, dict) and name.keys() == {"always"} and isinstance(name["always"], str):
            always[wanted] = name["always"]
        else:
            what = 'a name or {"always": "…"}' + (" or a list of names" if wanted == "text" else "")
            raise InputError(f"its side file {beside.name}: the field {wanted!r} needs {what}")
    return FieldMap(beside, found, joined, always)


def article_of(row: Mapping[str, Any], names_of: FieldMap, path: Path, line: int, skip: Skip) -> Article | None:
    """The article of a row, or None, reported, where title or text is missing."""
    title, text = names_of.value(row, "title"), names_of.value(row, "text")
    if isinstance(text, list) and all(isinstance(part, str) for part in text):
        text = "\n\n".join(text)
    for wanted, value in (("title", title), ("text", text)):
        if not isinstance(value, str) or not value.strip():
            what = "is empty" if value in ("", []) or isinstance(value, str) else "is missing"
            what = what if value is None or isinstance(value, str | list) else "is not text"
            skip(Skipped(str(path), line, f"the field {wanted!r} {what} (also known as {names_of.known_as(wanted)})"))
            return None
    source = names_of.value(row, "source")
    if isinstance(source, dict):
        source = source.get("name")
    language = names_of.value(row, "language")
    key = names_of.value(row, "id")
    fields = Fields(
        text=text,
        title=title,
        url=names_of.value(row, "url"),
        source=source if isinstance(source, str) else None,
        authors=names(names_of.value(row, "authors")),
        published=names_of.value(row, "published"),
        language=language if isinstance(language, str) else None,
        programmes=names(names_of.value(row, "programmes")),
        key=f"#{key}" if isinstance(key, str | int) and not isinstance(key, bool) and key != "" else f":{line}",
    )
    return article(fields, path, skip, line)


def _inside(row: Mapping[str, Any], name: str) -> Any:
    """The value of `name`; where the row has no such field, a dot leads into the objects in it."""
    if name in row or "." not in name:
        return row.get(name)
    value: Any = row
    for part in name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value
