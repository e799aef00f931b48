"""Reading a file in tests: what it gives, and what was reported. Files are written by the tests themselves."""

from pathlib import Path

from corpus import readers
from corpus.article import Article
from corpus.listing import Listing
from corpus.readers.skipped import Skipped

SHARED_DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"


def read(path: Path) -> tuple[list[Article | Listing], list[Skipped]]:
    skipped: list[Skipped] = []
    return list(readers.read(path, skipped.append)), skipped


def only_article(path: Path) -> Article:
    items, skipped = read(path)
    assert skipped == []
    (article,) = items
    assert isinstance(article, Article)
    return article


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
