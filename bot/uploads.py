"""Uploads on the disk: each file lies in a folder of its own under the data folder and is a source like any other."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from bot.settings import Settings
from bot.state import State
from bot.state.uploads import Upload

FOLDER = "uploads"
_NAME_CHARS = 80
_UNSAFE = re.compile(r"[^\w.() -]+")


class Uploads:
    """The uploads of one installation. Methods block."""

    def __init__(self, settings: Settings, state: State) -> None:
        self._folder = (settings.data / FOLDER).resolve()
        self._is_shared = settings.database_url is not None
        self._store = state.uploads

    def add_file(self, name: str, content: bytes, by: int) -> Upload:
        """Keep a file. Raises StateError and OSError."""
        upload = self._store.add(safe_name(name), by, content=content if self._is_shared else None)
        try:
            self._write(upload, content)
        except OSError:
            self._store.remove(upload.id)
            raise
        return upload

    def add_link(self, location: str, name: str, by: int) -> Upload:
        """Note a link, which is polled like any other; `name` is how people are told of it."""
        return self._store.add(name, by, location=location)

    def location(self, upload: Upload) -> str:
        """What is the source of an upload."""
        return upload.location or str(self._path(upload))

    def of_location(self, location: str) -> Upload | None:
        """The upload whose source this is, None for other sources."""
        return next((one for one in self._store.all() if self.location(one) == location), None)

    def remove(self, upload: Upload) -> None:
        """Forget an upload and delete its file; that it is no source any more is another matter."""
        self._store.remove(upload.id)
        if upload.location is None:
            shutil.rmtree(self._path(upload).parent, ignore_errors=True)

    def bring(self) -> None:
        """Write down the files that came by other replicas, and delete those that were taken out there."""
        if not self._is_shared:
            return
        held = self._store.all()
        for upload in held:
            if upload.location is None and not self._path(upload).is_file():
                content = self._store.content(upload.id)
                if content is not None:
                    self._write(upload, content)
        kept = {upload.id for upload in held}
        for folder in self._folder.glob("*/"):
            if folder.name not in kept and re.fullmatch(r"[0-9a-f]{12}", folder.name):
                shutil.rmtree(folder, ignore_errors=True)

    def _path(self, upload: Upload) -> Path:
        return self._folder / upload.id / upload.name

    def _write(self, upload: Upload, content: bytes) -> None:
        """Whole or not at all: an index run may look at any time."""
        path = self._path(upload)
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as file:
            file.write(content)
        Path(file.name).replace(path)


def safe_name(name: str) -> str:
    """A file's name as somebody sent it, without what could lead elsewhere or hide it; its ending stays."""
    last = _UNSAFE.sub("_", re.split(r"[/\\]", name)[-1]).strip(" .")
    if len(last) > _NAME_CHARS:
        stem, dot, ending = last.rpartition(".")
        last = f"{stem[: _NAME_CHARS - len(ending) - 1]}.{ending}" if dot and len(ending) < 12 else last[:_NAME_CHARS]
    return last or "file"
