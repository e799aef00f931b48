"""Of the section, the part on names: this bot beside rapidfuzz and nomenklatura."""

from __future__ import annotations

import math
from typing import Any

from benchmarks.indexing_page import table
from benchmarks.peers.measures import number

_NAMES = """### Names

{table}

Search for {hard:,} names distorted hard and {light:,} lightly among {names:,} names of {entries:,} entries of OFAC's
and the UN's lists, the half on which nothing of the bot was fitted (docs/names.md tells how). Each method has the
threshold that lets 1 in 1,000 of {ordinary:,} ordinary names through. nomenklatura scores only what the other two
have found, which favours it.
"""

NAME_MEASURES = {
    f"{way}_{key}": f"{title}: {what}"
    for way, title in (("light", "light"), ("hard", "hard"), ("original", "original script"))
    for key, what in (("first", "first"), ("recall", "at the threshold"))
}
NAME_METHODS = {"ours": "this bot", "token sort": "rapidfuzz, token sort ratio", "logic-v2": "nomenklatura, logic-v2"}


def names_section(about: dict[str, Any]) -> str:
    """The part on names, of what benchmarks/names.py --json wrote."""
    methods = {str(one["method"]): one for one in about["methods"]}
    rows = [
        [
            NAME_METHODS[method],
            f"{one['threshold']:.3f}",
            *(f"{one[key]:.3f}" for key in NAME_MEASURES),
            number(one["milliseconds"]) if "milliseconds" in one else "–",
        ]
        for method, one in methods.items()
    ]
    first = methods["ours"]
    text = _NAMES.format(
        table=table(["", "threshold", *NAME_MEASURES.values(), "processor, ms a query"], rows),
        hard=first["hard_queries"],
        light=first["light_queries"],
        names=about["names"],
        entries=about["entries"],
        ordinary=about["ordinary"],
    )
    return text + "\n" + _names_in_words(methods)


def _names_in_words(methods: dict[str, dict[str, float]]) -> str:
    """Where the bot finds more names than every other method, where it does not, and which of them is quicker."""
    others = [one for one in methods if one != "ours"]
    if not others:
        return ""
    ahead, behind = [], []
    for key, title in NAME_MEASURES.items():
        best = max(others, key=lambda one: methods[one][key])
        told = f"{title} {methods['ours'][key]:.3f} beside {methods[best][key]:.3f} ({NAME_METHODS[best]})"
        (ahead if methods["ours"][key] > methods[best][key] else behind).append(told)
    quicker = [
        f"{NAME_METHODS[one]} takes {number(methods[one]['milliseconds'])} ms a query, all at once, the bot "
        f"{number(methods['ours']['milliseconds'])} ms"
        for one in others
        if methods[one].get("milliseconds", math.inf) < methods["ours"]["milliseconds"]
    ]
    lines = [
        f"**The bot finds more names than every other way:** {'; '.join(ahead) or 'nowhere'}.",
        f"**No more than the best of them:** {'; '.join(behind) or 'nowhere'}.",
        *([f"**Quicker than the bot:** {'; '.join(quicker)}."] if quicker else []),
    ]
    return "\n\n".join(lines) + "\n"
