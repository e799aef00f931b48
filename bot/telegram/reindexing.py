"""Re-indexing from the chat: one message that tells how far it is, and the bot answering all the while."""

from __future__ import annotations

import asyncio
import threading
import time
from pathlib import PurePath

import structlog
from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.service import Service
from bot.telegram import phrases
from bot.telegram.access import Access
from bot.telegram.delivery import Delivery, Edited, Target
from bot.telegram.rendering import plain
from bot.telegram.untrusted import clean_line
from corpus.errors import SanctionsBotError, WriterBusyError
from index.report import IndexReport, Pace, Progress

# Edits of one message: in a group they share 20 requests a minute with the answers given meanwhile.
EDIT_EVERY_SECONDS = 3.5
EDIT_EVERY_GROUP_SECONDS = 10.0
SKIPPED_SHOWN = 5
REASON_CHARS = 200

log = structlog.get_logger()


class _StoppedError(Exception):
    """The bot is being shut down; an index run is safe to leave anywhere."""


class Reindexing:
    """Handles /reindex; at most one run at a time."""

    def __init__(self, service: Service, access: Access, delivery: Delivery) -> None:
        self._service = service
        self._access = access
        self._delivery = delivery
        self._running = False
        self._stopping = threading.Event()
        self._progress: Progress | None = None
        self._pace = Pace()

    def stop(self) -> None:
        """Make a run in progress end at its next step."""
        self._stopping.set()

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """An admin starts a run; anybody else is refused in one line."""
        message = update.message
        assert message is not None
        target = Target.answering(message)
        if not self._access.is_admin(message):
            if self._access.is_allowed(message.chat.id):
                anonymous = message.sender_chat is not None
                await self._delivery.send(target, plain(phrases.ANONYMOUS if anonymous else phrases.ADMINS_ONLY))
            return
        if self._running:
            await self._delivery.send(target, plain(phrases.REINDEX_RUNNING))
            return
        self._running = True
        self._progress, self._pace = None, Pace()
        sent = await self._delivery.send(target, plain(phrases.REINDEX_STARTED))
        # Apart from this update, so that the chat's next questions do not wait for the run.
        context.application.create_task(self._run(message, target, sent[0] if sent else None), update=update)

    async def _run(self, message: Message, target: Target, progress_message: int | None) -> None:
        private = message.chat.type == ChatType.PRIVATE
        log.info("telegram.reindex_started", admin=message.from_user.id if message.from_user else None)
        try:
            run = asyncio.create_task(asyncio.to_thread(self._service.reindex, self._note, by=_by(message)))
            edited_at = await self._follow(run, target, progress_message, private)
            result = await self._result(run, private)
        finally:
            self._running = False
        if progress_message is not None:
            await asyncio.sleep(max(0.0, edited_at + EDIT_EVERY_SECONDS - time.monotonic()))
            went = await self._delivery.edit(target.chat_id, progress_message, plain(result)[0])
            if went is Edited.DONE:
                return
        await self._delivery.send(target, plain(result))

    async def _follow(
        self, run: asyncio.Task[IndexReport], target: Target, progress_message: int | None, private: bool
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
            text = phrases.reindex_progress(
                now.stage, now.done, now.total, self._pace.per_second, self._pace.seconds_left
            )
            if text != shown:
                await self._delivery.edit(target.chat_id, progress_message, plain(text)[0])
                shown, edited_at = text, time.monotonic()

    def _note(self, progress: Progress) -> None:
        """Called in the run's own thread."""
        if self._stopping.is_set():
            raise _StoppedError
        self._pace.note(progress)
        self._progress = progress

    async def _result(self, run: asyncio.Task[IndexReport], private: bool) -> str:
        try:
            report = await run
        except WriterBusyError:
            return phrases.REINDEX_BUSY
        except _StoppedError:
            log.info("telegram.reindex_stopped")
            return phrases.REINDEX_STOPPED
        except SanctionsBotError as error:
            log.error("telegram.reindex_failed", error=type(error).__name__, reason=str(error))
            # The reason names files of the machine: for the admin alone.
            return f"{phrases.REINDEX_FAILED}\n\n{clean_line(str(error), 500)}" if private else phrases.REINDEX_FAILED
        except Exception:
            log.exception("telegram.reindex_failed")
            return phrases.REINDEX_FAILED
        log.info("telegram.reindex_done", generation=report.generation, skipped=len(report.skipped))
        return report_text(report)


def _by(message: Message) -> str:
    """Who starts a run, for the log of runs: the numeric id, as admins are set by."""
    return f"Telegram admin {message.from_user.id}" if message.from_user is not None else "Telegram"


def report_text(report: IndexReport) -> str:
    """What an index run did, for a chat."""
    done = f"Re-index done in {report.seconds:,.0f} s" if report.seconds >= 1 else "Re-index done"
    if report.added == report.changed == report.removed == 0:
        first = f"{done}: nothing has changed."
    else:
        changes = [(report.added, "added"), (report.changed, "changed"), (report.removed, "removed")]
        told = ", ".join(f"{count:,} {what}" for count, what in changes if count)
        first = f"{done}: {told}; {report.unchanged:,} unchanged."
    lines = [first]
    if report.duplicates:
        lines.append(f"{counted(report.duplicates, 'duplicate', 'duplicates')} left out.")
    lines.append(
        f"I now hold {counted(report.articles, 'article', 'articles')} in "
        f"{counted(report.passages, 'passage', 'passages')} and "
        f"{counted(report.listings, 'list entry', 'list entries')}."
    )
    for change in report.list_changes:
        if change.previous is not None:
            edition = f"edition of {change.edition}" if change.dated else f"as read on {change.edition}"
            counts = f"{change.added:,} added, {change.removed:,} removed, {change.changed:,} changed"
            lines.append(f"{clean_line(change.list, 80)}, {edition}: {counts}.")
    if report.waiting is not None:
        lines += [
            "",
            f"The new index is built but not in use: {clean_line(report.waiting.reason, 300)}. If it is to be used all "
            "the same, run `sanctions-bot index --accept` on the machine.",
        ]
    for held in report.held_back:
        lines += [
            "",
            f"Held back: {clean_line(PurePath(held.source).name, 80)} would lose {held.removed:,} of its "
            f"{held.of:,} articles and list entries. If that is right, run `sanctions-bot index "
            "--allow-removals` on the machine.",
        ]
    if report.skipped:
        lines += ["", f"Skipped {len(report.skipped):,}:"]
        for item in report.skipped[:SKIPPED_SHOWN]:
            place = clean_line(PurePath(item.path).name, 80) + (f", line {item.line}" if item.line is not None else "")
            lines.append(f"• {place}: {clean_line(item.reason, REASON_CHARS)}")
        if len(report.skipped) > SKIPPED_SHOWN:
            lines.append(f"… and {len(report.skipped) - SKIPPED_SHOWN:,} more; `sanctions-bot index` lists them all.")
    return "\n".join(lines)


def counted(count: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{count:,} {one if count == 1 else many}"
