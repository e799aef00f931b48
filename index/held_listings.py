"""The listings of one generation, read when they are asked for and kept in memory."""

from __future__ import annotations

from collections.abc import Collection

from corpus.errors import DamagedIndexError
from corpus.library import Library
from corpus.listing import Listing
from index.manifest import Manifest

CACHED = 2000  # about 5 kB each


class HeldListings:
    """Thread-safe. Apart from the snapshot, so that a directory which reads from it does not hold the snapshot.

    Two that hold each other outlive their last user until Python looks for cycles, which takes hours in a process that
    keeps much, and a snapshot holds files, threads and connections.
    """

    def __init__(self, library: Library, manifest: Manifest) -> None:
        self._library = library
        self._checksums = dict(manifest.listings)
        self._cache: dict[str, Listing] = {}

    def __call__(self, ids: Collection[str]) -> dict[str, Listing]:
        """Id -> listing, of those with these ids, from memory where seen before. Raises DamagedIndexError."""
        cache = self._cache
        found = {key: cache[key] for key in ids if key in cache}
        missing = {self._checksums[key]: key for key in ids if key not in found}
        if missing:
            read = {missing[checksum]: listing for checksum, listing in self._library.listings(missing).items()}
            if len(read) < len(missing):
                raise DamagedIndexError("the library lacks listings that the index names; run `index --full`")
            self._cache = read if len(cache) > CACHED else cache | read
            found |= read
        return found
