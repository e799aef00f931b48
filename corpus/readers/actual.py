"""What a file is by its content, where that differs from its ending.

A PDF or a Word document is read as what it is under any ending, a saved web page under the ending of a text, and the
report says so. Everything else is refused with the reason: a web page called `.pdf` or `.csv` is what a site answered
instead of the file, more often than not, and an archive called `.docx` is no document.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from corpus.errors import InputError
from corpus.readers import archives, contents
from corpus.readers.archives import member_at

_LOOKED_AT = 4096
_WEB_PAGE = re.compile(rb"(?is)^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*|<!--.{0,2000}?-->\s*)*"
                       rb"<(?:!doctype\s+html|html)\b")  # fmt: skip
_WEB_ENDINGS = {".html", ".htm", ".xhtml"}
_TEXT_ENDINGS = {".txt", ".text", ".md", ".markdown"}
# By the names of what is in them.
_PACKAGES = [
    (re.compile(r"word/document\d*\.xml"), ".docx"),
    (re.compile(r"xl/"), "an Excel workbook; save the sheet as CSV"),
    (re.compile(r"ppt/"), "a PowerPoint presentation; save it as PDF"),
    (re.compile(r"META-INF/manifest\.xml|content\.xml"), "an OpenDocument file or a program; save a text as .docx"),
    (re.compile(r"META-INF/container\.xml"), "an electronic book; save it as .docx or PDF"),
]
_OTHERS = [
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file or one with a password; save it as .docx or CSV"),
    (b"{\\rtf", "an RTF file; save it as .docx"),
    (b"\x1f\x8b", "packed with gzip; give it the ending .gz"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it"),
    (b"%!PS", "a PostScript file; save it as PDF"),
]  # fmt: skip
_NAMES = {".pdf": "a PDF file", ".docx": "a Word document", ".html": "a web page", ".zip": "a zip archive"}


def actual_ending(path: Path, ending: str) -> tuple[str, str | None]:
    """The ending of the format `path` is to be read in, and, where that is not its own, what is to be reported.

    Raises InputError where its content cannot be read as what `ending` says, nor as anything else.
    """
    head = contents.head(path, _LOOKED_AT)
    content = _content(path, head)
    if content is None or content == ending or (content == ".html" and ending in _WEB_ENDINGS):
        return ending, None
    if content in {".pdf", ".docx"} or (content == ".html" and ending in _TEXT_ENDINGS):
        return content, f"by its content it is {_NAMES[content]}, not {ending}; taken in as that"
    if content == ".html":
        raise InputError(
            f"a web page, not {ending}: perhaps the site answered with an error or a log-in page; fetch it again, or "
            "rename it to .html if it is an article"
        )
    if content == ".zip":
        what = "an archive without a Word document" if ending == ".docx" else "a zip archive"
        raise InputError(f"{what}, not {ending}; fetch it again, or rename it to .zip if it holds articles")
    raise InputError(content)


def _content(path: Path, head: bytes) -> str | None:
    """An ending known for sure, what else it is in words, or None where the content does not tell."""
    # The format allows for some bytes before its mark; whoever names such a file .pdf will have known.
    if head.lstrip().startswith(b"%PDF-") or (b"%PDF-" in head[:1024] and path.suffix.lower() == ".pdf"):
        return ".pdf"
    if head.startswith(b"PK\x03\x04"):
        return _package(path)
    if _WEB_PAGE.match(head):
        return ".html"
    return next((what for mark, what in _OTHERS if head.startswith(mark)), None)


def _package(path: Path) -> str | None:
    """What a zip archive is by the names in it; None where they cannot be read, which the reader will tell."""
    names = _names_in(path)
    if names is None:
        return None
    for inside, what in _PACKAGES:
        if any(inside.match(name) for name in names) and ("[Content_Types].xml" in names or "mimetype" in names):
            return what
    return ".zip"


def _names_in(path: Path) -> set[str] | None:
    is_on_disk = member_at(path) is None and path.suffix.lower() != ".gz"
    try:
        if is_on_disk:
            archives.check_directory(path)
            zipped = zipfile.ZipFile(path)
        else:
            zipped = zipfile.ZipFile(io.BytesIO(contents.whole(path, contents.MAX_DOCUMENT_BYTES)))
        with zipped:
            return set(zipped.namelist())
    except (*archives.DAMAGE, ValueError, OverflowError, InputError):
        return None
