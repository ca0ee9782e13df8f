"""The `types` of an exported row: codes of the specification, and one of ours for the fellowship.

The specification has no word for a fellowship, so a row says it with a code of our own that begins with `F-`;
readers that do not know such a code pass over it, and a site can give it a label (`labels`).
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from meetfinder.directory.listing import FellowshipCard, Listing

PREFIX = "F-"
DUAL_DIAGNOSIS = "DD"
_DUAL = frozenset({"dedicated", "tagged"})
_CLOSED, _OPEN = "C", "O"
_STATED = {
    ("access", "open"): _OPEN,
    ("access", "closed"): _CLOSED,
    ("accessible_toilet", "yes"): "XB",
    ("attendance_proof", "yes"): "POA",
    ("children", "childcare"): "BA",
    ("children", "welcome"): "CF",
    ("fragrance_free", "yes"): "FF",
    ("religion", "secular"): "A",
    ("sign_language", "yes"): "ASL",
    ("wheelchair_step_free", "yes"): "X",
}
"""Attributes that the specification has a code for."""
_OF_A_BUILDING = frozenset({"BA", "BRK", "CAN", "CF", "FF", "OUT", "SM", "X", "XB"})
"""Codes that say nothing of a meeting that is joined from afar only."""


def fellowship_codes(cards: Iterable[FellowshipCard]) -> dict[str, str]:
    """Return the code of every fellowship by slug: `F-DRA`; of short names that several bear, the whole slug.

    Three bodies are called DDA and two DA, and a reader must never take one for the other.
    """
    short = {card.slug: _code(card.short_name) for card in cards}
    times = Counter(short.values())
    return {
        slug: PREFIX + (code if code and times[code] == 1 else _code(slug)) for slug, code in short.items()
    }


def labels(cards: Iterable[FellowshipCard]) -> dict[str, str]:
    """Return the fellowship's name for each of our codes, as `strings.<language>.types` of TSML UI has it."""
    cards = list(cards)
    codes = fellowship_codes(cards)
    return dict(sorted((codes[card.slug], card.name) for card in cards))


def types_of(
    listing: Listing, *, fellowships: Mapping[str, str], languages: Mapping[str, str], in_person: bool
) -> list[str]:
    """Return the codes of a listing, sorted.

    `fellowships` is that of `fellowship_codes`, `languages` maps BCP 47 tags to codes of the specification.
    Open and closed together are given as closed: being turned away is worse than asking first.
    """
    codes = {card.meeting_guide for card in listing.formats if card.meeting_guide}
    for item in listing.attributes:
        code = _STATED.get((item.key, item.value))
        if code:
            codes.add(code)
    for tag in listing.languages:
        if tag in languages:
            codes.add(languages[tag])
    if listing.dual_focus in _DUAL:
        codes.add(DUAL_DIAGNOSIS)
    if listing.fellowship:
        slug = listing.fellowship.slug
        codes.add(fellowships.get(slug) or PREFIX + _code(slug))
    if _CLOSED in codes:
        codes.discard(_OPEN)
    return sorted(codes if in_person else codes - _OF_A_BUILDING)


@lru_cache(maxsize=1024)
def _code(text: str) -> str:
    return re.sub(r"[^A-Z0-9]+", "-", text.upper()).strip("-")
