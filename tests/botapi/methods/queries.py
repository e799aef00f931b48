"""Answering pressed buttons: once, in time, with at most 200 characters."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from ..cloud import Cloud, Query
from ..errors import STALE_QUERY, bad_request
from ..members import Json
from ..parameters import Parameters
from .registry import method

MAX_NOTICE_CHARACTERS = 200


def accept_answer(cloud: Cloud, query_id: str, answer: Json) -> Query:
    """Record the answer to an open query, or refuse it when stale, unknown or already answered."""
    query = cloud.queries.get(query_id)
    if query is not None and query.answer is not None:
        cloud.violations.append(f"query {query_id} ({query.data!r}) was answered twice")
        raise bad_request(STALE_QUERY)
    if query is None or time.monotonic() > query.expires_at:
        raise bad_request(STALE_QUERY)
    query.answer, query.answered_at = answer, time.monotonic()
    cloud.changed.notify_all()
    return query


@method("answerCallbackQuery", "callback_query_id text show_alert url cache_time")
def answer_callback_query(cloud: Cloud, p: Parameters) -> bool:
    """Answer a pressed button."""
    text, url = p.text("text"), p.text("url")
    if len(text) > MAX_NOTICE_CHARACTERS:
        raise bad_request("MESSAGE_TOO_LONG")
    if url and urlsplit(url).hostname not in {"t.me", "telegram.me"} and not url.startswith("tg://"):
        raise bad_request("URL_INVALID")
    answer = {"text": text, "show_alert": p.boolean("show_alert"), "url": url, "cache_time": p.integer("cache_time", 0)}
    query = cloud.queries.get(p.text("callback_query_id"))
    if query is not None and query.message is None and query.id.startswith("inline"):
        raise bad_request(STALE_QUERY)
    accept_answer(cloud, p.text("callback_query_id"), answer)
    return True
