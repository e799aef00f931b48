"""Chats: who hears what, editing, buttons, topics, files, commands, inline questions."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    ReactionTypeEmoji,
    TelegramObject,
    Update,
)
from telegram.error import BadRequest, Forbidden

from . import BotApiServer, User
from .conftest import Raw
from .talking import PIXEL_PNG


@pytest.fixture
def anna(server: BotApiServer) -> User:
    return server.user("Anna", username="anna")


def updates(server: BotApiServer) -> list[Update]:
    """Return everything queued for the bot, parsed by the library."""
    return [Update.de_json(update, None) for update in server.cloud.updates.sent]


# ---- privacy mode --------------------------------------------------------------------------------


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


# ---- memberships ---------------------------------------------------------------------------------


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


# ---- editing -------------------------------------------------------------------------------------


async def test_an_edit_is_kept_with_its_history_and_takes_the_keyboard_off(
    server: BotApiServer, bot: Bot, anna: User
) -> None:
    chat = server.private_chat(anna)
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Stop", callback_data="stop")]])
    sent = await bot.send_message(chat.id, "thinking", reply_markup=keyboard)
    edited = await sent.edit_text("answer")
    assert not isinstance(edited, bool)
    assert edited.edit_date is not None
    message = server.last(chat)
    assert [(v.text, v.keyboard) for v in message.versions] == [("thinking", (("Stop",),)), ("answer", ())]


def test_an_edit_that_changes_nothing_is_refused(server: BotApiServer, call: Raw, anna: User) -> None:
    chat = server.private_chat(anna)
    sent = call("sendMessage", chat_id=chat.id, text="<b>x</b>", parse_mode="HTML")["result"]
    same: dict[str, Any] = {"chat_id": chat.id, "message_id": sent["message_id"]}
    entities = [{"type": "bold", "offset": 0, "length": 1}]
    refusal = call.refusal("editMessageText", **same, text="x", entities=entities)
    assert refusal.startswith("Bad Request: message is not modified: specified new message content and reply markup")
    assert call("editMessageText", **same, text="x")["ok"]  # other entities are another content


def test_only_standing_messages_of_the_bot_can_be_edited(server: BotApiServer, call: Raw, anna: User) -> None:
    chat = server.private_chat(anna)
    theirs = server.say(chat, anna, "mine")
    sent = call("sendMessage", chat_id=chat.id, text="x")["result"]["message_id"]
    photo = server.say_photo(chat, anna)
    for message_id, refusal in (
        (theirs.id, "message can't be edited"),
        (photo.id, "message can't be edited"),
        (99999, "message to edit not found"),
    ):
        said = call.refusal("editMessageText", chat_id=chat.id, message_id=message_id, text="y")
        assert said == f"Bad Request: {refusal}"
    assert call("deleteMessage", chat_id=chat.id, message_id=sent)["ok"]
    assert "not found" in call.refusal("editMessageText", chat_id=chat.id, message_id=sent, text="y")
    assert call.refusal("deleteMessage", chat_id=chat.id, message_id=sent) == (
        "Bad Request: message to delete not found"
    )


def test_drafts_are_for_private_chats(server: BotApiServer, call: Raw, anna: User) -> None:
    private, group = server.private_chat(anna), server.group("Desk", anna)
    assert call("sendMessageDraft", chat_id=private.id, draft_id=7, text="so far")["ok"]
    assert private.drafts == [{"draft_id": 7, "text": "so far", "entities": []}]
    assert call.refusal("sendMessageDraft", chat_id=private.id, draft_id=0, text="x").endswith("RANDOM_ID_INVALID")
    assert call.refusal("sendMessageDraft", chat_id=group.id, draft_id=7, text="x").endswith("TEXTDRAFT_PEER_INVALID")


# ---- buttons -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("button", "refusal"),
    [
        ({"text": "x", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "x"}, "Text buttons are unallowed in the inline keyboard"),
        ({"text": "", "callback_data": "x"}, "Text buttons are unallowed"),
        ({"text": "x", "url": "localhost"}, "Wrong HTTP URL"),
        ({"text": "x", "url": "https://example.org", "callback_data": "x"}, "callback_data"),
    ],
)
def test_a_wrong_button_is_refused(
    server: BotApiServer, call: Raw, anna: User, button: dict[str, str], refusal: str
) -> None:
    chat = server.private_chat(anna)
    markup = {"inline_keyboard": [[button]]}
    assert refusal in call.refusal("sendMessage", chat_id=chat.id, text="x", reply_markup=markup)


def test_64_bytes_of_data_fit(server: BotApiServer, call: Raw, anna: User) -> None:
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "é" * 32}]]}
    assert call("sendMessage", chat_id=server.private_chat(anna).id, text="x", reply_markup=markup)["ok"]


async def test_a_press_is_answered_once_and_in_time(server: BotApiServer, bot: Bot, anna: User) -> None:
    chat = server.private_chat(anna)
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Sources", callback_data="s:1")]])
    await bot.send_message(chat.id, "answer", reply_markup=keyboard)
    pressed = server.press(anna, server.last(chat), "Sources", wait=False)
    (update,) = await bot.get_updates()
    query = update.callback_query
    assert query is not None
    assert (query.data, query.from_user.id) == ("s:1", anna.id)
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await query.answer("x" * 201)
    await query.answer("x" * 200, show_alert=True)
    assert (pressed.text, pressed.alert) == ("x" * 200, True)
    with pytest.raises(BadRequest, match="uery is too old and response timeout expired or query id is invalid"):
        await query.answer()
    assert len(server.violations) == 1
    late = server.press(anna, server.last(chat), "s:1", wait=False)
    server.expire(late)
    with pytest.raises(BadRequest, match="uery is too old"):
        await bot.answer_callback_query(late.id)
    assert server.unanswered() == [late]


# ---- topics --------------------------------------------------------------------------------------


def test_a_message_in_a_topic_the_bot_opened_looks_like_a_reply_to_it(server: BotApiServer, anna: User) -> None:
    server.bot.privacy = False
    group = server.group("Forum", anna, forum=True)
    topic = server.topic(group, "Oil")
    server.say(group, anna, "hello", topic=topic)
    message = updates(server)[-1].message
    assert message is not None
    assert message.is_topic_message
    assert message.message_thread_id == topic.id
    assert message.reply_to_message is not None
    assert message.reply_to_message.forum_topic_created is not None
    assert message.reply_to_message.from_user is not None
    assert message.reply_to_message.from_user.id == server.bot.user.id


def test_answers_go_to_the_topic_or_are_refused(server: BotApiServer, call: Raw, anna: User) -> None:
    group, plain = server.group("Forum", anna, forum=True), server.group("Desk", anna)
    topic = server.topic(group, "Oil", creator=anna)
    question = server.say(group, anna, "@sanctionstestbot x", topic=topic)
    sent = call("sendMessage", chat_id=group.id, text="x", message_thread_id=topic.id)["result"]
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic.id, True)
    by_reply = call("sendMessage", chat_id=group.id, text="x", reply_to_message_id=question.id)["result"]
    assert by_reply["message_thread_id"] == topic.id
    for chat in (group, plain):
        refusal = call.refusal("sendMessage", chat_id=chat.id, text="x", message_thread_id=99999)
        assert refusal == "Bad Request: message thread not found"
    topic.closed = True
    refusal = call.refusal("sendMessage", chat_id=group.id, text="x", message_thread_id=topic.id)
    assert refusal == "Bad Request: TOPIC_CLOSED"


# ---- files ---------------------------------------------------------------------------------------


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


# ---- commands and reactions ----------------------------------------------------------------------


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


# ---- inline --------------------------------------------------------------------------------------


def article(number: int) -> InlineQueryResultArticle:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="m")]])
    content = InputTextMessageContent(f"text {number}")
    return InlineQueryResultArticle(str(number), f"title {number}", content, reply_markup=keyboard)


async def test_an_inline_answer_is_shown_chosen_edited_and_cached(server: BotApiServer, bot: Bot, anna: User) -> None:
    boris = server.user("Boris")
    group = server.group("Desk", anna, boris)
    shown = in_thread(lambda: server.ask_inline(anna, "rosneft"))
    await answer_next_inline(bot, [article(1)], is_personal=False)
    inline = shown()
    message = server.choose(anna, group, inline, "1")
    chosen = updates(server)[-1].chosen_inline_result
    assert chosen is not None
    assert message.via_bot is server.bot.user
    await bot.edit_message_text("edited", inline_message_id=chosen.inline_message_id)
    assert message.text == "edited"
    assert server.ask_inline(boris, "rosneft").from_cache  # not personal: another person is shown the same


async def test_a_personal_inline_answer_is_not_shown_to_others(server: BotApiServer, bot: Bot, anna: User) -> None:
    boris = server.user("Boris")
    shown = in_thread(lambda: server.ask_inline(anna, "my watches"))
    await answer_next_inline(bot, [article(1)], is_personal=True)
    assert shown().results[0]["title"] == "title 1"
    assert server.ask_inline(anna, "my watches").from_cache
    other = in_thread(lambda: server.ask_inline(boris, "my watches"))
    await answer_next_inline(bot, [], is_personal=True)
    assert other().results == []


def test_more_than_fifty_inline_results_are_refused(server: BotApiServer, call: Raw) -> None:
    results = [article(n).to_dict() for n in range(51)]
    assert call.refusal("answerInlineQuery", inline_query_id="1", results=results) == "Bad Request: RESULTS_TOO_MUCH"
    twice = [article(1).to_dict()] * 2
    assert call.refusal("answerInlineQuery", inline_query_id="1", results=twice) == "Bad Request: RESULT_ID_DUPLICATE"


def in_thread(do: Any) -> Any:
    """Start doing something that waits for the bot; the result is a function that waits for its outcome."""
    outcome: list[Any] = []
    thread = threading.Thread(target=lambda: outcome.append(do()), daemon=True)
    thread.start()

    def result() -> Any:
        thread.join(10)
        return outcome[0]

    return result


async def answer_next_inline(bot: Bot, results: list[InlineQueryResultArticle], *, is_personal: bool) -> None:
    offset = 0
    while True:
        for update in await bot.get_updates(offset=offset, timeout=5):
            offset = update.update_id + 1
            if update.inline_query is not None:
                await bot.answer_inline_query(update.inline_query.id, results, is_personal=is_personal)
                await bot.get_updates(offset=offset)
                return
