"""The HTTP front: real requests in, Telegram's answers out."""

from __future__ import annotations

import contextlib
import json
import select
import socket
import struct
import sys
import threading
import time
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import unquote, urlsplit

from . import limits
from .cloud import Call, Fault
from .errors import ApiError
from .members import Json
from .methods import METHODS, Method
from .methods.media import MAX_UPLOAD_BYTES, file_path
from .parameters import Parameters, parse_request
from .webhooks import WebhookSender
from .world import World


class BotApiServer(World):
    """A World reachable over HTTP at `url`, for the bot with `token`; use it as a context manager."""

    def __init__(
        self, bot_username: str = "SanctionsTestBot", *, privacy: bool = True, port: int = 0, host: str = "127.0.0.1"
    ) -> None:
        super().__init__(bot_username, privacy=privacy)
        self._address = (host, port)
        self._http: _Http | None = None
        self._webhooks = WebhookSender(self.cloud, self.call)

    # ---- addresses -----------------------------------------------------------------------------

    @property
    def token(self) -> str:
        """The bot's token, made anew for every server."""
        return self.cloud.bot.token

    @property
    def url(self) -> str:
        """The server's address, as a setting for the address of a local Bot API server."""
        return f"http://{self._address[0]}:{self._address[1]}"

    @property
    def base_url(self) -> str:
        """What python-telegram-bot calls base_url."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """What python-telegram-bot calls base_file_url."""
        return f"{self.url}/file/bot"

    # ---- running -------------------------------------------------------------------------------

    def start(self) -> BotApiServer:
        """Begin to answer, in threads of this process; again after `stop`, at the same address."""
        self._http = _Http(self._address, self)
        self._address = (self._address[0], self._http.server_address[1])
        threading.Thread(target=self._http.serve_forever, args=(0.02,), name="botapi", daemon=True).start()
        self._webhooks.start()
        return self

    def stop(self) -> None:
        """Go down: cut every connection and refuse new ones."""
        if self._http is not None:
            self._http.shutdown()
            self._http.server_close()
            self._http.cut_connections()
            self._http = None
        self._webhooks.stop()
        with self.cloud.changed:
            self.cloud.updates.take_over()

    def __enter__(self) -> BotApiServer:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.stop()

    # ---- answering -----------------------------------------------------------------------------

    def call(self, token: str, name: str, p: Parameters) -> Any:
        """Carry out one call and return its result, or raise what refuses it."""
        if token != self.token:
            raise ApiError(401, "Unauthorized")
        known = METHODS.get(name.lower())
        with self.cloud.changed:
            call = Call(known.name if known else name, p.decoded(), time.time())
            self.cloud.calls.append(call)
            try:
                call.result = self._carry_out(name, p, call)
            except ApiError as error:
                call.error = error
                raise
            finally:
                self.cloud.changed.notify_all()
            return call.result

    def _carry_out(self, name: str, p: Parameters, call: Call) -> Any:
        known = METHODS.get(name.lower())
        if known is None:
            self.cloud.violations.append(f"method {name} is unknown to the test server")
            raise ApiError(404, "Not Found: method not found")
        self._judge(known, p)
        fault = self._fault_for(known.name, call)
        if fault is not None:
            self._suffer(fault, before=True)
        if limits.counts(name.lower()) and "chat_id" in p and str(p["chat_id"]).lstrip("-").isdigit():
            self.cloud.limits.check(int(p["chat_id"]))
        result = known.handler(self.cloud, p)
        if fault is not None:
            call.result = result
            self._suffer(fault, before=False)
        return result

    def _judge(self, known: Method, p: Parameters) -> None:
        """Note what is wrong with a call that Telegram would let pass."""
        sent = json.dumps(dict(p))
        attached = {name for name in p.uploads if f"attach://{name}" in sent}
        for parameter in sorted((set(p) | set(p.uploads)) - known.parameters - attached):
            self.cloud.violations.append(f"{known.name} has no parameter {parameter}")
        if self.token in sent:
            self.cloud.violations.append(f"{known.name} was sent the token")

    def _fault_for(self, name: str, call: Call) -> Fault | None:
        for fault in self.cloud.faults:
            matches = fault.method.lower() == name.lower() or (fault.method == "*" and name != "getUpdates")
            if fault.times > 0 and matches and (fault.when is None or fault.when(call.parameters)):
                fault.times -= 1
                return fault
        return None

    def _suffer(self, fault: Fault, *, before: bool) -> None:
        if before == fault.after:
            return
        if fault.hang_seconds:
            deadline = time.monotonic() + fault.hang_seconds
            while self._http is not None and (left := deadline - time.monotonic()) > 0:
                self.cloud.changed.wait(left)
        if fault.error is not None:
            raise fault.error
        if fault.raw is not None:
            raise _RawAnswer(*fault.raw)
        if fault.reset:
            raise _Reset


class _Reset(Exception):
    """The connection is to be cut."""


class _RawAnswer(Exception):
    """Something is to be sent that is not the API's JSON."""

    def __init__(self, status: int, body: bytes) -> None:
        super().__init__(status)
        self.status, self.body = status, body


class _Http(ThreadingHTTPServer):
    """The listening socket, with a list of open connections so that they can be cut."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], api: BotApiServer) -> None:
        self.api = api
        self.connections: set[socket.socket] = set()
        super().__init__(address, _Handler)

    def cut_connections(self) -> None:
        for connection in list(self.connections):
            _reset(connection)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Connections that break are what some tests are about; anything else is a fault of this server."""
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            self.api.violations.append(f"the test server itself failed: {error!r}")


def _reset(connection: socket.socket) -> None:
    """Close so that the other side sees a connection reset."""
    with contextlib.suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.shutdown(socket.SHUT_RDWR)
    with contextlib.suppress(OSError):
        connection.close()


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Http

    def setup(self) -> None:
        super().setup()
        self.server.connections.add(self.connection)

    def finish(self) -> None:
        self.server.connections.discard(self.connection)
        with contextlib.suppress(OSError, ValueError):
            super().finish()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: addresses contain the token."""

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > 2 * MAX_UPLOAD_BYTES:
            self.close_connection = True
            self._send_json(413, ApiError(413, "Request Entity Too Large").payload())
            return
        body = self.rfile.read(length)
        address = urlsplit(self.path)
        try:
            if address.path.startswith("/file/bot"):
                self._send_file(unquote(address.path))
                return
            pieces = unquote(address.path).removeprefix("/bot").split("/")
            if not address.path.startswith("/bot") or len(pieces) not in (2, 3):
                raise ApiError(404, "Not Found")
            p = parse_request(address.query, self.headers.get("Content-Type", ""), body)
            p.connected = self._connected
            result = self.server.api.call(pieces[0], pieces[-1], p)
            self._send_json(200, {"ok": True, "result": result})
        except ApiError as error:
            self._send_json(error.code, error.payload())
        except _RawAnswer as answer:
            self._send(answer.status, answer.body, "text/html")
        except _Reset:
            self.close_connection = True
            _reset(self.connection)
        except OSError:
            raise
        except Exception as error:
            self.server.api.violations.append(f"the test server itself failed: {error!r} at {traceback.format_exc()}")
            self._send_json(500, ApiError(500, "Internal Server Error").payload())

    def _connected(self) -> bool:
        """Return whether the other side still holds the connection."""
        try:
            readable, _, _ = select.select([self.connection], [], [], 0)
            return not readable or bool(self.connection.recv(1, socket.MSG_PEEK))
        except (OSError, ValueError):
            return False

    def _send_json(self, status: int, payload: Json) -> None:
        self._send(status, json.dumps(payload).encode(), "application/json")

    def _send(self, status: int, body: bytes, content_type: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _send_file(self, path: str) -> None:
        api = self.server.api
        token, _, wanted = path.removeprefix("/file/bot").partition("/")
        if token != api.token:
            raise ApiError(401, "Unauthorized")
        stored = next((f for f in api.cloud.files.values() if file_path(f) == wanted), None)
        if stored is None:
            raise ApiError(404, "Not Found")
        self._send(200, stored.content, stored.mime_type)
