from __future__ import annotations

import random
from itertools import pairwise

import pytest

from index.sentences import paragraph_spans, sentence_spans

PIECES = [
    "Treasury", "the U.S.", "Mr.", "No.", "a.m.", "Inc.", "3.5", "said:", "“Yes.”", "(OFAC)", "end.", "Why?", "Stop!",
    "…", "\n", "\n\n", "  ", "\t", "A.", "J.", "Ω.", "制裁。", "「是」。", "💥", "e\u0301.",
    '"', "’", ".", "?!", "\u2028", "العقوبات؟",
]  # fmt: skip


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize("seed", range(60))
def test_sentences_hold_every_letter_once_and_in_order(seed: int) -> None:
    chance = random.Random(seed)
    text = " ".join(chance.choices(PIECES, k=chance.randrange(60)))
    spans = sentence_spans(text)
    assert all(start < end for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() and "\n" not in text[start:end] for start, end in spans)


def test_spans_of_a_part_are_offsets_into_the_whole() -> None:
    text = "Left out. One here. Two here. Left out."
    assert [text[start:end] for start, end in sentence_spans(text, 10, 29)] == ["One here.", "Two here."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was listed. It appealed.", 2),
        ("Mr. Smith met Gen. Jones on Nov. 3 in Washington, D.C. He left.", 2),
        ("The U.S. Treasury acted. The U.K. followed.", 2),
        ("They live in the U.S. The ministry said so.", 2),
        ("George W. Bush signed it.", 1),
        ("Acme Inc. Chief Executive Ann Lee spoke.", 1),
        ("“We reject it.” He left.", 2),
        ("He said: “We reject it.”The crowd left.", 2),
        ("Is it true? Yes! It cost $3.5 million.", 3),
        ("One line\nanother line", 2),
        ("财政部实施了制裁。公司否认。", 2),
        ("", 0),
        (" \n\t ", 0),
    ],
)
def test_a_text_is_cut_where_its_sentences_end(text: str, expected: int) -> None:
    assert len(sentences(text)) == expected


def test_paragraphs_are_the_lines_without_the_space_around() -> None:
    text = "  one \n\n two two\n"
    assert [text[start:end] for start, end in paragraph_spans(text)] == ["one", "two two"]
