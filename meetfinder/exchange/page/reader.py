"""Reads a hand-made page: text or saved HTML in, drafts out, each beside the words it was read from. Pure.

By rules alone. What the words do not tell clearly stays blank for the person who completes the draft; names,
numbers and mail addresses of people are left out.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from meetfinder.directory.models import Attendance
from meetfinder.exchange.meeting_guide.words import normal, paragraphs
from meetfinder.exchange.page.blocks import DAY_HEADING, TEXT_HEADING, Block, Heading, blocks_of_text
from meetfinder.exchange.page.days import DaysToken, find_days, only_days
from meetfinder.exchange.page.draft import Draft, Towns, Where
from meetfinder.exchange.page.entries import (
    Above,
    EntryRead,
    Slot,
    read_entry,
    with_mode,
    with_place,
    with_town,
)
from meetfinder.exchange.page.hour_words import plain_hours
from meetfinder.exchange.page.hours import counts_to_24, find_times, half_of_day
from meetfinder.exchange.page.markup import blocks_of_markup, is_markup
from meetfinder.exchange.page.modes import attendance, says_mode, without_mode
from meetfinder.exchange.page.people import without_people
from meetfinder.exchange.page.regions import CODE_OF, REGION, country_of
from meetfinder.exchange.page.tables import Entry
from meetfinder.exchange.page.whens import is_certain
from meetfinder.exchange.page.wheres import find_places
from meetfinder.exchange.page.zones import zone_told
from meetfinder.moderation.lint import clean

LONGEST = 1_000_000
"""Characters of a page that are read; what comes after them is not."""
MOST_DRAFTS = 500
LONGEST_ENTRY = 1500
"""Characters; no entry that is about a few meetings is longer, and no pattern should have to search more."""
MOST_BLOCKS = 1500
_LONGEST_WORDS, _LONGEST_NAME, _LONGEST_HEADING = 1000, 120, 200
_LEADING = re.compile(r"([^\W\d_][^\d:,\n\u2013\u2014]{1,38}?)\s*(?::|\s[-\u2013\u2014])\s")
_MANY = re.compile(
    r"(?i)[\W_]*(?:(?:our|weekly|peer|support|recovery|the)\s+)*(?:groups|meetings|reuniones|grupos)"
    r"(?:\s+de apoyo)?[\W_]*"
)
"""What stands beside a mode in a line that says it of all groups below."""
_UK_CODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}")
_TOWN_EXTRAS = re.compile(
    r"(?i)\b(?:area|region|county|city of|meetings?|groups?|support|reuniones|grupos|de|en|in|downtown)\b|"
    r"[()*:]"
)


@dataclass(slots=True)
class _State:
    """What stands above the next entry, and what waits for a neighbour."""

    days: DaysToken | None = None
    half: str = ""
    day_level: int = DAY_HEADING
    town: str = ""
    region: str = ""
    town_level: int = DAY_HEADING
    name: str = ""
    mode: str = ""
    """How one takes part in all that follows."""
    mode_level: int = DAY_HEADING
    prefix: str = ""
    """A heading that tells a time itself, or a day among other words."""
    last: list[Slot] = field(default_factory=list)
    """The slots of the entry before."""
    below: list[Slot] = field(default_factory=list)
    """Those since the last heading."""
    waiting: Where | None = None
    """A place that stood alone just before."""


def read(
    text: str, *, towns: Towns, fellowships: Mapping[str, str], default_country: str, fellowship: str = ""
) -> tuple[Draft, ...]:
    """Return a draft for each day and time that a page tells.

    `fellowships` are the names by slug that may be found in it; `fellowship` (slug) is that of a page that
    names none. `default_country` (alpha-2) is where its addresses are, unless they say otherwise.
    """
    text = text[:LONGEST]
    if is_markup(text):
        title, blocks = blocks_of_markup(text)
    else:
        title, blocks = "", blocks_of_text(_plain(text))
    blocks = [_cut(block) for block in blocks[:MOST_BLOCKS]]
    page = _Page(blocks, towns, default_country)
    slots = page.slots()
    whole = "\n".join([title, *map(_words_of, blocks)])
    whose = _Fellowships(fellowships, whole, fellowship)
    found = (_draft(slot, whose, towns, default_country) for slot in slots[:MOST_DRAFTS])
    return tuple(_with_zone(draft, whole) for draft in found)


class _Page:
    """Walks through the blocks of a page."""

    def __init__(self, blocks: Sequence[Block], towns: Towns, country: str) -> None:
        self._blocks, self._towns, self._country = blocks, towns, country
        self._whole_day = counts_to_24("\n".join(map(_words_of, blocks)))
        self._state = _State()
        self._slots: list[Slot] = []
        self._alone: list[Where] = []

    def slots(self) -> list[Slot]:
        """Return every day and time of the page."""
        for block in self._blocks:
            if len(self._slots) >= MOST_DRAFTS:
                break
            if isinstance(block, Heading):
                self._heading(block)
            else:
                self._entry(block)
        self._share_place()
        return [slot for slot in self._slots if _is_told(slot)]

    def _heading(self, block: Heading) -> None:
        state, text = self._state, block.text.strip()
        if says_mode(text) or block.level <= state.mode_level:
            state.mode, state.mode_level = attendance(text, has_door=False), block.level
        days = only_days(text)
        if days is not None:
            state.days, state.half, state.day_level = days, half_of_day(text), block.level
            state.last, state.below, state.waiting = [], [], None
            return
        if block.level < state.day_level:
            state.days, state.half, state.day_level = None, "", DAY_HEADING
        town = self._town(text)
        if town is not None:
            state.town, state.region = town
            state.town_level, state.name = block.level, ""
            state.last, state.below, state.waiting = [], [], None
            state.days = None
            return
        if block.level < state.town_level and not self._is_note(text):
            state.town, state.region, state.town_level = "", "", DAY_HEADING
        tells = find_days(text) or find_times(plain_hours(text), whole_day=self._whole_day, half="")
        state.prefix = text if tells else ""
        state.name = "" if _tells_mode_of_many(text) else text
        state.last, state.below, state.waiting = [], [], None

    def _is_note(self, text: str) -> bool:
        return len(text) > _LONGEST_NAME

    def _town(self, text: str) -> tuple[str, str] | None:
        """Return the town and region that a heading names and nothing else."""
        plain = " ".join(_TOWN_EXTRAS.sub(" ", text).split()).strip(" ,-–—")
        plain = plain.title() if plain.isupper() and "," not in plain else plain
        match = re.fullmatch(rf"(?P<town>[^\d,]{{2,40}}),?\s+(?P<region>{REGION})\.?", plain)
        if match and self._towns.is_town(match["town"], self._country):
            return match["town"].strip(), match["region"]
        known = plain and len(plain.split()) <= 4 and plain[0].isupper() and not says_mode(plain)  # noqa: PLR2004
        if known and plain.lower() not in CODE_OF and self._towns.is_town(plain, self._country):
            return plain, ""
        return None

    def _leading_town(self, words: str) -> tuple[str, str]:
        """Return the town of "York: every Tuesday", or two empty texts."""
        match = _LEADING.match(words)
        return (self._town(match[1]) if match else None) or ("", "")

    def _entry(self, entry: Entry) -> None:
        state = self._state
        found = self._read(entry)
        if not found.slots:
            self._without_whens(entry, found)
            return
        merged = self._continues(found)
        if merged:
            return
        town, region = self._leading_town(entry.words)
        for slot in found.slots:
            slot.group = entry.name or state.name or _first_line_name(entry)
            if not found.places and state.waiting is not None:
                with_place(slot, state.waiting)
            if state.mode and not slot.attendance:
                with_mode(slot, state.mode)
            with_town(slot, entry.town.partition(",")[0], "")
            with_town(slot, town, region)
            with_town(slot, state.town, state.region)
        state.waiting = None
        state.last = list(found.slots)
        state.below += found.slots
        self._slots += found.slots

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
        if not last or any(slot.minute is not None for slot in last):
            return False
        if any(slot.weekday is not None for slot in found.slots) or len(found.slots) != 1:
            return False
        for slot in last:
            slot.minute, slot.length = found.slots[0].minute, found.slots[0].length
            if found.places:
                with_place(slot, found.places[0])
        return True

    def _without_whens(self, entry: Entry, found: EntryRead) -> None:
        """Give the place or mode of an entry without times to its neighbour."""
        state = self._state
        if _tells_mode_of_many(entry.words):
            self._heading(Heading(entry.words, TEXT_HEADING))
        elif found.places:
            several = not any(slot.where.is_door for slot in state.below)
            beside = state.below if several else state.last
            needing = [slot for slot in beside if not slot.where.is_door and not slot.is_remote]
            for slot in needing:
                with_place(slot, found.places[0])
                with_town(slot, state.town, state.region)
            if not needing:
                state.waiting = found.places[0]
                self._alone.append(found.places[0])
        elif found.mode and len(without_mode(entry.words).split()) <= 4:  # noqa: PLR2004  The mode and little else.
            for slot in state.last:
                if not slot.attendance or (
                    slot.attendance == Attendance.IN_PERSON and found.mode == "hybrid"
                ):
                    slot.attendance = found.mode

    def _share_place(self) -> None:
        """Give the one place that stands alone in a page to everything that has none."""
        alone = {where for where in self._alone if where.is_door}
        if len(alone) == 1 and not any(slot.where.is_door for slot in self._slots):
            for slot in self._slots:
                with_place(slot, next(iter(alone)))


class _Fellowships:
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


def _tells_mode_of_many(text: str) -> bool:
    """Say whether a text is one such as "Virtual support groups"."""
    return says_mode(text) and _MANY.fullmatch(without_mode(text)) is not None


def _draft(slot: Slot, whose: _Fellowships, towns: Towns, default_country: str) -> Draft:
    where = slot.where
    country = country_of(where.region)
    if not country and _UK_CODE.fullmatch(where.postal_code):
        country = "GB"
    country = country or (default_country if where.is_door or where.city else "")
    spot = towns.spot(where.postal_code, country) if where.postal_code else None
    if spot is None and where.city:
        spot = towns.spot(", ".join(filter(None, (where.city, where.region))), country)
    words = clean(without_people(slot.entry.words[:_LONGEST_WORDS]), country=country or default_country).text
    return Draft(
        words=words,
        weekday=slot.weekday,
        start_minute=slot.minute,
        duration_minutes=slot.length,
        recurrence=slot.rule,
        where=Where(
            venue=clean(where.venue, country=country).text,
            street=where.street,
            city=where.city,
            region=where.region,
            postal_code=where.postal_code,
        ),
        country=country,
        latitude=spot.latitude if spot else None,
        longitude=spot.longitude if spot else None,
        timezone=spot.timezone if spot else "",
        attendance=slot.attendance,
        group=clean(_own_name(slot, whose)[:_LONGEST_NAME]).text,
        fellowship=whose.for_slot(slot),
    )


def _with_zone(draft: Draft, page: str) -> Draft:
    """Return a draft that has no place with the time zone that its words name."""
    return draft if draft.timezone else replace(draft, timezone=zone_told(draft.words, page=page))


def _own_name(slot: Slot, whose: _Fellowships) -> str:
    """Return the name of the group; that of its fellowship, which stands over all groups, is nobody's own."""
    name = slot.group if not whose.is_one(slot.group) else _first_line_name(slot.entry)
    return "" if whose.is_one(name) else name


def _is_told(slot: Slot) -> bool:
    """Say whether enough is told for a draft: a day without a time can stand in any sentence."""
    if slot.minute is None:
        return slot.where.is_door or slot.entry.labelled or is_certain(slot.entry.words)
    return slot.weekday is not None or slot.where.is_door


def _first_line_name(entry: Entry) -> str:
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


def _cut(block: Block) -> Block:
    """Return a block no longer than one is read."""
    if isinstance(block, Heading):
        return replace(block, text=block.text[:_LONGEST_HEADING])
    when, where = (None if text is None else text[:LONGEST_ENTRY] for text in (block.when, block.where))
    return replace(block, words=block.words[:LONGEST_ENTRY], when=when, where=where)


def _words_of(block: Block) -> str:
    return block.text if isinstance(block, Heading) else block.words


def _plain(text: str) -> str:
    """Return the text without odd characters, but with the wide spaces that columns are made of."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").split("\n")
    return "\n".join(
        line[:LONGEST_ENTRY] if "\t" in line or "   " in line else paragraphs(line) or line.strip()
        for line in lines
    )
