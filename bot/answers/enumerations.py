"""Lists put together from many sentences: "Which companies left Russia?", an item a line with its proof.

What the corpus holds is no complete list, and is said not to be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from bot.answers import quotes
from bot.answers.answer import Citation, Sentence
from bot.answers.capitals import names_in
from bot.answers.evidence import Evidence
from bot.answers.follow_ups import is_demonym
from bot.answers.searching import Searched, sentences
from bot.answers.unclear import bearers
from index.keywords import stems
from index.search import Snapshot

PASSAGES = 30
EMBEDDED = 24  # sentences compared by meaning, 2 to 4 ms each
MOST_LINES = 8
_WORDS = 120  # of the sentences together: it is read as a list
_LONGEST = 38  # words of a sentence
_LEAST_MEANING = 0.42  # cosine of question and sentence

_ASKS = re.compile(
    r"^\W*(?:and |so |please |can you )*(?:(?:which|what)\s+(?:(?:other|of the|all|big|major|western|russian"
    r"|foreign|european|"
    r"american|international|chinese|u\.?s\.?|tech|global|the)\s+)*(?P<noun>\w+)\b"
    r"|(?:list|name|give me|show me)\s+(?:all |some |me |of |the |any )*(?:[\w-]+\s+)??(?P<listed>\w+)\b)",
    re.IGNORECASE,
)
_COUNTRY = (
    r"(?:Afghanistan|Albania|Algeria|Argentina|Armenia|Australia|Austria|Azerbaijan|Bahrain|Bangladesh|Belarus|Belgium"
    r"|Bolivia|Bosnia|Brazil|Britain|Bulgaria|Burma|Cambodia|Canada|Chile|China|Colombia|Congo|Croatia|Cuba|Cyprus"
    r"|Czech"
    r" Republic|Denmark|Egypt|Eritrea|Estonia|Ethiopia|Finland|France|Georgia|Germany|Ghana|Greece|Hungary|Iceland"
    r"|India"
    r"|Indonesia|Iran|Iraq|Ireland|Israel|Italy|Japan|Jordan|Kazakhstan|Kenya|Kosovo|Kuwait|Kyrgyzstan|Latvia|Lebanon"
    r"|Libya|Liechtenstein|Lithuania|Luxembourg|Malaysia|Mali|Malta|Mexico|Moldova|Monaco|Mongolia|Montenegro|Morocco"
    r"|Myanmar|Netherlands|New Zealand|Nicaragua|Nigeria|North Korea|North Macedonia|Norway|Oman|Pakistan|Panama|Peru"
    r"|Philippines|Poland|Portugal|Qatar|Romania|Russia|Saudi Arabia|Senegal|Serbia|Singapore|Slovakia|Slovenia|Somalia"
    r"|South Africa|South Korea|South Sudan|Spain|Sri Lanka|Sudan|Sweden|Switzerland|Syria|Taiwan|Tajikistan|Thailand"
    r"|Tunisia|Turkey|Türkiye|Turkmenistan|Ukraine|United Arab Emirates|UAE|United Kingdom|UK|U\.K\.|United States|US"
    r"|U\.S\.|European Union|EU|Uzbekistan|Venezuela|Vietnam|Yemen|Zimbabwe)"
)
_COUNTRIES = frozenset("countries states nations governments members".split())
_PEOPLE = frozenset(
    "people individuals oligarchs persons officials politicians billionaires ministers men women leaders generals "
    "businessmen athletes executives celebrities".split()
)
# What not every organisation is: the sentence must say it.
_KINDS = {
    noun: re.compile(words, re.IGNORECASE)
    for noun, words in {
        "banks": r"\bbanks?\b|bank\b|\blenders?\b",
        "lenders": r"\bbanks?\b|bank\b|\blenders?\b",
        "airlines": r"\bairlines?\b|\bcarriers?\b",
        "retailers": r"\bretail|\bstores?\b|\bshops?\b",
        "carmakers": r"\bcar|\bauto|\bvehicle",
        "agencies": r"\bagenc|\bmedia\b|\boutlets?\b",
        "exchanges": r"\bexchange",
    }.items()
}
# What not every person is: it must be said near.
_ROLES = frozenset("oligarchs officials politicians billionaires ministers generals businessmen athletes".split())
_ORGANISATIONS = frozenset(
    "companies banks firms brands groups entities airlines retailers manufacturers carmakers corporations businesses "
    "organisations organizations agencies exchanges lenders".split()
)
_CRAFT = frozenset("vessels ships tankers yachts superyachts".split())
_NOT_ORGANISATIONS = re.compile(
    rf"(?:{_COUNTRY}|Moscow|Kyiv|Kiev|Washington|Brussels|London|Beijing|Paris|Berlin|Kremlin|White House|Europe"
    rf"|Asia|West"
    r"|Africa|Congress|Parliament|Senate|Treasury|SWIFT|Reuters|CNN|Bloomberg|AP|Associated Press|USA TODAY|AFP|BBC"
    r"|Twitter"
    r"|Putin|Biden|Zelensky\w*|Trump|NATO|G7|UN|United Nations|Western|Monday|Tuesday|Wednesday|Thursday|Friday"
    r"|Saturday"
    r"|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|CEO|President"
    r"|Black Sea|Crimea|Donbas|Soviet Union|Cold War|The|A|I|It|But|And|In|On|For|We|He|She|They|This|That|These|Those"
    r"|Also|Dozens|Hundreds|Thousands|Scores|Both|Even|Other|Others|Several|Many|Some|Meanwhile|However|According"
    r"|After|As|At|By|While|When|If|There|Its|Their)"
)


@dataclass(frozen=True)
class _Item:
    """A sentence that proves something of each of `names`."""

    evidence: Evidence
    names: tuple[str, ...]


def enumeration(searched: Searched, index: Snapshot, as_of: date | None, first: int = 1) -> quotes.Draft | None:
    """The list that the question asks for, over more passages than other answers; None where it asks for none, or
    fewer than two sentences have something to add."""
    question = searched.question
    noun = _noun(question.standalone)
    if noun is None:
        return None
    predicate = _predicate(question.standalone, noun)
    evidence: list[Evidence] = []
    for text in [question.standalone, *_asked_otherwise(question.standalone, noun)]:
        query = index.query(text)
        hits = index.search(query, PASSAGES, as_of=as_of)
        evidence += sentences(replace(question, standalone=text), query, hits, index, EMBEDDED)
    evidence.sort(key=lambda item: len(item.text.split()) / _WORDS - item.feature("meaning"))  # short ones leave room
    verb = predicate[0] if predicate else frozenset()
    items: list[_Item] = []
    seen: set[str] = set()
    words = 0
    for item in evidence:
        if len(items) == MOST_LINES:
            break
        if noun in _ROLES and not re.search(rf"\b{noun.removesuffix('s')}", item.hit.text, re.IGNORECASE):
            continue
        if noun in _KINDS and not _KINDS[noun].search(item.text):
            continue
        if item.feature("meaning") < _LEAST_MEANING or not _says(item, predicate):
            continue
        if item.refers_back or item.feature("fragment") or len(item.text.split()) > _LONGEST:
            continue
        names = tuple(name for name in _names(item, noun, question.standalone, verb) if _key(name) not in seen)
        count = len(item.text.split())
        if not names or words + count > _WORDS:
            continue
        items.append(_Item(item, names))
        seen.update(map(_key, names))
        words += count
    return _write(items, noun, first) if len(items) > 1 else None


def _noun(question: str) -> str | None:
    """The plural noun that is asked for: "companies"."""
    match = _ASKS.match(question)
    noun = (match["noun"] or match["listed"] or "").casefold() if match else ""
    return noun if noun in _COUNTRIES | _PEOPLE | _ORGANISATIONS | _CRAFT else None


def _predicate(question: str, noun: str) -> list[frozenset[str]]:
    """What the sentences must say of the items: each telling word of the question, with what says the same."""
    rest = re.sub(rf"^.*?\b{noun}\b", "", question, count=1, flags=re.IGNORECASE)
    told = []
    for stem in dict.fromkeys(stems(rest)):
        group = next((group for group in _SAME if stem in group), frozenset({stem}))
        told.append(group)
    return told


# Words that say the same of the items, the first of each searched for, too.
_SAID_SO = (
    "left suspended quit withdrew closed halted stopped leave leaves leaving exit exited pulled pulling withdraw"
    " withdrawal suspend "
    "suspending halt stop paused cease ceased close closing abandon abandoned "
    "shut ended cut severed",
    "removed remove excluded exclude cut expelled barred banned disconnected blocked kicked",
    "sanctioned sanctions sanction designated blacklisted froze frozen freeze hit targeted penalties",
    "seized seize impounded detained confiscated captured arrested froze",
    "imposed impose announced adopted introduced joined",
    "expelled expel kicked ordered",
    "banned ban bans banning barred prohibited blocked",
    "supplied supply sent send provided provide delivered",
    "russia russian moscow",
    "iran iranian tehran",
)
_SAME = tuple(frozenset(stems(words)) for words in _SAID_SO)


def _asked_otherwise(question: str, noun: str) -> list[str]:
    """The question with other words for its verb: "companies suspended operations in Russia"."""
    for word in re.findall(r"\w+", question.partition(noun)[2]):
        for words in _SAID_SO:
            if stems(word) and stems(word)[0] in stems(words):
                others = [other for other in words.split() if stems(other) != stems(word)][:4]
                return [f"{noun} {question.partition(noun)[2].replace(word, ' '.join(others), 1)}"]
    return []


def _says(item: Evidence, predicate: list[frozenset[str]]) -> bool:
    """Whether the sentence has what is asked of the items; one word of three may stand in the title or beside it."""
    missing = [group for group in predicate if not group & item.stems]
    if not missing:
        return True
    near = set(stems(f"{item.hit.article.title}\n{item.hit.text}"))
    verb_is_there = bool(predicate) and bool(predicate[0] & item.stems)
    return verb_is_there and len(missing) * 2 <= len(predicate) and all(group & near for group in missing)


def _names(item: Evidence, noun: str, question: str, verb: frozenset[str]) -> list[str]:
    """The names of the kind that is asked for of which the sentence says the verb, without the question's."""
    sentence, asked = item.text, question.casefold()
    if noun in _CRAFT:
        found = [name for role in _CRAFT for name in bearers(sentence, role.removesuffix("s"))]
    else:
        spans = [match.span() for match in re.finditer(rf"\b{_COUNTRY}(?!\w)(?!['’]s)", sentence)]
        if noun not in _COUNTRIES:
            spans = _named(item, noun)
        passive = bool(
            re.search(rf"\b{noun}\s+(?:was|were|are|is|(?:have|has|had) been|got)\b(?!\s+\w+ing\b)", question)
        )
        found = [sentence[slice(*span)] for span in _of_verb(sentence, spans, verb, passive=passive)]
        if noun in _PEOPLE:
            found = [_in_full(name, item.hit.article.text) for name in found]
    own = {_key(name) for name in [*names_in(question), *re.findall(_COUNTRY, question)]}
    return list(dict.fromkeys(name for name in found if name.casefold() not in asked and _key(name) not in own))


def _named(item: Evidence, noun: str) -> list[tuple[int, int]]:
    """Where the sentence has names that may be of the kind asked for."""
    sentence = item.text
    source = (item.hit.article.source or "").split(".")[0].casefold()
    spans = []
    at = 0
    for name in names_in(sentence):
        start = sentence.index(name, at)
        at = start + len(name)
        text = item.hit.article.text
        if not name[0].isupper() and not name[0].isdigit():
            continue
        if " " not in name and not name.isupper():
            begins = not re.search(r"\w", sentence[:start])
            known = _FOLLOWS_A_NAME.match(sentence[at:]) or re.search(rf"[a-z,] {re.escape(name)}\b", text)
            if begins and not known:
                continue  # a capital at the beginning of a sentence is no name
            if re.search(rf"\b{re.escape(name.lower())}\b", text):
                continue
        if (
            re.fullmatch(_NOT_ORGANISATIONS, name)
            or re.fullmatch(_NOT_ORGANISATIONS, f"{name}.")
            or is_demonym(name)
            or (source and source in name.casefold())
        ):
            continue
        if noun in _PEOPLE and (_IS_BODY.search(name) or len(_in_full(name, text).split()) not in (2, 3, 4)):
            continue
        if noun in _ORGANISATIONS and _IS_PERSON.search(name):
            continue
        if noun == "banks" and not (_BANK.search(name) or _BANK.search(sentence[:start][-60:])):
            continue
        spans.append((start, at))
    return spans


def _in_full(name: str, text: str) -> str:
    """A last name with the first name that the article gives somewhere."""
    if " " in name:
        return name
    match = re.search(
        rf"\b(?!(?:The|And|But|With|For|President|Mr|While|When|After)\b)[A-Z][a-z]+ {re.escape(name)}\b", text
    )
    return match.group() if match else name


def _of_verb(
    sentence: str, spans: list[tuple[int, int]], verb: frozenset[str], *, passive: bool
) -> list[tuple[int, int]]:
    """Those of the names at `spans` that the verb is said of: its subjects or, in the passive, whom it is done to.

    Names that are joined go together: "Visa, Mastercard and PayPal suspended".
    """
    chains: list[list[tuple[int, int]]] = []
    for span in spans:
        if chains and _JOINED.fullmatch(sentence[chains[-1][-1][1] : span[0]]):
            chains[-1].append(span)
        else:
            chains.append([span])
    verbs = [match for match in re.finditer(r"[\w’'-]+", sentence) if verb.intersection(stems(match.group()))]
    taken: list[tuple[int, int]] = []
    for at in verbs:
        done_to = not at.group().endswith("ing") and bool(_PASSIVE.search(sentence[: at.start()]))
        before = [
            chain
            for chain in chains
            if chain[-1][1] <= at.start() <= chain[-1][1] + _NEAR and not _NO_SUBJECT.search(sentence[: chain[0][0]])
        ]
        after = [chain for chain in chains if at.end() <= chain[0][0] <= at.end() + _NEAR]
        if passive == done_to and before:
            chain = before[-1]
            if not _NEGATED.search(sentence[chain[-1][1] : at.end()]):
                taken += chain
        elif passive and not done_to and after and not _ELSEWHERE.search(sentence[at.end() : after[0][0][0]]):
            taken += [] if _NEGATED.search(sentence[: at.start()][-30:]) else after[0]
    for match in _AMONG_THEM.finditer(sentence):
        taken += next(([*chain] for chain in chains if 0 <= chain[0][0] - match.end() <= 12), [])
    return list(dict.fromkeys(taken))


# After a word that begins a sentence it shows that this is a name.
_FOLLOWS_A_NAME = re.compile(
    r"\s(?:said|says|has|have|is|was|will|announced|CEO|chief|co-?founder|spokes\w+|and [A-Z]|[A-Z]{2,5}\b)|, [A-Z]"
    r"|['’]s "
)
_NO_SUBJECT = re.compile(
    r"\b(?:of|in|with|from|for|by|to|at|on|company|giant|than|including|against)[, ]*(?:the )?$", re.IGNORECASE
)
# Between a verb and a name: the name is not that of whom the verb is done to.
_ELSEWHERE = re.compile(
    r"\b(?:in|by|after|response|invasion|over|because|since|amid|from|that|which|who|near|at|before)\b", re.IGNORECASE
)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are|get|got)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_NEAR = 120  # characters between a name and the verb that is said of it
_JOINED = re.compile(
    r"\s*(?:(?:,|;|&|–|—|\(|\)|\b(?:and|or|as well as|along with|plus|the|both|also)\b)\s*)+", re.IGNORECASE
)
_NEGATED = re.compile(
    r"\b(?:not|never|opposed?|opposes|refus\w+|den(?:y|ied|ies)|without|yet to|declin\w+|against|pledg\w+|plan\w*"
    r"|vow\w*|promis\w+|would|could|may|might|threat\w+|consider\w*|expected|agreed to|wants?)\b|^ to $"
    r"|n['’]t\b",
    re.I,
)
_AMONG_THEM = re.compile(r"\b(?:including|such as|among them|namely|notably)\b", re.IGNORECASE)
_BANK = re.compile(r"\bbanks?\b|bank\b|\b(?:VTB|VEB|Sber)", re.IGNORECASE)
_IS_BODY = re.compile(
    r"\b(?:Bank|Company|Corp\w*|Ministry|Department|Council|Union|Group|Inc|Ltd|House|Court|Agency|Office"
    r"|University|Sea"
    r"|Street|Times|Post|News|Service|League|Club|States|Kingdom|Korea|Africa)\b"
)
_IS_PERSON = re.compile(
    r"\b(?:President|Minister|Chancellor|Secretary|Mr|Mrs|Ms|Prime|Chief|Sen|Rep|King|Pope|CEO|Chairman)\b"
)


def _key(name: str) -> str:
    bare = re.sub(r"[\W_]+", " ", name.replace(".", "").casefold()).strip().removeprefix("the ")
    return _SAME_COUNTRY.get(bare, bare)


_SAME_COUNTRY = {
    "us": "united states", "usa": "united states", "eu": "european union", "uk": "united kingdom",
    "britain": "united kingdom", "uae": "united arab emirates", "türkiye": "turkey", "burma": "myanmar",
}  # fmt: skip


def _write(items: list[_Item], noun: str, first: int) -> quotes.Draft:
    lines = [f"What my sources say of {noun} by name; it may not be all:"]
    sentences: list[Sentence] = []
    citations: list[Citation] = []
    for number, item in enumerate(items, first):
        evidence = item.evidence
        quote = quotes.Quote(evidence, evidence.start, evidence.end)
        citation = quotes.cite(number, quote)
        sentences.append(Sentence(text=quote.on_one_line, citations=(number,), quoted=True))
        citations.append(citation)
        lines.append(f"• {', '.join(item.names)}: {quotes.attributed(quote.on_one_line, citation)} [{number}]")
    return quotes.Draft("\n".join(lines), tuple(sentences), tuple(citations))
