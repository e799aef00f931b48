"""The answer to "is this right?": for each sentence of a statement whether the sources held bear it out, with proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.answer import AnswerKind
from bot.answers.claim_checks import Checked, Finding
from bot.answers.notice import Notice, notice, text_of
from bot.answers.question import understand
from bot.answers.quotes import Draft, as_quote, write
from bot.answers.statements import Sheet

_FOUND = {
    Finding.BORNE_OUT: "check-borne-out",
    Finding.OTHERWISE: "check-otherwise",
    Finding.POSSIBLE: "check-possible",
    Finding.WORD: "check-word",
    Finding.SILENT: "check-silent",
}
# How sure the answer may be: what a sentence bears out is as sure as verification, silence is no answer.
_CONFIDENCE = {
    Finding.BORNE_OUT: 0.9,
    Finding.OTHERWISE: 0.8,
    Finding.POSSIBLE: 0.7,
    Finding.WORD: 0.7,
    Finding.SILENT: 0.0,
}


@dataclass(frozen=True)
class Told:
    """What is said on a whole statement."""

    kind: AnswerKind
    draft: Draft
    confidence: float


def tell(checked: Sequence[Checked], first_number: int, *, all_checked: bool) -> Told:
    """What was found on each claim, in order; the citations numbered from `first_number`."""
    paragraphs: list[str] = []
    drafts: list[Draft] = []
    said: list[Notice] = []
    for one in checked:
        opening = _opening(one)
        if len(checked) > 1:
            opening = [notice("check-part", claim=one.claim), *opening]
        said += opening
        proof = _proof(one, first_number + sum(len(draft.citations) for draft in drafts))
        drafts.append(proof)
        paragraphs.append("\n\n".join(filter(None, [text_of(opening), proof.text])))
    draft = Draft(
        "\n\n".join(paragraphs),
        tuple(sentence for draft in drafts for sentence in draft.sentences),
        tuple(citation for draft in drafts for citation in draft.citations),
        () if all_checked else (notice("check-not-all", count=len(checked)),),
        (*said, *(one for draft in drafts for one in draft.said)),
    )
    best = max((_CONFIDENCE[one.finding] for one in checked), default=0.0)
    return Told(AnswerKind.ANSWER if best else AnswerKind.NO_ANSWER, draft, best)


def _opening(one: Checked) -> list[Notice]:
    """What was found, before its proof."""
    if one.finding is Finding.SILENT and not one.holds_something:
        return [notice("check-nothing")]
    if one.otherwise:
        return [notice("check-otherwise-value", claimed=each.claimed, told=each.told) for each in one.otherwise]
    return [notice(_FOUND[one.finding]), *([one.missing] if one.missing is not None else [])]


def _proof(one: Checked, first_number: int) -> Draft:
    """The entries and quotations it rests on."""
    sheet = Sheet(first_number)
    entries = sheet.draft("\n".join(sheet.tell(entry) for entry in one.entries))
    if not one.evidence:
        return entries
    quotes = [as_quote(item) for item in one.evidence]
    quoted = write(understand(one.claim), quotes, first_number + len(entries.citations))
    return Draft(
        "\n\n".join(filter(None, [entries.text, quoted.text])),
        (*entries.sentences, *quoted.sentences),
        (*entries.citations, *quoted.citations),
        quoted.notes,
        (*entries.said, *quoted.said),
    )
