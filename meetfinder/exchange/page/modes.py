"""How one takes part, in words: in person, online, both, by phone."""

import re

from meetfinder.directory.models import Attendance

ONLINE = re.compile(
    r"\b(?:on-?line|zoom(?:\.us)?|virtual(?:ly|es)?|google meet|(?:microsoft |ms )?teams(?= (?:link|meeting|"
    r"call)|[.,;)\n]|$)|"
    r"webex|skype|jitsi|video ?(?:conference|call|chat)|web ?meeting|en l[ií]nea|videollamada|"
    r"videoconferencia|por internet|en ligne|visio(?:conf[eé]rence)?|discord|remote(?:ly)?)\b",
    re.IGNORECASE,
)
_HYBRID = re.compile(r"\bh[ií]br?id[ao]?s?\b|\bhybrid\b", re.IGNORECASE)
_IN_PERSON = re.compile(
    r"\bin[- ]person\b|\bface[- ]to[- ]face\b|\bpresencial(?:es|mente)?\b|\ben persona\b|"
    r"\ben pr[eé]sentiel\b|\bvor ort\b",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"\b(?:by (?:tele)?phone|(?:tele)?phone (?:meeting|conference|only|group|bridge|line)|conference call|"
    r"teleconference|"
    r"dial[- ]in|por tel[eé]fono|telef[oó]nica|par t[eé]l[eé]phone|telefonisch)\b",
    re.IGNORECASE,
)
_OR_PHONE = re.compile(r"\bjoin(?: us)? by (?:tele)?phone\b", re.IGNORECASE)
_HELD_ONLINE = re.compile(
    r"\b(?:meets?|meeting|held|gathers?) (?:only |weekly )?(?:on-?line|virtually|via zoom|on zoom|"
    r"by zoom)\b(?! (?:and|or)\b)",
    re.IGNORECASE,
)
_NOT_HELD_SO = re.compile(
    r"\b(?:no longer|not|isn['\u2019]t|sign up|register|registration|donat\w+|more (?:information|info)|"
    r"calendar|"
    r"other|find (?:us|more|meetings)|literature|order)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_LISTED_ELSEWHERE = re.compile(
    r"\b(?:click|see|visit|view|find|for|here is)\b[^.\n]{0,30}\b(?:list|directory) of [^.\n]*", re.IGNORECASE
)
"""A way to other meetings, which says nothing of how one takes part in these."""


def says_mode(text: str) -> bool:
    """Say whether a text says how one takes part."""
    return any(pattern.search(text) for pattern in (ONLINE, _HYBRID, _IN_PERSON, _PHONE))


def attendance(text: str, *, has_door: bool) -> str:
    """Return how one takes part in what a text is about; empty where it does not tell."""
    text = _LISTED_ELSEWHERE.sub("", text)
    online = any(not _NOT_HELD_SO.search(text[: found.start()]) for found in ONLINE.finditer(text))
    if _HYBRID.search(text):
        return Attendance.HYBRID
    if _HELD_ONLINE.search(text) and not _IN_PERSON.search(text):
        return Attendance.ONLINE  # The house that is named then is the one whose group it is.
    here = bool(_IN_PERSON.search(text)) or has_door
    if online or (here and _OR_PHONE.search(text)):
        return Attendance.HYBRID if here else Attendance.ONLINE
    if here:
        return Attendance.IN_PERSON
    return Attendance.PHONE if _PHONE.search(text) else ""


def without_mode(text: str) -> str:
    """Return a text without the words that say how one takes part."""
    for pattern in (_HYBRID, _IN_PERSON, _PHONE, ONLINE):
        text = pattern.sub("", text)
    return text
