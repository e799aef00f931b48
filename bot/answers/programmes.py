"""What the codes of programmes and the names of lists stand for. A code that is not certain is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ORDER = re.compile(r"\bEO(\d{5})\b")
_OFAC = {
    "BALKANS": "Western Balkans",
    "BELARUS": "Belarus",
    "BURMA": "Burma (Myanmar)",
    "CAATSA - IRAN": "Countering America’s Adversaries Through Sanctions Act, Iran",
    "CAATSA - RUSSIA": "Countering America’s Adversaries Through Sanctions Act, Russia",
    "CAR": "Central African Republic",
    "CMIC": "Chinese military-industrial complex companies",
    "CUBA": "Cuba",
    "CYBER": "malicious cyber activities",
    "CYBER2": "malicious cyber activities",
    "CYBER3": "malicious cyber activities",
    "DARFUR": "Darfur",
    "DPRK": "North Korea",
    "DPRK2": "North Korea",
    "DPRK3": "North Korea",
    "DPRK4": "North Korea",
    "DPRK-NKSPEA": "North Korea Sanctions and Policy Enhancement Act",
    "DRCONGO": "Democratic Republic of the Congo",
    "ELECTION": "foreign interference in U.S. elections",
    "ETHIOPIA": "Ethiopia",
    "FTO": "Foreign Terrorist Organizations",
    "GLOMAG": "Global Magnitsky, human rights abuse and corruption",
    "HIFPAA": "Hizballah International Financing Prevention Act",
    "HK": "Hong Kong",
    "ILLICIT-DRUGS": "illicit drug trade",
    "IFCA": "Iran Freedom and Counter-Proliferation Act",
    "IFSR": "Iranian Financial Sanctions Regulations",
    "IRAN": "Iran",
    "IRAN-CON-ARMS": "conventional arms, Iran",
    "IRAN-CON-ARMS-EO": "conventional arms, Iran",
    "IRAN-HR": "human rights abuses in Iran",
    "IRAN-TRA": "Iran Threat Reduction and Syria Human Rights Act",
    "IRAQ2": "Iraq",
    "IRAQ3": "Iraq",
    "IRGC": "Islamic Revolutionary Guard Corps",
    "ISA": "Iran Sanctions Act",
    "LEBANON": "Lebanon",
    "LIBYA2": "Libya",
    "LIBYA3": "Libya",
    "MAGNIT": "Sergei Magnitsky Rule of Law Accountability Act",
    "MALI": "Mali",
    "NICARAGUA": "Nicaragua",
    "NICARAGUA-NHRAA": "Nicaragua Human Rights and Anticorruption Act",
    "NPWMD": "proliferators of weapons of mass destruction",
    "NS-PLC": "Palestinian Legislative Council",
    "PEESA": "Protecting Europe’s Energy Security Act",
    "RUSSIA": "Russia",
    "RUSSIA-EO14024": "Russia’s harmful foreign activities",
    "RUSSIA-EO14065": "regions of Ukraine that Russia claims or occupies",
    "SDGT": "Specially Designated Global Terrorists",
    "SDNT": "Specially Designated Narcotics Traffickers",
    "SDNTK": "Foreign Narcotics Kingpin Designation Act",
    "SOMALIA": "Somalia",
    "SOUTH SUDAN": "South Sudan",
    "SUDAN": "Sudan",
    "SYRIA": "Syria",
    "SYRIA-CAESAR": "Caesar Syria Civilian Protection Act",
    "TCO": "transnational criminal organizations",
    "UKRAINE": "Ukraine and Russia",
    "VENEZUELA": "Venezuela",
    "YEMEN": "Yemen",
    "ZIMBABWE": "Zimbabwe",
}
_UN = {
    "CAR": "Central African Republic",
    "DPRK": "North Korea",
    "DRC": "Democratic Republic of the Congo",
    "GB": "Guinea-Bissau",
}
_EU = {
    "AFG": "Afghanistan",
    "BDI": "Burundi",
    "BIH": "Bosnia and Herzegovina",
    "BLR": "Belarus",
    "CAF": "Central African Republic",
    "COD": "Democratic Republic of the Congo",
    "CHEM": "chemical weapons",
    "CYB": "cyber-attacks",
    "GIN": "Guinea",
    "GNB": "Guinea-Bissau",
    "GTM": "Guatemala",
    "HR": "human rights",
    "HTI": "Haiti",
    "IRN": "Iran",
    "IRQ": "Iraq",
    "LBN": "Lebanon",
    "LBY": "Libya",
    "MDA": "Moldova",
    "MLI": "Mali",
    "MMR": "Myanmar",
    "NER": "Niger",
    "NIC": "Nicaragua",
    "PRK": "North Korea",
    "SDN": "Sudan",
    "SOM": "Somalia",
    "SSD": "South Sudan",
    "SYR": "Syria",
    "TAQA": "ISIL/Da’esh and Al-Qaida",
    "TERR": "terrorism",
    "TUN": "Tunisia",
    "TUR": "Turkey",
    "UKR": "Ukraine’s territorial integrity",
    "VEN": "Venezuela",
    "YEM": "Yemen",
    "ZWE": "Zimbabwe",
}
_AUTHORITIES: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    # beginning of a list's name, who decides on it, what people call it, its codes
    ("OFAC", "the U.S. Treasury’s Office of Foreign Assets Control (OFAC)", "US", _OFAC),
    ("UN", "the UN Security Council", "UN", _UN),
    ("EU", "the Council of the European Union", "EU", _EU),
    ("UK", "the United Kingdom", "UK", {}),
)


def authority(list_name: str) -> str | None:
    """Whose list it is, "US", "UN", "EU" or "UK"; None where its name does not tell."""
    return next((short for start, _, short, _ in _AUTHORITIES if _begins(list_name, start)), None)


def decided_by(list_name: str) -> str | None:
    """Who puts names on the list, in full; None where its name does not tell."""
    return next((full for start, full, _, _ in _AUTHORITIES if _begins(list_name, start)), None)


def spelled_out(programme: str, list_name: str) -> str:
    """The programme with what its code stands for: "CYBER2 (malicious cyber activities)", or as the list has it."""
    codes = next((codes for start, _, _, codes in _AUTHORITIES if _begins(list_name, start)), {})
    meaning = codes.get(programme)
    if meaning is None and codes is _OFAC:
        order = _ORDER.search(programme)
        subject = codes.get(programme[: order.start()].rstrip("-")) if order else None
        if order:
            meaning = f"{subject + ', ' if subject else ''}Executive Order {order[1]}"
    if meaning is None or meaning.casefold() == programme.casefold():
        return programme
    return f"{programme} ({meaning})"


# What people call subjects whose programmes have other words in their codes or names.
_CALLED: tuple[tuple[str, str], ...] = (
    (r"north korean?s?|dprk|pyongyang", r"\bDPRK|\bPRK\b|north korea|democratic people|\b1718\b"),
    (
        r"terror(?:ism|ists?)?|counter-?terror(?:ism|ist)?",
        r"\bSDGT\b|\bSDT\b|\bFTO\b|terror|\bTAQA\b|al-qaida|\b1267\b",
    ),
    (r"al[- ]qa[ei]da|isis|isil|islamic state", r"al-qa[ei]da|\bTAQA\b|\b1267\b|\bISIL\b"),
    (r"taliban", r"taliban|\b1988\b|\bAFG\b"),
    (r"iran(?:ian)?s?", r"\bIRAN|\biran|\bIFSR\b|\bIRGC\b|\bIFCA\b|\bISA\b|\bHRIT-IR\b|\bIRN\b"),
    (r"russian?s?", r"russia|\bUKRAINE\b|\bUKR\b|\bRUS\b"),
    (r"ukrain(?:e|ian)s?", r"ukraine|\bUKR\b"),
    (r"drugs?|narcotics|drug trafficking|kingpin", r"\bSDNT|narcotic|drug"),
    (r"cyber(?:-?(?:attacks?|crime|activities))?", r"\bCYB|cyber"),
    (r"human rights|magnitsky", r"human rights|magnitsky|\bMAGNIT\b|\bHR\b"),
    (r"proliferation|weapons of mass destruction|wmd", r"proliferat|\bNPWMD\b"),
    (r"myanmar|burm(?:a|ese)", r"burma|myanmar"),
    (r"congo(?:lese)?|drc", r"\bDRC|congo"),
    (r"central african republic|car", r"\bCAR\b|central african"),
    (r"syrian?s?", r"syria"),
    (r"organi[sz]ed crime|transnational crime", r"\bTCO\b|criminal"),
)
_PEOPLE = re.compile(r"(?:ns?|ans?|ians?|ese|is?)$")


def meant(words: str, held: Iterable[tuple[str, str]]) -> dict[tuple[str, str], None]:
    """Those of the (list, programme) `held` that `words` stand for: a code, an order's number, or a subject as people
    call it, "Venezuelan". Empty where there is none."""
    words = words.strip()
    of_held = sorted(held)
    if exact := [
        one for one in of_held if one[1] == words or (one[1].casefold() == words.casefold() and words.isupper())
    ]:
        # DPRK has DPRK2 and DPRK3 beside it, orders by which names were put onto the same list.
        begins = re.compile(rf"{re.escape(words)}(?:\d{{0,2}}|-EO\d+)$", re.IGNORECASE)
        return dict.fromkeys(exact + [one for one in of_held if begins.match(one[1]) and one not in exact])
    order = re.fullmatch(r"(?:executive order|e\.?o\.?)\s*(?:no\.? )?(\d{5})", words, re.IGNORECASE)
    if order:
        return dict.fromkeys(one for one in of_held if order[1] in one[1])
    for called, pattern in _CALLED:
        if re.fullmatch(called, words, re.IGNORECASE):
            return dict.fromkeys(one for one in of_held if re.search(pattern, _told(*one), re.IGNORECASE))
    stem = _PEOPLE.sub("", words.casefold()) if len(words) > 5 else words.casefold()
    if len(stem) < 4:
        return {}
    # Sudan is not South Sudan, and Guinea not Guinea-Bissau.
    begins = re.compile(rf"(?<!\w)(?<!south ){re.escape(stem)}(?!-bissau)")
    return dict.fromkeys(one for one in of_held if begins.search(_told(*one).casefold()))


def _told(name_of_list: str, programme: str) -> str:
    return spelled_out(programme, name_of_list)


def _begins(list_name: str, start: str) -> bool:
    return re.match(rf"{start}\b", list_name) is not None
