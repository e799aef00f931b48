"""Texts written with parse_mode: HTML, MarkdownV2 and the old Markdown, with the refusals one wrong character earns."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

from .entities import Entity, utf16_length
from .errors import ApiError, bad_request

_TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "code": "code", "pre": "pre", "a": "text_link", "blockquote": "blockquote", "tg-emoji": "custom_emoji",
    "span": "spoiler",
}  # fmt: skip
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\s+[^<>\s=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?)*)\s*>")
_ATTRIBUTE = re.compile(r"([^\s=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+)))?")
_CHARACTER_REFERENCE = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|lt|gt|amp|quot);")
_RESERVED = set("_*[]()~`>#+-=|{}.!")


def parsed(text: str, parse_mode: str) -> tuple[str, list[Entity]]:
    """Return the plain text and the entities a marked-up text stands for."""
    parsers: dict[str, Callable[[str], tuple[str, list[Entity]]]] = {
        "html": _html, "markdownv2": _markdown_v2, "markdown": _old_markdown,
    }  # fmt: skip
    parser = parsers.get(parse_mode.lower())
    if parser is None:
        raise bad_request("unsupported parse_mode")
    plain, entities = parser(text)
    return plain, sorted(_without_empty(entities), key=lambda entity: (entity["offset"], -entity["length"]))


def _refused(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")


def _bytes_before(text: str, position: int) -> int:
    return len(text[:position].encode())


def _without_empty(entities: list[Entity]) -> list[Entity]:
    return [entity for entity in entities if entity["length"] > 0]


class _Output:
    """The plain text so far, with its length in UTF-16 units."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0

    def add(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += utf16_length(piece)

    def text(self) -> str:
        return "".join(self.pieces)


def _html(text: str) -> tuple[str, list[Entity]]:
    out = _Output()
    entities: list[Entity] = []
    open_tags: list[tuple[str, int, dict[str, str], int]] = []
    position = 0
    while position < len(text):
        character = text[position]
        if character == "&":
            reference = _CHARACTER_REFERENCE.match(text, position)
            out.add(html.unescape(reference.group()) if reference else "&")
            position = reference.end() if reference else position + 1
        elif character != "<":
            out.add(character)
            position += 1
        else:
            at = _bytes_before(text, position)
            tag = _TAG.match(text, position)
            if tag is None:
                unknown = re.match(r"</?([^\s<>/]*)", text[position:])
                raise _refused(f'Unsupported start tag "{unknown.group(1) if unknown else ""}" at byte offset {at}')
            closing, name_given, raw_attributes = tag.groups()
            name = name_given.lower()
            position = tag.end()
            if not closing:
                if name not in _TAGS:
                    raise _refused(f'Unsupported start tag "{name}" at byte offset {at}')
                attributes = {
                    key.lower(): html.unescape(double or single or bare or "")
                    for key, double, single, bare in _ATTRIBUTE.findall(raw_attributes)
                }
                if name == "span" and attributes.get("class") != "tg-spoiler":
                    raise _refused(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
                open_tags.append((name, out.length, attributes, at))
                continue
            if not open_tags:
                raise _refused(f"Unexpected end tag at byte offset {at}")
            opened, start, attributes, _ = open_tags.pop()
            if opened != name:
                raise _refused(f'Unmatched end tag at byte offset {at}, expected "</{opened}>", found "</{name}>"')
            entities.extend(_html_entity(opened, attributes, start, out, open_tags))
    if open_tags:
        raise _refused(f'Can\'t find end tag corresponding to start tag "{open_tags[-1][0]}"')
    return out.text(), _code_in_pre_joined(entities)


def _html_entity(name: str, attributes: dict[str, str], start: int, out: _Output, outer: list[Any]) -> list[Entity]:
    entity: Entity = {"type": _TAGS[name], "offset": start, "length": out.length - start}
    if name == "a":
        covered = out.text().encode("utf-16-le")[2 * start :].decode("utf-16-le")
        url = attributes.get("href") or covered
        if not re.match(r"(?:https?|tg|mailto|tel|ton)(?::|$)", url) and "." not in url:
            return []  # Telegram drops a link it cannot make sense of
        person = re.fullmatch(r"tg://user\?id=(\d+)", url)
        if person:
            return [{**entity, "type": "text_mention", "user": {"id": int(person.group(1))}}]
        entity["url"] = url
    elif name == "blockquote" and "expandable" in attributes:
        entity["type"] = "expandable_blockquote"
    elif name == "tg-emoji":
        entity["custom_emoji_id"] = attributes.get("emoji-id", "")
    elif name == "code" and outer and outer[-1][0] == "pre":
        language = attributes.get("class", "")
        if language.startswith("language-"):
            entity["language"] = language.removeprefix("language-")
        entity["type"] = "code_in_pre"
    return [entity]


def _code_in_pre_joined(entities: list[Entity]) -> list[Entity]:
    """Fold `<pre><code class="language-x">` into one pre entity with a language."""
    inner = {(e["offset"], e["length"]): e for e in entities if e["type"] == "code_in_pre"}
    joined = []
    for entity in entities:
        if entity["type"] == "code_in_pre":
            continue
        within = inner.get((entity["offset"], entity["length"])) if entity["type"] == "pre" else None
        joined.append({**entity, "language": within["language"]} if within and "language" in within else entity)
    return joined


_MARKS = {"*": "bold", "_": "italic", "__": "underline", "~": "strikethrough", "||": "spoiler", "[": "text_link"}
_NAMES = {"bold": "Bold", "italic": "Italic", "underline": "Underline", "strikethrough": "Strikethrough",
          "spoiler": "Spoiler", "text_link": "TextUrl", "code": "Code", "pre": "Pre"}  # fmt: skip


def _markdown_v2(text: str) -> tuple[str, list[Entity]]:
    out = _Output()
    entities: list[Entity] = []
    stack: list[tuple[str, int, int]] = []  # mark, start in the output, byte offset in the source
    quote_start: int | None = None
    position, line_start = 0, True
    while position < len(text):
        character = text[position]
        at = _bytes_before(text, position)
        if line_start and not stack:
            mark = "**>" if text.startswith("**>", position) else ">" if character == ">" else ""
            if mark:
                if quote_start is None or mark == "**>":
                    if quote_start is not None:
                        entities.append(_spanning("blockquote", quote_start, out.length))
                    quote_start = out.length
                position += len(mark)
                line_start = False
                continue
            if quote_start is not None:
                entities.append(_spanning("blockquote", quote_start, out.length - 1))
                quote_start = None
        line_start = False
        if character == "\\" and position + 1 < len(text) and 0 < ord(text[position + 1]) < 127:
            out.add(text[position + 1])
            position += 2
        elif character == "\n":
            out.add(character)
            position, line_start = position + 1, True
        elif character == "`":
            position = _markdown_code(text, position, out, entities)
        elif character in "*_~|[]!" or character in _RESERVED:
            if character == "|" and quote_start is not None and not stack and re.match(r"\|\|(\n|$)", text[position:]):
                entities.append(_spanning("expandable_blockquote", quote_start, out.length))
                quote_start = None
                position += 2
                continue
            mark = next((m for m in ("__", "||", "*", "_", "~", "[", "]") if text.startswith(m, position)), "")
            if not mark or (mark == "]" and not (stack and stack[-1][0] == "[")):
                raise _refused(f"Character '{character}' is reserved and must be escaped with the preceding '\\'")
            position += len(mark)
            closes = "[" if mark == "]" else mark
            if stack and stack[-1][0] == closes and mark != "[":
                _, start, _ = stack.pop()
                if mark == "]":
                    position = _markdown_link(text, position, start, out, entities)
                else:
                    entities.append(_spanning(_MARKS[mark], start, out.length))
            else:  # as with Telegram, a mark that does not close the innermost entity opens another
                stack.append((mark, out.length, at))
        else:
            out.add(character)
            position += 1
    if stack:
        mark, _, at = stack[-1]
        raise _refused(f"Can't find end of {_NAMES[_MARKS[mark]]} entity at byte offset {at}")
    if quote_start is not None:
        entities.append(_spanning("blockquote", quote_start, out.length))
    return out.text(), entities


def _spanning(kind: str, start: int, end: int) -> Entity:
    return {"type": kind, "offset": start, "length": end - start}


def _markdown_code(text: str, position: int, out: _Output, entities: list[Entity]) -> int:
    fence = "```" if text.startswith("```", position) else "`"
    kind = "pre" if fence == "```" else "code"
    at, start = _bytes_before(text, position), out.length
    position += len(fence)
    language = re.match(r"([^\s`]+)(?=\s)", text[position:]) if kind == "pre" else None
    if language:
        position += language.end()
    if kind == "pre" and text.startswith("\n", position):
        position += 1
    while not text.startswith(fence, position):
        if position >= len(text):
            name = "PreCode" if language else _NAMES[kind]
            raise _refused(f"Can't find end of {name} entity at byte offset {at}")
        if text[position] == "\\" and text[position + 1 : position + 2] in {"`", "\\"}:
            position += 1
        out.add(text[position])
        position += 1
    entity = _spanning(kind, start, out.length)
    entities.append({**entity, "language": language.group(1)} if language else entity)
    return position + len(fence)


def _markdown_link(text: str, position: int, start: int, out: _Output, entities: list[Entity]) -> int:
    if not text.startswith("(", position):
        return position
    url, at = [], _bytes_before(text, position)
    position += 1
    while position < len(text) and text[position] != ")":
        if text[position] == "\\" and position + 1 < len(text):
            position += 1
        url.append(text[position])
        position += 1
    if position >= len(text):
        raise _refused(f"Can't find end of a URL at byte offset {at}")
    address = "".join(url)
    person = re.fullmatch(r"tg://user\?id=(\d+)", address)
    entity = _spanning("text_link", start, out.length)
    if person:
        entities.append({**entity, "type": "text_mention", "user": {"id": int(person.group(1))}})
    elif "." in address or "://" in address:
        entities.append({**entity, "url": address})
    return position + 1


def _old_markdown(text: str) -> tuple[str, list[Entity]]:
    out = _Output()
    entities: list[Entity] = []
    position = 0
    while position < len(text):
        character = text[position]
        if character == "\\" and text[position + 1 : position + 2] in {"_", "*", "`", "["}:
            out.add(text[position + 1])
            position += 2
        elif character == "`":
            position = _markdown_code(text, position, out, entities)
        elif character in "*_[":
            closing = "]" if character == "[" else character
            end = text.find(closing, position + 1)
            if end < 0:
                at = _bytes_before(text, position)
                raise _refused(f"Can't find end of the entity starting at byte offset {at}")
            start = out.length
            out.add(text[position + 1 : end])
            if character == "[":
                position = _markdown_link(text, end + 1, start, out, entities)
            else:
                entities.append(_spanning(_MARKS[character], start, out.length))
                position = end + 1
        else:
            out.add(character)
            position += 1
    return out.text(), entities
