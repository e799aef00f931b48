"""Comparisons: what is held on each of several sides, on parallel lines, each with its own citations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answers import quotes
from bot.answers.answer import Citation, Sentence
from bot.answers.capitals import names_in
from bot.answers.definitions import definiteness
from bot.answers.designations import head
from bot.answers.entities import joined
from bot.answers.evidence import Evidence
from bot.answers.list_questions import names_authority, whose
from bot.answers.lookup import Found, find
from bot.answers.namesakes import choices
from bot.answers.question import understand
from bot.answers.searching import search
from bot.answers.statements import cited
from bot.answers.unlisted import others_containing
from index.keywords import stems
from index.search import Snapshot

MOST_SIDES = 4
MOST_ENTRIES = 3  # of lists, told of one side
MOST_QUOTES = 2
MOST_OTHERS = 2
_WORDS = 45  # of a side's quotations
_LONGEST_QUOTE = 40
_LONGEST_NAME = 8  # words
_ABOUT = re.compile(r"\b(?:on|against|sanctions|measures|about)\b")  # "EU sanctions on Iran" is no name


@dataclass(frozen=True)
class Told:
    """One line on a side, without marks, and its proof; a quotation where `quoted`."""

    text: str
    citation: Citation
    quoted: bool = False


@dataclass(frozen=True)
class Side:
    """What is held on one of those compared. `lists` are the lists with an entry in force, `entries` and `reports` what
    lists and articles say of it; `choices` those to choose among where several on the lists fit the name, `others`
    sentences on entries that have further words beside the name."""

    name: str
    lists: tuple[str, ...] = ()
    entries: tuple[Told, ...] = ()
    reports: tuple[Told, ...] = ()
    choices: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[Told, ...]:
        """All its lines, in order."""
        return self.entries + self.reports


@dataclass(frozen=True)
class Comparison:
    """The sides in the order asked, their citations numbered from 1 through all of them."""

    sides: tuple[Side, ...]
    topic: str = ""

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The proofs, by number."""
        return tuple(told.citation for side in self.sides for told in side.told)


def compare(
    index: Snapshot, names: Sequence[str], topic: str = "", *, as_of: date | None = None, first: int = 1
) -> Comparison:
    """What lists and articles hold on each of `names`, up to four; `topic` says in what respect they are compared."""
    sides = []
    number = first
    for name in list(dict.fromkeys(names))[:MOST_SIDES]:
        side = _side(index, name, topic, as_of)
        told = [
            replace(one, citation=one.citation.model_copy(update={"n": number + at}))
            for at, one in enumerate(side.told)
        ]
        number += len(told)
        cut = len(side.entries)
        sides.append(replace(side, entries=tuple(told[:cut]), reports=tuple(told[cut:])))
    return Comparison(tuple(sides), topic)


def _side(index: Snapshot, name: str, topic: str, as_of: date | None) -> Side:
    found = find(understand(f"Is {name} sanctioned?"), index, as_of) if _may_be_listed(name) else Found()
    entries: list[Told] = []
    lists: list[str] = []
    for entity in found.named:
        for entry in entity.entries[:MOST_ENTRIES]:
            statement = head(entry, as_of, with_position=False)
            entries.append(Told(statement.text, cited(statement, 1)))
            removed = entry.delisted_on or entry.absent_from
            if removed is None or (as_of is not None and removed > as_of):
                lists.append(entry.list)
    return Side(
        name,
        tuple(dict.fromkeys(lists)),
        tuple(entries[: MOST_ENTRIES * 2]),
        tuple(_reports(index, name, topic, as_of, room=MOST_QUOTES if topic or not entries else 1)),
        choices(found.namesakes) if found.namesakes else (),
        () if topic else tuple(others_containing(found.nearest)[:MOST_OTHERS]),
    )


def _reports(index: Snapshot, name: str, topic: str, as_of: date | None, *, room: int) -> list[Told]:
    """The best sentences of articles on the side: such as name it, and are sure enough to be shown."""
    proper = bool(names_in(f"of {name}"))
    asked = f"{name} {topic}" if topic else f"What sanctions are there on {name}?" if proper else f"What is the {name}?"
    held = search(understand(asked), index, as_of)
    fitting = [item for item in held.evidence if _names(item, name, topic)]
    evidence = [item for item in fitting if len(item.text.split()) <= _LONGEST_QUOTE] or fitting
    if not held.answers or not evidence:
        return []
    chosen = quotes.choose(evidence, _WORDS)[:room]
    return [Told(quote.on_one_line, quotes.cite(1, quote), quoted=True) for quote in chosen]


def _may_be_listed(name: str) -> bool:
    return len(name.split()) <= _LONGEST_NAME and whose(name) is None and not _ABOUT.search(name)


def _names(item: Evidence, name: str, topic: str) -> bool:
    """Whether a sentence names the side, the rest of the name being near, and its passage what the topic names."""
    passage = set(stems(f"{item.hit.article.title}\n{item.hit.text}"))
    if not set(stems(" ".join(names_in(f"of {topic}")))) <= passage:
        return False
    authority = whose(name)
    if authority is not None:
        return names_authority(item.text, authority)
    if not names_in(f"of {name}"):
        return definiteness(name, item.text) > 0  # "price cap" word for word
    wanted = set(stems(name))
    return bool(wanted) and wanted <= passage and 2 * len(wanted & item.stems) >= len(wanted)


def write(comparison: Comparison) -> quotes.Draft:
    """On how many lists each side is, then its lines under its name; a side nothing is held on says so."""
    sentences: list[Sentence] = []
    paragraphs = []
    if any(side.entries for side in comparison.sides):
        text, numbers, marked = _lead(comparison)
        sentences.append(Sentence(text=text, citations=numbers))
        paragraphs.append(marked)
    for side in comparison.sides:
        lines = [f"{side.name[0].upper()}{side.name[1:]}:"]
        for told in side.told:
            n = told.citation.n
            sentences.append(Sentence(text=told.text, citations=(n,), quoted=told.quoted))
            lines.append(f"• {quotes.attributed(told.text, told.citation) if told.quoted else told.text} [{n}]")
        if side.choices:
            lines.append(
                f"• Several on the lists fit this name: {'; '.join(side.choices[:3])}. Ask with the full name."
            )
        elif not side.told:
            about = f" on {comparison.topic}" if comparison.topic else ""
            lines.append(f"• My sources hold nothing{about} that names it.")
        lines += [f"• {other}" for other in side.others]
        paragraphs.append("\n".join(lines))
    return quotes.Draft("\n\n".join(paragraphs), tuple(sentences), comparison.citations)


def _lead(comparison: Comparison) -> tuple[str, tuple[int, ...], str]:
    """Which of the lists held have each side: the sentence, its citations, and the sentence with its marks."""
    told, marked = [], []
    numbers: list[int] = []
    for side in comparison.sides:
        own = [one.citation.n for one in side.entries]
        marks = "".join(f" [{n}]" for n in own)
        if side.choices:
            text = f"several entries fit “{side.name}”"
        elif side.lists:
            text = f"{side.name} is on {joined(list(side.lists))}"
        else:
            text = f"{side.name} is on none any more" if side.entries else f"I find no entry for {side.name}"
        told.append(text)
        marked.append(text + marks)
        numbers += own
    opening = "On the lists I hold: "
    return f"{opening}{'; '.join(told)}.", tuple(numbers), f"{opening}{'; '.join(marked)}."
