"""Several questions in one message: "Who is X and when was it listed? Who owns it?" taken apart, in their order."""

from __future__ import annotations

import re

from bot.answers.capitals import names_in
from bot.answers.question_types import LEADING_AUXILIARY
from index.sentences import sentence_spans

MOST = 4
_WORD = r"(?:since when|by whom|on what grounds|when|why|where|who(?:m|se)?|which|what|how(?: much| many| long| come)?)"
_BEGINS = re.compile(
    rf"^\W*(?:and |but |so |also |then |or )*(?:please |tell me |can you tell me |could you tell me |do you know "
    rf"|i (?:want|would like|need) to know )*{_WORD}\b|^\W*(?:and |but |so |also )*(?:please )?(?:tell me|list|compare"
    r"|name|show|give me|explain|describe)\b",
    re.IGNORECASE,
)
_AUXILIARY = (
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|isn['’]t|aren['’]t|wasn['’]t|didn['’]t)"
)
_PRONOUN = r"(?:it|he|she|they|this|that|these|those|its|his|her|their)"
# Where a further question begins within a sentence: ", and when was it …", "and is it …", ", who …", " and why".
_FURTHER = re.compile(
    rf"\s*(?:,\s*(?:and\s+|or\s+|but\s+)?|;\s*(?:and\s+)?|\s+and\s+)(?:also\s+|then\s+|if so,?\s+)?"
    rf"(?=(?:since when|by whom|on what grounds|when|why|where|how(?: much| many| long)?)\W*$"
    rf"|(?:since when|by whom|when|why|where|how(?: much| many| long)?)\s*(?:,|and\b)\s*{_WORD}"
    rf"|(?:since when|by whom|on what grounds|when|why|where|how|what|whom?|whose)\s+(?:\w+\s+){{0,2}}?{_AUXILIARY}\b"
    rf"|(?:when|why|where|how|what)\s+{_PRONOUN}\s+\w+"
    rf"|how (?:much|many|long)\b|who\s+(?!is\b|was\b)\w+s?\b|(?:which|what)\s+\w+\s+{_AUXILIARY}\b"
    rf"|{_AUXILIARY}\s+(?:{_PRONOUN}|the|an?|any|there|[A-ZÀ-Þ]\S*)\b)",
)
# Words that ask in two ways at once: "When and where was he arrested?"
_TWO_HEADS = re.compile(
    rf"^\W*(?P<one>{_WORD}) (?:and|or) (?P<other>{_WORD})(?P<rest>\s+{_AUXILIARY}\b.+)$", re.IGNORECASE
)
# What is found first is what the rest asks about: "Which yachts did Italy seize, and who owned them?" is one question.
_ASKS_WHOM = re.compile(
    rf"^\W*(?:which|what)\s+(?!{_AUXILIARY}\b)\w|^\W*whom?\s+(?!(?:is|are|was|were)\s+(?:the\s+)?(?-i:[A-ZÀ-Þ]))\w",
    re.IGNORECASE,
)
_DEPENDS = re.compile(rf"[^?]*?\b(?:{_PRONOUN}|them|him|her|whose|ones)\b|{_WORD}\W*$", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:the|a|an|those|people|companies|banks|anyone|someone|all)(?: \w+)?$", re.IGNORECASE)


def questions_in(message: str) -> list[str]:
    """The questions of `message`, in order; what is told before a question is put in front of it.

    A message that asks one thing, or nothing in words of its own, is returned as it is.
    """
    text = " ".join(message.split())
    spans = sentence_spans(text)
    found: list[str] = []
    told: list[str] = []
    for start, end in spans:
        sentence = text[start:end]
        if _asks(sentence):
            parts = _apart(sentence)
            found += [" ".join([*told, parts[0]]) if told and _refers(parts[0]) else parts[0], *parts[1:]]
            told = []
        else:
            told.append(sentence)
    if len(found) == 1 and not told and len(spans) > 1:
        return found
    return found[:MOST] if len(found) > 1 else [text]


def _asks(sentence: str) -> bool:
    return sentence.rstrip(" )\"”'").endswith(("?", "？", "؟")) or bool(_BEGINS.match(sentence))


def _refers(question: str) -> bool:
    """Whether a question needs what is told before it: it names nobody, or points back."""
    return not names_in(question) or bool(re.search(rf"\b{_PRONOUN}\b", question, re.IGNORECASE))


def _apart(sentence: str) -> list[str]:
    """The questions that one sentence joins by commas or "and"."""
    two = _TWO_HEADS.match(sentence)
    if two:
        rest = two["rest"]
        return [_put(two["one"] + rest), _put(two["other"] + rest)]
    parts: list[str] = []
    at = 0
    for match in _FURTHER.finditer(sentence):
        before = sentence[at : match.start()]
        if match.start() < at or not _is_whole(before, first=not parts):
            continue
        if not re.search(r"\b(?:and|or|but)\b|;", match.group()) and _RELATIVE.search(before):
            continue  # "the people, who own it": no question
        if _ASKS_WHOM.match(parts[0] if parts else before) and _DEPENDS.match(sentence[match.end() :]):
            continue
        parts.append(before)
        at = match.end()
    parts.append(sentence[at:])
    return [_put(part) for part in parts]


def _is_whole(part: str, *, first: bool) -> bool:
    """Whether `part` can be a question by itself."""
    if not first:
        return bool(part.strip())
    begins = _BEGINS.match(part) or LEADING_AUXILIARY.match(part)
    return bool(begins) and len(part.split()) >= 3


def _put(part: str) -> str:
    part = part.strip(" ,;")
    part = part if part.endswith(("?", "？", "؟", ".", "!")) else f"{part}?"
    return part[0].upper() + part[1:]
