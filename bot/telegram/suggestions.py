"""Suggestions: questions one may ask next, each tried before it is offered, while nobody waits for an answer."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

import structlog

from bot.answers.answer import Answer
from bot.answers.next_questions import candidates, is_worth_offering
from bot.service import Service
from bot.settings import Settings
from bot.state import Offer, State
from bot.telegram.delivery import Delivery
from bot.telegram.memory import remembered
from bot.telegram.speech import Speech
from bot.telegram.under_answer import Choosing, shown
from bot.writer import Writer
from corpus.errors import SanctionsBotError

# After this a person has read on, and buttons that appear under what he reads would only startle him.
LATEST_SECONDS = 20.0

log = structlog.get_logger()


class Suggestions:
    """Looks for them in a thread of its own, while `idle` is set: nobody waits for an answer."""

    def __init__(
        self,
        service: Service,
        settings: Settings,
        state: State,
        delivery: Delivery,
        idle: asyncio.Event,
        choosing: Choosing,
    ) -> None:
        self._service = service
        self._most = settings.suggestions
        self._state = state
        self._delivery = delivery
        self._idle = idle
        self._choosing = choosing
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="suggestions")
        self._looking: set[asyncio.Task[None]] = set()

    def close(self) -> None:
        """Look no further."""
        for task in self._looking:
            task.cancel()
        self._worker.shutdown(wait=False, cancel_futures=True)

    def look_for(self, given_id: str, answer: Answer, speech: Speech) -> None:
        """Begin to look for what may be asked after this answer; what is found will stand under it."""
        if self._most:
            task = asyncio.create_task(self._look_for(given_id, answer, speech))
            self._looking.add(task)
            task.add_done_callback(self._looking.discard)

    async def _look_for(self, given_id: str, answer: Answer, speech: Speech) -> None:
        until = time.monotonic() + LATEST_SECONDS
        try:
            found = await self._found(answer, until)
        except SanctionsBotError as error:
            log.warning("telegram.no_suggestions", error=type(error).__name__, reason=str(error))
            return
        given = await remembered(self._state.replies.given, given_id) if found else None
        if given is None or given.answer is None or given.answer.id != answer.id or not given.message_ids:
            return  # edited or forgotten meanwhile
        await remembered(self._state.offers.offer, given_id, found)
        offer = await remembered(self._state.offers.of, given_id) or Offer()
        piece, keyboard = shown(given, answer, speech, offer, self._choosing.of(given_id))
        await self._delivery.edit(given.chat_id, given.message_ids[0], piece, keyboard)

    async def _found(self, answer: Answer, until: float) -> list[str]:
        """Up to the number set of questions that are answered well, and not with what was said already."""
        loop = asyncio.get_running_loop()
        found: list[str] = []
        said = {sentence.text for sentence in answer.sentences}
        for question in await loop.run_in_executor(self._worker, self._candidates, answer):
            if len(found) == self._most:
                break
            try:
                await asyncio.wait_for(self._idle.wait(), until - time.monotonic())
            except TimeoutError:
                break
            reply = await loop.run_in_executor(self._worker, self._ask, question)
            if is_worth_offering(answer, reply, said):
                found.append(question)
                said.update(sentence.text for sentence in reply.sentences[:1])
        return found

    def _candidates(self, answer: Answer) -> list[str]:
        return candidates(self._service.snapshot(), answer)

    def _ask(self, question: str) -> Answer:
        return self._service.ask(question, writer=Writer.QUOTES)
