"""The part of an index run that finds which articles name which listings: see index/mention_links.py."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable

from corpus.errors import DamagedIndexError
from corpus.library import Library
from corpus.listing import Listing
from index.home import Home
from index.manifest import Manifest
from index.mention_links import MentionLinks
from index.name_files import NameFiles
from index.names import NameDirectory
from index.report import Progress, ProgressCallback


def link_mentions(home: Home, library: Library, manifest: Manifest, tell: ProgressCallback, *, full: bool) -> None:
    """Search the articles of `manifest` for its listings, as far as they were not yet; `full` mends a damaged file."""
    if not manifest.listings:
        return
    checksums = dict(manifest.listings)

    def load(ids: Collection[str]) -> dict[str, Listing]:
        return {one.id: one for one in library.listings(checksums[key] for key in ids).values()}

    def directory() -> NameDirectory:
        return NameFiles(home.names, library).open(manifest.listings, load)

    links = _opened(home, rebuild=full)
    try:
        links.complete(
            manifest.listings,
            [article.checksum for article in manifest.articles],
            load_listings=lambda: load(checksums).values(),
            load_articles=library.articles,
            directory=directory,
            tell=lambda done, total: tell(Progress("linking", done, total)),
        )
    finally:
        links.close()


def forget_mentions(home: Home, kept: Iterable[Manifest]) -> None:
    """Remove the links that none of the `kept` generations needs."""
    manifests = list(kept)
    if home.mentions.is_dir():
        links = MentionLinks(home.mentions)
        articles = {article.checksum for manifest in manifests for article in manifest.articles}
        links.keep_only([manifest.listings for manifest in manifests], articles)
        links.close()


def _opened(home: Home, *, rebuild: bool) -> MentionLinks:
    try:
        links = MentionLinks(home.mentions)
        if rebuild:
            links.probe()
    except DamagedIndexError:
        if not rebuild:
            raise
        shutil.rmtree(home.mentions, ignore_errors=True)
        links = MentionLinks(home.mentions)
    return links
