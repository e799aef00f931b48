"""/forget: deletes what is kept of the asker, after he has confirmed it."""

from __future__ import annotations

import re

import structlog
from telegram import InlineKeyboardButton, Update
from telegram.ext import ContextTypes

from bot.telegram.hearing import Hearing
from bot.telegram.memory import remembered
from bot.telegram.references import apology
from bot.telegram.rendering import plain

# "y" for the yes or no to forgetting, and whose it is.
FORGET_DATA = re.compile(r"^y:(?P<what>yes|no):(?P<person>\d{1,19})$")
_NAMED = ("replies", "watches", "chat_settings", "votes")

log = structlog.get_logger()


class Forgetting:
    """Handles /forget and its buttons."""

    def __init__(self, hearing: Hearing) -> None:
        self._hearing = hearing

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Ask whether it is meant: it cannot be undone."""
        heard = await self._hearing.heard(update, context)
        if heard is None:
            return
        person = heard.message.from_user
        if heard.message.sender_chat is not None or person is None:
            await self._hearing.say(heard, heard.speech.say("forget-anonymous"))
            return
        row = [
            InlineKeyboardButton(heard.speech.say(f"forget-{what}"), callback_data=f"y:{what}:{person.id}")
            for what in ("yes", "no")
        ]
        await self._hearing.say(heard, heard.speech.say("forget-ask"), [row])

    async def pressed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Delete, or leave all as it is; the message says which."""
        query = update.callback_query
        assert query is not None
        match = FORGET_DATA.match(query.data or "")
        assert match is not None
        speech = await self._hearing.languages.speech(query)
        if query.message is None or query.from_user.id != int(match["person"]):
            await self._hearing.delivery.answer(query, speech.say("forget-not-yours"), alert=True)
            return
        await self._hearing.delivery.answer(query)
        text = speech.say("forget-kept")
        if match["what"] == "yes":
            gone = await remembered(self._hearing.state.forget, query.from_user.id)
            if gone is None:
                text = apology(speech, "answer-failed")
            else:
                told = [speech.say(f"forget-{kind}", count=gone[kind]) for kind in _NAMED if gone.get(kind)]
                others = sum(count for kind, count in gone.items() if kind not in _NAMED)
                told += [speech.say("forget-others", count=others)] if others else []
                text = speech.say("forget-done", told=speech.listed(told)) if told else speech.say("forget-nothing")
                log.info("telegram.forgotten", things=sum(gone.values()))
        await self._hearing.delivery.edit(query.message.chat.id, query.message.message_id, plain(text)[0])
