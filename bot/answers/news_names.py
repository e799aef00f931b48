"""How the articles write the name of somebody on a list, where that is in words which its entries do not have."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.answers.answer import Citation, Sentence
from bot.answers.entities import Designated, joined
from bot.answers.quotes import Draft
from index.names import normalise
from index.search import Snapshot
from index.sentences import sentence_spans

MOST_FORMS = 3


def news_names(entities: Sequence[Designated], index: Snapshot, as_of: date | None, first_number: int) -> Draft:
    """One sentence for a single entity, each form proved by the newest article that uses it; else nothing."""
    if len(entities) != 1:
        return Draft("", (), ())
    entity = entities[0]
    listed = [set(normalise(name.text).split()) for entry in entity.entries for name in entry.names]
    proofs: dict[str, Citation] = {}
    for entry in entity.entries:
        held = {
            " ".join(place.written.split()): place
            for place in reversed(index.articles_mentioning(entry.id, as_of))
            if not place.in_title
        }
        for form in index.written_forms(entry.id):
            words = set(normalise(form).split())
            if form not in held or any(words <= name for name in listed) or len(proofs) == MOST_FORMS:
                continue
            if normalise(form) in {normalise(other) for other in proofs}:
                continue
            place, article = held[form], held[form].article
            spans = sentence_spans(article.text, 0, len(article.text))
            start, end = next(
                (span for span in spans if span[0] <= place.start and place.end <= span[1]), (place.start, place.end)
            )
            number = first_number + len(proofs)
            proofs[form] = Citation.of_article(number, article, start, end, passage=(start, end))
    if not proofs:
        return Draft("", (), ())
    text = f"In the news also written {joined([f'“{form}”' for form in proofs])}."
    numbers = tuple(citation.n for citation in proofs.values())
    marks = "".join(f"[{number}]" for number in numbers)
    return Draft(f"{text} {marks}", (Sentence(text=text, citations=numbers),), tuple(proofs.values()))
