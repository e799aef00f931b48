"""Inline mode: @bot and a question in any chat. What is chosen becomes an ordinary message there, with its sources.

Nothing of what the person asked elsewhere is used, and what is shown to one is never shown to another.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial

import structlog
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.ext import ContextTypes

from bot import measures
from bot.answers.answer import Answer, AnswerKind
from bot.answers.notice import Notice
from bot.profiles import Profile
from bot.service import Service
from bot.state import State
from bot.telegram.access import Access
from bot.telegram.deep_links import PLAIN_START, answer_link, entry_link, with_links
from bot.telegram.delivery import NO_PREVIEW, Delivery
from bot.telegram.languages import Languages
from bot.telegram.limits import Limits
from bot.telegram.memory import remembered
from bot.telegram.rendering import render_answer
from bot.telegram.richtext import Piece
from bot.telegram.speech import Speech
from bot.telegram.untrusted import clean_line
from bot.telegram.who import summary
from bot.writer import Writer
from corpus.errors import SanctionsBotError

# Telegram asks at every pause in typing; a question is worked on when it stands so long.
TYPED_SECONDS = 0.6
# Telegram drops answers after about ten; the rest is the way there.
ANSWER_SECONDS = 8.0
# How long Telegram may show the same person the same results without asking again.
CACHE_SECONDS = 60
# As long as people read in a chat somebody else brought the answer to; the button opens the rest.
SHORT_CHARS = (1500, 900, 400)
NAMES_SHOWN = 5
NAME_WORDS = 6  # a question of more that names nobody listed is not taken for a name
TITLE_CHARS, DESCRIPTION_CHARS = 100, 160
RESULT_ID_BYTES = 64
WORKERS = 2  # apart from those that answer in chats, which come first
PEOPLE_REMEMBERED = 10_000

_CITED = re.compile(r"\[(\d+)\]")
_CITATIONS_END = re.compile(r"\](?=\s|$)")

log = structlog.get_logger()


@dataclass(frozen=True)
class _Found:
    answer: Answer
    people: tuple[tuple[Profile, tuple[Notice, ...]], ...]  # each with the doubts about how the name fits


class Inline:
    """Handles inline questions. Language models are too slow for them: here the sources are always quoted."""

    def __init__(
        self,
        service: Service,
        state: State,
        access: Access,
        delivery: Delivery,
        languages: Languages,
        limits: Limits,
    ) -> None:
        self._service = service
        self._state = state
        self._access = access
        self._delivery = delivery
        self._languages = languages
        self._limits = limits
        self._newest: dict[int, str] = {}
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="inline")

    def close(self) -> None:
        """Take no more questions; those being worked on end by themselves."""
        self._workers.shutdown(wait=False, cancel_futures=True)

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Somebody typed this, and may be typing on: only what he typed last is answered."""
        query = update.inline_query
        assert query is not None
        began = time.monotonic()
        person = query.from_user.id
        self._note_newest(person, query.id)
        question = " ".join(query.query.split())
        speech = await self._languages.speech(query)
        results: Sequence[InlineQueryResultArticle] = ()
        button, cache_seconds = speech.say("inline-ask-in-private"), CACHE_SECONDS
        if not self._access.is_allowed(person):
            button = speech.say("inline-not-here")
        elif question:
            await asyncio.sleep(TYPED_SECONDS)
            if self._newest.get(person) != query.id:
                return
            if not await self._limits.takes_inline(person):
                button, cache_seconds = speech.say("inline-limited"), 0
            else:
                left = ANSWER_SECONDS - (time.monotonic() - began)
                found = await self._found(question, left)
                if self._newest.get(person) != query.id:
                    return
                if found is None:
                    button, cache_seconds = speech.say("inline-failed"), 0
                else:
                    results = await self._results(person, question, found, speech, context.bot.username)
                    measures.count("answers", kind=found.answer.kind.value)
                    measures.observe("answer_seconds", time.monotonic() - began)
                    log.info(
                        "telegram.answered_inline",
                        kind=found.answer.kind.value,
                        results=len(results),
                        seconds=round(time.monotonic() - began, 3),
                    )
        await self._delivery.answer_inline(
            query, results, InlineQueryResultsButton(button, start_parameter=PLAIN_START), cache_seconds
        )

    def _note_newest(self, person: int, query_id: str) -> None:
        if len(self._newest) >= PEOPLE_REMEMBERED:
            self._newest.clear()
        self._newest[person] = query_id

    async def _found(self, question: str, seconds: float) -> _Found | None:
        """What is held on the question; None where it takes too long or nothing is indexed."""
        measures.count("questions", chat="inline")
        work = partial(copy_context().run, self._find, question)
        asking = asyncio.get_running_loop().run_in_executor(self._workers, work)
        try:
            return await asyncio.wait_for(asking, seconds)
        except TimeoutError:
            log.warning("telegram.inline_too_slow", seconds=seconds)
        except SanctionsBotError as error:
            log.error("telegram.not_answered", error=type(error).__name__, reason=str(error))
        return None

    def _find(self, question: str) -> _Found:
        answer = measures.measured(self._service.ask)(question, writer=Writer.QUOTES)
        names = self._service.names_in(question)[:NAMES_SHOWN]
        if not names and len(question.split()) <= NAME_WORDS:
            names = [question.rstrip("?!. ")]
        people: dict[tuple[str, ...], tuple[Profile, tuple[Notice, ...]]] = {}
        for held in map(self._service.profiles, names):
            for profile in held.people[:NAMES_SHOWN]:
                ids = tuple(entry.id for entry in profile.designated.entries)
                people.setdefault(ids, (profile, held.doubts))
        return _Found(answer, tuple(people.values())[:NAMES_SHOWN])

    async def _results(
        self, person: int, question: str, found: _Found, speech: Speech, username: str
    ) -> list[InlineQueryResultArticle]:
        answer = found.answer
        cards = [card_result(profile, doubts, speech, username) for profile, doubts in found.people]
        if answer.kind is AnswerKind.CLARIFY and cards:
            return cards  # each of those to choose among is one of them
        answer = answer.model_copy(update={"citations": with_links(answer.citations, username)})
        shared_id = None
        if answer.kind is AnswerKind.ANSWER:
            shared_id = await remembered(self._state.shared.keep, person, question, answer)
        link = answer_link(username, shared_id) if shared_id is not None else None
        return [answer_result(question, answer, speech, link), *cards]


def answer_result(question: str, answer: Answer, speech: Speech, link: str | None) -> InlineQueryResultArticle:
    """The answer to be chosen: what it says in its title, on what it rests below, and the message it becomes."""
    if answer.kind is AnswerKind.ANSWER:
        title = clean_line(_CITED.sub("", answer.sentences[0].text if answer.sentences else answer.text), TITLE_CHARS)
        origins = {
            f"{clean_line(one.source or one.title, 60)}, {speech.day(one.published)}"
            if one.published is not None
            else clean_line(one.source or one.title, 60): None
            for one in answer.citations
        }
        description = "; ".join(origins)
    else:
        title = speech.say("inline-no-answer" if answer.kind is AnswerKind.NO_ANSWER else "inline-which")
        description = "; ".join(held.title for held in answer.nearest) or "; ".join(answer.choices) or question
    keyboard = None
    if link is not None:
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton(speech.say("inline-open"), url=link)]])
    return _article(f"r{answer.id}", title, description, message_of(question, answer, speech), keyboard)


def card_result(profile: Profile, doubts: Sequence[Notice], speech: Speech, username: str) -> InlineQueryResultArticle:
    """Somebody on the lists, to be chosen."""
    entry = profile.designated.entries[0]
    title, standings, piece = summary(profile, speech, doubts)
    link = entry_link(username, entry.id)
    keyboard = None
    if link is not None:
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton(speech.say("inline-open-entry"), url=link)]])
    return _article(_result_id(entry.id), title, "; ".join(standings), piece, keyboard)


def _result_id(entry_id: str) -> str:
    """What Telegram knows the result by: 64 bytes at most, and another for each entry, whatever its list calls it."""
    plain = f"e{entry_id}"
    if len(plain.encode("utf-8", "replace")) <= RESULT_ID_BYTES:
        return plain
    return "e" + hashlib.sha256(entry_id.encode("utf-8", "replace")).hexdigest()[:40]


def message_of(question: str, answer: Answer, speech: Speech) -> Piece:
    """The message an answer becomes: the question, the answer, shortened if need be, and its sources, in one."""
    for chars in SHORT_CHARS:
        shown = render_answer(shortened(answer, chars), speech, asked=question)
        if len(shown) == 1:
            break
    return shown[0]


def shortened(answer: Answer, chars: int) -> Answer:
    """The first sentences of an answer, up to so many characters, each with its citations; all where it is short."""
    if len(answer.text) <= chars:
        return answer
    ends = [found.end() for found in _CITATIONS_END.finditer(answer.text)]
    fitting = [end for end in ends if end <= chars] or ends[:1]
    if not fitting or fitting[-1] == len(answer.text):
        return answer
    text = answer.text[: fitting[-1]]
    used = {int(n) for n in _CITED.findall(text)}
    return answer.model_copy(
        update={
            "text": f"{text}\n…",
            "sentences": tuple(sentence for sentence in answer.sentences if sentence.text in text),
            "citations": tuple(citation for citation in answer.citations if citation.n in used),
        }
    )


def _article(
    result_id: str, title: str, description: str, piece: Piece, keyboard: InlineKeyboardMarkup | None
) -> InlineQueryResultArticle:
    content = InputTextMessageContent(piece.text, entities=piece.entities, link_preview_options=NO_PREVIEW)
    return InlineQueryResultArticle(
        result_id, title, content, reply_markup=keyboard, description=clean_line(description, DESCRIPTION_CHARS)
    )
