"""Logs hold no token, whatever logged it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from bot.logs import REDACTED, redact, traceback_without_texts
from corpus.errors import LibraryError
from tests.program import environment

TOKEN = "123456789:AAE-x_" + "b" * 29

# What a library may do with a token: in a message, as an argument, in an error, in a value.
PROGRAM = f"""
import logging, structlog
from bot import logs
logs.set_up({{form!r}}, {{level!r}}, ("odd-secret",))
logging.getLogger("httpx").info("HTTP Request: POST https://host/bot{TOKEN}/getMe")
logging.getLogger("some.library").warning("calling %s", "https://host/bot{TOKEN}/getMe")
structlog.get_logger().info("index.switched", generation="g000007", url="{TOKEN}", other="odd-secret")
try:
    raise ValueError("https://host/bot{TOKEN}/getMe, asked by Anna")
except ValueError:
    structlog.get_logger().exception("telegram.failed")
    logging.getLogger("other").exception("failed")
"""


@pytest.mark.parametrize(("form", "level"), [("console", "DEBUG"), ("console", "INFO"), ("json", "INFO")])
def test_everything_logged_goes_to_stderr_without_secrets_or_what_people_wrote(form, level):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.replace("{form!r}", repr(form)).replace("{level!r}", repr(level))],
        capture_output=True, text=True, env=environment(), timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "HTTP Request" not in done.stderr  # httpx tells of every request at INFO
    assert TOKEN not in done.stderr
    assert "odd-secret" not in done.stderr
    assert done.stderr.count(REDACTED) >= (5 if level == "DEBUG" else 3)
    assert ("asked by Anna" in done.stderr) is (level == "DEBUG")
    assert "ValueError" in done.stderr
    assert "g000007" in done.stderr
    if form == "json":
        events = [json.loads(line) for line in done.stderr.splitlines()]
        assert [event["event"] for event in events][1:3] == ["index.switched", "telegram.failed"]
        assert "ValueError" in events[2]["exception"]
        assert all({"level", "timestamp", "logger"} <= event.keys() for event in events)


@pytest.mark.parametrize(
    "text",
    [
        f"token {TOKEN}",
        f"https://api.example/bot{TOKEN}/sendMessage",
        f"https://api.example/bot{TOKEN.replace(':', '%3A')}/sendMessage",
        f"https://api.example/file/bot{TOKEN}/photo.jpg",
        "https://api.example/bot12345:short/getMe",
    ],
)
def test_whatever_is_shaped_like_a_token_is_redacted(text):
    shown = redact(text)
    assert REDACTED in shown
    assert "AAE" not in shown
    assert "short" not in shown


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("https://reader:hidden-word@news.example/feed", "https://reader:"),
        ("postgresql://bot:hidden-word@db/library", "@db/library"),
        ("Authorization: Bearer hidden-word", "Authorization: Bearer"),
        ("headers={'authorization': 'Basic aGlkZGVuLXdvcmQ='}", "authorization"),
    ],
)
def test_passwords_and_bearers_are_redacted(text, kept):
    shown = redact(text)
    assert REDACTED in shown
    assert kept in shown
    assert "hidden-word" not in shown
    assert "aGlkZGVu" not in shown


def test_a_traceback_tells_where_and_what_led_to_it_but_quotes_nobody():
    try:
        try:
            raise KeyError("what Anna wrote")
        except KeyError as error:
            raise LibraryError("library.sqlite is locked") from error
    except LibraryError as error:
        told = traceback_without_texts(error)
    assert "Anna" not in told.replace('raise KeyError("what Anna wrote")', "")
    assert told.index("KeyError") < told.index("LibraryError: library.sqlite is locked")


def test_ordinary_text_is_left_alone():
    text = "index.switched generation=g000001 at=2026-11-24T10:20:30 ratio=3:2 url=https://a.example/bottles/1:2"
    assert redact(text) == text
