from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import DamagedIndexError
from index.keywords import KeywordIndex, stems
from index.passages import Passage


def passage(key: str, text: str, title: str = "A title") -> Passage:
    return Passage(key, "article", 0, len(text), text, title)


@pytest.fixture
def index(tmp_path: Path) -> KeywordIndex:
    index = KeywordIndex(tmp_path / "keywords")
    index.add(
        [
            passage("oil", "The sanctions hit oil exports and oil tankers."),
            passage("bank", "A bank was sanctioned.", title="Sberbank loses the dollar"),
            passage("apple", "Apples were picked early."),
        ]
    )
    return index


def found(index: KeywordIndex, text: str) -> list[str]:
    return [key for key, _ in index.find(stems(text), 10)]


def test_words_are_found_by_their_stems_without_case_and_accents(index: KeywordIndex) -> None:
    assert set(found(index, "SANCTION")) == {"oil", "bank"}
    assert found(index, "picking äpples") == ["apple"]


def test_the_title_counts_but_less_than_the_words(index: KeywordIndex) -> None:
    index.add([passage("told", "Sberbank was named in the dollar case.")])
    assert found(index, "Sberbank dollar") == ["told", "bank"]


def test_stopwords_find_nothing(index: KeywordIndex) -> None:
    assert stems("Why was the… of it?") == []
    assert found(index, "Why was the") == []
    assert found(index, "") == []


@pytest.mark.parametrize("text", ['"', "oil AND (", "text:oil^3", "a* b? [c TO d]", "\\", "💥", "x" * 5000, "制裁"])
def test_a_question_is_words_never_a_query_language(index: KeywordIndex, text: str) -> None:
    assert set(found(index, text)) <= {"oil", "bank", "apple"}


def test_scores_come_best_first_and_are_limited(index: KeywordIndex) -> None:
    hits = index.find(stems("oil sanctions"), 10)
    assert [key for key, _ in hits] == ["oil", "bank"]
    assert hits[0][1] > hits[1][1] > 0
    assert len(index.find(stems("oil sanctions"), 1)) == 1


def test_a_rare_word_weighs_more_and_an_unknown_one_most(index: KeywordIndex) -> None:
    rarity = index.rarity(stems("sanctions apples zebra"))
    assert rarity["zebra"] > rarity["appl"] > rarity["sanction"] > 0


def test_adding_again_replaces(index: KeywordIndex) -> None:
    index.add([passage("apple", "Pears were picked late.")])
    assert found(index, "apples") == []
    assert found(index, "pears") == ["apple"]
    assert index.held() == {"oil", "bank", "apple"}


def test_only_what_is_kept_stays(index: KeywordIndex) -> None:
    assert index.keep_only({"oil", "elsewhere"}) == 2
    assert index.held() == {"oil"}
    assert found(index, "bank apples") == []
    assert index.keep_only({"oil"}) == 0


def test_what_another_opening_wrote_is_seen_after_a_refresh(index: KeywordIndex, tmp_path: Path) -> None:
    other = KeywordIndex(tmp_path / "keywords")
    index.add([passage("late", "A late addition.")])
    other.refresh()
    assert "late" in other.held()


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    empty = KeywordIndex(tmp_path / "empty")
    assert empty.held() == set()
    assert found(empty, "oil") == []
    assert set(empty.rarity(["oil"])) == {"oil"}


def test_a_damaged_index_says_how_to_rebuild_it(index: KeywordIndex, tmp_path: Path) -> None:
    (tmp_path / "keywords" / "meta.json").write_text("{")
    with pytest.raises(DamagedIndexError, match=r"keywords: a file of Tantivy's is damaged .*index --full"):
        KeywordIndex(tmp_path / "keywords")
