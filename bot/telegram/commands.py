"""Commands anybody may use: /start, /help, /sources, /status."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import PurePath

import structlog
from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.service import Service
from bot.settings import Settings
from bot.state import State
from bot.status import SourceStatus, Status
from bot.telegram import menu, phrases
from bot.telegram.access import Access
from bot.telegram.delivery import Delivery, Target
from bot.telegram.reindexing import counted
from bot.telegram.rendering import day, plain
from bot.telegram.untrusted import clean_line

log = structlog.get_logger()


class Commands:
    """Handles the commands."""

    def __init__(self, service: Service, settings: Settings, state: State, access: Access, delivery: Delivery) -> None:
        self._service = service
        self._settings = settings
        self._state = state
        self._access = access
        self._delivery = delivery

    async def start(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Who the bot is; in private, while it has no admin, also how to become one."""
        message = await self._heard(update)
        if message is None:
            return
        if message.chat.type != ChatType.PRIVATE:
            await self._say(message, phrases.start_group(context.bot.username))
            return
        await self._say(message, phrases.start_private(clean_line(context.bot.first_name)))
        if not self._access.admins and message.from_user is not None:
            log.warning("telegram.no_admin", user_id=message.from_user.id, setting="SANCTIONS_BOT_ADMINS")
            await self._say(message, phrases.first_admin(message.from_user.id))
        elif self._access.is_admin(message):
            await menu.publish_admin(context.bot, message.chat.id)

    async def help(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """What can be done here, by this person."""
        message = await self._heard(update)
        if message is None:
            return
        if message.chat.type != ChatType.PRIVATE:
            await self._say(message, phrases.help_group(context.bot.username))
            return
        text = phrases.help_private(context.bot.username, self._settings.question_chars)
        shown = menu.Menu.ADMINS if self._access.is_admin(message) else menu.Menu.PRIVATE
        commands = "\n".join(f"/{entry.command} – {entry.description}" for entry in menu.entries(shown))
        await self._say(message, f"{text}\n\nCommands\n{commands}")

    async def sources(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """What the answers come from."""
        message = await self._heard(update)
        if message is None:
            return
        sources, status = await asyncio.to_thread(lambda: (self._service.sources(), self._service.status()))
        for_admin = message.chat.type == ChatType.PRIVATE and self._access.is_admin(message)
        await self._say(message, sources_text(sources, status, for_admin=for_admin))

    async def status(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """How current the index is; for an admin in private also how the program is."""
        message = await self._heard(update)
        if message is None:
            return
        status, gaps = await asyncio.to_thread(lambda: (self._service.status(), self._state.gaps.count()))
        for_admin = message.chat.type == ChatType.PRIVATE and self._access.is_admin(message)
        await self._say(message, status_text(status, gaps if for_admin else None, for_admin=for_admin))

    async def _heard(self, update: Update) -> Message | None:
        """The message, if the bot answers in its chat."""
        message = update.message
        assert message is not None
        if self._access.is_allowed(message.chat.id):
            return message
        if self._access.should_tell(message):
            await self._say(message, phrases.NOT_HERE)
        return None

    async def _say(self, message: Message, text: str) -> None:
        target = Target.answering(message)
        if message.chat.type == ChatType.PRIVATE:
            target = Target(target.chat_id, target.thread_id)
        await self._delivery.send(target, plain(text))


def sources_text(sources: list[SourceStatus], status: Status, *, for_admin: bool) -> str:
    """The places articles come from and the lists held. Full paths and errors are for an admin."""
    lines = [
        f"I answer from {counted(status.articles, 'article', 'articles')} and "
        f"{counted(status.listings, 'entry', 'entries')} of official lists."
    ]
    if sources:
        lines += ["", "Where they come from"]
    for source in sources:
        location = clean_line(source.location if for_admin else PurePath(source.location).name or source.location)
        held = [
            counted(source.articles, "article", "articles") if source.articles or not source.listings else "",
            counted(source.listings, "list entry", "list entries") if source.listings else "",
        ]
        line = f"• {location}: {', '.join(filter(None, held))}"
        if source.last_success is not None:
            line += f", read {day(source.last_success)}"
        lines.append(line)
        if for_admin and source.last_error:
            lines.append(f"   not read last time: {clean_line(source.last_error)}")
    if status.lists:
        lines += ["", "Official lists"]
        lines += [f"• {line}" for line in _lists(status)]
    return "\n".join(lines)


def status_text(status: Status, gaps: int | None, *, for_admin: bool) -> str:
    """How current the index is; `gaps` and the health of the parts are for an admin."""
    if status.generation is None:
        lines = ["I have no index yet. " + ("/reindex makes one." if for_admin else "Please come back later.")]
    else:
        when = f", last brought up to date {_moment(status.last_run)}" if status.last_run is not None else ""
        lines = [
            f"I hold {counted(status.articles, 'article', 'articles')} in "
            f"{counted(status.passages, 'passage', 'passages')}{when}."
        ]
        if status.newest_article is not None:
            lines.append(f"The newest article is of {day(status.newest_article)}.")
        lines += [f"• {line}" for line in _lists(status)]
    if gaps is not None:
        lines += ["", f"Questions I could not answer: {gaps:,}"]
    if for_admin:
        lines.append(f"Index {status.generation or 'none'}, model {clean_line(status.model)}")
        lines += [f"{clean_line(part)}: {clean_line(state)}" for part, state in status.health.items()]
    return "\n".join(lines)


def _lists(status: Status) -> list[str]:
    return [
        f"{clean_line(held.list)}: {counted(held.entries, 'entry', 'entries')}, "
        + (f"edition of {day(held.as_of)}" if held.as_of is not None else "edition not dated")
        for held in status.lists
    ]


def _moment(when: datetime) -> str:
    return f"{day(when)} at {when:%H:%M} UTC"
