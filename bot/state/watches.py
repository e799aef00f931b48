"""Watches: what chats want to be told of, what is new for them, and when they want to hear it.

A piece of news is stored before it is sent and stays until it was: a crash in between sends it again, never loses it.
Its key keeps it from being stored twice, whoever looks and however often.
"""

from __future__ import annotations

import secrets
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from bot.news import NewsItem, Seen, Watched
from bot.state.schedules import Schedule
from bot.state.store import TABLES, Store
from corpus.database import insert

PER_CHAT = 50
# While one process sends news no other does; one that died holds it back no longer than this.
CLAIM_SECONDS = 60.0

_watches = sa.Table(
    "watches",
    TABLES,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("chat_id", sa.BigInteger, nullable=False, index=True),
    sa.Column("thread_id", sa.BigInteger),
    sa.Column("owner_id", sa.BigInteger, nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("listing_ids", sa.Text, nullable=False, default=""),  # one a line
    sa.Column("language", sa.Text),
    sa.Column("muted", sa.Boolean, nullable=False, default=False),
    sa.Column("added_at", sa.Float, nullable=False),
)
_schedules = sa.Table(
    "watch_schedules",
    TABLES,
    sa.Column("chat_id", sa.BigInteger, primary_key=True),
    sa.Column("schedule", sa.Text, nullable=False),
    sa.Column("paused", sa.Boolean, nullable=False, default=False),
)
_news = sa.Table(
    "watch_news",
    TABLES,
    sa.Column("watch_id", sa.String(16), primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("place", sa.Integer, nullable=False),  # in the order it was found
    sa.Column("item", sa.Text, nullable=False),
    sa.Column("found_at", sa.Float, nullable=False),
    sa.Column("claimed_at", sa.Float),
    sa.Column("told_at", sa.Float, index=True),
)
_seen = sa.Table(
    "watch_seen",
    TABLES,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("generation", sa.Text, nullable=False),
    sa.Column("articles", sa.LargeBinary, nullable=False),
    sa.Column("listings", sa.LargeBinary, nullable=False),
    sa.Column("last_change", sa.BigInteger, nullable=False),
)


class TooManyWatchesError(Exception):
    """The chat has as many watches as one may have."""


@dataclass(frozen=True)
class Watch:
    """One watch; `listing_ids` are those chosen among namesakes, `owner_id` is who added it."""

    id: str
    chat_id: int
    thread_id: int | None
    owner_id: int
    name: str
    listing_ids: frozenset[str] = frozenset()
    language: str | None = None
    muted: bool = False

    @property
    def watched(self) -> Watched:
        """Whom it is about."""
        return Watched(self.id, self.name, self.listing_ids)


@dataclass(frozen=True)
class Due:
    """News of one watch that may be told now, oldest first."""

    watch: Watch
    items: tuple[NewsItem, ...]


class Watches(Store):
    """Keeps them."""

    def add(self, watch: Watch) -> tuple[Watch, bool]:
        """Keep a new watch (its id is given here), and whether it is new: a chat or topic watches a name once.

        Raises TooManyWatchesError.
        """
        key = " ".join(watch.name.casefold().split())
        with self._database() as db:
            held = _of_chat(db, watch.chat_id)
            for one in held:
                same_name = " ".join(one.name.casefold().split()) == key
                if same_name and one.thread_id == watch.thread_id and one.listing_ids == watch.listing_ids:
                    return one, False
            if len(held) >= PER_CHAT:
                raise TooManyWatchesError
            kept = replace(watch, id=secrets.token_urlsafe(6))
            db.execute(
                _watches.insert().values(
                    id=kept.id, chat_id=kept.chat_id, thread_id=kept.thread_id, owner_id=kept.owner_id, name=kept.name,
                    listing_ids="\n".join(sorted(kept.listing_ids)), language=kept.language, muted=kept.muted,
                    added_at=self._now(),
                )
            )  # fmt: skip
            _keep_schedule(db, kept.chat_id, paused=False)  # who writes here can be written to
            return kept, True

    def get(self, watch_id: str) -> Watch | None:
        """The watch with this id, None where it was removed."""
        with self._database() as db:
            row = db.execute(sa.select(_watches).where(_watches.c.id == watch_id)).first()
            return _watch(row) if row is not None else None

    def of_chat(self, chat_id: int) -> list[Watch]:
        """The watches of a chat in the order they were added."""
        with self._database() as db:
            return _of_chat(db, chat_id)

    def all(self) -> list[Watch]:
        """Those that news is to be found for: all that are not muted."""
        with self._database() as db:
            return [_watch(row) for row in db.execute(sa.select(_watches).where(~_watches.c.muted))]

    def narrow(self, watch_id: str, listing_ids: Iterable[str]) -> None:
        """Have the watch be about these listings alone."""
        with self._database() as db:
            chosen = "\n".join(sorted(listing_ids))
            db.execute(_watches.update().where(_watches.c.id == watch_id).values(listing_ids=chosen))

    def mute(self, watch_id: str, muted: bool) -> None:
        """Let it rest, or go on; what comes meanwhile is not told later."""
        with self._database() as db:
            db.execute(_watches.update().where(_watches.c.id == watch_id).values(muted=muted))
            if muted:
                untold = (_news.c.watch_id == watch_id) & _news.c.told_at.is_(None)
                db.execute(_news.update().where(untold).values(told_at=self._now()))

    def remove(self, watch_id: str) -> bool:
        """Remove a watch; False where it was gone."""
        with self._database() as db:
            gone = db.execute(_watches.delete().where(_watches.c.id == watch_id)).rowcount
            _delete_news_of_nothing(db)
            return bool(gone)

    def schedule(self, chat_id: int) -> Schedule:
        """When the chat wants to hear of news."""
        with self._database() as db:
            return _schedule(db, chat_id)

    def set_schedule(self, chat_id: int, schedule: Schedule) -> None:
        """Set when the chat wants to hear of news."""
        with self._database() as db:
            _keep_schedule(db, chat_id, schedule=schedule.model_dump_json())

    def pause(self, chat_id: int, paused: bool = True) -> None:
        """Send nothing to a chat that the bot may not write to, until it may again; what comes meanwhile waits."""
        with self._database() as db:
            if not paused or db.execute(sa.select(_watches.c.id).where(_watches.c.chat_id == chat_id)).first():
                _keep_schedule(db, chat_id, paused=paused)

    def is_paused(self, chat_id: int) -> bool:
        """Whether nothing is sent to the chat for now."""
        with self._database() as db:
            return bool(db.execute(sa.select(_schedules.c.paused).where(_schedules.c.chat_id == chat_id)).scalar())

    def seen(self) -> Seen | None:
        """What the index held when it was last looked at for news; None before the first time."""
        with self._database() as db:
            row = db.execute(sa.select(_seen)).first()
        if row is None:
            return None
        return Seen(row.generation, _unpacked(row.articles), _unpacked(row.listings), row.last_change)

    def found(self, seen: Seen, news: Mapping[str, Sequence[NewsItem]]) -> int:
        """Keep what was found, by the id of its watch, and what was seen, both or neither; returns how much is new."""
        new = 0
        values = {
            "generation": seen.generation, "articles": _packed(seen.articles), "listings": _packed(seen.listings),
            "last_change": seen.last_change,
        }  # fmt: skip
        with self._database() as db:
            for watch_id, items in news.items():
                for place, item in enumerate(items):
                    row = {
                        "watch_id": watch_id, "key": item.key, "place": place, "item": item.model_dump_json(),
                        "found_at": self._now(),
                    }  # fmt: skip
                    new += db.execute(insert(db, _news).values(**row).on_conflict_do_nothing()).rowcount
            _delete_news_of_nothing(db)  # of watches removed meanwhile
            keep = insert(db, _seen).values(id=1, **values)
            db.execute(keep.on_conflict_do_update(index_elements=["id"], set_=values))
        return new

    def due(self) -> list[list[Due]]:
        """News to be told now, by message: at once each watch has its own, a digest has those of a chat or topic."""
        now = self._now()
        query = (
            sa.select(_news.c.watch_id, _news.c.item, _news.c.found_at)
            .where(_unclaimed(now))
            .order_by(_news.c.found_at, _news.c.place)
        )
        with self._database() as db:
            rows = db.execute(query).all()
            if not rows:
                return []
            paused = set(db.execute(sa.select(_schedules.c.chat_id).where(_schedules.c.paused)).scalars())
            watches = {row.id: _watch(row) for row in db.execute(sa.select(_watches))}
            schedules = {key: _schedule(db, key) for key in {watches[row.watch_id].chat_id for row in rows}}
        items: dict[str, list[NewsItem]] = {}
        for row in rows:
            chat_id = watches[row.watch_id].chat_id
            if chat_id not in paused and schedules[chat_id].may_tell(row.found_at, now):
                items.setdefault(row.watch_id, []).append(NewsItem.model_validate_json(row.item))
        messages: dict[object, list[Due]] = {}
        for watch_id, told in items.items():
            watch = watches[watch_id]
            together = schedules[watch.chat_id].daily_at is not None
            key = (watch.chat_id, watch.thread_id) if together else watch_id
            messages.setdefault(key, []).append(Due(watch, tuple(told)))
        return list(messages.values())

    def claim(self, message: Sequence[Due]) -> bool:
        """Take on the sending of a message; False where another process has."""
        now = self._now()
        free = _news.c.told_at.is_(None) & sa.or_(
            _news.c.claimed_at.is_(None), _news.c.claimed_at < now - CLAIM_SECONDS
        )
        with self._database() as db:
            taken = sum(
                db.execute(_news.update().where(_of(due), free).values(claimed_at=now)).rowcount for due in message
            )
        return taken == sum(len(due.items) for due in message)

    def told(self, message: Sequence[Due]) -> None:
        """The message was sent."""
        with self._database() as db:
            for due in message:
                db.execute(_news.update().where(_of(due)).values(told_at=self._now()))

    def move_chat(self, db: sa.Connection, old_chat_id: int, new_chat_id: int) -> None:
        """The watches and their hours go on, unless the supergroup has hours of its own."""
        db.execute(_watches.update().where(_watches.c.chat_id == old_chat_id).values(chat_id=new_chat_id))
        row = db.execute(sa.select(_schedules.c.schedule).where(_schedules.c.chat_id == old_chat_id)).first()
        if row is not None:
            values = {"chat_id": new_chat_id, "schedule": row.schedule, "paused": False}
            db.execute(insert(db, _schedules).values(**values).on_conflict_do_nothing())
            db.execute(_schedules.delete().where(_schedules.c.chat_id == old_chat_id))

    def forget(self, db: sa.Connection, person_id: int) -> int:
        """Delete the watches this person added, wherever, and when he wants to hear of news in private."""
        gone = db.execute(_watches.delete().where(_watches.c.owner_id == person_id)).rowcount
        db.execute(_schedules.delete().where(_schedules.c.chat_id == person_id))
        _delete_news_of_nothing(db)
        return gone

    def prune(self, db: sa.Connection, before: float) -> int:
        """Forget news told before; watches stay until they are removed."""
        return db.execute(_news.delete().where(_news.c.told_at < before)).rowcount


def _unclaimed(now: float) -> sa.ColumnElement[bool]:
    """Not told, and not being sent."""
    claimed_at = _news.c.claimed_at
    return _news.c.told_at.is_(None) & sa.or_(claimed_at.is_(None), claimed_at < now - CLAIM_SECONDS)


def _of(due: Due) -> sa.ColumnElement[bool]:
    return (_news.c.watch_id == due.watch.id) & _news.c.key.in_([item.key for item in due.items])


def _of_chat(db: sa.Connection, chat_id: int) -> list[Watch]:
    query = sa.select(_watches).where(_watches.c.chat_id == chat_id).order_by(_watches.c.added_at, _watches.c.id)
    return [_watch(row) for row in db.execute(query)]


def _watch(row: sa.Row[tuple[object, ...]]) -> Watch:
    ids = frozenset(row.listing_ids.split("\n")) if row.listing_ids else frozenset()
    return Watch(row.id, row.chat_id, row.thread_id, row.owner_id, row.name, ids, row.language, row.muted)


def _schedule(db: sa.Connection, chat_id: int) -> Schedule:
    row = db.execute(sa.select(_schedules.c.schedule).where(_schedules.c.chat_id == chat_id)).first()
    return Schedule.model_validate_json(row.schedule) if row is not None else Schedule()


def _keep_schedule(db: sa.Connection, chat_id: int, **values: object) -> None:
    fresh = {"chat_id": chat_id, "schedule": Schedule().model_dump_json(), "paused": False, **values}
    db.execute(insert(db, _schedules).values(**fresh).on_conflict_do_update(index_elements=["chat_id"], set_=values))


def _delete_news_of_nothing(db: sa.Connection) -> None:
    db.execute(_news.delete().where(_news.c.watch_id.not_in(sa.select(_watches.c.id))))


def _packed(keys: frozenset[bytes]) -> bytes:
    return zlib.compress(b"".join(sorted(keys)), 1)


def _unpacked(packed: bytes) -> frozenset[bytes]:
    held = zlib.decompress(packed)
    return frozenset(held[at : at + 8] for at in range(0, len(held), 8))
