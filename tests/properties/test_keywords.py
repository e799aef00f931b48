"""Keyword search: no text of a question makes it fall, and every passage is found by its own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from index.keywords import KeywordIndex, stems
from index.passages import split
from index.query import names_in
from tests.properties.texts import texts

HELD = {
    "ceiec": "The Treasury sanctioned CEIEC on Monday.",
    "bank": "Washington cut the bank off from the dollar AND nothing else.",
    "query": 'title:"x" +must -not (a OR b) field:value^2 *',
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> KeywordIndex:
    keywords = KeywordIndex(tmp_path_factory.mktemp("keywords"))
    for key, text in HELD.items():
        keywords.add(split(Article(id=key, title=key.title(), text=text)))
    return keywords


@given(text=texts | st.sampled_from(['"', "a AND", "(", "title:", "*", "a^9", "[a TO b]", "\\", "a~2", "-", "\x00"]))
def test_any_question_can_be_searched(index: KeywordIndex, text: str) -> None:
    """Any text can be searched for; quotes, brackets and operators of query languages in it do no harm."""
    words = stems(text)
    found = index.find(words, 10)
    assert len(found) <= len(HELD)
    assert all(score > 0 for _, score in found)
    assert set(index.rarity(words)) == set(words)
    assert all(names_in(text))


@given(texts)
def test_words_are_the_same_every_time(text: str) -> None:
    """The words of any text, read again, are the same, and none is blank."""
    words = stems(text)
    assert stems(text) == words
    assert all(word == word.strip() != "" for word in words)


@pytest.mark.parametrize("key", HELD)
def test_a_passage_is_found_by_its_own_words(index: KeywordIndex, key: str) -> None:
    article = Article(id=key, title=key.title(), text=HELD[key])
    best, _ = index.find(stems(article.text), 1)[0]
    assert best == split(article)[0].id
