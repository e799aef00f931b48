"""Large XML files, element by element: memory stays small, and neither entities nor document types are taken in.

Elements are told by their local names: publishers move a list to another namespace without changing anything else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.cleaning import one_line
from corpus.errors import InputError
from corpus.readers import contents
from corpus.readers.fields import shortened

MAX_BYTES = 512 << 20  # OFAC's advanced form of its list, the longest known, is 120 MB
_HEAD_BYTES = 64 << 10  # in which the first element stands
# The parser's own limits stay on (`huge_tree`): 256 levels, 10 MB for one text.
_SAFE = {
    "resolve_entities": False, "load_dtd": False, "dtd_validation": False, "no_network": True, "huge_tree": False,
    "remove_comments": True, "remove_pis": True,
}  # fmt: skip


@dataclass(frozen=True)
class Root:
    """The first element of a file: its local name, its namespace ("" without one) and its attributes."""

    name: str
    namespace: str = ""
    attributes: dict[str, str] = field(default_factory=dict)


def root(path: Path) -> Root:
    """The first element of `path`. Raises InputError where it is no XML, or declares a document type or entities."""
    from lxml import etree

    parser = etree.XMLPullParser(events=("start",), **_SAFE)
    with _telling(path):
        head = contents.head(path, _HEAD_BYTES) or next(contents.pieces(path, MAX_BYTES))
        parser.feed(head)
        first = next((element for _, element in parser.read_events()), None)
        if first is None and len(head) < _HEAD_BYTES:
            parser.close()  # the parser waits for more of a short file
            first = next((element for _, element in parser.read_events()), None)
    if first is None:
        raise InputError(f"no XML element in its first {_HEAD_BYTES >> 10} KB; is it XML?", path=str(path))
    if first.getroottree().docinfo.internalDTD is not None:
        raise InputError(
            "declares a document type or entities, which no official list needs and attacks use", path=str(path)
        )
    # Not by lxml's QName: it refuses names that its parser lets through, such as "a:b:c".
    namespace = str(first.tag).rpartition("}")[0].lstrip("{")
    return Root(local_name(first), namespace, {str(key): str(value) for key, value in first.attrib.items()})


def elements(path: Path, names: Collection[str]) -> Iterator[Any]:
    """Every lxml element of `path` with one of the local `names`, whole, in the order of their ends.

    An element is emptied as soon as the next one is asked for, with all that stands before it; so `names` must not
    lie within one another. Raises InputError at the line where the file is damaged or cut off.
    """
    from lxml import etree

    root(path)
    parser = etree.XMLPullParser(events=("end",), tag=[f"{{*}}{name}" for name in names], **_SAFE)
    with _telling(path):
        for piece in contents.pieces(path, MAX_BYTES):
            parser.feed(piece)
            yield from _freed(parser.read_events())
        parser.close()
        yield from _freed(parser.read_events())


def local_name(element: Any) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: Any, name: str) -> list[Any]:
    """The elements of that local name right below `element`."""
    return list(element.iterchildren(f"{{*}}{name}"))


def text_of(element: Any, name: str = "") -> str:
    """The text of the first child of that local name, of `element` itself without a name; in one line, "" if none."""
    found = next(element.iterchildren(f"{{*}}{name}"), None) if name else element
    return one_line("".join(found.itertext())) if found is not None else ""


def _freed(events: Iterator[tuple[str, Any]]) -> Iterator[Any]:
    for _, element in events:
        yield element
        element.clear()
        # What stands before it, at every level, has been read or is not wanted.
        for level in (element, *element.iterancestors()):
            above = level.getparent()
            while above is not None and level.getprevious() is not None:
                del above[0]


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Turn what the parser raises into an InputError that names the line."""
    from lxml import etree

    try:
        yield
    except etree.XMLSyntaxError as error:
        what = shortened(one_line(error.msg or "unknown"), 200)
        raise InputError(
            f"damaged or cut-off XML ({what}); fetch it again", path=str(path), line=error.lineno or None
        ) from error
