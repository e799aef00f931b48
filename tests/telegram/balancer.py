"""What stands before replicas, in place of nginx or Caddy: a call goes to the next one, to another where that fails."""

from __future__ import annotations

import asyncio
import itertools
import threading
from collections import Counter
from types import TracebackType

import aiohttp
from aiohttp import web

from bot.telegram.webhook import SECRET_HEADER

HOOK = "/telegram/hook"
_PATIENCE = aiohttp.ClientTimeout(total=10, connect=2)
_TRY_ANOTHER = frozenset({502, 503, 504})


class Balancer:
    """A real HTTP proxy in a thread, over replicas on `ports` of this machine; `taken` counts what each accepted."""

    def __init__(self, ports: list[int]) -> None:
        self._ports = ports
        self._turns = itertools.count()
        self.taken: Counter[int] = Counter()
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._listens = threading.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._serve(),), daemon=True)
        self.url = ""

    def __enter__(self) -> Balancer:
        self._thread.start()
        assert self._listens.wait(30), "the balancer does not listen"
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(30)
        self._loop.close()

    async def _serve(self) -> None:
        async with aiohttp.ClientSession(timeout=_PATIENCE) as session:

            async def pass_on(request: web.Request) -> web.Response:
                return web.Response(status=await self._pass_on(session, request))

            site = web.Application()
            site.router.add_post(HOOK, pass_on)
            runner = web.AppRunner(site, access_log=None)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            self.url = f"http://127.0.0.1:{runner.addresses[0][1]}{HOOK}"
            self._listens.set()
            await self._stop.wait()
            await runner.cleanup()

    async def _pass_on(self, session: aiohttp.ClientSession, request: web.Request) -> int:
        body = await request.read()
        headers = {name: request.headers[name] for name in ("Content-Type", SECRET_HEADER) if name in request.headers}
        status, first = 502, next(self._turns)
        for nth in range(len(self._ports)):
            port = self._ports[(first + nth) % len(self._ports)]
            try:
                async with session.post(f"http://127.0.0.1:{port}{HOOK}", data=body, headers=headers) as answer:
                    status = answer.status
            except (aiohttp.ClientError, TimeoutError):
                continue
            if status not in _TRY_ANOTHER:
                self.taken[port] += status == 200
                break
        return status
