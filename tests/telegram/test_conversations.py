"""What people see: the real bot, answering from the sample corpus, against the strict server."""

from __future__ import annotations

import itertools
import re

import pytest

from tests.botapi import BotApiServer, Chat, Message, User
from tests.telegram.running import ANSWER_SECONDS, RunningBot

pytestmark = pytest.mark.usefixtures("bot")
WHY = "Why was CEIEC sanctioned?"
_names = (f"Person{n}" for n in itertools.count(1))


@pytest.fixture
def anna(server: BotApiServer) -> User:
    return server.user(next(_names))


@pytest.fixture
def private(server: BotApiServer, anna: User) -> Chat:
    return server.private_chat(anna)


@pytest.fixture
def group(server: BotApiServer, anna: User) -> Chat:
    return server.group("Newsroom", anna)


@pytest.fixture(autouse=True)
def _nothing_irregular(server: BotApiServer, bot: RunningBot):
    yield
    assert not server.violations
    refused = [call for call in server.refused() if call.method != "setMyCommands"]
    assert not refused
    assert bot.is_running
    assert server.token not in bot.log
    assert "Traceback" not in bot.log
    assert WHY not in bot.log


def answer_in(server: BotApiServer, chat: Chat) -> Message:
    found = server.wait_for_message(chat, timeout=ANSWER_SECONDS)
    server.wait_until_quiet(chat)
    return found


def unanswered(server: BotApiServer, admin: User) -> int:
    """How many questions the bot says it could not answer."""
    server.write(admin, "/status")
    told = re.search(r"could not answer: (\d+)", answer_in(server, server.private_chat(admin)).words)
    assert told is not None
    return int(told[1])


# ---- questions ---------------------------------------------------------------------------------


def test_a_question_in_private_is_answered_in_one_cited_reply(server: BotApiServer, private: Chat, anna: User) -> None:
    asked = server.write(anna, WHY)
    answer = answer_in(server, private)
    assert answer.reply_to is asked
    assert len(server.sent(private)) == 1
    assert "[1]" in answer.words
    assert any("[1]" in block for block in answer.spans("expandable_blockquote"))
    assert any(link.startswith("http") for link in answer.links.values())
    assert any(label.startswith("[1]") for label in answer.button_texts)
    assert answer.extra.get("link_preview_options", {}).get("is_disabled") is True
    assert "typing" in private.actions


@pytest.mark.parametrize("name", ["@SanctionsTestBot", "@sanctionstestbot", "@SANCTIONSTESTBOT"])
def test_a_mention_in_a_group_is_answered_in_any_case(server: BotApiServer, group: Chat, anna: User, name: str) -> None:
    asked = server.say(group, anna, f"{name} why was CEIEC sanctioned?")
    answer = answer_in(server, group)
    assert answer.reply_to is asked
    assert "[1]" in answer.words


def test_a_mention_in_a_caption_is_answered(server: BotApiServer, group: Chat, anna: User) -> None:
    server.say_photo(group, anna, "@sanctionsTESTbot why was CEIEC sanctioned?")
    assert "[1]" in answer_in(server, group).words


def test_what_is_not_for_the_bot_is_met_with_silence(server: BotApiServer, anna: User) -> None:
    server.bot.privacy = False  # it hears everything, and still answers nothing that is not for it
    try:
        group = server.group("Newsroom", anna)
        other = server.user("Echo", username="EchoBot", is_bot=True)
        server.join(group, other)
        ask = "@SanctionsTestBot why was CEIEC sanctioned?"
        said = server.say(group, anna, "Why was CEIEC sanctioned?")
        server.say(group, anna, "@EchoBot why was CEIEC sanctioned?")
        server.say(group, anna, "/status@EchoBot")
        server.say(group, anna, "/dance")
        server.say(group, other, ask)
        server.say(group, anna, ask, via_bot=other)
        server.say(group, anna, ask, forwarded=said)
        server.wait_until_confirmed()
        assert server.quiet(group, 2.0)
        channel = server.channel("Wire", anna)
        server.channel_post(channel, ask)
        assert server.quiet(channel, 0.5)
    finally:
        server.bot.privacy = True


def test_a_reply_to_an_answer_is_a_question_about_it(server: BotApiServer, group: Chat, anna: User) -> None:
    server.say(group, anna, f"@SanctionsTestBot {WHY}")
    answer = answer_in(server, group)
    server.say(group, anna, "When was that?", reply_to=answer)
    assert "2020" in answer_in(server, group).words


def test_what_was_asked_in_private_is_not_used_in_a_group(
    server: BotApiServer, private: Chat, group: Chat, anna: User
) -> None:
    server.write(anna, WHY)
    answer_in(server, private)
    server.write(anna, "When was that?")
    assert "CEIEC" in answer_in(server, private).words
    server.say(group, anna, "@SanctionsTestBot when was that?")
    assert "CEIEC" not in answer_in(server, group).words


def test_a_reply_to_shown_evidence_is_a_question_about_its_answer(
    server: BotApiServer, group: Chat, anna: User
) -> None:
    server.say(group, anna, f"@SanctionsTestBot {WHY}")
    answer = answer_in(server, group)
    other = server.user(next(_names))
    server.join(group, other)
    server.press(other, answer, answer.button_texts[0])
    evidence = answer_in(server, group)
    server.say(group, other, "When was that?", reply_to=evidence)
    assert "2020" in answer_in(server, group).words


def test_an_album_without_words_gets_one_word(server: BotApiServer, private: Chat, anna: User) -> None:
    for _ in range(3):
        server.say_photo(private, anna, media_group_id="album1")
    server.wait_until_confirmed()
    answer_in(server, private)
    assert len(server.sent(private)) == 1


def test_a_mention_under_a_message_asks_about_that_message(server: BotApiServer, anna: User) -> None:
    server.bot.privacy = False
    try:
        group = server.group("Newsroom", anna)
        said = server.say(group, anna, WHY)
        asked = server.say(group, anna, "@SanctionsTestBot", reply_to=said)
        answer = answer_in(server, group)
        assert answer.reply_to is asked
        assert "[1]" in answer.words
    finally:
        server.bot.privacy = True


def test_an_edited_question_edits_the_same_answer(server: BotApiServer, private: Chat, anna: User) -> None:
    asked = server.write(anna, WHY)
    answer = answer_in(server, private)
    first = answer.words
    server.edit(asked, "When was Bank Rossiya sanctioned?")
    server.wait_for_edit(answer, after=1, timeout=ANSWER_SECONDS)
    assert "Rossiya" in answer.words
    assert answer.words != first
    server.edit(asked, "When was Bank Rossiya sanctioned?")
    server.wait_until_confirmed()
    assert server.quiet(private, 1.0)
    assert len(server.sent(private)) == 1


def test_an_empty_or_too_long_question_gets_a_kind_word_and_its_correction_the_answer(
    server: BotApiServer, private: Chat, group: Chat, anna: User
) -> None:
    server.say(group, anna, "@SanctionsTestBot")
    assert "What would you like to know?" in answer_in(server, group).words
    asked = server.write(anna, "Why? " * 100)
    word = answer_in(server, private)
    assert "questions of up to 300" in word.words
    server.edit(asked, WHY)
    server.wait_for_edit(word, after=1, timeout=ANSWER_SECONDS)
    assert "[1]" in word.words


def test_what_the_bot_cannot_read_gets_a_word_in_private(server: BotApiServer, private: Chat, anna: User) -> None:
    said = server.write(anna, WHY)
    answer_in(server, private)
    server.say_voice(private, anna)
    assert "only read text" in answer_in(server, private).words
    server.say(private, anna, "Some news of yesterday", forwarded=said)
    assert "What would you like to know about this?" in answer_in(server, private).words
    server.write(anna, "/dance")
    assert "/help" in answer_in(server, private).words


def test_what_nothing_answers_is_said_and_counted_for_the_admin(
    server: BotApiServer, private: Chat, anna: User, admin: User
) -> None:
    before = unanswered(server, admin)
    server.write(anna, "Which flour makes the best sourdough bread?")
    answer = answer_in(server, private)
    assert "don't know" in answer.words
    assert unanswered(server, admin) == before + 1


def test_an_anonymous_admin_and_a_topic_are_answered_in_place(server: BotApiServer, anna: User) -> None:
    forum = server.group("Desk", anna, forum=True)
    topic = server.topic(forum, "Venezuela")
    server.bot.privacy = False
    try:
        server.say(forum, anna, "Why was CEIEC sanctioned?", topic=topic)
        server.wait_until_confirmed()
        assert server.quiet(forum, 1.5)
    finally:
        server.bot.privacy = True
    asked = server.say(forum, server.anonymous_admin(forum), f"@SanctionsTestBot {WHY}", topic=topic)
    answer = answer_in(server, forum)
    assert answer.reply_to is asked
    assert answer.thread_id == topic.id
    label = answer.button_texts[0]
    server.press(anna, answer, label)
    assert server.wait_for_message(forum, timeout=ANSWER_SECONDS).thread_id == topic.id


# ---- evidence ----------------------------------------------------------------------------------


def test_a_button_shows_the_passage_with_the_quote_marked(server: BotApiServer, private: Chat, anna: User) -> None:
    server.write(anna, WHY)
    answer = answer_in(server, private)
    pressed = server.press(anna, answer, answer.button_texts[0])
    assert pressed.text == ""
    shown = answer_in(server, private)
    assert shown.reply_to is answer
    assert shown.words.startswith("[1] ")
    (passage,) = shown.spans("blockquote")
    (quote,) = shown.spans("underline")
    assert quote in passage
    assert quote in answer.words
    again = server.press(anna, answer, answer.button_texts[0])
    assert again.text
    assert server.quiet(private, 0.5)


def test_buttons_nobody_knows_are_answered_politely(server: BotApiServer, private: Chat, anna: User) -> None:
    server.write(anna, WHY)
    answer = answer_in(server, private)
    button = answer.buttons[0]
    for data in ("e:nobodyknows:1", button["callback_data"].rpartition(":")[0] + ":77", "old-version", "e:x:y:z"):
        button["callback_data"] = data
        pressed = server.press(anna, answer, data)
        assert pressed.alert
        assert "ask again" in pressed.text
    assert not server.unanswered()


def test_an_answer_cannot_be_opened_from_another_chat(
    server: BotApiServer, private: Chat, group: Chat, anna: User
) -> None:
    server.write(anna, WHY)
    secret = answer_in(server, private).buttons[0]["callback_data"]
    server.say(group, anna, f"@SanctionsTestBot {WHY}")
    public = answer_in(server, group)
    public.buttons[0]["callback_data"] = secret
    pressed = server.press(anna, public, secret)
    assert "another chat" in pressed.text
    assert server.quiet(group, 0.5)


# ---- commands ----------------------------------------------------------------------------------


def test_each_sees_the_commands_he_may_use(server: BotApiServer, private: Chat, group: Chat, anna: User) -> None:
    server.wait_for(lambda: server.menu(group, anna), 30, "the menus")
    assert "reindex" not in server.menu(private, anna)
    assert {"help", "sources", "status", "settings"} <= server.menu(group, anna).keys()  # she made the group
    member = server.user(next(_names))
    server.join(group, member)
    assert {"reindex", "settings"}.isdisjoint(server.menu(group, member))


def test_help_differs_by_place_and_person(
    server: BotApiServer, private: Chat, group: Chat, anna: User, admin: User
) -> None:
    server.write(anna, "/start")
    assert "Ask me about sanctions" in answer_in(server, private).words
    server.write(anna, "/help")
    told = answer_in(server, private).words
    assert "editing" in told
    assert "/reindex" not in told
    server.write(admin, "/help")
    assert "/reindex" in answer_in(server, server.private_chat(admin)).words
    server.say(group, anna, "/help@sanctionstestbot")
    assert "@SanctionsTestBot and your question" in answer_in(server, group).words


def test_sources_and_status_tell_what_is_held_and_as_of_when(
    server: BotApiServer, private: Chat, anna: User, admin: User
) -> None:
    server.write(anna, "/sources")
    assert "sample" in answer_in(server, private).words
    server.write(anna, "/status")
    told = answer_in(server, private).words
    assert "articles" in told
    assert "edition" in told
    assert "could not answer" not in told
    server.write(admin, "/status")
    assert "could not answer" in answer_in(server, server.private_chat(admin)).words


def test_strangers_and_anonymous_admins_may_not_reindex(
    server: BotApiServer, private: Chat, group: Chat, anna: User, admin: User
) -> None:
    server.write(anna, "/reindex")
    assert answer_in(server, private).words == "Only my admins may do that."
    server.say(group, anna, "/reindex@SanctionsTestBot")
    assert answer_in(server, group).words == "Only my admins may do that."
    server.say(group, server.anonymous_admin(group), "/reindex@SanctionsTestBot")
    assert "anonymously" in answer_in(server, group).words
    said = server.write(admin, "Hello there")
    chat = server.private_chat(admin)
    answer_in(server, chat)
    server.edit(said, "/reindex")
    server.wait_until_confirmed()
    assert server.quiet(chat, 1.0)
