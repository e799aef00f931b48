"""What owners and editors do in the chat, with one bot that runs."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.service import Service
from bot.settings import Settings
from bot.state import Role, State
from tests.botapi import BotApiServer, Chat, Message, User
from tests.telegram.conftest import ADMIN_ID
from tests.telegram.running import ANSWER_SECONDS, RunningBot
from tests.telegram.test_reindexing import add_news
from tests.web_site import web_site

RUN_SECONDS = 120
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
    server.write(admin, f"/grant {anna.id} editor")
    assert f"{anna.id} is an editor now" in said(server, boss)
    server.wait_for(lambda: "gaps" in server.menu(chat, anna), 10, "the menu of an editor")
    assert "grant" not in server.menu(chat, anna)
    server.write(anna, "/gaps")
    assert "gaps" in said(server, chat)
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


@pytest.mark.slow
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
    server.say(group, admin, "/grant@SanctionsTestBot")
    assert "Say whom and what" in said(server, group)
    server.say(group, admin, "/roles@SanctionsTestBot")
    assert said(server, group) == "I do that in our private chat only."
    server.say(group, admin, "/revoke@SanctionsTestBot", reply_to=hello)
    assert "no role any more" in said(server, group)


def shows(server: BotApiServer, message: Message, button: str) -> Message:
    """The message once it has this button."""
    server.wait_for(lambda: button in message.button_texts, RUN_SECONDS, f"{button!r} under {message.words!r}")
    return message


STORY = """---
title: Harbour master of Ostmark fined
published: 2021-03-04
source: The Harbour Gazette
---
The harbour master of Ostmark, Vilhelm Quandtrup, was fined for selling berths to sanctioned tankers, the port said.

Vilhelm Quandtrup had sold eleven berths to tankers of the Borealis Line, the port authority of Ostmark said on Monday.
"""


def test_an_editor_uploads_a_file_asks_about_it_and_takes_it_back(
    server: BotApiServer, bot: RunningBot, admin: User
) -> None:
    chat = server.private_chat(admin)
    server.say_document(chat, admin, "../../harbour.md", STORY.encode())
    preview = server.wait_for_message(chat, timeout=ANSWER_SECONDS)
    for told in ("harbour.md", "Articles: 1", "Harbour master of Ostmark fined", "4 March 2021", "The Harbour Gazette"):
        assert told in preview.words
    assert not (bot.data / "uploads").exists()
    server.press(admin, preview, "✓ Add")
    shows(server, preview, "↩ Undo")
    assert "Added: harbour.md" in preview.words
    assert "1 added" in preview.words
    (kept,) = (bot.data / "uploads").glob("*/*")
    assert kept.name == "harbour.md"
    server.write(admin, "Who is Vilhelm Quandtrup?")
    assert "[1]" in said(server, chat)

    server.say_document(chat, admin, "again.md", STORY.encode())
    again = server.wait_for_message(chat, timeout=ANSWER_SECONDS)
    assert "I hold this already, word for word" in again.words
    server.press(admin, again, "✗ Leave it")
    server.wait_for(lambda: "nothing of it was stored" in again.words, 10)

    server.press(admin, preview, "↩ Undo")
    server.wait_for(lambda: "Taken out again" in preview.words, RUN_SECONDS)
    assert "1 removed" in preview.words
    assert not kept.exists()
    assert not server.violations


@pytest.mark.slow
def test_an_editor_rolls_back_and_accepts_what_would_come_again(
    server: BotApiServer, bot: RunningBot, admin: User
) -> None:
    chat = server.private_chat(admin)
    channel = server.channel("Port Wire", admin, username="portwire", with_bot=False)
    posted = server.channel_post(channel, STORY.split("---")[2].strip())
    server.write(admin, posted.text or "", forwarded=posted)
    preview = server.wait_for_message(chat, timeout=ANSWER_SECONDS)
    assert "Port Wire" in preview.words
    server.press(admin, preview, "✓ Add")
    shows(server, preview, "↩ Undo")

    server.write(admin, "/rollback")
    asked = server.wait_for_message(chat, timeout=ANSWER_SECONDS)
    assert "In use now: g" in asked.words
    assert "Would come back: g" in asked.words
    server.press(admin, asked, "Go back")
    server.wait_for(lambda: "Back to g" in asked.words, RUN_SECONDS)
    server.write(admin, "/reindex")
    told = shows(server, server.wait_for_message(chat, timeout=ANSWER_SECONDS), "Re-index")
    server.press(admin, told, "Re-index")
    shows(server, told, "✓ Accept")
    assert "bring back" in told.words
    stranger = server.user(next(_names))
    assert server.press(stranger, told, "✓ Accept").alert
    server.press(admin, told, "✗ Discard")
    server.wait_for(lambda: "is discarded" in told.words, RUN_SECONDS)
    server.write(admin, "/accept")
    assert "No new index waits" in said(server, chat)

    server.write(admin, "/sources")
    listed = server.wait_for_message(chat, timeout=ANSWER_SECONDS)
    (button,) = (text for text in listed.button_texts if "forwarded-" in text)
    server.press(admin, listed, button)
    server.press(admin, shows(server, listed, "✗ Remove it"), "✗ Remove it")
    server.wait_for(lambda: "Removed: " in listed.words, RUN_SECONDS)
    assert not list((bot.data / "uploads").glob("*/*"))
    server.write(admin, "/audit")
    page = said(server, chat)
    for act in ("upload", "rollback", "reindex", "discard", "source remove"):
        assert f"{admin.id}, {act}" in page
    assert not server.violations
    assert "Traceback" not in bot.log


def test_an_editor_looks_through_sources_and_goes_back_to_the_index_before(
    server: BotApiServer, bot: RunningBot, admin: User, tmp_path: Path
) -> None:
    one, other = server.user(next(_names)), server.user(next(_names))  # to one chat the bot writes once a second
    with closing(State(bot.data / "telegram.sqlite")) as state:
        for n in range(20):
            state.audit.add(admin.id, "test", f"act {n}", "done")
        for editor in (one, other):
            state.roles.grant(editor.id, Role.EDITOR, admin.id)
    service = Service(Settings(data=bot.data))
    before = service.generation()
    for n in range(7):  # more than a page; most of them hold nothing
        (tmp_path / f"place{n}").mkdir()
        service.add_source(str(tmp_path / f"place{n}"))
    (tmp_path / "place0" / "story.md").write_text(STORY.replace("Quandtrup", "Rosenlund"))
    after = service.index().generation

    server.write(admin, "/sources")
    page = server.wait_for_message(server.private_chat(admin), timeout=ANSWER_SECONDS)
    assert "Sources: 8" in page.words
    server.press(admin, page, "▶")
    server.wait_for(lambda: "◀" in page.button_texts, ANSWER_SECONDS, "the second page")
    assert "8. " in page.words
    (button,) = (shown for shown in page.buttons if shown["text"].endswith("place6"))
    server.press(admin, page, button["callback_data"])
    server.wait_for(lambda: "place6? What it gave goes from the index. Articles: 0" in page.words, ANSWER_SECONDS)
    service.remove_source(str(tmp_path / "place6"))  # by another replica
    gone = server.press(admin, page, "✗ Remove it")
    assert gone.alert
    assert "gone already" in gone.text
    server.press(admin, page, "Not now")
    server.wait_for(lambda: "Sources: 7" in page.words, ANSWER_SECONDS, "the list as it is")

    server.write(other, "/rollback g999999")
    refused = said(server, server.private_chat(other))
    assert "There is no such index to go back to." in refused
    assert before in refused  # what there is
    assert after not in refused
    asked: list[Message] = []
    for editor, words in ((one, "/rollback"), (other, f"/rollback {before}")):
        server.write(editor, words)
        asked.append(server.wait_for_message(server.private_chat(editor), timeout=ANSWER_SECONDS))
        assert f"In use now: {after}" in asked[-1].words
    last, named = asked
    server.press(other, named, "Go back")
    server.wait_for(lambda: f"Back to {before}" in named.words, RUN_SECONDS, "the index before")
    assert service.generation() == before
    server.press(one, last, "Go back")  # asked when another was in use
    server.wait_for(lambda: "That could not be done" in last.words, RUN_SECONDS, "the refusal")
    assert f"{after} is not live any more" in last.words
    assert service.generation() == before
    service.close()

    server.write(admin, "/audit")
    acts = server.wait_for_message(server.private_chat(admin), timeout=ANSWER_SECONDS)
    assert f"{other.id}, rollback {after} to {before}: done" in acts.words
    assert "failed: SanctionsBotError" in acts.words
    server.press(admin, acts, "▶")
    server.wait_for(lambda: "rollback" not in acts.words, ANSWER_SECONDS, "the next page")
    assert "test act" in acts.words
    assert not server.violations
    assert "Traceback" not in bot.log


def test_what_cannot_be_added_is_said_and_nobody_else_adds(server: BotApiServer, bot: RunningBot, admin: User) -> None:
    chat, anna = server.private_chat(admin), server.user(next(_names))
    server.say_document(chat, admin, "sheet.xlsx", b"PK\x03\x04 nothing")
    assert "neither articles nor list entries" in said(server, chat)
    server.say_document(chat, admin, "big.pdf", b"%PDF-", size=30_000_000)
    assert "30 MB; I take 20 MB at most" in said(server, chat)
    server.write(admin, "/add")
    assert "Name a link" in said(server, chat)
    server.write(admin, "/add http://127.0.0.1:9/page")
    assert "I could not read that" in said(server, chat)
    server.say_document(server.private_chat(anna), anna, "story.md", STORY.encode())
    assert "Articles: 1" not in said(server, server.private_chat(anna))


def test_stats_come_as_a_picture_and_in_words(server: BotApiServer, bot: RunningBot, admin: User) -> None:
    chat = server.private_chat(admin)
    server.write(admin, "/stats")
    picture = server.wait_for_message(chat, timeout=ANSWER_SECONDS)
    assert "photo" in picture.media
    server.wait_for(lambda: "Questions: " in server.last(chat).words, ANSWER_SECONDS, "the words")
    told = server.last(chat).words
    assert "Answered: 1" in told
    assert "Half of the answers took less than" in told


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


@pytest.mark.slow
def test_an_editor_adds_a_link_and_a_run_is_cancelled(
    fresh: Callable[..., tuple[BotApiServer, RunningBot]], tmp_path: Path
) -> None:
    news = tmp_path / "news"
    add_news(news, 0, 120)
    with web_site() as site:
        server, bot = fresh(allow_private_addresses=True, fetch_delay_seconds=0, sources=news)
        admin = server.user("Boss", id=ADMIN_ID)
        chat = server.private_chat(admin)
        story = STORY.split("---")[2].strip()
        page = site.put("/fined", f"<html><title>Fined in Ostmark</title><article><p>{story}</p></article></html>")
        feed = site.put("/feed.xml", FEED.format(page=page), Content_Type="application/rss+xml")
        server.write(admin, f"/add {page}")
        preview = server.wait_for_message(chat, timeout=ANSWER_SECONDS)
        assert "Fined in Ostmark" in preview.words
        assert "Articles: 1" in preview.words
        server.write(admin, f"/add {feed}")
        named = server.wait_for_message(chat, timeout=ANSWER_SECONDS)
        assert "It names web pages: 1" in named.words
        server.press(admin, named, "✓ Add")
        shows(server, named, "↩ Undo")
        assert "1 added" in named.words
        server.write(admin, f"/add {feed}")
        assert "one of my sources already" in said(server, chat)

        server.write(admin, "/reindex")
        told = shows(server, server.wait_for_message(chat, timeout=ANSWER_SECONDS), "Re-index")
        assert "120 added" in told.words
        server.press(admin, told, "Re-index")
        assert "next step" in server.press(admin, shows(server, told, "■ Cancel"), "■ Cancel").text
        server.wait_for(lambda: "Cancelled." in told.words, RUN_SECONDS, "the end of the run")
        server.press(admin, named, "↩ Undo")
        server.wait_for(lambda: "Taken out again" in named.words, RUN_SECONDS)
        assert bot.stop() == 0
        assert "Traceback" not in bot.log


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Port</title><link>http://port.example/</link>
<description>d</description><item><title>Fined in Ostmark</title><link>{page}</link><guid>{page}</guid>
<pubDate>Thu, 04 Mar 2021 10:00:00 GMT</pubDate></item></channel></rss>"""
