"""Files: sending documents and pictures, and fetching what people sent."""

from __future__ import annotations

import secrets
import struct
from typing import Any

from ..cloud import Cloud
from ..composing import caption
from ..errors import ApiError, bad_request
from ..members import Json
from ..parameters import Parameters, Upload
from ..state import StoredFile
from .messages import post
from .registry import CAPTIONED, SENDING, method

MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
MAX_UPLOAD_BYTES = 50 * 1024 * 1024
MAX_PHOTO_BYTES = 10 * 1024 * 1024

_SENT_FILE = f"{SENDING} {CAPTIONED} reply_to_message_id allow_sending_without_reply thumbnail"
_MOVING = "duration width height has_spoiler show_caption_above_media"


@method("sendDocument", f"{_SENT_FILE} document disable_content_type_detection")
def send_document(cloud: Cloud, p: Parameters) -> Json:
    """Send a file."""
    return _send(cloud, p, "document")


@method("sendPhoto", f"{_SENT_FILE} photo has_spoiler show_caption_above_media")
def send_photo(cloud: Cloud, p: Parameters) -> Json:
    """Send a picture."""
    return _send(cloud, p, "photo")


@method("sendAnimation", f"{_SENT_FILE} {_MOVING} animation")
def send_animation(cloud: Cloud, p: Parameters) -> Json:
    """Send a GIF."""
    return _send(cloud, p, "animation")


@method("sendVideo", f"{_SENT_FILE} {_MOVING} video cover start_timestamp supports_streaming")
def send_video(cloud: Cloud, p: Parameters) -> Json:
    """Send a video."""
    return _send(cloud, p, "video")


@method("sendAudio", f"{_SENT_FILE} audio duration performer title")
def send_audio(cloud: Cloud, p: Parameters) -> Json:
    """Send a piece of music."""
    return _send(cloud, p, "audio")


@method("sendVoice", f"{_SENT_FILE} voice duration")
def send_voice(cloud: Cloud, p: Parameters) -> Json:
    """Send a voice message."""
    return _send(cloud, p, "voice")


def _send(cloud: Cloud, p: Parameters, kind: str) -> Json:
    cloud.writable(cloud.chat(p))
    text, entities = caption(cloud, p)
    media = described_media(cloud, kind, p.get(kind), p)
    return post(cloud, p, media=media, caption=text, caption_entities=entities).to_json()


@method("sendMediaGroup", f"{SENDING} media reply_to_message_id allow_sending_without_reply")
def send_media_group(cloud: Cloud, p: Parameters) -> list[Json]:
    """Send an album of 2 to 10 pictures or documents."""
    cloud.writable(cloud.chat(p))
    items = p.json("media", "input media", list) or []
    if not 2 <= len(items) <= 10:
        raise bad_request("group send failed: an album has 2 to 10 items (strict test server)")
    kinds = {str(item.get("type")) for item in items}
    if len(kinds) > 1 and kinds & {"document", "audio"}:
        raise bad_request("can't mix documents or audio with other media in an album (strict test server)")
    prepared = []
    for item in items:
        text, entities = caption(cloud, Parameters(item))
        prepared.append((described_media(cloud, str(item.get("type")), item.get("media"), p), text, entities))
    group = {"media_group_id": str(secrets.randbits(60))}
    return [
        post(cloud, p, media=media, caption=text, caption_entities=entities, extra=group).to_json()
        for media, text, entities in prepared
    ]


@method("getFile", "file_id")
def get_file(cloud: Cloud, p: Parameters) -> Json:
    """Say where a file can be fetched."""
    stored = cloud.files.get(p.text("file_id"))
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if stored.size > MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return stored.to_json() | {"file_path": file_path(stored)}


def file_path(stored: StoredFile) -> str:
    """Return the path part of a file's download address."""
    suffix = "." + stored.name.rpartition(".")[2] if "." in stored.name else ""
    return f"documents/{stored.file_id}{suffix}"


def described_media(cloud: Cloud, kind: str, given: Any, p: Parameters) -> Json:
    """Return the message field for a file that is uploaded, attached or named by id."""
    upload = p.uploads.get(kind)
    if isinstance(given, str) and given.startswith("attach://"):
        upload = p.uploads.get(given.removeprefix("attach://"))
    if upload is not None:
        return media_field(kind, _stored(cloud, kind, upload))
    if isinstance(given, str) and given in cloud.files:
        return media_field(kind, cloud.files[given])
    if isinstance(given, str) and given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content (the test server fetches nothing)")
    if not given:
        raise bad_request(f"there is no {kind} in the request")
    raise bad_request("wrong remote file identifier specified: Wrong string length")


def _stored(cloud: Cloud, kind: str, upload: Upload) -> StoredFile:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > MAX_UPLOAD_BYTES:
        raise ApiError(413, "Request Entity Too Large")
    if kind == "photo":
        if len(upload.content) > MAX_PHOTO_BYTES:
            raise bad_request("file is too big for a photo")
        width, height = picture_size(upload.content)
        if width + height > 10_000 or max(width, height) > 20 * min(width, height):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return cloud.new_file(upload.filename, upload.content, upload.mime_type)


def picture_size(content: bytes) -> tuple[int, int]:
    """Return a PNG's or JPEG's width and height in pixels, or refuse the call."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) > 24:
        width, height = struct.unpack(">II", content[16:24])
        return int(width), int(height)
    if content.startswith(b"\xff\xd8"):
        position = 2
        while position + 9 < len(content) and content[position] == 0xFF:
            marker, length = content[position + 1], int.from_bytes(content[position + 2 : position + 4], "big")
            if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
                height, width = struct.unpack(">HH", content[position + 5 : position + 9])
                return int(width), int(height)
            position += 2 + length
    raise bad_request("IMAGE_PROCESS_FAILED")


def media_field(kind: str, stored: StoredFile) -> Json:
    """Return the message field that shows a stored file."""
    if kind == "photo":
        try:
            width, height = picture_size(stored.content)
        except ApiError:
            width, height = 640, 480
        small = {"width": min(width, 90), "height": min(height, 90), **stored.to_json()}
        return {"photo": [small, {"width": width, "height": height, **stored.to_json()}]}
    shown = stored.to_json() | {"file_name": stored.name, "mime_type": stored.mime_type}
    if kind == "document":
        return {"document": shown}
    if kind in {"audio", "voice"}:
        if kind == "voice":
            shown.pop("file_name")
        return {kind: shown | {"duration": 1}}
    if kind in {"video", "animation"}:
        return {kind: shown | {"duration": 1, "width": 320, "height": 240}}
    raise bad_request(f"unsupported media type {kind}")
