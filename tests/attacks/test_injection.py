"""Words of articles, lists, files and people that would be markup, orders, links or code, and are shown as words."""

from __future__ import annotations

import itertools
import re
import shutil
import unicodedata
from collections.abc import Iterator

import pytest

from tests.attacks import hostile
from tests.attacks.conftest import Happened
from tests.attacks.inside import OWNER_ID, Inside
from tests.botapi import Message, User
from tests.sample_index import sample_data

pytestmark = pytest.mark.slow  # the hostile corpus is indexed by the real command

_ids = itertools.count(70_000)
UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f\u200b\u2060-\u2065\u202a-\u202e\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    """The bot over the sample and the hostile corpus together."""
    data = sample_data(tmp_path_factory)
    folder = tmp_path_factory.mktemp("hostile")
    hostile.write(folder)
    with Inside(data) as running:
        running.service.index([str(folder)])
        yield running
    shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def _no_call_refused(inside: Inside) -> Iterator[None]:
    """Telegram takes everything the bot sends: nothing too long, no mark outside its text, no markup broken."""
    before = len(inside.server.refused())
    yield
    refused = [call for call in inside.server.refused()[before:] if "not modified" not in str(call.error)]
    assert not refused, refused
    assert not inside.server.violations
    assert "telegram.handler_failed" not in str(inside.server.refused())


def person(inside: Inside, name: str = "Anna") -> User:
    return inside.server.user(name, id=next(_ids))


def assert_harmless(inside: Inside, message: Message) -> None:
    """Nothing unseen, no piles of accents, links to the web alone and without logins, no mention that was not made."""
    text = message.words
    assert not UNSEEN.search(text), ascii(UNSEEN.search(text))
    assert not re.search("[\u0300-\u036f]{4}", unicodedata.normalize("NFD", text).replace("\u200d", ""))
    assert inside.server.token not in text
    for mark in message.marks:
        assert mark["type"] not in ("mention", "text_mention", "custom_emoji") or "user" not in mark
        if mark["type"] == "text_link":
            assert re.match(r"https?://[^/@\\]+(?:/|$)", mark["url"]), mark["url"]
    for button in message.buttons:
        assert not UNSEEN.search(button["text"])
        assert len(button.get("callback_data", "x").encode()) <= 64
        if "url" in button:
            assert button["url"].startswith("https://")


ASKED = (
    "Why was {company} Holding sanctioned?", "When was {company} Holding sanctioned?",
    "Who is the chairman of {company} Holding?",
    "Who is {company} Holding?", "/who {company} Holding", "/timeline {company} Holding", "/latest {company}",
    "/watch {company} Holding",
    "/compare {company} Holding, Rosneft Trading", "Is {company} Holding sanctioned?",
)  # fmt: skip


@pytest.mark.parametrize("company", hostile.ATTACKS)
@pytest.mark.parametrize("asked", ASKED)
def test_what_hostile_articles_and_lists_say_is_shown_as_words(
    inside: Inside, company: str, asked: str, happened: Happened
) -> None:
    anna = person(inside)
    chat = inside.server.private_chat(anna)
    told = inside.say(anna, asked.format(company=company))
    assert told is not None
    for button in told.buttons[:6]:
        if "callback_data" in button:
            inside.press(anna, told, button["callback_data"])
    for message in inside.server.sent(chat):
        assert_harmless(inside, message)
        assert "something went wrong" not in message.words
    happened("shown as words, with its source")


@pytest.mark.parametrize("attack", hostile.ATTACKS.values(), ids=hostile.ATTACKS)
def test_what_people_write_is_shown_as_words(inside: Inside, attack: str, happened: Happened) -> None:
    anna = person(inside, attack.strip()[:60] or "x")
    chat = inside.server.private_chat(anna)
    for words in ("{0}", "Why was {0} sanctioned?", "/who {0}", "/watch {0}", "/latest {0}", "/timeline {0}",
    "/compare {0}, {0}",
                  "/asof {0}", "/asof 2022-03-04 {0}", "/start {0}", "/start a_{0}", "/start e_{0}", "/start r_{0}",
                  "/language {0}",
                  "/export {0}", "/sources {0}", "/add {0}", "/who@SanctionsTestBot {0}"):  # fmt: skip
        inside.say(anna, words.format(attack[:400]).replace("\x00", ""))
        happened("answered, with the words shown as words")
    group = inside.server.group(attack.strip()[:100] or "x", anna)
    inside.server.say(group, anna, f"@SanctionsTestBot why was {attack[:300]} sanctioned?")
    inside.server.say(group, anna, f"/settings@SanctionsTestBot {attack[:100]}")
    inside.handle()
    happened("answered, with the words shown as words")
    for place in (chat, group):
        for message in inside.server.sent(place):
            assert_harmless(inside, message)
            assert "something went wrong" not in message.words, message.words


NAMES = (
    "<b>x</b>.txt",
    "../../x.txt",
    "\u202etxt.exe",
    "a\nb.txt",
    "{0} %s.txt",
    "x" * 300 + ".txt",
    "$(reboot).txt",
    "🏴" * 60 + ".txt",
)


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_names_and_captions_of_files_are_shown_as_words(inside: Inside, name: str, happened: Happened) -> None:
    owner = inside.server.user("Boss", id=OWNER_ID)
    chat = inside.server.private_chat(owner)
    inside.server.say_document(
        chat, owner, name, b"A title\n\nThe ministry froze it on Monday.\n", caption=hostile.MARKUP
    )
    inside.server.say_photo(chat, owner, hostile.ORDERS[:200])
    inside.handle()
    for message in inside.server.sent(chat):
        assert_harmless(inside, message)
    happened("shown as words")


@pytest.mark.parametrize("link", ["http://127.0.0.1/", "http://169.254.169.254/latest/", "http://localhost:22/", "file:///etc/passwd",
                                  "http://[::ffff:10.0.0.1]/x", "http://example.org@10.0.0.1/",
                                  "http://2130706433/"])  # fmt: skip
def test_a_link_sent_by_an_editor_is_not_fetched_from_inside(inside: Inside, link: str, happened: Happened) -> None:
    owner = inside.server.user("Boss", id=OWNER_ID)
    before = len(inside.service.sources())
    told = inside.say(owner, f"/add {link}")
    assert told is not None
    assert len(inside.service.sources()) == before
    assert "root:" not in told.words
    happened("refused, with the reason")


@pytest.mark.parametrize("company", list(hostile.ATTACKS)[:3])
def test_exports_hold_no_link_but_to_the_web(inside: Inside, company: str, happened: Happened) -> None:
    anna = person(inside)
    inside.say(anna, f"Who is {company} Holding?")
    inside.say(anna, "/export")
    files = [one for one in inside.server.cloud.files.values() if one.name.endswith((".md", ".pdf"))]
    assert len(files) >= 2
    for file in files:
        assert b"<javascript:" not in file.content
        assert b"(javascript:" not in file.content
        happened("without a link")


@pytest.mark.parametrize("company", hostile.ATTACKS)
def test_inline_results_are_words(inside: Inside, company: str, happened: Happened) -> None:
    anna = person(inside)
    for asked in (f"Why was {company} Holding sanctioned?", f"{company} Holding", hostile.ATTACKS[company][:200]):
        asked = " ".join(asked.split()).replace("\x00", "")
        cloud = inside.server.cloud
        with cloud.changed:
            query = cloud.new_query(anna, None, asked)
            told = {"id": query.id, "from": anna.to_json(), "query": asked[:256], "offset": "", "chat_type": "sender"}
            cloud.tell("inline_query", told)
        inside.handle()
        assert query.answer is not None
        shown = str(query.answer)
        assert not UNSEEN.search(shown)
        assert "javascript:" not in re.sub(r"'(?:text|message_text|title|description)': .*?(?=', ')", "", shown)
        happened("shown as words")
