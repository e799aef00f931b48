"""Who hears what: privacy mode, personas, memberships, and that the library can read all of it."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import (
    Bot,
    TelegramObject,
    Update,
)
from telegram.error import BadRequest, Forbidden

from . import BotApiServer, User
from .conftest import Raw


@pytest.fixture
def anna(server: BotApiServer) -> User:
    return server.user("Anna", username="anna")


def updates(server: BotApiServer) -> list[Update]:
    """Return everything queued for the bot, parsed by the library."""
    return [Update.de_json(update, None) for update in server.cloud.updates.sent]


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Is Rosneft listed?", False),
        ("@SanctionsTestBot is Rosneft listed?", True),
        ("is Rosneft listed, @SANCTIONSTESTBOT?", True),
        ("@sanctionstestbotany is another", False),
        ("mail x@sanctionstestbot.org", False),
        ("/ask Rosneft", True),
        ("/ask@sanctionstestbot Rosneft", True),
        ("/ask@OtherBot Rosneft", False),
    ],
)
def test_with_privacy_on_the_bot_hears_only_what_is_meant_for_it(
    server: BotApiServer, anna: User, text: str, heard: bool
) -> None:
    group = server.group("Desk", anna)
    assert server.say(group, anna, text).delivered is heard


def test_a_mention_in_a_caption_is_heard(server: BotApiServer, anna: User) -> None:
    group = server.group("Desk", anna)
    assert server.say_photo(group, anna, "no mention").delivered is False
    message = server.say_photo(group, anna, "@sanctionstestbot what is this?")
    assert message.delivered
    parsed = updates(server)[-1].message
    assert parsed is not None
    assert parsed.photo
    assert list(parsed.parse_caption_entities().values()) == ["@sanctionstestbot"]


def test_a_bare_command_is_not_for_this_bot_when_another_spoke_last(
    server: BotApiServer, anna: User, call: Raw
) -> None:
    other = server.user("Other", username="OtherBot", is_bot=True)
    group = server.group("Desk", anna, other)
    assert server.say(group, anna, "/help").delivered is False
    call("sendMessage", chat_id=group.id, text="I spoke last")
    assert server.say(group, anna, "/help").delivered is True


def test_replies_to_the_bot_and_to_what_was_meant_for_it_are_heard(server: BotApiServer, anna: User, call: Raw) -> None:
    group = server.group("Desk", anna)
    call("sendMessage", chat_id=group.id, text="an answer")
    follow_up = server.say(group, anna, "and since when?", reply_to=server.last(group))
    assert follow_up.delivered
    assert server.say(group, anna, "good question", reply_to=follow_up).delivered
    aside = server.say(group, anna, "lunch?")
    assert server.say(group, anna, "yes", reply_to=aside).delivered is False


def test_without_privacy_or_as_administrator_the_bot_hears_everything(server: BotApiServer, anna: User) -> None:
    assert server.say(server.group("Desk", anna, bot_admin=True), anna, "anything").delivered
    server.bot.privacy = False
    assert server.say(server.group("Floor", anna), anna, "anything").delivered


def test_bots_do_not_hear_bots_unless_told_to(server: BotApiServer, anna: User) -> None:
    other = server.user("Other", username="OtherBot", is_bot=True)
    group = server.group("Desk", anna, other)
    assert server.say(group, other, "@sanctionstestbot hello").delivered is False
    server.cloud.bots_hear_bots = True
    assert server.say(group, other, "@sanctionstestbot hello").delivered is True


def test_an_edit_into_a_mention_is_heard_as_an_edit(server: BotApiServer, anna: User) -> None:
    group = server.group("Desk", anna)
    message = server.say(group, anna, "Rosneft?")
    assert server.edit(message, "@sanctionstestbot Rosneft?")
    update = updates(server)[-1]
    assert update.edited_message is not None
    assert update.edited_message.edit_date is not None


def test_personas_look_as_telegram_shows_them(server: BotApiServer, anna: User) -> None:
    channel = server.channel("News", anna)
    group = server.group("Desk", anna)
    server.say(group, server.anonymous_admin(group), "/ask@sanctionstestbot x")
    server.say(group, server.as_channel(channel), "/ask@sanctionstestbot x")
    server.channel_post(channel, "post")
    admin, as_channel, post = updates(server)
    assert admin.message is not None
    assert admin.message.from_user is not None
    assert (admin.message.from_user.id, admin.message.sender_chat) == (1087968824, admin.message.chat)
    assert as_channel.message is not None
    assert as_channel.message.sender_chat is not None
    assert as_channel.message.sender_chat.id == channel.id
    assert post.channel_post is not None
    assert post.channel_post.from_user is None


def test_everything_that_happens_can_be_read_by_the_library(server: BotApiServer, anna: User) -> None:
    boris = server.user("Boris", last_name="B", language_code="de")
    group = server.group("Desk", anna, with_bot=False)
    server.add_bot(group, anna, admin=True)
    server.join(group, boris)
    message = server.say(group, boris, "Anna, see #oil", mention={"Anna": anna})
    server.say(group, anna, "forwarded", forwarded=message, reply_to=message, quote="see")
    server.say_document(group, boris, "report.txt", b"text", "see @anna")
    server.say_voice(group, boris)
    server.promote(group, boris)
    server.leave(group, boris)
    server.kick_bot(group)
    server.block(anna)
    server.unblock(anna)
    server.migrate(server.group("Small", anna, basic=True))
    kinds = [next(iter(set(u) - {"update_id"})) for u in server.cloud.updates.sent]
    assert kinds == ["my_chat_member", *["message"] * 7, "my_chat_member", *["my_chat_member"] * 2, *["message"] * 2]
    for update, parsed in zip(server.cloud.updates.sent, updates(server), strict=True):
        assert parsed.effective_chat is not None
        assert holds(parsed.to_dict(), update)
        assert unknown_fields(parsed) == []


def holds(whole: Any, part: Any) -> bool:
    """Return whether everything in `part` is in `whole`; the library adds defaults of its own."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(name in whole and holds(whole[name], part[name]) for name in part)
    if isinstance(part, list):
        return isinstance(whole, list) and len(whole) == len(part) and all(map(holds, whole, part))
    return bool(whole == part)


def unknown_fields(parsed: TelegramObject) -> list[str]:
    """Return the fields of an object, and of those inside it, that the library does not know."""
    unknown = list(parsed.api_kwargs)
    for name in parsed.__slots__:
        value = getattr(parsed, name, None)
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, TelegramObject):
                unknown += unknown_fields(inner)
    return unknown


async def test_the_library_reads_chats_and_members(server: BotApiServer, bot: Bot, anna: User) -> None:
    boris, clara = server.user("Boris"), server.user("Clara")
    group = server.group("Desk", anna, boris, admins=(clara,))
    chat = await bot.get_chat(group.id)
    assert (chat.type, chat.title) == ("supergroup", "Desk")
    assert {m.user.id for m in await bot.get_chat_administrators(group.id)} == {anna.id, clara.id}
    statuses = [(await bot.get_chat_member(group.id, u.id)).status for u in (anna, boris, clara, bot.bot)]
    assert statuses == ["creator", "member", "administrator", "member"]
    stranger = server.user("Stranger")
    assert (await bot.get_chat_member(group.id, stranger.id)).status == "left"
    assert (await bot.get_chat(server.private_chat(anna).id)).first_name == "Anna"


async def test_where_the_bot_may_not_write_it_is_told_why(server: BotApiServer, bot: Bot, anna: User) -> None:
    stranger, kicked, absent = (
        server.private_chat(server.user("Stranger"), started=False),
        server.group("Kicked", anna),
        server.group("Absent", anna, with_bot=False),
    )
    muted = server.group("Muted", anna)
    server.kick_bot(kicked)
    server.promote(muted, server.bot.user, status="restricted")
    for chat, reason in (
        (stranger, "bot can't initiate conversation with a user"),
        (kicked, "bot was kicked from the supergroup chat"),
        (absent, "bot is not a member of the supergroup chat"),
    ):
        with pytest.raises(Forbidden, match=reason):
            await bot.send_message(chat.id, "x")
    with pytest.raises(BadRequest, match="ot enough rights to send text messages to the chat"):
        await bot.send_message(muted.id, "x")
    with pytest.raises(BadRequest, match="hat not found"):
        await bot.send_message(12345, "x")
