"""How long meetings last, in words: "an hour and a half", "90 minutes"."""

import re

SHORTEST = 15
"""Minutes."""
_LONGEST = 4 * 60
"""Minutes that words tell of one meeting."""
_LENGTH = re.compile(
    r"(?<![\w.])(?:(?P<half>an hour and a half|one and a half hours?|hora y media|una hora y media)|"
    r"(?P<hours>\d(?:\.\d+)?|an|one|two|una|dos)\s*-?\s*(?:hours?|hrs?|horas?)\b(?!\s*(?:before|notice|a day|"
    r"ago))"
    r"(?:\s*(?:and|y)?\s*(?P<and>\d{1,2})\s*min\w*)?|(?P<minutes>\d{2,3})\s*-?\s*min(?:ute|"
    r"uto)?s?\b(?!\s*(?:before|early|walk|from)))",
    re.IGNORECASE,
)
_OR_LESS = re.compile(r"(?i)(?:\d|\bone|\bhour|\buna)\s*(?:-|\u2013|\b(?:to|or|a|o))\s*\Z")
"""Stands before the greater of two lengths."""
_HOURS = {"an": 1.0, "one": 1.0, "two": 2.0, "una": 1.0, "dos": 2.0}


def find_length(text: str) -> int | None:
    """Return how long meetings of the text last in minutes, where it says so once."""
    found = list(_LENGTH.finditer(text))
    if len(found) != 1 or _OR_LESS.search(text, 0, found[0].start()):
        return None
    match = found[0]
    if match["half"]:
        return 90
    if match["minutes"]:
        minutes = int(match["minutes"])
    else:
        hours = _HOURS.get(match["hours"].lower()) or float(match["hours"])
        minutes = round(60 * hours) + int(match["and"] or 0)
    return minutes if SHORTEST <= minutes <= _LONGEST else None
