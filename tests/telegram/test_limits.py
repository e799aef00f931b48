"""How much one may ask, and what keeps the bot quiet: the real bot with low limits, and its whole log read after."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.botapi import BotApiServer, Chat
from tests.telegram.conftest import ADMIN_ID
from tests.telegram.running import ANSWER_SECONDS, ForkedBot, RunningBot

ROSSIYA = "When was Bank Rossiya sanctioned?"


@pytest.fixture(scope="module")
def bot(server: BotApiServer, indexed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    work = tmp_path_factory.mktemp("bot")
    shutil.copytree(indexed, work / "data")
    limits = {"questions_per_minute": 3, "group_questions_per_minute": 4}
    with ForkedBot(server, work / "data", work, admins=ADMIN_ID, log_level="DEBUG", **limits) as running:
        yield running


def replies(server: BotApiServer, chat: Chat, count: int) -> list[str]:
    """The words of the `count` replies that come, once it is sure that no other does."""
    server.wait_until_confirmed()
    server.wait_for(lambda: len(server.sent(chat)) >= count, ANSWER_SECONDS, f"{count} replies")
    assert server.quiet(chat, 1.5)
    return [message.words for message in server.sent(chat)]


def test_over_the_limit_a_person_is_told_so_once_and_then_hears_nothing_while_others_are_answered(
    server: BotApiServer, bot: RunningBot
) -> None:
    anna, ben = server.user("Anna Averina"), server.user("Ben")
    chat = server.private_chat(anna)
    for _ in range(6):
        server.write(anna, ROSSIYA)
    answers = replies(server, chat, 4)
    assert all("[1]" in words for words in answers[:3])
    assert "up to 3 questions a minute" in answers[3]
    server.write(anna, "/help")
    server.write(ben, ROSSIYA)
    assert "[1]" in replies(server, server.private_chat(ben), 1)[0]
    assert len(replies(server, chat, 4)) == 4


def test_over_the_limit_of_a_group_it_is_told_so_once_and_its_admins_of_the_bot_are_still_answered(
    server: BotApiServer, bot: RunningBot, admin: object
) -> None:
    people = [server.user(f"Crowd{number}") for number in range(6)]
    boss = server.cloud.users[ADMIN_ID]
    room = server.group("Crowded", boss, *people)
    for person in people:
        server.say(room, person, f"@SanctionsTestBot {ROSSIYA}")
    server.say(room, people[0], "nobody is asked here")
    answers = replies(server, room, 5)
    assert "up to 4 questions a minute in one group" in answers[4]
    server.say(room, boss, f"@SanctionsTestBot {ROSSIYA}")
    assert "[1]" in replies(server, room, 6)[5]


def test_a_flood_in_one_chat_holds_up_no_other_and_is_waited_out_to_the_second(
    server: BotApiServer, bot: RunningBot
) -> None:
    pat, quinn = server.user("Pat"), server.user("Quinn")
    flooded, other = server.private_chat(pat), server.private_chat(quinn)
    server.flood("sendMessage", retry_after=6)
    server.write(pat, ROSSIYA)
    server.wait_for(lambda: "telegram.flood" in bot.log, ANSWER_SECONDS, "the flood")
    server.write(quinn, ROSSIYA)
    server.wait_for(lambda: server.sent(other), ANSWER_SECONDS, "the other's answer")
    assert not server.sent(flooded)
    replies(server, flooded, 1)
    assert not server.impatient()


def test_nothing_people_wrote_and_none_of_their_names_is_in_the_log(server: BotApiServer, bot: RunningBot) -> None:
    poisoned = {"message": {"message_id": "x", "text": "poisonous words"}}
    server.poison(poisoned)
    server.wait_until_confirmed()
    server.wait_for(lambda: "telegram.poison_update" in bot.log, ANSWER_SECONDS, "the poison")
    log = bot.log
    assert "telegram.answered" in log
    for words in (ROSSIYA, "Rossiya", "Averina", "Crowded", "nobody is asked", "poisonous", server.token):
        assert words not in log
