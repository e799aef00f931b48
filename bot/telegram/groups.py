"""Groups: their own admins set how the bot behaves in them: where it answers, whom, how quietly, in which language."""

from __future__ import annotations

import re
import time
from typing import Any

import structlog
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop, ContextTypes

from bot.state import ChatSettings, Place, State, WhoAsks
from bot.telegram import menu
from bot.telegram.access import Access
from bot.telegram.addressing import Kind, addressed
from bot.telegram.delivery import Delivery, Target
from bot.telegram.language_choice import language_keyboard
from bot.telegram.languages import Languages
from bot.telegram.memory import remembered
from bot.telegram.references import apology
from bot.telegram.rendering import plain
from bot.telegram.richtext import Piece
from bot.telegram.rules import Rules
from bot.telegram.speech import OWN_NAMES, Speech

GROUP_DATA = re.compile(r"^g:(?P<setting>place|who_asks|quiet|language|all)(?::(?P<value>\w{1,16}))?$")
ASKING_DATA = re.compile(r"^[qd]:")  # buttons that ask: suggested questions, and the same as of another day
TOLD_AGAIN_SECONDS = 3600.0
TOLD_CHATS = 1000

log = structlog.get_logger()


class Groups:
    """Handles /settings and its buttons, and keeps those away who may not ask."""

    def __init__(self, state: State, access: Access, delivery: Delivery, languages: Languages, rules: Rules) -> None:
        self._state = state
        self._access = access
        self._delivery = delivery
        self._languages = languages
        self._rules = rules
        self._told: dict[int, float] = {}

    async def checked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A message or an edit in a group, before anybody else sees it; where only admins may ask, nobody else's."""
        message = update.message or update.edited_message
        if message is None or message.chat.type == ChatType.PRIVATE or not self._access.is_allowed(message.chat.id):
            return
        mine = addressed(message, context.bot.id, context.bot.username, edited=update.message is None)
        if mine is None:
            return
        settings = await self._rules.of(message.chat.id)
        if settings.quiet and mine.kind is Kind.COMMAND and not _is_known(message):
            raise ApplicationHandlerStop
        if settings.who_asks is WhoAsks.EVERYONE or self._access.is_editor(message):
            return
        if await self._rules.wrote_as_admin(message):
            return
        if not settings.quiet and self._tells(message.chat.id):
            speech = await self._languages.speech(message)
            await self._delivery.send(Target.answering(message), plain(speech.say("groups-admins-ask")))
        raise ApplicationHandlerStop

    async def pressed_to_ask(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A button that asks, before anybody else sees the press."""
        query = update.callback_query
        assert query is not None
        if query.message is None or query.message.chat.type == ChatType.PRIVATE:
            return
        chat_id = self._access.current(query.message.chat.id)
        settings = await self._rules.of(chat_id)
        if settings.who_asks is WhoAsks.EVERYONE or query.from_user.id in self._access.editors:
            return
        if not await self._rules.is_group_admin(chat_id, query.from_user.id):
            speech = await self._languages.speech(query)
            await self._delivery.answer(query, speech.say("groups-admins-ask"), alert=True)
            raise ApplicationHandlerStop

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/settings: show how things are set, with a button for each."""
        message = update.message
        assert message is not None
        speech = await self._languages.speech(message)
        if not self._access.is_allowed(message.chat.id):
            if self._access.should_tell(message):
                await self._delivery.send(Target.answering(message), plain(speech.say("answer-not-here")))
            return
        if message.chat.type == ChatType.PRIVATE:
            await self._delivery.send(Target.answering(message), plain(speech.say("groups-in-private")))
            return
        if not await self._rules.wrote_as_admin(message):
            await self._delivery.send(Target.answering(message), plain(speech.say("groups-admins-set")))
            return
        settings = await self._rules.of(message.chat.id)
        text, keyboard = settings_page(settings, speech)
        await self._delivery.send(Target.answering(message), [text], keyboard)

    async def pressed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Change a setting, if an admin of this group pressed; the message shows how it is now."""
        query = update.callback_query
        assert query is not None
        speech = await self._languages.speech(query)
        match = GROUP_DATA.match(query.data or "")
        message = query.message
        if match is None or message is None:
            await self._delivery.answer(query, speech.say("evidence-unknown"), alert=True)
            return
        chat_id = self._access.current(message.chat.id)
        if not await self._rules.is_group_admin(chat_id, query.from_user.id):
            await self._delivery.answer(query, speech.say("groups-admins-set"), alert=True)
            return
        settings: ChatSettings | None = await self._rules.of(chat_id)
        if match["setting"] == "language":
            await self._delivery.answer(query)
            assert settings is not None
            piece, keyboard = (
                plain(speech.say("language-choose-group"))[0],
                language_keyboard(settings.language, speech),
            )
            await self._delivery.edit(chat_id, message.message_id, piece, keyboard)
            return
        change = _change(match["setting"], match["value"])
        if change:
            settings = await remembered(self._state.chat_settings.change, chat_id, **change)
            told = ", ".join(f"{name} {value}" for name, value in change.items())
            await remembered(self._state.audit.add, query.from_user.id, "group settings", str(chat_id), told)
            log.info("telegram.group_set", chat=chat_id, **{name: str(value) for name, value in change.items()})
        if settings is None:
            await self._delivery.answer(query, apology(speech, "evidence-failed"), alert=True)
            return
        await self._delivery.answer(query)
        piece, keyboard = settings_page(settings, speech)
        await self._delivery.edit(chat_id, message.message_id, piece, keyboard)

    def _tells(self, chat_id: int) -> bool:
        """Whether to say now that only admins may ask: once an hour in a group."""
        now = time.monotonic()
        if now < self._told.get(chat_id, 0.0):
            return False
        if len(self._told) >= TOLD_CHATS:
            self._told = {chat: until for chat, until in self._told.items() if until > now}
        self._told[chat_id] = now + TOLD_AGAIN_SECONDS
        return True


def settings_page(settings: ChatSettings, speech: Speech) -> tuple[Piece, InlineKeyboardMarkup]:
    """How things are set in a group, and the buttons that change them."""
    place = "groups-place-reply" if settings.place is Place.REPLY else "groups-place-topic"
    everyone = settings.who_asks is WhoAsks.EVERYONE
    lines = [
        speech.say("groups-settings"),
        "",
        "• " + speech.say(place),
        "• " + speech.say("groups-everyone" if everyone else "groups-admins"),
        "• " + speech.say("groups-quiet" if settings.quiet else "groups-not-quiet"),
        "• " + _language(settings, speech),
        "",
        speech.say("groups-settings-who"),
    ]
    other_place = Place.TOPIC if settings.place is Place.REPLY else Place.REPLY
    other_askers = WhoAsks.ADMINS if everyone else WhoAsks.EVERYONE
    buttons = [
        (
            speech.say("groups-button-topic" if other_place is Place.TOPIC else "groups-button-reply"),
            f"place:{other_place}",
        ),
        (speech.say("groups-button-admins" if everyone else "groups-button-everyone"), f"who_asks:{other_askers}"),
        (
            speech.say("groups-button-loud" if settings.quiet else "groups-button-quiet"),
            f"quiet:{int(not settings.quiet)}",
        ),
        (speech.say("groups-button-language"), "language"),
    ]
    rows = [[InlineKeyboardButton(label, callback_data=f"g:{data}")] for label, data in buttons]
    return plain("\n".join(lines))[0], InlineKeyboardMarkup(rows)


def _language(settings: ChatSettings, speech: Speech) -> str:
    if settings.language is None:
        return speech.say("groups-language-automatic")
    return speech.say("groups-language", language=OWN_NAMES.get(settings.language, settings.language))


def _change(setting: str, value: str | None) -> dict[str, Any]:
    """The change a button stands for; none for one of another version of the bot."""
    if setting == "place" and value in set(Place):
        return {"place": Place(value)}
    if setting == "who_asks" and value in set(WhoAsks):
        return {"who_asks": WhoAsks(value)}
    if setting == "quiet" and value in ("0", "1"):
        return {"quiet": value == "1"}
    return {}


def _is_known(message: Message) -> bool:
    """Whether the command is one of the bot's."""
    name = (message.text or message.caption or "").split(None, 1)[0].removeprefix("/").partition("@")[0]
    return name.casefold() in {command.name for command in menu.COMMANDS}
