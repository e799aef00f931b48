"""PDF files, Word documents and zip archives, made by the tests with the libraries people make them with."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

_STYLES = getSampleStyleSheet()
SENTENCES = (
    "The ministry said on Monday that it had frozen the accounts of the shipping company.",
    "Two tankers left the port before the order was signed, according to the harbour office.",
    "A spokesman denied that the cargo had been sold to a buyer under sanctions.",
    "The regulator fined the bank for payments it had cleared through a branch abroad.",
)


def story(sentences: int) -> str:
    """A paragraph of so many sentences, each with its number, so that no two are the same."""
    numbered = (f"In case {number}, {SENTENCES[number % 4][0].lower()}{SENTENCES[number % 4][1:]}"
                for number in range(1, sentences + 1))  # fmt: skip
    return " ".join(numbered)


def pdf(
    *content: str | None,
    head: str | None = None,
    foot: Callable[[int], str] | None = None,
    password: str | None = None,
    owner_password: str | None = None,
    **described: str,
) -> bytes:
    """A PDF of paragraphs: "# …" is a title, "## …" a heading, None begins a new page."""
    flowed: list[Any] = []
    for text in content:
        if text is None:
            flowed.append(PageBreak())
        elif text.startswith("#"):
            style = _STYLES["Heading2" if text.startswith("##") else "Title"]
            flowed.append(Paragraph(text.lstrip("# "), style))
        else:
            flowed.append(Paragraph(text, _STYLES["BodyText"]))

    def furnish(canvas: Canvas, document: Any) -> None:
        canvas.setFont("Helvetica", 8)
        if head is not None:
            canvas.drawString(70, A4[1] - 40, head)
        if foot is not None:
            canvas.drawString(290, 30, foot(document.page))

    lock = None
    if password is not None or owner_password is not None:
        lock = StandardEncryption(password or "", ownerPassword=owner_password, strength=128)
    file = io.BytesIO()
    document = SimpleDocTemplate(file, pagesize=A4, encrypt=lock, invariant=1, **described)
    document.build(flowed, onFirstPage=furnish, onLaterPages=furnish)
    return file.getvalue()


def drawn_pdf(pages: Iterable[Iterable[tuple[float, float, str]]], size: float = 11) -> bytes:
    """A PDF with each line of text where it is said to stand: (from the left, from the bottom, text)."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    for page in pages:
        canvas.setFont("Helvetica", size)
        for x, y, text in page:
            canvas.drawString(x, y, text)
        canvas.rect(50, 50, 20, 20)  # so that a page without text is still a page
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def pdf_with_stream(packed: bytes, kids: str = "[3 0 R]") -> bytes:
    """A PDF by hand, of one page that is drawn by this stream, packed by deflate; `kids` are what its pages list."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids {kids} /Count 1 >>".encode(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(b"%010d 00000 n \n" % len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(places) + b"trailer << /Root 1 0 R /Size 6 >>\n"
    return body + table + b"startxref\n%d\n%%%%EOF" % len(body)


def word(build: Callable[[Any], None], **properties: str) -> bytes:
    """A Word document that `build` fills in."""
    document = docx.Document()
    document.core_properties.title = ""
    document.core_properties.author = ""
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    build(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def zipped(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()
