"""A story told by several is quoted once, and the answer says who else published it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from bot.answers.answer import AnswerKind, Citation, Held, also_published
from bot.answers.engine import ask
from bot.telegram.rendering import render_evidence
from bot.telegram.speech import speech_in
from bot.terminal import show_answer
from corpus.library import Library
from index.home import Home
from index.live import LiveIndex
from index.search import Snapshot
from index.update import update

ENGLISH = speech_in("en")
STORY = (
    "The Treasury sanctioned Meridian Shipping because it had moved oil for the Wagner Group. "
    "Meridian Shipping owns eleven tankers and has its office in Port Calder. "
    "A lawyer for Meridian Shipping said that the company would appeal."
)


def indexed(folder: Path, *rows: tuple[str, str, str]) -> Snapshot:
    """An index of the story as told by each (source, text, day)."""
    folder.mkdir()
    lines = [
        {"url": f"https://example.org/{place}", "title": f"Told by {source}", "text": text, "published": day,
         "source": source}
        for place, (source, text, day) in enumerate(rows)
    ]  # fmt: skip
    (folder / "told.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    home = Home(folder / "data")
    library = Library(home.library)
    update(home, library, [str(folder / "told.jsonl")])
    snapshot = LiveIndex(home, library).snapshot()
    assert snapshot is not None
    return snapshot


def test_a_cited_story_names_its_other_publishers(tmp_path, capsys):
    snapshot = indexed(
        tmp_path / "a",
        ("Northern Press", STORY, "2023-04-03"),
        ("Inland News", STORY, "2023-04-05"),
        ("Port Paper", STORY, "2023-04-04"),
    )
    answer = ask("Why was Meridian Shipping sanctioned?", (), snapshot)
    assert answer.kind is AnswerKind.ANSWER
    cited = answer.citations[0]
    assert (cited.source, [other.source for other in cited.also]) == ("Northern Press", ["Port Paper", "Inland News"])
    told = "also published by Port Paper, 4 April 2023; Inland News, 5 April 2023"
    assert also_published(cited) == told
    show_answer(answer)
    assert told in capsys.readouterr().out
    (piece,) = render_evidence(cited, ENGLISH)
    assert f"\nA{told[1:]}\n" in piece.text
    earlier = ask("Why was Meridian Shipping sanctioned?", (), snapshot, as_of=date(2023, 4, 4))
    assert [other.source for other in earlier.citations[0].also] == ["Port Paper"]


def test_an_updated_story_is_quoted_in_its_newest_version_and_says_so(tmp_path):
    update_ = STORY + " On Friday a court in Dorn refused to hear Meridian Shipping."
    snapshot = indexed(
        tmp_path / "a", ("Northern Press", STORY, "2023-04-03"), ("Northern Press", update_, "2023-04-07")
    )
    answer = ask("Why was Meridian Shipping sanctioned?", (), snapshot)
    assert {citation.published for citation in answer.citations} == {date(2023, 4, 7)}
    assert (
        "Northern Press updated this story on 7 April 2023; first held is its version of 3 April 2023." in answer.notes
    )
    assert also_published(answer.citations[0]) == ""


def test_many_publishers_are_counted_and_one_without_a_name_is_known_by_its_site():
    others = [Held(article_id=str(n), title="T", source=f"Paper {n}") for n in range(7)]
    unnamed = Held(article_id="x", title="T", url="https://www.port-paper.example/1")
    cited = Citation(n=1, article_id="a", title="T", source="First", quote="q", start=0, end=1, also=(unnamed, *others))
    assert also_published(cited) == (
        "also published by port-paper.example, undated; Paper 0, undated; Paper 1, undated; Paper 2, undated; "
        "Paper 3, undated; and 3 more"
    )
