"""Web addresses as sources and pages are named by, and which internet addresses may be talked to."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from corpus.errors import InputError

_SECRET_NAMES = re.compile(
    r"(?i)(?:.*[_-])?(?:token|secret|passw(?:or)?d|pass|pwd|signature|sig|auth|session(?:[_-]?id)?|credentials?"
    r"|(?:api|access|auth|private|subscription)[_-]?(?:key|token|code))"
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Nobody's hosts on the internet, though they are in none of the ranges that Python's library knows: the networks of
# protocols and relays (Oracle's cloud gives its secrets at 192.0.0.192), Azure's host for its own machines, and the
# newer range for documentation.
_NO_HOSTS = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32", "3fff::/20")))

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_web(location: str) -> bool:
    """Whether `location` is meant as an address rather than a path: "https:…", "ftp://…"."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", location.strip()) is not None


def normal(address: str) -> str:
    """`address` in the one form it is remembered by: host in small letters, no fragment.

    Raises InputError when it is no http or https address; the message never repeats a password.
    """
    address = address.strip()
    shown = without_secrets(address)
    if len(address) > 2000 or re.search(r"[\s<>\"\\\x00-\x1f\x7f]", address):
        raise InputError(f"not a web address: {shown[:100]}")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise InputError(f"not a web address: {shown[:100]}") from None
    if parts.scheme.lower() not in {"http", "https"}:
        raise InputError(f"{shown}: only http and https addresses can be fetched")
    if not parts.hostname:
        raise InputError(f"{shown}: the address names no host")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    user = parts.netloc.rpartition("@")[0]
    place = f"{user}@{host}" if user else host
    if port is not None and port != {"http": 80, "https": 443}[parts.scheme.lower()]:
        place += f":{port}"
    return urlunsplit((parts.scheme.lower(), place, parts.path or "/", parts.query, ""))


def joined(base: str, link: str) -> str:
    """Where `link`, on the page at `base`, leads, in its normal form and without a login. Raises InputError."""
    try:
        whole = urljoin(without_login(base), link.strip())
    except ValueError:
        raise InputError(f"not a web address: {without_secrets(link.strip())[:100]}") from None
    return normal(without_login(whole))


def without_login(address: str) -> str:
    """`address` without a user name and password."""
    scheme, mark, rest = address.partition("://")
    place, slash, path = rest.partition("/")
    return f"{scheme}{mark}{place.rpartition('@')[2]}{slash}{path}"


def without_secrets(location: str) -> str:
    """A location as it may be shown and logged: "***" for a login and for values of fields named like secrets."""
    if not is_web(location):
        return location
    scheme, mark, rest = location.partition("://")
    place = re.split(r"[/?#]", rest, maxsplit=1)[0]
    if "@" in rest and re.search(r":[^@\]]*[^\d@\]][^@\]]*$", place):  # no port, but a password with a "/" in it
        rest = f"***@{rest.rpartition('@')[2]}"
        place = re.split(r"[/?#]", rest, maxsplit=1)[0]
    login, at, host = place.rpartition("@")
    base, question, query = rest[len(place) :].partition("?")
    fields = []
    for field in query.split("&"):
        name, equals, value = field.partition("=")
        fields.append(f"{name}{equals}***" if value and _SECRET_NAMES.fullmatch(name) else field)
    return f"{scheme}{mark}{'***@' if at and login else ''}{host}{base}{question}{'&'.join(fields)}"


def is_public(address: IPAddress) -> bool:
    """Whether `address` belongs to a host of the open internet, seen also through what IPv6 can wrap around it."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None or address.is_site_local or address.teredo is not None:
            return False
        if address.sixtofour is not None and not is_public(address.sixtofour):
            return False
        if address in _NAT64:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return address.is_global and not (
        any(address in network for network in _NO_HOSTS) or address.is_multicast or address.is_reserved
        or address.is_loopback or address.is_link_local or address.is_unspecified
    )  # fmt: skip
