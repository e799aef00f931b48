"""What stands under an answer, walked through as a person would: the real bot against the strict server."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.answers.answer import Answer
from tests.botapi import BotApiServer, Chat, Message, User
from tests.telegram.conftest import ADMIN_ID
from tests.telegram.running import ANSWER_SECONDS, ForkedBot, RunningBot

WHY = "Why was CEIEC sanctioned?"


@pytest.fixture(scope="module")
def bot(server: BotApiServer, indexed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    work = tmp_path_factory.mktemp("bot")
    shutil.copytree(indexed, work / "data")
    with ForkedBot(server, work / "data", work, admins=ADMIN_ID, suggestions=3) as running:
        yield running


@pytest.fixture(autouse=True)
def _nothing_irregular(server: BotApiServer, bot: RunningBot) -> Iterator[None]:
    yield
    assert not server.violations
    # Questions to ask on may come while a button is pressed: then the message may read already as it is to.
    refused = [call for call in server.refused() if call.method != "setMyCommands"]
    assert not [call for call in refused if "not modified" not in str(call.error)]
    assert not server.unanswered()
    assert "Traceback" not in bot.log
    assert WHY not in bot.log


def ask(server: BotApiServer, chat: Chat, asker: User, question: str = WHY) -> Message:
    server.say(chat, asker, question)
    return server.wait_for_message(chat, timeout=ANSWER_SECONDS)


def changed(server: BotApiServer, message: Message, user: User, button: str) -> None:
    """Press a button, and wait until the message reads or offers something else."""
    before = len(message.versions)
    server.press(user, message, button, timeout=ANSWER_SECONDS)
    server.wait_for_edit(message, after=before, timeout=ANSWER_SECONDS)


def offered(message: Message, letter: str) -> list[str]:
    """The buttons of one conversation, by the letter of its data."""
    return [button["text"] for button in message.buttons if button["callback_data"].startswith(f"{letter}:")]


def make_long(bot: RunningBot, given_id: str) -> None:
    """The stored answer becomes one of several messages' length, as an answer that names many entries is."""
    with sqlite3.connect(bot.data / "telegram.sqlite") as db:
        (stored,) = db.execute("SELECT answer FROM answers WHERE id = ?", [given_id]).fetchone()
        answer = Answer.model_validate_json(stored)
        long = answer.model_copy(update={"text": "\n".join(f"Line {n} of this answer. [1]" for n in range(400))})
        db.execute("UPDATE answers SET answer = ? WHERE id = ?", [long.model_dump_json(), given_id])


def given_id(message: Message) -> str:
    return str(message.buttons[0]["callback_data"].split(":")[1])


def test_a_passage_is_widened_in_place_and_other_sources_are_shown_or_said_to_be_none(
    server: BotApiServer, bot: RunningBot
) -> None:
    anna = server.user("Wide")
    chat = server.private_chat(anna)
    answer = ask(server, chat, anna)
    server.press(anna, answer, offered(answer, "e")[0], timeout=ANSWER_SECONDS)
    shown = server.wait_for_message(chat, timeout=ANSWER_SECONDS)
    (passage,), (quote,) = shown.spans("blockquote"), shown.spans("underline")
    (more,) = offered(shown, "m")[:1]
    changed(server, shown, anna, more)
    (wider,) = shown.spans("blockquote")
    assert passage in wider
    assert len(wider) > len(passage)
    assert shown.spans("underline") == [quote]
    while offered(shown, "m"):
        changed(server, shown, anna, offered(shown, "m")[0])
    server.press(anna, shown, offered(shown, "o")[0], timeout=ANSWER_SECONDS)
    others = server.wait_for_message(chat, timeout=ANSWER_SECONDS)
    assert others.reply_to is shown
    assert others.spans("blockquote") or "No other article that I hold says" in others.words
    again = server.press(anna, shown, offered(shown, "o")[0], timeout=ANSWER_SECONDS)
    assert again.text


def test_questions_offered_were_tried_and_pressing_one_asks_it(server: BotApiServer, bot: RunningBot) -> None:
    anna = server.user("Asker")
    chat = server.private_chat(anna)
    answer = ask(server, chat, anna)
    server.wait_for_edit(answer, after=1, timeout=ANSWER_SECONDS)
    question = offered(answer, "q")[0]
    server.wait_until_confirmed()
    bot.kill()
    bot.start()
    server.press(anna, answer, question, timeout=ANSWER_SECONDS)
    reply = server.wait_for_message(chat, timeout=ANSWER_SECONDS)
    assert reply.words.startswith(question)
    assert "don't know" not in reply.words
    assert "[1]" in reply.words
    server.say(chat, anna, "When was that?")
    name = question.split(maxsplit=2)[-1].split()[0]
    assert name in server.wait_for_message(chat, timeout=ANSWER_SECONDS).words


def test_the_same_is_answered_as_of_another_day(server: BotApiServer, bot: RunningBot) -> None:
    anna = server.user("Historian")
    chat = server.private_chat(anna)
    answer = ask(server, chat, anna)
    of_day = f"d:{given_id(answer)}:20300101"
    button = next(button for button in answer.buttons if button["callback_data"].startswith("d:"))
    pressed = server.press(anna, answer, button["text"], timeout=ANSWER_SECONDS)
    if not pressed.text:  # what days are offered depends on the corpus
        server.wait_for_edit(answer, after=1, timeout=ANSWER_SECONDS)
        changed(server, answer, anna, "← Back")
    button = next(button for button in answer.buttons if button["callback_data"].startswith("d:"))
    button["callback_data"] = of_day
    server.press(anna, answer, of_day, timeout=ANSWER_SECONDS)
    reply = server.wait_for_message(chat, timeout=ANSWER_SECONDS)
    assert reply.words.startswith(WHY)
    assert f"{date(2030, 1, 1).day} January 2030" in reply.words


def test_a_long_answer_is_read_page_by_page_in_one_message(server: BotApiServer, bot: RunningBot) -> None:
    anna, bob = server.user("Reader"), server.user("Passer-by")
    group = server.group("Library", anna, bob)
    answer = ask(server, group, anna, f"@SanctionsTestBot {WHY}")
    assert not offered(answer, "p")
    refused = server.press(bob, answer, offered(answer, "d")[0])
    assert refused.alert
    assert "Only" in refused.text
    make_long(bot, given_id(answer))
    changed(server, answer, anna, "👎")
    changed(server, answer, anna, "← Back")
    server.press(anna, answer, "👎")  # taken back: it was to have the message shown anew
    assert offered(answer, "p") == ["1/3", "▶"]
    assert "Line 0 " in answer.words
    assert server.press(bob, answer, "▶").alert
    for pages in (["◀", "2/3", "▶"], ["◀", "3/3"]):
        changed(server, answer, anna, "▶")
        assert offered(answer, "p") == pages
    assert "Line 399 " in answer.words
    assert answer.spans("expandable_blockquote")
    server.press(bob, answer, offered(answer, "e")[0], timeout=ANSWER_SECONDS)  # evidence is for everybody
    assert server.wait_for_message(group, timeout=ANSWER_SECONDS).reply_to is answer
    assert len([message for message in server.sent(group) if message.reply_to is not answer]) == 1


def test_what_people_think_and_could_not_learn_reaches_the_admin_who_marks_it_as_done(
    server: BotApiServer, bot: RunningBot
) -> None:
    admin = server.user("Boss", id=ADMIN_ID)
    office = server.private_chat(admin)
    anna, bob = server.user("Critic"), server.user("Fan")
    chat, group = server.private_chat(anna), server.group("Desk", bob, bot_admin=True)
    answer = ask(server, chat, anna)
    assert server.press(anna, answer, "👍").text
    changed(server, answer, anna, "👎")
    # Questions to ask on come beside the reasons, whichever was there first.
    server.wait_for(lambda: bool(offered(answer, "q")) and "It is outdated" in offered(answer, "f"), ANSWER_SECONDS)
    server.press(anna, answer, "It is outdated")
    ask(server, chat, anna, "Which flour makes the best sourdough bread?")
    ask(server, chat, anna, "What flour is best for sourdough?")
    other = ask(server, group, bob, f"@SanctionsTestBot {WHY}")
    server.wait_until_quiet(group)
    assert server.react(bob, other, "👎")
    server.wait_until_confirmed()
    server.wait_for(lambda: bot.log.count("what=reaction") == 1, ANSWER_SECONDS, "the reaction to be noted")

    server.write(anna, "/gaps")
    assert server.wait_for_message(chat, timeout=ANSWER_SECONDS).words == "Only my admins may do that."
    server.write(admin, "/gaps")
    listed = server.wait_for_message(office, timeout=ANSWER_SECONDS)
    assert "Questions to mend: 2" in listed.words
    assert "unanswered 2 times" in listed.words  # both flours are one gap
    assert "Nothing held is about this" in listed.words
    assert "disliked 2 times, 1 × outdated" in listed.words
    assert "CEIEC" in listed.words
    flour = next(line[0] for line in listed.words.splitlines() if line[1:2] == "." and "flour" in line)
    changed(server, listed, admin, f"✓ {flour} done")
    assert "Questions to mend: 1" in listed.words
    assert server.react(bob, other, None)
    server.wait_for(lambda: bot.log.count("what=reaction") == 2, ANSWER_SECONDS, "the reaction to be taken back")
    server.write(admin, "/gaps")
    assert "disliked once" in server.wait_for_message(office, timeout=ANSWER_SECONDS).words


def test_an_edited_question_takes_back_what_was_thought_and_offered_before(
    server: BotApiServer, bot: RunningBot
) -> None:
    anna = server.user("Editor")
    chat = server.private_chat(anna)
    asked = server.write(anna, WHY)
    answer = server.wait_for_message(chat, timeout=ANSWER_SECONDS)
    server.wait_for_edit(answer, after=1, timeout=ANSWER_SECONDS)
    assert offered(answer, "q")
    server.press(anna, answer, "👍")
    before = len(answer.versions)
    server.edit(asked, "Which flour makes the best sourdough bread?")
    server.wait_for_edit(answer, after=before, timeout=ANSWER_SECONDS)
    assert "don't know" in answer.words
    assert not offered(answer, "q")
    assert server.press(anna, answer, "👍").text == "Thank you, noted."
