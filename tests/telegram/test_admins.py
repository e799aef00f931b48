"""What owners and editors do in the chat, with one bot that runs."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from tests.botapi import BotApiServer, Chat, User
from tests.telegram.running import ANSWER_SECONDS, RunningBot

_names = (f"Person{n}" for n in itertools.count(1))


def said(server: BotApiServer, chat: Chat) -> str:
    return server.wait_for_message(chat, timeout=ANSWER_SECONDS).words


# ---- in the chat -------------------------------------------------------------------------------


def test_an_owner_makes_somebody_an_editor_and_takes_it_back(
    server: BotApiServer, bot: RunningBot, admin: User
) -> None:
    boss, anna = server.private_chat(admin), server.user(next(_names))
    chat = server.private_chat(anna)
    server.write(anna, "/gaps")
    assert said(server, chat) == "Only my admins may do that."
    server.write(anna, f"/grant {anna.id} editor")
    assert said(server, chat) == "Only my owners may do that."
    server.write(admin, f"/grant {anna.id}")
    assert "Say whom and what" in said(server, boss)
    server.write(admin, f"/grant {anna.id} editor")
    assert f"{anna.id} is an editor now" in said(server, boss)
    server.wait_for(lambda: "gaps" in server.menu(chat, anna), 10, "the menu of an editor")
    assert "grant" not in server.menu(chat, anna)
    server.write(anna, "/gaps")
    assert "gaps" in said(server, chat)
    server.write(anna, "/roles")
    assert said(server, chat) == "Only my owners may do that."
    server.write(admin, "/roles")
    listed = said(server, boss)
    assert f"{admin.id}: owner" in listed
    assert f"{anna.id}: editor" in listed
    server.write(admin, f"/revoke {anna.id}")
    assert "no role any more" in said(server, boss)
    server.wait_for(lambda: "gaps" not in server.menu(chat, anna), 10, "the menu of everybody")
    server.write(anna, "/gaps")
    assert said(server, chat) == "Only my admins may do that."
    server.write(admin, f"/revoke {admin.id}")
    assert "SANCTIONS_BOT_ADMINS" in said(server, boss)

    server.write(admin, "/audit")
    page = said(server, boss)
    assert f"{admin.id}, grant {anna.id}: editor" in page
    assert f"{admin.id}, revoke {anna.id}: done" in page
    assert not server.violations


def test_in_a_group_an_owner_grants_by_a_reply_and_roles_stay_private(
    server: BotApiServer, bot: RunningBot, admin: User
) -> None:
    anna = server.user(next(_names))
    group = server.group("Desk", admin, anna)
    hello = server.say(group, anna, "Good morning")
    server.say(group, admin, "/grant@SanctionsTestBot reader", reply_to=hello)
    assert f"{anna.id} is a reader now" in said(server, group)
    server.say(group, server.anonymous_admin(group), f"/grant@SanctionsTestBot {anna.id} editor")
    assert "anonymously" in said(server, group)
    server.say(group, admin, "/roles@SanctionsTestBot")
    assert said(server, group) == "I do that in our private chat only."
    server.say(group, admin, "/revoke@SanctionsTestBot", reply_to=hello)
    assert "no role any more" in said(server, group)


@pytest.mark.slow
def test_a_reader_may_ask_where_others_may_not(fresh: Callable[..., tuple[BotApiServer, RunningBot]]) -> None:
    server, _ = fresh(allowed_chats=-1)
    admin, anna = server.user("Boss", id=900_001), server.user("Anna")
    chat = server.private_chat(anna)
    server.write(anna, "Why was CEIEC sanctioned?")
    assert "[1]" not in said(server, chat)
    server.write(admin, f"/grant {anna.id} reader")
    said(server, server.private_chat(admin))
    server.write(anna, "Why was CEIEC sanctioned?")
    assert "[1]" in said(server, chat)
