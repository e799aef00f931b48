from datetime import date

from tests.corpus.reading import only_article, read, written

FULL = """---
title: "Treasury sanctions a bank"
url: https://home.example.gov/news/1
source: Department of Examples
published: 2021-03-04
authors: [Ann Lee, Bo Ek]
programmes:
  - SDGT
  - IRGC
language: en-US
---

# Treasury sanctions a bank

The **bank** moved *money* for `ACME`, see [the order](https://x.org/a "t") and <b>more</b> &amp; more.
It went on.

- First, a *name*
- Second
  with its rest
  1. Inner one

> A quotation.

```python
code()
```

<div>raw</div>

![a picture](x.png)

| Name | Date |
|------|------|
| Alpha | 2021 |
| Beta | 2022 |

## What it means

The end.
"""


def test_front_matter_gives_what_is_known_and_the_body_only_words(tmp_path):
    article = only_article(written(tmp_path, "a.md", FULL))
    assert article.title == "Treasury sanctions a bank"
    assert article.url == "https://home.example.gov/news/1"
    assert article.source == "Department of Examples"
    assert article.published == date(2021, 3, 4)
    assert article.authors == ("Ann Lee", "Bo Ek")
    assert article.programmes == ("SDGT", "IRGC")
    assert article.language == "en"
    assert article.text.split("\n\n") == [
        "The bank moved money for ACME, see the order and more & more. It went on.",
        "First, a name\nSecond with its rest\nInner one",
        "A quotation.",
        "Name; Date\nAlpha; 2021\nBeta; 2022",
        "What it means",
        "The end.",
    ]


def test_without_front_matter_the_first_heading_is_the_title(tmp_path):
    article = only_article(written(tmp_path, "a.md", "# A *title*\n\nIts text.\n"))
    assert (article.title, article.text) == ("A title", "Its text.")


def test_broken_front_matter_is_reported_and_the_text_kept(tmp_path):
    (article,), (skipped,) = read(written(tmp_path, "a.md", "---\ntitle: [a\nb: }\n---\n\n# T\n\nIts text."))
    assert (article.title, article.text) == ("T", "Its text.")
    assert "front matter" in skipped.reason
    assert skipped.line


def test_front_matter_of_odd_types_does_no_harm(tmp_path):
    (article,), _ = read(
        written(tmp_path, "a.md", "---\ntitle: 5\nsource: [x]\nauthors: {a: b}\nurl: 7\ndate: {}\n---\n# T\n\nText.")
    )
    assert (article.title, article.source, article.authors, article.url) == ("T", None, (), None)


def test_a_rule_is_not_front_matter(tmp_path):
    article = only_article(written(tmp_path, "a.md", "# T\n\nOne.\n\n---\n\nTwo.\n"))
    assert article.text == "One.\n\nTwo."
