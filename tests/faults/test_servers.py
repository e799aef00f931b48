"""The boundaries to a Chroma server and to PostgreSQL: real servers, each behind a wire that fails in every way."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.botapi import BotApiServer
from tests.faults.asked import APOLOGY, FULL, MARKED, Crowd, assert_discreet
from tests.faults.table import Row, note
from tests.faults.wire import Fault, Wire, http
from tests.servers import Chroma, PostgreSQL, chroma
from tests.telegram.running import RunningBot, command, environment

PASSWORD = "correct-horse-battery"
TOKEN = "chroma-token-of-the-test"


@pytest.fixture(scope="module")
def vectors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chroma]:
    with chroma(tmp_path_factory.mktemp("chroma")) as server:
        yield server


@pytest.fixture(scope="module")
def to_chroma(vectors: Chroma) -> Iterator[Wire]:
    with Wire(("127.0.0.1", vectors.port)) as wire:
        yield wire


@pytest.fixture(scope="module")
def to_postgresql(postgresql_server: PostgreSQL) -> Iterator[Wire]:
    with Wire(str(postgresql_server.folder / ".s.PGSQL.5432")) as wire:
        yield wire


@pytest.fixture(scope="module")
def database(postgresql_server: PostgreSQL) -> str:
    """The name of a database of this module's own."""
    return str(sa.make_url(postgresql_server.new_database().get_secret_value()).database)


@pytest.fixture(scope="module")
def bot(
    started: Callable[..., RunningBot], to_chroma: Wire, to_postgresql: Wire, database: str, indexed: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> RunningBot:  # fmt: skip
    settings = {
        "chroma_url": f"http://127.0.0.1:{to_chroma.port}",
        "chroma_token": TOKEN,
        "database_url": f"postgresql://tester:{PASSWORD}@127.0.0.1:{to_postgresql.port}/{database}",
    }
    work = tmp_path_factory.mktemp("indexing")
    (work / "data").mkdir()
    (work / "data" / "models").symlink_to((indexed / "models").resolve())
    done = subprocess.run(
        command(work / "data", "index", "sample"), env=environment(**settings), cwd=work, check=False,
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return started(**settings)


def empty_reply(*paths: bytes) -> Callable[[bytes], bytes | None]:
    """Answer requests whose first line names one of `paths` with JSON of another shape; the rest passes."""

    def reply(data: bytes) -> bytes | None:
        first = data.partition(b"\r\n")[0]
        return http("200 OK", b'{"ids": null, "distances": 7}') if any(path in first for path in paths) else None

    return reply


def always(status: str, body: bytes = b"{}", kind: str = "application/json") -> Fault:
    return Fault(reply=lambda _: http(status, body, kind))


CHROMA = {
    "every connection reset": Fault(reset=True),
    "answers cut after 60 bytes": Fault(half=60),
    "takes connections and never answers": Fault(hang=True),
    "a byte of the answer a second": Fault(drip_seconds=1.0),
    "500 for everything": always("500 Internal Server Error", b'{"error": "InternalError", "message": "disk"}'),
    "502 of a proxy for everything": always("502 Bad Gateway", b"<html>Bad Gateway</html>", "text/html"),
    "401 for everything": always("401 Unauthorized", b'{"error": "Unauthorized", "message": "no"}'),
    "429 for everything": always("429 Too Many Requests", b'{"error": "RateLimit", "message": "slow down"}'),
    "garbage for everything": Fault(reply=lambda _: b"\x00\xffgarbage\r\n\r\n"),
    "JSON of the wrong shape for searches": Fault(reply=empty_reply(b"/query")),
    "JSON of the wrong shape for vectors": Fault(reply=empty_reply(b"/get")),
    "JSON of the wrong shape for counts": Fault(reply=empty_reply(b"/count")),
    "JSON of the wrong shape for everything": always("200 OK", b'[{"a": [null]}]'),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", CHROMA)
def test_a_chroma_server_that_fails(server: BotApiServer, bot: RunningBot, to_chroma: Wire, what: str) -> None:
    crowd = Crowd(server)
    to_chroma.fault = CHROMA[what]
    try:
        found = crowd.account(crowd.ask(3))
    finally:
        to_chroma.heal()
    note(Row("Chroma server", what, dict(found.seen), found.lost, found.twice))
    assert (found.lost, found.twice) == (0, 0)
    assert set(found.seen) <= {FULL, MARKED}
    until_whole(crowd)
    assert_discreet(server, bot, PASSWORD, TOKEN)


@pytest.mark.slow
def test_a_chroma_server_that_refuses_connections(server: BotApiServer, bot: RunningBot, to_chroma: Wire) -> None:
    crowd = Crowd(server)
    to_chroma.unplug()
    try:
        found = crowd.account(crowd.ask(3))
    finally:
        to_chroma.heal()
    note(Row("Chroma server", "refuses connections", dict(found.seen), found.lost, found.twice))
    assert (found.lost, found.twice) == (0, 0)
    assert set(found.seen) <= {FULL, MARKED}
    until_whole(crowd)


def until_whole(crowd: Crowd) -> None:
    """The circuit is closed again within some questions."""
    for _ in range(30):
        seen = crowd.account(crowd.ask(), quiet=0.5).seen
        assert set(seen) <= {FULL, MARKED}
        if seen == {FULL: 1}:
            return
    pytest.fail("Chroma is not used again")


def error_of_postgresql(_: bytes) -> bytes:
    """A message of the protocol: out of memory."""
    fields = b"SERROR\0VERROR\0C53200\0Mout of memory\0\0"
    return b"E" + (len(fields) + 4).to_bytes(4, "big") + fields


POSTGRESQL = {
    "every connection reset, for 6 s": Fault(reset=True),
    "answers cut after 8 bytes, for 6 s": Fault(half=8),
    "takes what is said and never answers, for 6 s": Fault(hang=True),
    "takes what is said and never answers, for 90 s": Fault(hang=True),
    "a byte of the answer every 0.2 s, for 6 s": Fault(drip_seconds=0.2),
    "garbage for everything, for 6 s": Fault(reply=lambda _: b"HTTP/1.1 502 Bad Gateway\r\n\r\n"),
    "an error message for everything, for 6 s": Fault(reply=error_of_postgresql),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", [*POSTGRESQL, "refuses connections, for 6 s", "killed and started again"])
def test_a_postgresql_that_fails(
    server: BotApiServer, bot: RunningBot, to_postgresql: Wire, postgresql_server: PostgreSQL, database: str, what: str
) -> None:
    crowd = Crowd(server)
    before = crowd.account(crowd.ask(2))
    assert before.seen == {FULL: 2}
    held = records(postgresql_server, database)
    asked = crowd.ask(3)
    if what in POSTGRESQL:
        to_postgresql.fault = POSTGRESQL[what]
    elif what.startswith("killed"):
        postgresql_server.kill()
    else:
        to_postgresql.unplug()
    try:
        asked += crowd.ask(3)
        crowd.account(asked, seconds=90 if what.endswith("90 s") else 6, quiet=0.1)
    finally:
        if what.startswith("killed"):
            postgresql_server.start()
        to_postgresql.heal()
    found = crowd.account(asked, seconds=90)
    gone = len(held - records(postgresql_server, database))
    note(Row("PostgreSQL", what, dict(found.seen), found.lost, found.twice, gone))
    assert (found.lost, found.twice, gone) == (0, 0, 0)
    assert set(found.seen) <= {FULL, MARKED, APOLOGY}
    assert bot.is_running  # the watchdog had no reason to end it
    crowd.asks_well()
    assert_discreet(server, bot, PASSWORD, TOKEN)


def records(postgresql: PostgreSQL, database: str) -> set[str]:
    """All answers stored, as they are."""
    engine = sa.create_engine(postgresql.url(database).replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as db:
        rows = db.exec_driver_sql("SELECT row_to_json(answers)::text FROM answers").scalars().all()
    engine.dispose()
    return {json.dumps(json.loads(row), sort_keys=True) for row in rows}
