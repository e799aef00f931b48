"""Home: where everything lies under the data folder, and the settings fingerprint that names a set of vectors."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import SecretStr

from corpus.database import Place
from index.chroma_server import ChromaServer
from index.embedding import PACKAGED_MODEL, model_checksum
from index.passages import passage_settings
from index.shelf import DatabaseShelf, FolderShelf, Shelf


@dataclass(frozen=True)
class Home:
    """The data folder's map."""

    folder: Path
    model: str = PACKAGED_MODEL
    database: SecretStr | None = None  # PostgreSQL's URL, where library and manifests are kept there
    chroma_server: ChromaServer | None = None  # where the vectors are kept on one

    @property
    def is_shared(self) -> bool:
        """Whether other replicas may change the index: the keywords and links in the folder then follow it."""
        return self.database is not None

    @property
    def fingerprint(self) -> str:
        """12 hex digits: the model's weights and the passage settings. Another one means another collection."""
        key = f"{self.model}\0{model_checksum(self.model)}\0{passage_settings()}"
        return hashlib.sha256(key.encode()).hexdigest()[:12]

    @property
    def library(self) -> Place:
        """The corpus database."""
        return self.database or self.folder / "library.sqlite"

    @property
    def generations(self) -> Path:
        """The folder of the manifests, where they are kept in one."""
        return self.folder / "generations"

    @cached_property
    def manifests(self) -> Shelf:
        """Where the manifests are kept."""
        return FolderShelf(self.generations) if self.database is None else DatabaseShelf(self.database)

    @property
    def chroma(self) -> Path | ChromaServer:
        """Chroma's folder, or its server."""
        return self.chroma_server or self.folder / "chroma"

    def close(self) -> None:
        """Let go of the database of the manifests, where they are in one."""
        shelf = self.__dict__.get("manifests")
        if isinstance(shelf, DatabaseShelf):
            shelf.close()

    def keywords(self, fingerprint: str) -> Path:
        """Tantivy's folder for one fingerprint."""
        return self.folder / f"keywords-{fingerprint}"

    def all_keywords(self) -> list[Path]:
        """The keyword folders there are, of all fingerprints."""
        return sorted(self.folder.glob("keywords-*"))

    @property
    def names(self) -> Path:
        """Name directories (index/name_files.py)."""
        return self.folder / "names"

    @property
    def mentions(self) -> Path:
        """Which articles name which listings (index/mention_links.py)."""
        return self.folder / "mentions"

    @property
    def pages(self) -> Path:
        """Web pages as they were fetched, gzipped: `pages/3f/<checksum of the address>.html.gz` (corpus/pages.py)."""
        return self.folder / "pages"

    @property
    def models(self) -> Path:
        """Exported models."""
        return self.folder / "models"

    @property
    def runs(self) -> Path:
        """The log of index runs."""
        return self.folder / "runs.jsonl"

    @property
    def lock(self) -> Path:
        """The writer's lock."""
        return self.folder / "writer.lock"
