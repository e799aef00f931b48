"""Charts: how much was asked and what came of it, as a picture. matplotlib is imported when the first is made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from bot.reports import DRAWING, WIDTH, drawable

_DPI = 100
_HEIGHT = 1180
_INK, _PALE, _PAPER = "#1a1a1a", "#8a8a8a", "#ffffff"
# Colours that stay apart for the colour-blind (Okabe and Ito).
_BARS, _KINDS = "#0072b2", "#009e73"
_POINTS = 20


def days_picture(
    title: str,
    days: Sequence[tuple[date, int]],
    kinds: Sequence[tuple[str, int]],
    notes: Sequence[str],
) -> bytes:
    """A PNG with a bar for each day, one for each of `kinds` under them, and lines of text. Blocks, about a second."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    with DRAWING:
        figure = Figure(figsize=(WIDTH / _DPI, _HEIGHT / _DPI), dpi=_DPI, facecolor=_PAPER)
        FigureCanvasAgg(figure)
        style = {"family": "DejaVu Sans", "color": _INK, "parse_math": False}
        figure.text(0.06, 0.965, drawable(title), fontsize=_POINTS + 6, fontweight="bold", va="top", **style)  # type: ignore[arg-type]
        above = figure.add_axes((0.1, 0.5, 0.84, 0.38))
        above.bar(range(len(days)), [count for _, count in days], color=_BARS)
        step = max(1, len(days) // 6)
        ticks = range(len(days) - 1, -1, -step)
        above.set_xticks(list(ticks), [f"{days[n][0]:%m-%d}" for n in ticks])
        below = figure.add_axes((0.34, 0.2, 0.6, 0.2))
        names = [drawable(name) for name, _ in reversed(kinds)]
        counts = [count for _, count in reversed(kinds)]
        bars = below.barh(range(len(kinds)), counts, color=_KINDS)
        below.bar_label(bars, [f"{count:,}" for count in counts], padding=6, fontsize=_POINTS)
        below.set_yticks(range(len(kinds)), names)
        below.set_xlim(0, max([*counts, 1]) * 1.2)
        below.set_xticks([])
        for axes in (above, below):
            axes.tick_params(labelsize=_POINTS - 2, colors=_INK, length=0)
            for side in ("top", "right", "bottom", "left"):
                axes.spines[side].set_visible(side == "bottom" and axes is above)
        above.yaxis.set_major_locator(MaxNLocator(5, integer=True))
        above.set_ylim(0, max([count for _, count in days] + [1]) * 1.1)
        above.grid(axis="y", color=_PALE, alpha=0.3)
        above.set_axisbelow(True)
        for n, note in enumerate(notes):
            figure.text(0.06, 0.14 - n * 0.036, drawable(note), fontsize=_POINTS, va="top", **style)  # type: ignore[arg-type]
        page = BytesIO()
        figure.savefig(page, format="png", dpi=_DPI)
    return page.getvalue()
