"""`reference`: docs/settings.md and docs/commands.md, made from the settings and the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any

import typer

_HELP_WIDTH = 100  # whatever the terminal, so that the page does not change with it


class Page(StrEnum):
    """The pages there are."""

    SETTINGS = "settings"
    COMMANDS = "commands"


def reference(context: typer.Context, page: Annotated[Page, typer.Argument(help="Which page.")]) -> None:
    """Print a page of the documentation (`make docs` writes both)."""
    text = settings_page() if page is Page.SETTINGS else commands_page(context.find_root().command)
    typer.echo(text, nl=False)


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
