"""Train what reads a question and a sentence together (index/joint_reading.py), from all-MiniLM-L6-v2.

    python benchmarks/train_reader.py DATA QUESTIONS.jsonl MODEL.pt [--start MODEL.pt] [--epochs 1]
    python benchmarks/train_reader.py --pack MODEL.pt

DATA is a data folder with the news of the questions indexed. The first trains and keeps the weights, 30 minutes for
9,000 questions on two cores; `--start` goes on from weights trained before. The second writes what differs from the
packaged model into index/joint_reading.npz, in steps of 4 bits for each output of a layer.

Each question brings the dozen sentences that look best at first. It learns which of them answer, each by itself and
against the others, and that none does where the fact is missing.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from bot.answers import evidence as evidence_module
from bot.answers.evidence import sentence_before
from bot.answers.question import understand
from bot.answers.searching import PASSAGES
from corpus.library import Library
from index.embedding import PACKAGED_MODEL, model_folder
from index.evaluation import answers_it
from index.home import Home
from index.joint_reading import LEARNT, Pair, padded, tokens_of
from index.live import LiveIndex
from index.search import Snapshot

CANDIDATES = 12
RIGHT, WRONG = 2, 4  # sentences of a question that are read in one step, at most
QUESTIONS = 8  # in one step
TOGETHER = 24  # pairs of like length at once
RATE, WARM, LEAST = 8e-5, 0.06, 0.02  # of learning: the highest, the share of steps it takes to get there, the last
RARE_RIGHT = 2.0  # what a right sentence counts for beside a wrong one
LEVELS = 7  # steps to each side of nothing


@dataclass(frozen=True)
class Example:
    """A question with sentences that answer it and sentences that do not."""

    right: list[Pair]
    wrong: list[Pair]


def examples(index: Snapshot, rows: Sequence[dict[str, Any]]) -> Iterator[Example]:
    """What can be learnt from; a question whose answer is not found teaches nothing."""
    for row in rows:
        asked = understand(row["question"])
        query = index.query(asked.standalone)
        candidates = evidence_module.first_look(asked, query, index.search(query, PASSAGES))
        looks = np.array([one.features for one in candidates]) @ evidence_module.FIRST_WEIGHTS if candidates else []
        right: list[Pair] = []
        wrong: list[Pair] = []
        for place in np.argsort(-np.asarray(looks), kind="stable")[:CANDIDATES]:
            one = candidates[place]
            pair = Pair(query.text, sentence_before(one), one.text)
            spans = row.get("at", ()) if one.hit.article.url == row["url"] else ()
            if any(one.start < end and start < one.end for start, end in spans):
                right.append(pair)
            elif not (row["answerable"] and row["type"] != "yes_no" and answers_it(one.text, row["answers"])):
                wrong.append(pair)  # another that has the answer may be right or not
        if (right or not row["answerable"]) and (right or wrong):
            yield Example(right, wrong)


class Reader(nn.Module):
    """The packaged model with a head on its first token and the mean of the sentence's."""

    def __init__(self) -> None:
        super().__init__()
        self.model = AutoModel.from_pretrained(model_folder(PACKAGED_MODEL), add_pooling_layer=False)
        self.head = nn.Linear(2 * self.model.config.hidden_size, 1)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)
        for part in (self.model.embeddings.word_embeddings, self.model.embeddings.position_embeddings):
            part.weight.requires_grad = False

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> Tensor:
        """Log odds [n] that the sentence, where `types` [n, t] is 1, answers."""
        hidden = self.model(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        own = types.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * own).sum(1) / own.sum(1)
        return torch.as_tensor(self.head(torch.cat([hidden[:, 0], mean], -1)).squeeze(-1).float())


class Pairs:
    """Reads pairs by the model that is trained."""

    def __init__(self) -> None:
        self._tokenizer = AutoTokenizer.from_pretrained(model_folder(PACKAGED_MODEL))

    def scores(self, reader: Reader, pairs: Sequence[Pair]) -> Tensor:
        """Log odds of each, those of like length read together."""
        encoded = [tokens_of(pair, self._tokens) for pair in pairs]
        order = sorted(range(len(pairs)), key=lambda place: len(encoded[place][0]))
        found = []
        for at in range(0, len(order), TOGETHER):
            with torch.autocast("cpu", torch.bfloat16):
                arrays = padded([encoded[place] for place in order[at : at + TOGETHER]])
                found.append(reader(*map(torch.from_numpy, arrays)))
        back = torch.empty(len(order), dtype=torch.long)
        back[torch.tensor(order)] = torch.arange(len(order))
        return torch.cat(found)[back]

    def _tokens(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(text, add_special_tokens=False))


def step_loss(reader: Reader, pairs: Pairs, part: Sequence[Example]) -> Tensor:
    """How wrong the reader is on these questions: on each sentence, and on which of them is best, if any (0) is."""
    read, right, owner = [], [], []
    for place, example in enumerate(part):
        wrong = example.wrong[: WRONG - 1] + random.sample(example.wrong[WRONG - 1 :], len(example.wrong) >= WRONG)
        for pair, good in [(one, 1.0) for one in example.right[:RIGHT]] + [(one, 0.0) for one in wrong]:
            read.append(pair)
            right.append(good)
            owner.append(place)
    scores, wanted, whose = pairs.scores(reader, read), torch.tensor(right), torch.tensor(owner)
    loss = nn.functional.binary_cross_entropy_with_logits(scores, wanted, pos_weight=torch.tensor(RARE_RIGHT))
    for place in range(len(part)):
        own, good = scores[whose == place], wanted[whose == place] == 1
        best = own[good] if good.any() else torch.zeros(1)
        loss = loss + (torch.logsumexp(torch.cat([own, torch.zeros(1)]), 0) - torch.logsumexp(best, 0)) / len(part)
    return loss


def train(reader: Reader, learnt_from: list[Example], epochs: int) -> None:
    """Go through all of them `epochs` times."""
    weights = [weight for weight in reader.parameters() if weight.requires_grad]
    decayed = {"params": [weight for weight in weights if weight.ndim > 1], "weight_decay": 0.01}
    optimiser = torch.optim.AdamW([decayed, {"params": [w for w in weights if w.ndim == 1], "weight_decay": 0.0}], RATE)
    pairs, began, done, told = Pairs(), time.monotonic(), 0, 0.0
    steps = epochs * (len(learnt_from) // QUESTIONS)
    reader.train()
    for _ in range(epochs):
        random.shuffle(learnt_from)
        for at in range(0, len(learnt_from) - QUESTIONS + 1, QUESTIONS):
            rate = RATE * min(1, (done + 1) / (WARM * steps)) * max(LEAST, 1 - done / steps)
            for group in optimiser.param_groups:
                group["lr"] = rate
            loss = step_loss(reader, pairs, learnt_from[at : at + QUESTIONS])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(weights, 1.0)
            optimiser.step()
            done += 1
            told = loss.item() if done == 1 else 0.98 * told + 0.02 * loss.item()
            if done % 100 == 0:
                print(f"{done} of {steps} steps, loss {told:.3f}, {time.monotonic() - began:.0f} s", flush=True)


def pack(trained: dict[str, Tensor], target: Path) -> None:
    """Write the differences from the packaged model, layers' weights in 2 * LEVELS + 1 steps."""
    base = AutoModel.from_pretrained(model_folder(PACKAGED_MODEL), add_pooling_layer=False).state_dict()
    stored: dict[str, np.ndarray] = {
        "head.weight": trained["head.weight"].numpy().reshape(-1),
        "head.bias": trained["head.bias"].numpy().reshape(()),
    }
    for name, weight in base.items():
        change = trained[f"model.{name}"] - weight
        if not weight.is_floating_point() or not change.any():
            continue
        if weight.ndim == 2 and "embeddings" not in name:
            step = change.abs().amax(1) / LEVELS + 1e-12
            stored[name] = torch.round(change / step[:, None]).to(torch.int8).numpy()
            stored[f"{name}:scale"] = step.numpy()
        else:
            stored[name] = change.half().numpy()
    np.savez_compressed(target, allow_pickle=False, **stored)


def main() -> None:
    """Train, or pack."""
    parser = argparse.ArgumentParser()
    parser.add_argument("places", nargs="*", type=Path)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--pack", type=Path)
    given = parser.parse_args()
    if given.pack:
        pack(torch.load(given.pack, weights_only=True), LEARNT)
        return
    if len(given.places) != 3:
        sys.exit(__doc__)
    data, questions, target = given.places
    random.seed(0)
    torch.manual_seed(0)
    home = Home(data)
    index = LiveIndex(home, Library(home.library)).snapshot()
    assert index is not None
    rows = [json.loads(line) for line in questions.read_text("utf-8").splitlines()]
    learnt_from = list(examples(index, rows))
    print(f"{len(learnt_from):,} of {len(rows):,} questions can be learnt from")
    reader = Reader()
    if given.start:
        reader.load_state_dict(torch.load(given.start, weights_only=True))
    train(reader, learnt_from, given.epochs)
    torch.save(reader.state_dict(), target)


if __name__ == "__main__":
    main()
