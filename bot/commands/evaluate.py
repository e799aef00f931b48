"""`evaluate`: how good search and answers are over a question file."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.options import Json
from bot.commands.program import Program, print_json, program_of

if TYPE_CHECKING:
    from bot.answers.answer import Citation
    from bot.service import Service
    from corpus.library import Library
    from index.evaluation import Outcome, Question


def evaluate(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE.jsonl", exists=True, dir_okay=False, readable=True, help="Questions.")
    ],
    json: Json = False,
) -> None:
    """Ask every question of FILE.jsonl and measure search, answers, abstention, citations and time.

    Rows: {"id", "question", "history": [earlier questions]?, "answers": [[accepted spellings], ...], "url"?,
    "answerable"?}.
    """
    from bot.terminal_reports import show_evaluation
    from index.evaluation import measure, read_questions

    questions = read_questions(file)
    program = program_of(context)
    with program.service(sample=True, searching=True) as service, _Originals.opened(program) as originals:
        if service.reranker is not None:
            service.reranker.wait()  # what is measured is the program with it
        service.ask(questions[0].question)  # opens everything, so that the times are those of a running program
        outcomes = [_outcome(service, originals, question) for question in questions]
    evaluation = measure(outcomes)
    if json:
        print_json(evaluation.model_dump() | {"rows": [_row(outcome) for outcome in outcomes]})
    else:
        show_evaluation(evaluation)


class _Originals:
    """The articles as the library holds them: what quotes are compared with."""

    def __init__(self, library: Library, checksums: dict[str, str]) -> None:
        self._library = library
        self._checksums = checksums

    @classmethod
    @contextmanager
    def opened(cls, program: Program) -> Iterator[_Originals]:
        from bot.places import home_of
        from corpus.library import Library
        from index.generations import Generations

        home = home_of(program.settings)
        manifest = Generations(home.manifests).current()
        library = Library(home.library)
        try:
            yield cls(library, {article.id: article.checksum for article in manifest.articles} if manifest else {})
        finally:
            library.close()

    def say(self, citation: Citation) -> bool:
        """Whether the article has the quote at its offsets; of an official list, whether the entry shown has it."""
        if citation.article_id is None:
            start, end = citation.start - citation.passage_start, citation.end - citation.passage_start
            return citation.passage[start:end] == citation.quote
        checksum = self._checksums.get(citation.article_id, "")
        article = self._library.articles([checksum]).get(checksum)
        return article is not None and article.text[citation.start : citation.end] == citation.quote


def _outcome(service: Service, originals: _Originals, question: Question) -> Outcome:
    from bot.commands.search import hits_row
    from bot.question_check import outcome_of
    from index.evaluation import RANKS, Found

    started = time.perf_counter()
    answer = service.ask(question.question, history=question.history)
    milliseconds = (time.perf_counter() - started) * 1000
    hits = hits_row(service, answer.standalone_question, RANKS, None)["hits"]
    passages = [Found(hit["url"], hit["passage"]) for hit in hits]
    return outcome_of(question, answer, passages, [originals.say(cited) for cited in answer.citations], milliseconds)


def _row(outcome: Outcome) -> dict[str, Any]:
    return {
        "id": outcome.question.id,
        "rank": outcome.rank,
        "answered": outcome.answered,
        "right_at_once": outcome.right_at_once,
        "right": outcome.right,
        "confidence": outcome.confidence,
        "milliseconds": round(outcome.milliseconds, 1),
    }
