"""The boundary to feeds and pages of the web: what they gave before goes on answering, and what failed is said."""

from __future__ import annotations

import shutil
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.answers.answer import Answer, AnswerKind
from bot.places import home_of
from bot.service import Service
from bot.settings import Settings
from corpus.errors import SanctionsBotError
from corpus.fetching import Limits
from corpus.library import Library
from index.reading import Web
from index.update import update
from tests.faults.asked import FULL
from tests.faults.table import Row, note
from tests.web_site import Page, Site, rss, story, web_site

DAY, NEXT_DAY = "Tue, 01 Mar 2022 10:00:00 GMT", "Wed, 02 Mar 2022 10:00:00 GMT"
HELD = ("Orvex Metals sanctioned", "The Treasury sanctioned Orvex Metals on 1 March 2022 for selling fuel to rebels.")
SHORT = Limits(seconds=3.0, answer_seconds=1.5, bytes=1 << 20, redirects=3)
ERROR_LINE = "error line that names the source"


def slowly(file: Any, ended: threading.Event) -> None:
    """A byte now and then."""
    while not ended.wait(0.3):
        file.write(b" ")
        file.flush()


def silent(_: Any, ended: threading.Event) -> None:
    ended.wait(20)


def endless(file: Any, ended: threading.Event) -> None:
    while not ended.is_set():
        file.write(b"<p>more</p>" * 5000)


def cut(file: Any, _: threading.Event) -> None:
    """Some bytes, then a reset."""
    file.write(b"<?xml version='1.0'?><rss version='2.0'><channel><item><link>")
    file.flush()
    connection = file._sock
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.shutdown(socket.SHUT_RDWR)


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "'
    + b"x" * 1000
    + b'">%s]><rss><channel>&z;</channel></rss>'
    % (b"".join(b'<!ENTITY %c "%s">' % (c, b"&%c;" % (c - 1) * 20) for c in range(ord("b"), ord("z") + 1)))
)

PAGES = {
    "401": Page(status=401),
    "403": Page(status=403),
    "404": Page(status=404),
    "410": Page(status=410),
    "429 that asks for an hour": Page(status=429, headers={"Retry-After": "3600"}),
    "429 with a time that is none": Page(status=429, headers={"Retry-After": "soon, \x7f perhaps"}),
    "500": Page(status=500),
    "503": Page(status=503),
    "a redirect to where nothing is": Page(status=302, headers={"Location": "/it"}),
    "a redirect to nowhere": Page(status=302),
    "silence": Page(write=silent),
    "a byte every 0.3 s": Page(write=slowly),
    "no end": Page(write=endless),
    "cut after 60 bytes": Page(write=cut),
    "less than it announced": Page(b"<html><body>half", headers={"Content-Length": "100000"}),
    "nothing": Page(b""),
    "noise": Page(bytes(range(256)) * 40),
    "a page to sign in": Page(b"<html><body><form>Name <input></form></body></html>"),
    "JSON of the wrong shape": Page(b'{"items": null, "channel": [1, {"link": 7}]}'),
    "packed, and the packing broken": Page(b"\x1f\x8b\x08\x00broken", headers={"Content-Encoding": "gzip"}),
    "XML that unfolds to a billion letters": Page(BOMB),
}


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with web_site() as running:
        yield running


class Reader:
    """The program on a copy of the sample, with a feed besides."""

    def __init__(self, data: Path, site: Site) -> None:
        self.site = site
        self.settings = Settings(data=data, _env_file=None)
        self.service = Service(self.settings)
        self.library = Library(home_of(self.settings).library)
        self.feed = site.url + "/feed"
        self.named = [(site.put("/held", story(*HELD)), HELD[0], DAY)]
        self.announce()
        self.run()

    def announce(self) -> None:
        self.site.put("/feed", rss(*self.named))

    def run(self) -> None:
        """One index run."""
        update(home_of(self.settings), self.library, [self.feed], web=Web(True, 0.0, SHORT))

    def titles(self) -> set[str]:
        checksums = [item.checksum for item in self.library.items() if item.kind == "article"]
        return {article.title for article in self.library.articles(checksums).values()}

    def complaint(self) -> str:
        """What is said of the source."""
        return next(source.last_error or "" for source in self.library.sources() if source.location == self.feed)

    def ask(self) -> Answer:
        return self.service.ask("Why was Orvex Metals sanctioned?")


@pytest.fixture(scope="module")
def reader(indexed: Path, site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    data = tmp_path_factory.mktemp("feeds") / "data"
    shutil.copytree(indexed, data, symlinks=True)
    reading = Reader(data, site)
    yield reading
    reading.service.close()
    reading.library.close()


def seen(reader: Reader, held: set[str]) -> tuple[dict[str, int], int]:
    """What a user and an admin see now, and how many articles are gone."""
    answer = reader.ask()
    assert answer.kind is AnswerKind.ANSWER
    assert "Orvex" in answer.text
    assert not answer.notes
    complaint = reader.complaint()
    assert complaint
    assert "Traceback" not in complaint
    return {FULL: 1, ERROR_LINE: 1}, len(held - reader.titles())


@pytest.mark.slow
@pytest.mark.parametrize("what", PAGES)
def test_a_feed_that_fails(reader: Reader, site: Site, what: str) -> None:
    held = reader.titles()
    site.pages["/feed"] = PAGES[what]
    run_and_heal(reader, held, "feed", what, reader.announce)


@pytest.mark.slow
@pytest.mark.parametrize("what", PAGES)
def test_a_page_of_a_feed_that_fails(reader: Reader, site: Site, what: str) -> None:
    held = reader.titles()
    title = f"Newer story {len(reader.named)}"
    path = f"/page{len(reader.named)}"
    # Words of its own, or it would be a copy of the one before.
    words = " ".join(f"barge{len(reader.named)}x{place}" for place in range(30))
    reader.named.append((site.url + path, title, DAY))
    reader.announce()
    site.pages[path] = PAGES[what]

    def heal() -> None:
        # What gave nothing is asked for again when its entry says something else, as after a correction.
        reader.named[-1] = (site.url + path, title, NEXT_DAY)
        reader.announce()
        site.put(path, story(title, f"The barge was named. {words}."))

    run_and_heal(reader, held, "page a feed names", what, heal)
    assert title in reader.titles()


def run_and_heal(reader: Reader, held: set[str], where: str, what: str, heal: Callable[[], object]) -> None:
    started = time.monotonic()
    try:
        reader.run()
    except SanctionsBotError as error:
        pytest.fail(f"the whole run failed: {error}")
    found, gone = seen(reader, held) if where == "feed" else seen_of_page(reader, held)
    assert time.monotonic() - started < 60  # not a measure of speed: it must not wait for ever
    note(Row(where, what, found, records=gone))
    assert gone == 0
    heal()
    reader.run()
    assert held <= reader.titles()


def seen_of_page(reader: Reader, held: set[str]) -> tuple[dict[str, int], int]:
    """The same where one page failed: it is among what was skipped, or the source says what is left."""
    answer = reader.ask()
    assert answer.kind is AnswerKind.ANSWER
    assert "Orvex" in answer.text
    assert not answer.notes
    told = " ".join([reader.complaint(), *(skip.reason for skip in reader.library.skipped())])
    assert told
    assert "Traceback" not in told
    return {FULL: 1, ERROR_LINE: 1}, len(held - reader.titles())
