"""What goes wrong around the bot: restarts, floods, migrations, blocked users, poison, other pollers, no network."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import httpx

from tests.botapi import BotApiServer, Chat, Message
from tests.program import environment, run
from tests.telegram.conftest import ADMIN_ID
from tests.telegram.running import ANSWER_SECONDS, RunningBot

Fresh = Callable[..., tuple[BotApiServer, RunningBot]]
WHY = "Why was CEIEC sanctioned?"


def answer_in(server: BotApiServer, chat: Chat) -> Message:
    found = server.wait_for_message(chat, timeout=ANSWER_SECONDS)
    server.wait_until_quiet(chat)
    return found


def alive(data: Path) -> int:
    return run(data, "check", "--alive", folder=data, environment=environment(), timeout=60).returncode


# ---- one bot for the small troubles ------------------------------------------------------------


def test_a_flood_is_waited_out_and_the_answer_comes_once(server: BotApiServer, bot: RunningBot) -> None:
    anna = server.user("Flooded")
    server.flood("sendMessage", retry_after=2)
    server.write(anna, WHY)
    chat = server.private_chat(anna)
    assert "[1]" in answer_in(server, chat).words
    assert len(server.sent(chat)) == 1
    assert not server.impatient()


def test_a_burst_in_a_group_is_answered_in_order_without_earning_a_429(server: BotApiServer, bot: RunningBot) -> None:
    people = [server.user(f"Burst{n}") for n in range(6)]
    group = server.group("Busy", *people)
    server.enforce_limits()
    try:
        asked = [server.say(group, person, f"@SanctionsTestBot {WHY}") for person in people]
        server.wait_for(lambda: len(server.sent(group)) == len(asked), ANSWER_SECONDS, "all answers")
        assert server.cloud.limits.refused == 0
    finally:
        server.cloud.limits.enforced = False
    assert [message.reply_to for message in server.sent(group)] == asked


def test_poison_is_passed_over_without_a_storm(server: BotApiServer, bot: RunningBot) -> None:
    server.poison()
    anna = server.user("Poisoned")
    before = server.polls
    server.write(anna, WHY)
    assert "[1]" in answer_in(server, server.private_chat(anna)).words
    server.wait_until_confirmed()
    assert server.polls - before < 20
    assert "telegram.poison_update" in bot.log


def test_an_update_delivered_twice_is_answered_once(server: BotApiServer, bot: RunningBot) -> None:
    anna = server.user("Twice")
    chat = server.private_chat(anna)
    server.write(anna, WHY)
    answer_in(server, chat)
    server.deliver_again()
    server.wait_until_confirmed()
    assert server.quiet(chat, 1.5)


def test_a_question_deleted_meanwhile_is_answered_without_a_reply(server: BotApiServer, bot: RunningBot) -> None:
    anna = server.user("Deleter")
    chat = server.private_chat(anna)
    server.hang("sendChatAction", 1)
    asked = server.write(anna, WHY)
    server.delete(asked)
    assert "[1]" in answer_in(server, chat).words


def test_an_answer_deleted_meanwhile_is_sent_anew_when_the_question_is_edited(
    server: BotApiServer, bot: RunningBot
) -> None:
    anna = server.user("Sweeper")
    chat = server.private_chat(anna)
    asked = server.write(anna, WHY)
    server.delete(answer_in(server, chat))
    server.edit(asked, "When was Bank Rossiya sanctioned?")
    assert "Rossiya" in answer_in(server, chat).words


def test_blocked_users_and_lost_groups_raise_nothing(server: BotApiServer, bot: RunningBot) -> None:
    anna = server.user("Blocker")
    chat = server.private_chat(anna)
    server.hang("sendChatAction", 1)
    server.write(anna, WHY)
    server.block(anna)
    group = server.group("Gone", anna)
    server.say(group, anna, f"@SanctionsTestBot {WHY}")
    server.kick_bot(group)
    server.wait_until_confirmed()
    server.wait_for(lambda: "telegram.forbidden" in bot.log, ANSWER_SECONDS, "the refusal to be noted")
    server.unblock(anna)
    server.write(anna, WHY)
    assert "[1]" in answer_in(server, chat).words
    assert "telegram.handler_failed" not in bot.log
    assert "Traceback" not in bot.log


def test_bad_gateways_and_cut_connections_are_survived(server: BotApiServer, bot: RunningBot) -> None:
    anna = server.user("Unlucky")
    chat = server.private_chat(anna)
    server.garble("getUpdates", 200, b'{"ok": true, "result": [secret words', times=1)
    server.garble("sendMessage", 502)
    server.drop("getUpdates")
    server.write(anna, WHY)
    assert "[1]" in answer_in(server, chat).words
    assert len(server.sent(chat)) == 1
    assert "secret words" not in bot.log
    assert server.token not in bot.log


# ---- a bot each for the big ones ---------------------------------------------------------------


def test_nothing_is_lost_and_nothing_forgotten_by_a_kill(fresh: Fresh) -> None:
    server, bot = fresh()
    anna, ben = server.user("Anna"), server.user("Ben")
    chat, bens = server.private_chat(anna), server.private_chat(ben)
    asked = server.write(anna, WHY)
    answer = answer_in(server, chat)
    server.flood("sendMessage", retry_after=60)
    waiting = [server.write(ben, WHY), server.write(ben, "When was Bank Rossiya sanctioned?")]
    server.wait_until_confirmed()
    server.wait_for(lambda: "telegram.flood" in bot.log, ANSWER_SECONDS, "the flood")
    bot.kill()
    assert not server.sent(bens)
    bot.start()
    server.wait_for(lambda: len(server.sent(bens)) == 2, ANSWER_SECONDS, "what was confirmed before the kill")
    assert server.quiet(bens, 1.0)
    assert [message.reply_to for message in server.sent(bens)] == waiting
    pressed = server.press(anna, answer, answer.button_texts[0], timeout=ANSWER_SECONDS)
    assert not pressed.alert
    assert answer_in(server, chat).spans("blockquote")
    server.write(anna, "When was that?")
    assert "2020" in answer_in(server, chat).words
    server.edit(asked, "When was Bank Rossiya sanctioned?")
    server.wait_for_edit(answer, after=1, timeout=ANSWER_SECONDS)
    assert "Rossiya" in answer.words
    assert not server.violations
    assert server.token not in bot.log


def test_a_group_that_becomes_a_supergroup_stays_allowed_and_known(fresh: Fresh) -> None:
    probe = BotApiServer().start()  # the ids the server gives are the same every time
    old_id = probe.group("Desk", probe.user("Anna"), basic=True).id
    probe.stop()
    server, bot = fresh(allowed_chats=old_id)
    anna = server.user("Anna")
    group = server.group("Desk", anna, basic=True)
    assert group.id == old_id
    server.say(group, anna, f"@SanctionsTestBot {WHY}")
    assert "[1]" in answer_in(server, group).words
    new = server.migrate(group)
    server.say(new, anna, "@SanctionsTestBot when was that?")
    assert "2020" in answer_in(server, new).words
    bot.stop()
    bot.start()
    server.say(new, anna, f"@SanctionsTestBot {WHY}")
    assert "[1]" in answer_in(server, new).words
    elsewhere = server.group("Elsewhere", anna)
    server.say(elsewhere, anna, f"@SanctionsTestBot {WHY}")
    server.say(elsewhere, anna, "/help@SanctionsTestBot")
    server.wait_until_confirmed()
    assert server.quiet(elsewhere, 1.5)
    server.write(anna, WHY)
    assert answer_in(server, server.private_chat(anna)).words.startswith("Sorry, I only answer in certain chats")
    server.write(anna, WHY)
    server.wait_until_confirmed()
    assert server.quiet(server.private_chat(anna), 1.0)


def test_a_reply_on_its_way_follows_the_group_into_the_supergroup(fresh: Fresh) -> None:
    server, bot = fresh()
    anna = server.user("Anna")
    group = server.group("Desk", anna, basic=True)
    server.hang("sendMessage", 1)
    server.say(group, anna, f"@SanctionsTestBot {WHY}")
    server.wait_until_confirmed()
    new = server.migrate(group)
    server.wait_for(lambda: server.sent(new) or server.sent(group), ANSWER_SECONDS, "the answer")
    assert "telegram.handler_failed" not in bot.log


def test_a_broken_memory_costs_the_buttons_and_a_broken_index_an_apology(fresh: Fresh) -> None:
    server, bot = fresh()
    anna = server.user("Anna")
    chat = server.private_chat(anna)
    server.write(anna, WHY)
    before = answer_in(server, chat)
    with sqlite3.connect(bot.data / "telegram.sqlite") as database:
        database.execute("DROP TABLE answers")
    server.write(anna, WHY)
    answer = answer_in(server, chat)
    assert "[1]" in answer.words
    assert not answer.buttons
    assert "ask again" in server.press(anna, before, before.button_texts[0]).text
    assert "telegram.state_failed" in bot.log

    max((bot.data / "generations").glob("switch-*.json")).write_text("{")
    server.write(anna, WHY)
    assert answer_in(server, chat).words.startswith("Sorry, something went wrong")
    group = server.group("Desk", anna)
    server.say(group, anna, f"@SanctionsTestBot {WHY}")
    assert answer_in(server, group).words.startswith("Sorry, something went wrong")
    assert "telegram.handler_failed" in bot.log
    assert WHY not in bot.log
    assert "Traceback" not in bot.log
    assert bot.is_running


def test_without_an_admin_start_tells_the_first_his_id(fresh: Fresh) -> None:
    server, bot = fresh(admins="")
    anna = server.user("Anna")
    server.write(anna, "/start")
    chat = server.private_chat(anna)
    server.wait_for(lambda: len(server.sent(chat)) == 2, ANSWER_SECONDS, "two messages")
    assert f"SANCTIONS_BOT_ADMINS={anna.id}" in server.last(chat).words
    assert "telegram.no_admin" in bot.log


def test_an_answer_that_takes_too_long_is_given_up_with_an_apology(fresh: Fresh) -> None:
    server, bot = fresh(answer_seconds=0.001)
    anna = server.user("Anna")
    server.write(anna, WHY)
    assert "took me too long" in answer_in(server, server.private_chat(anna)).words
    assert "telegram.answer_too_slow" in bot.log


def test_another_poller_ends_the_bot_with_a_clear_error(fresh: Fresh) -> None:
    server, bot = fresh()
    over = threading.Event()

    def poll() -> None:
        with httpx.Client(timeout=30) as client:
            while not over.is_set():
                client.post(f"{server.base_url}{server.token}/getUpdates", json={"timeout": 5})

    rival = threading.Thread(target=poll)
    rival.start()
    try:
        assert bot.wait(120) == 1
    finally:
        over.set()
        rival.join()
    assert "another process fetches this bot's updates" in bot.log
    assert "Traceback" not in bot.log
    assert server.token not in bot.log


def test_a_wrong_token_is_said_without_showing_it(fresh: Fresh) -> None:
    server, bot = fresh()
    bot.stop()
    wrong = "123456:" + "x" * 35
    settings = environment(telegram_token=wrong, telegram_api_url=server.url)
    done = run(bot.data, "run", folder=bot.data, environment=settings, timeout=120)
    said = done.stderr.decode()
    assert done.returncode == 2
    assert "SANCTIONS_BOT_TELEGRAM_TOKEN" in said
    assert wrong not in said
    assert "Traceback" not in said


def test_the_bot_waits_for_a_network_that_comes_late_and_its_heart_beats(fresh: Fresh) -> None:
    server, bot = fresh()
    assert alive(bot.data) == 0
    assert bot.stop() == 0
    assert alive(bot.data) == 1
    server.stop()
    bot.start(wait=False)
    threading.Event().wait(6)
    assert bot.is_running
    server.start()
    anna = server.user("Anna", id=ADMIN_ID + 1)
    server.write(anna, WHY)
    assert "[1]" in answer_in(server, server.private_chat(anna)).words
    server.stop()
    threading.Event().wait(3)
    server.start()
    server.write(anna, "When was Bank Rossiya sanctioned?")
    assert "Rossiya" in answer_in(server, server.private_chat(anna)).words
    assert bot.stop() == 0
    assert "Traceback" not in bot.log
