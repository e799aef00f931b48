"""Hearing: what every command about a name does first and last: may it be answered here, on what, in which language."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ParamSpec, TypeVar

import structlog
from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.answers.answer import Answer
from bot.service import Service
from bot.state import Asked, Given, State
from bot.telegram.access import Access
from bot.telegram.addressing import asker_id, text_replied_to, thread_id
from bot.telegram.delivery import Delivery, Target
from bot.telegram.languages import Languages
from bot.telegram.memory import remembered
from bot.telegram.references import apology
from bot.telegram.rendering import evidence_rows, plain, render_answer
from bot.telegram.richtext import Piece
from bot.telegram.speech import Speech
from corpus.errors import SanctionsBotError

NAME_CHARS = 200  # the longest name on the lists this was tried with has fewer
_NAME_WORDS = 8  # a message of more is searched for names
Rows = Sequence[Sequence[InlineKeyboardButton]]

log = structlog.get_logger()
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Heard:
    """A command that is to be answered, such as "who", the words after it, "" without any, and in which language."""

    message: Message
    command: str
    words: str
    speech: Speech
    username: str

    @property
    def private(self) -> bool:
        """Whether nobody else reads along."""
        return self.message.chat.type == ChatType.PRIVATE

    @property
    def target(self) -> Target:
        """Where the reply goes."""
        return Target.answering(self.message)

    @property
    def asked(self) -> Asked:
        """Who asked where, for the bot's memory."""
        message = self.message
        return Asked(message.chat.id, thread_id(message), asker_id(message), message.message_id)


@dataclass(frozen=True)
class Pressed:
    """A press of a button under the stored reply `given`, which is the message `message_id`."""

    query: CallbackQuery
    given: Given
    answer: Answer
    speech: Speech
    message_id: int

    @property
    def target(self) -> Target:
        """Where what the button shows goes."""
        return Target(self.given.chat_id, self.given.thread_id, self.message_id)

    @property
    def asked(self) -> Asked:
        """Who asked for it where, for the bot's memory."""
        return Asked(self.given.chat_id, self.given.thread_id, self.query.from_user.id, of_no_message())


class Hearing:
    """Shared by the commands."""

    def __init__(
        self, service: Service, state: State, access: Access, delivery: Delivery, languages: Languages
    ) -> None:
        self.service = service
        self.state = state
        self.access = access
        self.delivery = delivery
        self.languages = languages

    async def heard(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> Heard | None:
        """The command, or None where the bot does not answer; who is to be told so has been."""
        message = update.message
        assert message is not None
        speech = await self.languages.speech(message)
        if self.access.is_allowed(message.chat.id):
            command, *words = (message.text or message.caption or "").split(None, 1)
            name = command.removeprefix("/").partition("@")[0].casefold()
            return Heard(message, name, words[0].strip() if words else "", speech, context.bot.username)
        if self.access.should_tell(message):
            await self.delivery.send(Target.answering(message), plain(speech.say("answer-not-here")))
        return None

    async def name(self, heard: Heard, bot_id: int) -> str | None:
        """Whose name the command is about; else that of the message it replies to. None after saying how to ask."""
        name: str | None = " ".join(heard.words.split()) or await self._replied_name(heard, bot_id)
        if name is None:
            await self.say(heard, heard.speech.say("name-not-in-message", command=heard.command))
            return None
        if not name:
            await self.say(heard, heard.speech.say(f"{heard.command}-usage", username=heard.username))
            return None
        if len(name) > NAME_CHARS:
            await self.say(heard, heard.speech.say("name-too-long", limit=NAME_CHARS))
            return None
        return name

    async def _replied_name(self, heard: Heard, bot_id: int) -> str | None:
        """The name in the message replied to, "" where nothing is replied to, None where it has none."""
        replied = heard.message.reply_to_message
        if replied is not None and replied.from_user is not None and replied.from_user.id == bot_id:
            given = await remembered(self.state.replies.given_in, heard.message.chat.id, replied.message_id)
            if given is not None and given.answer is not None and given.answer.entities:
                return given.answer.entities[0]
        text = text_replied_to(heard.message, bot_id)
        if text is None:
            return ""
        words = " ".join(text.split()).rstrip("?!.")
        if len(words.split()) <= _NAME_WORDS and len(words) <= NAME_CHARS and replied is not None:
            names = await self.ask(heard, partial(self.service.names_in, words))
            return names[0] if names else words
        names = await self.ask(heard, partial(self.service.names_in, text[:4096]))
        return names[0] if names else None

    async def ask(self, heard: Heard | Pressed, function: Callable[[], T]) -> T | None:
        """The result of something of the service's, in a thread; None after saying that it failed."""
        try:
            return await asyncio.to_thread(function)
        except SanctionsBotError as error:
            log.error("telegram.not_answered", error=type(error).__name__, reason=str(error))
            await self.delivery.send(heard.target, plain(apology(heard.speech, "answer-failed")))
            return None

    async def say(self, heard: Heard, text: str, rows: Rows = ()) -> list[int]:
        """Reply with a text of the bot's own."""
        return await self.delivery.send(heard.target, plain(text), keyboard_of(rows))

    async def give(
        self,
        asked: Asked,
        target: Target,
        speech: Speech,
        question: str,
        answer: Answer,
        *,
        pieces: Sequence[Piece] = (),
        rows: Callable[[str], Rows] = lambda _: (),
    ) -> list[int]:
        """Send `answer`, stored first so that its evidence can be shown and it can be asked on.

        `pieces` are how it reads where that is not as answers do; `rows` gives the buttons under those of its evidence,
        by the id it is stored under.
        """
        given_id = await remembered(self.state.replies.keep, asked, question, answer)
        keyboard = None
        if given_id is not None:
            keyboard = keyboard_of([*evidence_rows(given_id, answer.citations, speech), *rows(given_id)])
        sent = await self.delivery.send(target, pieces or render_answer(answer, speech), keyboard)
        if given_id is not None:
            await remembered(self.state.replies.sent, given_id, sent)
        return sent

    async def pressed(self, query: CallbackQuery, given_id: str) -> Pressed | None:
        """A press of a button under the answer with this id, or None after saying why it is not heeded."""
        speech = await self.languages.speech(query)
        given = await remembered(self.state.replies.given, given_id)
        refusal = ""
        if given is None or given.answer is None or query.message is None:
            refusal = "evidence-unknown"
        elif given.chat_id != self.access.current(query.message.chat.id):
            refusal = "evidence-elsewhere"
        elif not self.access.is_allowed(given.chat_id):
            refusal = "answer-not-here"
        if refusal or given is None or given.answer is None or query.message is None:
            await self.delivery.answer(query, speech.say(refusal), alert=True)
            return None
        return Pressed(query, given, given.answer, speech, query.message.message_id)


def of_no_message() -> int:
    """A number to store what answers no message under: no message has it, and none is later than it."""
    return (1 << 40) + secrets.randbits(40)


def keyboard_of(rows: Rows) -> InlineKeyboardMarkup | None:
    """The buttons, None where there are none."""
    return InlineKeyboardMarkup(rows) if rows else None
