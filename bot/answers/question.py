"""Understanding a question: what kind of answer it wants, whom it names, and what a follow-up refers to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers import small_talk
from bot.answers.capitals import names_in
from bot.answers.definitions import defined_term
from bot.answers.follow_ups import standalone
from bot.answers.question_types import QuestionType, question_type
from bot.answers.translated_questions import put_in_english

__all__ = ["Question", "QuestionType", "names_in", "question_type", "understand"]


@dataclass(frozen=True)
class Question:
    """A question as the engine works on it. `standalone` can be understood without the conversation."""

    asked: str
    standalone: str
    type: QuestionType
    about_listing: bool

    @property
    def is_follow_up(self) -> bool:
        """Whether the conversation was needed to understand it."""
        return self.asked != self.standalone


_LISTING = re.compile(
    r"\b(?:sanction(?:s|ed|ing)?|designat\w+|blacklist\w*|blocklist\w*|(?:de)?listed|listing|delist\w*|sdn"
    r"|sanctions? list|under what programmes?|aliases|also known as|imo)\b",
    re.IGNORECASE,
)
_WHO_IS = re.compile(r"^\W*(?:and )?who(?:'s|’s| is| are| was| were)\s+(?!the\b|a\b|an\b)", re.IGNORECASE)


def understand(asked: str, history: Sequence[str] = ()) -> Question:
    """Make `asked` stand alone, given the asker's earlier questions (oldest first), and tell its type."""
    asked = " ".join(asked.split())
    previous: str | None = None
    for earlier in history:
        if small_talk.reply(earlier) is None:
            previous = standalone(put_in_english(small_talk.without_courtesies(" ".join(earlier.split()))), previous)
    alone = standalone(put_in_english(_begun(small_talk.without_courtesies(asked), asked)), previous)
    about_listing = bool(_LISTING.search(alone) or _WHO_IS.search(alone)) and defined_term(alone) is None
    return Question(asked, alone, question_type(alone), about_listing)


def _begun(text: str, asked: str) -> str:
    """`text` with a capital, where something was taken away before it."""
    return text if asked.startswith(text) or not text else text[0].upper() + text[1:]
