"""The bot's own words: every language says everything, with the same values, in Fluent that can be read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.answers.notice import notice
from bot.answers.wording import WORDS
from bot.telegram.menu import COMMANDS
from bot.telegram.speech import DEFAULT, LOCALES, OWN_NAMES, TEXTS, known_language, speech_in
from bot.telegram.wording import told_in

LANGUAGES = sorted(folder.name for folder in TEXTS.iterdir())
CODE = sorted(TEXTS.parent.glob("*.py"))
NOTICE_CHARS = 200  # Telegram's limit for the notice of a pressed button
MENU_CHARS = 256  # and for the description of a command


class Variables(Visitor):
    """The values a pattern asks for, and the plural forms of each of its choices."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.choices: list[tuple[str, set[str]]] = []

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:
        self.names.add(node.id.name)

    def visit_SelectExpression(self, node: ftl.SelectExpression) -> None:
        assert isinstance(node.selector, ftl.VariableReference)
        keys = {variant.key.name if isinstance(variant.key, ftl.Identifier) else "=" for variant in node.variants}
        self.choices.append((node.selector.id.name, keys))
        self.generic_visit(node)


@cache
def messages(language: str) -> dict[str, ftl.Message]:
    found: dict[str, ftl.Message] = {}
    for path in sorted((TEXTS / language).glob("*.ftl")):
        for entry in FluentParser(with_spans=False).parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ftl.Junk), f"{path}: {entry.content}"
            if isinstance(entry, ftl.Message):
                assert entry.value is not None
                assert entry.id.name not in found, f"{path}: {entry.id.name} twice"
                found[entry.id.name] = entry
    return found


def variables(message: ftl.Message) -> Variables:
    visitor = Variables()
    visitor.visit(message)
    return visitor


@cache
def said_in_code() -> tuple[frozenset[str], re.Pattern[str]]:
    """Every string in the code, and what those put together can read."""
    whole, patterns = set[str](), set[str]()
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            if isinstance(node, ast.JoinedStr):
                parts = [str(part.value) if isinstance(part, ast.Constant) else None for part in node.values]
                if re.fullmatch(r"[a-z]*-[a-z-]*", "".join(filter(None, parts))):
                    patterns.add("".join(re.escape(part) if part is not None else "[a-z_-]*" for part in parts))
    return frozenset(whole), re.compile("|".join(sorted(patterns)))


def asked_for() -> Iterator[tuple[str, str]]:
    """(where, id) of each text that `say` is called for by a literal id."""
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "say":
                for literal in literals(node.args[0]):
                    yield f"{path.name}:{node.lineno}", literal


def notices() -> Iterator[str]:
    """The texts shown in the notice of a pressed button."""
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "answer":
                for call in (inner for argument in node.args for inner in ast.walk(argument)):
                    if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "say":
                        yield from literals(call.args[0])


def literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


NOTICES = frozenset(notices())


def test_all_languages_on_offer_have_texts() -> None:
    assert set(LANGUAGES) == set(LOCALES) == set(OWN_NAMES)
    assert "evidence-unknown" in NOTICES


def test_every_text_the_code_says_exists() -> None:
    missing = [f"{where} {message_id}" for where, message_id in asked_for() if message_id not in messages(DEFAULT)]
    assert not missing
    assert not [command.name for command in COMMANDS if f"menu-{command.name}" not in messages(DEFAULT)]


def test_every_text_is_said_somewhere() -> None:
    whole, put_together = said_in_code()
    unused = [name for name in messages(DEFAULT) if name not in whole and not put_together.fullmatch(name)]
    assert not unused


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_says_everything_with_the_same_values(language: str) -> None:
    english, ours = messages(DEFAULT), messages(language)
    assert ours.keys() == english.keys()
    wrong = [name for name in english if variables(ours[name]).names != variables(english[name]).names]
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_every_form_the_language_has(language: str) -> None:
    needed = {"en": {"one"}, "es": {"one"}, "fr": {"one"}, "ru": {"one", "few"}, "zh": set[str]()}
    needed["ar"] = {"zero", "one", "two", "few", "many"}
    for name, message in messages(language).items():
        for selector, forms in variables(message).choices:
            if forms & {"zero", "one", "two", "few", "many"}:
                assert needed[language] <= forms, f"{name}: {selector} lacks {needed[language] - forms}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_can_be_said_and_fits_where_telegram_shows_it(language: str) -> None:
    speech = speech_in(language)
    for name, message in messages(language).items():
        values = dict.fromkeys(variables(message).names, 12)
        text = speech.say(name, **values)
        assert text.strip()
        assert "{" not in text, name
        if name.startswith("menu-"):
            assert len(text) <= MENU_CHARS, name
        if name in NOTICES:
            assert len(text) <= NOTICE_CHARS, name


def test_the_catalogue_has_the_engines_own_sentences_word_for_word() -> None:
    ours = {name.removeprefix("notice-") for name in messages(DEFAULT) if name.startswith("notice-")}
    assert ours == set(WORDS)
    for code, words in WORDS.items():
        values = {name: f"<{name}>" for _, name, _, _ in Formatter().parse(words) if name}
        assert told_in(speech_in(DEFAULT), notice(code, **values)) == words.format_map(values)


def test_numbers_dates_and_lists_are_written_as_the_language_writes_them() -> None:
    english, when = speech_in("en"), date(2020, 11, 30)
    assert english.day(when) == "30 November 2020"
    assert english.moment(datetime(2020, 11, 30, 14, 5, tzinfo=UTC)) == "30 November 2020 at 14:05 UTC"
    assert english.say("status-newest", day=when) == "The newest article is of 30 November 2020."
    assert "12,345 articles" in english.say("sources-articles", count=12_345)
    assert english.say("sources-articles", count=1) == "1 article"
    assert [english.duration(seconds) for seconds in (12.3, 47, 200, 4800, 7200)] == [
        "12 s", "50 s", "3 min", "1 h 20 min", "2 h",
    ]  # fmt: skip
    assert english.listed(["a", "b", "c"]) == "a, b and c"
    assert speech_in("es").day(when) == "30 de noviembre de 2020"
    assert speech_in("ru").day(when).startswith("30 ноября 2020")
    assert speech_in("zh").day(when) == "2020年11月30日"


def test_a_name_in_arabic_text_is_set_apart_and_nothing_in_english_is() -> None:
    assert "\u2068/srv/news\u2069" in speech_in("ar").say("sources-place", place="/srv/news", held="x")
    assert "\u2068@SanctionsBot\u2069" in speech_in("ar").say("start-group", username="SanctionsBot")
    assert "\u2068SANCTIONS_BOT_ADMINS=12\u2069" in speech_in("ar").say("start-no-admin", id="12")
    assert speech_in("en").say("sources-place", place="/srv/news", held="x") == "/srv/news: x"


def test_what_is_said_never_reads_its_values_as_markup() -> None:
    assert "{ $x } *[a]" in speech_in("en").say("sources-place", place="{ $x } *[a]", held="y")


def test_telegrams_language_codes_lead_to_ours() -> None:
    codes = {"en": "en", "ru": "ru", "zh-hans": "zh", "zh-TW": "zh", "es_MX": "es", "AR": "ar", "de": None, None: None}
    assert {code: known_language(code) for code in codes} == codes
    assert {known_language(code) for code in LOCALES} == set(LOCALES)


def test_the_texts_are_part_of_the_package() -> None:
    assert f"telegram/{TEXTS.name}/*/*.ftl" in Path("pyproject.toml").read_text(encoding="utf-8")
