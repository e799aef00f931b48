"""One bot watched from outside: its metrics, its health, and events that are found by the reference of an apology."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.botapi import BotApiServer, Message
from tests.servers import free_port
from tests.telegram.running import ANSWER_SECONDS, ForkedBot, RunningBot

WHY = "Why was CEIEC sanctioned?"


@pytest.fixture(scope="module")
def bot(server: BotApiServer, indexed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    work = tmp_path_factory.mktemp("watched")
    shutil.copytree(indexed, work / "data", symlinks=True)
    with ForkedBot(server, work / "data", work, metrics_port=free_port(), log_format="json") as running:
        yield running


def get(bot: RunningBot, path: str) -> httpx.Response:
    return httpx.get(f"http://127.0.0.1:{bot.settings['metrics_port']}{path}", timeout=30)


def events(bot: RunningBot) -> list[dict[str, Any]]:
    return [json.loads(line) for line in bot.log.splitlines() if line.startswith("{")]


def answered(server: BotApiServer, name: str, text: str) -> Message:
    person = server.user(name)
    server.write(person, text)
    found = server.wait_for_message(server.private_chat(person), timeout=ANSWER_SECONDS)
    server.wait_until_quiet(server.private_chat(person))
    return found


def test_metrics_count_questions_answers_and_stages_and_name_nobody(server: BotApiServer, bot: RunningBot) -> None:
    answered(server, "Annabella", WHY)
    text = get(bot, "/metrics").text
    for line in (
        'sanctions_bot_questions_total{chat="private"} 1.0',
        'sanctions_bot_answers_total{kind="answer"} 1.0',
        'sanctions_bot_retrievals_total{search="whole"}',
        'sanctions_bot_stage_seconds_count{stage="evidence"} 1.0',
        "sanctions_bot_index_missing_passages 0.0",
        'sanctions_bot_part_up{part="telegram"} 1.0',
        "sanctions_bot_generation_age_seconds",
        "sanctions_bot_index_last_run_failed 0.0",
    ):
        assert line in text
    assert "Annabella" not in text
    assert "CEIEC" not in text
    assert server.token not in text


def test_health_tells_how_each_part_is(server: BotApiServer, bot: RunningBot) -> None:
    ready = get(bot, "/readyz")
    assert (ready.status_code, ready.json()["ok"]) == (200, True)
    assert ready.json()["parts"]["index"] == {"ok": True, "told": "g000001 answers"}
    assert ready.json()["parts"].keys() == {"started", "telegram", "database", "chroma", "index"}
    assert get(bot, "/healthz").json()["ok"] is True


def test_a_failure_is_found_by_the_reference_in_the_apology(server: BotApiServer, bot: RunningBot) -> None:
    [switch] = (bot.data / "generations").glob("switch-*.json")
    content = switch.read_text()
    switch.write_text("{")
    try:
        said = answered(server, "Berta", WHY).words
        ready = get(bot, "/readyz")
    finally:
        switch.write_text(content)
    assert said.startswith("Sorry, something went wrong")
    reference = said.rpartition("Reference: ")[2]
    assert len(reference) == 6
    [failed] = [one for one in events(bot) if one["event"] == "telegram.handler_failed"]
    assert failed["request"] == reference
    assert "Berta" not in bot.log
    assert ready.status_code == 503
    assert ready.json()["parts"]["index"]["ok"] is False
    assert 'sanctions_bot_answers_total{kind="failed"} 1.0' in get(bot, "/metrics").text


def test_each_question_has_a_reference_of_its_own(server: BotApiServer, bot: RunningBot) -> None:
    answered(server, "Clara", WHY)
    given = [one["request"] for one in events(bot) if one["event"] in ("telegram.answered", "telegram.handler_failed")]
    assert len(given) == len(set(given))
    assert len(given) >= 2
