"""A web site on this machine: pages as a test sets them, every request noted, and the ways servers misbehave."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Page:
    """What the site answers; `write` sends the body in its own way, to the open connection."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    write: Callable[[Any, threading.Event], None] | None = None


@dataclass
class Site:
    url: str
    pages: dict[str, Page] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def paths(self) -> list[str]:
        """What was asked for, robots.txt apart."""
        return [path for path, _ in self.requests if path != "/robots.txt"]

    def put(self, path: str, body: str | bytes, **headers: str) -> str:
        """Answer with `body` at `path` from now on; header names have _ for -. Returns the address."""
        content = body.encode() if isinstance(body, str) else body
        self.pages[path] = Page(content, headers={name.replace("_", "-"): value for name, value in headers.items()})
        return self.url + path


@contextmanager
def web_site(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """The site, served until the block ends; with `tls`, over https."""
    ended = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.requests.append((self.path, dict(self.headers)))
            page = site.pages.get(self.path, Page(b"nothing here", 404))
            asked = self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
            told = page.headers.get("ETag"), page.headers.get("Last-Modified")
            unchanged = any(a is not None and a == t for a, t in zip(asked, told, strict=True))
            self.send_response(304 if unchanged else page.status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            if unchanged:
                self.end_headers()
            elif page.write is not None:
                self.send_header("Connection", "close")
                self.end_headers()
                with suppress(OSError):  # the reader may have enough
                    page.write(self.wfile, ended)
                self.close_connection = True
            else:
                if "Content-Length" not in page.headers:
                    self.send_header("Content-Length", str(len(page.body)))
                self.end_headers()
                self.wfile.write(page.body)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    site = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield site
    finally:
        ended.set()
        server.shutdown()
        thread.join()
        server.server_close()


def story(title: str, text: str, *, published: str = "2022-03-04", head: str = "") -> str:
    """A news page around `text`."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="article:published_time" content="{published}">{head}</head>'
        f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )


def rss(*items: tuple[str, str, str]) -> str:
    """An RSS feed of (link, title, date)."""
    entries = "".join(
        f"<item><link>{link}</link><title>{title}</title><pubDate>{day}</pubDate></item>" for link, title, day in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{entries}</channel></rss>'
