"""Which town of the gazetteer a day or a place is in: "Faith Church, Akron", or the one a page is about."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from meetfinder.directory.models import Attendance
from meetfinder.exchange.page.buildings import HAS_KIND, is_room
from meetfinder.exchange.page.days import find_days
from meetfinder.exchange.page.draft import Towns, Where
from meetfinder.exchange.page.headings import town_of
from meetfinder.exchange.page.place_words import UP
from meetfinder.exchange.page.regions import REGION
from meetfinder.exchange.page.sentences import sentence_end, sentence_start
from meetfinder.exchange.page.slots import Slot, with_town
from meetfinder.exchange.page.towns import is_town

_WORD = rf"(?:(?:St|Ft|Mt)\.|[{UP}][\w'’-]*)"
_WORDS = rf"{_WORD}(?:[ -](?:(?:of|on|upon|de|del|la) )?{_WORD}){{0,2}}"
_LEADING = re.compile(
    rf"(?P<region>[^\W\d_][^\d:\n]{{1,38}}, {REGION})\.\s|"
    r"(?P<alone>[^\W\d_][^\d:,\n\u2013\u2014]{1,38}?)\s*(?::|\s[-\u2013\u2014])\s"
)
_HINT = re.compile(
    rf"(?m)\b[Ii]n ({_WORDS}?)(?=[.,;:)\n]|$|\s+[a-z(])|"
    rf"^({_WORDS}?)(?:, {REGION})?\s[-\u2013\u2014]{{1,2}}\s|"
    rf"\b(?:[Tt]he|[Aa]) ({_WORDS}?)\s+(?:branch|(?:support )?[Gg]roup|chapter|meetings?|area)\b|"
    rf"(?:^|(?<=[.!?] ))({_WORDS}?) support groups\b|"
    rf"\b({_WORDS}?)\s+(?:(?:Public|Volunteer|Town|Central|Municipal|Community|Senior|Neighbou?rhood)\s+)*"
    r"(?:Library|Fire Department|Community Cent(?:er|re)|Senior Cent(?:er|re)|Town Hall|"
    r"City Hall)\b"
)
"""Where a page names the town that it is about."""
_PUBLIC = re.compile(r"\b(?:Public|Library|Fire|Town|City|Municipal|Village|Township)\b")
_NAME_OF_ANY = re.compile(
    r"(?i)(?:faith|hope|grace|trinity|bethel|bethany|zion|calvary|salem|emmanuel|immanuel|good|saint|st\.?|mount|"
    r"mt\.?|new life|unity|liberty|union|christ|cornerstone|concordia|redeemer|gethsemane|antioch|corinth)\b"
)
"""Begins names of churches everywhere, after some of which towns were named."""
_NO_TOWN_ALONE = re.compile(r"\b(?:County|Counties|State|Township)\b")
_MOST_HINTS, _CLEARLY = 60, 3
"""So many places of a page are looked up, and so much more often than any other its town is named."""
_BEFORE_DAY = re.compile(rf"(?:^|[.;:\n]\s*)({_WORDS}),\s*(?:on\s+)?\Z")
_IN_AHEAD = re.compile(rf"\b[Ii]n ({_WORDS}),?\s(?:on\s)?\Z")
_AFTER_DAY = re.compile(
    rf"(?:\s+(?:of (?:the|each|every) month|nights?|evenings?|mornings?|afternoons?))?,?\s+in ({_WORDS}?)"
    r"(?=[.,;)\n]|$|\s+(?:and|at|from)\b)"
)
_BEHIND = re.compile(
    rf"\.?,[ ]*({_WORDS}?)(?=\s*(?:[.,;)\n]|\Z|\s[-–—]\s)|\s+(?:on|and|at|every|each|from|in|is|are|"
    rf"meets?)\b)"
)
_GROUP_IN = re.compile(
    rf"\b(?:[Gg]roups?|one|one of (?:them|these|which)|[Mm]eetings?|chapter|[Mm]eets?|together|held|"
    rf"starts|is on)"
    rf" in ({_WORDS})"
)
_MEET_IN = re.compile(
    rf"(?i:\b(?:meets?|gathers?|meet together|come together|comes together|held|"
    rf"takes? place)\b[^.\n]{{0,40}}? in) "
    rf"({_WORD}(?: {_WORD})?)(?:(?= City Cent| [Cc]ity [Cc]ent| town cent)|(?=[.,;)\n]|$|\s+(?:and|at|"
    rf"from|on|every|each|\d)))"
)
_BEFORE = re.compile(
    rf"\b[Ii]n ({_WORDS}),?(?: (?:they|we|the group|the groups|meetings|groups))?(?: (?:are held|"
    rf"meets?))? (?:at|in)"
    r" (?:the )?\Z"
)


Town = tuple[str, str]
"""A town and its region, which may be empty; both are empty where no town is told."""
_NONE: Town = ("", "")


@dataclass(frozen=True, slots=True)
class KnownTowns:
    """The towns of a country that a gazetteer knows."""

    gazetteer: Towns
    country: str

    def named(self, text: str) -> Town | None:
        """Return the town that a text names and nothing else."""
        return town_of(text, self.gazetteer, self.country)

    def complete(self, slot: Slot, above: Town) -> None:
        """Give a slot the town that stands nearest to it; `above` is that of its heading."""
        words = slot.entry.words
        self._without_town_for_house(slot)
        with_town(slot, *(self.named(words.partition("\n")[0]) or _NONE))
        with_town(slot, *self._beside_place(words, slot.where))
        with_town(slot, *self._first(_BEFORE_DAY.search(slot.ahead)))
        with_town(slot, *self._first(_AFTER_DAY.match(slot.behind)))
        with_town(slot, *self._first(_IN_AHEAD.search(slot.ahead)))
        if not slot.where.is_door and not slot.where.city and not slot.attendance:
            with_town(slot, *self._meeting_in(words))
            with_town(slot, *self._told(slot))
            slot.attendance = Attendance.IN_PERSON if slot.where.city else ""
        with_town(slot, slot.entry.town.partition(",")[0], "")
        if not _stands_elsewhere(words, slot.where):
            own = self._told_apart(slot.where.venue, words)
            for town in (self.leading(words), self._told(slot) if slot.where.is_door else _NONE, above):
                with_town(slot, *(town if own in ("", town[0]) else _NONE))

    def _without_town_for_house(self, slot: Slot) -> None:
        """Take for a town what only "at" showed to be a place: "the meeting at Rock Falls"."""
        venue, where = slot.where.venue, slot.where
        if venue and not where.street and not where.city and not HAS_KIND.search(venue):
            town = self.named(venue)
            slot.where = replace(where, venue="", city=town[0], region=town[1]) if town else where

    def share(self, slots: Sequence[Slot], text: str) -> None:
        """Give the one town that a page is about to its places, where no town is told of any of them."""
        doors = [slot for slot in slots if slot.where.is_door]
        for slot in doors:
            named = self._in_name(slot.where.venue)
            if named and re.search(
                rf"\b[Ii]n (?:or around )?{re.escape(named)}(?! Count)\b|\b{re.escape(named)},", text
            ):
                with_town(slot, named, "")  # The page speaks of the town apart from its building too.
        cities = {slot.where.city for slot in doors} - {""}
        houses = [self._in_name(slot.where.venue) for slot in doors]
        told = self._of_page(text, houses, fewest=2 if cities else 1) if doors else _NONE
        if cities - {told[0]}:
            return
        for slot in doors:
            named = self._in_name(slot.where.venue)
            named = named if " " in named else self._told_apart(slot.where.venue, text)
            if named in ("", told[0]) and not _stands_elsewhere(slot.entry.words, slot.where):
                with_town(slot, *self._nearest(slot, told))

    def _nearest(self, slot: Slot, told: Town) -> Town:
        """Return the town told ahead of a slot or in its entry, or else the one `told` of its page."""
        for words in (slot.ahead, slot.entry.words):
            own = {town for name in _hints(words) if (town := self.named(name))}
            if own:
                return own.pop() if len(own) == 1 else _NONE
        return told

    def leading(self, words: str) -> Town:
        """Return the town of "York: every Tuesday" or "Akron, OH. Our group"."""
        match = _LEADING.match(words)
        return (self.named(match[match.lastgroup or 0]) if match else None) or _NONE

    def _first(self, match: re.Match[str] | None) -> Town:
        return (self.named(match[1]) if match else None) or _NONE

    def _told(self, slot: Slot) -> Town:
        """Return the one town in which the words of a slot say that a group is: "the group in York"."""
        words = slot.entry.words
        known = {
            town
            for match in _GROUP_IN.finditer(words)
            if any(town := self._first(match)) and _is_of_day(words, match.start(), slot.weekday)
        }
        others = {other for name in _hints(words) if (other := self.named(name))} - known
        return known.pop() if len(known) == 1 and not others else _NONE

    def _meeting_in(self, words: str) -> Town:
        """Return the one town in which words say that people meet: "we meet in York city centre"."""
        names = {match[1] for match in _MEET_IN.finditer(words)}
        return (self.named(names.pop()) or _NONE) if len(names) == 1 else _NONE

    def _beside_place(self, words: str, where: Where) -> Town:
        """Return the town behind a place, or before it: "in Akron at Elm Church"."""
        first, last = where.venue or where.street, where.street or where.venue
        start, end = words.find(first), words.find(last)
        if not first or start < 0 or end < 0:
            return _NONE
        behind = self._behind(words, end + len(last))
        return behind if any(behind) else self._first(_BEFORE.search(words, 0, start))

    def _behind(self, words: str, position: int) -> Town:
        """Return the town behind a position, if need be behind one more name: ", Fairhill, York"."""
        match = _BEHIND.match(words, position)
        town = self._first(match)
        if match and not any(town) and is_town(match[1]):
            town = self._first(_BEHIND.match(words, match.end(1)))
        return town

    def _of_page(self, text: str, houses: Sequence[str], *, fewest: int) -> Town:
        """Return the one town that a page is about, as its words say at least so often.

        `houses` are the towns in the names of its houses, which count where the words name them too.
        """
        hints = _hints(text)
        hints += [name for name in houses if name in hints]
        known = {name: self.named(name) for name in set(hints)}
        found = Counter(town for name in hints if (town := known.get(name)))
        if not found:
            return _NONE
        (first, often), *others = found.most_common(2)
        return first if often >= fewest and all(often >= _CLEARLY * seldom for _, seldom in others) else _NONE

    def _told_apart(self, venue: str, text: str) -> str:
        """Return the town with which a building's name begins: a public one or one a text speaks of."""
        named = self._in_name(venue)
        if _PUBLIC.search(venue):
            return named  # Nobody calls a library after a town that it is not in.
        rest = venue.removeprefix("the ")[len(named) :].split()
        goes_on = rf"(?!['’]?s? {re.escape(rest[0])})" if rest else ""
        return named if named and re.search(rf"\b{re.escape(named)}\b{goes_on}", text) else ""

    def _in_name(self, venue: str) -> str:
        """Return the town with which a building's name begins: "Canton Public Library"."""
        words = venue.removeprefix("the ").split()
        if _NAME_OF_ANY.match(venue):
            return ""
        heads = (re.sub(r"['’]s$", "", " ".join(words[:count])) for count in (3, 2, 1) if count < len(words))
        found = (self.named(head) for head in heads if is_town(head))
        return next((town for town, _ in filter(None, found)), "")


def _is_of_day(text: str, position: int, weekday: int | None) -> bool:
    """Say whether a sentence names no day but a certain one."""
    days = find_days(text[sentence_start(text, position) : sentence_end(text, position)])
    return not days or any(weekday in token.weekdays for token in days)


def _hints(text: str) -> list[str]:
    """Return the names that a text gives to a town, be they known or not."""
    found = (next(filter(None, match.groups())) for match in _HINT.finditer(text))
    names = [name for name in found if is_town(name) and not _NO_TOWN_ALONE.search(name)]
    return names[:_MOST_HINTS]


def _stands_elsewhere(words: str, where: Where) -> bool:
    """Say whether words tell behind a place where it is, be it a town that is known or not."""
    last = where.street or where.venue
    end = words.find(last)
    match = _BEHIND.match(words, end + len(last)) if last and end >= 0 else None
    return match is not None and is_town(match[1]) and not is_room(match[1])
