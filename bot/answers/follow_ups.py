"""Follow-ups: "And when?", "who owns it?" made to stand alone, given the question before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answers.capitals import names_in
from bot.answers.definitions import defined_term
from bot.answers.question_types import LEADING_AUXILIARY, names_a_type
from bot.answers.translated_questions import bare_follow_up, language_of
from index.keywords import stems

# A question word alone, which asks that of what was said before.
BARE = re.compile(
    r"^\W*(?:and|but|so|ok|okay|then|also)?\W*(?:(?P<word>since when|when(?: exactly)?|why|where|by whom|who|how much"
    r"|how many|how|for how long|how long|on what grounds)\W*(?:exactly|precisely|not)?"
    r"|(?:(?:when|why) (?:was|is) (?:it|that|this)|(?:when|why|where|how) did (?:it|that|this) happen))\W*$",
    re.IGNORECASE,
)
# Nouns that stand for what a question is about.
THINGS = (
    "yacht", "superyacht", "villa", "mansion", "house", "jet", "plane", "ship", "tanker", "company", "bank", "fund",
    "club", "contract", "deal", "licence", "license", "agreement", "pipeline", "law", "act", "package", "list", "sale",
    "loan", "fine", "refinery", "plant", "foundation", "network", "platform", "wallet",
)  # fmt: skip
_ELLIPTIC = re.compile(
    r"^\W*(?:and |or )?(?:is|are|was|were|does|do|did|has|have)\s+(?P<topic>\S+(?:\s+\S+){0,3}?)\W*$", re.I
)
_WHAT_ABOUT = re.compile(
    r"^\W*(?:and |but |so |ok |okay )?(?:what|how) about\s+(?P<topic>.+?)\W*$|^\W*and\s+(?P<short>[^?]{2,60}?)\W*$",
    re.IGNORECASE,
)
# Asks of everybody, or of what is to come.
_OF_ALL = re.compile(
    r"^\W*(?:and |so |but )?(?:who|which \w+|what \w+) (?:will|would|could|might) be (?:the )?\w+\b.*\bnext\b"
    r"|^\W*(?:and |so |but )?who(?:['’]s| is) next\b|\b(?:in general|generally|worldwide|in the world|overall)\W*$"
    r"|\b(?:anybody|anyone|who|what|nobody) else\b",
    re.IGNORECASE,
)
# "Who was sanctioned?" after "Why was X sanctioned?": the act has its object already, so that others are asked for.
_WHO_WAS = re.compile(
    r"^\W*(?:and |so |but )?(?:who|(?:which|what|how many) (?:\w+ )?\w+) (?:is|are|was|were|has been|have been|will be"
    r"|got) (?P<act>\w+(?:ed|en))\b",
    re.IGNORECASE,
)
# What stands for somebody or something named before.
PRONOUN = re.compile(
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


def standalone(asked: str, previous: str | None) -> str:
    """`asked` as it would be put without a conversation; `previous` is the question before, standing alone itself.

    A pronoun gives way to what it stands for, and the other names of the question before follow in brackets, so that
    "how much does the club owe him?" is searched for where the club is.
    """
    if previous is None or not all(re.search(r"\w", text) for text in (asked, previous)):
        return asked  # of "yes" nothing is left without its courtesies: it asks nothing of what was said before
    bare = BARE.match(asked)
    if bare:
        return _with_head(previous, bare["word"] or asked.strip(" ?.!").split()[0].removeprefix("And "))
    if (word := bare_follow_up(asked)) is not None:
        return _with_head(previous, word)
    if language_of(asked) is not None or _is_general(asked, previous):
        return asked
    earlier_names = names_in(previous)
    about = _WHAT_ABOUT.match(asked)
    elliptic = _ELLIPTIC.match(asked)
    if elliptic and names_in(f"of {elliptic['topic']}") == [elliptic["topic"]] and earlier_names:
        return previous.replace(_subject(earlier_names), elliptic["topic"], 1)
    if about:
        topic = about["topic"] or about["short"] or ""
        if names_in(topic) and earlier_names and not PRONOUN.search(topic) and not names_a_type(topic):
            return previous.replace(_subject(earlier_names), topic.rstrip("?. "), 1)
    things = _things(previous)
    if _EMPTY_IT.search(asked) or not (earlier_names or things):
        return asked
    pronoun = PRONOUN.search(asked)
    people_only = not things and all(map(is_demonym, earlier_names))
    if pronoun and people_only:
        return _with_names(asked, earlier_names)
    if pronoun and not _stands_for_its_own(asked, pronoun):
        subject = _antecedent(pronoun, earlier_names, things)
        possessive = pronoun["possessive"] or (pronoun["her"] and not pronoun["object"])
        meant = subject
        if possessive:
            meant += "’" if subject.endswith("s") else "’s"
        tail = pronoun["object"] or ""
        told = asked[: pronoun.start()] + meant + tail + asked[pronoun.end() :]
        return _with_names(told, [name for name in earlier_names if name not in subject])
    if _POINTING.search(asked):
        return _with_names(asked, earlier_names)
    if not names_in(asked) and len(asked.split()) <= 6:
        return _with_names(asked, [_subject(earlier_names)] if earlier_names else things[:1])
    return asked


def _is_general(asked: str, previous: str) -> bool:
    """Whether `asked` names nobody because it asks of all: what a word means, who is next, who else was sanctioned."""
    if names_in(asked) or PRONOUN.search(asked):
        return False
    if _OF_ALL.search(asked) or (defined_term(asked) is not None and not re.search(r"\bthe\b", asked, re.IGNORECASE)):
        return True
    act = _WHO_WAS.match(asked)
    return act is not None and set(stems(act["act"])) <= set(stems(previous))


def _with_names(text: str, names: Sequence[str]) -> str:
    """`text` with those of `names` that it lacks in brackets."""
    missing = [name for name in names if name.casefold() not in text.casefold() and name.lower() not in _WEAK_SUBJECTS]
    if any(not is_demonym(name) for name in [*missing, *names_in(text)]):
        missing = [name for name in missing if not is_demonym(name)]
    return f"{text.rstrip('?. ')} ({', '.join(missing[:3])})?" if missing else text


def _stands_for_its_own(asked: str, pronoun: re.Match[str]) -> bool:
    """Whether a name in the same question comes before the pronoun, which then stands for that name.

    Not where the pronoun is an object, as in "Who did Chainalysis blame for it?": the name before does the blaming.
    """
    before = asked[: pronoun.start()]
    if pronoun["plain"] and _OBJECT.search(before):
        return False
    return any(name.lower() not in _WEAK_SUBJECTS for name in names_in(before))


def _things(text: str) -> list[str]:
    """What `text` speaks of without a name of its own: "Melnichenko's sailing yacht", "the gas contract"."""
    owned = [match.group() for match in _OWNED.finditer(text)]
    asked_for = _ASKED_FOR.match(text)
    return owned + ([f"the {asked_for['thing']}"] if asked_for else [])


def _antecedent(pronoun: re.Match[str], names: Sequence[str], things: Sequence[str]) -> str:
    """What the pronoun most likely stands for: a thing for "it", a person for "he", as far as words show that."""
    word = pronoun.group().lower().split()[0]
    if word in {"it", "its"} and things:
        return things[0]
    if word in {"it", "its"}:
        organised = [name for name in names if _ORGANISED.search(name)]
        return organised[0] if organised else _subject(names)
    if word in {"he", "him", "his", "she", "her"} and len(names) > 1:
        # Organisations and places come first in such questions; the person is named last.
        persons = [name for name in names if name.lower() not in _WEAK_SUBJECTS and not is_demonym(name)]
        return persons[-1] if persons else _subject(names)
    return _subject(names) if names else things[0]


def _subject(names: Sequence[str]) -> str:
    """The name a pronoun most likely stands for: the first of the question, countries and months aside."""
    weighty = [name for name in names if name.lower() not in _WEAK_SUBJECTS and not is_demonym(name)]
    return (weighty or list(names))[0]


def is_demonym(name: str) -> bool:
    """Whether `name` is a people or a nationality: "Italians", "North Korean", "Swiss"."""
    return bool(_DEMONYM.fullmatch(name))


# Of a company or another body, by its name: "it" is rather this than the minister before.
_ORGANISED = re.compile(
    r"\b(?:AG|SA|SE|PLC|Plc|Inc|Ltd|LLC|GmbH|Corp|Co|Company|Corporation|Group|Holdings?|Bank|Fund|Trading|Shipping"
    r"|Industries|Airlines|Exchange|Ministry|Agency)\b\.?$"
)
_OWNED = re.compile(r"\b[A-ZÀ-Þ][\w-]+['’]s?\s+(?:[a-z][\w-]+\s+){0,2}(?:" + "|".join(THINGS) + r")\b")
_ASKED_FOR = re.compile(
    r"^\W*(?:which|what)\s+(?P<thing>(?:(?!(?:is|are|was|were|did|do|does|the|an?)\b)[a-z][\w-]+\s+){0,2}(?:"
    + "|".join(THINGS)
    + r"))\b",
    re.IGNORECASE,
)
# The pronoun that follows is not who does something.
_OBJECT = re.compile(
    r"\b(?:of|with|to|for|about|from|by|on|in|at|against|over|under|after|behind|owe|owes|buy|sell|own|owns|use|give|help|serve)\s+$",
    re.IGNORECASE,
)
# Points at something said before without naming it.
_POINTING = re.compile(
    r"\bthere\b(?! (?:is|are|was|were|a|an|any|been)\b)|\b(?:the|this|that|these|those) (?:club|country|deal|contract"
    r"|law|list|case|plan|raid|attack|court|sale|fine|fund|money|package|agreement|ban|region|regime|government|minister|team)s?\b",
    re.IGNORECASE,
)
_DEMONYM = re.compile(
    r"(?:(?:North|South) )?(?:\w+(?:ians?|ese|ish)|(?:Americ|Mexic|Germ|Kore|Europe|Afric|Liby|Cub|Venezuel|Chile"
    r"|Morocc|Afgh|Rom)ans?|Swiss|French|Dutch|Greeks?|Czechs?|Iraqis?|Israelis?|Pakistanis?|Saudis?"
    r"|Turks?|Thais?|Danes?|Swedes?|Finns?|Poles?|Brits?)"
)
_CALENDAR = frozenset(
    """
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday
    """.split()
)
_WEAK_SUBJECTS = _CALENDAR | frozenset(
    "us u.s u.s. usa uk u.k u.k. eu un ofac treasury america britain beijing moscow washington brussels london".split()
)


def _with_head(previous: str, word: str) -> str:
    """`previous` asked with another question word: "Why was X sanctioned?" and "when" give "When was X sanctioned?"."""
    head = _QUESTION_HEAD.match(previous)
    word = re.sub(r"\s+exactly$", "", word.lower())
    if head and _AUXILIARY_AFTER_HEAD.match(head["rest"]):
        rest = head["rest"]
    elif head:
        return f"{word.capitalize()}: {previous}"
    elif LEADING_AUXILIARY.match(previous):
        rest = " " + previous[0].lower() + previous[1:]
    else:
        return f"{word.capitalize()}: {previous}"
    if word == "on what grounds":
        word = "why"
    if word in {"who", "by whom"}:
        return f"By whom{rest}"
    return f"{word.capitalize()}{rest}"
