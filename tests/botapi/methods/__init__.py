"""One file per group of Bot API methods; importing the package registers them all."""

from . import chats, commands, editing, identity, inline, media, messages, queries, reactions, topics, updates
from .registry import METHODS, Method

__all__ = [
    "METHODS", "Method", "chats", "commands", "editing", "identity", "inline", "media", "messages", "queries",
    "reactions", "topics", "updates",
]  # fmt: skip
