"""Fetching: only public hosts over http(s), and never more than the limits say, whatever a server does."""

from __future__ import annotations

import base64
import gzip
import ipaddress
import shutil
import socket
import ssl
import subprocess
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import FetchError, InputError
from corpus.fetching import Fetcher, Limits
from corpus.inflating import inflated
from corpus.sniffing import sniff
from corpus.web_addresses import is_public, joined, normal, without_secrets
from tests.web_site import Page, Site, web_site

SHORT = Limits(seconds=1.5, answer_seconds=1.0, bytes=1 << 20, redirects=3)


@pytest.fixture
def site() -> Iterator[Site]:
    with web_site() as running:
        yield running


@pytest.fixture
def local() -> Iterator[Fetcher]:
    """A fetcher that may talk to this machine."""
    with Fetcher(allow_private=True, limits=SHORT) as fetcher:
        yield fetcher


@pytest.fixture
def strict() -> Iterator[Fetcher]:
    with Fetcher(limits=SHORT) as fetcher:
        yield fetcher


def names(monkeypatch: pytest.MonkeyPatch, hosts: dict[str, list[list[str]]]) -> list[str]:
    """Let each host resolve to the given addresses, another list at each look-up; returns the look-ups made."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def look_up(host: Any, port: Any, *arguments: Any, **options: Any) -> list[Any]:
        name = host.decode() if isinstance(host, bytes) else host
        if name not in hosts:
            return real(host, port, *arguments, **options)
        answers = hosts[name][min(asked.count(name), len(hosts[name]) - 1)]
        asked.append(name)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in answers]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def test_a_page_comes_with_its_kind_and_validators(site: Site, local: Fetcher) -> None:
    url = site.put("/a", "<html><body>Hello</body></html>", ETag='"1"', Last_Modified="Tue, 01 Mar 2022 10:00:00 GMT")
    found = local.fetch(url)
    assert (found.url, found.kind, found.etag, found.unchanged) == (url, "html", '"1"', False)
    assert found.last_modified == "Tue, 01 Mar 2022 10:00:00 GMT"
    again = local.fetch(url, etag=found.etag)
    assert (again.unchanged, again.content) == (True, b"")
    assert local.fetch(url, last_modified=found.last_modified).unchanged


def test_the_user_agent_names_the_bot(site: Site, local: Fetcher) -> None:
    local.fetch(site.put("/a", "x"))
    assert site.requests[0][1]["User-Agent"].startswith("sanctions-bot/")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/a",
        "http://0177.0.0.1/",
        "http:///a",
        "http://[::1",
        "javascript://x/",
    ],
)
def test_only_http_addresses_are_fetched(local: Fetcher, url: str) -> None:
    with pytest.raises(FetchError):
        local.fetch(url)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1", "2130706433", "0x7f000001",
        "127.1", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:8.8.8.8]", "[fe80::1]", "[fc00::1]", "[ff02::1]",
        "[64:ff9b::a00:1]", "[2002:a00:1::]", "[2001:db8::1]",
    ],
)  # fmt: skip
def test_hosts_that_are_not_public_are_refused(strict: Fetcher, host: str) -> None:
    with pytest.raises(FetchError, match=r"private or reserved|cannot be found") as refused:
        strict.fetch(f"http://{host}/")
    assert "SANCTIONS_BOT_ALLOW_PRIVATE_ADDRESSES" in str(refused.value) or host.startswith("[")


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


def test_a_name_at_a_private_address_is_refused(strict: Fetcher, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, {"news.example": [["10.1.2.3"]], "mixed.example": [["127.0.0.1", "192.168.0.9"]]})
    for host in ("news.example", "mixed.example"):
        with pytest.raises(FetchError, match="private or reserved"):
            strict.fetch(f"http://{host}/")
    assert site.requests == []


def test_the_address_that_was_checked_is_the_one_connected_to(
    site: Site, local: Fetcher, strict: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(site.url.rpartition(":")[2])
    site.put("/", "<html><body>inside</body></html>")
    # 198.51.100.1 is nobody's, and public only for this test: what matters is that no second look-up leads inside.
    monkeypatch.setattr("corpus.connecting.is_public", lambda address: str(address) != "127.0.0.1")
    monkeypatch.setattr("corpus.connecting._WEB_PORTS", (port,))
    asked = names(monkeypatch, {"rebound.example": [["198.51.100.1"], ["127.0.0.1"]]})
    with pytest.raises(FetchError):
        strict.fetch(f"http://rebound.example:{port}/")
    assert asked == ["rebound.example"]
    assert site.requests == []
    with pytest.raises(FetchError, match="private or reserved"):
        strict.fetch(f"http://rebound.example:{port}/")
    assert local.fetch(f"http://rebound.example:{port}/").content.endswith(b"</html>")


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:80/", "http://169.254.169.254/latest/meta-data/", "http://inside.example/"]
)
def test_a_redirect_to_a_private_host_is_refused(
    site: Site, strict: Fetcher, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    port = int(site.url.rpartition(":")[2])
    real = is_public
    names(monkeypatch, {"outside.example": [["127.0.0.1"]], "inside.example": [["10.0.0.7"]]})
    passed: list[str] = []

    def public_once(address: Any) -> bool:
        # The site of this test stands for a public one; what it redirects to is judged as ever.
        passed.append(str(address))
        return len(passed) == 1 or real(address)

    monkeypatch.setattr("corpus.connecting.is_public", public_once)
    monkeypatch.setattr("corpus.connecting._WEB_PORTS", (80, port))
    site.pages["/go"] = Page(status=302, headers={"Location": target})
    with pytest.raises(FetchError, match="private or reserved"):
        strict.fetch(f"http://outside.example:{port}/go")
    assert site.paths() == ["/go"]
    assert len(passed) == 2


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/x"])
def test_a_redirect_away_from_the_web_is_refused(site: Site, local: Fetcher, target: str) -> None:
    site.pages["/go"] = Page(status=301, headers={"Location": target})
    with pytest.raises(FetchError, match="only http and https"):
        local.fetch(site.url + "/go")


def test_redirects_are_followed_within_a_limit(site: Site, local: Fetcher) -> None:
    for n in range(5):
        site.pages[f"/{n}"] = Page(status=302, headers={"Location": f"/{n + 1}"})
    site.put("/5", "<html><body>there</body></html>")
    assert local.fetch(site.url + "/2").url == site.url + "/5"
    with pytest.raises(FetchError, match="more than 3 times"):
        local.fetch(site.url + "/0")


def test_ports_that_are_not_the_webs_are_refused(strict: Fetcher) -> None:
    with pytest.raises(FetchError, match="port 25"):
        strict.fetch("http://example.org:25/")


def test_a_login_goes_to_its_own_host_and_into_no_message(site: Site, local: Fetcher) -> None:
    with web_site() as other:
        other.put("/b", "<html><body>b</body></html>")
        site.pages["/a"] = Page(status=302, headers={"Location": "/again"})
        site.pages["/again"] = Page(status=302, headers={"Location": other.url + "/b"})
        found = local.fetch(site.url.replace("http://", "http://user:hunter2@") + "/a")
        login = "Basic " + base64.b64encode(b"user:hunter2").decode()
        assert [headers.get("Authorization") for _, headers in site.requests] == [login, login]
        assert "Authorization" not in other.requests[0][1]
        assert found.url == other.url + "/b"
    with pytest.raises(FetchError) as missing:
        local.fetch(site.url.replace("http://", "http://user:hunter2@") + "/none?api_key=s3cret&page=2")
    assert "hunter2" not in str(missing.value)
    assert "s3cret" not in str(missing.value)
    assert "page=2" in str(missing.value)


def test_a_body_without_end_is_cut_off(site: Site, local: Fetcher) -> None:
    def endless(out: Any, ended: threading.Event) -> None:
        while not ended.is_set():
            out.write(b"a" * 65536)

    site.pages["/"] = Page(write=endless)
    with pytest.raises(FetchError, match="longer than 1 MB"):
        local.fetch(site.url + "/")


def test_a_body_that_says_it_is_too_long_is_not_begun(site: Site, local: Fetcher) -> None:
    site.pages["/"] = Page(headers={"Content-Length": str(5 << 30)})
    with pytest.raises(FetchError, match="longer than 1 MB"):
        local.fetch(site.url + "/")


def test_a_server_that_drips_its_body_is_left(site: Site, local: Fetcher) -> None:
    def drip(out: Any, ended: threading.Event) -> None:
        while not ended.wait(0.1):
            out.write(b"a")
            out.flush()

    site.pages["/"] = Page(write=drip)
    with pytest.raises(FetchError, match="in time"):
        local.fetch(site.url + "/")


def test_a_server_that_drips_its_headers_is_left(local: Fetcher) -> None:
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                while not ended.wait(0.1):
                    try:
                        connection.sendall(b"a")
                    except OSError:
                        return

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            with pytest.raises(FetchError, match="in time"):
                local.fetch(f"http://127.0.0.1:{listening.getsockname()[1]}/")
        finally:
            ended.set()
            thread.join()


def test_a_server_that_says_nothing_is_left(site: Site, local: Fetcher) -> None:
    site.pages["/"] = Page(headers={"Content-Length": "10"}, write=lambda _, ended: ended.wait())  # type: ignore[arg-type,return-value]
    with pytest.raises(FetchError, match="in time"):
        local.fetch(site.url + "/")


def test_packed_bodies_are_unpacked(site: Site, local: Fetcher) -> None:
    page = b"<html><body>" + bytes(range(32, 127)) * 50 + b"</body></html>"
    gzipped = site.put("/gzip", gzip.compress(page), Content_Encoding="gzip")
    deflated = site.put("/deflate", zlib.compress(page), Content_Encoding="deflate")
    assert local.fetch(gzipped).content == local.fetch(deflated).content == page
    with pytest.raises(FetchError, match="not asked for"):
        local.fetch(site.put("/br", b"x", Content_Encoding="br"))
    with pytest.raises(FetchError, match="cut off"):
        local.fetch(site.put("/cut", gzip.compress(page)[:-20], Content_Encoding="gzip"))
    with pytest.raises(FetchError, match="damaged"):
        local.fetch(site.put("/bad", b"no gzip at all", Content_Encoding="gzip"))


def test_a_gzip_bomb_is_not_unpacked(site: Site) -> None:
    bomb = gzip.compress(bytes(50 << 20))
    url = site.put("/", bomb, Content_Encoding="gzip")
    with Fetcher(allow_private=True) as fetcher, pytest.raises(FetchError, match="100 times"):
        fetcher.fetch(url)


def test_unpacking_gives_every_byte_of_strung_files() -> None:
    parts = [bytes([n]) * 200_000 for n in range(3)]
    packed = b"".join(gzip.compress(part) for part in parts)
    chunks = [packed[at : at + 7] for at in range(0, len(packed), 7)]
    assert b"".join(inflated(chunks)) == b"".join(parts)
    with pytest.raises(InputError, match="cut off"):
        list(inflated([packed[:-3]]))


def test_answers_that_are_no_content_say_what_they_are(site: Site, local: Fetcher) -> None:
    for status, retry, lasting in [(404, None, True), (410, None, True), (403, None, True), (500, None, False)]:
        site.pages["/"] = Page(status=status)
        with pytest.raises(FetchError, match=str(status)) as failed:
            local.fetch(site.url + "/")
        assert (failed.value.status, failed.value.retry_after_seconds, failed.value.lasting) == (status, retry, lasting)
    site.pages["/"] = Page(status=429, headers={"Retry-After": "120"})
    with pytest.raises(FetchError, match="120 s") as busy:
        local.fetch(site.url + "/")
    assert (busy.value.retry_after_seconds, busy.value.lasting) == (120, False)
    site.pages["/"] = Page(status=503, headers={"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"})
    with pytest.raises(FetchError) as past:
        local.fetch(site.url + "/")
    assert past.value.retry_after_seconds == 0


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes a certificate with openssl")
def test_a_certificate_counts_for_its_name_though_the_address_is_connected_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2",
         "-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example"],
        check=True, capture_output=True,
    )  # fmt: skip
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(certificate, key)
    names(monkeypatch, {"news.example": [["127.0.0.1"]], "other.example": [["127.0.0.1"]]})
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with web_site(server_side) as site, Fetcher(allow_private=True, limits=SHORT) as fetcher:
        port = site.url.rpartition(":")[2]
        site.put("/", "Hello")
        assert fetcher.fetch(f"https://news.example:{port}/").content == b"Hello"
        with pytest.raises(FetchError, match="certificate"):
            fetcher.fetch(f"https://other.example:{port}/")


def test_a_host_that_is_not_there_is_an_error_with_its_name(local: Fetcher) -> None:
    with pytest.raises(FetchError, match=r"no-such-host\.invalid"):
        local.fetch("http://no-such-host.invalid/")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 ...", "pdf"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"PK\x03\x04", "zip"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "binary"),
        (b"<?xml version='1.0'?><!-- made --><rss version='2.0'>", "feed"),
        (b"\xef\xbb\xbf<feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        (b"<rdf:RDF xmlns:rdf='x'>", "feed"),
        (b"<?xml version='1.0'?><urlset xmlns='x'>", "sitemap"),
        (b"<sitemapindex>", "sitemap"),
        (b"<!DOCTYPE html><html><body>", "html"),
        (b"\n\n<html>", "html"),
        (b"Nothing but words", "text"),
        (b"[Update] A bank was listed.", "text"),
        (b"{Bank} was listed.", "text"),
        (b'{"error": "too many requests"}', "data"),
        (b' [ {"a": 1}]', "data"),
        (b"[1, 2]", "data"),
        (b"<?xml version='1.0'?><answer><code>7</code></answer>", "data"),
        (b"<!DOCTYPE lolz [<!ENTITY lol 'lol'>]><lolz/>", "data"),
        (b"  \n", "empty"),
    ],
)
def test_content_is_told_by_its_looks(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


def test_addresses_have_one_form() -> None:
    assert normal(" HTTPS://News.Example:443#top") == "https://news.example/"
    assert normal("http://a.example:8080/x?b=1#c") == "http://a.example:8080/x?b=1"
    assert normal("http://[2606:4700::1111]/") == "http://[2606:4700::1111]/"
    assert without_secrets("https://me:pw@a.example/feed?token=abc&author=jo&x-api-key=1") == (
        "https://***@a.example/feed?token=***&author=jo&x-api-key=***"
    )
    assert without_secrets("/srv/a?token=b") == "/srv/a?token=b"
    assert (
        without_secrets("https://a.example/?session_id=abc&session=d")
        == "https://a.example/?session_id=***&session=***"
    )


@pytest.mark.parametrize("link", ["https://[.example/0", "//[", "https://a.example:port/", "ftp://a.example/"])
def test_a_link_that_leads_nowhere_is_told(link):
    with pytest.raises(InputError):
        joined("https://a.example/feed", link)
