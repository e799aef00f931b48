"""Builds Telegram messages for unit tests: the JSON Telegram sends, read by the library."""

from __future__ import annotations

from typing import Any

from telegram import Message

from tests.botapi import entities as marks

BOT_ID = 4242
BOT_NAME = "SanctionsBot"
BOT = {"id": BOT_ID, "is_bot": True, "first_name": "Sanctions", "username": BOT_NAME}
ANNA = {"id": 7, "is_bot": False, "first_name": "Anna"}
GROUP = {"id": -100500, "type": "supergroup", "title": "Newsroom"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Anna"}
CHANNEL = {"id": -100900, "type": "channel", "title": "Wire"}


def message(text: str | None = None, *, chat: dict[str, Any] = GROUP, **fields: Any) -> Message:
    """A message by Anna, with the entities Telegram would find in it; `entities` adds others."""
    content: dict[str, Any] = {"message_id": 10, "date": 1_700_000_000, "chat": chat, "from": ANNA}
    if text is not None:
        content |= {"text": text, "entities": marks.found(text, fields.pop("entities", None))}
    if "caption" in fields:
        content["caption_entities"] = marks.found(fields["caption"])
        content["photo"] = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    read = Message.de_json(content | fields, None)
    assert read is not None
    return read


def inner(text: str | None = None, sender: dict[str, Any] = ANNA, **fields: Any) -> dict[str, Any]:
    """The JSON of a message that is replied to."""
    content = {"message_id": 5, "date": 1_700_000_000, "chat": GROUP, "from": sender}
    return content | ({"text": text} if text is not None else {}) | fields
