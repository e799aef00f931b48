"""FollowTheMoney entities that tie two others together: who owns, directs, succeeds, is related to whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Ends:
    """The properties that hold the two ends, and what each end's entry says of the other."""

    first: str
    second: str
    of_second: str  # what the entry of the first says of the second: it "Owns" it
    of_first: str


RELATIONS = {
    "Ownership": Ends("owner", "asset", "Owns", "Owned by"),
    "Control": Ends("controller", "controlled", "Controls", "Controlled by"),
    "Directorship": Ends("director", "organization", "Director of", "Director"),
    "Membership": Ends("member", "organization", "Member of", "Member"),
    "Employment": Ends("employee", "employer", "Employee of", "Employee"),
    "Family": Ends("person", "relative", "Relative", "Relative"),
    "Associate": Ends("person", "associate", "Associate", "Associate"),
    "Representation": Ends("agent", "client", "Agent of", "Agent"),
    "Succession": Ends("predecessor", "successor", "Successor", "Predecessor"),
    "UnknownLink": Ends("subject", "object", "Linked to", "Linked to"),
    "Debt": Ends("debtor", "creditor", "Debtor of", "Debtor"),
}
# What is said of a relation itself, in this order.
_MORE = ("role", "relationship", "percentage", "ownershipType", "status")


def relation_of(
    entity_id: str,
    link: Mapping[str, Any],
    caption_of: Callable[[str], str | None],
    caption: Callable[[Mapping[str, Any]], str],
    values: Callable[[Mapping[str, Any], str], list[str]],
) -> Iterator[tuple[str, str]]:
    """(kind, name) of whoever `link` ties the entity `entity_id` to, "Owned by (51)"; only ends with a known name.

    In nested files the entity's own end is left out, or the other end stands whole in its property.
    """
    ends = RELATIONS[link["schema"]]
    more = [text for name in _MORE for text in values(link, name)]
    more += [f"until {text}" for text in values(link, "endDate")]
    note = f" ({', '.join(more)})" if more else ""
    for own, other, kind in ((ends.first, ends.second, ends.of_second), (ends.second, ends.first, ends.of_first)):
        given = link["properties"].get(own, [])
        is_own = entity_id in {end.get("id") if isinstance(end, dict) else end for end in given}
        if given and not is_own:
            continue
        for end in link["properties"].get(other, []):
            name = caption(end) if isinstance(end, dict) else caption_of(str(end))
            if name:
                yield f"{kind}{note}", name
