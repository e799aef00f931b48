"""Questions: a message for the bot comes in, one answer goes out as its reply, and follows the message's edits."""

from __future__ import annotations

import time

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.answers.follow_ups import standalone
from bot.settings import Settings
from bot.state import Asked, Given, State
from bot.telegram.access import Access
from bot.telegram.addressing import Addressed, Kind, addressed, asker_id, thread_id
from bot.telegram.answering import Answering, Ask
from bot.telegram.delivery import Delivery, Target
from bot.telegram.languages import Languages
from bot.telegram.memory import remembered
from bot.telegram.rendering import plain

HISTORY_QUESTIONS = 5
HISTORY_SECONDS = 30 * 60
# An edit that turns an old message into a question is a correction; after this it is something else.
NEW_QUESTION_BY_EDIT_SECONDS = 10 * 60
ALBUMS_REMEMBERED = 1000
_SOMEBODY = "Quivoria Holdings"  # stands for whatever was spoken of


class Questions:
    """Handles messages and their edits."""

    def __init__(
        self,
        answering: Answering,
        settings: Settings,
        state: State,
        access: Access,
        delivery: Delivery,
        languages: Languages,
    ) -> None:
        self._answering = answering
        self._languages = languages
        self._settings = settings
        self._state = state
        self._access = access
        self._delivery = delivery
        self._albums: dict[int, str] = {}

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
            with self._answering.typing.shown(Target.answering(message)):  # the memory may have much to do
                earlier = await remembered(self._state.replies.reply_to, message.chat.id, message.message_id)
                if earlier is not None and earlier.message_ids and earlier.answer is not None:
                    return  # Telegram delivered the message twice
                ask = await self._ask(message, mine)
            await self._reply(ask, mine, context.bot.username, earlier)
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
        await self._reply(await self._ask(message, mine), mine, context.bot.username, earlier)

    def _is_same_album(self, message: Message) -> bool:
        """Pictures sent together come as a message each; one word is enough for all of them."""
        album = message.media_group_id
        same = album is not None and self._albums.get(message.chat.id) == album
        if album is not None:
            if len(self._albums) >= ALBUMS_REMEMBERED:
                self._albums.clear()
            self._albums[message.chat.id] = album
        return same

    async def _ask(self, message: Message, mine: Addressed) -> Ask:
        speech, history = await self._languages.speech(message), await self._history(message, mine)
        return Ask(_asked(message), Target.answering(message), _question(mine), speech, history)

    async def _reply(self, ask: Ask, mine: Addressed, username: str, earlier: Given | None) -> None:
        question, speech, limit = ask.question, ask.speech, self._settings.question_chars
        instead = earlier.message_ids if earlier is not None else ()
        if mine.about_picture and (not question or _points(question)):
            await self._answering.say(ask, speech.say("answer-unreadable"), instead)
        elif not question:
            word = "answer-empty-question" if ask.private else "answer-empty-question-group"
            await self._answering.say(ask, speech.say(word, username=username), instead)
        elif len(question) > limit:
            word = "answer-too-long" if mine.question else "answer-about-too-long"
            await self._answering.say(ask, speech.say(word, length=len(question), limit=limit), instead)
        else:
            await self._answering.answer(ask, instead)

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


def _question(mine: Addressed) -> str:
    """What is asked: the person's own words, else the message he points at."""
    return mine.question or mine.about or ""


def _points(question: str) -> bool:
    """Whether it asks about something shown or said before it: "who is this?", "is that right?"."""
    return _SOMEBODY in standalone(question, f"Was {_SOMEBODY} sanctioned?")


def _asked(message: Message) -> Asked:
    return Asked(message.chat.id, thread_id(message), asker_id(message), message.message_id)
