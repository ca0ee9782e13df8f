"""What may have been meant by unknown text: a code or name begun, a slip of the finger."""

import re
from collections.abc import Iterator
from string import ascii_lowercase

from meetfinder.places.forms import SHORTEST, compact, family
from meetfinder.places.place import Place
from meetfinder.places.ranking import MOST_ELSEWHERE
from meetfinder.places.table import Table, Town
from meetfinder.places.towns import is_within, meanings
from meetfinder.places.words import key_of, words

LONGEST_SLIP = 24
SHORTEST_SLIP = 4
SHORTEST_START = 3
SPELLINGS = 300
LONGEST_POSTCODE_AREA = 2
_BRITISH = family("GB")
AT_HOME = 100
"""A town of the visitor's country counts as if it had so many times its people."""


def suggest(table: Table, text: str, home: str) -> list[Place]:
    """Return up to five places near to what was typed, the likeliest first."""
    typed = words(text)[:10]
    if districts := _districts(table, typed, home):
        return districts
    if any(letter.isdigit() for word in typed for letter in word):
        return _codes(table, compact("".join(typed)), home) or _names(table, typed, home)
    return _names(table, typed, home)


def _names(table: Table, typed: list[str], home: str) -> list[Place]:
    """Try the words without their last ones too, which may be a state: "Budda TX"."""
    for cut in range(len(typed), 0, -1):
        name = key_of(typed[:cut])
        wheres = meanings(table, typed[cut:])
        if wheres is None or not name:
            continue
        towns = _near_misses(table, name)
        if wheres:
            towns = [town for town in towns if is_within(table, town, wheres[0])]
        if towns:
            return _largest(towns, home)
    return []


def _near_misses(table: Table, name: str) -> list[Town]:
    found = []
    if SHORTEST_SLIP <= len(name) <= LONGEST_SLIP:
        found = table.towns_spelled(list(set(_slips(name))))
    if not found and len(name) >= SHORTEST_START:
        found = table.towns_beginning(name, SPELLINGS)
    return found


def _slips(name: str) -> Iterator[str]:
    """Yield every spelling that is one letter too many, too few, wrong or exchanged away."""
    for at in range(len(name) + 1):
        head, tail = name[:at], name[at:]
        yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in ascii_lowercase:
            yield head + letter + tail[1:]
            yield head + letter + tail


def _districts(table: Table, typed: list[str], home: str) -> list[Place]:
    """Return the first districts of a British postcode area, which is one letter or two: SW, BN, M."""
    area = typed[0].upper() if len(typed) == 1 else ""
    if home not in _BRITISH or not 1 <= len(area) <= LONGEST_POSTCODE_AREA or not area.isalpha():
        return []
    found = table.codes_between(f"{area}0", f"{area}:", home, SPELLINGS)
    ordered = sorted(found, key=lambda place: (_first_number(place.name), place.name))
    return ordered[:MOST_ELSEWHERE]


def _first_number(name: str) -> int:
    return int(next(iter(re.findall("[0-9]+", name)), 0))


def _codes(table: Table, code: str, home: str) -> list[Place]:
    """Return the postcodes that begin with as much as possible of what was typed."""
    for country in dict.fromkeys((home, "")):
        for length in range(len(code), SHORTEST - 1, -1):
            start = code[:length]
            found = table.codes_between(start, f"{start}\uffff", country, MOST_ELSEWHERE)
            if found:
                return found
    return []


def _largest(towns: list[Town], home: str) -> list[Place]:
    def rank(town: Town) -> tuple[int, int]:
        return (-town.weight * (AT_HOME if town.country == home else 1), town.id)

    return [town.place for town in sorted(towns, key=rank)][:MOST_ELSEWHERE]
