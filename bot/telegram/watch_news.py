"""News of what is watched: looked for after every index run, whoever ran it, and told once to each who wants to hear.

1. What is new is stored for its watches together with what was seen of the index, both or neither.
2. Stored news is sent when its chat wants to hear it, and noted as told after Telegram took it.
3. A crash in between sends it again at the next start: never lost, and twice only if Telegram took it just before.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from contextlib import suppress

import structlog

from bot.answers.answer import Answer, AnswerKind, Citation, Sentence
from bot.news import NewsItem
from bot.service import Service
from bot.state import Asked, State
from bot.state.watches import Due
from bot.telegram.changes import told_field
from bot.telegram.delivery import Target
from bot.telegram.hearing import Hearing, of_no_message
from bot.telegram.memory import remembered
from bot.telegram.speech import Speech
from bot.telegram.untrusted import clean_line, clean_text
from bot.telegram.watches import news_buttons
from corpus.errors import SanctionsBotError

LOOK_EVERY_SECONDS = 10.0  # reads one small file
PAUSE_SECONDS = 1.0  # between two messages, so that answers come through in between
TOLD_OF_ONE = 10  # pieces of news on one watch in one message; the rest is counted
QUOTE_CHARS = 600

log = structlog.get_logger()


class WatchNews:
    """Runs beside the bot."""

    def __init__(self, hearing: Hearing) -> None:
        self._hearing = hearing
        self._service: Service = hearing.service
        self._state: State = hearing.state
        self._woken = asyncio.Event()
        self._looking = asyncio.Lock()
        self._generation: str | None = None

    def wake(self) -> None:
        """Look now: an index run has ended."""
        self._woken.set()

    async def placed(self, chat_id: int, may_write: bool) -> None:
        """The bot may, or may no longer, write to a chat: its news waits until it may."""
        await remembered(self._state.watches.pause, chat_id, not may_write)

    async def run(self) -> None:
        """Look and tell for ever."""
        while True:
            try:
                await self.look()
                await self._tell()
            except SanctionsBotError as error:
                log.error("telegram.watches_failed", error=type(error).__name__, reason=str(error))
            except Exception:
                log.exception("telegram.watches_failed")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), LOOK_EVERY_SECONDS)
            self._woken.clear()

    async def look(self) -> None:
        """Find and keep what is new, if another generation is live than the last time."""
        async with self._looking:
            generation = await asyncio.to_thread(self._service.generation)
            if generation is None or generation == self._generation:
                return
            if await asyncio.to_thread(self._looked, generation):
                self._generation = generation

    def _looked(self, generation: str) -> bool:
        """Whether what `generation` brought is kept; not yet while this replica still opens it."""
        watches = self._state.watches
        seen = watches.seen()
        if seen is not None and seen.generation == generation:
            return True
        now, news = self._service.news(seen, [watch.watched for watch in watches.all()])
        if now.generation != generation:
            return False
        found = watches.found(now, news)
        log.info("telegram.watches_looked", generation=generation, news=found)
        return True

    async def _tell(self) -> None:
        for message in await remembered(self._state.watches.due) or []:
            chat_id = message[0].watch.chat_id
            if not self._hearing.access.is_allowed(chat_id) or await remembered(self._state.watches.is_paused, chat_id):
                continue
            if await remembered(self._state.watches.claim, message):
                await self._send(message)
                await asyncio.sleep(PAUSE_SECONDS)

    async def _send(self, message: Sequence[Due]) -> None:
        watch = message[0].watch
        speech = await self._hearing.languages.in_chat(watch.chat_id, watch.language)
        answer = news_answer(message, speech)
        asked = Asked(watch.chat_id, watch.thread_id, watch.owner_id, of_no_message())
        rows = [news_buttons(due.watch, speech) for due in message] if len(message) == 1 else []
        sent = await self._hearing.give(
            asked, Target(watch.chat_id, watch.thread_id), speech, answer.question, answer, rows=lambda _: rows
        )
        if sent:
            await remembered(self._state.watches.told, message)
            log.info("telegram.watch_told", chat=watch.chat_id, news=sum(len(due.items) for due in message))


def news_answer(message: Sequence[Due], speech: Speech) -> Answer:
    """The news of one message, each piece with its proof."""
    digest = len(message) > 1
    lines = [speech.say("watch-digest")] if digest else []
    sentences: list[Sentence] = []
    citations: list[Citation] = []
    for due in message:
        name = clean_line(due.watch.name)
        lines += [*([""] if lines else []), name if digest else speech.say("watch-news", name=name)]
        for item in due.items[:TOLD_OF_ONE]:
            n = len(citations) + 1
            text = told(item, speech)
            citations.append(item.citation.model_copy(update={"n": n}))
            sentences.append(Sentence(text=text, citations=(n,), quoted=item.what == "article"))
            lines.append(f"• {text} [{n}]")
        more = len(due.items) - TOLD_OF_ONE
        if more > 0:
            lines.append(speech.say("watch-news-more", count=more, name=name))
    names = tuple(due.watch.name for due in message)
    question = f"What is new about {names[0]}?" if not digest else "What is new on what I watch?"
    listings = [citation.listing_id for citation in citations if citation.listing_id is not None]
    return Answer(
        id=secrets.token_hex(8), question=question, standalone_question=question, kind=AnswerKind.ANSWER,
        text="\n".join(lines), sentences=tuple(sentences), citations=tuple(citations), entities=names,
        listings=tuple(dict.fromkeys(listings)), confidence=1.0,
    )  # fmt: skip


def told(item: NewsItem, speech: Speech) -> str:
    """One piece of news in a sentence, without its mark."""
    citation = item.citation
    if item.what == "article":
        day = citation.published if citation.published is not None else speech.say("answer-undated")
        quote = " ".join(clean_text(citation.quote).split())
        if len(quote) > QUOTE_CHARS:
            quote = quote[:QUOTE_CHARS].rsplit(" ", 1)[0] + " …"
        source = clean_line(citation.source or citation.title)
        return speech.say("watch-news-article", source=source, day=day, quote=quote)
    fields = speech.listed([told_field(name, old, new, speech) for name, (old, new) in item.fields.items()])
    return speech.say(
        f"watch-news-{item.what}",
        name=clean_line(item.name),
        list=clean_line(item.list),
        edition=speech.say("watch-news-edition", day=item.day) if item.day is not None else "",
        fields=fields or speech.say("change-nothing"),
    )
