"""Home: where everything lies under the data folder, and the settings fingerprint that names a set of vectors."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pydantic import SecretStr

from corpus.database import Place
from index.chroma_folder import FOLDER_NAME
from index.chroma_server import ChromaServer
from index.embedding import PACKAGED_MODEL, model_checksum
from index.passages import passage_settings
from index.precision import Precision, has_gpu, int8_is_fast
from index.shelf import DatabaseShelf, FolderShelf, Shelf


@dataclass(frozen=True)
class Home:
    """The data folder's map."""

    folder: Path
    model: str = PACKAGED_MODEL
    database: SecretStr | None = None  # PostgreSQL's URL, where library and manifests are kept there
    chroma_server: ChromaServer | None = None  # where the vectors are kept on one
    precision: Precision = "auto"
    begun_int8: bool | None = None  # how the index was begun, where `precision` leaves the choice

    @property
    def is_shared(self) -> bool:
        """Whether other replicas may change the index: the keywords and links in the folder then follow it."""
        return self.database is not None

    @property
    def fingerprint(self) -> str:
        """12 hex digits: the model's weights, the passage settings, and int8. Another one means another collection."""
        key = f"{self.model}\0{model_checksum(self.model)}\0{passage_settings()}" + "\0int8" * self.int8
        return hashlib.sha256(key.encode()).hexdigest()[:12]

    @property
    def int8(self) -> bool:
        """Whether passages are embedded in int8: if not set otherwise, where the processor is made for it."""
        if self.precision != "auto":
            return self.precision == "int8"
        if self.begun_int8 is not None:
            return self.begun_int8
        return self.model == PACKAGED_MODEL and int8_is_fast() and not has_gpu()

    def like(self, fingerprint: str) -> Home:
        """This home with the precision of an index with `fingerprint`, if the settings leave the choice: an index
        goes on as it was begun, whatever processor it comes to."""
        choices = [self.begun(int8=True), self.begun(int8=False)] if self.precision == "auto" else []
        return next((home for home in choices if home.fingerprint == fingerprint), self)

    def begun(self, *, int8: bool) -> Home:
        """This home with an index begun in int8 or not."""
        other = replace(self, begun_int8=int8)
        if "manifests" in self.__dict__:  # a database is opened, and let go of, once
            other.__dict__["manifests"] = self.manifests
        return other

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
        return self.chroma_server or self.folder / FOLDER_NAME

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
