"""/grant, /revoke and /roles: owners say who may change what is held, and who may ask where others may not."""

from __future__ import annotations

import re
from dataclasses import dataclass

import structlog
from telegram import Bot, Message, Update
from telegram.ext import ContextTypes

from bot.state import Role
from bot.telegram import menu
from bot.telegram.access import writer_of
from bot.telegram.addressing import SHARED_IDS
from bot.telegram.hearing import Heard, Hearing
from bot.telegram.memory import remembered

_GRANTED = (Role.EDITOR, Role.READER)
_ID = re.compile(r"[1-9]\d{0,15}")  # Telegram's have 52 bits

log = structlog.get_logger()


@dataclass(frozen=True)
class _Meant:
    """Whom a command is about, and the words that say what."""

    person_id: int
    words: tuple[str, ...]


class RoleList:
    """Handles the commands; that an owner sent them is checked before."""

    def __init__(self, hearing: Hearing) -> None:
        self._hearing = hearing

    async def granting(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/grant ID editor, or /grant editor as a reply to the person."""
        heard = await self._hearing.heard(update, context)
        if heard is None:
            return
        meant = _meant(heard.message, heard.words)
        roles = [role for role in _GRANTED if meant is not None and meant.words == (role.value,)]
        if meant is None or not roles:
            await self._hearing.say(heard, heard.speech.say("roles-grant-usage"))
            return
        if not await self._may_be_changed(heard, meant.person_id):
            return
        person, role, by = meant.person_id, roles[0], writer_of(heard.message) or 0
        if await self._changed(heard, self._hearing.state.roles.grant, person, role, by):
            await remembered(self._hearing.state.audit.add, by, "grant", str(person), role.value)
            log.info("telegram.role_granted", person=person, role=role.value, by=by)
            word = "roles-granted-editor" if role is Role.EDITOR else "roles-granted-reader"
            await self._hearing.say(heard, heard.speech.say(word, id=str(person)))
            await self._show_menu(context.bot, person)

    async def revoking(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/revoke ID, or /revoke as a reply to the person."""
        heard = await self._hearing.heard(update, context)
        if heard is None:
            return
        meant = _meant(heard.message, heard.words)
        if meant is None or meant.words:
            await self._hearing.say(heard, heard.speech.say("roles-revoke-usage"))
            return
        person, by = meant.person_id, writer_of(heard.message) or 0
        if not await self._may_be_changed(heard, person):
            return
        if person not in self._hearing.access.roles:
            await self._hearing.say(heard, heard.speech.say("roles-had-none", id=str(person)))
        elif await self._changed(heard, self._hearing.state.roles.revoke, person):
            await remembered(self._hearing.state.audit.add, by, "revoke", str(person))
            log.info("telegram.role_revoked", person=person, by=by)
            await self._hearing.say(heard, heard.speech.say("roles-revoked", id=str(person)))
            await self._show_menu(context.bot, person)

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/roles: who has which."""
        heard = await self._hearing.heard(update, context)
        if heard is None:
            return
        speech = heard.speech
        lines = [speech.say("roles-title")]
        for role in reversed(Role):
            held = [str(person) for person, its in self._hearing.access.roles.items() if its is role]
            lines += [f"• {one}: {speech.say(f'roles-name-{role.value}')}" for one in held]
        await self._hearing.say(heard, "\n".join([*lines, "", speech.say("roles-how")]))

    async def _may_be_changed(self, heard: Heard, person_id: int) -> bool:
        """Whether it is a person, and no owner; whoever asks is told where not."""
        if person_id in self._hearing.access.owners:
            await self._hearing.say(heard, heard.speech.say("roles-owner-by-setting"))
            return False
        return True

    async def _changed(self, heard: Heard, change: object, *values: object) -> bool:
        """Carry out a change of the roles; False after saying that it failed."""
        done = await self._hearing.ask(heard, lambda: (change(*values), True)[1])  # type: ignore[operator]
        if done:
            await self._hearing.access.read_roles()
        return bool(done)

    async def _show_menu(self, bot: Bot, person_id: int) -> None:
        """Give the person the menu of what he may do now; Telegram knows his chat only if he has written."""
        role = self._hearing.access.roles.get(person_id)
        chosen = await self._hearing.languages.chosen(person_id)
        await menu.publish_role(bot, person_id, chosen, role)


def _meant(message: Message, words: str) -> _Meant | None:
    """The id that comes first, else the writer of the message replied to; None where neither names a person."""
    parts = tuple(words.casefold().split())
    if parts and _ID.fullmatch(parts[0]):
        person = int(parts[0])
        return _Meant(person, parts[1:]) if person not in SHARED_IDS else None
    replied = message.reply_to_message
    # In a topic every message replies to the one that opened it: its writer is not meant.
    if replied is None or replied.forum_topic_created is not None:
        return None
    person_id = writer_of(replied)
    return _Meant(person_id, parts) if person_id is not None else None
