"""`sources` and `index` with addresses, and runs that are held back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cli.conftest import write_corpus
from tests.web_site import Page, Site, rss, story, web_site

LOCAL = {"ALLOW_PRIVATE_ADDRESSES": "true", "FETCH_DELAY_SECONDS": "0"}
DAY = "Tue, 01 Mar 2022 10:00:00 GMT"


@pytest.fixture
def site() -> Iterator[Site]:
    with web_site() as running:
        text = "The tanker Alba was held in the port of Vessa on Tuesday. Its owner, Orlo Venn, went to court."
        running.put("/alba", story("Tanker Alba held in Vessa", text))
        running.put("/feed.xml", rss(("/alba", "Tanker Alba held in Vessa", DAY)), ETag='"1"')
        yield running


def test_a_feed_is_added_listed_indexed_and_removed(copied, site):
    feed = f"{site.url}/feed.xml"
    assert copied("sources", "add", f"{feed}#top").out.startswith(f"Added {feed}.")
    assert site.requests == []
    planned = copied("index", "--dry-run", "--json", **LOCAL).json
    assert planned["to_fetch"] == [f"{site.url}/alba"]
    report = copied("index", "--json", **LOCAL)
    assert (report.code, report.json["added"], report.json["skipped"]) == (0, 1, [])
    assert "fetching: " in report.err
    listed = {source["location"]: source for source in copied("sources", "list", "--json").json["sources"]}[feed]
    assert (listed["kind"], listed["articles"], listed["files"], listed["failures"]) == ("feed", 1, 1, 0)
    assert listed["last_success"]
    assert listed["last_error"] is None
    assert f"{feed}: feed, 1 articles" in copied("sources").out
    (citation,) = copied("search", "-k", "1", "--json", "tanker Alba in Vessa").json["hits"]
    assert citation["url"] == f"{site.url}/alba"

    assert copied("sources", "remove", feed, "--json").json == {"removed": feed}
    assert copied("sources", "remove", feed).code == 1
    assert copied("index", "--json", **LOCAL).json["removed"] == 1


def test_a_source_that_fails_is_told_and_is_no_failure_of_the_run(copied, site):
    site.pages["/feed.xml"] = Page(status=410)
    run = copied("index", f"{site.url}/feed.xml", "--json", **LOCAL)
    assert run.code == 0
    (skipped,) = run.json["skipped"]
    assert skipped["path"] == f"{site.url}/feed.xml"
    assert "410" in skipped["reason"]
    listing = copied("sources").out
    assert "410" in listing
    assert "failed once" in listing


def test_private_addresses_are_refused_unless_the_setting_allows_them(copied, site):
    run = copied("index", f"{site.url}/feed.xml", "--json")
    assert "port" in run.json["skipped"][0]["reason"]
    assert site.requests == []


@pytest.mark.parametrize("address", ["ftp://news.example/feed", "https://"])
def test_an_address_that_cannot_be_fetched_is_wrong_usage(fresh, address):
    run = fresh("sources", "add", address)
    assert run.code == 2
    assert "http" in run.err


def test_a_login_in_an_address_is_shown_nowhere(copied, site):
    address = site.url.replace("http://", "http://reader:hunter2@") + "/feed.xml?token=s3cret"
    site.pages["/feed.xml?token=s3cret"] = site.pages["/feed.xml"]
    runs = [copied("sources", "add", address), copied("index", **LOCAL), copied("sources"), copied("status")]
    site.pages["/feed.xml?token=s3cret"] = Page(status=500)
    runs += [copied("index", LOG_LEVEL="INFO", **LOCAL), copied("sources", "list", "--json"), copied("check")]
    shown = copied("sources", "list", "--json").json["sources"]
    (masked,) = [source["location"] for source in shown if source["kind"] == "feed"]
    assert masked == site.url.replace("http://", "http://***@") + "/feed.xml?token=***"
    runs.append(copied("sources", "remove", masked))
    assert runs[-1].code == 0
    for run in runs:
        assert "hunter2" not in run.out + run.err
        assert "s3cret" not in run.out + run.err


def test_removals_that_are_held_back_end_with_exit_code_1_and_how_to_allow_them(unindexed, tmp_path):
    corpus = write_corpus(tmp_path / "corpus")
    for n in range(6):
        (corpus / f"more{n}.md").write_text(
            f"---\ntitle: Notice {n}\n---\nThe port of Vessa opened berth {n} on Monday.\n"
        )
    assert unindexed("index", corpus).code == 0
    for path in corpus.iterdir():
        path.unlink()
    held = unindexed("index", "--json")
    assert held.code == 1
    assert (held.json["held_back"], held.json["removed"]) == ([{"source": str(corpus), "removed": 11, "of": 11}], 0)
    assert "run again with --allow-removals" in held.err
    assert unindexed("index", "--dry-run").code == 1
    allowed = unindexed("index", "--allow-removals", "--json")
    assert (allowed.code, allowed.json["removed"], allowed.json["held_back"]) == (0, 11, [])


def test_allowing_removals_does_not_go_with_a_rollback(fresh):
    assert fresh("index", "--rollback", "--allow-removals").code == 2
