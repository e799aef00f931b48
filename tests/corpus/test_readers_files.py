"""Which files are read, and that no content of a file, however broken, stops the rest."""

import gzip
import json
import os
import random
from pathlib import Path

import pytest

from corpus import readers
from corpus.readers import rows
from tests.corpus.reading import read, written

STORY = "A title\n\nThe minister signed the order on Tuesday."


def test_a_folder_gives_known_files_of_all_its_folders_sorted(tmp_path):
    names = ["b.txt", "a/c.md", "a/b/x.jsonl.gz", "z.HTML"]
    for name in [*names, ".hidden.txt", ".git/x.txt", "image.png", "noending", "a/b/archive.zip.gz"]:
        written(tmp_path, name, STORY)
    assert readers.files(tmp_path) == sorted(tmp_path / name for name in names)


def test_a_file_given_itself_is_its_own_only_file_even_of_an_unknown_kind(tmp_path):
    path = written(tmp_path, "minutes.xlsx", b"PK\x03\x04")
    assert readers.files(path) == [path]
    items, (skipped,) = read(path)
    assert items == []
    assert "unknown kind of file" in skipped.reason
    assert ".jsonl" in skipped.reason


def test_what_is_not_there_or_not_a_file_gives_nothing(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "broken.txt").symlink_to(tmp_path / "missing")
    assert readers.files(tmp_path) == []
    assert readers.files(tmp_path / "missing") == []
    assert readers.files(tmp_path / "pipe.txt") == []


def test_a_folder_that_contains_itself_by_a_link_is_read_once(tmp_path):
    path = written(tmp_path, "a/b.txt", STORY)
    (tmp_path / "a" / "again").symlink_to(tmp_path)
    assert readers.files(tmp_path) == [path]


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl", "a.csv"])
def test_every_format_is_read_the_same_from_gzip(tmp_path, name):
    content = {
        "a.txt": STORY,
        "a.md": "# A title\n\nThe minister signed.",
        "a.html": f"<html><body><h1>A title</h1><article><p>{'The minister signed the order. ' * 20}</p></article>",
        "a.jsonl": json.dumps({"title": "A title", "text": "The minister signed.", "url": "https://example.org/1"}),
        "a.csv": '36,"A COMPANY",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n',
    }[name]
    plain, _ = read(written(tmp_path, name, content))
    packed, skipped = read(written(tmp_path, f"{name}.gz", gzip.compress(content.encode())))
    assert len(plain) == len(packed) == 1
    assert skipped == []
    assert plain[0].model_dump(exclude={"id"}) == packed[0].model_dump(exclude={"id"})


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl", "a.csv"])
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\x7fELF\x02\x01\x01\0\0\0" * 100, "binary"),
        ("Z\u00fcrich\n\nDie Erkl\u00e4rung der Beh\u00f6rde.\n".encode("latin-1"), "UTF-8"),
    ],
)
def test_a_file_that_is_no_text_is_reported_with_the_reason(tmp_path, name, content, reason):
    items, skipped = read(written(tmp_path, name, content))
    assert items == []
    assert skipped
    assert all(entry.path == str(tmp_path / name) for entry in skipped)
    if name != "a.csv":
        assert reason in skipped[0].reason


@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz", "a.csv.gz", "a.html.gz", "a.md.gz"])
@pytest.mark.parametrize("damage", [lambda data: data[:-20], lambda data: b"not gzip at all", lambda data: data[:30]])
def test_damaged_gzip_is_reported(tmp_path, name, damage):
    items, skipped = read(written(tmp_path, name, damage(gzip.compress(os.urandom(5000).hex().encode()))))
    assert items == []
    assert skipped


def test_rows_before_the_end_of_a_cut_off_gzip_are_kept(tmp_path):
    rows = [json.dumps({"title": f"T{n}", "text": os.urandom(200).hex()}) for n in range(500)]
    data = gzip.compress("\n".join(rows).encode())
    items, skipped = read(written(tmp_path, "a.jsonl.gz", data[: len(data) // 2]))
    assert 100 < len(items) < 400
    (entry,) = skipped
    assert "gzip" in entry.reason
    assert entry.line == len(items) + 1


@pytest.mark.parametrize("name", ["bomb.txt.gz", "bomb.jsonl.gz", "bomb.html.gz", "bomb.csv.gz"])
def test_a_decompression_bomb_is_stopped(tmp_path, name):
    items, skipped = read(written(tmp_path, name, gzip.compress(b"a" * (64 << 20))))
    assert items == []
    assert len(skipped) == 1


def test_a_line_far_too_long_is_passed_over_and_the_next_read(tmp_path):
    row = json.dumps({"title": "T", "text": "It was signed.", "url": "https://example.org/1"})
    long = json.dumps({"title": "T", "text": "x" * (9 << 20)})
    items, skipped = read(written(tmp_path, "a.jsonl", f"{row}\n{long}\n{row}\n"))
    assert len(items) == 2
    assert [(entry.line, "longer than" in entry.reason) for entry in skipped] == [(2, True)]


def test_a_flood_of_broken_lines_is_counted_not_listed(tmp_path):
    items, skipped = read(written(tmp_path, "a.jsonl", "{\n" * 5000))
    assert items == []
    assert len(skipped) == readers.MAX_REPORTED + 1
    assert "4,000 more" in skipped[-1].reason


@pytest.mark.parametrize("ending", [".txt", ".md", ".html", ".jsonl", ".csv"])
def test_noise_of_every_kind_never_raises(tmp_path, ending):
    chance = random.Random(ending)
    alphabet = ['"', "{", "}", "[", "]", "<", ">", "&", "-", "\n", "|", ":", "*", "_", "#", "\\", ",", "'", "(", ")",
                " ", "a", "Z", "1", "\ud7ff", "\u202e",
                "\U0001f600", "---\n", "<p>", "</div>", "```", "![", "](", "%"]  # fmt: skip
    for number in range(60):
        text = "".join(chance.choices(alphabet, k=chance.randint(1, 3000)))
        read(written(tmp_path, f"{number}{ending}", text))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", '{"title": "T", "text": ' + "[" * 100_000),
        ("a.jsonl", '{"title": "T", "text": ' + "[" * 5000 + "]" * 5000 + "}"),
        ("a.jsonl", '{"title": "T", "text": ' + "9" * 10_000 + "}"),
        ("a.jsonl", json.dumps({"title": "." * 500_000 + "x", "text": "It was signed."})),
        ("a.jsonl", json.dumps({"title": "T", "text": "It was signed.", "author": "a" + " " * 500_000 + "b"})),
        ("a.jsonl", json.dumps({"title": "T", "text": "It " + "." * 500_000 + "x", "url": "h" * 500_000})),
        ("a.html", "<div>" * 50_000 + "deep" + "</div>" * 50_000),
        ("a.md", ">" * 20_000 + "deep"),
        ("a.md", "[" * 20_000),
        ("a.md", "*a_ " * 10_000),
        ("a.md", "---\na: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\ntitle: *c\n---\nText of it."),
        ("a.md", "---\n" + "[" * 5000 + "\n---\nText of it."),
        ("a.csv", '1,"' + "x" * 300_000),
        ("a.txt", "(" * 100_000),
        ("a.txt", "Follow A on " * 10_000),
        ("a.txt", "T\n\n" + ("A/" * 700 + "\n") * 30),
    ],
)
def test_input_made_to_hurt_is_survived(tmp_path, name, content):
    read(written(tmp_path, name, content))


def test_the_page_on_formats_names_every_ending_field_and_alias():
    page = (Path(__file__).resolve().parents[2] / "docs" / "formats.md").read_text()
    assert [ending for ending in readers.FORMATS if f"`{ending}`" not in page] == []
    for field, aliases in rows.ALIASES.items():
        assert f"| `{field}` | {', '.join(aliases)} |" in page
