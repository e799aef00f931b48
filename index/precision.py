"""With which precision passages are embedded: what the setting allows, and what this processor computes fast.

fp32 and bf16 give the same vectors as far as search can tell (cosine 0.9999), so they share one collection. int8's
are another set, with a fingerprint and a collection of its own: docs/benchmarks.md has what it costs and gains.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Literal

Precision = Literal["auto", "fp32", "bf16", "int8"]

# Products of 8-bit numbers summed exactly in 32 bits, in one instruction: x86's VNNI and AMX, ARM's dot products.
_INT8 = {"avx512_vnni", "avx_vnni", "amx_int8", "asimddp", "i8mm"}
_BF16 = {"avx512_bf16", "amx_bf16", "bf16"}
_GPUS = ("/dev/nvidiactl", "/dev/kfd")  # NVIDIA's and AMD's drivers; asking torch would mean importing it


@lru_cache(maxsize=1)
def _features() -> frozenset[str]:
    """What the processor says it can do; nothing where the system does not tell."""
    try:
        told = re.search(r"^(?:flags|Features)\s*:(.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    except OSError:
        return frozenset()
    return frozenset(told[1].split()) if told else frozenset()


def int8_is_fast() -> bool:
    """Whether the processor has instructions for int8."""
    return bool(_features() & _INT8)


def bf16_is_fast() -> bool:
    """Whether the processor has instructions for bf16."""
    return bool(_features() & _BF16)


def has_gpu() -> bool:
    """Whether the machine has a graphics card that torch may be able to use."""
    return any(os.path.exists(path) for path in _GPUS)


def threads() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
