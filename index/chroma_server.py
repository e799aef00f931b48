"""A Chroma server, and the circuit that spares every question the wait for one that is away.

1. A call that finds the server away opens the circuit: for RETRY_SECONDS every further call fails at once.
2. Then one call tries again, while the others go on failing; if it gets through, the circuit is closed.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from corpus.errors import DamagedIndexError, SanctionsBotError, ServerAwayError
from index.timed_transport import TimedTransport

RETRY_SECONDS = 5.0
_CONNECT_SECONDS = 2.0
_QUESTION_SECONDS = 5.0  # a search takes some milliseconds; who asks should not wait for what may never come
_RUN_SECONDS = 120.0  # an index run stores thousands of vectors at once and has time


class ChromaServer:
    """One server by its URL (http or https). Thread-safe. `now` gives seconds that only grow.

    Raises ServerAwayError, from every call, when it cannot be reached, does not answer in time, or refuses the token.
    """

    def __init__(self, url: str, token: SecretStr | None = None, *, now: Callable[[], float] = time.monotonic) -> None:
        """Nothing is connected to yet. `url` may have a path where a proxy puts Chroma under one."""
        parts = urlsplit(url)
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
        port = f":{parts.port}" if parts.port is not None else ""
        self._url = f"{parts.scheme}://{host}{port}{parts.path.rstrip('/')}"
        self._token = token
        self._now = now
        self._lock = threading.Lock()
        self._clients: dict[bool, Any] = {}
        self._why = ""
        self._closed_until = 0.0

    def __str__(self) -> str:
        """As people are told of it."""
        return f"Chroma at {self._url}"

    def client(self, *, patient: bool) -> Any:
        """chromadb's client; call it within `asked`. `patient`: for an index run, which can wait."""
        with self._lock:
            client = self._clients.get(patient)
        if client is not None:
            return client
        self._greet()
        client = self._connect(_RUN_SECONDS if patient else _QUESTION_SECONDS)
        with self._lock:
            return self._clients.setdefault(patient, client)

    @contextmanager
    def asked(self) -> Iterator[None]:
        """A call to the server; its failures are told as ServerAwayError, or DamagedIndexError where data is gone."""
        self._pass()
        try:
            yield
        except SanctionsBotError as error:
            if isinstance(error, ServerAwayError):
                self._open_circuit(error)
            raise
        except Exception as error:
            told = self._told(error)
            if isinstance(told, ServerAwayError):
                self._open_circuit(told)
            raise told from error
        with self._lock:
            self._why = ""

    def greet(self) -> None:
        """Ask whether it is there, whatever the circuit says. Raises ServerAwayError."""
        try:
            self._greet()
        except ServerAwayError as error:
            self._open_circuit(error)
            raise
        with self._lock:
            self._why = ""

    def _pass(self) -> None:
        with self._lock:
            if not self._why:
                return
            if self._now() < self._closed_until:
                raise ServerAwayError(self._why)
            self._closed_until = self._now() + RETRY_SECONDS  # this call tries, the others still fail at once
        self.greet()

    def _open_circuit(self, error: ServerAwayError) -> None:
        with self._lock:
            self._why = str(error)
            self._closed_until = self._now() + RETRY_SECONDS

    def _greet(self) -> None:
        import httpx

        patience = httpx.Timeout(_QUESTION_SECONDS, connect=_CONNECT_SECONDS)
        try:
            with httpx.Client(transport=TimedTransport(_QUESTION_SECONDS), timeout=patience) as client:
                answer = client.get(f"{self._url}/api/v2/heartbeat", headers=self._headers())
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._told(error) from error
        if answer.status_code in (401, 403):
            raise ServerAwayError(f"{self} refuses the token (HTTP {answer.status_code}); look at CHROMA_TOKEN")
        if not answer.is_success:
            raise ServerAwayError(f"{self} answers HTTP {answer.status_code}; look at CHROMA_URL and at the server")

    def _connect(self, seconds: float) -> Any:
        import chromadb
        import httpx
        from chromadb.config import Settings as ChromaSettings

        client: Any = chromadb.HttpClient(
            host=self._url,  # with scheme, port and path
            ssl=self._url.startswith("https:"),
            headers=self._headers(),
            settings=ChromaSettings(anonymized_telemetry=False),
        )
        # chromadb waits for ever and has no setting for it: a server that hangs would hang every question.
        session = client._server._session
        session.timeout = httpx.Timeout(seconds, connect=_CONNECT_SECONDS)
        session._transport = TimedTransport(seconds)
        return client

    def _headers(self) -> dict[str, str]:
        """The token as Chroma Cloud takes it and as a proxy before a server of one's own does."""
        if self._token is None:
            return {}
        token = self._token.get_secret_value().strip()
        return {"X-Chroma-Token": token, "Authorization": f"Bearer {token}"}

    def _told(self, error: Exception) -> SanctionsBotError:
        import httpx
        from chromadb.errors import AuthorizationError, ChromaAuthError, ChromaError, InternalError, RateLimitError

        if isinstance(error, httpx.TimeoutException):
            return ServerAwayError(f"{self} gives no answer in time")
        if isinstance(error, httpx.HTTPError | httpx.InvalidURL):
            # The error's own text may hold an address with a login; its kind does not.
            return ServerAwayError(f"{self} cannot be reached ({type(error).__name__})")
        if isinstance(error, ChromaAuthError | AuthorizationError):
            return ServerAwayError(f"{self} refuses the token; look at CHROMA_TOKEN")
        if isinstance(error, ChromaError) and not isinstance(error, InternalError | RateLimitError):
            return DamagedIndexError(f"{self}: {' '.join(str(error).split())}; rebuild with `index --full`")
        # What chromadb says of a failed connection, and of answers that are not its own (a proxy's), has no kind.
        return ServerAwayError(f"{self} fails ({' '.join(str(error).split())[:200] or type(error).__name__})")
