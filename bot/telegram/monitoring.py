"""Monitoring: a small HTTP server of the bot's own for probes and Prometheus, whichever way updates come.

`/healthz` says whether to go on, `/readyz` whether questions are answered now, both with 503 where not and how each
part is; `/metrics` has the numbers. Whoever reaches the port may read them: they name no person.
"""

from __future__ import annotations

import asyncio

import structlog
from aiohttp import web

from bot.settings import PREFIX, Settings
from bot.telegram.listening import listening
from bot.telegram.wellness import Part, Wellness
from corpus.errors import SettingsError

METRICS, HEALTH, READY = "/metrics", "/healthz", "/readyz"
_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

log = structlog.get_logger()


class Monitoring:
    """The server, where METRICS_PORT is set."""

    def __init__(self, settings: Settings, wellness: Wellness) -> None:
        from bot import metrics

        self._address = (settings.metrics_listen, settings.metrics_port or 0)
        self._wellness = wellness
        self._metrics = metrics.start(wellness.gauges)
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen. Raises SettingsError where the port cannot be had."""
        site = web.Application()
        site.router.add_get(METRICS, self._told)
        site.router.add_get(HEALTH, self._lives)
        site.router.add_get(READY, self._is_ready)
        host, port = self._address
        try:
            self._runner = await listening(site, host, port)
        except OSError as error:
            raise SettingsError(
                f"cannot listen on {host}:{port} ({error.strerror}): see {PREFIX}METRICS_LISTEN and "
                f"{PREFIX}METRICS_PORT, and what else uses them"
            ) from None
        log.info("metrics.listens", host=host, port=port)

    async def stop(self) -> None:
        """Listen no more."""
        from bot import measures

        measures.listen(None)
        if self._runner is not None:
            await self._runner.cleanup()
        self._wellness.close()

    async def _told(self, _: web.Request) -> web.Response:
        text = await asyncio.to_thread(self._metrics.text)
        return web.Response(body=text, headers={"Content-Type": _CONTENT_TYPE})

    async def _lives(self, _: web.Request) -> web.Response:
        return _response(await asyncio.to_thread(self._wellness.lives))

    async def _is_ready(self, _: web.Request) -> web.Response:
        return _response(await asyncio.to_thread(self._wellness.ready))


def _response(parts: dict[str, Part]) -> web.Response:
    works = all(part.works for part in parts.values())
    content = {"ok": works, "parts": {name: {"ok": part.works, "told": part.told} for name, part in parts.items()}}
    return web.json_response(content, status=200 if works else 503)
