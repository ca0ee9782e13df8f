"""What else than a meeting has a time: its doors, its meal, a deadline, the number of a room."""

import re

_LEAD = re.compile(
    r"\b(?:doors?|arriv\w*|set-?up|setup|check-?in|sign-?in|registration|coffee|potluck|dinner|supper|"
    r"refreshments|meals?|food(?! addicts)|room opens|"
    r"social time|childcare|phone(?! (?:meeting|group|line|conference))|"
    r"log ?on|log ?in|waiting room|come (?:early|at)|first[- ]timers?|puertas|"
    r"apertura)\b(?:(?![ap]m\b|\b(?:we|meetings?|groups?) (?:start|begin)s?\b)[^.;\n]){0,24}\Z",
    re.IGNORECASE,
)
_SERVED = re.compile(r"(?i)\b(?:meals?|dinner|supper|food) (?:is |will be )?served\b[^.;\n]{0,60}\Z")
_ROOM = re.compile(r"(?i)\b(?:suite|ste|room|rm|unit|apt|bldg|building|box|hall)\.?[ ]*#?\Z")
"""Stands before a number that is no time: "Suite 4A"."""
_MEAL = re.compile(r"(?i)\s*[-\u2013\u2014:]\s*(?:[a-z]+ )?(?:meal|dinner|supper|doors open|refreshments)\b")
"""Stands behind a time that is not the meeting's."""
_LARGE = re.compile(r"(?i)\b(?:large groups?|general meeting)\b")
_SHARE = r"(?:open[- ]shar\w+|small[- ]groups?|shar(?:e|ing) groups?)\b"
_SHARE_BEFORE = re.compile(rf"(?i)\b{_SHARE}[^.;\n]{{0,24}}\Z")
_SHARE_AFTER = re.compile(rf"(?i)\s*[-\u2013\u2014:]\s*{_SHARE}")
"""What those do who were in the large group before."""
_VERSE = re.compile(
    r"\b(?:Genesis|Exodus|Psalms?|Proverbs|Ecclesiastes|Isaiah|Jeremiah|Matthew|Mark|Luke|John|Acts|Romans|"
    r"Corinthians|Galatians|Ephesians|Philippians|Colossians|Thessalonians|Timothy|Hebrews|James|Peter|"
    r"Revelation|Salmos?|Mateo|Marcos|Lucas|Juan|Romanos|Santiago)\s*\Z"
)
"""Books of the Bible, whose verses are written as times are."""
_DEADLINE = re.compile(r"\b(?:by|before|prior to|no later than|antes de(?: las?)?)\s*$", re.IGNORECASE)
_BEFORE = (_DEADLINE, _VERSE, _ROOM, _LEAD, _SERVED)


def is_aside(text: str, before: str, end: int) -> bool:
    """Say whether a time between `before` and the position `end` of a text is not that of the meeting.

    It is a room's number, a deadline, or that of a meal, of doors or of a later part of the evening.
    """
    if _MEAL.match(text, end) or any(stands.search(before) for stands in _BEFORE):
        return True
    return bool(_LARGE.search(text) and (_SHARE_BEFORE.search(before) or _SHARE_AFTER.match(text, end)))
