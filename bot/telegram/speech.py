"""Speech: what the bot says of itself, in one language. The words stand in texts/LANGUAGE/TOPIC.ftl (Mozilla's Fluent).

Answers are no part of it: they stay in the words of their sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import structlog
from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from fluent.runtime import FluentBundle, FluentResource

DEFAULT = "en"
# Language -> whose dates, numbers and plurals it has (CLDR). The first is what anybody else gets.
LOCALES: Mapping[str, str] = {DEFAULT: "en-GB", "es": "es", "fr": "fr", "ru": "ru", "ar": "ar", "zh": "zh-Hans"}
# Languages name themselves, for who can read no other.
OWN_NAMES: Mapping[str, str] = {
    DEFAULT: "English", "es": "Español", "fr": "Français", "ru": "Русский", "ar": "العربية", "zh": "中文",
}  # fmt: skip
# What stands right before a value that is set apart and belongs to it, as in @name or SETTING=value.
_GLUED = re.compile(r"([\w@/=]+)\u2068([^\u2066-\u2069]*)\u2069", re.ASCII)

TEXTS = Path(__file__).with_name("texts")

log = structlog.get_logger()


class Speech:
    """One language. Cheap to have: what was read is shared and never changes."""

    def __init__(self, language: str) -> None:
        """`language` is one of LOCALES."""
        self.language = language
        self._locale = Locale.parse(LOCALES[language], sep="-")

    def say(self, message_id: str, /, **values: str | int | float | date | None) -> str:
        """The message in this language, in English where this language lacks it.

        Numbers and dates among `values` are written as the language writes them; numbers that count choose the plural.
        A string stands as it is, so make it safe first (untrusted.py); give ids as strings.
        """
        shown = {name: self._shown(value) for name, value in values.items() if value is not None}
        for bundle in (_bundle(self.language), _bundle(DEFAULT)):
            if bundle.has_message(message_id):
                pattern = bundle.get_message(message_id).value
                assert pattern is not None
                text, errors = bundle.format_pattern(pattern, shown)
                for error in errors:
                    log.error("telegram.text_failed", id=message_id, language=self.language, reason=str(error)[:100])
                return _GLUED.sub("\u2068\\1\\2\u2069", str(text)) if bundle.use_isolating else str(text)
        raise KeyError(f"no text {message_id!r} in {TEXTS / DEFAULT}")

    def day(self, when: date) -> str:
        """A date as people write it: 30 November 2020."""
        return format_date(when, "long", locale=self._locale)

    def moment(self, when: datetime) -> str:
        """A time, given in UTC: 30 November 2020 at 14:05 UTC."""
        return self.say("time-moment", day=self.day(when), clock=f"{when:%H:%M}")

    def duration(self, seconds: float) -> str:
        """How long something takes, as exact as a guess of that size deserves: 40 s, 3 min, 1 h 20 min."""
        if seconds < 90:
            return self.say("time-seconds", seconds=round(seconds / 10) * 10 if seconds > 30 else round(seconds))
        minutes = round(seconds / 60)
        if minutes < 60:
            return self.say("time-minutes", minutes=minutes)
        return self.say("time-hours", hours=minutes // 60, minutes=minutes % 60)

    def listed(self, parts: Iterable[str]) -> str:
        """The parts as a list in a sentence: a, b and c."""
        return format_list(list(parts), locale=self._locale)

    def _shown(self, value: str | int | float | date) -> Any:
        if isinstance(value, datetime):
            return self.moment(value)
        return self.day(value) if isinstance(value, date) else value


@cache
def speech_in(language: str) -> Speech:
    """The speech of one of LOCALES."""
    return Speech(language)


def known_language(code: str | None) -> str | None:
    """The language of ours that a code of Telegram's such as "pt-br" or "zh-hans" means, or None."""
    language = (code or "").lower().replace("_", "-").partition("-")[0]
    return language if language in LOCALES else None


def read_texts() -> None:
    """Read all texts, so that nobody waits for them later. Blocks for half a second."""
    for language in LOCALES:
        _bundle(language)


@cache
def _bundle(language: str) -> FluentBundle:
    # In a text from right to left a Latin name or a command would turn what stands beside it round: it is set apart by
    # invisible marks. Texts from left to right go without; what untrusted.py cleans brings its own where it needs them.
    bundle = FluentBundle(
        [LOCALES[language]], use_isolating=Locale.parse(LOCALES[language], sep="-").text_direction == "rtl"
    )
    for path in sorted((TEXTS / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle
