"""How hard properties are tried, and what is told of them.

By default each is tried with a few examples, the same in every run, so that no run fails by chance.
HYPOTHESIS_PROFILE=thorough tries many more, different ones each time; `benchmarks/properties.py` does that and prints
what was tried.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

# What takes long on a busy machine is no fault of what is tested.
_PATIENT = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("default", max_examples=8, derandomize=True, database=None, **_PATIENT)  # type: ignore[arg-type]
settings.register_profile("thorough", max_examples=200, database=None, print_blob=True, **_PATIENT)  # type: ignore[arg-type]
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

_PASSING = re.compile(r"(\d+) passing")


def pytest_configure(config: pytest.Config) -> None:
    """What Hypothesis keeps, such as its table of characters, lies among what pytest keeps: not in a folder of its own.

    It is asked for when strategies are made, which is before any fixture.
    """
    if config.cache is not None:
        set_hypothesis_home_dir(config.cache.mkdir("hypothesis"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Put into the report (--junitxml) what the property says, and how many examples were tried."""
    if call.when == "call":
        tried = sum(int(count) for count in _PASSING.findall(getattr(item, "hypothesis_statistics", "")))
        stated = getattr(getattr(item, "function", None), "__doc__", None) or ""
        if "examples" not in dict(item.user_properties):  # a sequence of steps counts for itself
            item.user_properties.append(("examples", tried))
        item.user_properties.append(("property", " ".join(stated.split())))
    return (yield)
