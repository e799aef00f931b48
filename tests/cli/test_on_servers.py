"""Two programs on one PostgreSQL and one Chroma server: one indexes, the other answers; and what they say of them."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import write_corpus
from tests.cli.running import Cli
from tests.program import environment
from tests.sample_index import link_model
from tests.servers import Chroma, PostgreSQL, chroma, free_port

# A program that goes on running, as the bot does: it answers each line of its input with a line.
ANSWERING = """
import sys
from pathlib import Path
from bot.logs import set_up
from bot.service import Service
from bot.settings import load_settings

set_up()
service = Service(load_settings(data=Path(sys.argv[1])))
for line in sys.stdin:
    print(service.ask(line.strip()).model_dump_json(), flush=True)
"""
QUESTION = "Why was Tarn Shipping sanctioned?"
NEWER = "Which bank lost its licence in Vessa?"


class Answering:
    """The running program."""

    def __init__(self, data: Path, folder: Path, settings: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", ANSWERING, str(data)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=folder,
            env=environment(**settings),
        )

    def __call__(self, question: str) -> dict:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(question + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        self.process.communicate(timeout=60)  # it ends with its questions


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chroma]:
    with chroma(tmp_path_factory.mktemp("chroma-server")) as running:
        yield running


def replica(folder: Path, like: Cli) -> Cli:
    (folder / "working").mkdir(parents=True)
    link_model(like.data / "models", folder / "data" / "models")
    return Cli(folder / "data", folder / "working")


@pytest.mark.slow
def test_one_program_indexes_and_another_answers_from_it_with_and_without_chroma(
    indexed: Cli, server: Chroma, postgresql_server: PostgreSQL, tmp_path: Path
) -> None:
    settings = {"DATABASE_URL": postgresql_server.new_database().get_secret_value(), "CHROMA_URL": server.url}
    one, two = replica(tmp_path / "one", indexed), replica(tmp_path / "two", indexed)
    corpus = write_corpus(tmp_path / "corpus")
    done = one("index", corpus, "--json", **settings)
    assert done.code == 0, done.err
    answering = Answering(two.data, two.folder, settings)
    try:
        first = answering(QUESTION)
        assert (first["kind"], first["generation"], first["notes"]) == ("answer", "g000001", [])
        assert first["citations"][0]["url"] == "https://news.example/tarn-shipping"

        told = "The bank Ardelle lost its licence in Vessa on 3 May 2024 because it had paid for the militia's fuel."
        (corpus / "ardelle.md").write_text(
            f"---\ntitle: Ardelle loses its licence\npublished: 2024-05-03\n---\n\n{told}"
        )
        assert one("index", "--json", **settings).json["generation"] == "g000002"
        started = time.monotonic()
        while (answer := answering(NEWER))["generation"] != "g000002":
            assert time.monotonic() - started < 120, "the switch is not followed"
            time.sleep(0.3)
        assert told in answer["text"]

        server.stop()
        alone = answering(QUESTION)
        assert (alone["kind"], alone["citations"][0]["url"]) == ("answer", first["citations"][0]["url"])
        assert "My search by meaning is away" in alone["notes"][-1]
        [hit, *_] = two("search", "Tarn Shipping fuel", "--json", **settings).json["hits"]
        assert hit["by_words_alone"] is True
        status = two("status", "--json", **settings)
        assert status.code == 0, status.err
        assert "cannot be reached" in status.json["health"]["chroma"]
        checks = {found["name"]: found for found in two("check", "--json", **settings).json["checks"]}
        assert (checks["Chroma"]["status"], checks["PostgreSQL"]["status"]) == ("problem", "ok")
        refused = one("index", "--json", **settings)
        assert refused.code == 1
        assert "Chroma at http://127.0.0.1" in refused.err
        assert "Traceback" not in refused.err

        server.start()
        started = time.monotonic()
        while answering(QUESTION)["notes"]:
            assert time.monotonic() - started < 120, "it is not whole again"
            time.sleep(0.5)
    finally:
        answering.close()


def test_a_laptops_library_is_copied_into_an_empty_database_and_into_no_other(
    indexed: Cli, fresh: Cli, postgresql_server: PostgreSQL
) -> None:
    settings = {"DATABASE_URL": postgresql_server.new_database().get_secret_value()}
    copied = fresh("sources", "copy", indexed.data / "library.sqlite", "--json", **settings)
    assert copied.code == 0, copied.err
    assert copied.json == {"copied": 5}
    assert fresh("sources", "list", "--json", **settings).json == indexed("sources", "list", "--json").json
    again = fresh("sources", "copy", indexed.data / "library.sqlite", **settings)
    assert (again.code, "is not empty" in again.err) == (1, True)


def test_a_database_that_is_away_is_named_without_its_password(fresh: Cli) -> None:
    url = f"postgresql://bot:hidden-word@127.0.0.1:{free_port()}/library"
    for command in (["status"], ["ask", QUESTION], ["check"]):
        run = fresh(*command, DATABASE_URL=url)
        assert run.code == 1
        assert "Connection refused" in run.out + run.err
        assert "hidden-word" not in run.out + run.err
        assert "Traceback" not in run.err


@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        ("DATABASE_URL", "mysql://u:hidden-word@h/d", "must begin with postgresql://"),
        ("CHROMA_URL", "http://u:hidden-word@h:8000", "SANCTIONS_BOT_CHROMA_TOKEN"),
        ("CHROMA_URL", "hidden-word", "CHROMA_URL"),
    ],
)
def test_a_wrong_url_stops_the_start_without_being_shown(fresh: Cli, setting: str, value: str, told: str) -> None:
    run = fresh("status", **{setting: value})
    assert run.code != 0
    assert told in run.err
    assert "hidden-word" not in run.err
