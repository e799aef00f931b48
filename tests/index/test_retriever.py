"""The retriever through the interface every LlamaIndex program knows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import MetadataMode, NodeWithScore, QueryBundle, TextNode

from corpus.library import Library
from index.home import Home
from index.live import LiveIndex
from index.retriever import SanctionsRetriever
from index.update import roll_back, update
from tests.index.conftest import SmallIndex
from tests.index.writing import SHORT_STORIES, write_stories


def titles(found: list[NodeWithScore]) -> list[str]:
    return [str(hit.node.metadata["title"]) for hit in found]


def test_it_is_a_llamaindex_retriever(small: SmallIndex) -> None:
    retriever: BaseRetriever = SanctionsRetriever(small.live, top_k=2)
    found = retriever.retrieve("Why was CEIEC sanctioned?")
    assert titles(found)[0] == SHORT_STORIES["ceiec"][0]
    assert len(found) == 2
    assert found[0].score is not None
    assert found[1].score is not None
    assert found[0].score > found[1].score
    assert retriever.retrieve(QueryBundle("Why was CEIEC sanctioned?")) == found


async def test_it_can_be_awaited(small: SmallIndex) -> None:
    found = await SanctionsRetriever(small.live).aretrieve("tanker with crude oil")
    assert titles(found)[0] == SHORT_STORIES["tanker"][0]


def test_a_node_carries_the_exact_passage_and_where_it_is_from(small: SmallIndex) -> None:
    [hit] = SanctionsRetriever(small.live, top_k=1).retrieve("Who lost the dollar?")
    node = hit.node
    assert isinstance(node, TextNode)
    text = SHORT_STORIES["bank"][1]
    assert text[node.start_char_idx : node.end_char_idx] == node.text
    assert node.get_content(MetadataMode.NONE) == node.text
    assert node.metadata["url"] == "https://example.org/bank"
    assert node.metadata["published"] == "2022-02-24"
    assert node.metadata["source"] == "Example News"


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("fruit growers", "orchard"),
        ("ship carrying petroleum", "tanker"),
        ("Nicolas Maduro", "ceiec"),
        ("the lender's chair objected", "bank"),
    ],
)
def test_meaning_and_words_both_find(small: SmallIndex, question: str, key: str) -> None:
    assert titles(SanctionsRetriever(small.live).retrieve(question))[0] == SHORT_STORIES[key][0]


def test_as_of_a_day_nothing_later_is_found(small: SmallIndex) -> None:
    found = SanctionsRetriever(small.live, as_of=date(2021, 12, 31)).retrieve("sanctions on banks and tankers")
    assert set(titles(found)) == {SHORT_STORIES["ceiec"][0], SHORT_STORIES["orchard"][0]}
    assert SanctionsRetriever(small.live, as_of=date(1999, 1, 1)).retrieve("sanctions") == []


@pytest.mark.parametrize("question", [" ", "?", "💥" * 50, "oil " * 3000, "制裁", "AND OR NOT (", "\x00"])
def test_odd_questions_break_nothing(small: SmallIndex, question: str) -> None:
    assert len(SanctionsRetriever(small.live, top_k=3).retrieve(question)) == 3


def test_before_the_first_index_run_nothing_is_found(fresh: tuple[Home, Library, Path]) -> None:
    home, library, _ = fresh
    assert SanctionsRetriever(LiveIndex(home, library)).retrieve("Why was CEIEC sanctioned?") == []


def test_it_follows_each_switch_and_each_way_back(fresh: tuple[Home, Library, Path]) -> None:
    home, library, folder = fresh
    retriever = SanctionsRetriever(LiveIndex(home, library))
    path = write_stories(folder / "stories.jsonl", {"ceiec": SHORT_STORIES["ceiec"]})
    update(home, library, [str(folder)])
    assert titles(retriever.retrieve("tanker")) == [SHORT_STORIES["ceiec"][0]]
    write_stories(path, {"tanker": SHORT_STORIES["tanker"]})
    update(home, library)
    assert titles(retriever.retrieve("CEIEC")) == [SHORT_STORIES["tanker"][0]]
    roll_back(home, library)
    assert titles(retriever.retrieve("tanker")) == [SHORT_STORIES["ceiec"][0]]
