"""What bytes are, by looking at them: what a server or a file's name says of them is a claim."""

from __future__ import annotations

import re
from typing import Literal

Content = Literal["html", "pdf", "feed", "sitemap", "text", "data", "gzip", "zip", "empty", "binary"]

_LOOKED_AT = 4096
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!doctype[^>]*>", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"\s*<\s*(?:[\w-]+:)?([A-Za-z]\w*)")
_PAGE = re.compile(r"(?i)<!doctype\s+html|<(?:html|head|body|title|article|div|p|h1)[\s>]")
# XML that is no page, and JSON: an object, or a list of anything but words ("[Update] …" begins an article).
_DATA = re.compile(
    r"\s*(?:<\?xml\b|<!doctype\b|\{\s*[\"}]|\[\s*(?:[\[{\"\]]|(?:-?\d+|null|true|false)\s*[,\]]))", re.IGNORECASE
)


def sniff(data: bytes) -> Content:
    """What `data` begins like; "text" for anything readable that is nothing else."""
    head = data[:_LOOKED_AT]
    if not head.strip():
        return "empty"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    text = _as_text(head)
    if text is None:
        return "binary"
    root = _ROOT.match(_COMMENT.sub("", text))
    name = root[1].lower() if root else ""
    if name in {"rss", "feed", "rdf"}:
        return "feed"
    if name in {"urlset", "sitemapindex"}:
        return "sitemap"
    if _PAGE.search(text):
        return "html"
    return "data" if _DATA.match(text) else "text"


def _as_text(head: bytes) -> str | None:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore")
    controls = sum(1 for byte in head if byte < 32 and byte not in b"\t\n\r\x0b\x0c\x1a\x1b")
    if b"\0" in head or controls > len(head) // 20:
        return None
    return head.decode("utf-8", "replace").lstrip("\ufeff")
