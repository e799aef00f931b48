"""The language of a text that does not state it: recognised offline, and left unknown where it is unsure."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

SHORTEST_CHARACTERS = 200  # of a text whose language is told; headlines are full of names
_READ_CHARACTERS = 1500
_SUREST = 0.5  # likelier than all others together: real news is told with 0.97 and more, mixtures with 0.3


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text`, or None where it is short or may be one of several."""
    if len(text) <= SHORTEST_CHARACTERS:
        return None
    language, confidence = _identifier().classify(text[:_READ_CHARACTERS])
    return str(language) if confidence >= _SUREST else None


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # a third of a second that only reading should cost

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
