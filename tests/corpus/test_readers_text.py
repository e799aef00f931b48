from datetime import date

import pytest

from tests.corpus.reading import only_article, read, written


def test_the_first_line_is_the_title_and_the_rest_the_text(tmp_path):
    article = only_article(written(tmp_path, "a.txt", "\n\n  The title \r\n\r\nFirst paragraph.\r\nSecond.\r\n"))
    assert article.title == "The title"
    assert article.text == "First paragraph.\nSecond."
    assert (article.url, article.source, article.published) == (None, None, None)


def test_header_lines_above_the_title_are_understood(tmp_path):
    content = (
        "URL: https://www.example.com/a/1\nDate: 30 November 2020\nAuthor: Ann Lee and Bo Ek\n\n"
        "The title\n\nThe text: it has colons."
    )
    article = only_article(written(tmp_path, "a.txt", content))
    assert article.title == "The title"
    assert article.text == "The text: it has colons."
    assert article.url == "https://www.example.com/a/1"
    assert article.source == "example.com"
    assert article.published == date(2020, 11, 30)
    assert article.authors == ("Ann Lee", "Bo Ek")


@pytest.mark.parametrize("title", ["Source: Iran will cut exports", "Date: a bitter fruit in short supply"])
def test_a_title_with_a_colon_is_no_header(tmp_path, title):
    article = only_article(written(tmp_path, "a.txt", f"{title}\n\nThe oil ministry confirmed it."))
    assert article.title == title
    assert article.source is None


def test_an_unreadable_date_is_left_out_and_reported(tmp_path):
    (article,), (skipped,) = read(written(tmp_path, "a.txt", "URL: https://a.org/\nDate: 31 June 2020\nT\n\nText."))
    assert article.published is None
    assert "31 June 2020" in skipped.reason


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "https://user:pw@a.org/", "tg://x"])
def test_an_address_that_is_not_of_the_web_is_left_out_and_reported(tmp_path, url):
    (article,), (skipped,) = read(written(tmp_path, "a.txt", f"URL: {url}\nSource: X\nT\n\nText."))
    assert article.url is None
    assert "not a web address" in skipped.reason


def test_the_id_stays_when_the_text_changes_and_differs_by_path(tmp_path):
    first = only_article(written(tmp_path, "a.txt", "T\n\nText."))
    changed = only_article(written(tmp_path, "a.txt", "T\n\nText, corrected."))
    other = only_article(written(tmp_path, "b.txt", "T\n\nText."))
    assert first.id == changed.id != other.id
    assert first.checksum != changed.checksum


def test_one_long_line_is_text_and_gets_a_shortened_title(tmp_path):
    line = "The ministry said that the measures would stay. " * 20
    article = only_article(written(tmp_path, "a.txt", line))
    assert article.text == line.strip()
    assert len(article.title) <= 100
    assert article.title.endswith("…")


def test_utf_16_with_its_mark_is_read(tmp_path):
    assert only_article(written(tmp_path, "a.txt", "Título\n\nEl texto.".encode("utf-16"))).title == "Título"


def test_a_text_of_noise_alone_is_reported(tmp_path):
    items, (skipped,) = read(written(tmp_path, "a.txt", "T\n\nAdvertisement\n\nAll rights reserved."))
    assert items == []
    assert "page noise" in skipped.reason


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("WASHINGTON, Nov. 30, 2020 (Reuters) - The Treasury said so.", date(2020, 11, 30)),
        ("Published 30 November 2020 10:15 GMT", date(2020, 11, 30)),
        ("November 30, 2020\nThe Treasury said so.", date(2020, 11, 30)),
        ("WASHINGTON, Nov. 30 (Reuters) - The Treasury said so.", None),
        ("Updated 30 November 2020", None),
        ("On November 30, 2020 the Treasury said so.", None),
        ("November 30, 2020\nIt began.\nDecember 2, 2020\nIt ended.", None),
    ],
)
def test_a_dateline_counts_only_when_complete_and_unmistakable(tmp_path, top, expected):
    assert only_article(written(tmp_path, "a.txt", f"T\n\n{top}\nMore of it.")).published == expected
