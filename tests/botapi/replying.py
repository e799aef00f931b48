"""In answer to what a call writes: reply parameters, quotes, threads and topics."""

from __future__ import annotations

from dataclasses import dataclass

from .cloud import Cloud
from .composing import formatted
from .entities import utf16_length
from .errors import bad_request
from .members import Json
from .parameters import Parameters
from .state import Chat, Message

MAX_QUOTE_UNITS = 1024


def origin_of(source: Message) -> Json:
    """Return the Bot API's MessageOrigin of a message."""
    if source.sender_chat is not None and source.sender_chat.type == "channel":
        return {
            "type": "channel", "date": source.date, "chat": source.sender_chat.to_json(),
            "message_id": source.message_id,
        }  # fmt: skip
    if source.sender_chat is not None:
        return {"type": "chat", "date": source.date, "sender_chat": source.sender_chat.to_json()}
    sender = source.sender.to_json() if source.sender else {}
    return {"type": "user", "date": source.date, "sender_user": sender}


@dataclass(frozen=True)
class Reply:
    """The message answered, the part of it quoted, and the thread the new message belongs to."""

    to: Message | None
    quote: Json | None
    thread_id: int | None
    is_topic_message: bool
    external: Json | None = None  # what is answered, when it stands in another chat

    def fields(self) -> Json:
        """Return the fields of a new Message."""
        return {
            "reply_to": self.to,
            "quote": self.quote,
            "thread_id": self.thread_id,
            "is_topic_message": self.is_topic_message,
        }


def reply_and_thread(cloud: Cloud, chat: Chat, p: Parameters) -> Reply:
    """Return what a new message answers and where it goes, or refuse the call."""
    target, quote = _reply_target(cloud, chat, p)
    if target is not None and target.chat is not chat:
        external = {"origin": origin_of(target), "chat": target.chat.to_json(), "message_id": target.message_id}
        return Reply(None, quote, None, False, external)
    thread_id = p.integer("message_thread_id") if "message_thread_id" in p else None
    if thread_id is not None and chat.is_forum:
        topic = chat.topics.get(thread_id)
        if topic is None:
            raise bad_request("message thread not found")
        if topic.closed and not _is_admin(cloud, chat):
            raise bad_request("TOPIC_CLOSED")
        if target is not None and target.thread_id != thread_id:
            cloud.violations.append(f"reply to message {target.id} of another topic than {thread_id} in {chat.title}")
        return Reply(target or topic.created_by, quote, thread_id, True)
    if thread_id is not None:
        raise bad_request("message thread not found")
    if target is not None and chat.is_forum and target.is_topic_message:
        return Reply(target, quote, target.thread_id, True)  # a reply lands in the topic of what it answers
    return Reply(target, quote, thread_of_reply(chat, target), False)


def thread_of_reply(chat: Chat, target: Message | None) -> int | None:
    """Return the reply thread of a message in a supergroup without topics: the id of the first message answered."""
    if target is None or chat.type != "supergroup" or chat.is_forum:
        return None
    return target.thread_id or target.message_id


def _is_admin(cloud: Cloud, chat: Chat) -> bool:
    place = cloud.bot_place(chat)
    return place is not None and place.is_admin


def _reply_target(cloud: Cloud, chat: Chat, p: Parameters) -> tuple[Message | None, Json | None]:
    reply = p.json("reply_parameters", "reply parameters", dict)
    if reply is None:
        if "reply_to_message_id" not in p:
            return None, None
        reply = {
            "message_id": p.integer("reply_to_message_id"),
            "allow_sending_without_reply": p.boolean("allow_sending_without_reply"),
        }
    if not isinstance(reply.get("message_id"), int):
        raise bad_request("can't parse reply parameters: message_id must be an Integer")
    source = chat
    if reply.get("chat_id") not in (None, chat.id):
        found = cloud.chats.get(reply["chat_id"])
        if found is None:
            raise bad_request("chat not found")
        source = found
    target = source.messages.get(reply["message_id"])
    if target is None or target.deleted:
        if reply.get("allow_sending_without_reply"):
            return None, None
        raise bad_request("message to be replied not found")
    return target, _quote(cloud, target, reply)


def _quote(cloud: Cloud, target: Message, reply: Json) -> Json | None:
    if not reply.get("quote"):
        return None
    quoted, found = formatted(
        cloud, str(reply["quote"]), str(reply.get("quote_parse_mode") or ""), reply.get("quote_entities")
    )
    if utf16_length(quoted) > MAX_QUOTE_UNITS or quoted not in target.words:
        raise bad_request("QUOTE_TEXT_INVALID")
    starts = []
    at = target.words.find(quoted)
    while at >= 0:
        starts.append(utf16_length(target.words[:at]))
        at = target.words.find(quoted, at + 1)
    wanted = reply.get("quote_position") or 0
    quote: Json = {"text": quoted, "position": min(starts, key=lambda start: abs(start - wanted)), "is_manual": True}
    kept = [e for e in found if e["type"] in _KEPT_IN_QUOTES]
    return quote | {"entities": kept} if kept else quote


_KEPT_IN_QUOTES = frozenset(["bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji", "date_time"])
