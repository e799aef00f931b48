"""Each measure of every system, and what may be said of it: best, behind, or not to be told apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.peers.results import PEERS, Results, middle, title

SURE = 0.05  # chance below which a difference between two systems on the same questions is spoken of as one
FULL_MEASURE = 10
Values = dict[str, float]


@dataclass(frozen=True)
class Measure:
    """One figure of every system, by its name; of its other ways of searching by their titles.

    `rounds` are the runs that a figure is the median of, `by_question` what it is the mean of, where there are such:
    they tell whether a difference is more than chance.
    """

    title: str
    values: Values
    unit: str
    higher_is_better: bool
    rounds: dict[str, list[float]]
    by_question: dict[str, list[float]]

    def shown(self, name: str) -> str:
        """A system's figure with its unit."""
        return f"{number(self.values[name])}{self.unit}"


@dataclass(frozen=True)
class Verdict:
    """How the bot does in a measure: "ahead", "behind" or "level" with the best other system."""

    measure: Measure
    word: str
    best: str  # of the others
    told: str


def number(value: float) -> str:
    """Three significant digits at most, shares with three decimals."""
    if value < 1:
        return f"{value:.3f}"
    if value < FULL_MEASURE:
        return f"{value:.2f}"
    return f"{value:.1f}" if value < 10 * FULL_MEASURE else f"{value:,.0f}"


def measures(results: Results) -> list[Measure]:
    """All measures that there are results of."""
    held = _taking_in(results) + _finding(results) + _serving(results)
    return [measure for measure in held if measure.values]


def _timed(title: str, unit: str, rounds: dict[str, list[float]], *, higher: bool = False) -> Measure:
    runs = {name: values for name, values in rounds.items() if values}
    return Measure(title, {name: middle(values) for name, values in runs.items()}, unit, higher, runs, {})


def _taking_in(results: Results) -> list[Measure]:
    held = results.systems("ingest")
    rates = [
        _timed("passages taken in a second", "", {name: results.rates(name, "wall") for name in held}, higher=True),
        _timed(
            "passages taken in a second of processor time",
            "",
            {name: results.rates(name, "cpu") for name in held},
            higher=True,
        ),
    ]
    peak = {name: max(part["peak_mb"] for part in results.part(name, "ingest")["parts"]) for name in held}
    disk = {name: float(results.part(name, "ingest")["disk_mb"]) for name in held}
    return [
        *rates,
        Measure("peak memory while taking in", peak, " MB", False, {}, {}),
        Measure("disk", disk, " MB", False, {}, {}),
    ]


def _finding(results: Results) -> list[Measure]:
    made = []
    for what, strict in (("right article", False), ("passage with the answer", True)):
        ranks = {
            title(name, mode) if mode else name: results.ranks(name, mode, holding_the_answer=strict)
            for name, mode in results.ways()
        }
        for k in (1, 4, 10):
            hits = {name: [float(r is not None and r <= k) for r in of] for name, of in ranks.items()}
            made.append(_shares(f"{what}, hits@{k}", hits))
        made.append(_shares(f"{what}, MRR", {name: [1 / r if r else 0.0 for r in of] for name, of in ranks.items()}))
    return made


def _shares(title: str, by_question: dict[str, list[float]]) -> Measure:
    values = {name: sum(of) / max(1, len(of)) for name, of in by_question.items()}
    return Measure(title, values, "", True, {}, by_question)


def _serving(results: Results) -> list[Measure]:
    held = results.systems("serve")
    resident = {name: results.memory(name, "") for name in held}
    every_change = [name for name in held if results.changes_found(name) == len(results.changes(name, "found"))]
    found_after = {name: results.changes(name, "found_after") for name in every_change}
    unchanged = {name: [results.unchanged_or_all_anew(name)] for name in held}
    return [
        _timed("a search, p50", " ms", {name: results.milliseconds(name, "", 0.5) for name in held}),
        _timed("a search, p95", " ms", {name: results.milliseconds(name, "", 0.95) for name in held}),
        Measure("memory while searching", resident, " MB", False, {}, {}),
        _timed("cold start to the first hit", " s", {name: results.cold(name) for name in held}),
        _timed("nothing changed", " s", unchanged),
        _timed("one article changed, until found", " s", found_after),
    ]


def verdict(measure: Measure) -> Verdict | None:
    """The bot beside the best other system; None where one of them was not measured."""
    others = {name: value for name, value in measure.values.items() if name != "bot"}
    if "bot" not in measure.values or not others:
        return None
    best = (max if measure.higher_is_better else min)(others, key=lambda name: others[name])
    ours, theirs = measure.values["bot"], others[best]
    better = ours > theirs if measure.higher_is_better else ours < theirs
    apart = ours != theirs and _is_told_apart(measure, best)
    word = ("ahead" if better else "behind") if apart else "level"
    called = title(best) if best in PEERS else best
    told = f"{measure.title}: {measure.shown('bot')}, {called} {measure.shown(best)}"
    return Verdict(measure, word, best, told)


def _is_told_apart(measure: Measure, best: str) -> bool:
    if measure.by_question:
        return chance(measure.by_question["bot"], measure.by_question[best]) < SURE
    ours, theirs = measure.rounds.get("bot", []), measure.rounds.get(best, [])
    if len(ours) < 2 or len(theirs) < 2:  # memory and disk are not rounds
        return True
    return max(ours) < min(theirs) or max(theirs) < min(ours)


def chance(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Sign test, two-sided: how likely so uneven a split of the questions in which they differ is by chance alone."""
    more = sum(a > b for a, b in zip(ours, theirs, strict=True))
    less = sum(a < b for a, b in zip(ours, theirs, strict=True))
    count = more + less
    tail = sum(math.comb(count, at) for at in range(min(more, less) + 1)) / 2**count
    return min(1.0, 2 * tail)
