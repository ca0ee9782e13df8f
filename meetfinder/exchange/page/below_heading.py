"""What a heading changes for all that stands below it: days, town, name, mode, and what the list is of."""

from dataclasses import replace

from meetfinder.directory.models import Attendance
from meetfinder.exchange.page.blocks import ABOVE_TEXT, DAY_HEADING, TEXT_HEADING, Heading
from meetfinder.exchange.page.days import find_days, only_days
from meetfinder.exchange.page.draft import Where
from meetfinder.exchange.page.group_names import LONGEST_NAME
from meetfinder.exchange.page.headings import tells_mode_of_many, tells_that_all_are_remote
from meetfinder.exchange.page.hour_words import plain_hours
from meetfinder.exchange.page.hours import find_times, half_of_day
from meetfinder.exchange.page.known_towns import KnownTowns
from meetfinder.exchange.page.labels import role
from meetfinder.exchange.page.modes import attendance, says_mode
from meetfinder.exchange.page.state import State
from meetfinder.exchange.page.topics import heads_hours, heads_meetings, is_other
from meetfinder.exchange.page.wheres import find_places

_LABELS = frozenset({"where", "when", "day", "time"})


def enter(state: State, block: Heading, towns: KnownTowns, *, whole_day: bool) -> Where | None:
    """Bring the state of a page under a heading, and return the place that the heading itself tells."""
    text = block.text.strip()
    if role(text) in _LABELS:
        return None  # "Located at:" stands between what it is about and its place.
    state.last, state.below, state.waiting, state.is_gone = [], [], None, False
    state.placed, state.waiting_name = None, ""
    state.over = state.over if only_days(text) else None
    if tells_that_all_are_remote(text):
        state.mode, state.mode_level = Attendance.ONLINE, ABOVE_TEXT
    elif says_mode(text) or block.level <= state.mode_level:
        state.mode, state.mode_level = attendance(text, has_door=False), block.level
    days = only_days(text)
    if days is None and (heads_meetings(text) or is_other(text) or block.level < state.list_level):
        state.is_list, state.list_level = heads_meetings(text), block.level
    if days is not None:
        state.days = replace(days, start=-1, end=-1)  # Nowhere in the entries below.
        state.half, state.day_level = half_of_day(text), block.level
        state.heads_only = True
        return None
    town = towns.named(text)
    is_part = town is not None or text.isupper() or block.level == TEXT_HEADING
    is_below_day = is_part and (state.has_towns_below or state.heads_only) and not heads_hours(text)
    state.has_towns_below = is_below_day
    if block.level < state.day_level and not is_below_day:
        state.days, state.half, state.day_level = None, "", DAY_HEADING
    if town is not None:
        state.town, state.region = town
        state.town_level, state.name, state.town_in_capitals = block.level, "", text.isupper()
        state.days = state.days if is_below_day else None
        return None
    is_other_town = state.town_in_capitals and text.isupper()
    if (block.level < state.town_level or is_other_town) and len(text) <= LONGEST_NAME:
        state.town, state.region, state.town_level = "", "", DAY_HEADING
    tells = find_days(text) or find_times(plain_hours(text), whole_day=whole_day, half="")
    state.prefix = text if tells else ""
    state.name = "" if tells_mode_of_many(text) else text
    here = [place.where for place in find_places(text, blocked=[]) if place.where.street]
    if len(here) == 1:
        state.name, state.waiting = "", here[0]
        return here[0]
    return None
