"""Towns in words: with region and postcode, as they follow a street or stand alone."""

import re
from dataclasses import replace

from meetfinder.exchange.page.buildings import HAS_KIND
from meetfinder.exchange.page.draft import Where
from meetfinder.exchange.page.modes import says_mode
from meetfinder.exchange.page.place_words import UK_CODE, UP, tidy
from meetfinder.exchange.page.regions import REGION

_NAME = rf"[{UP}](?:[\w'’-]|\.(?=\w)|(?<=\b[A-Z])\.|(?<=\b(?:St|Ft|Mt))\.)*"
_TOWN = rf"{_NAME}(?:[ -](?:de |del |la |las |los |upon |on |of |the |le |sur |am )*{_NAME}){{0,3}}"
_ZIP = r"(?:\d{5}(?:-\d{4})?|[A-Z]\d[A-Z]\s?\d[A-Z]\d)"
_EIRCODE = r"[AC-FHKNPRTV-Y]\d[\dW]\s?[\dAC-FHKNPRTV-Y]{4}"
"""A postcode of Ireland, whose letters are these."""
_JOIN = r"\s*(?:[,;\n•·]|\s[-–—|]\s|\bin\b|\ben\b|\bof\b)\s*"
_TAILS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:{_JOIN}|\s+)(?P<city>{_TOWN}?),?\s+(?P<region>{REGION})\b\.?(?:,?\s*(?P<zip>{_ZIP})\b)?",
        rf"(?:{_JOIN})(?:(?P<city>{_TOWN}?)[,\s]+)?(?:[{UP}][\w ]+,\s*)?(?P<zip>{UK_CODE})\b",
        rf"(?:{_JOIN}|\s+)(?P<city>{_TOWN}?),?\s+(?:NSW|VIC|Vic|QLD|Qld|SA|WA|TAS|Tas|ACT|NT)\.?\s+(?P<zip>\d{{4}})\b",
        rf"(?:{_JOIN}|\s+)(?P<city>{_TOWN}?),?\s+(?:NSW|VIC|Vic|QLD|Qld|TAS|Tas)\b",
        rf"(?:{_JOIN})(?P<city>{_TOWN}?),?\s+(?P<zip>\d{{5}})\b",
        rf"(?:{_JOIN})(?P<city>{_TOWN}?)(?:\s+\d{{1,2}}W?)?,?\s+(?P<zip>{_EIRCODE})\b",
        rf"(?:{_JOIN})(?:C\.?P\.?\s*)?(?P<zip>\d{{5}})[,\s]+(?P<city>{_TOWN})",
        rf"\s*(?:,|\s[-–—|]\s|\b(?:in|en)\b)\s*(?P<city>{_TOWN}?)(?=\s*(?:[,.;()\]\n|]|$|\s[-–—]\s))",
        rf"[ ]*\n\s*(?P<city>{_TOWN}?)(?=\s*(?:[,.;)\n|]|$))",
        rf"\s*,\s*(?P<city>{_TOWN}?)(?=\s(?:and|on|at|every|each|from|to|for|where|y|los|cada)\b)",
    )
)
_IN_TOWN = re.compile(rf"(?:\s*\([^()\n]{{1,40}}\))?\s+in\s+(?P<city>{_TOWN}?)(?=[.,;)\n]|$)")
CITY_REGION = re.compile(rf"(?<![\w])(?P<city>{_TOWN}?),\s*(?P<region>{REGION})\b(?:,?\s*(?P<zip>{_ZIP})\b)?")
"""A town and its region anywhere in a text."""
_NO_TOWN = re.compile(
    r"(?i)\b(?:street|avenue|ave|road|boulevard|blvd|drive|lane|highway|hwy|parkway|pkwy|room|suite|floor|"
    r"building|level|entrance|parking|meeting|group|call|please|open|closed|free|"
    r"wheelchair|bring|enter|sun|mon|tue|tues|wed|thu|thurs|fri|sat|\w+days?|lunes|martes|mi[eé]rcoles|"
    r"jueves|viernes|"
    r"s[aá]bado|domingo|every|the|we|it|all|ask|ring|upstairs|downstairs|basement|rear|hybrid|online|zoom|"
    r"facilitat\w+|leaders?|hosts?|who|what|when|where|first|second|"
    r"third|last|usa|united states|no|contact|phone|coffee|doors|para|todos|spanish|english|"
    r"french|person|tel[eé]fono)\b|^(?:el|la|los|las|"
    r"con)$"
)


def town_after(tail: str) -> re.Match[str] | None:
    """Return the town with which a text begins that follows a street."""
    for pattern in _TAILS:
        match = pattern.match(tail)
        if match and is_town(match["city"] or "x"):
            return match
    return None


def town_beside(tail: str) -> re.Match[str] | None:
    """Return the town with which a text begins that follows a building without a street."""
    match = _TAILS[0].match(tail) or _TAILS[1].match(tail) or _IN_TOWN.match(tail)
    return match if match and is_town(match["city"] or "x") else None


def with_city(where: Where, match: re.Match[str]) -> Where:
    """Return a place with the city, region and postcode of a match."""
    parts = match.groupdict()
    return replace(
        where,
        city=tidy(parts.get("city") or ""),
        region=tidy(parts.get("region") or ""),
        postal_code=tidy(parts.get("zip") or ""),
    )


def is_town(name: str) -> bool:
    """Say whether words that stand where a town would can be one: no days, rooms, modes or buildings."""
    return not _NO_TOWN.search(name) and not says_mode(name) and not HAS_KIND.search(name)
