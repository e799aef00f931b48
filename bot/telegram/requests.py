"""Requests to Telegram: each within a time, and what comes back is looked at before the library believes it."""

from __future__ import annotations

import asyncio
import json
from http import HTTPStatus
from typing import Any

import httpx
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import HTTPXRequest, RequestData

# All of a request, from connecting to the last byte: httpx counts only the wait for the next byte, and a connection
# that gives one now and then would hold a chat, or the polling, for ever. A long poll takes 25 s; files may take long.
REQUEST_SECONDS = 60.0
FILE_SECONDS = 600.0
# With these Telegram says that it did not carry the request out; with others of the kind (504) it may have.
_NOT_TAKEN = (HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE)
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.WriteError, httpx.WriteTimeout)


class NotTakenError(NetworkError):
    """Telegram did not carry the request out, for certain: it can be made again."""


class WatchedRequest(HTTPXRequest):
    """HTTPXRequest within a time that says which failed requests can be made again.

    It does not log what it cannot parse: that may be what people wrote.
    """

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        """The HTTP status and body. Raises NotTakenError, TimedOut or NetworkError."""
        with_file = "/file/bot" in url or (request_data is not None and bool(request_data.multipart_data))
        try:
            async with asyncio.timeout(FILE_SECONDS if with_file else REQUEST_SECONDS):
                status, body = await super().do_request(url, method, request_data, *args, **kwargs)
        except NetworkError as error:
            if isinstance(error.__cause__, _NOT_SENT):
                raise NotTakenError(f"not sent ({type(error.__cause__).__name__})") from error
            raise
        except TimeoutError:
            raise TimedOut("no whole answer in time") from None
        if status in _NOT_TAKEN:
            raise NotTakenError(f"not taken (status {status})")
        return status, body

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as data, in the shape the library takes for granted. Raises TelegramError when it is none."""
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            raise TelegramError("Telegram's answer is not JSON")
        if answer.get("ok") is True and "result" not in answer:
            raise TelegramError("Telegram's answer holds no result")
        parameters = answer.pop("parameters", None)
        if isinstance(parameters, dict):
            answer["parameters"] = {key: value for key, value in parameters.items() if isinstance(value, int)}
        if not isinstance(answer.get("description", ""), str):
            del answer["description"]
        return answer
