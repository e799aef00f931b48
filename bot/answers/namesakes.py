"""Namesakes: asking which one is meant, and understanding the asker's next message as the choice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.answers import small_talk
from bot.answers.entities import described, spoken
from bot.answers.lookup import Namesakes, find
from bot.answers.notice import Notice, notice
from bot.answers.picking import pick
from bot.answers.question import Question, understand
from index.search import Snapshot

MOST_SHOWN = 6
_MOST_WORDS = 14  # of a message that may be a choice
_ASKS = re.compile(
    r"^\W*(?:and |but |so |no,? )?(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|who|whose"
    r"|whom|what|when|where|why|how|since when|by whom|tell me|list)\b",
    re.IGNORECASE,
)


_CHOICE = re.compile(r"^\W*(?:the |that |number |no\.? ?|#)?(?:\d{1,2}\W*$|(?<=the )\w+(?: one)?\W*$)", re.IGNORECASE)


def choices(namesakes: Namesakes) -> tuple[str, ...]:
    """What can be chosen among: each with its name, what tells it from the others, and its lists."""
    return tuple(described(entity) for entity in namesakes.entities[:MOST_SHOWN])


def which_one(namesakes: Namesakes) -> tuple[str, tuple[Notice, ...]]:
    """The question back: who fits, numbered, and how to choose; and those sentences of it that are the bot's own."""
    shown = choices(namesakes)
    lines = [f"{number}. {choice}" for number, choice in enumerate(shown, 1)]
    more = len(namesakes.entities) - len(shown)
    head = notice("ask-which", count=len(namesakes.entities), name=namesakes.written)
    foot = [notice("ask-which-more", count=more)] if more else []
    foot.append(notice("ask-which-how"))
    return "\n".join([head.text, *lines, *(one.text for one in foot)]), (head, *foot)


def follow(asked: str, history: Sequence[str], index: Snapshot, as_of: date | None) -> tuple[Question, frozenset[str]]:
    """`asked` as a question that stands alone, and the ids of the listings chosen on the way among namesakes.

    "The one born in 1960" after a name that fits several is the question before it, about that one.
    """
    turns: list[str] = []
    picked: frozenset[str] = frozenset()
    for turn in [*history, asked]:
        if small_talk.reply(turn) is not None:
            continue
        if turns and _may_choose(turn):
            before = understand(turns[-1], turns[:-1])
            namesakes = find(before, index, as_of, picked).namesakes
            chosen = pick(turn, namesakes.entities) if namesakes else []
            if namesakes and chosen:
                picked |= frozenset().union(*(namesakes.entities[at].ids for at in chosen))
                turns[-1] = before.standalone
                if len(chosen) == 1:
                    name = spoken(namesakes.entities[chosen[0]].entries[0])
                    turns[-1] = before.standalone.replace(namesakes.written, name, 1)
                continue
            if namesakes and _CHOICE.match(turn):
                continue  # it fits none of them: they are shown again
        turns.append(turn)
    if not turns:
        return understand(asked), picked
    return replace(understand(turns[-1], turns[:-1]), asked=" ".join(asked.split())), picked


def _may_choose(turn: str) -> bool:
    return len(turn.split()) <= _MOST_WORDS and not _ASKS.match(turn)
