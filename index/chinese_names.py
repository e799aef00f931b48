"""Chinese names in pinyin: a person's family name apart from the given name, a company's legal form apart."""

from __future__ import annotations

import re

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_COMPOUND_FAMILIES = frozenset(
    (
        "欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 夏侯 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 司徒 "
        "司空 长孙 長孫 宇文 东方 東方 南宫 南宮 端木 独孤 獨孤 "
    ).split()
)
# Characters that are read otherwise as family names.
_FAMILY_READINGS = {
    pair[0]: pair[1:]
    for pair in (
        "曾zeng 单shan 單shan 解xie 仇qiu 查zha 盖ge 朴piao 乐yue 翟zhai 缪miao 区ou 覃qin "
        "尹yin 任ren 华hua 长zhang 召shao 宁ning 万wan 冼xian 葛ge 重chong 黑he 秘bi 折she "
    ).split()
}
# Legal forms and what else stands in company names: divides them into words.
_CHINESE_COMPANY_WORDS = {
    "股份有限公司": "gufen youxian gongsi", "有限责任公司": "youxian zeren gongsi", "有限公司": "youxian gongsi",
    "公司": "gongsi", "集团": "jituan", "集團": "jituan", "株式会社": "kabushiki kaisha", "银行": "yinhang",
    "銀行": "yinhang",
}  # fmt: skip
_CHINESE_COMPANY = re.compile("|".join(_CHINESE_COMPANY_WORDS))
_LONGEST_NAME = 4


def romanised_chinese(chunk: str, *, alone: bool) -> str:
    """A name's characters in pinyin: a person's family name apart, a company's legal form apart."""
    if not _HAN.search(chunk):
        return chunk
    if not alone:
        return "".join(_pinyin(letter) for letter in chunk)
    if len(chunk) <= _LONGEST_NAME and not _CHINESE_COMPANY.search(chunk):
        family = chunk[:2] if chunk[:2] in _COMPOUND_FAMILIES and len(chunk) > 2 else chunk[:1]
        given = "".join(_pinyin(letter) for letter in chunk[len(family) :])
        reading = _FAMILY_READINGS.get(family) or "".join(_pinyin(letter) for letter in family)
        return f"{reading} {given}".strip()
    divided = _CHINESE_COMPANY.sub(lambda match: f" {_CHINESE_COMPANY_WORDS[match.group()]} ", chunk)
    return " ".join("".join(_pinyin(letter) for letter in part) for part in divided.split())


def _pinyin(letter: str) -> str:
    from anyascii import anyascii  # here, so that Latin names do without it

    return str(anyascii(letter)).lower().strip()
