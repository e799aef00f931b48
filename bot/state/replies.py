"""Replies: what the bot answered, and which messages carry it, so that buttons, edits and follow-ups go on working."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot.answers.answer import Answer
from bot.state.store import TABLES, Store
from corpus.database import insert

ANSWERS = sa.Table(
    "answers",
    TABLES,
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
    TABLES,
    sa.Column("chat_id", sa.BigInteger, primary_key=True),
    sa.Column("message_id", sa.BigInteger, primary_key=True),
    sa.Column("given_id", sa.String(16), nullable=False, index=True),
)
# Ids for questions asked by a button, of which there is no message: below whatever a message's id can become.
_PRESSED_BELOW = -(2**40)


@dataclass(frozen=True)
class Asked:
    """Where a question stands: the asker's id is that of the group or channel for those who write in its name."""

    chat_id: int
    thread_id: int | None
    asker_id: int
    message_id: int

    @classmethod
    def by_button(cls, chat_id: int, thread_id: int | None, asker_id: int) -> Asked:
        """A question asked by pressing a button, under an id of its own."""
        return cls(chat_id, thread_id, asker_id, _PRESSED_BELOW - secrets.randbelow(2**40) - 1)


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

    @property
    def by_button(self) -> bool:
        """Whether the question was asked by a button: then the reply has to say what was asked."""
        return self.question_message_id < _PRESSED_BELOW

    @property
    def asked(self) -> Asked:
        """Where its question stands."""
        return Asked(self.chat_id, self.thread_id, self.asker_id, self.question_message_id)


class Replies(Store):
    """Keeps them."""

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
            keep = insert(db, ANSWERS).values(**fresh, **values).on_conflict_do_update(index_elements=same, set_=values)
            return str(db.execute(keep.returning(ANSWERS.c.id)).scalar_one())

    def sent(self, given_id: str, message_ids: Sequence[int]) -> None:
        """Note the messages that carry the reply, in place of any noted before."""
        with self._database() as db:
            reply = ANSWERS.c.id == given_id
            db.execute(ANSWERS.update().where(reply).values(message_ids=json.dumps(list(message_ids))))
            chat_id = db.execute(sa.select(ANSWERS.c.chat_id).where(reply)).scalar_one()
            _note_messages(db, chat_id, given_id, message_ids)

    def shown(self, given: Given, message_ids: Sequence[int]) -> None:
        """Note messages that show the evidence of a reply: who replies to one speaks of that reply."""
        with self._database() as db:
            _note_messages(db, given.chat_id, given.id, message_ids)

    def given(self, given_id: str) -> Given | None:
        """The reply with this id, or None when it is not known (any more)."""
        with self._database() as db:
            row = db.execute(sa.select(ANSWERS).where(ANSWERS.c.id == given_id)).first()
            return _given(row) if row is not None else None

    def reply_to(self, chat_id: int, question_message_id: int) -> Given | None:
        """The reply given to this message, or None."""
        with self._database() as db:
            row = db.execute(
                sa.select(ANSWERS).where(
                    ANSWERS.c.chat_id == chat_id, ANSWERS.c.question_message_id == question_message_id
                )
            ).first()
            return _given(row) if row is not None else None

    def given_in(self, chat_id: int, message_id: int) -> Given | None:
        """The reply that this message of the bot's is part of or shows the evidence of, or None."""
        query = (
            sa.select(ANSWERS)
            .join(_messages, _messages.c.given_id == ANSWERS.c.id)
            .where(_messages.c.chat_id == chat_id, _messages.c.message_id == message_id)
        )
        with self._database() as db:
            row = db.execute(query).first()
            return _given(row) if row is not None else None

    def history(self, asked: Asked, *, seconds: float, count: int) -> list[str]:
        """The asker's questions before this one, in the same chat and topic, of the last `seconds`; oldest first."""
        query = (
            sa.select(ANSWERS.c.question)
            .where(
                ANSWERS.c.chat_id == asked.chat_id,
                ANSWERS.c.asker_id == asked.asker_id,
                ANSWERS.c.thread_id.is_(asked.thread_id)
                if asked.thread_id is None
                else ANSWERS.c.thread_id == asked.thread_id,
                ANSWERS.c.question_message_id < asked.message_id,
                ANSWERS.c.answer.is_not(None),
                ANSWERS.c.asked_at >= self._now() - seconds,
            )
            .order_by(ANSWERS.c.asked_at.desc())
            .limit(count)
        )
        with self._database() as db:
            return list(db.execute(query).scalars())[::-1]

    def conversation(self, asked: Asked, *, seconds: float) -> list[Given]:
        """What the asker was answered in the same chat and topic in the last `seconds`, oldest first."""
        query = (
            sa.select(ANSWERS)
            .where(
                ANSWERS.c.chat_id == asked.chat_id,
                ANSWERS.c.asker_id == asked.asker_id,
                ANSWERS.c.thread_id.is_(None) if asked.thread_id is None else ANSWERS.c.thread_id == asked.thread_id,
                ANSWERS.c.answer.is_not(None),
                ANSWERS.c.asked_at >= self._now() - seconds,
            )
            .order_by(ANSWERS.c.asked_at)
        )
        with self._database() as db:
            return [_given(row) for row in db.execute(query)]

    def move_chat(self, db: sa.Connection, old_chat_id: int, new_chat_id: int) -> None:
        """Message ids start anew in a supergroup, so the old ones are made negative: they can collide with nothing."""
        db.execute(
            ANSWERS.update()
            .where(ANSWERS.c.chat_id == old_chat_id)
            .values(chat_id=new_chat_id, question_message_id=-sa.func.abs(ANSWERS.c.question_message_id))
        )
        db.execute(_messages.delete().where(_messages.c.chat_id == old_chat_id))

    def forget(self, db: sa.Connection, person_id: int) -> int:
        """Delete everything this person asked, wherever, with the answers."""
        gone = db.execute(ANSWERS.delete().where(ANSWERS.c.asker_id == person_id)).rowcount
        _delete_messages_of_nothing(db)
        return gone

    def prune(self, db: sa.Connection, before: float) -> int:
        """Forget replies given before."""
        gone = db.execute(ANSWERS.delete().where(ANSWERS.c.asked_at < before)).rowcount
        _delete_messages_of_nothing(db)
        return gone


def _delete_messages_of_nothing(db: sa.Connection) -> None:
    db.execute(_messages.delete().where(_messages.c.given_id.not_in(sa.select(ANSWERS.c.id))))


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
