"""A place, and what came of a text: the two values that leave this room."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere a search can begin: a postcode, a town or a point."""

    area: str
    """The canonical code for addresses, safe in a path: us-78610, gb-sw1a, us-tx-austin, @30.09,-97.84."""
    kind: str
    """postcode, town or point."""
    name: str
    """What people call it, and what finds it again within its country: 78610, SW1A, Buda."""
    label: str
    """For people, without the country: "78610, Buda, Texas"."""
    country: str
    """ISO 3166-1 alpha-2, upper case; empty for a point far from any town."""
    region: str
    """Name of the first-level division, or empty where it is not known."""
    latitude: float
    longitude: float
    timezone: str
    """IANA name."""
    precision: str
    """approximate: a postcode or a point; area: a town, or a code that stands for a large area."""
    population: int | None


@dataclass(frozen=True, slots=True)
class Located:
    """What a text may mean. One place: found. Several: offer the choice. None: unknown."""

    typed: str
    places: tuple[Place, ...]
    """Best first."""
    elsewhere: tuple[Place, ...] = ()
    """The same words in other countries, or smaller namesakes, where one answer was preferred; at most 5."""
    suggestions: tuple[Place, ...] = ()
    """Near misses for text that is not known; at most 5."""


class PlacesError(RuntimeError):
    """The table of places is missing, damaged or not configured; the message says which."""
