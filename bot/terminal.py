"""The terminal: answers, hits, matches and reports as people read them, and progress bars on stderr.

Plain text when stdout is not a terminal. Texts come from articles and lists, so what could steer a terminal (escape
sequences, overrides of writing direction) is taken out of everything shown.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.live import Live
from rich.padding import Padding
from rich.text import Text

from bot.answers.answer import also_published, pages_cited

if TYPE_CHECKING:
    from bot.answers.answer import Answer, Citation
    from bot.status import ListStatus

_WIDTH = 100  # wider lines are hard to read
# Control characters but tab and newline, and the marks that override writing direction.
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MARK = re.compile(r"\[\d+\]")


def safe(text: object) -> str:
    """`text` without anything that could steer a terminal."""
    return _STEERING.sub("", str(text))


def console_of() -> Console:
    """A console for stdout, as wide as is readable."""
    # Lines are folded for a terminal alone: in a pipe a paragraph stays one line.
    width = min(_WIDTH, shutil.get_terminal_size().columns) if sys.stdout.isatty() else 100_000
    return Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


def day(value: object) -> str:
    """A date as English writes it; JSON has it as text."""
    if isinstance(value, str):
        value = date.fromisoformat(value[:10])
    return f"{value.day} {value:%B %Y}" if isinstance(value, date) else ""


def _title_line(title: str, source: object, published: object, pages: str = "") -> str:
    origin = ", ".join(safe(part) for part in (source, day(published), pages) if part)
    return f"{safe(title)} — {origin}" if origin else safe(title)


def print_indented(console: Console, text: Text, by: int) -> None:
    """Print `text`, every line of it `by` columns to the right at a terminal."""
    if console.is_terminal:
        console.print(Padding(text, (0, 0, 0, by)))
    else:
        # Padding fills lines up with spaces, which a file or a pipe need not have.
        console.print(Text("\n".join(" " * by + line if line else "" for line in text.plain.split("\n"))))


def written_answer(answer: Answer, width: int) -> str:
    """The answer as `show_answer` shows it, as plain text with lines of at most `width` characters."""
    page = StringIO()
    show_answer(answer, Console(file=page, width=width, highlight=False, markup=False, emoji=False))
    return "".join(line.rstrip() + "\n" for line in page.getvalue().splitlines())


@contextmanager
def as_it_comes() -> Iterator[Callable[[str], None] | None]:
    """Shows sentences while an answer is written, and takes them away at the end; None where nobody watches."""
    console = console_of()
    if not console.is_terminal:
        yield None
        return
    sentences: list[str] = []
    with Live(console=console, transient=True, auto_refresh=False) as live:

        def show(sentence: str) -> None:
            sentences.append(safe(sentence))
            live.update(Text(" ".join(sentences)), refresh=True)

        yield show


def show_answer(answer: Answer, console: Console | None = None) -> None:
    """The answer, then its sources by number; where there is none, the nearest things held."""
    console = console or console_of()
    text = Text(safe(answer.text))
    text.highlight_regex(_MARK, "cyan")
    console.print(text)
    for note in answer.notes:
        console.print(Text(safe(note), style="dim"))
    if answer.citations:
        console.print(Text("\nSources", style="bold"))
        sources: dict[str | None, list[Citation]] = {}
        for citation in answer.citations:
            sources.setdefault(citation.article_id or citation.listing_id, []).append(citation)
        for cited in sources.values():
            marks = " ".join(f"[{citation.n}]" for citation in cited)
            first = cited[0]
            _show_source(console, marks, first.title, first.source, first.published, first.url, pages_cited(cited))
            others = also_published(first)
            if others:
                print_indented(console, Text(safe(others), style="dim"), 4)
    if answer.nearest:
        console.print(Text("\nNearest in the corpus", style="bold"))
        for held in answer.nearest:
            _show_source(console, "-", held.title, held.source, held.published, held.url)


def _show_source(
    console: Console, mark: str, title: str, source: object, published: object, url: object, pages: str = ""
) -> None:
    line = Text.assemble((mark, "cyan"), " ", _title_line(title, source, published, pages))
    console.print(line)
    if url:
        print_indented(console, Text(safe(url), style="dim", overflow="fold"), 4)


def show_passage(citation: Citation) -> None:
    """The passage a citation is taken from, the quote marked."""
    console = console_of()
    title = _title_line(citation.title, citation.source, citation.published, pages_cited([citation]))
    console.print(Text(title, style="bold"))
    others = also_published(citation)
    if others:
        console.print(Text(safe(others), style="dim"))
    start, end = citation.start - citation.passage_start, citation.end - citation.passage_start
    passage = citation.passage
    if passage[start:end] == citation.quote:
        parts = (safe(passage[:start]), ("»" + safe(citation.quote) + "«", "bold yellow"), safe(passage[end:]))
        console.print(Text.assemble(*parts))
    else:
        console.print(Text(f"“{safe(citation.quote)}”"))
    if citation.url:
        console.print(Text(safe(citation.url), style="dim", overflow="fold"))


def show_hits(hits: Sequence[dict[str, Any]]) -> None:
    """Passages with their scores, best first."""
    console = console_of()
    if not hits:
        console.print("Nothing found.")
    elif hits[0].get("by_words_alone"):
        console.print(Text("The search by meaning is away: found by words alone.", style="yellow"))
    for rank, hit in enumerate(hits, 1):
        title = _title_line(hit["title"], hit.get("source"), hit.get("published"))
        console.print(Text.assemble((f"{rank}. {title}", "bold"), (f"  {hit['score']:.3f}", "dim")))
        print_indented(console, Text(safe(hit["passage"])), 3)
        if hit.get("url"):
            print_indented(console, Text(safe(hit["url"]), style="dim", overflow="fold"), 3)


def show_matches(found: dict[str, Any], lists: Iterable[ListStatus]) -> None:
    """Listings that bear a name, then articles that mention it."""
    console = console_of()
    for match in found["matches"]:
        _show_match(console, match)
    if not found["matches"]:
        held = ", ".join(safe(entry.list) + (f" (as of {day(entry.as_of)})" if entry.as_of else "") for entry in lists)
        where = f"the lists held here: {held}" if held else "any list: no official list is held here"
        console.print(Text(f"No such name in {where}."))
        nearest = found.get("nearest", ())
        if nearest:
            console.print(Text("\nThe nearest names, which may be others", style="bold"))
        for match in nearest:
            _show_match(console, match)
    if found.get("articles"):
        console.print(Text("\nArticles", style="bold"))
        for article in found["articles"]:
            _show_source(
                console, "-", article["title"], article.get("source"), article.get("published"), article.get("url")
            )


def _show_match(console: Console, match: dict[str, Any]) -> None:
    """A listing with what tells it from others and, where asked for, which words of its name matched how."""
    other = safe(match["matched_name"])
    names = safe(match["name"]) + (f" (as {other})" if other != safe(match["name"]) else "")
    programmes = [safe(programme) for programme in match["programmes"]]
    told = [safe(fact) for fact in match["facts"] if fact not in (match["kind"], "/".join(match["programmes"][:3]))]
    kind = "; ".join([safe(match["kind"]), *told])
    console.print(Text.assemble((f"{match['score']:.2f}  ", "cyan"), (names, "bold"), f" — {kind}"))
    facts = [safe(match["list"])]
    if programmes:
        facts.append("programmes " + ", ".join(programmes))
    if match["listed_on"]:
        facts.append(f"listed {day(match['listed_on'])}")
    if match["delisted_on"]:
        facts.append(f"removed {day(match['delisted_on'])}")
    if match["as_of"]:
        facts.append(f"list as of {day(match['as_of'])}")
    if match["absent_from"]:
        facts.append(f"absent from the list of {day(match['absent_from'])}")
    if match["in_the_news"]:
        facts.append("in the news as " + ", ".join(safe(form) for form in match["in_the_news"]))
    print_indented(console, Text("; ".join(facts)), 6)
    if "explanation" in match:
        print_indented(console, Text(f"{safe(match['how'])}:"), 6)
    for part in match.get("explanation", ()):
        asked, listed = safe(part["asked"]) or "-", safe(part["listed"]) or "-"
        line = f"{asked:<20} {listed:<20} {part['likeness']:.2f}  {safe(part['how'])}"
        print_indented(console, Text(line), 8)
    if match["source_url"]:
        print_indented(console, Text(safe(match["source_url"]), style="dim", overflow="fold"), 6)
