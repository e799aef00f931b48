"""Uploads: files and links that editors added in the chat, so that each can be taken out again.

Where replicas share the database a file's content is kept here as well: whichever of them runs the index needs it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

import sqlalchemy as sa

from bot.state.store import TABLES, Store

_uploads = sa.Table(
    "uploads",
    TABLES,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("location", sa.Text),  # of a link; a file lies in a folder with the upload's id
    sa.Column("content", sa.LargeBinary),
    sa.Column("added_by", sa.BigInteger, nullable=False),
    sa.Column("added_at", sa.Float, nullable=False),
)


@dataclass(frozen=True)
class Upload:
    """One upload; `location` is None for a file, which is found by the id and its name."""

    id: str
    name: str
    location: str | None = None


class UploadStore(Store):
    """Keeps them as long as what they gave is held; they are the corpus', not the person's."""

    def add(self, name: str, by: int, *, location: str | None = None, content: bytes | None = None) -> Upload:
        """Note an upload."""
        upload = Upload(secrets.token_hex(6), name, location)
        values = {"id": upload.id, "name": name, "location": location, "content": content, "added_by": by}
        with self._database() as db:
            db.execute(_uploads.insert().values(**values, added_at=self._now()))
        return upload

    def get(self, upload_id: str) -> Upload | None:
        """The upload with this id, None where it is gone."""
        with self._database() as db:
            row = db.execute(_but_content().where(_uploads.c.id == upload_id)).first()
        return Upload(row.id, row.name, row.location) if row is not None else None

    def all(self) -> list[Upload]:
        """All of them, the first added first."""
        with self._database() as db:
            rows = db.execute(_but_content().order_by(_uploads.c.added_at, _uploads.c.id))
            return [Upload(row.id, row.name, row.location) for row in rows]

    def content(self, upload_id: str) -> bytes | None:
        """A file's content, None where it is not kept here."""
        with self._database() as db:
            found = db.execute(sa.select(_uploads.c.content).where(_uploads.c.id == upload_id)).scalar()
        return bytes(found) if found is not None else None

    def remove(self, upload_id: str) -> None:
        """Forget an upload."""
        with self._database() as db:
            db.execute(_uploads.delete().where(_uploads.c.id == upload_id))


def _but_content() -> sa.Select[tuple[str, str, str | None]]:
    return sa.select(_uploads.c.id, _uploads.c.name, _uploads.c.location)
