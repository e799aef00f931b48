"""Access: which chats the bot answers in, and who has which role."""

from __future__ import annotations

import asyncio
import time

import structlog
from telegram import Message
from telegram.constants import ChatType

from bot.settings import Settings
from bot.state import Role, State, StateError
from bot.telegram.addressing import SHARED_IDS

TOLD_AGAIN_SECONDS = 3600  # a stranger is told once an hour that he is one
TOLD_CHATS = 10_000
ROLES_READ_EVERY_SECONDS = 10.0  # another replica may have changed them; what changes something reads them anew itself

log = structlog.get_logger()


class Access:
    """Decides by numeric ids alone; names and group titles are whatever people make them."""

    def __init__(self, settings: Settings, state: State) -> None:
        self._owners = frozenset(settings.admins) - SHARED_IDS
        self._allowed = frozenset(settings.allowed_chats)
        self._state = state
        self._moves = state.moves()
        self._granted = state.roles.all()
        self._told: dict[int, float] = {}

    @property
    def owners(self) -> frozenset[int]:
        """The numeric ids of those who are set as admins where the bot runs."""
        return self._owners

    @property
    def roles(self) -> dict[int, Role]:
        """The role of everybody who has one."""
        return self._granted | dict.fromkeys(sorted(self._owners), Role.OWNER)

    @property
    def editors(self) -> frozenset[int]:
        """The numeric ids of those who may change what is held; owners may."""
        return frozenset(person for person, role in self.roles.items() if role.includes(Role.EDITOR))

    def may(self, person_id: int | None, role: Role) -> bool:
        """Whether the person has this role, or one that includes it."""
        if person_id is None or person_id in SHARED_IDS:
            return False
        has = Role.OWNER if person_id in self._owners else self._granted.get(person_id)
        return has is not None and has.includes(role)

    def is_allowed(self, chat_id: int) -> bool:
        """Whether the bot answers in this chat; the private chat of whoever has a role has his id and is allowed."""
        if not self._allowed or chat_id in self._allowed or self.may(chat_id, Role.READER):
            return True
        return any(new == chat_id and old in self._allowed for old, new in self._moves.items())

    def is_editor(self, message: Message) -> bool:
        """Whether somebody who may change what is held wrote this under his own name."""
        return self.may(writer_of(message), Role.EDITOR)

    async def read_roles(self) -> None:
        """Learn of roles that were granted or revoked, perhaps by another replica. Raises StateError."""
        self._granted = await asyncio.to_thread(self._state.roles.all)

    async def follow_roles(self) -> None:
        """Learn of them again and again, for ever."""
        while True:
            await asyncio.sleep(ROLES_READ_EVERY_SECONDS)
            try:
                await self.read_roles()
            except StateError as error:
                log.error("telegram.state_failed", reason=str(error))

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


def writer_of(message: Message) -> int | None:
    """The id of the person who wrote under his own name: accounts that many people share are nobody's."""
    sender = message.from_user
    if message.sender_chat is not None or sender is None or sender.is_bot or sender.id in SHARED_IDS:
        return None
    return sender.id
