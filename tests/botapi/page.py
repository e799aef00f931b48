"""Chats as a web page with bubbles, as Telegram's apps would show them, for reading a day through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from .entities import Entity
from .state import Chat, Message, Version

STYLE = """
body { margin: 0; background: #dfe5ea; font: 15px/1.4 system-ui, "DejaVu Sans", sans-serif; color: #111 }
main { max-width: 480px; margin: 0 auto; padding: 8px }
h2 { margin: 28px 0 6px; font-size: 16px } h2 small { font-weight: normal; color: #555 }
.m { position: relative; width: fit-content; max-width: 88%; margin: 5px 0; padding: 6px 10px; border-radius: 12px;
  background: #fff; white-space: pre-wrap; overflow-wrap: anywhere }
.m.person { margin-left: auto; background: #e3f8d4 } .m.deleted { opacity: .45; text-decoration: line-through }
.m.service { margin: 5px auto; background: #b9c6d0; font-size: 12px }
.who { font-size: 12px; font-weight: 600; color: #36c }
.re { border-left: 3px solid #6ab; padding-left: 6px; margin-bottom: 3px; font-size: 12px; color: #555 }
.at { font-size: 11px; color: #888; text-align: right } blockquote { margin: 3px 0; padding: 2px 8px;
  border-left: 3px solid #5aa0d8; background: #eaf3fb; border-radius: 4px }
.k { display: flex; gap: 3px; margin-top: 4px }
.k span { flex: 1; text-align: center; background: #d9e6f2; border-radius: 6px; padding: 4px 3px; font-size: 13px }
details { font-size: 12px; color: #666 }
table { border-collapse: collapse; font-size: 13px } td { padding: 1px 10px 1px 0 }
pre { font-size: 11px; white-space: pre-wrap }
"""
_TAGS = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code", "pre": "code",
    "blockquote": "blockquote", "expandable_blockquote": "blockquote", "spoiler": "mark",
}  # fmt: skip


def page(title: str, facts: Iterable[tuple[str, object]], chats: Sequence[tuple[Chat, str]], end: str = "") -> str:
    """Return an HTML page: `facts` as a table, each chat with a line on what happens in it, `end` as it is."""
    rows = "".join(f"<tr><td>{escape(name)}</td><td>{escape(str(fact))}</td></tr>" for name, fact in facts)
    told = "".join(_chat(chat, about) for chat, about in chats)
    return (
        f"<!doctype html><meta charset=utf-8><meta name=viewport content='width=device-width'><title>{escape(title)}"
        f"</title><style>{STYLE}</style><main><h1>{escape(title)}</h1><table>{rows}</table>{told}"
        f"<pre>{escape(end)}</pre></main>"
    )


def _chat(chat: Chat, about: str) -> str:
    name = chat.title or (chat.person.first_name if chat.person is not None else str(chat.id))
    messages = sorted(chat.messages.values(), key=lambda message: message.sequence)
    return f"<h2>{escape(name)} <small>{chat.type}: {escape(about)}</small></h2>" + "".join(map(_message, messages))


def _message(message: Message) -> str:
    if message.service:
        return f"<div class='m service'>{escape(', '.join(message.service))}</div>"
    by_bot = message.sender is not None and message.sender.is_bot and message.sender_chat is None
    who = message.sender_chat or message.sender
    name = getattr(who, "title", None) or getattr(who, "first_name", None) or "?"
    kind = ("bot" if by_bot else "person") + (" deleted" if message.deleted else "")
    topic = f" · topic {message.thread_id}" if message.is_topic_message else ""
    parts = [f"<div class=who>{escape(name)}{topic}</div>"]
    if message.reply_to is not None and not message.reply_to.service:
        quoted = (message.quote or {}).get("text") or message.reply_to.words or f"<{', '.join(message.reply_to.media)}>"
        parts.append(f"<div class=re>{escape(quoted[:80])}</div>")
    if "forward_origin" in message.extra:
        parts.append("<div class=re>forwarded</div>")
    if message.media:
        parts.append(f"<div class=re>[{escape(', '.join(message.media))}]</div>")
    parts.append(styled(message.words, message.marks))
    for row in message.keyboard:
        shown = "".join(f"<span>{escape(str(button['text']))}</span>" for button in row)
        parts.append(f"<div class=k>{shown}</div>")
    reactions = "".join(r["emoji"] for given in message.reactions.values() for r in given if "emoji" in r)
    parts.append(f"<div class=at>{reactions} {message.message_id}</div>")
    if len(message.versions) > 1:
        parts.append(f"<details><summary>edited {len(message.versions) - 1}×</summary>")
        parts += [f"<p>{_version(version)}</p>" for version in message.versions[:-1]]
        parts.append("</details>")
    return f"<div class='m {kind}' dir=auto>{''.join(parts)}</div>"


def _version(version: Version) -> str:
    buttons = " ".join(f"[{text}]" for row in version.keyboard for text in row)
    return f"{styled(version.text, version.entities)} {escape(buttons)}"


def styled(text: str, marks: Iterable[Entity]) -> str:
    """Return text as HTML with its entities, whose offsets count UTF-16 units; the outermost opens first."""
    units = text.encode("utf-16-le")
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for mark in sorted(marks, key=lambda mark: (mark["offset"], -mark["length"])):
        if mark["type"] == "text_link":
            start, end = f"<a href='{escape(mark['url'])}'>", "</a>"
        elif mark["type"] in _TAGS:
            start, end = f"<{_TAGS[mark['type']]}>", f"</{_TAGS[mark['type']]}>"
        else:
            continue
        opening.setdefault(mark["offset"], []).append(start)
        closing.setdefault(mark["offset"] + mark["length"], []).insert(0, end)
    shown = []
    borders = sorted({0, len(units) // 2, *opening, *closing})
    for at, border in enumerate(borders):
        shown += closing.get(border, []) + opening.get(border, [])
        until = borders[at + 1] if at + 1 < len(borders) else border
        shown.append(escape(units[border * 2 : until * 2].decode("utf-16-le", "replace")))
    return "".join(shown)
