"""Write docs/benchmarks.md and its plots from what benchmarks/indexing.py and benchmarks/precision.py measured.

    python benchmarks/indexing_page.py WORK docs/benchmarks.md [--precision PRECISION.json]

The page's words are below; only its figures come from WORK.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot

from index.evaluation import percentile

OURS, THEIRS = "#2b5c8a", "#c9812f"
_MILLI = 1000

_INTRODUCTION = """# How fast the index is

Made by `python benchmarks/indexing.py` and `python benchmarks/indexing_page.py`; the first says what was done. The
yardstick is the LlamaIndex starter: HuggingFaceEmbedding in fp32 and ChromaVectorStore under a VectorStoreIndex, with
the same passages and the same model (all-MiniLM-L6-v2).

**How to read the figures.** They come from two cores of a {processor}, which other work used at the same time: the
load was {low:.0f} to {high:.0f}, so that everything waited for the processor most of the time. Processor seconds are
what the program itself used, and are compared; wall seconds are given for what they are.
"""

_EMBEDDING = """
## Embedding and storing

{table}

![Passages a second of processor time](images/ingest.svg)

The starter's clock runs over embedding and storing alone; ours over the whole run: reading, cleaning, cutting, same
stories, embedding, vectors, keywords and the manifest. Loading the model is in neither.

The aim was 2.5 ×. Of 31.8 processor seconds of a run 28.3 are the int8 model's: were all else free, it would be
1.95 ×. Fusing attention, normalisation and GELU (onnxruntime's transformer optimizer, tried on 320 passages on 28
November 2026) made the int8 model 3 % faster, with an approximated GELU 12 %, at a least cosine of 0.977 with fp32
in place of 0.984: not worth a new index. What is left is a processor with more cores, or a graphics card.
"""

_PRECISION = """
## What int8 costs in finding

Over {passages:,} passages of news and {questions} questions (`python benchmarks/precision.py`), the questions always
in fp32. A hit is a passage of the right article, a sharp hit also has the answer.

{table}

So `auto` takes int8 where the processor is made for it: hits@10 stay within a point of fp32. Before it does, the int8
model is compared with the fp32 one on sentences of its own (a cosine of at least 0.97 each); where it is below, the
index begins in fp32. bf16 is taken for models that are not the packaged one, and for indexes begun in fp32, where at
least 1,000 passages are to be embedded; its vectors share the collection of fp32's. int8's have a collection of their
own: nothing is mixed, an index goes on in what it was begun in, and only setting `SANCTIONS_BOT_EMBEDDING_PRECISION`
has it made anew, beside the old one.
"""

_SIZES = """
## Questions, by size

{table}

![Time of a question by size](images/questions.svg)

Retrieval of ten passages, the embedding of the question included; `ask` is a whole answer in quotations, its passages
compared sentence by sentence. The starter searches by vectors alone; ours by words, names and dates besides.

## Changes

{changes}

The starter knows no change: it embeds everything again. A run with nothing to do still takes the checksums of all
files and of every part of the index. One change: from one more article in the folder to an answer that cites it, in
a program that answers all the while from what it has open; what the run removes after that is not in it. These were
measured as one of the system's processes that go before all others (`chrt -r 10`), so their wall seconds are nearly
those of a machine with nothing else to do.

## Memory and disk

{memory}

![Memory and disk by size](images/size.svg)
"""


class Results:
    """What the parts of a benchmark measured, by name."""

    def __init__(self, work: Path) -> None:
        self._rows = {path.stem: json.loads(path.read_text()) for path in (work / "results").glob("*.json")}

    def rows(self, name: str) -> list[dict[str, Any]]:
        """The runs of a part; none where it was not run."""
        return self._rows.get(name, [])

    def first(self, name: str) -> dict[str, Any]:
        """The first run of a part."""
        return self.rows(name)[0] if self.rows(name) else {}

    def sizes(self) -> list[int]:
        """The sizes measured, in passages asked for."""
        return sorted(int(name.rpartition("-")[2]) for name in self._rows if name.startswith("ours-ask-"))

    def loads(self) -> list[float]:
        """The machine's load after each part."""
        return [row["process"]["load"] for rows in self._rows.values() for row in rows if "process" in row]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _rate(row: dict[str, Any], clock: str) -> float:
    return float(row["passages"] / row[clock])


def embedding_table(results: Results) -> str:
    """Passages a second, ours beside the starter."""
    ours, theirs = results.first("ours-ingest-0"), results.first("starter-ingest-0")
    rows = []
    for name, clock in (("a second of processor time", "cpu"), ("a second by the clock", "wall")):
        one, other = _rate(ours, clock), _rate(theirs, clock)
        rows.append([f"passages {name}", f"{one:.1f}", f"{other:.1f}", f"{one / other:.1f} ×"])
    rows.append(["passages", f"{ours['passages']:,}", f"{theirs['passages']:,}", ""])
    peaks = ours["peak_mb"], theirs["peak_mb"]
    rows.append(["peak memory, MB", f"{peaks[0]:,}", f"{peaks[1]:,}", f"{peaks[0] / peaks[1]:.1f} ×"])
    kind = "ours (int8)" if ours["int8"] else "ours"
    return table(["", kind, "starter (fp32)", "ratio"], rows)


def precision_table(facts: dict[str, Any]) -> str:
    """A column for each precision."""
    kinds = list(facts["rows"])
    measures = list(facts["rows"]["fp32"])
    return table(["", *kinds], [[name, *(f"{facts['rows'][kind][name]:g}" for kind in kinds)] for name in measures])


def _times(row: dict[str, Any], key: str) -> str:
    if key not in row:
        return "–"
    p50, p95 = (percentile(row[key], share) or 0.0 for share in (0.5, 0.95))
    return f"{p50 * _MILLI:.0f} / {p95 * _MILLI:.0f}"


def questions_table(results: Results) -> str:
    """p50 / p95 of retrieval and of answers for each size."""
    rows = []
    for size in results.sizes():
        ours, theirs = results.first(f"ours-ask-{size}"), results.first(f"starter-ask-{size}")
        cells = [(ours, "cpus"), (theirs, "cpus"), (ours, "walls"), (theirs, "walls")]
        cells += [(ours, "ask_cpus"), (ours, "ask_walls")]
        passages = results.first(f"ours-fill-{size}")["passages"]
        rows.append([f"{passages:,}", *(_times(row, key) for row, key in cells)])
    head = ["passages", "retrieval, processor ms", "starter", "retrieval, wall ms", "starter"]
    return "p50 / p95.\n\n" + table([*head, "`ask`, processor ms", "`ask`, wall ms"], rows)


def changes_table(results: Results) -> str:
    """Runs with nothing to do, with one change, and a cold question, each the median of its runs."""
    rows = []
    for size in results.sizes():
        articles = results.first(f"ours-fill-{size}")["articles"]
        row = [f"{articles:,}"]
        for part in ("unchanged", "changed", "cold"):
            runs = [run if part != "cold" else run["process"] for run in results.rows(f"ours-{part}-{size}")]
            row.append(f"{_median(runs, 'cpu'):.1f} ({_median(runs, 'wall'):.1f})" if runs else "–")
        rows.append(row)
    head = ["articles", "nothing changed", "one change to its answer", "cold `ask`, whole process"]
    return "Processor seconds (wall seconds), the median of three.\n\n" + table(head, rows)


def _median(runs: Sequence[dict[str, Any]], key: str) -> float:
    return median(float(run[key]) for run in runs)


def memory_table(results: Results) -> str:
    """Of a process that answers, and of the folders."""
    rows = []
    for size in results.sizes():
        ours, theirs = results.first(f"ours-ask-{size}"), results.first(f"starter-ask-{size}")
        disk = results.first(f"ours-fill-{size}"), results.first(f"starter-disk-{size}")
        cells = [
            (ours, "resident_mb"),
            (ours, "peak_mb"),
            (theirs, "peak_mb"),
            (disk[0], "disk_mb"),
            (disk[1], "disk_mb"),
        ]
        rows.append([f"{disk[0]['passages']:,}", *(f"{row[key]:,.0f}" if key in row else "–" for row, key in cells)])
    head = ["passages", "answering, MB", "its peak", "starter's peak", "disk, MB", "starter's"]
    return table(head, rows)


def picture(target: Path, title: str, draw: Callable[[Any], None], size: tuple[float, float] = (6.4, 3.2)) -> None:
    """Draw a plot of `size` inches into the file `target`; the same figures give the same file."""
    figure, axes = pyplot.subplots(figsize=size, layout="constrained")
    draw(axes)
    axes.set_title(title, fontsize=11)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    target.parent.mkdir(parents=True, exist_ok=True)
    matplotlib.rcParams["svg.hashsalt"] = "benchmarks"  # the same figures, the same file
    figure.savefig(target, metadata={"Date": None})
    pyplot.close(figure)


def draw_pictures(results: Results, folder: Path) -> None:
    """The plots of the page."""

    def ingest(axes: Any) -> None:
        rates = [_rate(results.first(f"{who}-ingest-0"), "cpu") for who in ("starter", "ours")]
        axes.barh(["LlamaIndex starter", "sanctions-bot"], rates, color=[THEIRS, OURS])
        axes.set_xlabel("passages a second of processor time")

    def questions(axes: Any) -> None:
        for name, part, key, color, style in (
            ("starter, retrieval", "starter-ask", "cpus", THEIRS, "-"),
            ("sanctions-bot, retrieval", "ours-ask", "cpus", OURS, "-"),
            ("sanctions-bot, whole answer", "ours-ask", "ask_cpus", OURS, "--"),
        ):
            held = [size for size in results.sizes() if key in results.first(f"{part}-{size}")]
            times = [(percentile(results.first(f"{part}-{size}")[key], 0.5) or 0) * _MILLI for size in held]
            axes.plot(held, times, style, marker="o", color=color, label=name)
        axes.set_xscale("log")
        axes.set_ylim(bottom=0)
        axes.set_xlabel("passages")
        axes.set_ylabel("processor ms, p50")
        axes.legend(frameon=False, fontsize=9)

    def sizes(axes: Any) -> None:
        for name, part, key, color, style in (
            ("sanctions-bot, memory", "ours-ask", "resident_mb", OURS, "-"),
            ("starter, memory", "starter-ask", "peak_mb", THEIRS, "-"),
            ("sanctions-bot, disk", "ours-fill", "disk_mb", OURS, "--"),
            ("starter, disk", "starter-disk", "disk_mb", THEIRS, "--"),
        ):
            held = [size for size in results.sizes() if key in results.first(f"{part}-{size}")]
            axes.plot(
                held, [results.first(f"{part}-{n}")[key] for n in held], style, marker="o", color=color, label=name
            )
        axes.set_xscale("log")
        axes.set_ylim(bottom=0)
        axes.set_xlabel("passages")
        axes.set_ylabel("MB")
        axes.legend(frameon=False, fontsize=9)

    picture(folder / "ingest.svg", "Embedding and storing", ingest, (6.4, 1.8))
    picture(folder / "questions.svg", "A question", questions)
    picture(folder / "size.svg", "Memory and disk", sizes)


def processor() -> str:
    """The machine's processor, as it calls itself."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    name = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "processor")
    return name.replace("(R)", "").replace("(TM)", "")


def main() -> None:
    """Write the page and the plots beside it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("work", type=Path)
    parser.add_argument("page", type=Path)
    parser.add_argument("--precision", type=Path)
    options = parser.parse_args()
    results = Results(options.work)
    loads = results.loads()
    text = _INTRODUCTION.format(processor=processor(), low=min(loads), high=max(loads))
    text += _EMBEDDING.format(table=embedding_table(results))
    if options.precision:
        facts = json.loads(options.precision.read_text())
        text += _PRECISION.format(**{**facts, "table": precision_table(facts)})
    text += _SIZES.format(table=questions_table(results), changes=changes_table(results), memory=memory_table(results))
    draw_pictures(results, options.page.parent / "images")
    options.page.write_text(text)


if __name__ == "__main__":
    main()
