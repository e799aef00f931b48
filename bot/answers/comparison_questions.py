"""What a question compares: "Is A or B on more lists?", "the difference between the UK and EU measures on C"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.answers.capitals import names_in
from bot.answers.list_questions import whose

_ASKS = re.compile(
    r"^\W*(?:and |so |please |can you |could you )*(?:compare|contrast)\s+(?P<compared>.+)$"
    r"|^\W*(?:and |so )?(?:what(?:'s|’s| is| are| was| were)? )?(?:the )?(?:main |key )?differences? between "
    r"(?P<between>.+)$"
    r"|^\W*(?:and |so )?how (?:do|does|did) (?P<one>.+?) (?:compare (?:to|with|against)|differ from) (?P<other>.+)$"
    r"|^(?P<left>[^?]{2,60}?) (?:vs\.?|versus) (?P<right>[^?]{2,80})$",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s+(?:and|with|to|versus|vs\.?|against|from)\s+", re.IGNORECASE)
_IN_RESPECT = re.compile(r"\s+(?:on|regarding|in terms of|over|about|concerning|when it comes to|as to|for)\s+", re.I)
# "Is A or B …", "Which is on more lists, A or B?", "Who was sanctioned first: A or B?"
_OR = re.compile(
    r"(?P<one>(?:the )?[A-ZÀ-Þ\d][\w.&’'-]*(?: (?:[A-ZÀ-Þ\d&][\w.&’'-]*|of|de|al|bin|van|von))*)"
    r" or (?P<other>(?:the )?[A-ZÀ-Þ\d][\w.&’'-]*(?: (?:[A-ZÀ-Þ\d&][\w.&’'-]*|of|de|al|bin|van|von))*)"
)
_AUXILIARY = re.compile(r"^(?:Is|Are|Was|Were|Does|Do|Did|Has|Have|Had|Who|Which|What)\s+", re.IGNORECASE)
_MORE = re.compile(
    r"\b(?:more|most|longer|longest|first|earlier|later|fewer|stricter|tougher|sanctioned|listed|designated|blacklisted"
    r"|delisted|lists?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Compared:
    """The sides as they are named, and in what respect they are compared; "" for their sanctions at large."""

    names: tuple[str, ...]
    topic: str = ""


def compared(question: str) -> Compared | None:
    """What `question` compares; None where it compares nothing."""
    text = question.strip().rstrip(" ?.!")
    asks = _ASKS.match(text)
    if asks:
        if asks["one"] or asks["left"]:
            return _sides(asks["one"] or asks["left"], asks["other"] or asks["right"])
        rest = asks["compared"] or asks["between"]
        for split in _SPLIT.finditer(rest):
            left, right = rest[: split.start()], rest[split.end() :]
            if left and right and bool(names_in(f"of {left}")) == bool(names_in(f"of {right}")):
                return _sides(left, right)
        return None
    either = _OR.search(_AUXILIARY.sub("", text))
    if either and _MORE.search(text):
        return Compared((_bare(either["one"]), _bare(either["other"])))
    return None


def _sides(left: str, right: str) -> Compared | None:
    """ "the UK" and "EU measures on Chelsea" share their tail; "Iran" and "North Korea on oil" their respect."""
    left, right = left.strip(" ,:"), right.strip(" ,:")
    if " " not in left and left.islower() and " " in right and right.islower():
        left = f"{left} {right.split()[-1]}"  # "primary and secondary sanctions"
    first, after = _name_and_tail(left), _name_and_tail(right)
    if first and after and after[1] and not first[1]:
        return Compared((_bare(first[0]), _bare(after[0])), _respect(after[1]))
    if first and after and first[1] == after[1]:
        return Compared((_bare(first[0]), _bare(after[0])), _respect(first[1]))
    cut = _IN_RESPECT.search(right)
    if cut and not _IN_RESPECT.search(left):
        return Compared((_bare(left), _bare(right[: cut.start()])), right[cut.end() :])
    return Compared((_bare(left), _bare(right)))


def _name_and_tail(part: str) -> tuple[str, str] | None:
    """The name that `part` begins with and the words after it, where it begins with one."""
    names = names_in(f"of {part}")
    if not names or not re.match(rf"(?:the )?{re.escape(names[0])}", part, re.IGNORECASE):
        return None
    name, _, tail = part.partition(names[0])
    tail = re.sub(r"^['’]s?\b", "", tail)
    owner = re.match(r"(?P<whose>\S+)\s+(?P<rest>.+)", names[0])
    if owner and whose(owner["whose"]):  # "EU Measures on Chelsea"
        return owner["whose"], f"{owner['rest']}{tail}".strip()
    return (name + names[0]).strip(), tail.strip(" ,")


def _respect(tail: str) -> str:
    return re.sub(r"^(?:on|regarding|in terms of|about|concerning|when it comes to|as to)\s+", "", tail, flags=re.I)


def _bare(name: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+(?=\S)|['’]s$", "", name.strip(" ,'’\"“”"), flags=re.IGNORECASE)
