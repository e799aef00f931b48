"""Markdown: what is known of the article in YAML front matter, then its text, of which only the words are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.article import Article
from corpus.errors import InputError
from corpus.readers import contents
from corpus.readers.contents import Skip
from corpus.readers.fields import Fields, article, names
from corpus.readers.skipped import Skipped

# Emphasis nests quadratically in bad cases: 2 MB of it takes a minute.
MAX_CHARACTERS = 1_000_000

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def read(path: Path, skip: Skip) -> Iterator[Article]:
    """The one article of a Markdown file; without a title in the front matter, the first heading is the title."""
    source = contents.text(path).replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    if len(source) > MAX_CHARACTERS:
        raise InputError(f"longer than {MAX_CHARACTERS:,} characters; split it into one file per article")
    known: dict[Any, Any] = {}
    if match := _FRONT_MATTER.match(source):
        known = _front_matter(match["yaml"], path, skip)
        source = source[match.end() :]
    heading, text = _plain(source)
    title = known.get("title")
    fields = Fields(
        scraped=False,
        text=text,
        title=title if isinstance(title, str) and title.strip() else heading,
        url=known.get("url") or known.get("link"),
        source=known["source"] if isinstance(known.get("source"), str) else None,
        authors=names(known.get("authors") or known.get("author")),
        published=known.get("published") or known.get("date"),
        language=known["language"] if isinstance(known.get("language"), str) else None,
        programmes=names(known.get("programmes") or known.get("programme") or known.get("programs")),
    )
    if found := article(fields, path, skip):
        yield found


def _front_matter(text: str, path: Path, skip: Skip) -> dict[Any, Any]:
    try:
        known = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark is not None else 1
        skip(Skipped(str(path), line, "the front matter is not YAML; only the text below it is taken in"))
        return {}
    if known is not None and not isinstance(known, dict):
        skip(Skipped(str(path), 1, "the front matter holds no `key: value` lines; only the text is taken in"))
    return known if isinstance(known, dict) else {}


def _plain(source: str) -> tuple[str | None, str]:
    """The first heading, and the words: a line per list item and table row, an empty line between paragraphs.

    Code, raw HTML and pictures are left out.
    """
    heading: str | None = None
    blocks: list[str] = []
    row: list[str] | None = None
    in_list = 0
    list_is_open = False
    opened = ""
    for token in _PARSER.parse(source):
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            _append(blocks, "; ".join(cell for cell in row or [] if cell), joined=bool(blocks) and list_is_open)
            row, list_is_open = None, True
        elif token.type.endswith("_list_open"):
            list_is_open = list_is_open and in_list > 0
            in_list += 1
        elif token.type.endswith("_list_close"):
            in_list -= 1
        elif token.type == "table_open":
            list_is_open = False
        elif token.type == "inline":
            words = _words(token.children or [])
            if row is not None:
                row.append(words.replace("\n", " "))
            elif opened == "heading_open" and heading is None and not blocks:
                heading = words.replace("\n", " ") or None
            else:
                words = words.replace("\n", " ") if in_list else words
                _append(blocks, words, joined=in_list > 0 and list_is_open)
                list_is_open = in_list > 0
        if token.nesting == 1:
            opened = token.type
    return heading, "".join(blocks)


def _append(blocks: list[str], words: str, *, joined: bool) -> None:
    if words:
        blocks.append(("\n" if joined else "\n\n") * bool(blocks) + words)


def _words(children: Sequence[Token]) -> str:
    parts = []
    for child in children:
        if child.type in {"text", "code_inline"}:
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append("\n" if child.type == "hardbreak" else " ")
    return "".join(parts).strip()
