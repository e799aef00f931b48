"""The values of a JSON lines file, each with its line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.readers import contents
from corpus.readers.contents import Skip
from corpus.readers.skipped import Skipped


def rows(path: Path, skip: Skip) -> Iterator[tuple[int, Any]]:
    """(line, value) of every line that is not blank; one that is no JSON goes to `skip`. Raises as `contents.lines`."""
    for line, text in contents.lines(path, skip):
        if not text.strip():
            continue
        try:
            value = json.loads(text)
        except RecursionError:
            skip(Skipped(str(path), line, "JSON nested too deeply"))
        except ValueError as error:
            what = error.msg if isinstance(error, json.JSONDecodeError) else "a number far too long"
            skip(Skipped(str(path), line, f"not JSON: {what}"))
        else:
            yield line, value
