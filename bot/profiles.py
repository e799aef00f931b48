"""Profiles: all that is held on a name: whom it may mean, what the lists and their editions say, who reports on him."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.answer import Held
from bot.answers.entities import Designated
from bot.answers.lookup import find, nearest_names
from bot.answers.question import understand
from bot.found import EntryHistory
from bot.news import history_of
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

    Where it fits nobody on the lists, `nearest` are the most similar names there, and `articles` those that have it.
    """

    name: str
    people: tuple[Profile, ...] = ()
    doubts: tuple[str, ...] = ()
    nearest: tuple[NameMatch, ...] = ()
    articles: tuple[Held, ...] = ()


def profiles(index: Snapshot, library: Library, name: str) -> Profiles:
    """All that is held on `name`."""
    found = find(understand(f"Is {name} sanctioned?"), index, None)
    entities = found.namesakes.entities if found.namesakes is not None else found.named
    if entities:
        return Profiles(name, tuple(_profile(index, library, entity) for entity in entities), found.doubts)
    nearest = found.nearest or tuple(nearest_names(index, name))
    articles = index.articles_naming(name, set())
    return Profiles(name, (), found.doubts, nearest, tuple(Held.of(article) for article in articles))


def profile_of(index: Snapshot, library: Library, listing_ids: frozenset[str]) -> Profile | None:
    """The profile of whom these entries are about; None where the lists hold none of them any more."""
    known = {key for key, _ in index.manifest.listings}
    entries = tuple(index.listing(key) for key in sorted(listing_ids & known))
    return _profile(index, library, Designated(entries)) if entries else None


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
