"""Whose a meeting is: the names of groups and fellowships in a page."""

from collections.abc import Mapping

from meetfinder.exchange.meeting_guide.words import normal
from meetfinder.exchange.page.days import find_days
from meetfinder.exchange.page.kinds import full_name, is_list_heading, names_kind, says_initials
from meetfinder.exchange.page.modes import attendance
from meetfinder.exchange.page.slots import Slot
from meetfinder.exchange.page.tables import Entry
from meetfinder.exchange.page.wheres import find_places

LONGEST_NAME = 120
"""Characters; a longer line is a note."""


class Fellowships:
    """Finds fellowships by their whole names, and by a short one that stands where a name is expected."""

    def __init__(self, names: Mapping[str, str], page: str, beside: str, usual: str) -> None:
        """Take the names by slug, all words of a page, those beside its entries, and its usual fellowship."""
        self._names = sorted(
            ((normal(name), slug) for slug, name in names.items()), key=lambda pair: -len(pair[0])
        )
        told = self.of(page)
        self._usual = told or usual
        self._is_over_all = not told or self.of(beside) == told

    def of(self, *texts: str) -> str:
        """Return the slug of the one fellowship that the first text names that names any."""
        for text in texts:
            rest, found = f" {normal(text)} ", set()
            for name, slug in self._names:
                if name and f" {name} " in rest:
                    found.add(slug)
                    rest = rest.replace(f" {name} ", "  ")
            if found:
                return found.pop() if len(found) == 1 else ""
        return ""

    def is_one(self, text: str) -> bool:
        """Say whether a text is a fellowship's name and so nobody's own."""
        return any(name == normal(text) for name, _slug in self._names)

    def for_slot(self, slot: Slot) -> str:
        """Return the slug for a slot: as its words, its heading or its page say.

        What its page says counts only where it names no other kind of group itself, and where the page says
        it of all, in a title, a heading or between its entries, or the words repeat it by initials.
        """
        words = slot.entry.words
        own = self.of(words) or self.of(full_name(words))
        spaced = f" {normal(words)} "
        if own or any(name and f" {name} " in spaced for name, _slug in self._names):
            return own
        above = self.of(slot.group, full_name(slot.group))
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
    name = first_line_name(slot.entry) if is_others else slot.group
    return "" if whose.is_one(name) or is_list_heading(name) else name


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
