"""Files made to hurt whoever opens them: bombs in archives, XML and PDF, paths that climb out, data that nests."""

from __future__ import annotations

import gzip
import io
import resource
import stat
import zipfile
import zlib
from pathlib import Path

import pytest

from bot.uploads import safe_name
from corpus import readers
from corpus.errors import InputError
from corpus.readers import feed, sitemap
from corpus.readers.skipped import Skipped
from tests.attacks.bombs import PDFS, pdf_of
from tests.attacks.conftest import Happened
from tests.corpus.documents import zipped

SECRET = "the secret of the machine"
MEMORY_BYTES = 1536 << 20

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
DOCTYPES = {
    "billion laughs": f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>',
    "one entity, a million times": f'<!DOCTYPE x [<!ENTITY l11 "{"ha" * 50_000}">]>',
    "a file by an entity": '<!DOCTYPE x [<!ENTITY l11 SYSTEM "file://{secret}">]>',
    "a web address by an entity": '<!DOCTYPE x [<!ENTITY l11 SYSTEM "http://127.0.0.1:9/">]>',
    "a document type from elsewhere": '<!DOCTYPE x SYSTEM "file://{secret}">',
    "an entity of parameters": '<!DOCTYPE x [<!ENTITY % p SYSTEM "file://{secret}"> %p;]>',
}
# The beginning of each list the program knows by its first element.
LISTS = {
    "OFAC": '<sdnList xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML">',
    "OFAC advanced": '<Sanctions xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML">',
    "United Nations": "<CONSOLIDATED_LIST>",
    "European Union": '<export xmlns="http://eu.europa.ec/fpi/fsd/export">',
    "United Kingdom": "<Designations>",
    "RSS": '<rss version="2.0"><channel><title>',
    "sitemap": '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>',
}  # fmt: skip


def read(path: Path) -> tuple[list[str], list[str]]:
    """What an index run takes from the file and what it tells of it."""
    told: list[Skipped] = []
    return [one.model_dump_json() for one in readers.read(path, told.append)], [one.reason for one in told]


@pytest.mark.parametrize("head", LISTS)
@pytest.mark.parametrize("attack", DOCTYPES)
def test_entities_of_lists_feeds_and_sitemaps_are_not_opened(
    tmp_path: Path, head: str, attack: str, happened: Happened
) -> None:
    secret = tmp_path / "secret"
    secret.write_text(SECRET)
    doctype = DOCTYPES[attack].replace("{secret}", str(secret))
    data = f'<?xml version="1.0"?>{doctype}{LISTS[head]}{"&l11;" * 100}'.encode()
    if head in ("RSS", "sitemap"):
        reader = feed if head == "RSS" else sitemap
        try:
            found = [str(entry) for entry in reader.entries(data, "https://news.example/", lambda _: None)]
        except InputError as error:
            found, told = [], [error.reason]
        else:
            told = ["read without its entities"]
    else:
        path = tmp_path / "list.xml"
        path.write_bytes(data)
        found, told = read(path)
        assert found == []
        assert told
    assert SECRET not in "".join([*found, *told])
    assert len("".join([*found, *told])) < 10_000
    happened("refused: declares entities or a document type" if "declares" in told[0] else "read without its entities")


@pytest.mark.parametrize("name", ["[" * 100_000, '{"a":' * 100_000, '{"title": ' + "9" * 100_000 + "}",
'{"a":1e999999}',
                                  '{"title": "' + "\\ud800" * 10 + '", "text": "half pairs"}', '{"title":"a","title":'],
                         ids=["lists", "objects", "a number", "infinity", "half pairs", "twice"])  # fmt: skip
def test_json_that_nests_or_counts_without_end_is_told(tmp_path: Path, name: str, happened: Happened) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(name + "\n" + '{"title": "A good one", "text": "The ministry froze the accounts on Monday."}\n')
    found, told = read(path)
    assert any("A good one" in one for one in found)
    for one in (*found, *told):
        one.encode()
    happened("the line refused, the next ones read" if told else "read, made sound")


@pytest.mark.slow
def test_html_that_nests_without_end_is_told(tmp_path: Path, happened: Happened) -> None:
    for element in ("div", "table", "b", "ul><li"):
        path = tmp_path / "a.html"
        path.write_text("<!doctype html><html><body>" + f"<{element}>" * 60_000 + "The accounts were frozen.")
        read(path)
        happened("read, or refused: no main text")


# ---- archives ----------------------------------------------------------------------------------


def _climbing() -> dict[str, bytes]:
    names = ("../../out.txt", "/etc/out.txt", "..\\..\\out.txt", "C:\\out.txt", "a/../../../out.txt",
    "\\\\host\\share\\out.txt",
             "%2e%2e/out.txt", "out.txt\x00.jpg", "\u202etxt.tuo", "a" * 5000 + ".txt", "con.txt",
             "./././out.txt")  # fmt: skip
    return {
        name: zipped({name: f"A title\n\nMember {n} says that accounts were frozen.\n"}) for n, name in enumerate(names)
    }


def _linked(target: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, target)
    return data.getvalue()


@pytest.mark.parametrize("name", _climbing(), ids=range(12))
def test_members_that_climb_out_write_nothing(tmp_path: Path, name: str, happened: Happened) -> None:
    folder = tmp_path / "deep" / "folder"
    folder.mkdir(parents=True)
    (folder / "a.zip").write_bytes(_climbing()[name])
    read(folder / "a.zip")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["a.zip"]
    assert not Path("/etc/out.txt").exists()
    happened("read where it lies; nothing is unpacked to disk")


@pytest.mark.parametrize("target", ["/etc/passwd", "../secret", "secret"])
def test_links_in_archives_are_not_followed(tmp_path: Path, target: str, happened: Happened) -> None:
    (tmp_path / "secret").write_text(SECRET)
    (tmp_path / "a.zip").write_bytes(_linked(target))
    found, told = read(tmp_path / "a.zip")
    assert SECRET not in "".join([*found, *told])
    assert "root:" not in "".join([*found, *told])
    happened("read as the text of the link itself, or passed over")


def _quine() -> bytes:
    inner = zipped({"a.txt": "A title\n\nThe accounts were frozen on Monday.\n"})
    for _ in range(6):
        inner = zipped({f"{n}.zip": inner for n in range(10)})
    return inner


ZIPS = {
    "a thousand times its size": lambda: zipped({"a.txt": bytes(50 << 20)}),
    "archives in archives, 6 deep": _quine,
    "gzip in an archive": lambda: zipped({"a.jsonl.gz": gzip.compress(b"a" * (60 << 20))}),
    "gzip in gzip": lambda: gzip.compress(gzip.compress(bytes(60 << 20))),
    "60,000 members": lambda: zipped(dict.fromkeys((f"{n}.txt" for n in range(60_000)), b""), zipfile.ZIP_STORED),
    "a Word document of blanks": lambda: zipped({"[Content_Types].xml": "<x/>", "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'), "word/document.xml": b"<d>" + b" " * (80 << 20) + b"</d>"}),
    "a directory that lies of its length": lambda: b"PK\x05\x06" + b"\xff" * 18,
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("attack", ZIPS)
def test_archives_unpack_within_limits(tmp_path: Path, attack: str, happened: Happened) -> None:
    path = tmp_path / ("a.docx" if "Word" in attack else "a.txt.gz" if attack == "gzip in gzip" else "a.zip")
    path.write_bytes(ZIPS[attack]())
    found, told = read(path)
    assert found == []
    assert told
    happened("refused: unpacks without measure, or has archives within")


# ---- PDF ---------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_pdf_packed_many_times_over_is_not_unpacked(tmp_path: Path, happened: Happened) -> None:
    for packed, filters in (
        (zlib.compress(zlib.compress(b"q " * (40 << 20), 9), 9), b"[/FlateDecode /FlateDecode]"),
        (zlib.compress(b"z" * (12 << 20), 9), b"[/FlateDecode /ASCII85Decode]"),
    ):
        path = tmp_path / "a.pdf"
        path.write_bytes(pdf_of(packed, filters))
        found, told = read(path)
        assert found == []
        assert "none of its pages can be read" in told[0]
        happened("refused: none of its pages can be read")


def test_a_line_of_very_many_pieces_is_read(tmp_path: Path, happened: Happened) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_of(zlib.compress(b"BT /F 12 Tf (" + b"frozen\n" * 20_000 + b") Tj ET"), b"/FlateDecode"))
    (found,), _ = read(path)
    assert found.count("frozen") >= 20_000
    happened("read")


@pytest.mark.slow
@pytest.mark.parametrize("attack", PDFS)
def test_pdfs_are_read_or_refused_within_limits(tmp_path: Path, attack: str, happened: Happened) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(PDFS[attack]())
    found, told = read(path)
    assert found or told
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10 < MEMORY_BYTES
    happened("read" if found else f"refused: {told[0].partition(';')[0].partition('(')[0].strip()}")


# ---- names of files ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "..\\..\\boot.ini", "/etc/passwd", "a/b/c.txt", ".env", "...", "", "a\x00.txt", "a\n.txt",
        "-rf.txt",
     "\u202egnp.exe", "CON", "a" * 500 + ".txt", "$(reboot).txt", "`id`.txt", "a;b|c.txt", "<b>.txt", "\ud800.txt",
     "🏴.txt", "a:b.txt"],
    ids=range(20),
)  # fmt: skip
def test_names_of_uploads_lead_nowhere(tmp_path: Path, name: str, happened: Happened) -> None:
    made = safe_name(name)
    assert made
    assert not made.startswith(".")
    assert not set(made) & set("/\\\x00\n<>|;:`$\u202e")
    assert len(made) <= 80
    (tmp_path / made).write_text("x")
    assert (tmp_path / made).parent == tmp_path
    happened("kept under a harmless name in a folder of its own")
