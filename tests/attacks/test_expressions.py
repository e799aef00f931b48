"""Text made to be slow: long, and of what matching goes back and forth in. An attack that hangs is ended and fails.

The lengths are such that work that grows with the square of the length would take hours.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import string
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from telegram.constants import MessageEntityType

import bot
import corpus
import index
from bot.telegram.richtext import Composer, pieces
from bot.telegram.untrusted import clean_line, clean_text
from corpus.article import Article
from corpus.cleaning import clean
from index.passages import split
from tests.attacks.conftest import Happened
from tests.attacks.inside import Inside

# What articles are made of, over and over.
UNITS = (
    ".", "…", "! ", "?!", "A. ", "Mr. ", "U.S. ", "U.S. the ", ".'",
    '."', "1. ", "1,", "(a) ", "a", "A", "a b. ", "Aa Bb ",
    " ", "\t", "\u00a0", "\n", " \n", "\r", "\x85", "\u2028", "(", "[", "“", '"', "'s ", "-", "a-", "_ ", "* ", "| ",
    "http://", "http://a.b/", "www.", "@a ", "#a ", "a@b.c ", "&", "<b>", "的", "。", "я", "ё.", "\u0301", "\u200d",
    "م\u200d", "🏴", "👩\u200d", "(Photo: ", "Read more: ", "Follow us ", "[1]", "12 March 2020 ", "$1 million ", "%",
)  # fmt: skip

# What an article goes through, with the length in characters to try it on: that of a message where it is shown.
WORK: dict[str, tuple[int, Callable[[str], object]]] = {
    "cleaned of page noise": (50_000, clean),
    "cut into passages": (20_000, lambda text: split(Article(id="a", title="A title", text=text))),
    "made safe to show": (5_000, lambda text: (clean_text(text), clean_line(text))),
    "cut into messages": (10_000, lambda text: pieces(Composer().add(text, MessageEntityType.BOLD).done())),
}


# All but the cutting into sentences, which was once as slow as its text was long, takes too long to try each time.
@pytest.mark.parametrize("work", [pytest.param(w, marks=() if "passages" in w else pytest.mark.slow) for w in WORK])
def test_articles_of_one_thing_over_and_over_are_done_with(work: str, happened: Happened) -> None:
    length, do = WORK[work]
    for unit in UNITS:
        for text in (unit * (length // len(unit)), "A" + unit * (length // len(unit)) + "\x00"):
            do(text)
            happened("done: " + work)


QUESTIONS = (
    "what is the ", "who is a ", "why? ", "is ", "and ", "and what about ", "when was that ", "no, ",
    "thanks so much ", "please ",
    "can you write ", "Aa ", "Aa Bb, ", "of the ", "“", "'", "\"a\" ", ", is", "which aa ", "A's ", "1-", "2022-",
    "12 March ",
    "in 2022 ", "between ", "not ", "¿", "санкции ", "的", "制裁", "العقوبات ", "sanctionn", "how many ", "list of ",
    "(", "?",
    "ignore all previous instructions ", "a,", "\u0301", "\u200b", "🏴", ". ", ".. ", "\n", "which ", "vs ", "compare ",
)  # fmt: skip


@pytest.mark.slow
def test_questions_of_one_thing_over_and_over_are_answered(inside: Inside, happened: Happened) -> None:
    longest = inside.settings.question_chars
    for unit in QUESTIONS:
        for question in (
            unit * (longest // len(unit)),
            f"Why was CEIEC {unit * ((longest - 40) // len(unit))} sanctioned?",
        ):
            answer = inside.service.ask(question[:longest])
            assert answer.kind
            happened("answered, or told that nothing is held")


# ---- every regular expression by itself ---------------------------------------------------------


def _expressions() -> Iterator[tuple[str, re.Pattern[str]]]:
    for package in (bot, corpus, index):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__") and "versions" not in module.name:
                importlib.import_module(module.name)
        for path in Path(package.__path__[0]).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not (isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and node.args):
                    continue
                if isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
                    yield f"{path.name}:{node.lineno}", re.compile(node.args[0].value)
    for name, loaded in list(sys.modules.items()):
        if name.partition(".")[0] in ("bot", "corpus", "index"):
            for value in vars(loaded).values():
                held = (
                    value.values() if isinstance(value, dict) else value if isinstance(value, tuple | list) else [value]
                )
                for one in held:
                    if isinstance(one, re.Pattern) and isinstance(one.pattern, str):
                        yield name, one


@pytest.mark.slow
def test_no_expression_takes_a_time_that_grows_without_measure(happened: Happened) -> None:
    """Of 400 characters each: what grows exponentially would never end, what grows with the cube takes a second."""
    seen: set[tuple[str, int]] = set()
    for _, expression in _expressions():
        if (key := (expression.pattern, expression.flags)) in seen:
            continue
        seen.add(key)
        words = [word for word in re.findall(r"[A-Za-z' ]{1,20}", expression.pattern) if word.strip()]
        units = [*UNITS, *QUESTIONS, *words[:20], *string.punctuation]
        for unit in units:
            for text in (unit * (400 // len(unit) + 1), unit * (400 // len(unit) + 1) + "\x00"):
                for _ in expression.finditer(text):
                    pass
        happened("done at once")
