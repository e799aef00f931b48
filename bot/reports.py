"""Reports: pictures of what answers say, to be read on a phone. matplotlib is imported when the first is made."""

from __future__ import annotations

import textwrap
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Any

from index.name_scripts import romanised

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# A phone shows a portrait picture as wide as its screen; 1080 pixels are what most have.
WIDTH, LEAST_HEIGHT = 1080, 760
MOST_EVENTS = 12
_DPI = 100
_INK, _PALE, _PAPER = "#1a1a1a", "#8a8a8a", "#ffffff"
# Colours that stay apart for the colour-blind (Okabe and Ito), and shapes that need no colour.
STYLES: Mapping[str, tuple[str, str]] = {
    "designation": ("s", "#d55e00"),
    "delisting": ("v", "#009e73"),
    "report": ("o", "#0072b2"),
}
_AXIS_X, _TEXT_X, _RIGHT = 190, 300, 40  # pixels
_TITLE, _BODY, _SMALL = 46, 31, 27  # pixels of type
_TEXT_CHARS = 44  # in a line of _BODY beside the axis
_LEADING = 1.28
_GAP = 26  # pixels between two events

DRAWING = threading.Lock()  # matplotlib's caches are not made for several threads


@dataclass(frozen=True)
class Marked:
    """One event of a picture: `kind` is a key of STYLES, `when` its date in words; not `exact` is drawn hollow."""

    day: date
    exact: bool
    kind: str
    when: str
    text: str


def timeline_picture(title: str, events: Sequence[Marked], legend: Mapping[str, str], note: str = "") -> bytes:
    """A PNG of `events`, oldest first, at most MOST_EVENTS of them, on an axis of time that runs downwards.

    `legend` names the kinds, and as "inexact" the hollow ones; `note` stands under them in small type. Blocks, for
    about a second.
    """
    if not 0 < len(events) <= MOST_EVENTS:
        raise ValueError(f"a picture shows 1 to {MOST_EVENTS} events, not {len(events)}")
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    lines = 4 if len(events) <= 4 else 3 if len(events) <= 7 else 2
    texts = [_wrapped(event.text, _TEXT_CHARS, lines) for event in events]
    heading = _wrapped(title, 31, 3)
    heights = [_BODY * _LEADING * (1 + len(text)) + _GAP for text in texts]
    top = 60 + len(heading) * _TITLE * _LEADING + 40
    shown = [kind for kind in STYLES if any(event.kind == kind for event in events)]
    shown += [] if all(event.exact for event in events) else ["inexact"]
    bottom = 40 + len(shown) * _SMALL * 1.6 + (_SMALL * 1.6 if note else 0) + 30
    height = int(max(LEAST_HEIGHT, top + sum(heights) + bottom))
    with DRAWING:
        figure = Figure(figsize=(WIDTH / _DPI, height / _DPI), dpi=_DPI, facecolor=_PAPER)
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(height, 0)  # pixels from the top, as one reads
        axes.axis("off")
        for n, line in enumerate(heading):
            _write(axes, 60, 60 + n * _TITLE * _LEADING, line, _TITLE, weight="bold")
        place = _scale(events, top + 20, height - bottom - 30)
        _draw_axis(axes, events, place, top, height - bottom)
        _draw_events(axes, events, texts, heights, place, (top, height - bottom))
        for n, kind in enumerate(shown):
            shape, colour = STYLES.get(kind, ("o", _PALE))
            y = height - bottom + 40 + (n + 0.5) * _SMALL * 1.6
            axes.plot(
                [76], [y], marker=shape, markersize=15, markeredgewidth=2, markeredgecolor=colour,
                color=_PAPER if kind == "inexact" else colour, linestyle="none",
            )  # fmt: skip
            _write(axes, 110, y - _SMALL * 0.62, legend[kind], _SMALL)
        if note:
            _write(axes, 60, height - 30 - _SMALL * 1.5, note, _SMALL, colour=_PALE)
        page = BytesIO()
        figure.savefig(page, format="png", dpi=_DPI)
    return page.getvalue()


def _scale(events: Sequence[Marked], top: float, bottom: float) -> Any:
    """Day -> pixels from the top."""
    first, last = min(event.day for event in events), max(event.day for event in events)
    days = (last - first).days
    if days == 0:
        return lambda day: (top + bottom) / 2 + (day - first).days
    return lambda day: top + (bottom - top) * (day - first).days / days


def _draw_axis(axes: Axes, events: Sequence[Marked], place: Any, top: float, bottom: float) -> None:
    axes.plot([_AXIS_X, _AXIS_X], [top, bottom], color=_INK, linewidth=3, solid_capstyle="round")
    first, last = min(event.day for event in events), max(event.day for event in events)
    ticks = [(day, label) for day, label in _ticks(first, last) if top <= place(day) <= bottom]
    if not ticks:  # no year begins in between
        ticks = [(first, str(first.year))]
    for day, label in ticks:
        y = place(day)
        axes.plot([_AXIS_X - 12, _AXIS_X], [y, y], color=_INK, linewidth=3)
        _write(axes, _AXIS_X - 24, y - _BODY * 0.62, label, _BODY, align="right")


def _ticks(first: date, last: date) -> list[tuple[date, str]]:
    """The beginnings of years, or of months within a year, few enough to be read."""
    years = last.year - first.year
    if years >= 2:
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if years / step <= 9)
        return [(date(year, 1, 1), str(year)) for year in range(first.year, last.year + 1) if year % step == 0]
    if (last - first).days < 31:
        return [(first, f"{first.year}-{first.month:02}")]
    months = [(first.year * 12 + first.month - 1) + n for n in range((last - first).days // 28 + 2)]
    step = 1 if len(months) <= 9 else 3
    return [(date(m // 12, m % 12 + 1, 1), f"{m // 12}-{m % 12 + 1:02}") for m in months if m % step == 0]


def _draw_events(
    axes: Axes,
    events: Sequence[Marked],
    texts: Sequence[Sequence[str]],
    heights: Sequence[float],
    place: Any,
    room: tuple[float, float],
) -> None:
    """Each event at its place on the axis, its text beside it, moved where it would cover another."""
    tops = _spread([place(event.day) - _BODY for event in events], heights, *room)
    for event, text, y in zip(events, texts, tops, strict=True):
        shape, colour = STYLES[event.kind]
        middle = y + _BODY * 0.62
        axes.plot(
            [_AXIS_X, _AXIS_X + 45, _TEXT_X - 16],
            [place(event.day), middle, middle],
            color=colour,
            linewidth=2,
            alpha=0.7,
        )
        axes.plot(
            [_AXIS_X], [place(event.day)], marker=shape, markersize=17, markeredgewidth=3, markeredgecolor=colour,
            color=colour if event.exact else _PAPER, linestyle="none",
        )  # fmt: skip
        _write(axes, _TEXT_X, y, event.when, _BODY, weight="bold", colour=colour)
        for n, line in enumerate(text, 1):
            _write(axes, _TEXT_X, y + n * _BODY * _LEADING, line, _BODY)


def _spread(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Where blocks begin that want to begin at `wanted`, in this order, none over another, all in the room there is."""
    places: list[float] = []
    at = top
    for want, height in zip(wanted, heights, strict=True):
        places.append(max(want, at))
        at = places[-1] + height
    end = bottom
    for n in range(len(places) - 1, -1, -1):
        places[n] = min(places[n], end - heights[n])
        end = places[n]
    return places


def _write(
    axes: Axes,
    x: float,
    y: float,
    text: str,
    pixels: float,
    *,
    weight: str = "normal",
    colour: str = _INK,
    align: str = "left",
) -> None:
    axes.text(
        x, y, drawable(text), fontsize=pixels * 72 / _DPI, fontweight=weight, color=colour, ha=align, va="top",
        family="DejaVu Sans", parse_math=False,
    )  # fmt: skip


def _wrapped(text: str, width: int, lines: int) -> list[str]:
    """`text` in at most `lines` lines; what does not fit ends in an ellipsis."""
    return textwrap.wrap(" ".join(drawable(text).split()), width, max_lines=lines, placeholder=" …") or [""]


def drawable(text: str) -> str:
    """`text` in letters that the picture's font has and that are read from left to right; others become Latin ones."""
    glyphs = _glyphs()
    runs = groupby(text.split(" "), lambda word: all(_plain(char, glyphs) for char in word))
    return " ".join(" ".join(run) if plain else romanised(" ".join(run))[0].title() for plain, run in runs)


def _plain(char: str, glyphs: frozenset[int]) -> bool:
    # From Hebrew on letters are joined, stacked or written from right to left, which is not drawn here.
    return ord(char) in glyphs and not 0x0590 <= ord(char) < 0x1E00


@cache
def _glyphs() -> frozenset[int]:
    from matplotlib.font_manager import findfont, get_font

    return frozenset(get_font(findfont("DejaVu Sans")).get_charmap())


def chosen(events: Sequence[Any], most: int = MOST_EVENTS) -> list[Any]:
    """Up to `most` of `events`, those of lists first, the others spread over the time there is, in their order."""
    if len(events) <= most:
        return list(events)
    ranked = [at for at, event in enumerate(events) if event.kind != "report"]
    others = [at for at, event in enumerate(events) if event.kind == "report"]
    ranked = ranked if len(ranked) <= most else [ranked[n * (len(ranked) - 1) // (most - 1)] for n in range(most)]
    room = most - len(ranked)
    if room and others:
        ranked += [others[n * (len(others) - 1) // max(room - 1, 1)] for n in range(room)]
    return [events[at] for at in sorted(set(ranked))]
