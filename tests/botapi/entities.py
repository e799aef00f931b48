"""Entities of a text: offsets in UTF-16 units, what may be asked for, and what Telegram finds by itself."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from .errors import bad_request

Entity = dict[str, Any]

MAX_ENTITIES = 100
GIVEN_KINDS = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    ]
)
_NEEDS = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}
# What Telegram recognises in any text, sent by people or by bots. Order matters: the first to claim a span keeps it.
_FOUND = (
    ("email", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("url", re.compile(r"(?:https?://|www\.)[^\s<>\"]*[^\s<>\".,;:!?)\]']", re.IGNORECASE)),
    (
        "url",
        re.compile(
            r"(?<![\w@.])(?:[a-z0-9-]+\.)+(?:com|org|net|eu|io|gov|int|uk|de|me)(?:/[^\s<>\"]*[\w/])?\b", re.IGNORECASE
        ),
    ),
    ("bot_command", re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w@/])@[A-Za-z][A-Za-z0-9_]{2,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#&])#\w*[^\W\d_]\w*")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?!\w)")),
)


def utf16_length(text: str) -> int:
    """Return a text's length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_slice(text: str, offset: int, length: int) -> str:
    """Return the part of a text an entity covers."""
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def checked(text: str, entities: list[Any]) -> list[Entity]:
    """Return the entities if every one is valid for the text, sorted; refuse the call otherwise.

    Stricter than Telegram, which drops some bad entities silently: a bot that computes a wrong offset is wrong.
    """
    if len(entities) > MAX_ENTITIES:
        raise bad_request(f"too many entities: {len(entities)} given, {MAX_ENTITIES} are kept (strict test server)")
    units = text.encode("utf-16-le")
    size = len(units) // 2
    for entity in entities:
        if not isinstance(entity, dict) or not isinstance(entity.get("type"), str):
            raise bad_request("can't parse MessageEntity: expected an Object with a type")
        _check_one(units, size, entity)
    ordered = sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
    _check_nesting(ordered)
    return ordered


def _check_one(units: bytes, size: int, entity: Entity) -> None:
    kind, offset, length = entity["type"], entity.get("offset"), entity.get("length")
    if kind not in GIVEN_KINDS:
        raise bad_request("can't parse MessageEntity: unsupported type specified")
    if not isinstance(offset, int) or not isinstance(length, int):
        raise bad_request('can\'t parse MessageEntity: fields "offset" and "length" must be Integers')
    if offset < 0 or length <= 0:
        raise bad_request(f"entity of type {kind} has offset {offset} and length {length} (strict test server)")
    end = offset + length
    if end > size:
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {end}"
        )
    if _inside_a_pair(units, offset):
        raise bad_request(f"entity begins in a middle of a UTF-16 symbol at UTF-16 offset {offset}")
    if _inside_a_pair(units, end):
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends in a middle of a UTF-16 symbol at UTF-16 offset {end}"
        )
    if kind == "text_link" and not is_link(entity.get("url")):
        raise bad_request(f"entity URL '{entity.get('url')}' is invalid: Wrong HTTP URL")
    needed = _NEEDS.get(kind)
    if needed and not entity.get(needed):
        raise bad_request(f'can\'t parse MessageEntity: field "{needed}" must be non-empty')


def is_link(url: Any) -> bool:
    """Return whether Telegram would take something for the address of a link or a button."""
    if not isinstance(url, str) or not url or any(character.isspace() for character in url):
        return False
    scheme, mark, _ = url.partition("://")
    url = scheme.lower() + url[len(scheme) :] if mark else url
    if url.startswith(("tg://", "mailto:", "tel:")):
        return True
    if "://" in url and not url.startswith(("http://", "https://")):
        return False
    host = re.split(r"[/?#]", url.partition("://")[2] or url)[0].rpartition("@")[2]
    return "." in host.partition(":")[0].strip(".") or host.startswith("[")


def _inside_a_pair(units: bytes, offset: int) -> bool:
    return 0 < offset < len(units) // 2 and 0xDC <= units[2 * offset + 1] <= 0xDF


def _check_nesting(ordered: list[Entity]) -> None:
    open_entities: list[Entity] = []
    for entity in ordered:
        while open_entities and _end(open_entities[-1]) <= entity["offset"]:
            open_entities.pop()
        for outer in open_entities:
            if _end(outer) < _end(entity):
                raise bad_request(
                    f"entities {outer['type']} and {entity['type']} overlap without nesting (strict test server)"
                )
            if outer["type"] in {"code", "pre"} or (entity["type"] in {"code", "pre"} and not _quote(outer)):
                raise bad_request(f"entity {entity['type']} can't be inside {outer['type']} (strict test server)")
            if _quote(outer) and _quote(entity):
                raise bad_request("blockquote entities can't be nested (strict test server)")
        open_entities.append(entity)


def _quote(entity: Entity) -> bool:
    return entity["type"] in {"blockquote", "expandable_blockquote"}


def _end(entity: Entity) -> int:
    return int(entity["offset"]) + int(entity["length"])


def found(text: str, given: list[Entity] | None = None) -> list[Entity]:
    """Return `given` together with the mentions, commands, links and tags Telegram finds outside links and code."""
    entities = list(given or [])
    taken = [(e["offset"], _end(e)) for e in entities if e["type"] in GIVEN_KINDS - _STYLES]
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            offset = utf16_length(text[: match.start()])
            end = offset + utf16_length(match.group())
            if all(end <= start or stop <= offset for start, stop in taken):
                taken.append((offset, end))
                entities = _split_at(entities, offset, end)
                entities.append({"type": kind, "offset": offset, "length": end - offset})
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


_STYLES = frozenset(["bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote"])


def _split_at(entities: list[Entity], start: int, end: int) -> list[Entity]:
    """Cut the styles that cross the borders of something found, as Telegram does, so that all entities nest."""
    pieces = []
    for entity in entities:
        low, high = entity["offset"], _end(entity)
        crosses = low < start < high < end or start < low < end < high
        cuts = [low, *([start if low < start else end] if crosses else []), high]
        pieces += [{**entity, "offset": a, "length": b - a} for a, b in pairwise(cuts)]
    return pieces


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Return the text without blanks at both ends, as Telegram keeps it, with its entities moved along."""
    start = len(text) - len(text.lstrip())
    kept = text.strip()
    shift, size = utf16_length(text[:start]), utf16_length(kept)
    moved = []
    for entity in entities:
        offset = max(entity["offset"] - shift, 0)
        length = min(_end(entity) - shift, size) - offset
        if length > 0:
            moved.append({**entity, "offset": offset, "length": length})
    return kept, moved
