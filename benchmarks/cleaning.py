"""How well cleaning tells page noise from story, line by line, against labels made by reading.

`python benchmarks/cleaning.py [--wrong]` prints precision and recall of noise removal: over all labelled articles,
for those that rules and line judge were made on ("training"), and for 44 drawn by chance and labelled after these were
last made ("held out"). `--wrong` lists the lines of the training part that are judged wrongly; those of the other part
stay unseen, or they would not be held out any more.

The labels are in tests/corpus/noise_labels.jsonl, without any text. One JSON object is one article: its `url`, why
it was `chosen` (cleaning "removes" something, at "random", or it keeps a "suspicious" word), the `part` it belongs to,
and `lines` of [number from 1 among the lines that are not empty, label, checksum].

What the labels call noise: captions and credits of pictures, players and their titles, links to other stories, calls
to follow, subscribe, contact or comment, who else contributed, what the shop earns, and marks before a footer.
What they call story: everything else, also bylines, datelines, headings, corrections, embedded posts, and whatever
could be either. A line that is story and ends in noise is story.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.cleaning import judged

ROOT = Path(__file__).resolve().parents[1]
LABELS = ROOT / "tests" / "corpus" / "noise_labels.jsonl"
ARTICLES = ROOT.parent / "shared" / "data" / "articles"
TRAINING, HELD_OUT = "training", "held out"


@dataclass(frozen=True)
class JudgedLine:
    """One labelled line, with what cleaning did to it."""

    part: str
    is_noise: bool
    is_removed: bool
    url: str
    text: str


@dataclass(frozen=True)
class Figures:
    """Counts of lines: noise taken out, story taken out, noise left in, and all."""

    removed_noise: int
    removed_story: int
    kept_noise: int
    lines: int

    @property
    def precision(self) -> float:
        """Share of the removed lines that are noise."""
        return self.removed_noise / max(1, self.removed_noise + self.removed_story)

    @property
    def recall(self) -> float:
        """Share of the noise lines that are removed."""
        return self.removed_noise / max(1, self.removed_noise + self.kept_noise)


def checksum(line: str) -> str:
    """12 hex digits by which a label knows its line again."""
    return hashlib.sha256(line.encode()).hexdigest()[:12]


def judged_lines() -> list[JudgedLine]:
    """Every labelled line as cleaning judges it now. Raises ValueError where the articles are not those labelled."""
    texts = {row["url"]: row["text"] for row in articles()}
    found: list[JudgedLine] = []
    for label in map(json.loads, LABELS.read_text(encoding="utf-8").splitlines()):
        lines = [line for line in judged(texts[label["url"]]) if line.text]
        if [checksum(line.text) for line in lines] != [check for _, _, check in label["lines"]]:
            raise ValueError(f"the text of {label['url']} is not the one that was labelled")
        for line, (_, name, _) in zip(lines, label["lines"], strict=True):
            found.append(JudgedLine(label["part"], name == "noise", line.kept is None, label["url"], line.text))
    return found


def figures(lines: list[JudgedLine], part: str | None = None) -> Figures:
    """The counts over `lines`, or over those of one part."""
    lines = [line for line in lines if part in (None, line.part)]
    return Figures(
        removed_noise=sum(line.is_noise and line.is_removed for line in lines),
        removed_story=sum(line.is_removed and not line.is_noise for line in lines),
        kept_noise=sum(line.is_noise and not line.is_removed for line in lines),
        lines=len(lines),
    )


def articles() -> Iterator[dict[str, str]]:
    """The rows of the real articles, with at least their `url` and `text`."""
    for path in sorted(ARTICLES.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            yield from map(json.loads, file)


def main() -> None:
    """Print the figures, and with --wrong the lines to look at."""
    lines = judged_lines()
    for part in (None, TRAINING, HELD_OUT):
        got = figures(lines, part)
        print(
            f"{part or 'all':9} lines {got.lines:5}  noise {got.removed_noise + got.kept_noise:4}  "
            f"precision {got.precision:.3f} ({got.removed_story} of the story lost)  "
            f"recall {got.recall:.3f} ({got.kept_noise} left)"
        )
    if "--wrong" in sys.argv[1:]:
        for line in lines:
            if line.part == TRAINING and line.is_noise != line.is_removed:
                print("LOST" if line.is_removed else "left", line.url[:60], "|", line.text[:200])


if __name__ == "__main__":
    main()
