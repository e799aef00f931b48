"""Questions that don't tell whom they mean: asked back, with choices where the articles name several who fit.

The next message may be the name, or the number of a choice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.answers.capitals import names_in
from bot.answers.follow_ups import BARE, PRONOUN, is_demonym
from bot.answers.notice import Notice, notice
from bot.answers.question import Question, understand
from bot.answers.searching import Searched, search
from index.keywords import stems
from index.search import Snapshot

MOST_CHOICES = 5
_MOST_WORDS = 7  # of a message that may be a choice
_FEW = 3  # telling words; a question with more of them tells by itself what it is about
_AS_GOOD = 0.15  # by how much less of the question's words another sentence may have and still fit as well
_EMPTY_IT = re.compile(
    r"\b(?:is|was|does|did|would|will|can) it (?:true|possible|legal|allowed|ok|correct|safe|mean|cost|take|matter)\b"
    r"|\bwhat(?:'s|’s| is) (?:this|that|it)\b\W*$",
    re.IGNORECASE,
)
_ASKS_WHICH = re.compile(r"^\W*(?:which|what|how many|whose)\s+(?!(?:is|are|was|were|do|does|did|has|have)\b)\w", re.I)
_ROLE = re.compile(
    r"\b(?:the|this|that|his|her)\s+(?:(?:former|russian|iranian|chinese|foreign|finance|prime|defen[cs]e|deputy)\s+)?"
    r"(?P<role>minister|president|ambassador|oligarch|tycoon|billionaire|businessman|businesswoman|banker|ceo"
    r"|chief executive|general|senator|governor|mayor|spokes(?:man|woman|person)|official|company|firm|bank|ship"
    r"|vessel|tanker|superyacht|yacht|club|airline|exchange)\b",
    re.IGNORECASE,
)
_NAME = r"(?P<name>[A-ZÀ-Þ][\w’'-]+(?:\s+(?:(?:al|bin|de|van|von)[\s-])?[A-ZÀ-Þ][\w’'-]+){0,2})"
_ANSWER = re.compile(r"^\W*(?:the |number |no\.? ?|#)?(?P<number>\d{1,2})(?:st|nd|rd|th)?(?: one)?\W*$", re.IGNORECASE)


@dataclass(frozen=True)
class Back:
    """A question back, and what can be chosen among."""

    text: str
    choices: tuple[str, ...]


def without_subject(question: Question) -> Notice | None:
    """A question back where `question` says "it" or only "when?" and nothing before tells of what; else None."""
    text = question.standalone
    if names_in(text) or _EMPTY_IT.search(text):
        return None
    if BARE.match(text):
        return notice("ask-what")
    pronoun = PRONOUN.search(text)
    if pronoun is None or " " in pronoun.group().strip() or len(set(stems(text))) > _FEW:
        return None
    before = text[: pronoun.start()]
    if _ASKS_WHICH.match(before) or len(stems(before)) > (0 if pronoun["possessive"] else 1):
        return None  # it stands for a word of the question itself: "Which countries recalled their ambassadors?"
    return notice("ask-whom", word=pronoun.group().lower())


def several_fit(searched: Searched) -> Back | None:
    """A question back where it is about "the minister", and the best sentences are of several; else None."""
    text = searched.question.standalone
    role = _ROLE.search(text)
    if role is None or any(not is_demonym(name) for name in names_in(text)):
        return None
    best = searched.evidence[0].feature("words")
    named: dict[str, str] = {}
    for item in searched.evidence[:10]:
        if item.feature("words") >= best - _AS_GOOD:
            for name in bearers(item.text, role["role"]):
                named.setdefault(name.split()[-1].casefold(), name)
    if len(named) < 2:
        return None
    choices = tuple(named.values())[:MOST_CHOICES]
    lines = "\n".join(f"{number}. {choice}" for number, choice in enumerate(choices, 1))
    which = f"My sources tell of several. Which {role['role'].lower()} do you mean?"
    text = f"{which}\n{lines}\nAnswer with the number or a name."
    return Back(text, choices)


def chosen(asked: str, history: Sequence[str], index: Snapshot, as_of: date | None) -> tuple[str, Sequence[str]]:
    """`asked` and `history`, or the question before with whom `asked` names, where that was asked back."""
    if not history or len(asked.split()) > _MOST_WORDS or asked.rstrip().endswith("?"):
        return asked, history
    before = understand(history[-1], history[:-1])
    name = re.sub(r"^(?:i mean|i meant|about|of)\s+", "", asked.strip(" .!"), flags=re.IGNORECASE)
    if without_subject(before) is not None:
        pronoun = PRONOUN.search(before.standalone)
        if not names_in(f"of {name}"):
            return asked, history
        if pronoun is None:
            return f"{before.standalone.rstrip(' ?')}: {name}?", history[:-1]
        owner = "’s" if pronoun["possessive"] or (pronoun["her"] and not pronoun["object"]) else ""
        return _replaced(before.standalone, pronoun.span(), f"{name}{owner}"), history[:-1]
    role = _ROLE.search(before.standalone)
    if role is None or any(not is_demonym(other) for other in names_in(before.standalone)):
        return asked, history
    back = several_fit(search(before, index, as_of))
    number = _ANSWER.match(asked)
    if back is None or not (number or names_in(f"of {name}")):
        return asked, history
    if number:
        at = int(number["number"]) - 1
        if at >= len(back.choices):
            return history[-1], history[:-1]
        name = back.choices[at]
    return _replaced(before.standalone, role.span(), name), history[:-1]


def _replaced(text: str, span: tuple[int, int], name: str) -> str:
    return text[: span[0]] + name + text[span[1] :]


def bearers(sentence: str, role: str) -> list[str]:
    """Whom a sentence gives the role to: "Finance Minister Anton Siluanov", "the yacht Dilbar", "Rusal, the firm"."""
    # The role may be written with a capital, the name must be.
    word = re.escape(role)
    found = []
    for pattern in (
        rf"\b(?i:{word})\s+(?:(?:called|named)\s+)?[“\"‘']?{_NAME}",
        rf"{_NAME},\s+(?:who (?:is|was)\s+)?(?:the|a|an|its|his|[A-Z]\w+['’]s)\s+(?:[\w-]+\s+){{0,3}}(?i:{word})\b",
        rf"{_NAME}\s+(?i:{word})s?\b" if role.lower() in _AFTER_NAMES else r"(?!)",
    ):
        for match in re.finditer(pattern, sentence):
            name = re.split(r"['’]s\b", match["name"])[0]
            if not is_demonym(name) and name.split()[0].lower() not in _NO_NAMES:
                found.append(name)
    return found


_AFTER_NAMES = frozenset("bank tanker yacht superyacht airline club".split())
_NO_NAMES = frozenset(
    """
    the a an in on for and but he she it his her monday tuesday wednesday thursday friday saturday sunday january
    february march april may june july august september october november december
    """.split()
)
