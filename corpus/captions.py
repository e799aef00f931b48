"""Captions and credits of pictures, told from the story by the credit at their end."""

from __future__ import annotations

import re

_LONGEST_CAPTION = 800
_LONGEST_CREDIT = 160
_LONGEST_NAME_WORDS = 8

# As they sign pictures; a longer form ("Getty Images Europe", "AP Photo, File") begins with one of them.
_AGENCIES = """
    AA | AAP | Abaca | AbacaPress | ABC | Adobe Stock | AdobeStock | AFP | AFPTV | Alamy | Anadolu | AP |
    Associated Press | Bloomberg | CBS | CNN | CNP | Corbis | DPA | EFE | EPA | EPA-EFE | ESA | FilmMagic | Getty |
    Handout | Hulton Archive | ICON Sportswire | Icon Sportswire | Imagn | INSTARimages | iStock | iStockphoto
    | ITAR-TASS | Keystone | LightRocket | Los Angeles Times | MAXPPP | Maxar | Moviepix | Moviestore | MPI |
    NASA | NBC | Newscom | NurPhoto | PA | Pexels | Photoshot | Pixabay | Planet Labs | POOL | Pool | Press
    Association | Redux | REUTERS | Reuters | Rex | REX | SIPA | Sipa | Shutterstock | SOPA | Splash | Sputnik
    | TASS | The Boston Globe | The New York Times | The Washington Post | TPN | UPI | Unsplash | VCG |
    Tribune News Service | Twitter | USA TODAY | USA Today | Wikimedia | WireImage | Xinhua | ZUMA | Zuma |
    ZUMAPRESS | dpa | imago | imageBROKER | picture alliance | picture-alliance
"""
_AGENCY = re.compile(
    rf"(?:{'|'.join(name.strip() for name in _AGENCIES.split('|'))})\b(?:,? [A-Z][\w.]*| for [A-Z]+){{0,4}}"
)
_SLASH = re.compile(r"\s?/\s?|,? via ")
_PARTICLES = {
    "al",
    "and",
    "bin",
    "da",
    "de",
    "del",
    "den",
    "der",
    "di",
    "du",
    "el",
    "for",
    "la",
    "le",
    "of",
    "the",
    "van",
    "von",
}

_BRACKETED = re.compile(
    r"\s*[(\[]\s*(?:(?:Photo|Picture|Image|Video|Photograph|Illustration)s?(?: [Cc]redits?| courtesy"
    r"| illustration)?(?:\s?:| of | by |/)"
    r"|Credit: |(?:AP|REUTERS|Reuters|AFP|EPA|Xinhua|Sipa)(?: Photo\b|\s?/)|Courtesy of )[^()\[\]]{1,120}[)\]]\.?$"
)
_BRACKETED_SIGNATURE = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]{3,100})[)\]]\.?$")
_LABELLED_CREDIT = re.compile(
    r"(?:(?:Photo|Image|Picture|Video)(?: [Cc]redit| [Ss]ource| [Bb]y| [Cc]ourtesy(?: of)?)s?\s?[:,]?|(?:Photo"
    r"|Photograph|PHOTO|Credit|CREDIT)s?\s?:)"
    r"\s(?=[A-Z@])[^!?]{2,100}"
)
_LABELLED_CAPTION = re.compile(
    r"(?:Image|Media|Video|Photo|Picture) (?:source|captions?|copyright)\b\s*[,:]\s*\S.*|FILE(?: PHOTO)?\s*[:—–-]\s.*"
    r"|(?:Hide|hide|toggle|Show|show) caption|Enlarge this image|enlarge this image"
)
_CREDIT_AT_END = re.compile(r"\s(?:Photograph|Photo|Picture|Image)(?: credit)?: [A-Z][^.!?:]{2,80}\.?$")

# Below a picture stand one sentence or two; more of them tell a story, as those of picture galleries do.
_LONGEST_SIGNED = 520
_SENTENCES = re.compile(r"[a-z0-9)]{2}[.!?][”\"]? (?=[A-Z“\"])")
# "A robot dog scans the desert. DHS", "The mall is closed. Ann Lee for CNN", "… that night. Moscow Police Department":
# who gave the picture, after a finished sentence. A name alone may be that of the one who is quoted.
_ORGANISATION = (
    r"(?:Administration|Agency|Company|Corporation|Department|Museum|Office|Pictures|Police|Service|Studios)"
)
_GIVER_AT_END = re.compile(
    r"(?P<before>.{20,}\b(?P<last>[\w’'-]{2,})[)”\"]?)\. "
    rf"(?:{_AGENCY.pattern}|[A-Z]{{2,5}}|(?:Courtesy|From) [A-Z].{{2,40}}|[\w.’'-]{{2,30}}/{_AGENCY.pattern}"
    rf"|(?:[A-Z][\w’'.-]+ ){{1,4}}for {_AGENCY.pattern}|(?:[A-Z][\w’'.-]+ ){{1,4}}{_ORGANISATION})"
)
# What a gallery within a story leaves, all its captions in one line.
_GALLERY = re.compile(r" Prev Next$|\bHide Caption \d+ of \d+\b")
# "Ann Lee Ann Lee": the name below a portrait and the portrait's description.
_NAME_TWICE = re.compile(r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w.’'-]*){1,3}) (?P=name)")
ABBREVIATIONS = {
    "adm", "ave", "blvd", "capt", "co", "col", "corp", "dept", "dr", "feat", "ft", "gen", "gov", "inc", "jr", "lt",
    "ltd", "maj", "mr", "mrs", "ms", "mt", "no", "prof", "rep", "rev", "sen", "sgt", "sr", "st", "supt", "temp", "vs",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec",
}  # fmt: skip


def is_credit(line: str) -> bool:
    """Whether `line` is nothing but the credit of a picture: "YURI CORTEZ/AFP via Getty Images"."""
    if len(line) > _LONGEST_CREDIT:
        return False
    return (
        _LABELLED_CREDIT.fullmatch(line) is not None
        or _signature_start(line) == 0
        or (line.startswith(("(", "[")) and without_credit(line) == "")
    )


def is_gallery(line: str) -> bool:
    """Whether `line` is all the captions of a gallery, of any length."""
    return _GALLERY.search(line) is not None


def is_caption(line: str) -> bool:
    """Whether `line` describes a picture and ends with its credit, or is labelled as a caption or credit."""
    if len(line) > _LONGEST_CAPTION:
        return False
    return (
        is_credit(line)
        or _LABELLED_CAPTION.fullmatch(line) is not None
        or _CREDIT_AT_END.search(line) is not None
        or _signature_start(line) is not None
        or without_credit(line) != line
        or _ends_with_giver(line)
        or _NAME_TWICE.fullmatch(line) is not None
    )


def without_credit(line: str) -> str:
    """`line` without the bracketed credits at its end: "(Photo by …)", "(Majid Saeedi/Getty Images)"."""
    while line.endswith((")", "]", ").", "].")):
        at = max(0, len(line) - 200)
        found = _BRACKETED.search(line, at)
        if found is None:
            found = _BRACKETED_SIGNATURE.search(line, at)
            if found is None or _signature_start(found["inside"]) != 0:
                break
        line = line[: found.start()]
    return line


def _signature_start(line: str) -> int | None:
    """Where the signature at the end of `line` starts, "Name Surname/Agency" or "Name via Agency"; None without one."""
    end = len(line.rstrip(" ."))
    at = max(0, end - _LONGEST_CREDIT)
    tail = line[at:end]
    slashes = list(_SLASH.finditer(tail))
    parts = [
        tail[a:b]
        for a, b in zip([0, *(s.end() for s in slashes)], [*(s.start() for s in slashes), len(tail)], strict=True)
    ]
    if len(parts) == 1:
        return 0 if at == 0 and tail in {"Getty Images", "AFP", "REUTERS", "Reuters", "Shutterstock"} else None
    # From the last part back: each is a name; the first one begins after the caption.
    first = len(parts) - 1
    while first > 0 and _is_name(parts[first]):
        first -= 1
    if first == len(parts) - 1:
        return None
    offset = slashes[first - 1].end() if first else 0
    name_at = _last_name_start(parts[first])
    name = parts[first][name_at:]
    signed = parts[first + 1 :]
    if not name or not (any(_AGENCY.fullmatch(part) for part in signed) or _AGENCY.fullmatch(name)):
        return None
    before = line[: at + offset + name_at].rstrip()
    # "… told AP/Reuters." is a sentence: a name that ends one is the signature's only after a finished caption.
    if line.rstrip().endswith(".") and before and before[-1] not in ".!?\"”)’'":
        return None
    return at + offset + name_at


def _ends_with_giver(line: str) -> bool:
    if len(line) > _LONGEST_SIGNED or line.endswith((".", "!", "?")):
        return False
    found = _GIVER_AT_END.fullmatch(line)
    return (
        found is not None
        and found["last"].lower() not in ABBREVIATIONS
        and len(found["before"].split()) >= 5
        and len(_SENTENCES.findall(found["before"])) <= 1
    )


def _is_name(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= _LONGEST_NAME_WORDS and all(
        word[0].isupper()
        or word.lower() in _PARTICLES
        or word.lower() in {"file", "dpa", "imago"}
        or not word[0].isalpha()
        for word in words
    )


def _last_name_start(text: str) -> int:
    """Where the run of capitalised words at the end of `text` starts, after the end of any sentence in it."""
    start = len(text)
    for count, match in enumerate(reversed(list(re.finditer(r"\S+", text)))):
        word = match.group()
        is_initial = re.fullmatch(r"(?:[A-Z]\.)+|[JS]r\.", word) is not None
        ends_sentence = word.endswith((".", "!", "?", "”", '"', ")", ":", ";")) and not is_initial
        is_named = word[0].isupper() or (word.lower() in _PARTICLES and count > 0)
        if ends_sentence or not is_named or count == _LONGEST_NAME_WORDS:
            break
        start = match.start()
    return start
