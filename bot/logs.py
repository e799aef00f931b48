"""Logs: structured events on stderr, for people or as JSON lines, with no secret in them, ever, and no message texts.

Everything goes through one handler of the root logger, so that what libraries log (a URL with the token in it, a
traceback) is redacted as well. Message texts are not logged by anything in this program; of an exception that is not
its own only the kind and the place are told, as its words may quote one, unless LOG_LEVEL is DEBUG.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from typing import Any, Literal, TextIO

import structlog
from structlog.typing import ExcInfo

from corpus.errors import SanctionsBotError

REDACTED = "[redacted]"

# The shape of a bot token: its numeric id, a colon (also as %3A in a URL) and at least 30 letters and digits.
_TOKEN = re.compile(r"\b\d{5,}(?::|%3A)[A-Za-z0-9_-]{30,}", re.IGNORECASE)
# The first part of every Bot API path, whatever the token after it looks like.
_BOT_PATH = re.compile(r"(?<=/bot)\d+(?::|%3A)[^/\s\"']+", re.IGNORECASE)

# A login in an address, as sources and databases have them, and what follows the word in a header.
_PASSWORD = re.compile(r"(?<=://)([^/\s:@\"']*):[^/\s@\"']+@")
_BEARER = re.compile(r"\b(Bearer|Basic)\s+[\w.~+/=-]{8,}", re.IGNORECASE)

# Libraries whose INFO lines tell of every request, with its URL.
_TALKATIVE = (
    "httpx",
    "httpcore",
    "telegram",
    "alembic",
    "apscheduler",
    "chromadb",
    "sentence_transformers",
    "urllib3",
    "asyncio",
    "fontTools",
    "matplotlib",
)


def redact(text: str, secrets: tuple[str, ...] = ()) -> str:
    """`text` without `secrets` and without anything shaped like a Telegram token, a password in a URL or a bearer's."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, REDACTED)
    text = _BEARER.sub(rf"\1 {REDACTED}", _PASSWORD.sub(rf"\1:{REDACTED}@", text))
    return _BOT_PATH.sub(REDACTED, _TOKEN.sub(REDACTED, text))


def traceback_without_texts(error: BaseException) -> str:
    """The traceback of `error` and of what led to it; words only of errors that quote nobody."""
    told: list[str] = []
    seen: set[int] = set()
    now: BaseException | None = error
    while now is not None and id(now) not in seen:
        seen.add(id(now))
        words = f": {now}" if isinstance(now, SanctionsBotError | OSError) else ""
        frames = "".join(traceback.format_tb(now.__traceback__))
        told.append(f"Traceback (most recent call last):\n{frames}{type(now).__name__}{words}")
        now = now.__cause__ or (None if now.__suppress_context__ else now.__context__)
    return "\n\nwhich led to:\n\n".join(reversed(told))


def _written(exc_info: ExcInfo) -> str:
    return traceback_without_texts(exc_info[1])


def _print_traceback(out: TextIO, exc_info: ExcInfo) -> None:
    out.write("\n" + _written(exc_info))


class _RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    """Renders an event, then takes secrets out of all of it: message, values and traceback."""

    def __init__(self, secrets: tuple[str, ...], **given: Any) -> None:
        super().__init__(**given)
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record), self._secrets)


def set_up(form: Literal["console", "json"] = "console", level: str = "INFO", secrets: tuple[str, ...] = ()) -> None:
    """Send events of `level` and above to stderr, as `form`. Call it once, before anything is logged."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.ExtraAdder(),
    ]
    last: list[Any] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    in_full = level == "DEBUG"
    if form == "json":
        written = structlog.processors.format_exc_info if in_full else structlog.processors.ExceptionRenderer(_written)
        last += [written, structlog.processors.JSONRenderer(ensure_ascii=False)]
    else:
        plain = structlog.dev.plain_traceback if in_full else _print_traceback
        last += [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_RedactingFormatter(secrets, processors=last, foreign_pre_chain=shared))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    # It gives a traceback for every flood, of which pacing.py says what there is to say.
    logging.getLogger("telegram.ext.AIORateLimiter").setLevel(logging.CRITICAL)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared[:-1],
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    logging.captureWarnings(True)
