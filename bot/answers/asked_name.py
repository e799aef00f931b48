"""The name a question is about, listed or not: "Is wilhelmina quatsch on any list?" asks about wilhelmina quatsch."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answers.other_languages import FRAME as _OTHER_FRAME
from bot.answers.other_languages import asks_in_another_language, without_chinese_frame

_QUOTED = re.compile(r"[\"“”„«‹‘](?P<name>[^\"“”„«»‹›’‘]{2,120})[\"”“»›’]|(?<!\w)'(?P<plain>[^']{2,120})'(?!\w)")
_WORD = re.compile(r"[^\s,;:?!¿¡؟，。？()\[\]\"“”„«»]+")
# Words a question about lists is made of. They are no part of the name, at its borders at least.
_FRAME = frozenset(
    """
    a about according added against agency also am an and any anybody anyone anything appear appears are as
    asset assets at authority authorities be been being blacklist blacklisted blocked blocklist blocklisted
    but by call called can card check clear company's could currently current country date day deal dealing
    dealings delisted delisting describe designate designated designates designating designation designations
    did do does doing else entries entry ever exactly explain find for frozen from give given government
    grounds had has have he her hi hello his hold how i if in info information into is isn't it its kind know
    known legal let like list listed listing listings lists look lookup made match matches may me measures
    mentioned moment month much my name named names never no not now of off official ok okay on once or
    ordinary other our out over own owned owner owners owns parent people please program programme programmes
    programs put really reason reasons record records regime regimes register related relation relations
    remove removed restricted restriction restrictions safe sanction sanctioned sanctioning sanctions say says
    screen screening search see she should show since so some somebody someone spelled status still stand
    subject subsidiaries subsidiary suggest tell than that the their them then there these they thing this
    those time to today under until up us use used using was we well were what what's when when's where
    where's whether which who who's whom whose why will with work would year yes yet you your currently
    actively presently contain contains include includes hold holds cover covers bear bears born birth
    birthday birthplace birthdate old age aged nationality citizenship national citizen alias aliases aka
    a.k.a a.k.a. passport passports imo mmsi flag flags flagged number numbers id identifier identifiers
    identification registration tax address addresses located based headquarters headquartered position role
    title job call sign swift bic controls controlled control controlling belongs belong linked links link
    tied ties connected connection connections associated affiliate affiliated affiliates vessels ships
    spelling spellings written alternate alternative original script business trade pay payment permitted
    allowed
    """.split()
)
# Kinds of things, which stand before a name or are said of it: "the vessel Tango", "the Tango tanker".
_KINDS = frozenset(
    """
    vessel ship tanker yacht boat aircraft plane jet person individual man woman entity company firm
    organisation organization group businessman businesswoman oligarch mr mrs ms dr
    """.split()
)
# Those of them that are said after a name and are no part of it: "the Tango tanker", not "the Wagner group".
_CRAFT = frozenset("vessel ship tanker yacht boat aircraft plane jet".split())
# Lists and those who make them; never a name that is asked about, however it is written.
_LISTS = frozenset(
    """
    ofac sdn eu u.s u.s. usa un u.n u.n. uk u.k u.k. treasury opensanctions ofsi fcdo hmt european union
    british american european's eu's uk's un's us's ofac's unsc ssi
    """.split()
)
_LISTS_OF_WORDS = re.compile(
    r"\b(?:united nations|united states|united kingdom|european union|(?:un )?security council|state department"
    r"|(?:us )?treasury(?: department)?|(?:the )?consolidated (?:sanctions )?list)\b(?!\s+of\b)",
    re.IGNORECASE,
)
_JOINS = frozenset(
    """
    of and & the de del della der den des di da dos du la le el al bin bint ibn abu umm van von y e for in und et
    """.split()
)
_LONGEST = 12  # words; longer runs are sentences, not names
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")


def asked_name(question: str) -> str | None:
    """The name `question` asks about, as written; None where nothing in it looks like one.

    In order: what stands in quotation marks, words of another script, the longest run of capitalised words, the
    longest run of words that are no part of a question about lists.
    """
    quoted = _QUOTED.search(question)
    if quoted:
        return (quoted["name"] or quoted["plain"]).strip()
    masked = without_chinese_frame(_LISTS_OF_WORDS.sub(lambda match: ";" * len(match.group()), question))
    words = [(match.start(), match.group()) for match in _WORD.finditer(masked)]
    frame = _FRAME | _OTHER_FRAME if asks_in_another_language(question) else _FRAME
    runs = [run for run in _runs(masked, words, frame) if run]
    if not runs:
        return None
    runs = [part for run in runs for part in _sentence_begun(run, words)]
    for tell in (_other_script, _capitalised):
        told = [run for run in runs if any(tell(word) for _, word in run)]
        if told and (len(told) < len(runs) or len(told) == 1):
            runs = told
            break
    start, end = max(((run[0][0], run[-1][0] + len(run[-1][1])) for run in runs), key=lambda span: span[1] - span[0])
    name = question[start:end].strip(" .'’‘-–—/")
    return _POSSESSIVE.sub("", name) or None


def words_beside(question: str, name: str) -> int:
    """How many words of `question` are neither of `name` nor such as questions about lists are made of."""
    rest = without_chinese_frame(_LISTS_OF_WORDS.sub(" ", question.replace(name, " ", 1)))
    known = _FRAME | _LISTS | _KINDS | _JOINS | _OTHER_FRAME
    count = 0
    for match in _WORD.finditer(rest):
        bare = match.group().strip(".'’‘-–—").casefold()
        count += bool(bare) and bare not in known and _POSSESSIVE.sub("", bare) not in known and not bare.isdigit()
    return count


def _runs(text: str, words: Sequence[tuple[int, str]], frame: frozenset[str]) -> list[list[tuple[int, str]]]:
    """Words side by side that may be a name, without what joins names at the borders."""
    shouted = not any(character.islower() for character in text)
    runs: list[list[tuple[int, str]]] = [[]]
    end = 0
    for at, (start, word) in enumerate(words):
        between = text[end:start]
        bracket = between in (" (", ") ") and word[0].isupper()  # "Sberbank (Switzerland) AG"
        if runs[-1] and (between.strip() or len(between) > 3) and between.strip() != "," and not bracket:
            runs.append([])
        if between.strip() == "," and runs[-1] and not _continues(words, at):
            runs.append([])
        end = start + len(word)
        bare = word.strip(".'’‘-–—").casefold()
        possessive = bool(_POSSESSIVE.search(word.strip(".")))
        if _is_frame(word, bare, at == 0, shouted, frame):
            if runs[-1] and bare in _JOINS:
                runs[-1].append((start, word))
            elif runs[-1]:
                runs.append([])
            continue
        runs[-1].append((start, word))
        if possessive:
            runs.append([])  # "Tarn Shipping's aliases"
    return [trimmed for run in runs if (trimmed := _trimmed(run)) and len(trimmed) <= _LONGEST]


def _sentence_begun(run: list[tuple[int, str]], words: Sequence[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    """The capitalised words of a run that is all of a question in another language, else the run."""
    if len(run) < len(words) or len(run) < 4 or not _other_script(run[0][1]):
        return [run]
    capitals = [(start, word) for start, word in run[1:] if _capitalised(word)]
    return [capitals] if capitals else [run]


def _continues(words: Sequence[tuple[int, str]], at: int) -> bool:
    """Whether a word after a comma goes on with a name: "Putin, Vladimir", "Tarn Shipping, Inc."."""
    word = words[at][1]
    return word[0].isupper() and word.casefold().strip(".") not in _FRAME


def _is_frame(word: str, bare: str, first: bool, shouted: bool, frame: frozenset[str]) -> bool:
    if bare in _LISTS or not bare:
        return bare != "us" or word.isupper() or first or word.islower()
    stem = _POSSESSIVE.sub("", bare)
    if stem in frame or bare in frame or stem in _LISTS:
        # A word written as a name inside a question is one: "Is Will Smith listed?"
        return first or shouted or not word[0].isupper() or word.isupper()
    return bare in _JOINS


def _trimmed(run: list[tuple[int, str]]) -> list[tuple[int, str]]:
    while (
        run
        and (run[0][1].casefold() in _JOINS or run[0][1].strip(".").casefold() in _KINDS)
        and (len(run) > 1 or not run[0][1][0].isupper())
    ):
        run = run[1:]
    while run and run[-1][1].casefold() in _JOINS | _CRAFT and not run[-1][1][0].isupper():
        run = run[:-1]
    return run


def _other_script(word: str) -> bool:
    return any(character.isalpha() and ord(character) > 0x24F for character in word)


def _capitalised(word: str) -> bool:
    return any(character.isupper() for character in word)
