"""Understanding a question: what kind of answer it wants, whom it names, and what a follow-up refers to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.capitals import names_in
from bot.answers.follow_ups import standalone
from bot.answers.question_types import QuestionType, question_type

__all__ = ["Question", "QuestionType", "names_in", "question_type", "small_talk", "understand"]


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
        if small_talk(earlier):
            continue
        previous = standalone(" ".join(earlier.split()), previous)
    alone = standalone(asked, previous)
    about_listing = bool(_LISTING.search(alone) or _WHO_IS.search(alone))
    return Question(asked, alone, question_type(alone), about_listing)


_GREETING = re.compile(
    r"^\W*(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|hola|bonjour|salut|привет"
    r"|здравствуйте|مرحبا)(?:\W+(?:there|bot|all|everyone))?\W*$",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"^\W*(?:(?:ok|okay|great|perfect|cool|nice|good)\W*)?(?:many thanks|thanks?(?: you)?(?: (?:so|very) much| a lot)?"
    r"|thx|ty|cheers|merci|gracias|спасибо|ok|okay|great|perfect|cool|nice|got it|understood|bye|goodbye)\W*$",
    re.IGNORECASE,
)


def small_talk(asked: str) -> str | None:
    """A short fitting reply to a greeting or thanks; None for everything else."""
    if _GREETING.match(asked):
        return "Hello. Ask me about a sanctioned company, person, vessel or programme; I answer from my sources."
    if _THANKS.match(asked):
        return "You're welcome."
    return None
