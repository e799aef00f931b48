"""Under an answer: its page and all its buttons, the same whoever of the conversations shows it again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ChatType

from bot.answers.answer import Answer, AnswerKind, Citation
from bot.state import Given, Offer
from bot.telegram.hearing import Pressed
from bot.telegram.rendering import evidence_rows, render_answer
from bot.telegram.richtext import Piece
from bot.telegram.speech import Speech

Rows = Sequence[Sequence[InlineKeyboardButton]]
CHOICES_REMEMBERED = 1000  # people who left a choice open; suggestions come within seconds of an answer


class Choosing:
    """What is being chosen under which answers: what else changes there meanwhile leaves the choice standing."""

    def __init__(self) -> None:
        self._feet: dict[str, Rows] = {}

    def set(self, given_id: str, foot: Rows | None) -> None:
        """Note the rows that stand in the place of the last one under this answer; None when all is chosen."""
        self._feet.pop(given_id, None)
        if foot is not None:
            self._feet[given_id] = foot
        if len(self._feet) > CHOICES_REMEMBERED:
            del self._feet[next(iter(self._feet))]

    def of(self, given_id: str) -> Rows | None:
        """The rows noted last, None where nothing is being chosen."""
        return self._feet.get(given_id)


def shown(
    given: Given, answer: Answer, speech: Speech, offer: Offer, foot: Rows | None = None
) -> tuple[Piece, InlineKeyboardMarkup | None]:
    """One page of a stored answer as a message, and what stands under it.

    `foot` takes the place of the last row while something is chosen there.
    """
    texts = render_answer(answer, speech, given.question if given.by_button else None)
    page = min(offer.page, len(texts) - 1)
    rows = evidence_rows(given.id, _cited_in(texts, page, answer.citations), speech)
    if len(texts) > 1:
        rows.append(_page_row(given.id, page, len(texts), speech))
    rows += [
        [InlineKeyboardButton(question, callback_data=f"q:{given.id}:{n}")]
        for n, question in enumerate(offer.questions)
    ]
    rows += _foot(given, answer, speech) if foot is None else [list(row) for row in foot]
    return texts[page], InlineKeyboardMarkup(rows) if rows else None


def may_steer(pressed: Pressed) -> bool:
    """Whether the presser may turn pages, stop, and ask on: in a group that changes what all see, so only the asker.

    Who asks in the name of a group or a channel cannot be told from others when he presses: then all may.
    """
    assert pressed.query.message is not None
    private = pressed.query.message.chat.type == ChatType.PRIVATE
    return private or pressed.given.asker_id in (pressed.query.from_user.id, -abs(pressed.given.asker_id))


def _foot(given: Given, answer: Answer, speech: Speech) -> list[list[InlineKeyboardButton]]:
    if answer.kind is AnswerKind.CLARIFY:
        return []
    row = [
        InlineKeyboardButton(face, callback_data=f"f:{given.id}:{what}") for face, what in (("👍", "+"), ("👎", "-"))
    ]
    if answer.kind is AnswerKind.ANSWER and answer.citations:
        row.append(InlineKeyboardButton(speech.say("under-other-day"), callback_data=f"d:{given.id}"))
    if given.chat_id < 0:
        row.append(InlineKeyboardButton(speech.say("links-open-private"), callback_data=f"v:{given.id}"))
    return [row]


def _page_row(given_id: str, page: int, pages: int, speech: Speech) -> list[InlineKeyboardButton]:
    """◀ 2/3 ▶, without the arrow that leads nowhere."""
    label = speech.say("under-page", page=page + 1, pages=pages)
    turns = [("◀", page - 1), (label, page), ("▶", page + 1)]
    return [InlineKeyboardButton(text, callback_data=f"p:{given_id}:{to}") for text, to in turns if 0 <= to < pages]


def _cited_in(texts: Sequence[Piece], page: int, citations: Sequence[Citation]) -> Sequence[Citation]:
    """The citations whose marks stand on this page; all of them where there is one page, or where none does."""
    if len(texts) == 1:
        return citations
    marks = {int(number) for number in re.findall(r"\[(\d+)\]", texts[page].text)}
    return [citation for citation in citations if citation.n in marks] or citations
