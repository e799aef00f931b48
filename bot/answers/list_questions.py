"""What a question wants of an entry of a list, and whose list it means."""

from __future__ import annotations

import re
from enum import StrEnum

from bot.answers.other_languages import asks_in_another_language
from bot.answers.question import Question, QuestionType
from corpus.listing import EntityKind


class Facet(StrEnum):
    """One thing that an entry of a list may tell."""

    LISTED = "listed"
    WHO = "who"
    SINCE = "since"
    UNTIL = "until"
    AUTHORITY = "authority"
    PROGRAMME = "programme"
    REASONS = "reasons"
    ALIASES = "aliases"
    IMO = "IMO number"
    PASSPORT = "passport"
    IDENTIFIERS = "numbers"
    FLAG = "flag"
    BIRTH = "birth"
    NATIONALITY = "nationality"
    POSITION = "position"
    ADDRESSES = "addresses"
    OWNERS = "owners"
    HOLDINGS = "holdings"
    RELATIONS = "relations"
    SAYS = "what it says"


# What only an entry of a list tells so exactly that reporting adds nothing to it.
OF_ENTRY = frozenset(
    {
        Facet.ALIASES, Facet.IMO, Facet.PASSPORT, Facet.IDENTIFIERS, Facet.FLAG, Facet.BIRTH, Facet.NATIONALITY,
        Facet.POSITION, Facet.ADDRESSES, Facet.PROGRAMME, Facet.RELATIONS, Facet.OWNERS, Facet.HOLDINGS,
    }
)  # fmt: skip
_LISTED_WORDS = r"(?:sanction\w*|designat\w+|(?:black|block)?list(?:ed|ing)?|blocked|targeted|added)"
_FACETS = {
    Facet.UNTIL: r"\b(?:delist\w*|de-list\w*|removed|taken off|lifted|until when)\b",
    Facet.SINCE: r"\b(?:since when|how long|when|(?:what|which) (?:date|day|month|year))\b"
    rf"|\bdate of (?:its |the )?{_LISTED_WORDS}\b"
    rf"|\b{_LISTED_WORDS} (?:date|since)\b",
    Facet.AUTHORITY: r"\b(?:by whom|who (?:has |had |have )?(?:sanction|designat|list|blacklist|block)\w*"
    r"|which (?:authority|authorities|governments?|bod(?:y|ies)|lists?|country|countries) (?:has |have )?"
    r"(?:sanction|designat|list|is|are|hold|name)\w*)\b",
    Facet.PROGRAMME: r"\b(?:programmes?|programs?|regimes?|executive order|legal basis|which sanctions)\b",
    Facet.REASONS: r"\b(?:why|reasons?|grounds?|(?:listed|sanctioned|designated|blacklisted) for\b(?! how)|for what"
    r"|accused of)\b",
    Facet.ALIASES: r"\b(?:alias(?:es)?|also known|other names?|alternative names?|spell(?:ed|ings?)|original script"
    r"|called|a\.?k\.?a)\b",
    Facet.IMO: r"\bimo\b",
    Facet.PASSPORT: r"\bpassports?\b",
    Facet.IDENTIFIERS: r"\b(?:registration|tax|identif\w+|id numbers?|national id|ogrn|inn|swift code|swift|bic"
    r"|wallets?|call sign|mmsi)\b",
    Facet.FLAG: r"\bflag(?:s|ged)?\b",
    Facet.BIRTH: r"\b(?:born|birth\w*|how old|age|dob)\b",
    Facet.NATIONALITY: r"\b(?:nationalit(?:y|ies)|citizen(?:ship)?|which country is .+ from|what country is .+ from)\b",
    Facet.POSITION: r"\b(?:position|role|title|job|function)\b",
    Facet.ADDRESSES: r"\b(?:address(?:es)?|located|based|headquarter\w*)\b",
    Facet.OWNERS: r"\b(?:who|whom|which company)\b.*\b(?:owns?|owned|owners?|controls?|controlled|behind)\b"
    r"|\bowners? of\b|\bowned by\b|\bparent\b|['’]s owners?\b|\bbelongs? to\b",
    Facet.HOLDINGS: r"\b(?:subsidiar(?:y|ies)|holdings)\b"
    r"|\b(?:what|which|vessels?|ships?|compan(?:y|ies))\b.*\b(?:own|owns|control|controls)\b",
    Facet.RELATIONS: r"\b(?:link(?:s|ed)?|related|relations?|connect(?:ed|ions?)|associat(?:ed|es|ions?)|affiliat\w+"
    r"|ties|tied|family|wife|husband|son|daughter|brother|sister|father|mother)\b",
}
_PATTERNS = {facet: re.compile(pattern, re.IGNORECASE) for facet, pattern in _FACETS.items()}
_WHO = re.compile(
    r"^\W*(?:and |so |but )?(?:who(?:'s|’s| is| was| are| were)\b|tell me about|what do you know about)", re.IGNORECASE
)
_LISTING_WORD = re.compile(rf"\b(?:{_LISTED_WORDS}|delist\w*|sdn|sanctions?|de-listed|lists?)\b", re.IGNORECASE)
_DEALING = re.compile(
    r"\b(?:business|deal|dealings?|trade|pay|payments?|transact\w*|invest\w*|legal|lawful|allowed|permitted"
    r"|restrict\w+)\b",
    re.IGNORECASE,
)
# Whose list: as it is named where lists and those who decide on them are.
_NAMES = {
    "US": r"(?:u\.?s\.?a?\.?|united states|america(?:n)?|washington|ofac|sdn|(?:u\.?s\.? )?treasury|state department)",
    "EU": r"(?:e\.?u\.?|european union|brussels|europe(?:an)?)",
    "UN": r"(?:u\.?n\.?|united nations|(?:un )?security council)",
    "UK": r"(?:u\.?k\.?|united kingdom|brit(?:ain|ish)|london|ofsi)",
    "Switzerland": r"(?:switzerland|swiss|seco)",
    "Canada": r"(?:canada|canadian)",
    "Australia": r"(?:australian?)",
    "Japan": r"(?:japan(?:ese)?)",
    "Ukraine": r"(?:ukrain(?:e|ian))",
    "New Zealand": r"(?:new zealand)",
}
_LISTED_BY = r"(?:sanction(?:s|ed)?|blacklist(?:ed)?|designat(?:ed|ion)|list(?:ed|s)?)(?![\w-])"
_DECIDES = {
    whose: re.compile(
        rf"\b(?:by|did|has|have|had|does|do) (?:the )?{name}(?!\w)"
        rf"|\b(?:on|in|under|from|to|of|subject to|violate) (?:the |any |an? )?{name}(?:['’]s)? "
        r"(?:\w+ )?(?:sanctions?|lists?|blacklist|regimes?)\b"
        rf"|(?<![\w-]){name}(?:['’]s)? (?:\w+ )?{_LISTED_BY}"
        rf"|\b(?:on|in|from) (?:the )?{name}\W*$" + (r"|\b(?:ofac|sdn)\b" if whose == "US" else ""),
        re.IGNORECASE,
    )
    for whose, name in _NAMES.items()
}


# "What does the UN say about X?": what stands in its entry.
_SAYS = re.compile(
    rf"\b(?:what (?:do|does|did|has)|according to) (?:the )?(?:{'|'.join(_NAMES.values())})(?:['’]s)?"
    r"(?: (?:sanctions |consolidated )?lists?)? (?:say|says|said|state|states|hold|know|have on)\b",
    re.IGNORECASE,
)
# What kind of entries a question wants to have named: "Which vessels does X own?"
_KINDS = {
    EntityKind.VESSEL: r"vessels?|ships?|tankers?|yachts?|boats?|fleet",
    EntityKind.AIRCRAFT: r"aircrafts?|planes?|jets?|helicopters?",
    EntityKind.ENTITY: r"compan(?:y|ies)|entit(?:y|ies)|firms?|banks?|organi[sz]ations?|subsidiar(?:y|ies)"
    r"|business(?:es)?",
    EntityKind.PERSON: r"persons?|people|individuals?|men|women|family",
}
_KIND_ASKED = {
    kind: re.compile(rf"\b(?:which|what|how many|all|list(?: the| of)?|any|name|the)\s+(?:\w+\s)??(?:{words})\b", re.I)
    for kind, words in _KINDS.items()
}
_LOOKED_UP = re.compile(r"\b(?:check|look up|sanctions? status|(?:listed|sanctioned|designated) for)\b", re.IGNORECASE)


def facets(question: Question, name: str = "") -> tuple[Facet, ...]:
    """What `question` asks of the entry of `name`, in the order to be told: the first is what it wants to know."""
    text = question.standalone.replace(name, " ") if name else question.standalone
    asked = [facet for facet, pattern in _PATTERNS.items() if pattern.search(text)]
    if Facet.UNTIL in asked and Facet.SINCE in asked:
        asked.remove(Facet.SINCE)
    if Facet.BIRTH in asked and question.type in (QuestionType.WHEN, QuestionType.HOW_MUCH):
        asked = [facet for facet in asked if facet is not Facet.SINCE or _LISTING_WORD.search(text)]
    if _SAYS.search(text):
        return (Facet.SAYS,)
    if Facet.OWNERS in asked and Facet.HOLDINGS in asked:
        asked.remove(Facet.HOLDINGS)
    if question.type is QuestionType.YES_NO and not set(asked) - {Facet.UNTIL, Facet.RELATIONS}:
        return (Facet.LISTED, *asked)
    if not asked:
        return (Facet.WHO,) if _WHO.search(text) else (Facet.LISTED,)
    return tuple(sorted(asked, key=lambda facet: _PATTERNS[facet].search(text).start()))  # type: ignore[union-attr]


def asks_of_entry(question: Question) -> bool:
    """Whether the question asks for something that only an entry of a list tells, such as an alias or a number."""
    return bool((OF_ENTRY | {Facet.SAYS}).intersection(facets(question)))


def about_dealing(question: Question) -> bool:
    """Whether the question is whether somebody is sanctioned, or may be dealt with."""
    if asks_in_another_language(question.standalone):
        return True
    return question.type is QuestionType.YES_NO and bool(
        _LISTING_WORD.search(question.standalone) or _DEALING.search(question.standalone)
    )


def kind_asked(question: Question, name: str = "") -> EntityKind | None:
    """The only kind of entries that the question wants to have named; None for any."""
    text = question.standalone.replace(name, " ") if name else question.standalone
    return next((kind for kind, pattern in _KIND_ASKED.items() if pattern.search(text)), None)


def whose(name: str) -> str | None:
    """The authority that `name` is a name of, as a whole: "US" for "the United States"; None where it is none."""
    return next(
        (key for key, pattern in _NAMES.items() if re.fullmatch(rf"(?:the )?{pattern}(?:['’]s)?", name, re.IGNORECASE)),
        None,
    )


def authorities_in(text: str) -> list[str]:
    """Those whose lists there are that `text` names, such as "EU" and "US"."""
    return [key for key in _NAMES if names_authority(text, key)]


def names_authority(text: str, whose: str) -> bool:
    """Whether `text` names the authority: "Brussels" for "EU", but nothing European."""
    name = r"(?:e\.?u\.?|european (?:union|commission|council)|brussels)" if whose == "EU" else _NAMES[whose]
    return bool(re.search(rf"(?<![\w.-]){name}(?!\w)", text, re.IGNORECASE))


def asks_whether_listed(question: Question) -> bool:
    """Whether the question is about somebody's being on a list: whether, since when, by whom, who that is."""
    return (
        about_dealing(question)
        or bool(_WHO.search(question.standalone))
        or (
            bool(_LISTING_WORD.search(question.standalone))
            and question.type in (QuestionType.WHEN, QuestionType.WHO, QuestionType.WHICH)
        )
        or bool(_LOOKED_UP.search(question.standalone))
    )


def whose_list(question: Question, name: str = "") -> str | None:
    """The authority whose list is asked about, "US", "EU", "UN", "UK" or another country; None for any."""
    text = question.standalone.replace(name, "…") if name else question.standalone
    return next((whose for whose, pattern in _DECIDES.items() if pattern.search(text)), None)
