"""Verification: what the passage says holds; with another name, figure or date, or a denial, it does not."""

from __future__ import annotations

from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.answers.verification import Passage, Support, verify
from corpus import readers
from corpus.article import Article
from corpus.sources import SAMPLE, folder_of
from index.sentences import sentence_spans

AUTHORITIES = ("Washington", "London", "Brussels", "Ottawa", "Canberra")
COMPANIES = ("Orvale Trading", "Bank Kestrel", "Tamrin Shipping", "Zelman Holding", "Quibble Mining")
PEOPLE = ("Ivan Petrenko", "Mira Castellan", "Tomas Halvard", "Nadia Orlov")
MONTHS = ("January", "March", "July", "October", "December")
CRIMES = ("smuggling oil", "laundering money", "selling drones", "hiding assets", "breaching the arms embargo")
DAYS = st.tuples(st.integers(1, 28), st.sampled_from(MONTHS), st.integers(2012, 2022))
FIGURES = st.integers(2, 900).filter(lambda figure: figure not in (12, 20, 50, 100))

_articles = [item for path in readers.files(folder_of(SAMPLE)) for item in readers.read(path, lambda _: None)]
SENTENCES = [
    (article, start, end)
    for article in _articles if isinstance(article, Article)
    for start, end in sentence_spans(article.text)
]  # fmt: skip


@st.composite
def facts(draw: st.DrawFn) -> dict[str, str]:
    day, month, year = draw(DAYS)
    return {
        "who": draw(st.sampled_from(AUTHORITIES)),
        "whom": draw(st.sampled_from(COMPANIES)),
        "owner": draw(st.sampled_from(PEOPLE)),
        "crime": draw(st.sampled_from(CRIMES)),
        "date": f"{day} {month} {year}",
        "ships": str(draw(FIGURES)),
        "sum": f"${draw(FIGURES)} million",
    }


TEMPLATES = (
    "{who} sanctioned {whom} on {date} for {crime}.",
    "{whom} was sanctioned by {who} on {date} for {crime}.",
    "On {date}, {who} froze {sum} of {whom} for {crime}.",
    "{who} blocked {ships} ships of {whom}, which belongs to {owner}, on {date}.",
    "{whom}, owned by {owner}, lost {sum} and {ships} ships after {who} sanctioned it on {date}.",
)
FRAME = "It was long expected. {} Lawyers for both sides had no comment."


def holds(claim: str, passage: str) -> bool:
    return verify(claim, [Passage(passage, "Sanctions", date(2022, 12, 30))]).fault is None


@given(st.sampled_from(SENTENCES))
def test_a_sentence_of_an_article_holds_to_the_letter(found: tuple[Article, int, int]) -> None:
    """Any sentence of any article of the sample, cited from it, holds, and its proof is that sentence."""
    article, start, end = found
    verdict = verify(
        article.text[start:end], [Passage("Another."), Passage(article.text, article.title, article.published)]
    )
    assert verdict.fault is None
    assert verdict.supports[0].index == 1
    support: Support = verdict.supports[0]
    assert article.text[support.start : support.end] == article.text[start:end]


@given(st.sampled_from(TEMPLATES), facts())
def test_what_the_passage_says_holds(template: str, told: dict[str, str]) -> None:
    """A claim in the words of a sentence of the passage holds, with its full stop or without."""
    sentence = template.format(**told)
    assert holds(sentence, FRAME.format(sentence))
    assert holds(sentence.removesuffix("."), FRAME.format(sentence))


@given(st.sampled_from(TEMPLATES), facts(), facts(), st.data())
def test_another_name_figure_or_date_is_refused(
    template: str, told: dict[str, str], other: dict[str, str], data: st.DataObject
) -> None:
    """A claim that differs from the passage in one name, figure, sum or date is refused."""
    field = data.draw(st.sampled_from([name for name in told if f"{{{name}}}" in template and name != "crime"]))
    assume(other[field] != told[field])
    claim = template.format(**{**told, field: other[field]})
    assert not holds(claim, FRAME.format(template.format(**told)))


@given(st.sampled_from(TEMPLATES), facts(), facts())
def test_another_deed_is_refused(template: str, told: dict[str, str], other: dict[str, str]) -> None:
    """A claim that gives another reason than the passage is refused."""
    assume("{crime}" in template and other["crime"] != told["crime"])
    claim = template.format(**{**told, "crime": other["crime"]})
    assert not holds(claim, FRAME.format(template.format(**told)))


DENIALS = (
    ("{who} did not sanction {whom} on {date} for {crime}.", TEMPLATES[0]),
    ("{who} never sanctioned {whom} on {date} for {crime}.", TEMPLATES[0]),
    ("{whom} was not sanctioned by {who} on {date} for {crime}.", TEMPLATES[1]),
    (
        "{who} lifted sanctions on {whom} on {date} for {crime}.",
        "{who} imposed sanctions on {whom} on {date} for {crime}.",
    ),
    ("{whom} sanctioned {who} on {date} for {crime}.", TEMPLATES[0]),
    ("{who} sanctioned {whom} on {date} for {crime}.", "{who} may sanction {whom} on {date} for {crime}."),
    ("{who} sanctioned {whom} on {date} for {crime}.", "Officials said {who} sanctioned {whom} on {date} for {crime}."),
    ("{who} sanctioned {whom} on {date} for {crime}.", "{who} did not sanction {whom} on {date} for {crime}."),
)


@given(st.sampled_from(DENIALS), facts())
def test_a_claim_turned_round_is_refused(pair: tuple[str, str], told: dict[str, str]) -> None:
    """A claim that denies, lifts, swaps or makes certain what the passage says is refused."""
    claim, sentence = (text.format(**told) for text in pair)
    assert not holds(claim, FRAME.format(sentence))
