"""JSON lines: one article or listing a line, with the field names that feeds and data sets use.

A file of OpenSanctions, whose lines belong together, is told by its first line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from corpus.article import Article
from corpus.listing import Listing, NameKind
from corpus.readers import json_rows, opensanctions, rows
from corpus.readers.contents import Skip
from corpus.readers.skipped import Skipped


def companions(path: Path) -> list[Path]:
    """What is read together with the file: the description of an OpenSanctions dataset, or a side file with names."""
    return rows.companions(path) or opensanctions.companions(path)


def read(path: Path, skip: Skip) -> Iterator[Article | Listing]:
    """The articles and listings of `path`, line by line; a line that holds neither is reported and passed over."""
    if opensanctions.recognises(path):
        yield from opensanctions.read(path, skip)
        return
    names_of = rows.field_map(path)
    for line, row in json_rows.rows(path, skip):
        if not isinstance(row, dict):
            skip(Skipped(str(path), line, "not a JSON object with title and text"))
        elif "names" in row and "list" in row:
            if listing := _listing(row, path, line, skip):
                yield listing
        elif found := rows.article_of(row, names_of, path, line, skip):
            yield found


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
