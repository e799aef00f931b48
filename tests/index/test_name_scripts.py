"""Names of other scripts in Latin letters. What is expected are the usual spellings of well-known or common names."""

from __future__ import annotations

import subprocess
import sys

import pytest

from index.japanese_names import kana_in_latin
from index.korean_names import hangul_of, romanised_hangul
from index.name_scripts import is_latin, leaves_vowels_out, romanised


def first_of(text: str) -> str:
    return romanised(text)[0].lower()


def test_a_latin_name_stays_as_it_is():
    assert romanised("Nicolás Maduro") == ("Nicolás Maduro",)
    assert is_latin("Łukasz Żółć")
    assert not is_latin("Лукаш")


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Алексей Кузнецов", "aleksey kuznetsov"),
        ("Юлия Щукина", "yuliya shchukina"),
        ("Γιώργος Παππάς", "giorgos pappas"),
        ("გიორგი ბერიძე", "giorgi beridze"),
    ],
)
def test_alphabets_go_letter_by_letter(name: str, latin: str):
    assert first_of(name) == latin


def test_ukrainian_letters_are_read_both_as_russian_and_as_ukrainian():
    forms = [form.lower() for form in romanised("Сергій Гнатюк")]
    assert any("gnatyuk" in form for form in forms)
    assert any("hnatyuk" in form for form in forms)


def test_common_arabic_names_have_their_vowels_and_others_their_consonants():
    assert first_of("محمود حسين") == "mahmoud hussein"
    assert first_of("عبد الرحمن").startswith("abd")
    assert first_of("الزرقاوي") == "al zrqaui"
    assert leaves_vowels_out("الزرقاوي")
    assert leaves_vowels_out("פרץ")
    assert not leaves_vowels_out("Перец")


def test_persian_letters_are_read():
    assert first_of("قاسم سلیمانی") == "qasim soleimani"


def test_common_hebrew_names_have_their_vowels():
    assert first_of("יוסף כהן") == "yosef cohen"


def test_chinese_names_have_the_family_name_apart():
    assert first_of("李小龙") == "li xiaolong"
    assert first_of("欧阳修") == "ouyang xiu"
    assert first_of("曾国藩") == "zeng guofan"


def test_a_chinese_company_has_its_legal_form_apart():
    assert first_of("中兴通讯股份有限公司").endswith(" gufen youxian gongsi")


def test_chinese_characters_may_be_a_korean_name():
    assert "kim ilsong" in romanised("金日成")
    assert hangul_of("金日成") == "김일성"
    assert hangul_of("金铁") == hangul_of("金鐵")
    assert hangul_of("ABC") is None


def test_chinese_characters_may_be_a_japanese_name():
    assert "suzuki ichiro" in romanised("鈴木一郎")


def test_korean_names_have_the_spellings_of_south_and_north():
    forms = romanised_hangul("이영희")
    assert "lee yonghui" in forms
    assert any(form.startswith("ri ") for form in forms)


def test_kana_follow_hepburn_with_short_vowels():
    assert kana_in_latin("シンジョウ") == "shinjo"
    assert kana_in_latin("はっとり") == "hattori"
    assert kana_in_latin("チャン") == "chan"


def test_thai_keeps_its_consonants():
    assert first_of("สมชาย").replace("a", "").startswith("smch")


def test_what_has_no_letters_is_given_back():
    assert romanised("  ") == ("  ",)
    assert romanised("。。") != ()


def test_latin_names_load_no_tables_of_other_scripts():
    code = (
        "import sys; from index.name_compare import compare, prepare; "
        "compare(prepare('Ann Lee'), prepare('LEE, Anne')); "
        "assert not {'anyascii', 'janome'} & sys.modules.keys(), sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
