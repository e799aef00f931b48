"""What two names must and must not be taken for one another, and what is told about it."""

from __future__ import annotations

import pytest

from corpus.listing import EntityKind
from index.name_compare import compare, prepare
from index.name_likeness import How

PERSON, ENTITY = EntityKind.PERSON, EntityKind.ENTITY
# What lets 1 in 1,000 ordinary names through, by benchmarks/names.py.
FOUND = 0.8


def score(query: str, listed: str, kind: EntityKind = PERSON) -> float:
    return compare(prepare(query), prepare(listed, kind)).score


def told(query: str, listed: str, kind: EntityKind = PERSON) -> list[str]:
    return [str(part) for part in compare(prepare(query), prepare(listed, kind)).parts]


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Viktor Medvedchuk", "MEDVEDCHUK, Viktor Volodymyrovych"),  # patronymic left out
        ("Medvedchuk Viktor", "MEDVEDCHUK, Viktor"),  # order
        ("Wiktor Medwedtschuk", "MEDVEDCHUK, Viktor"),  # German spelling
        ("Viktor Medvedchk", "MEDVEDCHUK, Viktor"),  # typo
        ("Wohn Quibble", "QUIBBLE, John"),  # in the first letter of a short word
        ("Hajji Quibbel", "QUIBBLE, Hajji"),  # beside a title alone
        ("Najib Allah Quibble", "QUIBBLE, Najibullah"),  # what God and the faith are named with, apart or together
        ("Seifeddine Quibble", "QUIBBLE, Saif al-Din"),
        ("V. Medvedchuk", "MEDVEDCHUK, Viktor"),  # initial
        ("Gen. Viktor Medvedchuk", "MEDVEDCHUK, Viktor"),  # title
        ("Serguei Chemezov", "CHEMEZOV, Sergey Viktorovich"),
        ("Sergej Tschemesow", "CHEMEZOV, Sergey"),
        ("Yevgeniy Prigojin", "PRIGOZHIN, Evgeny"),
        ("Muamar Kadhafi", "QADHAFI, Muammar"),
        ("Mohamad Youssef", "YUSUF, Muhammad"),
        ("Abdelrahman Jaffar", "JAFAR, Abd al-Rahman"),
        ("Abdul Aziz Zarqawi", "AL-ZARQAWI, Abdulaziz"),
        ("Alzarqawi Hamid", "AL-ZARQAWI, Hamid"),
        ("Ri Yong Ho", "RI, Yongho"),
        ("Виктор Медведчук", "MEDVEDCHUK, Viktor"),
        ("Viktor Medvedchuk", "Виктор Медведчук"),
        ("محمود الزرقاوي", "AL-ZARQAWI, Mahmud"),
        ("فيكتور ميدفيدتشوك", "MEDVEDCHUK, Viktor"),  # Arabic has no v and no ch
        ("فلاديمير بوتين", "PUTIN, Vladimir"),  # and no p
        ("سرگئی لاوروف", "LAVROV, Sergey"),  # Persian writes v as a vowel
        ("فضل رحیم", "RAHIM, Fazl"),  # and reads the Arabs' d as z
        ("Mahmud al-Zarqawi", "محمود الزرقاوي"),
        ("李小龙", "LI, Xiaolong"),
        ("金日成", "KIM, Il Sung"),
        ("鈴木一郎", "SUZUKI, Ichiro"),
    ],
)
def test_one_person_however_spelt(query: str, listed: str):
    assert score(query, listed) >= FOUND


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Ludmila Medvedchuk", "MEDVEDCHUK, Viktor"),  # a wife
        ("Vladimir Putin", "PUTINA, Lyudmila Aleksandrovna"),
        ("Arkady Rotenberg", "ROTENBERG, Boris Romanovich"),  # a brother
        ("Hassan Nasser", "NASSER, Hussein"),  # alike, but two names
        ("Vladislav Surkov", "SURKOV, Vladimir"),
        ("Mohammed Rahimi", "RAHIMI, Mahmoud"),
        ("Kim Yo Jong", "KIM, Jong Un"),
        ("Mahmud Zarqawi", "محمد الزرقاوي"),  # other vowels, so another name
        ("محمد الزرقاوي", "AL-ZARQAWI, Mahmud"),
        ("Maria Lopez", "GARCIA, Maria"),
        ("Sadiq Khan", "SADIQ, Hajji"),  # a title is no name
        ("محمود قاسم", "KARIM, Mahmud"),
    ],
)
def test_relatives_and_namesakes_are_other_people(query: str, listed: str):
    assert score(query, listed) < FOUND


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Norilsk Mining GmbH", "OOO NORILSK MINING"),  # one meaning in two languages
        ("Norilsk Mining", "NORILSK MINING LIMITED LIABILITY COMPANY"),
        ("NorilskMining", "NORILSK MINING"),
        ("Norilsk Minning Ltd", "NORILSK MINING LIMITED"),
        ("CEIEC", "CHINA NATIONAL ELECTRONICS IMPORT & EXPORT CORPORATION"),
        ("VABO2005", "VABO 2005"),
        ("Norilsk Mining S.A. de C.V.", "NORILSK MINING"),
        ("Norilsk Mining Ltd. Liability Co.", "NORILSK MINING"),
        ("Norilsk Mining Sdn. Bhd.", "NORILSK MINING PTE. LTD."),
        ("Norilsk Mining Joint Stock Comapny", "NORILSK MINING JSC"),  # a typo in the legal form
        ("Acme Intl Trading", "ACME INTERNATIONAL TRADING CO., LTD."),
        ("Norilsk Mining Pbulic Joint Stock Company", "NORILSK MINING PUBLIC JOINT STOCK COMPANY"),
        ("Norilsk Mining S.A. C.V.", "NORILSK MINING S.A. DE C.V."),
        ("Norilsk Rare Mining Plant", "NORILSK RARE METAL MINING PLANT"),  # a word between left out
        ("Norilsk Mnining", "NORILSK MINING"),
    ],
)
def test_one_company_however_spelt(query: str, listed: str):
    assert score(query, listed, ENTITY) >= FOUND


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Construction Bank 1", "CONSTRUCTION BANK 2"),
        ("Plant 12 of Norilsk", "PLANT 21 OF NORILSK"),
        ("Bank of Zanzibar", "BANK OF SAMARKAND"),
        ("Norilsk Shipping Company", "TULA SHIPPING COMPANY"),
        ("National Trading Company", "NATIONAL SHIPPING COMPANY"),
        ("Quibble", "QUIBBLE TRADING S.A."),  # one word more is another company
        ("Ivory Coast", "IVORY COAST TRADING"),
        ("Nizhny Tagil", "NIZHNY TAGIL MACHINE BUILDING PLANT"),
    ],
)
def test_numbers_and_places_tell_companies_apart(query: str, listed: str):
    assert score(query, listed, ENTITY) < FOUND


def test_the_same_name_scores_one_in_any_order_of_parts():
    assert score("Viktor Medvedchuk", "MEDVEDCHUK, Viktor") == 1
    assert score("", "MEDVEDCHUK, Viktor") == 0


def test_a_single_word_of_a_longer_name_is_not_enough():
    assert score("Viktor", "MEDVEDCHUK, Viktor Volodymyrovych") < FOUND


def test_it_is_told_which_word_matched_which_and_how():
    assert told("J. Muhamad", "MOHAMMED, John Peter") == [
        "j = john: initial",
        "muhamad ~ mohammed: another form of the name",
        "missing: peter",
    ]
    assert told("Norilsk GmbH", "Norilsk Limited", ENTITY) == [
        "norilsk = norilsk: same",
        "gmbh = limited: company form",
    ]
    assert "not in the listed name: berlin" in told("Norilsk Berlin", "Norilsk", ENTITY)
    assert told("NorilskAG", "Norilsk AG", ENTITY) == ["norilskag ~ norilsk ag: written together or apart"]


def test_an_acronym_stands_for_the_words_it_is_made_of():
    parts = compare(prepare("NMTC"), prepare("NORILSK METAL TRADING COMPANY", ENTITY)).parts
    assert [part.how for part in parts] == [How.ACRONYM]


def test_rare_words_tell_more_than_common_ones():
    common = {"jose", "garcia"}

    def rarity(word: str) -> float:
        return 0.3 if word in common else 1.0

    usual = compare(prepare("Jose Garcia"), prepare("GARCIA PEREZ, Jose", PERSON), rarity)
    rare = compare(prepare("Zoltan Quibble"), prepare("QUIBBLE PEREZ, Zoltan", PERSON), rarity)
    assert usual.score < rare.score


def test_a_title_is_read_as_one_only_before_a_persons_name():
    assert score("Daniel King", "DANIEL") < FOUND
    assert score("King Daniel Quibble", "QUIBBLE, Daniel") >= FOUND


def test_names_without_words_are_like_nothing():
    assert prepare("...").readings == ()
    assert compare(prepare("..."), prepare("...")).score == 0


def test_every_word_is_accounted_for_once():
    found = compare(prepare("Al Rahman Abdul Yusef Omar"), prepare("YOUSSEF, Omar Abd al-Rahman Ali", PERSON))
    listed = " ".join(part.listed for part in found.parts).split()
    assert sorted(listed) == sorted(set(listed))
    assert 0 <= found.score <= 1
