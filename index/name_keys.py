"""What listed names are looked up by: keys that most ways of writing a name share."""

from __future__ import annotations

from index.name_initials import LONGEST_ACRONYM, SHORTEST_ACRONYM, initials
from index.name_parts import Part, PreparedName, Role


def keys(prepared: PreparedName) -> list[str]:
    """The keys of a name, each once: per word its consonants and its known name, and the initials of several words."""
    found: dict[str, None] = {}
    for reading in prepared.readings:
        for part in reading:
            if part.role <= Role.NUMBER:
                found.update(dict.fromkeys(_of_word(part)))
        found.update(dict.fromkeys(_initials(reading)))
    return list(found)


def _of_word(part: Part) -> list[str]:
    if part.role is Role.NUMBER:
        return [f"#{part.meaning}"]
    return [f"={part.skeleton}", f"-{part.bones}", *(f"~{group}" for group in sorted(part.groups))]


def _initials(reading: tuple[Part, ...]) -> list[str]:
    """The acronyms of several words; a single word as the acronym it may be."""
    words = [part.text for part in reading if part.role < Role.INITIAL]
    if len(words) == 1:
        return [f"@{words[0]}"] if SHORTEST_ACRONYM <= len(words[0]) <= LONGEST_ACRONYM else []
    found = initials(reading, range(len(reading)))
    return [f"@{run.letters}" for run in found if len(run.letters) >= SHORTEST_ACRONYM]
