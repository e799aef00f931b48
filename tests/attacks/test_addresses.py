"""Making the bot fetch inside the network it runs in: by addresses, and by feeds that name them."""

from __future__ import annotations

import itertools
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import FetchError
from corpus.fetching import Fetcher, Limits
from corpus.library import Library
from corpus.pages import KeptPages
from corpus.politeness import PoliteFetcher
from corpus.polling import Poll
from corpus.web_addresses import is_public
from tests.attacks.conftest import Happened
from tests.corpus.test_fetching import names
from tests.web_site import Page, rss, web_site

SHORT = Limits(seconds=5, answer_seconds=2, bytes=1 << 20, redirects=3)
# Every way to write an address of the machine itself, of the network around it, or of a cloud's metadata.
INSIDE = (
    "127.0.0.1", "127.0.0.1.", "127.1", "127.0.1", "127.255.255.254", "0.0.0.0", "0", "2130706433", "017700000001",
    "0x7f000001", "0x7f.1", "0177.0.0.01", "127.0.0.0x1", "localhost", "LOCALHOST", "localhost.", "10.0.0.1",
    "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "0xc0a80001", "3232235521", "100.64.0.1",
    "169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "169.254.170.2", "192.0.0.192",
    "168.63.129.16", "100.100.100.200", "192.88.99.1",
    "198.18.0.1", "224.0.0.1", "239.255.255.250", "255.255.255.255", "240.0.0.1", "192.0.2.1", "203.0.113.9",
    "[::1]", "[0:0:0:0:0:0:0:1]", "[::]", "[::127.0.0.1]", "[::7f00:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    "[::ffff:0:127.0.0.1]", "[::ffff:169.254.169.254]", "[64:ff9b::7f00:1]", "[64:ff9b::a9fe:a9fe]",
    "[64:ff9b:1::a00:1]", "[2002:7f00:1::]", "[2002:a9fe:a9fe::]", "[2001::1]", "[fe80::1]", "[fe80::1%25lo]",
    "[fc00::1]", "[fd00:ec2::254]", "[fec0::1]", "[ff02::1]", "[2001:db8::1]", "[100::1]", "[3fff::1]", "[5f00::1]",
    "①②⑦.⓪.⓪.①", "127。0。0。1", "１２７.0.0.1", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "%31%32%37.0.0.1", "127.0.0.1%00.example.org",
    "127.0.0.1\u200b",
)  # fmt: skip
TRICKS = (
    "http://example.org@127.0.0.1/", "http://127.0.0.1:80@169.254.169.254/", "http://example.org%40127.0.0.1/",
    "http://127.0.0.1\\@example.org/", "http://example.org\\@127.0.0.1/", "http://127.0.0.1#@example.org/",
    "http://127.0.0.1?@example.org/", "http://127.0.0.1;@example.org/", "http:127.0.0.1/", "http:/127.0.0.1/",
    "http:///127.0.0.1/", "http://127.0.0.1:22/", "http://127.0.0.1:6379/", "http://example.org:25/", "file:///etc/passwd",
    "FILE:///etc/passwd", "file://localhost/etc/passwd", "gopher://127.0.0.1:6379/_FLUSHALL", "dict://127.0.0.1:11211/",
    "ftp://127.0.0.1/", "ldap://127.0.0.1/", "jar:http://127.0.0.1!/", "data:text/html,hello", "netdoc:///etc/passwd",
    "http://127.0.0.1/\r\nHost: example.org", "http://127.0.0.1/%0d%0aX: y", "unix:///var/run/docker.sock",
    "http+unix://%2Fvar%2Frun%2Fdocker.sock/", " http://127.0.0.1/", "http://[::1", "http://[v1.x]/", "http://0/",
)  # fmt: skip
METADATA = "http://169.254.169.254/latest/meta-data/iam/"


@pytest.fixture(scope="module")
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(limits=SHORT) as one:
        yield one


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every address a connection was tried to."""
    tried: list[str] = []
    real = socket.create_connection

    def connect(address: Any, *arguments: Any, **options: Any) -> Any:
        tried.append(address[0])
        return real(address, *arguments, **options)

    monkeypatch.setattr(socket, "create_connection", connect)
    return tried


@pytest.mark.parametrize("host", INSIDE, ids=range(len(INSIDE)))
def test_no_way_to_write_an_inner_address_gets_through(
    fetcher: Fetcher, connected: list[str], host: str, happened: Happened
) -> None:
    with pytest.raises(FetchError) as refused:
        fetcher.fetch(f"http://{host}/")
    assert connected == []
    told = str(refused.value)
    happened(
        "refused: at a private or reserved address" if "private or reserved" in told
        else "refused: no such host" if "cannot be found" in told else "refused: not a web address"
    )  # fmt: skip


@pytest.mark.parametrize("url", TRICKS, ids=range(len(TRICKS)))
def test_no_trick_with_addresses_gets_through(
    fetcher: Fetcher, connected: list[str], monkeypatch: pytest.MonkeyPatch, url: str, happened: Happened
) -> None:
    names(monkeypatch, {"example.org": [["10.0.0.1"]]})
    with pytest.raises(FetchError):
        fetcher.fetch(url)
    assert connected == []
    happened("refused before any connection")


@pytest.mark.parametrize("url", ["http://reader:pass/word@news.example/feed", "https://reader:12x#pass@news.example/"])
def test_a_password_that_breaks_its_address_is_not_told(fetcher: Fetcher, url: str, happened: Happened) -> None:
    with pytest.raises(FetchError) as refused:
        fetcher.fetch(url)
    assert "reader" not in str(refused.value)
    assert "pass" not in str(refused.value)
    happened("refused: not a web address, the login left out")


# ---- what feeds, sitemaps, redirects and robots.txt name ----------------------------------------

TARGETS = (METADATA, "http://10.0.0.1/admin", "http://[::ffff:10.0.0.1]/", "http://intranet.example/", "http://rebound.example/",
           "file:///etc/passwd", "http://user@10.0.0.1/", "http://0xa000001/")  # fmt: skip


def _feed(target: str) -> str:
    return rss((target, "News", "Tue, 01 Mar 2022 10:00:00 GMT"))


def _sitemap(target: str) -> str:
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{target}</loc></url></urlset>'


def _index(target: str) -> str:
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>{target}</loc></sitemap></sitemapindex>'


NAMING = {"a feed": _feed, "a sitemap": _sitemap, "an index of sitemaps": _index}


@pytest.mark.slow  # dozens of sites and libraries; tests/corpus/test_fetching.py has one of each
@pytest.mark.parametrize(
    ("how", "target"), [*itertools.product((*NAMING, "a redirect", "a redirect of robots.txt"), TARGETS)]
)
def test_a_public_site_cannot_lead_inside(
    connected: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, how: str, target: str, happened: Happened
) -> None:
    # This machine stands for the public site; all else is judged as ever.
    monkeypatch.setattr(
        "corpus.connecting.is_public", lambda address: str(address) == "127.0.0.1" or is_public(address)
    )
    with web_site() as site:
        port = int(site.url.rpartition(":")[2])
        monkeypatch.setattr("corpus.connecting._WEB_PORTS", (80, 443, port))
        names(
            monkeypatch,
            {"public.example": [["127.0.0.1"]], "intranet.example": [["10.0.0.7"]],
             "rebound.example": [["10.0.0.8", "192.168.0.8"], ["10.0.0.9"]]},
        )  # fmt: skip
        location = f"http://public.example:{port}/feed"
        site.pages["/robots.txt"] = Page(b"nothing here", 404)
        if how in NAMING:
            site.put("/feed", NAMING[how](target))
        elif how == "a redirect":
            site.pages["/feed"] = Page(status=302, headers={"Location": target})
        else:
            site.pages["/robots.txt"] = Page(status=302, headers={"Location": target})
            site.put("/feed", _feed(f"http://public.example:{port}/gone"))
        library = Library(tmp_path / "library.sqlite")
        library.add_source(location)
        with Fetcher(limits=SHORT) as fetcher:
            polite = PoliteFetcher(fetcher, delay_seconds=0, pause=lambda _: None)
            (source,) = library.sources()
            Poll(source, library, KeptPages(tmp_path / "pages"), polite).carry_out(even_if_not_due=True)
        assert set(connected) <= {"127.0.0.1"}
        assert not list(library.items())
        library.close()
    happened("not fetched, and told where the source's troubles are")
