"""Asking on by a button: a question offered under an answer, or the same question as of another day."""

from __future__ import annotations

import re
from datetime import date
from functools import partial

from telegram import InlineKeyboardButton, Update
from telegram.ext import ContextTypes

from bot.answers.answer import Answer
from bot.answers.other_days import days_that_differ
from bot.service import Service
from bot.state import Asked, Offer
from bot.telegram.answering import Answering, Ask
from bot.telegram.hearing import Hearing, Pressed
from bot.telegram.memory import remembered
from bot.telegram.under_answer import may_steer, shown
from bot.writer import Writer

# "q" for question, the stored answer under which it is offered, its number.
QUESTION_DATA = re.compile(r"^q:(?P<given>[\w-]{1,32}):(?P<n>\d{1,2})$")
# "d" for day: the stored answer; then the day, or 0 for none after all.
DAY_DATA = re.compile(r"^d:(?P<given>[\w-]{1,32})(?::(?P<day>\d{8}|0))?$")


class AskingOn:
    """Handles the presses. In a group only the asker's: every answer is a message that all see."""

    def __init__(self, hearing: Hearing, answering: Answering) -> None:
        self._hearing = hearing
        self._answering = answering

    async def offered(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer one of the questions offered."""
        pressed, match = await self._steered(update, QUESTION_DATA)
        if pressed is None:
            return
        offer = await remembered(self._hearing.state.offers.of, pressed.given.id)
        number = int(match["n"])
        if offer is None or number >= len(offer.questions):
            await self._hearing.delivery.answer(pressed.query, pressed.speech.say("evidence-unknown"), alert=True)
            return
        await self._hearing.delivery.answer(pressed.query)
        self._ask(pressed, offer.questions[number], None, update, context)

    async def of_another_day(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Offer the days that make a difference, or answer as of the one chosen."""
        pressed, match = await self._steered(update, DAY_DATA)
        if pressed is None:
            return
        chosen = _day(match["day"] or "")
        if chosen is not None:
            await self._hearing.delivery.answer(pressed.query)
            await self._show(pressed, [])
            self._ask(pressed, pressed.answer.standalone_question, chosen, update, context)
        elif match["day"] is not None:
            await self._hearing.delivery.answer(pressed.query)
            await self._show(pressed, [])
        else:
            await self._offer_days(pressed)

    async def _offer_days(self, pressed: Pressed) -> None:
        days = await self._hearing.ask(pressed, partial(_days, self._hearing.service, pressed.answer))
        if not days:
            await self._hearing.delivery.answer(pressed.query, pressed.speech.say("under-no-other-day"), alert=True)
            return
        await self._hearing.delivery.answer(pressed.query)
        await self._show(pressed, days)

    async def _show(self, pressed: Pressed, days: list[date]) -> None:
        """The answer with a choice of days under it, or without."""
        given, speech = pressed.given, pressed.speech
        foot = None
        if days:
            labels = [(speech.say("under-as-of-day", day=day), f"d:{given.id}:{day:%Y%m%d}") for day in days]
            foot = [[InlineKeyboardButton(text, callback_data=data)] for text, data in labels]
            foot.append([InlineKeyboardButton(speech.say("under-back"), callback_data=f"d:{given.id}:0")])
        self._answering.choosing.set(given.id, foot)
        offer = await remembered(self._hearing.state.offers.of, given.id) or Offer()
        piece, keyboard = shown(given, pressed.answer, speech, offer, foot)
        await self._hearing.delivery.edit(given.chat_id, pressed.message_id, piece, keyboard)

    def _ask(
        self, pressed: Pressed, question: str, as_of: date | None, update: Update, context: ContextTypes.DEFAULT_TYPE
    ) -> None:
        given = pressed.given
        asked = Asked.by_button(given.chat_id, given.thread_id, given.asker_id)
        ask = Ask(asked, pressed.target, question, pressed.speech, as_of=as_of)
        # Apart from the press, which is done: else the Stop button would have to wait for what it is to stop.
        context.application.create_task(self._answering.answer(ask), update=update)

    async def _steered(
        self, update: Update, data: re.Pattern[str]
    ) -> tuple[Pressed, re.Match[str]] | tuple[None, re.Match[str]]:
        """The press of one who may ask here, or None after saying why it is not heeded."""
        query = update.callback_query
        assert query is not None
        match = data.match(query.data or "")
        assert match is not None
        pressed = await self._hearing.pressed(query, match["given"])
        if pressed is None:
            return None, match
        if not may_steer(pressed):
            await self._hearing.delivery.answer(query, pressed.speech.say("under-only-asker"), alert=True)
            return None, match
        return pressed, match


def _day(digits: str) -> date | None:
    try:
        return date.fromisoformat(digits) if len(digits) == 8 else None
    except ValueError:
        return None


def _days(service: Service, answer: Answer) -> list[date]:
    def ask(day: date) -> Answer:
        return service.ask(answer.standalone_question, as_of=day, writer=Writer.QUOTES)

    return days_that_differ(service.snapshot(), answer, ask)
