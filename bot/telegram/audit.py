"""/audit: what was done to the bot, by whom and when, page by page, for owners in private."""

from __future__ import annotations

import asyncio
import re

import structlog
from telegram import InlineKeyboardButton, Update
from telegram.ext import ContextTypes

from bot.telegram.hearing import Hearing, Rows, keyboard_of
from bot.telegram.rendering import plain
from bot.telegram.speech import Speech
from bot.telegram.untrusted import clean_line
from corpus.errors import SanctionsBotError

# "au" for the audit log, and the page to show, counted from 0.
AUDIT_DATA = re.compile(r"^au:(?P<page>\d{1,6})$")
SHOWN = 10

log = structlog.get_logger()


class AuditPages:
    """Handles /audit and its buttons; that an owner asks is checked before."""

    def __init__(self, hearing: Hearing) -> None:
        self._hearing = hearing

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """The command."""
        heard = await self._hearing.heard(update, context)
        if heard is None:
            return
        page = await self._hearing.ask(heard, lambda: self._page(0, heard.speech))
        if page is not None:
            await self._hearing.say(heard, *page)

    async def turned(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Another page."""
        query = update.callback_query
        assert query is not None
        match = AUDIT_DATA.match(query.data or "")
        assert match is not None
        speech = await self._hearing.languages.speech(query)
        try:
            text, rows = await asyncio.to_thread(self._page, int(match["page"]), speech)
        except SanctionsBotError as error:
            log.error("telegram.no_audit", error=type(error).__name__, reason=str(error))
            await self._hearing.delivery.answer(query, speech.say("evidence-failed"), alert=True)
            return
        await self._hearing.delivery.answer(query)
        if query.message is not None:
            where = query.message.chat.id, query.message.message_id
            await self._hearing.delivery.edit(*where, plain(text)[0], keyboard_of(rows))

    def _page(self, page: int, speech: Speech) -> tuple[str, Rows]:
        """Blocks."""
        audit = self._hearing.state.audit
        count = audit.count()
        if not count:
            return speech.say("audit-none"), ()
        page = min(page, (count - 1) // SHOWN)
        lines = [speech.say("audit-title", count=count)]
        broken = audit.broken_at()
        if broken is not None:
            lines.append(speech.say("audit-broken", entry=broken))
        for entry in audit.newest(SHOWN, page * SHOWN):
            who = speech.say("audit-by-itself") if entry.person_id is None else str(entry.person_id)
            about = f" {clean_line(entry.about, 80)}" if entry.about else ""
            what = f"{entry.act}{about}: {clean_line(entry.result, 120)}"
            lines.append(f"{entry.id}. {entry.at:%Y-%m-%d %H:%M} UTC, {who}, {what}")
        turns = [
            InlineKeyboardButton(speech.say(f"watch-button-page-{way}"), callback_data=f"au:{to}")
            for way, to in (("before", page - 1), ("after", page + 1))
            if 0 <= to <= (count - 1) // SHOWN
        ]
        return "\n".join(lines), [turns] if turns else []
