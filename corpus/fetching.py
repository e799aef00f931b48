"""Fetching over the web from hosts nobody vouches for: within limits of place, size, time and redirects."""

from __future__ import annotations

import email.utils
import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from urllib.parse import urlsplit, urlunsplit

import httpcore
import httpx

from corpus.connecting import PublicTransport
from corpus.deadlines import Deadline
from corpus.errors import FetchError, InputError
from corpus.inflating import DEFLATE, GZIP, inflated
from corpus.sniffing import Content, sniff
from corpus.web_addresses import joined, normal, without_login, without_secrets

ROBOT = "sanctions-bot"  # what robots.txt files call us
_GONE = (404, 410)
_BUSY = (429, 503)
_FAILURES = (httpx.HTTPError, httpcore.NetworkError, httpcore.ProtocolError, OSError)
_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class Limits:
    """What one fetch may cost. Bytes count after unpacking."""

    seconds: float = 60.0  # all of it, redirects included
    answer_seconds: float = 20.0  # to connect, and between two reads
    bytes: int = 32 << 20  # a sitemap may have 50 MB, by its standard, but hardly ever has 10; a report as PDF, 20
    redirects: int = 5


@dataclass(frozen=True)
class Fetched:
    """What came: `url` is where it came from in the end, without a login; `content` is empty if it is `unchanged`."""

    url: str
    content: bytes
    kind: Content
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    unchanged: bool = False


class Fetcher:
    """Fetches one thing at a time; not to be shared between threads. Close it, or use it in a `with`."""

    def __init__(self, *, allow_private: bool = False, limits: Limits | None = None) -> None:
        """`allow_private` also allows hosts of the local network, and any port."""
        self._limits = limits or Limits()
        self._deadline = Deadline()
        self._client = httpx.Client(
            transport=PublicTransport(self._deadline, allow_private=allow_private),
            timeout=httpx.Timeout(self._limits.answer_seconds),
            follow_redirects=False,
            trust_env=False,
            headers={"User-Agent": f"{ROBOT}/{_version()}", "Accept": "*/*", "Accept-Encoding": "gzip, deflate"},
        )

    def __enter__(self) -> Fetcher:
        """The fetcher itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def fetch(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None, max_bytes: int | None = None
    ) -> Fetched:
        """What is at `url` now, or that it is unchanged since the answer that had `etag` and `last_modified`.

        Raises FetchError.
        """
        shown = without_secrets(url)
        asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in asked.items() if value}
        self._deadline.begin(self._limits.seconds)
        try:
            return self._followed(normal(url), headers, max_bytes or self._limits.bytes)
        except FetchError as error:
            raise FetchError(
                f"{shown}: {error}",
                status=error.status,
                retry_after_seconds=error.retry_after_seconds,
                lasting=error.lasting,
            ) from error
        except InputError as error:
            raise FetchError(
                error.reason if shown in error.reason else f"{shown}: {error.reason}", lasting=True
            ) from error
        except (httpcore.TimeoutException, httpx.TimeoutException) as error:
            raise FetchError(
                f"{shown}: no whole answer came in time (limits: {self._limits.answer_seconds:g} s without a word, "
                f"{self._limits.seconds:g} s in all)"
            ) from error
        except httpx.InvalidURL as error:
            raise FetchError(f"{shown}: not a web address", lasting=True) from error
        except _FAILURES as error:
            # Their texts may repeat the address; the class says enough.
            raise FetchError(f"{shown}: {_failure(error)}") from error

    def _followed(self, url: str, headers: dict[str, str], max_bytes: int) -> Fetched:
        for _ in range(self._limits.redirects + 1):
            with self._client.stream("GET", url, headers=headers) as response:
                if response.status_code not in _REDIRECTS:
                    return _read(response, url, max_bytes)
                target = response.headers.get("Location")
                if not target:
                    raise FetchError(f"answers {response.status_code} without saying where to", lasting=True)
            url = _redirected(url, target)
        raise FetchError(f"redirects more than {self._limits.redirects} times", lasting=True)


def _redirected(url: str, target: str) -> str:
    """Where a redirect leads; a login goes on to the very host it was given for, and nowhere else."""
    there = joined(url, target)
    old, new = urlsplit(url), urlsplit(there)
    login, at, host = old.netloc.rpartition("@")
    same = (old.scheme, host) == (new.scheme, new.netloc)
    return urlunsplit(new._replace(netloc=f"{login}@{host}")) if at and same else there


def _read(response: httpx.Response, url: str, max_bytes: int) -> Fetched:
    status = response.status_code
    etag, last_modified = response.headers.get("ETag"), response.headers.get("Last-Modified")
    if status == 304:
        return Fetched(without_login(url), b"", "empty", etag=etag, last_modified=last_modified, unchanged=True)
    if status in _GONE:
        raise FetchError(f"is not there any more (status {status})", status=status, lasting=True)
    if status in _BUSY:
        wait = _seconds_from(response.headers.get("Retry-After"))
        asks = f" and asks to come back in {wait:,.0f} s" if wait is not None else ""
        raise FetchError(f"the server is busy (status {status}){asks}", status=status, retry_after_seconds=wait)
    if status != 200:
        refused = 400 <= status < 500 and status not in (408, 425)
        raise FetchError(f"the server answers with status {status}", status=status, lasting=refused)
    stated = response.headers.get("Content-Length", "")
    if stated.isdigit() and int(stated) > max_bytes:
        raise FetchError(_too_long(max_bytes), lasting=True)
    content = bytearray()
    for chunk in _unpacked(response):
        content += chunk
        if len(content) > max_bytes:
            raise FetchError(_too_long(max_bytes), lasting=True)
    found = bytes(content)
    charset = re.search(r"(?i)charset\s*=\s*\"?([\w.:-]{2,40})", response.headers.get("Content-Type", ""))
    return Fetched(without_login(url), found, sniff(found), charset[1] if charset else None, etag, last_modified)


def _unpacked(response: httpx.Response) -> Iterator[bytes]:
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding in ("", "identity"):
        return response.iter_raw()
    if encoding in ("gzip", "x-gzip"):
        return inflated(response.iter_raw(), GZIP)
    if encoding == "deflate":
        return inflated(response.iter_raw(), DEFLATE)
    raise FetchError("comes in an encoding that was not asked for", lasting=True)


def _too_long(max_bytes: int) -> str:
    return f"longer than {max_bytes / (1 << 20):g} MB"


def _failure(error: BaseException) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return "the certificate of the server is not trusted, or is another host's"
        cause = cause.__cause__ or cause.__context__
    return f"the connection failed ({type(error).__name__})"


def _seconds_from(value: str | None) -> float | None:
    """Retry-After as seconds from now: it may be a number or a date."""
    if value is None:
        return None
    if value.strip().isdigit():
        return float(min(int(value.strip()[:9]), 30 * 86400))
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max(0.0, (moment - datetime.now(UTC)).total_seconds()), 30 * 86400.0)


def _version() -> str:
    try:
        return version(ROBOT)
    except PackageNotFoundError:  # run from a folder nobody installed
        return "0"
