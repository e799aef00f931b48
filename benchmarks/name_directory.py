"""How fast the name directory is written, opened and asked, and what memory it takes: real lists, a million names.

    python benchmarks/name_directory.py LIST [LIST …]       # files that the readers know
    python benchmarks/name_directory.py --synthetic 1000000 # made-up names

A third of the 2,000 names asked are as listed, a third have one or two letters wrong or words out of order, a third
are the given name of one listing with the family name of another, so hardly anybody's. It is opened and asked in a
process of its own, so that the memory is that of the directory. Times of names are processor time: other programs that
run beside it do not count.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np

from corpus import readers
from corpus.listing import EntityKind, Listing, Name, NameKind
from index.array_file import read_arrays, write_arrays
from index.name_compiling import Compiler
from index.names import NameDirectory

QUERIES = 2000
ASKED = ("as listed", "misspelt", "of nobody")
_SYLLABLES = [
    first + second + third for first in "bcdfghjklmnprstvyz" for second in "aeiou" for third in ("", "n", "r", "sh")
]


def main() -> None:
    """Write the directory here, open and ask it in another process, print both as one JSON object."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("lists", nargs="*", type=Path)
    arguments.add_argument("--synthetic", type=int, default=0, metavar="NAMES")
    arguments.add_argument("--open", type=Path, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.open:
        print(json.dumps(asked(given.open)))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "directory.names"
        listings = made_up(given.synthetic) if given.synthetic else read(given.lists)
        report = written(listings, path)
        child = [sys.executable, __file__, "--open", str(path)]
        report |= json.loads(subprocess.run(child, check=True, capture_output=True, text=True).stdout)
    print(json.dumps(report, indent=1))


def written(listings: Iterable[Listing], path: Path) -> dict[str, object]:
    """Compile `listings` into the file at `path`; what that took."""
    compiler = Compiler()
    started = time.monotonic()
    asked_for = Sampler()
    for listing in listings:
        compiler.add(listing)
        asked_for.add(listing)
    arrays = compiler.arrays()
    write_arrays(path, {"editions": {}, "queries": asked_for.queries()}, arrays)
    return {
        "names": len(arrays["name_kind"]),
        "listings": len(arrays["listing_kind"]),
        "written_seconds": round(time.monotonic() - started, 2),
        "file_megabytes": round(path.stat().st_size / 1e6, 1),
        "writer_peak_megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


def asked(path: Path) -> dict[str, object]:
    """Open the file at `path` and ask it the names in it."""
    before = _resident()
    started = time.perf_counter()
    facts, arrays = read_arrays(path)
    directory = NameDirectory(arrays, _any_listings, {})
    opened = time.perf_counter() - started
    after = _resident()
    report: dict[str, object] = {
        "opened_milliseconds": round(opened * 1000, 1),
        "memory_before_megabytes": before,
        "memory_opened_megabytes": after,
    }
    directory.match("Warmed Up")  # reads the tables of scripts and common words, once a process
    every: list[float] = []
    for kind, names in facts["queries"].items():
        taken, found = [], 0
        for name in names:
            started = time.thread_time()
            found += bool(directory.match(name))
            taken.append((time.thread_time() - started) * 1000)
        every += taken
        report[kind] = {"names": len(names), "found": found, **_spread(taken)}
    report["all"] = _spread(every)
    report["memory_asked_megabytes"] = _resident()
    return report


_ANY_NAMES = tuple(Name(text=f"name {number}") for number in range(400))


def _any_listings(ids: Iterable[str]) -> dict[str, Listing]:
    """Listings with nothing but names, more than any has: reading the real ones from the library is not measured."""
    return {key: Listing.model_construct(id=key, kind=EntityKind.PERSON, names=_ANY_NAMES) for key in ids}


class Sampler:
    """Picks the names to ask for, evenly over the list."""

    def __init__(self) -> None:
        """Empty."""
        self._random = random.Random(7)
        self._names: list[str] = []
        self._seen = 0

    def add(self, listing: Listing) -> None:
        """Take the listing's strong names into account."""
        for name in listing.names:
            if name.kind is NameKind.WEAK:
                continue
            self._seen += 1
            if len(self._names) < QUERIES:
                self._names.append(name.text)
            elif (place := self._random.randrange(self._seen)) < QUERIES:
                self._names[place] = name.text

    def queries(self) -> dict[str, list[str]]:
        """The names to ask for, by kind."""
        third = max(1, len(self._names) // 3)
        self._random.shuffle(self._names)
        crossed = [name.split(", ") for name in self._names if ", " in name]
        nobody = [f"{one[1].split()[0]} {other[0].title()}" for one, other in pairwise(crossed)]
        return {
            ASKED[0]: self._names[:third],
            ASKED[1]: [self._misspelt(name) for name in self._names[third : 2 * third]],
            ASKED[2]: nobody[:third],
        }

    def _misspelt(self, name: str) -> str:
        family, comma, given = name.partition(", ")
        words = (f"{given} {family}" if comma else name).split()
        for _ in range(self._random.choice((1, 1, 2))):
            at = max(range(len(words)), key=lambda place: len(words[place]) * self._random.random())
            words[at] = self._letter_wrong(words[at])
        if self._random.random() < 0.3:
            self._random.shuffle(words)
        return " ".join(words)

    def _letter_wrong(self, word: str) -> str:
        at = self._random.randrange(len(word))
        other = self._random.choice("abcdefghijklmnopqrstuvwxyz")
        return self._random.choice(
            (word[:at] + word[at + 1 :], word[:at] + other + word[at:], word[:at] + other + word[at + 1 :])
        )


def read(paths: Iterable[Path]) -> Iterator[Listing]:
    """The listings of some files."""
    for path in paths:
        yield from (entry for entry in readers.read(path, lambda _: None) if isinstance(entry, Listing))


def made_up(count: int) -> Iterator[Listing]:
    """Listings of three names each, of words that are as common or rare as names are."""
    chance = random.Random(11)
    words = [
        "".join(chance.choices(_SYLLABLES, k=chance.choice((2, 2, 3, 3, 4)))) for _ in range(max(2000, count // 4))
    ]

    def word() -> str:
        return (
            words[min(int(chance.paretovariate(0.35)) - 1, len(words) - 1)]
            if chance.random() < 0.7
            else chance.choice(words)
        )

    for number in range(count // 3):
        person = chance.random() < 0.6
        family, given = word().upper(), " ".join(word().title() for _ in range(chance.choice((1, 1, 2, 3))))
        names = []
        for _ in range(3):
            text = f"{family}, {given}" if person else f"{family} {given.upper()} TRADING LLC"
            names.append(Name(text=text, kind=NameKind.ALIAS if names else NameKind.PRIMARY))
            given = " ".join([given.split()[0], *(word().title() for _ in range(chance.choice((0, 1))))])
        kind = EntityKind.PERSON if person else EntityKind.ENTITY
        yield Listing(id=f"made-up:{number}", list="made up", kind=kind, names=tuple(names))


def _spread(taken: list[float]) -> dict[str, float]:
    return {
        "p50_milliseconds": round(float(np.percentile(taken, 50)), 2),
        "p95_milliseconds": round(float(np.percentile(taken, 95)), 2),
    }


def _resident() -> float:
    """Megabytes of this process in memory now."""
    status = Path("/proc/self/status").read_text()
    return round(int(status.split("VmRSS:")[1].split()[0]) / 1024, 1)


if __name__ == "__main__":
    main()
