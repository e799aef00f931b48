"""/compare A vs B: what is held on several, side by side."""

from __future__ import annotations

import re
import secrets
from functools import partial

from telegram import Update
from telegram.ext import ContextTypes

from bot.answers.answer import Answer, AnswerKind
from bot.answers.comparisons import MOST_SIDES, Comparison, write
from bot.service import Service
from bot.telegram.addressing import text_replied_to
from bot.telegram.answering import Answering, Ask
from bot.telegram.hearing import NAME_CHARS, Hearing
from bot.telegram.untrusted import clean_line

_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]+)[\"”“»]")
_BETWEEN = re.compile(
    r"\s*(?:[,;\n|]|،|、|，|；)\s*|\s+(?:vs?\.?|versus|against|and|und|y|et|и|و|和|with|&)\s+", re.IGNORECASE
)
_MOST_WORDS = 8  # of names written without anything between them


class Comparisons:
    """Handles /compare."""

    def __init__(self, hearing: Hearing, answering: Answering) -> None:
        self._hearing = hearing
        self._answering = answering

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """The command."""
        heard = await self._hearing.heard(update, context)
        if heard is None:
            return
        speech = heard.speech
        words = heard.words or text_replied_to(heard.message, context.bot.id) or ""
        names = names_of(words)
        if len(names) == 1 and len(words) <= NAME_CHARS * 2:
            names = await self._hearing.ask(heard, partial(_parted, self._hearing.service, names[0])) or names
        if len(names) < 2 or any(len(name) > NAME_CHARS for name in names):
            await self._hearing.say(heard, speech.say("compare-usage"))
            return
        if len(names) > MOST_SIDES:
            await self._hearing.say(heard, speech.say("compare-too-many", limit=MOST_SIDES))
            return
        compared = await self._hearing.ask(heard, partial(self._hearing.service.compare, *names))
        if compared is not None:
            question = f"Compare {' and '.join(names)}"
            answer = written(compared, question)
            await self._answering.show(Ask(heard.asked, heard.target, question, speech), answer, ())


def names_of(words: str) -> list[str]:
    """The names in "A vs B", "A, B", "“A A” “B B”" or "A and B"; one where nothing stands between them."""
    quoted = [name.strip() for name in _QUOTED.findall(words)]
    names = quoted if len(quoted) > 1 else [name.strip(' "“”„«»?!.') for name in _BETWEEN.split(words)]
    return list(dict.fromkeys(clean_line(name, NAME_CHARS + 1) for name in names if name))


def written(compared: Comparison, question: str) -> Answer:
    """The comparison as an answer."""
    draft = write(compared)
    kind = AnswerKind.ANSWER if draft.citations else AnswerKind.NO_ANSWER
    listings = (citation.listing_id for citation in draft.citations if citation.listing_id is not None)
    return Answer(
        id=secrets.token_hex(8), question=question, standalone_question=question, kind=kind, text=draft.text,
        sentences=draft.sentences, citations=draft.citations, entities=tuple(side.name for side in compared.sides),
        listings=tuple(dict.fromkeys(listings)), confidence=1.0 if draft.citations else 0.0, said=draft.said,
        notices=draft.notes,
    )  # fmt: skip


def _parted(service: Service, words: str) -> list[str]:
    """Names written one after the other, "Oleg Deripaska Viktor Vekselberg": parted where the lists know them best."""
    parts = words.split()
    if len(parts) == 2:
        return parts
    if not 2 < len(parts) <= _MOST_WORDS:
        return [words]
    best: tuple[float, list[str]] = (0.0, [words])
    for cut in range(1, len(parts)):
        names = [" ".join(parts[:cut]), " ".join(parts[cut:])]
        scores = [max((match.score for match in service.who(name).matches[:1]), default=0.0) for name in names]
        if min(scores) > best[0]:
            best = (min(scores), names)
    return best[1]
