"""Same story twice: which articles tell one story in the same words, and which of them is kept.

1. Every article is outlined once: a hash for each of its words, and whether the word is a name or a number.
2. Articles that share a fingerprint (of every run of eleven words at least one, by winnowing) are compared.
3. Two tell the same story when most of the shorter one's word sequences are in the longer one too. They do not when
   names or numbers stand changed in otherwise equal surroundings: that is one form filled in twice, as with two
   designations announced in the same words.
4. Of each story the fullest text is the centre; a copy belongs to a story only by comparison with its centre or a text
   as full, so that a digest of two stories does not make one of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol
from urllib.parse import parse_qsl, urlencode, urlsplit

import numpy as np
from numpy.typing import NDArray

from corpus.wording import SHINGLE, Hashes, Outline, Words, shingles_of

# A fingerprint in more articles than this is compared with the first and the nearest alone: page furniture, mostly.
NEIGHBOURS = 8
# Chosen on the tuning half of `benchmarks/duplicates.py`, leaning to keeping two where that costs little: an article
# left out wrongly is lost, a copy kept is read twice.
SAME_SHARE = 0.65  # of the shorter text's words that stand in sequences of the longer, too
SAME_TOP = 0.4  # the same of the first words of both: what is shared further down may be background
TOP_WORDS, TOP_SHARE = 100, 0.2  # the top of a text is so many words or so much of it, whichever is more
OWN_PASSAGE = 120  # words in a row that only the shorter text has: with more it has something of its own to tell
CHANGED_NAMES = 0.04  # the share of names and numbers that may stand changed in equal surroundings
ONE_CHANGE = 100  # words from which on a single changed one is an edit; a short notice may name its subject once
SHORTEST_COPY = 0.25  # how much shorter a copy may be
SAME_PAGE_SHARE = 0.3  # for a page under two forms of one address less is enough: it was rewritten
LONGEST_CHANGE = 12  # words that stand in place of others
# A text with more names and numbers than this is a list, a table or a log (1 in 50 of the real articles; their median
# is 0.14): there they are the story, so that a copy must be all but literal.
LIST_NAMES, SAME_LIST_SHARE = 0.33, 0.9
# A text this near to the fullest one is as full.
AS_FULL = 0.9
# An update by the same publisher may be shorter than what it replaces, a teaser of it is no update.
UPDATE_LENGTH = 0.7

_TRACKING = re.compile(r"utm_|fbclid$|gclid$|cmpid$|ref$|ref_src$|src$|amp$|output$", re.IGNORECASE)


@dataclass(frozen=True)
class Story:
    """One story told more than once: the id of the article that is kept, and those of its copies."""

    kept: str
    copies: tuple[str, ...]


def stories(outlines: Sequence[Outline]) -> list[Story]:
    """The stories that more than one of `outlines` tell, by the id that is kept. Each id is in one of them at most.

    Kept is the earliest of the articles that are about as full as the fullest, so that the one who reported first is
    quoted, and is there for questions as of an early day. If its publisher has a newer one, that is kept.
    """
    ordered = sorted(outlines, key=lambda item: (-len(item.words), item.published or date.max, item.id))
    texts = [_Text(item) for item in ordered]
    centre: dict[int, int] = {}
    for copy, other in _candidates([item.fingerprints for item in ordered]):
        # Compared with the centre, or with a copy of it that is as full.
        of = centre.get(other, other)
        full = len(texts[other].words) >= AS_FULL * len(texts[of].words)
        if copy not in centre and full and _same(texts[copy], texts[other]):
            centre[copy] = of
    groups: dict[int, list[Outline]] = {}
    for copy, of in centre.items():
        groups.setdefault(of, [ordered[of]]).append(ordered[copy])
    return sorted((_story(group) for group in groups.values()), key=lambda story: story.kept)


class Published(Protocol):
    """What has a source and an address: an article, its outline, a reference to it."""

    @property
    def source(self) -> str | None:
        """The publisher's name."""

    @property
    def url(self) -> str | None:
        """Where it stands."""


def same_publisher(one: Published, other: Published) -> bool:
    """Whether both name the same source or, where either names none, have addresses on the same host."""
    if one.source and other.source:
        return one.source.casefold() == other.source.casefold()
    return host(one) is not None and host(one) == host(other)


def host(of: Published) -> str | None:
    """The host of its address, as sites call themselves: "example.org" for www, mobile and AMP pages."""
    return (_page(of.url)[0] or None) if of.url else None


def _story(group: list[Outline]) -> Story:
    fullest = len(group[0].words)
    full = [item for item in group if len(item.words) >= AS_FULL * fullest]
    kept = min(full, key=lambda item: (item.published or date.max, -len(item.words), item.id))
    for item in group:
        newer = item.published and kept.published and item.published > kept.published
        if newer and same_publisher(item, kept) and len(item.words) >= UPDATE_LENGTH * len(kept.words):
            kept = item
    return Story(kept.id, tuple(sorted(item.id for item in group if item is not kept)))


class _Text:
    """An outline with what comparing needs of it, worked out when first needed."""

    def __init__(self, item: Outline) -> None:
        self._item = item
        self.words = item.words >> np.uint32(1)

    @cached_property
    def page(self) -> tuple[str, str] | None:
        """The page its address leads to."""
        return _page(self._item.url) if self._item.url else None

    @cached_property
    def particular(self) -> NDArray[np.bool_]:
        """Which words are names or numbers."""
        return (self._item.words & np.uint32(1)).astype(bool)

    @cached_property
    def shingles(self) -> Hashes:
        """A hash for each run of SHINGLE words."""
        return shingles_of(self.words)

    @cached_property
    def places(self) -> tuple[Hashes, NDArray[np.intp]]:
        """Its different shingles in rising order, and where each stands first."""
        found, first = np.unique(self.shingles, return_index=True)
        return found, first

    @cached_property
    def vocabulary(self) -> Words:
        """Its different words."""
        return np.unique(self.words)


def _candidates(prints: Sequence[Words]) -> Iterator[tuple[int, int]]:
    """Pairs (later, earlier) of places in `prints` that share enough fingerprints to be compared, in rising order."""
    sizes = np.array([len(found) for found in prints], np.int64)
    if sizes.sum() == 0:
        return
    marked = np.concatenate(prints).astype(np.uint64) << np.uint64(32)
    marked |= np.repeat(np.arange(len(prints), dtype=np.uint64), sizes)
    marked.sort()
    hashes, owners = marked >> np.uint64(32), (marked & np.uint64(0xFFFFFFFF)).astype(np.int64)
    first = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]])
    start = np.repeat(first, np.diff(np.r_[first, len(hashes)]))
    places = np.arange(len(hashes))
    pairs = []
    for step in range(1, NEIGHBOURS + 1):
        at = places[places - start >= step]
        pairs.append(owners[at] * len(prints) + owners[at - step])
        at = places[places - start >= NEIGHBOURS + step]
        pairs.append(owners[at] * len(prints) + owners[start[at] + step - 1])
    keys, shared = np.unique(np.concatenate(pairs), return_counts=True)
    # Fingerprints are a sample, so ask of them half of what is asked of the words.
    enough = shared >= np.maximum(1, sizes[keys // len(prints)] * (SAME_PAGE_SHARE / 2))
    yield from ((int(key) // len(prints), int(key) % len(prints)) for key in keys[enough])


def none_compared(prints: Mapping[str, Words], ids: Collection[str]) -> bool:
    """Whether `stories` of these articles compares none of `ids` with any other, and so finds the same without them.

    `prints` are the fingerprints of all articles by id.
    """
    sought = np.unique(np.concatenate([np.zeros(0, np.uint32), *(prints[key] for key in ids)]))
    if not len(sought):
        return True
    sizes = {key: len(found) for key, found in prints.items()}
    everyone = np.concatenate(list(prints.values()))
    at = np.minimum(np.searchsorted(sought, everyone), len(sought) - 1)
    found = np.flatnonzero(sought[at] == everyone)
    if np.unique(everyone[found], return_counts=True)[1].max() > NEIGHBOURS + 1:
        return False  # which are the nearest there depends on who else is
    owners = np.repeat(np.arange(len(prints)), list(sizes.values()))[found]
    keys = list(prints)
    for key in ids:
        shares = np.bincount(owners[np.isin(everyone[found], prints[key])], minlength=len(keys))
        for other in np.flatnonzero(shares):
            least = min(sizes[key], sizes[keys[other]]) * (SAME_PAGE_SHARE / 2)
            if keys[other] != key and shares[other] >= max(1, least):
                return False
    return True


def _same(shorter: _Text, longer: _Text) -> bool:
    """Whether the two tell one story in the same words."""
    if np.array_equal(shorter.words, longer.words):
        return len(shorter.words) > 0
    if len(shorter.words) < SHORTEST_COPY * len(longer.words):
        return False
    known, first = longer.places
    at = np.minimum(np.searchsorted(known, shorter.shingles), len(known) - 1)
    found = known[at] == shorter.shingles
    shared = _covered(found, len(shorter.words))
    if shorter.page is not None and shorter.page == longer.page:
        return bool(shared.mean() >= SAME_PAGE_SHARE)
    shared_there = _covered(np.isin(longer.shingles, shorter.shingles), len(longer.words))
    return bool(
        shared.mean() >= (SAME_LIST_SHARE if shorter.particular.mean() > LIST_NAMES else SAME_SHARE)
        and min(_top(shared, len(shared)), _top(shared_there, len(shared))) >= SAME_TOP
        and _longest_gap(shared) <= OWN_PASSAGE
        and _changed_names(shorter, longer, found, first[at]) <= CHANGED_NAMES
    )


def _covered(found: NDArray[np.bool_], words: int) -> NDArray[np.bool_]:
    """For each of the `words`, whether it is in one of the shingles `found`."""
    covered = np.zeros(max(words, len(found) + SHINGLE - 1), bool)
    for at in range(SHINGLE):
        covered[at : at + len(found)] |= found
    return covered[:words]


def _top(shared: NDArray[np.bool_], most: int) -> float:
    """The share of the first words, `most` of them at most, that is shared."""
    return float(shared[: min(max(TOP_WORDS, round(len(shared) * TOP_SHARE)), most)].mean())


def _longest_gap(shared: NDArray[np.bool_]) -> int:
    return int(np.diff(np.flatnonzero(np.r_[True, shared, True])).max()) - 1


def _changed_names(one: _Text, other: _Text, found: NDArray[np.bool_], place: NDArray[np.intp]) -> float:
    """The share of `one`'s names and numbers in whose place `other` has different ones.

    `found` tells of each shingle of `one` whether `other` has it, `place` where. A name counts only where its
    surroundings are shared and neither text has the other's name anywhere.
    """
    mine = one.particular & ~np.isin(one.words, other.vocabulary)
    others = other.particular & ~np.isin(other.words, one.vocabulary)
    # Both ends of the texts are surroundings, too.
    shared = np.r_[-SHINGLE, np.flatnonzero(found), len(one.words)]
    place = np.r_[-SHINGLE, place[found], len(other.words)]
    changed = 0
    for at in np.flatnonzero(np.diff(shared) > 1):
        start, end = shared[at] + SHINGLE, shared[at + 1]
        if not 0 < end - start <= LONGEST_CHANGE:
            continue
        there_start, there_end = place[at] + SHINGLE, place[at + 1]
        if 0 < there_end - there_start <= LONGEST_CHANGE and others[there_start:there_end].any():
            changed += int(mine[start:end].sum())
    if changed == 1 and len(one.words) >= ONE_CHANGE:
        return 0.0
    return changed / max(int(one.particular.sum()), 1)


def _page(url: str) -> tuple[str, str]:
    """The host and the page of an address, alike for its mobile, AMP and tracked forms."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", url
    host = re.sub(r"^(?:www|m|mobile|amp|edition)\.", "", (parts.hostname or "").lower())
    path = "/".join(part for part in parts.path.split("/") if part and part.lower() not in {"amp", "index.html"})
    query = urlencode(sorted((k, v) for k, v in parse_qsl(parts.query) if not _TRACKING.match(k)))
    return host, f"{path}?{query}"
