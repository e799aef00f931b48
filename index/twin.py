"""Twins of the packaged model: ONNX files of its weights in fp32 and int8, which onnxruntime runs without torch."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError
from index.word_vectors import Reading, reading

Vectors = NDArray[np.float32]

MAX_TOKENS = 256
# Embedded in both precisions to see whether int8 is sound here; of several lengths, as passages are.
CHECKED = (
    "Treasury sanctions a shipping company. The company's tankers carried crude oil under false papers.",
    "The council added three men and a bank to its list.",
    "Ministers agreed on Friday to freeze the assets of two refineries, a port operator and their owners, who were "
    "said to have helped the government to sell oil abroad. A lawyer for the refineries called the measures unlawful "
    "and said that they would be contested in court. The list is to be reviewed in six months.",
    "wheat",
    "Am Montag wurden die Sanktionen gegen die Bank um ein Jahr verlängert.",
    "How the club won: the midfielder scored twice in the last ten minutes, and the crowd sang until midnight.",
    "Licences for medicines, food and the equipment of hospitals are not touched by the order, its authors say.",
)
# Of 7,113 passages of news, int8 on a processor with VNNI was never below 0.97 and 0.993 in the mean. Without exact
# sums of products (AVX2 saturates) it can be far below.
LEAST_COSINE = 0.97


_opening = threading.Lock()
_in_use: WeakValueDictionary[tuple[object, ...], Any] = WeakValueDictionary()
_Opened = TypeVar("_Opened")


class Twin:
    """One of the ONNX files, opened. Thread-safe. Raises ModelError when it is damaged."""

    def __init__(self, file: Path, tokenizer: Path, threads: int) -> None:
        from tokenizers import Tokenizer

        self._tokenizer: Any = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._session = opened_session(file, threads)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """float32 [len(texts), d], rows of length 1; texts of like length go together best."""
        return self._run(texts)[0]

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """The vector of each text and those of its words."""
        vectors, hidden, encodings = self._run(texts)
        return [
            reading(text, vector, tokens[1 : len(one.ids) - 1], one.offsets[1:-1])  # between the marks of begin and end
            for text, vector, tokens, one in zip(texts, vectors, hidden, encodings, strict=True)
        ]

    def _run(self, texts: Sequence[str]) -> tuple[Vectors, Vectors, list[Any]]:
        """The texts' vectors [n, d], those of their tokens [n, longest, d], and what the tokens are."""
        encodings = self._tokenizer.encode_batch(list(texts))
        width = max(len(encoding.ids) for encoding in encodings)
        ids = np.zeros((len(texts), width), np.int64)
        mask = np.zeros((len(texts), width), np.int64)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        hidden = self._session.run(
            None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        )[0]
        weights = mask[:, :, None].astype(np.float32)
        return unit((hidden * weights).sum(axis=1) / weights.sum(axis=1)), hidden, encodings


def opened_session(file: Path, threads: int) -> Any:
    """An ONNX file opened in onnxruntime, on the processor. Raises ModelError when it is damaged."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # A thread that waits for the next product spins otherwise, and takes the processor from other questions.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's errors have no base of their own
        raise ModelError(f"{file} is damaged: delete it, the next index run writes it again") from error


def opened(file: Path, tokenizer: Path, threads: int) -> Twin:
    """The twin in `file`: the one that is in use already, as long as the file is the same. Raises ModelError."""
    return shared(file, threads, lambda: Twin(file, tokenizer, threads))


def shared(file: Path, threads: int, open_it: Callable[[], _Opened]) -> _Opened:
    """What `open_it` makes of `file`, or what it made of it before, while that is in use and the file is the same."""
    with _opening:
        told = file.stat() if file.is_file() else None
        key = (file, threads, *((told.st_ino, told.st_size, told.st_mtime_ns) if told is not None else ()))
        made: _Opened | None = _in_use.get(key)
        if made is None:
            made = _in_use[key] = open_it()
        return made


def unit(vectors: Any) -> Vectors:
    """The rows of `vectors`, brought to length 1."""
    rows = np.asarray(vectors, np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def batches(texts: Sequence[str], size: int) -> list[list[int]]:
    """The rows of `texts` in parts of `size`, those of like length together: padding costs as much as words."""
    order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
    return [order[at : at + size] for at in range(0, len(order), size)]


def export(model: Any, target: Path) -> None:
    """Write the transformer of a sentence-transformers model as ONNX to `target`, whole or not at all."""
    import warnings

    import torch

    class LastHidden(torch.nn.Module):
        def __init__(self, transformer: Any) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
            return self.transformer(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
            ).last_hidden_state

    names = ["input_ids", "attention_mask", "token_type_ids"]
    example = model.tokenizer(["a question", "a rather longer question"], padding=True, return_tensors="pt")
    with written(target) as part, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            LastHidden(model[0].model).eval(),
            tuple(example[name].to(model.device) for name in names),
            str(part),
            input_names=names,
            output_names=["hidden"],
            dynamic_axes={name: {0: "batch", 1: "tokens"} for name in [*names, "hidden"]},
            opset_version=17,
            dynamo=False,
        )


def quantise(source: Path, target: Path, sound: Callable[[Path], bool]) -> bool:
    """Write the int8 twin of the ONNX file `source` to `target`, unless `sound` finds it too coarse: then False.

    Weights are int8 by output channel, the inputs of each product by its own range; the word vectors stay as they are.
    """
    import logging

    from onnxruntime.quantization import QuantType, quantize_dynamic

    logging.getLogger().addFilter(_no_advice)  # it logs advice for quantising by measured ranges to the root logger
    try:
        with written(target) as part:
            quantize_dynamic(
                source, part, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"]
            )
            if not sound(part):
                raise _UnsoundError
    except _UnsoundError:
        return False
    finally:
        logging.getLogger().removeFilter(_no_advice)
    return True


def is_sound(int8: Twin, fp32: Twin) -> bool:
    """Whether both give nearly the same vectors."""
    return bool((int8.encode(CHECKED) * fp32.encode(CHECKED)).sum(axis=1).min() >= LEAST_COSINE)


class _UnsoundError(Exception):
    pass


def _no_advice(record: Any) -> bool:
    return "pre-process" not in record.getMessage()


@contextmanager
def written(target: Path) -> Iterator[Path]:
    """A file that takes the place of `target` when it is whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for left_over in target.parent.glob("*.part"):  # of a run that was cut off; only one run writes at a time
        left_over.unlink()
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as part:
        pass
    try:
        yield Path(part.name)
        os.replace(part.name, target)
    finally:
        Path(part.name).unlink(missing_ok=True)
