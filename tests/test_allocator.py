"""Of what is freed little is kept: threads share few arenas, large blocks leave no holes, pages go back."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import ctypes, threading
from bot.allocator import keep_little

keep_little()
kept, together = [], threading.Barrier(12)

def work():
    together.wait()
    kept.append(bytearray(4000))
    together.wait()

threads = [threading.Thread(target=work) for _ in range(12)]
for thread in threads: thread.start()
for thread in threads: thread.join()
libc = ctypes.CDLL(None)
libc.fdopen.restype = ctypes.c_void_p
out = ctypes.c_void_p(libc.fdopen(1, b"w"))
libc.malloc_info(0, out)
libc.fflush(out)
"""

HOLES = """
from pathlib import Path
from bot.allocator import give_back, keep_little

keep_little()

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

bytearray(24 << 20)  # freed at once: from now on the C library by itself would have blocks as large among small ones
before = resident()
large = [bytearray(b"x") * (3 << 20) for _ in range(20)]
stay = bytearray(2000)
del large
print(resident() - before)
parts = [(bytearray(b"x") * 60_000, bytearray(2000)) for _ in range(1000)]
stay = [small for _, small in parts]
del parts
holes = resident()
give_back()
print(holes - resident())
"""

on_glibc = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="it is the GNU C library's")


def run(program: str, setting: dict[str, str]) -> str:
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("MALLOC_")} | setting
    root = Path(__file__).resolve().parents[1]
    return subprocess.run(
        [sys.executable, "-c", program], cwd=root, env=surroundings, capture_output=True, text=True, check=True
    ).stdout


@on_glibc
@pytest.mark.parametrize(("setting", "arenas"), [({}, range(1, 3)), ({"MALLOC_ARENA_MAX": "5"}, range(3, 6))])
def test_threads_share_few_arenas_unless_the_environment_says_otherwise(setting: dict[str, str], arenas: range) -> None:
    assert run(PROGRAM, setting).count("<heap nr=") in arenas


@on_glibc
def test_large_blocks_go_back_as_they_are_freed_and_small_ones_when_told() -> None:
    kept, given_back = map(int, run(HOLES, {}).split())
    assert kept < 5 << 20  # of 60 MB
    assert given_back > 30 << 20  # of 60 MB
