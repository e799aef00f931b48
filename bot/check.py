"""check: tries each thing the program needs, one by one, and says what to mend. Nothing here changes what is stored."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bot.check_servers import servers
from bot.check_stored import backup_room, lists, revisions
from bot.check_telegram import telegram
from bot.check_versions import versions
from bot.findings import Finding
from corpus.errors import SanctionsBotError, SettingsError

if TYPE_CHECKING:
    from bot.settings import Settings
    from index.home import Home
    from index.manifest import Manifest

# Under the first, writing soon fails; under the second, an index run of some thousand articles may not fit.
_LEAST_FREE_BYTES = 200 * 1024**2
_ENOUGH_FREE_BYTES = 1024**3
_SETTINGS = "docs/settings.md lists every setting"
_NOT_HEARING = "start `sanctions-bot run`; where it runs, its log tells what keeps Telegram away"


def is_alive(settings: Callable[[], Settings]) -> Finding:
    """Whether the running bot hears Telegram."""
    from bot.telegram.health import alive

    try:
        hears, message = alive(settings())
    except SettingsError as error:
        return Finding("settings", "problem", str(error), _SETTINGS)
    return Finding("bot", "ok", message) if hears else Finding("bot", "problem", message, _NOT_HEARING)


def examine(load: Callable[[], Settings]) -> list[Finding]:
    """Everything, in the order in which one thing needs the other."""
    try:
        settings = load()
    except SettingsError as error:
        return [Finding("settings", "problem", str(error), _SETTINGS)]
    findings = [
        Finding("settings", "ok", "all known and well formed"),
        versions(),
        *_folder(settings.data),
        _model(settings),
    ]
    if not any(finding.broken for finding in findings):
        findings += _index(settings)
    findings += telegram(settings)
    return findings


def _folder(folder: Path) -> Iterator[Finding]:
    """The data folder can be written and its disk is not full."""
    above = folder
    while not above.exists() and above != above.parent:
        above = above.parent
    try:
        if folder.exists():
            with tempfile.NamedTemporaryFile(dir=folder, prefix=".check-"):
                pass
        elif not (above.is_dir() and os.access(above, os.W_OK)):
            raise PermissionError(13, "Permission denied")
    except OSError as error:
        remedy = "make it writable for this user, or name another with --data or SANCTIONS_BOT_DATA"
        yield Finding("data folder", "problem", f"{folder} cannot be written ({error.strerror})", remedy)
        return
    yield Finding("data folder", "ok", f"{folder} can be written" if folder.exists() else f"{folder} will be made")
    free = shutil.disk_usage(above).free
    room = f"{free / 1024**3:.1f} GiB free"
    if free < _LEAST_FREE_BYTES:
        yield Finding("disk", "problem", room, "make room, or move the data folder")
    elif free < _ENOUGH_FREE_BYTES:
        yield Finding("disk", "note", room, "indexing many articles may need more")
    else:
        yield Finding("disk", "ok", room)


def _model(settings: Settings) -> Finding:
    from index.embedding import PACKAGED_MODEL, model_checksum

    name = settings.embedding_model
    remedy = "look at SANCTIONS_BOT_EMBEDDING_MODEL, or install the program again"
    if name.startswith(("/", "./", "../")) and not Path(name).is_dir():  # else it may be one of a hub's
        return Finding("model", "problem", f"there is no folder {name}", remedy)
    try:
        checksum = model_checksum(name)
    except SanctionsBotError as error:
        return Finding("model", "problem", str(error), remedy)
    known = "its weights are the official ones" if name == PACKAGED_MODEL else f"checksum {checksum}"
    return Finding("model", "ok", f"{name}, {known}")


def _index(settings: Settings) -> Iterator[Finding]:
    """Library, manifest, vectors and keywords of the live generation."""
    from bot.places import home_of
    from index.embedding import PACKAGED_MODEL
    from index.generations import Generations
    from index.joint_reading import can_read

    home = home_of(settings)
    rebuild = "`sanctions-bot index --full` rebuilds it"
    answering = list(servers(home))
    yield from answering
    if home.database is not None and answering[0].broken:
        return
    stored = list(revisions(settings))
    yield from stored
    current = all(one.status == "ok" for one in stored)  # else opening a database would change it
    sound = True
    if isinstance(home.library, Path):
        if not home.library.is_file():
            yield Finding("index", "note", "nothing is indexed yet", "`sanctions-bot ask` or `index PATH` begins")
            return
        library = _library(home.library)
        sound = not library.broken
        yield library
    try:
        manifest = Generations(home.manifests).current()
    except SanctionsBotError as error:
        yield Finding("index", "problem", str(error), rebuild)
        return
    if manifest is None:
        yield Finding("index", "note", "nothing is indexed yet", "`sanctions-bot index PATH` does it")
        return
    held = f"generation {manifest.id}: {len(manifest.articles)} articles, {len(manifest.listings)} listings"
    yield Finding("index", "ok", held)
    if manifest.fingerprint != home.like(manifest.fingerprint).fingerprint:
        message = f"the index was made with the model {manifest.model} and other settings than now"
        yield Finding("index", "note", message, "`sanctions-bot index` makes it anew beside the old one")
    if home.chroma_server is None or not answering[-1].broken:
        yield _part("vectors (Chroma)", home, manifest, _vectors_held, rebuild)
    if manifest.passages and manifest.model == PACKAGED_MODEL and not can_read(home.models):
        message = "sentences are not read together with the question yet, so more answers miss it"
        yield Finding("reading", "note", message, "`sanctions-bot index` makes what that takes")
    if home.is_shared:
        yield Finding("keywords (Tantivy)", "ok", "this replica makes them of each generation")
    else:
        yield _part("keywords (Tantivy)", home, manifest, _keywords_held, rebuild)
    if sound and current:
        yield from lists(home, settings.list_days)
        yield from backup_room(settings, manifest)
        yield from _library_matches(home, manifest, rebuild)


def _library(path: Path) -> Finding:
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10) as db:
            answer = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        answer = str(error)
    if answer != "ok":
        remedy = "restore a backup, or move the file away and index again"
        return Finding("library", "problem", f"{path}: {answer}", remedy)
    return Finding("library", "ok", f"{path.name} is sound")


def _part(
    name: str, home: Home, manifest: Manifest, held: Callable[[Home, Manifest], set[str]], rebuild: str
) -> Finding:
    """Whether one part of the index holds every live passage."""
    try:
        missing = len(manifest.passages.keys() - held(home, manifest))
    except SanctionsBotError as error:
        return Finding(name, "problem", str(error), rebuild)
    if missing:
        return Finding(name, "problem", f"{missing} of {len(manifest.passages)} passages are missing", rebuild)
    return Finding(name, "ok", f"all {len(manifest.passages)} passages")


def _vectors_held(home: Home, manifest: Manifest) -> set[str]:
    from index.vectors import VectorStore

    return VectorStore(home.chroma, manifest.fingerprint).held(manifest.passages)


def _keywords_held(home: Home, manifest: Manifest) -> set[str]:
    from index.keywords import KeywordIndex

    return KeywordIndex(home.keywords(manifest.fingerprint)).held()


def _library_matches(home: Home, manifest: Manifest, rebuild: str) -> Iterator[Finding]:
    from corpus.library import Library
    from corpus.web_addresses import without_secrets

    try:
        library = Library(home.library)
    except SanctionsBotError as error:
        yield Finding("articles", "problem", str(error), "restore a backup, or move the library away and index again")
        return
    try:
        wanted = {article.checksum for article in manifest.articles}
        missing = wanted - library.articles(wanted).keys()
        failing = [source for source in library.sources() if source.last_error]
    finally:
        library.close()
    if missing:
        yield Finding("articles", "problem", f"{len(missing)} of {len(wanted)} are not in the library", rebuild)
    else:
        yield Finding("articles", "ok", f"all {len(wanted)} are in the library")
    for source in failing:
        problem = f"{without_secrets(source.location)}: {source.last_error}"
        yield Finding("source", "note", problem, "`sanctions-bot sources` lists all")
