"""Memory: the bot's state used from the event loop, where a failing database costs memory and not answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import structlog

from bot.state import StateError

log = structlog.get_logger()
P = ParamSpec("P")
T = TypeVar("T")


async def remembered(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
    """The result of a method of State, called in a thread; None after noting that the database failed."""
    try:
        return await asyncio.to_thread(function, *args, **kwargs)
    except StateError as error:
        log.error("telegram.state_failed", reason=str(error))
        return None
