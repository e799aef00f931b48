"""Is this for me: the bot answers who names it or replies to it, nobody else, and keeps every word of the question."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.telegram.addressing import Addressed, Kind, addressed
from tests.botapi import entities as marks
from tests.properties.texts import letters, texts
from tests.telegram.messages import ANNA, BOT, BOT_ID, BOT_NAME, GROUP, PRIVATE, inner, message

OTHER = {"id": 99, "is_bot": True, "first_name": "Echo", "username": "EchoBot"}
UNNAMED = texts.filter(lambda text: "@" not in text and "/" not in text)
MENTIONS = st.sampled_from([f"@{BOT_NAME}", f"@{BOT_NAME.lower()}", f"@{BOT_NAME.upper()}"])


def for_me(text: str, chat: dict[str, Any] = GROUP, **fields: Any) -> Addressed | None:
    return addressed(message(text, chat=chat, **fields), BOT_ID, BOT_NAME)


@given(UNNAMED.filter(str.strip))
def test_in_a_group_nothing_is_asked_without_a_name_or_a_reply(text: str) -> None:
    """In a group a text that neither names the bot nor replies to it is left alone; a reply to it is a question."""
    assert for_me(text) is None
    assert for_me(text, reply_to_message=inner("Because …", ANNA)) is None
    replied = for_me(text, reply_to_message=inner("Because …", BOT))
    assert replied is not None
    assert (replied.kind, replied.about_answer) == (Kind.QUESTION, 5)
    assert letters(replied.question) == letters(text)


@given(UNNAMED, UNNAMED, MENTIONS)
def test_the_name_goes_and_every_other_word_stays(before: str, after: str, mention: str) -> None:
    """Wherever in a group's text the bot's name stands as a word of its own, all other words are the question."""
    found = for_me(f"{before} {mention} {after}")
    assert found is not None
    assert found.kind is Kind.QUESTION
    assert letters(found.question) == letters(before) + letters(after)
    assert "\x00" not in found.question


@given(UNNAMED, st.from_regex(r"@[A-Za-z][A-Za-z0-9_]{4,20}", fullmatch=True))
def test_names_of_others_are_not_the_bots(text: str, mention: str) -> None:
    """A mention of anybody else, however alike the name, does not call the bot."""
    assume(mention.casefold() != f"@{BOT_NAME}".casefold())
    assert for_me(f"{mention} {text}") is None
    assert for_me(f"@{BOT_NAME}s {text}") is None


@given(UNNAMED.filter(str.strip))
def test_in_private_every_text_is_a_question_and_stays_as_it_is(text: str) -> None:
    """In private a text is the question, without the white space around it."""
    found = for_me(text, PRIVATE)
    assert found is not None
    assert found.kind is Kind.QUESTION
    assert found.question == text.replace("\x00", " ").strip()


@given(texts, st.sampled_from([GROUP, PRIVATE]), st.data())
def test_no_entity_makes_it_fall(text: str, chat: dict[str, Any], data: st.DataObject) -> None:
    """Entities anywhere, even inside a character, and any sender are decided upon without a fault."""
    size = marks.utf16_length(text)
    kinds = ["mention", "text_mention", "bot_command", "blockquote", "bold", "url"]
    entities = [
        {"type": data.draw(st.sampled_from(kinds)), "offset": at, "length": data.draw(st.integers(1, 30)), "user": BOT}
        for at in data.draw(st.lists(st.integers(0, size), max_size=6))
    ]
    fields = {
        "from": data.draw(st.sampled_from([ANNA, OTHER])),
        "reply_to_message": data.draw(st.sampled_from([None, inner("x", BOT)])),
    }
    content = {"message_id": 10, "date": 1_700_000_000, "chat": chat, "text": text, "entities": entities}
    found = addressed(_read(content | {name: value for name, value in fields.items() if value}), BOT_ID, BOT_NAME)
    assert found is None or fields["from"] is ANNA
    assert found is None or "\x00" not in found.question


def _read(content: dict[str, Any]) -> Any:
    from telegram import Message

    return Message.de_json(content, None)
