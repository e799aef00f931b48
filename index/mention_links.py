"""Which articles name which listings, found when they are indexed and kept beside the index in `mentions/links.sqlite`.

1. Links belong to an article's text (its checksum) and to a set of listed names, numbered here. A run searches only
   articles not yet searched for the names as they are now: new and changed ones, or all where the names changed.
2. A generation finds its links by its listings, so a roll back brings back those that were right for it.
3. What an interrupted run found stays; links that no kept generation needs are removed.
"""

from __future__ import annotations

import hashlib
import weakref
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from corpus.article import Article
from corpus.errors import DamagedIndexError
from corpus.listing import Listing
from index.names import NameDirectory

Listed = Sequence[tuple[str, str]]  # (id, checksum) of each listing, as a manifest has them

_ARTICLES_AT_ONCE = 100  # searched between two writes: what a killed run loses at most
_QUERY_KEYS = 500  # what SQLite takes as variables of one query
_BETWEEN = "\n\n"  # title and text are searched as one, so that the title says whom a last name in the text means

_META = sa.MetaData()
_NAMES = sa.Table(
    "names", _META, sa.Column("id", sa.Integer, primary_key=True), sa.Column("fingerprint", sa.String(64), unique=True)
)
_LISTINGS = sa.Table(
    "listings", _META, sa.Column("digest", sa.String(64), primary_key=True), sa.Column("names", sa.Integer)
)
_SEARCHED = sa.Table(
    "searched",
    _META,
    sa.Column("names", sa.Integer, primary_key=True),
    sa.Column("article", sa.String(32), primary_key=True),
)
_LINKS = sa.Table(
    "links",
    _META,
    sa.Column("names", sa.Integer, nullable=False),
    sa.Column("article", sa.String(32), nullable=False),
    sa.Column("listing", sa.Text, nullable=False),
    sa.Column("written", sa.Text, nullable=False),
    sa.Column("in_title", sa.Boolean, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("score", sa.Float, nullable=False),
    sa.Index("links_by_listing", "names", "listing"),
    sa.Index("links_by_article", "names", "article"),
)


@dataclass(frozen=True)
class Link:
    """A listing named in an article, of this checksum: `written` stands at `start:end` of its title or text.

    `score` 0..1 is how well that fits the listed name (index/mentions.py).
    """

    article: str
    listing_id: str
    written: str
    in_title: bool
    start: int
    end: int
    score: float


class MentionLinks:
    """The links under one folder; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        """Open what is in `folder`, making it if needed. Raises DamagedIndexError when it cannot be read."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "links.sqlite"
        self._path = path
        self._engine = sa.create_engine(f"sqlite:///{path}")
        weakref.finalize(self, self._engine.dispose)  # else its connections wait for Python to look for cycles

        @sa.event.listens_for(self._engine, "connect")
        def _set_up(connection, _record):  # type: ignore[no-untyped-def]
            for pragma in ("journal_mode=WAL", "busy_timeout=30000", "synchronous=NORMAL"):
                connection.execute(f"PRAGMA {pragma}")

        with self._change() as db:
            _META.create_all(db)

    @contextmanager
    def _change(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.begin() as db:
                yield db
        except sa.exc.SQLAlchemyError as error:
            cause = getattr(error, "orig", None) or error
            raise DamagedIndexError(f"{self._path}: {cause}; `index --full` rebuilds it") from error

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def probe(self) -> None:
        """Raise DamagedIndexError where the file is damaged."""
        with self._change() as db:
            found = db.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if found != "ok":
            raise DamagedIndexError(f"{self._path}: {found}; `index --full` rebuilds it")

    def names_of(self, listings: Listed) -> int | None:
        """The number of the names that these listings were searched by; None where they were not."""
        with self._change() as db:
            return self._known(db, listings)

    def complete(
        self,
        listings: Listed,
        articles: Collection[str],
        *,
        load_listings: Callable[[], Iterable[Listing]],
        load_articles: Callable[[Sequence[str]], Mapping[str, Article]],
        directory: Callable[[], NameDirectory],
        tell: Callable[[int, int], None],
    ) -> int:
        """Search those of `articles`, by checksum, that were not searched for the names of `listings` yet.

        What is not needed is not loaded; `tell` hears how many are done of how many. Returns how many were searched.
        """
        names = self._numbered(listings, load_listings)
        with self._change() as db:
            done = set(db.execute(sa.select(_SEARCHED.c.article).where(_SEARCHED.c.names == names)).scalars())
        missing = [checksum for checksum in dict.fromkeys(articles) if checksum not in done]
        if not missing:
            return 0
        held = directory()
        tell(0, len(missing))
        for at in range(0, len(missing), _ARTICLES_AT_ONCE):
            part = missing[at : at + _ARTICLES_AT_ONCE]
            found = [
                link for checksum, article in load_articles(part).items() for link in _links(checksum, article, held)
            ]
            with self._change() as db:
                db.execute(_SEARCHED.insert(), [{"names": names, "article": checksum} for checksum in part])
                if found:
                    db.execute(_LINKS.insert(), [{"names": names} | _row(link) for link in found])
            tell(at + len(part), len(missing))
        return len(missing)

    def naming(self, names: int, listing_ids: Collection[str]) -> list[Link]:
        """Where these listings are named, article by article, in the order of the text."""
        return self._found(names, _LINKS.c.listing, listing_ids)

    def named_in(self, names: int, articles: Collection[str]) -> list[Link]:
        """The listings that articles of these checksums name, in the order of the text."""
        return self._found(names, _LINKS.c.article, articles)

    def keep_only(self, listings: Iterable[Listed], articles: Collection[str]) -> None:
        """Remove what belongs to no set of `listings`, or to none of the `articles` by checksum."""
        with self._change() as db:
            kept = [_digest(held) for held in listings]
            db.execute(_LISTINGS.delete().where(_LISTINGS.c.digest.not_in(kept)))
            db.execute(_NAMES.delete().where(_NAMES.c.id.not_in(sa.select(_LISTINGS.c.names))))
            numbers = sa.select(_NAMES.c.id)
            held = set(db.execute(sa.select(_SEARCHED.c.article).distinct()).scalars())
            gone = list(held - set(articles))
            for table in (_SEARCHED, _LINKS):
                db.execute(table.delete().where(table.c.names.not_in(numbers)))
                for at in range(0, len(gone), _QUERY_KEYS):
                    db.execute(table.delete().where(table.c.article.in_(gone[at : at + _QUERY_KEYS])))

    def _known(self, db: sa.Connection, listings: Listed) -> int | None:
        return db.execute(sa.select(_LISTINGS.c.names).where(_LISTINGS.c.digest == _digest(listings))).scalar()

    def _numbered(self, listings: Listed, load_listings: Callable[[], Iterable[Listing]]) -> int:
        """The number of the names of `listings`, which are read only where these very listings are new."""
        with self._change() as db:
            known = self._known(db, listings)
            made_by = db.execute(sa.select(_NAMES.c.fingerprint).where(_NAMES.c.id == known)).scalar()
        if known is not None and made_by is not None and made_by.startswith(_made_by()):
            return known
        fingerprint = _names_fingerprint(load_listings())
        with self._change() as db:
            db.execute(sqlite.insert(_NAMES).on_conflict_do_nothing(), {"fingerprint": fingerprint})
            names = db.execute(sa.select(_NAMES.c.id).where(_NAMES.c.fingerprint == fingerprint)).scalar_one()
            db.execute(_LISTINGS.delete().where(_LISTINGS.c.digest == _digest(listings)))
            db.execute(_LISTINGS.insert(), {"digest": _digest(listings), "names": names})
        return int(names)

    def _found(self, names: int, column: sa.Column[str], keys: Collection[str]) -> list[Link]:
        wanted = list(dict.fromkeys(keys))
        found: list[Link] = []
        with self._change() as db:
            for at in range(0, len(wanted), _QUERY_KEYS):
                query = sa.select(_LINKS).where(_LINKS.c.names == names, column.in_(wanted[at : at + _QUERY_KEYS]))
                found += [
                    Link(row.article, row.listing, row.written, row.in_title, row.start, row.end, row.score)
                    for row in db.execute(query)
                ]
        return sorted(found, key=lambda link: (link.article, not link.in_title, link.start, link.listing_id))


def _links(checksum: str, article: Article, directory: NameDirectory) -> Iterator[Link]:
    before = len(article.title) + len(_BETWEEN)
    for mention in directory.mentions(f"{article.title}{_BETWEEN}{article.text}"):
        in_title = mention.end <= len(article.title)
        shift, told = (0, article.title) if in_title else (before, article.text)
        start, end = mention.start - shift, mention.end - shift
        for listing_id in mention.listing_ids:
            yield Link(checksum, listing_id, told[start:end], in_title, start, end, mention.score)


def _row(link: Link) -> dict[str, object]:
    return {
        "article": link.article,
        "listing": link.listing_id,
        "written": link.written,
        "in_title": link.in_title,
        "start": link.start,
        "end": link.end,
        "score": link.score,
    }


def _digest(listings: Listed) -> str:
    digest = hashlib.sha256()
    for key, checksum in listings:
        digest.update(f"{key}\0{checksum}\0".encode())
    return digest.hexdigest()


def _names_fingerprint(listings: Iterable[Listing]) -> str:
    """64 characters: of the code that finds names, and of all that it knows of the listings."""
    digest = hashlib.sha256()
    for told in sorted(f"{one.id}\0{one.kind}\0{[(name.kind, name.text) for name in one.names]}" for one in listings):
        digest.update(f"{told}\0".encode())
    return _made_by() + digest.hexdigest()[:48]


@lru_cache(maxsize=1)
def _made_by() -> str:
    """16 hex digits over the code that decides what is a mention."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if "name" in path.stem or path.stem in ("mentions", "common_words"):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
