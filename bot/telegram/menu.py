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

log = structlog.get_logger()


class Menu(Enum):
    """Where a command is offered. It hides commands only; who may use one is decided when it comes."""

    PRIVATE = auto()
    GROUPS = auto()
    ADMINS = auto()


@dataclass(frozen=True)
class Command:
    """One command and the menus it stands in."""

    name: str
    description: str
    menus: frozenset[Menu]


_ALL = frozenset(Menu)

COMMANDS = (
    Command("start", "Who I am", frozenset()),  # sent by Telegram's own button
    Command("help", "How to ask, and how to read an answer", _ALL),
    Command("sources", "What I answer from", _ALL),
    Command("status", "How current I am", _ALL),
    Command("reindex", "Bring the index up to date", frozenset({Menu.ADMINS})),
)


def entries(menu: Menu) -> list[BotCommand]:
    """The commands of one menu, in order."""
    return [BotCommand(command.name, command.description) for command in COMMANDS if menu in command.menus]


async def publish(bot: Bot, admins: frozenset[int]) -> None:
    """Give Telegram the menus. What fails is noted: without its menu the bot works all the same."""
    await _publish(bot, Menu.PRIVATE, BotCommandScopeAllPrivateChats())
    await _publish(bot, Menu.GROUPS, BotCommandScopeAllGroupChats())
    for admin in sorted(admins):
        await publish_admin(bot, admin)


async def publish_admin(bot: Bot, admin: int) -> None:
    """Give one admin's private chat its menu; Telegram knows the chat only once the admin has written to the bot."""
    await _publish(bot, Menu.ADMINS, BotCommandScopeChat(admin))


async def _publish(bot: Bot, menu: Menu, scope: BotCommandScope) -> None:
    try:
        await bot.set_my_commands(entries(menu), scope=scope)
    except (BadRequest, Forbidden):
        log.info("telegram.menu_not_set", menu=menu.name.lower(), reason="the admin has not started a chat yet")
    except TelegramError as error:
        log.warning("telegram.menu_not_set", menu=menu.name.lower(), error=type(error).__name__)
