"""Feeds, sitemaps and lists: each page they name is fetched once, politely, kept, and read like a file."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from corpus.article import Article
from corpus.errors import FetchError, InputError
from corpus.fetching import Fetcher
from corpus.intake import HeldBack
from corpus.library import Library, Source
from corpus.pages import KeptPages
from corpus.politeness import PoliteFetcher
from corpus.polling import Poll
from corpus.readers import feed, sitemap, url_list
from corpus.readers.entries import Entry
from corpus.readers.skipped import Skipped
from tests.corpus.test_fetching import names
from tests.web_site import Page, Site, rss, story, web_site

DAY = "Tue, 01 Mar 2022 10:00:00 GMT"
TANKER = "The tanker Alba was held in port on Tuesday. Its owner said that the cargo was legal."
BANK = "The bank was cut off from the dollar on Tuesday. Its chairman called the measures unlawful."


@dataclass
class Corpus:
    """A library fed from one source on the site."""

    site: Site
    library: Library
    pages: KeptPages
    waits: list[float]

    def run(
        self, location: str, *, full: bool = False, even_if_not_due: bool = True, **options: bool
    ) -> HeldBack | None:
        """One run, as a new process would do it."""
        self.library.add_source(location)
        with Fetcher(allow_private=True) as fetcher:
            polite = PoliteFetcher(fetcher, delay_seconds=0, pause=self.waits.append)
            poll = Poll(self.source(location), self.library, self.pages, polite, full=full)
            return poll.carry_out(even_if_not_due=even_if_not_due, **options)

    def source(self, location: str) -> Source:
        return next(source for source in self.library.sources() if source.location == location)

    def articles(self) -> dict[str, Article]:
        """By title."""
        found = self.library.articles(item.checksum for item in self.library.items())
        return {article.title: article for article in found.values()}

    def asked(self) -> list[str]:
        """The paths asked for since the last look, robots.txt apart."""
        paths = self.site.paths()
        self.site.requests.clear()
        return paths


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with web_site() as site:
        library = Library(tmp_path / "library.sqlite")
        yield Corpus(site, library, KeptPages(tmp_path / "pages"), [])
        library.close()


def read(
    reader, data: str | bytes, address: str | None = "https://news.example/feed"
) -> tuple[list[Entry], list[Skipped]]:
    skipped: list[Skipped] = []
    return list(reader(data.encode() if isinstance(data, str) else data, address, skipped.append)), skipped


# Reading


def test_an_rss_feed_names_pages_with_titles_and_days() -> None:
    entries, skipped = read(feed.entries, rss(("/a", "One &amp; two", DAY), ("https://b.example/x#y", "Three", "")))
    assert [(entry.url, entry.title, entry.published) for entry in entries] == [
        ("https://news.example/a", "One & two", date(2022, 3, 1)),
        ("https://b.example/x", "Three", None),
    ]
    assert skipped == []


def test_an_atom_entry_that_is_updated_is_another_version() -> None:
    def atom(updated: str) -> str:
        return (
            '<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><entry><title>T</title><link href="a"/>'
            f"<published>2022-03-01T23:30:00-05:00</published><updated>{updated}</updated></entry></feed>"
        )

    (first,), _ = read(feed.entries, atom("2022-03-01T23:30:00-05:00"))
    (second,), _ = read(feed.entries, atom("2022-03-02T08:00:00-05:00"))
    assert (first.url, first.published) == ("https://news.example/a", date(2022, 3, 1))
    assert first.fingerprint != second.fingerprint


def test_entries_without_a_page_that_can_be_fetched_are_reported() -> None:
    entries, skipped = read(feed.entries, rss(("ftp://a.example/", "F", DAY), ("javascript:alert(1)", "J", DAY)))
    assert entries == []
    assert ["entry 1" in skipped[0].reason, "entry 2" in skipped[1].reason] == [True, True]


@pytest.mark.parametrize("data", ["just words", "<html><body>no feed</body></html>", "", "/etc/hostname"])
def test_what_is_no_feed_is_refused(data: str) -> None:
    with pytest.raises(InputError, match="RSS"):
        read(feed.entries, data)


def test_a_feed_that_nests_without_end_is_refused() -> None:
    with pytest.raises(InputError, match="nest"):
        read(feed.entries, '<rss version="2.0"><channel>' + "<a>" * 200_000)


def test_a_sitemap_names_pages_with_the_fields_of_news() -> None:
    data = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/news/0.9" '
        'xmlns:i="http://www.google.com/schemas/image/1.1">'
        "<url><i:image><i:loc>https://news.example/p.jpg</i:loc></i:image><loc> https://news.example/a </loc>"
        "<lastmod>2022-03-02</lastmod><n:news><n:publication_date>2022-03-01</n:publication_date>"
        "<n:title>Held</n:title></n:news></url><url><loc></loc></url></urlset>"
    )
    entries, skipped = read(sitemap.entries, data)
    assert entries == [Entry("https://news.example/a", "Held", date(2022, 3, 1), "2022-03-02")]
    assert [skip.reason for skip in skipped] == ["the entry has no link"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("<urlset><url>", "well-formed"),
        ("<other/>", "not a sitemap"),
        ('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>', "entities"),
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset>&a;</urlset>', "entities"),
    ],
)
def test_what_is_no_sitemap_is_refused(data: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        read(sitemap.entries, data)


def test_a_list_has_an_address_a_line() -> None:
    data = "# ours\nhttps://news.example/a\n\nhttps://news.example/a\nnot an address\nHTTPS://B.example/x\n"
    entries, skipped = read(url_list.entries, data)
    assert [entry.url for entry in entries] == ["https://news.example/a", "https://b.example/x"]
    assert [skip.line for skip in skipped] == [5]


# Polling


def feed_of_two(site: Site) -> str:
    site.put("/tanker", story("Tanker held", TANKER))
    site.put("/bank", story("Bank cut off", BANK))
    return site.put("/feed", rss(("/tanker", "Tanker held", DAY), ("/bank", "Bank cut off", DAY)), ETag='"1"')


def test_a_feeds_pages_become_articles(corpus: Corpus) -> None:
    location = feed_of_two(corpus.site)
    corpus.run(location)
    assert corpus.asked() == ["/feed", "/tanker", "/bank"]
    found = corpus.articles()
    assert set(found) == {"Tanker held", "Bank cut off"}
    assert found["Tanker held"].url == corpus.site.url + "/tanker"
    assert found["Tanker held"].text.endswith(TANKER)
    source = corpus.source(location)
    assert (source.kind, source.articles, source.files, source.last_error) == ("feed", 2, 2, None)
    assert source.last_success is not None


def test_a_feed_that_did_not_change_costs_one_request(corpus: Corpus) -> None:
    location = feed_of_two(corpus.site)
    corpus.run(location)
    corpus.asked()
    corpus.run(location)
    assert corpus.site.requests[-1][1]["If-None-Match"] == '"1"'
    assert corpus.asked() == ["/feed"]
    assert corpus.source(location).articles == 2


def test_pages_seen_are_fetched_again_only_when_their_entry_changed(corpus: Corpus) -> None:
    location = feed_of_two(corpus.site)
    corpus.run(location)
    corpus.asked()
    corpus.site.put("/bank", story("Bank let back in", BANK))
    corpus.site.put("/feed", rss(("/tanker", "Tanker held", DAY), ("/bank", "Bank let back in", DAY)), ETag='"2"')
    corpus.run(location)
    assert corpus.asked() == ["/feed", "/bank"]
    assert set(corpus.articles()) == {"Tanker held", "Bank let back in"}


def test_what_fell_off_a_feed_stays(corpus: Corpus) -> None:
    location = feed_of_two(corpus.site)
    corpus.run(location)
    corpus.site.put("/feed", rss(), ETag='"2"')
    corpus.run(location)
    assert len(corpus.articles()) == 2


def test_a_kept_page_is_read_again_without_the_network(corpus: Corpus) -> None:
    location = feed_of_two(corpus.site)
    corpus.run(location)
    before = corpus.library.items()
    path = corpus.pages.find(corpus.site.url + "/bank")
    assert path is not None
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()).replace(b"chairman", b"director")))
    corpus.asked()
    corpus.run(location)
    assert corpus.asked() == ["/feed"]
    assert [item.key for item in corpus.library.items()] == [item.key for item in before]
    assert "director" in corpus.articles()["Bank cut off"].text


def test_a_page_is_known_by_where_redirects_led_also_when_it_is_read_again(corpus: Corpus) -> None:
    location = corpus.site.put("/feed", rss(("/go", "Bank cut off", DAY)), ETag='"1"')
    corpus.site.pages["/go"] = Page(status=302, headers={"Location": "/bank"})
    corpus.site.put("/bank", story("Bank cut off", BANK))
    for full in (False, True):
        corpus.run(location, full=full)
        assert corpus.articles()["Bank cut off"].url == corpus.site.url + "/bank"
        assert len(corpus.library.items()) == 1


def test_the_feeds_day_counts_where_the_page_has_none(corpus: Corpus) -> None:
    page = story("Bank cut off", BANK).replace('<meta property="article:published_time" content="2022-03-04">', "")
    corpus.site.put("/bank", page)
    corpus.run(corpus.site.put("/feed", rss(("/bank", "Bank cut off", DAY))))
    assert corpus.articles()["Bank cut off"].published == date(2022, 3, 1)


def test_a_page_cannot_pass_for_another_sites(corpus: Corpus) -> None:
    head = '<link rel="canonical" href="https://www.reuters.com/world/a">'
    corpus.site.put("/bank", story("Bank cut off", BANK, head=head))
    corpus.run(corpus.site.put("/feed", rss(("/bank", "Bank cut off", DAY))))
    article = corpus.articles()["Bank cut off"]
    assert article.url == corpus.site.url + "/bank"
    assert "reuters" not in (article.source or "").lower()


def test_a_page_that_is_not_there_is_reported_and_not_asked_for_again(corpus: Corpus) -> None:
    location = corpus.site.put("/feed", rss(("/none", "Gone", DAY), ("/bank", "Bank cut off", DAY)), ETag='"1"')
    corpus.site.put("/bank", story("Bank cut off", BANK))
    corpus.run(location)
    (skip,) = corpus.library.skipped()
    assert skip.path == corpus.site.url + "/none"
    assert "404" in skip.reason
    corpus.asked()
    corpus.run(location)
    assert corpus.asked() == ["/feed"]
    corpus.site.put("/none", story("Gone and back", TANKER))
    corpus.run(location, full=True)
    assert "Gone and back" in corpus.articles()


def test_a_page_that_fails_for_now_is_tried_at_the_next_run(corpus: Corpus) -> None:
    location = feed_of_two(corpus.site)
    corpus.site.pages["/bank"] = Page(status=500)
    corpus.run(location)
    source = corpus.source(location)
    assert source.articles == 1
    assert "1 page is left to the next run" in (source.last_error or "")
    corpus.site.put("/bank", story("Bank cut off", BANK))
    corpus.asked()
    corpus.run(location)
    assert corpus.asked() == ["/feed", "/bank"]
    assert corpus.source(location).last_error is None
    assert len(corpus.articles()) == 2


def test_a_page_that_becomes_unreadable_keeps_its_article(corpus: Corpus) -> None:
    location = feed_of_two(corpus.site)
    corpus.run(location)
    corpus.site.put("/bank", b"\x89PNG\r\n\x1a\n\0\0")
    corpus.site.put("/feed", rss(("/bank", "Bank, corrected", DAY)), ETag='"2"')
    corpus.run(location)
    assert len(corpus.articles()) == 2
    assert any("neither text nor PDF" in skip.reason for skip in corpus.library.skipped())


@pytest.mark.parametrize("status", [404, 410])
def test_a_feed_that_is_gone_is_reported_and_left_alone_for_a_day(corpus: Corpus, status: int) -> None:
    location = feed_of_two(corpus.site)
    corpus.run(location)
    corpus.site.pages["/feed"] = Page(status=status)
    corpus.run(location)
    source = corpus.source(location)
    assert str(status) in (source.last_error or "")
    assert "sources remove" in (source.last_error or "")
    assert (source.articles, source.failures) == (2, 1)
    assert source.next_due is not None
    assert source.next_due > datetime.now(UTC) + timedelta(hours=23)
    corpus.asked()
    corpus.run(location, even_if_not_due=False)
    assert corpus.asked() == []


def test_back_off_doubles_with_each_failure_and_ends_with_success(corpus: Corpus) -> None:
    location = feed_of_two(corpus.site)
    corpus.site.pages["/feed"] = Page(status=500)
    waits = []
    for _ in range(9):
        corpus.run(location)
        due = corpus.source(location).next_due
        assert due is not None
        waits.append(round((due - datetime.now(UTC)).total_seconds() / 60))
    assert waits == [15, 30, 60, 120, 240, 480, 960, 1440, 1440]
    feed_of_two(corpus.site)
    corpus.run(location)
    source = corpus.source(location)
    assert (source.failures, source.next_due, source.last_error, source.articles) == (0, None, None, 2)


def test_a_busy_server_says_when_to_come_back(corpus: Corpus) -> None:
    location = feed_of_two(corpus.site)
    corpus.site.pages["/feed"] = Page(status=429, headers={"Retry-After": "7200"})
    corpus.run(location)
    due = corpus.source(location).next_due
    assert due is not None
    assert round((due - datetime.now(UTC)).total_seconds() / 60) == 120


def test_a_site_that_is_busy_is_not_asked_for_its_other_pages(corpus: Corpus) -> None:
    location = feed_of_two(corpus.site)
    corpus.site.pages["/tanker"] = Page(status=503, headers={"Retry-After": "3600"})
    corpus.run(location)
    assert corpus.asked() == ["/feed", "/tanker"]
    assert "2 pages are left" in (corpus.source(location).last_error or "")


def test_what_robots_txt_forbids_is_not_fetched(corpus: Corpus) -> None:
    location = feed_of_two(corpus.site)
    corpus.site.put(
        "/robots.txt", "User-agent: *\nDisallow: /\n\nUser-agent: sanctions-bot\nDisallow: /ban*\nCrawl-delay: 7"
    )
    corpus.run(location)
    assert corpus.asked() == ["/feed", "/tanker"]
    assert [round(wait) for wait in corpus.waits] == [7]
    (skip,) = corpus.library.skipped()
    assert "robots.txt forbids" in skip.reason


def test_a_site_whose_robots_txt_fails_is_left_alone(corpus: Corpus) -> None:
    location = feed_of_two(corpus.site)
    corpus.site.pages["/robots.txt"] = Page(status=500)
    corpus.run(location)
    assert corpus.asked() == []
    assert "robots.txt could not be read" in (corpus.source(location).last_error or "")


def test_a_long_crawl_delay_leaves_pages_to_the_next_run(corpus: Corpus) -> None:
    location = feed_of_two(corpus.site)
    corpus.site.put("/robots.txt", "User-agent: *\nCrawl-delay: 600")
    corpus.run(location)
    assert corpus.asked() == ["/feed"]
    assert corpus.waits == []


def test_pages_of_the_local_network_are_not_fetched_for_a_feed(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, {"inside.example": [["10.0.0.5"]]})
    corpus.library.add_source("https://feed.example/")
    with Fetcher() as fetcher:
        polite = PoliteFetcher(fetcher, delay_seconds=0)
        for url in ("http://127.0.0.1/admin", "http://169.254.169.254/latest", "http://inside.example/"):
            with pytest.raises(FetchError):
                polite.fetch(url)


def test_a_feed_that_turns_into_a_page_takes_nothing_away(corpus: Corpus) -> None:
    location = feed_of_two(corpus.site)
    corpus.run(location)
    corpus.site.put("/feed", story("We are being rebuilt", "Come back later, please, when all of this is done."))
    corpus.run(location)
    assert len(corpus.articles()) == 2
    assert "was a feed before and is a page now" in (corpus.source(location).last_error or "")


def test_an_index_leads_to_its_sitemaps_packed_or_not(corpus: Corpus) -> None:
    site = corpus.site
    site.put("/tanker", story("Tanker held", TANKER))
    site.put("/bank", story("Bank cut off", BANK))
    site.put("/1.xml.gz", gzip.compress(f"<urlset><url><loc>{site.url}/tanker</loc></url></urlset>".encode()))
    site.put("/2.xml", f"<urlset><url><loc>{site.url}/bank</loc></url></urlset>")
    sitemaps = "".join(f"<sitemap><loc>{site.url}/{name}</loc></sitemap>" for name in ("1.xml.gz", "2.xml", "3.xml"))
    location = site.put("/sitemap.xml", f"<sitemapindex>{sitemaps}</sitemapindex>", ETag='"1"')
    corpus.run(location)
    assert set(corpus.articles()) == {"Tanker held", "Bank cut off"}
    source = corpus.source(location)
    assert source.kind == "sitemap"
    assert "/3.xml" in (source.last_error or "")
    corpus.asked()
    corpus.run(location)
    assert corpus.asked() == ["/sitemap.xml", "/1.xml.gz", "/2.xml", "/3.xml"]


def test_a_list_of_addresses_is_the_admins_and_what_he_strikes_off_goes(corpus: Corpus, tmp_path: Path) -> None:
    corpus.site.put("/tanker", story("Tanker held", TANKER))
    corpus.site.put("/bank", story("Bank cut off", BANK))
    path = tmp_path / "ours.urls"
    path.write_text(f"{corpus.site.url}/tanker\n{corpus.site.url}/bank\n")
    corpus.run(str(path))
    assert len(corpus.articles()) == 2
    path.write_text(f"{corpus.site.url}/bank\n")
    corpus.asked()
    corpus.run(str(path))
    assert corpus.asked() == []
    assert set(corpus.articles()) == {"Bank cut off"}
    assert corpus.source(str(path)).kind == "list"


def test_a_feed_kept_in_a_file_is_read_like_one_on_the_web(corpus: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "saved.xml"
    path.write_text(rss((feed_of_two(corpus.site).replace("/feed", "/bank"), "Bank cut off", DAY)))
    corpus.run(str(path))
    assert set(corpus.articles()) == {"Bank cut off"}
    assert corpus.source(str(path)).kind == "feed"


def test_a_single_page_is_followed_as_it_changes(corpus: Corpus) -> None:
    location = corpus.site.put("/bank", story("Bank cut off", BANK), ETag='"1"')
    corpus.run(location)
    corpus.run(location)
    assert corpus.asked() == ["/bank", "/bank"]
    corpus.site.put("/bank", story("Bank cut off", BANK.replace("dollar", "euro")), ETag='"2"')
    corpus.run(location)
    assert "euro" in corpus.articles()["Bank cut off"].text
    assert corpus.source(location).kind == "page"


def test_a_page_two_feeds_name_is_fetched_once_and_outlives_the_first(corpus: Corpus) -> None:
    first = feed_of_two(corpus.site)
    second = corpus.site.put("/other", rss(("/bank", "Bank cut off", DAY)), ETag='"1"')
    corpus.run(first)
    corpus.run(second)
    assert corpus.asked().count("/bank") == 1
    corpus.library.remove_source(first)
    corpus.run(second)
    assert set(corpus.articles()) == {"Bank cut off"}


def test_a_page_is_read_in_the_encoding_its_server_names(corpus: Corpus) -> None:
    page = story("Банк отключён", "Банк отключён от доллара во вторник. Председатель назвал меры незаконными.")
    plain = page.replace('<meta charset="utf-8">', "").encode("windows-1251")
    corpus.run(corpus.site.put("/bank", plain, Content_Type="text/html; charset=windows-1251"))
    assert "Банк отключён" in corpus.articles()


def test_a_login_in_an_address_is_used_and_never_shown(corpus: Corpus) -> None:
    feed_of_two(corpus.site)
    location = corpus.site.url.replace("http://", "http://me:hunter2@") + "/feed"
    corpus.run(location)
    assert len(corpus.articles()) == 2
    assert all("Authorization" not in headers for path, headers in corpus.site.requests if path != "/feed")
    corpus.site.pages["/feed"] = Page(status=500)
    corpus.run(location)
    assert "hunter2" not in (corpus.source(location).last_error or "")
