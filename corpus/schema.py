"""Schemas: which tables a part of the program keeps, and bringing a database up to what this program knows.

1. A table of one row, `<name>_version`, holds the revision that the database is of. Where it is the newest one that
   this program knows, nothing more is looked at: that is every start but the first after an upgrade.
2. Else one process at a time goes on, under a lock of the database; the others wait and then find it done.
3. A database with nothing in it gets all tables as they are now.
4. Any other is migrated by alembic (corpus/migrating.py), from what it is of; one from before there were revisions is
   of none, and revision 0001 takes it over. All of it goes in, or nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import sqlalchemy as sa


class NewerSchemaError(Exception):
    """A newer program has changed the database. The text names both revisions."""


@dataclass(frozen=True)
class Schema:
    """The tables of one part of the program. Several may lie in one database.

    `revisions` is the folder of the migrations, named `0001_what.py`, `0002_what.py`, ….
    """

    name: str
    tables: sa.MetaData
    revisions: Path

    @cached_property
    def head(self) -> str:
        """The newest revision that this program knows: the number of its file."""
        return max(path.name[:4] for path in self.revisions.glob("[0-9]*.py"))

    @property
    def version_table(self) -> str:
        """Where the revision of a database stands, in alembic's form."""
        return f"{self.name}_version"

    def revision(self, db: sa.Connection) -> str | None:
        """What the database is of; None for one with nothing in it, and for one from before there were revisions."""
        if not sa.inspect(db).has_table(self.version_table):
            return None
        return db.execute(sa.select(self._versions().c.version_num)).scalar()

    def is_empty(self, db: sa.Connection) -> bool:
        """Whether the database has none of the tables."""
        return not self.tables.tables.keys() & set(sa.inspect(db).get_table_names())

    def check(self, held: str | None) -> None:
        """Raises NewerSchemaError when a database of the revision `held` is none for this program."""
        if held is not None and held > self.head:
            raise NewerSchemaError(
                f"was written by a newer version (schema {held}, this program knows {self.head}): "
                "install the newer program, or restore a backup made before it"
            )

    def bring_forward(self, db: sa.Connection) -> None:
        """Make the tables as this program knows them; call it alone. Raises NewerSchemaError."""
        held = self.revision(db)
        self.check(held)
        if held == self.head:
            return  # another process was first
        if held is None and self.is_empty(db):
            self.tables.create_all(db)
            versions = self._versions()
            versions.create(db)
            db.execute(versions.insert().values(version_num=self.head))
            return
        from corpus.migrating import migrate  # alembic takes a third of a second to import

        migrate(db, self, held)

    def _versions(self) -> sa.Table:
        return sa.Table(self.version_table, sa.MetaData(), sa.Column("version_num", sa.String(32), primary_key=True))
