"""The learnt judge of short lines no rule is sure of: a title of another story left by scraping, or a heading?

A logistic regression over what the line looks like and what stands around it. It is asked only about lines that are no
sentences of a story, and its weights are constants (corpus/line_weights.py), made by `python -m benchmarks.line_judge`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.captions import ABBREVIATIONS
from corpus.line_weights import BIAS, THRESHOLD, WEIGHTS

_MARKS = "►▶➤•"
_LONGEST = 420
_PROSE_WORDS = 12  # a line of so many words that ends in a stop is a paragraph of the story
_SECTION = 3  # paragraphs below a line that a heading would speak of

_STOP_END = re.compile(r"[.!?…:;,][\"”’')\]]*$")
_FULL_STOP = re.compile(r"[.!…][\"”’')\]]*$")
_WORD = re.compile(r"[^\W_][\w'’.-]*")
_SAID = re.compile(
    r"\b(?:said|says|told|added|tweeted|wrote|asked|according|explained|continued|recalled)\b", re.IGNORECASE
)
_QUOTED = re.compile(r"[\"“][^\"“”]{25,}")
_SENTENCE_BREAK = re.compile(r"[a-z0-9)][.!?][”\"]? (?=[A-Z“\"])")
_SIGNED = re.compile(
    r"[a-z0-9)%]{2}[.!][”\"]? (?P<name>[A-Z][\w’'.&-]*(?: (?:[A-Z][\w’'.&-]*|of|the|for|and|via|de)){0,6})$"
)
_LABEL = re.compile(r"^(?P<mark>[►▶➤•*]? ?)(?P<label>[^:]{2,60}):(?P<space>\s?)(?=[\w\"'“‘])(?!//)")
_TIME = re.compile(r"\d:\d\d")
_ASIDE = {
    "analysis", "column", "editorial", "exclusive", "explained", "explainer", "fact", "gallery", "graphic", "graphics",
    "interactive", "live", "map", "more", "opinion", "perspective", "photos", "podcast", "poll", "quiz", "read",
    "related", "report", "review", "see", "slideshow", "special", "story", "subscribe", "ticker", "timeline", "tracker",
    "updates", "video", "videos", "view", "watch",
}  # fmt: skip
_CALLS = {
    "buy", "check", "click", "discover", "download", "explore", "find", "follow", "get", "join", "learn", "listen",
    "love", "play", "read", "see", "shop", "sign", "stay", "submit", "subscribe", "support", "take", "try", "watch",
}  # fmt: skip
_TEASE = re.compile(
    r"\b(?:here(?:[’']s| is| are)|what (?:to|you|we) (?:know|need|should)|everything (?:to|you)|things to know"
    r"|how (?:to|you|it|they|we)|what (?:it|that) means|questions, answered|explained|everything we know)\b",
    re.IGNORECASE,
)
_READER = re.compile(r"\b(?:you|your|we|our|us)\b", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|do|does|did|says|gets?|makes?|takes?|goes|wins?"
    r"|loses?|dies|died|finds?|found|faces?|shows?|plans?|calls?|wants?|seeks?|sues?|[a-z]{3,}ed)\b"
)
_CONTINUES = re.compile(
    r"[\"“]|(?:He|She|They|It|But|And|Still|That|This|These|Those|His|Her|Their|Its|So|Also|However|Meanwhile"
    r"|While|Though|Then|Yet|Instead|Another|Others?|In addition|Since)\b"
)
# "MORE IN SPORTS:", "DELAWARE'S TOP NEWS": what stands above a list of links.
_HEAD = re.compile(
    r"(?:(?:MORE|More|RELATED|Related|ALSO|Also)\b.{0,50}:?|[A-Z’' ]{0,40}(?:NEWS|STORIES|HEADLINES|COVERAGE):?"
    r"|(?:Read|READ) (?:more|MORE|also|ALSO|next|NEXT).{0,40}:?)"
)
# Words that scraping glued together: "the easiest wayPresident", but not "YouTube" or "McDonald".
_GLUED_WORDS = re.compile(
    r"\b(?!YouTube|FaceTime|Master|Light|Sound|Accu|Cross|Link|White|Space)[A-Za-z’']*[a-z]{4}[A-Z][a-z]+|[?!.][A-Z][a-z]"
)
_ENUMERATED = re.compile(r"\(?(?:\d{1,3}|[A-Za-z])[.)] |No\. \d|#\d")
# Bylines, dates and places of a list, points of an enumeration, embedded posts and whoever wrote an update stay.
_KEPT = re.compile(
    r"^(?:[a-z–—−―\[]|-|From .{2,60} reports$|\([a-zA-Z0-9]{1,2}\) |By [A-Z]|Story by |[►▶➤•] (?!.*[:?])"
    r"|(?:CORRECTION|Correction|CLARIFICATION|Clarification|UPDATE|MORE INFORMATION|More information"
    r"|Coming (?:tomorrow|up)|What|When|Where|Who|Where [^:]{2,40}|Details|Price|Rating|Notes?|Sources?|Claim|Grade"
    r"|Score|Question|Answer|Location|Hours|Tickets|WHAT|WHEN|WHERE|WHO|[QA]): ?(?=\S))"
    r"|^(?:The|They|He|She|It|We|His|Her|Their) [^:?]*\b(?:was|were|has|have|had|is|are|met|meets)\b[^:?]*$"
    r"|\(@\w+\)|pic\.twitter|//t\.co/|\bAmen$| [—–―-] ?[A-Z][\w’'.]+ [A-Z][\w’'-]+$| \| "
)
_FACT = re.compile(r"\$\d|\d{3}-\d{4}|\b[ap]\.?m\b|\d–\d|https?:|\w\.(?:com|org|gov)\b|\bvs\.")
_CONTENT_WORD = re.compile(r"[^\W_]{4,}")
_STEM = 5  # enough of a word to know it in its other forms: "sanctioned" and "sanctions", "Ukraine" and "Ukrainian"
_STOPWORDS = frozenset(
    word[:5]
    for word in "about "
    "after again against also amid been before being between both could does down during each from have "
    "here into just like more most much need only other over says should some such than that their them then there "
    "these they this those through under until very want were what when where which while will with would your year "
    "years know make first last said take 2019 2020 2021 2022 2023 today news story".split()
)


@dataclass(frozen=True)
class _Page:
    """The lines of a text that are not empty, and what is the same for all of them."""

    lines: Sequence[str]
    removed: Sequence[bool]  # by the sure rules
    prose: Sequence[bool]
    stems: Sequence[frozenset[str]]
    spread: Counter[str]  # stem -> in how many lines
    open: frozenset[int]  # places that may be judged
    labels: Counter[str]
    first_prose: int
    last_prose: int


def other_titles(lines: Sequence[str], removed: Sequence[bool]) -> set[int]:
    """The places in `lines` that are judged to be no part of the story; `removed` says which the rules took out."""
    places = [at for at, line in enumerate(lines) if line]
    asked = _asked([lines[at] for at in places], [removed[at] for at in places])
    if not asked:
        return set()
    page = _page([lines[at] for at in places], [removed[at] for at in places], asked)
    return {places[at] for at in page.open if _score(features(page, at)) > THRESHOLD}


def judged_features(lines: Sequence[str], removed: Sequence[bool]) -> dict[int, dict[str, float]]:
    """For each place in `lines` (none empty) the judge would be asked about, what it would look at."""
    asked = _asked(lines, removed)
    page = _page(lines, removed, asked)
    return {at: features(page, at) for at in sorted(page.open)}


def may_be_judged(line: str) -> bool:
    """Whether `line` is no sentence of a story: only such a line may be taken out on a likelihood."""
    if len(line) > _LONGEST:
        return False
    words = len(line.split())
    if words < 2 or _SAID.search(line) or _QUOTED.search(line) or _KEPT.search(line):
        return False
    if _signed(line):
        return words >= 6
    if words <= 3:
        return _HEAD.fullmatch(line) is not None
    if words > 28 or len(_SENTENCE_BREAK.findall(line)) > 2 or line.endswith((",", ";", "—", "–", "-")):
        return False
    hints = "? " in line or _TEASE.search(line) is not None
    if _FULL_STOP.search(line) or (words > 16 and line.endswith("?")):
        # "Do you need another shot? Booster questions, answered.", "Prices rose. Here's why.", "OIL: How prices rose."
        return words <= 24 and (_TEASE.search(line) is not None or _is_labelled(line) or (hints and words <= 16))
    if words > 16 and not hints and not _LABEL.match(line):
        return False  # as long as that, it is a sentence that lost its stop
    return not line.endswith(":") or words <= 6


def _asked(lines: Sequence[str], removed: Sequence[bool]) -> frozenset[int]:
    """The places that may be judged. Marked lines that follow each other are points of the story's own list."""
    return frozenset(
        at
        for at, line in enumerate(lines)
        if not removed[at]
        and may_be_judged(line)
        and not (
            line[0] in _MARKS
            and any(
                0 <= other < len(lines) and lines[other][0] in _MARKS and not removed[other]
                for other in (at - 1, at + 1)
            )
        )
    )


def _signed(line: str) -> re.Match[str] | None:
    """The name after a finished sentence, which may be a picture's giver; none after "Gov." and the like."""
    found = _SIGNED.search(line)
    if found is None:
        return None
    last = line[: found.start() + 3].rstrip('.!”" ').split()[-1].lower().strip('(“"')
    return None if last in ABBREVIATIONS else found


def _is_labelled(line: str) -> bool:
    found = _LABEL.match(line)
    if found is not None and len(found["label"].split()) <= 2 and found["label"].strip().lower() not in _ASIDE:
        return False  # who speaks
    return found is not None and (not found["space"] or found["label"].isupper()) and not _TIME.search(line)


def _page(lines: Sequence[str], removed: Sequence[bool], asked: frozenset[int]) -> _Page:
    prose = [
        not gone and len(line.split()) >= _PROSE_WORDS and (_FULL_STOP.search(line) is not None or len(line) > _LONGEST)
        for line, gone in zip(lines, removed, strict=True)
    ]
    stems = [frozenset() if gone else _stems(line) for line, gone in zip(lines, removed, strict=True)]
    spread: Counter[str] = Counter()
    for words in stems:
        spread.update(words)
    at_prose = [at for at, is_prose in enumerate(prose) if is_prose]
    return _Page(
        lines,
        removed,
        prose,
        stems,
        spread,
        asked,
        Counter(found["label"] for line in lines if (found := _LABEL.match(line))),
        at_prose[0] if at_prose else len(lines),
        at_prose[-1] if at_prose else -1,
    )


def features(page: _Page, at: int) -> dict[str, float]:
    """What the judge looks at in the line `at` of `page`, by name; most are 0 or 1, the others between."""
    line = page.lines[at]
    words = _WORD.findall(line)
    lowered = [word.lower() for word in words]
    count = len(words)
    before = page.lines[at - 1] if at else ""
    after = page.lines[at + 1] if at + 1 < len(page.lines) else ""
    found = _LABEL.match(line)
    label = found["label"] if found and not _TIME.search(line) else ""
    signed = _signed(line)
    below = _stem_union(page, range(at + 1, len(page.lines)))
    above = _stem_union(page, range(at - 1, -1, -1))
    own = page.stems[at]
    elsewhere = sum(page.spread[stem] > 1 for stem in own) / max(1, len(own))
    often = sum(page.spread[stem] > 3 for stem in own) / max(1, len(own))
    in_below = len(own & below) / max(1, len(own))
    in_above = len(own & above) / max(1, len(own))
    named = [word for word in words[1:] if word[0].isupper()]
    new_names = [word for word in named if page.spread[_stem(word)] <= 1 and len(word) > 3]
    lengths = sorted(len(page.lines[other].split()) for other in page.open if other != at)
    usual = lengths[len(lengths) // 2] if lengths else 0
    run = 1
    for step in (-1, 1):
        place = at + step
        while 0 <= place < len(page.lines) and place in page.open:
            run, place = run + 1, place + step
    gap_before = _gap(page, at, -1)
    gap_after = _gap(page, at, 1)
    between = at > page.first_prose and at < page.last_prose
    letters = [char for char in line if char.isalpha()]
    upper = sum(char.isupper() for char in letters) / max(1, len(letters))
    got = {
        "words": min(count, 20) / 10,
        "words<=3": count <= 3,
        "words<=5": count <= 5,
        "words>=8": count >= 8,
        "words>=11": count >= 11,
        "words>=16": count >= 16,
        "question": line.rstrip("\"”’')").endswith("?"),
        "full stop": _FULL_STOP.search(line) is not None,
        "capitals": sum(word[0].isupper() for word in words[1:]) / max(1, count - 1),
        "all capitals": upper > 0.8,
        "label": bool(label),
        "glued label": bool(label) and not (found and found["space"]),
        "label in capitals": bool(label) and label.upper() == label,
        "label long": bool(label) and len(label.split()) >= 3,
        "label again": page.labels[label] >= 2 if label else False,
        "label often": page.labels[label] >= 4 if label else False,
        "label of an aside": bool(label) and any(word.lower() in _ASIDE for word in _WORD.findall(label)),
        "aside first": bool(lowered) and lowered[0] in _ASIDE,
        "call first": bool(lowered) and lowered[0] in _CALLS,
        "tease": _TEASE.search(line) is not None,
        "reader": _READER.search(line) is not None,
        "verb": _VERB.search(line) is not None,
        "number first": bool(words) and words[0].isdigit(),
        "marked": line[0] in "►▶➤",
        "quotes": line[0] in "\"“'‘" and line[-1] in "\"”'’",
        "two parts": len(_SENTENCE_BREAK.findall(line)) >= 1,
        "digits": sum(char.isdigit() for char in line) / max(1, len(line)),
        "signed": signed is not None,
        "signed long": signed is not None and count >= 10,
        "signed short name": signed is not None and len(signed["name"].split()) <= 3,
        "dash end": line.endswith(("—", "–", "-")),
        "in below": in_below,
        "in above": in_above,
        "below without above": in_below > in_above,
        "only above": in_above > in_below,
        "elsewhere": elsewhere,
        "often": often,
        "nothing elsewhere": bool(own) and elsewhere == 0,
        "little elsewhere": elsewhere <= 0.34,
        "new names": min(len(new_names), 4) / 2,
        "repeated": sum(other == line for other in page.lines) > 1,
        "between": between,
        "between prose": between and page.prose[at - 1] and page.prose[at + 1],
        "top": at <= page.first_prose,
        "end": at > page.last_prose,
        "last line": at == len(page.lines) - 1,
        "first line": at == 0,
        "colon before": before.endswith(":"),
        "removed before": at > 0 and page.removed[at - 1],
        "removed after": at + 1 < len(page.lines) and page.removed[at + 1],
        "run": min(run - 1, 6) / 3,
        "alone": run == 1,
        "continues": between and run == 1 and _CONTINUES.match(after) is not None,
        "gap before": min(gap_before, 6) / 3,
        "gap after": min(gap_after, 6) / 3,
        "gap after 1": gap_after == 1,
        "only one": len(page.open) == 1,
        "few": len(page.open) <= 3,
        "many": len(page.open) >= 8,
        "share": len(page.open) / max(1, len(page.lines)),
        "longer than usual": bool(usual) and count >= 1.6 * usual,
        "as usual": bool(usual) and abs(count - usual) <= 2,
        "links": min(sum(page.removed), 6) / 3,
    }
    neighbours = [place for place in (at - 1, at + 1) if place in page.open]
    got |= {
        "glued words": _GLUED_WORDS.search(line) is not None,
        "updates": "update" in line.lower(),
        "label in quotes": bool(label) and label[0] in "\"“'‘",
        "capitals and question": re.match(r"(?:[A-Z0-9’']+[ -]){2,}[A-Z0-9’']+[?!:]", line) is not None,
        "head": _HEAD.fullmatch(line) is not None,
        "under head": _is_under_head(page, at),
        "neighbour long": any(len(page.lines[place].split()) >= 6 for place in neighbours),
        "neighbour short": any(len(page.lines[place].split()) <= 3 for place in neighbours),
        "enumerated": _ENUMERATED.match(line) is not None,
        "fact": _FACT.search(line) is not None,
        "lower case first": line[0].islower() or (line[0] == "(" and line[-1] != ")"),
        "dash first": line[0] in "–—−-―",
        "short quoted": line[0] in "\"“'‘" and count <= 6,
        "section lead": gap_after >= 2 and in_below > 0,
        "prose before": at > 0 and page.prose[at - 1],
        "prose after": at + 1 < len(page.lines) and page.prose[at + 1],
    }
    values = {name: float(value) for name, value in got.items()}
    values["long between prose"] = values["between prose"] * values["words>=8"]
    values["long, not below"] = values["words>=8"] * (1 - in_below)
    values["short, below"] = (1 - values["words>=8"]) * in_below
    values["label, long, between"] = values["label"] * values["words>=8"] * float(between)
    values["long, links"] = values["words>=8"] * values["links"]
    values["question, below"] = values["question"] * in_below
    values["label, aside, long"] = values["label of an aside"] * values["words>=8"]
    values["little elsewhere, between prose"] = values["little elsewhere"] * values["between prose"]
    values["capitals, new names"] = values["capitals"] * values["new names"]
    values["names, long"] = values["new names"] * values["words>=8"]
    values["little elsewhere, long"] = values["little elsewhere"] * values["words>=8"]
    values["end, few"] = values["end"] * values["few"]
    values["question, below, short"] = values["question"] * (1 - values["words>=11"]) * in_below
    values["long, usual"] = values["words>=8"] * values["as usual"]
    return values


def _score(values: dict[str, float]) -> float:
    total = BIAS + sum(WEIGHTS.get(name, 0.0) * value for name, value in values.items())
    return 1 / (1 + math.exp(-total))


def _is_under_head(page: _Page, at: int) -> bool:
    """Whether a list of links begins above the line, with nothing but lines like it between."""
    place = at - 1
    while place >= 0 and place in page.open and not _HEAD.fullmatch(page.lines[place]):
        place -= 1
    return place >= 0 and _HEAD.fullmatch(page.lines[place]) is not None


def _gap(page: _Page, at: int, step: int) -> int:
    """How many lines lie between the line and the next one that may be judged, in one direction."""
    gap, place = 0, at + step
    while 0 <= place < len(page.lines) and place not in page.open:
        gap, place = gap + (not page.removed[place]), place + step
    return gap


def _stem_union(page: _Page, places: range) -> frozenset[str]:
    found: list[frozenset[str]] = []
    for place in places:
        if page.prose[place]:
            found.append(page.stems[place])
        if len(found) == _SECTION:
            break
    return frozenset().union(*found)


def _stems(line: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _CONTENT_WORD.findall(line.lower())) - _STOPWORDS


def _stem(word: str) -> str:
    return word.lower()[:_STEM]
