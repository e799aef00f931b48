"""The bot beside plain ways of doing the same, in one run over the same passages and the same model.

    python benchmarks/answers.py DATA QUESTIONS.jsonl [PAGE.md]

DATA is a data folder with the articles of the questions indexed. Printed are three tables: search (LlamaIndex's starter
retriever, BM25, vectors, both joined by reciprocal rank, the bot), the sentence that answers (the one nearest in
meaning, the bot), and how well confidence tells questions with an answer from those without (a passage's score, the
bot). PAGE.md gets them between its markers.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.answers.answer import Answer
from bot.answers.engine import ask
from bot.question_check import outcome_of
from corpus.article import Article
from corpus.library import Library
from index.embedding import PACKAGED_MODEL, Vectors, model_folder
from index.evaluation import (
    RANKS,
    Found,
    Outcome,
    Question,
    area_under_curve,
    hits_at,
    mean_reciprocal_rank,
    measure,
    percentile,
    read_questions,
)
from index.evaluation import answers_it as answered_by
from index.generations import Generations
from index.home import Home
from index.keywords import KeywordIndex
from index.live import LiveIndex
from index.search import Query, Snapshot
from index.sentences import sentence_spans
from index.vectors import VectorStore

BEGIN, END = "<!-- benchmarks/answers.py -->", "<!-- end -->"
RECIPROCAL = 60  # the constant of reciprocal rank fusion, as its authors have it
READ = 4  # passages whose sentences the plain picker compares
QUOTED = 3  # sentences of its whole answer

Scored = list[tuple[Found, float]]


@dataclass(frozen=True)
class Result:
    """What one way of searching found, per question, best first, and how long each took."""

    name: str
    found: list[Scored]
    milliseconds: list[float]


class Plain:
    """The passages of the live generation, searched without anything of ours."""

    def __init__(self, home: Home, library: Library, index: Snapshot) -> None:
        self.index = index
        self.manifest = index.manifest
        self.vectors = VectorStore(home.chroma, index.manifest.fingerprint)
        self.keywords = KeywordIndex(home.keywords(index.manifest.fingerprint))
        checksums = {owner.checksum for owner, _, _ in self.manifest.passages.values()}
        self.articles: dict[str, Article] = library.articles(checksums)

    def found(self, passage_id: str) -> Found:
        """A passage by its id."""
        owner, start, end = self.manifest.passages[passage_id]
        article = self.articles[owner.checksum]
        return Found(article.url, article.text[start:end])

    def dense(self, query: Query, count: int = RANKS) -> list[tuple[str, float]]:
        """Nearest by meaning."""
        nearest = self.vectors.nearest(query.vector, count * 2)
        return [one for one in nearest if one[0] in self.manifest.passages][:count]

    def bm25(self, query: Query, count: int = RANKS) -> list[tuple[str, float]]:
        """Best by words."""
        best = self.keywords.find(query.words, count * 2)
        return [one for one in best if one[0] in self.manifest.passages][:count]

    def fused(self, query: Query) -> list[tuple[str, float]]:
        """Both, joined by reciprocal rank."""
        scores: dict[str, float] = {}
        for ranking in (self.dense(query, 100), self.bm25(query, 100)):
            for rank, (key, _) in enumerate(ranking, 1):
                scores[key] = scores.get(key, 0.0) + 1 / (RECIPROCAL + rank)
        return sorted(scores.items(), key=lambda one: (-one[1], one[0]))[:RANKS]

    def ours(self, query: Query) -> list[tuple[str, float]]:
        """The bot's own search."""
        return [(hit.passage_id, hit.score) for hit in self.index.search(query, RANKS)]


class Starter:
    """LlamaIndex's starter: its splitter with its default sizes, the same model, the nearest chunks.

    Its vector store is left out: the nearest are looked for among all, which finds no less.
    """

    def __init__(self, articles: Sequence[Article]) -> None:
        from llama_index.core import Document
        from llama_index.core.node_parser import SentenceSplitter
        from llama_index.core.schema import MetadataMode
        from sentence_transformers import SentenceTransformer

        documents = [Document(text=a.text, metadata={"title": a.title}, id_=str(i)) for i, a in enumerate(articles)]
        nodes = SentenceSplitter().get_nodes_from_documents(documents)
        self._model = SentenceTransformer(model_folder(PACKAGED_MODEL))
        self.vectors = self._embed([node.get_content(MetadataMode.EMBED) for node in nodes])
        self.found = [Found(articles[int(node.ref_doc_id or 0)].url, node.get_content()) for node in nodes]

    def search(self, text: str) -> Scored:
        """The nearest chunks to a question."""
        scores = self.vectors @ self._embed([text])[0]
        return [(self.found[i], float(scores[i])) for i in np.argsort(-scores)[:RANKS]]

    def _embed(self, texts: Sequence[str]) -> Vectors:
        vectors = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, np.float32)


def run(name: str, questions: Sequence[Question], search: Callable[[str], Scored]) -> Result:
    """Search for every question and take the time."""
    found, times = [], []
    for question in questions:
        started = time.perf_counter()
        found.append(search(question.question))
        times.append((time.perf_counter() - started) * 1000)
    return Result(name, found, times)


def search_row(result: Result, questions: Sequence[Question]) -> list[str]:
    """Hits and MRR, of the right article and of a passage of it that has the answer."""
    cells = [result.name]
    for strict in (False, True):
        ranks = [_rank(q, found, strict) for q, found in zip(questions, result.found, strict=True) if q.answerable]
        cells += [_number(hits_at(ranks, k)) for k in (1, 4, 10)] + [_number(mean_reciprocal_rank(ranks))]
    return [*cells, f"{percentile(result.milliseconds, 0.5):.0f}"]


def _rank(question: Question, found: Scored, strict: bool) -> int | None:
    for rank, (passage, _) in enumerate(found, 1):
        right = question.url is None or passage.url == question.url
        if right and (not (strict or question.url is None) or answered_by(passage.text, question.answers[:1])):
            return rank
    return None


def confidence_row(name: str, questions: Sequence[Question], sure: Sequence[float]) -> list[str]:
    """AUC against each kind of question without an answer, and against all."""
    yes = [value for question, value in zip(questions, sure, strict=True) if question.answerable]
    cells = [name]
    for kinds in ({"absent"}, {"near_miss"}, {"absent", "near_miss"}):
        no = [v for q, v in zip(questions, sure, strict=True) if not q.answerable and _kind(q) in kinds]
        cells.append(_number(area_under_curve(yes, no)))
    return cells


def _kind(question: Question) -> str:
    return "near_miss" if question.kind == "near_miss" else "absent"


def nearest_sentences(index: Snapshot, query: Query, found: Scored) -> list[str]:
    """The plain picker: the sentences of the best passages that are nearest to the question."""
    sentences = [passage.text[start:end] for passage, _ in found[:READ] for start, end in sentence_spans(passage.text)]
    if not sentences:
        return []
    scores = index.encoder.encode(sentences) @ query.vector
    return [sentences[i] for i in np.argsort(-scores)]


def plain_outcome(question: Question, sentences: Sequence[str]) -> tuple[bool, bool]:
    """Whether the first sentence answers, and whether the first three together do."""
    return (
        answered_by(" ".join(sentences[:1]), question.answers),
        answered_by(" ".join(sentences[:QUOTED]), question.answers),
    )


def quotes_hold(answer: Answer, articles: dict[str, Article]) -> list[bool]:
    """Per citation of an article, whether it has the quote at its offsets."""
    return [
        articles[cited.article_id].text[cited.start : cited.end] == cited.quote
        for cited in answer.citations
        if cited.article_id in articles
    ]


def ask_all(index: Snapshot, questions: Sequence[Question], plain: Plain) -> list[Outcome]:
    """Every question asked of the bot."""
    held = {article.id: article for article in plain.articles.values()}
    ask(questions[0].question, (), index)  # opens everything
    outcomes = []
    for question in questions:
        started = time.perf_counter()
        answer = ask(question.question, question.history, index)
        milliseconds = (time.perf_counter() - started) * 1000
        outcomes.append(outcome_of(question, answer, [], quotes_hold(answer, held), milliseconds))
    return outcomes


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]
    return "\n".join(lines)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def report(data: str, file: str) -> str:
    """The three tables."""
    home = Home(Path(data))
    library = Library(home.library)
    index = LiveIndex(home, library).snapshot()
    if index is None or Generations(home.manifests).current() is None:
        raise SystemExit(f"{data}: nothing is indexed there")
    questions = read_questions(Path(file))
    plain = Plain(home, library, index)
    starter = Starter(list(plain.articles.values()))
    queries = {question.question: index.query(question.question) for question in questions}

    def passages(search: Callable[[Query], list[tuple[str, float]]]) -> Callable[[str], Scored]:
        return lambda text: [(plain.found(key), score) for key, score in search(index.query(text))]

    results = [
        run("LlamaIndex starter", questions, starter.search),
        run("BM25 alone", questions, passages(plain.bm25)),
        run("vectors alone", questions, passages(plain.dense)),
        run("both, by reciprocal rank", questions, passages(plain.fused)),
        run("the bot", questions, passages(plain.ours)),
    ]
    outcomes = ask_all(index, questions, plain)
    measured = measure(outcomes)
    answerable = [place for place, question in enumerate(questions) if question.answerable]
    picked = [
        plain_outcome(
            questions[place],
            nearest_sentences(index, queries[questions[place].question], results[2].found[place]),
        )
        for place in answerable
    ]

    def best(result: Result) -> list[float]:
        return [found[0][1] if found else 0.0 for found in result.found]

    searched = table(
        ["search", *(f"{w}@{k}" for w in ("article",) for k in (1, 4, 10)), "MRR",
         *(f"answer@{k}" for k in (1, 4, 10)), "MRR", "p50 ms"],
        [search_row(result, questions) for result in results],
    )  # fmt: skip
    told = table(
        ["answer", "in the first sentence", "in the whole"],
        [
            [
                "nearest sentences (one, three)",
                *(_number(float(np.mean(share))) for share in zip(*picked, strict=True)),
            ],
            ["the bot", _number(measured.answer_in_first_sentence), _number(measured.answer_accuracy)],
        ],
    )
    sure = table(
        ["confidence, AUC", "subject not held", "fact not held", "both"],
        [
            confidence_row("best score of the LlamaIndex starter", questions, best(results[0])),
            confidence_row("best score of BM25", questions, best(results[1])),
            confidence_row("best score of vectors", questions, best(results[2])),
            confidence_row("the bot", questions, [outcome.confidence for outcome in outcomes]),
        ],
    )
    held = (
        f"Abstention: precision {_number(measured.abstention_precision)}, "
        f"recall {_number(measured.abstention_recall)}. "
        f"Quotes that stand in their article: {_number(measured.citation_support)} of {measured.citations}. "
        f"Time of an answer: p50 {measured.p50_milliseconds:.0f} ms, p95 {measured.p95_milliseconds:.0f} ms."
    )
    about = (
        f"`benchmarks/answers.py`, {Path(file).name}: {len(questions)} questions ({len(answerable)} with an answer) "
        f"over {len(plain.articles):,} articles, {len(plain.manifest.passages):,} passages; {os.cpu_count()} cores, "
        f"Python {platform.python_version()}."
    )
    return "\n\n".join([about, searched, told, sure, held])


def write_into(page: Path, text: str) -> None:
    """Put `text` between the page's markers."""
    before, _, rest = page.read_text("utf-8").partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise SystemExit(f"{page}: it lacks the lines {BEGIN} and {END}")
    page.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", "utf-8")


def main(data: str, file: str, page: str | None = None) -> None:
    """Measure, print, and write into the page."""
    text = report(data, file)
    sys.stdout.write(f"{text}\n")
    if page is not None:
        write_into(Path(page), text)


if __name__ == "__main__":
    main(*sys.argv[1:])
