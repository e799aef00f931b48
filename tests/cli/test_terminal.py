"""What people read in the terminal, from data alone."""

from __future__ import annotations

from datetime import date

from bot.answers.answer import Answer, AnswerKind, Citation, Held
from bot.terminal import safe, show_answer, show_matches, show_passage

ESCAPES = "\x1b[31mred\x1b]0;title\x07 \u202etxet\u2069 \x9b2J"


def citation(**given) -> Citation:
    values = {"n": 1, "article_id": "a", "title": "Title", "quote": "the quote", "start": 14, "end": 23} | given
    return Citation(**values)


def answer(**given) -> Answer:
    values = {
        "id": "1", "question": "?", "standalone_question": "?", "kind": AnswerKind.ANSWER, "text": "So it is. [1]",
        "confidence": 0.5,
    }  # fmt: skip
    return Answer(**(values | given))


def test_nothing_in_an_article_can_steer_the_terminal(capsys):
    bad = citation(title=ESCAPES, source=ESCAPES, url=f"https://a.example/{ESCAPES}", published=date(2020, 11, 30))
    show_answer(answer(text=f"{ESCAPES} [1]\nsecond line", citations=(bad,), notes=(ESCAPES,)))
    show_passage(citation(title=ESCAPES, quote=ESCAPES, passage=ESCAPES, start=0, end=len(ESCAPES)))
    show_matches({"matches": [], "articles": [{"title": ESCAPES}]}, [])
    out = capsys.readouterr().out
    assert not set(out) & set("\x1b\x07\x9b\u202e\u2069\r")
    assert "second line" in out


def test_markup_in_a_text_is_shown_as_it_stands(capsys):
    show_answer(answer(text="[bold]not bold[/bold] [1] :smile:"))
    assert capsys.readouterr().out == "[bold]not bold[/bold] [1] :smile:\n"


def test_tabs_and_lines_stay():
    assert safe("a\tb\nc") == "a\tb\nc"


def test_the_passage_marks_its_quote(capsys):
    show_passage(citation(passage="before the quote after", passage_start=7, url="https://a.example/1"))
    assert capsys.readouterr().out == "Title\nbefore »the quote« after\nhttps://a.example/1\n"


def test_a_source_cited_twice_is_listed_once(capsys):
    cited = [citation(n=1), citation(n=2, article_id="b", title="Other"), citation(n=3)]
    show_answer(answer(text="One [1] two [2] three [3]", citations=tuple(cited)))
    assert capsys.readouterr().out.endswith("Sources\n[1] [3] Title\n[2] Other\n")


def test_without_an_answer_the_nearest_things_held_are_named(capsys):
    near = Held(article_id="a", title="Near", source="Example", published=date(2021, 5, 1), url="https://a.example/2")
    show_answer(answer(kind=AnswerKind.NO_ANSWER, text="I do not know.", nearest=(near,)))
    out = capsys.readouterr().out
    assert out == "I do not know.\n\nNearest in the corpus\n- Near — Example, 1 May 2021\n    https://a.example/2\n"
