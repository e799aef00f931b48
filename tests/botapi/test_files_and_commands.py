"""Files both ways, command lists per scope, reactions."""

from __future__ import annotations

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    ReactionTypeEmoji,
    Update,
)
from telegram.error import BadRequest

from . import BotApiServer, User
from .conftest import Raw
from .talking import PIXEL_PNG


@pytest.fixture
def anna(server: BotApiServer) -> User:
    return server.user("Anna", username="anna")


def updates(server: BotApiServer) -> list[Update]:
    """Return everything queued for the bot, parsed by the library."""
    return [Update.de_json(update, None) for update in server.cloud.updates.sent]


async def test_files_travel_both_ways(server: BotApiServer, bot: Bot, anna: User) -> None:
    chat = server.private_chat(anna)
    content = bytes(range(256)) * 40 + b"\r\n--\r\n"
    await bot.send_document(chat.id, content, filename="Bericht für Anna.pdf", caption="<b>here</b>", parse_mode="HTML")
    sent = server.last(chat)
    assert (sent.media["document"]["file_name"], sent.spans("bold")) == ("Bericht für Anna.pdf", ["here"])
    message = server.say_document(chat, anna, "articles.jsonl", content)
    file = await bot.get_file(message.media["document"]["file_id"])
    assert bytes(await file.download_as_bytearray()) == content
    assert server.violations == []


async def test_large_files_are_described_but_not_given(server: BotApiServer, bot: Bot, anna: User) -> None:
    message = server.say_document(server.private_chat(anna), anna, "huge.zip", b"x", size=21 * 1024 * 1024)
    with pytest.raises(BadRequest, match="ile is too big"):
        await bot.get_file(message.media["document"]["file_id"])


async def test_pictures_must_be_pictures_and_captions_short(server: BotApiServer, bot: Bot, anna: User) -> None:
    chat = server.private_chat(anna)
    sent = await bot.send_photo(chat.id, PIXEL_PNG, caption="a" * 1024)
    assert (sent.photo[-1].width, sent.photo[-1].height) == (1, 1)
    with pytest.raises(BadRequest, match="essage caption is too long"):
        await bot.send_photo(chat.id, PIXEL_PNG, caption="a" * 1025)
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(chat.id, b"not a picture")
    with pytest.raises(BadRequest, match="here is no text in the message to edit"):
        await sent.edit_text("x")
    edited = await sent.edit_caption("new")
    assert not isinstance(edited, bool)
    assert edited.caption == "new"


async def test_commands_are_kept_per_scope_and_the_narrowest_wins(server: BotApiServer, bot: Bot, anna: User) -> None:
    group = server.group("Desk", anna)
    await bot.set_my_commands([BotCommand("help", "what I do")])
    await bot.set_my_commands([BotCommand("ask", "ask"), BotCommand("who", "names")], BotCommandScopeAllPrivateChats())
    await bot.set_my_commands([BotCommand("reindex", "read again")], BotCommandScopeChat(group.id))
    assert server.commands("all_private_chats") == {"ask": "ask", "who": "names"}
    assert list(server.menu(server.private_chat(anna), anna)) == ["ask", "who"]
    assert list(server.menu(group, anna)) == ["reindex"]
    assert list(server.menu(server.group("Other", anna), anna)) == ["help"]
    assert [c.command for c in await bot.get_my_commands(BotCommandScopeChat(group.id))] == ["reindex"]


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        ({"command": "Ask", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "a" * 33, "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "a-b", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "ask", "description": ""}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"command": "ask", "description": "x" * 257}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
def test_a_wrong_command_is_refused(call: Raw, command: dict[str, str], refusal: str) -> None:
    assert call.refusal("setMyCommands", commands=[command]) == f"Bad Request: {refusal}"


async def test_the_bot_reacts_with_the_emoji_telegram_knows(server: BotApiServer, bot: Bot, anna: User) -> None:
    chat = server.private_chat(anna)
    message = server.say(chat, anna, "thanks")
    await bot.set_message_reaction(chat.id, message.id, ReactionTypeEmoji("👀"))
    assert message.reactions[server.bot.user.id] == [{"type": "emoji", "emoji": "👀"}]
    with pytest.raises(BadRequest, match=r"(?i)reaction_invalid"):
        await bot.set_message_reaction(chat.id, message.id, ReactionTypeEmoji("🔎"))
