"""Answer spans: the dates, amounts, counts, names, places and reasons in a sentence that an answer may consist of."""

from __future__ import annotations

import re

from bot.answers.question import QuestionType, names_in

_MONTHS = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTHS}(?:,? \d{{4}})?"
    rf"|{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?"
    rf"|{_MONTHS},? (?:of )?\d{{4}}|(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|of|[Ff]rom|[Dd]uring|[Ee]arly|[Ll]ate|[Mm]id-?)"
    rf" ?{_MONTHS}\b(?:,? \d{{4}})?"
    r"|(?:early|late|mid)[- ](?:19|20)\d\d|(?:19|20)\d\ds?|\d{4}-\d\d-\d\d)\b"
    r"|\b(?:(?:on|last|next|this|until|by|since) )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\b(?:yesterday|today|tomorrow|tonight|last (?:week|month|year|night)|next (?:week|month|year)"
    r"|(?:\w+|\d+) (?:days?|weeks?|months?|years?|decades?) ago)\b"
)
_NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|a dozen"
    r"|half|a third|a quarter|two-thirds)"
)
_FIGURE = r"\d[\d,]*(?:\.\d+)?"
_AMOUNT = re.compile(
    rf"(?:[$€£¥₽]|US\$|USD ?|EUR ?)\s?{_FIGURE}(?:\s?(?:hundred|thousand|million|billion|trillion|bn|m|k)\b)?"
    rf"|\b{_FIGURE}\s?(?:%|percent\b|per cent\b|percentage points?\b)"
    rf"|\b(?:{_FIGURE}|{_NUMBER_WORD})(?:\s(?:hundred|thousand|million|billion|trillion))?\s"
    r"(?:(?:U\.?S\.?|American|Canadian|Australian)\s)?"
    r"(?:dollars?|euros?|pounds?|rubles?|roubles?|yuan|cents|barrels?|tons?|tonnes?|kilomet(?:er|re)s?|miles?"
    r"|feet|met(?:er|re)s?|kilograms?|degrees?|hours?|minutes?|days?|weeks?|months?|years?|decades?"
    r"|percent|per cent|times)\b"
    rf"|\b{_FIGURE}\s(?:million|billion|trillion)\b"
    r"|\b(?:half|a third|a quarter|two-thirds|three-quarters) of\b"
    rf"|\b{_FIGURE}-(?:foot|meter|metre|year|day|month|mile|kilometer|barrel)",
    re.IGNORECASE,
)
_COUNT = re.compile(rf"\b(?:{_FIGURE}|{_NUMBER_WORD})\b(?!\s?(?:%|percent))", re.IGNORECASE)
_REASON = re.compile(
    r"\b(?:because(?: of)?|due to|owing to|as a result of|in (?:response|retaliation|reaction) to|after"
    r"|over (?:its|his|her|their|the|alleged|what|concerns|human)|for (?:its|his|her|their|alleged|the|\w+ing)"
    r"|accus\w+|alleg\w+|to (?:punish|prevent|stop|protect|pressure|deter|avoid|ensure|curb|cut|limit|force|help)"
    r"|in order to|so that|so as to|which (?:the|it|he) (?:said|says|accus\w+)|reasons?|aimed at|in a bid to|amid|since"
    r"|sparked|prompted|caused|led to|blam\w+|why|citing|reason)\b",
    re.IGNORECASE,
)
# What says in so many words why somebody did something; "after" and "amid" alone say less.
_STATED_REASON = re.compile(
    r"\b(?:because|due to|owing to|in (?:response|retaliation|reaction|return) (?:to|for)|reasons?|citing|cited|grounds"
    r"|accus\w+|alleg\w+|blam\w+|in order to|so that|so as to|aimed at|in a bid to|prompted|motivated|justif\w+"
    r"|for (?:its|his|her|their|allegedly|not|\w+ing)"
    r"|over (?:its|his|her|their|alleged|allegations|concerns|fears|human)"
    r"|to (?:punish|prevent|stop|protect|pressure|deter|avoid|ensure|curb|force|retaliate|undermine)"
    r"|(?:support|help|aid|undermin|threaten|violat)(?:ed|s|ing))\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:in|at|from|near|off|to|into|outside|across|around|between|within|port of|city of|town of"
    r"|capital)\s+(?:the\s+)?(?:[a-z]+\s){0,3}(?P<place>[A-ZÀ-Þ][\w’'-]*(?:[ -](?:of |de |al-)?[A-ZÀ-Þ][\w’'-]*)*)"
)
_NOT_PLACES = re.compile(rf"^(?:{_MONTHS}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)$")
_ENUMERATION = re.compile(r"(?:[^,;]+[,;]){2,}|\b(?:include|including|such as|namely|among them)\b|:\s", re.IGNORECASE)
_METHOD = re.compile(r"\b(?:by|through|using|via|with the help of|thanks to|allow\w*|enabl\w*|means)\b", re.IGNORECASE)


def states_reason(sentence: str) -> bool:
    """Whether `sentence` says in so many words why something was done."""
    return bool(_STATED_REASON.search(sentence))


def answer_spans(kind: QuestionType, sentence: str, question: str) -> list[tuple[int, int]]:
    """Offsets of what in `sentence` could answer a question of this kind, leaving out what `question` itself says."""
    if kind is QuestionType.WHEN:
        return _new(_DATE, sentence, question)
    if kind is QuestionType.HOW_MUCH:
        return _new(_AMOUNT, sentence, question)
    if kind is QuestionType.HOW_MANY:
        return _new(_COUNT, sentence, question)
    if kind is QuestionType.WHERE:
        return [
            match.span("place")
            for match in _PLACE.finditer(sentence)
            if match["place"].lower() not in question.lower() and not _NOT_PLACES.match(match["place"])
        ]
    if kind in {QuestionType.WHO, QuestionType.WHICH}:
        return _new_names(sentence, question)
    if kind is QuestionType.WHY:
        return [match.span() for match in _REASON.finditer(sentence)]
    if kind is QuestionType.LIST:
        names = _new_names(sentence, question)
        return names if len(names) >= 2 or _ENUMERATION.search(sentence) else []
    if kind is QuestionType.HOW:
        return [match.span() for match in _METHOD.finditer(sentence)]
    return []


def _new(pattern: re.Pattern[str], sentence: str, question: str) -> list[tuple[int, int]]:
    asked = question.lower()
    return [match.span() for match in pattern.finditer(sentence) if match.group().lower() not in asked]


def _new_names(sentence: str, question: str) -> list[tuple[int, int]]:
    asked = question.lower()
    spans = []
    at = 0
    for name in names_in(sentence):
        start = sentence.index(name, at)
        at = start + len(name)
        single_first_word = start == 0 and " " not in name and not name.isupper()
        if name.lower() not in asked and not single_first_word and not _NOT_PLACES.match(name):
            spans.append((start, at))
    return spans
