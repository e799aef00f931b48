"""Answering inline questions, with the cache Telegram keeps between people unless told otherwise."""

from __future__ import annotations

import time
from typing import Any

from ..cloud import Cloud
from ..composing import formatted
from ..entities import utf16_length
from ..errors import bad_request
from ..keyboards import checked_markup
from ..members import Json
from ..parameters import Parameters
from .queries import accept_answer
from .registry import method

MAX_RESULTS = 50
DEFAULT_CACHE_SECONDS = 300


@method("answerInlineQuery", "inline_query_id results cache_time is_personal next_offset button")
def answer_inline_query(cloud: Cloud, p: Parameters) -> bool:
    """Answer an inline question."""
    results = p.json("results", "inline query results", list)
    if results is None:
        raise bad_request("can't parse inline query results: results are not specified")
    if len(results) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len(p.text("next_offset").encode()) > 64:
        raise bad_request("NEXT_OFFSET_INVALID")
    checked = [_checked(cloud, result) for result in results]
    ids = [result["id"] for result in checked]
    if len(set(ids)) != len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    button = p.json("button", "inline query results button", dict)
    if button is not None and not (button.get("text") and ("start_parameter" in button) != ("web_app" in button)):
        raise bad_request("can't parse inline query results button")
    cache_seconds = p.integer("cache_time", DEFAULT_CACHE_SECONDS)
    personal = p.boolean("is_personal")
    answer: Json = {
        "results": checked, "cache_time": cache_seconds, "is_personal": personal,
        "next_offset": p.text("next_offset"), "button": button,
    }  # fmt: skip
    query = accept_answer(cloud, p.text("inline_query_id"), answer)
    text, _, offset = query.data.partition("\0")
    key = (text, offset, query.user.id if personal else None)
    cloud.inline_cache[key] = (time.monotonic() + cache_seconds, answer)
    return True


def _checked(cloud: Cloud, result: Any) -> Json:
    if not isinstance(result, dict) or not result.get("type"):
        raise bad_request("can't parse inline query result: expected an Object with a type")
    if not isinstance(result.get("id"), str) or not 1 <= len(result["id"].encode()) <= 64:
        raise bad_request("RESULT_ID_INVALID")
    if result["type"] == "article" and not str(result.get("title", "")).strip():
        raise bad_request("can't parse inline query result: article title is empty (strict test server)")
    content = result.get("input_message_content")
    if result["type"] == "article" and not isinstance(content, dict):
        raise bad_request('can\'t find field "input_message_content"')
    kept = dict(result)
    if isinstance(content, dict):
        text, entities = formatted(
            cloud, str(content.get("message_text", "")), str(content.get("parse_mode") or ""), content.get("entities")
        )
        if not text:
            raise bad_request("message text is empty")
        if utf16_length(text) > 4096:
            raise bad_request("MESSAGE_TOO_LONG")
        kept["input_message_content"] = {**content, "message_text": text, "entities": entities}
    if result.get("reply_markup"):
        kept["reply_markup"] = checked_markup(result["reply_markup"])
    return kept
