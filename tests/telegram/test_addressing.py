"""Is this for me: every case the bot meets, from the JSON Telegram sends."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Message

from bot.telegram.addressing import SHARED_IDS, Addressed, Kind, addressed, asker_id, bare_command, thread_id
from tests.telegram.messages import ANNA, BOT, BOT_ID, BOT_NAME, CHANNEL, GROUP, PRIVATE, inner, message


def for_me(read: Message, *, edited: bool = False) -> Addressed | None:
    return addressed(read, BOT_ID, BOT_NAME, edited=edited)


def question(read: Message) -> str:
    mine = for_me(read)
    assert mine is not None
    assert mine.kind is Kind.QUESTION
    return mine.question


def test_every_text_in_a_private_chat_is_a_question() -> None:
    assert question(message("Why was CEIEC sanctioned?", chat=PRIVATE)) == "Why was CEIEC sanctioned?"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("@SanctionsBot why was CEIEC sanctioned?", "why was CEIEC sanctioned?"),
        ("@sanctionsbot: why was CEIEC sanctioned?", "why was CEIEC sanctioned?"),
        ("@SANCTIONSBOT, why was CEIEC sanctioned?", "why was CEIEC sanctioned?"),
        ("why was CEIEC sanctioned @SanctionsBot?", "why was CEIEC sanctioned?"),
        ("why was CEIEC sanctioned? @SanctionsBot", "why was CEIEC sanctioned?"),
        ("Hey @sanctionsbot, why was it?", "Hey, why was it?"),
        ("is @sanctionsbot awake", "is awake"),
        ("@sanctionsbot @sanctionsbot who?", "who?"),
        ("🇻🇪👩‍👩‍👧 @SanctionsBot who is 𝓜aduro?", "🇻🇪👩‍👩‍👧 who is 𝓜aduro?"),
        ("@SanctionsBot", ""),
        ("@SanctionsBot what did @anna say :)", "what did @anna say :)"),
    ],
)
def test_a_mention_in_any_case_and_place_is_a_question_without_the_name(text: str, asked: str) -> None:
    assert question(message(text)) == asked


def test_a_mention_in_a_caption_is_a_question() -> None:
    assert question(message(caption="@sanctionsBOT who is this?")) == "who is this?"


def test_a_mention_of_the_account_by_a_link_is_a_question() -> None:
    mark = {"type": "text_mention", "offset": 3, "length": 7, "user": BOT}
    assert question(message("Hi the bot who is it?", entities=[mark])) == "Hi who is it?"


@pytest.mark.parametrize(
    "text",
    [
        "why was CEIEC sanctioned?",
        "@SanctionsBotNews why?",
        "mail me at x@SanctionsBot.org",
        "@other_bot why was CEIEC sanctioned?",
        "SanctionsBot why?",
        "https://t.me/SanctionsBot",
    ],
)
def test_a_group_message_that_does_not_name_the_bot_is_not_for_it(text: str) -> None:
    assert for_me(message(text)) is None


def test_a_link_to_somebody_else_is_not_for_the_bot() -> None:
    mark = {"type": "text_mention", "offset": 0, "length": 4, "user": ANNA}
    assert for_me(message("Anna why?", entities=[mark])) is None


def test_a_reply_to_the_bot_in_a_group_is_a_question() -> None:
    mine = for_me(message("and when?", reply_to_message=inner("Because …", BOT)))
    assert mine == Addressed(Kind.QUESTION, "and when?", None, about_answer=5)


def test_a_reply_to_somebody_else_is_not_for_the_bot() -> None:
    assert for_me(message("and when?", reply_to_message=inner("CEIEC was sanctioned"))) is None


def test_a_message_in_a_topic_the_bot_opened_is_not_a_reply_to_it() -> None:
    opened = inner(sender=BOT, forum_topic_created={"name": "News", "icon_color": 7322096})
    read = message("hello", is_topic_message=True, message_thread_id=5, reply_to_message=opened)
    assert for_me(read) is None


def test_a_mention_in_reply_to_somebody_asks_about_that_message() -> None:
    mine = for_me(message("@SanctionsBot is this right?", reply_to_message=inner("CEIEC was sanctioned in 2019.")))
    assert mine == Addressed(Kind.QUESTION, "is this right?", "CEIEC was sanctioned in 2019.", None)


def test_a_bare_mention_in_reply_to_somebody_asks_what_that_message_says() -> None:
    mine = for_me(message("@SanctionsBot", reply_to_message=inner("Was CEIEC sanctioned?")))
    assert mine == Addressed(Kind.QUESTION, "", "Was CEIEC sanctioned?", None)


def test_of_a_quoted_message_only_the_quoted_part_is_asked_about() -> None:
    quote = {"text": "sanctioned in 2019", "position": 10, "is_manual": True}
    mine = for_me(message("@SanctionsBot true?", reply_to_message=inner("CEIEC was sanctioned in 2019."), quote=quote))
    assert mine is not None
    assert mine.about == "sanctioned in 2019"


def test_a_quoted_part_of_an_answer_is_asked_about_too() -> None:
    quote = {"text": "the Treasury", "position": 0, "is_manual": True}
    mine = for_me(message("who is that?", reply_to_message=inner("the Treasury said", BOT), quote=quote))
    assert mine == Addressed(Kind.QUESTION, "who is that?", "the Treasury", about_answer=5)


def test_another_bot_is_never_answered() -> None:
    other = {"id": 99, "is_bot": True, "first_name": "Echo", "username": "EchoBot"}
    assert for_me(message("@SanctionsBot why?", **{"from": other})) is None
    assert for_me(message("@SanctionsBot why?", via_bot=other)) is None
    assert for_me(message("and why?", reply_to_message=inner("x", BOT), **{"from": other})) is None


def test_an_anonymous_admin_may_ask_and_is_known_by_the_group() -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    read = message("@SanctionsBot why?", sender_chat=GROUP, **{"from": anonymous})
    assert question(read) == "why?"
    assert asker_id(read) == GROUP["id"]


def test_channel_posts_and_their_copies_in_the_discussion_group_are_not_for_the_bot() -> None:
    assert for_me(message("@SanctionsBot why?", chat=CHANNEL, sender_chat=CHANNEL)) is None
    assert for_me(message("@SanctionsBot why?", sender_chat=CHANNEL, is_automatic_forward=True)) is None


def test_forwarded_messages_are_not_questions() -> None:
    origin = {"type": "user", "date": 1, "sender_user": ANNA}
    assert for_me(message("@SanctionsBot why?", forward_origin=origin)) is None
    assert for_me(message("/reindex", chat=PRIVATE, forward_origin=origin)) is None
    assert for_me(message("Why?", chat=PRIVATE, forward_origin=origin)) == Addressed(Kind.FORWARD)


def test_business_messages_are_not_for_the_bot() -> None:
    assert for_me(message("Why?", chat=PRIVATE, business_connection_id="b1")) is None


@pytest.mark.parametrize(
    ("text", "chat", "mine"),
    [
        ("/reindex@SanctionsBot", GROUP, True),
        ("/reindex@sanctionsbot now", GROUP, True),
        ("/reindex@OtherBot", GROUP, False),
        ("/dance", GROUP, False),
        ("/dance", PRIVATE, True),
        ("/dance@OtherBot", PRIVATE, False),
    ],
)
def test_a_command_is_for_the_bot_it_names(text: str, chat: dict[str, Any], mine: bool) -> None:
    assert for_me(message(text, chat=chat)) == (Addressed(Kind.COMMAND) if mine else None)


def test_an_edited_command_is_nothing_and_an_edited_question_is_one() -> None:
    assert for_me(message("/reindex", chat=PRIVATE), edited=True) is None
    assert for_me(message("/reindex@SanctionsBot"), edited=True) is None
    assert for_me(message("@SanctionsBot who?"), edited=True) == Addressed(Kind.QUESTION, "who?")


def test_a_picture_without_words_is_unreadable_in_private_and_nothing_in_a_group() -> None:
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    assert for_me(message(chat=PRIVATE, photo=photo)) == Addressed(Kind.UNREADABLE)
    assert for_me(message(photo=photo)) is None


def test_only_forum_topics_are_threads() -> None:
    assert thread_id(message("x", message_thread_id=5)) is None
    assert thread_id(message("x", message_thread_id=5, is_topic_message=True)) == 5


def test_a_command_that_does_not_begin_the_message_is_a_part_of_the_question() -> None:
    assert question(message("What does /start@OtherBot do?", chat=PRIVATE)) == "What does /start@OtherBot do?"


def test_accounts_that_telegram_writes_by_in_the_place_of_others_are_nobodys() -> None:
    assert {1_087_968_824, 136_817_688, 777_000} == SHARED_IDS  # GroupAnonymousBot, Channel_Bot, Telegram itself


def test_the_name_as_code_is_no_mention() -> None:
    code = {"type": "code", "offset": 0, "length": 13}
    assert for_me(message("@SanctionsBot who?", entities=[code])) is None


def test_a_bare_command_names_no_bot() -> None:
    assert bare_command(message("/who Sechin"))
    assert not bare_command(message("/who@SanctionsBot Sechin"))
    assert not bare_command(message("who is Sechin?"))
