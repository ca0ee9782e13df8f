"""What a heading says of all that stands below it: a town, or how one takes part."""

import re

from meetfinder.exchange.page.draft import Towns
from meetfinder.exchange.page.modes import says_mode, without_mode
from meetfinder.exchange.page.regions import CODE_OF, REGION

_LEADING = re.compile(r"([^\W\d_][^\d:,\n\u2013\u2014]{1,38}?)\s*(?::|\s[-\u2013\u2014])\s")
_MANY = re.compile(
    r"(?i)[\W_]*(?:(?:our|weekly|peer|support|recovery|the)\s+)*(?:groups|meetings|reuniones|grupos)"
    r"(?:\s+de apoyo)?[\W_]*"
)
"""What stands beside a mode in a line that says it of all groups below."""
_TOWN_EXTRAS = re.compile(
    r"(?i)\b(?:area|region|county|city of|meetings?|groups?|support|reuniones|grupos|de|en|in|downtown)\b|"
    r"[()*:]"
)
_NAVIGATION = re.compile(
    r"(?i)home|welcome|news|menu|events?|calendar|contact|about|donate|resources?|search|crisis"
)
"""Towns have such names too, but over a page they lead to its other parts."""


def town_of(text: str, towns: Towns, country: str) -> tuple[str, str] | None:
    """Return the town and region that a heading names and nothing else."""
    plain = " ".join(_TOWN_EXTRAS.sub(" ", text).split()).strip(" ,-–—")
    plain = plain.title() if plain.isupper() and "," not in plain else plain
    match = re.fullmatch(rf"(?P<town>[^\d,]{{2,40}}),?\s+(?P<region>{REGION})\.?", plain)
    if match:
        town = match["town"].strip()
        town = town.title() if town.isupper() else town
        if towns.is_town(town, country):
            return town, match["region"]
    if _NAVIGATION.fullmatch(plain):
        return None
    known = plain and len(plain.split()) <= 4 and plain[0].isupper() and not says_mode(plain)  # noqa: PLR2004
    if known and plain.lower() not in CODE_OF and towns.is_town(plain, country):
        return plain, ""
    return None


def leading_town(words: str, towns: Towns, country: str) -> tuple[str, str]:
    """Return the town of "York: every Tuesday", or two empty texts."""
    match = _LEADING.match(words)
    return (town_of(match[1], towns, country) if match else None) or ("", "")


def tells_mode_of_many(text: str) -> bool:
    """Say whether a text is one such as "Virtual support groups"."""
    return says_mode(text) and _MANY.fullmatch(without_mode(text)) is not None
