"""Houses that a page names once and then speaks of: "at the church", "the centre hosts groups"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from meetfinder.exchange.meeting_guide.words import normal
from meetfinder.exchange.page.buildings import VENUE, is_room, name_of
from meetfinder.exchange.page.draft import Where
from meetfinder.exchange.page.slots import Slot, with_place

_SPOKEN_OF = re.compile(
    r"\b(?:at|in) (?:the|our) (?P<kind>church|hospital|library|college|school|club|center|centre|clinic)\b"
    r"(?! (?:hall|chapel|basement|room|classroom|cafeteria|conference|library|on|of)\b)"
)
_HOST = re.compile(
    rf"(?m)^(?:[Tt]he )?(?P<name>{VENUE.pattern})(?: (?:now|also|is|will be|will|has begun to))* "
    r"(?:(?:[^.\n]{0,60} )?(?:happy|glad|pleased|proud) to host|hosts?|hosting|home to|"
    r"has (?:\w+ ){0,2}(?:support|recovery) groups)\b[^.\n]{0,80}"
)
_GROUPS = re.compile(r"(?i)\b(?:groups?|meetings?|them)\b")
_LONGEST_PAGE = 20_000
"""Characters; a page about one house is shorter."""


def hosts_of(text: str) -> list[Where]:
    """Return the houses of which a text says that they host groups."""
    found = _HOST.finditer(text[:_LONGEST_PAGE])
    return [Where(venue=name_of(match["name"])) for match in found if _is_general(match[0])]


def _is_general(text: str) -> bool:
    """Say whether words tell of groups, and not when a single one meets."""
    return _GROUPS.search(text) is not None and not any(character.isdigit() for character in text)


def give_houses(slots: Sequence[Slot], text: str) -> None:
    """Give slots held "at the church" the church, where their page names one and no other."""
    spoken_of = [
        (slot, spoken["kind"])
        for slot in slots
        if not slot.where.venue and (spoken := _SPOKEN_OF.search(slot.entry.words))
    ]
    names = _names_in(text) if spoken_of else {}
    for slot, kind in spoken_of:
        house = _only(kind, names)
        if house and slot.where.street:
            slot.where = replace(slot.where, venue=house)
        elif house:
            with_place(slot, Where(venue=house))


def _names_in(text: str) -> dict[str, str]:
    """Return the buildings that a text names, by their names for comparing."""
    named = (match[0] for match in VENUE.finditer(text[:_LONGEST_PAGE]))
    return {normal(name): name_of(name) for name in named if not is_room(name)}


def _only(kind: str, names: dict[str, str]) -> str:
    """Return the one building of a kind among names."""
    told = [name for compared, name in names.items() if kind in compared.split()]
    return told[0] if len(told) == 1 else ""
