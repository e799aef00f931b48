"""/reindex: what a run would do and how long it takes, a button to start it, and what it did."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import structlog
from telegram import CallbackQuery, InlineKeyboardButton, Message, Update
from telegram.ext import ContextTypes

from bot.index_results import result_of
from bot.telegram.access import writer_of
from bot.telegram.delivery import Target
from bot.telegram.hearing import Heard, Hearing, Rows
from bot.telegram.index_reports import SKIPPED_SHOWN, plan_text, report_text, skip_list
from bot.telegram.index_runs import IndexRuns, Ran, Shown
from bot.telegram.memory import remembered
from bot.telegram.rendering import plain
from bot.telegram.speech import Speech
from bot.telegram.switching import waiting_rows
from index.report import IndexReport, ProgressCallback, SkippedItem

# "ri" for re-index: go, go and allow what a source loses, or not now.
REINDEX_DATA = re.compile(r"^ri:(?P<what>go|allow|no)$")

log = structlog.get_logger()


class Reindexing:
    """Handles /reindex and the buttons under its plan; that an editor uses them is checked before."""

    def __init__(self, hearing: Hearing, runs: IndexRuns) -> None:
        self._hearing = hearing
        self._runs = runs
        self._begun = False  # known before the run itself has begun

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """The command: find out what a run would do."""
        heard = await self._hearing.heard(update, context)
        if heard is None:
            return
        if self._begun or self._runs.busy:
            await self._hearing.say(heard, heard.speech.say("reindex-running"))
            return
        self._begun = True
        sent = await self._hearing.say(heard, heard.speech.say("reindex-started"))
        # Apart from this update, so that the chat's next questions do not wait for it.
        context.application.create_task(self._plan(heard, sent[0] if sent else None), update=update)

    async def pressed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A button under the plan."""
        query = update.callback_query
        assert query is not None
        match = REINDEX_DATA.match(query.data or "")
        assert match is not None
        speech = await self._hearing.languages.speech(query)
        message = query.message
        if not isinstance(message, Message):  # too old to be changed
            await self._hearing.delivery.answer(query, speech.say("evidence-unknown"), alert=True)
            return
        if match["what"] != "no" and (self._begun or self._runs.busy):
            await self._hearing.delivery.answer(query, speech.say("reindex-running"), alert=True)
            return
        self._begun = self._begun or match["what"] != "no"
        await self._hearing.delivery.answer(query)
        if match["what"] == "no":
            await self._hearing.delivery.edit(
                message.chat.id, message.message_id, plain(speech.say("reindex-not-now"))[0]
            )
            return
        await self._hearing.delivery.edit(message.chat.id, message.message_id, plain(speech.say("reindex-working"))[0])
        shown = shown_in(query, message, speech)
        run = self._run(shown, query.from_user.id, allow_removals=match["what"] == "allow")
        context.application.create_task(run, update=update)

    async def _plan(self, heard: Heard, message_id: int | None) -> None:
        speech = heard.speech
        shown = Shown(heard.target, message_id, speech)
        log.info("telegram.reindex_planned", person=writer_of(heard.message))
        try:
            ran = await self._runs.carry_out(
                lambda progress: self._hearing.service.index(dry_run=True, progress=progress), shown
            )
        finally:
            self._begun = False
        if ran.report is None:
            await self._runs.tell(shown, ran.words)
            return
        choices = ["go", *(["allow"] if ran.report.held_back else []), "no"]
        rows = [
            [InlineKeyboardButton(speech.say(f"reindex-button-{what}"), callback_data=f"ri:{what}")] for what in choices
        ]
        await self._runs.tell(shown, plan_text(ran.report, speech), rows)
        await send_skip_list(self._hearing, shown.target, ran.report.skipped, speech)

    async def _run(self, shown: Shown, person: int, *, allow_removals: bool) -> None:
        audit, service = self._hearing.state.audit, self._hearing.service
        about = "with all removals" if allow_removals else ""
        log.info("telegram.reindex_started", person=person)

        def work(progress: ProgressCallback) -> IndexReport:
            return service.index(allow_removals=allow_removals, progress=progress, by=by_person(person))

        try:
            await remembered(audit.add, person, "reindex", about, "started")
            ran = await self._runs.carry_out(work, shown)
        finally:
            self._begun = False
        await remembered(audit.add, person, "reindex", about, result_of(ran.report) if ran.report else ran.result)
        await self.show(shown, ran)

    async def show(self, shown: Shown, ran: Ran) -> None:
        """Tell what a run did, with buttons where its result waits for a yes, and a file where much was left out."""
        if ran.report is None:
            await self._runs.tell(shown, ran.words)
            return
        report, speech = ran.report, shown.speech
        log.info("telegram.reindex_done", generation=report.generation, skipped=len(report.skipped))
        rows: Rows = waiting_rows(report.waiting, speech)
        await self._runs.tell(shown, report_text(report, speech), rows)
        await send_skip_list(self._hearing, shown.target, report.skipped, speech)


async def send_skip_list(hearing: Hearing, target: Target, skipped: tuple[SkippedItem, ...], speech: Speech) -> None:
    """Send all that was left out as a file, where the message itself shows but some of it."""
    if len(skipped) <= SKIPPED_SHOWN:
        return
    content = skip_list(skipped, private=target.chat_id > 0)
    name = f"skipped-{datetime.now(UTC):%Y-%m-%d}.txt"
    await hearing.delivery.send_file(target, content, name, speech.say("reindex-skip-list", count=len(skipped)))


def shown_in(query: CallbackQuery, message: Message, speech: Speech) -> Shown:
    """The message whose button was pressed as the one that tells how far what it starts is."""
    return Shown(Target.answering(message), message.message_id, speech)


def by_person(person: int) -> str:
    """Who starts a run, for the log of runs: the numeric id, as roles are given by."""
    return f"Telegram {person}"
