"""Legal forms of companies over languages, by what they mean: GmbH, OOO and Ltd are companies of limited liability."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

_LIMITED, _STOCK, _PARTNERSHIP, _STATE, _COMPANY = "limited", "stock", "partnership", "state", "company"

_FORMS = {
    form: meaning
    for meaning, forms in {
        _LIMITED: (
            "ltd, limited, llc, gmbh, ooo, too, tov, sarl, srl, sprl, bv, bvba, doo, dooel, ood, eood, kft, ltda, lda, "
            "eirl, pte ltd, pvt ltd, pty ltd, private limited, private ltd, pvt, pte, pty, sdn bhd, co ltd, "
            "co limited, company limited, company ltd, co llc, fze, fzc, fzco, fzllc, fz llc, fz, dmcc, sia, uab, "
            "osauhing, ou, zoo, sp z o o, sro, s r o, s r l, l l c, sti, ltd sti, limited sirketi, unlimited, "
            "limited liability company, limited liability co, limited liability, ltd liability, ltd liability company, "
            "ltd liability co, pte limited, private ltd co, pvt limited, pty limited, sendirian berhad, sdn berhad, "
            "mchj, mmc, mas uliyatli, gesellschaft mit beschrankter haftung, sociedad limitada, sl, slu, sasu, wll, "
            "w l l, limitada, obshchestvo s ogranichennoi otvetstvennostyu, "
            "obshchestvo s ogranichennoy otvetstvennostyu, obschestvo s ogranichennoi otvetstvennostyu, "
            "obschestvo s ogranichennoy otvetstvennostyu, "
            "obshchestvo ogranichennoi otvetstvennostyu, obshchestvo ogranichennoy otvetstvennostyu, "
            "tovarystvo z obmezhenoyu vidpovidalnistyu, "
            "youxian gongsi, youxian zeren gongsi, yuhan hoesa, yugen kaisha"
        ),
        _STOCK: (
            "jsc, joint stock company, joint stock co, joint stock, pjsc, ojsc, cjsc, jscb, ao, oao, zao, pao, "
            "public joint stock company, open joint stock company, closed joint stock company, "
            "private joint stock company, aktsionernoe obshchestvo, publichnoe aktsionernoe obshchestvo, "
            "otkrytoe aktsionernoe obshchestvo, zakrytoe aktsionernoe obshchestvo, ag, aktiengesellschaft, sa, s a, "
            "sociedad anonima, societe anonyme, compania anonima, spa, s p a, nv, ab, asa, oyj, as, a s, plc, "
            "public stock company, public joint company, joint company, public limited company, public company, "
            "inc, incorporated, corp, corporation, sab, sab de cv, sa de cv, sa de c v, sa cv, s a c v, de cv, de c v, "
            "s a de c v, s a de cv, s a b de c v, sapi, sapi de cv, ca, c a, "
            "sas, saa, sac, zrt, nyrt, rt, ad, dd, tbk, pt, kk, prat, "
            "pat, at, bhd, berhad, anonim sirketi, saog, saoc, psc, pjs, "
            "gufen youxian gongsi, kabushiki kaisha, kabushikigaisha, "
            "jusik hoesa, stock company"
        ),
        _PARTNERSHIP: "lp, llp, kg, ohg, gmbh and co kg, snc, sca, limited partnership, limited liability partnership",
        _STATE: "fgup, fsue, gup, federal state unitary enterprise, state unitary enterprise, unitary enterprise, rue",
        _COMPANY: "co, company, cie, cia, compania, compagnie, gongsi, kaisha, sirketi, sharikat, firma, est",
    }.items()
    for form in forms.split(", ")
}
_BY_WORDS = {tuple(form.split()): meaning for form, meaning in _FORMS.items()}
_LONGEST = max(map(len, _BY_WORDS))
# Words of forms that a typo leaves recognisable: long ones always, others beside a word of a long form.
_LONG_LETTERS, _LETTERS_BESIDE = 7, 5
_WORDS: dict[int, set[str]] = {}
for _word in {word for form in _BY_WORDS for word in form if len(word) >= _LETTERS_BESIDE}:
    _WORDS.setdefault(len(_word), set()).add(_word)
_OF_LONG_FORMS = frozenset(word for form in _BY_WORDS if len(form) > 2 for word in form if len(word) > 2)
# Stand before a name in their languages; the others only after it.
_LEADING = frozenset(
    "ooo oao zao pao ao jsc pjsc ojsc cjsc tov too fgup fsue gup pt llc prat pat sharikat rue firma cia joint public "
    "open closed private limited federal state unitary aktsionernoe publichnoe otkrytoe zakrytoe "
    "obshchestvo obschestvo tovarystvo kabushiki kabushikigaisha compania compagnie".split()
)


def spelt_right(words: tuple[str, ...]) -> tuple[str, ...]:
    """`words` with those of a legal form as they should be, one typo in each: "joint stock comapny"."""
    if not any(map(_meant, words)):
        return words
    right = []
    for place, word in enumerate(words):
        meant = _meant(word)
        beside = {_meant(other) or other for other in words[max(0, place - 1) : place + 2] if other is not word}
        sure = len(meant) >= _LONG_LETTERS or (meant in _OF_LONG_FORMS and not beside.isdisjoint(_OF_LONG_FORMS))
        right.append(meant if meant and sure else word)
    return tuple(right)


@lru_cache(maxsize=65536)
def _meant(word: str) -> str:
    """The word of a legal form that `word` is but for a typo; "" where it is none, or is one as it stands."""
    if len(word) < _LETTERS_BESIDE - 1 or word in _WORDS.get(len(word), ()):
        return ""
    near = range(len(word) - 1, len(word) + 2)
    found = (
        other for length in near for other in sorted(_WORDS.get(length, ()))
        if OSA.distance(word, other, score_cutoff=1) <= 1
    )  # fmt: skip
    return next(found, "")


def form_at_end(words: tuple[str, ...]) -> tuple[int, str] | None:
    """How many words at the end of `words` are a legal form, and what it means; a name must be left before it."""
    for length in range(min(_LONGEST, len(words) - 1), 0, -1):
        if meaning := _BY_WORDS.get(words[-length:]):
            return length, meaning
    return None


def form_at_start(words: tuple[str, ...]) -> tuple[int, str] | None:
    """How many words at the beginning of `words` are a legal form, and what it means; a name must follow."""
    if words[0] not in _LEADING:
        return None
    for length in range(min(_LONGEST, len(words) - 1), 0, -1):
        meaning = _BY_WORDS.get(words[:length])
        if meaning and (length > 1 or words[0] not in ("joint", "public", "open", "closed", "private", "limited")):
            return length, meaning
    return None
