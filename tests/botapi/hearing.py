"""Which messages of a group reach the bot: privacy mode, and that bots do not hear bots."""

from __future__ import annotations

from .cloud import Cloud
from .state import Chat, Message


def meant_for_bot(cloud: Cloud, message: Message) -> bool:
    """Return whether a message is addressed to the bot: command, mention, or a reply to something that is."""
    bot = cloud.bot.user
    username = (bot.username or "").casefold()
    for entity in message.marks:
        covered = message.covered(entity).casefold()
        if entity["type"] == "mention" and covered == f"@{username}":
            return True
        if entity["type"] == "text_mention" and entity["user"].get("id") == bot.id:
            return True
        if entity["type"] == "bot_command":
            _, at, name = covered.partition("@")
            if name == username if at else _bare_command_reaches(cloud, message.chat):
                return True
    target = message.reply_to
    return target is not None and (target.sender is bot or target.via_bot is bot or target.meant_for_bot)


def _bare_command_reaches(cloud: Cloud, chat: Chat) -> bool:
    """A command without a name goes to the only bot of a group, or to the bot that spoke last."""
    bots = [m for m in chat.members.values() if m.user.is_bot and m.present]
    return len(bots) == 1 or chat.last_bot_id == cloud.bot.user.id


def hears(cloud: Cloud, message: Message) -> bool:
    """Return whether Telegram tells the bot about a message of somebody else."""
    chat = message.chat
    place = cloud.bot_place(chat)
    if chat.person is not None:
        return chat.members[chat.person.id].present
    if place is None or not place.present:
        return False
    if chat.type == "channel":
        return place.is_admin
    sender = message.sender
    if sender is not None and sender.is_bot and sender.sender_chat is None and not message.service:
        return cloud.bots_hear_bots
    return bool(message.service) or not cloud.bot.privacy or place.is_admin or message.meant_for_bot


def deliver(cloud: Cloud, message: Message, *, edited: bool = False) -> bool:
    """Tell the bot about a message if it may hear it; True when an update was queued."""
    message.meant_for_bot = message.meant_for_bot or meant_for_bot(cloud, message)
    if not hears(cloud, message):
        return False
    kind = "channel_post" if message.chat.type == "channel" else "message"
    queued = cloud.tell(f"edited_{kind}" if edited else kind, message.to_json())
    message.delivered = message.delivered or queued
    return queued
