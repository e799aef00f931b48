"""Understanding a question: what kind of answer it wants, whom it names, and what a follow-up refers to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class QuestionType(StrEnum):
    """What the asker wants to read in the answer."""

    WHO = "who"
    WHAT = "what"
    WHEN = "when"
    WHERE = "where"
    WHY = "why"
    HOW = "how"
    HOW_MUCH = "how_much"
    HOW_MANY = "how_many"
    WHICH = "which"
    LIST = "list"
    YES_NO = "yes_no"


@dataclass(frozen=True)
class Question:
    """A question as the engine works on it. `standalone` can be understood without the conversation."""

    asked: str
    standalone: str
    type: QuestionType
    about_listing: bool

    @property
    def is_follow_up(self) -> bool:
        """Whether the conversation was needed to understand it."""
        return self.asked != self.standalone


# Where several fit, the one that stands first in the question decides, and the earlier line among those.
_TYPES: tuple[tuple[QuestionType, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (QuestionType.WHY, r"\bwhy\b|\bhow come\b|\b(?:for|on) what (?:reasons?|grounds?)\b|\bfor what\b"),
        (
            QuestionType.WHY,
            r"\bwhat (?:is|was|were|are) the (?:official |stated )?(?:reasons?|grounds?|motives?)\b"
            r"|\bwhat (?:led|caused|prompted|triggered|made)\b|\breasons? (?:for|behind|why)\b",
        ),
        (QuestionType.WHEN, r"\b(?:since )?when\b|\b(?:what|which) (?:date|day|month|year|time)\b|\bhow long ago\b"),
        (
            QuestionType.HOW_MUCH,
            r"\bhow (?:much|big|large|high|far|long|old|expensive|low|deep|fast|costly|steep)\b"
            r"|\b(?:what|which) (?:percentage|percent|share|proportion|amount|sum|price|rate|size|value|fraction)\b"
            r"|\bhow many (?:%|percent|dollars|euros|pounds|barrels|tons|tonnes|(?:b|m|tr)illions?)\b"
            r"|\bwhat (?:do|does|did|will|would) \S+(?: \S+){0,4} cost\b"
            r"|\b(?:at )?what(?:'s|’s| is| was| were)? (?:\S+ ){0,4}(?:price|cost|salary|fine|penalty|worth|value)\b",
        ),
        (QuestionType.HOW_MANY, r"\bhow many\b|\bnumber of\b|\bwhat(?: is| was) the (?:\w+ )?(?:tally|toll|count)\b"),
        (QuestionType.WHERE, r"\b(?:from )?where\b|\b(?:what|which) (?:city|town|region|port|place|location)\b"),
        (
            QuestionType.LIST,
            r"\b(?:which|what) (?:\w+ ){0,2}(?:companies|banks|countries|people|individuals|oligarchs|vessels|ships"
            r"|firms|brands|groups|programmes|programs|measures|steps|sectors|entities|officials|names|aliases|agencies"
            r"|states|airlines|goods|products)\b|\b(?:which|what) (?:two|three|four|five|six|seven|\d+)\b"
            r"|^\s*list\b|\bwho are\b",
        ),
        (QuestionType.WHO, r"\bwho(?:m|se)?\b|\bby whom\b"),
        (
            QuestionType.WHICH,
            r"\bwhich (?!of (?:the|these|those)\b)\w|\bwhat (?:company|bank|country|ship|vessel|firm|law"
            r"|agency|person|official|president|minister|order|programme|program|nationality|language|brand)\b",
        ),
        (QuestionType.HOW, r"\bhow\b"),
        (QuestionType.WHAT, r"\bwhat\b|\bwhich\b|\btell me\b|\bexplain\b|\bdescribe\b"),
    )
)
_LEADING_AUXILIARY = re.compile(
    r"^\W*(?:and |so |but )?(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might"
    r"|isn['’]t|aren['’]t|wasn['’]t|didn['’]t|doesn['’]t)\b",
    re.IGNORECASE,
)
_SHORT_HEADS = (
    (QuestionType.WHEN, re.compile(r"\bdate\b", re.IGNORECASE)),
    (QuestionType.WHY, re.compile(r"\b(?:reasons?|grounds)\b", re.IGNORECASE)),
    (
        QuestionType.HOW_MUCH,
        re.compile(r"\b(?:prices?|costs?|fines?|penalt(?:y|ies)|salary|amount|worth)\b", re.IGNORECASE),
    ),
    (QuestionType.WHO, re.compile(r"\bname of\b", re.IGNORECASE)),
)
_AUXILIARY_LATER = re.compile(r"[,:]\s*(?:is|are|was|were|do|does|did|has|have|had|can|will)\b.+\?", re.IGNORECASE)
_LISTING = re.compile(
    r"\b(?:sanction(?:s|ed|ing)?|designat\w+|blacklist\w*|blocklist\w*|(?:de)?listed|listing|delist\w*|sdn"
    r"|sanctions? list|under what programmes?|aliases|also known as|imo)\b",
    re.IGNORECASE,
)
_WHO_IS = re.compile(r"^\W*(?:and )?who(?:'s|’s| is| are| was| were)\s+(?!the\b|a\b|an\b)", re.IGNORECASE)


def question_type(text: str) -> QuestionType:
    """The kind of answer `text` asks for; a phrase without any question word asks what there is on it."""
    if _LEADING_AUXILIARY.search(text) and not re.search(r"\bor (?:why|when|who)\b", text, re.IGNORECASE):
        return QuestionType.YES_NO
    found = [
        (match.start(), order, kind) for order, (kind, pattern) in enumerate(_TYPES) if (match := pattern.search(text))
    ]
    if found:
        return min(found)[2]
    for kind, pattern in _SHORT_HEADS:
        if pattern.search(text):
            return kind
    return QuestionType.YES_NO if _AUXILIARY_LATER.search(text) else QuestionType.WHAT


def understand(asked: str, history: Sequence[str] = ()) -> Question:
    """Make `asked` stand alone, given the asker's earlier questions (oldest first), and tell its type."""
    asked = " ".join(asked.split())
    previous: str | None = None
    for earlier in history:
        if small_talk(earlier):
            continue
        previous = _standalone(" ".join(earlier.split()), previous)
    standalone = _standalone(asked, previous)
    about_listing = bool(_LISTING.search(standalone) or _WHO_IS.search(standalone))
    return Question(asked, standalone, question_type(standalone), about_listing)


_BARE = re.compile(
    r"^\W*(?:and|but|so|ok|okay|then|also)?\W*(?P<word>since when|when(?: exactly)?|why|where|by whom|who|how much"
    r"|how many|how|for how long|how long)\W*(?:was (?:it|that|this)|is (?:it|that|this)|did (?:it|that|this) happen"
    r"|exactly|precisely|not)?\W*$",
    re.IGNORECASE,
)
_WHAT_ABOUT = re.compile(
    r"^\W*(?:and |but |so |ok |okay )?(?:what|how) about\s+(?P<topic>.+?)\W*$|^\W*and\s+(?P<short>[^?]{2,60}?)\W*$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?P<possessive>its|their|his|whose)\b"
    r"|\b(?P<plain>it|they|them|he|him|she|(?:this|that|the|these|those|said) (?:company|firm|bank|man|woman|person"
    r"|vessel|ship|group|entity|organi[sz]ation|oligarch|tanker|yacht|programme|program|order)s?)\b"
    r"|\b(?P<her>her)\b(?P<object>\s*(?:\?|$))?",
    re.IGNORECASE,
)
# "It" that stands for nothing: "is it true that …", "does it cost …", "it is said".
_EMPTY_IT = re.compile(r"\b(?:is|was) it (?:true|possible|legal|allowed|ok|correct|safe)\b", re.IGNORECASE)
_QUESTION_HEAD = re.compile(
    r"^\W*(?:and |but |so )?(?P<head>since when|when|why|where|by whom|whom|who|how much|how many|how|what|which)"
    r"(?P<rest>\b.*)$",
    re.IGNORECASE,
)
_AUXILIARY_AFTER_HEAD = re.compile(
    r"^\s+(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b", re.IGNORECASE
)
# Words that begin questions and sentences with a capital without being names.
_NOT_NAMES = frozenset(
    """
    a about an and any are as at be but by can could did do does explain for from had has have how i in is it list may
    me might name of on or please should since so tell that the their then there these they this those to was were what
    when where which who whom whose why will with would ok okay yes no
    """.split()
)


def names_in(text: str) -> list[str]:
    """The capitalised names of `text` in order, as written; the first word of a question is no name by itself."""
    spans: list[tuple[int, int]] = []
    for match in re.finditer(r"\S+", text):
        word = match.group().strip("\"'“”‘’()[],;:?!.")
        bare = re.sub(r"[’']s$", "", word)
        if not bare or not (bare[0].isupper() or any(c.isupper() for c in bare[1:])) or bare.lower() in _NOT_NAMES:
            continue
        start = match.start() + match.group().index(word)
        end = start + len(bare)
        between = text[spans[-1][1] : start] if spans else ""
        if spans and re.fullmatch(r"\s+(?:(?:of|de|del|al|el|bin|ibn|van|von|&|and|for|the)\s+){0,2}", between):
            joined_by_and = re.search(r"\band\b", between)
            if not joined_by_and:
                spans[-1] = (spans[-1][0], end)
                continue
        spans.append((start, end))
    return [text[start:end] for start, end in spans]


def _standalone(asked: str, previous: str | None) -> str:
    if previous is None:
        return asked
    bare = _BARE.match(asked)
    if bare:
        return _with_head(previous, bare["word"])
    earlier_names = names_in(previous)
    about = _WHAT_ABOUT.match(asked)
    if about:
        topic = about["topic"] or about["short"] or ""
        if names_in(topic) and earlier_names and not _PRONOUN.search(topic) and not _asks(topic):
            return previous.replace(_subject(earlier_names), topic.rstrip("?. "), 1)
    if _EMPTY_IT.search(asked) or not earlier_names:
        return asked
    pronoun = _PRONOUN.search(asked)
    if pronoun and not _named_before(asked, pronoun.start()):
        subject = _subject(earlier_names)
        possessive = pronoun["possessive"] or (pronoun["her"] and not pronoun["object"])
        if possessive:
            subject += "’" if subject.endswith("s") else "’s"
        tail = pronoun["object"] or ""
        return asked[: pronoun.start()] + subject + tail + asked[pronoun.end() :]
    if not names_in(asked) and len(asked.split()) <= 6:
        return f"{asked.rstrip('?. ')} ({_subject(earlier_names)})?"
    return asked


def _asks(topic: str) -> bool:
    return any(pattern.search(topic) for _, pattern in _TYPES)


def _named_before(text: str, position: int) -> bool:
    """Whether a name in the same question comes before the pronoun, which then stands for that name."""
    return any(name.lower() not in _WEAK_SUBJECTS for name in names_in(text[:position]))


def _subject(names: Sequence[str]) -> str:
    """The name a pronoun most likely stands for: the first of the question, countries and months aside."""
    weighty = [name for name in names if name.lower() not in _WEAK_SUBJECTS]
    return (weighty or list(names))[0]


_WEAK_SUBJECTS = frozenset(
    """
    us u.s u.s. usa uk u.k u.k. eu un ofac treasury america britain january february march april may june july august
    september october november december monday tuesday wednesday thursday friday saturday sunday
    """.split()
)


def _with_head(previous: str, word: str) -> str:
    """`previous` asked with another question word: "Why was X sanctioned?" and "when" give "When was X sanctioned?"."""
    head = _QUESTION_HEAD.match(previous)
    word = re.sub(r"\s+exactly$", "", word.lower())
    if head and _AUXILIARY_AFTER_HEAD.match(head["rest"]):
        rest = head["rest"]
    elif head:
        return f"{word.capitalize()}: {previous}"
    elif _LEADING_AUXILIARY.match(previous):
        rest = " " + previous[0].lower() + previous[1:]
    else:
        return f"{word.capitalize()}: {previous}"
    if word in {"who", "by whom"}:
        return f"By whom{rest}"
    return f"{word.capitalize()}{rest}"


_GREETING = re.compile(
    r"^\W*(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|hola|bonjour|salut|привет"
    r"|здравствуйте|مرحبا)(?:\W+(?:there|bot|all|everyone))?\W*$",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"^\W*(?:(?:ok|okay|great|perfect|cool|nice|good)\W*)?(?:many thanks|thanks?(?: you)?(?: (?:so|very) much| a lot)?"
    r"|thx|ty|cheers|merci|gracias|спасибо|ok|okay|great|perfect|cool|nice|got it|understood|bye|goodbye)\W*$",
    re.IGNORECASE,
)


def small_talk(asked: str) -> str | None:
    """A short fitting reply to a greeting or thanks; None for everything else."""
    if _GREETING.match(asked):
        return "Hello. Ask me about a sanctioned company, person, vessel or programme; I answer from my sources."
    if _THANKS.match(asked):
        return "You're welcome."
    return None
