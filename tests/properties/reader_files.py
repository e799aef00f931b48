"""A small valid file of every form the readers know, of ours: what properties and the fuzzing of readers change."""

from __future__ import annotations

import gzip
import json

from tests.corpus import test_readers_eu as eu
from tests.corpus import test_readers_ofac as ofac
from tests.corpus import test_readers_ofac_xml as ofac_xml
from tests.corpus import test_readers_opensanctions as opensanctions
from tests.corpus import test_readers_uk as uk
from tests.corpus import test_readers_un as un
from tests.corpus.documents import SENTENCES, pdf, story, word, zipped

ROWS = [
    {"title": f"Case {n}", "text": f"In case {n} it was so.", "date": "2022-03-04", "url": f"https://a.org/{n}"}
    for n in range(3)
]
MARKDOWN = (
    f"---\ntitle: A title\ndate: 2022-03-04\nauthors: [A. B., C]\n---\n# A title\n\n{story(3)}\n\n- one\n- two\n\n"
    "| a | b |\n|---|---|\n| 1 | 2 |\n"
)
PAGE = (
    '<!DOCTYPE html><html lang="en"><head><title>A title</title>'
    '<meta property="article:published_time" content="2022-03-04T10:00:00Z"><meta name="author" content="Jane Doe">'
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"A title",'
    '"datePublished":"2022-03-04"}</script></head><body><nav><a href="/">Home</a></nav><article><h1>A title</h1>'
    f"<p>{story(6)}</p><p>By Jane Doe</p></article><footer>Follow us</footer></body></html>"
)  # fmt: skip
FEED = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Wire</title><item>'
    "<title>One &amp; two</title><link>https://a.org/1</link><pubDate>Fri, 04 Mar 2022 10:00:00 GMT</pubDate>"
    "<description><![CDATA[<p>x</p>]]></description></item><item><title>Two</title><link>/2</link></item></channel></rss>"
)  # fmt: skip
SITEMAP = (
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://a.org/1</loc>'
    "<lastmod>2022-03-04</lastmod></url><url><loc>/2</loc></url></urlset>"
)  # fmt: skip
REMARKS = (
    "DOB 10 Dec 1948; POB Hamhung, Korea, North; nationality Iran; Gender Male; Passport A123 (Iran) issued 02 Nov "
    "2007; alt. Passport B9 (Pakistan); National ID No. 61101 (Korea, North); Linked To: ACME 5; wife of BETA; "
    "a.k.a. 'DHA'AME'."
)
OFAC_CSV = ofac_xml.CSV + ofac.row("36", "AIR ACME", remarks=REMARKS)
EU_CSV = "".join(
    [
        ";".join(eu.COLUMNS) + "\n",
        eu.row(NameAlias_WholeName="Ivan Example", BirthDate_BirthDate="1970-02-03"),
        eu.row("8", "E", "enterprise", NameAlias_WholeName="Example Ltd"),
    ]
)
UK_CSV = "".join(
    [
        uk.UK_START,
        uk.uk_row(Name_6="EXAMPLE", Name_1="Ivan", DOB="03/02/1970"),
        uk.uk_row("RUS0002", Name_6="SEA STAR", Designation_Type="Ship"),
    ]
)
OFSI_REMARKS = "(UK Sanctions List Ref):RUS0001. (UK Statement of Reasons):He paid."
OFSI_CSV = uk.OFSI_START + uk.ofsi_row(Name_6="EXAMPLE", Name_1="Ivan", Other_Information=OFSI_REMARKS)
ENTITIES = opensanctions.lines(
    opensanctions.designated(alias=["Иван"], birthDate="1970-02-03", nationality="ru"),
    opensanctions.entity("s-1", "Sanction", entity="NK-1", authority="The Treasury", startDate="2022-03-04"),
    opensanctions.entity("o-1", "Ownership", owner="NK-1", asset="NK-2"),
)
TARGETS = opensanctions.HEADER + opensanctions.row(
    aliases="Vanya;Иван", birth_date="1970-01-02", sanctions="Block list - since 2022"
)
JSON_LINES = "".join(json.dumps(row) + "\n" for row in ROWS).encode()
TABLE = "title,text,date,url\n" + "".join(f'"{r["title"]}","{r["text"]}",{r["date"]},{r["url"]}\n' for r in ROWS)
TEXT = f"A title\n\nBy Jane Doe\n4 March 2022\n\n{story(3)}\n\nFollow us on Twitter\n"
WORD = word(lambda document: [document.add_paragraph(text) for text in ("A title", *SENTENCES)])

# Name of the form -> name of the file, its content.
FILES: dict[str, tuple[str, bytes]] = {
    "OFAC CSV": ("sdn.csv", OFAC_CSV.encode()),
    "OFAC XML": ("sdn.xml", ofac_xml.sdn_xml(ofac_xml.PERSON, ofac_xml.SHIP).encode()),
    "OFAC advanced XML": ("sdn_advanced.xml", ofac_xml.advanced_xml().encode()),
    "UN XML": ("un.xml", un.un_list().encode()),
    "EU XML": ("eu.xml", (eu.START + eu.PERSON + eu.COMPANY + eu.END).encode()),
    "EU CSV": ("eu.csv", EU_CSV.encode()),
    "UK XML": ("uk.xml", uk.XML.encode()),
    "UK CSV": ("uk.csv", UK_CSV.encode()),
    "OFSI CSV": ("ofsi.csv", OFSI_CSV.encode("cp1252")),
    "OpenSanctions JSON": ("entities.ftm.json", ENTITIES.encode()),
    "OpenSanctions CSV": ("targets.simple.csv", TARGETS.encode()),
    "articles as JSON lines": ("a.jsonl", JSON_LINES),
    "articles as CSV": ("a.csv", TABLE.encode()),
    "text": ("a.txt", TEXT.encode()),
    "Markdown": ("a.md", MARKDOWN.encode()),
    "web page": ("a.html", PAGE.encode()),
    "PDF": ("a.pdf", pdf("# A title", story(6), "## A heading", story(3))),
    "Word": ("a.docx", WORD),
    "zip archive": ("a.zip", zipped({"a.txt": f"A title\n\n{story(2)}", "b/b.jsonl": json.dumps(ROWS[0])})),
    "gzip": ("a.jsonl.gz", gzip.compress(JSON_LINES, mtime=0)),
}
