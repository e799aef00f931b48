"""Arabic and Persian names in Latin letters: common ones as they are usually written, the rest by their letters."""

from __future__ import annotations

import re
import unicodedata

# The script leaves short vowels out, so only knowing a name tells how it is written in Latin letters.
_KNOWN = {
    arabic: latin
    for arabic, _, latin in (
        pair.partition("=")
        for pair in (
            "محمد=mohammed احمد=ahmed علي=ali حسن=hassan حسين=hussein محمود=mahmoud خالد=khaled عبد=abd الله=allah "
            "عبدالله=abdullah مصطفى=mustafa ابراهيم=ibrahim اسماعيل=ismail يوسف=yousef عمر=omar عثمان=othman بكر=bakr "
            "ابو=abu ابي=abi ام=umm بن=bin ابن=ibn بنت=bint ال=al سعيد=said سعد=saad صالح=saleh صلاح=salah الدين=aldin "
            "جمال=jamal كمال=kamal جميل=jamil طارق=tariq زياد=ziyad زيد=zaid فهد=fahd فيصل=faisal سلمان=salman "
            "سليمان=suleiman سالم=salem سليم=salim ناصر=nasser نصر=nasr منصور=mansour مسعود=masoud حمد=hamad "
            "حامد=hamed "
            "حميد=hamid حمدان=hamdan حمزة=hamza عباس=abbas عادل=adel ايمن=ayman انور=anwar انس=anas بشار=bashar "
            "بشير=bashir بلال=bilal جعفر=jaafar جواد=jawad حافظ=hafez حسني=hosni رشيد=rashid راشد=rashed رامي=rami "
            "رياض=riyad رضا=reza رحمن=rahman الرحمن=alrahman الرحيم=alrahim رحيم=rahim رمضان=ramadan زكريا=zakaria "
            "سامي=sami سمير=samir شريف=sharif صادق=sadiq صدام=saddam طه=taha عارف=aref عاصم=asim عامر=amer امير=amir "
            "امين=amin عدنان=adnan عزيز=aziz العزيز=alaziz عطية=atiyah عماد=imad عيسى=issa موسى=mousa غازي=ghazi "
            "فاروق=farouk فؤاد=fouad فادي=fadi قاسم=qasim كريم=karim الكريم=alkarim لطيف=latif ماجد=majid مجيد=majeed "
            "ماهر=maher مالك=malik مبارك=mubarak مراد=murad مروان=marwan نبيل=nabil نعيم=naim نور=nour هاشم=hashem "
            "هاني=hani هشام=hisham هلال=hilal وليد=walid ياسر=yasser ياسين=yassin يحيى=yahya يعقوب=yaqub يونس=younis "
            "فاطمة=fatima عائشة=aisha زينب=zainab مريم=maryam خديجة=khadija ليلى=leila سارة=sara حزب=hizb جبهة=jabhat "
            "دولة=dawla الدولة=aldawla القاعدة=alqaeda شركة=sharikat بنك=bank مصرف=masraf مؤسسة=muassasat جيش=jaysh "
            "حركة=harakat جمعية=jamiyat حماس=hamas الحوثي=alhouthi الاسد=alassad القذافي=algaddafi القادر=alqader "
            "السلام=alsalam سلام=salam الجبار=aljabbar الغني=alghani المجيد=almajid المالك=almalik الملك=almalik "
            "الواحد=alwahid الوهاب=alwahhab الناصر=alnasser الحميد=alhamid الحق=alhaq الحكيم=alhakim الخالق=alkhaliq "
            "حسینی=hosseini محسن=mohsen مهدي=mahdi مهدی=mehdi علی=ali موسوی=mousavi کریم=karim رضایی=rezaei "
            "سلیمانی=soleimani ابراهیم=ebrahim امیر=amir پور=pour زاده=zadeh نژاد=nejad"
        ).split(" ")
        if "=" in pair
    )
}
_LETTERS = {
    "ا": "a", "آ": "a", "أ": "a", "إ": "i", "ٱ": "a", "ء": "", "ؤ": "u", "ئ": "i", "ب": "b", "پ": "p", "ت": "t",
    "ث": "th", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "ژ": "zh", "س": "s",
    "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ق": "q", "ک": "k", "ك": "k",
    "گ": "g", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ة": "a", "ھ": "h", "ہ": "h", "ى": "a", "ڤ": "v", "ٹ": "t",
    "ڈ": "d", "ڑ": "r", "ں": "n", "ے": "e", "ۍ": "y", "ې": "e", "ښ": "sh", "ځ": "z", "څ": "ts", "ډ": "d", "ټ": "t",
    "ړ": "r", "ڼ": "n", "ګ": "g", "ۀ": "a", "ۆ": "o", "ێ": "e", "ڕ": "r", "ڵ": "l", "ە": "e",
}  # fmt: skip
# As Persian, Pashto and Urdu read them: Fazl is the Arabs' Fadl.
_READ_IN_PERSIAN = {"ث": "s", "ذ": "z", "ض": "z", "ى": "i"}
_VOWEL_CARRIERS = "اآأإىةعؤئ"
_HALF_VOWELS = {"و": ("w", "u"), "ي": ("y", "i"), "ی": ("y", "i")}
_SAME_LETTER = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ی": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه"})
_PERSIAN = str.maketrans({"ي": "ی", "ك": "ک"})
_DROPPED = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200c-\u200f\u06d6-\u06ed]")


def romanised_arabic(word: str, *, persian: bool = False) -> str:
    """One word in Latin letters, as Arabs or as Persians read it; the article apart: "al zwahri", "wal zwahri"."""
    word = _DROPPED.sub("", unicodedata.normalize("NFKC", word))
    same = word.translate(_SAME_LETTER)
    known = _KNOWN.get(word) or _KNOWN.get(same) or _KNOWN.get(word.translate(_PERSIAN))
    if known:
        return known
    if same.startswith("عبدال") and len(same) > 6:
        rest = word[5:]
        return f"abd al {_KNOWN.get(rest.translate(_SAME_LETTER)) or _by_letters(rest, persian)}"
    for article, latin in (("وال", "wal"), ("ال", "al")):
        if same.startswith(article) and len(same) > len(article) + 2:
            rest = word[len(article) :]
            return f"{latin} {_KNOWN.get(rest.translate(_SAME_LETTER)) or _by_letters(rest, persian)}"
    return _by_letters(word, persian)


def _by_letters(word: str, persian: bool) -> str:
    out: list[str] = []
    word = word.replace("تش", "چ")  # Arabic for ch
    for place, letter in enumerate(word):
        if letter in _HALF_VOWELS:
            consonant, vowel = _HALF_VOWELS[letter]
            following = word[place + 1] if place + 1 < len(word) else ""
            is_consonant = place == 0 or (following != "" and following in _VOWEL_CARRIERS)
            out.append(consonant if is_consonant else vowel)
        elif persian and letter in _READ_IN_PERSIAN:
            out.append(_READ_IN_PERSIAN[letter])
        elif letter in _LETTERS:
            out.append(_LETTERS[letter])
        elif letter.isascii() or letter.isdigit():
            out.append(letter)
        elif not unicodedata.combining(letter):
            out.append("")
    return "".join(out)
