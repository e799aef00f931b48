"""People, chats, topics, messages and files as Telegram keeps them, and the JSON the Bot API shows of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .entities import Entity, utf16_slice
from .members import MEMBER_RIGHTS, Json, Member, User


@dataclass(eq=False)
class Topic:
    """A thread of a forum; its id is the id of the message that created it."""

    id: int
    name: str
    created_by: Message | None = None
    closed: bool = False


@dataclass(eq=False)
class Chat:
    """A private chat, group, supergroup or channel, with its messages by id."""

    id: int
    type: str
    title: str | None = None
    username: str | None = None
    is_forum: bool = False
    person: User | None = None  # the other side of a private chat
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    description: str | None = None
    started: bool = True  # a private chat the person opened
    migrated_to: int | None = None
    linked_chat: Chat | None = None
    drafts: list[Json] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    last_action: int = 0  # sequence number of the last thing a person did here
    last_bot_id: int | None = None  # the bot that spoke last

    @property
    def is_group(self) -> bool:
        """Whether several people talk here."""
        return self.type in {"group", "supergroup"}

    def member(self, user_id: int) -> Member | None:
        """Return someone's place in the chat, or None if never seen here."""
        return self.members.get(user_id)

    def history(self) -> Iterator[Message]:
        """Yield the messages that still stand, oldest first."""
        return (m for m in sorted(self.messages.values(), key=lambda m: m.sequence) if not m.deleted)

    def to_json(self) -> Json:
        """Return the Bot API's Chat."""
        fields: Json = {"id": self.id, "type": self.type, "title": self.title, "username": self.username}
        if self.person is not None:
            person = self.person
            fields |= {"first_name": person.first_name, "last_name": person.last_name, "username": person.username}
        if self.is_forum:
            fields["is_forum"] = True
        return {name: value for name, value in fields.items() if value is not None}

    def to_full_json(self) -> Json:
        """Return the Bot API's ChatFullInfo."""
        full = self.to_json() | {
            "accent_color_id": 0,
            "max_reaction_count": 11,
            "accepted_gift_types": dict.fromkeys(_GIFTS, False),
        }
        if self.description:
            full["description"] = self.description
        if self.is_group:
            full["permissions"] = dict.fromkeys(MEMBER_RIGHTS, True)
        if self.linked_chat is not None:
            full["linked_chat_id"] = self.linked_chat.id
        if self.pinned:
            full["pinned_message"] = self.messages[self.pinned[-1]].to_json(nested=True)
        return full


_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


@dataclass(frozen=True)
class Version:
    """What a message said at one moment."""

    text: str
    entities: tuple[Entity, ...]
    keyboard: tuple[tuple[str, ...], ...]  # the buttons' texts, row by row
    date: int  # unix seconds


@dataclass(eq=False)
class Message:
    """A message as it stands now; `versions` tells what it said before."""

    chat: Chat
    message_id: int
    date: int  # unix seconds
    sequence: int  # grows over all chats: the order in which things happened
    sender: User | None = None
    sender_chat: Chat | None = None
    text: str | None = None
    entities: list[Entity] = field(default_factory=list)
    caption: str | None = None
    caption_entities: list[Entity] = field(default_factory=list)
    media: Json = field(default_factory=dict)  # photo, document, …
    service: Json = field(default_factory=dict)  # new_chat_members, migrate_to_chat_id, …
    reply_to: Message | None = None
    quote: Json | None = None
    thread_id: int | None = None
    is_topic_message: bool = False
    reply_markup: Json | None = None
    edit_date: int | None = None
    via_bot: User | None = None
    author_signature: str | None = None
    extra: Json = field(default_factory=dict)  # forward_origin, link_preview_options, …
    inline_message_id: str | None = None
    deleted: bool = False
    delivered: bool = False  # the bot was sent an update about it
    meant_for_bot: bool = False
    reactions: dict[int, list[Json]] = field(default_factory=dict)
    versions: list[Version] = field(default_factory=list)

    @property
    def id(self) -> int:
        """The message id."""
        return self.message_id

    @property
    def words(self) -> str:
        """The text or the caption."""
        return self.text if self.text is not None else self.caption or ""

    @property
    def marks(self) -> list[Entity]:
        """The entities of the text or of the caption."""
        return self.entities if self.text is not None else self.caption_entities

    @property
    def keyboard(self) -> list[list[Json]]:
        """The inline buttons, row by row."""
        return list((self.reply_markup or {}).get("inline_keyboard", []))

    @property
    def buttons(self) -> list[Json]:
        """The inline buttons, in reading order."""
        return [button for row in self.keyboard for button in row]

    @property
    def button_texts(self) -> list[str]:
        """The inline buttons' texts, in reading order."""
        return [str(button["text"]) for button in self.buttons]

    @property
    def links(self) -> dict[str, str]:
        """The texts that carry a link, with where it leads."""
        return {self.covered(e): e["url"] for e in self.marks if e["type"] == "text_link"}

    def covered(self, entity: Entity) -> str:
        """Return the text an entity of this message covers."""
        return utf16_slice(self.words, entity["offset"], entity["length"])

    def spans(self, kind: str) -> list[str]:
        """Return the texts covered by entities of one kind, such as "bold" or "expandable_blockquote"."""
        return [self.covered(entity) for entity in self.marks if entity["type"] == kind]

    def keep_version(self) -> None:
        """Remember what the message says now."""
        rows = tuple(tuple(str(button["text"]) for button in row) for row in self.keyboard)
        self.versions.append(Version(self.words, tuple(self.marks), rows, self.edit_date or self.date))

    def to_json(self, *, nested: bool = False) -> Json:
        """Return the Bot API's Message; a nested one does not carry its own reply."""
        shown: Json = {"message_id": self.message_id, "date": self.date, "chat": self.chat.to_json()}
        if self.sender is not None:
            shown["from"] = self.sender.to_json()
        if self.sender_chat is not None:
            shown["sender_chat"] = self.sender_chat.to_json()
        if self.thread_id is not None:
            shown["message_thread_id"] = self.thread_id
        if self.is_topic_message:
            shown["is_topic_message"] = True
        if self.reply_to is not None and not self.reply_to.deleted and not nested:
            shown["reply_to_message"] = self.reply_to.to_json(nested=True)
        optional = {
            "quote": self.quote, "text": self.text, "entities": self.entities, "caption": self.caption,
            "caption_entities": self.caption_entities, "edit_date": self.edit_date,
            "author_signature": self.author_signature, "via_bot": self.via_bot and self.via_bot.to_json(),
            "reply_markup": self.reply_markup if self.keyboard else None,
        }  # fmt: skip
        shown |= {name: value for name, value in optional.items() if value not in (None, [])}
        return shown | self.media | self.service | self.extra


@dataclass(frozen=True)
class StoredFile:
    """A file kept by Telegram."""

    file_id: str
    unique_id: str
    name: str
    content: bytes
    mime_type: str
    size: int  # bytes; may be said to be larger than the content, to try the 20 MB limit

    def to_json(self) -> Json:
        """Return the Bot API's File without a path."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}
