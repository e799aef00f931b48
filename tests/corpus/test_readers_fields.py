"""Dates, addresses and titles as files write them."""

from datetime import date, datetime

import pytest

from corpus.readers.dates import read_date
from corpus.readers.publisher import site_name, web_address, without_site_name

DAY = date(2022, 2, 25)


@pytest.mark.parametrize(
    "value",
    [
        "2022/02/25", "2022-02-25", "2022.2.25", "20220225", "2022-02-25T23:59:00Z", "2022-02-25T23:59:00-08:00",
        "2022-02-25 10:00:00.123+03:00", "Fri, 25 Feb 2022 23:10:00 -0500", "Fri, 25 Feb 2022", "25 February 2022",
        "February 25, 2022", "Feb. 25, 2022 9:08 am EST", "25-Feb-2022", "25th of February 2022", "25/02/2022",
        "02/25/2022", "25.02.2022", 1645790400, "1645790400", 1645790400000, DAY, datetime(2022, 2, 25, 23),
        "25 février 2022", "25 de febrero de 2022", "25. Februar 2022", "25 февраля 2022", "Published on Feb 25, 2022",
    ],
)  # fmt: skip
def test_many_ways_to_write_a_date_are_read(value):
    assert read_date(value) == DAY


@pytest.mark.parametrize(
    "value",
    [
        None, "", "2022", "February 2022", "2022-02", "2022/13/45", "31 June 2022", "2022-02-30", "03/04/2022",
        "yesterday", "two days ago", "Monday", "10:15", "soon", True, [], {}, "9" * 500, 1e30, "25 Feb", float("nan"),
    ],
)  # fmt: skip
def test_what_states_no_day_gives_none(value):
    assert read_date(value) is None


@pytest.mark.parametrize(
    ("title", "address", "expected"),
    [
        ("Oil falls - CNN", "https://www.cnn.com/1", "Oil falls"),
        ("Oil falls | CNN Business", "https://www.cnn.com/1", "Oil falls"),
        ("Senate races - CNNPolitics", "https://www.cnn.com/1", "Senate races"),
        ("Oil falls but the decline has | CNN ...", "https://www.cnn.com/1", "Oil falls but the decline has"),
        ("Who is she? | The Week UK", "https://www.theweek.co.uk/1", "Who is she?"),
        ("Ten things: 19 November | The ...", "https://www.theweek.co.uk/1", "Ten things: 19 November"),
        ("What Europe did ... - CNN", "https://www.cnn.com/1", "What Europe did…"),
        ("The countries whose ...", "https://www.cnn.com/1", "The countries whose…"),
        ("Kyiv - live updates", "https://www.usatoday.com/1", "Kyiv - live updates"),
        ("Scam | The Motley Fool", "https://www.usatoday.com/1", "Scam | The Motley Fool"),
        ("Oil falls - Reuters", None, "Oil falls"),
        ("Tit-for-tat expulsions", None, "Tit-for-tat expulsions"),
        ("Stocks | US", None, "Stocks | US"),
    ],
)
def test_titles_lose_the_name_of_their_site_and_nothing_else(title, address, expected):
    assert without_site_name(title, address)[0] == expected


def test_a_publisher_named_by_the_title_is_given(tmp_path):
    assert without_site_name("Oil falls | Al Jazeera", None) == ("Oil falls", "Al Jazeera")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.cnn.com/x", "cnn.com"), ("https://edition.cnn.com/x", "cnn.com"),
        ("https://www.theweek.co.uk/x", "theweek.co.uk"), ("https://home.treasury.gov/x", "treasury.gov"),
        ("https://www.gov.uk/x", "gov.uk"), ("https://someone.substack.com/p", "someone.substack.com"),
        ("http://127.0.0.1:8080/x", "127.0.0.1"), ("https://localhost/x", "localhost"),
        ("https://www.consilium.europa.eu/en", "europa.eu"),
    ],
)  # fmt: skip
def test_a_site_has_the_registered_name_of_its_host(address, name):
    assert site_name(address) == name


@pytest.mark.parametrize(
    "value",
    [
        "",
        None,
        7,
        "cnn.com",
        "ftp://a.org",
        "https://",
        "https://a b.org",
        "https://[",
        "http://a.org:99999/",
        "http://a/ x",
    ],
)
def test_only_openable_web_addresses_are_accepted(value):
    assert web_address(value) is None
