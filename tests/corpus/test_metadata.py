"""When, by whom and in which language: what an article is known by, and how sure that is."""

import json
from collections import Counter
from datetime import date

import pytest

from corpus.article import Article
from corpus.readers.authors import people
from corpus.readers.language import SHORTEST_CHARACTERS, language_of
from corpus.readers.published import address_date
from tests.corpus.reading import SHARED_DATA, only_article, read, written

STORY = "The bank was listed on Friday by the ministry in Minsk, and its owner fled the country the same night."


def row(tmp_path, **fields):
    """The article and the doubts of one line of JSON."""
    line = json.dumps({"title": "The bank was listed", "text": STORY, **fields})
    (article,), skipped = read(written(tmp_path, "a.jsonl", line))
    assert isinstance(article, Article)
    return article, [entry.reason for entry in skipped]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.com/2022/03/10/politics/bank", date(2022, 3, 10)),
        ("https://example.com/story/news/2022/5/6/bank/123/", date(2022, 5, 6)),
        ("https://example.com/world/2022/mar/10/bank", date(2022, 3, 10)),
        ("https://example.com/2022-03-10-bank.html", date(2022, 3, 10)),
        ("https://example.com/news/20220310/bank", date(2022, 3, 10)),
        ("https://example.com/2022/03/bank", None),
        ("https://example.com/2022/13/10/bank", None),
        ("https://example.com/2022/02/30/bank", None),
        ("https://example.com/news/the-attack-of-2022-03-10-explained", None),
        ("https://example.com/news?from=/2022/03/10/", None),
        ("https://example.com/2022/03/10/and/2021/01/02/", None),
        ("https://example.com/story/12345678/bank", None),
        ("https://example.com/1022/03/10/bank", None),
    ],
)
def test_an_address_dates_an_article_where_its_folders_are_one_whole_day(address, expected):
    assert address_date(address) == expected


def test_a_field_dates_an_article_before_all_else(tmp_path):
    article, doubts = row(tmp_path, date="2022-03-09", url="https://example.com/2022/03/10/bank")
    assert (article.published, article.published_from) == (date(2022, 3, 9), "field")
    assert not article.date_is_doubtful
    assert doubts == []


def test_a_field_and_an_address_of_different_days_are_told_as_a_doubt(tmp_path):
    article, (doubt,) = row(tmp_path, date="2022-03-01", url="https://example.com/2022/03/10/bank")
    assert (article.published, article.published_from) == (date(2022, 3, 1), "field")
    assert "2022-03-01 by its field" in doubt
    assert "2022-03-10 by its URL" in doubt


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"url": "https://example.com/2022/03/10/bank"}, (date(2022, 3, 10), "url")),
        ({"text": f"MINSK, March 9, 2022 (Agency) - {STORY}"}, (date(2022, 3, 9), "dateline")),
        ({"text": f"Published 9 March 2022\n\n{STORY}"}, (date(2022, 3, 9), "text")),
        (
            {"text": f"MINSK, March 9, 2022 (Agency) - {STORY}", "url": "https://example.com/2022/03/10/bank"},
            (date(2022, 3, 9), "dateline"),
        ),
        ({}, (None, None)),
        ({"text": f"The ministry acted on 9 March 2022. {STORY}"}, (None, None)),
    ],
)
def test_without_a_field_the_text_and_then_the_address_date_an_article_and_it_is_told_which(tmp_path, fields, expected):
    article, doubts = row(tmp_path, **fields)
    assert (article.published, article.published_from) == expected
    assert article.date_is_doubtful == (expected[0] is not None)
    assert doubts == []


def test_a_field_that_cannot_be_read_is_told_with_what_dates_the_article_instead(tmp_path):
    article, (doubt,) = row(tmp_path, date="03/04/2022", url="https://example.com/2022/03/04/bank")
    assert (article.published, article.published_from) == (date(2022, 3, 4), "url")
    assert doubt == "no date can be read from '03/04/2022'; dated by its URL"
    article, (doubt,) = row(tmp_path, date="last week")
    assert article.published is article.published_from is None
    assert doubt.endswith("taken in without a date")


def test_markup_dates_a_page(tmp_path):
    page = (
        '<html lang="en"><head><title>The bank was listed</title><meta property="article:published_time" '
        f'content="2022-03-09"></head><body><article><h1>The bank was listed</h1><p>{STORY}</p><p>{STORY}</p>'
        "</article></body></html>"
    )
    article = only_article(written(tmp_path, "a.html", page))
    assert (article.published, article.published_from) == (date(2022, 3, 9), "markup")
    assert not article.date_is_doubtful


def test_only_a_doubtful_date_makes_another_version_of_an_article():
    def checksum(origin):
        return Article(id="a", title="t", text="x", published=date(2022, 3, 9), published_from=origin).checksum

    assert checksum("field") == checksum("markup") == checksum(None) != checksum("url")


@pytest.mark.parametrize(
    ("bylines", "expected"),
    [
        (["By Ben Kew"], ("Ben Kew",)),
        (["Ben Kew, CNN"], ("Ben Kew",)),
        (["Ben Kew", "CNN"], ("Ben Kew",)),
        (["by Ann Lee and Bo Ek in Minsk"], ("Ann Lee", "Bo Ek")),
        (["Ann Lee Bo Ek", "Ann Lee", "Bo Ek"], ("Ann Lee", "Bo Ek")),
        (["Analysis by Ann Lee"], ("Ann Lee",)),
        (["Ann Lee (Reuters)"], ("Ann Lee",)),
        (["Ann Lee | Senior Reporter"], ("Ann Lee",)),
        (["Ann Lee, Jr."], ("Ann Lee Jr",)),
        (["Ann Lee", "a.lee@example.com", "@annlee", "https://example.com/annlee"], ("Ann Lee",)),
        (["Bill Press"], ("Bill Press",)),
        (["Ludwig von Mises"], ("Ludwig von Mises",)),
        (["The Associated Press"], ("The Associated Press",)),
        ([""], ()),
    ],
)
def test_authors_are_people_and_where_none_is_named_the_agency(bylines, expected):
    assert people(bylines, "cnn.com") == expected


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The ministry listed the bank on Friday, and its owner fled the country the same night. "),
        ("fr", "Le conseil a inscrit la banque sur la liste vendredi et ses avoirs ont été gelés dans la nuit. "),
        ("uk", "Рада запровадила санкції проти банку, повідомила пресслужба уряду в понеділок увечері. "),
        ("ru", "Министерство внесло банк в санкционный список, сообщила пресс-служба ведомства в понедельник. "),
        ("fa", "وزارت خزانه‌داری این بانک را روز دوشنبه تحریم کرد و دارایی‌های آن مسدود شد. "),
    ],
)
def test_the_language_of_a_text_is_recognised(language, sentence):
    assert language_of(sentence * 4) == language


def test_an_unsure_language_is_unknown():
    assert language_of("Minsk, CEIEC, OFAC, 2020") is None
    assert language_of("x" * SHORTEST_CHARACTERS) is None
    assert language_of("12 34 55 USD EUR 2020 2021 AB-123 CD-456 " * 10) is None


def test_a_stated_language_is_believed(tmp_path):
    assert row(tmp_path, language="de-DE", text=STORY * 4)[0].language == "de"
    assert row(tmp_path, text=STORY * 4)[0].language == "en"
    assert row(tmp_path, text=STORY)[0].language is None


def test_the_scraped_article_stays_undated():
    path = SHARED_DATA / "articles" / "ceiec-venezuela.txt"
    if not path.exists():
        pytest.skip("the articles are kept outside the project, in shared/data/articles")
    article = only_article(path)
    assert article.published is article.published_from is None
    assert article.language == "en"


@pytest.mark.slow
def test_the_real_articles_are_dated_by_their_field_and_in_english():
    folder = SHARED_DATA / "articles"
    if not folder.exists():
        pytest.skip("the articles are kept outside the project, in shared/data/articles")
    items = [item for path in folder.glob("*.jsonl.gz") for item in read(path)[0]]
    articles = [item for item in items if isinstance(item, Article)]
    assert len(articles) >= 2080
    assert Counter(article.published_from for article in articles).keys() == {"field"}
    assert Counter(article.language for article in articles)["en"] >= len(articles) - 5
