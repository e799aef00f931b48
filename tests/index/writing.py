"""Builders: articles as JSON lines, homes that share one exported model."""

from __future__ import annotations

import json
from pathlib import Path

from corpus.article import Article, article_id
from corpus.library import Library
from index.home import Home
from tests.sample_index import link_model

SHORT_STORIES = {
    "ceiec": (
        "Chinese technology company sanctioned over Venezuela",
        "The Treasury sanctioned CEIEC on Monday. It accused the company of helping Nicolás Maduro to restrict "
        "internet service.\n\nThe company sells digital surveillance.",
        "2020-11-30",
    ),
    "bank": (
        "Bank loses access to the dollar",
        "Washington cut the largest bank off from the dollar. Its chairman called the measures unlawful.",
        "2022-02-24",
    ),
    "tanker": (
        "Tanker held in port",
        "A tanker loaded with crude oil was held in the port of Piraeus. Lawyers for the owner went to court.",
        "2022-04-19",
    ),
    "orchard": (
        "Apple harvest is early this year",
        "Growers in the valley picked their apples two weeks early. A dry spring made the fruit small but sweet.",
        "2021-09-02",
    ),
}


def article(key: str, title: str, text: str) -> Article:
    return Article(id=article_id(key), title=title, text=text, url=f"https://example.org/{key}")


def write_stories(path: Path, stories: dict[str, tuple[str, str, str]]) -> Path:
    rows = [
        {"url": f"https://example.org/{key}", "title": title, "text": text, "published": day, "source": "Example News"}
        for key, (title, text, day) in stories.items()
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def new_home(folder: Path, exported: Path | None = None) -> tuple[Home, Library]:
    """A home in `folder`, with the model of the folder `exported`, so that a test need not export it again."""
    home = Home(folder)
    home.models.mkdir(parents=True)
    if exported is not None:
        link_model(exported, home.models)
    return home, Library(home.library)
