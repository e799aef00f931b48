"""A wire between the program and a real server, which can be cut, held up, slowed down or made to tell nonsense.

A TCP proxy of ours in a thread. While `fault` is None everything passes; a fault takes hold of connections that are
open already at their next byte, as trouble in a network does.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from types import TracebackType
from typing import Any

_CHUNK = 65_536


@dataclass(frozen=True)
class Fault:
    """What happens to bytes. With several set, the first in this order."""

    reset: bool = False  # the connection is cut as soon as the program says something
    hang: bool = False  # what the program says is taken, and nothing ever comes back
    half: int | None = None  # of what comes back so many bytes pass, then the connection is cut
    drip_seconds: float | None = None  # what comes back comes a byte at a time
    reply: Callable[[bytes], bytes | None] | None = None  # what to say in place of the server; None lets it pass


class Wire:
    """Between a port of this machine, `port`, and a server at (host, port) or at a Unix socket's path."""

    def __init__(self, target: tuple[str, int] | str) -> None:
        self._target = target
        self.fault: Fault | None = None
        self.met = 0  # connections that met a fault
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="wire", daemon=True)
        self._listening: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self.port = 0

    def __enter__(self) -> Wire:
        self._thread.start()
        self.plug()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.unplug()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def plug(self) -> None:
        """Take connections, at the same port as before."""
        self._run(self._plug())

    def unplug(self) -> None:
        """Cut all connections and refuse new ones."""
        self._run(self._unplug())

    def heal(self) -> None:
        """Let everything pass again; connections that met a fault are cut, as no half of a talk makes sense."""
        self.fault = None
        self._run(self._cut())
        if self._listening is None:
            self.plug()

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _plug(self) -> None:
        self._listening = await asyncio.start_server(self._serve, "127.0.0.1", self.port, limit=_CHUNK)
        self.port = self._listening.sockets[0].getsockname()[1]

    async def _unplug(self) -> None:
        if self._listening is not None:
            self._listening.close()
            self._listening = None
        await self._cut()

    async def _cut(self) -> None:
        for writer in list(self._open):
            _reset(writer)

    async def _serve(self, from_program: asyncio.StreamReader, to_program: asyncio.StreamWriter) -> None:
        self._open.add(to_program)
        to_server = None
        try:
            if isinstance(self._target, str):
                from_server, to_server = await asyncio.open_unix_connection(self._target)
            else:
                from_server, to_server = await asyncio.open_connection(*self._target)
            back = asyncio.create_task(self._back(from_server, to_program))
            try:
                await self._there(from_program, to_program, to_server)
            finally:
                back.cancel()
        except OSError:
            _reset(to_program)
        finally:
            self._open.discard(to_program)
            for writer in (to_program, to_server):
                if writer is not None:
                    writer.close()

    async def _there(
        self, from_program: asyncio.StreamReader, to_program: asyncio.StreamWriter, to_server: asyncio.StreamWriter
    ) -> None:
        while data := await from_program.read(_CHUNK):
            fault = self.fault
            if fault is not None:
                self.met += 1
                if fault.reset:
                    _reset(to_program)
                    return
                if fault.hang:
                    continue
                answer = fault.reply(data) if fault.reply is not None else None
                if answer is not None:
                    to_program.write(answer)
                    await to_program.drain()
                    return
            to_server.write(data)
            await to_server.drain()

    async def _back(self, from_server: asyncio.StreamReader, to_program: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await from_server.read(_CHUNK):
                fault = self.fault
                if fault is not None and fault.half is not None:
                    to_program.write(data[: fault.half])
                    await to_program.drain()
                    await asyncio.sleep(0.05)  # what was written goes out before the connection is reset
                    _reset(to_program)
                    return
                if fault is not None and fault.drip_seconds is not None:
                    for at in range(len(data)):
                        to_program.write(data[at : at + 1])
                        await to_program.drain()
                        await asyncio.sleep(fault.drip_seconds)
                    continue
                to_program.write(data)
                await to_program.drain()
            to_program.close()


def _reset(writer: asyncio.StreamWriter) -> None:
    """Close so that the other side sees a connection reset."""
    connection: socket.socket | None = writer.get_extra_info("socket")
    if connection is not None:
        with contextlib.suppress(OSError):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def http(status: str, body: bytes, kind: str = "application/json") -> bytes:
    """A whole HTTP answer, after which the connection ends."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return head.encode() + body
