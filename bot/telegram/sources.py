"""/sources: what the answers come from; for editors in private page by page, with a button to remove each."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from typing import TypeVar

import structlog
from telegram import InlineKeyboardButton, Message, Update
from telegram.ext import ContextTypes

from bot.index_results import result_of
from bot.settings import Settings
from bot.status import SourceStatus
from bot.telegram.commands import Commands, source_lines
from bot.telegram.hearing import Hearing, Rows, keyboard_of
from bot.telegram.index_reports import report_text
from bot.telegram.index_runs import IndexRuns, Shown
from bot.telegram.memory import remembered
from bot.telegram.reindexing import by_person, shown_in
from bot.telegram.rendering import plain
from bot.telegram.speech import Speech
from bot.telegram.switching import waiting_rows
from bot.telegram.untrusted import clean_line
from bot.uploads import Uploads
from corpus.errors import SanctionsBotError
from index.report import IndexReport, ProgressCallback

# "so" for source: a page of the list; a source to be removed; yes, remove it.
SOURCES_DATA = re.compile(r"^so:(?:page:(?P<page>\d{1,4})|(?P<what>ask|yes):(?P<source>[0-9a-f]{12}))$")
SHOWN = 6

log = structlog.get_logger()
T = TypeVar("T")


class SourceList:
    """Handles /sources and its buttons; that an editor presses them in private is checked before."""

    def __init__(self, hearing: Hearing, commands: Commands, runs: IndexRuns, settings: Settings) -> None:
        self._hearing = hearing
        self._commands = commands
        self._runs = runs
        self._uploads = Uploads(settings, hearing.state)

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """The command: a list with buttons for an editor in private, else what anybody is told."""
        message = update.message
        assert message is not None
        heard = await self._hearing.heard(update, context) if self._hearing.access.is_editor(message) else None
        if heard is None or not heard.private:
            await self._commands.sources(update, context)
            return
        page = await self._hearing.ask(heard, lambda: self._page(0, heard.speech))
        if page is not None:
            await self._hearing.say(heard, *page)

    async def pressed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Another page, a source to be removed, or the yes to that."""
        query = update.callback_query
        assert query is not None
        match = SOURCES_DATA.match(query.data or "")
        assert match is not None
        speech = await self._hearing.languages.speech(query)
        message = query.message
        if not isinstance(message, Message):  # too old to be changed
            await self._hearing.delivery.answer(query, speech.say("evidence-unknown"), alert=True)
            return
        if match["page"] is not None:
            await self._hearing.delivery.answer(query)
            await self._show(message, lambda: self._page(int(match["page"]), speech))
            return
        service = self._hearing.service
        found = await self._tried(lambda: [service.source(match["source"])])
        if found is None or found[0] is None:
            await self._hearing.delivery.answer(query, speech.say("sources-gone"), alert=True)
            return
        location, source = found[0]
        if service.is_set_as_source(location):
            await self._hearing.delivery.answer(query, speech.say("sources-set"), alert=True)
            return
        await self._hearing.delivery.answer(query)
        if match["what"] == "ask":
            await self._show(message, lambda: _question(source, match["source"], speech))
            return
        await self._hearing.delivery.edit(message.chat.id, message.message_id, plain(speech.say("reindex-working"))[0])
        shown = shown_in(query, message, speech)
        context.application.create_task(self._remove(shown, query.from_user.id, location, source), update=update)

    async def _remove(self, shown: Shown, person: int, location: str, source: SourceStatus) -> None:
        service, speech = self._hearing.service, shown.speech

        def work(progress: ProgressCallback) -> IndexReport:
            service.remove_source(location)
            upload = self._uploads.of_location(location)
            if upload is not None:
                self._uploads.remove(upload)
            return service.index(only=[], progress=progress, by=by_person(person))

        ran = await self._runs.carry_out(work, shown, patient=True)
        result = result_of(ran.report) if ran.report is not None else ran.result
        await remembered(self._hearing.state.audit.add, person, "source remove", source.location, result)
        log.info("telegram.source_removed", person=person, result=result)
        if ran.report is None:
            await self._runs.tell(shown, ran.words)
            return
        text = [speech.say("sources-removed", place=clean_line(source.location)), report_text(ran.report, speech)]
        await self._runs.tell(shown, "\n".join(text), waiting_rows(ran.report.waiting, speech))

    async def _tried(self, function: Callable[[], T]) -> T | None:
        """The result of something that reads the library, in a thread; None after noting that it failed."""
        try:
            return await asyncio.to_thread(function)
        except SanctionsBotError as error:
            log.error("telegram.no_sources", error=type(error).__name__, reason=str(error))
            return None

    async def _show(self, message: Message, page: Callable[[], tuple[str, Rows]]) -> None:
        shown = await self._tried(page)
        if shown is not None:
            text, rows = shown
            await self._hearing.delivery.edit(message.chat.id, message.message_id, plain(text)[0], keyboard_of(rows))

    def _page(self, page: int, speech: Speech) -> tuple[str, Rows]:
        """Blocks."""
        sources = self._hearing.service.sources()
        if not sources:
            return speech.say("sources-none"), ()
        last = (len(sources) - 1) // SHOWN
        page = min(page, last)
        lines = [speech.say("sources-title", count=len(sources))]
        rows: list[Sequence[InlineKeyboardButton]] = []
        for n, source in enumerate(sources[page * SHOWN : (page + 1) * SHOWN], page * SHOWN + 1):
            told = source_lines(source, speech, for_admin=True)
            lines += ["", f"{n}. {told[0]}", *told[1:]]
            label = speech.say("sources-remove", n=n, place=clean_line(_short(source.location), 40))
            rows.append([InlineKeyboardButton(label, callback_data=f"so:ask:{source.id}")])
        turns = [
            InlineKeyboardButton(speech.say(f"watch-button-page-{way}"), callback_data=f"so:page:{to}")
            for way, to in (("before", page - 1), ("after", page + 1))
            if 0 <= to <= last
        ]
        return "\n".join(lines), [*rows, *([turns] if turns else [])]


def _question(source: SourceStatus, key: str, speech: Speech) -> tuple[str, Rows]:
    held = {"articles": source.articles, "entries": source.listings}
    rows = [
        [InlineKeyboardButton(speech.say("sources-button-yes"), callback_data=f"so:yes:{key}")],
        [InlineKeyboardButton(speech.say("reindex-button-no"), callback_data="so:page:0")],
    ]
    return speech.say("sources-sure", place=clean_line(source.location), **held), rows


def _short(location: str) -> str:
    """The end of a path or address, which tells sources apart."""
    return location.rstrip("/").rsplit("/", 1)[-1] or location
