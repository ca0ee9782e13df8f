"""A venue in the answers: a room, a link or both, with the times at which the group meets there."""

from typing import Any

from meetfinder.directory.models import Attendance, JoinVisibility
from meetfinder.web.organizer.drafting import Answers

Venue = dict[str, Any]
IN_A_ROOM = (Attendance.IN_PERSON, Attendance.HYBRID)
FROM_AFAR = (Attendance.ONLINE, Attendance.HYBRID, Attendance.PHONE)
MOST_VENUES = 12


def new_venue() -> Venue:
    """Return a venue of which nothing is known yet."""
    return {
        "attendance": "",
        "place": {},
        "join": {"url": "", "phone": "", "notes": "", "visibility": str(JoinVisibility.PUBLIC)},
        "timezone": "",
        "slots": [],
    }


def venues(answers: Answers) -> list[Venue]:
    """Return the venues, at least one."""
    found: list[Venue] = answers.setdefault("venues", [])
    if not found:
        found.append(new_venue())
    return found


def has_room(venue: Venue) -> bool:
    """Say whether people come together in a place there."""
    return venue["attendance"] in IN_A_ROOM


def has_link(venue: Venue) -> bool:
    """Say whether people can join from afar there."""
    return venue["attendance"] in FROM_AFAR
