"""Sending, copying, forwarding, deleting and pinning messages; drafts and chat actions."""

from __future__ import annotations

from typing import Any

from ..cloud import Cloud
from ..composing import MAX_TEXT_UNITS, caption, formatted, message_text
from ..entities import utf16_length
from ..errors import bad_request
from ..keyboards import reply_markup
from ..members import Json
from ..parameters import Parameters
from ..replying import origin_of, reply_and_thread
from ..state import Chat, Message
from .registry import CAPTIONED, SENDING, method

_ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)


def post(cloud: Cloud, p: Parameters, **content: Any) -> Message:
    """Put a message of the bot into the chat a call names."""
    chat = cloud.writable(cloud.chat(p))
    markup = reply_markup(p)
    reply = reply_and_thread(cloud, chat, p)
    if reply.external is not None:
        content["extra"] = {**content.get("extra", {}), "external_reply": reply.external}
    if p.boolean("protect_content"):
        content["extra"] = {**content.get("extra", {}), "has_protected_content": True}
    return cloud.new_message(chat, cloud.bot.user, reply_markup=markup, **reply.fields(), **content)


@method(
    "sendMessage",
    f"{SENDING} text parse_mode entities link_preview_options reply_to_message_id "
    "allow_sending_without_reply disable_web_page_preview",
)
def send_message(cloud: Cloud, p: Parameters) -> Json:
    """Send a text."""
    cloud.writable(cloud.chat(p))
    text, entities = message_text(cloud, p)
    preview = p.json("link_preview_options", "link preview options", dict)
    extra = {"link_preview_options": preview} if preview else {}
    return post(cloud, p, text=text, entities=entities, extra=extra).to_json()


@method("sendMessageDraft", "chat_id message_thread_id draft_id text parse_mode entities")
def send_message_draft(cloud: Cloud, p: Parameters) -> bool:
    """Show a text that is still being written; private chats only."""
    chat = cloud.writable(cloud.chat(p))
    if chat.person is None:
        raise bad_request("TEXTDRAFT_PEER_INVALID")
    if p.integer("draft_id") == 0:
        raise bad_request("RANDOM_ID_INVALID")
    text, entities = formatted(
        cloud, p.text("text"), p.text("parse_mode"), p.json("entities", "message entities", list)
    )
    if utf16_length(text) > MAX_TEXT_UNITS:
        raise bad_request("message is too long")
    chat.drafts.append({"draft_id": p.integer("draft_id"), "text": text, "entities": entities})
    return True


@method("sendChatAction", "business_connection_id chat_id message_thread_id action")
def send_chat_action(cloud: Cloud, p: Parameters) -> bool:
    """Show that the bot is busy."""
    chat = cloud.writable(cloud.chat(p))
    action = p.text("action")
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    if "message_thread_id" in p and p.integer("message_thread_id") not in chat.topics:
        raise bad_request("message thread not found")
    chat.actions.append(action)
    return True


@method("deleteMessage", "chat_id message_id")
def delete_message(cloud: Cloud, p: Parameters) -> bool:
    """Delete a message."""
    chat = cloud.reachable(cloud.chat(p))
    message = cloud.message(chat, p, "message to delete not found")
    _delete(cloud, chat, message)
    return True


@method("deleteMessages", "chat_id message_ids")
def delete_messages(cloud: Cloud, p: Parameters) -> bool:
    """Delete several messages; missing ones are passed over."""
    chat = cloud.reachable(cloud.chat(p))
    ids = p.json("message_ids", "message identifiers", list) or []
    if not 1 <= len(ids) <= 100:
        raise bad_request("message identifiers are not specified" if not ids else "too many message identifiers")
    for message_id in ids:
        message = chat.messages.get(int(message_id))
        if message is not None and not message.deleted:
            _delete(cloud, chat, message)
    return True


def _delete(cloud: Cloud, chat: Chat, message: Message) -> None:
    place = cloud.bot_place(chat)
    own = message.sender is cloud.bot.user
    if not own and chat.person is None and not (place is not None and place.is_admin):
        raise bad_request("message can't be deleted")
    if cloud.now() - message.date > 48 * 3600 and not (place is not None and place.is_admin):
        raise bad_request("message can't be deleted for everyone")
    message.deleted = True
    cloud.changed.notify_all()


@method("forwardMessage", f"{SENDING} from_chat_id message_id video_start_timestamp")
def forward_message(cloud: Cloud, p: Parameters) -> Json:
    """Forward a message with its origin."""
    source = cloud.message(cloud.chat(p, "from_chat_id"), p, "message to forward not found")
    return post(cloud, p, **_content(source), extra={"forward_origin": origin_of(source)}).to_json()


@method(
    "copyMessage",
    f"{SENDING} {CAPTIONED} from_chat_id message_id video_start_timestamp show_caption_above_media "
    "reply_to_message_id allow_sending_without_reply",
)
def copy_message(cloud: Cloud, p: Parameters) -> Json:
    """Copy a message; answers with the new id only."""
    source = cloud.message(cloud.chat(p, "from_chat_id"), p, "message to copy not found")
    content = _content(source)
    if "caption" in p and source.media:
        content["caption"], content["caption_entities"] = caption(cloud, p)
    return {"message_id": post(cloud, p, **content).message_id}


def _content(source: Message) -> Json:
    return {
        "text": source.text, "entities": list(source.entities), "media": dict(source.media),
        "caption": source.caption, "caption_entities": list(source.caption_entities),
    }  # fmt: skip


@method("pinChatMessage", "business_connection_id chat_id message_id disable_notification")
def pin_chat_message(cloud: Cloud, p: Parameters) -> bool:
    """Pin a message; in groups only as an administrator."""
    chat = cloud.writable(cloud.chat(p))
    message = cloud.message(chat, p, "message to pin not found")
    _require_admin(cloud, chat)
    chat.pinned.append(message.message_id)
    cloud.new_message(chat, cloud.bot.user, service={"pinned_message": message.to_json(nested=True)})
    return True


@method("unpinChatMessage", "business_connection_id chat_id message_id")
def unpin_chat_message(cloud: Cloud, p: Parameters) -> bool:
    """Unpin a message, by default the newest pinned one."""
    chat = cloud.writable(cloud.chat(p))
    _require_admin(cloud, chat)
    unpinned = p.integer("message_id") if "message_id" in p else (chat.pinned[-1] if chat.pinned else None)
    if unpinned not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(unpinned)
    return True


@method("unpinAllChatMessages", "chat_id")
def unpin_all_chat_messages(cloud: Cloud, p: Parameters) -> bool:
    """Unpin everything."""
    chat = cloud.writable(cloud.chat(p))
    _require_admin(cloud, chat)
    chat.pinned.clear()
    return True


def _require_admin(cloud: Cloud, chat: Chat) -> None:
    place = cloud.bot_place(chat)
    if chat.person is None and not (place is not None and place.is_admin):
        raise bad_request("not enough rights to manage pinned messages in the chat")
