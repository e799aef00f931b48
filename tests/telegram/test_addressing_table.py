"""Is this for me, over every combination of what a message may be: the rule said again, as plainly as it goes."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from bot.telegram.addressing import Kind, addressed
from bot.telegram.questions import _points
from tests.telegram.messages import ANNA, BOT, BOT_ID, BOT_NAME, CHANNEL, GROUP, PRIVATE, inner, message

OTHER_BOT = {"id": 99, "is_bot": True, "first_name": "Echo", "username": "EchoBot"}
ANONYMOUS = {"id": 1_087_968_824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
CHANNEL_WRITER = {"id": 136_817_688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
TOPIC_OPENED = {"forum_topic_created": {"name": "News", "icon_color": 7322096}}

CHATS = {"private": PRIVATE, "group": GROUP, "basic group": GROUP | {"type": "group", "id": -5}, "channel": CHANNEL}
SENDERS: dict[str, dict[str, Any]] = {
    "a person": {"from": ANNA},
    "an anonymous admin": {"from": ANONYMOUS, "sender_chat": GROUP},
    "a channel": {"from": CHANNEL_WRITER, "sender_chat": CHANNEL},
    "another bot": {"from": OTHER_BOT},
    "the bot itself": {"from": BOT},
    "a person through a bot": {"from": ANNA, "via_bot": OTHER_BOT},
    "a linked channel by itself": {
        "from": {"id": 777_000, "is_bot": False, "first_name": "Telegram"}, "sender_chat": CHANNEL,
        "is_automatic_forward": True,
    },
    "a business account": {"from": ANNA, "business_connection_id": "b"},
}  # fmt: skip
PEOPLE = ("a person", "an anonymous admin", "a channel")
# Words, with what names the bot in them (if anything does) and as which kind of thing they read.
TEXTS: dict[str, tuple[dict[str, Any], bool, str]] = {
    "plain words": ({"text": "why was CEIEC sanctioned?"}, False, "words"),
    "a mention": ({"text": "@sanctionsbot why?"}, True, "words"),
    "a mention behind emoji": ({"text": "👩‍👩‍👧🇻🇪 @SanctionsBot why?"}, True, "words"),
    "a linked name": (
        {"text": "bot, why?", "entities": [{"type": "text_mention", "offset": 0, "length": 3, "user": BOT}]},
        True,
        "words",
    ),
    "a longer name": ({"text": "@sanctionsbots why?"}, False, "words"),
    "another's mention": ({"text": "@EchoBot why?"}, False, "words"),
    "a name without @": ({"text": "SanctionsBot why?"}, False, "words"),
    "a mention in a quotation": (
        {"text": "@SanctionsBot why?\nI agree", "entities": [{"type": "blockquote", "offset": 0, "length": 18}]},
        False,
        "words",
    ),
    "a mention after a quotation": (
        {"text": "it fell\n@SanctionsBot true?", "entities": [{"type": "blockquote", "offset": 0, "length": 7}]},
        True,
        "words",
    ),
    "a caption": ({"caption": "who is this?"}, False, "words"),
    "a caption with a mention": ({"caption": "@SanctionsBot who is this?"}, True, "words"),
    "a picture": ({"photo": PHOTO}, False, "nothing"),
    "a command": ({"text": "/who Sechin"}, False, "command"),
    "our command": ({"text": "/who@SanctionsBot Sechin"}, True, "command"),
    "another's command": ({"text": "/who@EchoBot Sechin"}, False, "foreign command"),
}
REPLIES: dict[str, tuple[dict[str, Any], bool]] = {
    "nothing": ({}, False),
    "the bot": ({"reply_to_message": inner("Because …", BOT)}, True),
    "a picture of the bot's": ({"reply_to_message": inner(sender=BOT, photo=PHOTO)}, True),
    "an inline answer of the bot's": ({"reply_to_message": inner("Because …", via_bot=BOT)}, True),
    "the opening of a topic by the bot": ({"reply_to_message": inner(sender=BOT, **TOPIC_OPENED)}, False),
    "a person": ({"reply_to_message": inner("CEIEC was sanctioned")}, False),
    "a person's picture": ({"reply_to_message": inner(photo=PHOTO)}, False),
    "another bot": ({"reply_to_message": inner("beep", OTHER_BOT)}, False),
}
FORWARDS: dict[str, dict[str, Any]] = {
    "own": {},
    "forwarded": {"forward_origin": {"type": "user", "date": 1, "sender_user": ANNA}},
}


def expected(chat: str, sender: str, text: str, reply: str, forward: str, edited: bool) -> Kind | None:
    _, named, reads_as = TEXTS[text]
    if sender not in PEOPLE or chat == "channel":
        return None
    private, forwarded = chat == "private", forward == "forwarded"
    if "command" in reads_as:
        mine = named or (private and reads_as == "command")
        return Kind.COMMAND if mine and not edited and not forwarded else None
    if forwarded:
        return Kind.FORWARD if private and not edited else None
    if reads_as == "nothing":
        return Kind.UNREADABLE if private and not edited else None
    return Kind.QUESTION if private or named or REPLIES[reply][1] else None


@pytest.mark.parametrize("chat", CHATS)
@pytest.mark.parametrize("sender", SENDERS)
def test_a_message_is_for_the_bot_exactly_when_the_rule_says_so(chat: str, sender: str) -> None:
    for text, reply, forward, edited in itertools.product(TEXTS, REPLIES, FORWARDS, (False, True)):
        content = TEXTS[text][0]
        words = {"text": content.get("text")} if "text" in content else {}
        others = {name: value for name, value in content.items() if name != "text"}
        read = message(**words, chat=CHATS[chat], **others, **SENDERS[sender], **REPLIES[reply][0], **FORWARDS[forward])
        mine = addressed(read, BOT_ID, BOT_NAME, edited=edited)
        case = f"{text}, {forward}, by {sender} in a {chat} chat in reply to {reply}, edited: {edited}"
        assert (mine.kind if mine is not None else None) is expected(chat, sender, text, reply, forward, edited), case
        if mine is not None and mine.kind is Kind.QUESTION:
            assert "sanctionsbot " not in mine.question.casefold() or text == "a name without @" or "quot" in text, case
            assert (mine.about_answer is not None) is REPLIES[reply][1], case
            about_somebody = reply in ("a person", "another bot")
            assert (mine.about is not None) is (about_somebody or reply == "an inline answer of the bot's"), case


@pytest.mark.parametrize(
    ("pointed_at", "about"),
    [
        (inner("CEIEC was sanctioned in 2019."), "CEIEC was sanctioned in 2019."),
        (inner(caption="Igor Sechin in Vienna", photo=PHOTO), "Igor Sechin in Vienna"),
        (inner("Rosneft", sender_chat=CHANNEL, is_automatic_forward=True), "Rosneft"),
        (inner("forwarded words", forward_origin={"type": "hidden_user", "date": 1, "sender_user_name": "X"}),
         "forwarded words"),
        (inner(photo=PHOTO), None),
    ],
)  # fmt: skip
def test_a_mention_under_any_message_asks_about_its_words(pointed_at: dict[str, Any], about: str | None) -> None:
    mine = addressed(message("@SanctionsBot is this right?", reply_to_message=pointed_at), BOT_ID, BOT_NAME)
    assert mine is not None
    assert (mine.question, mine.about) == ("is this right?", about)


@pytest.mark.parametrize("pointed_at", [inner(photo=PHOTO), inner(caption="Sechin", photo=PHOTO), inner("Sechin")])
def test_a_question_under_a_picture_knows_whether_the_picture_has_words(pointed_at: dict[str, Any]) -> None:
    for text in ("@SanctionsBot", "@SanctionsBot who is this?"):
        mine = addressed(message(text, reply_to_message=pointed_at), BOT_ID, BOT_NAME)
        assert mine is not None
        assert mine.about_picture is not bool(mine.about)


@pytest.mark.parametrize(
    ("question", "points"),
    [("who is this?", True), ("is this right?", True), ("true?", True), ("Why was CEIEC sanctioned?", False)],
)
def test_a_question_that_points_is_told_from_one_that_stands_alone(question: str, points: bool) -> None:
    assert _points(question) is points


def test_a_quotation_from_another_chat_is_asked_about() -> None:
    elsewhere = {"origin": {"type": "channel", "date": 1, "chat": CHANNEL, "message_id": 3}, "chat": CHANNEL}
    quote = {"text": "CEIEC was sanctioned", "position": 0, "is_manual": True}
    mine = addressed(message("@SanctionsBot true?", external_reply=elsewhere, quote=quote), BOT_ID, BOT_NAME)
    assert mine is not None
    assert mine.about == "CEIEC was sanctioned"
