"""What people do: say, edit, press, react, ask inline."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from . import entities as marks
from .cloud import Query
from .composing import MAX_TEXT_UNITS
from .entities import Entity, utf16_length
from .hearing import deliver
from .members import CHANNEL_FORWARDER_ID, Json, User
from .methods.media import media_field
from .people import People
from .replying import origin_of, thread_of_reply
from .state import Chat, Message, Topic

T = TypeVar("T")

# A picture of one transparent pixel, for people who send pictures.
PIXEL_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


def _inaccessible(message: Message) -> Json:
    """Return what the bot sees of a message that is gone."""
    return {"chat": message.chat.to_json(), "message_id": message.message_id, "date": 0}


@dataclass
class InlineAnswer:
    """What a person asking inline is shown."""

    answer: Json
    from_cache: bool
    query: Query | None

    @property
    def results(self) -> list[Json]:
        """The results, in order."""
        return list(self.answer["results"])


class Talking(People):
    """Does what people do in chats; every method returns at once unless it says that it waits."""

    def wait_for(self, predicate: Callable[[], T], timeout: float = 10, what: str = "") -> T:
        """Wait until `predicate()` is true-like and return its value; fail after `timeout` seconds."""
        raise NotImplementedError

    # ---- saying --------------------------------------------------------------------------------

    def say(
        self,
        chat: Chat,
        user: User,
        text: str,
        *,
        reply_to: Message | None = None,
        topic: Topic | None = None,
        quote: str | None = None,
        entities: list[Entity] | None = None,
        mention: dict[str, User] | None = None,
        via_bot: User | None = None,
        forwarded: Message | None = None,
    ) -> Message:
        """Say something. Mentions, commands, links and tags are found; `mention` marks a word as a person."""
        given = list(entities or [])
        for word, person in (mention or {}).items():
            offset = utf16_length(text[: text.index(word)])
            mark = {"type": "text_mention", "offset": offset, "length": utf16_length(word), "user": person.to_json()}
            given.append(mark)
        extra: Json = {"forward_origin": origin_of(forwarded)} if forwarded is not None else {}
        if user.sender_chat is not None and user.id == CHANNEL_FORWARDER_ID:
            extra |= {"is_automatic_forward": True}
        text, given = marks.trimmed(text, given)
        if not 1 <= utf16_length(text) <= MAX_TEXT_UNITS:
            raise ValueError(f"people cannot say {utf16_length(text)} units at once; their apps split after 4096")
        content = {"text": text, "entities": marks.found(text, given), "via_bot": via_bot, "extra": extra}
        return self._said(chat, user, reply_to, topic, quote, content)

    def write(self, user: User, text: str, **options: Any) -> Message:
        """Say something to the bot in private."""
        return self.say(self.private_chat(user), user, text, **options)

    def say_photo(
        self, chat: Chat, user: User, caption: str | None = None, *, content: bytes = PIXEL_PNG, **options: Any
    ) -> Message:
        """Send a picture."""
        return self._say_file(chat, user, "photo", "photo.png", content, caption, "image/png", None, options)

    def say_document(
        self,
        chat: Chat,
        user: User,
        filename: str,
        content: bytes,
        caption: str | None = None,
        *,
        mime_type: str = "application/octet-stream",
        size: int | None = None,
        **options: Any,
    ) -> Message:
        """Send a file; `size` (bytes) may claim more than `content` holds, to try the download limit."""
        return self._say_file(chat, user, "document", filename, content, caption, mime_type, size, options)

    def say_voice(self, chat: Chat, user: User, **options: Any) -> Message:
        """Send a voice message."""
        return self._say_file(chat, user, "voice", "voice.ogg", b"OggS", None, "audio/ogg", None, options)

    def _say_file(
        self, chat: Chat, user: User, kind: str, filename: str, content: bytes, caption: str | None, mime_type: str,
        size: int | None, options: Json,
    ) -> Message:  # fmt: skip
        with self.cloud.changed:
            stored = self.cloud.new_file(filename, content, mime_type, size)
        fields: Json = {"media": media_field(kind, stored), "caption": caption}
        fields["caption_entities"] = marks.found(caption, options.pop("entities", None)) if caption else []
        return self._said(
            chat, user, options.pop("reply_to", None), options.pop("topic", None), options.pop("quote", None),
            {**fields, "extra": options},
        )  # fmt: skip

    def _said(
        self, chat: Chat, user: User, reply_to: Message | None, topic: Topic | None, quote: str | None, content: Json
    ) -> Message:
        with self.cloud.changed:
            if chat.person is None and user.id not in chat.members and user.sender_chat is None:
                raise ValueError(f"{user.first_name} is not a member of {chat.title}; let them join first")
            fields: Json = {"reply_to": reply_to}
            if topic is None and reply_to is not None and reply_to.is_topic_message and reply_to.thread_id:
                topic = chat.topics.get(reply_to.thread_id)
            if topic is not None:
                # Telegram shows an ordinary message of a topic as a reply to the message that opened it.
                opened = reply_to or topic.created_by
                fields |= {"reply_to": opened, "thread_id": topic.id, "is_topic_message": True}
            else:
                fields["thread_id"] = thread_of_reply(chat, reply_to)
            if quote is not None and reply_to is not None:
                position = utf16_length(reply_to.words[: reply_to.words.index(quote)])
                fields["quote"] = {"text": quote, "position": position, "is_manual": True}
            message = self.cloud.new_message(chat, user, **fields, **content)
            chat.last_action = self.cloud.next_sequence()
            deliver(self.cloud, message)
            if chat.person is not None:
                chat.started = True
            return message

    def channel_post(self, channel: Chat, text: str) -> Message:
        """Post in a channel."""
        with self.cloud.changed:
            message = self.cloud.new_message(channel, None, text=text, entities=marks.found(text))
            channel.last_action = self.cloud.next_sequence()
            deliver(self.cloud, message)
            return message

    def edit(self, message: Message, text: str, *, entities: list[Entity] | None = None) -> bool:
        """Change what a person's message says; True when the bot is told."""
        with self.cloud.changed:
            if message.text is not None:
                message.text, message.entities = text, marks.found(text, entities)
            else:
                message.caption, message.caption_entities = text, marks.found(text, entities)
            message.edit_date = self.cloud.now()
            message.keep_version()
            message.chat.last_action = self.cloud.next_sequence()
            return deliver(self.cloud, message, edited=True)

    def delete(self, message: Message) -> None:
        """Delete a message; Telegram does not tell bots."""
        with self.cloud.changed:
            message.deleted = True
            self.cloud.changed.notify_all()

    def react(self, user: User, message: Message, emoji: str | None) -> bool:
        """Put a reaction on a message (None takes it off); True when the bot is told."""
        with self.cloud.changed:
            old = message.reactions.get(user.id, [])
            new = [{"type": "emoji", "emoji": emoji}] if emoji else []
            message.reactions[user.id] = new
            place = self.cloud.bot_place(message.chat)
            if message.chat.person is None and not (place is not None and place.is_admin):
                return False
            update = {
                "chat": message.chat.to_json(), "message_id": message.message_id, "user": user.to_json(),
                "date": self.cloud.now(), "old_reaction": old, "new_reaction": new,
            }  # fmt: skip
            return self.cloud.tell("message_reaction", update)

    # ---- pressing ------------------------------------------------------------------------------

    def press(self, user: User, message: Message, button: str, *, wait: bool = True, timeout: float = 10) -> Query:
        """Press the button with this text (or else this data); waits for the bot's answer unless told not to."""
        with self.cloud.changed:
            found = self._button(message, button)
            if "callback_data" not in found:
                raise ValueError(f"button {found['text']!r} opens {found} and tells the bot nothing")
            query = self.cloud.new_query(user, message, found["callback_data"])
            content: Json = {
                "id": query.id, "from": user.to_json(), "chat_instance": str(abs(message.chat.id) * 7919),
                "data": query.data,
            }  # fmt: skip
            if message.inline_message_id is not None:
                content["inline_message_id"] = message.inline_message_id
            else:
                content["message"] = message.to_json() if not message.deleted else _inaccessible(message)
            message.chat.last_action = self.cloud.next_sequence()
            self.cloud.tell("callback_query", content)
        if wait:
            self.wait_for(lambda: query.answer is not None, timeout, f"an answer to the button {button!r}")
        return query

    @staticmethod
    def _button(message: Message, wanted: str) -> Json:
        for name in ("text", "callback_data"):
            for button in message.buttons:
                if button.get(name) == wanted:
                    return button
        raise ValueError(f"no button {wanted!r} among {message.button_texts}")

    def expire(self, query: Query) -> None:
        """Make a pressed button or inline question too old to be answered."""
        query.expires_at = 0.0

    # ---- asking inline -------------------------------------------------------------------------

    def ask_inline(
        self, user: User, text: str, *, offset: str = "", chat_type: str = "supergroup", timeout: float = 10
    ) -> InlineAnswer:
        """Type `@bot text` in some chat and wait for what is shown; answers may come from Telegram's cache."""
        with self.cloud.changed:
            for owner in (None, user.id):
                cached = self.cloud.inline_cache.get((text, offset, owner))
                if cached is not None and cached[0] > time.monotonic():
                    return InlineAnswer(cached[1], True, None)
            query = self.cloud.new_query(user, None, f"{text}\0{offset}")
            self.cloud.queries.pop(query.id)
            query.id = f"inline{query.id}"
            self.cloud.queries[query.id] = query
            update = {
                "id": query.id, "from": user.to_json(), "query": text, "offset": offset, "chat_type": chat_type,
            }  # fmt: skip
            self.cloud.tell("inline_query", update)
        self.wait_for(lambda: query.answer is not None, timeout, f"an answer to the inline question {text!r}")
        assert query.answer is not None
        return InlineAnswer(query.answer, False, query)

    def choose(self, user: User, chat: Chat, shown: InlineAnswer, result_id: str, *, query: str = "") -> Message:
        """Send one of the shown results into a chat."""
        result = next(r for r in shown.results if r["id"] == result_id)
        content = result.get("input_message_content") or {}
        with self.cloud.changed:
            markup = result.get("reply_markup")
            message = self.cloud.new_message(
                chat, user, text=content.get("message_text"), entities=content.get("entities", []),
                via_bot=self.cloud.bot.user, reply_markup=markup,
            )  # fmt: skip
            chosen: Json = {"result_id": result_id, "from": user.to_json(), "query": query}
            if markup:
                message.inline_message_id = "I" + secrets.token_hex(12)
                self.cloud.inline_messages[message.inline_message_id] = message
                chosen["inline_message_id"] = message.inline_message_id
            self.cloud.tell("chosen_inline_result", chosen)
            if chat.person is not None:
                deliver(self.cloud, message)
            return message
