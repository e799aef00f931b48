"""Word documents (.docx): paragraphs and tables of the body, as they stand with all tracked changes accepted."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.article import Article
from corpus.cleaning import one_line
from corpus.errors import InputError
from corpus.readers import archives, contents
from corpus.readers.contents import Skip
from corpus.readers.descriptions import stated_authors, stated_title
from corpus.readers.fields import MAX_TITLE_CHARACTERS, Fields, article

_CELL_MARK = " | "
_OPENING = 5  # paragraphs among which the title stands, after letterheads

# Elements are told by their local names: the strict form of the format has other namespaces than the usual one.
_NOT_READ = {
    "del", "moveFrom",  # what tracked changes took away
    "Fallback",  # the second form of a text box
    "instrText", "delText", "footnoteReference", "endnoteReference", "annotationRef",
}  # fmt: skip
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(frozen=True)
class _Block:
    """A paragraph or the row of a table."""

    text: str
    style: str = ""


def read(path: Path, skip: Skip) -> Iterator[Article]:
    """The one article of a Word document. Headers, footers, notes, comments and deleted text are not read.

    Raises InputError where it is damaged, holds no text, or is longer than the limits.
    """
    with _Parts(contents.whole(path, contents.MAX_DOCUMENT_BYTES), path) as parts:
        body = parts.tree(parts.main)
        styles = _style_names(parts)
        properties = parts.properties()
    blocks = [block for block in _blocks(body, styles) if block.text.strip()]
    if not blocks:
        raise InputError("the document holds no text", path=str(path))
    fields = Fields(
        scraped=False,
        text="\n\n".join(block.text for block in blocks),
        title=_title(properties.get("title", ""), blocks),
        authors=stated_authors(properties.get("creator", "")),
    )
    if one := article(fields, path, skip):
        yield one


class _Parts:
    """The parts of a document's package, each read within limits."""

    def __init__(self, data: bytes, path: Path) -> None:
        self._path = path
        self._left = contents.MAX_TEXT_BYTES * 4  # marks around the text are several times its size
        try:
            self._package = zipfile.ZipFile(io.BytesIO(data))
        except (*archives.DAMAGE, ValueError) as error:
            raise self._damaged(error) from error
        self.main = self._target_of("", "officeDocument")
        if self.main is None:
            self._package.close()
            raise InputError("no Word document: nothing in it says where its text is", path=str(path))

    def __enter__(self) -> _Parts:
        return self

    def __exit__(self, *_: object) -> None:
        self._package.close()

    def tree(self, name: str | None) -> Any:
        """The parsed part; None where there is none."""
        from lxml import etree

        if name is None or name not in self._package.NameToInfo:
            return None
        try:
            with self._package.open(name) as file:
                data = file.read(self._left + 1)
            self._left -= len(data)
            if self._left < 0:
                raise InputError("its text is longer than a book; split it", path=str(self._path))
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
            return etree.fromstring(data, parser)
        except (*archives.DAMAGE, etree.XMLSyntaxError, ValueError) as error:
            raise self._damaged(error) from error

    def properties(self) -> dict[str, str]:
        """What the document says of itself (title, creator …), by local name."""
        try:
            tree = self.tree(self._target_of("", "core-properties"))
        except InputError:
            return {}  # the text is there, whatever this is
        return {_local(entry): entry.text or "" for entry in tree} if tree is not None else {}

    def styles(self) -> Any:
        """The part that names the styles; None where there is none."""
        try:
            return self.tree(self._target_of(self.main or "", "styles"))
        except InputError:
            return None

    def _target_of(self, part: str, relation: str) -> str | None:
        folder, name = posixpath.split(part)
        tree = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        for entry in tree if tree is not None else ():
            if str(entry.get("Type", "")).rsplit("/", 1)[-1] == relation:
                target = str(entry.get("Target", ""))
                return (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                )
        return None

    def _damaged(self, error: Exception) -> InputError:
        return InputError(f"damaged or cut-off Word document ({one_line(str(error))[:80]}); fetch it again",
                          path=str(self._path))  # fmt: skip


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _value(element: Any) -> str:
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == "val"), "")


def _blocks(element: Any, styles: dict[str, str]) -> Iterator[_Block]:
    """Paragraphs and rows in their order, also those in content controls and other wrappers."""
    for child in element:
        name = _local(child)
        if name == "p":
            yield _Block(_text(child), styles.get(_style(child), ""))
        elif name == "tr" and not _is_deleted(child):
            yield _Block(_row(child))
        elif name not in _NOT_READ and not name.endswith("Pr"):
            yield from _blocks(child, styles)


def _row(row: Any) -> str:
    """The cells of one row in one line; a table in a cell is part of the cell's text."""
    cells = (
        " ".join(" ".join(_text(paragraph) for paragraph in _of(cell, "p")).split()) for cell in _of(row, "tc", "p")
    )
    return _CELL_MARK.join(cell for cell in cells if cell)


def _of(element: Any, name: str, *border: str) -> Iterator[Any]:
    """The nearest elements `name` below `element`, not looked for in `border` elements."""
    for child in element:
        if _local(child) == name:
            yield child
        elif _local(child) not in _NOT_READ and _local(child) not in border:
            yield from _of(child, name, *border)


def _is_deleted(row: Any) -> bool:
    return any(_local(mark) == "del" for settings in row if _local(settings) == "trPr" for mark in settings)


def _text(element: Any) -> str:
    pieces = []
    for child in element:
        name = _local(child)
        if name == "t":
            pieces.append(child.text or "")
        elif name in _MARKS:
            pieces.append(_MARKS[name])
        elif name not in _NOT_READ and not name.endswith("Pr"):
            text = _text(child)
            # A text box stands in a paragraph and holds paragraphs of its own.
            pieces.append(f"\n{text}\n" if name == "txbxContent" else f"{text}\n" if name == "p" else text)
    return "".join(pieces)


def _style(paragraph: Any) -> str:
    for settings in paragraph:
        if _local(settings) == "pPr":
            return next((_value(entry) for entry in settings if _local(entry) == "pStyle"), "")
    return ""


def _style_names(parts: _Parts) -> dict[str, str]:
    """Style id -> its name in lower case, which is English whatever the language of the program."""
    tree = parts.styles()
    found = {}
    for style in tree if tree is not None else ():
        if _local(style) == "style":
            key = next((str(value) for key, value in style.attrib.items() if key.rpartition("}")[2] == "styleId"), "")
            found[key] = next((_value(entry).lower() for entry in style if _local(entry) == "name"), "")
    return found


def _title(stated: str, blocks: list[_Block]) -> str | None:
    """A paragraph in the style of a title or heading at the top, the document's own description, or the first line."""
    for style in ("title", "heading 1"):
        for block in blocks[:_OPENING]:
            if block.style == style and len(block.text) <= MAX_TITLE_CHARACTERS:
                return block.text
    if title := stated_title(stated):
        return title
    opening = blocks[0].text.strip()
    return opening if len(opening) <= MAX_TITLE_CHARACTERS and not opening.endswith(".") else None
