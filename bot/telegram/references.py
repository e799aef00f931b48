"""References: a short sign for each update, in every event logged about it and in the apology when it failed."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from structlog.contextvars import bound_contextvars, get_contextvars

from bot.telegram.speech import Speech

_KEY = "request"  # what it is called in logs
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is taken for another one
_LENGTH = 6


@contextmanager
def referenced() -> Iterator[None]:
    """A reference for all that is logged meanwhile, in threads begun with this context, too; an outer one stays."""
    if _KEY in get_contextvars():
        yield
        return
    with bound_contextvars(**{_KEY: "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))}):
        yield


def apology(speech: Speech, word: str) -> str:
    """The text `word`, with the reference by which whoever reads the logs finds what went wrong."""
    reference = get_contextvars().get(_KEY)
    said = speech.say(word)
    return f"{said} {speech.say('failure-reference', reference=str(reference))}" if reference else said
