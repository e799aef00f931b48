"""Inline mode, and the links that open in private what was shown elsewhere."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from threading import Thread

import pytest
from telegram.constants import MessageLimit

from bot.telegram.deep_links import PAYLOAD_CHARS, article_link, entry_link, lead_of, with_links
from bot.telegram.inline import message_of, shortened
from bot.telegram.richtext import units
from bot.telegram.speech import speech_in
from corpus.article import Article
from tests.botapi import BotApiServer, Message, User
from tests.botapi.talking import InlineAnswer
from tests.telegram.running import ANSWER_SECONDS, RunningBot
from tests.telegram.test_rendering import answer, citation, links

WHY = "Why was CEIEC sanctioned?"
ENGLISH = speech_in("en")
_names = (f"Asker{n}" for n in itertools.count(1))


@pytest.fixture
def anna(server: BotApiServer, bot: RunningBot) -> Iterator[User]:
    yield server.user(next(_names))
    assert not server.violations
    assert not [call for call in server.refused() if "MyCommands" not in call.method]
    assert "Traceback" not in bot.log
    assert WHY not in bot.log


def ask(server: BotApiServer, user: User, question: str) -> InlineAnswer:
    """Ask inline until the bot, which may still be warming up, has an answer."""
    for _ in range(8):
        shown = server.ask_inline(user, question, timeout=ANSWER_SECONDS)
        if "took too long" not in shown.answer["button"]["text"]:
            return shown
    raise AssertionError("the bot does not warm up")


def opened(server: BotApiServer, user: User, link: str) -> Message:
    """What the bot says in private to who follows the link."""
    server.write(user, f"/start {link.rpartition('=')[2]}")
    chat = server.private_chat(user)
    found = server.wait_for_message(chat, timeout=ANSWER_SECONDS)
    server.wait_until_quiet(chat)
    return found


def link_under(message: Message) -> str:
    return str(message.buttons[0]["url"])


def test_an_inline_question_is_answered_with_sources_and_opens_in_private_for_whoever_reads_it(
    server: BotApiServer, anna: User
) -> None:
    group = server.group("Elsewhere", anna, with_bot=False)
    shown = ask(server, anna, WHY)
    assert shown.answer["is_personal"] is True
    first = shown.results[0]
    assert first["title"]
    assert first["description"]
    message = server.choose(anna, group, shown, first["id"], query=WHY)
    assert message.spans("bold")[0] == WHY
    assert any("[1]" in block for block in message.spans("expandable_blockquote"))
    reader = server.user(next(_names))
    answer_in_private = opened(server, reader, link_under(message))
    assert answer_in_private.words.startswith(WHY)
    pressed = next(text for text in answer_in_private.button_texts if text.startswith("[1]"))
    server.press(reader, answer_in_private, pressed)
    evidence = server.wait_for_message(server.private_chat(reader), timeout=ANSWER_SECONDS)
    assert evidence.spans("blockquote")


def test_a_name_asked_inline_brings_its_entry_and_what_nothing_answers_is_said(
    server: BotApiServer, anna: User
) -> None:
    shown = ask(server, anna, "CEIEC")
    card = next(result for result in shown.results if result["id"].startswith("e"))
    assert "CEIEC" in card["title"]
    chosen = server.choose(anna, server.group("Elsewhere", anna, with_bot=False), shown, card["id"])
    assert "CEIEC" in opened(server, anna, link_under(chosen)).words
    shown = ask(server, anna, "Which flour makes the best sourdough bread?")
    (nothing,) = shown.results
    assert "don’t know" in nothing["title"]
    assert "reply_markup" not in nothing


def test_only_what_was_typed_last_is_answered_and_nothing_asked_in_private_is_used(
    server: BotApiServer, anna: User
) -> None:
    server.write(anna, WHY)
    server.wait_for_message(server.private_chat(anna), timeout=ANSWER_SECONDS)
    ask(server, anna, "When was Bank Rossiya sanctioned?")
    before = len(server.calls("answerInlineQuery"))
    unanswered: list[bool] = []

    def type_on() -> None:
        with pytest.raises(AssertionError):
            server.ask_inline(anna, "When was", timeout=4)
        unanswered.append(True)

    typing = Thread(target=type_on)
    typing.start()
    server.wait_for(lambda: server.updates("inline_query")[-1]["inline_query"]["query"] == "When was", 5)
    shown = ask(server, anna, "When was that?")
    typing.join()
    assert unanswered
    assert len(server.calls("answerInlineQuery")) == before + 1
    assert not [result for result in shown.results if "CEIEC" in result["input_message_content"]["message_text"]]
    assert ask(server, anna, "").results == []


def test_an_answer_given_elsewhere_opens_only_for_who_may_see_it(server: BotApiServer, anna: User) -> None:
    private = server.private_chat(anna)
    server.write(anna, WHY)
    own = server.wait_for_message(private, timeout=ANSWER_SECONDS)
    group = server.group("Newsroom", anna)
    server.say(group, anna, f"@SanctionsTestBot {WHY}")
    public = server.wait_for_message(group, timeout=ANSWER_SECONDS)
    colleague, stranger = server.user(next(_names)), server.user(next(_names))
    server.join(group, colleague)

    def link_to(message: Message) -> str:
        given = next(b["callback_data"].split(":")[1] for b in message.buttons if "callback_data" in b)
        return f"https://t.me/SanctionsTestBot?start=r_{given}"

    pressed = server.press(colleague, public, "In private")
    assert pressed.answer is not None
    assert pressed.answer["url"] == link_to(public)
    assert "In private" not in own.button_texts
    assert "[1]" in opened(server, anna, link_to(own)).words
    assert "[1]" in opened(server, colleague, link_to(public)).words
    for person, message in ((stranger, own), (colleague, own), (stranger, public)):
        assert "cannot show you that answer" in opened(server, person, link_to(message)).words


def test_links_that_lead_nowhere_are_told_kindly(server: BotApiServer, anna: User) -> None:
    for payload, word in (("x", "do not know"), ("a_0000000000000000", "article"), ("e_%%", "do not know"),
                          ("e_AAAA", "entry"), ("r_nobodyknows", "cannot show")):  # fmt: skip
        assert word in opened(server, anna, f"?start={payload}").words
    assert "Ask me about sanctions" in opened(server, anna, "?start=inline").words


def test_an_article_opens_with_how_it_begins_and_its_source(server: BotApiServer, anna: User) -> None:
    held = ask(server, anna, WHY)
    shared = server.choose(anna, server.group("Elsewhere", anna, with_bot=False), held, held.results[0]["id"])
    assert opened(server, anna, link_under(shared)).words
    article = Article(
        id="0123456789abcdef", title="A title", text="One sentence. " * 100, url="https://example.org/a", source="Wire"
    )
    lead = lead_of(article)
    (cited,) = lead.citations
    assert article.text[cited.start : cited.end] == cited.quote
    assert cited.quote.endswith("sentence.")
    assert len(article_link("SanctionsTestBot", article.id).partition("=")[2]) <= PAYLOAD_CHARS


def test_a_source_without_a_web_address_is_linked_to_what_the_bot_holds_of_it() -> None:
    cited = (citation(1, url=None), citation(2), citation(3, url=None, article_id=None, listing_id="un-sc:QDi.001"))
    linked = with_links(cited, "SanctionsTestBot")
    assert [one.url for one in linked] == [
        "https://t.me/SanctionsTestBot?start=a_a1", "https://example.org/ceiec",
        "https://t.me/SanctionsTestBot?start=e_dW4tc2M6UURpLjAwMQ",
    ]  # fmt: skip
    assert (
        "https://t.me/SanctionsTestBot?start=a_a1"
        in links(message_of(WHY, answer(citations=linked[:1]), ENGLISH)).values()
    )


def test_a_link_to_an_entry_holds_any_id_or_is_left_out() -> None:
    assert entry_link("SanctionsTestBot", "un-sc:QDi.001") == "https://t.me/SanctionsTestBot?start=e_dW4tc2M6UURpLjAwMQ"
    assert entry_link("SanctionsTestBot", "x" * 60) is None


def test_a_long_answer_is_shortened_at_a_citation_with_the_sources_it_still_cites() -> None:
    sentences = [f"Sentence {n} says what happened there and then. [{n}]" for n in range(1, 100)]
    cited = tuple(citation(n, title=f"Title {n}", article_id=f"a{n}") for n in range(1, 100))
    long = answer(text=" ".join(sentences), sentences=(), citations=cited)
    short = shortened(long, 400)
    assert short.text.endswith("]\n…")
    assert [one.n for one in short.citations] == list(range(1, len(short.citations) + 1))
    piece = message_of(WHY, long, ENGLISH)
    assert units(piece.text) <= MessageLimit.MAX_TEXT_LENGTH
    assert f"[{len(shortened(long, 1500).citations)}] Title" in piece.text
    assert shortened(short, 5000) is short
