"""`ask`: one question, or a file of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.options import AsOf, Batch, Json, given_once
from bot.commands.program import cleaned, print_json, program_of, wrong_usage
from bot.writer import Writer

if TYPE_CHECKING:
    from bot.commands.batch import QuestionRow
    from bot.service import Service


def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", help="The question, in English.")] = None,
    as_of: AsOf = None,
    writer: Annotated[
        Writer | None,
        typer.Option(
            help="Who writes the answer: `quotes`, sentences of the sources, or `llm`, a language model held to them. "
            "Without it, the language model if one is set."
        ),
    ] = None,
    json: Json = False,
    batch: Batch = None,
) -> None:
    """Answer QUESTION from the corpus, every sentence with its source.

    On first use the sample corpus is indexed. A question the corpus cannot answer is no error (exit code 0).
    Batch rows: {"id", "question", "history": [earlier questions]?, "as_of"?}.
    """
    given_once(question, batch, "QUESTION")
    program = program_of(context)
    if question is not None:
        try:
            question = cleaned(question, "question", program.settings.question_chars)
        except ValueError as error:
            raise wrong_usage(str(error)) from None
    with program.service(sample=True, searching=True) as service:
        if batch is not None:
            from bot.commands.batch import QuestionRow, run_batch

            run_batch(batch, QuestionRow, lambda row: _answer_row(service, row, as_of, writer))
            return
        assert question is not None
        if json:
            print_json(service.ask(question, as_of=as_of, writer=writer))
        else:
            from bot.terminal import as_it_comes, show_answer

            with as_it_comes() as show:
                answer = service.ask(question, as_of=as_of, writer=writer, on_sentence=show)
            show_answer(answer)


def _answer_row(service: Service, row: QuestionRow, as_of: date | None, writer: Writer | None) -> dict[str, Any]:
    question = cleaned(row.question, "question", service.settings.question_chars)
    given = service.ask(question, history=row.history, as_of=row.as_of or as_of, writer=writer)
    answer = given.model_dump(mode="json")
    return {"answer_id": answer.pop("id"), **answer}
