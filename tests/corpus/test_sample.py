"""The sample corpus: what a first run answers from is whole, dated, sourced, and agrees with the official lists.

The lists lie outside the project (shared/data beside the checkout); without them those tests are skipped.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from corpus import readers
from corpus.article import Article
from corpus.listing import Listing
from corpus.readers.skipped import Skipped

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "corpus" / "sample"
LISTS = ROOT.parent / "shared" / "data" / "lists"
OFAC = LISTS / "ofac_sdn_2023-11.csv"
UN = LISTS / "un_consolidated_2026-02-27.xml"

# Entries the OFAC edition at hand must not be expected to hold, with the reason. The edition holds designations up to
# 6 January 2023 (whatever its name says), so an entry added later or removed before would stand here.
NOT_IN_THE_OFAC_EDITION: dict[str, str] = {}

OFFICIAL_HOSTS = (
    "treasury.gov", "treas.gov", "state.gov", "govinfo.gov", "federalregister.gov", "stlouisfed.org", "un.org",
    "europa.eu", "gov.uk",
)  # fmt: skip
UN_PROGRAMMES = {"Al-Qaida": "UN 1267", "Taliban": "UN 1988", "DPRK": "UN 1718", "Haiti": "UN 2653"}
FEWEST_WORDS, MOST_WORDS = 110, 270


@cache
def sample() -> tuple[tuple[Article, ...], tuple[Listing, ...], tuple[Skipped, ...]]:
    skipped: list[Skipped] = []
    contents = [found for path in readers.files(SAMPLE) for found in readers.read(path, skipped.append)]
    articles = tuple(found for found in contents if isinstance(found, Article))
    listings = tuple(found for found in contents if isinstance(found, Listing))
    return articles, listings, tuple(skipped)


def articles() -> tuple[Article, ...]:
    return sample()[0]


def listings() -> tuple[Listing, ...]:
    return sample()[1]


@cache
def ofac_edition() -> dict[str, Listing]:
    if not OFAC.exists():
        pytest.skip(f"no {OFAC.name} under shared/data/lists beside the checkout")
    found = readers.read(OFAC, lambda _: None)
    return {listing.id: listing for listing in found if isinstance(listing, Listing)}


@cache
def un_edition() -> dict[str, ET.Element]:
    if not UN.exists():
        pytest.skip(f"no {UN.name} under shared/data/lists beside the checkout")
    root = ET.parse(UN).getroot()
    entries = [*root.iterfind("INDIVIDUALS/INDIVIDUAL"), *root.iterfind("ENTITIES/ENTITY")]
    return {f"un-sc:{words(entry, 'REFERENCE_NUMBER')}": entry for entry in entries}


def words(entry: ET.Element, tag: str) -> str:
    return " ".join((entry.findtext(tag) or "").split())


def ofac_listings() -> list[Listing]:
    return [listing for listing in listings() if listing.id.startswith("ofac-sdn:")]


def un_listings() -> list[Listing]:
    return [listing for listing in listings() if listing.id.startswith("un-sc:")]


def test_everything_in_the_sample_is_taken_in() -> None:
    assert sample()[2] == ()
    assert len(articles()) == len(list((SAMPLE / "articles").glob("*.md")))
    assert len(listings()) == len((SAMPLE / "listings.jsonl").read_text(encoding="utf-8").splitlines())


def test_reading_loses_no_word_of_an_article() -> None:
    written = {
        path.read_text(encoding="utf-8").split("---\n", 2)[2].strip() for path in (SAMPLE / "articles").glob("*.md")
    }
    assert {article.text for article in articles()} == written


def test_there_are_enough_articles_and_listings() -> None:
    assert len(articles()) >= 25
    assert len(listings()) >= 60


def test_every_article_says_when_under_what_programme_and_from_whom() -> None:
    for article in articles():
        assert article.published is not None, article.title
        assert article.programmes, article.title
        assert article.source, article.title
        assert article.language == "en", article.title


def test_our_notes_are_never_passed_off_as_the_agency_s_own_words() -> None:
    for article in articles():
        assert article.source is not None
        assert article.source.startswith("Sanctions Bot sample notes, after "), article.title


def test_every_article_points_to_an_official_page() -> None:
    for article in articles():
        assert article.url is not None, article.title
        parts = urlsplit(article.url)
        assert parts.scheme == "https", article.title
        host = parts.hostname or ""
        assert any(host == name or host.endswith(f".{name}") for name in OFFICIAL_HOSTS), article.url


def test_no_two_articles_or_listings_share_an_id() -> None:
    ids = [article.id for article in articles()] + [listing.id for listing in listings()]
    assert len(ids) == len(set(ids))


def test_articles_are_short_and_begin_with_their_own_date() -> None:
    for article in articles():
        assert FEWEST_WORDS <= len(article.text.split()) <= MOST_WORDS, article.title
        assert article.published is not None
        day = f"{article.published.day} {article.published:%B %Y}"
        assert day in article.text, article.title


def test_the_file_name_carries_the_date_of_the_official_action() -> None:
    dates = {re.match(r"\d{4}-\d\d-\d\d", path.stem) for path in (SAMPLE / "articles").glob("*.md")}
    assert None not in dates
    named = sorted(path.stem[:10] for path in (SAMPLE / "articles").glob("*.md"))
    assert named == sorted(str(article.published) for article in articles())


@pytest.mark.parametrize(
    "programme",
    ["VENEZUELA", "SDGT", "UKRAINE-EO13661", "RUSSIA-EO14024", "IRAN-HR", "DPRK3", "CYBER2", "BURMA-EO14014", "GLOMAG",
     "UN 1267", "UN 1718", "UK Russia", "EU Russia"],
)  # fmt: skip
def test_each_field_of_sanctions_has_an_article(programme: str) -> None:
    assert any(programme in article.programmes for article in articles())


def test_every_listing_says_which_edition_it_was_checked_against_and_where_to_look() -> None:
    for listing in listings():
        assert listing.as_of is not None, listing.id
        assert listing.source_url, listing.id
        assert listing.programmes, listing.id
        if listing.listed_on is not None:
            assert listing.listed_on <= listing.as_of, listing.id


def test_a_delisted_entry_says_when_it_was_removed() -> None:
    removed = {listing.name: str(listing.delisted_on) for listing in listings() if listing.delisted_on}
    assert removed == {"TORNADO CASH": "2025-03-21"}


def test_ceiec_is_listed_under_its_three_names() -> None:
    ceiec = next(listing for listing in listings() if listing.id == "ofac-sdn:30502")
    assert ceiec.programmes == ("VENEZUELA",)
    assert str(ceiec.listed_on) == "2020-11-30"
    assert [name.text for name in ceiec.names] == [
        "CEIEC",
        "CHINA NATIONAL ELECTRONICS IMPORT AND EXPORT CORPORATION",
        "CHINA NATIONAL ELECTRONIC IMPORT-EXPORT COMPANY",
    ]


def test_no_private_papers_of_persons_are_repeated() -> None:
    for listing in listings():
        if listing.kind == "person":
            assert listing.identifiers == (), listing.id


def test_ofac_listings_agree_with_the_list() -> None:
    edition = ofac_edition()
    for listing in ofac_listings():
        if listing.id in NOT_IN_THE_OFAC_EDITION:
            assert listing.id not in edition, listing.id
            continue
        official = edition[listing.id]
        assert listing.list == official.list
        assert listing.name == official.name
        assert listing.kind == official.kind, listing.id
        assert listing.programmes == official.programmes, listing.id
        assert set(listing.names) <= set(official.names), listing.id
        assert set(listing.identifiers) <= set(official.identifiers), listing.id
        assert listing.birth == official.birth, listing.id
        assert listing.nationalities == official.nationalities, listing.id
        assert listing.position == official.position, listing.id
        assert listing.source_url == official.source_url


def test_un_listings_agree_with_the_list() -> None:
    edition = un_edition()
    parts = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
    for listing in un_listings():
        entry = edition[listing.id]
        assert listing.name == " ".join(filter(None, (words(entry, part) for part in parts)))
        assert listing.programmes == (UN_PROGRAMMES[words(entry, "UN_LIST_TYPE")],), listing.id
        assert str(listing.listed_on) == words(entry, "LISTED_ON"), listing.id
        aliases = {" ".join((alias.text or "").split()).strip('"') for alias in entry.iter("ALIAS_NAME")}
        official = {listing.name, words(entry, "NAME_ORIGINAL_SCRIPT"), *aliases}
        assert {name.text for name in listing.names} <= official, listing.id


def test_every_ship_number_in_an_article_belongs_to_a_listing() -> None:
    known = {identifier.value for listing in listings() for identifier in listing.identifiers}
    for article in articles():
        assert set(re.findall(r"IMO (\d{7})", article.text)) <= known, article.title


def test_every_un_reference_in_an_article_is_on_the_un_list() -> None:
    for article in articles():
        for reference in re.findall(r"\b[A-Z]{2,3}[ei]\.\d{3}\b", article.text):
            assert f"un-sc:{reference}" in un_edition(), f"{article.title}: {reference}"


def test_ofac_tags_of_the_articles_exist_on_the_list() -> None:
    tags = {tag for listing in ofac_edition().values() for tag in listing.programmes}
    for article in articles():
        for programme in article.programmes:
            if not programme.startswith(("UN ", "UK ", "EU ", "ICC ", "State Sponsors")):
                assert programme in tags, f"{article.title}: {programme}"
