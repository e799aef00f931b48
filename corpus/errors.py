"""Every error the program raises on purpose: what happened, to which file, line or field, and what to do."""


class SanctionsBotError(Exception):
    """Base of all expected errors; its text is shown to people, so it never holds a secret."""

    # Whether it is only that a server is away: the same may work when that is back.
    away = False


class InputError(SanctionsBotError):
    """A file, line or field that cannot be read. The message names it."""

    def __init__(self, reason: str, *, path: str | None = None, line: int | None = None) -> None:
        """Keep `path` and `line` apart from `reason`, so that a skip report can list them as columns."""
        self.reason = reason
        self.path = path
        self.line = line
        where = path or ""
        if line is not None:
            where = f"{where}:{line}"
        super().__init__(f"{where}: {reason}" if where else reason)


class SettingsError(SanctionsBotError):
    """A setting is unknown or has a wrong value. The message names it and what is allowed."""


class ModelError(SanctionsBotError):
    """The embedding model is missing, changed on disk, or cannot be loaded."""


class DamagedIndexError(SanctionsBotError):
    """The index is damaged, missing or of another version. The message says which part and how to rebuild it."""


class LibraryError(SanctionsBotError):
    """The library's database cannot be opened or was written by a newer version."""


class WriterBusyError(SanctionsBotError):
    """Another process is changing the index. The message names it."""


class FetchError(SanctionsBotError):
    """Something could not be fetched. The message names the address, without its secrets, and why.

    `status` is the server's answer where there was one; `retry_after_seconds` how long the server asks to wait;
    `lasting` whether the same request would fail again.
    """

    def __init__(
        self,
        reason: str,
        *,
        status: int | None = None,
        retry_after_seconds: float | None = None,
        lasting: bool = False,
    ) -> None:
        """Keep what decides when to try again apart from the text."""
        self.status = status
        self.retry_after_seconds = retry_after_seconds
        self.lasting = lasting
        super().__init__(reason)


class ServerAwayError(SanctionsBotError):
    """A server that holds a part of the index cannot be reached, or gives no answer. The message names it and why."""


class StorageError(SanctionsBotError):
    """Something could not be written: no room, or no right to. The message names the place and what to do."""
