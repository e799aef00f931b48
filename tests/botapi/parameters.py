"""The parameters of one call, whichever way they travelled: query, urlencoded, JSON or multipart."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from .errors import ApiError, bad_request


@dataclass(frozen=True)
class Upload:
    """A file sent along with a call."""

    filename: str
    content: bytes
    mime_type: str


# Parameters that stay text even where they look like a number or JSON.
_STRINGS = frozenset(
    {"text", "caption", "callback_query_id", "inline_query_id", "inline_message_id", "file_id", "secret_token", "name"}
)


class Parameters(Mapping[str, Any]):
    """Typed access to a call's parameters; a missing or malformed one is refused as Telegram refuses it."""

    def __init__(self, values: Mapping[str, Any], uploads: Mapping[str, Upload] | None = None) -> None:
        self._values = {name: value for name, value in values.items() if value is not None}
        self.uploads = dict(uploads or {})
        self.connected: Callable[[], bool] = lambda: True  # whether the caller still waits for the answer

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def decoded(self) -> dict[str, Any]:
        """Return the parameters as a test wants to see them: nested fields as objects, numbers as numbers."""
        plain = {name: self._decode(name, value) for name, value in self._values.items()}
        return {**plain, **{name: upload for name, upload in self.uploads.items() if name not in plain}}

    @staticmethod
    def _decode(name: str, value: Any) -> Any:
        if not isinstance(value, str) or name in _STRINGS:
            return value
        try:
            return json.loads(value)
        except ValueError:
            return value

    def text(self, name: str, default: str = "") -> str:
        """Return a string parameter."""
        value = self._values.get(name, default)
        if isinstance(value, str):
            return value
        return json.dumps(value)

    def integer(self, name: str, default: int | None = None) -> int:
        """Return a whole number; without a default the parameter is required."""
        value = self._values.get(name, default)
        try:
            if value is None or isinstance(value, bool):
                raise ValueError
            return int(value)
        except (TypeError, ValueError):
            raise bad_request(f'parameter "{name}" must be a valid Integer') from None

    def boolean(self, name: str) -> bool:
        """Return a flag; absent is false."""
        value = self._values.get(name, False)
        return value if isinstance(value, bool) else str(value).lower() in {"true", "yes", "1"}

    def json(self, name: str, what: str, kind: type[Any]) -> Any:
        """Return a nested parameter, or None when absent; `what` names it in the refusal."""
        value = self._values.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                raise bad_request(f"can't parse {what} JSON object") from None
        if not isinstance(value, kind):
            raise bad_request(f"can't parse {what}: expected {'an Array' if kind is list else 'an Object'}")
        return value


def parse_request(query: str, content_type: str, body: bytes) -> Parameters:
    """Read the parameters from a request's query string and body."""
    kind, _, rest = content_type.partition(";")
    kind = kind.strip().lower()
    try:
        values: dict[str, Any] = dict(parse_qsl(query, keep_blank_values=True, errors="strict"))
        uploads: dict[str, Upload] = {}
        if kind == "application/json" and body:
            parsed = json.loads(body)
            if not isinstance(parsed, dict):
                raise bad_request("can't parse request: expected a JSON object")
            values.update(parsed)
        elif kind == "multipart/form-data":
            fields, uploads = _multipart(rest, body)
            values.update(fields)
        elif body:
            values.update(parse_qsl(body.decode(), keep_blank_values=True, errors="strict"))
    except UnicodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    except json.JSONDecodeError:
        raise bad_request("can't parse request: invalid JSON") from None
    for value in values.values():
        if isinstance(value, str):
            _refuse_lone_surrogates(value)
    return Parameters(values, uploads)


def _refuse_lone_surrogates(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


def _multipart(content_type_rest: str, body: bytes) -> tuple[dict[str, str], dict[str, Upload]]:
    boundary = _field(content_type_rest, "boundary")
    if not boundary:
        raise ApiError(400, "Bad Request: boundary not found in multipart/form-data")
    fields: dict[str, str] = {}
    uploads: dict[str, Upload] = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary.encode())[1:]:
        if part.startswith(b"--"):
            break
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        headers = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(":") for line in head.decode().split("\r\n"))
        }
        disposition = headers.get("content-disposition", "")
        name = _field(disposition, "name")
        filename = _field(disposition, "filename")
        if filename:
            mime_type = headers.get("content-type", "application/octet-stream")
            uploads[name] = Upload(filename, content, mime_type)
        else:
            fields[name] = content.decode()
    return fields, uploads


def _field(header: str, name: str) -> str:
    """Return `name`'s value among the `; name="value"` fields of a header."""
    for piece in header.split(";"):
        key, _, value = piece.strip().partition("=")
        if key.lower() == name:
            return value.strip('"').replace("%22", '"')
    return ""
