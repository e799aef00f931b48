"""The webhook: Telegram sends updates to an address of ours; each is stored before Telegram is told that it came."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from telegram import Update
from telegram.error import TelegramError

from bot.settings import PREFIX, Settings
from bot.state import StateError
from bot.telegram.health import Heartbeat
from bot.telegram.inbox import App, Inbox
from bot.telegram.listening import listening
from corpus.errors import SanctionsBotError, SettingsError

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (a header's name)
BODY_BYTES = 1_000_000  # updates are a few kB; the longest message with all its entities stays under 100
CONNECTIONS = 20  # at once, for all replicas; Telegram sends the updates of one chat one after the other
ASK_TELEGRAM_EVERY_SECONDS = 300.0
HEALTH, READY = "/healthz", "/readyz"

log = structlog.get_logger()


class WebhookError(SanctionsBotError):
    """Updates cannot be received. The message says what to do."""


class Webhook:
    """A Source that serves HTTP. `is_ready` awaits whether what answering needs is there; raises StateError if not."""

    def __init__(
        self,
        settings: Settings,
        inbox: Inbox,
        heartbeat: Heartbeat,
        allowed_updates: Sequence[str],
        is_ready: Callable[[], Awaitable[bool]],
    ) -> None:
        """Raises SettingsError where no address is set."""
        if settings.webhook_url is None or settings.telegram_token is None:
            raise SettingsError(
                f"{PREFIX}WEBHOOK_URL is not set: the address under which Telegram reaches this bot (https://…)"
            )
        self._url = str(settings.webhook_url)
        self._address = (settings.webhook_listen, settings.webhook_port)
        self._secret = _secret(settings)
        self._inbox = inbox
        self._allowed_updates = allowed_updates
        self._is_ready = is_ready
        self._runner: web.AppRunner | None = None
        self._asked_at = 0.0
        self._open = False
        self.failed = asyncio.Event()
        self.error: WebhookError | None = None
        inbox.looked = heartbeat.beat

    async def start(self, app: App) -> None:
        """Listen, then tell Telegram where."""
        if self._runner is None:
            await self._listen(app)
        await app.bot.set_webhook(
            self._url, secret_token=self._secret, max_connections=CONNECTIONS, allowed_updates=self._allowed_updates
        )
        self._asked_at = time.monotonic()

    def started(self) -> None:
        """Ready as soon as the index is."""
        self._open = True

    async def watch(self, app: App) -> None:
        """Ask Telegram now and then how it gets on: it alone knows when it does not reach us."""
        if time.monotonic() - self._asked_at < ASK_TELEGRAM_EVERY_SECONDS:
            return
        self._asked_at = time.monotonic()
        try:
            told = await app.bot.get_webhook_info()
        except TelegramError as error:
            log.warning("telegram.webhook_not_known", error=type(error).__name__)
            return
        if told.url != self._url:
            self.error = WebhookError(
                "another process has taken this bot's updates (polling, or a webhook elsewhere): stop it, or give this "
                "one its own token"
            )
            self.failed.set()
        elif told.last_error_date is not None and time.time() - told.last_error_date.timestamp() < 300:
            log.error("telegram.webhook_unreachable", reason=told.last_error_message, waiting=told.pending_update_count)

    async def stop(self, app: App) -> None:
        """Take nothing more; Telegram keeps what it cannot deliver, and the other replicas go on."""
        self._open = False
        if self._runner is not None:
            await self._runner.cleanup()

    async def _listen(self, app: App) -> None:
        async def update(request: web.Request) -> web.Response:
            return await self._update(request, app)

        site = web.Application(client_max_size=BODY_BYTES)
        site.router.add_post(urlsplit(self._url).path or "/", update)
        site.router.add_get(HEALTH, self._health)
        site.router.add_get(READY, self._ready)
        host, port = self._address
        try:
            self._runner = await listening(site, host, port)
        except OSError as error:
            raise WebhookError(
                f"cannot listen on {host}:{port} ({error.strerror}): see {PREFIX}WEBHOOK_LISTEN and "
                f"{PREFIX}WEBHOOK_PORT, and what else uses them"
            ) from None
        log.info("telegram.webhook_listens", host=host, port=port)

    async def _update(self, request: web.Request, app: App) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self._secret.encode()):
            log.warning("telegram.webhook_refused", reason="secret", remote=request.remote)
            return web.Response(status=HTTPStatus.FORBIDDEN)
        try:
            raw: Any = json.loads(await request.read())  # a body that is too long is refused with 413
        except ValueError:
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        if not self._open:
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            passing = await self._inbox.take([raw])
        except StateError as error:  # not stored: Telegram sends it again
            log.error("telegram.state_failed", reason=str(error))
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        for one in passing:
            await app.update_queue.put(Update.de_json(one, app.bot))
        return web.Response()

    async def _health(self, _: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _ready(self, _: web.Request) -> web.Response:
        try:
            ready = self._open and await self._is_ready()
        except StateError:
            ready = False
        return web.Response(text="ready\n") if ready else web.Response(status=503, text="not ready\n")


def _secret(settings: Settings) -> str:
    """The secret Telegram shows us: the one set, else one made of the token, so that replicas agree without a word."""
    if settings.webhook_secret is not None:
        return settings.webhook_secret.get_secret_value()
    assert settings.telegram_token is not None
    return hmac.new(settings.telegram_token.get_secret_value().encode(), b"webhook secret", hashlib.sha256).hexdigest()
