"""An httpx transport for one server whose every request has so many seconds in all."""

from __future__ import annotations

import httpcore
import httpx

from corpus.deadlines import Deadline, TimedHosts

_CONNECTIONS = 32  # as many as threads may ask at once, and more


class TimedTransport(httpx.HTTPTransport):
    """httpx's own transport; a request and its answer take at most `seconds`, however slowly the bytes come."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._seconds = seconds
        self._deadline = Deadline()
        # httpx has no parameter for how connections are made; all else is as its own pool is.
        self._pool: httpcore.ConnectionPool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=_CONNECTIONS,
            keepalive_expiry=30,
            network_backend=TimedHosts(self._deadline),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send it; the answer's body is to be read by the same thread."""
        self._deadline.begin(self._seconds)
        return super().handle_request(request)
