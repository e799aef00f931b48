"""Choosing sentences: every sentence of the passages found is described by features, and scored by learnt weights."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import zip_longest

import numpy as np

from bot.answers.likeness import LIKENESSES, Asked
from bot.answers.question import Question, QuestionType
from bot.answers.spans import answer_spans, states_reason
from index.joint_reading import Pair
from index.keywords import stems
from index.search import Hit, Query
from index.sentences import sentence_spans
from index.word_vectors import Reading

Read = Callable[[Sequence[str]], Sequence[Reading]]
ReadTogether = Callable[[Sequence[Pair]], Sequence[float] | None]

# Sentences whose meaning is compared with the question's; embedding one takes 2-4 ms on two cores.
EMBEDDED_SENTENCES = 8
# The best of those, which are read once more together with the question, 8 ms each, and what that counts for. On the
# questions for tuning, 16 and 8 of them answered 0.732 in the first sentence and 0.849 in the whole, these 0.726 and
# 0.832, and took 50 ms longer.
READ_TOGETHER = 5
READ_WEIGHT = 1.22
_BEFORE = 600  # characters in which the sentence before one is looked for
LEARNT = {
    "dense": 3.23,  # cosine of question and passage
    "found": 0.75,  # the retriever's joined score
    "rank": 1.47,  # 1 / rank of the passage
    "meaning": 2.63,  # cosine of question and sentence
    "words": -2.27,  # share of the question's words in the sentence, rare ones counting more
    "context": 2.52,  # the same with the title, the sentence before and the article's date
    "names": 0.08,  # share of the question's names in the sentence
    "names_context": 1.30,  # the same with title and passage
    "passage": -0.50,  # share of the question's words in the passage and the title
    "figures": 0.79,  # share of the question's figures there or in the article's date
    "dates": 0.90,  # share of the question's months and years in the sentence, beside it or in the article's date
    "typed": 0.26,  # the sentence has what this type of question asks for
    "untyped": -0.26,  # it lacks that
    "lead": -0.19,  # among the first two sentences of its article
    "short": 0.47,  # under eight words
    "long": -0.26,  # over forty-five
    "first_person": 0.76,  # somebody speaks of himself
    "refers_back": 0.18,  # begins with a pronoun
    "strict": -2.44,  # a question of when, how much or how many, and no such thing in the sentence
    "headline": 2.34,  # share of the question's words in the title, for the first two sentences under it if they fit
    "fragment": -0.08,  # begins or ends inside somebody's speech
    # How near the sentence comes to the question's words, by the words' vectors (likeness.py):
    "like": 0.69,  # to its words, rare ones counting more
    "like_predicate": 2.41,  # to those that are no names
    "weakest": 2.20,  # to the farthest of those
    "farthest": 1.13,  # to the farthest of all, names included
    "like_focus": 1.26,  # to what the answer is one of: "which bank"
    "near_span": 0.60,  # its words, near what may answer
    "focus_near_span": 1.73,  # what the answer is one of, beside what may answer
    "like_all": 3.40,  # to all words, "who" and "of" as well
    "reason": 0.68,  # a question of why, and the sentence says outright why
    "news": 1.22,  # words the question does not have, from 0 for none to 1 for twenty
}
# The same for the first look, at sentences the model has not read yet.
FIRST_LOOK = {
    "dense": 5.82,
    "found": 1.07,
    "rank": 2.00,
    "words": 2.59,
    "context": 3.56,
    "names": 0.20,
    "names_context": 0.04,
    "passage": -0.33,
    "figures": 0.97,
    "dates": 1.19,
    "typed": 0.55,
    "untyped": -0.55,
    "lead": -0.41,
    "short": 0.44,
    "long": -0.01,
    "first_person": 0.57,
    "refers_back": 0.40,
    "strict": -2.81,
    "headline": 2.57,
    "fragment": -0.30,
    "reason": 0.72,
    "news": 1.52,
}
# Learnt by `benchmarks/tune_answers.py` on tests/questions/news_tune.jsonl.
FEATURES = tuple(LEARNT)
WEIGHTS = np.array(list(LEARNT.values()))
FIRST_WEIGHTS = np.array([FIRST_LOOK.get(name, 0.0) for name in FEATURES])
_STRICT = {QuestionType.WHEN, QuestionType.HOW_MUCH, QuestionType.HOW_MANY}
_BY_MEANING = ("meaning", *LIKENESSES)  # known of the sentences that are embedded

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
    read: float | None = None  # how well it answers, read together with the question: log odds; None where it was not

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


@dataclass(frozen=True)
class Candidate:
    """A sentence at the first look: `features` has those by meaning at 0."""

    hit: Hit
    start: int
    end: int
    features: tuple[float, ...]
    spans: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """The sentence as it stands in the article."""
        return self.hit.article.text[self.start : self.end]


def gather(
    question: Question,
    query: Query,
    hits: Sequence[Hit],
    read: Read,
    read_together: ReadTogether,
    *,
    embedded: int = EMBEDDED_SENTENCES,
) -> list[Evidence]:
    """The sentences of `hits` as evidence, best first; but for those that look best, `embedded`, they are left out."""
    evidence = by_features(question, query, hits, read, embedded=embedded)
    scores = read_together([Pair(query.text, sentence_before(item), item.text) for item in evidence[:READ_TOGETHER]])
    if not scores:
        return evidence
    worst = min(scores)  # what was not read is taken for no better than the worst that was
    return _best_first(
        [
            replace(item, score=item.score + READ_WEIGHT * (worst if told is None else told), read=told)
            for item, told in zip_longest(evidence, scores)
        ]
    )


def by_features(
    question: Question, query: Query, hits: Sequence[Hit], read: Read, *, embedded: int = EMBEDDED_SENTENCES
) -> list[Evidence]:
    """The same before any is read together with the question."""
    candidates = first_look(question, query, hits)
    if not candidates:
        return []
    looks = np.array([candidate.features for candidate in candidates]) @ FIRST_WEIGHTS
    chosen = [candidates[i] for i in np.argsort(-looks, kind="stable")[:embedded]]
    asked = Asked(query)
    evidence = []
    for candidate, reading in zip(chosen, read([candidate.text for candidate in chosen]), strict=True):
        likenesses = asked.likenesses(candidate.text, reading, candidate.spans)
        by_meaning = dict(zip(_BY_MEANING, [float(reading.vector @ query.vector), *likenesses], strict=True))
        features = tuple(by_meaning.get(name, value) for name, value in zip(FEATURES, candidate.features, strict=True))
        score = float(np.dot(features, WEIGHTS))
        evidence.append(Evidence(candidate.hit, candidate.start, candidate.end, features, score, candidate.spans))
    return _best_first(evidence)


def _best_first(evidence: list[Evidence]) -> list[Evidence]:
    return sorted(evidence, key=lambda item: (-item.score, item.hit.article.id, item.start))


def sentence_before(item: Evidence | Candidate) -> str:
    """The sentence before `item`, empty where it is the first."""
    text = item.hit.article.text
    spans = sentence_spans(text, max(0, item.start - _BEFORE), item.start)
    return text[spans[-1][0] : spans[-1][1]] if spans else ""


def first_look(question: Question, query: Query, hits: Sequence[Hit]) -> list[Candidate]:
    """Every sentence of `hits` once, with the features that need no model."""
    found: dict[tuple[str, int], Candidate] = {}
    years = [int(word) for word in query.dates if word.isdigit()]
    for rank, hit in enumerate(hits, 1):
        if not _can_know(hit, years):
            continue
        text = hit.article.text
        lead = _second_sentence(hit)
        title = set(stems(hit.article.title))
        published = hit.article.published
        around = title.union(stems(f"{published:%d %B %Y %A}") if published else ())
        before: set[str] = set()
        heading: set[str] = set()
        for start, end in sentence_spans(text, hit.start, hit.end):
            sentence = text[start:end]
            own = set(stems(sentence))
            if _HEADING.fullmatch(sentence) or _ASKS.search(sentence):
                heading = own  # says what the next lines are about, and answers nothing itself
            elif (hit.article.id, start) not in found and re.search(r"\w", sentence):
                spans = tuple(answer_spans(question.type, sentence, question.standalone))
                context = around.union(own, heading, before)
                features = _describe(
                    question, query, hit, rank, sentence, own, context,
                    title=title, lead=start <= lead, typed=bool(spans),
                )  # fmt: skip
                found[hit.article.id, start] = Candidate(hit, start, end, tuple(features), spans)
            before = own
    return list(found.values())


def _describe(
    question: Question,
    query: Query,
    hit: Hit,
    rank: int,
    sentence: str,
    own: set[str],
    context: set[str],
    *,
    title: set[str],
    lead: bool,
    typed: bool,
) -> list[float]:
    """One value for each of FEATURES, those by meaning left at 0.

    `own` are the sentence's stems, `context` those with its surroundings, `title` its article's.
    """
    passage = hit.words | context
    count = len(sentence.split())
    expects = question.type not in {QuestionType.WHAT, QuestionType.YES_NO}
    figures = {word for word in query.words if word[0].isdigit()}
    says_why = question.type is QuestionType.WHY and states_reason(sentence)
    fits = says_why if question.type is QuestionType.WHY else typed or not expects
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
        "headline": query.coverage(title) if lead and fits else 0.0,
        "fragment": float(speech_is_cut(sentence)),
        "reason": float(says_why),
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


def _named(query: Query, present: Set[str]) -> float:
    return sum(1 for name in query.names if name in present) / len(query.names) if query.names else 1.0


def _second_sentence(hit: Hit) -> int:
    first = sentence_spans(hit.article.text[:1500])[:2]
    return first[-1][0] if first else 0
