"""The comments of a UN entry ("Other information" on the printed list), sentence by sentence, into what they state."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.cleaning import one_line
from corpus.listing import Detail, Identifier

# A sentence ends before a capital or a bracket, except after a month, a title or an initial ("19 Oct.", "Dr.", "K.").
_ENDS = re.compile(
    r"(?<=[.!?\]])(?<!\bNo\.)(?<!\bDr\.)(?<!\bMr\.)(?<!\b[A-Z]\.)(?<!\bSt\.)(?<!\bCo\.)(?<!\bAl\.)\s+(?=[A-Z\[“\"(])"
    r"|\s+(?=(?:The r|R)eview pursuant )"
)
_INTERPOL = re.compile(r"\s*INTERPOL-UN Security Council Special Notice web ?link: ?(?P<link>https?://\S+)\s*\.?")
_OLD_REFERENCE = re.compile(r"\[?Old Reference ?# ?(?P<value>[^\]]+)\]?\.?")
_REVIEW = re.compile(
    r"(?:The )?[Rr]eview pursuant to (?:Security Council )?resolution (?P<resolution>\d+ ?\(\d{4}\)) (?:was |is )?"
    r"(?:concluded|completed) on (?P<day>.+?)\.?"
)
_PHOTO = re.compile(r"(?:Photo|Picture|Photograph)s?(?: and \w+)? (?:is |are )?available for inclusion .*")
_NAME_OF = re.compile(r"(?:His |Her )?(?P<whose>[A-Za-z][a-z]+(?: [a-z]+)?)[’'`]s name(?: is:?|:) (?P<name>.+)")
_NEXT_RELATIVE = re.compile(r"[,;] (?:and )?(?=[A-Za-z]+[’'`]s name)")
_LONGEST_NAME = 80
_LABELLED = re.compile(r"(?P<label>[A-Z][A-Za-z’' /-]{2,34}): ?(?P<value>\S.*)")
_NUMBERS = re.compile(
    r"(?i)(?:IMO number|Italian Fiscal Code|(?:Pakistan )?National Tax Number|Registered company number|SWIFT(?: code)?"
    r"|.*registration (?:ID |number)?(?:number)?)"
)
_REFERENCE = re.compile(r"\b[A-Z]{2}[ei]\.\d{3}\b")
# What somebody or something did or does: the sentences for which an entry stands on the list.
_ACTIVITY = re.compile(
    r"(?i)\b(?:members?|leaders?|commanders?|command(?:s|ed)|emir|founder|founded|spokes\w+|recruit\w*|facilitat\w+"
    r"|financ\w+|fund(?:ing|rais\w+|ed|s)|suppl(?:y|ie[sd])|provid\w+|support\w*|involved|responsible|participat\w+"
    r"|associated|affiliat\w+|linked to|front company|owned|controlled|subsidiary|subordinate|parent company|acting for"
    r"|on behalf of|procure\w*|acquisition|produc\w+|manufactur\w+|develop\w+|export\w*|import\w*|smuggl\w+|traffick\w+"
    r"|weapons?|arms|missiles?|nuclear|ballistic|centrifuges?|enrichment|military|attacks?|attacked|kidnap\w+|abduct\w+"
    r"|terroris\w+|bomb\w*|plot\w*|plann\w+|direct(?:s|ed|or of)|manag(?:es|ed|er of)|officials? (?:for|of|in)"
    r"|representative|serve[sd]|head(?:s|ed)? of|heads|chief of|minister of|deputy|oversees|listed pursuant|operat\w+"
    r"|threat to|allegiance|governor|deputy in|violat\w+|murder\w*|rape|recruited|coup|gangs?"
    r"|evad\w+|violence|embargo|launder\w*|transfer\w*)\b"
)
_BIOGRAPHY = re.compile(
    r"(?i)^killed (?:in|on)\b|\b(?:deceased|died|(?:was|were|been|reportedly|confirmed) killed|buried|believed to be"
    r"|reportedly (?:in|located|dead)|residing|resides|resided"
    r"|married|wife|husband|father|mother|brothers?|sons? of|cousin|nephew|belongs? to|belonged|tribe|born|passports?"
    r"|arrested|detained|in custody|imprison\w+|sentenced|deport\w+|extradit\w+|released|convicted|wanted by|fled"
    r"|in prison|photo|telephone|e-?mail|fax|website|identity card|fiscal code|height|hair|eyes|scars?"
    r"|prosthetic|leg|injured|family (?:is|was)|originally from|ethnic\w*|delisted)\b"
)


@dataclass(frozen=True)
class Comments:
    """What comments state, in parts.

    `reasons` are the sentences on what somebody is or does; `remarks` those on family, whereabouts and fate, and all
    of them where none tells of a deed or an office.
    """

    reasons: str = ""
    details: tuple[Detail, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    references: tuple[str, ...] = ()
    remarks: str = ""


def read_comments(text: str) -> Comments:
    """Sort the sentences of `text`; each goes to one place, none is lost. References are those of other entries."""
    text = one_line(text)
    told: list[str] = []
    details: dict[Detail, None] = {}
    identifiers: dict[Identifier, None] = {}

    def interpol(match: re.Match[str]) -> str:
        details[Detail(label="INTERPOL notice", value=match["link"].rstrip("."))] = None
        return " "

    def old_reference(match: re.Match[str]) -> str:
        details[Detail(label="Old reference", value=match["value"].strip())] = None
        return " "

    text = _OLD_REFERENCE.sub(old_reference, _INTERPOL.sub(interpol, text))
    for raw in _ENDS.split(text):
        sentence = raw.strip()
        if not sentence or sentence == ".":
            continue
        if match := _REVIEW.fullmatch(sentence):
            details[Detail(label="Review concluded", value=f"{match['day']}, resolution {match['resolution']}")] = None
        elif _PHOTO.fullmatch(sentence):
            details[Detail(label="Photo", value=sentence.rstrip("."))] = None
        elif relatives := _names_of_relatives(sentence):
            details.update(dict.fromkeys(relatives))
        elif match := _LABELLED.fullmatch(sentence):
            label, value = match["label"], match["value"].rstrip(".")
            if _NUMBERS.fullmatch(label) and re.search(r"\d", value) and len(value) < 60:
                kind = "IMO" if label.lower() == "imo number" else label
                identifiers[Identifier(kind=kind, value=value)] = None
            else:
                details[Detail(label=label, value=value)] = None
        else:
            told.append(sentence)
    case = [sentence for sentence in told if not _BIOGRAPHY.search(sentence)]
    reasons = case if any(_ACTIVITY.search(sentence) for sentence in case) else []
    remarks = [sentence for sentence in told if sentence not in reasons]
    return Comments(
        " ".join(reasons),
        tuple(details),
        tuple(identifiers),
        tuple(dict.fromkeys(_REFERENCE.findall(text))),
        " ".join(remarks),
    )


def _names_of_relatives(sentence: str) -> list[Detail]:
    """One per relative named in "Father's name is A, mother's name is B"; none where the sentence tells more."""
    found = []
    for part in _NEXT_RELATIVE.split(sentence):
        match = _NAME_OF.fullmatch(part)
        if match is None or len(match["name"]) > _LONGEST_NAME:
            return []
        found.append(Detail(label=f"{match['whose'].capitalize()}'s name", value=match["name"].rstrip(".")))
    return found
