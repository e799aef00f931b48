"""Carries out every attack and prints a Markdown table of what was tried and what happened: `python -m tests.attacks`.

With words, as `python -m tests.attacks unicode`, those kinds alone whose names have one of them.
Progress goes to stderr. The exit code is 0 whether or not attacks went through: the table tells.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field

import pytest

# Kind of attack, what was tried in a phrase, and the tests that try it: a file, or part of one.
KINDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Injection", "markup, orders to a language model, code, SQL, commands, broken Unicode and lengths without end, in "
     "articles, entries of lists, names of people, groups and files, captions, commands, links and inline questions",
     ("tests/attacks/test_injection.py", "tests/telegram/test_untrusted.py")),
    ("Fetching inside the network",
    "inner addresses written in every way, logins and ports as tricks, names that resolve "
     "inside or change between look-ups, and feeds, sitemaps, redirects and robots.txt that lead there",
     ("tests/attacks/test_addresses.py", "tests/corpus/test_fetching.py")),
    ("Archives, documents and data",
    "bombs and nesting in zip, gzip, Word, PDF, XML, JSON and HTML; entities that open "
     "files; members and file names that climb out; links in archives; files damaged at random",
     ("tests/attacks/test_documents.py", "tests/corpus/test_readers_zip.py", "tests/corpus/test_broken_files.py")),
    ("Text that makes matching slow", "one thing over and over, through reading, cutting, cleaning and rendering, in "
     "questions, and through every regular expression by itself", ("tests/attacks/test_expressions.py",)),
    ("Unicode", "accents in piles, text turned round or hidden, half pairs, the bot's name in like letters, addresses "
     "that seem others", ("tests/attacks/test_unicode.py",)),
    ("Forged and replayed buttons, commands of the staff",
    "every button's data under another's message, in another chat, "
     "by people without the role, and data no button ever had; every command of editors and owners by others",
     ("tests/attacks/test_buttons.py", "tests/telegram/test_roles.py")),
    ("Secrets", "every secret setting looked for in everything a full run wrote: logs, databases, messages, errors, "
     "the audit log, a backup, metrics", ("tests/attacks/test_secrets.py", "tests/cli/test_logs.py")),
)  # fmt: skip


@dataclass
class Outcome:
    """Of one kind of attack: how often each thing happened, what the tests of other files number, what went through."""

    happened: Counter[str] = field(default_factory=Counter)
    held: int = 0
    through: list[str] = field(default_factory=list)

    @property
    def tried(self) -> int:
        """How many attacks were carried out."""
        return self.happened.total() + self.held + len(self.through)


class Watch:
    """A plugin of pytest's that notes how each attack ended."""

    def __init__(self) -> None:
        self.by_file: dict[str, Outcome] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Called by pytest with each step of each test."""
        outcome = self.by_file.setdefault(report.location[0], Outcome())
        if report.failed:
            outcome.through.append(report.location[2])
            sys.stderr.write(f"WENT THROUGH: {report.nodeid}\n")
        elif report.when == "call" and report.passed:
            told = [str(value) for name, value in report.user_properties if name == "happened"]
            outcome.happened.update(told)
            outcome.held += not told


def _together(outcomes: list[Outcome]) -> Outcome:
    whole = Outcome()
    for one in outcomes:
        whole.happened.update(one.happened)
        whole.held += one.held
        whole.through += one.through
    return whole


def _row(kind: str, tried: str, outcome: Outcome) -> str:
    told = [f"{how} ({count:,})" for how, count in outcome.happened.most_common(6)]
    rest = outcome.happened.total() - sum(count for _, count in outcome.happened.most_common(6))
    if outcome.held + rest:
        told.append(f"refused or harmless, as the tests of that part say ({outcome.held + rest:,})")
    if not outcome.tried:
        told.append("not tried: what its tests need is not installed here")
    through = f"**{len(outcome.through)}**" if outcome.through else "0"
    return f"| {kind} | {outcome.tried:,} | {tried} | {'; '.join(told)} | {through} |"


def show(text: str) -> None:
    """Write a line of the section."""
    sys.stdout.write(text + "\n")


def main() -> None:
    """Run them and print the section."""
    words = [word.casefold() for word in sys.argv[1:]]
    kinds = [kind for kind in KINDS if not words or any(word in kind[0].casefold() for word in words)]
    watch = Watch()
    files = [file for _, _, files in kinds for file in files]
    # They wait most of the time: a bot sends one message a second to a chat.
    arguments = ["-m", "", "-n", "4", "--dist", "load", "-p", "no:cacheprovider"]
    out, sys.stdout = sys.stdout, sys.stderr  # whatever the program under attack prints
    code = pytest.main([*arguments, *files], plugins=[watch])
    sys.stdout = out
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise SystemExit(f"the attacks were not carried out: pytest ended with {code!r}")
    outcomes = [_together([watch.by_file.get(file, Outcome()) for file in files]) for _, _, files in kinds]
    total, through = sum(one.tried for one in outcomes), [name for one in outcomes for name in one.through]
    show(
        f"{total:,} attacks were carried out on the program as it is run: on its readers and its fetcher with files "
        "and servers made to hurt, and on its handlers in Telegram through a server that speaks Telegram's protocol. "
        f"{'None' if not through else len(through)} went through.\n"
    )
    show("| kind of attack | tried | what was tried | what happened | went through |\n|---|---|---|---|---|")
    for (kind, tried, _), outcome in zip(kinds, outcomes, strict=True):
        show(_row(kind, tried, outcome))
    if through:
        show("\nWent through: " + "; ".join(f"`{name}`" for name in through) + ".")


if __name__ == "__main__":
    main()
