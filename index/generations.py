"""Generations: which passages are live. A manifest is written whole, then one atomic switch makes it the live one.

1. New passages go to Chroma and Tantivy; nobody sees them, since no manifest names them.
2. The manifest of the new generation is written beside the others and synced.
3. The next switch in the chain names it with its checksum: index/switches.py.
4. Passages that no kept generation names are removed.
A crash before 3 leaves the old generation, after 3 the new one. A generation that must not go live without a yes is
held: `waiting.json` names it, it is kept like the others, and `accept` switches to it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from corpus.errors import DamagedIndexError, WriterBusyError
from index.manifest import Manifest, decoded, encoded
from index.shelf import FolderShelf, Shelf
from index.switches import Switch, Switches, Why

KEPT_GENERATIONS = 5
_WAITING = "waiting.json"
_COLLECTED = "collected"


@dataclass(frozen=True)
class Waiting:
    """A generation that waits for a yes: why, since when, and the number of the switch that it was built after."""

    generation: str
    sha256: str
    reason: str
    at: str
    after: int


@dataclass(frozen=True)
class Collected:
    """After which switch everything superfluous was removed, and how many passages of which fingerprint were left."""

    switch: int
    fingerprint: str
    passages: int


@dataclass(frozen=True)
class Forgotten:
    """The generations kept, with what waits, and those let go of; `all_read` where none of them was unreadable."""

    kept: tuple[Manifest, ...]
    dropped: tuple[Manifest, ...]
    all_read: bool


class Generations:
    """The manifests in one folder, or on another shelf."""

    def __init__(self, place: Path | Shelf) -> None:
        self._shelf: Shelf = FolderShelf(place) if isinstance(place, Path) else place
        self._switches = Switches(self._shelf)

    def current_id(self) -> str | None:
        """The id of the live generation, or None before the first."""
        live = self._switches.last()
        return live.generation if live is not None else None

    def current(self) -> Manifest | None:
        """The live generation. Raises DamagedIndexError when its manifest is not what was switched to."""
        live = self._switches.last()
        return self._read(live.generation, live.sha256) if live is not None else None

    def live(self) -> Switch | None:
        """The switch to the live generation, None before the first."""
        return self._switches.last()

    def last_number(self) -> int:
        """The number of the last switch, for `switch` to come after it; 0 before the first."""
        return self._switches.last_number()

    def kept(self) -> list[Switch]:
        """The last switch to each generation that can be gone back to, in order of age, oldest first."""
        newest = {switch.generation: switch for switch in self._switches.all()}
        names = set(self._shelf.names())
        return [newest[key] for key in sorted(newest) if f"{key}.json" in names]

    def ids(self) -> list[str]:
        """The generations that can be gone back to, and the live one, oldest first."""
        return [switch.generation for switch in self.kept()]

    def read(self, generation: str) -> Manifest:
        """A kept generation by id."""
        return self._read(generation, None)

    def _read(self, generation: str, expected: str | None) -> Manifest:
        name = f"{generation}.json"
        try:
            return decoded(self._shelf.read(name), expected)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedIndexError(
                f"{self._shelf.place(name)}: damaged manifest ({error}); `index --full` rebuilds it"
            ) from error

    def new_id(self) -> str:
        """An id later than every one used so far, be it of a run that was cut off."""
        used = [name.removesuffix(".json") for name in self._shelf.names() if name.startswith("g")]
        used += [switch.generation for switch in self._switches.all()]
        return f"g{max((int(key[1:]) for key in used if key[1:].isdigit()), default=0) + 1:06d}"

    def switch(self, manifest: Manifest, *, after: int | None = None) -> None:
        """Write `manifest` and make it the live generation, atomically.

        `after` is the number of the last switch when the run began: raises WriterBusyError when another came since.
        """
        after = self._switches.last_number() if after is None else after
        self._point(manifest, self._write(manifest), after, "run")
        self.drop_waiting()

    def hold(self, manifest: Manifest, reason: str, *, after: int) -> None:
        """Keep `manifest` until somebody accepts it, in place of any that waits now."""
        waiting = Waiting(manifest.id, self._write(manifest), reason, _now(), after)
        self._shelf.write_over(_WAITING, json.dumps(asdict(waiting)).encode())

    def waiting(self) -> Waiting | None:
        """What waits for a yes, if anything does."""
        try:
            return Waiting(**json.loads(self._shelf.read(_WAITING)))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError) as error:
            raise DamagedIndexError(
                f"{self._shelf.place(_WAITING)}: unreadable ({error}); delete it and run `index`"
            ) from error

    def held_back(self) -> Waiting | None:
        """What waits for a yes, None also where that cannot be read."""
        try:
            return self.waiting()
        except DamagedIndexError:
            return None

    def held(self) -> Manifest | None:
        """The generation that waits, None when there is none or it cannot be read."""
        try:
            waiting = self.waiting()
            return self._read(waiting.generation, waiting.sha256) if waiting is not None else None
        except DamagedIndexError:
            return None

    def drop_waiting(self) -> None:
        """Forget what waits: a later run made it pointless."""
        self._shelf.remove(_WAITING)

    def accept(self) -> Manifest:
        """Switch to the generation that waits. Raises DamagedIndexError when none does, or another is live by now."""
        waiting = self.waiting()
        if waiting is None:
            raise DamagedIndexError("no generation waits for a yes")
        if waiting.after != self._switches.last_number():
            raise DamagedIndexError(
                f"{waiting.generation} was built after another generation than the live one; run `index` to build anew"
            )
        manifest = self._read(waiting.generation, waiting.sha256)
        self._point(manifest, waiting.sha256, waiting.after, "accepted")
        self.drop_waiting()
        return manifest

    def before(self) -> str:
        """The id of the generation before the live one. Raises DamagedIndexError when there is none."""
        current = self.current_id()
        earlier = [key for key in self.ids() if current is not None and key < current]
        if not earlier:
            raise DamagedIndexError("there is no earlier generation to go back to")
        return earlier[-1]

    def roll_back(self, to: str | None = None) -> Manifest:
        """Make the kept generation `to`, else the one before the live one, live again.

        Raises DamagedIndexError when there is none, or `to` is not kept.
        """
        live = self._switches.last()
        target = self.before() if to is None else to
        kept = {switch.generation: switch for switch in self.kept()}
        if target not in kept:
            raise DamagedIndexError(f"{target} is not kept; there are {', '.join(kept) or 'none'}")
        if live is not None and target == live.generation:
            raise DamagedIndexError(f"{target} is the live generation already")
        manifest = self._read(target, kept[target].sha256)
        away = {*live.rolled_away, live.generation} if live is not None else set()
        gone = tuple(sorted(key for key in away if key > target))
        self._point(manifest, kept[target].sha256, self._switches.last_number(), "rollback", gone)
        self.drop_waiting()
        return manifest

    def rolled_away(self) -> list[Manifest]:
        """The generations that a rollback took away, those of them that can be read still."""
        live = self._switches.last()
        found = []
        for key in live.rolled_away if live is not None else ():
            try:
                found.append(self.read(key))
            except DamagedIndexError:
                continue
        return found

    def forget_old(self, known: Mapping[str, Manifest] = MappingProxyType({})) -> Forgotten:
        """Remove manifests beyond the kept ones. Those in `known`, by id, are not read again."""
        live = self._switches.last()
        waiting = self.held_back()
        kept = self.ids()[-KEPT_GENERATIONS:]
        if live is not None:
            kept += [live.generation, *live.rolled_away]
        if waiting is not None:
            kept.append(waiting.generation)
        manifests, all_read = [], True
        for key in sorted(set(kept)):
            try:
                manifests.append(known.get(key) or self.read(key))
            except DamagedIndexError:
                if live is not None and key == live.generation:
                    raise
                all_read = False
        names = {manifest.id for manifest in manifests}
        self._switches.forget(names)
        dropped = []
        for name in self._shelf.names():
            stem, _, suffix = name.rpartition(".")
            if suffix == "json" and name[0] == "g" and stem not in names:
                try:
                    dropped.append(known.get(stem) or self.read(stem))
                except DamagedIndexError:
                    all_read = False
                self._shelf.remove(name)
            elif suffix == "part":
                self._shelf.remove(name)
        return Forgotten(tuple(manifests), tuple(dropped), all_read)

    def collected(self) -> Collected | None:
        """What the last collection left, if it came after the last switch and nothing was added since."""
        try:
            collected = Collected(**json.loads(self._shelf.read(_COLLECTED)))
        except (OSError, ValueError, TypeError):
            return None
        return collected if collected.switch == self._switches.last_number() else None

    def note_collected(self, fingerprint: str, passages: int) -> None:
        """Remember that everything superfluous is gone, and how many passages of `fingerprint` are left."""
        collected = Collected(self._switches.last_number(), fingerprint, passages)
        self._shelf.write_over(_COLLECTED, json.dumps(asdict(collected)).encode())

    def note_uncollected(self) -> None:
        """Remember, before anything is added, that from now on there may be something superfluous."""
        self._shelf.remove(_COLLECTED)

    def _write(self, manifest: Manifest) -> str:
        """Write `manifest` to a file of its own; returns its checksum."""
        content, digest = encoded(manifest)
        try:
            self._shelf.write_new(f"{manifest.id}.json", content)
        except FileExistsError:
            raise WriterBusyError(f"another run made {manifest.id} meanwhile; run this one again") from None
        return digest

    def _point(self, manifest: Manifest, sha256: str, after: int, why: Why, away: tuple[str, ...] = ()) -> None:
        counts = (len(manifest.articles), len(manifest.listings), len(manifest.passages))
        self._switches.add(Switch(after + 1, manifest.id, sha256, _now(), why, *counts, away))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
