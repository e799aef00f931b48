"""Measure how well names are found and told apart, beside rapidfuzz's token sort ratio and nomenklatura's logic-v2.

    python benchmarks/names.py LISTS [--articles FOLDER] [--logic-v2 PYTHON] [--queries N] [--half tuning|reported]

LISTS has official lists, such as ../shared/data/lists; PYTHON is an interpreter of an environment that has
nomenklatura. Distorted queries are made of the listed names (`name_distortions`): half of the entries, and half of
the ways to distort hard, were tuned on; the other half of both is for the figures to report. The light ways are one
family: all names of two words or more are distorted so, weak ones, too; so are the plain ways, which leave every word
of a name and one slip at most. Ordinary names are on no list
(`ordinary_names`); the threshold of each method is the one that lets 1 in 1,000 of them through. Ours is the
directory from end to end, with the score that people see.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import subprocess
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from light_distortions import LIGHT, PLAIN
from name_queries import (
    ORDINARY,
    ORIGINAL,
    Listed,
    NamePair,
    Names,
    Query,
    Scored,
    Way,
    distorted,
    is_right,
    ordinary,
    original_scripts,
    pairs,
    read_lists,
)
from rapidfuzz import fuzz, process

from corpus.listing import EntityKind, Listing, NameKind
from index.name_compare import compare, prepare
from index.name_words import keys
from index.names import NameDirectory

ORDINARY_LET_THROUGH = 0.001

Figures = dict[str, float | str]


def ours(names: Names, queries: Sequence[Query]) -> list[Scored]:
    """By the directory."""
    return [names.find(query) for query in queries]


def token_sort(names: Names, queries: Sequence[Query], keep: int = 25) -> list[Scored]:
    """By rapidfuzz's token sort ratio of the words, over all names."""
    listed = [" ".join(keys(name.text)) for name in names.listed]
    original = np.array([name.kind is NameKind.ORIGINAL_SCRIPT for name in names.listed])
    found: list[Scored] = []
    for start in range(0, len(queries), 200):
        batch = queries[start : start + 200]
        asked = [" ".join(keys(query.text)) for query in batch]
        scores = process.cdist(asked, listed, scorer=fuzz.token_sort_ratio, dtype=np.float32, workers=2)
        for row, query in zip(scores, batch, strict=True):
            if query.rule == ORIGINAL:
                row = np.where(original, 0, row)
            best = np.argpartition(-row, keep)[:keep]
            found.append(sorted(((float(row[at]) / 100, int(at)) for at in best), key=lambda one: -one[0]))
    return found


def logic_v2(python: str, names: Names, queries: Sequence[Query], chosen: Sequence[Iterable[int]]) -> list[Scored]:
    """By nomenklatura, over what the other methods chose for each query: all names would take it hours."""
    pairs = [(place, number) for place, numbers in enumerate(chosen) for number in dict.fromkeys(numbers)]
    scores = logic_v2_scores(
        python, [(queries[p].text, names.listed[n].text, names.listed[n].listing.kind) for p, n in pairs]
    )
    found: list[Scored] = [[] for _ in queries]
    for (place, number), score in zip(pairs, scores, strict=True):
        found[place].append((score, number))
    return [sorted(one, key=lambda item: -item[0]) for one in found]


def logic_v2_scores(python: str, pairs: Sequence[tuple[str, str, EntityKind]]) -> list[float]:
    """The scores of pairs of names."""
    rows = "".join(json.dumps([query, listed, kind.value]) + "\n" for query, listed, kind in pairs)
    script = str(Path(__file__).with_name("logic_v2.py"))
    done = subprocess.run([python, script], input=rows, capture_output=True, text=True, check=True)
    return [float(line) for line in done.stdout.split()]


def _is_of_entry(names: Names, query: Query, number: int) -> bool:
    return query.name is not None and names.listed[number].listing.id == names.listed[query.name].listing.id


def report_search(
    method: str,
    names: Names,
    queries: Sequence[Query],
    found: Sequence[Scored],
    ordinary_names: Sequence[Query],
    plain: Sequence[Scored],
    show: int,
) -> Figures:
    """Print recall@1 and recall at the threshold of ordinary names; these figures."""

    def at_most(chosen: Sequence[Scored]) -> float:
        highest = sorted((one[0][0] if one else 0.0 for one in chosen), reverse=True)
        return highest[math.ceil(len(highest) * ORDINARY_LET_THROUGH)] + 1e-6

    threshold = at_most([one for one, query in zip(plain, ordinary_names, strict=True) if query.rule == ORDINARY])
    strictest = at_most(plain)
    apart = {ORIGINAL, *LIGHT, *PLAIN}
    at_strictest = entry_itself = 0
    first: Counter[str] = Counter()
    above: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    missed = []
    for query, scores in zip(queries, found, strict=True):
        asked[query.rule] += 1
        top = scores[0][0] if scores else 0.0
        best = [number for score, number in scores if score >= top - 1e-9]
        right_first = any(is_right(names, query, number) for number in best)
        entry_itself += query.rule not in apart and any(_is_of_entry(names, query, number) for number in best)
        right = max((score for score, number in scores if is_right(names, query, number)), default=0.0)
        first[query.rule] += right_first
        above[query.rule] += right >= threshold
        at_strictest += right >= strictest and query.rule not in apart
        if not right_first or right < threshold:
            missed.append((right_first, right, query, scores[:1]))
    total = sum(count for rule, count in asked.items() if rule not in apart)
    light, plainly = (sum(asked[rule] for rule in rules) for rules in (LIGHT, PLAIN))

    def share(counts: Counter[str], rules: Iterable[str], whole: int) -> float:
        return sum(counts[rule] for rule in rules) / max(1, whole)

    hard = [rule for rule in asked if rule not in apart]
    for family, rules, whole in (("plain", PLAIN, plainly), ("light", LIGHT, light)):
        print(
            f"{method}, {family}: recall@1 {share(first, rules, whole):.4f}, at {threshold:.3f} recall "
            f"{share(above, rules, whole):.4f} ({whole} queries)"
        )
    print(
        f"{method}: recall@1 {share(first, hard, total):.4f} "
        f"(of the very entry, not of the same entity on another list, {entry_itself / total:.4f}), "
        f"threshold {threshold:.3f}, recall there {share(above, hard, total):.4f} ({total} queries); "
        f"with shortened listed names among the ordinary ones {strictest:.3f}, recall {at_strictest / total:.4f}"
    )
    print("   ", "; ".join(f"{rule} {first[rule] / n:.3f}/{above[rule] / n:.3f} of {n}" for rule, n in asked.items()))
    for right_first, right, query, scores in missed[:show]:
        best_text = f"{names.listed[scores[0][1]].text!r} {scores[0][0]:.3f}" if scores else "nothing"
        wanted = names.listed[query.name].text if query.name is not None else ""
        mark = "" if right_first else "NOT FIRST "
        print(f"    {mark}{query.text!r} of {wanted!r} {right:.3f} ({query.rule}); {best_text}")
    return {
        "method": method,
        "threshold": threshold,
        "plain_queries": plainly,
        "plain_first": share(first, PLAIN, plainly),
        "plain_recall": share(above, PLAIN, plainly),
        "light_queries": light,
        "light_first": share(first, LIGHT, light),
        "light_recall": share(above, LIGHT, light),
        "hard_queries": total,
        "hard_first": share(first, hard, total),
        "hard_recall": share(above, hard, total),
        "original_queries": asked[ORIGINAL],
        "original_first": share(first, [ORIGINAL], asked[ORIGINAL]),
        "original_recall": share(above, [ORIGINAL], asked[ORIGINAL]),
    }


def report_pairs(method: str, judged: Sequence[NamePair], scores: Sequence[float], threshold: float | None) -> float:
    """Print precision, recall and F1; at `threshold`, or at the best one, which is given back."""
    truth = np.array([pair.same for pair in judged])
    values = np.array(scores)

    def f1(at: float) -> tuple[float, float, float]:
        said = values >= at
        right = int((said & truth).sum())
        precision, recall = right / max(1, int(said.sum())), right / max(1, int(truth.sum()))
        return 2 * precision * recall / max(1e-9, precision + recall), precision, recall

    chosen = (
        threshold
        if threshold is not None
        else max((float(at) for at in np.unique(values.round(3))), key=lambda a: f1(a)[0])
    )
    figure, precision, recall = f1(chosen)
    wrong = Counter(pair.why for pair, value in zip(judged, values, strict=True) if (value >= chosen) != pair.same)
    print(
        f"{method}: pairs F1 {figure:.4f} (precision {precision:.4f}, recall {recall:.4f}) at {chosen:.3f}; wrong:",
        dict(wrong.most_common()),
    )
    return chosen


def our_pair_scores(names: Names, judged: Sequence[NamePair]) -> list[float]:
    """By this project's comparer."""
    return [compare(prepare(p.query), prepare(p.listed, p.kind), names.rarity).score for p in judged]


def token_sort_pair_scores(judged: Sequence[NamePair]) -> list[float]:
    """By rapidfuzz."""
    return [fuzz.token_sort_ratio(" ".join(keys(p.query)), " ".join(keys(p.listed))) / 100 for p in judged]


def report_scripts(names: Names, folder: Path, threshold: float) -> None:
    """Print the pairs across scripts that are not found at the directory's threshold."""
    path = folder / "cross_script_pairs.csv"
    if not path.exists():
        return
    rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    missed = []
    for query, listed, *_ in rows:
        scores = [
            compare(prepare(one), prepare(other, EntityKind.PERSON), names.rarity).score
            for one, other in ((query, listed), (listed, query))
        ]
        if min(scores) < threshold:
            missed.append((query, listed, [round(score, 3) for score in scores]))
    print(f"across scripts: {len(rows) - len(missed)} of {len(rows)} pairs reach {threshold:.3f}", missed or "")


def report_speed(listings: Sequence[Listing], queries: Sequence[Query]) -> None:
    """Print the milliseconds a query takes the directory from end to end."""
    directory = NameDirectory.build(listings)
    directory.match("warm up")
    spent = []
    for query in queries:
        started = time.perf_counter()
        directory.match(query.text)
        spent.append(1000 * (time.perf_counter() - started))
    p50, p95 = np.percentile(spent, [50, 95])
    print(f"directory of {len(directory)} names, end to end: p50 {p50:.2f} ms, p95 {p95:.2f} ms a query")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lists", type=Path)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--logic-v2", metavar="PYTHON")
    parser.add_argument("--queries", type=int, default=3000)
    parser.add_argument("--ordinary", type=int, default=10000)
    parser.add_argument("--half", choices=("tuning", "reported"))
    parser.add_argument("--show", type=int, default=0, help="how many missed queries to print")
    parser.add_argument("--ours", action="store_true", help="leave the other methods out")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures of search there, too")
    options = parser.parse_args()
    kept: list[Figures] = []
    listings = read_lists(options.lists)
    names = Names([Listed(listing, name.text, name.kind) for listing in listings for name in listing.names])
    print(f"{len(listings)} listings, {len(names.listed)} names")
    pair_thresholds: dict[str, float] = {}
    for half in ("tuning", "reported"):
        if options.half not in (None, half):
            continue
        reported = half == "reported"
        print(f"\n== {half} half")
        hard = distorted(names, reported, options.queries)
        queries = hard + original_scripts(names, reported)
        queries += distorted(names, reported, options.queries, Way.LIGHT)
        queries += distorted(names, reported, options.queries, Way.PLAIN)
        plain = ordinary(names, options.articles, options.ordinary, reported)
        asked = len(queries) + len(plain)
        started = time.process_time()
        found, found_plain = ours(names, queries), ours(names, plain)
        spent = 1000 * (time.process_time() - started) / asked
        figures = report_search("ours", names, queries, found, plain, found_plain, options.show)
        threshold = float(figures["threshold"])
        kept.append(figures | {"half": half, "milliseconds": spent})
        if options.show:
            top = sorted(((s[0], q.text) for s, q in zip(found_plain, plain, strict=True) if s), reverse=True)
            for (score, number), text in top[: options.show]:
                print(f"    ordinary {text!r} is like {names.listed[number].text!r} {score:.3f}")
        told = [query for query in queries if query.rule not in LIGHT and query.rule not in PLAIN]
        judged = pairs(names, told, (found if options.ours else token_sort(names, told))[: len(told)], reported)
        print(f"{len(judged)} pairs, {sum(pair.same for pair in judged)} of them one name")
        own = our_pair_scores(names, judged)
        pair_thresholds["ours"] = report_pairs("ours", judged, own, pair_thresholds.get("ours"))
        report_scripts(names, options.lists, threshold)
        if options.show:
            at = pair_thresholds["ours"]
            wrong = [(round(s, 3), p) for s, p in zip(own, judged, strict=True) if (s >= at) != p.same]
            for score, pair in random.Random(1).sample(wrong, min(len(wrong), options.show)):
                print(f"    {score} {'SAME' if pair.same else 'different'} {pair.query!r} {pair.listed!r} ({pair.why})")
        if options.ours:
            continue
        started = time.process_time()
        sorted_found, sorted_plain = token_sort(names, queries), token_sort(names, plain)
        spent = 1000 * (time.process_time() - started) / asked
        figures = report_search("token sort", names, queries, sorted_found, plain, sorted_plain, 0)
        kept.append(figures | {"half": half, "milliseconds": spent})
        pair_thresholds["token sort"] = report_pairs(
            "token sort", judged, token_sort_pair_scores(judged), pair_thresholds.get("token sort")
        )
        if options.logic_v2:
            chosen = [[n for _, n in (*a[:10], *b[:10])] for a, b in zip(found, sorted_found, strict=True)]
            chosen_plain = [[n for _, n in (*a[:6], *b[:6])] for a, b in zip(found_plain, sorted_plain, strict=True)]
            figures = report_search(
                "logic-v2", names, queries,
                logic_v2(options.logic_v2, names, queries, chosen), plain,
                logic_v2(options.logic_v2, names, plain, chosen_plain), 0,
            )  # fmt: skip
            kept.append(figures | {"half": half})
            scores = logic_v2_scores(options.logic_v2, [(p.query, p.listed, p.kind) for p in judged])
            report_pairs("logic-v2 at its own threshold", judged, scores, 0.7)
            pair_thresholds["logic-v2"] = report_pairs("logic-v2", judged, scores, pair_thresholds.get("logic-v2"))
    if options.json:
        about = {"entries": len(listings), "names": len(names.listed), "ordinary": options.ordinary, "methods": kept}
        options.json.write_text(json.dumps(about) + "\n")
    if not options.half:
        report_speed(listings, distorted(names, True, 1000))


if __name__ == "__main__":
    main()
