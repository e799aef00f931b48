"""Notice: a sentence in the bot's own words, kept with its code and values, so that a front end can say it otherwise.

The engine speaks English. `text` is what the English words for `code` make of the values; who renders an answer for
somebody of another language looks the code up in his own catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from pydantic import BaseModel, ConfigDict

from bot.answers.wording import WORDS

Value = str | int | date | Sequence["Notice"]


class Notice(BaseModel):
    """`code` is "" for a text that has no code, such as one stored by an earlier version: it is shown as it is.

    What stands in the sentence is in `values`, `days` and `parts` by its name; parts are notices themselves, listed
    with commas. `language` is that of who is told it, such as "es", where it is not that of the conversation.
    """

    model_config = ConfigDict(frozen=True)

    code: str = ""
    values: dict[str, str | int] = {}
    days: dict[str, date] = {}
    parts: dict[str, tuple[Notice, ...]] = {}
    language: str = ""
    text: str

    def __str__(self) -> str:
        """The English text."""
        return self.text


def notice(code: str, /, **values: Value) -> Notice:
    """The notice with this code of WORDS. Raises KeyError for an unknown code or a missing value."""
    plain: dict[str, str | int] = {}
    days: dict[str, date] = {}
    parts: dict[str, tuple[Notice, ...]] = {}
    shown: dict[str, str | int] = {}
    for name, value in values.items():
        if isinstance(value, date):
            days[name] = value
            shown[name] = f"{value.day} {value:%B %Y}"
        elif isinstance(value, str | int):
            plain[name] = shown[name] = value
        else:
            parts[name] = tuple(value)
            shown[name] = ", ".join(one.text for one in value)
    return Notice(code=code, values=plain, days=days, parts=parts, text=WORDS[code].format_map(shown))


def text_of(notices: Iterable[Notice]) -> str:
    """The notices one after the other, in English."""
    return " ".join(one.text for one in notices)
