"""README and docs say what the program does: generated pages are fresh, and every command shown exists."""

from __future__ import annotations

import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", ["settings", "commands"])
def test_generated_pages_are_fresh(indexed, page):
    assert indexed("reference", page).out == (ROOT / "docs" / f"{page}.md").read_text(), "stale: run `make docs`"


def shown_commands() -> list[tuple[str, str]]:
    """(file, command line) of each `sanctions-bot …` in the pages people write."""
    found = []
    for page in PAGES:
        if "Made from" in page.read_text():
            continue
        for match in re.finditer(r"sanctions-bot ((?:--data |[a-z])[^`\n|]*)", page.read_text()):
            found.append((page.name, match[1].strip().rstrip(".,)")))
    return found


def options_of(help_text: str) -> set[str]:
    return set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", help_text))


def test_every_command_and_option_shown_exists(indexed):
    commands = shown_commands()
    assert len(commands) > 10
    helps: dict[tuple[str, ...], str] = {}
    for page, line in commands:
        words = [word for word in shlex.split(line) if word not in ("--data", "DIR")]
        path = tuple(words[:2]) if words[0] == "sources" and len(words) > 1 else (words[0],)
        if path not in helps:
            run = indexed(*path, "--help")
            assert run.code == 0, f"{page}: sanctions-bot {line}"
            helps[path] = run.out
        for word in words:
            if word.startswith("-") and word != "-":
                assert word in options_of(helps[path]), f"{page}: {word} in sanctions-bot {line}"


def test_every_option_named_in_the_readme_belongs_to_some_command():
    known = options_of((ROOT / "docs" / "commands.md").read_text())
    named = set(re.findall(r"`(--[a-z-]+)", (ROOT / "README.md").read_text()))
    assert named <= known


def test_every_setting_named_exists():
    known = set(re.findall(r"SANCTIONS_BOT_[A-Z_]+", (ROOT / "docs" / "settings.md").read_text()))
    deployed = [path for path in (ROOT / "deploy").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    for page in [*PAGES, ROOT / "compose.yaml", ROOT / "Dockerfile", *deployed]:
        assert set(re.findall(r"SANCTIONS_BOT_[A-Z]\w*", page.read_text())) <= known, page.name


def test_every_make_target_named_exists():
    makefile = (ROOT / "Makefile").read_text()
    for page in PAGES:
        for target in re.findall(r"^\s*make ([a-z]+)|`make ([a-z]+)", page.read_text(), re.MULTILINE):
            name = next(filter(None, target))
            assert re.search(rf"^([a-z ]* )?{name}( [a-z ]*)?:", makefile, re.MULTILINE), f"{page.name}: make {name}"


def test_every_link_to_a_file_leads_somewhere():
    for page in PAGES:
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text()):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_constraints_pin_every_requirement_and_hold_no_address():
    lines = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
    assert lines
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line) for line in lines)
    pinned = {re.sub(r"[._-]+", "-", line.split("==")[0]).lower() for line in lines}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.sub(r"[._-]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower() for requirement in needed}
    assert names <= pinned, "new requirement: run `make constraints`"


def test_ask_hands_a_question_with_quotes_on_as_it_is():
    question = """What did "OFAC" say about $HOME's `tankers`; and why?"""
    done = subprocess.run(
        ["make", "--dry-run", "ask", f"Q={question}"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert 'sanctions-bot ask -- "$Q"' in done.stdout
