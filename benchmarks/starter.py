"""The LlamaIndex starter, measured: HuggingFaceEmbedding in fp32 and ChromaVectorStore under a VectorStoreIndex.

    STARTER_PYTHON benchmarks/starter.py ingest PASSAGES.jsonl MODEL FOLDER
    STARTER_PYTHON benchmarks/starter.py fill PASSAGES.jsonl VECTORS.npy FOLDER
    STARTER_PYTHON benchmarks/starter.py ask FOLDER MODEL QUESTIONS.json

Run by benchmarks/indexing.py with the interpreter of an environment that has llama-index-core 0.14,
llama-index-embeddings-huggingface and llama-index-vector-stores-chroma. Prints one JSON object.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from llama_index.core import StorageContext, VectorStoreIndex
from llama_index.core.schema import TextNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.vector_stores.chroma import ChromaVectorStore


def _store(folder: str) -> ChromaVectorStore:
    client = chromadb.PersistentClient(path=folder)
    return ChromaVectorStore(chroma_collection=client.get_or_create_collection("news"))


def _nodes(file: str) -> list[TextNode]:
    with open(file) as lines:
        rows = [json.loads(line) for line in lines]
    # The passage's text begins with its title, as the program embeds it.
    return [TextNode(id_=row["id"], text=f"{row['title']}. {row['text']}") for row in rows]


def ingest(file: str, model: str, folder: str) -> dict[str, Any]:
    """Embed the passages and store them. The model is loaded, and the passages are read, before the clock starts."""
    embedding = HuggingFaceEmbedding(model)
    embedding.get_text_embedding_batch(["to warm up"] * 10)
    nodes = _nodes(file)
    context = StorageContext.from_defaults(vector_store=_store(folder))
    wall, cpu = time.monotonic(), time.process_time()
    VectorStoreIndex(nodes, storage_context=context, embed_model=embedding)
    return {"passages": len(nodes), "wall": time.monotonic() - wall, "cpu": time.process_time() - cpu}


def fill(file: str, vectors: str, folder: str) -> dict[str, Any]:
    """Store the passages with ready-made vectors."""
    nodes, made = _nodes(file), np.load(vectors)
    store = _store(folder)
    wall, cpu = time.monotonic(), time.process_time()
    for at in range(0, len(nodes), 1000):
        part = nodes[at : at + 1000]
        for node, vector in zip(part, made[at : at + 1000], strict=True):
            node.embedding = vector.tolist()
        store.add(part)
    return {"passages": len(nodes), "wall": time.monotonic() - wall, "cpu": time.process_time() - cpu}


def ask(folder: str, model: str, questions: str) -> dict[str, Any]:
    """Retrieve ten passages for each question; seconds of each, the first five not counted."""
    embedding = HuggingFaceEmbedding(model)
    retriever = VectorStoreIndex.from_vector_store(_store(folder), embed_model=embedding).as_retriever(
        similarity_top_k=10
    )
    walls, cpus = [], []
    for question in json.loads(Path(questions).read_text()):
        wall, cpu = time.monotonic(), time.process_time()
        retriever.retrieve(question)
        walls.append(time.monotonic() - wall)
        cpus.append(time.process_time() - cpu)
    return {"walls": walls[5:], "cpus": cpus[5:]}


if __name__ == "__main__":
    result = {"ingest": ingest, "fill": fill, "ask": ask}[sys.argv[1]](*sys.argv[2:])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(result | {"peak_mb": round(peak)}))
