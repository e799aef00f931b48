"""Who else on the lists names somebody: relations are stated in one entry only, often in that of the other one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.answers.entities import Designated
from bot.answers.list_questions import Facet
from bot.answers.notice import notice
from bot.answers.quotes import Draft
from bot.answers.statements import Sheet, Statement
from corpus.listing import EntityKind, NameKind
from index.list_register import Tie
from index.search import Snapshot

MOST_NAMED = 8
_STRONG = (NameKind.PRIMARY, NameKind.ALIAS, NameKind.ORIGINAL_SCRIPT)
_NOUNS = {
    EntityKind.PERSON: ("person", "persons"),
    EntityKind.ENTITY: ("company or other entity", "companies and other entities"),
    EntityKind.VESSEL: ("vessel", "vessels"),
    EntityKind.AIRCRAFT: ("aircraft", "aircraft"),
}


@dataclass(frozen=True)
class Linked:
    """The entries that name `whom`, those of `kind` where only such were asked for."""

    whom: str
    kind: EntityKind | None
    ties: tuple[Tie, ...]
    others: int  # entries of other kinds that name it

    @property
    def ids(self) -> tuple[str, ...]:
        """Of the listings that are shown."""
        return tuple(tie.row.id for tie in self.ties[:MOST_NAMED])

    def write(self, index: Snapshot, first_number: int) -> Draft:
        """How many there are, and the first few with what their entries state, each with its citation."""
        shown = self.ties[:MOST_NAMED]
        held = index.listings([tie.row.id for tie in shown])
        sheet = Sheet(first_number)
        count = len(self.ties)
        nouns = _NOUNS[self.kind][count != 1] if self.kind else ("entry" if count == 1 else "entries")
        more = f", {count - len(shown)} of them not shown here" if count > len(shown) else ""
        names = "names" if count == 1 else "name"
        lead = f"{count} {nouns} on the lists {names} {self.whom}{more}:"
        labels = {tie.label for tie in shown}
        if len(labels) == 1:
            lead = lead.replace(f" {names} ", f" {names} (“{labels.copy().pop()}”) ", 1)
        lines = []
        for tie in shown:
            text = _line(tie, with_kind=self.kind is None, with_label=len(labels) > 1)
            lines.append(f"• {sheet.tell(Statement(text, held[tie.row.id], (tie.label,), tie.row.name))}")
        notes = []
        if any(tie.label == "Linked to" for tie in shown):
            notes.append(notice("note-linked-to"))
        if self.others:
            code = "note-another-kind" if self.others == 1 else "note-other-kinds"
            notes.append(notice(code, count=self.others, name=self.whom))
        return sheet.draft("\n".join([lead, *lines]), tuple(notes))


def linked(
    name: str | None,
    named: Sequence[Designated],
    several: str,
    asked: Sequence[Facet],
    kind: EntityKind | None,
    index: Snapshot,
    as_of: date | None,
) -> Linked | None:
    """The entries that name who is asked about, listed or not; None where that is not asked or there are none.

    `several` is the name that all of more than one `named` fit.
    """
    if not set(asked) & {Facet.RELATIONS, Facet.HOLDINGS} or not (named or name) or (len(named) > 1 and not several):
        return None
    own = {key for entity in named for key in entity.ids}
    names = [
        other.text for entity in named for entry in entity.entries for other in entry.names if other.kind in _STRONG
    ]
    found = [
        tie for tie in index.register.naming(names or [name or ""]) if tie.row.stands(as_of) and tie.row.id not in own
    ]
    wanted = list({tie.row.id: tie for tie in found if kind is None or tie.row.kind is kind}.values())
    if not wanted:
        return None
    others = len({tie.row.id for tie in found}) - len(wanted)
    return Linked(named[0].name if len(named) == 1 else f"“{several or name}”", kind, tuple(wanted), others)


def _line(tie: Tie, *, with_kind: bool, with_label: bool) -> str:
    kind = "" if tie.row.kind is EntityKind.PERSON or not with_kind else f", {tie.row.kind.value}"
    return f"{tie.row.name} ({tie.row.list}{kind}{f'; {tie.label}' if with_label else ''})"
