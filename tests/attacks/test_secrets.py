"""Every secret setting, looked for in everything a full run writes: logs, databases, messages, backups, metrics."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
import sqlalchemy as sa

from bot.settings import Settings
from tests.attacks.conftest import Happened
from tests.attacks.inside import OWNER_ID
from tests.botapi import BotApiServer
from tests.sample_index import sample_data
from tests.servers import PostgreSQL, free_port
from tests.telegram.running import ANSWER_SECONDS, RunningBot, command, environment
from tests.web_site import Page, rss, story, web_site

pytestmark = pytest.mark.slow  # a bot, its database and a backup of all

KEY, HOOK = "key-of-the-model-5d2c", "secret-of-the-webhook-77"
DATABASE, DATABASE_QUOTED = "password of the database", quote("password of the database")
FEED, FIELD = "password-of-the-feed-9a", "token-of-the-feed-4be"
MODEL = "login-of-the-model-83"
QUESTION = "Why was CEIEC sanctioned?"
# The sources' own addresses are kept with their logins, as they must be to be read (docs/sources.md).
KEPT_WITH_SOURCES = (FEED, FIELD)


def _tables(url: str) -> str:
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as db:
        names = sa.inspect(db).get_table_names()
        told = [str(row) for name in names for row in db.exec_driver_sql(f'SELECT * FROM "{name}"')]
    engine.dispose()
    return "\n".join(told)


def _files(folder: Path) -> str:
    found = [path for path in folder.rglob("*") if path.is_file() and "models" not in path.parts]
    return "\n".join(path.read_bytes().decode("latin-1") for path in found)


@pytest.fixture(scope="module")
def wrote(
    tmp_path_factory: pytest.TempPathFactory, postgresql_server: PostgreSQL
) -> tuple[dict[str, str], dict[str, str]]:
    """What a full run wrote by where it wrote it, and the secrets by what they are."""
    data, work = sample_data(tmp_path_factory), tmp_path_factory.mktemp("work")
    plain = postgresql_server.new_database().get_secret_value()
    database = plain.replace("@", f":{DATABASE_QUOTED}@", 1) if "@" in plain else plain
    assert DATABASE_QUOTED in database
    with web_site() as site, BotApiServer() as server:
        port = free_port()
        login = site.url.replace("http://", f"http://reader:{FEED}@")
        page = site.put("/a", story("Harbour news", "The tanker Alba was held in port on Tuesday, the ministry said."))
        site.put(f"/feed?token={FIELD}", rss((page, "Harbour news", "Tue, 01 Mar 2022 10:00:00 GMT")))
        site.pages[f"/broken?token={FIELD}"] = Page(b"no", 500)
        site.pages[f"/busy?token={FIELD}"] = Page(b"no", 429, {"Retry-After": "9"})
        dead = f"http://reader:{FEED}@127.0.0.1:{free_port()}/feed?token={FIELD}"
        sources = [f"{login}{path}?token={FIELD}" for path in ("/feed", "/broken", "/busy")] + [dead]
        settings = {
            "telegram_token": server.token, "telegram_api_url": server.url, "admins": OWNER_ID,
            "database_url": database,
            "llm_url": f"http://me:{MODEL}@127.0.0.1:{free_port()}/v1", "llm_model": "a-model", "llm_key": KEY,
            "webhook_secret": HOOK, "allow_private_addresses": "true", "fetch_delay_seconds": "0", "log_level": "DEBUG",
            "log_format": "json", "metrics_port": port, "question_chars": 300,
        }  # fmt: skip
        written: dict[str, list[str]] = {"what the commands say": [], "errors": []}

        def run(*arguments: str, under: str = "what the commands say", **other: object) -> None:
            done = subprocess.run(
                command(data, *arguments), cwd=work, env=environment(**{**settings, **other}),
                capture_output=True, text=True,
                timeout=600, check=False,
            )  # fmt: skip
            written[under].append(done.stdout + done.stderr)

        for source in sources:
            run("sources", "add", source)
        run("index", "sample")
        for words in (["status"], ["sources", "list"], ["check"], ["ask", QUESTION], ["gaps"], ["audit"], ["settings"]):
            run(*words)
        closed = (
            database.replace(str(postgresql_server.folder), str(work))
            if str(postgresql_server.folder) in database
            else (f"postgresql://bot:{DATABASE_QUOTED}@127.0.0.1:{free_port()}/nowhere")
        )
        run("status", under="errors", database_url=closed)
        run("run", under="errors", telegram_api_url=f"http://127.0.0.1:{free_port()}", database_url=closed)
        run("run", under="errors", telegram_token="123456:wrong", telegram_api_url=server.url)
        run("status", under="errors", database_url=f"mysql://bot:{DATABASE_QUOTED}@host/x")
        run("status", under="errors", webhook_secret=HOOK + "!")
        with RunningBot(server, data, work, **settings) as bot:
            boss = server.user("Boss", id=OWNER_ID)
            chat = server.private_chat(boss)
            for words in (QUESTION, "/sources", "/status", "/stats", "/audit", "/roles", f"/add {dead}",
            f"/add {sources[0]}",
                          "/reindex", "/export"):  # fmt: skip
                server.write(boss, words)
                server.wait_for_message(chat, timeout=ANSWER_SECONDS)
            server.wait_until_quiet(chat, 3, 120)
            server.garble("sendMessage", times=2)
            server.write(boss, QUESTION)
            server.wait_until_quiet(chat, 3, 60)
            metrics = "\n".join(
                httpx.get(f"http://127.0.0.1:{port}{path}", timeout=30).text for path in ("/metrics", "/readyz")
            )
            bot.stop()
            log = bot.log
        run("backup", str(work / "kept.zip"))
        shown = "\n".join(str(call.parameters) for call in server.calls())
        token = server.token
    archive = work / "kept.zip"
    packed = archive.read_bytes().decode("latin-1")
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as opened:
            packed += "\n".join(opened.read(name).decode("latin-1") for name in opened.namelist())
    secrets = {
        "the bot's token": token, "the language model's key": KEY, "the login in the language model's address": MODEL,
        "the webhook's secret": HOOK, "the database's password": DATABASE,
        "the database's password, as in its address": DATABASE_QUOTED,
        "the password in a source's address": FEED, "the token in a source's address": FIELD,
    }  # fmt: skip
    return (
        {
            "logs": log, "messages": shown, "metrics": metrics, "database": _tables(plain),
            "data folder": _files(data),
            "backup": packed, **{where: "\n".join(texts) for where, texts in written.items()},
        },
        secrets,
    )  # fmt: skip


WHERE = ("logs", "messages", "metrics", "database", "data folder", "backup", "what the commands say", "errors")


@pytest.mark.parametrize("where", WHERE)
def test_no_secret_is_in_what_a_full_run_writes(
    wrote: tuple[dict[str, str], dict[str, str]], where: str, happened: Happened
) -> None:
    written, secrets = wrote
    assert len(written[where]) > 100
    found = [
        (name, written[where][max(0, at - 120) : at + 20])
        for name, secret in secrets.items()
        if (at := written[where].find(secret)) >= 0
        and not (where in ("database", "backup") and secret in KEPT_WITH_SOURCES)
    ]
    assert not found
    for _ in secrets:
        happened("not found")


def test_the_settings_never_show_a_secret(happened: Happened) -> None:
    settings = Settings(telegram_token="1:secret-word", llm_key="secret-word", database_url="postgresql://u:secret-word@h/d",
                        webhook_secret="secret-word-of-16-letters", chroma_token="secret-word")  # fmt: skip
    for shown in (repr(settings), str(settings), settings.model_dump_json(), str(settings.model_dump())):
        assert "secret-word" not in shown
        happened("not found")
