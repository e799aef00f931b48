"""Fetched pages: what a page's own markup does not say, or must not say, the way it was fetched does."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from corpus.article import Article, article_id
from corpus.readers.publisher import site_name, web_address
from corpus.web_addresses import without_secrets


def as_fetched(article: Article, url: str, published: date | None) -> Article:
    """`article`, as read from the page at `url`, whose feed says it was `published` then.

    The address a page states for itself counts only within its own site: else any site could have its words
    attributed to another.
    """
    address = web_address(without_secrets(url))
    stated = article.url
    source = article.source
    if stated is not None and address is not None and not _is_same_page(stated, address):
        source = None if source == site_name(stated) else source
        stated = None
    address = stated or address
    if address is None:
        return article
    changes: dict[str, object] = {"id": article_id(address), "url": address, "source": source or site_name(address)}
    if published is not None and (article.published is None or article.date_is_doubtful):
        changes |= {"published": published, "published_from": "field"}
    return article.model_copy(update=changes)


def _is_same_page(stated: str, address: str) -> bool:
    """Whether `stated` can be the address of the page at `address`: of its site, and not the site's front page."""
    if site_name(stated) != site_name(address):
        return False
    front = {"", "/"}
    return urlsplit(stated).path not in front or urlsplit(address).path in front
