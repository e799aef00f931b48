"""Schedules: when a chat wants to hear of news: at once or once a day, and in which hours not."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, field_validator

_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")
_OFFSET = re.compile(r"(?:utc|gmt)?\s*(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?", re.IGNORECASE)


class Schedule(BaseModel):
    """Without `daily_at` news is told at once, outside the hours from `quiet_from` to `quiet_to` where these are set.

    All are times of `zone`, a name such as "Europe/Berlin" or an offset such as "UTC+3".
    """

    model_config = ConfigDict(frozen=True)

    quiet_from: time | None = None
    quiet_to: time | None = None
    daily_at: time | None = None
    zone: str = "UTC"

    @field_validator("zone")
    @classmethod
    def _known(cls, zone: str) -> str:
        zone_of(zone)
        return zone

    def may_tell(self, found_at: float, now: float) -> bool:
        """Whether news found then may be told now, both in seconds since 1970."""
        local = datetime.fromtimestamp(now, UTC).astimezone(zone_of(self.zone))
        if self.daily_at is not None:
            last = datetime.combine(local.date(), self.daily_at, local.tzinfo)
            if last > local:
                last = datetime.combine(local.date() - timedelta(days=1), self.daily_at, local.tzinfo)
            return found_at <= last.timestamp()
        if self.quiet_from is None or self.quiet_to is None:
            return True
        clock = local.time().replace(tzinfo=None)
        if self.quiet_from <= self.quiet_to:
            return not self.quiet_from <= clock < self.quiet_to
        return self.quiet_to <= clock < self.quiet_from


def parse_clock(text: str) -> time:
    """ "7", "7:30", "07.30" as a time. Raises ValueError for anything else."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not a time")
    hours, minutes = int(match[1]), int(match[2] or 0)
    return time(0 if hours == 24 and not minutes else hours, minutes)


def zone_of(name: str) -> tzinfo:
    """The time zone of a name ("Europe/Berlin") or an offset ("UTC+3", "+05:30"). Raises ValueError for others."""
    if name.strip().upper() in ("UTC", "GMT", "Z"):
        return UTC
    match = _OFFSET.fullmatch(name.strip())
    if match is not None:
        offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
        if offset <= timedelta(hours=14):
            return timezone(-offset if match["sign"] == "-" else offset)
    try:
        return ZoneInfo(name.strip())
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"{name!r} is no time zone") from error
