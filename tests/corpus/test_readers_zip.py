"""Zip archives: their members are read like files, by the name `archive.zip!member`."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile

import pytest

from corpus import readers
from corpus.readers import archives
from tests.corpus.documents import SENTENCES, pdf, word, zipped
from tests.corpus.reading import read, written

STORY = "A title\n\nThe minister signed the order on Tuesday."


def line(title: str, **fields: object) -> str:
    return json.dumps({"title": title, "text": f"{title} was signed on Tuesday."} | fields)


def test_members_of_every_format_are_read_in_the_order_of_their_names(tmp_path):
    members = {
        "b/notes.txt": STORY.replace("A title", "Text"),
        "a.jsonl": line("Row one") + "\n" + line("Row two"),
        "c.pdf": pdf("# Paper", SENTENCES[0]),
        "d.docx": word(lambda document: (document.add_heading("Word", 0), document.add_paragraph(SENTENCES[1]))),
        "e.csv": "title,text\nCell,It was so.\n",
        "f.md": "# Mark\n\nIt was so.",
    }
    items, skipped = read(written(tmp_path, "a.zip", zipped(members)))
    assert skipped == []
    assert [item.title for item in items] == ["Row one", "Row two", "Text", "Paper", "Word", "Cell", "Mark"]
    assert len({item.id for item in items}) == len(items)


def test_what_is_wrong_is_told_by_archive_and_member_and_line(tmp_path):
    content = zipped({"news/a.jsonl": line("One") + "\n{broken\n" + line("Two"), "b.txt": b""})
    path = written(tmp_path, "a.zip", content)
    items, skipped = read(path)
    assert len(items) == 2
    assert [(entry.path, entry.line) for entry in skipped] == [(f"{path}!b.txt", None), (f"{path}!news/a.jsonl", 2)]


def test_the_same_archive_gives_the_same_articles_again(tmp_path):
    path = written(tmp_path, "a.zip", zipped({"a.txt": STORY, "b/a.txt": STORY.replace("title", "story")}))
    assert [item.model_dump() for item in read(path)[0]] == [item.model_dump() for item in read(path)[0]]


def test_files_read_together_are_found_in_the_archive(tmp_path):
    members = {
        "x/sdn.csv": '36,"ACME",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n',
        "x/alt.csv": '36,12,"aka","A.C.M.E.",-0- \n',
        "y/a.csv": "Kopf,Rumpf\nThe title,It was so.\n",
        "y/a.fields.json": json.dumps({"title": "Kopf", "text": "Rumpf"}),
    }
    (listing, article), skipped = read(written(tmp_path, "a.zip", zipped(members)))
    assert skipped == []
    assert [name.text for name in listing.names] == ["ACME", "A.C.M.E."]
    assert article.title == "The title"


def test_an_archive_in_an_archive_is_not_opened(tmp_path):
    inner = zipped({"a.txt": STORY})
    path = written(tmp_path, "a.zip", zipped({"inner.zip": inner, "fake.txt": inner, "b.txt": STORY}))
    items, skipped = read(path)
    assert len(items) == 1
    assert [entry.path.split("!")[1] for entry in skipped] == ["fake.txt", "inner.zip"]
    assert "a zip archive, not .txt" in skipped[0].reason
    assert "archive in an archive" in skipped[1].reason


def test_unknown_members_are_counted_and_hidden_ones_left_out(tmp_path):
    members = {
        "a.txt": STORY,
        "b.png": b"x",
        "c": b"x",
        ".hidden.txt": STORY,
        "__MACOSX/._a.txt": b"x",
        ".git/a.txt": b"",
    }
    items, (skipped,) = read(written(tmp_path, "a.zip", zipped(members)))
    assert len(items) == 1
    assert "2 of its files are of no known format: b.png, c" in skipped.reason


def test_names_that_climb_or_hide_are_only_shown_and_lead_nowhere(tmp_path):
    secret = written(tmp_path, "secret.txt", "Secret\n\nThe secret of it.")
    names = ["../secret.txt", "/etc/passwd.txt", f"../../..{secret}", "a\n\x1b[31mb.txt", "\u202etxt.fdp.txt"]
    path = written(tmp_path, "x/a.zip", zipped({name: STORY + name[-3:] for name in names}))
    items, skipped = read(path)
    assert len(items) == len(names)
    assert all("secret of it" not in item.text for item in items)
    (tmp_path / "x" / "a.zip!..").mkdir()
    assert len(read(path)[0]) == len(names)
    assert not any(set(entry.path) & set("\n\x1b\u202e") for entry in skipped)


def test_two_members_of_one_name_are_told(tmp_path):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", STORY)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", "Another\n\nText of it.")
    (article,), (skipped,) = read(written(tmp_path, "a.zip", file.getvalue()))
    assert article.title == "A title"
    assert "second file of the same name" in skipped.reason


@pytest.mark.skipif(shutil.which("zip") is None, reason="needs the program zip to encrypt")
def test_an_encrypted_member_is_told(tmp_path):
    written(tmp_path, "a.txt", STORY)
    subprocess.run(["zip", "-q", "-P", "secret", "a.zip", "a.txt"], cwd=tmp_path, check=True)
    items, (skipped,) = read(tmp_path / "a.zip")
    assert items == []
    assert "encrypted" in skipped.reason


def test_a_member_marked_as_encrypted_is_told(tmp_path):
    data = bytearray(zipped({"a.txt": STORY, "b.txt": STORY + " And so on."}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    items, (skipped,) = read(written(tmp_path, "a.zip", bytes(data)))
    assert len(items) == 1
    assert "encrypted" in skipped.reason
    assert skipped.path.endswith("a.zip!a.txt")


def test_a_bomb_is_stopped_at_its_member_and_at_all_members_together(tmp_path, monkeypatch):
    _, skipped = read(written(tmp_path, "one.zip", zipped({"a.txt": STORY, "b.jsonl": b"0" * (64 << 20)})))
    assert skipped[0].path.endswith("one.zip!b.jsonl")
    assert "more than 100 times its size" in skipped[0].reason
    monkeypatch.setattr(archives, "UNCHECKED_BYTES", 1 << 20)
    members = {f"{number:02}.txt": b"A title\n" + b" " * (1 << 19) for number in range(40)} | {"00.txt": STORY}
    items, skipped = read(written(tmp_path, "many.zip", zipped(members)))
    assert 0 < len(items) < 10
    assert "unpacks to more than 100 times its size" in skipped[-1].reason
    assert len(skipped) < 10


def test_members_that_share_their_packed_bytes_are_counted_each(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MAX_UNPACKED_BYTES", 1 << 20)
    members = {f"{number}.txt": STORY + "The court heard the case. " * 8000 for number in range(10)}
    items, skipped = read(written(tmp_path, "a.zip", zipped(members, zipfile.ZIP_STORED)))
    assert 0 < len(items) < 10
    assert "unpacks to more than 1 MB" in skipped[-1].reason


def test_too_many_members_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MAX_MEMBERS", 5)
    items, (skipped,) = read(written(tmp_path, "a.zip", zipped({f"{n}.txt": STORY for n in range(6)})))
    assert items == []
    assert "more than 5 files" in skipped.reason


def test_a_member_that_is_damaged_does_not_take_the_others_with_it(tmp_path):
    data = bytearray(zipped({"a.txt": STORY, "b.txt": STORY + " It is so.", "c.txt": STORY + " It was so."}, 0))
    at = data.index(b"It is so")
    data[at : at + 2] = b"xx"
    items, (skipped,) = read(written(tmp_path, "a.zip", bytes(data)))
    assert len(items) == 2
    assert skipped.path.endswith("!b.txt")
    assert "damaged in its archive" in skipped.reason


def test_no_archive_is_left_open_where_reading_is_given_up(tmp_path):
    path = written(tmp_path, "a.zip", zipped({"a.txt": STORY, "b.txt": STORY}))
    found = readers.read(path, lambda _: None)
    next(found)
    found.close()
    assert archives.member_at(tmp_path / "a.zip!b.txt") is None


def test_a_member_without_a_name_is_told_and_the_others_are_read(tmp_path):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(zipfile.ZipInfo(""), STORY)
        archive.writestr("a.txt", STORY)
    items, (skipped,) = read(written(tmp_path, "a.zip", file.getvalue()))
    assert len(items) == 1
    assert skipped.reason == "a file without a name"
