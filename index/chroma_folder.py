"""Chroma's folder as one process has it open: one client for all, as long as nobody else changes the files.

Opening it takes Chroma most of a second for 180,000 passages, and 300 MB: it loads the graph. From then on it searches
what it has loaded and what it adds itself, blind to what others add. So

1. who opens a folder takes up the client that was opened last, if the files still are as that client left them: what
   an index run added is found by the next generation without loading anything;
2. else a new client is opened, the files having been looked through (index/soundness.py);
3. a client may write only while the files are as it left them. Two that write in turn would each store a graph
   without what the other added.

Whether files are the same is told by what the system says of them and by SQLite's count of changes in the database.
"""

from __future__ import annotations

import itertools
import sys
import threading
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from index.chroma_collections import PASSAGES
from index.soundness import check_vectors

FOLDER_NAME = "chroma"  # in the data folder

_State = tuple[object, ...]

_CHANGES = slice(24, 28)  # of an SQLite database's first bytes: how often it was changed
_openings = itertools.count(1)
_lock = threading.RLock()  # held while a client is opened or writes; reading needs none
_latest: weakref.WeakValueDictionary[Path, OpenFolder] = weakref.WeakValueDictionary()
_ahead: list[OpenFolder] = []  # opened for whoever asks first, and held until then


class OpenFolder:
    """A client of a folder's. Its files are let go of when nobody holds this any more."""

    def __init__(self, folder: Path) -> None:
        """Open it, whatever the state of its files."""
        self._folder = folder
        self.client = open_client(folder)
        self.has_failed = False  # to write: what it has in memory may be other than what is stored
        self._left = _state(folder)
        weakref.finalize(self, self.client.close)

    @property
    def is_current(self) -> bool:
        """Whether the files are as this client left them: nobody else wrote, and it did not fail to."""
        return not self.has_failed and self._left is not None and self._left == _state(self._folder)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write through the client, which must be current."""
        try:
            yield
        except BaseException:
            self.has_failed = True
            raise
        self._left = _state(self._folder)


def opened(folder: Path, *, anew: bool = False, wary: bool = False) -> OpenFolder:
    """The folder's client, taken up or opened; `anew` has it opened in any case, `wary` its files looked through.

    Raises DamagedIndexError.
    """
    with _lock:
        key = folder.absolute()
        known = None if anew else _latest.get(key)
        if known is None or not known.is_current:
            known = _opened_soundly(folder)
            _latest[key] = known
        elif wary:
            check_vectors(folder)
        _ahead.clear()
        return known


def open_behind(folder: Path) -> None:
    """Begin to open the folder in a thread, to be called before what is slow to import: Chroma loads the graph
    meanwhile, on another processor. What is wrong with the folder is told to those who open it then.

    The thread is waited for at the end of the process: one that is cut off inside the library takes it down.
    """
    if not (folder / "chroma.sqlite3").is_file():
        return
    import chromadb  # noqa: F401  # not in the thread: two threads that import much at once get in each other's way

    with suppress(RuntimeError):  # no memory for a thread: whoever needs the folder opens it
        threading.Thread(target=_open_ahead, args=(folder,), name="open-chroma").start()


def _open_ahead(folder: Path) -> None:
    with suppress(Exception), _lock:
        ahead = opened(folder)
        _ahead.append(ahead)
    with suppress(BaseException):  # a panic of Rust's, too: it comes again where the collection is used
        collections = [one for one in ahead.client.list_collections() if one.name.startswith(PASSAGES)]
        (collection,) = collections  # of two, one is of a model that is used no more
        load(collection)


def load(collection: Any) -> None:
    """Have Chroma load the graph, which whatever is asked first does. This lets other threads run meanwhile: asked for
    the count first, Chroma holds up all of them."""
    collection.get(ids=["none"], include=[])


@contextmanager
def writing(folder: Path, held: OpenFolder | None) -> Iterator[OpenFolder]:
    """The client to write through: `held` while it is current, else another; others open the folder afterwards."""
    with _lock:
        current = held if held is not None and held.is_current else opened(folder)
        with current.writing():
            yield current


def let_go(folder: Path) -> None:
    """Let nobody take up the client that this process has of `folder`: another process may have written as well."""
    with _lock:
        _latest.pop(folder.absolute(), None)


def _opened_soundly(folder: Path) -> OpenFolder:
    """A client, once its files are looked through, which numpy does while Chroma is imported, if it is to be."""
    if "chromadb" in sys.modules:
        check_vectors(folder)
    else:
        with ThreadPoolExecutor(1, "soundness") as behind:
            checked = behind.submit(check_vectors, folder)
            import chromadb  # noqa: F401

            checked.result()
    return OpenFolder(folder)


def open_client(folder: Path) -> Any:
    """A client of its own. By default Chroma shares one among all that open the same path in a process, whoever changed
    the files since. It knows paths by their spelling alone."""
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    folder.mkdir(parents=True, exist_ok=True)
    spelling = "".join("/." if bit == "1" else "/" for bit in f"{next(_openings):b}")
    return chromadb.PersistentClient(path=f"{folder}{spelling}", settings=ChromaSettings(anonymized_telemetry=False))


def _state(folder: Path) -> _State | None:
    """What tells whether somebody wrote; None where there is nothing to tell it by.

    A graph that was never stored (it has no pickle) does not count: who loads it begins its files anew.
    """
    database = folder / "chroma.sqlite3"
    try:
        with database.open("rb") as file:
            changes = file.read(_CHANGES.stop)[_CHANGES]
        stored = sorted(path.parent for path in folder.glob("*/index_metadata.pickle"))
        graphs = [path for graph in stored for path in sorted(graph.iterdir())]
        log = list(folder.glob("chroma.sqlite3-wal"))  # where what is new stands if SQLite is set to keep one
        told = [(str(path), path.stat()) for path in (database, *log, *graphs)]
    except OSError:
        return None
    return (changes, *((name, one.st_ino, one.st_size, one.st_mtime_ns) for name, one in told))
