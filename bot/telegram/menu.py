"""The commands, once: which exist, what they do, and in whose menu each of them stands."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

import structlog
from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
)
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.state import Role
from bot.telegram.languages import Languages
from bot.telegram.speech import DEFAULT, LOCALES, Speech, read_texts, speech_in

log = structlog.get_logger()


class Menu(Enum):
    """Where a command is offered. It hides commands only; who may use one is decided when it comes."""

    PRIVATE = auto()
    GROUPS = auto()
    GROUP_ADMINS = auto()  # of the group, not of the bot
    EDITORS = auto()
    OWNERS = auto()  # of the bot; they have what editors have, too


@dataclass(frozen=True)
class Command:
    """One command and the menus it stands in; its description is the text `menu-NAME`."""

    name: str
    menus: frozenset[Menu]


_ALL = frozenset(Menu)

COMMANDS = (
    Command("start", frozenset()),  # sent by Telegram's own button
    Command("help", _ALL),
    Command("language", frozenset({Menu.PRIVATE, Menu.GROUP_ADMINS, Menu.EDITORS})),
    Command("settings", frozenset({Menu.GROUP_ADMINS})),
    Command("who", _ALL),
    Command("timeline", _ALL),
    Command("compare", _ALL),
    Command("asof", _ALL),
    Command("latest", _ALL),
    Command("watch", _ALL),
    Command("export", _ALL),
    Command("forget", _ALL),
    Command("sources", _ALL),
    Command("status", _ALL),
    Command("gaps", frozenset({Menu.EDITORS})),
    Command("reindex", frozenset({Menu.EDITORS})),
    Command("add", frozenset({Menu.EDITORS})),
    Command("stats", frozenset({Menu.EDITORS})),
    Command("rollback", frozenset({Menu.EDITORS})),
    Command("accept", frozenset({Menu.EDITORS})),
    Command("grant", frozenset({Menu.OWNERS})),
    Command("revoke", frozenset({Menu.OWNERS})),
    Command("roles", frozenset({Menu.OWNERS})),
    Command("audit", frozenset({Menu.OWNERS})),
)


def entries(menu: Menu, speech: Speech) -> list[BotCommand]:
    """The commands of one menu, in order. What a group's members may use, its admins may, too; so with owners."""
    wanted = {menu} | {Menu.GROUP_ADMINS: {Menu.GROUPS}, Menu.OWNERS: {Menu.EDITORS}}.get(menu, set())
    return [BotCommand(one.name, speech.say(f"menu-{one.name}")) for one in COMMANDS if wanted & one.menus]


def menu_of(role: Role | None) -> Menu:
    """The menu in the private chat of somebody with this role."""
    return {Role.OWNER: Menu.OWNERS, Role.EDITOR: Menu.EDITORS}.get(role or Role.READER, Menu.PRIVATE)


async def publish(bot: Bot, roles: Mapping[int, Role], languages: Languages) -> None:
    """Give Telegram the menus, in every language. What fails is noted: without its menu the bot works all the same."""
    await asyncio.to_thread(read_texts)
    wide = (
        (Menu.PRIVATE, BotCommandScopeAllPrivateChats()),
        (Menu.GROUPS, BotCommandScopeAllGroupChats()),
        (Menu.GROUP_ADMINS, BotCommandScopeAllChatAdministrators()),
    )
    await asyncio.gather(*(_publish(bot, menu, scope, code, code) for menu, scope in wide for code in LOCALES))
    for person, role in sorted(roles.items()):
        if menu_of(role) is not Menu.PRIVATE:
            await publish_chat(bot, person, await languages.chosen(person), private=True, role=role)


async def publish_role(bot: Bot, person_id: int, language: str | None, role: Role | None) -> None:
    """Give the private chat of somebody whose role was granted or revoked the menu he has now."""
    if menu_of(role) is Menu.PRIVATE:
        for code in LOCALES:
            scope = BotCommandScopeChat(person_id)
            gone = bot.delete_my_commands(scope, language_code=None if code == DEFAULT else code)
            if not await _tried(Menu.PRIVATE, gone):
                return
    if menu_of(role) is not Menu.PRIVATE or language is not None:
        await publish_chat(bot, person_id, language, private=True, role=role)


async def publish_chat(bot: Bot, chat_id: int, language: str | None, *, private: bool, role: Role | None) -> None:
    """Give one chat its menu in the language chosen for it; without one it has that of all chats again.

    `role` is that of the person whose private chat it is: who may do more has a menu of his own in any case. Telegram
    knows that chat only once he has written to the bot.
    """
    if private and menu_of(role) is not Menu.PRIVATE:
        scope = BotCommandScopeChat(chat_id)
        for code in LOCALES:
            if not await _publish(bot, menu_of(role), scope, language or code, code):
                break  # Telegram would say the same for the others
        return
    scopes: list[tuple[Menu, BotCommandScope]] = [
        (Menu.PRIVATE if private else Menu.GROUPS, BotCommandScopeChat(chat_id))
    ]
    if not private:
        scopes.append((Menu.GROUP_ADMINS, BotCommandScopeChatAdministrators(chat_id)))
    for menu, one in scopes:
        if language is None:
            await _tried(menu, bot.delete_my_commands(one))
        else:
            await _publish(bot, menu, one, language, DEFAULT)


async def _publish(bot: Bot, menu: Menu, scope: BotCommandScope, language: str, code: str) -> bool:
    """Set a menu in `language` for those whose Telegram is in the language `code`, English standing for all others."""
    listed = entries(menu, speech_in(language))
    return await _tried(menu, bot.set_my_commands(listed, scope=scope, language_code=None if code == DEFAULT else code))


async def _tried(menu: Menu, call: Awaitable[bool]) -> bool:
    try:
        return await call
    except (BadRequest, Forbidden):
        log.info("telegram.menu_not_set", menu=menu.name.lower(), reason="the chat is not known to Telegram yet")
    except TelegramError as error:
        log.warning("telegram.menu_not_set", menu=menu.name.lower(), error=type(error).__name__)
    return False
