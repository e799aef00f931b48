"""/gaps: what people asked and did not get, for editors in private, page by page, to be marked as done."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime

import structlog
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import MessageEntityType
from telegram.ext import ContextTypes

from bot.gaps import Advice, GapGroup, Mending, mending, open_gaps, settle
from bot.state import Reason
from bot.telegram.delivery import Target
from bot.telegram.hearing import Hearing
from bot.telegram.references import apology
from bot.telegram.rendering import add_work, plain
from bot.telegram.richtext import Composer, Piece, pieces
from bot.telegram.speech import Speech
from bot.telegram.untrusted import clean_line
from corpus.errors import SanctionsBotError

# "u" for unanswered: the page to show, counted from 0; and the group to mark as done first.
GAPS_DATA = re.compile(r"^u:(?P<page>\d{1,4})(?::(?P<done>[0-9a-f]{12}))?$")
SHOWN = 4  # groups on a page: each is asked again for what to add
LIKE_SHOWN = 2  # further questions of a group

log = structlog.get_logger()


class GapsList:
    """Handles /gaps and its buttons; that an editor asks in private is checked before."""

    def __init__(self, hearing: Hearing) -> None:
        self._hearing = hearing

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """The command."""
        heard = await self._hearing.heard(update, context)
        if heard is None:
            return
        page = await self._hearing.ask(heard, lambda: self._page(0, None, heard.speech))
        if page is not None:
            await self._hearing.delivery.send(Target(heard.message.chat.id), [page[0]], page[1])

    async def pressed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Another page, or the same without what was marked as done."""
        query = update.callback_query
        assert query is not None
        match = GAPS_DATA.match(query.data or "")
        assert match is not None
        speech = await self._hearing.languages.speech(query)
        message = query.message
        assert message is not None  # in private
        await self._hearing.delivery.answer(query, speech.say("gaps-settled") if match["done"] else None)
        try:
            piece, keyboard = await asyncio.to_thread(self._page, int(match["page"]), match["done"], speech)
        except SanctionsBotError as error:
            log.error("telegram.no_gaps", error=type(error).__name__, reason=str(error))
            await self._hearing.delivery.send(Target(message.chat.id), plain(apology(speech, "answer-failed")))
            return
        await self._hearing.delivery.edit(message.chat.id, message.message_id, piece, keyboard)

    def _page(self, page: int, done: str | None, speech: Speech) -> tuple[Piece, InlineKeyboardMarkup | None]:
        """One page of the groups, after marking `done`. Blocks."""
        service, state = self._hearing.service, self._hearing.state
        groups = open_gaps(state, service)
        if done is not None and settle(state, groups, done):
            log.info("telegram.gap_settled")
            groups = [group for group in groups if group.id != done]
        if not groups:
            return plain(speech.say("gaps-none"))[0], None
        pages = -(-len(groups) // SHOWN)
        page = min(page, pages - 1)
        first = page * SHOWN
        on_page = groups[first : first + SHOWN]
        text = Composer().add(speech.say("gaps-title", count=len(groups)), MessageEntityType.BOLD)
        for n, group in enumerate(on_page, first + 1):
            _add_group(text, n, group, mending(service, group), speech)
        rows = [
            [
                InlineKeyboardButton(speech.say("gaps-done", n=n), callback_data=f"u:{page}:{group.id}")
                for n, group in enumerate(on_page, first + 1)
            ]
        ]
        if pages > 1:
            label = speech.say("under-page", page=page + 1, pages=pages)
            turns = [("◀", page - 1), (label, page), ("▶", page + 1)]
            rows.append([InlineKeyboardButton(face, callback_data=f"u:{to}") for face, to in turns if 0 <= to < pages])
        return pieces(text.done())[0], InlineKeyboardMarkup(rows)


def _add_group(text: Composer, n: int, group: GapGroup, mends: Mending, speech: Speech) -> None:
    text.add(f"\n\n{n}. ").add(clean_line(group.questions[0]), MessageEntityType.BOLD)
    for question in group.questions[1 : 1 + LIKE_SHOWN]:
        text.add(f"\n• {clean_line(question)}")
    more = len(group.questions) - 1 - LIKE_SHOWN
    if more > 0:
        text.add(f"\n• {speech.say('gaps-more-like-it', count=more)}")
    facts = [
        speech.say("gaps-unanswered", count=group.unanswered) if group.unanswered else "",
        speech.say("gaps-disliked", count=group.disliked) if group.disliked else "",
        *(
            speech.say(f"gaps-{reason.value}", count=group.reasons[reason])
            for reason in Reason
            if group.reasons[reason]
        ),
        speech.say("gaps-last", day=datetime.fromtimestamp(group.last_asked_at, UTC).date()),
    ]
    text.add("\n" + ", ".join(filter(None, facts)))
    text.add("\n").add(_advice(mends, speech), MessageEntityType.ITALIC)
    for held in mends.held:
        text.add("\n– ")
        add_work(text, held, speech)


def _advice(mends: Mending, speech: Speech) -> str:
    if mends.advice is not Advice.NEWER:
        return speech.say(f"gaps-advice-{mends.advice.value}")
    newest = max((held.published for held in mends.held if held.published is not None), default=None)
    return speech.say("gaps-advice-newer", day=newest) if newest else speech.say("gaps-advice-newer-undated")
