"""What documents say of themselves in their properties, where a person gave it and no program filled it in."""

from __future__ import annotations

import re

from corpus.cleaning import one_line
from corpus.readers.fields import names

_READ_CHARACTERS = 1000

_FILE_NAME = re.compile(r"(?i)\.(?:docx?|pdf|rtf|odt|wpd|indd|qxd|pptx?|xlsx?|tex|dvi|ps|html?|txt)$|[\\/]|^\S*_\S*$")
_FILLED_IN_TITLE = re.compile(
    r"(?i)(?:microsoft \w+( -.*)?|untitled.*|\(?anonymous\)?|document ?\d*|powerpoint presentation|slide \d+|print"
    r"|word document|(?:no )?title|\(?unspecified\)?|layout \d+|scan.*|img.*|[\W\d_]*)"
)
_FILLED_IN_AUTHOR = re.compile(
    r"(?i)(?:(?:microsoft |ms )?office( user)?|microsoft( corporation)?|python-docx|user\d*|admin\w*|owner|author"
    r"|\(?anonymous\)?|\(?unspecified\)?|default.*|unknown|test|guest|[\W\d_]*)"
)
_LOGIN = re.compile(r"^[a-z0-9_.-]+$|\d|[@\\/]")


def stated_title(text: str) -> str | None:
    """`text` if it is a title somebody gave: not "Microsoft Word - x.doc", "untitled" or the name of a file."""
    title = one_line(text[:_READ_CHARACTERS])
    if len(title) < 4 or _FILLED_IN_TITLE.fullmatch(title) or _FILE_NAME.search(title):
        return None
    return title


def stated_authors(text: str) -> tuple[str, ...]:
    """The people `text` names: not "Microsoft Office User", nor the name of an account."""
    author = one_line(text[:_READ_CHARACTERS])
    if _FILLED_IN_AUTHOR.fullmatch(author) or _LOGIN.search(author):
        return ()
    return names(author)
