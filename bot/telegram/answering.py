"""Answering: a question, however it was asked, becomes one stored answer in one message with its buttons."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from datetime import date
from functools import partial

import structlog
from telegram import Update
from telegram.ext import ContextTypes

from bot import measures
from bot.answers.answer import Answer, AnswerKind
from bot.measures import measured
from bot.service import Service
from bot.settings import Settings
from bot.state import Asked, Given, Offer, State
from bot.telegram.delivery import Delivery, Target
from bot.telegram.languages import Languages
from bot.telegram.memory import remembered
from bot.telegram.references import apology
from bot.telegram.rendering import plain
from bot.telegram.speech import Speech
from bot.telegram.streaming import Writing
from bot.telegram.suggestions import Suggestions
from bot.telegram.typing_shown import Typing
from bot.telegram.under_answer import Choosing, shown

# "s" for stop, the message (or what stands for it) whose answer is being written.
STOP_DATA = re.compile(r"^s:(?P<message>-?\d{1,19})$")
WORKERS = 8  # questions worked on at once; more would only share the same processors

log = structlog.get_logger()


@dataclass(frozen=True)
class Ask:
    """A question to be answered: whose and where, what it may refer to, and where the answer goes."""

    asked: Asked
    target: Target
    question: str
    speech: Speech
    history: Sequence[str] = ()
    as_of: date | None = None

    @property
    def private(self) -> bool:
        """Whether nobody else reads along: people's ids are positive, those of groups are not."""
        return self.target.chat_id > 0


class Answering:
    """Asks the service and shows what comes of it."""

    def __init__(
        self, service: Service, settings: Settings, state: State, delivery: Delivery, languages: Languages
    ) -> None:
        self._service = service
        self._settings = settings
        self._state = state
        self._delivery = delivery
        self._languages = languages
        self.typing = Typing(delivery)
        self._writing: dict[tuple[int, int], Writing] = {}
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="answer")
        self._turns = asyncio.Semaphore(WORKERS)
        self._in_hand = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self.choosing = Choosing()
        self._suggestions = Suggestions(service, settings, state, delivery, self._idle, self.choosing)

    def close(self) -> None:
        """Take no more questions; those being worked on end by themselves."""
        self._suggestions.close()
        self._workers.shutdown(wait=False, cancel_futures=True)

    async def answer(self, ask: Ask, instead: Sequence[int] = ()) -> None:
        """Answer, or apologise; in place of the messages `instead` of an earlier reply to the same question."""
        started = time.monotonic()
        edited = bool(instead)
        writing = None
        if ask.private and await asyncio.to_thread(self._service.writes_with_model):
            stop_data, begun = f"s:{ask.asked.message_id}", partial(self._keep, ask, None)
            writing = Writing(self._delivery, ask.target, ask.speech, stop_data, instead, begun)
            self._writing[ask.asked.chat_id, ask.asked.message_id] = writing
        answer: Answer | None = None
        measures.count("questions", chat="private" if ask.private else "group")
        try:
            answer = await self._answered(ask, writing)
        except TimeoutError:
            log.warning("telegram.answer_too_slow", seconds=self._settings.answer_seconds)
        finally:
            if writing is not None:
                del self._writing[ask.asked.chat_id, ask.asked.message_id]
                instead = await writing.close()
        if answer is None:
            measures.count("answers", kind="too_slow")
            await self.say(ask, apology(ask.speech, "answer-too-slow"), instead)
            return
        written_at = time.perf_counter()
        await self.show(ask, answer, instead)
        await remembered(self._state.served.add, answer.kind.value, time.monotonic() - started)
        measures.count("answers", kind=answer.kind.value)
        measures.observe("stage_seconds", time.perf_counter() - written_at, stage="sending")
        measures.observe("answer_seconds", time.monotonic() - started)
        log.info(
            "telegram.answered",
            kind=answer.kind.value,
            chat_type="private" if ask.private else "group",
            citations=len(answer.citations),
            edited=edited,
            seconds=round(time.monotonic() - started, 3),
        )

    async def say(self, ask: Ask, text: str, instead: Sequence[int] = ()) -> None:
        """Reply with a short word in place of an answer; it follows the question's edits all the same."""
        given_id = await self._keep(ask, None, instead)
        sent = await self._delivery.replace(ask.target, instead, plain(text)[:1])
        if given_id is not None:
            await remembered(self._state.replies.sent, given_id, sent)

    async def stopped(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Stop was pressed: the model writes no further, and the answer is what it had written, or quotations."""
        query = update.callback_query
        assert query is not None
        match = STOP_DATA.match(query.data or "")
        speech = await self._languages.speech(query)
        if match is None or query.message is None:
            await self._delivery.answer(query, speech.say("evidence-unknown"), alert=True)
            return
        writing = self._writing.get((query.message.chat.id, int(match["message"])))
        if writing is not None:
            await self._delivery.answer(query, speech.say("under-stopping"))
            writing.stop.set()
            return
        await self._delivery.answer(query)
        given = await remembered(self._state.replies.reply_to, query.message.chat.id, int(match["message"]))
        # Begun before the bot was restarted, in this very message: anybody can send this data with another one of mine.
        if given is not None and given.answer is None and query.message.message_id in given.message_ids:
            cut_short = plain(speech.say("under-cut-short"))[0]
            await self._delivery.edit(query.message.chat.id, query.message.message_id, cut_short)

    async def _answered(self, ask: Ask, writing: Writing | None) -> Answer:
        """Ask the service, showing meanwhile that the bot writes. Raises TimeoutError after the time set."""
        self._in_hand += 1
        self._idle.clear()
        try:
            work = partial(
                copy_context().run,
                measured(self._service.ask),
                ask.question,
                history=ask.history,
                as_of=ask.as_of,
                on_sentence=writing.add if writing is not None else None,
                stop=writing.stop if writing is not None else None,
            )
            with self.typing.shown(ask.target):
                async with self._turns:  # the time an answer may take does not run while it waits for others
                    # Threads of their own: answers that hang hold up other answers, not memory and buttons.
                    asking = asyncio.get_running_loop().run_in_executor(self._workers, work)
                    return await asyncio.wait_for(asking, self._settings.answer_seconds)
        finally:
            self._in_hand -= 1
            if not self._in_hand:
                self._idle.set()
            if writing is not None:
                writing.stop.set()

    async def show(self, ask: Ask, answer: Answer, instead: Sequence[int]) -> None:
        """Store the reply, then show it: a button that is seen works."""
        given_id = await self._keep(ask, answer, instead)
        if answer.kind is AnswerKind.NO_ANSWER and ask.as_of is None:
            await remembered(self._state.gaps.add, answer.standalone_question)
        asked, question = ask.asked, ask.question
        given = Given(
            given_id or "", asked.chat_id, asked.thread_id, asked.asker_id, asked.message_id, (), question, answer, 0.0
        )
        piece, keyboard = shown(given, answer, ask.speech, Offer())
        sent = await self._delivery.replace(ask.target, instead, [piece], keyboard if given_id is not None else None)
        if given_id is None:
            return
        await remembered(self._state.replies.sent, given_id, sent)
        if ask.private and sent:
            self._suggestions.look_for(given_id, answer, ask.speech)

    async def _keep(self, ask: Ask, answer: Answer | None, instead: Sequence[int]) -> str | None:
        """Store the reply; what stood under the one it takes the place of, and what was thought of that, is gone."""
        given_id = await remembered(self._state.replies.keep, ask.asked, ask.question, answer)
        if given_id is not None and instead:
            await remembered(self._state.offers.clear, given_id)
            await remembered(self._state.votes.clear, given_id)
            await remembered(self._state.replies.sent, given_id, instead)
        return given_id
