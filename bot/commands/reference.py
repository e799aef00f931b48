"""`reference`: docs/settings.md and docs/commands.md, made from the code, and the README with a true example."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.commands.program import program_of

_HELP_WIDTH = 100  # whatever the terminal, so that the page does not change with it
_EXAMPLE = "Why was CEIEC sanctioned?"
_EXAMPLE_BEGINS = "<!-- example answer: written by `make docs` -->"
_EXAMPLE_ENDS = "<!-- end of the example -->"


class Page(StrEnum):
    """The pages there are."""

    SETTINGS = "settings"
    COMMANDS = "commands"
    README = "readme"


def reference(context: typer.Context, page: Annotated[Page, typer.Argument(help="Which page.")]) -> None:
    """Print a page of the documentation (`make docs` writes them all)."""
    if page is Page.SETTINGS:
        text = settings_page()
    elif page is Page.COMMANDS:
        text = commands_page(context.find_root().command)
    else:
        text = readme_page(context, Path("README.md"))
    typer.echo(text, nl=False)


def readme_page(context: typer.Context, file: Path) -> str:
    """README.md with the example answer as the program gives it over the sample corpus."""
    from bot.terminal import written_answer

    with program_of(context).service(sample=True) as service:
        answer = written_answer(service.ask(_EXAMPLE), _HELP_WIDTH)
    before, _, rest = file.read_text(encoding="utf-8").partition(_EXAMPLE_BEGINS)
    _, _, after = rest.partition(_EXAMPLE_ENDS)
    return f"{before}{_EXAMPLE_BEGINS}\n\n```text\n{answer}```\n\n{_EXAMPLE_ENDS}{after}"


def settings_page() -> str:
    """Every setting with its description and default, as Markdown."""
    from bot.settings import PREFIX, Settings

    lines = [
        "# Settings",
        "",
        "<!-- Made from bot/settings.py by `make docs`; change it there. -->",
        "",
        "Read from the environment, then from a `.env` file in the working folder. An unknown or wrong setting stops",
        "the start and is named; values are never shown.",
        "",
        "| setting | default | what it does |",
        "|---|---|---|",
    ]
    for name, field in Settings.model_fields.items():
        lines.append(f"| `{PREFIX}{name.upper()}` | {_default(name, field)} | {field.description} |")
    return "\n".join(lines) + "\n"


def _default(name: str, field: Any) -> str:
    if name == "data":
        return "the platform's user data folder; `/data` in the container"
    value = field.default
    if value is None or value == ():
        return "none"
    return f"`{str(value).rstrip('/')}`"


def commands_page(program: Any) -> str:
    """The help of every command, as Markdown."""
    lines = [
        "# Commands",
        "",
        "<!-- Made from the program's own help by `make docs`; change it there. -->",
        "",
        "Results go to stdout, progress and logs to stderr. Exit code 0: done (a question that the corpus cannot",
        "answer is done, too), 1: the task failed, 2: wrong usage. `--data` stands before the command:",
        '`sanctions-bot --data DIR ask "…"`.',
        "",
    ]
    for name, command in _visible("sanctions-bot", program):
        context = typer.Context(command, info_name=name, terminal_width=_HELP_WIDTH)
        lines += [f"## {name}", "", "```text", command.get_help(context).strip(), "```", ""]
    return "\n".join(lines).rstrip() + "\n"


def _visible(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    """(full name, command) of `command` and all below it."""
    yield name, command
    for child_name, child in getattr(command, "commands", {}).items():
        if not child.hidden:
            yield from _visible(f"{name} {child_name}", child)
