"""Settings of chats: what a person chose for the private chat, and a group's admins for the group."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import sqlalchemy as sa
import structlog
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.state.store import TABLES, Store
from corpus.database import insert

_chat_settings = sa.Table(
    "chat_settings",
    TABLES,
    sa.Column("chat_id", sa.BigInteger, primary_key=True),  # of a private chat it is the person's id
    sa.Column("settings", sa.Text, nullable=False),
)

log = structlog.get_logger()


class WhoAsks(StrEnum):
    """Whose questions are answered in a group."""

    EVERYONE = "everyone"
    ADMINS = "admins"


class Place(StrEnum):
    """Where answers go in a group."""

    REPLY = "reply"  # as a reply to the question
    TOPIC = "topic"  # into the chat or topic, without replying


class ChatSettings(BaseModel):
    """The settings of one chat. `language` is None until one is chosen; the others are for groups."""

    model_config = ConfigDict(frozen=True)

    language: str | None = None
    who_asks: WhoAsks = WhoAsks.EVERYONE
    place: Place = Place.REPLY
    quiet: bool = False


class ChatSettingsStore(Store):
    """Keeps them."""

    def of(self, chat_id: int) -> ChatSettings:
        """The settings of a chat, as they are at first where nobody changed them."""
        with self._database() as db:
            return _read(db, chat_id)

    def change(self, chat_id: int, **changes: Any) -> ChatSettings:
        """Change some settings of a chat, given by name; returns all it has now."""
        with self._database() as db:
            settings = ChatSettings.model_validate(_read(db, chat_id).model_dump() | changes)
            _write(db, chat_id, settings)
            return settings

    def move_chat(self, db: sa.Connection, old_chat_id: int, new_chat_id: int) -> None:
        """What was set in the group goes on, unless the supergroup has settings of its own."""
        old = _chat_settings.c.chat_id == old_chat_id
        row = db.execute(sa.select(_chat_settings.c.settings).where(old)).first()
        if row is not None:
            values = {"chat_id": new_chat_id, "settings": row.settings}
            db.execute(insert(db, _chat_settings).values(**values).on_conflict_do_nothing())
            db.execute(_chat_settings.delete().where(old))

    def forget(self, db: sa.Connection, person_id: int) -> int:
        """Delete what the person chose for himself; a group's settings are the group's."""
        return db.execute(_chat_settings.delete().where(_chat_settings.c.chat_id == person_id)).rowcount


def _read(db: sa.Connection, chat_id: int) -> ChatSettings:
    row = db.execute(sa.select(_chat_settings.c.settings).where(_chat_settings.c.chat_id == chat_id)).first()
    if row is None:
        return ChatSettings()
    try:
        return ChatSettings.model_validate_json(row.settings)
    except ValidationError:  # written by a later version of the bot that was gone back from
        log.warning("telegram.chat_settings_unknown", chat=chat_id)
        return ChatSettings()


def _write(db: sa.Connection, chat_id: int, settings: ChatSettings) -> None:
    written = settings.model_dump_json()
    keep = insert(db, _chat_settings).values(chat_id=chat_id, settings=written)
    db.execute(keep.on_conflict_do_update(index_elements=["chat_id"], set_={"settings": written}))
