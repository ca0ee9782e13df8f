"""Buildings' names that stand for no place: a group's, an actor's, a part's of a house, one of a story."""

import re

from meetfinder.exchange.page.buildings import VENUE
from meetfinder.exchange.page.sentences import sentence_end, sentence_start

_NO_NAME_OF_ONE = re.compile(
    r"(?i)\b(?:group|grupo)\b|\b(?:co-?ordinator|director|manager|officer|secretary|president|chair\w*)\b|"
    r"\b(?:bereavement|grief|memory|death|recovery|dementia|carers?) caf[eé]\b|"
    r"\bm[ae]n(?:['\u2019]?s)? club$|\b(?:support|recovery) drop-in$|\b(?:city|town) cent(?:er|re)$|"
    r"\bcentral office$"
)
_NO_BUILDING = re.compile(
    r"(?i)\s+(?:(?:peer|self[- ]help|support|recovery)\s+)*(?:groups?|meetings?|sessions?|programs?|"
    r"programmes?|"
    r"meets|gathers|will meet|class(?:es)?|officers?|"
    r"directors?|coordinators?|managers?|staff|members?|grupos?)\b"
)
"""What follows words that name a group or a person's work and no building: "Wellness Group"."""
_ANY_ONE = re.compile(
    r"(?i)(?:the|our|your|this)\s+(?:club|cent(?:er|re)|church|office|building|hall)|"
    r"(?:(?:mental|physical|emotional|public|behavioral|and|&|health|wellness|services)\s*)+"
)
"""What a text calls a building that it has named, or a club that is no building."""
_HOUSE_AROUND = re.compile(
    rf"[ ](?:in|at|on)[ ]the[ ](?:[a-z]+[ ]){{0,3}}(?:level|basement|floor|hall|rooms?|annex|wing|"
    rf"offices?)[ ]of[ ]"
    rf"(?:the[ ])?{VENUE.pattern}"
)
_TELLS = re.compile(r"\b(?:is|was|were|are|has|have|had|said|says|will|who|began|\w{3,}ed)\b")
_OF_MEETING = re.compile(
    r"(?i)\b(?:meet|meets|meetings?|held|gathers?|located|based|hosts?|hosted|takes? place|join us|"
    r"come to|venue|"
    r"address|reun\w+)\b"
)
_PAST = re.compile(r"\b(?:1[89]|20)\d\d\b|\b(?:I|was|were|said|began|had|started|moved)\b")
_BY = re.compile(r"(?i)\bby (?:the )?\Z")
_BESIDE = re.compile(
    r"(?i)\b(?:next (?:door )?to|near|beside|opposite|behind|across from|adjacent to) (?:the )?\Z"
)
_POSSESSIVE = re.compile(
    r"['\u2019]s [A-Za-z]+ (?:group|caf[e\u00e9]|meeting|program|service|team)\b", re.IGNORECASE
)
_ACTS = re.compile(
    r"(?i)\s+(?:works?|meets?|began|is|was|will|has|have|offers?|holds?|runs?|groups?|members|sessions?|which|who)\b"
)
_OF_OTHERS = re.compile(r"\s*(?:Other|Another)\b")
_IN_BRACKETS = re.compile(r"\([^()\n]{1,80}\)")
_FEWEST_WORDS = 6
"""A shorter line is the building's name and what stands beside it."""


def names_no_house(name: str) -> bool:
    """Say whether a name with a building's word in it is that of a group or of a person's work."""
    return _NO_NAME_OF_ONE.search(name) is not None


def names_group(text: str, end: int) -> bool:
    """Say whether what follows a name shows it to be that of a group: "Wellness" before "Group"."""
    return _NO_BUILDING.match(text, end) is not None


def names_part(text: str, end: int) -> bool:
    """Say whether a house follows in which the named one is: "in the basement of Elm Church"."""
    return _HOUSE_AROUND.match(text, end) is not None


def is_label(text: str, start: int, end: int) -> bool:
    """Say whether a name stands before a colon at the head of a line, in which another building is told."""
    line_start = text.rfind("\n", 0, start) + 1
    if text[line_start:start].strip(" *-•") or not text.startswith(":", end):
        return False
    line_end = text.find("\n", end)
    return VENUE.search(text, end, line_end if line_end >= 0 else len(text)) is not None


def is_no_place(text: str, start: int, end: int, blocked: list[tuple[int, int]]) -> bool:
    """Say whether a building's name in a text stands for no place where one meets.

    `blocked` are the spans of days and times.
    """
    return (
        _ANY_ONE.fullmatch(text, start, end) is not None
        or names_group(text, end)
        or is_label(text, start, end)
        or _is_actor(text, start, end)
        or _is_told_of(text, start, blocked)
    )


def _is_told_of(text: str, position: int, blocked: list[tuple[int, int]]) -> bool:
    """Say whether a building stands in a sentence that tells something else than where one meets."""
    begins, ends = sentence_start(text, position), sentence_end(text, position)
    if any(begins <= a < ends for a, _ in blocked):
        return False
    sentence = _IN_BRACKETS.sub("", text[begins:ends])
    if _OF_OTHERS.match(sentence):
        return True
    if len(sentence.split()) < _FEWEST_WORDS or not _TELLS.search(sentence):
        return False
    return not _OF_MEETING.search(sentence) or _PAST.search(sentence) is not None


def _is_actor(text: str, start: int, end: int) -> bool:
    """Say whether a name is that of who does something, and of no place: "held by …", "the … Club meets"."""
    if _BY.search(text, 0, start) or _BESIDE.search(text, 0, start) or _POSSESSIVE.match(text, end):
        return True
    return text[start:end].endswith((" Club", " Trust")) and _ACTS.match(text, end) is not None
