"""Whose a meeting is: the names of fellowships in a page."""

from collections.abc import Mapping

from meetfinder.exchange.meeting_guide.words import normal
from meetfinder.exchange.page.kinds import is_list_heading, names_kind, says_initials
from meetfinder.exchange.page.short_names import (
    also_called,
    full_name,
    is_of_nami,
    named_by_initials,
    with_nami,
    without_short_names,
)
from meetfinder.exchange.page.slots import Slot


class Fellowships:
    """Finds fellowships by their whole names, and by a short one that stands where a name is expected."""

    def __init__(self, names: Mapping[str, str], page: str, beside: str, usual: str) -> None:
        """Take the names by slug, all words of a page, those beside its entries, and its usual fellowship."""
        known = [(normal(name), slug) for slug, name in names.items()]
        known += [(normal(name), slug) for slug, whole in names.items() for name in also_called(whole)]
        self._names = sorted(known, key=lambda pair: -len(pair[0]))
        self._is_of_nami = is_of_nami(page)
        told = self.of(page)
        self._usual = told or usual
        self._is_over_all = not told or self.of(beside) == told

    def of(self, text: str) -> str:
        """Return the slug of the one fellowship that a text names, whole or by its initials."""
        text = with_nami(text) if self._is_of_nami else text
        names = {full_name(text), *named_by_initials(text)}
        found = self._spelt(text).union(*map(self._spelt, names))
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
        """Say whether a text is a fellowship's name, perhaps with "meeting", and so nobody's own."""
        rest = f" {normal(without_short_names(text))} "
        for name, _slug in self._names:
            rest = rest.replace(f" {name} ", "  ") if name else rest
        return rest.split() != normal(text).split() and (not rest.strip() or is_list_heading(rest))

    def for_slot(self, slot: Slot) -> str:
        """Return the slug for a slot: as its words, its heading or its page say.

        What its page says counts only where it names no other kind of group itself, and where the page says
        it of all, in a title, a heading or between its entries, or the words repeat it by initials.
        """
        words = slot.entry.words
        own = self.of(slot.sentence) or self.of(slot.around)
        if own or self._spelt(slot.sentence) or self._spelt(slot.around):
            return own
        if slot.before and not names_kind(slot.sentence, ""):
            return self.of(slot.before)
        above = self.of(slot.group)
        if above:
            return "" if names_kind(words, self._name_of(above)) else above
        text, usual = f"{slot.group}\n{words}", self._name_of(self._usual)
        is_meant = self._is_over_all or says_initials(text, usual)
        return self._usual if is_meant and not names_kind(text, usual) else ""

    def _name_of(self, slug: str) -> str:
        return next((name for name, known in self._names if known == slug), "")
