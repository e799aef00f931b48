"""Evidence: the passage behind a citation, more of its article around it, and who else says the same."""

from __future__ import annotations

import asyncio
import re
import time
from functools import partial

import structlog
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import ContextTypes

from bot.answers.answer import Citation
from bot.answers.around import Around, around
from bot.answers.other_sources import other_sources
from bot.service import Service
from bot.telegram.hearing import Hearing, Pressed
from bot.telegram.memory import remembered
from bot.telegram.rendering import render_evidence, render_other_sources
from bot.telegram.speech import Speech
from corpus.errors import SanctionsBotError

# "e" for evidence, the stored answer, the citation's number: far under Telegram's 64 bytes.
EVIDENCE_DATA = re.compile(r"^e:(?P<given>[\w-]{1,32}):(?P<n>\d{1,4})$")
# "m" for more, and how many steps of the article are to be shown before and after the passage.
MORE_DATA = re.compile(r"^m:(?P<given>[\w-]{1,32}):(?P<n>\d{1,4}):(?P<before>\d{1,2}):(?P<after>\d{1,2})$")
# "o" for others.
OTHERS_DATA = re.compile(r"^o:(?P<given>[\w-]{1,32}):(?P<n>\d{1,4})$")
# The same is not put into a chat again while it still stands there, whoever presses.
SHOWN_AGAIN_SECONDS = 60

log = structlog.get_logger()


class Evidence:
    """Handles presses of the buttons. Whoever may read the answer may see what it rests on."""

    def __init__(self, hearing: Hearing) -> None:
        self._hearing = hearing
        self._delivery = hearing.delivery
        self._shown: dict[tuple[str, str, Citation], float] = {}

    async def pressed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Show the passage as a reply to the answer."""
        found = await self._found(update, EVIDENCE_DATA)
        if found is None or not await self._answered(*found, "e"):
            return
        pressed, citation = found
        wide = await asyncio.to_thread(wide_passage, self._hearing.service, citation)
        keyboard = evidence_keyboard(pressed.given.id, wide, pressed.speech)
        sent = await self._delivery.send(pressed.target, render_evidence(wide.citation, pressed.speech), keyboard)
        if sent:
            await remembered(self._hearing.state.replies.shown, pressed.given, sent)
        else:
            self._shown.pop(("e", pressed.given.id, citation), None)

    async def more(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Show more of the article in the message that shows the passage."""
        found = await self._found(update, MORE_DATA)
        if found is None:
            return
        pressed, citation = found
        await self._delivery.answer(pressed.query)
        match = MORE_DATA.match(pressed.query.data or "")
        assert match is not None
        before, after = int(match["before"]), int(match["after"])
        wide = await asyncio.to_thread(wide_passage, self._hearing.service, citation, before, after)
        keyboard = evidence_keyboard(pressed.given.id, wide, pressed.speech, before, after)
        piece = render_evidence(wide.citation, pressed.speech)[0]
        await self._delivery.edit(pressed.given.chat_id, pressed.message_id, piece, keyboard)

    async def others(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Show what other articles say of the same, or that none held does."""
        found = await self._found(update, OTHERS_DATA)
        if found is None or not await self._answered(*found, "o"):
            return
        pressed, citation = found
        look = partial(_others, self._hearing.service, citation, pressed)
        others = await self._hearing.ask(pressed, look)
        if others is None:
            return
        pieces = render_other_sources(citation, others, pressed.speech)
        sent = await self._delivery.send(pressed.target, pieces)
        if sent:
            await remembered(self._hearing.state.replies.shown, pressed.given, sent)

    async def unknown(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A button of an earlier version of the bot."""
        assert update.callback_query is not None
        speech = await self._hearing.languages.speech(update.callback_query)
        await self._delivery.answer(update.callback_query, speech.say("evidence-unknown"), alert=True)

    async def _found(self, update: Update, data: re.Pattern[str]) -> tuple[Pressed, Citation] | None:
        """The answer and the citation that a button names, or None after saying why it is not heeded."""
        query = update.callback_query
        assert query is not None
        match = data.match(query.data or "")
        assert match is not None
        pressed = await self._hearing.pressed(query, match["given"])
        if pressed is None:
            return None
        citation = next((one for one in pressed.answer.citations if one.n == int(match["n"])), None)
        if citation is None:
            await self._delivery.answer(query, pressed.speech.say("evidence-unknown"), alert=True)
            return None
        return pressed, citation

    async def _answered(self, pressed: Pressed, citation: Citation, what: str) -> bool:
        """Answer the press; False where what it asks for was put into the chat just now."""
        now = time.monotonic()
        self._shown = {key: at for key, at in self._shown.items() if now - at < SHOWN_AGAIN_SECONDS}
        key = (what, pressed.given.id, citation)
        if key in self._shown:
            await self._delivery.answer(pressed.query, pressed.speech.say("evidence-just-shown"))
            return False
        self._shown[key] = now
        await self._delivery.answer(pressed.query)
        return True


def evidence_keyboard(
    given_id: str, wide: Around, speech: Speech, before: int = 0, after: int = 0
) -> InlineKeyboardMarkup:
    """The buttons under a passage that is shown with `before` and `after` steps of the article around it."""
    n = wide.citation.n
    more = []
    if wide.more_before:
        more.append((speech.say("evidence-more-before"), before + 1, after))
    if wide.more_after:
        more.append((speech.say("evidence-more-after"), before, after + 1))
    rows = [[InlineKeyboardButton(text, callback_data=f"m:{given_id}:{n}:{b}:{a}") for text, b, a in more]]
    rows.append([InlineKeyboardButton(speech.say("evidence-others"), callback_data=f"o:{given_id}:{n}")])
    return InlineKeyboardMarkup([row for row in rows if row])


def wide_passage(service: Service, citation: Citation, before: int = 0, after: int = 0) -> Around:
    """The passage with more of its article; as it was kept with the answer where the article cannot be read."""
    try:
        article = service.article(citation.article_id) if citation.article_id is not None else None
    except SanctionsBotError as error:
        log.warning("telegram.article_not_read", error=type(error).__name__, reason=str(error))
        article = None
    return around(citation, article, before, after)


def _others(service: Service, citation: Citation, pressed: Pressed) -> list[Citation]:
    return other_sources(service.snapshot(), citation, pressed.answer.as_of)
