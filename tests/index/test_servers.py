"""The index on servers: vectors in a real Chroma server, library and manifests in a real PostgreSQL, two replicas."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pydantic import SecretStr

from corpus.errors import DamagedIndexError, ServerAwayError, WriterBusyError
from corpus.library import Library
from index.chroma_server import RETRY_SECONDS, ChromaServer
from index.database_lock import database_lock, database_writer
from index.generations import Generations
from index.home import Home
from index.live import LiveIndex
from index.manifest import Manifest
from index.shelf import DatabaseShelf
from index.update import roll_back, update
from index.vectors import forget_others
from tests.clock import Clock
from tests.index.conftest import SmallIndex
from tests.index.writing import SHORT_STORIES, write_stories
from tests.sample_index import link_model
from tests.servers import Chroma, PostgreSQL, chroma, free_port

CEIEC, BANK, TANKER = (SHORT_STORIES[key] for key in ("ceiec", "bank", "tanker"))
TWO = {"ceiec": CEIEC, "bank": BANK}


class Replica:
    """One program with a data folder of its own."""

    def __init__(self, folder: Path, like: Home, database: SecretStr | None, server: ChromaServer | None) -> None:
        self.home = Home(folder, database=database, chroma_server=server)
        link_model(like.models, self.home.models)
        self.library = Library(self.home.library)
        self.live = LiveIndex(self.home, self.library)

    def finds(self, question: str = "sanctions") -> set[str]:
        snapshot = self.live.snapshot()
        assert snapshot is not None
        return {hit.article.title for hit in snapshot.search(snapshot.query(question), 50)}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chroma]:
    with chroma(tmp_path_factory.mktemp("chroma-server")) as server:
        yield server


@pytest.fixture
def server(running: Chroma) -> Chroma:
    """The module's server, running and empty."""
    running.start()
    forget_others(ChromaServer(running.url), set())
    return running


@pytest.fixture
def database(postgresql_server: PostgreSQL) -> SecretStr:
    return postgresql_server.new_database()


def until(true, seconds: float = 60) -> None:
    started = time.monotonic()
    while not true():
        assert time.monotonic() - started < seconds, "it did not happen"
        time.sleep(0.2)


def test_questions_are_answered_by_keywords_while_chroma_is_away_and_whole_again_when_it_is_back(
    small: SmallIndex, server: Chroma, tmp_path: Path
) -> None:
    clock = Clock(1000.0)
    replica = Replica(tmp_path / "data", small.home, None, ChromaServer(server.url, now=clock))
    path = write_stories(tmp_path / "stories.jsonl", TWO)
    assert update(replica.home, replica.library, [str(path)]).embedded == 2
    assert not (replica.home.folder / "chroma").exists()
    snapshot = replica.live.snapshot()
    assert snapshot is not None
    query = snapshot.query("Which firm helped the president to censor websites?")
    (whole, *_), complete = snapshot.find(query, 2)
    assert (whole.article.title, complete) == (CEIEC[0], True)

    server.stop()
    by_words = snapshot.query("Whom did the Treasury sanction for helping Maduro?")
    (away, *_), complete = snapshot.find(by_words, 2)
    assert (away.article.title, complete, away.by_words_alone) == (CEIEC[0], False, True)
    assert update_fails(replica, [str(write_stories(tmp_path / "more.jsonl", {"tanker": TANKER}))])
    assert [source.location for source in replica.library.sources()] == [str(path)]
    assert Generations(replica.home.manifests).ids() == ["g000001"]

    server.start()
    assert snapshot.find(by_words, 2)[1] is False  # it is not asked again for every question
    clock.now += RETRY_SECONDS
    (back, *_), complete = snapshot.find(by_words, 2)
    assert (back.article.title, complete, back.by_words_alone) == (CEIEC[0], True, False)
    # What is judged by a vector made here is judged as by the one that was stored, which may be of 8 bits.
    assert back.dense == pytest.approx(away.dense, abs=0.02)


def update_fails(replica: Replica, sources: list[str]) -> bool:
    with pytest.raises(ServerAwayError, match=r"^Chroma at http://127\.0\.0\.1:\d+ cannot be reached"):
        update(replica.home, replica.library, sources)
    return True


def test_a_replica_that_starts_while_chroma_is_away_answers_too(
    small: SmallIndex, server: Chroma, tmp_path: Path
) -> None:
    first = Replica(tmp_path / "data", small.home, None, ChromaServer(server.url))
    update(first.home, first.library, [str(write_stories(tmp_path / "stories.jsonl", TWO))])
    server.stop()
    home = Home(first.home.folder, chroma_server=ChromaServer(server.url))
    snapshot = LiveIndex(home, first.library).snapshot()
    assert snapshot is not None
    assert snapshot.find(snapshot.query("Treasury sanctioned CEIEC"), 1)[1] is False


def test_a_server_that_takes_connections_and_never_answers_is_away() -> None:
    import socket

    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        server = ChromaServer(f"http://127.0.0.1:{silent.getsockname()[1]}", SecretStr("secret-token"))
        with pytest.raises(ServerAwayError, match="gives no answer in time") as raised:
            server.greet()
        assert "secret-token" not in str(raised.value)
        with pytest.raises(ServerAwayError), server.asked():
            pytest.fail("the circuit lets nothing through")


class TokenGate(BaseHTTPRequestHandler):
    """What stands before a Chroma server of one's own: it lets nobody through without the token."""

    def do_GET(self) -> None:
        right = self.headers["Authorization"] == "Bearer right" and self.headers["X-Chroma-Token"] == "right"
        self.send_response(200 if right and self.path == "/behind/api/v2/heartbeat" else 401)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


def test_the_token_is_sent_and_a_wrong_one_is_named_as_the_trouble() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), TokenGate) as gate:
        threading.Thread(target=gate.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{gate.server_port}/behind/"
        ChromaServer(url, SecretStr("right")).greet()
        with pytest.raises(ServerAwayError, match=r"refuses the token \(HTTP 401\)") as raised:
            ChromaServer(url, SecretStr("other-word")).greet()
        assert "other-word" not in str(raised.value)
        gate.shutdown()


def test_after_a_pause_one_call_tries_a_server_again_while_the_others_fail_at_once() -> None:
    clock = Clock(1000.0)
    server = ChromaServer(f"http://127.0.0.1:{free_port()}", now=clock)
    with pytest.raises(ServerAwayError):
        server.greet()
    for _ in range(2):
        with pytest.raises(ServerAwayError), server.asked():
            pytest.fail("it is away")
    clock.now += RETRY_SECONDS
    with pytest.raises(ServerAwayError, match="ConnectError"), server.asked():
        pytest.fail("it is away still")


def test_a_second_replica_follows_what_the_first_one_indexes(
    small: SmallIndex, server: Chroma, database: SecretStr, tmp_path: Path
) -> None:
    one = Replica(tmp_path / "one", small.home, database, ChromaServer(server.url))
    two = Replica(tmp_path / "two", small.home, database, ChromaServer(server.url))
    path = write_stories(tmp_path / "stories.jsonl", TWO)
    update(one.home, one.library, [str(path)])
    assert two.finds() == {CEIEC[0], BANK[0]}
    write_stories(path, {"ceiec": CEIEC, "tanker": TANKER})
    update(one.home, one.library, allow_removals=True)
    until(lambda: two.finds("tanker crude oil sanctions") == {CEIEC[0], TANKER[0]})
    # The one that followed can write next, and embeds nothing that the other embedded.
    write_stories(path, SHORT_STORIES)
    report = update(two.home, two.library)
    assert (report.generation, report.embedded, report.notes) == ("g000003", 1, ())
    until(lambda: len(one.finds()) == 4)
    assert roll_back(one.home, one.library).id == "g000002"
    until(lambda: two.finds() == {CEIEC[0], TANKER[0]})


def test_a_replica_whose_own_files_are_gone_or_damaged_makes_them_anew(
    small: SmallIndex, server: Chroma, database: SecretStr, tmp_path: Path
) -> None:
    one = Replica(tmp_path / "one", small.home, database, ChromaServer(server.url))
    update(one.home, one.library, [str(write_stories(tmp_path / "stories.jsonl", TWO))])
    keywords = one.home.keywords(one.home.fingerprint)
    for store in keywords.glob("*.store"):
        store.write_bytes(b"not what Tantivy wrote")
    shutil.rmtree(one.home.mentions, ignore_errors=True)
    assert one.finds() == {CEIEC[0], BANK[0]}


def test_one_replica_writes_at_a_time_and_is_named(database: SecretStr) -> None:
    assert database_writer(database) is None
    with database_lock(database) as held:
        assert str(database_writer(database)).startswith(f"process {os.getpid()} on ")
        with pytest.raises(WriterBusyError, match=f"process {os.getpid()} on "), database_lock(database):
            pass
        held.check()
    assert database_writer(database) is None


def test_a_writer_that_lost_its_connection_does_not_switch(database: SecretStr, postgresql_server: PostgreSQL) -> None:
    from corpus.database import Database
    from corpus.errors import LibraryError

    other = Database(database, LibraryError)
    with database_lock(database) as lost:
        with other.transaction() as db:
            db.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid > 1000"
            )
        with database_lock(database) as second:
            assert second.taken_over == lost.owner
            with pytest.raises(WriterBusyError, match="lost its connection"):
                lost.check()
    other.close()


def test_of_two_writers_that_switch_after_the_same_generation_one_only_does(database: SecretStr) -> None:
    ids = [f"g00000{number}" for number in range(1, 9)]
    went: list[str] = []
    start = threading.Barrier(len(ids))

    def switch(key: str) -> None:
        generations = Generations(DatabaseShelf(database))
        start.wait()
        try:
            generations.switch(Manifest(key, "2024-01-01T00:00:00+00:00", "f", "m"), after=0)
        except WriterBusyError:
            return
        went.append(key)

    threads = [threading.Thread(target=switch, args=(key,)) for key in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [Generations(DatabaseShelf(database)).current_id()] == went


WRITER = """
import sys
from pathlib import Path
from pydantic import SecretStr
from corpus.library import Library
from index.chroma_server import ChromaServer
from index.home import Home
from index.update import update

folder, database, chroma, source = sys.argv[1:]
home = Home(Path(folder), database=SecretStr(database), chroma_server=ChromaServer(chroma))
update(home, Library(home.library), [source], progress=lambda told: print(told.stage, told.done, flush=True))
"""


def test_when_a_writer_is_killed_another_replica_can_write(
    small: SmallIndex, server: Chroma, database: SecretStr, tmp_path: Path
) -> None:
    one = Replica(tmp_path / "one", small.home, database, ChromaServer(server.url))
    two = Replica(tmp_path / "two", small.home, database, ChromaServer(server.url))
    path = write_stories(tmp_path / "stories.jsonl", TWO)
    arguments = [str(one.home.folder), database.get_secret_value(), server.url, str(path)]
    killed = subprocess.Popen([sys.executable, "-c", WRITER, *arguments], stdout=subprocess.PIPE, text=True)
    assert killed.stdout is not None
    for line in killed.stdout:
        if line.startswith("embedding"):
            break
    with pytest.raises(WriterBusyError, match=f"process {killed.pid} on "):
        update(two.home, two.library)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    until(lambda: database_writer(database) is None)
    report = update(two.home, two.library)
    assert (report.articles, len(report.notes)) == (2, 1)
    assert f"the run before was cut off (process {killed.pid} on" in report.notes[0]
    assert one.finds() == {CEIEC[0], BANK[0]}


def test_what_a_chroma_server_lost_is_named_and_embedded_again_by_a_full_run(
    small: SmallIndex, server: Chroma, tmp_path: Path
) -> None:
    replica = Replica(tmp_path / "data", small.home, None, ChromaServer(server.url))
    path = write_stories(tmp_path / "stories.jsonl", TWO)
    update(replica.home, replica.library, [str(path)])
    snapshot = replica.live.snapshot()
    assert snapshot is not None
    forget_others(ChromaServer(server.url), set())  # as after its disk was changed

    query = snapshot.query("Which firm helped the president to censor websites?")
    with pytest.raises(DamagedIndexError, match=r"^Chroma at http://127\.0\.0\.1:\d+: .* rebuild with `index --full`$"):
        snapshot.find(query, 2)
    with pytest.raises(DamagedIndexError, match="Chroma has 0 of 2 passages"):
        update(replica.home, replica.library, [])
    with pytest.raises(DamagedIndexError, match="Chroma has 0 of 2 passages"):
        snapshot.find(query, 2)  # that the run made an empty collection must not make it find nothing
    assert update(replica.home, replica.library, [], full=True).embedded == 2
    (whole, *_), complete = snapshot.find(query, 2)
    assert (whole.article.title, complete, whole.by_words_alone) == (CEIEC[0], True, False)
