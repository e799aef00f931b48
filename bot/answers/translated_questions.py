"""Questions in Spanish, French, Russian, Arabic and Chinese that can be put into English: the corpus is English.

Two kinds are: a follow-up that only asks "when was that?", and what is asked about somebody's being sanctioned. Of
others it is at least known in which language they are, so that the asker is told so in his own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answers.asked_name import asked_name
from bot.answers.other_languages import asks_in_another_language
from index.name_scripts import is_latin, romanised

# What is asked -> its words by language. Longer ones come first: "за что" before "что".
_HEADS: dict[str, dict[str, str]] = {
    "when": {
        "es": r"(?:desde )?cu[aá]ndo|en qué (?:fecha|año|día)",
        "fr": r"(?:depuis )?quand|à quelle date|en quelle année",
        "ru": r"когда|с каких пор|как давно|в каком году",
        "ar": r"(?:منذ )?متى",
        "zh": r"(?:从|從|自)?(?:什么时候|什麼時候|何时|何時|哪天|哪一年|几时)",
    },
    "why": {
        "es": r"por ?qu[eé]|por qué motivo",
        "fr": r"pourquoi|pour quelle raison",
        "ru": r"почему|за что|по какой причине|зачем",
        "ar": r"لماذا|لم[ا]? السبب|ما سبب",
        "zh": r"为什么|為什麼|为何|為何|因何",
    },
    "by whom": {
        "es": r"por quién|quién(?:es)?",
        "fr": r"par qui|qui",
        "ru": r"кем|кто",
        "ar": r"من قبل من|مَن|من الذي",
        "zh": r"(?:被)?(?:谁|誰)",
    },
    "where": {"es": r"dónde", "fr": r"où", "ru": r"где", "ar": r"أين", "zh": r"(?:在)?(?:哪里|哪裡|哪儿)"},
    "how much": {"es": r"cuánto", "fr": r"combien", "ru": r"сколько", "ar": r"كم", "zh": r"多少(?:钱|錢)?"},
}
# What "and when was that?" has besides.
_GLUE = {
    "es": r"y|pero|entonces|exactamente|fue|ha sido|era|es|eso|esto|aquello|ello|pasó|ocurrió|sucedió|lo|hicieron",
    "fr": r"et|mais|alors|exactement|était|est|c['’]était|c['’]est|ce|cela|ça|a|été|fut|s['’]est|passé|produit"
    r"|arrivé|donc|était-ce|est-ce|cela s['’]est-il",
    "ru": r"а|и|но|это|именно|точно|было|была|был|произошло|случилось|так",
    "ar": r"و|كان|كانت|ذلك|هذا|حدث|حصل|بالضبط|تم",
    "zh": r"那|这|這|它|是|的|和|又|呢|发生|發生|到底|具体|事|了|吗|嗎|在|呀|啊",
}
_STOP_WORDS = {
    "es": re.compile(
        r"[¿¡]|\b(?:qué|quién|cuándo|cuál(?:es)?|cuánt[oa]s?|dónde|por qué|cómo|está|están|los|las|del|una|sanciones"
        r"|son)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:qui|quels?|quelles?|quand|pourquoi|combien|où|comment|est-ce|les|des|une|du|sont|ont|été|sanctionn\w+"
        r"|[ldsnqc]['’](?=\w))\b",
        re.IGNORECASE,
    ),
}
_SCRIPTS = (
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
)
# Case endings of Russian names: "Абрамовича" is Абрамович, "Дерипаски" Дерипаска, "Тимченко" stays.
_CASES = (
    (re.compile(r"(ск|цк)(?:ого|ому|им|ом)\b"), r"\1ий"),
    (re.compile(r"(ич|ов|ев|ёв|ин|ын)(?:а|у|ым|ом|ем|е)\b"), r"\1"),
    (re.compile(r"([кгх])(?:и|е|у|ой)\b"), r"\1а"),
)
_GIVEN_CASES = (
    (re.compile(r"([еи])(?:я|ю|ем)\b"), r"\1й"),
    (re.compile(r"(р|л)(?:я|ю|ем)\b"), r"\1ь"),
    (re.compile(r"([бвгдзклмнпрстфхчш])(?:а|у|ом)\b"), r"\1"),
)
_WHOSE = (
    (
        "the US",
        r"ee\.?\s?uu\.?|estados unidos|états-unis|сша|соединённ\w+ штат\w+|الولايات المتحدة|أمريكا|美国|美國|ofac",
    ),
    ("the EU", r"\bu\.?e\.?\b|unión europea|union européenne|\bес\b|евросоюз\w*|الاتحاد الأوروبي|欧盟|歐盟"),
    ("the UK", r"reino unido|royaume-uni|великобритани\w+|بريطانيا|المملكة المتحدة|英国|英國"),
    ("the UN", r"\bonu\b|\bоон\b|الأمم المتحدة|联合国|聯合國"),
)


# In small letters before a name they say what it is: "la empresa CEIEC"; "Société Générale" is a name.
_WHAT_IT_IS = re.compile(
    r"^(?:(?:empresas?|compañías?|sociedad|firma|entidad|buque|barco|señora?|sociétés?|entreprise|compagnie|firme|navire"
    r"|monsieur|madame|компани[яиюей]+|фирм[аыуе]|предприяти[еяю]|организаци[яиюей]+|судн[оау]|корабл[ьяю]|господин[ау]?)"
    r"\s+)+(?=\S)"
)
_ZH_ENDINGS = re.compile(r"[了吗嗎呢吧啊呀的？?！。]")


def language_of(text: str) -> str | None:
    """Which of "es", "fr", "ru", "ar", "zh" a question is in; None for English and any other.

    A question in Latin letters is taken for Spanish or French by two of their commonest words.
    """
    letters = sum(character.isalpha() for character in text)
    for language, pattern in _SCRIPTS:
        if 2 * len(pattern.findall(text)) > letters:
            return language
    counts = {language: len(pattern.findall(text)) for language, pattern in _STOP_WORDS.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > 1 or (counts[best] and "¿" in text) else None


def bare_follow_up(text: str) -> str | None:
    """The English question word of what asks only "and when was that?", in whatever of these languages; else None."""
    bare = text.casefold().strip(" \t\n?？؟¿!.…")
    for word, by_language in _HEADS.items():
        for language, head in by_language.items():
            gap = r"\s*" if language in ("zh", "ar") else r"(?:[\s,]+|$)"
            if re.fullmatch(rf"(?:(?:{_GLUE[language]}){gap})*(?:{head}){gap}(?:(?:{_GLUE[language]}){gap})*", bare):
                return word
    return None


def put_in_english(text: str) -> str:
    """A question about somebody's being sanctioned in English; `text` itself where it is none, or is in English."""
    language = language_of(text)
    if language is None or not asks_in_another_language(text):
        return text
    head, rest = _head(text, language)
    whose, rest = _authority(rest)
    name = asked_name(_ZH_ENDINGS.sub(" ", rest) if language == "zh" else rest)
    if head is None and name is not None and not is_latin(name):
        return text  # the lists have names in their own letters: they are looked up as written
    if name is not None:
        name = _romanised(_WHAT_IT_IS.sub("", name), language)
    by = f" by {whose}" if whose else ""
    if head == "when":
        return f"When was {name or 'it'} sanctioned{by}?"
    if head == "why":
        return f"Why was {name or 'it'} sanctioned{by}?"
    if head == "by whom":
        return f"Who sanctioned {name}?" if name is not None else f"Who was sanctioned{by}?"
    if head is None and name is not None:
        return f"Is {name} sanctioned{by}?"
    return text


def _head(text: str, language: str) -> tuple[str | None, str]:
    """What is asked, and the rest."""
    for word, by_language in _HEADS.items():
        edge = "" if language == "zh" else r"(?!\w)"
        start = "" if language == "zh" else r"(?<!\w)"
        match = re.search(f"{start}(?:{by_language[language]}){edge}", text, re.IGNORECASE)
        if match:
            return word, f"{text[: match.start()]} ; {text[match.end() :]}"
    return None, text


def _authority(text: str) -> tuple[str, str]:
    for whose, pattern in _WHOSE:
        match = re.search(pattern, text, re.IGNORECASE)
        if match:
            return whose, f"{text[: match.start()]} ; {text[match.end() :]}"
    return "", text


def _romanised(name: str, language: str) -> str:
    """A Russian name in Latin letters, out of its case, as articles have it; others as written, as lists have them."""
    if is_latin(name) or language != "ru":
        return name
    *given, family = name.split()
    nominative = _in_nominative(family, _CASES)
    if nominative != family:  # else the name stands in the nominative already: "Анна Иванова"
        given = [_in_nominative(word, _GIVEN_CASES) for word in given]
    return romanised(" ".join([*given, nominative]))[0]


def _in_nominative(word: str, cases: Sequence[tuple[re.Pattern[str], str]]) -> str:
    for pattern, ending in cases:
        word = pattern.sub(ending, word)
    return word
