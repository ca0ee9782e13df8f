"""Meetings for minors: how a row shows that it is one, and a name that does not tell where children meet."""

import re
from collections.abc import Iterable

from meetfinder.exchange.meeting_guide.words import normal

_YOUTH = re.compile(
    r"\b(?:ala-?teens?|alatots?|pre-?teens?|teens?|teenagers?|youths?|adolescents?|kids|minors)\b",
    re.IGNORECASE,
)
_NO_YOUTH = re.compile(r"\bfountain of youth\b|\bteen challenge\b", re.IGNORECASE)
_ALATEEN = re.compile(r"\bala-?teens?\b", re.IGNORECASE)
_THIS_IS = re.compile(
    r"\b(?:this|ours?) is (?:an?|our|the) (?:[\w-]+ ){0,2}?(?:ala-?teen|pre-?teen|teen(?:age)?|"
    r"youth|adolescent)s?"
    r"(?: \w+)? (?:meeting|group)",
    re.IGNORECASE,
)
_AGES = re.compile(
    r"\b(?:ages?|aged|years) (?P<first>\d{1,2})\s*(?:-|\u2013|to|through|thru)\s*(?P<last>\d{1,2})\b",
    re.IGNORECASE,
)
_ABOUT_MEETING = re.compile(r"\b(?:meeting|group)\b", re.IGNORECASE)
_CARE = re.compile(
    r"\b(?:child ?care|babysit\w*|children|childrens?|welcome|available|provided)\b", re.IGNORECASE
)
_YOUNGEST, _COMES_OF_AGE, _OLDEST_TEEN = 8, 18, 19
_VENUE = re.compile(
    r"\b(?:schools?|church|chapel|cathedral|temple|synagogue|mosque|parish|saint|st|hall|cent(?:er|re)|library|"
    r"hospital|"
    r"clinic|college|university|academy|club|clubhouse|"
    r"house|home|building|room|floor|campus|camp|park|ymca|"
    r"ywca|ave|"
    r"avenue|street|road|rd|drive|lane|blvd|hwy|legion|lodge|office|site|shelter|high|middle|"
    r"elementary|at(?! a time)|"
    r"behind|near|across)\b|@",
    re.IGNORECASE,
)
_FEWEST_LETTERS = 4


def for_youth(*names: str, notes: str = "") -> bool:
    """Say whether names or notes are those of a meeting for minors; "young people" means adults here."""
    if any((_YOUTH.search(name) and not _NO_YOUTH.search(name)) or _of_minors(name) for name in names):
        return True
    return any(_says_minors(sentence) for sentence in re.split(r"[.\n!;]", notes))


def neutral_name(*names: str, program: str) -> str:
    """Return what a group for minors is called instead of a name that can hold its place."""
    alateen = program == "al-anon" or any(_ALATEEN.search(name) for name in names)
    return "Alateen group" if alateen else "Youth group"


def tells_place(name: str, *, of_place: Iterable[str], town: str) -> bool:
    """Say whether a name has a word for a building or way, or one of `of_place` but the town's."""
    if _VENUE.search(name):
        return True
    known = {word for text in of_place for word in normal(text).split()} - set(normal(town).split())
    return any(len(word) >= _FEWEST_LETTERS and word in known for word in normal(name).split())


def _says_minors(sentence: str) -> bool:
    if _THIS_IS.search(sentence):
        return True
    return bool(_ABOUT_MEETING.search(sentence)) and not _CARE.search(sentence) and _of_minors(sentence)


def _of_minors(text: str) -> bool:
    found = _AGES.search(text)
    if found is None:
        return False
    first, last = int(found["first"]), int(found["last"])
    return _YOUNGEST <= first < _COMES_OF_AGE and first < last <= _OLDEST_TEEN
