"""PDF files made to hurt, by hand: no library writes such ones."""

from __future__ import annotations

import zlib
from collections.abc import Callable

_TEXT = b"BT /F 12 Tf 10 700 Td (The ministry froze the accounts of the company on Monday.) Tj ET\n"
_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
_PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents %b /Resources << /Font << /F 5 0 R >> %b >> >>"
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def _file(*parts: bytes, trailer: bytes = b"") -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(b"%010d 00000 n \n" % len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    count = len(parts) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, b"".join(places))
    trailer = trailer.replace(b"@", b"%d" % len(body))
    return body + table + b"trailer << /Root 1 0 R /Size %d %b >>\nstartxref\n%d\n%%%%EOF" % (count, trailer, len(body))


def _stream(data: bytes, filters: bytes = b"/FlateDecode", extra: bytes = b"", pack: bool = True) -> bytes:
    packed = zlib.compress(data, 9) if pack else data
    head = b"<< /Length %d /Filter %b %b >>" % (len(packed), filters, extra)
    return head + b"\nstream\n" + packed + b"\nendstream"


def pdf_of(packed: bytes, filters: bytes) -> bytes:
    """A PDF of one page drawn by what these filters unpack `packed` to."""
    return _file(_CATALOG, _PAGES, _PAGE % (b"4 0 R", b""), _stream(packed, filters, pack=False), _FONT)


def _drawn(drawing: bytes, *, contents: bytes = b"4 0 R", font: bytes = _FONT, more: tuple[bytes, ...] = ()) -> bytes:
    return _file(_CATALOG, _PAGES, _PAGE % (contents, b""), _stream(drawing), font, *more)


def _forms(calls: int, depth: int) -> bytes:
    """Drawings that call drawings, as entities do in XML."""
    forms = []
    for level in range(depth):
        following = b"/XObject << /X %d 0 R >>" % (7 + level) if level < depth - 1 else b""
        head = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F 5 0 R >> %b >>" % following
        forms.append(_stream(b"/X Do " * calls if level < depth - 1 else _TEXT, extra=head))
    page = _PAGE % (b"4 0 R", b"/XObject << /X 6 0 R >>")
    return _file(_CATALOG, _PAGES, page, _stream(_TEXT + b"/X Do "), _FONT, *forms)


def _own_form() -> bytes:
    head = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
    page = _PAGE % (b"4 0 R", b"/XObject << /X 6 0 R >>")
    return _file(_CATALOG, _PAGES, page, _stream(_TEXT + b"/X Do "), _FONT, _stream(b"/X Do /X Do ", extra=head))


def _characters() -> bytes:
    table = b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 100 beginbfrange " + (
        b"<0000> <FFFF> <0041> " * 100_000
    )
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 6 0 R >>"
    return _drawn(_TEXT, font=font, more=(_stream(table + b"endbfrange endcmap"),))


PDFS: dict[str, Callable[[], bytes]] = {
    "a page of 85 MB, packed to 0.3 MB": lambda: _drawn(_TEXT * 1_000_000),
    "30 million marks": lambda: _drawn(_TEXT + b"q " * 30_000_000),
    "3 million numbers": lambda: _drawn(_TEXT + b"1 " * 3_000_000),
    "lists in lists": lambda: _drawn(_TEXT + b"[" * 5_000_000),
    "tables in tables": lambda: _drawn(_TEXT + b"<<" * 5_000_000),
    "brackets in brackets": lambda: _drawn(_TEXT + b"(" * 5_000_000),
    "pictures without end": lambda: _drawn(_TEXT + b"BI /W 1 /H 1 ID " + b"E I " * 1_000_000),
    "a page drawn by 9,999 parts of 1 MB": lambda: _drawn(_TEXT * 12_000, contents=b"[%b]" % (b"4 0 R " * 9999)),
    "a drawing within itself": _own_form,
    "drawings that call ten others each, ten deep": lambda: _forms(10, 10),
    "pages within themselves": lambda: _file(
        _CATALOG, b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>", _PAGE % (b"4 0 R", b""), _stream(_TEXT), _FONT
    ),
    "a million times the same page": lambda: _file(
        _CATALOG, b"<< /Type /Pages /Kids [%b] /Count 1000000 >>" % (b"3 0 R " * 1_000_000), _PAGE % (b"4 0 R", b""),
        _stream(_TEXT), _FONT,
    ),
    "a thousand million pages, by its own word": lambda: _file(
        _CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>", _PAGE % (b"4 0 R", b""), _stream(_TEXT), _FONT
    ),
    "a catalogue that is itself": lambda: _file(b"1 0 R", _PAGES, _PAGE % (b"4 0 R", b""), _stream(_TEXT), _FONT),
    "a length that is itself": lambda: _file(
        _CATALOG, _PAGES, _PAGE % (b"4 0 R", b""), b"<< /Length 4 0 R >>\nstream\nxx\nendstream", _FONT
    ),
    "an earlier edition that is this one": lambda: _file(
        _CATALOG, _PAGES, _PAGE % (b"4 0 R", b""), _stream(_TEXT), _FONT, trailer=b"/Prev @"
    ),
    "a parent that is itself": lambda: _file(
        _CATALOG, _PAGES[:-2] + b"/Parent 2 0 R >>", b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>", _stream(_TEXT)
    ),
    "a table of characters without end": _characters,
    "widths of 2,000 million letters": lambda: _drawn(
        _TEXT,
        font=b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts "
        b"[ << /Type /Font /Subtype /CIDFontType2 /W [0 2000000000 500] >> ] >>",
    ),
    "20 MB of ASCII85": lambda: pdf_of(b"z" * 20_000_000 + b"~>", b"/ASCII85Decode"),
    "runs of one letter": lambda: pdf_of(zlib.compress(b"\x81q" * 10_000_000, 9), b"[/FlateDecode /RunLengthDecode]"),
    "noise as LZW": lambda: pdf_of(bytes(range(256)) * 40_000, b"/LZWDecode"),
    "30 MB of blanks": lambda: b"%PDF-1.4\n" + b" " * 30_000_000,
    "half a million ends": lambda: b"%PDF-1.4\n" + b"startxref\n0\n%%EOF\n" * 500_000,
    "half a million beginnings": lambda: b"%PDF-1.4\n" + b"1 0 obj\n<<>>\nendobj\n" * 500_000,
}  # fmt: skip
