"""Copies: which articles a generation leaves out since another tells the same story, worked out as seldom as can be.

To compare all with all grows with the corpus. So it is done only where it can come out otherwise than before: where an
article that is new, changed or gone is one of a story's, or shares enough fingerprints with another to be compared.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from corpus.duplicates import none_compared, stories
from corpus.library import Item, Library
from index.manifest import Manifest


def checksum_of(versions: Mapping[str, str]) -> str:
    """The checksum of a set of articles, given as id -> checksum of its version."""
    return hashlib.sha256(json.dumps(sorted(versions.items())).encode()).hexdigest()


def left_out(library: Library, articles: Sequence[Item], previous: Manifest | None) -> dict[str, str]:
    """The id of each of `articles` that is left out -> the id of the one that is kept instead of it.

    `previous` is the generation whose result may still hold.
    """
    now = {item.key: item.checksum for item in articles}
    if previous is not None and _same_as_before(library, now, previous):
        return dict(previous.duplicates)
    return {copy: told.kept for told in stories(library.outlines(articles)) for copy in told.copies}


def _same_as_before(library: Library, now: Mapping[str, str], previous: Manifest) -> bool:
    copies = dict(previous.duplicates)
    before = {article.id: article.checksum for article in previous.articles}
    before |= {key: now[key] for key in copies if key in now}  # if they have not changed either, which is checked next
    if checksum_of(before) != previous.held:
        return False
    changed = {key for key in now.keys() | before.keys() if now.get(key) != before.get(key)}
    if not changed:
        return True
    if changed & (copies.keys() | set(copies.values())):
        return False
    prints = library.fingerprints({*now.values(), *before.values()})
    return all(
        prints.keys() >= set(side.values())
        and none_compared({key: prints[checksum] for key, checksum in side.items()}, changed & side.keys())
        for side in (before, now)
    )
