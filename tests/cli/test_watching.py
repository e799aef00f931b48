"""What is seen at a terminal while something goes on: bars of an index run, sentences as they are written."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from rich.text import Text

from bot.durations import duration
from bot.progress import progress_bars
from bot.status import ListStatus
from bot.terminal import as_it_comes, console_of, print_indented, show_hits, show_matches
from index.report import Progress

STEPS = (
    Progress("reading", 0, 40),
    Progress("reading", 40, 40, 1200),
    Progress("embedding", 5, 50),
    Progress("switching", 1, 1),
)
MATCH = {
    "name": "ALBA STAR", "matched_name": "ALBA", "score": 0.87, "kind": "vessel", "list": "OFAC SDN",
    "programmes": ["IRAN"], "facts": ["vessel", "IRAN", "IMO 9000001"], "listed_on": "2021-03-09",
    "delisted_on": "2023-06-14", "as_of": "2023-07-01", "absent_from": "", "in_the_news": ["Alba ship"],
    "source_url": "https://lists.example/1", "how": "by three of four words",
    "explanation": [{"asked": "alba", "listed": "ALBA", "likeness": 1.0, "how": "same"},
        {"asked": "", "listed": "STAR", "likeness": 0.0, "how": "not asked for"}],
}  # fmt: skip


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True

    @property
    def plain(self) -> str:
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self.getvalue())


@contextmanager
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    screen = Terminal()
    with monkeypatch.context() as changed:
        changed.setenv("TERM", "xterm")
        changed.delenv("NO_COLOR", raising=False)
        changed.setenv("COLUMNS", "80")
        changed.setattr(sys, "stdout", screen)
        changed.setattr(sys, "stderr", screen)
        yield screen


def test_at_a_terminal_each_stage_of_a_run_has_a_bar_with_its_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    with at_a_terminal(monkeypatch) as terminal, progress_bars("First use: indexing") as show:
        for step in STEPS:
            show(step)
    seen = terminal.plain
    assert seen.startswith("First use: indexing\n")
    for told in ("reading", "40/40 files, 1,200 articles and entries", "embedding", "5/50 passages", "switching"):
        assert told in seen


def test_into_a_file_each_stage_is_a_line_at_its_beginning_and_its_end(capsys) -> None:
    with progress_bars("First use: indexing") as show:
        for step in (*STEPS, *STEPS):
            show(step)
    assert capsys.readouterr().err.splitlines() == [
        "First use: indexing",
        "reading: 0 of 40 files",
        "reading: 40 of 40 files, 1200 articles and list entries",
        "embedding: 5 of 50 passages",
    ]


def test_sentences_are_shown_as_they_come_and_taken_away_where_somebody_watches(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with at_a_terminal(monkeypatch) as terminal, as_it_comes() as show:
        assert show is not None
        show("It sailed.\x1b]0;title\x07")
        show("It came back.")
    assert "It sailed.]0;title It came back." in terminal.plain
    assert "\x1b[2K" in terminal.getvalue().rpartition("It came back.")[2]  # the line is wiped


def test_nothing_is_shown_on_the_way_into_a_file(capsys) -> None:
    with as_it_comes() as show:
        assert show is None
    assert capsys.readouterr().out == ""


def test_at_a_terminal_long_lines_are_folded_and_stay_indented(monkeypatch: pytest.MonkeyPatch) -> None:
    with at_a_terminal(monkeypatch) as terminal:
        print_indented(console_of(), Text("word " * 40), 3)
    lines = terminal.plain.splitlines()
    assert len(lines) == 3
    assert all(line.startswith("   word") and len(line) <= 80 for line in lines)


def test_hits_say_where_they_were_found_by_words_alone(capsys) -> None:
    show_hits([])
    hit = {
        "title": "Port news",
        "score": 0.5,
        "passage": "Alba sailed.",
        "by_words_alone": True,
        "url": "https://a.example",
    }
    show_hits([hit])
    assert capsys.readouterr().out.splitlines() == [
        "Nothing found.",
        "The search by meaning is away: found by words alone.",
        "1. Port news  0.500",
        "   Alba sailed.",
        "   https://a.example",
    ]


def test_a_match_tells_how_it_was_found_and_when_it_was_listed_and_gone(capsys) -> None:
    show_matches({"matches": [MATCH], "articles": []}, [])
    assert capsys.readouterr().out.splitlines() == [
        "0.87  ALBA STAR (as ALBA) — vessel; IMO 9000001",
        "      OFAC SDN; programmes IRAN; listed 9 March 2021; removed 14 June 2023; list as of 1 July 2023; "
        "in the news as Alba ship",
        "      by three of four words:",
        "        alba                 ALBA                 1.00  same",
        "        -                    STAR                 0.00  not asked for",
        "      https://lists.example/1",
    ]


def test_where_no_list_has_the_name_the_lists_looked_in_and_the_nearest_are_told(capsys) -> None:
    plain = {key: value for key, value in MATCH.items() if key != "explanation"}
    bare = plain | dict.fromkeys(("listed_on", "delisted_on", "as_of", "absent_from", "in_the_news", "source_url"), "")
    lists = [ListStatus(list="EU list", entries=2), ListStatus(list="UN list", entries=1)]
    show_matches({"matches": [], "nearest": [bare | {"programmes": []}]}, lists)
    assert capsys.readouterr().out.splitlines() == [
        "No such name in the lists held here: EU list, UN list.",
        "",
        "The nearest names, which may be others",
        "0.87  ALBA STAR (as ALBA) — vessel; IRAN; IMO 9000001",
        "      OFAC SDN",
    ]


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0.25, "0.2 s"),
        (0, "0 s"),
        (4.4, "4 s"),
        (27, "27 s"),
        (44, "40 s"),
        (95, "2 min"),
        (3600, "1 h"),
        (4800, "1 h 20 min"),
    ],
)
def test_a_time_is_told_as_exactly_as_its_size_deserves(seconds: float, told: str) -> None:
    assert duration(seconds) == told
