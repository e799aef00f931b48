"""Does the passage say it? What a language model wrote is shown only where a passage that it cites bears it out.

A claim is compared with the few sentences of the cited passages that come nearest to it. Its names must stand in the
passage, its figures, dates and other telling words in those sentences; and it may not turn round what they say: deny
what they affirm, lift what they impose, swap who does it to whom, or state as certain or as a fact what they state as
possible or as somebody's word. The rules would rather refuse a true claim than let a false one through: in the place
of a refused one the passage itself is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.answers.claim_dates import dates_in, proven
from bot.answers.claim_figures import figures_in
from bot.answers.claim_words import CALENDAR, NAME, names_stand, pairs_stand, telling_words, unsaid
from bot.answers.injections import speaks_to_a_model, told_sentences
from bot.answers.turned_round import is_turned_round
from index.sentences import sentence_spans

WINDOW_SENTENCES = 3
_LONGER_WINDOW = 0.08  # share of the claim's words that a further sentence must add to a window
_LINK = re.compile(r"\S*(?:://|www\.|@\w{3})\S*|\]\(|<[a-z/!][^>]*>", re.IGNORECASE)
# What makes a statement a possibility, and what makes it somebody's word.
_MAYBE = re.compile(
    r"\b(?:(?-i:may)|might|could|would|should|can|plan(?:s|ned|ning)?|propos(?:e|es|ed|al|ing)|expect(?:s|ed)?"
    r"|consider(?:s|ed|ing)?|likely|possib(?:le|ly)|probabl[ey]|potential(?:ly)?|threaten(?:s|ed|ing)?|if|unless"
    r"|intend(?:s|ed)?|want(?:s|ed)? to|set to|due to be|urg(?:e|es|ed|ing)|call(?:s|ed|ing)? (?:for|on)"
    r"|ask(?:s|ed)? for|seek(?:s|ing)?|sought|aims? to|prepar(?:e|es|ed|ing)|hop(?:e|es|ed|ing)|fear(?:s|ed)?"
    r"|rumou?r\w*|draft|discuss(?:ed|ing)?|mull(?:s|ed|ing)?|attempt(?:s|ed)? to|tr(?:y|ies|ied|ying) to)\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:say|says|said|saying|alleg\w+|accus\w+|claim(?:s|ed|ing)?|told|tells|according to|believ\w+"
    r"|argu(?:e|es|ed|ing)|reported(?:ly)?|reports|suspect\w*|assert\w*|insist\w*|den(?:y|ies|ied)|statement|wrote"
    r"|describ\w+|stated|(?<!united )states|announc\w+|warn(?:s|ed)?|estimat\w+|suggest\w*|expects?)\b",
    re.IGNORECASE,
)


class Fault(StrEnum):
    """Why a claim is not shown."""

    UNCITED = "it cites nothing"
    LINK = "it holds a link or markup that no passage has"
    ORDERS = "it speaks to a language model"
    NAME = "a name in it is not in the passage"
    FIGURE = "a figure in it is not where the passage speaks of this"
    DATE = "a date in it is not where the passage speaks of this"
    WORDS = "it says more than the passage"
    TURNED_ROUND = "the passage says otherwise"
    CERTAINTY = "the passage states it as possible or planned, not as certain"
    ATTRIBUTION = "the passage gives it as somebody's word, not as a fact"


@dataclass(frozen=True)
class Passage:
    """What a claim may cite. `context` names what it is about, as its title and source do, and proves nothing else."""

    text: str
    context: str = ""
    published: date | None = None


@dataclass(frozen=True)
class Support:
    """The sentences nearest to a claim: `passage.text[start:end]` of the `index`-th cited passage."""

    index: int
    start: int
    end: int


@dataclass(frozen=True)
class Verdict:
    """`fault` is None where the claim holds. `supports` are its proof, or else what came nearest to it."""

    fault: Fault | None
    supports: tuple[Support, ...] = ()


def verify(claim: str, cited: Sequence[Passage]) -> Verdict:
    """Whether the `cited` passages together say what `claim`, one sentence without citation marks, says."""
    if not cited:
        return Verdict(Fault.UNCITED)
    if (verbatim := _verbatim(claim, cited)) is not None:
        return Verdict(None, (verbatim,))
    parts = [part for part in re.split(r";\s+", claim) if part.strip()]
    if len(parts) > 1:
        verdicts = [verify(part, cited) for part in parts]
        fault = next((verdict.fault for verdict in verdicts if verdict.fault is not None), None)
        return Verdict(fault, tuple(dict.fromkeys(one for verdict in verdicts for one in verdict.supports)))
    words = telling_words(claim)
    supports = []
    for at, passage in enumerate(cited):
        window = _nearest_window(words, passage)
        if window is not None:
            supports.append(Support(at, *window))
    if not supports:
        return Verdict(Fault.WORDS)
    return Verdict(_fault(claim, words, cited, supports), tuple(supports))


def _verbatim(claim: str, cited: Sequence[Passage]) -> Support | None:
    """The sentence of a passage that `claim` is to the letter: a quotation needs no comparison."""
    words = claim.split()
    for at, passage in enumerate(cited):
        for start, end in told_sentences(passage.text):
            if passage.text[start:end].split() == words:
                return Support(at, start, end)
    return None


def _fault(claim: str, words: frozenset[str], cited: Sequence[Passage], supports: Sequence[Support]) -> Fault | None:
    told = [cited[one.index].text[one.start : one.end] for one in supports]
    together = " ".join(told)
    if any(link not in together for link in _LINK.findall(claim)):
        return Fault.LINK
    if speaks_to_a_model(claim):
        return Fault.ORDERS
    texts = [f"{passage.text} {passage.context}" for passage in cited]
    if not names_stand(claim, texts) or not pairs_stand(claim, texts):
        return Fault.NAME
    dates = dates_in(claim)
    for claimed in dates:
        if not any(proven(claimed, text, cited[one.index].published) for one, text in zip(supports, told, strict=True)):
            return Fault.DATE
    undated = _without(claim, [(one.start, one.end) for one in dates])
    if not figures_in(undated, vague=False) <= figures_in(together):
        return Fault.FIGURE
    nearest = _nearest_sentence(words, told)
    before = " ".join(_before(passage, nearest) for passage in cited)
    if is_turned_round(claim, nearest, together, before) or _attached_elsewhere(claim, nearest):
        return Fault.TURNED_ROUND
    if unsaid(undated, together):
        return Fault.WORDS
    if _MAYBE.search(nearest) and not _MAYBE.search(claim):
        return Fault.CERTAINTY
    if _SAID.search(nearest) and not _SAID.search(claim):
        return Fault.ATTRIBUTION
    return None


def _nearest_window(words: frozenset[str], passage: Passage) -> tuple[int, int] | None:
    """The up to three sentences in a row that have the most of `words`; none where no sentence has any."""
    spans = told_sentences(passage.text)
    contents = [telling_words(passage.text[start:end]) for start, end in spans]
    best: tuple[float, int, int] | None = None
    for first in range(len(spans)):
        held: set[str] = set()
        for last in range(first, min(first + WINDOW_SENTENCES, len(spans))):
            if last > first and passage.text[spans[last - 1][1] : spans[last][0]].strip():
                break  # a sentence that speaks to a model was left out between them
            held |= contents[last]
            score = len(words & held) / max(len(words), 1) - _LONGER_WINDOW * (last - first)
            if words & held and (best is None or score > best[0]):
                best = score, spans[first][0], spans[last][1]
    return None if best is None else (best[1], best[2])


def _nearest_sentence(words: frozenset[str], told: Sequence[str]) -> str:
    sentences = [
        part for text in told for start, end in sentence_spans(text) for part in re.split(r"(?<=;)\s+", text[start:end])
    ]
    return max(sentences, key=lambda sentence: len(words & telling_words(sentence)), default="")


def _before(passage: Passage, sentence: str) -> str:
    """What a reader knows when he comes to `sentence`: the title, the source and the text before."""
    at = passage.text.find(sentence)
    return f"{passage.context} {passage.text[:at] if at >= 0 else passage.text}"


def _attached_elsewhere(claim: str, sentence: str) -> bool:
    """Whether a date or figure of `claim` stands beside a name in `sentence` that the claim does not have.

    "Listed by Washington in 2018 and by Brussels in 2022" does not say that Washington listed anybody in 2022.
    """
    places = [
        (one.start, claimed) for one in dates_in(sentence) for claimed in dates_in(claim) if one[:3] == claimed[:3]
    ]
    if len(dates_in(sentence)) < 2 or not places:
        return False
    claimed_words, calendar = telling_words(claim), telling_words(" ".join(CALENDAR))
    for place, _ in places:
        before = [telling_words(match.group()) - calendar for match in NAME.finditer(sentence[:place])]
        named = [words for words in before if words]
        if named and not claimed_words & named[-1]:
            return True
    return False


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text
