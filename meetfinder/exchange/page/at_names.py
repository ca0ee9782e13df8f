"""Names behind "at" that are a place's, though no word in them says so: "every Monday at The Shay"."""

import re
from collections.abc import Iterator

from meetfinder.exchange.page.buildings import NO_NAME, is_room
from meetfinder.exchange.page.modes import says_mode
from meetfinder.exchange.page.place_words import UP

_AT_ANY_NAME = re.compile(
    rf"(?<!\bor)(?<!\bdirector)(?<!\bmanager)(?<!\bofficer)(?<!\bworker)(?<!\blook)[ ,](?:at|@|"
    rf"outside)\s+(?:the\s+)?"
    rf"(?P<name>(?!St\.|Mt\.)[{UP}][\w'’&-]*(?: (?:(?:of|the|and|na|de|an|"
    rf"&) )*(?!\w+days?\b)(?:[{UP}][\w'’&-]*|\d+))"
    rf"{{0,4}}(?: (?:building|office|cent(?:er|re)|hall|church|club|caf[eé]|library|hospital|hub|stadium|"
    rf"campus))?)(?=\s*(?:[.,;:()\n]|$|\s[-–—]\s)|\s+(?:\w+days?|on|every|each|from|in|at|and|for|"
    rf"starting|beginning|located|"
    r"beside|next|near|behind|opposite|across|where|which|is|are|meets?|gathers|hosts)\b)"
)
_NO_HOUSE = re.compile(
    r"(?i)(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|febr)uary|march|april|ma[yi]|june|july|august|"
    r"(?:sept|nov|dec)ember|october|christmas|easter|noon|midnight|dr\b|mr|mrs|ms|step|aa|na|dra|dbsa|nami|this|that|"
    r"these|those|our|your|my|his|her|any|least|first|last|home|work|school"
)
"""Begins what stands behind "at" and is no building: days, dates, people, fellowships."""


def names_after_at(text: str) -> Iterator[re.Match[str]]:
    """Yield the names behind "at" that are a building's, whether or not they have a word for one."""
    for found in _AT_ANY_NAME.finditer(text):
        name = found["name"]
        if not (NO_NAME.search(name) or _NO_HOUSE.match(name) or says_mode(name) or is_room(name)):
            yield found
