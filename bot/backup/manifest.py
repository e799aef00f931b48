"""The manifest of a backup: what is in the archive, with checksums; the last member written and the first one read."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import SanctionsBotError

FORMAT = 1  # raised when older programs could not restore an archive rightly
MANIFEST_NAME = "manifest.json"
MOST_BYTES = 64 * 1024**2  # of the manifest itself: about 500,000 kept pages


class BackupError(SanctionsBotError):
    """A backup cannot be written, or an archive cannot be restored. The message names the file and what to do."""


class Member(BaseModel):
    """One file in the archive."""

    model_config = ConfigDict(frozen=True)

    name: str
    bytes: int
    sha256: str


class BackupManifest(BaseModel):
    """What an archive holds. `schemas` are the revisions of the tables in it, by the name of their schema."""

    model_config = ConfigDict(frozen=True)

    format: int = FORMAT
    program: str
    made_at: datetime
    data_folder: str
    schemas: dict[str, str]
    generation: str | None = None
    fingerprint: str | None = None
    counts: dict[str, int] = {}
    members: tuple[Member, ...] = ()

    def sealed(self) -> bytes:
        """As it is written, with its own checksum."""
        content = self.model_dump(mode="json")
        return json.dumps({"sha256": _digest(content), "manifest": content}, indent=1).encode()

    @classmethod
    def opened(cls, data: bytes) -> BackupManifest:
        """From what `sealed` gave. Raises BackupError for another format, ValueError for damage."""
        row = json.loads(data)
        if not isinstance(row, dict) or not isinstance(row.get("manifest"), dict):
            raise ValueError("its manifest is none")
        made_for = row["manifest"].get("format")
        if not isinstance(made_for, int):
            raise ValueError("its manifest names no format")
        if made_for > FORMAT:
            raise BackupError(
                f"is of format {made_for}, and this program knows {FORMAT}: restore it with the version that made it "
                f"({row['manifest'].get('program')}) or a newer one"
            )
        if row.get("sha256") != _digest(row["manifest"]):
            raise ValueError("its manifest is not what was written")
        try:
            return cls.model_validate(row["manifest"])
        except ValidationError as error:
            raise ValueError(f"its manifest is none ({error.error_count()} fields are wrong)") from None


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
