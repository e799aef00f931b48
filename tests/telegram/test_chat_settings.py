"""What people and groups choose for themselves: the language, and how the bot behaves in a group."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.state import ChatSettings, Place, State, WhoAsks
from tests.botapi import BotApiServer, Chat, Message, User
from tests.telegram.running import ANSWER_SECONDS, RunningBot

WHY = "@SanctionsTestBot why was CEIEC sanctioned?"
_names = (f"Member{n}" for n in itertools.count(1))


@pytest.fixture
def boris(server: BotApiServer, bot: RunningBot) -> Iterator[User]:
    """Somebody whose Telegram is in Russian; nothing irregular happens while he is there."""
    yield server.user(next(_names), language_code="ru")
    assert not server.violations
    assert not [call for call in server.refused() if "MyCommands" not in call.method]
    assert "Traceback" not in bot.log


def said(server: BotApiServer, chat: Chat) -> Message:
    found = server.wait_for_message(chat, timeout=ANSWER_SECONDS)
    server.wait_until_quiet(chat)
    return found


def test_a_person_is_spoken_to_in_his_telegrams_language_until_he_chooses_another(
    server: BotApiServer, bot: RunningBot, boris: User
) -> None:
    private = server.private_chat(boris)
    server.write(boris, "/language")
    asked = said(server, private)
    assert "На каком языке" in asked.words
    assert asked.button_texts == [
        "English", "Español", "Français", "Русский", "العربية", "中文", "✓ Как в вашем Telegram",
    ]  # fmt: skip
    server.press(boris, asked, "Français")
    server.wait_for(lambda: "français" in asked.words, 10)
    assert "✓ Français" in asked.button_texts
    server.wait_for(lambda: "langue" in server.menu(private, boris).get("language", ""), 10, "the menu in French")
    bot.stop()
    bot.start()
    server.write(boris, "/help")
    assert "Comment" in said(server, private).words
    server.press(boris, asked, "Comme votre Telegram")
    server.wait_for(lambda: "по-русски" in asked.words, 10)
    server.wait_for(lambda: "языке" in server.menu(private, boris).get("language", ""), 10, "the menu in Russian")


def test_a_groups_language_is_its_admins_choice(server: BotApiServer, bot: RunningBot, boris: User) -> None:
    chief = server.user(next(_names))
    group = server.group("Newsroom", chief, boris)
    server.say(group, boris, "/language@SanctionsTestBot")
    assert "Только администраторы" in said(server, group).words
    server.say(group, chief, "/language@SanctionsTestBot")
    asked = said(server, group)
    assert server.press(boris, asked, "中文").alert
    server.press(chief, asked, "中文")
    server.wait_for(lambda: "中文" in asked.words, 10)
    server.say(group, boris, "@SanctionsTestBot")
    assert "您想了解什么" in said(server, group).words


def test_a_groups_admins_set_how_it_behaves_and_a_supergroup_keeps_that(
    server: BotApiServer, bot: RunningBot, boris: User
) -> None:
    chief = server.user(next(_names))
    group = server.group("Desk", chief, boris, basic=True)
    server.say(group, boris, "/settings@SanctionsTestBot")
    assert "Только администраторы" in said(server, group).words
    server.say(group, chief, "/settings@SanctionsTestBot")
    page = said(server, group)
    assert "Everyone may ask me." in page.words
    assert server.press(boris, page, "Be quiet").alert
    for label in ("Answer without replying", "Be quiet", "Let only admins ask"):
        server.press(chief, page, label)
        server.wait_for(lambda label=label: label not in page.button_texts, 10)
    assert "Only the admins of this group may ask me." in page.words
    server.say(group, boris, WHY)
    server.say(group, boris, "/status@SanctionsTestBot")
    server.wait_until_confirmed()
    assert server.quiet(group, 1.5)
    server.say(group, chief, WHY)
    answer = said(server, group)
    assert "[1]" in answer.words
    assert answer.reply_to is None
    assert not [label for label in answer.button_texts if label in "👍👎"]
    assert not group.actions
    server.say(group, chief, "/dance@SanctionsTestBot")
    server.wait_until_confirmed()
    assert server.quiet(group, 1.0)

    grown = server.migrate(group)
    server.say(grown, boris, WHY)
    server.wait_until_confirmed()
    assert server.quiet(grown, 1.5)
    server.say(grown, server.anonymous_admin(grown), "/settings@SanctionsTestBot")
    page = said(server, grown)
    server.press(chief, page, "Let everyone ask")
    server.wait_for(lambda: "Everyone may ask me." in page.words, 10)
    server.say(grown, boris, WHY)
    assert "[1]" in said(server, grown).words


def test_where_only_admins_may_ask_others_are_told_so_once_and_their_presses_ask_nothing(
    server: BotApiServer, bot: RunningBot, boris: User
) -> None:
    chief = server.user(next(_names))
    group = server.group("Board", chief, boris)
    server.say(group, chief, WHY)
    answer = server.wait_for_message(group, timeout=ANSWER_SECONDS)
    another_day = next(b["callback_data"] for b in answer.buttons if b["callback_data"].startswith("d:"))
    server.say(group, chief, "/settings@SanctionsTestBot")
    page = server.wait_for_message(group, timeout=ANSWER_SECONDS)
    server.press(chief, page, "Let only admins ask")
    server.wait_for(lambda: "Let everyone ask" in page.button_texts, 10, "the setting")
    server.say(group, boris, WHY)
    assert "могут только её администраторы" in server.wait_for_message(group, timeout=ANSWER_SECONDS).words
    server.say(group, boris, WHY)
    server.wait_until_confirmed()
    assert server.quiet(group, 1.0)
    refused = server.press(boris, answer, another_day)
    assert refused.alert
    assert "могут только её администраторы" in refused.text
    server.press(chief, page, "Language …")
    server.wait_for(lambda: "In which language shall I speak in this group?" in page.words, 10, "the languages")


def test_settings_are_kept_moved_and_forgotten(state: State) -> None:
    assert state.chat_settings.of(-5) == ChatSettings()
    state.chat_settings.change(-5, quiet=True, language="ru")
    state.chat_settings.change(-5, place=Place.TOPIC)
    state.chat_settings.change(7, language="ar")
    state.move_chat(-5, -1005)
    state.move_chat(-5, -1005)
    assert state.chat_settings.of(-1005) == ChatSettings(language="ru", quiet=True, place=Place.TOPIC)
    assert state.chat_settings.of(-5) == ChatSettings()
    state.forget(7)
    assert state.chat_settings.of(7).language is None
    assert state.chat_settings.of(-1005).who_asks is WhoAsks.EVERYONE


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    state = State(tmp_path / "state.sqlite")
    yield state
    state.close()
