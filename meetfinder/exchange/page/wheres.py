"""Places in words: a building, a street, a town, as addresses of several countries write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from meetfinder.exchange.page.at_names import names_after_at
from meetfinder.exchange.page.buildings import VENUE, is_one, is_room, name_of, venue_before, venue_of
from meetfinder.exchange.page.draft import Where
from meetfinder.exchange.page.no_places import is_no_place, names_group, names_no_house, names_part
from meetfinder.exchange.page.place_words import UP, tidy
from meetfinder.exchange.page.sentences import sentence_end, sentence_start
from meetfinder.exchange.page.streets import PLAIN_SUFFIX, STREET
from meetfinder.exchange.page.towns import CITY_REGION, is_town, town_after, town_beside, with_city

_CLOCK = re.compile(r"(?i)\d\s*[ap]\.?m\b|\d:\d\d|\bnoon\b|\bmidnight\b")
_OFFICE = re.compile(r"(?i)\b(?:(?<!post )office|mail(?:ing)?(?: address)?|p\.?o\.? box)\b[^\n.]{0,20}$")
_BUILDING_AFTER = re.compile(rf",[ ]*(?P<venue>{VENUE.pattern})(?=[ ]*,)")
_STREET_BESIDE = re.compile(
    rf",[ ](?P<lane>[{UP}][a-z'’]+(?:[ ][{UP}][a-z]+)?[ ](?:{PLAIN_SUFFIX}|Court|Mews))(?!\w)|"
    rf",[ ](?P<number>\d{{2,5}}[ ](?:[NSEW]\.?[ ])?[{UP}][a-z]+)(?=[ ]*(?:[.;\n)]|$))|"
    rf"[ ](?:on|"
    rf"in)[ ](?P<road>[{UP}][a-z]+(?:[ ][{UP}][a-z]+){{0,3}}[ ]{PLAIN_SUFFIX}(?:[ ]\d{{1,4}})?)(?!\w)"
)
"""A street that only the building before it shows to be one: "Elm Church, 514 Logan"."""
_MEETS = re.compile(r"(?i)\b(?:meets?|meetings?|met|held|gathers?) (?:at|@) (?:the )?\Z")
_ASIDE = re.compile(r"^[ ]*\([^()\n]{1,40}\)(?=[ ]*,)")
"""Stands between a street and its town: "(east entrance)"."""
_DEGREE = re.compile(
    r"(?i)\b(?:therapists?|facilitat\w+|led by|counsel\w+|leaders?|contact|by|with)[,:]?[ ]\Z"
)
"""Stands before a person, behind whose name the letters of a degree may be those of a state."""
_GAP = re.compile(r"\s*[,\n]\s*")
_PROSE_END = re.compile(r"(?<!\bSt)(?<!\b[A-Z])[.!?]\s+(?=[A-Z])|;\s+|\n")
_AND_ON = re.compile(r"(?i)[,;]?\s+(?:and|y)\s+(?:on\s+|los\s+|el\s+)?\Z")
"""Stands before a day with which another meeting begins in the same sentence."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place and where in its text it stands."""

    start: int
    end: int
    where: Where


def find_places(text: str, *, blocked: list[tuple[int, int]], labelled: bool = False) -> list[Found]:
    """Return the places of a text in order.

    `blocked` are the spans of days and times, which are no parts of a place; `labelled` says that the text is
    nothing but a place.
    """
    found: list[Found] = []
    named = False
    for match in STREET.finditer(text):
        start, end = match.span()
        if match["bare"] and _stands_before_number(text, end):
            named = True  # "Fellowship Place, 441 Elm St" is a building and its street.
            continue
        if any(start < b and a < end for a, b in blocked) or (found and start < found[-1].end):
            continue
        if not labelled and _OFFICE.search(text[:start]) and not _told_beside(text, start, blocked):
            continue
        after = found[-1].end if found else 0
        found.append(_address(text, match, blocked, after, labelled=labelled or named))
        named = False
    if found:
        found = _joined(found, text)
        met = [place for place in _behind_at(text, blocked, found) if _MEETS.search(text, 0, place.start)]
        return sorted([*found, *_elsewhere(text, blocked, found), *met], key=lambda place: place.start)
    return _without_street(text, blocked, labelled=labelled)


def _joined(found: list[Found], text: str) -> list[Found]:
    """Join two streets of one address: "Pine Hall, Abbey Place, Newport Road, York"."""
    joined = found[:1]
    for place in found[1:]:
        before = joined[-1]
        is_same = (
            not place.where.venue and not before.where.city and not text[before.end : place.start].strip(" ,")
        )
        if is_same:
            where = replace(place.where, venue=before.where.venue, street=before.where.street)
            joined[-1] = Found(before.start, place.end, where)
        else:
            joined.append(place)
    return joined


def _stands_before_number(text: str, position: int) -> bool:
    """Say whether what ends at a position is followed by a street with its number."""
    gap = _GAP.match(text, position)
    following = STREET.match(text, gap.end()) if gap else None
    return following is not None and following["street"] is not None


def _told_beside(text: str, position: int, blocked: list[tuple[int, int]]) -> bool:
    """Say whether a day or time stands before a position in its sentence."""
    begins = max((end.end() for end in _PROSE_END.finditer(text, 0, position)), default=0)
    return any(begins <= a < position for a, _ in blocked)


def _elsewhere(text: str, blocked: list[tuple[int, int]], found: list[Found]) -> list[Found]:
    """Return the buildings of sentences that tell a day but no street, where others tell both."""
    ends_of = [end.end() for end in _PROSE_END.finditer(text)]
    joined = [a for a, _ in blocked if _AND_ON.search(text, 0, a)]
    bounds = [0, *sorted({*ends_of, *joined}), len(text)]
    spans = [span for span in pairwise(bounds) if any(span[0] <= a < span[1] for a, _ in blocked)]
    more: list[Found] = []
    for begins, ends in spans:
        part = text[begins:ends]
        has_street = any(begins < place.end and place.start < ends for place in found)
        if has_street or "\n" in part.strip():
            continue
        inside = [(a - begins, b - begins) for a, b in blocked if begins <= a < ends]
        named = [place for place in _without_street(part, inside, labelled=False) if place.where.venue]
        if len(spans) == 1:  # Then it may be told in full elsewhere, and nothing else.
            named = [
                place for place in named if any(is_one(place.where.venue, one.where.venue) for one in found)
            ]
        more += [replace(place, start=place.start + begins, end=place.end + begins) for place in named[:1]]
    return more


def _address(
    text: str, match: re.Match[str], blocked: list[tuple[int, int]], after: int, *, labelled: bool
) -> Found:
    start, end = match.span()
    street = tidy(match["street"] or match["bare"] or "")
    tail_end = min([a for a, _ in blocked if a >= end], default=len(text))
    tail = _ASIDE.sub(lambda found: " " * len(found[0]), text[end:tail_end])
    where = Where(street=street)
    named = _BUILDING_AFTER.match(tail) if not text[text.rfind("\n", 0, start) + 1 : start].strip() else None
    if named:
        city = town_after(tail[named.end() :])
        where = with_city(where, city) if city else where
        return Found(start, end + named.end(), replace(where, venue=tidy(named["venue"])))
    city = town_after(tail)
    if city:
        where, end = with_city(where, city), end + city.end()
    floor = max([after, *(b for _, b in blocked if b <= start)])
    venue, begins = venue_before(text, floor, start, labelled=labelled)
    if not venue and "\n" in text[after:start]:
        venue = _in_lines_before(text[after:floor])
    name, _, town = venue.partition(" in ")
    if town and not where.city:  # "The Norwegian church in Albir, Calle Mart, 8".
        venue, where = name, replace(where, city=town)
    return Found(begins, end, replace(where, venue=venue))


def _in_lines_before(text: str) -> str:
    """Return the one building in the lines that end with a time, below which its street stands."""
    named = [match[0] for match in VENUE.finditer(text) if not is_room(match[0])]
    return name_of(named[0]) if len(named) == 1 and not _PROSE_END.search(text.rstrip()) else ""


def _with_surroundings(where: Where, text: str, end: int) -> tuple[Where, int]:
    """Return a building that ends at a position with the street and town behind it, and where these end."""
    street = _STREET_BESIDE.match(text, end)
    if street:
        where, end = replace(where, street=tidy(street[street.lastgroup or 0])), street.end()
    city = town_beside(text[end:])
    return (with_city(where, city), end + city.end()) if city else (where, end)


def _behind_at(text: str, blocked: list[tuple[int, int]], found: list[Found]) -> Iterator[Found]:
    """Yield the places behind "at" in sentences that tell a day or time and no building beside it."""
    for match in names_after_at(text):
        start, end = match.span("name")
        begins, ends = sentence_start(text, start), sentence_end(text, start)
        beside = [place for place in found if begins <= place.start < ends]
        if any(start < b and a < end for a, b in blocked) or not all(
            _are_apart((start, end), (place.start, place.end), blocked) for place in beside
        ):
            continue
        is_told = any(begins <= a < ends for a, _ in blocked)
        if is_told and not names_group(text, end):
            where, end = _with_surroundings(Where(venue=tidy(match["name"])), text, end)
            yield Found(start, end, where)


def _are_apart(one: tuple[int, int], other: tuple[int, int], blocked: list[tuple[int, int]]) -> bool:
    """Say whether a day or time stands between two places."""
    first, second = sorted((one, other))
    return any(first[1] <= a < second[0] for a, _ in blocked)


def _without_street(text: str, blocked: list[tuple[int, int]], *, labelled: bool) -> list[Found]:
    """Return buildings that are named without a street, and the town beside them."""
    found = []
    for match in VENUE.finditer(text):
        start, end = match.span()
        if any(start < b and a < end for a, b in blocked) or is_room(match[0]) or names_part(text, end):
            continue
        if not labelled and is_no_place(text, start, end, blocked):
            continue
        where, end = _with_surroundings(Where(venue=name_of(match[0])), text, end)
        if "\n" not in match[0] and not names_no_house(match[0]):
            found.append(Found(start, end, where))
    if not labelled:
        found = sorted([*found, *_behind_at(text, blocked, found)], key=lambda place: place.start)
    if found:
        return found[:1] if labelled else found
    cities = (match for match in CITY_REGION.finditer(text) if not _DEGREE.search(text, 0, match.start()))
    city = next(cities, None)
    where = with_city(Where(), city) if city and is_town(city["city"]) else Where()
    if labelled:
        rest = text[: city.start()] if city else text
        first = rest.split("\n")[0]
        venue = "" if _CLOCK.search(first) else venue_of(first, sure=True)
        where = replace(
            where,
            venue=""
            if re.search(
                r"(?i)\b(?:tb[ad]|ask|contact|call|various|varies)\b|^(?:same|closed|cancell?ed|none)$",
                rest.strip(),
            )
            else venue,
        )
    return [Found(0, len(text), where)] if where != Where() else []
