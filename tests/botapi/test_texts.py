"""Texts: lengths in UTF-16 units, entities, markup, captions, quotes."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot, MessageEntity, ReplyParameters
from telegram.error import BadRequest

from . import BotApiServer, Chat
from .conftest import Raw


@pytest.fixture
def chat(server: BotApiServer) -> Chat:
    return server.private_chat(server.user("Anna"))


@pytest.mark.parametrize("text", ["a" * 4096, "😀" * 2048])
def test_4096_utf16_units_are_taken_and_one_more_is_not(call: Raw, chat: Chat, text: str) -> None:
    assert call("sendMessage", chat_id=chat.id, text=text)["ok"]
    assert call.refusal("sendMessage", chat_id=chat.id, text=text + "a") == "Bad Request: message is too long"


def test_the_length_is_counted_after_markup_is_parsed(call: Raw, chat: Chat) -> None:
    assert call("sendMessage", chat_id=chat.id, text="<b>" + "a" * 4096 + "</b>", parse_mode="HTML")["ok"]


@pytest.mark.parametrize("text", ["", " \n ", "<b> </b>"])
def test_an_empty_text_is_refused(call: Raw, chat: Chat, text: str) -> None:
    refusal = call.refusal("sendMessage", chat_id=chat.id, text=text, parse_mode="HTML")
    assert refusal == "Bad Request: message text is empty"


def test_blanks_around_a_text_are_dropped_and_its_entities_move_along(
    server: BotApiServer, call: Raw, chat: Chat
) -> None:
    bold = {"type": "bold", "offset": 2, "length": 4}
    call("sendMessage", chat_id=chat.id, text="  bold  ", entities=[bold])
    assert (server.last(chat).text, server.last(chat).spans("bold")) == ("bold", ["bold"])


@pytest.mark.parametrize(
    ("entity", "refusal"),
    [
        ({"type": "bold", "offset": 0, "length": 5}, "ends after the end of the text at UTF-16 offset 5"),
        ({"type": "bold", "offset": 2, "length": 1}, "begins in a middle of a UTF-16 symbol"),
        ({"type": "bold", "offset": 0, "length": 2}, "ends in a middle of a UTF-16 symbol"),
        ({"type": "bold", "offset": -1, "length": 2}, "offset -1"),
        ({"type": "sparkle", "offset": 0, "length": 1}, "unsupported type specified"),
        ({"type": "text_link", "offset": 0, "length": 1}, "Wrong HTTP URL"),
        ({"type": "text_link", "offset": 0, "length": 1, "url": "localhost"}, "Wrong HTTP URL"),
        ({"type": "text_mention", "offset": 0, "length": 1}, '"user" must be non-empty'),
    ],
)
def test_a_wrong_entity_is_refused(call: Raw, chat: Chat, entity: dict[str, Any], refusal: str) -> None:
    assert refusal in call.refusal("sendMessage", chat_id=chat.id, text="a😀b", entities=[entity])


def test_entities_nest_but_do_not_cross(call: Raw, chat: Chat) -> None:
    outer = {"type": "bold", "offset": 0, "length": 6}
    inner = {"type": "italic", "offset": 2, "length": 2}
    crossing = {"type": "italic", "offset": 4, "length": 6}
    assert call("sendMessage", chat_id=chat.id, text="0123456789", entities=[outer, inner])["ok"]
    assert "overlap" in call.refusal("sendMessage", chat_id=chat.id, text="0123456789", entities=[outer, crossing])


def test_more_than_a_hundred_entities_are_refused(call: Raw, chat: Chat) -> None:
    entities = [{"type": "bold", "offset": 2 * n, "length": 1} for n in range(101)]
    assert "too many entities" in call.refusal("sendMessage", chat_id=chat.id, text="a " * 101 + "a", entities=entities)


async def test_what_the_library_sends_as_entities_is_understood(server: BotApiServer, bot: Bot, chat: Chat) -> None:
    text = "😀 Rosneft was listed. Source: Example"
    entities = [
        MessageEntity(MessageEntity.BOLD, 3, 7),
        MessageEntity(MessageEntity.TEXT_LINK, 31, 7, url="https://example.org/a?b=1#c"),
        MessageEntity(MessageEntity.EXPANDABLE_BLOCKQUOTE, 23, 15),
    ]
    message = await bot.send_message(chat.id, text, entities=entities)
    assert message.parse_entity(entities[0]) == "Rosneft"
    kept = server.last(chat)
    assert (kept.spans("bold"), kept.links) == (["Rosneft"], {"Example": "https://example.org/a?b=1#c"})
    assert kept.spans("expandable_blockquote") == ["Source: Example"]


def test_links_mentions_commands_and_tags_are_found(server: BotApiServer) -> None:
    group = server.group("Desk", anna := server.user("Anna"))
    message = server.say(
        group,
        anna,
        "/start@SomeBot 😀 @boris: see https://example.org/x?y=(1). a/b c@d.org #oil $USD www.un.org, ofac.gov",
    )
    found = {e["type"]: message.spans(e["type"]) for e in message.entities}
    assert found == {
        "bot_command": ["/start@SomeBot"],
        "mention": ["@boris"],
        "url": ["https://example.org/x?y=(1", "www.un.org", "ofac.gov"],
        "email": ["c@d.org"],
        "hashtag": ["#oil"],
        "cashtag": ["$USD"],
    }


# ---- markup --------------------------------------------------------------------------------------


def test_html_becomes_text_and_entities(server: BotApiServer, call: Raw, chat: Chat) -> None:
    html = (
        '<b>bold <i>both</i></b> <a href="https://example.org/?a=1&amp;b=2">link</a> &lt;x&gt; &#128512; '
        '<pre><code class="language-python">x</code></pre><blockquote expandable>long</blockquote>'
    )
    call("sendMessage", chat_id=chat.id, text=html, parse_mode="HTML")
    message = server.last(chat)
    assert message.text == "bold both link <x> 😀 xlong"
    assert message.spans("bold") == ["bold both"]
    assert message.spans("italic") == ["both"]
    assert message.links == {"link": "https://example.org/?a=1&b=2"}
    assert next(e for e in message.entities if e["type"] == "pre")["language"] == "python"
    assert message.spans("expandable_blockquote") == ["long"]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("é<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ],
)
def test_one_wrong_tag_loses_the_whole_html_message(call: Raw, chat: Chat, text: str, refusal: str) -> None:
    said = call.refusal("sendMessage", chat_id=chat.id, text=text, parse_mode="HTML")
    assert said == f"Bad Request: can't parse entities: {refusal}"


def test_markdown_v2_becomes_text_and_entities(server: BotApiServer, call: Raw, chat: Chat) -> None:
    markdown = (
        "*bold _both_* __under__ ~struck~ ||hidden|| `code` [a\\.b](https://example.org/\\)) 1\\.\n"
        "```python\nx = 1```\n>quoted\n>more\nafter"
    )
    call("sendMessage", chat_id=chat.id, text=markdown, parse_mode="MarkdownV2")
    message = server.last(chat)
    assert message.text == "bold both under struck hidden code a.b 1.\nx = 1\nquoted\nmore\nafter"
    assert message.spans("bold") == ["bold both"]
    assert message.spans("underline") == ["under"]
    assert message.spans("spoiler") == ["hidden"]
    assert message.links == {"a.b": "https://example.org/)"}
    assert message.spans("pre") == ["x = 1"]
    assert message.spans("blockquote") == ["quoted\nmore"]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("Version 1.0", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("a > b", "Character '>' is reserved and must be escaped with the preceding '\\'"),
        ("]", "Character ']' is reserved and must be escaped with the preceding '\\'"),
        ("é *x", "Can't find end of Bold entity at byte offset 3"),
        ("_x *y _", "Can't find end of Italic entity at byte offset 6"),
        ("__x _", "Can't find end of Italic entity at byte offset 4"),
        ("`x", "Can't find end of Code entity at byte offset 0"),
        ("```a ", "Can't find end of PreCode entity at byte offset 0"),
    ],
)
def test_one_unescaped_character_loses_the_whole_markdown_message(
    call: Raw, chat: Chat, text: str, refusal: str
) -> None:
    said = call.refusal("sendMessage", chat_id=chat.id, text=text, parse_mode="MarkdownV2")
    assert said == f"Bad Request: can't parse entities: {refusal}"


# ---- replies and quotes --------------------------------------------------------------------------


async def test_a_reply_shows_what_it_answers(server: BotApiServer, bot: Bot, chat: Chat) -> None:
    assert chat.person is not None
    question = server.say(chat, chat.person, "Is it listed? It is.")
    sent = await bot.send_message(
        chat.id, "Yes.", reply_parameters=ReplyParameters(question.id, quote="It is.", quote_position=14)
    )
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == question.text
    assert sent.quote is not None
    assert (sent.quote.text, sent.quote.position) == ("It is.", 14)
    assert server.last(chat).reply_to is question


async def test_a_quote_must_be_part_of_what_is_answered(server: BotApiServer, bot: Bot, chat: Chat) -> None:
    assert chat.person is not None
    question = server.say(chat, chat.person, "Is it listed?")
    with pytest.raises(BadRequest, match=r"(?i)quote_text_invalid"):
        await bot.send_message(chat.id, "x", reply_parameters=ReplyParameters(question.id, quote="is it"))


async def test_a_missing_reply_target_is_refused_unless_allowed(server: BotApiServer, bot: Bot, chat: Chat) -> None:
    assert chat.person is not None
    question = server.say(chat, chat.person, "gone soon")
    server.delete(question)
    with pytest.raises(BadRequest, match="essage to be replied not found"):
        await bot.send_message(chat.id, "x", reply_to_message_id=question.id)
    sent = await bot.send_message(chat.id, "x", reply_to_message_id=question.id, allow_sending_without_reply=True)
    assert sent.reply_to_message is None


def test_a_reply_to_another_chat_is_shown_as_an_external_one(server: BotApiServer, call: Raw, chat: Chat) -> None:
    group = server.group("Desk", anna := server.user("Anna"))
    asked = server.say(group, anna, "@sanctionstestbot in private, please")
    reply = {"message_id": asked.id, "chat_id": group.id}
    sent = call("sendMessage", chat_id=chat.id, text="here", reply_parameters=reply)["result"]
    assert "reply_to_message" not in sent
    assert sent["external_reply"]["chat"]["id"] == group.id


def test_a_mention_by_id_becomes_the_person_or_nothing(server: BotApiServer, call: Raw, chat: Chat) -> None:
    assert chat.person is not None
    html = f'<a href="tg://user?id={chat.person.id}">you</a> <a href="tg://user?id=1">nobody</a>'
    call("sendMessage", chat_id=chat.id, text=html, parse_mode="HTML")
    assert [e["user"]["first_name"] for e in server.last(chat).entities] == ["Anna"]


def test_a_style_that_crosses_a_found_tag_is_cut_in_two(server: BotApiServer, call: Raw, chat: Chat) -> None:
    call("sendMessage", chat_id=chat.id, text="see #oil now", entities=[{"type": "bold", "offset": 6, "length": 6}])
    assert server.last(chat).spans("bold") == ["il", " now"]


@pytest.mark.parametrize("mode", ["HTML", "MarkdownV2"])
async def test_what_the_library_writes_as_markup_is_read_back_unchanged(
    server: BotApiServer, bot: Bot, chat: Chat, mode: str
) -> None:
    text = "a_b*c [d](e) 😀 <f> & g.h! `i` ~j~ |k| #l\\m >n\n> o"
    entities = [
        MessageEntity(MessageEntity.BOLD, 0, 12),
        MessageEntity(MessageEntity.TEXT_LINK, 6, 6, url="https://example.org/(x)?a=1&b=[2]\\"),
        MessageEntity(MessageEntity.SPOILER, 13, 2),
        MessageEntity(MessageEntity.CODE, 22, 4),
        MessageEntity(MessageEntity.BLOCKQUOTE, len(text) - 2, 3),
    ]
    first = await bot.send_message(chat.id, text, entities=entities)
    markup = first.text_html if mode == "HTML" else first.text_markdown_v2
    again = await bot.send_message(chat.id, markup, parse_mode=mode)
    assert (again.text, again.entities) == (first.text, first.entities)
