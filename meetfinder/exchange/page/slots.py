"""One day and time that a page tells, and how what stands elsewhere completes it."""

from dataclasses import dataclass, replace

from meetfinder.directory.models import Attendance
from meetfinder.directory.recurrence import Recurrence
from meetfinder.exchange.page.draft import NOWHERE, Where
from meetfinder.exchange.page.tables import Entry

REMOTE = frozenset({Attendance.ONLINE, Attendance.PHONE})


@dataclass(slots=True, kw_only=True)
class Slot:
    """One day and time of an entry; a place or a mode may still come from the next entry."""

    entry: Entry
    weekday: int | None
    minute: int | None
    length: int | None
    rule: Recurrence | None
    where: Where
    attendance: str
    group: str = ""
    ahead: str = ""
    """What stands before its day, in the same line."""
    lead: str = ""
    """What stands before its day or time, in the same sentence."""
    sentence: str = ""
    """All that its sentence says of it and not of another one."""
    before: str = ""
    """What the entry before its own says, where its own begins with "the group"."""
    around: str = ""
    """What its entry says of no day and time, and so of all of them."""
    name: str = ""
    """What stood above its place in the block before."""
    behind: str = ""
    """What stands behind its day, in the same line."""
    is_untimed: bool = False
    """Whether no time stands beside the day, not even an unclear one."""
    is_listed: bool = False
    """Whether it stands below a heading of recovery meetings."""

    @property
    def is_remote(self) -> bool:
        """Whether nobody goes anywhere for it."""
        return self.attendance in REMOTE


def with_place(slot: Slot, where: Where) -> None:
    """Give a slot the place that stands beside it, where one can go to it."""
    if slot.is_remote or slot.where.is_door:
        return
    slot.where = where if where.is_door or not slot.where.city else slot.where
    if where.is_door and not slot.attendance:
        slot.attendance = Attendance.IN_PERSON


def with_mode(slot: Slot, mode: str) -> None:
    """Give a slot that says nothing of it the mode that a heading says of all below."""
    slot.attendance = mode
    slot.where = NOWHERE if slot.is_remote else slot.where


def with_town(slot: Slot, town: str, region: str) -> None:
    """Give a slot the town of the heading above it, where its own words name none."""
    if not slot.is_remote and not slot.where.city and town:
        slot.where = replace(slot.where, city=town, region=slot.where.region or region)
