"""Reading a question and a sentence together: how well the sentence answers the question.

Vectors made of each by itself tell what both are about, not whether what is asked is said. So the packaged model was
trained further on pairs (benchmarks/train_reader.py): what it learnt, the differences from its weights, lies beside
this file and is added to the exported twin of the model. Where that twin is not there, nothing is read so.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError
from index.precision import int8_is_fast
from index.twin import opened_session, quantise, shared, written

LEARNT = Path(__file__).with_name("joint_reading.npz")
# Tokens that are read of each part; what is longer loses the end, and what stands before the sentence its beginning.
QUESTION_TOKENS, BEFORE_TOKENS, SENTENCE_TOKENS = 48, 28, 90
BEGIN, SEPARATOR = 101, 102  # BERT's marks
THREADS = 2
TOGETHER = 4  # pairs of like length at once
MOST_UNLIKE = 1.0  # of int8 and fp32; over 800 sentences of news at most 0.97, 0.18 in the mean, of a deviation of 1.8


class Pair(NamedTuple):
    """What is read together: `before` is the sentence before, which says whom "he" means."""

    question: str
    before: str
    sentence: str


# Read in both precisions to see whether int8 is sound here.
CHECKED = (
    Pair("Who owns the refinery?", "", "The refinery belongs to a trader from Izmir."),
    Pair("When was the port closed?", "The port lies on the strait.", "It has handled grain since 1974."),
    Pair("why did the bank leave", "", "Wheat rose by four per cent."),
    Pair("How many tankers were listed in May?", "Ministers met on Friday.", "In May the council listed 27 tankers."),
)


def tokens_of(pair: Pair, tokens: Callable[[str], list[int]]) -> tuple[list[int], int]:
    """The tokens of a pair, and from which on they are the sentence's; `tokens` gives those of a text alone."""
    question, before = tokens(pair.question)[:QUESTION_TOKENS], tokens(pair.before)[-BEFORE_TOKENS:]
    first = [BEGIN, *question, SEPARATOR, *before, SEPARATOR]
    return [*first, *tokens(pair.sentence)[:SENTENCE_TOKENS], SEPARATOR], len(first)


def padded(rows: Sequence[tuple[list[int], int]]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """What `tokens_of` gave of some pairs as the model takes it: the tokens, where there are any, where the sentence's
    are; each int64 [n, longest]."""
    shape = (len(rows), max(len(ids) for ids, _ in rows))
    ids, mask, types = np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    for row, (tokens, first) in enumerate(rows):
        ids[row, : len(tokens)] = tokens
        mask[row, : len(tokens)] = 1
        types[row, first : len(tokens)] = 1
    return ids, mask, types


class JointReader:
    """Reads pairs by the file that `make` wrote into `models`. Thread-safe."""

    def __init__(self, models: Path) -> None:
        self._models = models
        self._lock = threading.Lock()
        self._read: _Read | None = None

    def open(self) -> _Read | None:
        """What there is to read with, if anything; the first time this takes some tenths of a second."""
        with self._lock:
            if self._read is None:
                file = next((path for path in _files(self._models) if path.is_file()), None)
                if file is not None:
                    self._read = shared(file, THREADS, lambda: _Read(file, THREADS))
            return self._read

    def scores(self, pairs: Sequence[Pair]) -> list[float] | None:
        """How well each sentence answers its question: the logarithm of the odds, as was learnt.

        None where there is nothing to read with. Raises ModelError when its file is damaged.
        """
        read = self.open()
        return read.scores(pairs) if read is not None else None


def can_read(models: Path) -> bool:
    """Whether what `make` writes is in `models`."""
    return any(path.is_file() for path in _files(models))


def make(twin: Path, models: Path) -> None:
    """Write the file to read with into `models`, unless it is there: `twin`, the fp32 twin, and what was learnt.

    In int8 where the processor is made for that and it is sound. Raises ModelError when `twin` or what was learnt
    is not as expected.
    """
    if can_read(models):
        return
    for older in models.glob("reader-*.onnx"):
        older.unlink()
    int8, fp32 = _named(models, "int8-"), _named(models)
    with written(fp32) as part:
        _add(twin, part)
    if int8_is_fast() and quantise(fp32, int8, lambda path: _is_sound(path, fp32)):
        fp32.unlink()


def _named(models: Path, precision: str = "") -> Path:
    return models / f"reader-{precision}{_version()}.onnx"


def _files(models: Path) -> list[Path]:
    """Where the file may be, the better first."""
    return [*([_named(models, "int8-")] if int8_is_fast() else []), _named(models)]


@lru_cache(maxsize=1)
def _version() -> str:
    return sha256(LEARNT.read_bytes()).hexdigest()[:16]


@lru_cache(maxsize=1)
def _head() -> tuple[NDArray[np.float32], float]:
    """The weights of the first token's vector and the mean of the sentence's, and what is added."""
    with np.load(LEARNT, allow_pickle=False) as stored:
        return stored["head.weight"], float(stored["head.bias"])


def _differences() -> dict[str, NDArray[np.float32]]:
    """What is added to each weight of the model, by its name. Those of layers are kept in steps, so many an output."""
    with np.load(LEARNT, allow_pickle=False) as stored:
        kept = {name: stored[name].astype(np.float32) for name in stored.files if not name.startswith("head.")}
    return {
        name: values * kept[f"{name}:scale"][:, None] if f"{name}:scale" in kept else values
        for name, values in kept.items()
        if not name.endswith(":scale")
    }


def _add(twin: Path, target: Path) -> None:
    """Write `twin` with what was learnt added to its weights."""
    import onnx
    from onnx import numpy_helper

    try:
        model = onnx.load(str(twin))
    except Exception as error:  # protobuf's, which has no base of its own
        raise ModelError(f"{twin} is damaged: delete it, the next index run writes it again") from error
    stored = {weight.name: weight for weight in model.graph.initializer}
    names = _weight_names(model.graph, stored)
    differences = _differences()
    missing = set(differences) - set(names)
    if missing:
        raise ModelError(f"{twin} has no weights called {', '.join(sorted(missing)[:3])}: delete it and index again")
    for name, difference in differences.items():
        weight = stored[names[name].stored]
        change = difference.T if names[name].turned else difference
        weight.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(weight) + change, weight.name))
    onnx.save(model, str(target))


class _Name(NamedTuple):
    stored: str
    turned: bool  # stored as [inputs, outputs]


def _weight_names(graph: Any, stored: dict[str, Any]) -> dict[str, _Name]:
    """Name in the model -> in the file: the exporter renames what is multiplied by, but not what is added to that."""
    prefix = "transformer."
    names = {name.removeprefix(prefix): _Name(name, turned=False) for name in stored if name.startswith(prefix)}
    used: dict[str, list[Any]] = {}
    for node in graph.node:
        for name in node.input:
            used.setdefault(name, []).append(node)
    for node in graph.node:
        weight = next((name for name in node.input if name in stored), None)
        if node.op_type == "MatMul" and weight is not None:
            added = [name for user in used.get(node.output[0], ()) for name in user.input if name in stored]
            if added and added[0].endswith(".bias"):
                names[added[0].removeprefix(prefix).removesuffix("bias") + "weight"] = _Name(weight, turned=True)
    return names


class _Read:
    """The opened file."""

    def __init__(self, file: Path, threads: int) -> None:
        from tokenizers import Tokenizer

        from index.embedding import PACKAGED_MODEL, model_folder

        self._session = opened_session(file, threads)
        self._tokenizer: Any = Tokenizer.from_file(str(Path(model_folder(PACKAGED_MODEL)) / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def scores(self, pairs: Sequence[Pair]) -> list[float]:
        encoded = [tokens_of(pair, self._tokens) for pair in pairs]
        order = sorted(range(len(pairs)), key=lambda place: len(encoded[place][0]))
        found = np.zeros(len(pairs), np.float32)
        for at in range(0, len(order), TOGETHER):
            rows = order[at : at + TOGETHER]
            found[rows] = self._scores([encoded[row] for row in rows])
        return [float(score) for score in found]

    def _tokens(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def _scores(self, rows: Sequence[tuple[list[int], int]]) -> NDArray[np.float32]:
        ids, mask, types = padded(rows)
        hidden = self._session.run(None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": types})[0]
        own = types[:, :, None].astype(np.float32)
        mean = (hidden * own).sum(axis=1) / own.sum(axis=1)
        weight, bias = _head()
        return np.asarray(np.concatenate([hidden[:, 0], mean], axis=1) @ weight + bias, np.float32)


def _is_sound(int8: Path, fp32: Path) -> bool:
    one, other = (np.array(_Read(file, threads=1).scores(CHECKED)) for file in (int8, fp32))
    return bool(np.abs(one - other).max() <= MOST_UNLIKE)
