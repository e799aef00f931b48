"""Plain text: the title in the first line, the story below, and optionally `Key: value` lines above the title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from corpus.article import Article
from corpus.readers import contents
from corpus.readers.contents import Skip
from corpus.readers.dates import read_date
from corpus.readers.fields import MAX_TITLE_CHARACTERS, Fields, article, names
from corpus.readers.publisher import web_address

_HEADER = re.compile(
    r"(?i)(?P<key>url|link|source|date|published|authors?|title|language|programmes?|programs?):\s*(?P<value>\S.*)"
)


def read(path: Path, skip: Skip) -> Iterator[Article]:
    """The one article of a text file; its first line is the title, whatever follows is the text."""
    lines = contents.text(path).splitlines()
    header, body = _without_header(lines)
    body = _from_first_words(body)
    title = header.title
    if title is None and body:
        title = body[0].strip()
        if len(title) <= MAX_TITLE_CHARACTERS and any(line.strip() for line in body[1:]):
            body = body[1:]
        elif len(title) > MAX_TITLE_CHARACTERS:
            title = None  # a file without a title, that starts with its first paragraph
    found = article(replace(header, title=title, text="\n".join(body)), path, skip)
    if found:
        yield found


def _without_header(lines: list[str]) -> tuple[Fields, list[str]]:
    """The header's fields and the lines after it; no header where what looks like one may be a title."""
    lines = _from_first_words(lines)
    values: dict[str, str] = {}
    for line in lines:
        match = _HEADER.fullmatch(line.strip())
        key = match["key"].lower().rstrip("s") if match else ""
        if match is None or key in values:
            break
        values[key] = match["value"].strip()
    rest = lines[len(values) :]
    if not _is_header(values, rest):
        return Fields(text=""), lines
    return Fields(
        text="",
        title=values.get("title"),
        url=values.get("url") or values.get("link"),
        source=values.get("source"),
        authors=names(values.get("author")),
        published=values.get("date") or values.get("published"),
        language=values.get("language"),
        programmes=names(values.get("programme") or values.get("program")),
    ), rest


def _is_header(values: dict[str, str], rest: list[str]) -> bool:
    """Whether these are a header: "Source: Iran will cut exports" may as well be a title."""
    if len(values) != 1:
        return bool(values)
    ((key, value),) = values.items()
    if key in {"url", "link"}:
        return web_address(value) is not None
    if key in {"date", "published"}:
        return read_date(value) is not None
    following = next((line.strip() for line in rest if line.strip()), "")
    return len(value.split()) <= 6 and bool(following) and not following.endswith((".", "”", '"', "?", "!"))


def _from_first_words(lines: list[str]) -> list[str]:
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    return lines[first:]
