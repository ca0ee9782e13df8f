"""The same venue twice is one location; one that nobody meets at any more is removed."""

import hashlib
import unicodedata
from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, select

from meetfinder.db import db
from meetfinder.directory.models import Group, Location, Meeting
from meetfinder.directory.proposal import PlaceFacts

_CHUNK = 500
_SHORT = {
    "street": "st",
    "avenue": "ave",
    "road": "rd",
    "drive": "dr",
    "boulevard": "blvd",
    "lane": "ln",
    "court": "ct",
    "highway": "hwy",
    "north": "n",
    "south": "s",
    "east": "e",
    "west": "w",
    "northwest": "nw",
    "northeast": "ne",
    "southwest": "sw",
    "southeast": "se",
    "saint": "st",
}
"""What the rows of one list write out here and shorten there."""
_COLUMNS = (
    "name",
    "street",
    "city",
    "region",
    "postal_code",
    "country",
    "formatted_address",
    "latitude",
    "longitude",
    "precision",
)


class Venues:
    """Finds or makes the location of each place, inside one transaction."""

    def __init__(self) -> None:
        self._known: dict[str, Location] = {}
        self._left: set[int] = set()
        self._noted: list[Location] = []

    def load(self, places: Iterable[Any]) -> None:
        """Look up the locations of many places at once."""
        wanted = sorted({fingerprint(place) for place in places})
        for start in range(0, len(wanted), _CHUNK):
            for location in db.session.scalars(
                select(Location).where(Location.fingerprint.in_(wanted[start : start + _CHUNK]))
            ):
                self._known[location.fingerprint] = location

    def of(self, place: PlaceFacts | None) -> Location | None:
        """Return the location of a place that was loaded; None where nothing is known of it."""
        if place is None or not any(
            (place.formatted_address, place.city, place.name, place.latitude is not None)
        ):
            return None
        mark = fingerprint(place)
        location = self._known.get(mark)
        if location is None:
            location = Location(
                fingerprint=mark, notes=place.notes, **{column: getattr(place, column) for column in _COLUMNS}
            )
            db.session.add(location)
            self._known[mark] = location
        elif place.notes and location.notes != place.notes:
            location.notes = place.notes
            self._noted.append(location)
        return location

    def leave(self, location: Location | None) -> None:
        """Say that a meeting has left a location."""
        if location is not None and location.id is not None:
            self._left.add(location.id)

    def meetings_at_noted(self) -> list[int]:
        """Return the ids of the meetings at places whose notes changed, whoever they belong to."""
        noted = sorted({location.id for location in self._noted if location.id is not None})
        found: list[int] = []
        for start in range(0, len(noted), _CHUNK):
            some = noted[start : start + _CHUNK]
            found += db.session.scalars(select(Meeting.id).where(Meeting.location_id.in_(some)))
        return found

    def remove_orphans(self) -> None:
        """Delete the locations that were left and that nothing stands at any more. Flush before."""
        if not self._left:
            return
        left = sorted(self._left)
        for start in range(0, len(left), _CHUNK):
            some = left[start : start + _CHUNK]
            used = set(db.session.scalars(select(Meeting.location_id).where(Meeting.location_id.in_(some))))
            used |= set(db.session.scalars(select(Group.location_id).where(Group.location_id.in_(some))))
            db.session.execute(delete(Location).where(Location.id.in_(set(some) - used)))
        self._left.clear()


def fingerprint(place: PlaceFacts) -> str:
    """Return what makes two places one: name, address and point, but for case, spaces and short forms."""
    where = (place.street, place.city, place.country) if place.street else (place.formatted_address,)
    words = [_plain(word) for word in (place.name, *where, place.postal_code.replace(" ", ""))]
    point = f"{place.latitude!r},{place.longitude!r}"
    return hashlib.sha256("\x1f".join([*words, point, place.precision]).encode()).hexdigest()


def _plain(text: str) -> str:
    letters = "".join(char if char.isalnum() else " " for char in unicodedata.normalize("NFKC", text))
    return " ".join(_SHORT.get(word, word) for word in letters.casefold().split())
