"""/asof DATE question: the answer from what was known on a day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime

from telegram import Update
from telegram.ext import ContextTypes

from bot.commands.days import TwoDatesError, parse_day
from bot.settings import Settings
from bot.telegram.addressing import text_replied_to
from bot.telegram.answering import Answering, Ask
from bot.telegram.hearing import Heard, Hearing
from bot.telegram.memory import remembered
from bot.telegram.speech import DEFAULT
from bot.telegram.untrusted import clean_line

_MOST_WORDS = 6  # of a day: "the last day of November 2020"
# A word that a day may end with, so that no word of the question is taken for a part of it.
_ENDS_A_DAY = re.compile(r"\d|年|月|日|ago|yesterday|today|week|month|year|day$", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]{3,}")


class AsOf:
    """Handles /asof."""

    def __init__(self, hearing: Hearing, answering: Answering, settings: Settings) -> None:
        self._hearing = hearing
        self._answering = answering
        self._settings = settings

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """The command."""
        heard = await self._hearing.heard(update, context)
        if heard is None:
            return
        speech = heard.speech
        if not heard.words:
            await self._hearing.say(heard, speech.say("asof-usage"))
            return
        shown = clean_line(heard.words, 60)
        today = datetime.now(UTC).date()
        try:
            day, question = split_day(heard.words, today, (speech.language, DEFAULT))
        except TwoDatesError:
            await self._hearing.say(heard, speech.say("asof-two-days", text=clean_line(heard.words.split()[0], 60)))
            return
        except ValueError:
            await self._hearing.say(heard, speech.say("asof-bad-day", text=shown))
            return
        if day > today:
            await self._hearing.say(heard, speech.say("asof-future", day=day))
            return
        question = question or await self._replied_question(heard, context.bot.id)
        limit = self._settings.question_chars
        if not question:
            await self._hearing.say(heard, speech.say("asof-no-question", text=shown))
        elif len(question) > limit:
            await self._hearing.say(heard, speech.say("answer-too-long", length=len(question), limit=limit))
        else:
            ask = Ask(heard.asked, heard.target, question, speech, as_of=day)
            await self._answering.answer(ask)

    async def _replied_question(self, heard: Heard, bot_id: int) -> str:
        """The question whose answer is replied to, else the text of the message."""
        replied = heard.message.reply_to_message
        if replied is not None and replied.from_user is not None and replied.from_user.id == bot_id:
            given = await remembered(self._hearing.state.replies.given_in, heard.message.chat.id, replied.message_id)
            if given is not None:
                return given.answer.standalone_question if given.answer is not None else given.question
        return text_replied_to(heard.message, bot_id) or ""


def split_day(words: str, today: date, languages: Sequence[str] = (DEFAULT,)) -> tuple[date, str]:
    """The day that `words` begin with, and the question after it. Raises ValueError without one, TwoDatesError."""
    parts = words.split()
    known = tuple(dict.fromkeys(languages))
    found: tuple[date, str] | None = None
    for count in range(1, min(_MOST_WORDS, len(parts)) + 1):
        last = parts[count - 1].strip(",:;.?")
        if not (_ENDS_A_DAY.search(last) or (_LETTERS.fullmatch(last) and _is_month_or_day(last, known))):
            continue
        try:
            day = parse_day(" ".join(parts[:count]).strip(" ,:;"), today, known)
        except TwoDatesError:
            raise
        except ValueError:
            continue
        found = day, " ".join(parts[count:])
    if found is None:
        raise ValueError(words)
    return found


def _is_month_or_day(word: str, languages: Sequence[str]) -> bool:
    """Whether a word alone is read as a day: November, Monday, ayer."""
    try:
        parse_day(word, None, languages)
    except ValueError:
        return False
    return True
