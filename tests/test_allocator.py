"""Many threads share few of the C library's arenas."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import ctypes, threading
from bot.allocator import keep_few_arenas

keep_few_arenas()
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


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="arenas are the GNU C library's")
@pytest.mark.parametrize(("setting", "arenas"), [({}, range(1, 3)), ({"MALLOC_ARENA_MAX": "5"}, range(3, 6))])
def test_threads_share_few_arenas_unless_the_environment_says_otherwise(setting: dict[str, str], arenas: range) -> None:
    root = Path(__file__).resolve().parents[1]
    surroundings = {name: value for name, value in os.environ.items() if name != "MALLOC_ARENA_MAX"} | setting
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=root, env=surroundings, capture_output=True, text=True, check=True
    )
    assert done.stdout.count("<heap nr=") in arenas
