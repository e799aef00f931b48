"""/export: what somebody asked here, and what he was answered, with the sources, as files. Nothing from other chats."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime

import structlog
from telegram import Update
from telegram.ext import ContextTypes

from bot.answers.answer import Answer, Citation
from bot.answers.notice import Notice
from bot.exports import Turn, Words, as_markdown, as_pdf, source_line
from bot.telegram.deep_links import with_links
from bot.telegram.hearing import Hearing
from bot.telegram.memory import remembered
from bot.telegram.references import apology
from bot.telegram.speech import Speech
from bot.telegram.untrusted import clean_line, clean_text, safe_link
from bot.telegram.wording import text_in, told_in

DAYS, MOST_DAYS = 30, 366
DAY_SECONDS = 86_400

log = structlog.get_logger()


class Exports:
    """Handles /export."""

    def __init__(self, hearing: Hearing) -> None:
        self._hearing = hearing

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """The command, with a number of days or without."""
        heard = await self._hearing.heard(update, context)
        if heard is None:
            return
        speech = heard.speech
        number = re.fullmatch(r"(\d{1,3})\D{0,12}", heard.words) if heard.words else None
        days = int(number[1]) if number else DAYS
        if (heard.words and number is None) or not 1 <= days <= MOST_DAYS:
            await self._hearing.say(heard, speech.say("export-bad-days", days=DAYS, most=MOST_DAYS))
            return
        replies = self._hearing.state.replies
        given = await remembered(replies.conversation, heard.asked, seconds=days * DAY_SECONDS) or []
        turns = [
            Turn(
                clean_text(one.question),
                speech.say("export-asked", moment=_moment(one.asked_at)),
                _clean(one.answer, speech, context.bot.username),
            )
            for one in given
            if one.answer is not None
        ]
        if not turns:
            await self._hearing.say(heard, speech.say("export-nothing", days=days))
            return
        words = _words(clean_line(context.bot.first_name), days, len(turns), speech)
        name = f"{context.bot.username}-{datetime.now(UTC):%Y-%m-%d}"
        try:
            pdf = await asyncio.to_thread(as_pdf, turns, words)
        except Exception:  # a font or a letter that the library cannot take: the Markdown has all
            log.exception("telegram.export_failed")
        else:
            told = speech.say("export-caption-pdf", days=days, count=len(turns))
            await self._hearing.delivery.send_file(heard.target, pdf, f"{name}.pdf", told)
        markdown = as_markdown(turns, words).encode()
        told = speech.say("export-caption-markdown")
        if await self._hearing.delivery.send_file(heard.target, markdown, f"{name}.md", told) is None:
            await self._hearing.say(heard, apology(speech, "export-failed"))
        log.info("telegram.exported", questions=len(turns))


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _clean(answer: Answer, speech: Speech, username: str) -> Answer:
    """The answer in the words of `speech`, without what could reorder or hide text around it."""
    cleaned = [
        one.model_copy(update={"quote": clean_text(one.quote), "url": safe_link(one.url)}) for one in answer.citations
    ]
    citations = with_links(cleaned, username)
    notices = tuple(Notice(text=told_in(speech, note)) for note in answer.notices)
    told = {"text": clean_text(text_in(speech, answer)), "citations": citations, "said": (), "notices": notices}
    return answer.model_copy(update=told)


def _words(bot: str, days: int, count: int, speech: Speech) -> Words:
    def source(citation: Citation) -> str:
        when = speech.say("answer-undated") if citation.published is None else speech.day(citation.published)
        if citation.listing_id is not None:
            edition = "answer-edition" if citation.published is not None else "answer-edition-undated"
            when = speech.say(edition, day=citation.published)
        origin = ", ".join(filter(None, (clean_line(citation.source or ""), when)))
        return source_line(citation.model_copy(update={"title": clean_line(citation.title)}), origin)

    return Words(
        title=speech.say("export-title", bot=bot),
        made=speech.say("export-made", moment=datetime.now(UTC), days=days, count=count),
        sources=speech.say("export-sources"),
        no_letters=speech.say("export-no-letters"),
        as_of=lambda answer: speech.say("export-as-of", day=answer.as_of),
        source=source,
        page=lambda number: speech.say("export-page", page=number),
    )
