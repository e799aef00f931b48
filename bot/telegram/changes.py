"""Changes: what an edition of a list did to an entry, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.telegram.speech import Speech
from bot.telegram.untrusted import clean_line

VALUE_CHARS = 80
VALUES_SHOWN = 4


def told_change(
    what: str, list_name: str, day: date | None, fields: Mapping[str, tuple[Any, Any]], speech: Speech
) -> str:
    """One line: 3 May 2023: OFAC SDN changed programmes (new: CYBER2)."""
    told = [told_field(name, old, new, speech) for name, (old, new) in fields.items()]
    return speech.say(
        f"change-{what}",
        day=day if day is not None else speech.say("answer-undated"),
        list=clean_line(list_name),
        fields=speech.listed(told) if told else speech.say("change-nothing"),
    )


def told_field(field: str, old: Any, new: Any, speech: Speech) -> str:
    """What became of one field: of several values those that are new and those that are gone."""
    name = speech.say(f"field-{field}")
    if not isinstance(old, list) and not isinstance(new, list):
        before, after = (_word(value, speech) or speech.say("change-nothing") for value in (old, new))
        return speech.say("change-field", field=name, old=before, new=after)
    before_all, after_all = ([_word(value, speech) for value in values or ()] for values in (old, new))
    added = _shown([value for value in after_all if value not in before_all], speech)
    gone = _shown([value for value in before_all if value not in after_all], speech)
    if added and gone:
        return speech.say("change-field-both", field=name, old=gone, new=added)
    if added:
        return speech.say("change-field-added", field=name, values=added)
    return speech.say("change-field-removed", field=name, values=gone) if gone else name


def _word(value: Any, speech: Speech) -> str:
    """A value of a field of Listing as in JSON."""
    if value is None:
        return ""
    if isinstance(value, dict):
        if "text" in value:
            return clean_line(value["text"], VALUE_CHARS)
        label = value.get("kind") or value.get("label") or ""
        return clean_line(f"{label} {value.get('value') or value.get('name') or ''}", VALUE_CHARS)
    try:
        return speech.day(date.fromisoformat(value))
    except (TypeError, ValueError):
        return clean_line(str(value), VALUE_CHARS)


def _shown(values: list[str], speech: Speech) -> str:
    more = len(values) - VALUES_SHOWN
    return "; ".join([*values[:VALUES_SHOWN], *([speech.say("change-more", count=more)] if more > 0 else [])])
