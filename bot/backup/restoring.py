"""Restore: an archive becomes a data folder, and the tables of a database where one is set, whole or not at all.

Everything in the archive is checked before anything is touched, then built beside what is there: the tables in SQLite
(brought forward there, if an older version wrote them), the vectors, and from these what can be made anew. Only then
is it copied into PostgreSQL, in one transaction, and swapped with what is there.
"""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, SecretStr

from bot.backup import rows
from bot.backup.archive import Archive, reading
from bot.backup.manifest import BackupError
from bot.backup.swapping import JOURNAL, STAGED, finish, ours, swap
from bot.backup.tables import KEPT, KEPT_LIBRARY, Kept
from bot.backup.writing import FOLDERS, ROWS, RUNS_NAME, SHELF, VECTORS
from bot.places import home_of
from bot.settings import Settings
from corpus.copying import copy_rows
from corpus.database import Database
from corpus.errors import SanctionsBotError
from corpus.library import Library
from corpus.storage import storage_error
from index.following import catch_up
from index.generations import Generations
from index.home import Home
from index.portable import VECTORS_AT_ONCE, write_vectors
from index.shelf import SHELF as SHELF_SCHEMA
from index.shelf import write_new
from index.writing import writing


class RestoreReport(BaseModel):
    """What was restored. `replaced` says whether anything had to give way."""

    model_config = ConfigDict(frozen=True)

    file: str
    made_at: datetime
    made_by: str
    generation: str | None
    replaced: bool
    counts: dict[str, int]


def restore(settings: Settings, file: Path, *, replaces: bool = False) -> RestoreReport:
    """Make the data folder, and the database where one is set, what the archive `file` holds. Blocks.

    Raises BackupError when the archive is damaged, of a newer version or none; when there is something already and
    not `replaces`; and when the bot runs on the folder. WriterBusyError while an index run is under way.
    """
    with reading(file) as archive:
        _check_schemas(archive, file)
        archive.verify()
        _check_quiet(settings)
        home = home_of(settings)
        try:
            finish(settings.data)
            with writing(home):
                replaced = _occupied(settings, home)
                if replaced and not replaces:
                    raise BackupError(
                        f"{settings.data} and its database are not empty: name an empty folder by --data, or add "
                        "--replace to put the backup in their place"
                    )
                with _staged(settings.data) as staged:
                    _build(settings, home, archive, staged)
                    if home.database is not None:
                        _into_database(home.database, staged)
                    swap(settings.data)
                if home.is_shared and archive.manifest.generation is not None:
                    _catch_up(home)
        except OSError as error:
            raise storage_error(error, settings.data) or error from error
        finally:
            home.close()
        manifest = archive.manifest
        return RestoreReport(
            file=str(file),
            made_at=manifest.made_at,
            made_by=manifest.program,
            generation=manifest.generation,
            replaced=replaced,
            counts=manifest.counts,
        )


def _check_schemas(archive: Archive, file: Path) -> None:
    for kept in KEPT:
        held = archive.manifest.schemas.get(kept.name)
        if kept.schema is not None and held is not None and held > kept.schema.head:
            raise BackupError(
                f"{file} was made by a newer version ({archive.manifest.program}, {kept.name} schema {held}, this "
                f"program knows {kept.schema.head}): install that version, then restore"
            )


def _check_quiet(settings: Settings) -> None:
    from bot.telegram.health import alive

    runs, _ = alive(settings)
    if runs:
        raise BackupError(f"the bot runs on {settings.data}: stop it, then restore")


def _occupied(settings: Settings, home: Home) -> bool:
    """Whether there is anything that would be lost."""
    if ours(settings.data):
        return True
    if home.database is None:
        return False
    with closing(Database(home.database, BackupError)) as database, database.transaction() as db:
        held = set(sa.inspect(db).get_table_names())
        tables = [table for table in _shared_tables() if table.name in held]
        return any(
            db.execute(sa.select(sa.literal(1)).select_from(table).where(_of_ours(table)).limit(1)).first()
            for table in tables
        )


def _of_ours(table: sa.Table) -> sa.ColumnElement[bool]:
    """All rows but the owner of the writer's lock, who is this process."""
    return table.c.name != "writer.json" if table.name == "index_files" else sa.true()


def _shared_tables() -> Iterator[sa.Table]:
    """The tables that lie in PostgreSQL where one is set."""
    for tables in (*(kept.tables for kept in KEPT if kept.schema is not None), SHELF_SCHEMA.tables):
        yield from tables.sorted_tables


@contextmanager
def _staged(data: Path) -> Iterator[Path]:
    staged = data / STAGED
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir(parents=True)
    try:
        yield staged
    finally:
        if not (data / JOURNAL).exists():  # else the swap is to be gone on with
            shutil.rmtree(staged, ignore_errors=True)


def _build(settings: Settings, home: Home, archive: Archive, staged: Path) -> None:
    """Everything that the archive holds, below `staged`."""
    moved = _moved(archive.manifest.data_folder, str(settings.data.resolve()))
    for kept in KEPT:
        if archive.names(f"tables/{kept.name}"):
            _load(archive, kept, staged / kept.file, moved if kept is KEPT_LIBRARY else str)
    for folder in FOLDERS:
        for name in archive.names(folder):
            _write(archive, name, staged / name)
    if RUNS_NAME in archive:
        _write(archive, RUNS_NAME, staged / RUNS_NAME)
    for name in archive.names(SHELF):
        write_new(staged / "generations" / name.removeprefix(f"{SHELF}/"), archive.read(name))
    if archive.manifest.fingerprint is None:
        return
    new = Home(staged, home.model, chroma_server=home.chroma_server, precision=home.precision)
    listed = [(str(key), str(article)) for key, article in map(json.loads, archive.lines(ROWS))]
    write_vectors(new, archive.manifest.fingerprint, listed, _vectors(archive, len(listed)))
    if home.database is None:
        _catch_up(new)


def _moved(before: str, now: str) -> Callable[[str], str]:
    """What the library says of files in the data folder, in another one."""
    return lambda text: now + text[len(before) :] if text.startswith(f"{before}/") else text


def _load(archive: Archive, kept: Kept, path: Path, changed: Callable[[str], str]) -> None:
    """The tables of one schema into a new file of SQLite's, brought forward."""
    held = archive.manifest.schemas.get(kept.name)
    with closing(Database(path, BackupError, private=True)) as database:
        if kept.schema is None:
            with database.transaction() as db:
                kept.tables.create_all(db)
        elif held == kept.schema.head:
            database.prepare(kept.schema)
        else:
            from corpus.migrating import migrate

            with database.transaction() as db:
                migrate(db, kept.schema, None, held or "head")
        with database.transaction() as db:
            as_written = sa.MetaData()  # as the archive's version knew them
            for name in archive.names(f"tables/{kept.name}"):
                table = name.rpartition("/")[2].removesuffix(".jsonl")
                try:
                    known = sa.Table(table, as_written, autoload_with=db)
                    rows.load(db, known, archive.lines(name), changed)
                except (sa.exc.NoSuchTableError, ValueError, TypeError) as error:
                    raise BackupError(f"{name} does not fit the tables of this program ({error})") from error
        if kept.schema is not None:
            database.prepare(kept.schema)


def _write(archive: Archive, name: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        for block in archive.blocks(name):
            file.write(block)


def _vectors(archive: Archive, count: int) -> Iterator[np.ndarray[Any, Any]]:
    """The vectors [n, d], some thousand rows at a time. Raises BackupError when they are not as many as passages."""
    rest = b""
    width = 0
    for block in archive.blocks(VECTORS):
        rest += block
        if not width:
            begin = io.BytesIO(rest)
            try:
                np.lib.format.read_magic(begin)
                shape, fortran, kind = np.lib.format.read_array_header_1_0(begin)
            except ValueError as error:
                raise BackupError(f"{VECTORS} is no array ({error})") from error
            if fortran or kind != np.dtype("<f4") or len(shape) != 2 or shape[0] != count:
                raise BackupError(f"{VECTORS} does not fit {ROWS}")
            width, rest = 4 * shape[1], rest[begin.tell() :]
        while len(rest) >= width * VECTORS_AT_ONCE:
            part, rest = rest[: width * VECTORS_AT_ONCE], rest[width * VECTORS_AT_ONCE :]
            yield np.frombuffer(part, "<f4").reshape(-1, width // 4)
    if rest:
        yield np.frombuffer(rest, "<f4").reshape(-1, width // 4)


def _catch_up(home: Home) -> None:
    """Make the rest of the index, and see that what is live can be read."""
    manifest = Generations(home.manifests).current()
    if manifest is None:
        raise SanctionsBotError("the backup names no live generation")
    with closing(Library(home.library)) as library:
        catch_up(home, library, manifest)


def _into_database(url: SecretStr, staged: Path) -> None:
    """What was built goes into PostgreSQL, in place of all that the tables hold, in one transaction."""
    with closing(Database(url, BackupError, private=True)) as database:
        schemas = [kept.schema for kept in KEPT if kept.schema is not None]
        for schema in (*schemas, SHELF_SCHEMA):
            database.prepare(schema)
        with database.transaction() as db:
            for table in _shared_tables():
                db.execute(table.delete().where(_of_ours(table)))
            for kept in KEPT:
                if kept.schema is not None and (staged / kept.file).is_file():
                    _copy(Database(staged / kept.file, BackupError, private=True), db, kept)
            files = SHELF_SCHEMA.tables.tables["index_files"]
            for path in sorted((staged / "generations").glob("*.json")):
                db.execute(files.insert().values(name=path.name, content=path.read_bytes()))
    for name in ("library.sqlite", "telegram.sqlite"):
        for path in staged.glob(f"{name}*"):
            path.unlink()
    shutil.rmtree(staged / "generations", ignore_errors=True)


def _copy(made: Database, db: sa.Connection, kept: Kept) -> None:
    with closing(made), made.transaction() as source:
        for table in kept.tables.sorted_tables:
            copy_rows(source, db, table)
