"""Whose a meeting is: the names of groups and fellowships in a page."""

from collections.abc import Mapping

from meetfinder.exchange.meeting_guide.words import normal
from meetfinder.exchange.page.days import find_days
from meetfinder.exchange.page.entries import Slot
from meetfinder.exchange.page.modes import attendance
from meetfinder.exchange.page.tables import Entry
from meetfinder.exchange.page.wheres import find_places

LONGEST_NAME = 120
"""Characters; a longer line is a note."""


class Fellowships:
    """Finds fellowships by their whole names; an acronym stands for several of them."""

    def __init__(self, names: Mapping[str, str], page: str, usual: str) -> None:
        self._names = sorted(
            ((normal(name), slug) for slug, name in names.items()), key=lambda pair: -len(pair[0])
        )
        self._usual = self.of(page, "") or usual

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
        """Return the slug for a slot: as its words, its heading or its page say."""
        return self.of(slot.entry.words, slot.group) or self._usual


def own_name(slot: Slot, whose: Fellowships) -> str:
    """Return the name of the group; that of its fellowship, which stands over all groups, is nobody's own."""
    name = slot.group if not whose.is_one(slot.group) else first_line_name(slot.entry)
    return "" if whose.is_one(name) else name


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
