"""Deadlines: a request over HTTP ends by a moment, whatever the server does.

A client's own time-outs count the wait for the next byte; a server that gives one now and then never runs into them,
not even in the middle of its headers.
"""

from __future__ import annotations

import ssl
import threading
import time
from typing import Any

import httpcore


class Deadline:
    """The moment until which the request under way in this thread may last."""

    def __init__(self) -> None:
        self._of_thread = threading.local()

    def begin(self, seconds: float) -> None:
        """Start counting."""
        self._of_thread.ends = time.monotonic() + seconds

    def left(self, at_most: float | None = None) -> float:
        """Seconds left, `at_most` if that is less. Raises httpcore.ReadTimeout when there are none."""
        left: float = getattr(self._of_thread, "ends", 0.0) - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("out of time")
        return left if at_most is None else min(left, at_most)


class TimedStream(httpcore.NetworkStream):
    """A connection whose operations end by the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Some bytes. Raises httpcore.ReadTimeout."""
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes. Raises httpcore.WriteTimeout."""
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        """Close it."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted."""
        secured = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What the connection knows of itself."""
        return self._inner.get_extra_info(info)


class TimedHosts(httpcore.NetworkBackend):
    """Connects as ever; what is connected ends by the deadline."""

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        """A connection. Raises httpcore.ConnectError or a time-out."""
        inner = self._inner.connect_tcp(host, port, self._deadline.left(timeout), local_address, socket_options)
        return TimedStream(inner, self._deadline)
