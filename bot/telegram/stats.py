"""/stats: what was asked and how it went, as a picture and, for all who cannot see it, as text."""

from __future__ import annotations

import asyncio

import structlog
from telegram import Update
from telegram.ext import ContextTypes

from bot.answers.answer import AnswerKind
from bot.charts import days_picture
from bot.state.served import Days
from bot.status import Status
from bot.telegram.hearing import Hearing
from bot.telegram.speech import Speech

DAYS = 30
BUSIEST_SHOWN = 3

log = structlog.get_logger()


class Stats:
    """Handles /stats; that an editor asks in private is checked before."""

    def __init__(self, hearing: Hearing) -> None:
        self._hearing = hearing

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """The command."""
        heard = await self._hearing.heard(update, context)
        if heard is None:
            return
        service, state = self._hearing.service, self._hearing.state
        found = await self._hearing.ask(heard, lambda: (state.served.last(DAYS), service.status()))
        if found is None:
            return
        days, status = found
        speech = heard.speech
        try:
            picture = await asyncio.to_thread(
                days_picture,
                speech.say("stats-title", days=DAYS),
                days.days,
                [(name, count) for name, count in _kinds(days, speech)],
                _held(days, status, speech),
            )
        except Exception:  # the text has all that the picture has
            log.exception("telegram.picture_failed")
        else:
            caption = speech.say("stats-title", days=DAYS)
            await self._hearing.delivery.send_file(heard.target, picture, "stats.png", caption, picture=True)
        await self._hearing.say(heard, stats_text(days, status, speech))


def stats_text(days: Days, status: Status, speech: Speech) -> str:
    """All that the picture shows, in words."""
    lines = [speech.say("stats-title", days=DAYS), speech.say("stats-questions", count=days.count)]
    lines += [f"• {name}: {count}" for name, count in _kinds(days, speech) if count]
    busiest = sorted((one for one in days.days if one[1]), key=lambda one: -one[1])[:BUSIEST_SHOWN]
    if busiest:
        told = speech.listed([speech.say("stats-day", day=day, count=count) for day, count in busiest])
        lines.append(speech.say("stats-busiest", days=told))
        lines.append(speech.say("stats-today", count=days.days[-1][1]))
    return "\n".join([*lines, *_held(days, status, speech)])


def _kinds(days: Days, speech: Speech) -> list[tuple[str, int]]:
    return [(speech.say(f"stats-kind-{kind.value}"), days.kinds[kind.value]) for kind in AnswerKind]


def _held(days: Days, status: Status, speech: Speech) -> list[str]:
    lines = []
    if days.median_seconds is not None:
        lines.append(speech.say("stats-median", seconds=round(days.median_seconds, 2)))
    lines.append(speech.say("stats-held", articles=status.articles, passages=status.passages, entries=status.listings))
    lines.append(speech.say("stats-gaps", count=status.gaps))
    return lines
