"""Is this for me? One function decides, from a message alone, whether the bot was asked something and what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType, MessageEntityType

# Accounts that stand for somebody else: people who write as their group, people who write as their channel.
ANONYMOUS_ADMIN_ID = 1_087_968_824
CHANNEL_WRITER_ID = 136_817_688
SHARED_IDS = frozenset({ANONYMOUS_ADMIN_ID, CHANNEL_WRITER_ID, 777_000})

_QUOTES = (MessageEntityType.BLOCKQUOTE, MessageEntityType.EXPANDABLE_BLOCKQUOTE)
_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
_GAP = "\x00"  # stands where the bot's name was taken out of the text
_GAP_AT_START = re.compile(rf"^(?:\s|{_GAP})*{_GAP}(?:\s|{_GAP})*[,:;–—-]*\s*")
_GAP_AT_END = re.compile(rf"[\s,]*{_GAP}(?:\s|{_GAP})*(?P<stop>[?!.]*)\s*$")
_GAP_BEFORE_STOP = re.compile(rf"\s*{_GAP}\s*(?=[,;:?!.])")
_GAP_INSIDE = re.compile(rf"\s*{_GAP}\s*")


class Kind(StrEnum):
    """What a message wants of the bot."""

    QUESTION = "question"
    COMMAND = "command"  # one of ours is handled as a command; this kind is left for those we do not know
    FORWARD = "forward"  # forwarded to the bot in private without a word
    UNREADABLE = "unreadable"  # a picture, voice or file without words, sent in private


@dataclass(frozen=True)
class Addressed:
    """A message for the bot: the question with the bot's name taken out (may be empty), and what it is about.

    `about` is the text of somebody's message the question replies to; `about_answer` is the id of the bot's own
    message it replies to; `about_picture` says that it replies to a picture, voice or file without words.
    """

    kind: Kind
    question: str = ""
    about: str | None = None
    about_answer: int | None = None
    about_picture: bool = False


def addressed(message: Message, bot_id: int, username: str, *, edited: bool = False) -> Addressed | None:
    """What `message` asks of the bot with this id and @username, or None when it is not for it."""
    if not by_a_person(message):
        return None
    private = message.chat.type == ChatType.PRIVATE
    if not private and message.chat.type not in _GROUPS:
        return None
    text = message.text or message.caption or ""
    entities = message.entities if message.text else message.caption_entities
    forwarded = message.forward_origin is not None
    command = _command_target(text, entities)
    if command is not None:
        mine = _is_name(command, username) or (private and not command)
        return Addressed(Kind.COMMAND) if mine and not edited and not forwarded else None
    replied_to = _answer_replied_to(message, bot_id)
    about = text_replied_to(message, bot_id)
    about_picture = about is None and replied_to is None and _has_content(message.reply_to_message)
    if private:
        if forwarded:
            return None if edited else Addressed(Kind.FORWARD)
        if not text:
            return Addressed(Kind.UNREADABLE) if not edited and _has_content(message) else None
        return Addressed(Kind.QUESTION, _without_me(text, entities, bot_id, username), about, replied_to, about_picture)
    if forwarded or not text:
        return None
    if replied_to is None and not _is_named(text, entities, bot_id, username):
        return None
    return Addressed(Kind.QUESTION, _without_me(text, entities, bot_id, username), about, replied_to, about_picture)


def bare_command(message: Message) -> bool:
    """Whether it is a command that does not say for which bot: in a group Telegram decides who gets it."""
    text = message.text or message.caption or ""
    return _command_target(text, message.entities if message.text else message.caption_entities) == ""


def asker_id(message: Message) -> int:
    """Who asks: the person, or the group or channel he writes as."""
    if message.sender_chat is not None:
        return message.sender_chat.id
    return message.from_user.id if message.from_user is not None else message.chat.id


def thread_id(message: Message) -> int | None:
    """The forum topic the message is in; replies outside forums also carry a thread number, which is no topic."""
    return message.message_thread_id if message.is_topic_message else None


def by_a_person(message: Message) -> bool:
    """Not by another bot, not through one, not a channel's post copied into its discussion group, not business."""
    if message.via_bot is not None or message.business_connection_id is not None or message.guest_query_id is not None:
        return False
    if message.is_automatic_forward:
        return False
    if message.sender_chat is not None:
        return True
    return message.from_user is not None and not message.from_user.is_bot


def _command_target(text: str, entities: tuple[MessageEntity, ...]) -> str | None:
    """None when the message is no command; else the bot it is for, "" when it does not say."""
    for entity in entities:
        if entity.type == MessageEntityType.BOT_COMMAND and entity.offset == 0:
            return _covered(text, entity).partition("@")[2]
    return None


def _answer_replied_to(message: Message, bot_id: int) -> int | None:
    """The message of the bot's, or sent inline through it, that this replies to."""
    replied = message.reply_to_message
    if replied is None or bot_id not in (_id(replied.from_user), _id(replied.via_bot)):
        return None
    # Every message of a topic looks like a reply to the service message that opened it, even if the bot opened it.
    return replied.message_id if replied.text or replied.caption or replied.photo or replied.document else None


def _id(user: User | None) -> int | None:
    return user.id if user is not None else None


def text_replied_to(message: Message, bot_id: int) -> str | None:
    """The part somebody marked when replying, else the whole text of the message replied to."""
    if message.quote is not None and message.quote.text.strip():
        return message.quote.text.strip()
    replied = message.reply_to_message
    if replied is not None and replied.from_user is not None and replied.from_user.id == bot_id:
        return None  # what the bot said is known by `about_answer`
    text = (replied.text or replied.caption or "").strip() if replied is not None else ""
    return text or None


def _is_named(text: str, entities: tuple[MessageEntity, ...], bot_id: int, username: str) -> bool:
    """Whether the writer names the bot: not somebody whom he quotes."""
    quotes = [entity for entity in entities if entity.type in _QUOTES]
    return any(
        _names_me(entity, text, bot_id, username)
        and not any(quote.offset <= entity.offset < quote.offset + quote.length for quote in quotes)
        for entity in entities
    )


def _names_me(entity: MessageEntity, text: str, bot_id: int, username: str) -> bool:
    if entity.type == MessageEntityType.TEXT_MENTION:
        return entity.user is not None and entity.user.id == bot_id
    if entity.type == MessageEntityType.MENTION:
        return _is_name(_covered(text, entity), f"@{username}")
    return False


def _is_name(written: str, name: str) -> bool:
    """Whether this is the name, in whatever letters: of ASCII alone, as "ſ" is another letter than "s"."""
    return written.isascii() and written.lower() == name.lower()


def _covered(text: str, entity: MessageEntity) -> str:
    """The text an entity covers: offsets count UTF-16 units."""
    units = text.encode("utf-16-le")
    return units[entity.offset * 2 : (entity.offset + entity.length) * 2].decode("utf-16-le", "ignore")


def _without_me(text: str, entities: tuple[MessageEntity, ...], bot_id: int, username: str) -> str:
    """The question as it would read had the bot's name not been written into it."""
    units = text.replace(_GAP, " ").encode("utf-16-le")
    for entity in sorted(entities, key=lambda entity: entity.offset, reverse=True):
        if _names_me(entity, text, bot_id, username):
            start, end = entity.offset * 2, (entity.offset + entity.length) * 2
            units = units[:start] + _GAP.encode("utf-16-le") + units[end:]
    question = units.decode("utf-16-le", "ignore")
    question = _GAP_AT_START.sub("", question)
    question = _GAP_AT_END.sub(r"\g<stop>", question)
    return _GAP_INSIDE.sub(" ", _GAP_BEFORE_STOP.sub("", question)).strip()


def _has_content(message: Message | None) -> bool:
    return message is not None and any(
        (message.photo, message.document, message.voice, message.audio, message.video, message.video_note,
         message.animation, message.location, message.contact, message.poll)
    )  # fmt: skip
