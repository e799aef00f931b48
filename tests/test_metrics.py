"""The numbers that are told, and that dashboard and alerts ask for numbers there are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import yaml

from bot import measures, metrics

DOCS = Path(__file__).resolve().parents[1] / "docs"
RULES = yaml.safe_load((DOCS / "prometheus-alerts.yaml").read_text())
# What a label may say: kinds of things in a few words of ours.
VALUES = {"chat", "kind", "search", "outcome", "type", "direction", "stage", "part"}


@pytest.fixture
def told() -> Iterator[metrics.Metrics]:
    yield metrics.start(lambda: {"part_up": {("index",): 1.0}, "updates_waiting": {(): 3.0}})
    measures.listen(None)


def test_everything_told_is_in_the_text(told: metrics.Metrics) -> None:
    measures.count("questions", chat="private")
    measures.observe("answer_seconds", 0.2)
    text = told.text().decode()
    assert 'sanctions_bot_questions_total{chat="private"} 1.0' in text
    assert "sanctions_bot_answer_seconds_count 1.0" in text
    assert 'sanctions_bot_part_up{part="index"} 1.0' in text
    assert "sanctions_bot_updates_waiting 3.0" in text


def test_the_stages_of_an_answer_count_once_each_and_what_the_bot_asks_itself_does_not(told: metrics.Metrics) -> None:
    def ask() -> int:
        for _ in range(2):
            with measures.stage("retrieval"):
                measures.searched(whole=False)
        return 5

    assert ask() == 5
    assert 'stage="retrieval"' not in told.text().decode()
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda _: measures.measured(ask)(), range(4))) == [5] * 4
    text = told.text().decode()
    assert 'sanctions_bot_stage_seconds_count{stage="retrieval"} 4.0' in text
    assert 'sanctions_bot_stage_seconds_count{stage="understanding"} 4.0' in text
    assert 'sanctions_bot_retrievals_total{search="words_alone"} 8.0' in text


def test_labels_name_kinds_of_things_only() -> None:
    labels = {label for _, labels in metrics.COUNTERS.values() for label in labels}
    labels |= {label for _, labels, _ in metrics.HISTOGRAMS.values() for label in labels}
    assert labels | {label for labels in metrics.LABELLED.values() for label in labels} <= VALUES


def test_without_metrics_nothing_is_kept() -> None:
    measures.count("no such metric")
    with measures.one_answer(), measures.stage("writing"):
        pass


def asked_for(text: str) -> set[str]:
    return set(re.findall(r"\bsanctions_bot_\w+", text))


def test_the_alerts_ask_for_metrics_there_are() -> None:
    rules = [rule for group in RULES["groups"] for rule in group["rules"]]
    assert len(rules) > 8
    assert {rule["alert"] for rule in rules if not rule["annotations"]["summary"]} == set()
    told = (DOCS / "operations.md").read_text()
    for rule in rules:
        assert asked_for(rule["expr"]) <= metrics.names(), rule["alert"]
        assert rule["alert"] in told


def test_the_dashboard_asks_for_metrics_there_are_and_shows_each() -> None:
    text = (DOCS / "grafana-dashboard.json").read_text()
    panels = json.loads(text)["panels"]
    asked = asked_for(json.dumps(panels))
    assert asked <= metrics.names()
    shown = {re.sub(r"_(total|bucket|sum|count)$", "", name) for name in asked}
    every = {f"sanctions_bot_{name}" for name in (*metrics.COUNTERS, *metrics.HISTOGRAMS, *metrics.GAUGES)}
    assert every == shown
    assert len({panel["id"] for panel in panels}) == len(panels)
