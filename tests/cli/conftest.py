"""A small corpus of companies and ships that do not exist, indexed once for all tests that only read."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.botapi import BotApiServer
from tests.cli.running import Cli
from tests.sample_index import exported_model, link_model

ARTICLES = {
    "tarn-shipping": (
        "Treasury sanctions Tarn Shipping over fuel deliveries",
        "2021-03-09",
        "The Treasury Department sanctioned Tarn Shipping on 9 March 2021 because it delivered fuel to the Keldish "
        "militia. Tarn Shipping runs six tankers from the port of Vessa.\n\n"
        "The company's director, Orlo Venn, denied the accusation. Orlo Venn said the cargo was cooking oil.",
    ),
    "tarn-shipping-delisted": (
        "Tarn Shipping taken off the sanctions list",
        "2023-06-14",
        "Tarn Shipping was removed from the sanctions list on 14 June 2023 after it sold its tankers. The Treasury "
        "Department said the company had changed its conduct.",
    ),
    "mirelle-bank": (
        "European Union freezes assets of Mirelle Bank",
        "2022-04-21",
        "The European Union froze the assets of Mirelle Bank on 21 April 2022 for laundering the proceeds of "
        "arms sales. Mirelle Bank has 40 branches and holds deposits of 2.5 billion euros.",
    ),
    "harvest": (
        "Apple growers expect a good harvest",
        "2022-09-01",
        "Growers in the valley expect to pick more apples than last year. The weather in August was mild and wet.",
    ),
}
LISTING = {
    "id": "test:1",
    "list": "Test List",
    "names": [{"text": "TARN SHIPPING COMPANY", "kind": "primary"}, {"text": "TSC", "kind": "alias"}],
    "kind": "entity",
    "programmes": ["KELDISH"],
    "listed_on": "2021-03-09",
    "source_url": "https://lists.example/1",
    "as_of": "2023-01-02",
}


def write_corpus(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, (title, published, text) in ARTICLES.items():
        head = f'title: "{title}"\npublished: {published}\nsource: Example News\nurl: https://news.example/{name}\n'
        (folder / f"{name}.md").write_text(f"---\n{head}---\n\n{text}\n")
    (folder / "listings.jsonl").write_text(json.dumps(LISTING) + "\n")
    return folder


@pytest.fixture(scope="session")
def corpus_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory, corpus_folder: Path) -> Cli:
    """The program over the indexed small corpus. For reading only: all tests share it."""
    cli = Cli(tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("working"))
    link_model(exported_model(tmp_path_factory), cli.data / "models")
    done = cli("index", corpus_folder, "--json")
    assert done.code == 0, done.err
    return cli


@pytest.fixture
def fresh(tmp_path: Path) -> Cli:
    """The program with a data folder that does not exist yet."""
    (tmp_path / "working").mkdir()
    return Cli(tmp_path / "data", tmp_path / "working")


@pytest.fixture
def unindexed(fresh: Cli, tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """The same, with the exported model, which takes longer to make than to index a few articles."""
    link_model(exported_model(tmp_path_factory), fresh.data / "models")
    return fresh


@pytest.fixture
def copied(tmp_path: Path, indexed: Cli) -> Cli:
    """The program over a copy of the indexed data that a test may change or damage."""
    (tmp_path / "working").mkdir()
    shutil.copytree(indexed.data, tmp_path / "data")
    return Cli(tmp_path / "data", tmp_path / "working")


@pytest.fixture
def telegram() -> Iterator[BotApiServer]:
    with BotApiServer() as server:
        yield server
