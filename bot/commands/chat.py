"""`chat`: a conversation in the terminal."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

import typer

from bot.commands.options import AsOf
from bot.commands.program import cleaned, program_of, say

if TYPE_CHECKING:
    from bot.answers.answer import Answer

_REMEMBERED = 6  # earlier questions handed on, so that "and when?" finds its subject
_LEAVING = frozenset({"exit", "quit", "/exit", "/quit", "bye"})


def chat(context: typer.Context, as_of: AsOf = None) -> None:
    """Ask one question after another; a later one may lean on earlier ones.

    The number of a source shows the passage it comes from. "exit" or Ctrl-D ends the conversation.
    """
    from bot.terminal import as_it_comes, show_answer, show_passage
    from corpus.errors import SanctionsBotError

    program = program_of(context)
    at_terminal = sys.stdin.isatty()
    if at_terminal:
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401  # gives input() its line editing
    with program.service(sample=True, searching=True) as service:
        if at_terminal:
            say("Ask about sanctions. A source's number shows its passage; “exit” or Ctrl-D ends.")
        history: list[str] = []
        answer: Answer | None = None
        while True:
            try:
                line = input("> " if at_terminal else "").strip()
            except EOFError:
                if at_terminal:
                    say("")
                return
            if not line:
                continue
            if line.casefold() in _LEAVING:
                return
            if answer is not None and line.strip("[]").isdecimal():
                wanted = int(line.strip("[]"))
                cited = [citation for citation in answer.citations if citation.n == wanted]
                if cited:
                    show_passage(cited[0])
                else:
                    say(f"the last answer has no source {wanted}")
                continue
            try:
                question = cleaned(line, "question", service.settings.question_chars)
                with as_it_comes() as show:
                    answer = service.ask(question, history=history, as_of=as_of, on_sentence=show)
            except (ValueError, SanctionsBotError) as error:
                say(str(error))
                continue
            show_answer(answer)
            sys.stdout.write("\n")
            sys.stdout.flush()
            history = [*history, question][-_REMEMBERED:]
