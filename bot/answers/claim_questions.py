"""Questions whether a statement is right: "Is this true?" after it, below it, or "Is it true that …?" around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.question_types import LEADING_AUXILIARY, names_a_type
from index.sentences import sentence_spans

MOST_CLAIMS = 4  # sentences of one statement that are checked
_LEAST_WORDS = 3  # of a sentence that states something
_RIGHT = (
    r"(?:right|true|correct|accurate|so|a fact|factual|legit(?:imate)?|real|wrong|false|fake(?: news)?|untrue|a lie"
    r"|disinformation|misinformation)"
)
_THIS = (
    r"(?:this|that|it|he|she|the (?:above|statement|claim|message|post)|what (?:he|she|they) (?:say|says|said|wrote))"
)
_ASKS = re.compile(
    rf"(?:@\w+[\s,:]*)?(?:(?:hey|hi|so|but|and|ok|okay|well|hm+|bot|please)\b[\s,]*)*"
    rf"(?:(?:is|was|are|were|isn['’]t|wasn['’]t) {_THIS}(?: (?:really|actually|indeed|even|still))?(?: {_RIGHT})?"
    rf"(?: or (?:not|{_RIGHT}))?|(?:really |actually )?{_RIGHT}(?: or (?:not|{_RIGHT}))?"
    rf"|(?:can you |could you |please )*(?:fact[- ]?check|check|verify|confirm)(?: (?:this|that|it))?(?: for me)?"
    rf"|(?:does|do) (?:this|that|it) (?:hold|stand|check out|add up)(?: up)?"
    r"|¿?es (?:esto |eso )?(?:cierto|verdad|correcto|verdadero|falso)(?: (?:esto|eso))?|¿?(?:cierto|verdad)"
    r"|(?:est[- ]ce que )?c['’]est (?:bien )?(?:vrai|exact|correct|juste|faux)"
    r"|est[- ]ce (?:bien )?(?:vrai|exact|correct|juste|faux)|vrai"
    r"|(?:это|а это)?\s*(?:правда|верно|так|правильно|неправда|ложь)(?: ли (?:это)?)?(?: это)?"
    r"|هل هذا (?:صحيح|حقيقي|صحيحا|خطأ)|(?:هذا )?صحيح"
    r"|(?:这|這|那)?(?:是)?(?:真的|真|对|對|正确|正確|属实|屬實)(?:吗|嗎|么|麼|不对)?)",
    re.IGNORECASE,
)
_IS_IT_TRUE_THAT = re.compile(
    r"^\W*(?:@\w+\s+)?(?:so |and |but )?(?:is it (?:true|correct|right|accurate|a fact)|can you confirm"
    r"|do(?:es)? .{1,40} confirm) that\s+(?P<claim>.{8,})$",
    re.IGNORECASE | re.DOTALL,
)
_NOTHING_MEANT = frozenset({"so", "real", "is it", "was it"})


@dataclass(frozen=True)
class Statement:
    """What somebody stated, as written, and the sentences of it that can be checked."""

    text: str
    claims: tuple[str, ...]
    is_whole: bool = True  # whether all its sentences that can be checked are among the claims


def statement_asked_about(asked: str, history: Sequence[str]) -> Statement | None:
    """The statement that `asked` wants to be checked; None where it asks for something else.

    It is what stands before the question in the same message, else the message before (the last of `history`), unless
    that asks something itself.
    """
    asked = asked.strip()
    around = _IS_IT_TRUE_THAT.match(asked)
    if around:
        claim = around["claim"].strip().rstrip("?").strip()
        return _stated(claim[0].upper() + claim[1:])
    spans = sentence_spans(asked)
    if not spans or not asks_whether_right(asked[slice(*spans[-1])]):
        return None
    before = asked[: spans[-1][0]].strip()
    return _stated(before or (history[-1] if history else ""))


def asks_whether_right(sentence: str) -> bool:
    """Whether `sentence` is "Is this right?" and no more."""
    bare = sentence.strip(" \t\n?!.…？！。؟¿")
    return bool(_ASKS.fullmatch(bare)) and bare.casefold() not in _NOTHING_MEANT


def _stated(text: str) -> Statement | None:
    text = " ".join(text.split())
    found = []
    for start, end in sentence_spans(text):
        sentence = text[start:end].strip()
        if len(sentence.split()) >= _LEAST_WORDS and not _asks(sentence):
            found.append(sentence)
    return Statement(text, tuple(found[:MOST_CLAIMS]), len(found) <= MOST_CLAIMS) if found else None


def _asks(sentence: str) -> bool:
    """Whether the sentence asks something, and so states nothing."""
    if sentence.endswith(("?", "？", "؟")):
        return True
    if sentence.endswith((".", "!")):
        return False
    first = sentence.split()[0].casefold()
    return bool(LEADING_AUXILIARY.match(sentence)) or (names_a_type(first) and first not in {"that", "which"})
