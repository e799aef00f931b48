"""The quotes writer: which sentences are quoted, with what around them, and how they are introduced."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answers.answer import Citation, Held
from bot.answers.evidence import FEATURES, Evidence
from bot.answers.question import understand
from bot.answers.quotes import as_quote, attributed, choose, marked, write
from corpus.article import Article, article_id
from index.search import Hit

FIRST = "Tarn Shipping was sanctioned because it delivered fuel to the militia."
SECOND = "It runs six tankers from the port of Vessa."
THIRD = "Its director, Orlo Venn, called the accusation absurd."


def article(text: str, key: str = "a", day: date | None = date(2021, 3, 9), source: str | None = "CNN") -> Article:
    return Article(id=article_id(key), title=f"On {key}", text=text, published=day, source=source)


def evidence(
    of: Article, sentence: str, score: float = 1.0, answer: str = "", *, refers_back: bool = False
) -> Evidence:
    start = of.text.index(sentence)
    at = sentence.index(answer) if answer else 0
    features = tuple(float(refers_back) if name == "refers_back" else 0.0 for name in FEATURES)
    hit = Hit("p", of, 0, len(of.text), 1.0, (0.5, 0.0, 0.0, 1.0))
    spans = ((at, at + len(answer)),) if answer else ()
    return Evidence(hit, start, start + len(sentence), features, score, spans)


def test_what_refers_back_is_quoted_with_the_sentence_before():
    of = article(f"{FIRST} {SECOND}")
    assert as_quote(evidence(of, SECOND, refers_back=True)).text == f"{FIRST} {SECOND}"
    assert as_quote(evidence(of, SECOND)).text == SECOND
    assert as_quote(evidence(of, FIRST, refers_back=True)).text == FIRST


def test_a_line_that_announces_a_statement_is_quoted_with_it():
    of = article(f"The minister said:\n\n{FIRST}\n\nOther news.")
    assert as_quote(evidence(of, FIRST)).text == f"The minister said:\n\n{FIRST}"
    assert as_quote(evidence(of, FIRST)).on_one_line == f"The minister said: {FIRST}"


def test_a_quotation_that_would_grow_too_long_is_the_sentence_alone():
    before = " ".join(["word"] * 80) + "."
    of = article(f"{before} {SECOND}")
    assert as_quote(evidence(of, SECOND, refers_back=True)).text == SECOND


def test_the_lead_comes_first_then_the_rest_of_its_article_in_its_order():
    one, other = article(f"{THIRD} {FIRST} {SECOND}"), article("Mirelle Bank closed forty branches.", "b")
    lead = evidence(one, FIRST, 1.0)
    chosen = choose([lead, evidence(other, other.text, 0.95), evidence(one, SECOND, 0.9), evidence(one, THIRD, 0.9)])
    assert [quote.text for quote in chosen] == [FIRST, THIRD, SECOND, other.text]


def test_what_is_far_below_the_lead_says_the_same_or_is_too_much_is_left_out():
    of = article(f"{FIRST} {SECOND} {THIRD}")
    same = article("Tarn Shipping delivered fuel to the militia and was sanctioned.", "b")
    lead = evidence(of, FIRST, 1.0)
    assert len(choose([lead, evidence(of, SECOND, 0.61)])) == 2
    assert len(choose([lead, evidence(of, SECOND, 0.59)])) == 1
    assert len(choose([lead, evidence(same, same.text, 0.99)])) == 1
    assert len(choose([lead, evidence(of, SECOND, 0.99)], most_words=20)) == 1


def test_words_that_say_whose_a_quotation_is_count_once_for_each_article():
    of = article(f"{FIRST} {SECOND}")  # 11 and 9 words; 8 say whose the first is, 2 lead to the second
    both = [evidence(of, FIRST), evidence(of, SECOND)]
    assert len(choose(both, most_words=11 + 8 + 9 + 2)) == 2
    assert len(choose(both, most_words=11 + 8 + 9 + 1)) == 1


def test_another_source_on_the_same_day_and_the_same_source_again_begin_a_sentence():
    one = article(FIRST)
    other, again = article("Mirelle Bank closed.", "b", source="the BBC"), article("Ministers resigned.", "c")
    quotes = choose([evidence(of, of.text) for of in (one, other, again)])
    draft = write(understand("Why was Tarn Shipping sanctioned?"), quotes)
    second, third = draft.text.split("\n\n")[1:]
    assert second.startswith("The BBC")
    assert third.startswith("CNN")
    assert "also" in third


def test_no_more_than_four_sentences_are_quoted():
    texts = ["Apples ripen.", "Tankers sail.", "Banks close.", "Courts decide.", "Ministers resign."]
    of = article(" ".join(texts))
    assert [quote.text for quote in choose([evidence(of, text) for text in texts])] == texts[:4]


def test_each_article_is_introduced_with_its_source_and_day_and_each_quotation_numbered():
    one, other = article(f"{FIRST} {SECOND} {THIRD}"), article("Mirelle Bank closed.", "b", date(2022, 4, 1), "the BBC")
    quotes = choose([evidence(one, FIRST), evidence(one, SECOND), evidence(one, THIRD), evidence(other, other.text)])
    draft = write(understand("Why was Tarn Shipping sanctioned?"), quotes, 2)
    first, second = draft.text.split("\n\n")
    assert "CNN" in first
    assert "9 March 2021" in first
    assert first.index(f"“{FIRST}” [2]") < first.index(f"“{SECOND}” [3]") < first.index(f"“{THIRD}” [4]")
    assert "1 April 2022" in second
    assert "“Mirelle Bank closed.” [5]" in second
    assert [citation.n for citation in draft.citations] == [2, 3, 4, 5]
    assert all(one.text[cited.start : cited.end] == cited.quote for cited in draft.citations[:3])
    assert "ater" in second  # later than the report before
    assert all(notice.text in draft.text for notice in draft.said)


def test_the_answer_in_the_lead_is_marked_also_behind_the_sentence_before():
    of = article(f"{FIRST} It was listed on 9 March 2021.")
    sentence = "It was listed on 9 March 2021."
    quote = as_quote(evidence(of, sentence, answer="9 March 2021", refers_back=True))
    (told,) = write(understand("When was Tarn Shipping listed?"), [quote]).sentences
    assert told.text[slice(*told.answer_span)] == "9 March 2021"
    (untold,) = write(understand("Why was Tarn Shipping listed?"), [quote]).sentences
    assert untold.answer_span is None


def test_a_day_told_by_the_day_of_the_report_is_explained():
    of = article("Tarn Shipping was listed on Monday.")
    quote = as_quote(evidence(of, of.text, answer="on Monday"))
    (note,) = write(understand("When was Tarn Shipping listed?"), [quote]).notes
    assert "9 March 2021" in note.text
    undated = article("Tarn Shipping was listed on Monday.", day=None)
    assert (
        write(understand("When was it listed?"), [as_quote(evidence(undated, undated.text, answer="on Monday"))]).notes
        == ()
    )


def test_that_a_story_was_updated_by_its_publisher_is_said():
    of = article(FIRST)
    earlier = Held(article_id="x", title="On a", source="CNN", published=date(2021, 3, 7))
    later = earlier.model_copy(update={"published": date(2021, 3, 10)})
    question, quotes = understand("Why was it sanctioned?"), choose([evidence(of, FIRST)])
    (note,) = write(question, quotes, also={of.id: (earlier,)}).notes
    assert "7 March 2021" in note.text
    assert write(question, quotes, also={of.id: (later,)}).notes == ()
    assert write(question, quotes).notes == ()


@pytest.mark.parametrize(
    ("published", "origin", "shown"),
    [
        (date(2022, 3, 10), None, "CNN (10 March 2022): “So.”"),
        (None, None, "CNN (undated): “So.”"),
        (date(2022, 3, 10), "url", "CNN (10 March 2022, dated by its"),
    ],
)
def test_a_quotation_on_a_line_of_its_own(published, origin, shown):
    cited = Citation(
        n=1, article_id="a", title="T", source="CNN", quote="So.", start=0, end=3, published=published,
        published_from=origin,
    )  # fmt: skip
    assert attributed("So.", cited).startswith(shown)


def test_quotation_marks_differ_from_those_inside():
    assert marked("So.") == "“So.”"
    assert marked("He said “no”.") == "‘He said “no”.’"
    assert marked('He said "no".') == '‘He said "no".’'
