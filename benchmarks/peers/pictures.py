"""The plots of the section: taking in, finding, and the time of a search."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.indexing_page import OURS, THEIRS, picture
from benchmarks.peers.results import Results, middle, title

OTHER_WAY = "#8c8c8c"


def draw(results: Results, folder: Path) -> None:
    """Draw those that there are results for."""
    if results.systems("ingest"):
        picture(folder / "peers-ingest.svg", "Taking in", lambda axes: _ingest(results, axes), (6.4, 2.4))
    if results.systems("serve"):
        picture(folder / "peers-quality.svg", "Answer among the passages found", lambda axes: _quality(results, axes))
        picture(folder / "peers-time.svg", "A search", lambda axes: _time(results, axes), (6.4, 2.6))


def _color(name: str) -> str:
    return OURS if name == "bot" else THEIRS


def _ingest(results: Results, axes: Any) -> None:
    names = results.systems("ingest")[::-1]
    rates = [results.rates(name, "wall") for name in names]
    middles = [middle(of) for of in rates]
    around = [
        [m - min(of) for m, of in zip(middles, rates, strict=True)],
        [max(of) - m for m, of in zip(middles, rates, strict=True)],
    ]
    axes.barh([title(name) for name in names], middles, xerr=around, color=[_color(name) for name in names])
    axes.set_xlabel("passages a second (bars: median, lines: least to most)")


def _quality(results: Results, axes: Any) -> None:
    ways = results.ways()
    width = 0.8 / len(ways)
    for place, (name, mode) in enumerate(ways):
        ranks = results.ranks(name, mode, holding_the_answer=True)
        shares = [sum(r is not None and r <= k for r in ranks) / len(ranks) for k in (1, 4, 10)]
        at = [group + (place - (len(ways) - 1) / 2) * width for group in range(3)]
        label = title(name, mode)
        color = OURS if name == "bot" else OTHER_WAY if mode else THEIRS
        axes.bar(
            at, shares, width * 0.9, color=color, alpha=1 if name == "bot" or mode else 0.4 + 0.15 * place, label=label
        )
    axes.set_xticks(range(3), ["first", "among 4", "among 10"])
    axes.set_ylim(0, 1)
    axes.set_ylabel("share of questions")
    axes.legend(frameon=False, fontsize=8, loc="upper center", bbox_to_anchor=(0.5, -0.1), ncols=3)


def _time(results: Results, axes: Any) -> None:
    ways = results.ways()[::-1]
    titles = [title(name, mode) for name, mode in ways]
    p50 = [middle(results.milliseconds(name, mode, 0.5)) for name, mode in ways]
    p95 = [middle(results.milliseconds(name, mode, 0.95)) for name, mode in ways]
    beyond = [[0.0] * len(ways), [high - low for low, high in zip(p50, p95, strict=True)]]
    axes.barh(titles, p50, xerr=beyond, color=[_color(name) for name, _ in ways])
    axes.set_xlabel("milliseconds (bars: p50, lines: to p95)")
