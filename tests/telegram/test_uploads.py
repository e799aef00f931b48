"""Uploads on the disk and in the database that replicas share; what a preview says of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.previews import preview_of_file, same_beginning
from bot.settings import Settings
from bot.state import State
from bot.telegram.forwarded import forwarded_file
from bot.telegram.previews import preview_text
from bot.telegram.speech import speech_in
from bot.uploads import Uploads, safe_name
from corpus import readers
from corpus.article import Article
from corpus.readers.skipped import Skipped
from tests.telegram.messages import message

ENGLISH = speech_in("en")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\x\\.env", "env"),
        ("доклад 1.docx", "доклад 1.docx"),
        ("a\u202efdp.exe\n.md", "a_fdp.exe_.md"),
        ("", "file"),
        ("x" * 200 + ".jsonl.gz", "x" * 77 + ".gz"),
    ],
)
def test_a_files_name_leads_nowhere_else(sent: str, kept: str) -> None:
    assert safe_name(sent) == kept


def test_a_file_is_kept_in_a_folder_of_its_own_until_it_is_removed(tmp_path: Path) -> None:
    state = State(tmp_path / "telegram.sqlite")
    uploads = Uploads(Settings(data=tmp_path), state)
    one, other = uploads.add_file("a.md", b"one", 7), uploads.add_file("a.md", b"two", 7)
    assert Path(uploads.location(one)).read_bytes() == b"one"
    assert uploads.of_location(uploads.location(other)) == other
    uploads.remove(one)
    assert not Path(uploads.location(one)).parent.exists()
    assert state.uploads.all() == [other]
    state.close()


def test_replicas_bring_each_others_files(tmp_path: Path, postgresql_server) -> None:  # type: ignore[no-untyped-def]
    place = postgresql_server.new_database()
    state = State(place)
    one, other = (Uploads(Settings(data=tmp_path / name, database_url=place), state) for name in ("one", "other"))
    kept = one.add_file("a.md", b"one", 7)
    other.bring()
    assert Path(other.location(kept)).read_bytes() == b"one"
    one.remove(kept)
    other.bring()
    assert not Path(other.location(kept)).exists()
    state.close()


def article(text: str, **fields: object) -> Article:
    return Article.model_validate({"id": "a", "title": "T", "text": text, **fields})


def test_a_preview_tells_what_is_held_and_what_was_left_out(tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    body = "The harbour master was fined for selling berths to tankers under sanctions, the port said on Monday. " * 9
    rows = (
        f'{{"title": "Fined", "text": "{body}", "published": "2021-03-04", "url": "https://a.example/1"}}\nnot json\n'
    )
    path.write_text(rows)
    first = next(iter(readers.read(path, lambda _: None)))
    assert isinstance(first, Article)
    assert preview_of_file(path, lambda _: first).held == "same"
    assert preview_of_file(path, lambda _: first.model_copy(update={"text": "Other."})).held == "other"
    like = first.model_copy(update={"id": "b", "text": first.text + " More."})
    preview = preview_of_file(path, lambda _: like)
    assert preview.held == "like"
    assert same_beginning(first.text, like.text)
    assert preview.skipped == (Skipped("", 2, preview.skipped[0].reason),)
    told = preview_text("two.jsonl", preview, ENGLISH)
    assert "I hold one that begins as this does: Fined (4 March 2021)" in told
    assert str(tmp_path) not in told


def test_a_forwarded_post_is_an_article_with_its_day_channel_and_link(tmp_path: Path) -> None:
    channel = {"id": -100900, "type": "channel", "title": "Port Wire", "username": "portwire"}
    origin = {"type": "channel", "date": 1_614_852_000, "chat": channel, "message_id": 5}
    text = 'Harbour master fined\n\nVilhelm "Q" Quandtrup was fined for selling berths to sanctioned tankers.'
    name, content = forwarded_file(message(text, forward_origin=origin))
    path = tmp_path / name
    path.write_bytes(content)
    (found,) = readers.read(path, lambda _: None)
    assert isinstance(found, Article)
    assert (found.title, found.source, found.url) == ("Harbour master fined", "Port Wire", "https://t.me/portwire/5")
    assert f"{found.published}" == "2021-03-04"
    assert '"Q" Quandtrup' in found.text
