"""Delivery against the strict server, which refuses every wrong entity."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import pytest_asyncio
from telegram import Bot
from telegram.constants import MessageEntityType as Style

from bot.state import State
from bot.telegram.delivery import Delivery, Edited, Target
from bot.telegram.rendering import plain, render_answer
from bot.telegram.richtext import Composer, Piece, RichText, pieces
from bot.telegram.rules import Rules
from bot.telegram.speech import speech_in
from bot.telegram.typing_shown import Typing
from tests.botapi import BotApiServer, Chat
from tests.telegram.test_rendering import answer, citation
from tests.telegram.test_richtext import ALPHABET

ENGLISH = speech_in("en")


@pytest.fixture
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as running:
        yield running


@pytest_asyncio.fixture
async def client(server: BotApiServer) -> AsyncIterator[Bot]:
    async with Bot(server.token, base_url=server.base_url, base_file_url=server.base_file_url) as bot:
        yield bot


@pytest.fixture
def moves() -> list[tuple[int, int]]:
    return []


@pytest.fixture
def delivery(client: Bot, moves: list[tuple[int, int]], tmp_path: Path) -> Iterator[Delivery]:
    state = State(tmp_path / "state.sqlite")

    async def moved(old: int, new: int) -> None:
        moves.append((old, new))

    yield Delivery(client, moved, Rules(client, state))
    state.close()


@pytest.fixture
def chat(server: BotApiServer) -> Chat:
    return server.private_chat(server.user("Anna"))


def long_answer(citations: int) -> list:
    text = "The Treasury 😀 said so, שלום. " * 300
    cited = tuple(citation(n, article_id=str(n), title=f"Article 𝓝 {n}") for n in range(1, citations + 1))
    return render_answer(answer(text=text, sentences=(), citations=cited), ENGLISH)


def composed(seed: int) -> RichText:
    """A long text of styled runs, links and blocks, as renderers compose it."""
    chance = random.Random(seed)
    composer = Composer()
    for _ in range(chance.randint(1, 60)):
        with composer.block(chance.choice([Style.BLOCKQUOTE, Style.EXPANDABLE_BLOCKQUOTE])):
            for _ in range(chance.randint(1, 12)):
                styles = chance.choice([(), (Style.BOLD,), (Style.BOLD, Style.UNDERLINE), (Style.ITALIC,)])
                link = chance.choice([None, None, "https://example.org/a"])
                composer.add("".join(chance.choices(ALPHABET, k=chance.randint(1, 25))), *styles, url=link)
        composer.add("\n\n" + "".join(chance.choices(ALPHABET, k=chance.randint(0, 90))) + "\n")
    return composer.done()


@pytest.mark.parametrize("seed", range(12))
async def test_whatever_text_and_styles_telegram_takes_all_pieces(
    server: BotApiServer, delivery: Delivery, chat: Chat, seed: int
) -> None:
    rich = composed(seed)
    sent = await delivery.send(Target(chat.id), pieces(rich))
    shown = "".join(message.words for message in server.sent(chat))
    assert "".join(shown.split()) == "".join(rich.text.split())
    assert len(sent) == len(server.sent(chat))
    assert not server.refused()
    assert not server.violations


async def test_a_long_answer_is_a_chain_of_replies(server: BotApiServer, delivery: Delivery, chat: Chat) -> None:
    asked = server.say(chat, chat.person, "Why?")
    sent = await delivery.send(Target(chat.id, None, asked.id), long_answer(120))
    messages = server.sent(chat)
    assert [message.id for message in messages] == sent
    assert len(messages) > 3
    assert [message.reply_to for message in messages] == [asked, *messages[:-1]]
    assert sum(len(message.links) for message in messages) == 120
    assert not server.refused()


async def test_an_answer_that_grows_and_shrinks_keeps_its_messages(
    server: BotApiServer, delivery: Delivery, chat: Chat
) -> None:
    target = Target(chat.id)
    short = await delivery.send(target, plain("Short."))
    long = await delivery.replace(target, short, long_answer(5))
    assert long[0] == short[0]
    assert len(long) > 1
    assert len(server.sent(chat)) == len(long)
    again = await delivery.replace(target, long, plain("Short again."))
    assert again == short
    assert [message.words for message in server.sent(chat)] == ["Short again."]


async def test_an_edit_that_changes_nothing_is_done_and_one_of_a_missing_message_is_gone(
    server: BotApiServer, delivery: Delivery, chat: Chat
) -> None:
    (sent,) = await delivery.send(Target(chat.id), plain("Same."))
    assert await delivery.edit(chat.id, sent, plain("Same.")[0]) is Edited.DONE
    await delivery.delete(chat.id, sent)
    assert await delivery.edit(chat.id, sent, plain("Other.")[0]) is Edited.GONE
    await delivery.delete(chat.id, sent)


async def test_a_message_to_a_group_that_moved_arrives_in_the_supergroup(
    server: BotApiServer, delivery: Delivery, moves: list[tuple[int, int]]
) -> None:
    group = server.group("Desk", server.user("Anna"), basic=True)
    new = server.migrate(group)
    assert await delivery.send(Target(group.id), plain("Hello.")) != []
    assert moves == [(group.id, new.id)]
    assert server.last(new).words == "Hello."


async def test_refusals_are_noted_and_nothing_is_sent_twice(
    server: BotApiServer, delivery: Delivery, chat: Chat
) -> None:
    server.block(chat.person)
    assert await delivery.send(Target(chat.id), plain("Hello.")) == []
    server.unblock(chat.person)
    server.drop("sendMessage", after=True)  # it arrived; only the answer was lost
    assert await delivery.send(Target(chat.id), plain("Hello.")) == []
    assert len(server.sent(chat)) == 1


async def test_an_answer_whose_styles_are_refused_goes_plain(
    server: BotApiServer, delivery: Delivery, chat: Chat
) -> None:
    server.fail("sendMessage", 400, "Bad Request: entity begins in a middle of a UTF-16 symbol")
    sent = await delivery.send(Target(chat.id), render_answer(answer(), ENGLISH))
    assert len(sent) == 1
    assert server.last(chat).marks == []


async def until(predicate: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not predicate():  # noqa: ASYNC110  # the server lives in threads
            await asyncio.sleep(0.02)


async def test_typing_is_shown_to_all_who_wait_in_turn_and_to_nobody_else(
    server: BotApiServer, delivery: Delivery
) -> None:
    people = [server.user(f"P{number}") for number in range(6)]
    for person in people:
        server.write(person, "Hello")
    typing = Typing(delivery)
    with ExitStack() as waiting:
        for person in people:
            waiting.enter_context(typing.shown(Target(person.id)))
        await until(lambda: len(server.calls("sendChatAction")) == len(people))
    await asyncio.sleep(0.2)
    shown = [call.parameters["chat_id"] for call in server.calls("sendChatAction")]
    assert sorted(shown) == [person.id for person in people]
    late = server.user("Anna")
    server.write(late, "Hello")
    with typing.shown(Target(late.id)):
        await until(lambda: len(server.calls("sendChatAction")) > len(people))
    with typing.shown(Target(late.id)):  # by another part of the same work: it is seen still
        await asyncio.sleep(0.2)
    assert len(server.calls("sendChatAction")) == len(people) + 1
    assert not server.violations


async def test_whoever_may_not_have_got_an_answer_is_told_so_and_nothing_is_sent_twice(
    server: BotApiServer, delivery: Delivery, chat: Chat
) -> None:
    async def unconfirmed(target: Target) -> Piece:
        assert target.language == "en"
        return plain("Not confirmed.")[0]

    delivery.unconfirmed = unconfirmed
    asked = server.say(chat, chat.person, "Why?")
    target = Target(chat.id, None, asked.id, to_a_person=True, language="en")
    server.drop("sendMessage", after=True)
    assert await delivery.send(target, plain("Because.")) == []
    server.garble("sendMessage", 200, b'{"ok": true, "result": true}')
    assert await delivery.send(target, plain("Lost.")) == []
    assert [message.words for message in server.sent(chat)] == ["Because.", "Not confirmed.", "Not confirmed."]
    assert {message.reply_to for message in server.sent(chat)} == {asked}


async def test_an_edit_is_made_again_as_doing_it_twice_does_no_harm(
    server: BotApiServer, delivery: Delivery, chat: Chat
) -> None:
    (sent,) = await delivery.send(Target(chat.id), plain("Old."))
    server.drop("editMessageText", after=True)
    assert await delivery.edit(chat.id, sent, plain("New.")[0]) is Edited.DONE
    assert [message.words for message in server.sent(chat)] == ["New."]
