"""The part of `check` that looks at what is installed."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, requires, version

from packaging.requirements import Requirement

from bot.findings import Finding

_TOLD = ("python-telegram-bot", "chromadb", "tantivy", "sqlalchemy")


def versions() -> Finding:
    """The program's version and those of the libraries that matter most; a note where one is not as required."""
    try:
        required = requires("sanctions-bot") or []
    except PackageNotFoundError:
        return Finding("versions", "note", "the program is not installed as a package", "`pip install -e .` does it")
    wrong = [told for text in required if (told := _unmet(Requirement(text)))]
    if wrong:
        remedy = "install again with `pip install --constraint constraints.txt`"
        return Finding("versions", "note", f"not as required: {', '.join(wrong)}", remedy)
    libraries = ", ".join(f"{name} {version(name)}" for name in _TOLD)
    return Finding(
        "versions", "ok", f"sanctions-bot {version('sanctions-bot')}, Python {platform.python_version()}, {libraries}"
    )


def _unmet(wanted: Requirement) -> str | None:
    if wanted.marker is not None and not wanted.marker.evaluate({"extra": ""}):
        return None
    try:
        held = version(wanted.name)
    except PackageNotFoundError:
        return f"{wanted.name} is missing"
    return None if wanted.specifier.contains(held, prereleases=True) else f"{wanted.name} {held} ({wanted.specifier})"
