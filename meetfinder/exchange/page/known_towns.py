"""Towns that stand beside a place or a day, where the gazetteer knows them: "Faith Church, Akron"."""

import re
from collections import Counter

from meetfinder.exchange.page.buildings import is_room
from meetfinder.exchange.page.draft import Towns, Where
from meetfinder.exchange.page.headings import town_of
from meetfinder.exchange.page.place_words import UP
from meetfinder.exchange.page.regions import REGION
from meetfinder.exchange.page.towns import is_town

_WORDS = rf"[{UP}][\w'’-]*(?:[ -](?:(?:of|on|upon|de|del|la) )?[{UP}][\w'’-]*){{0,2}}"
_LEADING = re.compile(
    rf"(?P<region>[^\W\d_][^\d:\n]{{1,38}}, {REGION})\.\s|"
    r"(?P<alone>[^\W\d_][^\d:,\n\u2013\u2014]{1,38}?)\s*(?::|\s[-\u2013\u2014])\s"
)
_HINT = re.compile(
    rf"(?m)\b[Ii]n ({_WORDS}?)(?=[.,;:)\n]|$|\s+[a-z(])|^({_WORDS}?)\s[-\u2013\u2014]{{1,2}}\s|"
    rf"\b(?:[Tt]he|[Aa]) ({_WORDS}?)\s+(?:branch|group|chapter|meetings?|area)\b|"
    rf"\b({_WORDS}?)\s+(?:(?:Public|Volunteer|Town|Central|Municipal|Community|Senior|Neighbou?rhood)\s+)*"
    r"(?:Library|Fire Department|Community Cent(?:er|re)|Senior Cent(?:er|re)|Town Hall|"
    r"City Hall)\b"
)
"""Where a page names the town that it is about."""
_NO_TOWN_ALONE = re.compile(r"\b(?:County|Counties|State|Township)\b")
_MOST_HINTS, _CLEARLY = 60, 3
"""So many places of a page are looked up, and so much more often than any other its town is named."""
_BEFORE_DAY = re.compile(rf"(?:^|[.;:\n]\s*)({_WORDS}),\s*(?:on\s+)?\Z")
_AFTER_DAY = re.compile(
    rf"(?:\s+(?:of (?:the|each|every) month|nights?|evenings?|mornings?|afternoons?))?,?\s+in ({_WORDS}?)"
    r"(?=[.,;)\n]|$|\s+(?:and|at|from)\b)"
)
_BEHIND = re.compile(
    rf"\.?,[ ]*({_WORDS}?)(?=\s*(?:[.,;)\n]|\Z)|\s+(?:on|and|at|every|each|from|in|meets?)\b)"
)
_GROUP_IN = re.compile(
    rf"\b(?:[Gg]roups?|one|[Mm]eetings?|chapter|[Mm]eets?|together|held|starts|is on) in ({_WORDS})"
)
_BEFORE = re.compile(rf"\bin ({_WORDS}),? (?:at|in) (?:the )?\Z")


def leading_town(words: str, towns: Towns, country: str) -> tuple[str, str]:
    """Return the town and region of "York: every Tuesday" or "Akron, OH. Our group", or two empty texts."""
    match = _LEADING.match(words)
    return (town_of(match[match.lastgroup or 0], towns, country) if match else None) or ("", "")


def town_before_day(ahead: str, towns: Towns, country: str) -> tuple[str, str]:
    """Return the town of "Akron, Thursdays", given what stands before the day, or two empty texts."""
    match = _BEFORE_DAY.search(ahead)
    return (town_of(match[1], towns, country) if match else None) or ("", "")


def town_told(words: str, towns: Towns, country: str) -> tuple[str, str]:
    """Return the one town in which words say that a group is: "the group in York"; else two empty texts."""
    known = {town_of(match[1], towns, country) for match in _GROUP_IN.finditer(words)} - {None}
    return (known.pop() if len(known) == 1 else None) or ("", "")


def town_of_page(text: str, towns: Towns, country: str) -> tuple[str, str]:
    """Return the one town that a page is about, as its words and names say; else two empty texts."""
    hints = [next(filter(None, match.groups())) for match in _HINT.finditer(text)][:_MOST_HINTS]
    names = (name for name in set(hints) if is_town(name) and not _NO_TOWN_ALONE.search(name))
    known = {name: town_of(name, towns, country) for name in names}
    found = Counter(known[name] for name in hints if known.get(name))
    (first, often), (_, seldom) = (*found.most_common(2), (None, 0), (None, 0))[:2]
    return first if first and often >= _CLEARLY * seldom else ("", "")


def town_in_name(venue: str, towns: Towns, country: str) -> str:
    """Return the town with which a building's name begins: "Canton Public Library"; else an empty text."""
    words = venue.split()
    heads = (" ".join(words[:count]) for count in (3, 2, 1) if count < len(words))
    found = (town_of(head, towns, country) for head in heads if is_town(head))
    return next((town for town, _ in filter(None, found)), "")


def stands_elsewhere(words: str, where: Where) -> bool:
    """Say whether words tell behind a place where it is, be it a town that is known or not."""
    last = where.street or where.venue
    end = words.find(last)
    match = _BEHIND.match(words, end + len(last)) if last and end >= 0 else None
    return match is not None and is_town(match[1]) and not is_room(match[1])


def town_after_day(behind: str, towns: Towns, country: str) -> tuple[str, str]:
    """Return the town of "first Tuesday in York", given what stands behind the day; or two empty texts."""
    match = _AFTER_DAY.match(behind)
    return (town_of(match[1], towns, country) if match else None) or ("", "")


def town_beside_place(words: str, where: Where, towns: Towns, country: str) -> tuple[str, str]:
    """Return the town and region behind a place, or before it ("in Akron at Elm Church"); or empty texts."""
    first, last = where.venue or where.street, where.street or where.venue
    start, end = words.find(first), words.find(last)
    if not first or start < 0 or end < 0:
        return "", ""
    found = (_BEHIND.match(words, end + len(last)), _BEFORE.search(words, 0, start))
    known = (town_of(match[1], towns, country) for match in found if match)
    return next(filter(None, known), ("", ""))
