"""Forged and replayed buttons, and commands that are not the writer's to give."""

from __future__ import annotations

import itertools

import pytest
from telegram.ext import CallbackQueryHandler, CommandHandler, TypeHandler

from bot.state import Role
from bot.telegram.gate import GATES, Needs
from tests.attacks.conftest import Happened
from tests.attacks.inside import EDITOR_ID, OWNER_ID, Inside
from tests.botapi import Chat, Message, User

pytestmark = pytest.mark.slow  # a bot starts, and there are many cases; whom handlers are for is tested with the roles

_ids = itertools.count(50_000)
WHY = "Why was CEIEC sanctioned?"
# Every button that speaks of an answer, an entry or a question given before, by the letter of its data.
OF_AN_ANSWER = (
    "e:{given}:1", "m:{given}:1:2:2", "o:{given}:1", "p:{given}:1", "q:{given}:0", "d:{given}", "d:{given}:20220301",
    "t:{given}", "k:{given}:0", "n:{given}:0", "v:{given}", "f:{given}:+", "f:{given}:-", "f:{given}:w",
)  # fmt: skip
# What an owner's or editor's buttons carry.
OF_THE_STAFF = (
    "ri:go", "ri:allow", "rc:1", "wt:accept:g1", "wt:discard:g1", "rb:g2:g1", "up:add", "un:0123456789ab",
    "so:yes:0123456789ab", "so:ask:0123456789ab", "so:page:1", "u:1:0123456789ab", "u:1", "au:1",
)  # fmt: skip
# Nothing the bot ever put on a button.
NONSENSE = (
    "x", "e:", "e::1", "e:../../etc/passwd:1", "e:' OR 1=1 --:1", "e:abc:-1", "e:abc:99999", "e:abc:1:1:1:1",
    "e:\u202eabc:1", "y:yes:0", "y:yes:99999999999999999999", "s:0", "s:-1", "s:9999999999999999999", "l:xx",
    "g:place:everywhere", "g:language:../..", "w:r:1:999", "w:x:1", "w:r:" + "a" * 40, "rb:g1", "wt:accept:gx",
    "e:abc:1\n", "\x00", "e:\x00:1", "p:abc:٣", "🏴" * 16,
)  # fmt: skip


def person(inside: Inside, name: str = "Mallory") -> User:
    return inside.server.user(name, id=next(_ids))


@pytest.fixture(scope="module")
def answer(inside: Inside) -> tuple[User, Message, str]:
    """An answer in Anna's private chat: who she is, the message and the id it is stored under."""
    anna = person(inside, "Anna")
    message = inside.say(anna, WHY)
    assert message is not None
    data = next(button["callback_data"] for button in message.buttons if button["callback_data"].startswith("e:"))
    return anna, message, data.split(":")[1]


def changes(inside: Inside) -> tuple[int, ...]:
    """What nobody but those who may is to change."""
    state = inside.state
    return state.audit.count(), len(state.roles.all()), len(inside.service.sources()), len(state.uploads.all())


def texts(inside: Inside, chat: Chat) -> list[str]:
    return [message.words for message in inside.server.sent(chat)]


@pytest.mark.parametrize("data", OF_AN_ANSWER)
def test_the_buttons_of_anothers_answer_show_nothing_elsewhere(
    inside: Inside, answer: tuple[User, Message, str], data: str, happened: Happened
) -> None:
    _, message, given = answer
    mallory = person(inside)
    mine = inside.say(mallory, "/help")
    assert mine is not None
    secrets = texts(inside, message.chat)
    before = texts(inside, mine.chat)
    pressed = inside.press(mallory, mine, data.format(given=given))  # his message, her answer
    assert pressed.answer is not None
    assert not pressed.answer["url"]
    assert texts(inside, mine.chat) == before
    assert texts(inside, message.chat) == secrets
    happened("refused, with nothing shown")


@pytest.mark.parametrize("data", OF_AN_ANSWER)
def test_and_nothing_in_another_group(
    inside: Inside, answer: tuple[User, Message, str], data: str, happened: Happened
) -> None:
    given = answer[2]
    mallory = person(inside)
    group = inside.server.group("Elsewhere", mallory)
    inside.server.say(group, mallory, "/help@SanctionsTestBot")
    inside.handle()
    before = texts(inside, group)
    pressed = inside.press(mallory, inside.server.last(group), data.format(given=given))
    assert pressed.answer is not None
    assert not pressed.answer["url"]
    assert texts(inside, group) == before
    happened("refused, with nothing shown")


@pytest.mark.parametrize("data", OF_THE_STAFF)
@pytest.mark.parametrize("who", ["a stranger", "a reader", "an editor revoked"])
def test_buttons_of_the_staff_do_nothing_for_others(inside: Inside, data: str, who: str, happened: Happened) -> None:
    mallory = person(inside)
    if who == "a reader":
        inside.state.roles.grant(mallory.id, Role.READER, by=OWNER_ID)
    if who == "an editor revoked":
        inside.state.roles.grant(mallory.id, Role.EDITOR, by=OWNER_ID)
        inside.state.roles.revoke(mallory.id)
    mine = inside.say(mallory, "/help")
    assert mine is not None
    before, said = changes(inside), texts(inside, mine.chat)
    pressed = inside.press(mallory, mine, data)
    assert pressed.alert
    assert "Only my" in pressed.text
    assert changes(inside) == before
    assert texts(inside, mine.chat) == said
    happened("refused: “Only my admins may do that.”, or owners")


@pytest.mark.parametrize("data", NONSENSE)
def test_data_no_button_ever_had_is_answered_and_does_nothing(inside: Inside, data: str, happened: Happened) -> None:
    mallory = person(inside)
    mine = inside.say(mallory, "/help")
    assert mine is not None
    before, said = changes(inside), texts(inside, mine.chat)
    pressed = inside.press(mallory, mine, data)
    assert pressed.answer is not None, "the press was never answered"
    assert "reference" not in pressed.text, "a handler failed"
    assert changes(inside) == before
    assert texts(inside, mine.chat) == said
    happened("answered with “this button is no longer known”, nothing done")


def test_nobody_presses_away_what_is_kept_of_another(inside: Inside, answer: tuple[User, Message, str]) -> None:
    anna, message, given = answer
    mallory = person(inside)
    mine = inside.say(mallory, "/forget")
    assert mine is not None
    inside.press(mallory, mine, f"y:yes:{anna.id}")
    assert inside.state.replies.given(given) is not None
    inside.press(mallory, message, f"y:yes:{anna.id}")  # as though it had been her message
    assert inside.state.replies.given(given) is not None


def test_a_watch_is_changed_by_its_owner_alone(inside: Inside) -> None:
    anna, mallory = person(inside, "Anna"), person(inside)
    watching = inside.say(anna, "/watch CEIEC")
    assert watching is not None
    listed = inside.say(anna, "/watch")
    assert listed is not None
    held = inside.state.watches.of_chat(anna.id)
    assert held
    mine = inside.say(mallory, "/watch")
    assert mine is not None
    for button in (*watching.buttons, *listed.buttons):
        inside.press(mallory, mine, button["callback_data"])
    for letter, one in itertools.product("amurlo", held):
        inside.press(mallory, mine, f"w:{letter}:{one.id}")
        inside.press(mallory, mine, f"w:{letter}:{one.id}:0")
    assert [one.id for one in inside.state.watches.of_chat(anna.id)] == [one.id for one in held]


def test_a_press_replayed_counts_once(inside: Inside, answer: tuple[User, Message, str]) -> None:
    anna, message, given = answer
    for _ in range(3):
        inside.press(anna, message, f"f:{given}:+")
        inside.press(anna, message, f"e:{given}:1")
    shown = [one for one in inside.server.sent(message.chat) if one.reply_to is message]
    assert len(shown) <= 1


# ---- commands ----------------------------------------------------------------------------------


def gated() -> list[tuple[str, Needs]]:
    return sorted((name, gate.needs) for name, gate in GATES.items() if gate.needs in (Needs.EDITOR, Needs.OWNER))


STAFF_COMMANDS = {
    "Stats.asked": "/stats", "GapsList.asked": "/gaps", "Reindexing.asked": "/reindex", "Switching.waiting": "/accept",
    "Switching.rollback": "/rollback", "RoleList.granting": "/grant 7 owner", "RoleList.revoking": "/revoke 900001",
    "RoleList.asked": "/roles", "AuditPages.asked": "/audit", "Uploading.sent": "/add https://news.example/feed",
}  # fmt: skip


def test_every_guarded_handler_is_attacked_here(inside: Inside) -> None:
    attacked = set(STAFF_COMMANDS)
    for handler in itertools.chain.from_iterable(inside.app.handlers.values()):
        assert not isinstance(handler, TypeHandler)
        name = handler.callback.__qualname__
        if (
            isinstance(handler, CallbackQueryHandler)
            and handler.pattern
            and any(map(handler.pattern.match, OF_THE_STAFF))
        ):
            attacked.add(name)
        if isinstance(handler, CommandHandler) and GATES[name].needs in (Needs.EDITOR, Needs.OWNER):
            assert name in STAFF_COMMANDS
    assert {name for name, _ in gated()} <= attacked


@pytest.mark.parametrize("name", STAFF_COMMANDS)
@pytest.mark.parametrize("who", ["a stranger", "a reader", "an anonymous admin", "a channel", "an editor"])
def test_commands_of_the_staff_do_nothing_for_others(inside: Inside, name: str, who: str, happened: Happened) -> None:
    command = STAFF_COMMANDS[name]
    if who == "an editor" and GATES[name].needs is not Needs.OWNER:
        pytest.skip("editors may")
    mallory = inside.server.user("Eve", id=EDITOR_ID) if who == "an editor" else person(inside)
    if who in ("a reader", "an editor"):
        inside.state.roles.grant(mallory.id, Role.EDITOR if who == "an editor" else Role.READER, by=OWNER_ID)
    before = changes(inside)
    if who in ("an anonymous admin", "a channel"):
        group = inside.server.group("Desk", mallory)
        speaker = inside.server.anonymous_admin(group)
        if who == "a channel":
            speaker = inside.server.as_channel(inside.server.channel("Wire", mallory))
        head, _, rest = command.partition(" ")
        inside.server.say(group, speaker, f"{head}@SanctionsTestBot {rest}".strip())
        inside.handle()
        told = inside.server.last(group)
        assert "anonymously" in told.words or "Only my" in told.words
    else:
        told = inside.say(mallory, command)
        assert told is not None
        assert "Only my" in told.words or "only from my admins" in told.words.lower(), told.words
    assert changes(inside) == before
    happened("refused: “Only my admins may do that.”, or owners")
