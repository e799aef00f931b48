"""Forwarded messages as articles: what the message says, when and where it was first published."""

from __future__ import annotations

import json

from telegram import Message, MessageOriginChannel, MessageOriginChat

_TITLE_CHARS = 120


def forwarded_file(message: Message) -> tuple[str, bytes]:
    """A file's name and content, in JSON lines, with the one article that the forwarded `message` is."""
    origin = message.forward_origin
    assert origin is not None
    text = (message.text or message.caption or "").strip()
    title = text.split("\n", 1)[0].strip()
    if len(title) > _TITLE_CHARS:
        title = title[:_TITLE_CHARS].rsplit(" ", 1)[0] + " …"
    row: dict[str, str] = {"title": title, "text": text, "published": f"{origin.date:%Y-%m-%d}"}
    name = f"forwarded-{origin.date:%Y-%m-%d}-{message.message_id}"
    if isinstance(origin, MessageOriginChannel):
        row["source"] = origin.chat.title or ""
        if origin.chat.username:
            row["url"] = f"https://t.me/{origin.chat.username}/{origin.message_id}"
    elif isinstance(origin, MessageOriginChat):
        row["source"] = origin.sender_chat.title or ""
    return f"{name}.jsonl", (json.dumps(row) + "\n").encode()
