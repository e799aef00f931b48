"""The commands, once: which exist, what they do, and in whose menu each of them stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

import structlog
from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.telegram.speech import DEFAULT, LOCALES, Speech, speech_in

log = structlog.get_logger()


class Menu(Enum):
    """Where a command is offered. It hides commands only; who may use one is decided when it comes."""

    PRIVATE = auto()
    GROUPS = auto()
    ADMINS = auto()


@dataclass(frozen=True)
class Command:
    """One command and the menus it stands in; its description is the text `menu-NAME`."""

    name: str
    menus: frozenset[Menu]


_ALL = frozenset(Menu)

COMMANDS = (
    Command("start", frozenset()),  # sent by Telegram's own button
    Command("help", _ALL),
    Command("who", _ALL),
    Command("sources", _ALL),
    Command("status", _ALL),
    Command("reindex", frozenset({Menu.ADMINS})),
)


def entries(menu: Menu, speech: Speech) -> list[BotCommand]:
    """The commands of one menu, in order."""
    return [BotCommand(one.name, speech.say(f"menu-{one.name}")) for one in COMMANDS if menu in one.menus]


async def publish(bot: Bot, admins: frozenset[int]) -> None:
    """Give Telegram the menus, in every language. What fails is noted: without its menu the bot works all the same."""
    for language in LOCALES:
        await _publish(bot, Menu.PRIVATE, BotCommandScopeAllPrivateChats(), language)
        await _publish(bot, Menu.GROUPS, BotCommandScopeAllGroupChats(), language)
    for admin in sorted(admins):
        await publish_admin(bot, admin)


async def publish_admin(bot: Bot, admin: int) -> None:
    """Give one admin's private chat its menu; Telegram knows the chat only once the admin has written to the bot."""
    await _publish(bot, Menu.ADMINS, BotCommandScopeChat(admin), DEFAULT)


async def _publish(bot: Bot, menu: Menu, scope: BotCommandScope, language: str) -> None:
    # Whose Telegram is in a language without a menu of its own is shown the one set for none.
    code = language if language != DEFAULT else None
    try:
        await bot.set_my_commands(entries(menu, speech_in(language)), scope=scope, language_code=code)
    except (BadRequest, Forbidden):
        log.info("telegram.menu_not_set", menu=menu.name.lower(), reason="the admin has not started a chat yet")
    except TelegramError as error:
        log.warning("telegram.menu_not_set", menu=menu.name.lower(), error=type(error).__name__)
