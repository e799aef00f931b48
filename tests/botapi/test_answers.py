"""What the bot puts into chats: edits, drafts, buttons, topics, inline answers."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Update,
)
from telegram.error import BadRequest

from . import BotApiServer, User
from .conftest import Raw


@pytest.fixture
def anna(server: BotApiServer) -> User:
    return server.user("Anna", username="anna")


def updates(server: BotApiServer) -> list[Update]:
    """Return everything queued for the bot, parsed by the library."""
    return [Update.de_json(update, None) for update in server.cloud.updates.sent]


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


async def test_a_button_of_a_deleted_message_comes_with_an_inaccessible_message(
    server: BotApiServer, call: Raw, anna: User
) -> None:
    chat = server.private_chat(anna)
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}
    call("sendMessage", chat_id=chat.id, text="x", reply_markup=markup)
    message = server.last(chat)
    server.delete(message)
    server.press(anna, message, "x", wait=False)
    query = updates(server)[-1].callback_query
    assert query is not None
    assert query.message is not None
    assert query.message.is_accessible is False


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
