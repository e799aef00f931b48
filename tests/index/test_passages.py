from __future__ import annotations

import random
from itertools import pairwise

import pytest

from index.passages import PASSAGE_WORDS, split
from index.sentences import sentence_spans
from tests.index.writing import article

WORDS = "sanctions bank oil ship port treasury said on the of list added. removed. Why? 制裁公司 Monday".split()


def random_text(seed: int) -> str:
    chance = random.Random(seed)
    return "".join(
        chance.choice(WORDS) + chance.choice([" ", " ", " ", "\n", "\n\n", "  "])
        for _ in range(chance.randrange(1, 900))
    )


@pytest.mark.parametrize("seed", range(40))
def test_passages_quote_the_article_exactly_and_hold_every_sentence_whole_and_once(seed: int) -> None:
    text = random_text(seed)
    told = article("a", "A title", text)
    passages = split(told)
    assert all(text[passage.start : passage.end] == passage.text for passage in passages)
    assert all(one.end <= other.start for one, other in pairwise(passages))
    assert len({passage.id for passage in passages}) == len(passages)
    for start, end in sentence_spans(text):
        holders = [passage for passage in passages if passage.start <= start and end <= passage.end]
        pieces = [passage for passage in passages if start <= passage.start and passage.end <= end]
        assert len(holders) == 1 or "".join("".join(p.text.split()) for p in pieces) == "".join(text[start:end].split())


@pytest.mark.parametrize(
    "text", ["word " * 3000, "制裁" * 5000, "制裁公司。" * 2000, "x" * 5000, ("short line\n" * 900)]
)
def test_no_passage_outgrows_what_the_model_reads(text: str) -> None:
    passages = split(article("a", "A title", text.strip()))
    assert all(len(passage.text.split()) <= 2 * PASSAGE_WORDS for passage in passages)
    assert all(len(passage.text) <= 2 * 8 * PASSAGE_WORDS for passage in passages)
    assert sum(len("".join(passage.text.split())) for passage in passages) == len("".join(text.split()))


def test_a_corrected_word_renames_only_its_own_passage() -> None:
    tail = " ".join(f"Sentence {n} of the long tail of the story is told here at length." for n in range(40))
    before = split(article("a", "A title", "Paragraph, wrongly put.\n\n" + tail))
    after = split(article("a", "A title", "Paragraph, rightly corrected.\n\n" + tail))
    shared = {passage.id for passage in before} & {passage.id for passage in after}
    assert len(shared) == len(before) - 1
    moved = {passage.id: passage.start for passage in after}
    assert all(moved[passage.id] > passage.start for passage in before if passage.id in shared)


def test_the_same_words_twice_in_a_story_are_two_passages() -> None:
    text = "\n".join([("word " * 99 + "end.")] * 3)
    assert len({passage.id for passage in split(article("a", "A title", text))}) == 3


def test_an_id_depends_on_article_title_and_words() -> None:
    ids = {
        split(article(key, title, text))[0].id
        for key in ("a", "b")
        for title in ("One", "Two")
        for text in ("It was listed.", "It was removed.")
    }
    assert len(ids) == 8


def test_what_is_embedded_begins_with_the_title() -> None:
    [passage] = split(article("a", "A title", "It was listed."))
    assert passage.embedded_text == "A title. It was listed."
