"""Commands anybody may use: /start, /help, /sources, /status."""

from __future__ import annotations

import asyncio
from pathlib import PurePath

import structlog
from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.service import Service
from bot.settings import Settings
from bot.state import State
from bot.status import SourceStatus, Status
from bot.telegram import menu
from bot.telegram.access import Access
from bot.telegram.delivery import Delivery, Target
from bot.telegram.languages import Languages
from bot.telegram.rendering import plain
from bot.telegram.rules import Rules
from bot.telegram.speech import Speech
from bot.telegram.untrusted import clean_line

log = structlog.get_logger()


class Commands:
    """Handles the commands."""

    def __init__(
        self,
        service: Service,
        settings: Settings,
        state: State,
        access: Access,
        delivery: Delivery,
        languages: Languages,
        rules: Rules,
    ) -> None:
        self._service = service
        self._languages = languages
        self._rules = rules
        self._settings = settings
        self._state = state
        self._access = access
        self._delivery = delivery

    async def start(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Who the bot is; in private, while it has no admin, also how to become one."""
        message = await self._heard(update, context.bot.first_name)
        if message is None:
            return
        speech = await self._languages.speech(message)
        if message.chat.type != ChatType.PRIVATE:
            await self._say(message, speech.say("start-group", username=context.bot.username))
            return
        await self._say(message, speech.say("start-private", name=clean_line(context.bot.first_name)))
        if not self._access.owners and message.from_user is not None:
            log.warning("telegram.no_admin", user_id=message.from_user.id, setting="SANCTIONS_BOT_ADMINS")
            await self._say(message, speech.say("start-no-admin", id=str(message.from_user.id)))
        elif self._access.is_editor(message):
            chosen, role = await self._languages.chosen(message.chat.id), self._access.roles.get(message.chat.id)
            await menu.publish_chat(context.bot, message.chat.id, chosen, private=True, role=role)

    async def help(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """What can be done here, by this person: a stranger, somebody in private or in a group, an admin of either."""
        message = await self._heard(update, context.bot.first_name)
        if message is None:
            return
        speech = await self._languages.speech(message)
        username = context.bot.username
        if message.chat.type == ChatType.PRIVATE:
            is_admin = self._access.is_editor(message)
            shown = menu.menu_of(self._access.roles.get(message.chat.id)) if is_admin else menu.Menu.PRIVATE
            parts = [speech.say("help-asking", username=username, limit=self._settings.question_chars)]
            if context.bot.supports_inline_queries:
                parts[0] += "\n" + speech.say("help-inline", username=username)
            parts.append(speech.say("help-reading"))
            if is_admin:
                parts.append(speech.say("help-admin"))
        else:
            is_admin = await self._rules.wrote_as_admin(message)
            shown = menu.Menu.GROUP_ADMINS if is_admin else menu.Menu.GROUPS
            parts = [speech.say("help-group", username=username)]
            if is_admin:
                parts.append(speech.say("help-group-admin"))
        commands = [f"/{entry.command} – {entry.description}" for entry in menu.entries(shown, speech)]
        parts.append("\n".join([speech.say("help-commands"), *commands]))
        await self._say(message, "\n\n".join(parts))

    async def sources(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """What the answers come from."""
        message = await self._heard(update)
        if message is None:
            return
        speech = await self._languages.speech(message)
        sources, status = await asyncio.to_thread(lambda: (self._service.sources(), self._service.status()))
        for_admin = message.chat.type == ChatType.PRIVATE and self._access.is_editor(message)
        await self._say(message, sources_text(sources, status, speech, for_admin=for_admin))

    async def status(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """How current the index is; for an admin in private also how the program is."""
        message = await self._heard(update)
        if message is None:
            return
        speech = await self._languages.speech(message)
        status, gaps = await asyncio.to_thread(lambda: (self._service.status(), self._state.gaps.count()))
        for_admin = message.chat.type == ChatType.PRIVATE and self._access.is_editor(message)
        await self._say(message, status_text(status, gaps if for_admin else None, speech, for_admin=for_admin))

    async def _heard(self, update: Update, name: str = "") -> Message | None:
        """The message, if the bot answers in its chat; a stranger is told how to be let in where `name` is given."""
        message = update.message
        assert message is not None
        if self._access.is_allowed(message.chat.id):
            return message
        if self._access.should_tell(message):
            speech = await self._languages.speech(message)
            told = speech.say("help-stranger", name=clean_line(name), id=str(message.chat.id)) if name else ""
            await self._say(message, told or speech.say("answer-not-here"))
        return None

    async def _say(self, message: Message, text: str) -> None:
        target = Target.answering(message)
        if message.chat.type == ChatType.PRIVATE:
            target = Target(target.chat_id, target.thread_id)
        await self._delivery.send(target, plain(text))


def sources_text(sources: list[SourceStatus], status: Status, speech: Speech, *, for_admin: bool) -> str:
    """The places articles come from and the lists held. Full paths and errors are for an admin."""
    lines = [speech.say("sources-held", articles=status.articles, entries=status.listings)]
    if sources:
        lines += ["", speech.say("sources-places")]
    for source in sources:
        first, *others = source_lines(source, speech, for_admin=for_admin)
        lines += [f"• {first}", *others]
    if status.lists:
        lines += ["", speech.say("sources-lists"), *_lists(status, speech)]
    return "\n".join(lines)


def source_lines(source: SourceStatus, speech: Speech, *, for_admin: bool) -> list[str]:
    """One place, what it holds and when it was read; for an admin also what went wrong."""
    place = clean_line(source.location if for_admin else PurePath(source.location).name or source.location)
    held = []
    if source.articles or not source.listings:
        held.append(speech.say("sources-articles", count=source.articles))
    if source.listings:
        held.append(speech.say("sources-entries", count=source.listings))
    what = {"place": place, "held": ", ".join(held)}
    if source.last_success is None:
        lines = [speech.say("sources-place", **what)]
    else:
        lines = [speech.say("sources-place-read", **what, day=speech.day(source.last_success))]
    if for_admin and source.last_error:
        lines.append("   " + speech.say("sources-not-read", reason=clean_line(source.last_error)))
    return lines


def status_text(status: Status, gaps: int | None, speech: Speech, *, for_admin: bool) -> str:
    """How current the index is; `gaps` and the health of the parts are for an admin."""
    held = {"articles": status.articles, "passages": status.passages}
    if status.generation is None:
        lines = [speech.say("status-no-index-admin" if for_admin else "status-no-index")]
    elif status.last_run is None:
        lines = [speech.say("status-held", **held)]
    else:
        lines = [speech.say("status-held-at", **held, moment=speech.moment(status.last_run))]
    if status.generation is not None:
        if status.newest_article is not None:
            lines.append(speech.say("status-newest", day=status.newest_article))
        lines += _lists(status, speech)
    if gaps is not None:
        lines += ["", speech.say("status-gaps", count=gaps)]
    if for_admin:
        lines.append(speech.say("status-index", generation=status.generation or "–", model=clean_line(status.model)))
        lines += [f"{clean_line(part)}: {clean_line(state)}" for part, state in status.health.items()]
    return "\n".join(lines)


def _lists(status: Status, speech: Speech) -> list[str]:
    lines = []
    for held in status.lists:
        name = clean_line(held.list)
        if held.as_of is None:
            line = speech.say("sources-list-undated", list=name, count=held.entries)
        else:
            line = speech.say("sources-list", list=name, count=held.entries, day=held.as_of)
        lines.append(f"• {line}")
    return lines
