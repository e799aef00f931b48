"""Index runs started by the bot: one at a time, told of in one message with a Cancel button, the bot answering on."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from telegram import InlineKeyboardButton, Update
from telegram.ext import ContextTypes

from bot.telegram.delivery import Edited, Target
from bot.telegram.hearing import Hearing, Rows, keyboard_of
from bot.telegram.index_reports import progress_text
from bot.telegram.memory import remembered
from bot.telegram.references import apology
from bot.telegram.rendering import plain
from bot.telegram.speech import Speech
from bot.telegram.untrusted import clean_line
from corpus.errors import SanctionsBotError, WriterBusyError
from index.background import giving_way
from index.report import IndexReport, Pace, Progress, ProgressCallback

# "rc" for run and cancel: the run in the state.
CANCEL_DATA = re.compile(r"^rc:(?P<run>[\w-]{1,16})$")
# Edits of one message: in a group they share 20 requests a minute with the answers given meanwhile.
EDIT_EVERY_SECONDS = 3.5
EDIT_EVERY_GROUP_SECONDS = 10.0
# How long a run that nobody waits for lets another process's run end before it gives up, and how often it looks.
PATIENCE_SECONDS = 1800.0
LOOK_EVERY_SECONDS = 10.0

log = structlog.get_logger()

Work = Callable[[ProgressCallback], IndexReport]


class _StoppedError(Exception):
    """The bot is being shut down; an index run is safe to leave anywhere."""


class _CancelledError(Exception):
    """Somebody pressed Cancel."""


@dataclass(frozen=True)
class Shown:
    """The message that tells how far a run is, None where none does, and in which language."""

    target: Target
    message_id: int | None
    speech: Speech

    @property
    def private(self) -> bool:
        """Whether nobody else reads along: people's ids are positive, those of groups are not."""
        return self.target.chat_id > 0


@dataclass(frozen=True)
class Ran:
    """What came of a run: its report, or in words why there is none, for the chat and for the audit log."""

    report: IndexReport | None
    words: str = ""
    result: str = ""
    busy: bool = False
    stopped: bool = False  # because the bot is being shut down


class IndexRuns:
    """Carries out runs; `ended` is called after each."""

    def __init__(self, hearing: Hearing) -> None:
        self._hearing = hearing
        self._alone = asyncio.Lock()
        self._stopping = threading.Event()
        self._cancelled: set[str] = set()
        self._edited_at = 0.0
        self.ended: Callable[[], None] = lambda: None

    @property
    def busy(self) -> bool:
        """Whether a run of this process goes on."""
        return self._alone.locked()

    def stop(self) -> None:
        """Make a run in progress end at its next step: the bot is being shut down."""
        self._stopping.set()

    async def cancelled(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Cancel was pressed, by somebody who may start runs; the run itself says so when it has ended."""
        query = update.callback_query
        assert query is not None
        match = CANCEL_DATA.match(query.data or "")
        assert match is not None
        speech = await self._hearing.languages.speech(query)
        found = await remembered(self._hearing.state.index_runs.cancel, match["run"])
        if found:
            self._cancelled.add(match["run"])
            await remembered(self._hearing.state.audit.add, query.from_user.id, "cancel", "index run")
        text = speech.say("run-cancelling") if found else speech.say("run-over")
        await self._hearing.delivery.answer(query, text)

    async def carry_out(self, work: Work, shown: Shown | None, *, patient: bool = False) -> Ran:
        """Do `work` in a thread and tell how far it is; `patient` waits for a run of another process to end."""
        async with self._alone:
            run_id: str = await remembered(self._hearing.state.index_runs.begin) or ""
            try:
                until = time.monotonic() + PATIENCE_SECONDS
                ran = await self._once(work, shown, run_id)
                while ran.busy and patient and time.monotonic() < until and not self._stopping.is_set():
                    await asyncio.to_thread(self._stopping.wait, LOOK_EVERY_SECONDS)
                    ran = await self._once(work, shown, run_id)
                return ran
            finally:
                self._cancelled.discard(run_id)
                if run_id:
                    await remembered(self._hearing.state.index_runs.end, run_id)
                self.ended()

    async def do(self, act: Callable[[], object]) -> SanctionsBotError | None:
        """Do something short that changes which generation is live; what went wrong, None where nothing did."""
        try:
            await asyncio.to_thread(act)
        except SanctionsBotError as error:
            if not isinstance(error, WriterBusyError):
                log.error("telegram.switch_failed", error=type(error).__name__, reason=str(error))
            return error
        finally:
            self.ended()
        return None

    async def tell(self, shown: Shown, text: str, rows: Rows = ()) -> None:
        """Say what came of it in the message that told how far it was, else in one of its own."""
        if shown.message_id is not None:
            pause = EDIT_EVERY_SECONDS if shown.private else EDIT_EVERY_GROUP_SECONDS
            await asyncio.sleep(max(0.0, self._edited_at + pause - time.monotonic()))
            where = shown.target.chat_id, shown.message_id
            if await self._hearing.delivery.edit(*where, plain(text)[0], keyboard_of(rows)) is Edited.DONE:
                return
        await self._hearing.delivery.send(shown.target, plain(text), keyboard_of(rows))

    async def _once(self, work: Work, shown: Shown | None, run_id: str) -> Ran:
        follow = _Follow()

        def note(progress: Progress) -> None:
            """Called in the run's own thread."""
            if self._stopping.is_set():
                raise _StoppedError
            if run_id in self._cancelled:
                raise _CancelledError
            follow.pace.note(progress)
            follow.progress = progress

        def behind() -> IndexReport:
            with giving_way():
                return work(note)

        run = asyncio.create_task(asyncio.to_thread(behind))
        await self._follow(run, follow, shown, run_id)
        return await self._result(run, shown)

    async def _follow(self, run: asyncio.Task[IndexReport], follow: _Follow, shown: Shown | None, run_id: str) -> None:
        """Edit the message while the run goes on, and look whether it was cancelled at another replica."""
        pause = EDIT_EVERY_GROUP_SECONDS if shown is not None and not shown.private else EDIT_EVERY_SECONDS
        text_before = ""
        while not (await asyncio.wait({run}, timeout=pause))[0]:
            elsewhere = await remembered(self._hearing.state.index_runs.is_cancelled, run_id)
            if elsewhere:
                self._cancelled.add(run_id)
            now = follow.progress
            if now is None or shown is None or shown.message_id is None:
                continue
            text = progress_text(now, follow.pace.per_second, follow.pace.seconds_left, shown.speech)
            if text != text_before:
                button = InlineKeyboardButton(shown.speech.say("run-cancel"), callback_data=f"rc:{run_id}")
                where = shown.target.chat_id, shown.message_id
                rows = [[button]] if run_id else []
                await self._hearing.delivery.edit(*where, plain(text)[0], keyboard_of(rows))
                text_before, self._edited_at = text, time.monotonic()

    async def _result(self, run: asyncio.Task[IndexReport], shown: Shown | None) -> Ran:
        def failed(word: str, result: str, reason: str = "", *, busy: bool = False, stopped: bool = False) -> Ran:
            if shown is None:
                return Ran(None, reason or result, result, busy, stopped)
            # The reason may name files of the machine: not for a group.
            said = apology(shown.speech, word) if word == "reindex-failed" else shown.speech.say(word)
            words = [said, clean_line(reason, 500) if shown.private else ""]
            return Ran(None, "\n\n".join(filter(None, words)), result, busy, stopped)

        try:
            return Ran(await run)
        except WriterBusyError:
            return failed("reindex-busy", "not done: another run goes on", busy=True)
        except _StoppedError:
            log.info("telegram.reindex_stopped")
            return failed("reindex-stopped", "not done: the bot was stopped", stopped=True)
        except _CancelledError:
            log.info("telegram.reindex_cancelled")
            return failed("run-cancelled", "cancelled")
        except SanctionsBotError as error:
            log.error("telegram.reindex_failed", error=type(error).__name__, reason=str(error))
            return failed("reindex-failed", f"failed: {type(error).__name__}", str(error))
        except Exception as error:
            log.exception("telegram.reindex_failed")
            return failed("reindex-failed", f"failed: {type(error).__name__}")


class _Follow:
    """How far a run is; written in its thread."""

    def __init__(self) -> None:
        self.progress: Progress | None = None
        self.pace = Pace()
