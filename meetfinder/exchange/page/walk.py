"""The way through the blocks of a page: what stands above, beside and below an entry completes it."""

import re
from collections.abc import Sequence

from meetfinder.directory.models import Attendance
from meetfinder.exchange.page.below_heading import enter
from meetfinder.exchange.page.blocks import ABOVE_TEXT, TEXT_HEADING, Block, Heading, first_line, words_of
from meetfinder.exchange.page.days import find_days, only_days
from meetfinder.exchange.page.draft import Towns, Where
from meetfinder.exchange.page.entries import Above, EntryRead, read_entry
from meetfinder.exchange.page.events import comes_again, is_date
from meetfinder.exchange.page.group_names import first_line_name
from meetfinder.exchange.page.headings import (
    tells_mode_of_many,
    tells_that_all_are_remote,
    tells_that_it_is_remote,
)
from meetfinder.exchange.page.hours import counts_to_24, has_time
from meetfinder.exchange.page.known_towns import KnownTowns
from meetfinder.exchange.page.lone_places import LonePlaces
from meetfinder.exchange.page.modes import without_mode
from meetfinder.exchange.page.placing import SAME_PLACE
from meetfinder.exchange.page.repeats import without_repeats
from meetfinder.exchange.page.slots import Slot, with_mode, with_place
from meetfinder.exchange.page.state import State
from meetfinder.exchange.page.tables import Entry
from meetfinder.exchange.page.topics import SEVERAL, heads_history, heads_hours, is_other, is_recovery
from meetfinder.exchange.page.whens import is_certain
from meetfinder.exchange.page.wheres import find_places

_FEW_WORDS = 3
_SHORT_LINE = 12
"""Words of a line below a place that may be one of several there."""
_GOES_ON = re.compile(r"(?:The|This|Our) (?:group|meeting|fellowship)s? (?:meets?|is|are|will|gathers?)\b")
"""Begins a paragraph about the group that the one before has named."""
MOST_SLOTS = 500
"""No page that people read tells more meetings."""


def slots_of(blocks: Sequence[Block], towns: Towns, country: str) -> list[Slot]:
    """Return every day and time that the blocks of a page tell, at most `MOST_SLOTS`, in order."""
    return _Walk(blocks, towns, country).slots()[:MOST_SLOTS]


class _Walk:
    """Walks through the blocks of a page."""

    def __init__(self, blocks: Sequence[Block], towns: Towns, country: str) -> None:
        self._blocks, self._towns = blocks, KnownTowns(towns, country)
        self._whole_day = counts_to_24("\n".join(map(words_of, blocks)))
        self._among_dates = sum(is_date(first_line(block), among_dates=True) for block in blocks) > 1
        self._state = State()
        self._slots: list[Slot] = []
        self._places = LonePlaces(self._towns)
        self._words_before = ""
        self._others = 0
        """How many items of the page are plainly no meetings."""

    def slots(self) -> list[Slot]:
        """Return every day and time of the page."""
        for block in self._blocks:
            if len(self._slots) >= MOST_SLOTS:
                break
            if isinstance(block, Heading):
                self._heading(block)
            else:
                self._entry(block)
            self._words_before = words_of(block)
        text = "\n".join(map(words_of, self._blocks))
        self._places.share(self._slots, text)
        self._towns.share(self._slots, text)
        return without_repeats([slot for slot in self._of_meetings() if _is_told(slot)])

    def _of_meetings(self) -> list[Slot]:
        """Return the slots; on a page of many things only those that name something of recovery."""
        named = [slot.is_listed or is_recovery(f"{slot.group}\n{slot.entry.words}") for slot in self._slots]
        if self._others < SEVERAL or not any(named):
            return self._slots
        return [slot for slot, is_named in zip(self._slots, named, strict=True) if is_named]

    def _heading(self, block: Heading) -> None:
        if self._places.ends_with_town(block.text, self._state):
            return
        self._state.is_history = heads_history(block.text)
        self._state.is_dated = is_date(block.text.strip(), among_dates=self._among_dates)
        place = enter(self._state, block, self._towns, whole_day=self._whole_day)
        if block.text == words_of(self._blocks[0]) and tells_mode_of_many(block.text):
            self._state.mode_level = ABOVE_TEXT  # The title of the page says it of all.
        if place is not None:
            self._places.add(place)

    def _entry(self, entry: Entry) -> None:
        state = self._state
        if self._is_town(entry):
            self._heading(Heading(entry.words, TEXT_HEADING))
            return
        state.heads_only = False
        if state.is_history:
            return
        state.is_dated |= is_date(first_line(entry), among_dates=self._among_dates)
        if self._is_other(entry):
            self._others += 1
            state.last, state.waiting = [], None
            return
        found = self._read(entry)
        # Read again as it stands: a sentence that is left out for its days may still tell where a house is.
        told = [place.where for place in find_places(entry.words, blocked=[])] if entry.when is None else []
        self._places.tell(entry.words, found.places, told)
        self._others += found.others
        if found.others and not found.slots:
            state.last = []
            return
        if not found.slots:
            state.is_gone = state.is_gone or (has_time(entry.words) and bool(find_days(entry.words)))
            self._without_whens(entry, found)
            return
        if self._continues(found):
            return
        beside = self._places_beside(entry) if not found.places else []
        for slot in found.slots:
            slot.is_listed = state.is_list
            slot.group = entry.name or state.name or first_line_name(entry)
            slot.name = state.waiting_name if state.waiting in beside else ""
            slot.before = self._before(entry)
            if state.mode and not slot.attendance:
                with_mode(slot, state.mode)
            for place in beside:
                with_place(slot, place)
            self._towns.complete(slot, (state.town, state.region))
        is_short = len(entry.words.split()) <= _SHORT_LINE
        state.placed = None
        state.waiting, state.is_gone = state.waiting if is_short and not found.places else None, False
        state.last = list(found.slots)
        state.below += found.slots
        self._slots += found.slots

    def _before(self, entry: Entry) -> str:
        """Return the words of the block before an entry that goes on about the same group."""
        return self._words_before if _GOES_ON.match(entry.words) else ""

    def _is_town(self, entry: Entry) -> bool:
        """Say whether an entry is a town in capitals and nothing else, which stands over others."""
        words = entry.words.strip()
        return words.isupper() and self._towns.named(words) is not None

    def _is_other(self, entry: Entry) -> bool:
        """Say whether an entry with a day or time, or its heading, names plainly something else."""
        if not (has_time(entry.words) or find_days(entry.words)):
            return False
        if is_recovery(entry.words):
            return self._state.is_dated and not comes_again(entry.words)
        heading = self._state.name
        first = next((line for line in entry.words.split("\n") if not only_days(line)), "")
        is_named = is_other(entry.name or first) or is_other(heading)
        return self._state.is_dated or is_named or heads_hours(heading)

    def _places_beside(self, entry: Entry) -> list[Where]:
        """Return the places in which an entry that names none may be held, the nearest first."""
        same = self._place_before() if SAME_PLACE.search(entry.words) else None
        return [place for place in (self._state.waiting, same, self._state.over) if place is not None]

    def _place_before(self) -> Where | None:
        """Return the place of the entry before, where it has one."""
        doors = {slot.where for slot in self._state.last if slot.where.is_door}
        return doors.pop() if len(doors) == 1 else None

    def _read(self, entry: Entry) -> EntryRead:
        state = self._state
        above = Above(days=state.days, half=state.half, whole_day=self._whole_day)
        found = read_entry(entry, above)
        if state.prefix and not any(
            slot.weekday is not None and slot.minute is not None for slot in found.slots
        ):
            words = f"{state.prefix}\n{entry.words}"
            again = read_entry(Entry(words=words, name=entry.name), above)
            if any(slot.weekday is not None for slot in again.slots):
                state.prefix = ""
                return again
        return found

    def _continues(self, found: EntryRead) -> bool:
        """Complete the days of the entry before with times that stand alone."""
        last = self._state.last
        if self._state.days is not None or not last or any(slot.minute is not None for slot in last):
            return False
        told = {(slot.weekday, slot.rule) for slot in found.slots if slot.weekday is not None}
        if not told <= {(slot.weekday, slot.rule) for slot in last} or len(found.slots) != 1:
            return False
        if found.places and any(slot.where.is_door for slot in last):
            return False
        for slot in last:
            slot.minute, slot.length = found.slots[0].minute, found.slots[0].length
            if found.places:
                with_place(slot, found.places[0])
        return True

    def _without_whens(self, entry: Entry, found: EntryRead) -> None:
        """Give the place or mode of an entry without times to its neighbour."""
        if tells_mode_of_many(entry.words):
            self._heading(Heading(entry.words, TEXT_HEADING))
        elif tells_that_all_are_remote(entry.words):
            self._state.mode, self._state.mode_level = Attendance.ONLINE, ABOVE_TEXT
            if tells_that_it_is_remote(entry.words):
                self._all_remote()
        elif found.places:
            self._places.enter(entry.words, found.places[0], self._state, self._slots)
            self._state.waiting_name = first_line_name(entry) if self._state.waiting else ""
        elif found.mode and len(without_mode(entry.words).split()) <= _FEW_WORDS:
            self._mode_alone(found.mode)

    def _all_remote(self) -> None:
        """Give the meetings before a sentence that says of "the meeting" that it is online this mode."""
        for slot in self._slots:
            if not slot.attendance and not slot.where.is_door:
                with_mode(slot, Attendance.ONLINE)

    def _mode_alone(self, mode: str) -> None:
        """Give a mode to the entry before it."""
        for slot in self._state.last:
            if not slot.attendance or (slot.attendance == Attendance.IN_PERSON and mode == "hybrid"):
                with_mode(slot, mode)


def _is_told(slot: Slot) -> bool:
    """Say whether enough is told for a draft: a day without a time can stand in any sentence."""
    if slot.minute is None and slot.weekday is None:
        return False
    if slot.minute is None:
        return slot.where.is_door or slot.entry.labelled or is_certain(slot.entry.words)
    return slot.weekday is not None or slot.where.is_door
