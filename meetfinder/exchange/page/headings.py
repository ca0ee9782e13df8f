"""Which lines are headings, and what one says of all below it: a town, or how one takes part."""

import re

from meetfinder.exchange.page.days import find_days
from meetfinder.exchange.page.draft import Towns
from meetfinder.exchange.page.labels import role
from meetfinder.exchange.page.modes import says_mode, without_mode
from meetfinder.exchange.page.regions import CODE_OF, REGION
from meetfinder.exchange.page.topics import is_recovery
from meetfinder.exchange.page.wheres import find_places

_MANY = re.compile(
    r"(?i)[\W_]*(?:(?:our|weekly|peer|support|recovery|wellness|the)\s+)*(?:groups|meetings|reuniones|grupos)"
    r"(?:\s+de apoyo)?[\W_]*"
)
"""What stands beside a mode in a line that says it of all groups below."""
_MANY_REMOTE = re.compile(
    r"(?i)\b(?:has|have|offers?|holds?|hosts?|runs?|all|our)\b[^.\n]{0,40}\b(?:virtual|online|zoom)\b[^.\n]{0,20}"
    r"\b(?:groups|meetings)\b"
)
_IT_IS_REMOTE = re.compile(
    r"(?i)\b(?:the|our|this) (?:meeting|group)s? (?:is|are) (?:held|hosted|run) "
    r"(?:over|on|via|by|through) zoom\b"
)
_NOT_ALL = re.compile(r"(?i)\b(?:in[- ]person|face[- ]to[- ]face|also|some|other|more|few)\b")
"""What makes groups online those of a part, or others."""
_TOWN_EXTRAS = re.compile(
    r"(?i)\b(?:area|region|county|city of|meetings?|groups?|support|reuniones|grupos|de|en|in|downtown)\b|"
    r"[()*:]"
)
_NAVIGATION = re.compile(
    r"(?i)home|welcome|news|menu|events?|calendar|contact|about|donate|resources?|search|crisis"
)
"""Towns have such names too, but over a page they lead to its other parts."""
_PART_OF_STATE = re.compile(r"(?i)(?:central|north\w*|south\w*|east\w*|west\w*|upstate|downstate|rural)")
_MOST_WORDS = 7
_HOUR_WORD = re.compile(r"(?i)(?:12 )?(?:noon|midnight|mediod[ií]a|medianoche)\b")
_CODES = re.compile(r"[A-Z\d]{1,4}(?:,\s*[A-Z\d]{1,4})+,?")
"""What directories of meetings say of each in letters."""
_SHORTEST_HEADING = 3
"""Letters; codes of a list are shorter, and only the initials of a fellowship stand over anything."""


def is_heading(line: str) -> bool:
    """Say whether a line that stands alone names what follows."""
    plain = line.strip(" *#:")
    if not plain or len(plain.split()) > _MOST_WORDS or plain.endswith((".", "!", "?")):
        return False
    lead, _, value = plain.partition(":")
    if value.strip() and role(lead):
        return False  # "Contact: Mary" leads to nothing.
    if any(character.isdigit() for character in plain) or says_mode(plain) or find_days(plain):
        return False
    if "=" in plain:
        return False  # "O = Open" explains what stands in a list.
    if (
        _HOUR_WORD.match(plain)
        or _CODES.fullmatch(plain)
        or (len(plain) < _SHORTEST_HEADING and not is_recovery(plain))
    ):
        return False
    return line.endswith(":") or not find_places(plain, blocked=[])


def town_of(text: str, towns: Towns, country: str) -> tuple[str, str] | None:
    """Return the town and region that a heading names and nothing else."""
    plain = " ".join(_TOWN_EXTRAS.sub(" ", text).split()).strip(" ,-–—")
    plain = plain.title() if plain.isupper() and "," not in plain else plain
    match = re.fullmatch(rf"(?P<town>[^\d,]{{2,40}}),?\s+(?P<region>{REGION})\.?", plain)
    if match:
        town = match["town"].strip()
        town = town.title() if town.isupper() else town
        if towns.is_town(town, country) and not _PART_OF_STATE.fullmatch(town):
            return town, match["region"]
    if _NAVIGATION.fullmatch(plain):
        return None
    known = plain and len(plain.split()) <= 4 and plain[0].isupper() and not says_mode(plain)  # noqa: PLR2004
    if known and plain.lower() not in CODE_OF and towns.is_town(plain, country):
        return plain, ""
    return None


def tells_mode_of_many(text: str) -> bool:
    """Say whether a text is one such as "Virtual support groups"."""
    return says_mode(text) and _MANY.fullmatch(without_mode(text)) is not None


def tells_that_all_are_remote(text: str) -> bool:
    """Say whether a paragraph says of groups in general that they are online, and of none that it is not."""
    said = _MANY_REMOTE.search(text) is not None or tells_that_it_is_remote(text)
    return said and _NOT_ALL.search(text) is None


def tells_that_it_is_remote(text: str) -> bool:
    """Say whether a text says of the meeting, or of all, that it is held by video."""
    return _IT_IS_REMOTE.search(text) is not None
