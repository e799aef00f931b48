"""The commands about names and about one's own data, told to the real bot on the sample corpus and a list of ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest

from bot.service import Service
from bot.settings import Settings
from bot.state import State
from bot.state.watches import PER_CHAT, Watch
from tests.botapi import BotApiServer, Chat, Message, User
from tests.telegram.running import ANSWER_SECONDS, RunningBot

pytestmark = pytest.mark.usefixtures("bot")
ALBA: dict[str, Any] = {"names": ["Alba Shipping"], "kind": "entity", "programmes": ["IRAN"]}
NAMESAKES: dict[str, dict[str, Any]] = {
    f"ali{year}": {"names": ["Hassan Ali Qadir"], "kind": "person", "birth": [str(year)], "nationalities": [country]}
    for year, country in ((1961, "Yemen"), (1984, "Iraq"))
}


class Harbour:
    """A list of ours beside the sample, indexed as another program would while the bot runs."""

    def __init__(self, bot: RunningBot, folder: Path) -> None:
        self._path = folder / "harbour.jsonl"
        self._service = Service(Settings(data=bot.data))
        self._known = False

    def edition(self, as_of: str, **entries: dict[str, Any]) -> None:
        """Index an edition of the list."""
        rows = [{"id": f"harbour:{key}", "list": "Harbour list", "as_of": as_of} | row for key, row in entries.items()]
        self._path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        self._service.index([] if self._known else [str(self._path)], allow_removals=True)
        self._known = True

    def close(self) -> None:
        self._service.close()


@pytest.fixture(scope="module")
def harbour(bot: RunningBot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harbour]:
    held = Harbour(bot, tmp_path_factory.mktemp("lists"))
    yield held
    held.close()


@pytest.fixture(scope="module")
def namesakes(harbour: Harbour) -> None:
    """Two people of one name are on the list."""
    harbour.edition("2024-07-10", **NAMESAKES)


def told(server: BotApiServer, person: User, words: str, **options: Any) -> Message:
    """What the bot says at once when somebody writes this to it."""
    server.write(person, words, **options)
    return server.wait_for_message(server.private_chat(person), timeout=ANSWER_SECONDS)


def replied(server: BotApiServer, chat: Chat, said: str) -> Message:
    """The message of the bot's that has these words, once it is there."""

    def found() -> Message | None:
        return next((one for one in reversed(server.sent(chat)) if said in one.words), None)

    message = server.wait_for(found, ANSWER_SECONDS, f"a message with {said!r}")
    server.wait_until_quiet(chat)
    return message


def documents(server: BotApiServer, chat: Chat) -> dict[str, bytes]:
    named = [one.media["document"] for one in server.sent(chat) if "document" in one.media]
    return {one["file_name"].rpartition(".")[2]: server.cloud.files[one["file_id"]].content for one in named}


def test_what_is_watched_is_told_of_once(server: BotApiServer, bot: RunningBot, harbour: Harbour) -> None:
    anna, bob = server.user("Anna"), server.user("Bob")
    private, group = server.private_chat(anna), server.group("Newsroom", anna, bob)
    server.write(anna, "/watch")
    replied(server, private, "watch nothing yet")
    server.write(anna, "/watch Alba Shipping")
    assert "No list I hold has this name" in replied(server, private, "From now on").words
    server.write(anna, "/watch alba  shipping")
    replied(server, private, "watched already")
    server.say(group, bob, "/watch@SanctionsTestBot Alba Shipping")
    replied(server, group, "Only admins of this group")
    server.say(group, anna, "/watch@SanctionsTestBot Alba Shipping")
    replied(server, group, "I tell this group")
    server.write(anna, "/watch quiet 22-7 Mars")
    replied(server, private, "I cannot read these hours")

    harbour.edition("2024-01-10", alba=ALBA, **NAMESAKES)
    for chat in (private, group):
        news = replied(server, chat, "New about Alba Shipping")
        assert "is on Harbour list" in news.words
        assert "[1]" in news.words
    server.press(anna, news if news.chat is private else server.last(private), "[1] Show the passage")
    assert "Name: Alba Shipping" in replied(server, private, "Programmes").words

    muted = server.press(bob, server.last(group), "🔕 Mute")
    assert muted.alert
    assert "Only admins" in muted.text
    assert "Muted" in server.press(anna, server.last(group), "🔕 Mute").text
    harbour.edition("2024-03-10", alba=ALBA | {"programmes": ["IRAN", "SYRIA"]}, **NAMESAKES)
    changed = replied(server, private, "changed its entry")
    assert "programmes (new: SYRIA)" in changed.words
    assert "10 March 2024" in changed.words
    assert not [one for one in server.sent(group) if "changed its entry" in one.words]

    server.press(anna, changed, "✖ Stop watching")
    server.write(anna, "/watch")
    server.wait_for(lambda: sum("watch nothing" in one.words for one in server.sent(private)) == 2, ANSWER_SECONDS)
    harbour.edition("2024-06-10", **NAMESAKES)
    assert sum("New about" in one.words for one in server.sent(private)) == 2
    assert not server.violations
    assert "Alba" not in bot.log


def test_namesakes_are_told_apart_and_the_choice_leads_on(server: BotApiServer, namesakes: None) -> None:
    carl = server.user("Carl")
    chat = server.private_chat(carl)
    server.write(carl, "/who")
    replied(server, chat, "Write the name after the command")
    server.write(carl, "/who Hassan Ali Qadir")
    choice = replied(server, chat, "Which one do you mean?")
    born = next(label for label in choice.button_texts if "1984" in label)
    server.press(carl, choice, born)
    card = replied(server, chat, "on Harbour list")
    assert "1984" in card.words
    assert "Iraq" in card.words
    assert {"Timeline", "Watch"} <= set(card.button_texts)
    assert server.press(carl, choice, born).text is not None
    server.press(carl, card, "Watch")
    assert "on no list" not in replied(server, chat, "From now on I tell you what is new about Hassan Ali Qadir").words
    server.press(carl, card, "Timeline")
    dated = replied(server, chat, "in order:")
    assert "Hassan Ali Qadir" in dated.words
    assert "[1]" in dated.words
    server.write(carl, "/who Hasan Aly Kadirovich")
    replied(server, chat, "No such name in the lists I hold")


def test_the_watches_of_a_chat_are_narrowed_listed_and_changed_in_the_list(
    server: BotApiServer, bot: RunningBot, namesakes: None
) -> None:
    fay = server.user("Fay")
    several = told(server, fay, "/watch Hassan Ali Qadir")
    assert "2 on the lists fit this name" in several.words
    server.press(fay, several, next(label for label in several.button_texts if "1961" in label))
    server.wait_for(lambda: "alone" in several.words, ANSWER_SECONDS, "the watch to be narrowed")
    assert "1961" in several.words
    with closing(State(bot.data / "telegram.sqlite")) as state:
        (narrowed,) = state.watches.of_chat(several.chat.id)
        assert narrowed.listing_ids == {"harbour:ali1961"}
        fay = server.user("Fay")  # another: to one chat the bot writes once a second
        chat = server.private_chat(fay)
        for n in range(9):
            state.watches.add(Watch("", chat.id, None, fay.id, f"Ship {n}"))

        page = told(server, fay, "/watch")
        assert "9 watches" in page.words
        assert "Ship 8" in page.words
        assert "News comes at once." in page.words
        server.press(fay, page, "▶")
        server.wait_for(lambda: "◀" in page.button_texts, ANSWER_SECONDS, "the second page")
        mute, remove = (button["callback_data"] for button in page.buttons[:2])
        assert "Muted" in server.press(fay, page, mute).text
        server.wait_for(lambda: "Ship 8 (muted)" in page.words, ANSWER_SECONDS, "the page with the watch muted")
        assert "Removed" in server.press(fay, page, remove).text
        server.wait_for(lambda: "8 watches" in page.words, ANSWER_SECONDS, "the first page, which is the last now")
        assert not {"◀", "▶"} & set(page.button_texts)
        assert [watch.name for watch in state.watches.of_chat(chat.id)][-1] == "Ship 7"

        one = page.buttons[2]["callback_data"]
        state.watches.remove(one.split(":")[2])
        assert "gone already" in server.press(fay, page, one).text
        for n in range(PER_CHAT):
            if len(state.watches.of_chat(chat.id)) < PER_CHAT:
                state.watches.add(Watch("", chat.id, None, fay.id, f"Barge {n}"))
    assert f"up to {PER_CHAT} watches" in told(server, fay, "/watch CEIEC").words
    ivo, jo = server.user("Ivo"), server.user("Jo")
    assert (
        "between 22:00 and 07:00 (Europe/Berlin) it waits" in told(server, ivo, "/watch quiet 22-7 Europe/Berlin").words
    )
    assert "I cannot read this time" in told(server, jo, "/watch daily 8:61").words
    assert "once a day, at 08:15 (Europe/Berlin)" in told(server, ivo, "/watch daily 8:15").words
    assert not server.violations


def test_what_a_command_cannot_do_is_said_with_how_it_is_asked(server: BotApiServer) -> None:
    long = "Aa " * 70
    expected = (
        ("/asof", "Write a day and a question"),
        ("/asof blue why?", "I cannot read a day at the start of “blue why?”"),
        ("/asof 1 January 2999 Why?", "has not come yet"),
        ("/asof 2020-11-30", "And what is your question?"),
        (f"/asof 2020-11-30 {long * 2}", "That is 4"),
        ("/compare CEIEC", "What shall I compare?"),
        ("/compare A Corp, B Corp, C Corp, D Corp and E Corp", "up to 4 names"),
        ("/timeline", "Whose timeline?"),
        ("/timeline Nobody Atall Here", "there is no timeline"),
        ("/latest Nobody Atall Here", "I hold no article that names Nobody Atall Here"),
        ("/export soon", "I cannot read how many days"),
        (f"/who {long}", "A name can have up to 200 characters"),
        ("/settings", "Send /settings in a group"),
    )
    people = [server.user("Gus") for _ in expected]  # one each: to one chat the bot writes once a second
    for person, (words, _) in zip(people, expected, strict=True):
        server.write(person, words)
    for person, (_, answer) in zip(people, expected, strict=True):
        assert answer in server.wait_for_message(server.private_chat(person), timeout=ANSWER_SECONDS).words
    assert not server.violations


def test_commands_take_what_is_missing_from_the_message_they_reply_to(server: BotApiServer, namesakes: None) -> None:
    hana = server.user("Hana")
    answer = told(server, hana, "Why was CEIEC sanctioned?")
    dated = told(server, hana, "/asof 1 March 2021", reply_to=answer)
    assert "As it was known on 1 March 2021" in dated.words
    assert "[1]" in dated.words
    card = told(server, hana, "/who", reply_to=answer)
    assert card.words.startswith("CEIEC – company")
    latest = told(server, hana, "/latest", reply_to=card)
    assert latest.words.startswith("Newest articles about CEIEC")
    compared = told(server, hana, "/compare Hassan Ali Qadir CEIEC")  # nothing stands between the two names
    assert "CEIEC is on" in compared.words
    assert "Hassan Ali Qadir" in compared.words
    assert not server.violations


def test_names_are_looked_up_compared_and_dated(server: BotApiServer) -> None:
    dora = server.user("Dora")
    chat = server.private_chat(dora)
    server.write(dora, "/who CEIEC")
    assert "[1]" in replied(server, chat, "CEIEC – company").words
    said = server.write(dora, "I read that CEIEC sells to Venezuela and to others, who knows?")
    server.wait_until_quiet(chat)
    server.say(chat, dora, "/timeline", reply_to=said)
    pictured = server.wait_for(
        lambda: next((one for one in server.sent(chat) if "photo" in one.media), None), ANSWER_SECONDS, "a picture"
    )
    assert "CEIEC" in pictured.words
    assert "[1]" in replied(server, chat, "about CEIEC, in order:").words
    server.write(dora, "/latest")
    first = replied(server, chat, "Newest articles")
    server.press(dora, first, "Older ▶")
    server.wait_for(lambda: "Articles 9 to 16" in first.words, ANSWER_SECONDS, "the second page")
    server.write(dora, '/compare "CEIEC" "Alba Shipping"')
    assert "CEIEC is on" in replied(server, chat, "On the lists I hold").words
    server.write(dora, "/asof 3/4/2020 Why?")
    replied(server, chat, "can be read as two days")
    server.write(dora, "/asof 1 March 2021 Why was CEIEC sanctioned?")
    assert "[1]" in replied(server, chat, "As it was known on 1 March 2021").words
    assert not server.violations


def test_a_conversation_is_exported_with_its_sources_and_forgotten(server: BotApiServer) -> None:
    emil = server.user("Emil")
    chat, group = server.private_chat(emil), server.group("Desk", emil)
    server.write(emil, "/export")
    replied(server, chat, "nothing to export")
    server.write(emil, "Why was CEIEC sanctioned?")
    answer = replied(server, chat, "[1]")
    server.say(group, emil, "/export@SanctionsTestBot")
    replied(server, group, "nothing to export")  # what was asked in private stays there
    server.write(emil, "/export 7")
    server.wait_for(lambda: len(documents(server, chat)) == 2, ANSWER_SECONDS, "two files")
    files = documents(server, chat)
    quote = re.search(r"“([^”]{20,60})", answer.words)
    assert quote is not None
    markdown = files["md"].decode()
    assert "## Why was CEIEC sanctioned?" in markdown
    assert "[1]" in markdown
    text = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(files["pdf"])).pages)
    assert "Why was CEIEC sanctioned?" in text
    server.write(emil, "/watch CEIEC")
    replied(server, chat, "From now on")
    server.write(emil, "/forget")
    asked = replied(server, chat, "Shall I delete")
    assert server.press(server.user("Mallory"), asked, "Delete it all").alert
    server.press(emil, asked, "Delete it all")
    server.wait_for(lambda: "Deleted:" in asked.words, ANSWER_SECONDS, "word that all is deleted")
    assert "1 question" in asked.words
    assert "1 watch" in asked.words
    assert server.press(emil, answer, answer.button_texts[0]).alert
    server.write(emil, "/export")
    server.wait_for(lambda: sum("nothing to export" in one.words for one in server.sent(chat)) == 2, ANSWER_SECONDS)
