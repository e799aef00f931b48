"""What index runs bring is news for a watch once, whether an article is new or only now names who is watched."""

from __future__ import annotations

from pathlib import Path

from bot.news import Watched, news
from corpus.library import Library
from index.home import Home
from index.live import LiveIndex
from index.update import update
from tests.index.writing import SHORT_STORIES, write_stories

Fresh = tuple[Home, Library, Path]
CEIEC, BANK = SHORT_STORIES["ceiec"], SHORT_STORIES["bank"]


def test_a_new_version_that_first_names_who_is_watched_is_news(fresh: Fresh) -> None:
    home, library, folder = fresh
    stories, live, watched = folder / "stories.jsonl", LiveIndex(home, library), [Watched("w", "CEIEC")]

    def index(**now: tuple[str, str, str]) -> None:
        update(home, library, [str(write_stories(stories, now))])

    def told(of: list[Watched]) -> list[str]:
        nonlocal seen, before
        snapshot = live.snapshot()
        assert snapshot is not None
        seen, found = news(snapshot, library, seen, of, before)
        before = {one.id: one.checksum for one in snapshot.manifest.articles}
        return [item.citation.quote for items in found.values() for item in items]

    seen, before = None, dict[str, str]()
    title, text, day = BANK
    index(ceiec=CEIEC, bank=BANK)
    assert told(watched) == []
    index(
        ceiec=(CEIEC[0], CEIEC[1] + " It denied that.", CEIEC[2]), bank=(title, f"{text} CEIEC was its partner.", day)
    )
    assert told(watched) == ["CEIEC was its partner."]
    index(ceiec=CEIEC, bank=(title, f"{text} CEIEC was its partner for years.", day))
    assert told(watched) == []
