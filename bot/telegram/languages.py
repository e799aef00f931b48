"""Languages: in which one the bot speaks to whom."""

from __future__ import annotations

from telegram import CallbackQuery, InlineQuery, Message, Update
from telegram.constants import ChatType

from bot.state import State
from bot.telegram.memory import remembered
from bot.telegram.speech import DEFAULT, Speech, known_language, speech_in


class Languages:
    """A group hears what its admins chose, a person his choice, else what his Telegram is set to, else English."""

    def __init__(self, state: State) -> None:
        self._state = state

    async def speech(self, heard: Message | CallbackQuery | InlineQuery) -> Speech:
        """The speech for whoever wrote, pressed or typed this, where he did."""
        message = heard.message if isinstance(heard, CallbackQuery) else heard if isinstance(heard, Message) else None
        person = heard.from_user
        if message is not None and message.chat.type != ChatType.PRIVATE:
            chosen = await self.chosen(message.chat.id)
            if chosen is not None:
                return speech_in(chosen)
        if person is None or person.is_bot:  # a group or channel speaks
            return speech_in(DEFAULT)
        return speech_in(await self.chosen(person.id) or known_language(person.language_code) or DEFAULT)

    async def of_update(self, update: Update) -> Speech:
        """The same for whatever an update brings."""
        heard = update.callback_query or update.inline_query or update.effective_message
        return await self.speech(heard) if heard is not None else speech_in(DEFAULT)

    async def in_chat(self, chat_id: int, otherwise: str | None = None) -> Speech:
        """The speech for a chat where nobody has just written; `otherwise` is the language where none is chosen."""
        return speech_in(await self.chosen(chat_id) or known_language(otherwise) or DEFAULT)

    async def chosen(self, chat_id: int) -> str | None:
        """The language chosen for a chat, None where none was."""
        settings = await remembered(self._state.chat_settings.of, chat_id)
        return known_language(settings.language) if settings is not None else None
