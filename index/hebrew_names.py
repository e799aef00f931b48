"""Hebrew names in Latin letters: common ones as they are usually written, the rest by their letters."""

from __future__ import annotations

import re

# The script leaves most vowels out, so only knowing a name tells how it is written in Latin letters.
_KNOWN = {
    hebrew: latin
    for hebrew, _, latin in (
        pair.partition("=")
        for pair in (
            "משה=moshe דוד=david יוסף=yosef אברהם=avraham יצחק=yitzhak יעקב=yaakov שרה=sara רבקה=rivka רחל=rachel "
            "לאה=leah מרים=miriam אהרן=aharon אהרון=aharon שמואל=shmuel שלמה=shlomo דניאל=daniel מיכאל=michael "
            "גבריאל=gavriel אליהו=eliyahu אלי=eli חיים=haim יהודה=yehuda שמעון=shimon ראובן=reuven לוי=levi כהן=cohen "
            "בן=ben בת=bat בר=bar אריאל=ariel בנימין=binyamin נתניהו=netanyahu יונתן=yonatan נתן=natan מנחם=menachem "
            "מרדכי=mordechai אסתר=esther רות=ruth חנה=hannah יואב=yoav עמוס=amos עוזי=uzi גיל=gil גיא=guy דן=dan "
            "יאיר=yair ליאור=lior עומר=omer איתן=eitan אורי=uri ירושלים=yerushalayim ישראל=yisrael צבי=zvi זאב=zeev"
        ).split(" ")
    )
}
_LETTERS = {
    "א": "a", "ב": "b", "ג": "g", "ד": "d", "ה": "h", "ו": "v", "ז": "z", "ח": "h", "ט": "t", "י": "y", "כ": "k",
    "ך": "k", "ל": "l", "מ": "m", "ם": "m", "נ": "n", "ן": "n", "ס": "s", "ע": "a", "פ": "p", "ף": "f", "צ": "ts",
    "ץ": "ts", "ק": "k", "ר": "r", "ש": "sh", "ת": "t",
}  # fmt: skip
_POINTS = re.compile(r"[\u0591-\u05c7\u05f3\u05f4]")


def romanised_hebrew(word: str) -> str:
    """One Hebrew word in Latin letters."""
    word = _POINTS.sub("", word)
    if word in _KNOWN:
        return _KNOWN[word]
    out = []
    for place, letter in enumerate(word):
        if letter == "ו" and 0 < place < len(word) - 1:
            out.append("o")
        elif letter == "י" and place > 0:
            out.append("i")
        else:
            out.append(_LETTERS.get(letter, letter if letter.isascii() else ""))
    return "".join(out)
