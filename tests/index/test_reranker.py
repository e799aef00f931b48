"""A real cross-encoder, with random weights and made here, since none is packaged: the order is its own, or stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.embedding import PACKAGED_MODEL, model_folder
from index.live import LiveIndex
from index.reranker import Reranker
from tests.index.conftest import SmallIndex

QUESTION = "Who lost the dollar?"
PASSAGES = ["The bank lost its access to the dollar.", "Fruit growers rejoiced.", "word " * 900, ""]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    import torch
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    torch.manual_seed(3)
    folder = str(tmp_path_factory.mktemp("cross-encoder"))
    tokenizer = AutoTokenizer.from_pretrained(model_folder(PACKAGED_MODEL))
    tokenizer.save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        max_position_embeddings=64, initializer_range=1.0,
    )  # fmt: skip
    config.num_labels = 1
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder


def test_passages_come_in_the_order_of_the_cross_encoder_however_long_they_are(model: str) -> None:
    from sentence_transformers import CrossEncoder

    reranker = Reranker(model, seconds=60)
    assert reranker.wait()
    itself = CrossEncoder(model)
    itself.max_seq_length = 62  # the model has 64 positions
    scores = itself.predict([(QUESTION, passage) for passage in PASSAGES])
    assert reranker.order(QUESTION, PASSAGES) == sorted(range(4), key=lambda place: -scores[place])


def test_search_follows_it_and_keeps_the_scale_of_the_scores(model: str, small: SmallIndex) -> None:
    reranker = Reranker(model, seconds=60)
    reranker.wait()
    with_it = LiveIndex(small.home, small.library, reranker).snapshot()
    without = small.live.snapshot()
    assert with_it is not None
    assert without is not None
    plain = without.search(without.query(QUESTION), 10)
    order = reranker.order(QUESTION, [f"{hit.article.title}\n{hit.text}" for hit in plain])
    assert order is not None
    found = with_it.search(with_it.query(QUESTION), 10)
    assert [hit.passage_id for hit in found] == [plain[place].passage_id for place in order]
    assert [hit.score for hit in found] == [hit.score for hit in plain]


def test_the_order_stays_while_it_loads_and_where_it_is_slow(model: str) -> None:
    assert Reranker(model).order(QUESTION, PASSAGES) is None
    hurried = Reranker(model, seconds=0)
    assert hurried.wait()
    assert hurried.order(QUESTION, PASSAGES) is None


def test_the_order_stays_where_the_model_cannot_be_loaded(tmp_path: Path) -> None:
    missing = Reranker(str(tmp_path / "nothing here"))
    assert not missing.wait()
    assert missing.order(QUESTION, PASSAGES) is None


def test_search_goes_on_where_the_weights_are_damaged(model: str, small: SmallIndex, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    for file in Path(model).iterdir():
        (damaged / file.name).write_bytes(file.read_bytes())
    (damaged / "model.safetensors").write_bytes(b"not weights")
    reranker = Reranker(str(damaged))
    assert not reranker.wait()
    snapshot = LiveIndex(small.home, small.library, reranker).snapshot()
    assert snapshot is not None
    assert snapshot.search(snapshot.query("Nicolas Maduro"), 3)
