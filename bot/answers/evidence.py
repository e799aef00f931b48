"""Choosing sentences: every sentence of the passages found is described by features, and scored by learnt weights."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bot.answers.question import Question, QuestionType
from bot.answers.spans import answer_spans
from index.embedding import Vectors
from index.keywords import stems
from index.search import Hit, Query
from index.sentences import sentence_spans

Encode = Callable[[Sequence[str]], Vectors]

# Sentences whose meaning is compared with the question's; embedding one takes 2-4 ms on two cores.
EMBEDDED_SENTENCES = 16
LEARNT = {
    "dense": 1.13,  # cosine of question and passage
    "found": 0.58,  # the retriever's joined score
    "rank": 1.87,  # 1 / rank of the passage
    "meaning": 2.59,  # cosine of question and sentence
    "words": 0.91,  # share of the question's words in the sentence, rare ones counting more
    "context": 1.61,  # the same with the title, the sentence before and the article's date
    "names": 0.33,  # share of the question's names in the sentence
    "names_context": 0.31,  # the same with title and passage
    "passage": 0.49,  # share of the question's words in the passage and the title
    "figures": 0.29,  # share of the question's figures there or in the article's date
    "dates": 0.45,  # share of the question's months and years in the sentence, beside it or in the article's date
    "typed": 0.48,  # the sentence has what this type of question asks for
    "untyped": -0.48,  # it lacks that
    "lead": 0.19,  # among the first two sentences of its article
    "short": 0.04,  # under eight words
    "long": -0.17,  # over forty-five
    "first_person": 0.19,  # somebody speaks of himself
    "refers_back": 0.29,  # begins with a pronoun
    "strict": -1.10,  # a question of when, how much or how many, and no such thing in the sentence
    "headline": 0.40,  # share of the question's words in the title, for the first two sentences under it
    "fragment": -0.22,  # begins or ends inside somebody's speech
    "news": 0.73,  # words the question does not have, from 0 for none to 1 for twenty
}
# Learnt by `benchmarks/tune_answers.py` on tests/questions/news_tune.jsonl.
FEATURES = tuple(LEARNT)
WEIGHTS = np.array(list(LEARNT.values()))
_STRICT = {QuestionType.WHEN, QuestionType.HOW_MUCH, QuestionType.HOW_MANY}
_CHEAP = np.array([0.0 if name == "meaning" else 1.0 for name in FEATURES])

_REFERS_BACK = re.compile(
    r"^[\"“‘']?(?:He|She|It|They|This|That|These|Those|His|Her|Its|Their|The (?:company|firm|bank|group|man|woman"
    r"|statement|report|move|measures?|decision|announcement|agency|sanctions|former|latter|two|pair))\b"
)
# A short line that does not end as a sentence does.
_HEADING = re.compile(r"(?=.{1,90}$)(?:\S+\s+){0,11}\S*[^\s.!?…:;,\"'”’)\]]")
_ASKS = re.compile(r"\?[\"'”’)\]]*$")
_FIRST_PERSON = re.compile(r"\b(?:I|I’m|I'm|we|We|my|My|our|Our|me|us)\b")


@dataclass(frozen=True)
class Evidence:
    """One sentence that may answer: `article.text[start:end]`. `score` is comparable within one question only."""

    hit: Hit
    start: int
    end: int
    features: tuple[float, ...]
    score: float
    spans: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """The sentence as it stands in the article."""
        return self.hit.article.text[self.start : self.end]

    @cached_property
    def stems(self) -> frozenset[str]:
        """Its stemmed words, to see whether two sentences say the same."""
        return frozenset(stems(self.text))

    @property
    def refers_back(self) -> bool:
        """Whether it begins with a word that stands for something said before."""
        return bool(self.feature("refers_back"))

    def feature(self, name: str) -> float:
        """The value of one of FEATURES."""
        return self.features[FEATURES.index(name)]


def gather(
    question: Question,
    query: Query,
    hits: Sequence[Hit],
    encode: Encode,
    *,
    embedded: int = EMBEDDED_SENTENCES,
) -> list[Evidence]:
    """The sentences of `hits` as evidence, best first; but for the best `embedded` they are left out."""
    described: dict[tuple[str, int], tuple[Hit, int, int, list[float], list[tuple[int, int]]]] = {}
    years = [int(word) for word in query.dates if word.isdigit()]
    for rank, hit in enumerate(hits, 1):
        if not _can_know(hit, years):
            continue
        text = hit.article.text
        lead = _second_sentence(hit)
        title, passage = set(stems(hit.article.title)), set(stems(hit.text))
        before = heading = ""
        for start, end in sentence_spans(text, hit.start, hit.end):
            sentence = text[start:end]
            if _HEADING.fullmatch(sentence) or _ASKS.search(sentence):
                heading = sentence  # says what the next lines are about, and answers nothing itself
            elif (hit.article.id, start) not in described and re.search(r"\w", sentence):
                spans = answer_spans(question.type, sentence, question.standalone)
                described[hit.article.id, start] = (
                    hit,
                    start,
                    end,
                    _describe(
                        question,
                        query,
                        hit,
                        rank,
                        sentence,
                        f"{heading}\n{before}",
                        title=title,
                        passage=passage,
                        lead=start <= lead,
                        typed=bool(spans),
                    ),
                    spans,
                )
            before = sentence
    rows = list(described.values())
    if not rows:
        return []
    cheap = np.array([row[3] for row in rows]) @ (WEIGHTS * _CHEAP)
    chosen = [rows[i] for i in np.argsort(-cheap, kind="stable")[:embedded]]
    meaning = encode([row[0].article.text[row[1] : row[2]] for row in chosen]) @ query.vector
    evidence = []
    for (hit, start, end, features, spans), cosine in zip(chosen, meaning, strict=True):
        features[FEATURES.index("meaning")] = float(cosine)
        score = float(np.dot(features, WEIGHTS))
        evidence.append(Evidence(hit, start, end, tuple(features), score, tuple(spans)))
    evidence.sort(key=lambda item: (-item.score, item.hit.article.id, item.start))
    return evidence


def _describe(
    question: Question,
    query: Query,
    hit: Hit,
    rank: int,
    sentence: str,
    before: str,
    *,
    title: set[str],
    passage: set[str],
    lead: bool,
    typed: bool,
) -> list[float]:
    """One value for each of FEATURES, `meaning` left at 0; `title` and `passage` are the stems of the hit's."""
    own = set(stems(sentence))
    published = hit.article.published
    dated = stems(f"{published:%d %B %Y %A}") if published else []
    context = own.union(title, stems(before), dated)
    passage = context | passage
    count = len(sentence.split())
    expects = question.type not in {QuestionType.WHAT, QuestionType.YES_NO}
    figures = {word for word in query.words if word[0].isdigit()}
    values = {
        "dense": hit.dense,
        "found": hit.score,
        "rank": 1 / rank,
        "words": query.coverage(own),
        "context": query.coverage(context),
        "names": _named(query, own),
        "names_context": _named(query, passage),
        "passage": query.coverage(passage),
        "figures": len(figures & passage) / len(figures) if figures else 1.0,
        "dates": sum(word in context for word in query.dates) / len(query.dates) if query.dates else 1.0,
        "typed": float(expects and typed),
        "untyped": float(expects and not typed),
        "lead": float(lead),
        "short": float(count < 8),
        "long": float(count > 45),
        "first_person": float(bool(_FIRST_PERSON.search(sentence))),
        "refers_back": float(bool(_REFERS_BACK.match(sentence))),
        "strict": float(question.type in _STRICT and not typed),
        "headline": query.coverage(title) if lead else 0.0,
        "fragment": float(speech_is_cut(sentence)),
        "news": min(len(own.difference(query.words)), 20) / 20,
    }
    return [values.get(name, 0.0) for name in FEATURES]


def _can_know(hit: Hit, years: Sequence[int]) -> bool:
    """Whether the passage can speak of the years asked about: it names them, or was published in or after them."""
    published = hit.article.published
    told = f"{hit.article.title}\n{hit.text}"
    return all(str(year) in told or (published is not None and published.year >= year) for year in years)


def speech_is_cut(text: str) -> bool:
    """Whether `text` opens a quotation that it does not close, or the other way round."""
    return text.count("“") != text.count("”") or text.count('"') % 2 == 1


def _named(query: Query, present: set[str]) -> float:
    return sum(1 for name in query.names if name in present) / len(query.names) if query.names else 1.0


def _second_sentence(hit: Hit) -> int:
    first = sentence_spans(hit.article.text[:1500])[:2]
    return first[-1][0] if first else 0
