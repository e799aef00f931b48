"""JSON lines: one article or listing a line, with the field names that feeds and data sets use."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from corpus.article import Article
from corpus.listing import Listing, NameKind
from corpus.readers import contents
from corpus.readers.contents import Skip
from corpus.readers.fields import Fields, article, names
from corpus.readers.skipped import Skipped

_ALIASES = {
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


def read(path: Path, skip: Skip) -> Iterator[Article | Listing]:
    """The articles and listings of `path`, line by line; a line that holds neither is reported and passed over."""
    for line, text in contents.lines(path, skip):
        if not text.strip():
            continue
        try:
            row = json.loads(text)
        except RecursionError:
            skip(Skipped(str(path), line, "JSON nested too deeply"))
            continue
        except ValueError as error:
            what = error.msg if isinstance(error, json.JSONDecodeError) else "a number far too long"
            skip(Skipped(str(path), line, f"not JSON: {what}"))
            continue
        if not isinstance(row, dict):
            skip(Skipped(str(path), line, "not a JSON object with title and text"))
        elif "names" in row and "list" in row:
            if listing := _listing(row, path, line, skip):
                yield listing
        elif found := _article(row, path, line, skip):
            yield found


def _article(row: dict[str, Any], path: Path, line: int, skip: Skip) -> Article | None:
    title, text = _value(row, "title"), _value(row, "text")
    if isinstance(text, list) and all(isinstance(part, str) for part in text):
        text = "\n\n".join(text)
    for field, value in (("title", title), ("text", text)):
        if not isinstance(value, str) or not value.strip():
            what = "is empty" if value in ("", []) or isinstance(value, str) else "is missing"
            what = what if value is None or isinstance(value, str | list) else "is not text"
            skip(Skipped(str(path), line, f"the field {field!r} {what} (also known as {', '.join(_ALIASES[field])})"))
            return None
    source = _value(row, "source")
    if isinstance(source, dict):
        source = source.get("name")
    language = _value(row, "language")
    key = _value(row, "id")
    fields = Fields(
        text=text,
        title=title,
        url=_value(row, "url"),
        source=source if isinstance(source, str) else None,
        authors=names(_value(row, "authors")),
        published=_value(row, "published"),
        language=language if isinstance(language, str) else None,
        programmes=names(_value(row, "programmes")),
        key=f"#{key}" if isinstance(key, str | int) and not isinstance(key, bool) else f":{line}",
    )
    return article(fields, path, skip, line)


def _value(row: dict[str, Any], field: str) -> Any:
    """The first of the field's names that has a value; an empty one only where no other name has more."""
    given = [row[name] for name in _ALIASES[field] if row.get(name) is not None]
    return next((value for value in given if value not in ("", [], {})), given[0] if given else None)


def _listing(row: dict[str, Any], path: Path, line: int, skip: Skip) -> Listing | None:
    if isinstance(row["names"], list):
        kinds = [NameKind.PRIMARY] + [NameKind.ALIAS] * len(row["names"])
        row["names"] = [
            {"text": name, "kind": kind} if isinstance(name, str) else name
            for name, kind in zip(row["names"], kinds, strict=False)
        ]
    try:
        # Half a character ("\ud800") can be written in JSON but never stored.
        return Listing.model_validate_json(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace"))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        skip(Skipped(str(path), line, f"not a listing: field {field!r}: {first['msg']}"))
        return None
