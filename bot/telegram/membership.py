"""Membership: the bot joins and leaves chats, and groups become supergroups."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from telegram import Update
from telegram.constants import ChatMemberStatus
from telegram.ext import ContextTypes

from bot.telegram.access import Access

log = structlog.get_logger()


class Membership:
    """Handles what happens to the chats themselves. The bot says nothing about it."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self.placed: Callable[[int, bool], Awaitable[None]] | None = None  # told whether the bot may write to a chat

    async def changed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """The bot was added, removed, restricted, blocked or unblocked."""
        change = update.my_chat_member
        assert change is not None
        log.info(
            "telegram.membership",
            chat=change.chat.id,
            chat_type=change.chat.type,
            old=change.old_chat_member.status,
            new=change.new_chat_member.status,
        )
        if self.placed is not None:
            outside = change.new_chat_member.status in (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
            await self.placed(change.chat.id, not outside)

    async def migrated(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Telegram says so twice: in the old group and in the new one."""
        message = update.message
        assert message is not None
        if message.migrate_to_chat_id is not None:
            await self.moved(message.chat.id, message.migrate_to_chat_id)
        elif message.migrate_from_chat_id is not None:
            await self.moved(message.migrate_from_chat_id, message.chat.id)

    async def moved(self, old_chat_id: int, new_chat_id: int) -> None:
        """Carry over what is allowed and remembered."""
        if self._access.current(old_chat_id) == new_chat_id:
            return
        await asyncio.to_thread(self._access.moved, old_chat_id, new_chat_id)
        log.info("telegram.migrated", old=old_chat_id, new=new_chat_id)
