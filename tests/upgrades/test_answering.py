"""After an upgrade everything answers: the index is built from a library that the released version wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.service import Service
from bot.settings import Settings
from tests.sample_index import sample_data
from tests.upgrades.test_migrations import released


@pytest.mark.slow
def test_the_released_versions_data_folder_is_indexed_and_answers(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "models").symlink_to((sample_data(tmp_path_factory) / "models").resolve())
    released("library", data)
    released("telegram", data)
    service = Service(Settings(data=data))
    report = service.index()
    assert (report.articles, report.listings) == (2, 1)
    answer = service.ask("Why was Tarn Shipping sanctioned?")
    assert answer.citations[0].url == "https://news.example/tarn-shipping"
    assert service.who("TSC").matches[0].listing_id == "test:1"
    assert service.status().gaps == 1
    service.close()
