"""`check`, settings, secrets and what `run` refuses."""

from __future__ import annotations

import shutil

import pytest

from bot.state import DATABASE_NAME

NO_TOKEN = "987654321:" + "A" * 35


def by_name(run) -> dict[str, dict]:
    findings = run.json["checks"]
    assert [finding for finding in findings if finding["status"] != "ok" and not finding["remedy"]] == []
    return {finding["name"]: finding for finding in findings}


def test_check_finds_everything_in_order_and_a_missing_token_is_no_error(indexed):
    run = indexed("check", "--json")
    assert run.code == 0, run.out
    assert run.json["ok"] is True
    found = by_name(run)
    expected = {
        "settings",
        "data folder",
        "disk",
        "model",
        "library",
        "index",
        "vectors (Chroma)",
        "keywords (Tantivy)",
    }
    assert found.keys() >= expected
    assert all(found[name]["status"] == "ok" for name in expected - {"disk"})
    assert "not set" in found["Telegram"]["message"]
    assert "reading" not in found


def test_check_says_so_when_nothing_is_indexed_and_writes_nothing(fresh):
    run = fresh("check", "--json")
    assert run.code == 0, run.out
    assert by_name(run)["index"]["message"] == "nothing is indexed yet"
    assert not fresh.data.exists()


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("generations/switch-*.json", "index"),
        ("library.sqlite", "library"),
        ("keywords-*/meta.json", "keywords (Tantivy)"),
    ],
)
def test_check_names_a_damaged_part_and_the_remedy(copied, part, name):
    (path,) = copied.data.glob(part)
    path.write_bytes(b"damaged" * 1000)
    run = copied("check", "--json")
    assert run.code == 1
    assert run.json["ok"] is False
    broken = by_name(run)[name]
    assert broken["status"] == "problem"
    assert broken["remedy"]
    text = copied("check")
    assert text.code == 1
    assert f"PROBLEM  {name}: " in text.out
    assert "Traceback" not in text.err


def test_check_says_so_when_sentences_cannot_be_read_together(copied):
    models = copied.data / "models"
    shutil.rmtree(models)
    found = by_name(copied("check", "--json"))["reading"]
    assert (found["status"], "`sanctions-bot index`" in found["remedy"]) == ("note", True)


def test_check_tries_the_token_and_explains_privacy_mode(indexed, telegram):
    settings = {"TELEGRAM_TOKEN": telegram.token, "TELEGRAM_API_URL": telegram.url}
    run = indexed("check", "--json", **settings)
    assert run.code == 0, run.out
    found = by_name(run)
    assert "@SanctionsTestBot" in found["Telegram"]["message"]
    assert "mentions of it and replies to it" in found["privacy mode"]["message"]
    assert "answered in any chat" in found["inline mode"]["message"]
    assert found["admins"]["status"] == "note"
    assert by_name(indexed("check", "--json", ADMINS="5, 6", **settings))["admins"]["message"] == "2 set"
    assert telegram.token not in run.out + run.err


def test_check_names_a_refused_token_without_showing_it(indexed, telegram):
    run = indexed("check", TELEGRAM_TOKEN=NO_TOKEN, TELEGRAM_API_URL=telegram.url)
    assert run.code == 1
    assert "Telegram does not know the token" in run.out
    assert "SANCTIONS_BOT_TELEGRAM_TOKEN" in run.out
    assert NO_TOKEN not in run.out + run.err


def test_check_names_a_server_that_cannot_be_reached_without_showing_the_token(indexed):
    run = indexed("check", TELEGRAM_TOKEN=NO_TOKEN, TELEGRAM_API_URL="http://127.0.0.1:9")
    assert run.code == 1
    assert "cannot be reached" in run.out
    assert NO_TOKEN not in run.out + run.err


def test_alive_fails_while_no_bot_runs(indexed):
    run = indexed("check", "--alive", "--json")
    assert run.code == 1
    assert run.json["checks"][0]["name"] == "bot"


def test_a_wrong_value_ends_it_with_the_settings_name_and_never_the_value(indexed):
    run = indexed("status", ADMINS="me-myself")
    assert run.code == 2
    assert "SANCTIONS_BOT_ADMINS" in run.err
    assert "me-myself" not in run.err
    assert "Traceback" not in run.err


def test_an_unknown_setting_ends_it_with_what_may_be_meant(indexed):
    run = indexed("status", TELEGRAM_TOKN=NO_TOKEN)
    assert run.code == 2
    assert "SANCTIONS_BOT_TELEGRAM_TOKN" in run.err
    assert "SANCTIONS_BOT_TELEGRAM_TOKEN" in run.err
    assert NO_TOKEN not in run.err
    checked = indexed("check", TELEGRAM_TOKN=NO_TOKEN)
    assert checked.code == 1
    assert "PROBLEM  settings: SANCTIONS_BOT_TELEGRAM_TOKN" in checked.out


def test_run_without_a_token_is_wrong_usage_and_says_where_to_get_one(indexed):
    run = indexed("run")
    assert run.code == 2
    assert "SANCTIONS_BOT_TELEGRAM_TOKEN" in run.err
    assert "@BotFather" in run.err
    assert not (indexed.data / DATABASE_NAME).exists()


def test_run_with_a_refused_token_ends_without_showing_it(indexed, telegram):
    run = indexed("run", TELEGRAM_TOKEN=NO_TOKEN, TELEGRAM_API_URL=telegram.url, LOG_LEVEL="DEBUG")
    assert run.code != 0
    assert NO_TOKEN not in run.out + run.err
    assert "Traceback" not in run.err


def test_settings_come_from_a_dotenv_file_of_the_working_folder(copied):
    (copied.folder / ".env").write_text("SANCTIONS_BOT_QUESTION_CHARS=60\n")
    run = copied("ask", "why " * 30)
    assert run.code == 2
    assert "at most 60" in run.err


def test_help_and_version_need_no_settings(indexed):
    run = indexed("--help", TELEGRAM_TOKN="x")
    assert run.code == 0
    assert "ask" in run.out
    assert indexed("--version").out.startswith("sanctions-bot ")
    assert indexed("nonsense").code == 2
