"""Next questions: what one may want to ask after an answer, about those it is about and those it names.

`candidates` are only guesses: each is asked, and `is_worth_offering` by its answer, before anybody sees it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain, islice, zip_longest

from bot.answers.answer import Answer, AnswerKind
from bot.answers.confidence import DOUBTFUL
from bot.answers.question_types import QuestionType, question_type
from corpus.listing import EntityKind
from index.search import Snapshot

MOST = 8  # candidates; each costs an answer
NAMES = 4
LONGEST_NAME = 40  # characters; a button shows about 40 before it cuts
_PERSON = (QuestionType.WHY, QuestionType.WHO, QuestionType.WHEN, QuestionType.YES_NO)
_OTHERS = (QuestionType.WHY, QuestionType.YES_NO, QuestionType.WHEN)


def candidates(index: Snapshot, answer: Answer) -> list[str]:
    """Up to MOST questions about those the question names, then about others on the lists that the quotes name."""
    asked = question_type(answer.standalone_question)
    seen: set[str] = set()
    subject = list(_named(index, [answer.standalone_question], seen))
    articles = [citation.quote for citation in answer.citations if citation.article_id is not None]
    beside = list(islice(_named(index, articles, seen), NAMES))
    of_subject = chain.from_iterable(_about(name, kind, asked) for name, kind in subject[:2])
    of_others = chain.from_iterable(zip_longest(*(_about(name, kind, None) for name, kind in beside)) if beside else ())
    mixed = chain.from_iterable(zip_longest(of_subject, of_others))
    return list(islice((question for question in mixed if question is not None), MOST))


def is_worth_offering(answer: Answer, reply: Answer, said: Collection[str]) -> bool:
    """Whether `reply` to a candidate answers it well, and begins with something that was not `said` yet."""
    return (
        reply.kind is AnswerKind.ANSWER
        and reply.confidence >= DOUBTFUL
        and bool(reply.sentences)
        and reply.sentences[0].text not in said
        and reply.standalone_question.casefold() != answer.standalone_question.casefold()
    )


def _named(index: Snapshot, texts: Collection[str], seen: set[str]) -> Iterator[tuple[str, EntityKind]]:
    """The names of the lists in `texts`, as they are written there, each listing once; `seen` are listings."""
    for text in texts:
        for mention in index.directory.mentions(text):
            name = " ".join(text[mention.start : mention.end].split())
            if seen.isdisjoint(mention.listing_ids) and len(name) <= LONGEST_NAME:
                kind = index.listing(mention.listing_ids[0]).kind
                if kind is EntityKind.PERSON and " " not in name:
                    continue  # a surname alone may be anybody's
                yield name, kind
            seen.update(mention.listing_ids)


def _about(name: str, kind: EntityKind, asked: QuestionType | None) -> Iterator[str]:
    words = {
        QuestionType.WHY: f"Why was {name} sanctioned?",
        QuestionType.WHO: f"Who is {name}?",
        QuestionType.WHEN: f"When was {name} sanctioned?",
        QuestionType.YES_NO: f"Is {name} on a sanctions list?",
    }
    for one in _PERSON if kind is EntityKind.PERSON else _OTHERS:
        if one is not asked:
            yield words[one]
