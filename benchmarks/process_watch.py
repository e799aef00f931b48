"""What a process uses, and how that develops: memory, handles, threads and processor time, as Linux tells."""

from __future__ import annotations

import os
import statistics
import threading
import time
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Sample:
    """A process at one moment, `at` in unix seconds."""

    at: float
    megabytes: float  # resident
    handles: int
    threads: int
    cpu_seconds: float  # used so far, over all its threads


class Process:
    """A process that runs."""

    def __init__(self, pid: int) -> None:
        self._folder = Path("/proc") / str(pid)

    def cpu_seconds(self) -> float:
        """In user and system mode, over all threads."""
        fields = (self._folder / "stat").read_text().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def peak_megabytes(self) -> float:
        """The most memory it has had."""
        return self._status("VmHWM") / 1024

    def sample(self) -> Sample:
        """What it uses now. Raises OSError when it has ended."""
        handles = len(list((self._folder / "fd").iterdir()))
        return Sample(
            time.time(), self._status("VmRSS") / 1024, handles, int(self._status("Threads")), self.cpu_seconds()
        )

    def handles(self) -> dict[str, int]:
        """What its handles are open on: files by their name, the rest by kind, each with how many."""
        counts: dict[str, int] = {}
        for link in (self._folder / "fd").iterdir():
            try:
                target = os.readlink(link)
            except OSError:  # closed meanwhile
                continue
            kind = Path(target).name if target.startswith("/") else target.partition(":")[0]
            counts[kind] = counts.get(kind, 0) + 1
        return counts

    def _status(self, field: str) -> float:
        text = (self._folder / "status").read_text()
        return float(text.partition(f"{field}:")[2].split()[0])


class Watched:
    """Samples a process every second in a thread of its own; a context manager."""

    def __init__(self, pid: int, every_seconds: float = 1.0) -> None:
        self.process = Process(pid)
        self.samples: list[Sample] = []
        self._every_seconds = every_seconds
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watch", daemon=True)
        self._machine_before = machine_cpu_seconds()
        self._own_before = time.process_time()

    def __enter__(self) -> Watched:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(self._every_seconds):
            try:
                self.samples.append(self.process.sample())
            except OSError:
                return

    def others_share(self) -> float:
        """The share of the machine's processors, 0..1, that neither the process nor this one used so far."""
        first, last = self.samples[0], self.samples[-1]
        busy = machine_cpu_seconds() - self._machine_before
        own = last.cpu_seconds - first.cpu_seconds + time.process_time() - self._own_before
        return max(0.0, busy - own) / ((last.at - first.at) * (os.cpu_count() or 1))


def machine_cpu_seconds() -> float:
    """What all processes of the machine have used."""
    user, nice, system, _, _, interrupts, soft, stolen = map(
        int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]
    )
    return (user + nice + system + interrupts + soft + stolen) / _TICKS


def slope_an_hour(samples: list[Sample], value: str) -> float:
    """By how much a value of the samples grows in an hour: Theil and Sen's slope, which single peaks do not move."""
    picked = samples[:: max(1, len(samples) // 150)]
    slopes = [
        (getattr(later, value) - getattr(earlier, value)) / (later.at - earlier.at)
        for nth, earlier in enumerate(picked)
        for later in picked[nth + 1 :]
    ]
    return statistics.median(slopes) * 3600 if slopes else 0.0


def folder_bytes(folder: Path) -> dict[str, int]:
    """Bytes under each entry of a folder."""
    sizes: dict[str, int] = {}
    for path in folder.rglob("*"):
        try:
            if path.is_file() and not path.is_symlink():
                top = path.relative_to(folder).parts[0]
                sizes[top] = sizes.get(top, 0) + path.stat().st_size
        except OSError:  # gone meanwhile
            continue
    return sizes
