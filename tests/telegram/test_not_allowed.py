"""Where the bot may not answer: no command, and no button of an earlier answer, gets anything out of it."""

from __future__ import annotations

from collections.abc import Callable

from bot.telegram.menu import COMMANDS, Menu
from tests.botapi import BotApiServer
from tests.telegram.running import ANSWER_SECONDS, RunningBot

WHY = "Why was CEIEC sanctioned?"
NOT_HERE = "Sorry, I only answer in certain chats, and this is not one of them."


def test_in_a_chat_that_is_not_allowed_any_more_nothing_is_answered(
    fresh: Callable[..., tuple[BotApiServer, RunningBot]],
) -> None:
    server, bot = fresh()
    anna = server.user("Anna")
    group = server.group("Newsroom", anna)
    shown = []
    for words in (WHY, "/who CEIEC", "/watch CEIEC", "/latest"):
        asker = server.user("Asker")  # one each: to one chat the bot writes once a second
        server.write(asker, words)
        shown.append((asker, server.wait_for_message(server.private_chat(asker), timeout=ANSWER_SECONDS)))
    server.say(group, anna, "/settings@SanctionsTestBot")
    server.wait_for_message(group, timeout=ANSWER_SECONDS)
    assert bot.stop() == 0
    bot.settings["allowed_chats"] = -1
    bot.start()

    for asker, message in shown:
        for button in message.buttons:
            pressed = server.press(asker, message, button["callback_data"], timeout=ANSWER_SECONDS)
            assert pressed.alert, button
            assert pressed.text == NOT_HERE, button
    strangers = {command.name: server.user("Stranger") for command in COMMANDS}
    for command, stranger in strangers.items():
        server.write(stranger, f"/{command} CEIEC")
        server.say(group, anna, f"/{command}@SanctionsTestBot CEIEC")
    server.write(anna, WHY)
    server.say(group, anna, f"@SanctionsTestBot {WHY}")
    for command in COMMANDS:
        chat = server.private_chat(strangers[command.name])
        if command.menus <= {Menu.EDITORS, Menu.OWNERS} and command.menus:
            continue  # nobody but admins hears anything of these
        said = server.wait_for_message(chat, timeout=ANSWER_SECONDS).words
        assert said == NOT_HERE or "only in certain chats" in said, command
    chat = server.private_chat(anna)
    assert server.wait_for_message(chat, timeout=ANSWER_SECONDS).words == NOT_HERE
    server.write(anna, WHY)
    server.wait_until_confirmed()
    assert len(server.sent(chat)) == 1  # it is not said over and over
    said_at_all = [one.words for stranger in strangers.values() for one in server.sent(server.private_chat(stranger))]
    assert not [words for words in said_at_all if "CEIEC" in words]
    assert len(server.sent(group)) == 1
    assert not server.violations
    assert "Traceback" not in bot.log
