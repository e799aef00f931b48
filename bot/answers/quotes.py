"""The quotes writer: an answer made of the sources' own sentences, each exact, attributed, dated and cited."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answers.answer import Citation, Held, Sentence
from bot.answers.evidence import Evidence, speech_is_cut
from bot.answers.notice import Notice, Value, notice
from bot.answers.question import Question, QuestionType
from bot.answers.wording import WORDS
from corpus.article import Article
from corpus.duplicates import same_publisher
from index.keywords import stems
from index.sentences import sentence_spans

MOST_SENTENCES = 4
MOST_WORDS = 120
LONGEST_QUOTE = 70  # words of a quotation that was lengthened to be understood
_ATTRIBUTED = (
    8  # words that say whose a quotation is and when, with its mark: "Later, on 10 March 2022, CNN reported: [2]"
)
_BESIDE = 2  # before a further one of the same article
# How far under the lead's score a supporting sentence may lie, as a share of it: chosen on the questions for tuning.
SUPPORT_GAP = 0.4
# Two sentences that share more of their words than this say the same.
SAME_WORDS = 0.6
# Where the date was read when its source does not state it; people are told, since it may be another day.
_ORIGINS: dict[str | None, str] = {"text": "origin-text", "dateline": "origin-dateline", "url": "origin-url"}
_MARKED = {QuestionType.WHEN, QuestionType.HOW_MUCH, QuestionType.HOW_MANY, QuestionType.WHERE, QuestionType.WHO}
_RELATIVE = re.compile(r"day\b|\b(?:last|next|ago|tonight|tomorrow)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Quote:
    """One quotation: `article.text[start:end]`, one sentence or two that belong together."""

    evidence: Evidence
    start: int
    end: int

    @property
    def article(self) -> Article:
        """Where it stands."""
        return self.evidence.hit.article

    @property
    def text(self) -> str:
        """The very words."""
        return self.article.text[self.start : self.end]

    @property
    def on_one_line(self) -> str:
        """The words as they are put into an answer."""
        return " ".join(self.text.split())


@dataclass(frozen=True)
class Draft:
    """A written answer: its text with [n] marks, and what it is made of."""

    text: str
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    notes: tuple[Notice, ...] = ()
    said: tuple[Notice, ...] = ()  # those sentences of `text` that are the bot's own


def choose(evidence: Sequence[Evidence], most_words: int = MOST_WORDS) -> list[Quote]:
    """The lead and up to three sentences that support it, in the order to be read; attributions count as words."""
    lead = evidence[0]
    chosen = [as_quote(lead)]
    seen = [lead]
    words = len(chosen[0].text.split()) + _ATTRIBUTED
    for item in evidence[1:]:
        if len(chosen) == MOST_SENTENCES or item.score < lead.score - SUPPORT_GAP * abs(lead.score):
            break
        quote = as_quote(item)
        if _overlaps(quote, chosen):
            # What it needs to be understood is quoted already, often because it is the sentence before.
            quote = Quote(item, item.start, item.end)
        beside = any(quote.article.id == other.article.id for other in chosen)
        count = len(quote.text.split()) + (_BESIDE if beside else _ATTRIBUTED)
        if words + count > most_words or any(_says_the_same(item, other) for other in seen):
            continue
        if _overlaps(quote, chosen):
            continue
        chosen.append(quote)
        seen.append(item)
        words += count
    return _in_order(chosen)


def as_quote(item: Evidence) -> Quote:
    """The quotation of a sentence, with what it needs to be understood.

    That is the rest of a speech that it cuts, so that its speaker is named; the line that announces it, as in "The
    minister said:"; and the sentence before one that begins with "It" or "The company".
    """
    text = item.hit.article.text
    line_start = text.rfind("\n", 0, item.start) + 1
    line_end = text.find("\n", item.end)
    spans = sentence_spans(text, line_start, len(text) if line_end < 0 else line_end)
    place = next((i for i, span in enumerate(spans) if span[0] <= item.start < span[1]), None)
    if place is None:
        return Quote(item, item.start, item.end)
    first = last = place
    while speech_is_cut(text[spans[first][0] : spans[last][1]]):
        if first > 0 and speech_is_cut(text[line_start : spans[first][0]]):
            first -= 1
        elif last + 1 < len(spans):
            last += 1
        else:
            break
    if item.refers_back and first == place > 0:
        first -= 1
    start, end = spans[first][0], max(spans[last][1], item.end)
    if first == 0:
        start = _announced_from(text, start)
    if len(text[start:end].split()) > LONGEST_QUOTE:
        return Quote(item, item.start, item.end)
    return Quote(item, start, end)


def _announced_from(text: str, start: int) -> int:
    """Where the line before begins, if it announces what follows, else `start`."""
    before = text[:start].rstrip()
    if not before.endswith(":"):
        return start
    return before.rfind("\n") + 1


def _overlaps(quote: Quote, others: Sequence[Quote]) -> bool:
    return any(
        quote.article.id == other.article.id and quote.start < other.end and other.start < quote.end for other in others
    )


def _says_the_same(one: Evidence, other: Evidence) -> bool:
    smaller = min(len(one.stems), len(other.stems))
    return smaller == 0 or len(one.stems & other.stems) / smaller > SAME_WORDS


def _in_order(quotes: list[Quote]) -> list[Quote]:
    """The lead first, then the rest of its article in its order, then the other articles, each together."""
    lead = quotes[0]
    articles = list(dict.fromkeys(quote.article.id for quote in quotes))
    return sorted(quotes, key=lambda q: (articles.index(q.article.id), q is not lead, q.start))


def write(
    question: Question,
    quotes: Sequence[Quote],
    first_number: int = 1,
    *,
    also: Mapping[str, tuple[Held, ...]] | None = None,
) -> Draft:
    """Put `quotes` into words. Citations are numbered from `first_number`.

    `also` has, by the id of an article, the other articles that tell its story.
    """
    paragraphs: list[list[str]] = []
    sentences: list[Sentence] = []
    citations: list[Citation] = []
    notes: list[Notice] = []
    said: list[Notice] = []
    previous: Article | None = None
    for number, quote in enumerate(quotes, first_number):
        if previous is None or quote.article.id != previous.id:
            said.append(_introduction(quote.article, quotes[0].article, previous))
            paragraphs.append([said[-1].text])
        elif len(paragraphs[-1]) == 2:
            said.append(notice("it-added"))
            paragraphs[-1].append(said[-1].text)
        paragraphs[-1].append(f"{marked(quote.on_one_line)} [{number}]")
        span = _answer_span(question, quote)
        sentences.append(Sentence(text=quote.on_one_line, citations=(number,), quoted=True, answer_span=span))
        others = (also or {}).get(quote.article.id, ())
        citations.append(cite(number, quote, others))
        if previous is None or quote.article.id != previous.id:
            notes += _updated(quote.article, others)
        if span and question.type is QuestionType.WHEN and number == first_number:
            notes += _dated(quote, span)
        previous = quote.article
    text = "\n\n".join(" ".join(parts) for parts in paragraphs)
    return Draft(text, tuple(sentences), tuple(citations), tuple(notes), tuple(said))


def long_date(day: date) -> str:
    """A date as people write it: 30 November 2020."""
    return f"{day.day} {day:%B %Y}"


def attributed(text: str, citation: Citation) -> str:
    """A quotation on a line of its own: CNN (10 March 2022): “…”."""
    source = citation.source or f"‘{citation.title}’"
    return f"{source} ({_dated_by(citation.published, citation.published_from)}): {marked(text)}"


def _dated_by(published: date | None, origin: str | None) -> str:
    if published is None:
        return "undated"
    return (
        f"{long_date(published)}, dated by its {WORDS[_ORIGINS[origin]]}"
        if origin in _ORIGINS
        else long_date(published)
    )


def _introduction(article: Article, lead: Article, previous: Article | None) -> Notice:
    code, begins = "reported", True
    if previous is None:
        code, begins = "according-to", False
    elif article.published and previous.published and article.published != previous.published:
        code, begins = ("later-reported" if article.published > previous.published else "earlier-reported"), False
    elif article.source == lead.source:
        code = "also-reported"
    source: Value
    if article.source is None:
        source = (notice("no-named-source-first" if begins else "no-named-source", title=article.title),)
    else:
        source = article.source[0].upper() + article.source[1:] if begins else article.source
    return _dated_notice(code, article.published, article.published_from, source=source)


def _dated_notice(code: str, published: date | None, origin: str | None, **values: Value) -> Notice:
    """The notice in that of its three forms that the date asks for: known, read from elsewhere, or missing."""
    if published is None:
        return notice(f"{code}-undated", **values)
    if origin in _ORIGINS:
        return notice(f"{code}-dated-by", day=published, origin=(notice(_ORIGINS[origin]),), **values)
    return notice(code, day=published, **values)


def marked(text: str) -> str:
    """In quotation marks that differ from those inside."""
    return f"‘{text}’" if re.search(r"[\"“”]", text) else f"“{text}”"


def _answer_span(question: Question, quote: Quote) -> tuple[int, int] | None:
    """The date, amount, name or place that answers: of several, the one nearest to the question's words."""
    spans = quote.evidence.spans
    if not spans or question.type not in _MARKED:
        return None
    offset = len(" ".join(quote.article.text[quote.start : quote.evidence.start].split()))
    offset += bool(offset)
    wanted = set(stems(question.standalone))
    text = quote.evidence.text
    if quote.on_one_line[offset : offset + len(text)] != text:
        return None  # the sentence itself has line breaks or double spaces
    places = [match.start() for match in re.finditer(r"\w+", text) if wanted.intersection(stems(match.group()))]

    def distance(span: tuple[int, int]) -> tuple[int, int]:
        return sum(sorted(abs(place - span[0]) for place in places)[:3]), span[0]

    start, end = min(spans, key=distance)
    return start + offset, end + offset


def _dated(quote: Quote, span: tuple[int, int]) -> list[Notice]:
    words = quote.on_one_line[slice(*span)]
    if quote.article.published is None or not _RELATIVE.search(words):
        return []
    day, origin = quote.article.published, quote.article.published_from
    return [
        _dated_notice("note-relative-day", day, origin, words=words, weekday=(notice(f"weekday-{day:%A}".lower()),))
    ]


def _updated(article: Article, others: Sequence[Held]) -> list[Notice]:
    """That `article` is the newest of its publisher's versions of the story, where the dates tell."""
    earlier = [
        other.published for other in others
        if other.published and article.published and other.published < article.published
        and same_publisher(other, article)
    ]  # fmt: skip
    if not earlier or article.published is None:
        return []
    if article.source is None:
        return [notice("note-updated-nameless", day=article.published, first=min(earlier))]
    return [notice("note-updated", source=article.source, day=article.published, first=min(earlier))]


def cite(number: int, quote: Quote, also: tuple[Held, ...] = ()) -> Citation:
    """The proof of `quote`; `also` are the other articles that tell its story."""
    article, hit = quote.article, quote.evidence.hit
    start, end = min(hit.start, quote.start), max(hit.end, quote.end)
    return Citation.of_article(
        number, article, quote.start, quote.end, passage=(start, end), passage_id=hit.passage_id, also=also
    )
