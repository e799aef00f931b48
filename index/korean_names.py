"""Korean names in Latin letters: Hangul by several systems, and Chinese characters by their Korean reading."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

_FIRST_SYLLABLE, _LAST_SYLLABLE = 0xAC00, 0xD7A3
_VOWEL_COUNT, _FINAL_COUNT = 21, 28


class _System(NamedTuple):
    """How one way of writing spells the initials, vowels and finals, in Unicode's order."""

    initials: tuple[str, ...]
    vowels: tuple[str, ...]
    finals: tuple[str, ...]


def _letters(text: str) -> tuple[str, ...]:
    return tuple("" if letter == "-" else letter for letter in text.split())


_FINALS = _letters("- k k k n n n t l k m l l l p l m p p t t ng t t k t p t")
_REVISED = _System(
    _letters("g kk n d tt r m b pp s ss - j jj ch k t p h"),
    _letters("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i"),
    _FINALS,
)
_NORTHERN = _System(
    _letters("k kk n t tt r m p pp s ss - j jj ch k t p h"),
    _letters("a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i"),
    _FINALS,
)
# What people in the South put in their passports.
_POPULAR = _System(
    _letters("g kk n d tt r m b pp s ss - j jj ch k t p h"),
    _letters("a ae ya yae u e you ye o wa wae oi yo oo wo we wi yoo eu ui i"),
    _FINALS,
)
SYSTEMS = (_NORTHERN, _POPULAR, _REVISED)

# Family names as they are usually written, the most usual first.
_FAMILIES = {
    name[0]: tuple(name[1:].split(","))
    for name in (
        "김kim,gim 이lee,yi,ri,rhee 리ri,lee 박park,pak,bak 최choi,choe 정jung,jong,jeong,chung 조cho,jo 강kang,gang "
        "장jang,chang 임lim,im,rim 림rim,lim 노roh,no,ro 로ro,roh 류ryu,yoo 유yoo,yu,ryu 우woo,u 오oh,o 신shin,sin "
        "문moon,mun 백baek,paek,paik 안ahn,an 권kwon,gwon 허huh,heo,ho 전jeon,jon,chun,chon 현hyun,hyon,hyeon "
        "구koo,ku,gu 고ko,go 곽kwak,gwak 길gil,kil 남nam 주joo,ju,chu 차cha 한han 황hwang 홍hong 윤yoon,yun "
        "서seo,so,suh 성sung,song,seong 송song 양yang,ryang 량ryang 엄eom,om,um 여yeo,yo,ryo 연yeon,yon,ryon "
        "염yeom,yom,ryom 렴ryom 옥ok 원won 방bang,pang 배bae,pae 변byun,pyon,byeon 심sim,shim 석seok,sok 손son,sohn "
        "마ma 민min 도do,to 나na,ra 라ra,na 반ban,pan 채chae 천cheon,chon 탁tak 표pyo 하ha 함ham 공kong,gong "
        "국kook,kuk 맹maeng 명myung,myong 모mo 봉bong,pong 부boo,pu 설seol,sol 소so 지ji,chi 진jin,chin "
        "추choo,chu 태tae 편pyun,pyon"
    ).split()
}
_LONGEST_NAME = 4

# KS X 1001 sorts its 4,888 Chinese characters by their Korean reading: each reading with the first character that
# has it tells the reading of all. Characters of several readings stand at the least usual in names here and there.
_READINGS = (
    "가伽각刻간侃갈乫감勘갑匣강剛개介객喀갱坑갹醵거倨건乾걸乞검儉겁劫게偈격擊견堅결抉겸兼경京계係고古곡哭곤困골汨공供과寡곽槨관串괄刮광侊괘卦괴乖굉宏교交구丘국國군君굴堀궁宮권倦궐厥궤机귀晷규叫균勻귤橘극克근僅금今"
    "급伋긍亘기企긴緊길佶끽喫나儺낙樂난亂날捏남南납拉낭囊내乃냉冷노努녹碌논論농壟뇌惱누壘눈嫩눌訥늑勒늠凜능凌다多단丹달撻담啖답沓당唐대代덕德도倒독毒돈墩돌乭동仝두兜둔屯득得등嶝마摩막寞만万말唜망亡매埋맥脈맹孟멱冪"
    "면免멸滅명冥몌袂모侮목木몰歿몽夢묘卯무務묵墨문們물勿미味민岷밀密박剝반伴발勃방倣배倍백伯번幡벌伐범凡법法벽僻변卞별別병丙보保복伏본本볼乶봉俸부付북北분分불不붕崩비丕빈嚬빙憑사乍삭削산傘살乷삼三삽揷상上새塞색嗇"
    "생牲서墅석夕선仙설卨섬剡섭攝성城세世소召속俗손孫솔率송宋쇄刷쇠衰수修숙叔순巡술戌숭崇슬瑟습濕승丞시侍식埴신伸실失심審십什쌍雙씨氏아亞악堊안安알斡암唵압壓앙仰애厓액厄앵櫻야也약若양亮어圄억億언偃얼孼엄俺업嶪엔円"
    "여予역亦연嚥열列염厭엽曄영令예乂오五옥屋온溫올兀옹壅와渦완婉왈曰왕往왜倭외外요了욕慾용俑우于욱勖운云울蔚웅熊원元월月위位유乳육六윤倫율律융戎은垠을乙음吟읍揖응凝의依이二익匿인人일一임任입入잉仍자仔작作잔孱잠岑"
    "잡雜장丈재再쟁爭저佇적勣전佃절切점占접接정丁제制조俎족族존存졸卒종倧좌佐죄罪주主죽竹준俊줄茁중中즉卽즐櫛즙楫증增지之직直진唇질侄짐斟집執징徵차且착捉찬撰찰刹참僭창倉채債책冊처凄척倜천仟철凸첨僉첩堞청廳체剃초初"
    "촉促촌寸총叢촬撮최催추墜축丑춘春출出충充췌悴취取측側층層치侈칙則친親칠七침侵칩蟄칭秤쾌快타他탁倬탄呑탈奪탐探탑塔탕宕태兌택宅탱撑터攄토兎통慟퇴堆투偸특慝틈闖파坡판判팔八패佩팽彭퍅愎편便폄貶평坪폐吠포佈폭幅표俵"
    "품品풍楓피彼필匹핍乏하下학壑한寒할割함函합合항亢해亥핵劾행倖향享허噓헌憲헐歇험險혁奕현俔혈孑혐嫌협俠형亨혜兮호乎혹惑혼婚홀忽홍哄화化확廓환丸활活황凰회匯획劃횡宖효哮후侯훈勛훙薨훤喧훼卉휘彙휴休휼恤흉兇흑黑흔昕"
    "흘吃흠欠흡吸흥興희僖힐詰"
)
# Read otherwise in names than where the standard has them.
_IN_NAMES = {
    "金": "김",
    "車": "차",
    "李": "이",
    "柳": "유",
    "林": "임",
    "盧": "노",
    "梁": "양",
    "呂": "여",
    "廉": "염",
    "羅": "나",
}

# Simplified characters as the standard has them, for those that names are made of.
_TRADITIONAL = str.maketrans(
    "张郑赵吴刘陈杨黄马韩卢龙国东云兴庆贤顺荣胜学红凤飞铁钟镇锡银铉锋阳华万义善节权严吕罗钱边许庄苏单车尧灿焕宪勋总满绿经纪维绪纲线绣赞贵宾质赫军农连达选进远运邓邱郁",
    "張鄭趙吳劉陳楊黃馬韓盧龍國東雲興慶賢順榮勝學紅鳳飛鐵鐘鎭錫銀鉉鋒陽華萬義善節權嚴呂羅錢邊許莊蘇單車堯燦煥憲勳總滿綠經紀維緖綱線繡贊貴賓質赫軍農連達選進遠運鄧邱郁",
)


def is_hangul(letter: str) -> bool:
    """Whether `letter` is a syllable of Hangul."""
    return _FIRST_SYLLABLE <= ord(letter) <= _LAST_SYLLABLE


def romanised_hangul(word: str) -> tuple[str, ...]:
    """The usual Latin forms of one word of Hangul syllables; a person's family name apart from the given name."""
    families = _FAMILIES.get(word[0], ()) if 1 < len(word) <= _LONGEST_NAME else ()
    if not families:
        return tuple(dict.fromkeys(_spelt(word, system) for system in SYSTEMS))
    given = [_spelt(word[1:], system) for system in SYSTEMS]
    usual = [f"{families[0]} {one}" for one in given]
    others = [f"{family} {one}" for family in families[1:] for one in given[:2]]
    return tuple(dict.fromkeys(usual + others))


def hangul_of(characters: str) -> str | None:
    """Chinese characters as Korean reads them in a name, in Hangul; None where one is not of Korea's standard."""
    read = []
    for place, character in enumerate(characters.translate(_TRADITIONAL)):
        syllable = (_IN_NAMES.get(character) if place == 0 else None) or _reading(character)
        if syllable is None:
            return None
        read.append(syllable)
    return "".join(read)


def may_be_name(hangul: str) -> bool:
    """Whether `hangul` begins with a family name and is as long as a name."""
    return 2 <= len(hangul) <= _LONGEST_NAME and hangul[0] in _FAMILIES


def _spelt(word: str, system: _System) -> str:
    out = []
    for letter in word:
        if not is_hangul(letter):
            out.append(letter)
            continue
        place = ord(letter) - _FIRST_SYLLABLE
        initial, rest = divmod(place, _VOWEL_COUNT * _FINAL_COUNT)
        vowel, final = divmod(rest, _FINAL_COUNT)
        out.append(system.initials[initial] + system.vowels[vowel] + system.finals[final])
    return "".join(out)


def _reading(character: str) -> str | None:
    code = _code(character)
    if code is None:
        return None
    codes, syllables = _table()
    place = bisect_right(codes, code) - 1
    return syllables[place] if place >= 0 else None


def _code(character: str) -> bytes | None:
    try:
        code = unicodedata.normalize("NFC", character).encode("euc_kr")
    except UnicodeEncodeError:
        return None
    return code if len(code) == 2 and code >= b"\xca\xa1" else None


@lru_cache(maxsize=1)
def _table() -> tuple[list[bytes], str]:
    text = "".join(_READINGS)
    return [character.encode("euc_kr") for character in text[1::2]], text[::2]
