"""Questions whether somebody is sanctioned in languages other than English: they are answered in English."""

from __future__ import annotations

import re

# Words that say "sanctioned", "sanctions" or "on the list": Russian and Ukrainian, Spanish, French, German, Arabic,
# Persian, Chinese.
_LISTED = re.compile(
    r"санкци|санкці|\b(?:в|у|из|із) (?:ч[её]рн\w+ )?списк|подсанкцион|підсанкцій"
    r"|\bsancion\w+|\ben (?:la|una) lista\b"
    r"|\bsanctionn\w+|\bsous (?:le coup de )?sanctions?\b|\bliste noire\b|\bsur (?:la|une) liste\b"
    r"|\bsanktion(?:iert|en|sliste)\w*|\b(?:auf|in) (?:der|einer) (?:\w*liste)\b|\bgelistet\b"
    r"|عقوبات|قائمة العقوبات|تحریم|تحريم|فهرست"
    r"|制裁|黑名单|黑名單",
    re.IGNORECASE,
)
# Words such questions are made of, no part of a name at its borders.
FRAME = frozenset(
    """
    находится находятся ли под санкциями санкциям санкции санкций санкционном санкционный списке список списки в во на
    из есть был была были внесен внесён внесена включен включён включена введены введён против кто что когда почему
    попал попала является ofac сша ес оон великобритании ввели подсанкционный подсанкционная
    чи є перебуває під санкціями санкції санкцій списку у запроваджено проти хто коли
    está esta están sancionado sancionada sancionados sancionadas sanciones bajo en la lista una es ha han sido fue por
    contra quién quien cuándo cuando qué que el los las
    est sont sanctionné sanctionnée sanctionnés sanctionne sous sanctions le la les liste noire sur une il elle t-il
    t-elle a-t-il a-t-elle a ont-ils a été été fait-il l'objet de qui quand pourquoi est-ce
    ist sind steht stehen sanktioniert sanktionen sanktionsliste unter auf der die das einer liste wird werden wurde
    gelistet gegen wer wann warum
    هل خاضع خاضعة يخضع تخضع للعقوبات عقوبات العقوبات لعقوبات على في قائمة من هو هي مدرج مدرجة ضد متى تحت
    آیا تحریم تحریم‌ها تحت است شده در فهرست لیست تحریم‌های هست کیست
    """.split()
)
# Chinese is written without spaces: these stand between a name and its end.
_CHINESE = re.compile(
    r"是否|有没有|有沒有|受到|遭到|遭受|已经|已經|制裁|黑名单|黑名單|名单|名單|了吗|了嗎|吗|嗎|被|(?<=[制名单裁])上|^是|在(?=[^制]{0,3}(?:名单|名單|制裁|黑名))"
)


def asks_in_another_language(text: str) -> bool:
    """Whether `text` has such words, which make it a question for the lists."""
    return _LISTED.search(text) is not None


def without_chinese_frame(text: str) -> str:
    """`text` of the same length, with ";" for the Chinese words such questions are made of."""
    if not re.search(r"制裁|名单|名單", text):
        return text
    return _CHINESE.sub(lambda match: ";" * len(match.group()), text)
