"""Delivery: everything the bot sends, edits or deletes goes through here, and all that can go wrong with it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import Any, TypeVar

import structlog
from telegram import (
    Bot,
    CallbackQuery,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResult,
    InlineQueryResultsButton,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ChatAction
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.state import Place
from bot.telegram.addressing import thread_id
from bot.telegram.requests import NotTakenError
from bot.telegram.richtext import Piece
from bot.telegram.rules import Rules

FEEDBACK = "f:"  # how the data of buttons begin that ask for it
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# Waits before trying again when Telegram certainly did not carry a request out, or when doing it twice does no harm.
RETRY_SECONDS = (1.0, 4.0, 10.0, 20.0, 30.0)

# What the library raises over an answer whose parts are of other kinds than it expects.
_UNREADABLE = (AttributeError, KeyError, TypeError, ValueError)

log = structlog.get_logger()
T = TypeVar("T")


@dataclass(frozen=True)
class Target:
    """Where a message goes: a chat, its topic if any, and the message it replies to if any."""

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None
    to_a_person: bool = False  # the message replied to; in some groups such replies are not wanted
    language: str | None = None  # what the Telegram of that person is set to

    @classmethod
    def answering(cls, message: Message) -> Target:
        """The place for a reply to `message`."""
        language = message.from_user.language_code if message.from_user is not None else None
        return cls(message.chat.id, thread_id(message), message.message_id, to_a_person=True, language=language)


class Edited(Enum):
    """How an edit went."""

    DONE = auto()
    GONE = auto()  # the message is no longer there to be edited
    FAILED = auto()  # cannot be delivered now, by an edit or otherwise


class Delivery:
    """Sends for one bot. `moved` is awaited with the old and new id when a group turns out to be a supergroup now."""

    def __init__(self, bot: Bot, moved: Callable[[int, int], Awaitable[None]], rules: Rules) -> None:
        self._bot = bot
        self._moved = moved
        self.placed: Callable[[int, bool], Awaitable[None]] | None = None  # told when the bot may not write to a chat
        # Gives the words for whoever may not have got his answer, as Telegram did not confirm that it came.
        self.unconfirmed: Callable[[Target], Awaitable[Piece]] | None = None
        self._rules = rules

    async def send(
        self, target: Target, pieces: Sequence[Piece], keyboard: InlineKeyboardMarkup | None = None
    ) -> list[int]:
        """Send the pieces in order, the first as a reply, the keyboard under the last; returns the messages' ids.

        Stops at the first that cannot be delivered: what follows a hole would mislead.
        """
        sent: list[int] = []
        keyboard = await self._fitting(target.chat_id, keyboard)
        first_reply = await self._first_reply(target)
        for at, piece in enumerate(pieces):
            reply_to = first_reply if at == 0 else sent[-1]
            last_keyboard = keyboard if at == len(pieces) - 1 else None
            message = await self._send_one(target, piece, reply_to, last_keyboard)
            if message is None:
                break
            sent.append(message.message_id)
        return sent

    async def send_file(
        self, target: Target, content: bytes, name: str, caption: str, *, picture: bool = False
    ) -> int | None:
        """Send a file, or a PNG as a picture, with at most 1024 UTF-16 units under it; returns the message's id."""
        reply_to = await self._first_reply(target)
        reply = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to is not None else None

        async def call(chat: int) -> Message:
            given: dict[str, Any] = {
                "caption": caption, "message_thread_id": target.thread_id, "reply_parameters": reply,
            }  # fmt: skip
            if picture:
                return await self._bot.send_photo(chat, content, filename=name, **given)
            return await self._bot.send_document(chat, content, filename=name, **given)

        sent = await self._attempt("send", target.chat_id, call, unsure=self._unsure_of(target))
        return sent.message_id if sent is not None else None

    async def edit(
        self, chat_id: int, message_id: int, piece: Piece, keyboard: InlineKeyboardMarkup | None = None
    ) -> Edited:
        """Make the message read `piece`; a message that reads so already is done."""
        fitting = await self._fitting(chat_id, keyboard)

        async def call(chat: int) -> Edited:
            try:
                await self._bot.edit_message_text(
                    piece.text,
                    chat_id=chat,
                    message_id=message_id,
                    entities=piece.entities,
                    reply_markup=fitting,
                    link_preview_options=NO_PREVIEW,
                )
            except BadRequest as error:
                reason = str(error).casefold()
                if "not modified" in reason:
                    return Edited.DONE
                if "message to edit not found" in reason or "can't be edited" in reason or "id_invalid" in reason:
                    return Edited.GONE
                raise
            return Edited.DONE

        return await self._attempt("edit", chat_id, call, again=True) or Edited.FAILED

    async def edit_keyboard(self, chat_id: int, message_id: int, keyboard: InlineKeyboardMarkup | None) -> None:
        """Change what buttons stand under a message; one that has them so already, or is gone, is fine."""
        fitting = await self._fitting(chat_id, keyboard)

        async def call(chat: int) -> bool:
            try:
                await self._bot.edit_message_reply_markup(chat, message_id, reply_markup=fitting)
            except BadRequest as error:
                if not any(word in str(error).casefold() for word in ("not modified", "not found", "can't be edited")):
                    raise
            return True

        await self._attempt("edit", chat_id, call, again=True)

    async def replace(
        self,
        target: Target,
        message_ids: Sequence[int],
        pieces: Sequence[Piece],
        keyboard: InlineKeyboardMarkup | None = None,
    ) -> list[int]:
        """Make the messages of an earlier answer read `pieces`, adding and deleting where the number differs."""
        kept = list(message_ids[: len(pieces)])
        for at, message_id in enumerate(kept):
            last_keyboard = keyboard if at == len(pieces) - 1 else None
            went = await self.edit(target.chat_id, message_id, pieces[at], last_keyboard)
            if went is Edited.FAILED:
                return list(message_ids)
            if went is Edited.GONE:
                for old in message_ids[at + 1 :]:
                    await self.delete(target.chat_id, old)
                kept = kept[:at]
                break
        for old in message_ids[len(pieces) :]:
            await self.delete(target.chat_id, old)
        if len(kept) < len(pieces):
            rest = Target(target.chat_id, target.thread_id, kept[-1]) if kept else target
            kept += await self.send(rest, pieces[len(kept) :], keyboard)
        return kept

    async def _fitting(self, chat_id: int, keyboard: InlineKeyboardMarkup | None) -> InlineKeyboardMarkup | None:
        """The buttons, in a group that wants quiet without those that ask for feedback."""
        if keyboard is None or chat_id > 0 or not (await self._rules.of(chat_id)).quiet:
            return keyboard
        rows = [
            [button for button in row if not str(button.callback_data or "").startswith(FEEDBACK)]
            for row in keyboard.inline_keyboard
        ]
        return InlineKeyboardMarkup([row for row in rows if row]) if any(rows) else None

    async def delete(self, chat_id: int, message_id: int) -> None:
        """Delete one of the bot's messages; one already gone is fine."""

        async def call(chat: int) -> bool:
            try:
                return await self._bot.delete_message(chat, message_id)
            except BadRequest as error:
                if "not found" in str(error).casefold() or "can't be deleted" in str(error).casefold():
                    return True
                raise

        await self._attempt("delete", chat_id, call, again=True)

    async def typing(self, target: Target) -> None:
        """Show that an answer is being written, unless the group wants quiet."""
        if target.chat_id < 0 and (await self._rules.of(target.chat_id)).quiet:
            return
        await self._attempt(
            "typing",
            target.chat_id,
            lambda chat: self._bot.send_chat_action(chat, ChatAction.TYPING, message_thread_id=target.thread_id),
            waits=(),
        )

    async def answer(
        self, query: CallbackQuery, notice: str | None = None, *, alert: bool = False, url: str | None = None
    ) -> None:
        """Answer a button press, once; one that came too late is nothing. `url`, a link to the bot, is opened."""
        try:
            await query.answer(notice, show_alert=alert, url=url)
        except BadRequest as error:
            log.info("telegram.callback_too_late", reason=_short(error))
        except TelegramError as error:
            log.warning("telegram.not_delivered", action="callback", error=type(error).__name__, reason=_short(error))

    async def _first_reply(self, target: Target) -> int | None:
        """The message to reply to, None where the group wants answers beside its conversation."""
        if target.to_a_person and target.chat_id < 0 and (await self._rules.of(target.chat_id)).place is Place.TOPIC:
            return None
        return target.reply_to

    async def answer_inline(
        self,
        query: InlineQuery,
        results: Sequence[InlineQueryResult],
        button: InlineQueryResultsButton,
        cache_seconds: int,
    ) -> None:
        """Answer an inline question for the one person who asked it; one that came too late is nothing."""
        try:
            await query.answer(results, cache_time=cache_seconds, is_personal=True, button=button)
        except BadRequest as error:
            log.info("telegram.inline_too_late", reason=_short(error))
        except TelegramError as error:
            log.warning("telegram.not_delivered", action="inline", error=type(error).__name__, reason=_short(error))

    async def _send_one(
        self, target: Target, piece: Piece, reply_to: int | None, keyboard: InlineKeyboardMarkup | None
    ) -> Message | None:
        reply = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to is not None else None

        async def call(chat: int, **styled: Any) -> Message:
            message = await self._bot.send_message(
                chat,
                piece.text,
                message_thread_id=target.thread_id,
                reply_parameters=reply,
                link_preview_options=NO_PREVIEW,
                **styled,
            )
            if not isinstance(message, Message):  # the library hands on `true` as it came
                raise TypeError("no message")
            return message

        async def styled(chat: int) -> Message:
            try:
                return await call(chat, entities=piece.entities, reply_markup=keyboard)
            except BadRequest as error:
                # The answer matters more than its styles: what Telegram refuses goes plain. Not only where it names an
                # entity or a button: it does not always say what it minds, and a chat that is gone refuses both.
                log.error("telegram.styles_refused", reason=_short(error))
                return await call(chat)

        return await self._attempt("send", target.chat_id, styled, unsure=self._unsure_of(target))

    def _unsure_of(self, target: Target) -> Callable[[], Awaitable[None]] | None:
        """What to do when nobody knows whether a reply came: nothing where nobody waits for one."""
        return partial(self._say_unconfirmed, target) if target.to_a_person else None

    async def _say_unconfirmed(self, target: Target) -> None:
        """Tell somebody who may have been answered, or not, so: what is said twice here does no harm."""
        if self.unconfirmed is None:
            return
        piece = await self.unconfirmed(target)
        reply_to = await self._first_reply(target)
        reply = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to is not None else None

        async def call(chat: int) -> Message:
            return await self._bot.send_message(
                chat, piece.text, message_thread_id=target.thread_id, reply_parameters=reply
            )

        await self._attempt("send", target.chat_id, call, again=True)

    async def _attempt(
        self,
        action: str,
        chat_id: int,
        call: Callable[[int], Awaitable[T]],
        *,
        waits: Sequence[float] = RETRY_SECONDS,
        again: bool = False,
        unsure: Callable[[], Awaitable[None]] | None = None,
    ) -> T | None:
        """The result of `call`, or None after noting why Telegram does not take it.

        What Telegram certainly did not carry out is tried again after `waits`; so is, with `again`, what it may have.
        Without, `unsure` is awaited then.
        """
        left = list(waits)
        while True:
            try:
                return await call(chat_id)
            except ChatMigrated as error:
                await self._moved(chat_id, error.new_chat_id)
                if chat_id == error.new_chat_id:
                    return None
                chat_id = error.new_chat_id
                continue
            except RetryAfter as error:  # the rate limiter has waited and tried before
                log.warning("telegram.flood", action=action, chat=chat_id, reason=_short(error))
                return None
            except Forbidden as error:  # blocked, removed from the group, or not allowed to write in it
                log.info("telegram.forbidden", action=action, chat=chat_id, reason=_short(error))
                if self.placed is not None and action == "send":
                    await self.placed(chat_id, False)
                return None
            except (BadRequest, InvalidToken) as error:
                log.warning("telegram.refused", action=action, chat=chat_id, reason=_short(error))
                return None
            except TelegramError as error:
                repeatable, reason = again or isinstance(error, NotTakenError), _short(error)
            except _UNREADABLE as error:  # an answer of another shape than the library takes for granted
                repeatable, reason = again, f"unreadable answer ({type(error).__name__})"
            if repeatable and left:
                await asyncio.sleep(left.pop(0))
                continue
            log.warning("telegram.not_delivered", action=action, chat=chat_id, certain=repeatable, reason=reason)
            if not repeatable and unsure is not None:  # it may have arrived: sending it again could show it twice
                await unsure()
            return None


def _short(error: TelegramError) -> str:
    """Telegram's reason; it quotes no message."""
    return str(error)[:200]
