"""Politeness: what robots.txt asks of us is done, and no host is asked faster than it likes."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit

import structlog
from protego import Protego

from corpus.errors import FetchError
from corpus.fetching import ROBOT, Fetched, Fetcher
from corpus.web_addresses import without_login, without_secrets

# A run waits this long for a host's turn and no longer; what is left is fetched by the next run.
MAX_WAIT_SECONDS = 60.0
_ROBOTS_BYTES = 512 << 10  # RFC 9309 asks for 500 kB at least
_AFTER_BUSY_SECONDS = 300.0  # where a busy server does not say how long

log = structlog.get_logger()


class PoliteFetcher:
    """A fetcher that keeps to each host's rules, for the length of one run."""

    def __init__(
        self,
        fetcher: Fetcher,
        *,
        delay_seconds: float = 1.0,
        pause: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`delay_seconds` lie between two requests to one host, more where its robots.txt asks for more."""
        self._fetcher = fetcher
        self._delay_seconds = delay_seconds
        self._pause = pause
        self._clock = clock
        self._rules: dict[str, Protego | FetchError] = {}
        self._free_at: dict[str, float] = {}

    def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """What is at `url`, as Fetcher.fetch gives it, after waiting for the host's turn.

        Raises FetchError, also for what robots.txt forbids and for a host that is to be left alone for longer.
        """
        host = _origin(url)
        rules = self._rules_of(host)
        shown = without_secrets(url)
        if isinstance(rules, FetchError):
            reason = str(rules).removeprefix(f"{without_secrets(host)}/robots.txt: ")
            raise FetchError(
                f"{shown}: the site's robots.txt could not be read: {reason}",
                retry_after_seconds=rules.retry_after_seconds,
                lasting=rules.lasting,
            )
        if not rules.can_fetch(without_login(url), ROBOT):
            raise FetchError(f"{shown}: the site's robots.txt forbids fetching it", lasting=True)
        asked = rules.crawl_delay(ROBOT)
        return self._in_turn(host, max(self._delay_seconds, float(asked or 0)), url, etag, last_modified)

    def _in_turn(
        self, host: str, delay: float, url: str, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched:
        wait = self._free_at.get(host, 0.0) - self._clock()
        if wait > MAX_WAIT_SECONDS:
            raise FetchError(
                f"{without_secrets(url)}: the site wants to be left alone for {wait:,.0f} s", retry_after_seconds=wait
            )
        if wait > 0:
            self._pause(wait)
        try:
            return self._fetcher.fetch(url, etag=etag, last_modified=last_modified)
        except FetchError as error:
            if error.retry_after_seconds is not None or error.status in (429, 503):
                delay = max(delay, error.retry_after_seconds or _AFTER_BUSY_SECONDS)
            raise
        finally:
            self._free_at[host] = self._clock() + delay

    def _rules_of(self, host: str) -> Protego | FetchError:
        """The host's rules, fetched once a run. By RFC 9309 a missing file allows all, a failing host nothing."""
        if host not in self._rules:
            try:
                text = self._fetcher.fetch(f"{host}/robots.txt", max_bytes=_ROBOTS_BYTES).content.decode(
                    "utf-8", "replace"
                )
                self._rules[host] = Protego.parse(text)
            except FetchError as error:
                missing = error.status is not None and 400 <= error.status < 500 and error.status != 429
                self._rules[host] = Protego.parse("") if missing else error
                if not missing:
                    log.warning("fetching.robots_unreadable", host=without_secrets(host), reason=str(error))
        return self._rules[host]


def _origin(url: str) -> str:
    parts = urlsplit(without_login(url))
    return f"{parts.scheme}://{parts.netloc}"
