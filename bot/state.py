"""State: what the bot must remember over restarts, so that buttons, edits and follow-up questions go on working."""

from __future__ import annotations

import json
import secrets
import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot.answers.answer import Answer
from corpus.database import Database, Place, insert
from corpus.errors import SanctionsBotError

SCHEMA_VERSION = 1
KEPT_DAYS = 365  # how long buttons under an answer work
DATABASE_NAME = "telegram.sqlite"

_meta = sa.MetaData()
_schema = sa.Table("telegram_schema", _meta, sa.Column("version", sa.Integer, nullable=False))
_answers = sa.Table(
    "answers",
    _meta,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("chat_id", sa.BigInteger, nullable=False),
    sa.Column("thread_id", sa.BigInteger),
    sa.Column("asker_id", sa.BigInteger, nullable=False),
    sa.Column("question_message_id", sa.BigInteger, nullable=False),
    sa.Column("message_ids", sa.Text, nullable=False, default="[]"),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("answer", sa.Text),
    sa.Column("asked_at", sa.Float, nullable=False, index=True),
    sa.UniqueConstraint("chat_id", "question_message_id"),
    sa.Index("answers_of_an_asker", "chat_id", "asker_id", "asked_at"),
)
_messages = sa.Table(
    "messages",
    _meta,
    sa.Column("chat_id", sa.BigInteger, primary_key=True),
    sa.Column("message_id", sa.BigInteger, primary_key=True),
    sa.Column("given_id", sa.String(16), nullable=False, index=True),
)
_gaps = sa.Table(
    "gaps",
    _meta,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("times", sa.Integer, nullable=False),
    sa.Column("first_asked_at", sa.Float, nullable=False),
    sa.Column("last_asked_at", sa.Float, nullable=False),
)
_moves = sa.Table(
    "moves",
    _meta,
    sa.Column("old_chat_id", sa.BigInteger, primary_key=True),
    sa.Column("new_chat_id", sa.BigInteger, nullable=False),
)


class StateError(SanctionsBotError):
    """The bot's own database cannot be read or written. The message names the file."""


@dataclass(frozen=True)
class Asked:
    """Where a question stands: the asker's id is that of the group or channel for those who write in its name."""

    chat_id: int
    thread_id: int | None
    asker_id: int
    message_id: int


@dataclass(frozen=True)
class Given:
    """One reply the bot gave. `answer` is None for a short word such as "too long"; `message_ids` in reading order."""

    id: str
    chat_id: int
    thread_id: int | None
    asker_id: int
    question_message_id: int
    message_ids: tuple[int, ...]
    question: str
    answer: Answer | None
    asked_at: float


@dataclass(frozen=True)
class Gap:
    """A question nothing in the corpus answers; who asked it is not kept. Times in seconds since 1970."""

    question: str
    times: int
    first_asked_at: float
    last_asked_at: float


class State:
    """One database, safe to use from several threads. `now` gives seconds since 1970."""

    def __init__(self, place: Place, *, now: Callable[[], float] = time.time) -> None:
        """Open the state at `place`, making it if needed. Raises StateError when it cannot be used."""
        self._now = now
        self._opened = Database(place, StateError, private=True)
        self._database = self._opened.transaction
        self._opened.prepare(_meta, _schema, SCHEMA_VERSION)

    def close(self) -> None:
        """Let go of the database."""
        self._opened.close()

    def keep(self, asked: Asked, question: str, answer: Answer | None) -> str:
        """Store a reply before it is sent and return its id; one for the same message is replaced under its old id."""
        values = {
            "thread_id": asked.thread_id,
            "asker_id": asked.asker_id,
            "question": question,
            "answer": answer.model_dump_json() if answer is not None else None,
        }
        fresh = {
            "id": secrets.token_urlsafe(8),
            "chat_id": asked.chat_id,
            "question_message_id": asked.message_id,
            "message_ids": "[]",
            "asked_at": self._now(),
        }
        same = ["chat_id", "question_message_id"]
        with self._database() as db:
            keep = (
                insert(db, _answers).values(**fresh, **values).on_conflict_do_update(index_elements=same, set_=values)
            )
            return str(db.execute(keep.returning(_answers.c.id)).scalar_one())

    def sent(self, given_id: str, message_ids: Sequence[int]) -> None:
        """Note the messages that carry the reply, in place of any noted before."""
        with self._database() as db:
            reply = _answers.c.id == given_id
            db.execute(_answers.update().where(reply).values(message_ids=json.dumps(list(message_ids))))
            chat_id = db.execute(sa.select(_answers.c.chat_id).where(reply)).scalar_one()
            _note_messages(db, chat_id, given_id, message_ids)

    def shown(self, given: Given, message_ids: Sequence[int]) -> None:
        """Note messages that show the evidence of a reply: who replies to one speaks of that reply."""
        with self._database() as db:
            _note_messages(db, given.chat_id, given.id, message_ids)

    def given(self, given_id: str) -> Given | None:
        """The reply with this id, or None when it is not known (any more)."""
        with self._database() as db:
            row = db.execute(sa.select(_answers).where(_answers.c.id == given_id)).first()
            return _given(row) if row is not None else None

    def reply_to(self, chat_id: int, question_message_id: int) -> Given | None:
        """The reply given to this message, or None."""
        with self._database() as db:
            row = db.execute(
                sa.select(_answers).where(
                    _answers.c.chat_id == chat_id, _answers.c.question_message_id == question_message_id
                )
            ).first()
            return _given(row) if row is not None else None

    def given_in(self, chat_id: int, message_id: int) -> Given | None:
        """The reply that this message of the bot's is part of or shows the evidence of, or None."""
        query = (
            sa.select(_answers)
            .join(_messages, _messages.c.given_id == _answers.c.id)
            .where(_messages.c.chat_id == chat_id, _messages.c.message_id == message_id)
        )
        with self._database() as db:
            row = db.execute(query).first()
            return _given(row) if row is not None else None

    def history(self, asked: Asked, *, seconds: float, count: int) -> list[str]:
        """The asker's questions before this one, in the same chat and topic, of the last `seconds`; oldest first."""
        query = (
            sa.select(_answers.c.question)
            .where(
                _answers.c.chat_id == asked.chat_id,
                _answers.c.asker_id == asked.asker_id,
                _answers.c.thread_id.is_(asked.thread_id)
                if asked.thread_id is None
                else _answers.c.thread_id == asked.thread_id,
                _answers.c.question_message_id < asked.message_id,
                _answers.c.answer.is_not(None),
                _answers.c.asked_at >= self._now() - seconds,
            )
            .order_by(_answers.c.asked_at.desc())
            .limit(count)
        )
        with self._database() as db:
            return list(db.execute(query).scalars())[::-1]

    def add_gap(self, question: str) -> None:
        """Count a question that nothing answers; the same words in other case or spacing are the same gap."""
        key = " ".join(unicodedata.normalize("NFKC", question).casefold().split()).rstrip(" ?!.")
        now = self._now()
        with self._database() as db:
            count = insert(db, _gaps).values(key=key, question=question, times=1, first_asked_at=now, last_asked_at=now)
            db.execute(
                count.on_conflict_do_update(
                    index_elements=["key"], set_={"times": _gaps.c.times + 1, "last_asked_at": now}
                )
            )

    def gaps(self, count: int = 100) -> list[Gap]:
        """The questions nothing answers, those asked most first."""
        query = sa.select(_gaps).order_by(_gaps.c.times.desc(), _gaps.c.last_asked_at.desc()).limit(count)
        with self._database() as db:
            return [Gap(row.question, row.times, row.first_asked_at, row.last_asked_at) for row in db.execute(query)]

    def gap_count(self) -> int:
        """How many different questions nothing answers."""
        with self._database() as db:
            return db.execute(sa.select(sa.func.count()).select_from(_gaps)).scalar_one()

    def move_chat(self, old_chat_id: int, new_chat_id: int) -> None:
        """A group became a supergroup: everything kept of it goes on under the new id. Twice changes nothing.

        Message ids start anew in a supergroup, so the old ones are made negative: they can collide with nothing.
        """
        with self._database() as db:
            db.execute(
                _answers.update()
                .where(_answers.c.chat_id == old_chat_id)
                .values(chat_id=new_chat_id, question_message_id=-sa.func.abs(_answers.c.question_message_id))
            )
            db.execute(_messages.delete().where(_messages.c.chat_id == old_chat_id))
            db.execute(_moves.update().where(_moves.c.new_chat_id == old_chat_id).values(new_chat_id=new_chat_id))
            db.execute(
                insert(db, _moves)
                .values(old_chat_id=old_chat_id, new_chat_id=new_chat_id)
                .on_conflict_do_update(index_elements=["old_chat_id"], set_={"new_chat_id": new_chat_id})
            )

    def moves(self) -> dict[int, int]:
        """Old chat id -> the id that chat has now."""
        with self._database() as db:
            return {row.old_chat_id: row.new_chat_id for row in db.execute(sa.select(_moves))}

    def prune(self) -> int:
        """Forget replies and gaps older than a year; returns how many went."""
        before = self._now() - KEPT_DAYS * 86_400
        with self._database() as db:
            answers = db.execute(_answers.delete().where(_answers.c.asked_at < before)).rowcount
            db.execute(_messages.delete().where(_messages.c.given_id.not_in(sa.select(_answers.c.id))))
            return answers + db.execute(_gaps.delete().where(_gaps.c.last_asked_at < before)).rowcount


def _note_messages(db: sa.Connection, chat_id: int, given_id: str, message_ids: Sequence[int]) -> None:
    for message_id in message_ids:
        db.execute(
            insert(db, _messages)
            .values(chat_id=chat_id, message_id=message_id, given_id=given_id)
            .on_conflict_do_update(index_elements=["chat_id", "message_id"], set_={"given_id": given_id})
        )


def _given(row: sa.Row[tuple[object, ...]]) -> Given:
    return Given(
        id=row.id,
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        asker_id=row.asker_id,
        question_message_id=row.question_message_id,
        message_ids=tuple(json.loads(row.message_ids)),
        question=row.question,
        answer=Answer.model_validate_json(row.answer) if row.answer is not None else None,
        asked_at=row.asked_at,
    )
