"""Places that stand alone in a page: those of the entries beside them, or of all that it tells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from meetfinder.exchange.page.completing import complete, complete_days, joined
from meetfinder.exchange.page.draft import Where
from meetfinder.exchange.page.known_towns import KnownTowns
from meetfinder.exchange.page.named_houses import give_houses, hosts_of
from meetfinder.exchange.page.paragraphs import says_where, says_where_all_are
from meetfinder.exchange.page.slots import Slot, with_place, with_town
from meetfinder.exchange.page.state import State

_FEW_WORDS = 3
_OF_HOUSE = re.compile(r"(?i)\b(?:hours|closed|news|update[ds]?|sponsors?|donations?)\b")
"""What is told of a house that is not one where groups meet."""


@dataclass(slots=True)
class LonePlaces:
    """The places of a page without a day or time of their own."""

    towns: KnownTowns
    told: list[Where] = field(default_factory=list)
    """Every place of the page, as it is told each time."""
    _alone: list[Where] = field(default_factory=list)
    _of_all: list[Where] = field(default_factory=list)

    def add(self, place: Where) -> None:
        """Keep a place that may be that of all."""
        self._alone.append(place)

    def tell(self, words: str, places: Sequence[Where], told: Sequence[Where]) -> None:
        """Keep the places of an entry, and the one of which its words say that it is that of all."""
        self.told += [*places, *told]
        if len(places) == 1 and says_where_all_are(words):
            self._of_all.append(places[0])

    def enter(self, words: str, place: Where, state: State, slots: Sequence[Slot]) -> None:
        """Give a place to those of the slots before it that need one, or keep it for what follows."""
        place = self._continued(self._with_town(words, place), state)
        is_general, is_of_all = says_where(words), says_where_all_are(words)
        if is_general:
            self.add(place)
            state.over = state.over if state.below else place
        beside = slots if is_of_all else state.below
        if any(slot.where.is_door for slot in state.below):
            beside = state.last
        is_of_them = _is_little_else(words, place) or is_general or is_of_all
        needing = [slot for slot in beside if is_of_them and not slot.where.is_door and not slot.is_remote]
        for slot in needing:
            with_place(slot, place)
            with_town(slot, state.town, state.region)
        if state.is_gone and not needing:
            state.is_gone = False
        elif not needing and _is_little_else(words, place):
            state.waiting = place
            self.add(place)

    def ends_with_town(self, words: str, state: State) -> bool:
        """Say whether words are the town of the street just before them, which then has it."""
        street, town = state.placed, self.towns.named(words)
        if street is None or not street.street or street.city or state.town or town is None:
            return False
        self._put(replace(street, city=town[0], region=town[1]), street, state)
        return True

    def share(self, slots: Sequence[Slot], text: str) -> None:
        """Give slots the houses that the text of their page means, and the place that it tells of all."""
        give_houses(slots, text)
        alone = {where for where in (*self._alone, *hosts_of(text)) if where.is_door}
        if len(alone) == 1 and {slot.where for slot in slots if slot.where.is_door} <= alone:
            for slot in slots:
                with_place(slot, next(iter(alone)))
        if len(set(self._of_all)) == 1:
            for slot in slots:
                with_place(slot, self._of_all[0])
        complete_days(slots)
        complete(slots, self.told)

    def _with_town(self, words: str, place: Where) -> Where:
        town, region = self.towns.leading(words)
        return place if place.city else replace(place, city=town, region=region)

    def _continued(self, place: Where, state: State) -> Where:
        """Return a place with what the paragraph before it tells of it."""
        before, state.placed = state.placed, place
        if before and before.venue and place.venue and not (before.street or place.street):
            state.placed = before  # A building and the larger one that it is in, before their street.
            return place
        whole = joined(before, place) if before else None
        if before is None or whole is None:
            return place
        self._put(whole, before, state)
        return whole

    def _put(self, whole: Where, part: Where, state: State) -> None:
        """Put a place wherever since the last heading only a part of it was known."""
        for slot in state.below:
            if (slot.where.venue, slot.where.street) == (part.venue, part.street):
                slot.where = whole if whole.city else replace(whole, city=slot.where.city)
        self._alone = [whole if item == part else item for item in self._alone]
        state.placed = whole
        state.over = whole if state.over == part else state.over
        state.waiting = whole if state.waiting == part else state.waiting


def _is_little_else(words: str, where: Where) -> bool:
    """Say whether a text without times is about a place: a longer one may tell a story in which it stands."""
    if _OF_HOUSE.search(words):
        return False
    named = where.street or where.venue or where.city
    more = _FEW_WORDS + (len(f"{where.city} {where.postal_code}".split()) if where.postal_code else 0)
    return bool(where.street) or len(words.split()) <= 2 * len(named.split()) + more
