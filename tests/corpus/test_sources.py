"""Source locations: what somebody may write, and what lies there."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from corpus.errors import SanctionsBotError
from corpus.library import Library
from corpus.sources import SAMPLE, folder_of, kind_of, location_of
from tests.corpus.reading import written


def test_a_path_is_remembered_from_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, "news/a.txt", "A")
    monkeypatch.chdir(tmp_path)
    assert location_of("news") == str(tmp_path / "news")
    assert location_of(str(tmp_path / "news" / ".." / "news")) == str(tmp_path / "news")


def test_an_address_is_remembered_in_one_form() -> None:
    assert location_of("HTTPS://News.Example/feed#new") == "https://news.example/feed"


def test_the_sample_is_found_wherever_the_program_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert location_of(SAMPLE) == SAMPLE
    assert (folder_of(SAMPLE) / "articles").is_dir()


@pytest.mark.parametrize("text", ["no/such/folder", "ftp://news.example/feed", "file:///etc/passwd", "https://"])
def test_what_cannot_be_a_source_is_refused_by_name(text: str) -> None:
    with pytest.raises(SanctionsBotError) as refused:
        location_of(text)
    assert text.split("/")[-1] in str(refused.value)


def test_files_that_name_pages_are_told_from_files_of_articles(tmp_path: Path) -> None:
    rss = b'<?xml version="1.0"?><rss version="2.0"></rss>'
    assert kind_of(tmp_path) == "folder"
    assert kind_of(written(tmp_path, "a.txt", "A")) == "file"
    assert kind_of(written(tmp_path, "a.urls", "https://news.example/")) == "list"
    assert kind_of(written(tmp_path, "a.rss", rss)) == "feed"
    assert kind_of(written(tmp_path, "a.xml", rss)) == "feed"
    assert kind_of(written(tmp_path, "b.xml.gz", gzip.compress(b"<urlset></urlset>"))) == "sitemap"
    assert kind_of(written(tmp_path, "c.xml", b"<book></book>")) == "file"
    assert kind_of(written(tmp_path, "d.xml.gz", b"no gzip")) == "file"


def test_a_source_keeps_count_and_its_last_error(tmp_path: Path) -> None:
    library = Library(tmp_path / "library.sqlite")
    library.add_source("/srv/news")
    library.source_failed("/srv/news", "not there")
    library.source_failed("/srv/news", "not there")
    (source,) = library.sources()
    assert (source.failures, source.last_error, source.last_success) == (2, "not there", None)
    library.source_read("/srv/news", "folder")
    (source,) = library.sources()
    assert (source.failures, source.last_error, source.kind) == (0, None, "folder")
    assert source.last_success is not None
    library.close()
