"""A chat as a person would read it on paper."""

from __future__ import annotations

from .state import Chat, Message


def chat_as_text(chat: Chat) -> str:
    """Return all messages of a chat that still stand."""
    return "\n".join(message_as_text(message) for message in chat.history())


def message_as_text(message: Message) -> str:
    """Return one message: who, to what, the words, and the buttons in brackets."""
    who = message.sender_chat or message.sender
    name = getattr(who, "title", None) or getattr(who, "first_name", None) or "?"
    edited = f" (edited {len(message.versions) - 1}×)" if len(message.versions) > 1 else ""
    reply = f" ↩ {message.reply_to.message_id}" if message.reply_to is not None else ""
    lines = [f"[{message.message_id}] {name}{reply}{edited}:"]
    if message.media:
        lines.append(f"    <{', '.join(message.media)}>")
    if message.service:
        lines.append(f"    <{', '.join(message.service)}>")
    lines += [f"    {line}" for line in message.words.splitlines()]
    lines += [f"    → {text}: {url}" for text, url in message.links.items()]
    lines += ["    " + " ".join(f"[{button['text']}]" for button in row) for row in message.keyboard]
    return "\n".join(lines)
