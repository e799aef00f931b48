"""A language model's server for tests: OpenAI's chat protocol over a real socket, strict, with all its failures.

Nothing here is clever: a `Script` says what the model writes, given the request's messages. Requests that a real
server would refuse (wrong path, no model, unknown roles, a wrong key) are refused and remembered in `refused`.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KNOWN_FIELDS = {"model", "messages", "stream", "stream_options", "temperature", "max_tokens", "stop", "top_p"}
Script = Callable[[list[dict[str, Any]]], str]


def passages(messages: list[dict[str, Any]]) -> dict[int, str]:
    """The numbered passages of a request, as the model reads them, without their heads."""
    asked = messages[-1]["content"]
    found = re.findall(r"<<[0-9a-f]{16} (\d+)>>\n[^\n]*\n(.*?)\n<<end [0-9a-f]{16}>>", asked, re.DOTALL)
    return {int(number): text for number, text in found}


def honest(messages: list[dict[str, Any]]) -> str:
    """Writes the first sentence of each of the first two passages, as they stand."""
    first = [(number, re.split(r"(?<=[.!?])\s", text)[0]) for number, text in passages(messages).items()]
    return "\n".join(f"{sentence} [{number}]" for number, sentence in first[:2])


class LlmServer:
    """What the server was told and asked. Set `script` to what the model writes, `failure` to how it fails."""

    def __init__(self, key: str | None) -> None:
        self.key = key
        self.script: Script = honest
        self.failure: str | None = None
        self.pause = 0.4  # seconds between two pieces when it drips
        self.knows_stream_options = True
        self.counts_tokens = True
        self.requests: list[dict[str, Any]] = []
        self.refused: list[str] = []
        self.url = ""


@contextmanager
def llm_server(key: str | None = None) -> Iterator[LlmServer]:
    """A server on a free port of this machine, until the block ends."""
    served = LlmServer(key)
    handler = type("Handler", (_Handler,), {"served": served})
    server = _Server(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    served.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Clients that hang up are part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    served: LlmServer
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        problem = self._problem(body)
        if problem is not None:
            status, message = problem
            self.served.refused.append(message)
            self._json(status, {"error": {"message": message, "type": "invalid_request_error"}})
            return
        request = json.loads(body)
        self.served.requests.append(request)
        failure = self.served.failure
        if failure == "slow":
            time.sleep(30)
        elif failure is not None and failure.isdigit():
            self._json(int(failure), {"error": {"message": f"failed; your key was {self.headers['Authorization']}"}})
            return
        elif failure == "not json":
            self._send(200, b"<html>Bad gateway</html>", "text/html")
            return
        elif failure == "closed":
            self.close_connection = True
            self.connection.close()
            return
        text = self.served.script(request["messages"])
        self._stream(text, failure)

    def _problem(self, body: bytes) -> tuple[int, str] | None:
        if self.path != "/v1/chat/completions":
            return 404, f"unknown path {self.path}"
        if self.served.key is not None and self.headers.get("Authorization") != f"Bearer {self.served.key}":
            return 401, "wrong key"
        try:
            request = json.loads(body)
        except ValueError:
            return 400, "no JSON"
        unknown = request.keys() - KNOWN_FIELDS
        if unknown:
            return 400, f"unknown fields {sorted(unknown)}"
        if "stream_options" in request and not self.served.knows_stream_options:
            return 400, "unknown field stream_options"
        if not isinstance(request.get("model"), str) or request.get("stream") is not True:
            return 400, "a model's name and a stream are needed"
        messages = request.get("messages")
        if not messages or any(
            set(m) != {"role", "content"} or m["role"] not in ("system", "user", "assistant") or not m["content"]
            for m in messages
        ):
            return 400, "messages need a known role and content"
        return None

    def _stream(self, text: str, failure: str | None) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        pieces = re.findall(r"\s*\S+|\s+$", text)
        for number, piece in enumerate(pieces):
            if failure == "breaks off" and number == len(pieces) // 2:
                self.close_connection = True
                self.connection.close()
                return
            if failure == "drip":
                time.sleep(self.served.pause)
            if failure == "garbage" and number == 2:
                self._chunk(b"data: {not json at all\n\n")
            try:
                self._event({"content": piece})
            except OSError:
                return
        self._event({}, finish="stop")
        if self.served.counts_tokens:
            self._event(None, usage={"prompt_tokens": 100, "completion_tokens": len(pieces), "total_tokens": 100})
        self._chunk(b"data: [DONE]\n\n")
        self._chunk(b"")

    def _event(
        self, delta: dict[str, str] | None, finish: str | None = None, usage: dict[str, int] | None = None
    ) -> None:
        choices = [] if delta is None else [{"index": 0, "delta": delta, "finish_reason": finish}]
        row = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": choices}
        if usage is not None:
            row["usage"] = usage  # type: ignore[assignment]
        self._chunk(f"data: {json.dumps(row)}\n\n".encode())

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def _json(self, status: int, row: dict[str, Any]) -> None:
        self._send(status, json.dumps(row).encode(), "application/json")

    def _send(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
