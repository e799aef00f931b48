"""Listed names in a question that are spelt as no list spells them: "Is Abramowitsch listed?", "Wer ist Сечин?"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from index.mentions import OPENERS, QUESTION_CHARACTERS, UNDECIDED, Mention
from index.name_words import SMALL_WORDS, Shape, Word, words

_MOST_WORDS = 6  # of a name tried
_MOST_TRIED = 24  # of one text
_SINGLE_LETTERS = 5  # a shorter word alone is like too many others
# Words that stand in capitals in questions without being part of a name.
_ASKING = frozenset("who whom whose which tell give list show name when does".split())

# The (listing, its name, score, how) that a name may be.
Compare = Callable[[str], Sequence[tuple[str, str, float, str]]]


def find_spelt_otherwise(text: str, known: list[Mention], compare: Compare) -> list[Mention]:
    """`known` and, where `text` is as short as a question, the mentions between them that `compare` finds, in order."""
    if len(text) > QUESTION_CHARACTERS:
        return known
    found = list(known)
    tried = 0
    for start, end in _spans(text, known):
        if any(start < mention.end and mention.start < end for mention in found):
            continue
        tried += 1
        if tried > _MOST_TRIED:
            break
        if candidates := sorted(compare(text[start:end]), key=lambda one: -one[2]):
            _, name, score, how = candidates[0]
            ids = dict.fromkeys(key for key, _, other, _ in candidates if other >= score - UNDECIDED)
            found.append(Mention(start, end, tuple(ids), name, score, how))
    return sorted(found, key=lambda mention: mention.start)


def _spans(text: str, known: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Where names may stand, longest first: words in capitals one after another, small words only between them."""
    runs: list[list[Word]] = []
    run: list[Word] = []
    before = 0
    for word in words(text):
        taken = any(word.start < mention.end and mention.start < word.end for mention in known)
        apart = bool(run) and not _beside(text[before : word.start])
        named = word.shape > Shape.SMALL and not (not run and (word.key in OPENERS or word.key in _ASKING))
        if taken or apart or not (named or (run and word.key in SMALL_WORDS)):
            runs.append(run)
            run = []
        if (named and not taken) or (run and word.key in SMALL_WORDS):
            run.append(word)
        before = word.end
    runs.append(run)
    spans = [
        (one[at : at + count])
        for one in runs
        for count in range(min(_MOST_WORDS, len(one)), 0, -1)
        for at in range(len(one) - count + 1)
    ]
    spans.sort(key=lambda one: -len(one))
    for span in spans:
        if span[0].shape is Shape.SMALL or span[-1].shape is Shape.SMALL:
            continue
        if len(span) > 1 or (len(span[0].key) >= _SINGLE_LETTERS or not span[0].key.isascii()):
            yield span[0].start, span[-1].end


def _beside(gap: str) -> bool:
    return gap in (" ", "-", "'", "’", ". ", " & ") or not gap
