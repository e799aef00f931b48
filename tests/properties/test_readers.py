"""Readers: whatever a file holds, each gives what it can, and says of the rest in which file and line it stands."""

from __future__ import annotations

import csv
import io
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import readers
from corpus.article import Article
from corpus.characters import plain
from corpus.errors import InputError
from corpus.listing import Listing
from corpus.readers import feed, sitemap
from corpus.readers.actual import actual_ending
from corpus.readers.dates import read_date
from corpus.readers.skipped import Skipped
from tests.properties.reader_files import FEED, FILES, SITEMAP
from tests.properties.texts import any_text, letters, lines, texts

Item = Article | Listing
# What breaks files of lists: marks of their forms, numbers and dates where none belong, other encodings.
_SPLICES = st.sampled_from(
    [b"<", b">", b"/", b"&", b'"', b"'", b";", b",", b"\n", b"\r", b"\t", b"\0", b"\xff", b"\xc3",
     b"\xe2\x80\xae", b"]]>",
     b"<!--", b"<![CDATA[", b"&#0;", b"&#x110000;", b"{", b"}", b"[", b"null", b"-1", b"0",
     b"99999999999999999999", b"1e999",
     b"0000-00-00", b"2022-13-45", b"NaN", b"-0- ", b"(", b")", b"%s", b"\xef\xbb\xbf", b"\xd9\xa3",
     b"\xc2\xb2", b" " * 300, b"a" * 70000]
) | st.binary(max_size=8)  # fmt: skip


@st.composite
def changed(draw: st.DrawFn, content: bytes) -> bytes:
    """`content` with a few pieces of it cut out, doubled, moved or overwritten."""
    data = content
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.sampled_from([0, 0, 1, 2, 5, 20, 200]))
        piece = draw(_SPLICES | st.just(data[at : at + 60]))
        data = data[:at] + piece + data[at + length :]
    return data


@contextmanager
def file_of(name: str, content: bytes) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        yield path


def undeclared(name: str, content: bytes) -> tuple[list[Item], list[Skipped]]:
    """What a reader gives and tells, without the net below it; raises what the reader does not declare."""
    told: list[Skipped] = []
    items: list[Item] = []
    with file_of(name, content) as path:
        try:
            ending, _ = actual_ending(path, "." + name.removesuffix(".gz").split(".", 1)[1].removeprefix("simple."))
            for item in readers.FORMATS[ending].read(path, told.append):
                items.append(item)
        except InputError as error:
            told.append(Skipped(str(path), error.line, error.reason))
    return items, told


@pytest.mark.parametrize("form", FILES)
def test_the_files_are_valid(form: str) -> None:
    name, content = FILES[form]
    items, told = undeclared(name, content)
    assert items, told


@given(st.sampled_from(sorted(FILES)).flatmap(lambda form: st.tuples(st.just(FILES[form][0]), changed(FILES[form][1]))))
def test_a_damaged_file_never_makes_a_reader_fall(damaged: tuple[str, bytes]) -> None:
    """A file of any known form, cut, spliced or overwritten anywhere, raises nothing its reader does not declare."""
    undeclared(*damaged)


@given(st.sampled_from(sorted(FILES)).flatmap(lambda form: st.tuples(st.just(FILES[form][0]), changed(FILES[form][1]))))
def test_what_is_not_read_is_told_with_its_place(damaged: tuple[str, bytes]) -> None:
    """Of a damaged file something is given or told; what is told names the file, a line that it has, and a reason."""
    name, content = damaged
    told: list[Skipped] = []
    with file_of(name, content) as path:
        items = list(readers.read(path, told.append))
        assert items or told
        for entry in told:
            assert entry.path == str(path) or entry.path.startswith(f"{path}!")
            assert entry.reason.strip()
            # A list reads texts in several bytes a line end, and a gzip file has other lines than its own.
            assert (
                entry.line is None
                or name.endswith((".gz", ".zip"))
                or 1 <= entry.line <= content.count(b"\n") + content.count(b"\r") + 1
            )
    for item in items:
        _is_sound(item)


def _is_sound(item: Item) -> None:
    """It can be stored and comes back the same."""
    assert type(item).model_validate_json(item.model_dump_json()) == item
    if isinstance(item, Article):
        assert plain(item.text) == item.text
        assert item.text.strip()
        assert item.title.strip()
        assert list(item.pages) == sorted(item.pages)
    else:
        assert all(name.text == " ".join(name.text.split()) for name in item.names)


@given(st.sampled_from([FEED, SITEMAP]).flatmap(lambda text: changed(text.encode())) | st.binary(max_size=300))
def test_no_feed_makes_its_reader_fall(data: bytes) -> None:
    """What a server gives for a feed or a sitemap is read or refused with a reason, whatever it is."""
    for reader in (feed.entries, sitemap.entries, sitemap.sitemaps):
        told: list[Skipped] = []
        try:
            for found in reader(data, "https://a.org/feed", told.append):
                assert str(getattr(found, "url", found)).startswith(("http://", "https://"))
        except InputError:
            pass  # it says why
        assert all(entry.path == "https://a.org/feed" for entry in told)


TITLES = lines.filter(lambda text: letters(plain(text)) != "" and len(text) < 150)
BODIES = texts.filter(lambda text: letters(plain(text)) != "")


@given(TITLES, BODIES)
def test_json_lines_give_what_they_hold(title: str, text: str) -> None:
    """A row of JSON with any title and text gives an article with no letter that the row does not have."""
    items, told = undeclared("a.jsonl", json.dumps({"title": title, "text": text}).encode() + b"\n")
    assert len(items) + len(told) >= 1
    for item in items:
        assert isinstance(item, Article)
        assert letters(item.text) in letters(plain(text)) or set(letters(item.text)) <= set(letters(plain(text)))


@given(st.lists(st.tuples(TITLES, BODIES), min_size=1, max_size=4))
def test_tables_give_a_row_each(rows: list[tuple[str, str]]) -> None:
    """A table written by a CSV writer gives an article or a report for each of its rows, whatever its cells hold."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["title", "text"])
    writer.writerows(rows)
    items, told = undeclared("a.csv", file.getvalue().encode())
    assert len(items) + len(told) >= len(set(rows))


@pytest.mark.slow  # the months of two hundred languages are read once, which takes seconds
@given(
    any_text | st.from_regex(r"[0-9٠-٩²]{1,9}[-/. T]{0,2}[0-9]{0,4}[-/. ]?[A-Za-z]{0,9}[0-9:+Z]{0,12}", fullmatch=True)
)
def test_any_text_is_a_date_or_none(text: str) -> None:
    """Any text is read as a date or as none, without a fault."""
    read_date(text)


@given(st.binary(max_size=400), st.sampled_from(sorted(readers.FORMATS)))
def test_any_bytes_under_any_ending(data: bytes, ending: str) -> None:
    """Any bytes, plain or packed, under any known ending are survived and told of."""
    for name, content in ((f"a{ending}", data), (f"a{ending}.gz", zlib.compress(data, wbits=31))):
        told: list[Skipped] = []
        with file_of(name, content) as path:
            items = list(readers.read(path, told.append))
        assert items or told
        assert all("cannot be read (" not in entry.reason for entry in told), told
