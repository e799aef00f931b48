"""/timeline NAME: what happened to somebody, as a picture and, for all who cannot see it, as text with its proofs."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections import Counter
from functools import partial

import structlog
from telegram import Update
from telegram.ext import ContextTypes

from bot.answers.answer import Answer, AnswerKind, Sentence
from bot.answers.notice import Notice
from bot.answers.timelines import Event, EventKind, Timeline
from bot.reports import MOST_EVENTS, Marked, chosen, timeline_picture
from bot.state import Asked
from bot.telegram.answering import Answering, Ask
from bot.telegram.delivery import Target
from bot.telegram.hearing import Hearing
from bot.telegram.rendering import plain
from bot.telegram.speech import Speech
from bot.telegram.untrusted import clean_line, clean_text

# "t" for timeline, the stored card of the one it is about.
TIMELINE_DATA = re.compile(r"^t:(?P<given>[\w-]{1,32})$")

log = structlog.get_logger()


class Timelines:
    """Handles /timeline and the button under a card."""

    def __init__(self, hearing: Hearing, answering: Answering) -> None:
        self._hearing = hearing
        self._answering = answering

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """The command."""
        heard = await self._hearing.heard(update, context)
        name = await self._hearing.name(heard, context.bot.id) if heard is not None else None
        if heard is None or name is None:
            return
        told = await self._hearing.ask(heard, partial(self._hearing.service.timeline, name))
        if told is not None:
            await self._show(told, name, heard.asked, heard.target, heard.speech)

    async def pressed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """The button."""
        query = update.callback_query
        assert query is not None
        match = TIMELINE_DATA.match(query.data or "")
        assert match is not None
        pressed = await self._hearing.pressed(query, match["given"])
        if pressed is None:
            return
        await self._hearing.delivery.answer(query)
        name = pressed.answer.entities[0] if pressed.answer.entities else pressed.answer.question
        picked = frozenset(pressed.answer.listings)
        told = await self._hearing.ask(pressed, partial(self._hearing.service.timeline, name, picked=picked))
        if told is not None:
            given = pressed.given
            asked = Asked.by_button(given.chat_id, given.thread_id, query.from_user.id)
            await self._show(told, name, asked, pressed.target, pressed.speech)

    async def _show(self, told: Timeline, name: str, asked: Asked, target: Target, speech: Speech) -> None:
        if not told.events and not told.undated:
            lines = [speech.say("timeline-none", name=clean_line(name))]
            if told.choices:
                lines.append(_several(told, speech))
            await self._hearing.delivery.send(target, plain("\n\n".join(lines)))
            return
        if told.events:
            try:
                picture = await asyncio.to_thread(_picture, told, name, speech)
            except Exception:  # the text has all that the picture has
                log.exception("telegram.picture_failed")
            else:
                await self._hearing.delivery.send_file(
                    target, picture, "timeline.png", caption(told, name, speech), picture=True
                )
        answer = written(told, name, speech)
        await self._answering.show(Ask(asked, target, answer.question, speech), answer, ())


def caption(told: Timeline, name: str, speech: Speech) -> str:
    """What the picture shows, in a sentence."""
    kinds = Counter(event.kind for event in told.events)
    counts = [speech.say(f"timeline-{kind}s", count=kinds[kind]) for kind in EventKind if kinds[kind]]
    first, last = told.events[0].when, told.events[-1].when
    which = "timeline-caption-day" if first == last else "timeline-caption"
    return speech.say(which, name=clean_line(name), first=first, last=last, told=speech.listed(counts))


def written(told: Timeline, name: str, speech: Speech) -> Answer:
    """The timeline as an answer: a line for each event, with its proof."""
    lines = [speech.say("timeline-heading", name=clean_line(name))]
    sentences = []
    for event in told.events:
        n = event.citation.n
        text = _line(event, speech)
        sentences.append(Sentence(text=text, citations=(n,), quoted=event.kind is EventKind.REPORT))
        lines.append(f"• {text} [{n}]")
    for text, citation in told.undated:
        text = speech.say("timeline-undated", text=clean_text(text))
        sentences.append(Sentence(text=text, citations=(citation.n,)))
        lines.append(f"• {text} [{citation.n}]")
    notes = [_several(told, speech)] if told.choices else []
    if told.left_out:
        notes.append(speech.say("timeline-left-out", count=told.left_out))
    listings = (citation.listing_id for citation in told.citations if citation.listing_id is not None)
    question = f"Timeline of {name}"
    return Answer(
        id=secrets.token_hex(8), question=question, standalone_question=question, kind=AnswerKind.ANSWER,
        text="\n".join(lines), sentences=tuple(sentences), citations=told.citations,
        entities=told.names[:1] or (name,), listings=tuple(dict.fromkeys(listings)), confidence=1.0,
        notices=tuple(Notice(text=note) for note in notes),
    )  # fmt: skip


def _line(event: Event, speech: Speech) -> str:
    text = " ".join(clean_text(event.text).split())
    if event.kind is EventKind.REPORT:
        citation = event.citation
        day = citation.published if citation.published is not None else speech.say("answer-undated")
        text = speech.say("timeline-quote", text=text, source=clean_line(citation.source or citation.title), day=day)
    return speech.say("timeline-line", when=event.when, text=text)


def _several(told: Timeline, speech: Speech) -> str:
    choices = "; ".join(clean_line(choice) for choice in told.choices)
    return speech.say("timeline-several", name=clean_line(told.subject), choices=choices)


def _picture(told: Timeline, name: str, speech: Speech) -> bytes:
    events = chosen(told.events)
    note = ""
    if len(told.events) > MOST_EVENTS:
        note = speech.say("timeline-shown", shown=len(events), count=len(told.events))
    legend = {key: speech.say(f"timeline-{key}") for key in ("designation", "delisting", "report", "inexact")}
    marked = [Marked(event.day, event.exact, event.kind.value, event.when, clean_text(event.text)) for event in events]
    return timeline_picture(speech.say("timeline-title", name=clean_line(name)), marked, legend, note)
