"""How one can take part in a meeting, and whether it takes place at all, from what a row says of it.

The rules of the Meeting Guide plugin (reference/meeting-guide.md §3), made safer in one way: where a row
leaves no way to come, neither a door nor a link nor a number, the meeting is held as paused and never shown
as "tonight". A row's own word for it (`attendance_option`) outranks what codes and address suggest.
"""

from dataclasses import dataclass

from meetfinder.directory.models import Attendance, MeetingStatus

OPTIONS = frozenset({"in_person", "online", "hybrid", "inactive"})

CLOSED_FOR_NOW = "closed_for_now"
"""Tagged as closed, and no link or number given."""
SAID_INACTIVE = "said_inactive"
NO_WAY_TO_JOIN = "no_way_to_join"
"""Online, but the list gives neither link nor number."""
NO_USABLE_PLACE = "no_usable_place"
"""In person, but the list gives neither street nor venue."""
NO_LINK_TO_JOIN = "no_link_to_join"
"""Tagged as online besides, without link or number: listed as in person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """What a row says that bears on attendance."""

    option: str
    """One of OPTIONS or empty."""
    tagged_online: bool
    closed_for_now: bool
    has_link: bool
    has_phone: bool
    has_door: bool
    """A street or a venue that one can find."""
    approximate: bool
    """Whether the list says that its place stands for an area."""


@dataclass(frozen=True, slots=True)
class Attending:
    """The answer: values of the directory's enumerations, and why it is paused or less than stated."""

    attendance: str
    status: str
    reason: str = ""


def attending(clues: Clues) -> Attending:
    """Say how one can take part."""
    if clues.option == "inactive":
        return Attending(_held(clues), MeetingStatus.PAUSED, SAID_INACTIVE)
    if clues.closed_for_now:
        if _can_join(clues):
            return Attending(_from_afar(clues), MeetingStatus.ACTIVE)
        return Attending(_held(clues), MeetingStatus.PAUSED, CLOSED_FOR_NOW)
    remote = clues.tagged_online or clues.option in {"online", "hybrid"}
    if remote or (not clues.option and _can_join(clues)):
        return _remote(clues)
    if clues.has_door:
        return Attending(Attendance.IN_PERSON, MeetingStatus.ACTIVE)
    return Attending(Attendance.IN_PERSON, MeetingStatus.PAUSED, NO_USABLE_PLACE)


def _remote(clues: Clues) -> Attending:
    with_door = clues.has_door and not clues.approximate and clues.option != "online"
    if with_door and _can_join(clues):
        return Attending(Attendance.HYBRID, MeetingStatus.ACTIVE)
    if with_door:
        return Attending(Attendance.IN_PERSON, MeetingStatus.ACTIVE, NO_LINK_TO_JOIN)
    if _can_join(clues):
        return Attending(_from_afar(clues), MeetingStatus.ACTIVE)
    return Attending(Attendance.ONLINE, MeetingStatus.PAUSED, NO_WAY_TO_JOIN)


def _held(clues: Clues) -> str:
    """Return how a paused meeting was or will be held."""
    return Attendance.ONLINE if clues.tagged_online or not clues.has_door else Attendance.IN_PERSON


def _from_afar(clues: Clues) -> str:
    return Attendance.ONLINE if clues.has_link else Attendance.PHONE


def _can_join(clues: Clues) -> bool:
    return clues.has_link or clues.has_phone
