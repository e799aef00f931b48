"""The test's handle: people and chats, what they do, what the bot did, and what goes wrong."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

from .cloud import Call, Cloud, Fault, Query
from .errors import ApiError, too_many_requests
from .limits import counts
from .members import Json, User
from .methods.commands import scope_key
from .state import Chat, Message
from .talking import Talking

T = TypeVar("T")


class World(Talking):
    """Everything a test does and asks; safe to use from any thread."""

    def __init__(self, bot_username: str = "SanctionsTestBot", *, privacy: bool = True) -> None:
        self.cloud = Cloud(bot_username, privacy=privacy)

    @property
    def violations(self) -> list[str]:
        """What the bot did wrong without being refused; a test ends with `assert not server.violations`."""
        return self.cloud.violations

    @property
    def polls(self) -> int:
        """How often the bot has asked for updates."""
        return self.cloud.updates.polls

    @property
    def conflicts(self) -> int:
        """How many polls were ended by another poller."""
        return self.cloud.updates.conflicts

    def updates(self, kind: str | None = None) -> list[Json]:
        """Return the updates the bot was sent or will be, all or of one kind such as "my_chat_member"."""
        with self.cloud.changed:
            return [update for update in self.cloud.updates.sent if kind is None or kind in update]

    # ---- looking -------------------------------------------------------------------------------

    def sent(self, chat: Chat) -> list[Message]:
        """Return the bot's messages in a chat as they stand now, oldest first, without service messages."""
        with self.cloud.changed:
            return [m for m in chat.history() if self._of_bot(m)]

    def _of_bot(self, message: Message) -> bool:
        return message.sender is self.cloud.bot.user and not message.service

    def last(self, chat: Chat) -> Message:
        """Return the bot's newest message in a chat."""
        messages = self.sent(chat)
        assert messages, f"the bot has said nothing in {chat.title or chat.id}"
        return messages[-1]

    def calls(self, method: str | None = None) -> list[Call]:
        """Return the calls the bot made, all or of one method, oldest first; getUpdates is left out of all."""
        with self.cloud.changed:
            if method is None:
                return [call for call in self.cloud.calls if call.method != "getUpdates"]
            return [call for call in self.cloud.calls if call.method.lower() == method.lower()]

    def refused(self) -> list[Call]:
        """Return the calls that were refused."""
        return [call for call in self.calls() if call.error is not None]

    def impatient(self) -> list[Call]:
        """Return the calls made to a chat before the seconds of an earlier 429 there had passed."""
        early, blocked_until = [], dict[Any, float]()
        for call in self.calls():
            chat_id = call.parameters.get("chat_id")
            if call.at < blocked_until.get(chat_id, 0) - 0.05 and counts(call.method.lower()):
                early.append(call)
            if call.error is not None and call.error.code == 429:
                blocked_until[chat_id] = call.at + call.error.parameters["retry_after"]
        return early

    def unanswered(self) -> list[Query]:
        """Return the pressed buttons the bot has not answered."""
        with self.cloud.changed:
            return [query for query in self.cloud.queries.values() if query.answer is None]

    def commands(self, scope: str = "default", language: str = "") -> dict[str, str]:
        """Return the commands set for a scope, such as `all_private_chats`, `default` or `chat:-1001`."""
        with self.cloud.changed:
            listed = self.cloud.bot.commands.get((scope, language), [])
            return {command["command"]: command["description"] for command in listed}

    def menu(self, chat: Chat, user: User) -> dict[str, str]:
        """Return the commands a person is offered in a chat: the narrowest scope that has a list wins."""
        scopes: list[Json] = [{"type": "chat", "chat_id": chat.id}, {"type": "all_private_chats"}]
        if chat.person is None:
            place = chat.member(user.id)
            admin = place is not None and place.is_admin
            scopes = [{"type": "chat_member", "chat_id": chat.id, "user_id": user.id}]
            scopes += [{"type": "chat_administrators", "chat_id": chat.id}] if admin else []
            scopes += [{"type": "chat", "chat_id": chat.id}]
            scopes += [{"type": "all_chat_administrators"}] if admin else []
            scopes += [{"type": "all_group_chats"}]
        with self.cloud.changed:
            for scope in [*scopes, {"type": "default"}]:
                for language in (user.language_code or "", ""):
                    found = self.cloud.bot.commands.get((scope_key(self.cloud, scope), language))
                    if found is not None:
                        return {command["command"]: command["description"] for command in found}
        return {}

    def transcript(self, chat: Chat) -> str:
        """Return a chat as people read it, for failure messages and for trying by hand."""
        from .transcript import chat_as_text

        with self.cloud.changed:
            return chat_as_text(chat)

    # ---- waiting -------------------------------------------------------------------------------

    def wait_for(self, predicate: Callable[[], T], timeout: float = 10, what: str = "") -> T:
        """Wait until `predicate()` is true-like and return its value; fail after `timeout` seconds."""
        deadline = time.monotonic() + timeout
        while True:
            with self.cloud.changed:
                if value := predicate():
                    return value
                left = deadline - time.monotonic()
                if left <= 0:
                    raise AssertionError(f"waited {timeout} s for {what or 'the condition'}{self._recent()}")
                self.cloud.changed.wait(min(left, 0.25))
            time.sleep(0.002)  # a busy bot changes things faster than they need looking at

    def _recent(self) -> str:
        shown = [f"  {c.method} {c.parameters} -> {c.error or 'ok'}" for c in self.cloud.calls[-8:]]
        return "; the bot's last calls:\n" + "\n".join(shown) if shown else "; the bot made no calls"

    def wait_for_message(
        self,
        chat: Chat,
        *,
        after: Message | None = None,
        timeout: float = 10,
        where: Callable[[Message], bool] | None = None,
    ) -> Message:
        """Wait for a message of the bot that came after `after`, by default after what people last did in the chat."""
        start = after.sequence if after is not None else chat.last_action

        def arrived() -> Message | None:
            new = (m for m in chat.history() if m.sequence > start and self._of_bot(m))
            return next((m for m in new if where is None or where(m)), None)

        found = self.wait_for(arrived, timeout, f"a message of the bot in {chat.title or chat.id}")
        assert found is not None
        return found

    def wait_for_edit(self, message: Message, *, after: int | None = None, timeout: float = 10) -> Message:
        """Wait until a message has more than `after` versions, by default more than it has now."""
        seen = len(message.versions) if after is None else after
        self.wait_for(lambda: len(message.versions) > seen, timeout, f"an edit of {message.words[:60]!r}")
        return message

    def wait_until_quiet(self, chat: Chat, seconds: float = 0.5, timeout: float = 30) -> list[Message]:
        """Wait until nothing in a chat has changed for a while and return what the bot has said since people acted."""
        deadline = time.monotonic() + timeout
        state, since = self._state(chat), time.monotonic()
        with self.cloud.changed:
            while time.monotonic() - since < seconds:
                if time.monotonic() > deadline:
                    raise AssertionError(f"{chat.title or chat.id} did not become quiet in {timeout} s")
                self.cloud.changed.wait(0.05)
                if (now := self._state(chat)) != state:
                    state, since = now, time.monotonic()
            return [m for m in chat.history() if m.sequence > chat.last_action and self._of_bot(m)]

    def quiet(self, chat: Chat, seconds: float = 1.0) -> bool:
        """Return whether the bot neither writes nor edits in a chat for so many seconds."""
        before, deadline = self._state(chat), time.monotonic() + seconds
        with self.cloud.changed:
            while (left := deadline - time.monotonic()) > 0:
                if self._state(chat) != before:
                    return False
                self.cloud.changed.wait(left)
        return self._state(chat) == before

    def _state(self, chat: Chat) -> tuple[tuple[int, int, bool], ...]:
        bot = self.cloud.bot.user
        with self.cloud.changed:
            return tuple((i, len(m.versions), m.deleted) for i, m in chat.messages.items() if m.sender is bot)

    def wait_until_polling(self, timeout: float = 30) -> None:
        """Wait until the bot asks for updates."""
        self.wait_for(lambda: self.cloud.updates.polling, timeout, "the bot to poll")

    def wait_until_confirmed(self, timeout: float = 10) -> None:
        """Wait until the bot has confirmed every update."""
        self.wait_for(lambda: not self.cloud.updates.waiting, timeout, "the bot to confirm all updates")

    # ---- going wrong ---------------------------------------------------------------------------

    def fail(
        self,
        method: str,
        code: int = 500,
        description: str = "Internal Server Error",
        *,
        times: int = 1,
        when: Callable[[Json], bool] | None = None,
        **parameters: int,
    ) -> None:
        """Refuse the next calls of a method ("*": of any but getUpdates) whose parameters satisfy `when`."""
        self._fault(Fault(method, times, error=ApiError(code, description, **parameters), when=when))

    def flood(self, method: str, retry_after: int = 1, *, times: int = 1) -> None:
        """Refuse the next calls of a method with 429."""
        self._fault(Fault(method, times, error=too_many_requests(retry_after)))

    def hang(self, method: str, seconds: float, *, times: int = 1) -> None:
        """Answer the next calls of a method only after so many seconds."""
        self._fault(Fault(method, times, hang_seconds=seconds))

    def drop(self, method: str, *, times: int = 1, after: bool = False) -> None:
        """Cut the connection of the next calls; `after`: when they have been carried out, so that only the
        answer is lost."""
        self._fault(Fault(method, times, reset=True, after=after))

    def garble(
        self, method: str, status: int = 502, body: bytes = b"<html>Bad Gateway</html>", *, times: int = 1
    ) -> None:
        """Answer the next calls with something that is not JSON."""
        self._fault(Fault(method, times, raw=(status, body)))

    def _fault(self, fault: Fault) -> None:
        with self.cloud.changed:
            self.cloud.faults.append(fault)

    def clear_faults(self) -> None:
        """Let everything work again."""
        with self.cloud.changed:
            self.cloud.faults.clear()

    def enforce_limits(self, *, scale: float = 1.0) -> None:
        """Switch Telegram's flood limits on; `scale` < 1 shortens the minute and the second."""
        with self.cloud.changed:
            self.cloud.limits.enforced, self.cloud.limits.scale = True, scale

    def poison(self, update: Json | None = None) -> int:
        """Queue an update the library cannot parse and return its id."""
        with self.cloud.changed:
            return self.cloud.updates.put_raw(update or {"message": {"message_id": "not a number"}})

    def send_update(self, kind: str, content: Json) -> bool:
        """Queue an update of any kind, such as a `business_message` made of a message's `to_json()`."""
        with self.cloud.changed:
            return self.cloud.tell(kind, content)

    def deliver_again(self, count: int = 1) -> None:
        """Send the last updates again under the same ids, as Telegram may."""
        with self.cloud.changed:
            for update in self.cloud.updates.sent[-count:]:
                content = {name: value for name, value in update.items() if name != "update_id"}
                self.cloud.updates.put_raw(content, update["update_id"])
