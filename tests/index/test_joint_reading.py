from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelError
from index import filling, joint_reading
from index.embedding import PACKAGED_MODEL, QuestionEncoder, exported_file
from index.joint_reading import JointReader, Pair, make
from index.precision import int8_is_fast
from index.update import update
from tests.index.conftest import SmallIndex
from tests.index.writing import SHORT_STORIES, new_home, write_stories

# A question, what answers it, and what is as near in its words and does not.
TOLD_APART = [
    (
        "How much did the shipyard pay for the two cranes?",
        "The yard gave 4.1 million euros for the pair of cranes.",
        "The shipyard's two cranes were built in Finland in 1998.",
    ),
    (
        "Who replaced Ilmari Koskela as head of the customs office?",
        "Koskela was succeeded at the customs office by his deputy, Aino Rantala.",
        "Ilmari Koskela, the head of the customs office, spoke to reporters in Turku.",
    ),
    (
        "Why did the bank close its branch in Odesa?",
        "It shut the Odesa branch because the building had been hit by a missile.",
        "The bank closed its branch in Odesa on 3 May.",
    ),
    (
        "When was the tanker Lindvik released?",
        "Port authorities let the Lindvik go on 12 August 2022.",
        "The tanker Lindvik was seized on 3 May 2022 off Crete.",
    ),
]


@pytest.fixture
def reader(small: SmallIndex) -> JointReader:
    return JointReader(small.home.models)


@pytest.fixture
def twin(small: SmallIndex) -> Path:
    twin = exported_file(PACKAGED_MODEL, small.home.models)
    assert twin is not None
    return twin


def scores(reader: JointReader, pairs: list[Pair]) -> np.ndarray:
    found = reader.scores(pairs)
    assert found is not None
    return np.array(found)


def test_what_answers_is_told_from_what_is_only_on_the_same_thing(reader: JointReader) -> None:
    right = scores(reader, [Pair(question, "", answer) for question, answer, _ in TOLD_APART])
    wrong = scores(reader, [Pair(question, "", other) for question, _, other in TOLD_APART])
    assert (right > wrong).mean() > 0.7
    assert right.mean() > wrong.mean() + 1


def test_the_sentence_before_is_read_along(reader: JointReader) -> None:
    asked, sentence = "Where does Aino Rantala live?", "She lives in Turku with two dogs."
    known, unknown = scores(
        reader, [Pair(asked, "Rantala has kept dogs for years.", sentence), Pair(asked, "Ms Virtanen sings.", sentence)]
    )
    assert known > unknown


def test_a_pair_is_read_the_same_whatever_is_read_beside_it(reader: JointReader) -> None:
    pairs = [Pair(question, "", answer) for question, answer, _ in TOLD_APART]
    pairs.append(Pair("Who " * 300, "and then " * 300, "It rained on the just. " * 300))
    alone = np.concatenate([scores(reader, [pair]) for pair in pairs])
    assert np.abs(scores(reader, pairs) - alone).max() < 0.8  # the ranges of int8 are those of the texts read at once
    assert np.isfinite(alone).all()


def test_nothing_to_read_is_no_scores(reader: JointReader) -> None:
    assert scores(reader, []).tolist() == []


def test_without_its_file_nothing_is_read(tmp_path: Path) -> None:
    assert JointReader(tmp_path).scores([Pair("Who?", "", "He.")]) is None


def test_an_index_run_makes_the_file_and_what_runs_takes_it_up(small: SmallIndex, tmp_path: Path) -> None:
    home, library = new_home(tmp_path / "data", small.home.models)
    for file in home.models.glob("reader-*"):
        file.unlink()
    (home.models / "reader-of-an-older-version.onnx").touch()
    running = QuestionEncoder(home.model, home.models)
    assert running.read_together([Pair("Who?", "", "He.")]) is None
    update(home, library, [str(write_stories(tmp_path / "stories.jsonl", SHORT_STORIES))])
    assert running.read_together([Pair("Who?", "", "He.")]) is not None
    assert len(list(home.models.glob("reader-*"))) == 1
    for file in home.models.glob("reader-*"):
        file.unlink()
    update(home, library)  # nothing changed
    assert len(list(home.models.glob("reader-*"))) == 1


@pytest.mark.slow
def test_both_precisions_agree(twin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not int8_is_fast():
        pytest.skip("this processor reads in fp32 alone")
    pairs = [Pair(question, "", text) for question, *texts in TOLD_APART for text in texts]
    make(twin, tmp_path)
    int8 = scores(JointReader(tmp_path), pairs)
    monkeypatch.setattr(joint_reading, "int8_is_fast", lambda: False)
    make(twin, tmp_path)
    assert np.abs(scores(JointReader(tmp_path), pairs) - int8).mean() < 0.6


@pytest.mark.slow
def test_where_int8_is_too_coarse_it_is_read_in_fp32(
    twin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joint_reading, "MOST_UNLIKE", -1.0)
    make(twin, tmp_path)
    assert [path.name.startswith("reader-int8") for path in tmp_path.iterdir()] == [False]
    assert JointReader(tmp_path).scores([Pair("Who?", "", "He.")]) is not None


def test_a_damaged_file_costs_no_answer(small: SmallIndex, tmp_path: Path) -> None:
    made = next(small.home.models.glob("reader-*"))
    (tmp_path / made.name).write_bytes(made.read_bytes()[:100_000])
    with pytest.raises(ModelError, match=rf"{made.name} is damaged: delete it"):
        JointReader(tmp_path).scores([Pair("Who?", "", "He.")])
    assert QuestionEncoder(PACKAGED_MODEL, tmp_path).read_together([Pair("Who?", "", "He.")]) is None


def test_another_model_than_was_learnt_from_is_refused(twin: Path, tmp_path: Path) -> None:
    import onnx

    other = onnx.load(str(twin))
    del other.graph.node[-40:]
    for weight in other.graph.initializer:
        weight.name = weight.name.replace("layer.5", "layer.6")
    onnx.save(other, str(tmp_path / "other.onnx"))
    with pytest.raises(ModelError, match=r"has no weights called encoder\.layer\.5"):
        make(tmp_path / "other.onnx", tmp_path / "models")
    assert list((tmp_path / "models").iterdir()) == []


def test_a_damaged_twin_is_named(twin: Path, tmp_path: Path) -> None:
    (tmp_path / "cut.onnx").write_bytes(twin.read_bytes()[:100_000])
    with pytest.raises(ModelError, match=r"cut\.onnx is damaged: delete it"):
        make(tmp_path / "cut.onnx", tmp_path / "models")


def test_an_index_run_goes_on_without_it(small: SmallIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(name: str, models: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(filling, "make_joint_reader", fails)
    home, library = new_home(tmp_path / "data", small.home.models)
    report = update(home, library, [str(write_stories(tmp_path / "stories.jsonl", SHORT_STORIES))])
    assert report.generation is not None
