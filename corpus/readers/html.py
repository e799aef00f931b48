"""Web pages: the story without its page around it, and what the page says of its title, date and publisher."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from corpus.article import Article
from corpus.errors import InputError
from corpus.readers import contents
from corpus.readers.contents import Skip
from corpus.readers.dates import read_date
from corpus.readers.fields import Fields, article, names
from corpus.readers.publisher import web_address

SHORTEST_STORY_CHARACTERS = 25  # less is the word of a menu, left where a page has no story

_CHARSET = re.compile(rb"(?i)<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})")
_XML_PROLOGUE = re.compile(r"\A\s*<\?xml[^>]*\?>")
# Names under which pages state when they were first published; "modified" ones are none of them.
_DATE_NAMES = {
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date",
    "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "parsely-pub-date", "sailthru.date",
    "dc.date", "dc.date.issued", "dcterms.date", "dcterms.issued", "dcterms.created", "citation_publication_date",
    "citation_date", "article.published", "originalpublicationdate", "rnews:datepublished",
}  # fmt: skip


def read(path: Path, skip: Skip) -> Iterator[Article]:
    """The one article of a saved web page, without menus, captions and comments."""
    import trafilatura  # a quarter of a second that only pages should cost
    from trafilatura.settings import Document

    data = contents.whole(path)
    declared = _CHARSET.search(data[:4096])
    page = contents.decoded(data, path, declared[1].decode("ascii", "ignore") if declared else None)
    page = _XML_PROLOGUE.sub("", page.lstrip("\ufeff"))
    tree = trafilatura.load_html(page)
    if tree is None:
        raise InputError("the page cannot be parsed as HTML", path=str(path))
    stated, address, language = _published(tree), _address(tree), tree.get("lang")
    found = trafilatura.bare_extraction(
        page,  # not the tree: reading changes it
        url=address,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if not isinstance(found, Document) or len((found.text or "").strip()) < SHORTEST_STORY_CHARACTERS:
        raise InputError("no main text is found in the page", path=str(path))
    source = found.sitename if found.sitename and found.sitename != found.hostname else None
    fields = Fields(
        text=found.text or "",
        title=found.title,
        url=address,
        # Without a name of its own, trafilatura gives the host: then the registered name says it shorter.
        source=None if source and "." in source and " " not in source else source,
        authors=names((found.author or "").split(";")),
        published_from="markup",
        published=stated,  # trafilatura's own date may be a guess from the address or the text
        language=found.language or language,
    )
    if one := article(fields, path, skip):
        yield one


def _address(tree: Any) -> str | None:
    links = [*tree.xpath("//link[@rel='canonical']/@href"), *tree.xpath("//meta[@property='og:url']/@content")]
    return next((address for link in links if (address := web_address(str(link)))), None)


def _published(tree: Any) -> date | str | None:
    """What the page says for itself: structured data, then <meta>, then the one <time> all agree on."""
    unreadable: str | None = None
    stated = [*_structured_dates(tree), *_meta_dates(tree)]
    for value in stated:
        if found := read_date(value):
            return found
        unreadable = unreadable or value
    places = tree.xpath("//article//time/@datetime") or tree.xpath("//time/@datetime")
    times = {found for value in places if (found := read_date(str(value)))}
    return times.pop() if len(times) == 1 else unreadable


def _meta_dates(tree: Any) -> Iterator[str]:
    for meta in tree.xpath("//meta[@content]"):
        named = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if named in _DATE_NAMES and meta.get("content", "").strip():
            yield meta.get("content")
    for element in tree.xpath("//*[@itemprop='datePublished'][@datetime or @content]"):
        yield element.get("datetime") or element.get("content")


def _structured_dates(tree: Any) -> Iterator[str]:
    articles: list[str] = []
    others: list[str] = []
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            pending: list[Any] = [json.loads(script.text_content())]
        except (ValueError, RecursionError):
            continue
        while pending:
            node = pending.pop()
            if isinstance(node, list):
                pending += node
            elif isinstance(node, dict):
                if isinstance(node.get("datePublished"), str):
                    kind = str(node.get("@type"))
                    is_article = any(word in kind for word in ("Article", "Posting", "Report"))
                    (articles if is_article else others).append(node["datePublished"])
                pending += [node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node]
    yield from articles or others
