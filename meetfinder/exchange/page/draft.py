"""What was read of one meeting in a page, beside the words it was read from."""

from dataclasses import dataclass
from typing import Protocol

from meetfinder.directory.recurrence import Recurrence
from meetfinder.exchange.meeting_guide.place import Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place as far as the words tell it; what they do not tell is empty."""

    venue: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""

    @property
    def is_door(self) -> bool:
        """Whether one can go there: a building or a street."""
        return bool(self.venue or self.street)


NOWHERE = Where()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A meeting for a person to complete. None and empty mean "not told clearly": nothing is guessed."""

    words: str
    """What it was read from, without names, numbers and addresses of people."""
    weekday: int | None = None
    """0 = Sunday."""
    start_minute: int | None = None
    """After local midnight."""
    duration_minutes: int | None = None
    recurrence: Recurrence | None = None
    """"Every other week" comes without an anchor: the words seldom say which weeks."""
    where: Where = NOWHERE
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    timezone: str = ""
    attendance: str = ""
    """One of `Attendance` or empty."""
    group: str = ""
    fellowship: str = ""
    """Slug or empty."""


class Towns(Protocol):
    """Looks places up without a network; the caller brings it."""

    def spot(self, text: str, country: str) -> Spot | None:
        """Return the one place that a postcode or town means in a country (alpha-2), or None."""

    def is_town(self, text: str, country: str) -> bool:
        """Say whether there is a town of this name, in any region of the country."""
