"""What a call wants to write: a text or a caption with its entities."""

from __future__ import annotations

from typing import Any

from . import entities as marks
from .cloud import Cloud
from .entities import Entity, utf16_length
from .errors import bad_request
from .markup import parsed
from .parameters import Parameters

MAX_TEXT_UNITS = 4096
MAX_CAPTION_UNITS = 1024


def formatted(cloud: Cloud, text: str, parse_mode: str, given: list[Any] | None) -> tuple[str, list[Entity]]:
    """Return a text as Telegram keeps it: markup parsed, blanks trimmed, people, links and mentions found."""
    if parse_mode and not given:
        text, found = parsed(text, parse_mode)
    else:
        found = marks.checked(text, given or [])
    text, found = marks.trimmed(text.replace("\r", ""), found)
    return text, marks.found(text, _with_people(cloud, found))


def _with_people(cloud: Cloud, found: list[Entity]) -> list[Entity]:
    """Fill in whom text mentions name; a mention of somebody unknown is dropped, as Telegram drops it."""
    known = []
    for entity in found:
        if entity["type"] != "text_mention":
            known.append(entity)
        elif (person := cloud.users.get(entity["user"].get("id"))) is not None:
            known.append({**entity, "user": person.to_json()})
    return known


def message_text(cloud: Cloud, p: Parameters) -> tuple[str, list[Entity]]:
    """Return the call's `text` with its entities, 1 to 4096 units long."""
    given = p.json("entities", "message entities", list)
    if "text" not in p:
        raise bad_request("message text is empty")
    text, found = formatted(cloud, p.text("text"), p.text("parse_mode"), given)
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > MAX_TEXT_UNITS:
        raise bad_request("message is too long" if "message_id" not in p else "MESSAGE_TOO_LONG")
    return text, found


def caption(cloud: Cloud, p: Parameters) -> tuple[str | None, list[Entity]]:
    """Return the call's `caption` with its entities, at most 1024 units long, or None."""
    given = p.json("caption_entities", "caption entities", list)
    text, found = formatted(cloud, p.text("caption"), p.text("parse_mode"), given)
    if utf16_length(text) > MAX_CAPTION_UNITS:
        raise bad_request("message caption is too long")
    return text or None, found
