"""Names of groups: which words of a page are one, and where they stand about a day and time.

A heading may be a name, and may as well be that of an article, a topic or a list. One that says "group" or
"meeting" is believed where it looks like a name; any other one only where all below it is held in one place.
"""

import re
from collections.abc import Collection, Sequence

from meetfinder.exchange.page.days import find_days
from meetfinder.exchange.page.fellowships import Fellowships
from meetfinder.exchange.page.hour_words import plain_hours
from meetfinder.exchange.page.hours import find_times
from meetfinder.exchange.page.kinds import is_list_heading
from meetfinder.exchange.page.modes import attendance
from meetfinder.exchange.page.slots import Slot
from meetfinder.exchange.page.tables import Entry
from meetfinder.exchange.page.wheres import find_places

LONGEST_NAME = 120
"""Characters; a longer line is a note."""
_MOST_WORDS, _FEW_WORDS = 8, 4
_SAYS_GROUP = re.compile(r"(?i)\b(?:group|meeting|fellowship|circle|connection|anonymous|anon|chapter)\b")
_SMALL = """
a al an and at by d da das de del der des die du e el en et for from für in la las le les los mit of on or the
to und von with y zu zum zur group meeting peer recovery support step study selbsthilfegruppe
"""
_SMALL_WORDS = frozenset(_SMALL.split())
"""What stands in small letters in a name; other words do in a sentence."""
_NO_NAME = re.compile(
    r"(?i)[^\n]*(?:[_=|?]|,$|https?:|\.(?:png|jpe?g|gif|pdf|html?)\b)[^\n]*|"
    r"(?:about|advertisement|after|are|article|before|click|contact|continue|do(?:es)?|find|follow|for|"
    r"how to|if|is|look(?:ing)?|meant|need|please|read|register|schedule|share|sign up|see|skip|subscribe|"
    r"what|when|where|who|why|you|your|(?:rev(?:erend)?|pastor|father|rabbi|deacon|dr)\b\.?)\b.*|.*\bneeded|"
    r"(?:an? )[a-z].*|(?:weekly |monthly )?(?:updates?|news(?:letter)?|information|meeting information)"
)
_TOPICS = """
addiction addictions adoption aging alcohol alcoholism and anger anxiety bereavement bipolar caregivers
codependency debt depression disorder disorders divorce drug drugs eating emotional families family food for
friends gambling gender grief health illness issues loss management marijuana mental narcotics of or other
parenting ptsd recovery self-help separation sexual substance suicide support teens the trauma veterans
wellness women youth
"""
_TOPIC_WORDS = frozenset(_TOPICS.split())
_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*")
_LEADS_ON = re.compile(
    r"(?i)[\s,:;(\u2013\u2014-]*(?:\b(?:weekly|at|on|every|each|meets?|is held|is|the|from)\b[\s,:]*)*$"
)
"""Stands between a name and the day."""
_OF_FELLOWSHIP = re.compile(r" of [A-Z][\w-]*(?: [A-Z][\w-]*)* Anonymous$")
_NAME_AHEAD = re.compile(
    r"(?:The |the )?(?P<name>[A-Z\d][\w.+'\u2019/-]*"
    r"(?: (?:[A-Z\d][\w.+'\u2019/-]*|&|and|of|for|the|in|with|support|peer|recovery|group|meeting)){1,8})"
)
_NAMED_FIRST = re.compile(r"(?:The )?(?P<name>[A-Z][^,.;:()\n]{2,60}? (?:Group|Meeting|Fellowship))(?=,)")
"""Stands before other words about the group: "Elm Group, open discussion, 8 pm"."""


def own_name(slot: Slot, whose: Fellowships, lists: Collection[str]) -> str:
    """Return the name of the group, or an empty text.

    That of its fellowship, which stands over all groups, is nobody's own. `lists` are headings of several
    groups.
    """
    if slot.entry.name:
        return "" if whose.is_one(slot.entry.name) else slot.entry.name
    above, heading = whose.of(slot.group), slot.group
    is_others = whose.is_one(heading) or (above and above != whose.for_slot(slot)) or heading in lists
    over = [] if is_others else [heading]
    beside = [first_line_name(slot.entry), slot.name, _name_ahead(slot.lead)]
    names = [*over, *beside] if _SAYS_GROUP.search(heading) else [*beside, *over]
    return next((name for name in names if _is_name(name, whose)), "")


def headings_of_several(slots: Sequence[Slot]) -> set[str]:
    """Return the headings that do not say "group" and below which slots are held in several places."""
    places: dict[str, set[str]] = {}
    for slot in slots:
        if slot.group and not slot.entry.name and slot.where.is_door:
            places.setdefault(slot.group, set()).add(slot.where.street or slot.where.venue)
    return {name for name, doors in places.items() if len(doors) > 1 and not _SAYS_GROUP.search(name)}


def first_line_name(entry: Entry) -> str:
    """Return the first line of an entry where it names the group and tells nothing else but the time."""
    first, _, rest = entry.words.partition("\n")
    if not rest or len(first) > LONGEST_NAME:
        return ""
    first = _without_times(first).strip(" :*-\u2013\u2014")
    tells = (
        find_days(first)
        or any(character.isdigit() for character in first)
        or attendance(first, has_door=False)
    )
    if tells or len(first.split()) > _MOST_WORDS or find_places(first, blocked=[]):
        return ""
    return first


def _without_times(line: str) -> str:
    """Return a line without a time at its beginning: "8 pm Elm Group"."""
    plain = plain_hours(line)
    first = next(iter(find_times(plain, whole_day=False, half="")), None)
    return plain[first.end :] if first and not plain[: first.start].strip(" *-") else line


def _name_ahead(lead: str) -> str:
    """Return the name that leads to a day or time in its sentence: "Hope Peer Group, Mondays at 7"."""
    plain = _LEADS_ON.sub("", lead.rpartition(": ")[2]).strip(" *-\u2022")
    name = _OF_FELLOWSHIP.sub("", plain)
    found = _NAME_AHEAD.fullmatch(name) or _NAMED_FIRST.match(name)
    is_name = found and _SAYS_GROUP.search(found["name"]) and not find_places(found["name"], blocked=[])
    return found["name"] if found and is_name else ""


def _is_name(text: str, whose: Fellowships) -> bool:
    """Say whether a text can be a group's name."""
    if not text or whose.is_one(text) or is_list_heading(text):
        return False
    words = _WORD.findall(text)
    small = [word for word in words if word[0].islower() and word not in _SMALL_WORDS]
    is_sentence = len(small) > (len(words) <= _FEW_WORDS) or len(text.split()) > _MOST_WORDS
    is_topic = bool(words) and {word.lower() for word in words} <= _TOPIC_WORDS
    return not (is_sentence or is_topic or _NO_NAME.fullmatch(text))
