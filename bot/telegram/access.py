"""Access: which chats the bot answers in, and who its admins are."""

from __future__ import annotations

import time

from telegram import Message
from telegram.constants import ChatType

from bot.settings import Settings
from bot.state import State
from bot.telegram.addressing import SHARED_IDS

TOLD_AGAIN_SECONDS = 3600  # a stranger is told once an hour that he is one
TOLD_CHATS = 10_000


class Access:
    """Decides by numeric ids alone; names and group titles are whatever people make them."""

    def __init__(self, settings: Settings, state: State) -> None:
        self._admins = frozenset(settings.admins)
        self._allowed = frozenset(settings.allowed_chats)
        self._state = state
        self._moves = state.moves()
        self._told: dict[int, float] = {}

    @property
    def admins(self) -> frozenset[int]:
        """The numeric ids of the admins."""
        return self._admins

    def is_allowed(self, chat_id: int) -> bool:
        """Whether the bot answers in this chat; an admin's private chat has the admin's id and is always allowed."""
        if not self._allowed or chat_id in self._allowed or chat_id in self._admins:
            return True
        return any(new == chat_id and old in self._allowed for old, new in self._moves.items())

    def is_admin(self, message: Message) -> bool:
        """Whether an admin wrote this under his own name: accounts that many people share are nobody's."""
        sender = message.from_user
        return (
            message.sender_chat is None
            and sender is not None
            and not sender.is_bot
            and sender.id in self._admins
            and sender.id not in SHARED_IDS
        )

    def should_tell(self, message: Message) -> bool:
        """Whether to tell the writer that the bot does not answer here: in private, and not over and over."""
        if message.chat.type != ChatType.PRIVATE:
            return False
        now = time.monotonic()
        if len(self._told) > TOLD_CHATS:
            self._told = {chat: at for chat, at in self._told.items() if now - at < TOLD_AGAIN_SECONDS}
        last = self._told.get(message.chat.id)
        if last is not None and now - last < TOLD_AGAIN_SECONDS:
            return False
        self._told[message.chat.id] = now
        return True

    def current(self, chat_id: int) -> int:
        """The id the chat has now: that of the supergroup a group has become."""
        seen: set[int] = set()
        while chat_id in self._moves and chat_id not in seen:
            seen.add(chat_id)
            chat_id = self._moves[chat_id]
        return chat_id

    def moved(self, old_chat_id: int, new_chat_id: int) -> None:
        """A group became a supergroup: what is allowed and kept moves with it. Blocks (run in a thread)."""
        self._state.move_chat(old_chat_id, new_chat_id)
        self._moves = self._state.moves()
