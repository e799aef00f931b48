"""Editing the bot's own messages, in chats and through inline mode."""

from __future__ import annotations

from typing import Any

from ..cloud import Cloud
from ..composing import caption, message_text
from ..errors import NOT_MODIFIED, bad_request
from ..keyboards import inline_keyboard
from ..members import Json
from ..parameters import Parameters
from ..state import Message
from .media import described_media
from .registry import CAPTIONED, method

_TARGET = "business_connection_id chat_id message_id inline_message_id reply_markup"


def _target(cloud: Cloud, p: Parameters) -> Message:
    """Return the message a call edits, or refuse the call."""
    inline_id = p.text("inline_message_id")
    if inline_id:
        found = cloud.inline_messages.get(inline_id)
        if found is None or found.deleted:
            raise bad_request("MESSAGE_ID_INVALID")
        return found
    if "chat_id" not in p and "message_id" not in p:
        raise bad_request("message identifier is not specified")
    chat = cloud.writable(cloud.chat(p))
    message = cloud.message(chat, p, "message to edit not found")
    own_post = chat.type == "channel" and message.sender_chat is chat
    if (message.sender is not cloud.bot.user and not own_post) or message.service:
        raise bad_request("message can't be edited")
    if message.reply_markup is not None and "inline_keyboard" not in message.reply_markup:
        raise bad_request("message can't be edited")  # it carries a reply keyboard
    return message


def _changed(cloud: Cloud, p: Parameters, message: Message, **fields: Any) -> Json | bool:
    """Apply an edit; the keyboard is taken off when the call names none."""
    fields["reply_markup"] = inline_keyboard(p)
    if all(getattr(message, name) == value for name, value in fields.items()):
        raise bad_request(NOT_MODIFIED)
    for name, value in fields.items():
        setattr(message, name, value)
    message.edit_date = cloud.now()
    message.keep_version()
    cloud.changed.notify_all()
    return True if "inline_message_id" in p else message.to_json()


@method("editMessageText", f"{_TARGET} text parse_mode entities link_preview_options disable_web_page_preview")
def edit_message_text(cloud: Cloud, p: Parameters) -> Json | bool:
    """Replace a message's text."""
    message = _target(cloud, p)
    if message.text is None:
        raise bad_request("there is no text in the message to edit")
    text, entities = message_text(cloud, p)
    preview = p.json("link_preview_options", "link preview options", dict)
    extra = dict(message.extra)
    if preview:
        extra["link_preview_options"] = preview
    else:
        extra.pop("link_preview_options", None)
    return _changed(cloud, p, message, text=text, entities=entities, extra=extra)


@method("editMessageCaption", f"{_TARGET} {CAPTIONED} show_caption_above_media")
def edit_message_caption(cloud: Cloud, p: Parameters) -> Json | bool:
    """Replace a picture's or document's caption."""
    message = _target(cloud, p)
    if not message.media:
        raise bad_request("there is no caption in the message to edit")
    text, entities = caption(cloud, p)
    return _changed(cloud, p, message, caption=text, caption_entities=entities)


@method("editMessageReplyMarkup", _TARGET)
def edit_message_reply_markup(cloud: Cloud, p: Parameters) -> Json | bool:
    """Replace the inline keyboard."""
    return _changed(cloud, p, _target(cloud, p))


@method("editMessageMedia", f"{_TARGET} media")
def edit_message_media(cloud: Cloud, p: Parameters) -> Json | bool:
    """Replace the picture or document."""
    message = _target(cloud, p)
    given = p.json("media", "input media", dict)
    if given is None:
        raise bad_request("input media is not specified")
    nested = Parameters(given, p.uploads)
    text, entities = caption(cloud, nested)
    media = described_media(cloud, str(given.get("type", "")), given.get("media"), p)
    return _changed(cloud, p, message, media=media, caption=text, caption_entities=entities, text=None, entities=[])
