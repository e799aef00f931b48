"""/latest: the newest articles and changes of lists, of everybody or of a name, page by page."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from functools import partial

from telegram import InlineKeyboardButton, Update
from telegram.constants import MessageEntityType
from telegram.ext import ContextTypes

from bot.answers.answer import Answer, AnswerKind
from bot.news import Latest
from bot.telegram.changes import told_change
from bot.telegram.hearing import Hearing, Rows, keyboard_of
from bot.telegram.rendering import add_work
from bot.telegram.richtext import Composer, Piece, pieces
from bot.telegram.speech import Speech
from bot.telegram.untrusted import clean_line
from corpus.list_history import Edition, EntryChange

# "k" for the page of the latest: the stored reply, from which article on.
LATEST_DATA = re.compile(r"^k:(?P<given>[\w-]{1,32}):(?P<offset>\d{1,6})$")
ARTICLES_SHOWN = 8
NAMES_SHOWN = 4
HISTORY_SHOWN = 12
_BOLD = MessageEntityType.BOLD


class Latests:
    """Handles /latest and its pages."""

    def __init__(self, hearing: Hearing) -> None:
        self._hearing = hearing

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """The command, with a name or without."""
        heard = await self._hearing.heard(update, context)
        if heard is None:
            return
        name: str | None = ""
        if heard.words or heard.message.reply_to_message is not None:
            name = await self._hearing.name(heard, context.bot.id)
        if name is None:
            return
        held = await self._hearing.ask(heard, partial(self._hearing.service.latest, ARTICLES_SHOWN, 0, name))
        if held is None:
            return
        shown = page(held, name, 0, heard.speech)
        question = f"What is the latest on {name}?" if name else "What is the latest?"
        answer = Answer(
            id=secrets.token_hex(8), question=question, standalone_question=question, kind=AnswerKind.ANSWER,
            text="\n".join(piece.text for piece in shown), entities=(name,) if name else (), confidence=1.0,
        )  # fmt: skip
        await self._hearing.give(
            heard.asked, heard.target, heard.speech, question, answer, pieces=shown,
            rows=lambda given: _turns(given, 0, held, heard.speech),
        )  # fmt: skip

    async def turned(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A press: the page it leads to, in the same message."""
        query = update.callback_query
        assert query is not None
        match = LATEST_DATA.match(query.data or "")
        assert match is not None
        pressed = await self._hearing.pressed(query, match["given"])
        if pressed is None:
            return
        await self._hearing.delivery.answer(query)
        offset, name = int(match["offset"]), next(iter(pressed.answer.entities), "")
        held = await self._hearing.ask(pressed, partial(self._hearing.service.latest, ARTICLES_SHOWN, offset, name))
        if held is not None:
            keyboard = keyboard_of(_turns(pressed.given.id, offset, held, pressed.speech))
            shown = page(held, name, offset, pressed.speech)[0]
            await self._hearing.delivery.edit(pressed.given.chat_id, pressed.message_id, shown, keyboard)


def page(held: Latest, name: str, offset: int, speech: Speech) -> list[Piece]:
    """One page: the articles, and on the first what lists did."""
    text = Composer()
    shown = clean_line(name)
    if held.articles:
        text.add(speech.say("latest-articles-about" if name else "latest-articles", name=shown), _BOLD)
        for article in held.articles:
            text.add("\n• ")
            add_work(text, article, speech)
    else:
        text.add(speech.say("latest-none", about=speech.say("latest-about", name=shown) if name else ""))
    if offset:
        text.add("\n\n" + speech.say("latest-page", first=offset + 1, last=offset + len(held.articles)))
    if held.listed:
        text.add("\n\n").add(speech.say("latest-listed"), _BOLD)
        for row in held.listed:
            line = speech.say(
                "latest-listed-line", name=clean_line(row.name), list=clean_line(row.list), day=row.listed_on
            )
            text.add(f"\n• {line}")
    if held.editions:
        text.add("\n\n").add(speech.say("latest-editions"), _BOLD)
        for edition, changes in held.editions:
            text.add(f"\n• {_edition(edition, changes, speech)}")
    if held.history:
        text.add("\n\n").add(speech.say("latest-history", name=shown), _BOLD)
        for title, change in held.history[:HISTORY_SHOWN]:
            text.add("\n• " + told_change(change.what, title, change.edition, change.fields, speech))
        if len(held.history) > HISTORY_SHOWN:
            text.add("\n" + speech.say("change-more", count=len(held.history) - HISTORY_SHOWN))
    return pieces(text.done())


def _edition(edition: Edition, changes: Sequence[EntryChange], speech: Speech) -> str:
    told = []
    for what in ("added", "removed", "changed"):
        names = [clean_line(change.name, 60) for change in changes if change.what == what]
        more = [speech.say("change-more", count=len(names) - NAMES_SHOWN)] if len(names) > NAMES_SHOWN else []
        if names:
            shown = "; ".join([*names[:NAMES_SHOWN], *more])
            told.append(speech.say(f"latest-{what}", count=len(names), names=shown))
    which = "latest-edition" if edition.dated else "latest-edition-as-read"
    return speech.say(which, list=clean_line(edition.list), day=edition.day, told="; ".join(told))


def _turns(given_id: str, offset: int, held: Latest, speech: Speech) -> Rows:
    turns = []
    if offset:
        before = max(0, offset - ARTICLES_SHOWN)
        turns.append(InlineKeyboardButton(speech.say("latest-newer"), callback_data=f"k:{given_id}:{before}"))
    if held.more:
        after = offset + ARTICLES_SHOWN
        turns.append(InlineKeyboardButton(speech.say("latest-older"), callback_data=f"k:{given_id}:{after}"))
    return [turns] if turns else []
