"""Fuzzes every reader of files with atheris: how many changed files it survived, and what made it fall.

    python benchmarks/fuzz_readers.py --seconds 6 --workers 2 > fuzzing.md

Each form of file gets `--seconds` in a process of its own that begins with a small valid file of ours and follows what
reaches new code of the reader. A fall is an exception that the reader does not declare (anything but InputError and
OSError, before the net that corpus/readers/__init__.py spans below all of them), an input that takes longer than
HANG_SECONDS, or memory that goes on growing. Where atheris has no wheel, it says so and fuzzes nothing.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
HANG_SECONDS = 20  # of the processor's time; six times as long by the clock
LONGEST_BYTES = 8192
GROWTH_MB = 200  # between a third of the time and its end; caches of the parsers stay below 50
FEEDS = ("RSS and Atom", "sitemap")
# A Word file changed as bytes is hardly ever still an archive: its parts are changed each by itself, too.
WORD = "Word"
WORD_PARTS = {
    "Word, its text": "word/document.xml",
    "Word, its properties": "docProps/core.xml",
    "Word, its relations": "word/_rels/document.xml.rels",
    "Word, its styles": "word/styles.xml",
}


@dataclass
class Outcome:
    """What became of one form of file."""

    form: str
    seconds: float = 0
    inputs: int = 0
    coverage: int = 0
    slowest_seconds: float = 0
    grown_mb: int = 0
    falls: dict[str, str] = field(default_factory=dict)  # where -> the input in hex, of each kind the first

    def note(self, where: str, data: bytes) -> None:
        """Remember a fall."""
        self.falls.setdefault(where, data.hex())


def main() -> None:
    """Fuzz, and print a section in Markdown; `--form` is for the processes this one starts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=6, help="for each form of file")
    parser.add_argument("--workers", type=int, default=2, help="forms fuzzed at once")
    parser.add_argument("--only", help="forms whose names hold this")
    parser.add_argument("--form", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.form:
        _fuzz(options.form, options.seconds, options.folder)
        return
    outcomes = run(options.seconds, options.workers, options.only or "")
    print(section(outcomes, options.seconds))


def run(seconds: float, workers: int, only: str = "") -> list[Outcome]:
    """Fuzz every form in a process of its own; an empty list where atheris is not installed."""
    try:
        import atheris  # noqa: F401
    except ImportError:
        return []
    sys.path.insert(0, str(ROOT))
    from tests.properties.reader_files import FILES

    forms = [form for form in (*FILES, *WORD_PARTS, *FEEDS) if only in form]
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(lambda form: _in_a_process(form, seconds), forms))


def section(outcomes: list[Outcome], seconds: float) -> str:
    """What the outcomes say, for docs/evidence.md."""
    if not outcomes:
        return "atheris has no wheel for this platform: nothing was fuzzed."
    inputs = sum(one.inputs for one in outcomes)
    falls = sum(len(one.falls) for one in outcomes)
    lines = [
        f"Each reader was given damaged files for about {seconds:g} seconds: {inputs:,} in all, made from a valid file "
        "by changing what led to parts of the reader not reached before (atheris). A fall is an error that the reader "
        f"does not declare, an input that takes over {HANG_SECONDS} seconds, or memory that grows by over {GROWTH_MB} "
        "MB. "
        f"{'None was found.' if not falls else f'Found: {falls}.'}",
        "",
        "| file | seconds | inputs | branches reached | slowest input | memory grew | falls |",
        "|---|--:|--:|--:|--:|--:|---|",
    ]
    for one in outcomes:
        told = "; ".join(one.falls) or "0"
        lines.append(
            f"| {one.form} | {one.seconds:.0f} | {one.inputs:,} | {one.coverage:,} | {one.slowest_seconds:.2f} s "
            f"| {one.grown_mb} MB | {told} |"
        )
    return "\n".join(lines)


def _in_a_process(form: str, seconds: float) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        result = Path(folder, "result.json")
        command = [sys.executable, __file__, "--form", form, "--seconds", str(seconds), "--folder", folder]
        environment = os.environ | {"PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1"}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=folder)
        outcome = Outcome(**json.loads(result.read_text())) if result.exists() else Outcome(form)
        for artifact in sorted(Path(folder).glob("fell-*")):  # libFuzzer keeps what hung or ate the memory
            outcome.note(artifact.name.split("-")[1], artifact.read_bytes())
        if not result.exists() and not outcome.falls:
            raise SystemExit(f"{form}: the fuzzer ended with {done.returncode}\n{done.stderr[-2000:]}")
        reached = re.findall(r"cov: (\d+)", done.stderr)
        outcome.coverage = int(reached[-1]) if reached else 0
    print(f"{form}: {outcome.inputs:,} inputs, {len(outcome.falls)} falls", file=sys.stderr)
    for where, data in outcome.falls.items():
        print(f"  {where}\n  {data[:4000]}", file=sys.stderr)
    return outcome


def _fuzz(form: str, seconds: float, folder: Path) -> None:
    """Fuzz one form; does not return: libFuzzer ends the process."""
    import atheris

    with atheris.instrument_imports(include=["corpus"]):
        target, seed = _target(form, folder)
    # What is read once in a process, such as the months of two hundred languages, is not the first input's time.
    target(seed)
    from corpus.readers.dates import read_date

    read_date("4 Marah 2022")
    seeds = folder / "seeds"
    seeds.mkdir()
    (seeds / "seed").write_bytes(seed)
    outcome = Outcome(form)
    begun = time.monotonic()
    early = 0

    def one_input(data: bytes) -> None:
        nonlocal early
        at = time.process_time()  # another program's work is no fault of the reader
        try:
            target(data)
        except Exception as error:
            outcome.note(_where(error), data)
        took = time.process_time() - at
        outcome.inputs += 1
        outcome.slowest_seconds = max(outcome.slowest_seconds, took)
        if took > HANG_SECONDS:
            outcome.note(f"took {took:.0f} s", data)
        now = time.monotonic()
        if not early and now - begun > seconds / 3:
            early = _memory_mb()
        if now - begun > seconds:
            outcome.seconds = now - begun
            outcome.grown_mb = _memory_mb() - early
            if outcome.grown_mb > GROWTH_MB:
                outcome.note(f"memory grew by {outcome.grown_mb} MB", b"")
            (folder / "result.json").write_text(json.dumps(asdict(outcome)))
            sys.stderr.flush()
            os._exit(0)  # an exception of any kind would be taken for a fall

    flags = [
        f"-timeout={6 * HANG_SECONDS}",
        "-rss_limit_mb=3000",
        f"-max_len={LONGEST_BYTES}",
        "-artifact_prefix=fell-",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *flags, str(seeds)], one_input)
    atheris.Fuzz()


def _target(form: str, folder: Path) -> tuple[Callable[[bytes], None], bytes]:
    """What reads a file of this form, and a valid one; it raises what the reader does not declare."""
    from corpus import readers
    from corpus.errors import InputError
    from corpus.readers import feed, sitemap
    from corpus.readers.actual import actual_ending
    from tests.properties.reader_files import FEED, FILES, SITEMAP

    def tell(entry: Any) -> None:
        assert entry.path, "told without a place"
        assert entry.reason.strip(), "told without a reason"

    if form in FEEDS:
        parsers = (feed.entries,) if form == FEEDS[0] else (sitemap.entries, sitemap.sitemaps)

        def read_feed(data: bytes) -> None:
            for parser in parsers:
                try:
                    list(parser(data, "https://a.org/feed", tell))
                except InputError:
                    continue

        return read_feed, (FEED if form == FEEDS[0] else SITEMAP).encode()
    part = WORD_PARTS.get(form)
    name, whole = FILES[WORD if part else form]
    seed = _part(whole, part) if part else whole
    path = folder / name
    own_ending = readers._ending(path)

    def read_file(data: bytes) -> None:
        path.write_bytes(_with_part(whole, part, data) if part else data)
        try:
            ending, _ = actual_ending(path, own_ending)
            for item in readers.FORMATS[ending].read(path, tell):
                item.model_dump_json()
        except (InputError, OSError):
            return

    return read_file, seed


def _part(archive: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(archive)) as held:
        return held.read(name)


def _with_part(archive: bytes, name: str, data: bytes) -> bytes:
    """The archive with one of its parts replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as held, zipfile.ZipFile(made, "w") as new:
        for other in held.namelist():
            new.writestr(other, data if other == name else held.read(other))
    return made.getvalue()


def _where(error: Exception) -> str:
    """The kind of error, and the place in our code that let it through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if f"{os.sep}corpus{os.sep}" in frame.filename]
    place = ours[-1] if ours else frames[-1]
    return f"{type(error).__name__} in {Path(place.filename).name}:{place.lineno}"


def _memory_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


if __name__ == "__main__":
    main()
