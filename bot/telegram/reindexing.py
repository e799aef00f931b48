"""Re-indexing from the chat: one message that tells how far it is, and the bot answering all the while."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from pathlib import PurePath

import structlog
from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.service import Service
from bot.telegram.access import Access
from bot.telegram.delivery import Delivery, Edited, Target
from bot.telegram.languages import Languages
from bot.telegram.references import apology
from bot.telegram.rendering import plain
from bot.telegram.speech import Speech
from bot.telegram.untrusted import clean_line
from corpus.errors import SanctionsBotError, WriterBusyError
from index.report import IndexReport, Pace, Progress

# Edits of one message: in a group they share 20 requests a minute with the answers given meanwhile.
EDIT_EVERY_SECONDS = 3.5
EDIT_EVERY_GROUP_SECONDS = 10.0
SKIPPED_SHOWN = 5
REASON_CHARS = 200
PACED_STAGES = frozenset({"reading", "fetching", "embedding"})
STAGES = PACED_STAGES | {"linking", "switching"}

log = structlog.get_logger()


class _StoppedError(Exception):
    """The bot is being shut down; an index run is safe to leave anywhere."""


class Reindexing:
    """Handles /reindex; at most one run at a time."""

    def __init__(self, service: Service, access: Access, delivery: Delivery, languages: Languages) -> None:
        self._service = service
        self._languages = languages
        self._access = access
        self._delivery = delivery
        self._running = False
        self._stopping = threading.Event()
        self._progress: Progress | None = None
        self._pace = Pace()
        self.ended: Callable[[], None] = lambda: None  # called when a run has ended

    def stop(self) -> None:
        """Make a run in progress end at its next step."""
        self._stopping.set()

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """An admin starts a run; anybody else is refused in one line."""
        message = update.message
        assert message is not None
        target = Target.answering(message)
        speech = await self._languages.speech(message)
        if not self._access.is_admin(message):
            if self._access.is_allowed(message.chat.id):
                word = "reindex-anonymous" if message.sender_chat is not None else "reindex-admins-only"
                await self._delivery.send(target, plain(speech.say(word)))
            return
        if self._running:
            await self._delivery.send(target, plain(speech.say("reindex-running")))
            return
        self._running = True
        self._progress, self._pace = None, Pace()
        sent = await self._delivery.send(target, plain(speech.say("reindex-started")))
        # Apart from this update, so that the chat's next questions do not wait for the run.
        context.application.create_task(self._run(message, target, sent[0] if sent else None, speech), update=update)

    async def _run(self, message: Message, target: Target, progress_message: int | None, speech: Speech) -> None:
        private = message.chat.type == ChatType.PRIVATE
        log.info("telegram.reindex_started", admin=message.from_user.id if message.from_user else None)
        try:
            run = asyncio.create_task(asyncio.to_thread(self._service.reindex, self._note, by=_by(message)))
            edited_at = await self._follow(run, target, progress_message, private, speech)
            result = await self._result(run, private, speech)
        finally:
            self._running = False
            self.ended()
        if progress_message is not None:
            await asyncio.sleep(max(0.0, edited_at + EDIT_EVERY_SECONDS - time.monotonic()))
            went = await self._delivery.edit(target.chat_id, progress_message, plain(result)[0])
            if went is Edited.DONE:
                return
        await self._delivery.send(target, plain(result))

    async def _follow(
        self,
        run: asyncio.Task[IndexReport],
        target: Target,
        progress_message: int | None,
        private: bool,
        speech: Speech,
    ) -> float:
        """Edit the message while the run goes on; returns when it was edited last, 0 if never."""
        pause = EDIT_EVERY_SECONDS if private else EDIT_EVERY_GROUP_SECONDS
        shown, edited_at = "", 0.0
        while True:
            done, _ = await asyncio.wait({run}, timeout=pause)
            if done:
                return edited_at
            now = self._progress
            if now is None or progress_message is None:
                continue
            text = progress_text(now, self._pace.per_second, self._pace.seconds_left, speech)
            if text != shown:
                await self._delivery.edit(target.chat_id, progress_message, plain(text)[0])
                shown, edited_at = text, time.monotonic()

    def _note(self, progress: Progress) -> None:
        """Called in the run's own thread."""
        if self._stopping.is_set():
            raise _StoppedError
        self._pace.note(progress)
        self._progress = progress

    async def _result(self, run: asyncio.Task[IndexReport], private: bool, speech: Speech) -> str:
        try:
            report = await run
        except WriterBusyError:
            return speech.say("reindex-busy")
        except _StoppedError:
            log.info("telegram.reindex_stopped")
            return speech.say("reindex-stopped")
        except SanctionsBotError as error:
            log.error("telegram.reindex_failed", error=type(error).__name__, reason=str(error))
            # The reason names files of the machine: for the admin alone.
            failed = apology(speech, "reindex-failed")
            return f"{failed}\n\n{clean_line(str(error), 500)}" if private else failed
        except Exception:
            log.exception("telegram.reindex_failed")
            return apology(speech, "reindex-failed")
        log.info("telegram.reindex_done", generation=report.generation, skipped=len(report.skipped))
        return report_text(report, speech)


def _by(message: Message) -> str:
    """Who starts a run, for the log of runs: the numeric id, as admins are set by."""
    return f"Telegram admin {message.from_user.id}" if message.from_user is not None else "Telegram"


def progress_text(progress: Progress, per_second: float | None, seconds_left: float | None, speech: Speech) -> str:
    """How far a re-index is, how fast it goes and how long this stage has left, where these are known."""
    share = ""
    if progress.total:
        share = speech.say("reindex-share", done=progress.done, total=progress.total)
    elif progress.done:
        share = speech.say("reindex-share-so-far", done=progress.done)
    stage = progress.stage if progress.stage in STAGES else "working"
    pace = []
    if per_second is not None and stage in PACED_STAGES:
        if per_second >= 1.5:
            pace.append(speech.say("reindex-per-second", count=round(per_second)))
        else:
            pace.append(speech.say("reindex-per-minute", count=round(per_second * 60)))
        if seconds_left is not None:
            pace.append(speech.say("reindex-left", duration=speech.duration(seconds_left)))
    lines = [speech.say(f"reindex-{stage}", share=share), ", ".join(pace), speech.say("reindex-meanwhile")]
    return "\n".join(filter(None, lines))


def report_text(report: IndexReport, speech: Speech) -> str:
    """What an index run did, for a chat."""
    took = speech.say("reindex-took", duration=speech.duration(report.seconds)) if report.seconds >= 1 else ""
    counts = {"reindex-added": report.added, "reindex-changed": report.changed, "reindex-removed": report.removed}
    changes = [speech.say(what, count=count) for what, count in counts.items() if count]
    if changes:
        lines = [speech.say("reindex-done", took=took, changes=", ".join(changes), unchanged=report.unchanged)]
    else:
        lines = [speech.say("reindex-done-unchanged", took=took)]
    if report.duplicates:
        lines.append(speech.say("reindex-duplicates", count=report.duplicates))
    lines.append(
        speech.say("reindex-held", articles=report.articles, passages=report.passages, entries=report.listings)
    )
    for change in report.list_changes:
        if change.previous is not None:
            lines.append(
                speech.say(
                    "reindex-list" if change.dated else "reindex-list-read",
                    list=clean_line(change.list, 80),
                    day=change.edition,
                    added=change.added,
                    removed=change.removed,
                    changed=change.changed,
                )
            )
    if report.waiting is not None:
        lines += ["", speech.say("reindex-waiting", reason=clean_line(report.waiting.reason, 300))]
    for held in report.held_back:
        source = clean_line(PurePath(held.source).name, 80)
        lines += ["", speech.say("reindex-held-back", source=source, removed=held.removed, of=held.of)]
    if report.skipped:
        lines += ["", speech.say("reindex-skipped", count=len(report.skipped))]
        for item in report.skipped[:SKIPPED_SHOWN]:
            file, reason = clean_line(PurePath(item.path).name, 80), clean_line(item.reason, REASON_CHARS)
            if item.line is None:
                told = speech.say("reindex-skipped-file", file=file, reason=reason)
            else:
                told = speech.say("reindex-skipped-line", file=file, line=item.line, reason=reason)
            lines.append(f"• {told}")
        if len(report.skipped) > SKIPPED_SHOWN:
            lines.append(speech.say("reindex-skipped-more", count=len(report.skipped) - SKIPPED_SHOWN))
    return "\n".join(lines)
