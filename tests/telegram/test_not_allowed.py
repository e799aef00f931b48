"""Where the bot may not answer: no command, and no button of an earlier answer, gets anything out of it."""

from __future__ import annotations

from collections.abc import Callable

from bot.telegram.menu import COMMANDS
from tests.botapi import BotApiServer
from tests.telegram.running import ANSWER_SECONDS, RunningBot

WHY = "Why was CEIEC sanctioned?"
NOT_HERE = "Sorry, I only answer in certain chats, and this is not one of them."


def test_in_a_chat_that_is_not_allowed_any_more_nothing_is_answered(
    fresh: Callable[..., tuple[BotApiServer, RunningBot]],
) -> None:
    server, bot = fresh()
    anna = server.user("Anna")
    chat, group = server.private_chat(anna), server.group("Newsroom", anna)
    shown = []
    for words in (WHY, "/who CEIEC", "/watch CEIEC", "/latest"):
        server.write(anna, words)
        shown.append(server.wait_for_message(chat, timeout=ANSWER_SECONDS))
    server.say(group, anna, "/settings@SanctionsTestBot")
    server.wait_for_message(group, timeout=ANSWER_SECONDS)
    assert bot.stop() == 0
    bot.settings["allowed_chats"] = -1
    bot.start()

    for message in shown:
        for button in message.buttons:
            pressed = server.press(anna, message, button["callback_data"], timeout=ANSWER_SECONDS)
            assert pressed.alert, button
            assert pressed.text == NOT_HERE, button
    answered = len(server.sent(chat))
    for command in COMMANDS:
        server.write(anna, f"/{command.name} CEIEC")
        server.say(group, anna, f"/{command.name}@SanctionsTestBot CEIEC")
    server.write(anna, WHY)
    server.say(group, anna, f"@SanctionsTestBot {WHY}")
    server.wait_until_confirmed()
    server.wait_until_quiet(chat)
    refusals = {message.words for message in server.sent(chat)[answered:]}
    allowed = {"Only my admins may do that.", "Only my owners may do that.", NOT_HERE}
    assert {words for words in refusals if "only in certain chats" not in words} <= allowed
    assert (
        sum("certain chats" in message.words for message in server.sent(chat)[answered:]) == 1
    )  # and not over and over
    assert len(server.sent(group)) == 1
    assert not server.violations
    assert "Traceback" not in bot.log
