"""The command lists the bot registers, one per scope and language."""

from __future__ import annotations

import re
from typing import Any

from ..cloud import Cloud
from ..errors import bad_request
from ..members import Json
from ..parameters import Parameters
from .registry import method

MAX_COMMANDS = 100
_PLAIN_SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})


def scope_key(cloud: Cloud, scope: Json | None) -> str:
    """Return a scope as text, such as `all_private_chats` or `chat_member:-100123:42`."""
    scope = scope or {"type": "default"}
    kind = scope.get("type")
    if kind in _PLAIN_SCOPES:
        return str(kind)
    if kind not in {"chat", "chat_administrators", "chat_member"}:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    chat = cloud.reachable(cloud.chat(Parameters(scope)))
    if kind == "chat":
        return f"chat:{chat.id}"
    if not chat.is_group:
        raise bad_request("can't change commands of administrators in a chat that is not a group")
    if kind == "chat_administrators":
        return f"chat_administrators:{chat.id}"
    user_id = Parameters(scope).integer("user_id")
    if chat.member(user_id) is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return f"chat_member:{chat.id}:{user_id}"


def _checked(command: Any) -> Json:
    if not isinstance(command, dict):
        raise bad_request("expected an Array of BotCommand")
    name, description = command.get("command"), command.get("description")
    if not isinstance(name, str) or not re.fullmatch(r"/?[a-z0-9_]{1,32}", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not isinstance(description, str) or not 1 <= len(description.strip()) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name.removeprefix("/"), "description": description}


@method("setMyCommands", "commands scope language_code")
def set_my_commands(cloud: Cloud, p: Parameters) -> bool:
    """Replace the list of one scope and language."""
    given = p.json("commands", "list of bot commands", list)
    if given is None:
        raise bad_request("can't parse commands: not specified")
    if len(given) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    commands = [_checked(command) for command in given]
    names = [command["command"] for command in commands]
    if len(set(names)) != len(names):
        cloud.violations.append(f"setMyCommands names a command twice: {names}")
    scope = scope_key(cloud, p.json("scope", "BotCommandScope", dict))
    cloud.bot.commands[scope, _language(p)] = commands
    return True


@method("getMyCommands", "scope language_code")
def get_my_commands(cloud: Cloud, p: Parameters) -> list[Json]:
    """Return the list of one scope and language, empty when none was set."""
    scope = scope_key(cloud, p.json("scope", "BotCommandScope", dict))
    return cloud.bot.commands.get((scope, _language(p)), [])


@method("deleteMyCommands", "scope language_code")
def delete_my_commands(cloud: Cloud, p: Parameters) -> bool:
    """Forget the list of one scope and language."""
    scope = scope_key(cloud, p.json("scope", "BotCommandScope", dict))
    cloud.bot.commands.pop((scope, _language(p)), None)
    return True


def _language(p: Parameters) -> str:
    code = p.text("language_code")
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


@method("setChatMenuButton", "chat_id menu_button")
def set_chat_menu_button(cloud: Cloud, p: Parameters) -> bool:
    """Choose what the menu button does."""
    button = p.json("menu_button", "menu button", dict) or {"type": "default"}
    if button.get("type") not in {"default", "commands", "web_app"}:
        raise bad_request("can't parse menu button: unsupported type specified")
    cloud.bot.profile["menu_button", p.text("chat_id")] = button["type"]
    return True


@method("getChatMenuButton", "chat_id")
def get_chat_menu_button(cloud: Cloud, p: Parameters) -> Json:
    """Tell what the menu button does."""
    return {"type": cloud.bot.profile.get(("menu_button", p.text("chat_id")), "commands")}


@method("setMyDefaultAdministratorRights", "rights for_channels")
def set_my_default_administrator_rights(_cloud: Cloud, p: Parameters) -> bool:
    """Choose the rights asked for when the bot is made an administrator."""
    p.json("rights", "administrator rights", dict)
    return True
