"""Names that are one name in several languages or spellings, beyond what their sound tells: Serhii is Sergei.

Words of different groups are different names however alike they look: Hassan and Hussein, Vladimir and Vladislav.
"""

from __future__ import annotations

# One group a line; the first is what the others are told to be variants of.
_GROUPS = """
mohammed muhammad muhammed mohamed mohamad mohammad muhamad muhamed mohamet mohd mohamud magomed mahomet mehmet mehmed
mahmoud mahmud mahmood mehmood
ahmed ahmad ahmet achmad akhmed akhmad ahmmed
hamid hameed khamid
hamad hamd
hassan hasan hassane khasan hassan hasson
hussein husayn husain hussain hossein hosein huseyn husein hoseyn houssein khusein husseini
hussam husam hossam
ali aly
omar umar omer oumar umer
othman uthman osman usman ousmane
yousef yusuf youssef yusef yousuf yusif yousif yusup josef joseph
ibrahim ebrahim ibraheem brahim ibragim abraham avraham
ismail esmail ismael esmaeil ismayil
suleiman sulaiman sulayman soleiman soleyman solomon
mustafa mostafa moustafa mustapha
said saeed saeid saed
khaled khalid halid
jamal djamal gamal cemal
jaafar jafar gafar djaafar
qasim qassem kassem ghassem qasem kasim kassim qassim
abbas abas
abdullah abdallah abdulla abdalla abdoulaye
aziz azeez
rahman rehman rakhman
qadir qader kader kadir gader
rashid rasheed rachid
hamza hamzah khamza
ramadan ramzan ramazan ramadhan ramazon
reza rida ridha riza
osama usama oussama usamah
ayman aymen aiman
bashar bachar
issa isa eissa
musa mousa moussa
yahya yehia yahia
fatima fatma fatemeh fatimah
gaddafi qadhafi qaddafi kadhafi kaddafi gadhafi ghadaffi qadafi gadafi
sheikh shaykh
hezbollah hizballah hizbullah hezbullah hizbollah
taliban taleban
hoseini husseini hosseini husayni hussaini
rezaei rezaie rezai
vladimir wladimir volodymyr uladzimir vladimer
vladislav vladyslav wladyslaw uladzislau
vyacheslav viacheslav
aleksandr alexander aleksander alexandr oleksandr aliaksandr alexandre alexandros alejandro aleksandar
aleksei alexei alexey aleksey oleksii oleksiy aliaksei alexis
sergei sergey serhii serhiy siarhei serguei sergio
dmitry dmitri dmytro dzmitry dimitri dmitrii dimitry
nikolai nikolay mykola mikalai nikolaj nicolas nicholas nikolaos
mikhail michael mykhailo mikhailo michail mihail mikail mikhael miguel michel
andrei andrey andrii andriy andrew andreas andre andres
pavel pavlo paul pawel paulo pablo
petr pyotr petro peter pedro piotr pierre
ivan ioann
john jon jean jan juan giovanni johann
yevgeny evgeny evgenii yevhen yauhen eugene
konstantin kostiantyn kanstantsin constantine
kirill kyrylo kiril cyril
igor ihor
oleg oleh aleh
grigory hryhorii grigori gregory grigoriy
georgy georgii george heorhii georgi jorge
yuri yury iurii yurii iouri jurij
viktor victor wiktor viktar
vasily vasyl vasili vasiliy basil
anatoly anatoliy anatolii anatoli
arkady arkadiy arkadi
boris borys barys
gennady gennadiy hennadii
leonid leanid
maxim maksim maksym
oksana aksana
elena olena helena yelena alena
natalia natalya nataliya nathalie
tatiana tetiana tatyana
ekaterina kateryna katerina yekaterina catherine katherine
lyudmila ludmila liudmyla liudmila
yulia julia iulia yuliya
ksenia kseniya xenia oksenia
william wilhelm guillermo
robert roberto
charles carlos karl
james jaime
joao
jose
francisco francois
maria mariya marie mary
david dawood daud dawud
daniel danil danylo
anna hanna
moses moshe
jacob yaakov yaqub yakub jakob
isaac yitzhak ishaq
kim gim
lee yi ri rhee
park pak bak
choi choe
jung jong jeong chung
cho jo
chang jang
lim im rim
roh noh
mao
xi hsi
zhang chang
zhou chow chou
cohen kohen kagan
"""
# Written short in names of companies and places.
_ABBREVIATIONS = """
international intl int'l internatl
national natl nat
manufacturing mfg manuf
engineering eng engg
development dev
industries inds industry industrial ind
technology tech technologies
services svcs service svc
government govt
department dept
association assn assoc
institute inst
university univ
center centre
shipping ship
trading trade
general gen
brothers bros
organization organisation org
petroleum petro
management mgmt mgt
enterprise enterprises ent
investment investments invest
electronics electronic
company co compania compagnie
corporation corp corporacion
and y et und
saint st
mount mt
construction constructions constr
exchange exch
financial fin finance
laboratory lab laboratories
transport transportation transports
import imports
export exports
foundation fdn
limited ltd
bank banco banque banka
group grup groupe gruppe grupo
"""


def _groups(text: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in text.strip().splitlines():
        names = line.split()
        for name in names:
            found[name] = (*found.get(name, ()), names[0])
    return found


_NAME_GROUPS = _groups(_GROUPS)
_ABBREVIATED = _groups(_ABBREVIATIONS)


def groups(word: str) -> frozenset[str]:
    """The names, each by its first spelling, that lower-case `word` may be; empty for a word that is not known."""
    return frozenset(_NAME_GROUPS.get(word, ()))


def unabbreviated(word: str) -> frozenset[str]:
    """The words of company names that lower-case `word` may stand for: "intl" is "international"."""
    return frozenset(_ABBREVIATED.get(word, ()))
