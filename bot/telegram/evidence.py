"""Evidence: the buttons under an answer, and the passage each of them shows."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence

import structlog
from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import ContextTypes

from bot.answers.answer import Citation
from bot.state import Given, State
from bot.telegram.access import Access
from bot.telegram.delivery import Delivery, Target
from bot.telegram.languages import Languages
from bot.telegram.memory import remembered
from bot.telegram.rendering import button_rows, render_evidence
from bot.telegram.speech import Speech

# "e" for evidence, the stored answer, the citation's number: far under Telegram's 64 bytes.
EVIDENCE_DATA = re.compile(r"^e:(?P<given>[\w-]{1,32}):(?P<n>\d{1,4})$")
# The same passage is not put into a chat again while it still stands there, whoever presses.
SHOWN_AGAIN_SECONDS = 60

log = structlog.get_logger()


def evidence_keyboard(given_id: str, citations: Sequence[Citation], speech: Speech) -> InlineKeyboardMarkup | None:
    """A button for each citation of the stored answer `given_id`; None when there is none."""
    rows = [
        [InlineKeyboardButton(label, callback_data=f"e:{given_id}:{n}") for n, label in row]
        for row in button_rows(citations, speech)
        if row
    ]
    return InlineKeyboardMarkup(rows) if rows else None


class Evidence:
    """Handles presses of the buttons."""

    def __init__(self, state: State, access: Access, delivery: Delivery, languages: Languages) -> None:
        self._state = state
        self._access = access
        self._delivery = delivery
        self._languages = languages
        self._shown: dict[tuple[str, Citation], float] = {}

    async def pressed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Show the passage as a reply to the answer, if the presser may see it."""
        query = update.callback_query
        assert query is not None
        speech = await self._languages.speech(query)
        match = EVIDENCE_DATA.match(query.data or "")
        given = await remembered(self._state.replies.given, match["given"]) if match else None
        number = int(match["n"]) if match else 0
        citation = _citation(given, number)
        if given is None or citation is None or query.message is None:
            await self._delivery.answer(query, speech.say("evidence-unknown"), alert=True)
            return
        chat_id = self._access.current(query.message.chat.id)
        if given.chat_id != chat_id:
            log.warning("telegram.button_from_another_chat", chat=chat_id)
            await self._delivery.answer(query, speech.say("evidence-elsewhere"), alert=True)
            return
        if not self._access.is_allowed(chat_id):
            await self._delivery.answer(query, speech.say("answer-not-here"), alert=True)
            return
        if not self._may_show(given.id, citation):
            await self._delivery.answer(query, speech.say("evidence-just-shown"))
            return
        await self._delivery.answer(query)
        await self._show(query, given, citation, speech)

    async def unknown(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A button of an earlier version of the bot."""
        assert update.callback_query is not None
        speech = await self._languages.speech(update.callback_query)
        await self._delivery.answer(update.callback_query, speech.say("evidence-unknown"), alert=True)

    async def _show(self, query: CallbackQuery, given: Given, citation: Citation, speech: Speech) -> None:
        assert query.message is not None
        target = Target(given.chat_id, given.thread_id, query.message.message_id)
        sent = await self._delivery.send(target, render_evidence(citation, speech))
        if not sent:
            self._shown.pop((given.id, citation), None)
        else:
            await remembered(self._state.replies.shown, given, sent)

    def _may_show(self, given_id: str, citation: Citation) -> bool:
        now = time.monotonic()
        self._shown = {key: at for key, at in self._shown.items() if now - at < SHOWN_AGAIN_SECONDS}
        if (given_id, citation) in self._shown:
            return False
        self._shown[given_id, citation] = now
        return True


def _citation(given: Given | None, number: int) -> Citation | None:
    if given is None or given.answer is None:
        return None
    return next((citation for citation in given.answer.citations if citation.n == number), None)
