"""The section on other systems, in Markdown: its words are here, its figures come from the results alone."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.indexing_page import processor, table
from benchmarks.peers.material import CHANGES, PARTS
from benchmarks.peers.measures import Measure, Verdict, measures, number, verdict
from benchmarks.peers.names_page import names_section
from benchmarks.peers.pictures import draw
from benchmarks.peers.results import PEERS, Results, middle, title

_WIDTH = 120

_INTRODUCTION = """{systems} took in the same {passages:,} passages of {articles:,} real news articles, were asked the
same {questions} questions ({answerable} of them with an answer in the articles), and embedded with the same model
(all-MiniLM-L6-v2), the others in fp32 as their users get it. Each ran in a process and an environment of its own; the
systems took turns in every round. The passages are the ones that this bot cuts, with the article's title first, for
all of them: so search is compared, not cutting. The bot is given the articles' files instead, and cleans, cuts and
compares them itself, in the time that is counted; the others are spared that. On {processor}, load {low:.1f} to
{high:.1f}.
"""

_INGEST = """### Taking in

{table}

The median of {parts} parts of the articles (least to most). The model is loaded before the clock starts. "Saving" is
what a system needs besides to find its index again after a restart.

![Passages taken in a second](images/peers-ingest.svg)
"""

_QUALITY = """### Finding

{table}

Hits among the first 1, 4 and 10 passages and mean reciprocal rank, over the {answerable} questions with an answer. The
right article is the one that the question was written from; the passage with the answer must be of it and have the
answer, of an answer in several parts the first. Haystack's hybrid is the same index searched by words (BM25) as well.

![Questions whose answer is found](images/peers-quality.svg)
"""

_TIME = """### Time and memory of a question

{table}

Milliseconds of ten passages found, the embedding of the question included; the median of the rounds' percentiles. A
whole answer of the bot is the search and the sentences chosen, cited and checked; the others stop at passages.

![Milliseconds of a search](images/peers-time.svg)
"""

_CHANGE = """### Starting and changing

{table}

Cold start: from the start of a process to its first hit, the index being on the disk. Nothing changed: all articles
are given again, to the others as passages already read and cut, to the bot as its folder of files. One article
changed: one paragraph more in one article, until a question about it finds that paragraph among its ten passages;
{changes} changes. The others are told which article it is and given its new passages; the bot is told nothing, and
looks for what changed among its files itself.
"""


def section(results: Results, images: Path) -> str:
    """The whole section; its plots are drawn into `images`."""
    held = measures(results)
    parts = [_introduction(results), _in_words(held, results)]
    if results.systems("ingest"):
        parts.append(_INGEST.format(table=_ingest(results), parts=PARTS))
    if results.systems("serve"):
        parts.append(_QUALITY.format(table=_quality(results), answerable=len(results.answerable)))
        parts.append(_TIME.format(table=_time(results)))
        parts.append(_CHANGE.format(table=_change(results), changes=CHANGES))
    if "names" in results.rows:
        parts.append(names_section(results.rows["names"]))
    draw(results, images)
    return _flowed("\n".join(parts)) + "\n"


def _flowed(text: str) -> str:
    """Its paragraphs in lines of one length; tables, lists and titles as they are."""
    blocks = [block.strip("\n") for block in text.split("\n\n") if block.strip()]
    as_it_is = ("|", "#", "!", "- ")
    return "\n\n".join(one if one.startswith(as_it_is) else textwrap.fill(one, _WIDTH) for one in blocks)


def _introduction(results: Results) -> str:
    material, loads = results.material, results.loads() or [0.0]
    systems = [f"{PEERS[name].title}{_version(results, name)}" for name in results.systems("ingest")]
    return _INTRODUCTION.format(
        systems=_listed(systems),
        passages=len(material.passages),
        articles=len({found.url for found in material.passages.values()}),
        questions=len(material.questions),
        answerable=len(results.answerable),
        processor=processor(),
        low=min(loads),
        high=max(loads),
    )


def _version(results: Results, name: str) -> str:
    version = results.rows.get(f"{name}-about", {}).get("version", "")
    return f" ({PEERS[name].package} {version})" if version else ""


def _listed(parts: Sequence[str]) -> str:
    if not parts:
        return "No system"
    text = ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else parts[0]
    return text[0].upper() + text[1:]


def _in_words(held: Sequence[Measure], results: Results) -> str:
    """Which measures the bot leads in, in which it is behind, and where the two cannot be told apart."""
    verdicts = [one for measure in held if (one := verdict(measure)) is not None]
    lines = []
    for word, heading in (
        ("ahead", "**The bot is better than every other system in:**"),
        ("behind", "**The bot is not the best in** (the best other system beside it):"),
        ("level", "**Not to be told apart from the best other system:**"),
    ):
        told = [_told(one) for one in verdicts if one.word == word]
        lines.append(heading + "\n\n" + "\n".join(f"- {line}" for line in told) if told else f"{heading} nothing.")
    lines += [
        f"**Left out:** {PEERS[name].title if name in PEERS else name}: {reason}."
        for name, reason in results.failures().items()
    ]
    about = (
        "A difference in finding counts as one where the sign test over the questions in which the two differ gives "
        "less than 0.05; one in time, where all rounds of the one are below all rounds of the other."
    )
    return "\n\n".join([*lines, about, ""])


def _told(one: Verdict) -> str:
    ours, theirs = one.measure.values["bot"], one.measure.values[one.best]
    if one.measure.by_question or not min(ours, theirs):
        return one.told
    times = max(ours, theirs) / min(ours, theirs)
    return f"{one.told} ({number(times)} ×)"


def _spread(values: Sequence[float], show: Callable[[float], str] = number) -> str:
    if len(values) < 2:
        return show(middle(values))
    return f"{show(middle(values))} ({show(min(values))}–{show(max(values))})"


def _ingest(results: Results) -> str:
    rows = []
    for name in results.systems("ingest"):
        row = results.part(name, "ingest")
        rows.append(
            [
                PEERS[name].title,
                PEERS[name].made_of,
                _spread(results.rates(name, "wall")),
                _spread(results.rates(name, "cpu")),
                number(results.whole_ingest(name)),
                number(row["save"]["wall"]),
                number(max(part["peak_mb"] for part in row["parts"])),
                number(row["disk_mb"]),
            ]
        )
    head = [
        "",
        "made of",
        "passages a second",
        "… of processor time",
        "all of it, s",
        "of it saving, s",
        "peak MB",
        "disk, MB",
    ]
    return table(head, rows)


def _quality(results: Results) -> str:
    rows = []
    for name, mode in results.ways():
        cells = []
        for strict in (False, True):
            ranks = results.ranks(name, mode, holding_the_answer=strict)
            cells += [f"{sum(r is not None and r <= k for r in ranks) / len(ranks):.3f}" for k in (1, 4, 10)]
            cells.append(f"{sum(1 / r if r else 0 for r in ranks) / len(ranks):.3f}")
        rows.append([title(name, mode), *cells])
    head = ["", *(f"article @{k}" for k in (1, 4, 10)), "MRR", *(f"answer @{k}" for k in (1, 4, 10)), "MRR"]
    return table(head, rows)


def _time(results: Results) -> str:
    rows = []
    for name in results.systems("serve"):
        for mode in PEERS[name].modes:
            p50, p95 = (results.milliseconds(name, mode, share) for share in (0.5, 0.95))
            cpu = middle(results.milliseconds(name, mode, 0.5, "cpu"))
            memory = number(results.memory(name, mode))
            called = "this bot, a whole answer" if mode == "answer" else title(name, mode)
            rows.append([called, _spread(p50), _spread(p95), number(cpu), memory])
    return table(["", "p50, ms", "p95, ms", "processor, p50 ms", "memory, MB"], rows)


def _change(results: Results) -> str:
    rows = []
    for name in results.systems("serve"):
        unchanged = number(results.unchanged_or_all_anew(name))
        if not results.sees_no_change(name):
            unchanged = f"embeds all anew ({unchanged})"
        found = results.changes_found(name)
        total = len(results.changes(name, "found"))
        rows.append(
            [
                PEERS[name].title,
                _spread(results.cold(name)),
                unchanged,
                _spread(results.changes(name, "found_after")) if found else "–",
                f"{found} of {total}",
                number(middle(results.changes(name, "save"))),
            ]
        )
    head = ["", "cold start, s", "nothing changed, s", "one article changed, s", "found", "then saving, s"]
    return table(head, rows)
