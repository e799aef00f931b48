"""Everything the server knows, behind one lock, and the conversion of what happens into updates for the bot."""

from __future__ import annotations

import itertools
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .errors import ApiError, bad_request, forbidden, migrated
from .limits import Limits
from .members import Json, Member, User
from .parameters import Parameters
from .state import Chat, Message, StoredFile
from .updates import UpdateQueue


@dataclass
class Call:
    """One call the bot made."""

    method: str
    parameters: Json
    at: float  # unix seconds
    result: Any = None
    error: ApiError | None = None


@dataclass(eq=False)
class Query:
    """A pressed button or an inline question, and what the bot answered."""

    id: str
    user: User
    message: Message | None
    data: str
    at: float  # monotonic seconds
    expires_at: float  # monotonic seconds; an answer after this is refused
    answer: Json | None = None
    answered_at: float | None = None

    @property
    def text(self) -> str:
        """The notice the person was shown; empty when there was none."""
        return str((self.answer or {}).get("text", ""))

    @property
    def alert(self) -> bool:
        """Whether the notice was a box to be closed."""
        return bool((self.answer or {}).get("show_alert", False))


@dataclass
class Fault:
    """What the next calls of a method meet instead of an answer."""

    method: str  # a method's name, or "*"
    times: int
    error: ApiError | None = None
    hang_seconds: float = 0
    reset: bool = False  # cut the connection
    after: bool = False  # …when the call has already been carried out
    raw: tuple[int, bytes] | None = None  # a status and a body that need not be JSON
    when: Callable[[Json], bool] | None = None


@dataclass
class Bot:
    """The bot as its owner set it up, and what it told Telegram about itself."""

    user: User
    token: str
    privacy: bool = True
    can_join_groups: bool = True
    supports_inline: bool = True
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    profile: dict[tuple[str, str], str] = field(default_factory=dict)


class Cloud:
    """The state all methods work on; hold `changed` while touching it."""

    def __init__(self, bot_username: str, *, privacy: bool) -> None:
        self.changed = threading.Condition(threading.RLock())
        self._sequence = itertools.count(1)
        self._user_ids = itertools.count(5_000_000_101)  # above 32 bits, as real ones may be
        self._group_ids = itertools.count(4_100_000_001)
        self._supergroup_ids = itertools.count(1_002_000_000_001)
        self._shared_message_ids = itertools.count(101)  # private chats and small groups count together
        self._own_message_ids: dict[int, itertools.count[int]] = {}
        bot_id = 7_000_000_000 + secrets.randbelow(900_000_000)
        bot_user = User(bot_id, "Sanctions Bot", username=bot_username, is_bot=True)
        self.bot = Bot(bot_user, f"{bot_id}:{secrets.token_hex(18)[:35]}", privacy=privacy)
        self.users: dict[int, User] = {bot_user.id: bot_user}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, StoredFile] = {}
        self.inline_messages: dict[str, Message] = {}
        self.queries: dict[str, Query] = {}
        self.inline_cache: dict[tuple[str, str, int | None], tuple[float, Json]] = {}
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.violations: list[str] = []
        self.limits = Limits()
        self.updates = UpdateQueue(self.changed)
        self.callback_seconds = 15.0
        self.bots_hear_bots = False
        self.clock: Callable[[], float] = time.time

    # ---- making things -------------------------------------------------------------------------

    def next_sequence(self) -> int:
        """Return the next number of the order in which things happen."""
        return next(self._sequence)

    def now(self) -> int:
        """Return unix seconds."""
        return int(self.clock())

    def new_user_id(self) -> int:
        """Return an id no one has."""
        return next(self._user_ids)

    def new_chat_id(self, kind: str) -> int:
        """Return an id for a group, supergroup or channel."""
        return -next(self._group_ids) if kind == "group" else -next(self._supergroup_ids)

    def new_message(self, chat: Chat, sender: User | None, **fields: Any) -> Message:
        """Put a message into a chat; a persona's sender_chat travels along."""
        own = chat.type in {"supergroup", "channel"}
        counter = self._own_message_ids.setdefault(chat.id, itertools.count(2)) if own else self._shared_message_ids
        message = Message(chat, next(counter), self.now(), self.next_sequence(), sender, **fields)
        if sender is not None and sender.sender_chat is not None:
            message.sender_chat, message.author_signature = sender.sender_chat, sender.signature
        if chat.type == "channel":
            message.sender, message.sender_chat = None, chat
        message.keep_version()
        chat.messages[message.message_id] = message
        if sender is not None and sender.is_bot and sender.sender_chat is None:
            chat.last_bot_id = sender.id
        self.changed.notify_all()
        return message

    def new_file(self, name: str, content: bytes, mime_type: str, size: int | None = None) -> StoredFile:
        """Keep a file."""
        stored = StoredFile(
            "F" + secrets.token_hex(12), "U" + secrets.token_hex(6), name, content, mime_type,
            len(content) if size is None else size,
        )  # fmt: skip
        self.files[stored.file_id] = stored
        return stored

    def new_query(self, user: User, message: Message | None, data: str) -> Query:
        """Open a question the bot has to answer in time."""
        now = time.monotonic()
        query = Query(str(secrets.randbits(62)), user, message, data, now, now + self.callback_seconds)
        self.queries[query.id] = query
        return query

    # ---- finding things ------------------------------------------------------------------------

    def chat(self, p: Parameters, name: str = "chat_id") -> Chat:
        """Return the chat a call names, or refuse the call."""
        wanted = p.get(name)
        if wanted is None or wanted == "":
            raise bad_request(f"{name} is empty")
        if isinstance(wanted, str) and wanted.startswith("@"):
            named = wanted[1:].casefold()
            chat = next((c for c in self.chats.values() if c.username and c.username.casefold() == named), None)
        else:
            chat = self.chats.get(p.integer(name))
        if chat is None:
            raise bad_request("chat not found")
        if chat.migrated_to is not None:
            raise migrated(chat.migrated_to)
        return chat

    def reachable(self, chat: Chat) -> Chat:
        """Return the chat if the bot is in it and may look, or refuse the call."""
        if chat.person is not None:
            return chat
        place = chat.member(self.bot.user.id)
        if place is None or place.status == "left":
            raise forbidden(f"bot is not a member of the {chat.type} chat")
        if place.status == "kicked":
            raise forbidden(f"bot was kicked from the {chat.type} chat")
        return chat

    def writable(self, chat: Chat) -> Chat:
        """Return the chat if the bot may write there, or refuse the call."""
        self.reachable(chat)
        person = chat.person
        if person is not None:
            if person.is_bot:
                raise forbidden("bots can't send messages to bots")
            if person.deactivated:
                raise forbidden("user is deactivated")
            if not chat.started:
                raise forbidden("bot can't initiate conversation with a user")
            if chat.members[person.id].status == "kicked":
                raise forbidden("bot was blocked by the user")
            return chat
        place = chat.members[self.bot.user.id]
        if place.status == "restricted" or (chat.type == "channel" and not place.is_admin):
            raise bad_request(f"not enough rights to send text messages to the {_kind(chat)}")
        return chat

    def message(self, chat: Chat, p: Parameters, missing: str, name: str = "message_id") -> Message:
        """Return the message a call names, or refuse the call saying what is `missing`."""
        message = chat.messages.get(p.integer(name))
        if message is None or message.deleted:
            raise bad_request(missing)
        return message

    def bot_place(self, chat: Chat) -> Member | None:
        """Return the bot's place in a chat."""
        return chat.member(self.bot.user.id)

    # ---- telling the bot -----------------------------------------------------------------------

    def tell(self, kind: str, content: Json) -> bool:
        """Queue an update if the bot asked for its kind; True when it was queued."""
        return self.updates.put(kind, content)


def _kind(chat: Chat) -> str:
    return "chat" if chat.is_group else chat.type
