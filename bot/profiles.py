"""Profiles: all that is held on a name: whom it may mean, what the lists and their editions say, who reports on him."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.answers.answer import Held
from bot.answers.entities import Designated
from bot.answers.lookup import find, nearest_names
from bot.answers.notice import Notice
from bot.answers.question import understand
from bot.found import EntryHistory
from bot.news import history_of, whom
from corpus.library import Library
from index.names import NameMatch, normalise
from index.search import Snapshot

MOST_ARTICLES = 10


@dataclass(frozen=True)
class Profile:
    """One on the lists: his entries, what their editions changed (newest first), the articles that name him (newest
    first) of `article_count` in all, and the names they use that no list has."""

    designated: Designated
    history: tuple[tuple[str, EntryHistory], ...]
    written: tuple[str, ...]
    articles: tuple[Held, ...]
    article_count: int


@dataclass(frozen=True)
class Profiles:
    """What is held on `name`. `people` are several where it fits them equally well; `doubts` say how it fits.

    Where it fits nobody on the lists, `lists` are those that were looked in, each with the date of its edition,
    `nearest` the most similar names there, and `articles` those that have it.
    """

    name: str
    people: tuple[Profile, ...] = ()
    doubts: tuple[Notice, ...] = ()
    nearest: tuple[NameMatch, ...] = ()
    articles: tuple[Held, ...] = ()
    lists: tuple[tuple[str, date | None], ...] = ()


def profiles(index: Snapshot, library: Library, name: str) -> Profiles:
    """All that is held on `name`."""
    found = find(understand(f"Is {name} sanctioned?"), index, None)
    entities = found.namesakes.entities if found.namesakes is not None else found.named
    if entities:
        return Profiles(name, tuple(_profile(index, library, entity) for entity in entities), found.doubts)
    nearest = found.nearest or tuple(nearest_names(index, name))
    articles = index.articles_naming(name, set())
    lists = tuple((title, day) for title, (_, day) in index.editions().items())
    return Profiles(name, (), found.doubts, nearest, tuple(Held.of(article) for article in articles), lists)


def profile_of(index: Snapshot, library: Library, listing_id: str) -> Profile | None:
    """The profile of whom this entry of a list is about; None where the lists hold it no more."""
    if listing_id not in {key for key, _ in index.manifest.listings}:
        return None
    entry = index.listing(listing_id)
    groups = [entity for entity in whom(index, entry.name) if entry.id in entity.ids]
    return _profile(index, library, groups[0] if groups else Designated((entry,)))


def _profile(index: Snapshot, library: Library, entity: Designated) -> Profile:
    history = [(entry.list, change) for entry in entity.entries for change in history_of(library, entry.id)]
    articles: dict[str, Held] = {}
    for entry in entity.entries:
        for named in index.articles_mentioning(entry.id):
            articles.setdefault(named.article.id, Held.of(named.article))
    newest = sorted(articles.values(), key=lambda held: (held.published is not None, held.published), reverse=True)
    return Profile(
        entity,
        tuple(sorted(history, key=lambda one: one[1].edition, reverse=True)),
        _written(index, entity),
        tuple(newest[:MOST_ARTICLES]),
        len(articles),
    )


def _written(index: Snapshot, entity: Designated) -> tuple[str, ...]:
    listed = {normalise(name.text) for entry in entity.entries for name in entry.names}
    forms: dict[str, str] = {}
    for entry in entity.entries:
        for form in index.written_forms(entry.id):
            forms.setdefault(normalise(form), form)
    return tuple(form for key, form in forms.items() if key not in listed)
