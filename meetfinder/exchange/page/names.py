"""Whose a meeting is: the names of groups and fellowships in a page."""

import re
from collections.abc import Mapping

from meetfinder.exchange.meeting_guide.words import normal
from meetfinder.exchange.page.days import find_days
from meetfinder.exchange.page.kinds import (
    full_name,
    is_list_heading,
    is_of_nami,
    named_by_initials,
    names_kind,
    says_initials,
    with_nami,
)
from meetfinder.exchange.page.modes import attendance
from meetfinder.exchange.page.slots import Slot
from meetfinder.exchange.page.tables import Entry
from meetfinder.exchange.page.wheres import find_places

LONGEST_NAME = 120
"""Characters; a longer line is a note."""
_SAYS_GROUP = re.compile(r"(?i)\b(?:group|meeting|fellowship|circle|connection|anonymous|anon|chapter)\b")
_WORD = r"(?:[A-Z\d][\w.+'\u2019/-]*|&|and|of|for|the|in|with|support|peer|recovery|group|meeting)"
_GROUP_NAME = re.compile(rf"[A-Z\d](?:[\w.+'\u2019/-]*)(?: {_WORD}){{1,8}}")
_LEADS_ON = re.compile(
    r"(?i)[\s,:;(\u2013\u2014-]*(?:\b(?:weekly|at|on|every|each|meets?|is held|is|the|from)\b[\s,:]*)*$"
)
"""Stands between a name and the day."""


class Fellowships:
    """Finds fellowships by their whole names, and by a short one that stands where a name is expected."""

    def __init__(self, names: Mapping[str, str], page: str, beside: str, usual: str) -> None:
        """Take the names by slug, all words of a page, those beside its entries, and its usual fellowship."""
        self._names = sorted(
            ((normal(name), slug) for slug, name in names.items()), key=lambda pair: -len(pair[0])
        )
        self._is_of_nami = is_of_nami(page)
        told = self.of(page)
        self._usual = told or usual
        self._is_over_all = not told or self.of(beside) == told

    def of(self, text: str) -> str:
        """Return the slug of the one fellowship that a text names: whole, or else by its initials."""
        text = with_nami(text) if self._is_of_nami else text
        found = self._spelt(text) or self._spelt(full_name(text))
        if not found:
            found = set().union(*map(self._spelt, named_by_initials(text)))
        return found.pop() if len(found) == 1 else ""

    def _spelt(self, text: str) -> set[str]:
        """Return the slugs of the fellowships whose whole names stand in a text."""
        rest, found = f" {normal(text)} ", set()
        for name, slug in self._names:
            if name and f" {name} " in rest:
                found.add(slug)
                rest = rest.replace(f" {name} ", "  ")
        return found

    def is_one(self, text: str) -> bool:
        """Say whether a text is a fellowship's name and so nobody's own."""
        return any(name == normal(text) for name, _slug in self._names)

    def for_slot(self, slot: Slot) -> str:
        """Return the slug for a slot: as its words, its heading or its page say.

        What its page says counts only where it names no other kind of group itself, and where the page says
        it of all, in a title, a heading or between its entries, or the words repeat it by initials.
        """
        words = slot.entry.words
        own = self.of(words)
        if own or self._spelt(words):
            return own
        above = self.of(slot.group)
        if above:
            return "" if names_kind(words, self._name_of(above)) else above
        text, usual = f"{slot.group}\n{words}", self._name_of(self._usual)
        is_meant = self._is_over_all or says_initials(text, usual)
        return self._usual if is_meant and not names_kind(text, usual) else ""

    def _name_of(self, slug: str) -> str:
        return next((name for name, known in self._names if known == slug), "")


def own_name(slot: Slot, whose: Fellowships) -> str:
    """Return the name of the group; that of its fellowship, which stands over all groups, is nobody's own."""
    above = whose.of(slot.group)
    is_others = whose.is_one(slot.group) or (above and above != whose.for_slot(slot))
    beside = first_line_name(slot.entry) or _name_ahead(slot)
    names = (beside, "") if is_others else (slot.group, beside)
    return next((name for name in names if name and not (whose.is_one(name) or is_list_heading(name))), "")


def _name_ahead(slot: Slot) -> str:
    """Return the name before a day or time in its line: "Hope Peer Group, Mondays at 7"."""
    before, ahead, _day = slot.entry.words.partition(slot.ahead or "\n")
    name = _LEADS_ON.sub("", before.rpartition("\n")[2] + ahead).strip(" *-\u2022")
    is_name = _GROUP_NAME.fullmatch(name) and _SAYS_GROUP.search(name)
    return name if is_name and not find_places(name, blocked=[]) else ""


def first_line_name(entry: Entry) -> str:
    """Return the first line of an entry where it names the group and tells nothing else."""
    first, _, rest = entry.words.partition("\n")
    first = first.strip(" :*-")
    tells = (
        find_days(first)
        or any(character.isdigit() for character in first)
        or attendance(first, has_door=False)
    )
    if not rest or tells or len(first.split()) > 8 or find_places(first, blocked=[]):  # noqa: PLR2004  A name's length.
        return ""
    return first
