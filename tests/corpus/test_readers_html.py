from datetime import date

import pytest

from tests.corpus.reading import only_article, read, written

STORY = "".join(
    f"<p>The ministry said in statement {n} that the measures against the company would stay in force.</p>"
    for n in range(8)
)


def page(head: str = "", body: str = STORY, *, html: str = '<html lang="en">') -> str:
    return (
        f"<!doctype html>{html}<head><title>Measures stay | Example Times</title>{head}</head><body>"
        "<nav><a href='/'>Home</a><a href='/world'>World</a></nav>"
        f"<article><h1>Measures stay</h1>{body}</article>"
        "<div id='comments' class='comments'><p>First commenter: I do not believe it!</p></div>"
        "<footer>Copyright 2021 Example Times</footer></body></html>"
    )


def structured(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


def test_the_story_is_told_from_its_page(tmp_path):
    head = (
        '<link rel="canonical" href="https://www.example.com/news/1">'
        '<meta property="og:title" content="Measures stay"><meta property="og:site_name" content="Example Times">'
        '<meta name="author" content="Ann Lee">'
        '<meta property="article:published_time" content="2021-03-04T23:30:00-05:00">'
    )
    article = only_article(written(tmp_path, "a.html", page(head)))
    assert article.title == "Measures stay"
    assert article.url == "https://www.example.com/news/1"
    assert article.source == "Example Times"
    assert article.authors == ("Ann Lee",)
    assert article.published == date(2021, 3, 4)
    assert article.language == "en"
    assert article.text.count("The ministry said") == 8
    for noise in ("Home", "commenter", "Copyright", "<"):
        assert noise not in article.text


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (structured('{"@type":"NewsArticle","datePublished":"2020-02-01"}'), "", 1),
        (structured('{"@graph":[{"@type":"Article","datePublished":"2020-02-01"}]}'), "", 1),
        ("", '<time datetime="2020-02-01T10:00">1 Feb</time>', 1),
        ("", '<time datetime="2020-02-01">x</time><time datetime="2020-03-01">y</time>', None),
        ('<meta property="article:modified_time" content="2020-02-01">', "", None),
        (structured("{broken"), "", None),
    ],
)  # fmt: skip
def test_a_date_is_taken_only_where_the_page_states_when_it_was_published(tmp_path, head, body, expected):
    article = only_article(written(tmp_path, "a.html", page(head, body + STORY)))
    assert article.published == (date(2020, 2, 1) if expected else None)


def test_a_declared_encoding_is_believed(tmp_path):
    content = page('<meta charset="windows-1252">', STORY.replace("ministry", "Müller office"))
    assert "Müller office" in only_article(written(tmp_path, "a.html", content.encode("cp1252"))).text


def test_links_lose_their_addresses_and_keep_their_words(tmp_path):
    body = STORY + "<p>See <a href='https://x.org/secret'>the whole order</a> of the ministry for its reasons.</p>"
    text = only_article(written(tmp_path, "a.html", page(body=body))).text
    assert "the whole order" in text
    assert "x.org" not in text


def test_a_page_without_a_story_is_reported(tmp_path):
    items, (skipped,) = read(written(tmp_path, "a.html", "<html><body><nav><a href='/'>Home</a></nav></body></html>"))
    assert items == []
    assert skipped.reason


def test_scripts_never_become_text(tmp_path):
    body = STORY + "<script>alert('The ministry said boo')</script><style>p{color:red}</style>"
    text = only_article(written(tmp_path, "a.html", page(body=body))).text
    assert "alert" not in text
    assert "color" not in text
