"""Encodings: what is written into buttons, links, rows and the audit log is read back as it was, and fits."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa
from hypothesis import assume, given
from hypothesis import strategies as st

import bot.telegram
from bot.answers.answer import Answer
from bot.backup import rows
from bot.state import State
from bot.telegram.deep_links import PAYLOAD, PAYLOAD_CHARS, answer_link, article_link, entry_link, linked_entry
from corpus.article import article_id
from corpus.errors import InputError
from corpus.web_addresses import normal, without_secrets
from tests.properties.test_rendering import answers
from tests.properties.texts import any_text, texts

DATA_BYTES = 64  # what Telegram takes with a button
BUTTONS = {
    name: pattern
    for module in pkgutil.iter_modules(bot.telegram.__path__, "bot.telegram.")
    for name, pattern in vars(importlib.import_module(module.name)).items()
    if name.endswith("_DATA") and isinstance(pattern, re.Pattern) and name != "ASKING_DATA"  # a group of two others
}
STORED = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60)


@given(st.sampled_from(sorted(BUTTONS)).flatmap(lambda name: st.tuples(st.just(name), _data_of(BUTTONS[name]))))
def test_data_of_buttons_fit_and_mean_one_thing(found: tuple[str, str]) -> None:
    """Whatever a button can carry fits the 64 bytes Telegram takes, and only one conversation takes it for its own."""
    name, data = found
    assert len(data.encode()) <= DATA_BYTES
    assert [other for other, pattern in BUTTONS.items() if pattern.match(data)] == [name]


def _data_of(pattern: re.Pattern[str]) -> st.SearchStrategy[str]:
    return st.from_regex(re.compile(pattern.pattern.removesuffix("$"), re.ASCII), fullmatch=True)


@given(STORED.filter(bool))
def test_links_lead_to_what_they_were_made_for(key: str) -> None:
    """A link to an article, an entry of a list or an answer carries its id unchanged in what Telegram lets through."""
    link = entry_link("SanctionsBot", key)
    if link is not None:
        payload = _payload(link)
        match = PAYLOAD.match(payload)
        assert match is not None
        assert (match["kind"], linked_entry(match["id"])) == ("e", key)
    else:
        assert len(key.encode()) > 40  # ids of lists are far shorter
    for kind, link in (
        ("a", article_link("SanctionsBot", article_id(key))),
        ("r", answer_link("SanctionsBot", "f" * 16)),
    ):
        match = PAYLOAD.match(_payload(link))
        assert match is not None
        assert match["kind"] == kind
        assert match["id"] in (article_id(key), "f" * 16)


def _payload(link: str) -> str:
    (payload,) = parse_qs(urlsplit(link).query)["start"]
    assert re.fullmatch(rf"[A-Za-z0-9_-]{{1,{PAYLOAD_CHARS}}}", payload)
    return payload


@given(any_text)
def test_no_link_makes_it_fall(payload: str) -> None:
    """Whatever somebody writes after /start is either a known link or none."""
    match = PAYLOAD.match(payload)
    if match is not None and match["kind"] == "e":
        assert linked_entry(match["id"]) is None or isinstance(linked_entry(match["id"]), str)


@given(answers())
def test_answers_are_kept_as_they_were(answer: Answer) -> None:
    """An answer stored as JSON is read back the same, with all it cites."""
    try:
        stored = answer.model_dump_json()
    except ValueError:
        assume(False)  # halves of characters, which articles cannot hold: corpus/characters.py
        raise
    assert Answer.model_validate_json(stored) == answer


ENTRIES = st.lists(st.tuples(st.none() | st.integers(1, 2**52), STORED, any_text, any_text), min_size=1, max_size=6)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("encodings")


@pytest.fixture(scope="module")
def state(folder: Path) -> Iterator[State]:
    opened = State(folder / "telegram.sqlite")
    yield opened
    opened.close()


@given(entries=ENTRIES, data=st.data())
def test_a_changed_audit_log_shows(
    state: State, folder: Path, entries: list[tuple[int | None, str, str, str]], data: st.DataObject
) -> None:
    """An audit log of any entries is whole; a change of any of them, or one taken out, is found where it is."""
    with sqlite3.connect(folder / "telegram.sqlite") as db:
        db.execute("DELETE FROM audit_log")
    written = [state.audit.add(*entry).id for entry in entries]
    assert state.audit.broken_at() is None
    number = data.draw(st.sampled_from(written))
    column = data.draw(st.sampled_from(["about", "result", "act", "person_id", "at"]))
    with sqlite3.connect(folder / "telegram.sqlite") as db:
        if data.draw(st.booleans()) or number == written[-1]:
            db.execute(f"UPDATE audit_log SET {column} = ? WHERE id = ?", (-5, number))
        else:
            db.execute("DELETE FROM audit_log WHERE id = ?", (number,))
    assert state.audit.broken_at() == number


ROWS = sa.Table(
    "kept", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("text", sa.Text),
    sa.Column("number", sa.BigInteger), sa.Column("share", sa.Float), sa.Column("yes", sa.Boolean),
    sa.Column("day", sa.Date), sa.Column("moment", sa.DateTime(timezone=True)), sa.Column("content", sa.LargeBinary),
)  # fmt: skip
VALUES = st.fixed_dictionaries(
    {
        "text": st.none() | STORED, "number": st.none() | st.integers(-(2**63), 2**63 - 1),
        "share": st.none() | st.floats(allow_nan=False, allow_infinity=False), "yes": st.none() | st.booleans(),
        "day": st.none() | st.dates(date(1, 1, 1)), "content": st.none() | st.binary(max_size=50),
        "moment": st.none() | st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    }
)  # fmt: skip


@given(st.lists(VALUES, max_size=8))
def test_rows_come_back_from_a_backup(held: list[dict[str, object]]) -> None:
    """Rows with texts, numbers, days, moments and bytes are the same after a backup and a restore."""
    first, second = (sa.create_engine("sqlite://") for _ in range(2))
    with first.begin() as db:
        ROWS.metadata.create_all(db)
        if held:
            db.execute(ROWS.insert(), held)
        written = list(rows.written(db, ROWS))
        before = db.execute(sa.select(ROWS)).all()
    with second.begin() as db:
        ROWS.metadata.create_all(db)
        assert rows.load(db, ROWS, written) == len(held)
        assert db.execute(sa.select(ROWS)).all() == before
    first.dispose()
    second.dispose()


HOSTS = st.sampled_from(["example.org", "EXAMPLE.org:443", "example.org:8080", "[::1]", "müller.example", "a b", ""])
PATHS = st.from_regex(r"[a-zA-Z0-9_.~%/-]{0,20}", fullmatch=True)
SECRET = "S3cretS3cret"


@given(st.sampled_from(["http", "HTTPS", "ftp"]), HOSTS, PATHS | texts)
def test_an_address_has_one_form(scheme: str, host: str, rest: str) -> None:
    """A web address is brought into one form, and that form into itself; what is none is told without a fault."""
    try:
        once = normal(f"{scheme}://{host}/{rest}")
    except InputError:
        return
    assert normal(once) == once


SECRET_FIELDS = ["token", "api_key", "access-token", "password", "sig", "X-Amz-Signature", "session_id", "sessionid"]


@given(st.sampled_from(SECRET_FIELDS), HOSTS, PATHS, st.booleans())
def test_secrets_of_addresses_are_never_shown(name: str, host: str, path: str, login: bool) -> None:
    """Neither a login nor a secret field of an address stands in what is shown and logged of it."""
    place = f"user:{SECRET}@{host}" if login else host
    assert SECRET not in without_secrets(f"https://{place}/{path}?a=1&{name}={SECRET}&b=2#x")
