"""The gate: which role each handler needs, in one table, and the check before a handler that needs one runs.

Roles are read anew from the database for each such check: what was revoked a moment ago, by whatever replica, is gone.
"""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

import structlog
from telegram import Update
from telegram.constants import ChatType
from telegram.ext import BaseHandler, ContextTypes

from bot.state import Role, StateError
from bot.telegram.access import writer_of
from bot.telegram.delivery import Target
from bot.telegram.hearing import Hearing
from bot.telegram.inbox import App
from bot.telegram.rendering import plain

Callback = Callable[[Update, ContextTypes.DEFAULT_TYPE], Awaitable[None]]

log = structlog.get_logger()


class Needs(Enum):
    """Whom a handler is for."""

    ANYBODY = auto()  # where the bot answers at all, which the handler itself looks up
    GROUP_ADMIN = auto()  # an admin of the group as Telegram knows them, which the handler asks Telegram
    EDITOR = auto()
    OWNER = auto()


@dataclass(frozen=True)
class Gated:
    """Whom a handler is for, and whether it acts in private chats only."""

    needs: Needs
    private: bool = False

    @property
    def role(self) -> Role | None:
        """The role it takes, None where it takes none."""
        return {Needs.EDITOR: Role.EDITOR, Needs.OWNER: Role.OWNER}.get(self.needs)


_ANYBODY, _GROUP_ADMIN = Gated(Needs.ANYBODY), Gated(Needs.GROUP_ADMIN)
_EDITOR, _EDITOR_PRIVATE = Gated(Needs.EDITOR), Gated(Needs.EDITOR, private=True)
_OWNER, _OWNER_PRIVATE = Gated(Needs.OWNER), Gated(Needs.OWNER, private=True)

# Every handler, by class and method. One that is not here is not added, and the bot does not start.
GATES: dict[str, Gated] = {
    "Groups.checked": _ANYBODY,
    "Groups.pressed_to_ask": _ANYBODY,
    "Limits.checked": _ANYBODY,
    "Membership.migrated": _ANYBODY,
    "Membership.changed": _ANYBODY,
    "Inline.asked": _ANYBODY,
    "DeepLinks.opened": _ANYBODY,
    "DeepLinks.pressed": _ANYBODY,
    "Commands.start": _ANYBODY,
    "Commands.help": _ANYBODY,
    "Commands.status": _ANYBODY,
    "LanguageChoice.asked": _ANYBODY,  # in a group of its admins: it asks Telegram
    "LanguageChoice.pressed": _ANYBODY,
    "Groups.asked": _GROUP_ADMIN,
    "Groups.pressed": _GROUP_ADMIN,
    "WhoIs.asked": _ANYBODY,
    "WhoIs.chosen": _ANYBODY,
    "Timelines.asked": _ANYBODY,
    "Timelines.pressed": _ANYBODY,
    "WatchList.asked": _ANYBODY,  # in a group of its admins: it asks Telegram
    "WatchList.pressed": _ANYBODY,
    "Latests.asked": _ANYBODY,
    "Latests.turned": _ANYBODY,
    "Comparisons.asked": _ANYBODY,
    "AsOf.asked": _ANYBODY,
    "Exports.asked": _ANYBODY,
    "Forgetting.asked": _ANYBODY,
    "Forgetting.pressed": _ANYBODY,
    "Questions.asked": _ANYBODY,
    "Questions.edited": _ANYBODY,
    "Answering.stopped": _ANYBODY,
    "AskingOn.offered": _ANYBODY,
    "AskingOn.of_another_day": _ANYBODY,
    "Evidence.pressed": _ANYBODY,
    "Evidence.more": _ANYBODY,
    "Evidence.others": _ANYBODY,
    "Evidence.unknown": _ANYBODY,
    "Pages.turned": _ANYBODY,
    "Feedback.pressed": _ANYBODY,
    "Feedback.reacted": _ANYBODY,
    "SourceList.asked": _ANYBODY,  # editors see more
    "SourceList.pressed": _EDITOR_PRIVATE,
    "Uploading.sent": _EDITOR_PRIVATE,
    "Uploading.pressed": _EDITOR_PRIVATE,
    "Uploading.undone": _EDITOR_PRIVATE,
    "Stats.asked": _EDITOR_PRIVATE,
    "GapsList.asked": _EDITOR_PRIVATE,
    "GapsList.pressed": _EDITOR_PRIVATE,
    "Reindexing.asked": _EDITOR,
    "Reindexing.pressed": _EDITOR,
    "IndexRuns.cancelled": _EDITOR,
    "Switching.waiting": _EDITOR,
    "Switching.decided": _EDITOR,
    "Switching.rollback": _EDITOR,
    "Switching.rolled_back": _EDITOR,
    "RoleList.granting": _OWNER,
    "RoleList.revoking": _OWNER,
    "RoleList.asked": _OWNER_PRIVATE,
    "AuditPages.asked": _OWNER_PRIVATE,
    "AuditPages.turned": _OWNER_PRIVATE,
}


class Gate:
    """Adds handlers to the application, each behind what the table says of it."""

    def __init__(self, hearing: Hearing) -> None:
        self._hearing = hearing

    def add(self, app: App, handler: BaseHandler[Any, Any, Any], group: int = 0) -> None:
        """Add a handler. Raises KeyError for one the table does not name."""
        gated = GATES[handler.callback.__qualname__]
        if gated.role is not None:
            handler.callback = self.guarded(handler.callback, gated)  # type: ignore[assignment]  # PTB says coroutine
        app.add_handler(handler, group=group)

    def guarded(self, callback: Callback, gated: Gated) -> Callback:
        """The callback for those alone whom it is for; others are told, where the bot answers."""

        @functools.wraps(callback)
        async def checked(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
            if await self._refused(update, gated):
                return
            await callback(update, context)

        return checked

    async def _refused(self, update: Update, gated: Gated) -> bool:
        hearing, role = self._hearing, gated.role
        assert role is not None
        heard = update.callback_query or update.message
        assert heard is not None  # no other updates come to what needs a role
        chat, person = update.effective_chat, heard.from_user
        writer = writer_of(update.message) if update.message is not None else person.id if person is not None else None
        try:
            await hearing.access.read_roles()
        except StateError as error:  # what was known last still counts: an owner is none by the database
            log.error("telegram.state_failed", reason=str(error))
        may = hearing.access.may(writer, role)
        if may and not (gated.private and (chat is None or chat.type != ChatType.PRIVATE)):
            return False
        speech = await hearing.languages.speech(heard)
        word = "roles-private" if may else "roles-owners-only" if role is Role.OWNER else "reindex-admins-only"
        if update.callback_query is not None:
            await hearing.delivery.answer(update.callback_query, speech.say(word), alert=True)
        elif update.message is not None and hearing.access.is_allowed(update.message.chat.id):
            if update.message.sender_chat is not None:
                word = "reindex-anonymous"
            await hearing.delivery.send(Target.answering(update.message), plain(speech.say(word)))
        log.info("telegram.not_permitted", role=role.value, person=writer)
        return True
