"""Rules: how the bot behaves in a chat, as the group's own admins set it."""

from __future__ import annotations

import time
from collections.abc import Iterable

import structlog
from telegram import Bot, ChatMember, Message
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

from bot.state import ChatSettings, State
from bot.telegram.memory import remembered

# Who is promoted or demoted in a group waits no longer than this; without it every press of a button asks Telegram.
ADMINS_KEPT_SECONDS = 60.0
CHATS_REMEMBERED = 1000

log = structlog.get_logger()


class Rules:
    """Reads the settings of chats, and knows who may change them."""

    def __init__(self, bot: Bot, state: State) -> None:
        self._bot = bot
        self._state = state
        self._admins: dict[int, tuple[float, frozenset[int]]] = {}

    async def of(self, chat_id: int) -> ChatSettings:
        """The settings of a chat; what holds without any where they cannot be read."""
        return await remembered(self._state.chat_settings.of, chat_id) or ChatSettings()

    async def wrote_as_admin(self, message: Message) -> bool:
        """Whether an admin of the group wrote this, under his own name or as the group."""
        if message.sender_chat is not None:
            return message.sender_chat.id == message.chat.id
        return message.from_user is not None and await self.is_group_admin(message.chat.id, message.from_user.id)

    async def is_group_admin(self, chat_id: int, person_id: int) -> bool:
        """Whether this person is an admin of the group; no where Telegram does not tell."""
        now = time.monotonic()
        until, admins = self._admins.get(chat_id, (0.0, frozenset[int]()))
        if now >= until:
            try:
                admins = _people(await self._bot.get_chat_administrators(chat_id))
            except TelegramError as error:
                log.warning("telegram.admins_unknown", chat=chat_id, error=type(error).__name__)
                return False
            if len(self._admins) >= CHATS_REMEMBERED:
                self._admins.clear()
            self._admins[chat_id] = now + ADMINS_KEPT_SECONDS, admins
        return person_id in admins

    async def is_member(self, chat_id: int, person_id: int) -> bool:
        """Whether this person is in the group now; no where Telegram does not tell."""
        try:
            place = await self._bot.get_chat_member(chat_id, person_id)
        except TelegramError as error:
            log.info("telegram.member_unknown", chat=chat_id, error=type(error).__name__)
            return False
        if place.status == ChatMemberStatus.RESTRICTED:
            return bool(getattr(place, "is_member", False))
        return place.status not in (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


def _people(members: Iterable[ChatMember]) -> frozenset[int]:
    return frozenset(member.user.id for member in members if not member.user.is_bot)
