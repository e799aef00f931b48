"""Index runs that are killed, starved of room, forbidden to write, or find damage.

After each the old or the new generation answers, whole; the next run finishes, and embeds nothing a second time. The
runs happen in children of one process that has imported the program (tests/index/faults_child.py). `make faults` does
all of it and writes docs/faults.md.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.errors import SanctionsBotError, StorageError
from corpus.library import Library
from index.generations import Generations
from index.live import LiveIndex
from index.passages import Passage
from index.update import update
from index.vectors import VectorStore
from tests.index.conftest import SmallIndex
from tests.index.fault_table import FaultTable
from tests.index.faulty import NOBODY, Ground, Runs, edition_texts

OLD, NEW = edition_texts(0), edition_texts(1)
RANDOM_KILLS, SEED = 44, 20240101
TELLING_POINTS = (
    "storing to the library", "batch in Chroma", "between Chroma and Tantivy", "half a manifest",
    "just before the switch", "just after the switch", "old vectors gone",
)  # fmt: skip
OTHER_POINTS = (
    "lock taken", "run logged", "stored to the library", "batch embedded", "in Tantivy, not committed",
    "Tantivy committed", "before the manifest", "manifest written", "half a switch", "before collecting",
    "old manifests gone", "old versions gone", "old keywords gone", "collected, not noted",
)  # fmt: skip
EXPORTING = ("before exporting the model", "model exported, not moved")


@pytest.fixture(scope="module")
def runs() -> Iterator[Runs]:
    process = Runs()
    yield process
    process.close()


@pytest.fixture(scope="module")
def ground(small: SmallIndex) -> Iterator[Ground]:
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    folder.chmod(0o755)  # another user is to come in
    yield Ground(folder, small.home.models)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def table() -> Iterator[FaultTable]:
    kept = FaultTable()
    yield kept
    kept.write()


def finished_by_the_next(ground: Ground, runs: Runs, held: set[str], **request: Any) -> None:
    """The next run makes the new edition live, embeds only what had no vector, and the one after finds all done."""
    told = runs.run(ground.home, **request)
    assert "report" in told, told
    assert ground.texts() == NEW
    live = Generations(ground.home.generations).current()
    assert live is not None
    assert told["report"]["embedded"] == len(live.passages.keys() - held)
    again = runs.run(ground.home)["report"]
    assert (again["embedded"], again["added"], again["changed"], again["removed"]) == (0, 0, 0, 0)
    assert again["generation"] == live.id
    kept = [Generations(ground.home.generations).read(key) for key in ground.generations()]
    assert ground.stored() == {key for manifest in kept for key in manifest.passages}
    assert not list(ground.home.generations.glob(".*"))


@pytest.mark.parametrize("point", [*TELLING_POINTS, *(pytest.param(p, marks=pytest.mark.slow) for p in OTHER_POINTS)])
def test_a_run_killed_at_a_named_point(ground: Ground, runs: Runs, table: FaultTable, point: str) -> None:
    home = ground.restore()
    assert runs.run(home, kill=[point, 2 if point in ("batch in Chroma", "batch embedded") else 1]) == {"signal": 9}
    answering = ground.texts()
    assert answering in (OLD, NEW)
    finished_by_the_next(ground, runs, ground.stored())
    table.note(f"killed: {point}", "old" if answering == OLD else "new")


@pytest.mark.slow
@pytest.mark.parametrize("point", EXPORTING)
def test_a_run_killed_while_it_exports_the_model(ground: Ground, runs: Runs, table: FaultTable, point: str) -> None:
    home = ground.restore()
    home.models.unlink()
    assert runs.run(home, kill=[point, 1]) == {"signal": 9}
    assert ground.texts() == OLD
    finished_by_the_next(ground, runs, ground.stored())
    assert {path.suffix for path in home.models.iterdir()} == {".onnx"}  # no half of one
    table.note(f"killed: {point}", "old")


def kill_at_random_moments(ground: Ground, runs: Runs, count: int) -> Iterator[set[str]]:
    chance = random.Random(SEED)
    ground.restore()
    longest = runs.run(ground.home)["seconds"]
    killed = 0
    while killed < count:
        home = ground.restore()
        told = runs.run(home, after=chance.uniform(0, longest))
        if told.get("signal") != signal.SIGKILL:
            continue  # it was done before
        killed += 1
        answering = ground.texts()
        assert answering in (OLD, NEW)
        finished_by_the_next(ground, runs, ground.stored())
        yield answering


def test_runs_killed_at_a_few_random_moments(ground: Ground, runs: Runs) -> None:
    assert len(list(kill_at_random_moments(ground, runs, 3))) == 3


@pytest.mark.slow
def test_runs_killed_at_many_random_moments(ground: Ground, runs: Runs, table: FaultTable) -> None:
    for answering in kill_at_random_moments(ground, runs, RANDOM_KILLS):
        table.note("killed at a random moment", "old" if answering == OLD else "new")


def test_a_run_killed_again_and_again_gets_there(ground: Ground, runs: Runs) -> None:
    home = ground.restore()
    for _ in range(2):
        assert runs.run(home, kill=["batch in Chroma", 1]) == {"signal": 9}
        assert ground.texts() == OLD
    finished_by_the_next(ground, runs, ground.stored())


# The disk


@pytest.fixture
def little_disk(ground: Ground) -> Iterator[Callable[[int], None]]:
    """Call it with a number of bytes: the home lies on a disk with that much room, more or less."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("mounting a small disk needs root")
    mounted: list[Path] = []

    def mount(free_bytes: int) -> None:
        home = ground.home.folder
        aside = home.with_name("aside")
        shutil.rmtree(aside, ignore_errors=True)
        home.rename(aside)
        home.mkdir()
        used = sum(-(-path.lstat().st_size // 4096) * 4096 + 4096 for path in aside.rglob("*"))
        options = f"size={used + free_bytes}"
        if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(home)], check=False).returncode:
            home.rmdir()
            aside.rename(home)
            pytest.skip("a small disk cannot be mounted here")
        mounted.append(home)
        shutil.copytree(aside, home, symlinks=True, dirs_exist_ok=True)

    yield mount
    for home in mounted:
        subprocess.run(["umount", "--lazy", str(home)], check=True)  # a client may be open still
    shutil.rmtree(ground.folder / "aside", ignore_errors=True)


@pytest.mark.parametrize(
    "room",
    [64_000, *(pytest.param(n, marks=pytest.mark.slow) for n in (0, 16_000, 200_000, 300_000, 500_000, 800_000))],
)
def test_a_disk_that_fills_up_is_named_and_a_run_with_room_finishes(
    ground: Ground, runs: Runs, table: FaultTable, little_disk: Callable[[int], None], room: int
) -> None:
    ground.restore()
    little_disk(room)
    told = runs.run(ground.home)
    if "report" not in told:
        assert told["error"] == "StorageError", told
        assert "no room left" in told["message"]
    subprocess.run(["mount", "-o", "remount,size=100m", str(ground.home.folder)], check=True)
    answering = ground.texts()
    assert answering in (OLD, NEW)
    finished_by_the_next(ground, runs, ground.stored())
    table.note("disk full" if "report" not in told else "disk nearly full", "old" if answering == OLD else "new")


@pytest.mark.slow
@pytest.mark.parametrize("room", [0, 16_000, 64_000, 200_000, 300_000])
def test_a_bot_whose_run_fills_the_disk_answers_on(
    ground: Ground, little_disk: Callable[[int], None], room: int
) -> None:
    """The run writes through the client that answers."""
    home = ground.restore()
    little_disk(room)
    library = Library(home.library)
    live = LiveIndex(home, library)
    live._encoder = ground.encoder

    def told() -> set[str]:
        snapshot = live.snapshot()
        assert snapshot is not None
        return {hit.article.text for hit in snapshot.search(snapshot.query("tanker in the harbour"), 500)}

    assert told() == OLD
    try:
        update(home, library)
    except StorageError:
        assert told() in (OLD, NEW)
    else:
        assert told() == NEW
    subprocess.run(["mount", "-o", "remount,size=100m", str(home.folder)], check=True)
    assert told() in (OLD, NEW)
    update(home, library)
    assert told() == NEW
    library.close()
    assert ground.texts() == NEW


WHOLE = "."


@pytest.mark.parametrize(
    "part",
    [
        WHOLE,
        *(pytest.param(p, marks=pytest.mark.slow) for p in ("generations", "chroma", "keywords-*", "library.sqlite*")),
    ],
)
def test_what_may_not_be_written_is_named_and_answers_on(
    ground: Ground, runs: Runs, table: FaultTable, part: str
) -> None:
    home = ground.restore()
    whole = [home.folder, *(path for path in home.folder.rglob("*") if not path.is_symlink())]
    roots = [home.folder] if part == WHOLE else list(home.folder.glob(part))
    closed = {path for root in roots for path in [root, *root.rglob("*")] if not path.is_symlink()}
    as_root = os.geteuid() == 0
    for path in whole:
        if as_root and path not in closed:
            os.chown(path, NOBODY, NOBODY)
        path.chmod(path.stat().st_mode & ~0o222 if path in closed else path.stat().st_mode | 0o200)
    told = runs.run(home, **({"user": NOBODY} if as_root else {}))
    assert told.get("error") == "StorageError", told
    assert "cannot be written" in told["message"]
    for path in whole:
        if path.exists():
            path.chmod(path.stat().st_mode | 0o200)
    assert ground.texts() == OLD
    finished_by_the_next(ground, runs, ground.stored())
    table.note(f"read-only: {'the whole folder' if part == WHOLE else part}", "old")


# Damage


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    chance = random.Random(SEED)
    for at in chance.sample(range(len(content)), max(1, min(len(content), len(content) // 500))):
        content[at] ^= 0xFF
    path.write_bytes(content)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def away(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def fill(ground: Ground) -> None:
    """So many vectors that Chroma writes its graph files; the next run that clears away removes them."""
    chance = np.random.default_rng(SEED)
    for turn in range(5):
        rows = chance.normal(size=(1200, 384)).astype(np.float32)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        store = VectorStore(ground.home.chroma, ground.home.fingerprint)
        store.add([Passage(f"filler{turn}-{n}", "filler", 0, 1, "x", "x") for n in range(len(rows))], rows)
        store.probe()
        if any(ground.home.chroma.glob("*/header.bin")):  # it writes them when it sees fit
            return
    raise AssertionError("Chroma has written no graph files")


DAMAGES = [
    ("generations/g000001.json", flip), ("generations/switch-000001.json", cut), ("keywords-*/*.store", flip),
    ("chroma/*/data_level0.bin", flip), ("chroma", away),
]  # fmt: skip
MORE_DAMAGES = [
    *(
        (f"chroma/*/{name}.bin", how)
        for name in ("data_level0", "header", "length", "link_lists")
        for how in (cut, empty, away)
    ),
    *((name, flip) for name in ("chroma/*/header.bin", "chroma/*/length.bin", "chroma/*/link_lists.bin")),
    *(("chroma/*/index_metadata.pickle", how) for how in (flip, cut, empty, away)),
    *(("chroma/chroma.sqlite3", how) for how in (flip, cut, empty, away)),
    *((f"keywords-*/*.{kind}", how) for kind in ("idx", "pos", "term", "fieldnorm", "store") for how in (flip, cut)),
    *(("keywords-*/meta.json", how) for how in (flip, cut, empty, away)), ("keywords-*", away),
    *(("generations/g000001.json", how) for how in (cut, empty, away)),
    *(("generations/switch-000001.json", how) for how in (flip, empty)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("part", "damage"), [*DAMAGES, *(pytest.param(*more, marks=pytest.mark.slow) for more in MORE_DAMAGES)]
)
def test_damage_is_named_and_one_full_run_mends_it(
    ground: Ground, runs: Runs, table: FaultTable, part: str, damage: Callable[[Path], None]
) -> None:
    home = ground.restore()
    if part.startswith("chroma/*"):
        fill(ground)
    paths = list(home.folder.glob(part))
    assert paths
    for path in paths:
        damage(path)
    with pytest.raises(SanctionsBotError, match="index --full"):
        ground.texts()
    told = runs.run(home)
    assert told.get("error") == "DamagedIndexError", told
    assert "index --full" in told["message"]
    told = runs.run(home, full=True)
    assert "report" in told, told
    assert ground.texts() == NEW
    again = runs.run(home)["report"]
    assert (again["embedded"], again["added"], again["changed"]) == (0, 0, 0)
    table.note(f"damaged ({damage.__name__}): {part}", "none, and said so")


def test_an_article_damaged_in_the_library_is_never_quoted(ground: Ground, runs: Runs, table: FaultTable) -> None:
    home = ground.restore(edition=0)
    library = Library(home.library)
    with library._change() as db:
        db.exec_driver_sql("UPDATE versions SET content = replace(content, 'tanker was listed', 'tanker was freed')")
    library.close()
    with pytest.raises(SanctionsBotError, match="is damaged; `index --full`"):
        ground.texts()
    assert "report" in runs.run(home, full=True)
    assert ground.texts() == OLD
    table.note("damaged: articles in the library", "none, and said so")
