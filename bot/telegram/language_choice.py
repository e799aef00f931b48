"""/language: in which one the bot speaks, chosen by each person in private and by a group's admins for the group."""

from __future__ import annotations

import re

import structlog
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.state import State
from bot.telegram import menu
from bot.telegram.access import Access
from bot.telegram.delivery import Delivery, Target
from bot.telegram.languages import Languages
from bot.telegram.memory import remembered
from bot.telegram.references import apology
from bot.telegram.rendering import plain
from bot.telegram.rules import Rules
from bot.telegram.speech import LOCALES, OWN_NAMES, Speech, speech_in

LANGUAGE_DATA = re.compile(rf"^l:(?P<language>{'|'.join(LOCALES)}|auto)$")
IN_A_ROW = 2

log = structlog.get_logger()


def language_keyboard(chosen: str | None, speech: Speech) -> InlineKeyboardMarkup:
    """A button for each language under its own name, and one for whatever Telegram is set to."""
    labels = [*OWN_NAMES.items(), ("auto", speech.say("language-automatic"))]
    buttons = [
        InlineKeyboardButton(f"✓ {label}" if language == (chosen or "auto") else label, callback_data=f"l:{language}")
        for language, label in labels
    ]
    return InlineKeyboardMarkup([buttons[at : at + IN_A_ROW] for at in range(0, len(buttons), IN_A_ROW)])


class LanguageChoice:
    """Handles the command and its buttons."""

    def __init__(self, state: State, access: Access, delivery: Delivery, languages: Languages, rules: Rules) -> None:
        self._state = state
        self._access = access
        self._delivery = delivery
        self._languages = languages
        self._rules = rules

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Offer the languages."""
        message = update.message
        assert message is not None
        speech = await self._languages.speech(message)
        target = Target.answering(message)
        private = message.chat.type == ChatType.PRIVATE
        if not self._access.is_allowed(message.chat.id):
            if self._access.should_tell(message):
                await self._delivery.send(target, plain(speech.say("answer-not-here")))
            return
        if not private and not await self._rules.wrote_as_admin(message):
            await self._delivery.send(target, plain(speech.say("language-group-admins")))
            return
        chosen = (await self._rules.of(message.chat.id)).language
        text = speech.say("language-choose" if private else "language-choose-group")
        await self._delivery.send(target, plain(text), language_keyboard(chosen, speech))

    async def pressed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Speak the language from now on, beginning with this very message, and show the menu in it."""
        query = update.callback_query
        assert query is not None
        match = LANGUAGE_DATA.match(query.data or "")
        message = query.message
        if match is None or message is None:
            return
        chat_id = self._access.current(message.chat.id)
        private = message.chat.type == ChatType.PRIVATE
        if not private and not await self._rules.is_group_admin(chat_id, query.from_user.id):
            speech = await self._languages.speech(query)
            await self._delivery.answer(query, speech.say("language-group-admins"), alert=True)
            return
        chosen = match["language"] if match["language"] != "auto" else None
        kept = await remembered(self._state.chat_settings.change, chat_id, language=chosen)
        speech = await self._languages.speech(query) if chosen is None else speech_in(chosen)
        if kept is None:
            await self._delivery.answer(query, apology(speech, "evidence-failed"), alert=True)
            return
        log.info("telegram.language_chosen", language=chosen, chat_type=message.chat.type)
        await self._delivery.answer(query)
        text = speech.say("language-chosen" if private else "language-chosen-group")
        await self._delivery.edit(chat_id, message.message_id, plain(text)[0], language_keyboard(chosen, speech))
        if not private:
            await remembered(
                self._state.audit.add, query.from_user.id, "group settings", str(chat_id), f"language {chosen}"
            )
        role = self._access.roles.get(chat_id)
        await menu.publish_chat(context.bot, chat_id, chosen, private=private, role=role)
