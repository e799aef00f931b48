"""Stored outlines: what of each version tells the same story told twice, made once, so that only new versions cost."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import numpy as np
import sqlalchemy as sa

from corpus.article import Article
from corpus.library_tables import OUTLINES, VERSIONS
from corpus.wording import OUTLINE_VERSION, Outline, Words, outline


def not_outlined(db: sa.Connection, checksums: Iterable[str]) -> list[str]:
    """Those of `checksums` that have no outline as this version of the program makes it."""
    query = sa.select(OUTLINES.c.checksum).where(OUTLINES.c.made_by == OUTLINE_VERSION)
    held = set(db.execute(query).scalars())
    return [checksum for checksum in checksums if checksum not in held]


def store_outlines(db: sa.Connection, articles: Mapping[str, Article]) -> None:
    """Make and store the outlines of `articles`, given by their checksums."""
    rows = []
    for checksum, article in articles.items():
        made = outline(article)
        rows.append(
            {
                "checksum": checksum,
                "made_by": OUTLINE_VERSION,
                "source": made.source,
                "url": made.url,
                "published": made.published,
                "words": made.words.astype("<u4").tobytes(),
                "fingerprints": made.fingerprints.astype("<u4").tobytes(),
            }
        )
    if rows:
        db.execute(OUTLINES.delete().where(OUTLINES.c.checksum.in_(list(articles))))
        db.execute(OUTLINES.insert(), rows)


def load_outlines(db: sa.Connection, ids: Mapping[str, str]) -> list[Outline]:
    """The outlines of the versions with the checksums `ids`, which leads to their articles' ids; in its order."""
    found: dict[str, Outline] = {}
    for row in db.execute(sa.select(OUTLINES).where(OUTLINES.c.made_by == OUTLINE_VERSION)):
        if row.checksum in ids:
            words, fingerprints = np.frombuffer(row.words, "<u4"), np.frombuffer(row.fingerprints, "<u4")
            found[row.checksum] = Outline(ids[row.checksum], words, fingerprints, row.source, row.url, row.published)
    return [found[checksum] for checksum in ids if checksum in found]


def load_fingerprints(db: sa.Connection, checksums: Collection[str]) -> dict[str, Words]:
    """Checksum -> the fingerprints of these versions."""
    query = sa.select(OUTLINES.c.checksum, OUTLINES.c.fingerprints).where(OUTLINES.c.made_by == OUTLINE_VERSION)
    return {key: np.frombuffer(made, "<u4") for key, made in db.execute(query) if key in checksums}


def forget_outlines(db: sa.Connection) -> None:
    """Remove the outlines of versions that are gone."""
    db.execute(OUTLINES.delete().where(OUTLINES.c.checksum.not_in(sa.select(VERSIONS.c.checksum))))
