"""Listening for HTTP on one address, for the webhook and for the monitoring."""

from __future__ import annotations

from aiohttp import web


async def listening(site: web.Application, host: str, port: int) -> web.AppRunner:
    """Serve `site` until the returned runner is cleaned up.

    Raises OSError where it cannot listen, with nothing left open.
    """
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError:
        await runner.cleanup()
        raise
    return runner
