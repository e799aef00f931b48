"""Who published a page: web addresses, the site's name, and titles without the site's name at their end."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

# Second-level labels under which names are registered ("co.uk"), and hosts whose customers own the label before them.
_SECOND_LEVEL = {"ac", "co", "com", "edu", "gob", "gouv", "gov", "govt", "net", "ne", "or", "org", "go"}
_SHARED_HOSTS = {"blogspot.com", "github.io", "medium.com", "substack.com", "tumblr.com", "wordpress.com"}
# Endings of titles that name a publisher even where no URL confirms it.
KNOWN_PUBLISHERS = {
    name.casefold(): name
    for name in [
        "ABC News", "Al Jazeera", "AP News", "Associated Press", "BBC", "BBC News", "Bloomberg", "CBS News", "CNBC",
        "CNN", "Der Spiegel", "Deutsche Welle", "DW", "Euronews", "Financial Times", "Fox News", "France 24",
        "Le Monde", "NBC News", "NPR", "Politico", "Radio Free Europe", "Reuters", "RFE/RL", "Sky News",
        "The Economist", "The Guardian", "The Hill", "The Independent", "The New York Times", "The Telegraph",
        "The Times", "The Wall Street Journal", "The Washington Post", "The Week", "The Week UK", "USA TODAY",
        "Voice of America", "VOA", "Xinhua",
    ]
}  # fmt: skip
_ENDING = re.compile(r"^(?P<title>.+\S)(?P<mark>\s+[|–—-]\s+|\s*\|\s*)(?P<name>[^|]{2,40})$", re.DOTALL)
_CUT_OFF = re.compile(r"\s*(?:\.{3,}|…)$")


def web_address(value: object) -> str | None:
    """`value` if it is an http or https address that can be opened, else None."""
    if not isinstance(value, str):
        return None
    address = value.strip()
    if len(address) > 2000 or re.search(r"[\s<>\"\\\x00-\x1f\x7f]", address):
        return None
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname or parts.username or parts.password:
        return None
    return address if re.fullmatch(r"[\w.:-]+", parts.hostname) else None


def site_name(address: str) -> str:
    """The registered name of an address's host: "edition.cnn.com" -> "cnn.com", "www.a.co.uk" -> "a.co.uk"."""
    host = (urlsplit(address).hostname or "").rstrip(".")
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        labels = host.split(".")
    keep = 2
    if len(labels) > 2 and (
        (len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL) or ".".join(labels[-2:]) in _SHARED_HOSTS
    ):
        keep = 3
    kept = labels[-keep:]
    return ".".join(kept[1:] if len(kept) > 2 and kept[0] == "www" else kept)


def without_site_name(title: str, address: str | None) -> tuple[str, str | None]:
    """`title` without a site name at its end, and that name; (title, None) where it ends with none.

    The ending must belong to the host of `address` ("… | CNN Business" at cnn.com) or be a well-known publisher.
    A title that was cut off (" ...") keeps one "…", so that nobody takes it for the whole.
    """
    title = " ".join(title.split())
    cut_off = _CUT_OFF.search(title)
    if cut_off:
        title = title[: cut_off.start()]
    name: str | None = None
    if (match := _ENDING.match(title)) and _names_site(match["name"], address, cut_off=bool(cut_off)):
        title, name = match["title"], match["name"]
        # The cut fell into the site's name, or an earlier one left its own mark.
        inner = _CUT_OFF.search(title)
        title = title[: inner.start()] + "…" if inner else title
        return title, name
    return (f"{title}…" if cut_off and title else title), None


def _names_site(name: str, address: str | None, *, cut_off: bool) -> bool:
    if name.casefold() in KNOWN_PUBLISHERS:
        return True
    if address is None:
        return False
    letters = re.sub(r"[\W_]+", "", name).casefold()
    label = re.sub(r"\W+", "", site_name(address).split(".")[0]).casefold()
    if not letters or len(label) < 2:
        return False
    if cut_off and label.startswith(letters):
        return True
    # "CNN Business" at cnn.com; not "The …" at theweek.com, nor "Apple sues" at apple.com.
    if letters == label:
        return True
    extra = letters.removeprefix(label)
    return len(label) >= 3 and letters.startswith(label) and extra in _SECTIONS


# What publishers add to their name in titles.
_SECTIONS = {
    "africa", "asia", "business", "com", "entertainment", "europe", "health", "international", "live", "money", "news",
    "online", "opinion", "politics", "sports", "style", "tech", "travel", "uk", "us", "underscored", "video", "world",
}  # fmt: skip
