"""Connections to public hosts alone: a name is looked up once, and what was checked is what is connected to.

1. The name is resolved here, at connecting; nothing between the check and the connection looks it up again, so an
   answer that changes from one look-up to the next (DNS rebinding) gains nothing.
2. Addresses that are not public are passed over; where none is left, the connection is refused.
3. TLS still checks the certificate against the name, not the address.
4. Every read waits at most until the fetch's deadline, so that a server that drips cannot hold it, not even in the
   middle of its headers.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore
import httpx

from corpus.deadlines import Deadline, TimedStream
from corpus.errors import FetchError
from corpus.web_addresses import is_public

_WEB_PORTS = (80, 443, 8080, 8443)


class _PublicHosts(httpcore.NetworkBackend):
    """Connects by address, after looking the name up and checking what came."""

    def __init__(self, deadline: Deadline, allow_private: bool) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        if not self._allow_private and port not in _WEB_PORTS:
            ports = ", ".join(map(str, _WEB_PORTS))
            raise FetchError(f"port {port} of {host} is none of the web's ({ports})", lasting=True)
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise FetchError(f"the host {host} cannot be found") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        allowed = [one for one in addresses if self._allow_private or is_public(ipaddress.ip_address(one))]
        if not allowed:
            raise FetchError(
                f"{host} is at a private or reserved address; SANCTIONS_BOT_ALLOW_PRIVATE_ADDRESSES=true allows it",
                lasting=True,
            )
        problem: Exception | None = None
        for address in allowed[:4]:
            try:
                inner = self._inner.connect_tcp(address, port, self._deadline.left(timeout), None, socket_options)
                return TimedStream(inner, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        assert problem is not None
        raise problem


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class PublicTransport(httpx.BaseTransport):
    """An httpx transport over such connections; it knows no proxies and no redirects.

    Raises FetchError for what is not allowed, httpcore's errors for what fails.
    """

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=True),
            max_connections=8,
            keepalive_expiry=30,
            network_backend=_PublicHosts(deadline, allow_private),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send `request` and give the response with its body unread."""
        assert isinstance(request.stream, httpx.SyncByteStream)
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            response.status, headers=response.headers, stream=_Body(response), extensions=response.extensions
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()
