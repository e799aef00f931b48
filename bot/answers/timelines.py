"""Timelines: what happened to somebody, in order, from the entries of lists and from dated reports, each cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.answers.answer import Citation, Sentence
from bot.answers.dated_reports import Report, reports, spread
from bot.answers.designations import under
from bot.answers.entities import Designated
from bot.answers.lookup import find, in_force
from bot.answers.namesakes import choices
from bot.answers.notice import notice
from bot.answers.question import understand
from bot.answers.quotes import Draft, long_date, marked
from bot.answers.statements import HEAD, Statement, cited, list_name
from corpus.listing import Listing
from index.search import Snapshot

MOST_EVENTS = 20


class EventKind(StrEnum):
    """What a dated entry is: somebody came onto a list, left one, or something was reported."""

    DESIGNATION = "designation"
    DELISTING = "delisting"
    REPORT = "report"


@dataclass(frozen=True)
class Event:
    """One entry of a timeline. `text` is without marks; of a report it is the quoted sentence on one line.

    `exact` is False where `day` stands for a month or a year (its first day), or for the edition of a list that shows
    the change; `when` says it as far as it is known: "30 November 2020", "March 2022", "by 2 May 2023".
    """

    day: date
    exact: bool
    kind: EventKind
    text: str
    citation: Citation
    when: str


@dataclass(frozen=True)
class Timeline:
    """The dated entries on `subject`, oldest first, their citations numbered in that order.

    `names` are those of the listed one it is about; `choices` those to choose among where several on the lists fit
    the name equally well (no event is then of a list). `undated` are entries of lists that give no date, with
    citations numbered after those of the events. `left_out` counts reports found that are not shown.
    """

    subject: str
    events: tuple[Event, ...]
    names: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    undated: tuple[tuple[str, Citation], ...] = ()
    left_out: int = 0

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The proofs, by number."""
        return (*(event.citation for event in self.events), *(citation for _, citation in self.undated))


def timeline(
    index: Snapshot,
    subject: str,
    *,
    as_of: date | None = None,
    since: date | None = None,
    until: date | None = None,
    most: int = MOST_EVENTS,
    most_words: int | None = None,
    first: int = 1,
    picked: frozenset[str] = frozenset(),
) -> Timeline:
    """What happened to `subject`, a name or a few words ("sanctions on Belarus"), as far as the corpus dates it.

    At most `most` events, those of lists always among them; the reports have at most `most_words` together. `first` is
    the number of the first citation; `picked` are ids of listings chosen among namesakes.
    """
    found = find(understand(f"Is {subject} sanctioned?"), index, as_of, picked)
    listed = [event for entity in found.named for event in _of_lists(entity, index, as_of)]
    listed = [one for one in listed if (since is None or one.day >= since) and (until is None or one.day <= until)]
    held = reports(index, subject, _forms(found.named, index), as_of=as_of, since=since, until=until)
    room = None if most_words is None else max(0, most_words - sum(len(event.text.split()) for event in listed))
    chosen = spread(held, max(0, most - len(listed)), room)
    events = sorted([*listed, *map(_of_report, chosen)], key=lambda event: event.day)
    numbered = [
        replace(event, citation=event.citation.model_copy(update={"n": n})) for n, event in enumerate(events, first)
    ]
    undated = [
        (statement.text, cited(statement, len(events) + n))
        for n, statement in enumerate(_undated(found.named, as_of) if since is None and until is None else (), first)
    ]
    return Timeline(
        subject,
        tuple(numbered),
        tuple(entity.name for entity in found.named),
        choices(found.namesakes) if found.namesakes else (),
        tuple(undated),
        len(held) - len(chosen),
    )


def write(told: Timeline) -> Draft:
    """The events as lines in order, each with its day and its proof; lists that give no date below."""
    sentences: list[Sentence] = []
    lines: list[str] = []
    for event in told.events:
        n = event.citation.n
        quoted = event.kind is EventKind.REPORT
        sentences.append(Sentence(text=event.text, citations=(n,), quoted=quoted))
        lines.append(f"• {event.when}: {_reported(event) if quoted else event.text} [{n}]")
    for text, citation in told.undated:
        sentences.append(Sentence(text=text, citations=(citation.n,)))
        lines.append(f"• Without a date: {text} [{citation.n}]")
    head = f"Timeline of {told.subject}, as far as my sources date it:"
    notes = [notice("note-timeline-not-all")] if told.events else []
    if told.choices:
        others = "; ".join(told.choices[:3])
        notes.append(notice("note-timeline-several", name=told.subject, others=others))
    return Draft("\n".join([head, *lines]), tuple(sentences), told.citations, tuple(notes))


def _reported(event: Event) -> str:
    """The quotation with who reported it, and when that was another day."""
    published = event.citation.published
    source = event.citation.source or f"‘{event.citation.title}’"
    later = f", {long_date(published)}" if published and long_date(published) != event.when else ""
    return f"{marked(event.text)} ({source}{later})"


def _forms(named: Iterable[Designated], index: Snapshot) -> list[str]:
    """Other names by which articles may speak of those listed."""
    forms = []
    for entity in named:
        for entry in entity.entries:
            forms += [entry.name, *index.written_forms(entry.id)]
    return list(dict.fromkeys(forms))


def _of_lists(entity: Designated, index: Snapshot, as_of: date | None) -> Iterator[Event]:
    for entry in entity.entries:
        if not in_force(entry, as_of):
            continue
        yield from _listed(entry, index)
        removed = entry.delisted_on or entry.absent_from
        if removed is None or (as_of is not None and removed > as_of):
            continue
        if entry.delisted_on:
            text = f"{entry.name} is removed from {list_name(entry.list)}."
            yield _event(entry, removed, EventKind.DELISTING, text, long_date(removed))
        else:
            text = f"The edition of {long_date(removed)} of {list_name(entry.list)} names {entry.name} no more."
            yield _event(entry, removed, EventKind.DELISTING, text, f"by {long_date(removed)}", exact=False)


def _listed(entry: Listing, index: Snapshot) -> Iterator[Event]:
    """That it came onto its list: on the day the entry tells, else by the first edition read that has it."""
    if entry.listed_on:
        text = f"{entry.name} is put on {list_name(entry.list)}{under(entry)}."
        yield _event(entry, entry.listed_on, EventKind.DESIGNATION, text, long_date(entry.listed_on))
        return
    for change in index.listing_history(entry.id):
        if change.what == "added" and change.edition.previous is not None and change.edition.dated:
            day = change.edition.day
            text = f"{entry.name} is on {list_name(entry.list)}, which had no such entry in the edition before."
            yield _event(entry, day, EventKind.DESIGNATION, text, f"by {long_date(day)}", exact=False)


def _event(entry: Listing, day: date, kind: EventKind, text: str, when: str, *, exact: bool = True) -> Event:
    return Event(day, exact, kind, text, cited(Statement(text, entry, HEAD), 1), when)


def _undated(named: Iterable[Designated], as_of: date | None) -> Iterator[Statement]:
    """The entries that tell no day of their own, said to be so."""
    for entity in named:
        for entry in entity.entries:
            if entry.listed_on is None and entry.delisted_on is None and in_force(entry, as_of):
                text = f"{entry.name} is on {list_name(entry.list)}{under(entry)}; the list gives no date."
                if entry.absent_from is None:
                    yield Statement(text, entry, HEAD)


def _of_report(report: Report) -> Event:
    hit = report.hit
    passage = (min(hit.start, report.start), max(hit.end, report.end))
    citation = Citation.of_article(1, hit.article, report.start, report.end, passage=passage, passage_id=hit.passage_id)
    return Event(report.day, report.exact, EventKind.REPORT, report.text, citation, report.when)
