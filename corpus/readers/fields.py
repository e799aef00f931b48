"""The fields a reader found -> an Article, with every doubt reported."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Article, DateOrigin, article_id
from corpus.cleaning import clean, one_line
from corpus.readers.authors import people
from corpus.readers.contents import Skip
from corpus.readers.language import language_of
from corpus.readers.published import published
from corpus.readers.publisher import site_name, web_address, without_site_name
from corpus.readers.skipped import Skipped

MAX_TITLE_CHARACTERS = 300
_READ_CHARACTERS = 5000  # of a short field; patterns over one of megabytes would take hours


@dataclass(frozen=True)
class Fields:
    """What a file says of one article, as it says it. `key` names it in its file where it has no URL."""

    text: str
    title: str | None = None
    url: object = None
    source: str | None = None
    authors: tuple[str, ...] = ()
    published: object = None
    published_from: DateOrigin = "field"
    language: str | None = None
    programmes: tuple[str, ...] = ()
    key: str = ""
    scraped: bool = True  # may hold what stood around the story on its page


def article(fields: Fields, path: Path, skip: Skip, line: int | None = None) -> Article | None:
    """The article of `fields`, or None, reported, where no text of a story is left."""

    def doubt(reason: str) -> None:
        skip(Skipped(str(path), line, reason))

    if not fields.text.strip():
        doubt("the text is empty")
        return None
    text = clean(fields.text, scraped=fields.scraped)
    if not text:
        doubt("the text holds nothing but page noise")
        return None
    url = web_address(fields.url)
    if fields.url and url is None:
        doubt(f"not a web address, left out: {shortened(one_line(str(fields.url)[:200]), 60)}")
    title = one_line((fields.title or "")[:_READ_CHARACTERS])
    title, ending = without_site_name(title, url)
    if not title:
        title = shortened(one_line(text.split("\n", 1)[0]), 100)
    title = shortened(title, MAX_TITLE_CHARACTERS)
    text = _without_heading(text, title)
    day, origin = published(fields.published, fields.published_from, url, text, doubt)
    source = one_line((fields.source or "")[:_READ_CHARACTERS]) or (site_name(url) if url else ending)
    source = shortened(source, 100) if source else None
    return Article(
        id=article_id(url or f"{path.absolute()}{fields.key}"),
        title=title,
        text=text,
        url=url,
        source=source,
        authors=_unique(people((author[:_READ_CHARACTERS] for author in fields.authors[:200]), source)),
        published=day,
        published_from=origin,
        language=_language(fields.language) or language_of(text),
        programmes=_unique(fields.programmes),
    )


def shortened(text: str, limit: int) -> str:
    """`text` in at most `limit` characters, cut at a space and marked "…" where it was longer."""
    if len(text) <= limit:
        return text
    cut = text.rfind(" ", limit // 2, limit - 1)
    return text[: cut if cut > 0 else limit - 1].rstrip(" ,;:") + "…"


def names(value: object) -> tuple[str, ...]:
    """People or programmes as files list them: a list, a list of {"name": …}, or one text with , ; or "and"."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, str):
        value = re.sub(r"^by ", "", one_line(value[:_READ_CHARACTERS]), flags=re.IGNORECASE)
        return tuple(part.strip() for part in re.split(r"[;,]|\s+(?:and|&)\s+", value) if part.strip())
    if isinstance(value, list | tuple):
        entries = [entry.get("name") if isinstance(entry, dict) else entry for entry in value]
        return tuple(entry.strip() for entry in entries if isinstance(entry, str) and entry.strip())
    return ()


def _without_heading(text: str, title: str) -> str:
    """Pages repeat their title above the story; as the title it is kept already."""
    first, _, rest = text.partition("\n")
    rest = rest.lstrip("\n")
    return rest if rest and first.strip().casefold() == title.casefold() else text


def _unique(entries: tuple[str, ...]) -> tuple[str, ...]:
    cleaned = (shortened(one_line(entry[:_READ_CHARACTERS]), 100) for entry in entries[:200])
    return tuple(dict.fromkeys(entry for entry in cleaned if entry))


def _language(value: str | None) -> str | None:
    match = re.match(r"([A-Za-z]{2,3})(?:$|[-_])", (value or "").strip())
    return match[1].lower() if match else None
