"""Questions: a message for the bot comes in, one answer goes out as its reply, and follows the message's edits."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

import structlog
from telegram import InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.answers.answer import Answer, AnswerKind
from bot.service import Service
from bot.settings import Settings
from bot.state import Asked, Given, State
from bot.telegram.access import Access
from bot.telegram.addressing import Addressed, Kind, addressed, asker_id, thread_id
from bot.telegram.delivery import Delivery, Target
from bot.telegram.drafting import Draft
from bot.telegram.evidence import evidence_keyboard
from bot.telegram.languages import Languages
from bot.telegram.memory import remembered
from bot.telegram.rendering import plain, render_answer
from bot.telegram.richtext import Piece
from bot.telegram.speech import Speech

HISTORY_QUESTIONS = 5
HISTORY_SECONDS = 30 * 60
# An edit that turns an old message into a question is a correction; after this it is something else.
NEW_QUESTION_BY_EDIT_SECONDS = 10 * 60
TYPING_EVERY_SECONDS = 4.5  # Telegram shows it for five
# In groups typing counts against the 20 requests a minute, so quick answers go without.
TYPING_DELAY_GROUP_SECONDS = 1.5
ALBUMS_REMEMBERED = 1000
WORKERS = 8  # questions worked on at once; more would only share the same processors

log = structlog.get_logger()


class Questions:
    """Handles messages and their edits."""

    def __init__(
        self,
        service: Service,
        settings: Settings,
        state: State,
        access: Access,
        delivery: Delivery,
        languages: Languages,
    ) -> None:
        self._service = service
        self._languages = languages
        self._settings = settings
        self._state = state
        self._access = access
        self._delivery = delivery
        self._albums: dict[int, str] = {}
        self._typing: set[asyncio.Task[None]] = set()
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="answer")

    def close(self) -> None:
        """Take no more questions; those being worked on end by themselves."""
        self._workers.shutdown(wait=False, cancel_futures=True)

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A new message."""
        message = update.message
        assert message is not None
        mine = addressed(message, context.bot.id, context.bot.username)
        if mine is None:
            return
        if not self._access.is_allowed(message.chat.id):
            if self._access.should_tell(message):
                speech = await self._languages.speech(message)
                await self._delivery.send(Target.answering(message), plain(speech.say("answer-not-here")))
            return
        if mine.kind is Kind.QUESTION:
            earlier = await remembered(self._state.replies.reply_to, message.chat.id, message.message_id)
            if earlier is not None and earlier.message_ids:
                return  # Telegram delivered the message twice
            await self._reply(message, mine, context.bot.username, earlier)
            return
        if mine.kind is Kind.UNREADABLE and self._is_same_album(message):
            return
        word = {
            Kind.COMMAND: "answer-unknown-command",
            Kind.FORWARD: "answer-forwarded",
            Kind.UNREADABLE: "answer-unreadable",
        }[mine.kind]
        speech = await self._languages.speech(message)
        await self._delivery.send(Target.answering(message), plain(speech.say(word)))

    async def edited(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """An edited message: the answer it has is edited; one that only now asks something is answered."""
        message = update.edited_message
        assert message is not None
        mine = addressed(message, context.bot.id, context.bot.username, edited=True)
        if mine is None or mine.kind is not Kind.QUESTION or not self._access.is_allowed(message.chat.id):
            return
        earlier = await remembered(self._state.replies.reply_to, message.chat.id, message.message_id)
        if earlier is None and time.time() - message.date.timestamp() > NEW_QUESTION_BY_EDIT_SECONDS:
            return
        if earlier is not None and earlier.question == _question(mine):
            return  # only a link preview or a style changed
        await self._reply(message, mine, context.bot.username, earlier)

    def _is_same_album(self, message: Message) -> bool:
        """Pictures sent together come as a message each; one word is enough for all of them."""
        album = message.media_group_id
        same = album is not None and self._albums.get(message.chat.id) == album
        if album is not None:
            if len(self._albums) >= ALBUMS_REMEMBERED:
                self._albums.clear()
            self._albums[message.chat.id] = album
        return same

    async def _reply(self, message: Message, mine: Addressed, username: str, earlier: Given | None) -> None:
        question = _question(mine)
        speech = await self._languages.speech(message)
        private = message.chat.type == ChatType.PRIVATE
        limit = self._settings.question_chars
        answer: Answer | None = None
        if not question:
            word = "answer-empty-question" if private else "answer-empty-question-group"
            pieces = plain(speech.say(word, username=username))
        elif len(question) > limit:
            word = "answer-too-long" if mine.question else "answer-about-too-long"
            pieces = plain(speech.say(word, length=len(question), limit=limit))
        else:
            started = time.monotonic()
            try:
                answer = await self._answer(message, mine, question, private)
            except TimeoutError:
                log.warning("telegram.answer_too_slow", seconds=self._settings.answer_seconds)
                pieces = plain(speech.say("answer-too-slow"))
            else:
                pieces = render_answer(answer, speech) or plain(speech.say("answer-failed"))
                log.info(
                    "telegram.answered",
                    kind=answer.kind.value,
                    chat_type=message.chat.type,
                    citations=len(answer.citations),
                    messages=len(pieces),
                    edited=earlier is not None,
                    seconds=round(time.monotonic() - started, 3),
                )
        await self._deliver(message, question, answer, pieces, earlier, speech)

    async def _answer(self, message: Message, mine: Addressed, question: str, private: bool) -> Answer:
        """Ask the service, showing meanwhile that the bot writes. Raises TimeoutError after the time set."""
        history = await self._history(message, mine)
        draft = Draft(self._delivery, Target.answering(message)) if private else None
        answered = asyncio.Event()
        typing = asyncio.create_task(self._type(Target.answering(message), private, answered))
        self._typing.add(typing)
        typing.add_done_callback(self._typing.discard)
        try:
            # Threads of their own: answers that hang hold up other answers, never the bot's memory or its buttons.
            ask = partial(
                self._service.ask, question, history=history, on_sentence=draft.add if draft is not None else None
            )
            asking = asyncio.get_running_loop().run_in_executor(self._workers, ask)
            return await asyncio.wait_for(asking, self._settings.answer_seconds)
        finally:
            if draft is not None:
                await draft.close()
            answered.set()  # ends the typing between two requests: one cut off in the middle costs its connection

    async def _history(self, message: Message, mine: Addressed) -> list[str]:
        """What a "when?" or "is this true?" may refer to, the nearest last: never from another chat or topic."""
        asked = _asked(message)
        history = (
            await remembered(self._state.replies.history, asked, seconds=HISTORY_SECONDS, count=HISTORY_QUESTIONS) or []
        )
        if mine.about_answer is not None:
            about = await remembered(self._state.replies.given_in, message.chat.id, mine.about_answer)
            if about is not None:
                history = [question for question in history if question != about.question] + [about.question]
        if mine.question and mine.about is not None:
            history.append(mine.about[: self._settings.question_chars])
        return history[-HISTORY_QUESTIONS:]

    async def _deliver(
        self,
        message: Message,
        question: str,
        answer: Answer | None,
        pieces: list[Piece],
        earlier: Given | None,
        speech: Speech,
    ) -> None:
        """Store the reply, then show it: a button that is seen works."""
        keyboard: InlineKeyboardMarkup | None = None
        given_id = await remembered(self._state.replies.keep, _asked(message), question, answer)
        if answer is not None and answer.kind is AnswerKind.NO_ANSWER:
            await remembered(self._state.gaps.add, answer.standalone_question)
        if given_id is not None and answer is not None:
            keyboard = evidence_keyboard(given_id, answer.citations, speech)
        target = Target.answering(message)
        if earlier is not None and earlier.message_ids:
            sent = await self._delivery.replace(target, earlier.message_ids, pieces, keyboard)
        else:
            sent = await self._delivery.send(target, pieces, keyboard)
        if given_id is not None:
            await remembered(self._state.replies.sent, given_id, sent)

    async def _type(self, target: Target, private: bool, answered: asyncio.Event) -> None:
        pause = 0.0 if private else TYPING_DELAY_GROUP_SECONDS
        while not answered.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(answered.wait(), pause)
                return
            await self._delivery.typing(target)
            pause = TYPING_EVERY_SECONDS


def _question(mine: Addressed) -> str:
    """What is asked: the person's own words, else the message he points at."""
    return mine.question or mine.about or ""


def _asked(message: Message) -> Asked:
    return Asked(message.chat.id, thread_id(message), asker_id(message), message.message_id)
