"""Whether a claim turns round what a sentence says: denies it, states the opposite, or swaps who does it to whom."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.answers.claim_figures import figures_in
from bot.answers.claim_words import same_name
from index.keywords import stems

_NEGATIONS = re.compile(
    r"\b(?:not|no|never|none|nobody|neither|nor|without|cannot|fail(?:s|ed|ing)? to|refus(?:e|es|ed|ing) to|den(?:y"
    r"|ies|ied|ying)"
    r"|rul(?:e|es|ed|ing) out|stop(?:s|ped|ping)? short)\b|n['’]t\b",
    re.IGNORECASE,
)
# "Not only" and "no later than" deny nothing.
_NO_NEGATIONS = re.compile(r"\bnot (?:only|just|merely)\b|\bno (?:later|sooner|fewer|less|more) than\b", re.IGNORECASE)


def _stemmed(*sides: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(stem for word in side.split() for stem in stems(word)) for side in sides)


# A word of one side where the source has only words of the other says the opposite.
_OPPOSED = [
    _stemmed(*line.split("|"))
    for line in """
    impose imposed add added designate designated blacklisted tighten tightened introduce | lift lifted remove removed
    increase increased rise rose risen grow grew raise raised climbed soared jumped gained | fall fell fallen decreased
    increase increased rise rose risen grow grew raise raised climbed soared | drop dropped declined shrank lowered
    increase increased rise rose risen grow grew raise raised climbed soared | cut plunged slumped lose lost reduced
    impose imposed add added designate designated blacklisted | delist delisted ease eased waived revoked relaxed
    ban banned prohibit prohibited block blocked freeze froze frozen forbidden barred | allow allowed permit permitted
    ban banned prohibit prohibited block blocked freeze froze frozen seized | unblocked released unfroze unfrozen exempt
    ban banned prohibit prohibited block blocked restricted | authorise authorised authorize authorized
    support supported back backed endorse endorsed approve approved | oppose opposed reject rejected veto vetoed
    welcome welcomed praise praised | condemn condemned criticise criticised criticize criticized denounce denounced
    join joined enter entered | leave left exit exited withdraw withdrew withdrawn quit
    buy bought acquire acquired purchase purchased | sell sold divest divested
    import imported | export exported
    confirm confirmed admit admitted acknowledge acknowledged accept accepted | deny denied refuse refused
    win won succeed succeeded | lose lost fail failed
    begin began begun start started open opened resume resumed | end ended stop stopped halt halted close closed ceased
    arrest arrested detain detained jail jailed | free freed release released acquit acquitted
    legal lawful | illegal unlawful
    guilty | innocent
    first | last
    majority | minority
    """.strip().splitlines()
]
# The same for phrases.
_OPPOSED_PHRASES = [
    (re.compile(one, re.IGNORECASE), re.compile(other, re.IGNORECASE))
    for one, other in (
        (r"\b(?:more than|over|at least|above|exceed\w*|upwards of)\b(?=.{0,12}\d)",
         r"\b(?:less than|fewer than|under|at most|below|up to|nearly|almost)\b(?=.{0,12}\d)"),
        (r"\bbefore\b", r"\bafter\b"),
        (r"\bvot\w+ (?:for|in favou?r)\b", r"\bvot\w+ against\b"),
        (r"\bsince\b", r"\buntil\b"),
        (r"\ball (?:of )?(?:the|its|their)\b", r"\b(?:some|part|parts|several|most) of\b"),
    )
]  # fmt: skip
_CLAUSE = re.compile(r"[;—–]\s+|,?\s+(?:but|although|though|while|whereas|because)\s+|,\s+(?:and|after which)\s+")
_RELATIVE = re.compile(r",\s+(?:which|who|whose|where)\s+(?P<inner>[^,]+)(?:,|$)")
_NOUN_ENDINGS = re.compile(r"(?:[eo]rs?|[ts]ions?|ments?|ness|it(?:y|ies)|ists?|[ae]nces?|ships?|ans?|ese|ish)$")
# Capitalised words that are nobody.
_NO_SUBJECTS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december according mr mrs ms both all some many most several other others
    """.split()
)
_NAME = r"[A-ZÀ-Þ][\w’'.&-]*(?:\s+(?:(?:of|the|de|al)\s+)?[A-ZÀ-Þ][\w’'.&-]*)*"
_NAMES = re.compile(_NAME)
_PASSIVE = (
    r"\b(?:was|were|been|being|be|is|are|get|got)\s+(?:\w+\s+){0,2}?(?P<verb>\w+(?:ed|en|t|ght|wn))\b.{0,60}?\bby\s+"
)
_BY_ANYBODY = re.compile(_PASSIVE + r"(?:an?|the|his|her|its|their|\w+)\s+[a-z]")
_BY = re.compile(
    rf"\b(?:was|were|been|being|be|is|are|get|got)\s+(?:\w+\s+){{0,2}}?(?P<verb>\w+(?:ed|en|t|ght"
    rf"|wn))\b.{{0,60}}?\bby\s+(?:the\s+)?(?P<agent>{_NAME})"
)


def is_turned_round(claim: str, sentence: str, around: str, before: str) -> bool:
    """Whether `claim` contradicts `sentence`, its nearest support.

    `around` are all the sentences that support it, `before` what is read before `sentence`.
    """
    return (
        _of_somebody_else(claim, sentence, before)
        or _now_for_then(claim, sentence)
        or _denies(claim) != _denies(nearest_clause(claim, sentence))
        or _has_another_subject(claim, nearest_clause(claim, sentence), f"{claim} {around}")
        or _opposite(claim, around)
        or is_swapped(claim, sentence)
    )


def _denies(text: str) -> bool:
    return len(_NEGATIONS.findall(_NO_NEGATIONS.sub(" ", text))) % 2 == 1


def nearest_clause(claim: str, sentence: str) -> str:
    """The clauses of `sentence` that `claim` speaks of: it has half of their words. All of them if there is none."""
    words = set(stems(claim))
    clauses: list[str] = []
    for clause in filter(None, _CLAUSE.split(sentence)):
        inner = _RELATIVE.findall(clause)
        clauses += [_RELATIVE.sub(" ", clause), *inner] if inner else [clause]
    kept = [part for part in clauses if 2 * len(words.intersection(stems(part))) >= max(1, len(set(stems(part))))]
    return " ".join(kept) or sentence


def _opposite(claim: str, around: str) -> bool:
    claimed, told = set(stems(claim)), set(stems(around))
    for one, other in _OPPOSED:
        for here, there in ((one, other), (other, one)):
            if here & claimed and not here & told and there & told and not there & claimed:
                return True
    return any(
        here.search(claim) and not here.search(around) and there.search(around)
        for pair in _OPPOSED_PHRASES
        for here, there in (pair, pair[::-1])
    )


def _has_another_subject(claim: str, clause: str, around: str) -> bool:
    """Whether `claim` says of one what `clause` says of another: each begins with a name the other lacks."""
    small = set(re.findall(r"\b[a-z]+\b", around))
    claimed, told = ([n for n in _NAMES.findall(text) if _is_subject(n, small)] for text in (claim, clause))
    return bool(claimed and told) and not _named_in(claimed[0], told) and not _named_in(told[0], claimed)


def _of_somebody_else(claim: str, sentence: str, before: str) -> bool:
    """Whether `claim` puts a name where `sentence` does not have it.

    What a sentence says of "him" or "the company" may be said with the name, if the name was read before. A name that
    stands in another clause of the sentence than the one `claim` tells is not the one that clause speaks of.
    """
    clause = nearest_clause(claim, sentence)
    small = set(re.findall(r"\b[a-z]+\b", f"{sentence} {before}"))
    for name in _NAMES.findall(claim):
        if not _is_subject(name, small):
            continue
        told = _named_in(name, _NAMES.findall(sentence))
        if not told and not _named_in(name, _NAMES.findall(before)):
            return True
        if told and not _named_in(name, _NAMES.findall(clause)):
            return True
    return False


def _now_for_then(claim: str, sentence: str) -> bool:
    """Whether `claim` has in the present what `sentence` has in the past alone: "operates" for "operated until"."""
    past = {stem for word in re.findall(r"\b[a-z]+ed\b", sentence) for stem in stems(word)}
    present = {stem for word in re.findall(r"\b[a-z]+[^s\W]s\b", sentence) for stem in stems(word)}
    claimed = {stem for word in re.findall(r"\b[a-z]+[^s\W]s\b", claim) for stem in stems(word)}
    return bool(claimed & past - present)


def _is_subject(name: str, small: set[str]) -> bool:
    """Whether `name` names somebody: it is no day, figure or word that also stands in small letters."""
    if name.lower() in small:
        return False
    words = [word for word in name.split() if word.lower().strip(".") not in _NO_SUBJECTS]
    return bool(words) and not figures_in(words[-1]) and bool(stems(" ".join(words)))


def _named_in(name: str, names: Iterable[str]) -> bool:
    return any(same_name(name, other) for other in names)


def is_swapped(claim: str, sentence: str) -> bool:
    """Whether both have an act between the same two names, done by one of them in `claim`, the other in `sentence`."""
    told = set(_acts(sentence))
    return any(act not in told and act[::-1] in told for act in _acts(claim))


def _acts(text: str) -> Iterable[tuple[str, str, str]]:
    """(who, verb, whom) by the last words of names and stems of the words between; passives are turned to active."""
    names = [(match.start(), match.end(), _last_word(match.group())) for match in _NAMES.finditer(text)]
    by_others = {stem for match in _BY_ANYBODY.finditer(text) for stem in stems(match["verb"])}
    passive = {stem: _last_word(match["agent"]) for match in _BY.finditer(text) for stem in stems(match["verb"])}
    for at, (_, end, name) in enumerate(names):
        for start, _, other in names[at + 1 : at + 4]:
            between = text[end:start]
            if len(between) > 120 or name == other:
                continue
            turned = [stem for stem, agent in passive.items() if agent == other and stem in stems(between)]
            if turned:
                yield from ((other, stem, name) for stem in turned)
                continue
            for word in re.findall(r"\b[a-z]+\b", between):
                for stem in stems(word):
                    if stem not in passive and stem not in by_others and not _NOUN_ENDINGS.search(word):
                        yield name, stem, other


def _last_word(name: str) -> str:
    word = re.sub(r"[’']s?$", "", name.split()[-1]).strip(".").lower()
    return word
