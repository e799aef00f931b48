"""`gaps`, `backup` and `restore` as one uses them, over one indexed corpus."""

from __future__ import annotations

import json
import re
from contextlib import closing

from bot.state import Asked, State
from tests.telegram.test_rendering import answer


def test_gaps_are_told_with_what_would_mend_them(copied) -> None:
    none = copied("gaps")
    assert (none.code, none.out) == (0, "No open gaps: every question was answered, and no answer disliked.\n")
    with closing(State(copied.data / "telegram.sqlite")) as state:
        for question in ("Why was Tarn Shipping sanctioned?", "Who owns the Moon?", "who owns the moon"):
            state.gaps.add(question)
        branches = "How many branches does Mirelle Bank have?"
        given = state.replies.keep(Asked(7, None, 7, 1), branches, answer(standalone_question=branches))
        state.votes.cast(given, 7, good=False)
    told = copied("gaps", "-n", "2")
    assert told.code == 0, told.err
    assert "1 more are open: -n shows more." in told.out
    held = copied("gaps", "--json").json
    assert held["open"] == 3
    advice = {gap["questions"][0].casefold().rstrip("?"): gap["advice"] for gap in held["gaps"]}
    assert advice["why was tarn shipping sanctioned"] == "answered"
    assert advice["who owns the moon"] in ("no-subject", "no-fact")
    assert advice["how many branches does mirelle bank have"] == "read"
    moon = next(gap for gap in held["gaps"] if "Moon" in gap["questions"][0] or "moon" in gap["questions"][0])
    assert moon["unanswered"] == 2
    disliked = next(gap for gap in held["gaps"] if gap["disliked"])
    assert disliked["held"][0]["title"] == "European Union freezes assets of Mirelle Bank"


def test_a_backup_is_made_and_brought_back_into_another_folder(indexed, fresh, tmp_path) -> None:
    file = tmp_path / "kept.zip"
    made = indexed("backup", file)
    assert made.code == 0, made.err
    assert re.match(
        rf"{re.escape(str(file))}: \d+\.\d MiB, generation g000001, 5 articles and list entries, ", made.out
    )
    back = fresh("restore", file)
    assert back.code == 0, back.err
    assert "generation g000001, 5 articles and list entries." in back.out
    assert fresh("status", "--json").json["articles"] == 4
    again = fresh("restore", file)
    assert again.code == 1
    assert "--replace" in again.err
    assert json.loads(fresh("restore", file, "--replace", "--json").out)["generation"] == "g000001"
