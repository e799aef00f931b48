"""How long something takes, as people say it."""

from __future__ import annotations


def duration(seconds: float) -> str:
    """“40 s”, “3 min”, “1 h 20 min”: as exact as a guess of that size deserves."""
    if seconds < 10:
        return f"{seconds:.1f} s" if 0 < seconds < 1 else f"{seconds:.0f} s"
    if seconds < 90:
        return f"{round(seconds, -1 if seconds > 30 else 0):.0f} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"
