"""Scheduled re-indexing: every so often by itself, by one replica, feeds and all; editors hear of it when it matters.

They are told what a run changed, and what went wrong once: the same again tomorrow is no news.
"""

from __future__ import annotations

import asyncio
import hashlib
import math
import secrets
import time
from dataclasses import dataclass
from datetime import timedelta

import structlog

from bot.index_results import result_of
from bot.settings import Settings
from bot.status import SourceStatus
from bot.telegram.delivery import Target
from bot.telegram.hearing import Hearing, keyboard_of
from bot.telegram.index_reports import report_text
from bot.telegram.index_runs import IndexRuns, Ran
from bot.telegram.memory import remembered
from bot.telegram.rendering import plain
from bot.telegram.speech import Speech
from bot.telegram.switching import waiting_rows
from bot.telegram.untrusted import clean_line
from corpus.errors import SanctionsBotError
from index.report import IndexReport

JOB = "reindex"
LOOK_EVERY_SECONDS = 20.0
RENEW_EVERY_SECONDS = 30.0
BUSY_AGAIN_SECONDS = 60.0  # when another process was re-indexing
SOURCES_SHOWN = 10

log = structlog.get_logger()


@dataclass(frozen=True)
class News:
    """What there is to tell of a run. `troubles` are by a key that stays the same while the trouble does."""

    report: IndexReport | None
    failure: str
    sources: tuple[SourceStatus, ...]
    recovered: bool

    def __bool__(self) -> bool:
        """Whether anybody needs to hear of it."""
        return self.report is not None or bool(self.failure) or bool(self.sources) or self.recovered


class ScheduledRuns:
    """Runs beside the bot, where SANCTIONS_BOT_REINDEX_EVERY is set."""

    def __init__(self, hearing: Hearing, runs: IndexRuns, settings: Settings) -> None:
        self._hearing = hearing
        self._runs = runs
        self._every: timedelta | None = settings.reindex_every
        self._me = secrets.token_hex(8)

    async def run(self) -> None:
        """Look whether a run is due, and carry it out, for ever; returns at once where none is wanted."""
        if self._every is None:
            return
        planned = False
        while True:
            try:
                if not planned:
                    await self._plan(self._every.total_seconds())
                    planned = True
                else:  # where the clock was ahead and is set back, the next run would be due in that future
                    every_seconds = self._every.total_seconds()
                    await asyncio.to_thread(self._hearing.state.jobs.plan, JOB, math.inf, every_seconds)
                if await asyncio.to_thread(self._hearing.state.jobs.claim, JOB, self._me):
                    await self._carry_out(self._every.total_seconds())
            except SanctionsBotError as error:
                log.error("telegram.schedule_failed", error=type(error).__name__, reason=str(error))
            except Exception:
                log.exception("telegram.schedule_failed")
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def _plan(self, every_seconds: float) -> None:
        """The first run is due so long after the last one, whoever started that: at once where that is past."""
        runs = await asyncio.to_thread(self._hearing.service.runs, 1)
        first_at = runs[0].started_at.timestamp() + every_seconds if runs else 0.0
        due_at = await asyncio.to_thread(self._hearing.state.jobs.plan, JOB, first_at, every_seconds)
        log.info("telegram.reindex_scheduled", every_seconds=every_seconds, in_seconds=round(due_at - time.time()))

    async def _carry_out(self, every_seconds: float) -> None:
        started = time.monotonic()
        service, jobs = self._hearing.service, self._hearing.state.jobs
        log.info("telegram.scheduled_reindex_started")
        renewing = asyncio.create_task(self._renew())
        again = 0.0  # where the bot is stopped meanwhile: due at the next start
        try:
            ran = await self._runs.carry_out(lambda progress: service.index(progress=progress, by="schedule"), None)
            if ran.busy:
                again = BUSY_AGAIN_SECONDS
            elif not ran.stopped:
                again = max(BUSY_AGAIN_SECONDS, every_seconds - (time.monotonic() - started))
                await self._tell(ran)
        finally:
            renewing.cancel()
            await remembered(jobs.done, JOB, self._me, again)

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(RENEW_EVERY_SECONDS)
            await remembered(self._hearing.state.jobs.renew, JOB, self._me)

    async def _tell(self, ran: Ran) -> None:
        result = result_of(ran.report) if ran.report is not None else ran.result
        log.info("telegram.scheduled_reindex_done", result=result)
        told = await remembered(self._hearing.state.jobs.told, JOB) or []
        sources = await asyncio.to_thread(self._hearing.service.sources)
        news, known = news_of(ran, sources, told)
        if known != told:
            await remembered(self._hearing.state.jobs.set_told, JOB, known)
        if not news:
            return
        await remembered(self._hearing.state.audit.add, None, "reindex", "scheduled", result)
        for person in sorted(self._hearing.access.editors):
            speech = await self._hearing.languages.in_chat(person)
            rows = waiting_rows(news.report.waiting, speech) if news.report is not None else ()
            await self._hearing.delivery.send(Target(person), plain(news_text(news, speech)), keyboard_of(rows))


def news_of(ran: Ran, sources: list[SourceStatus], told: list[str]) -> tuple[News, list[str]]:
    """What is new of a run to those who were `told` of earlier troubles, and what they know after it."""
    report = ran.report
    if report is None:
        failed = _key("failed", ran.words)
        return News(None, "" if failed in told else ran.words, (), False), list(dict.fromkeys([*told, failed]))
    failing = {_key("source", source.id): source for source in sources if source.last_error}
    troubles = [_key("held back", f"{one.source} {one.removed}") for one in report.held_back]
    troubles += [_key("waiting", report.waiting.generation)] if report.waiting is not None else []
    changed = report.waiting is None and bool(report.added or report.changed or report.removed)
    news = News(
        report if changed or not set(troubles) <= set(told) else None,
        "",
        tuple(source for key, source in failing.items() if key not in told),
        any(one.startswith("failed") for one in told),
    )
    return news, [*failing, *troubles]


def news_text(news: News, speech: Speech) -> str:
    """What editors are told of a run that nobody asked for."""
    lines = [speech.say("scheduled-title")]
    if news.failure:
        lines += [speech.say("reindex-failed"), clean_line(news.failure, 500)]
    if news.recovered:
        lines.append(speech.say("scheduled-recovered"))
    if news.report is not None:
        lines.append(report_text(news.report, speech))
    for source in news.sources[:SOURCES_SHOWN]:
        reason = speech.say("sources-not-read", reason=clean_line(source.last_error or "", 300))
        lines.append(f"• {clean_line(source.location)}: {reason}")
    if len(news.sources) > SOURCES_SHOWN:
        lines.append(speech.say("scheduled-more", count=len(news.sources) - SOURCES_SHOWN))
    return "\n".join(lines)


def _key(kind: str, what: str) -> str:
    return f"{kind} {hashlib.sha256(what.encode('utf-8', 'replace')).hexdigest()[:16]}"
