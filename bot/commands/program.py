"""Program: what all commands share: settings, the service and logs, each set up when first needed."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, is_dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from corpus.garbage import uncollected

if TYPE_CHECKING:
    from bot.service import Service
    from bot.settings import Settings


@dataclass
class Program:
    """One run of the program. `data` is what --data said."""

    data: Path | None = None

    @cached_property
    def settings(self) -> Settings:
        """The settings, loaded once. Raises SettingsError."""
        with uncollected():
            from bot.settings import load_settings

        return load_settings(data=self.data)

    def set_up_logs(self, *, default_level: str | None = None) -> None:
        """Logs as the settings say; `default_level` counts where no level was set (a command is quieter than a bot)."""
        from bot import logs

        level = self.settings.log_level
        if default_level is not None and "log_level" not in self.settings.model_fields_set:
            level = default_level  # type: ignore[assignment]
        logs.set_up(self.settings.log_format, level, self.settings.secrets)

    @contextmanager
    def service(
        self, *, sample: bool = False, searching: bool = False, default_level: str | None = "WARNING"
    ) -> Iterator[Service]:
        """The service, closed at the end. With `sample`, the sample corpus is indexed when nothing is yet; with
        `searching`, vectors and model are opened at once."""
        with uncollected():
            self.set_up_logs(default_level=default_level)
            ahead = self._opened_behind() if searching else None  # noqa: F841  # held until it is taken up
            from bot.progress import progress_bars
            from bot.service import Service
        gc.freeze()  # modules stay

        service = Service(self.settings)
        try:
            if sample:
                with progress_bars("First use: indexing the sample corpus") as progress:
                    service.ensure_sample(progress)
            yield service
        finally:
            service.close()

    def _opened_behind(self) -> object:
        """Begin to open what answering needs, on another processor while the program is imported; hold the result."""
        from corpus.errors import SanctionsBotError
        from index.chroma_folder import FOLDER_NAME, open_behind

        with suppress(SanctionsBotError, OSError, MemoryError):  # it comes again, and is told, where they are needed
            if self.settings.chroma_url is None:
                open_behind(self.settings.data / FOLDER_NAME)
            from index.embedding import QuestionEncoder
            from index.home import Home

            home = Home(self.settings.data, self.settings.embedding_model)
            encoder = QuestionEncoder(home.model, home.models)
            encoder.open_behind()
            return encoder
        return None

    def audit(self, act: str, about: str = "", result: str = "done") -> None:
        """Note what somebody did on this machine in the audit log of the bot, where one has run here."""
        import structlog

        from bot.places import state_of
        from bot.state import State, StateError

        place = state_of(self.settings)
        if isinstance(place, Path) and not place.is_file():
            return
        try:
            state = State(place)
            try:
                state.audit.add(None, act, about, f"{result} (command line)")
            finally:
                state.close()
        except StateError as error:  # the act itself is done
            structlog.get_logger().error("audit.not_added", act=act, reason=str(error))


def program_of(context: typer.Context) -> Program:
    """The run a command belongs to."""
    program = context.find_object(Program)
    assert program is not None
    return program


def as_row(value: Any) -> Any:
    """`value` as JSON knows it: models, dataclasses, dates and tuples taken apart."""
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    if is_dataclass(value) and not isinstance(value, type):
        return as_row(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): as_row(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_row(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def print_json(value: Any) -> None:
    """One JSON object on one line of stdout, sent off at once."""
    sys.stdout.write(json.dumps(as_row(value), ensure_ascii=False) + "\n")
    sys.stdout.flush()


def say(text: str) -> None:
    """A word to the person, on stderr: results alone go to stdout."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def wrong_usage(message: str) -> typer.BadParameter:
    """An error that ends the program with exit code 2; raise it."""
    return typer.BadParameter(message)


def cleaned(text: str, what: str, limit: int | None = None) -> str:
    """`text` without surrounding space and unpaired surrogates. Raises ValueError when nothing or too much is left."""
    text = text.encode("utf-8", "replace").decode().strip()
    if not text:
        raise ValueError(f"the {what} is empty")
    if limit is not None and len(text) > limit:
        raise ValueError(f"the {what} has {len(text)} characters, at most {limit} are taken")
    return text
