"""Lends the places of this site to the readers of lists, which must not know where places come from."""

from functools import lru_cache

from meetfinder import places
from meetfinder.exchange.meeting_guide.place import Spot
from meetfinder.exchange.meeting_guide.words import normal


class KnownPlaces:
    """Answers from the configured gazetteer; a list asks for the same few places again and again."""

    def __init__(self) -> None:
        self.spot = lru_cache(maxsize=20_000)(_spot)
        self.zone = lru_cache(maxsize=20_000)(places.zone_at)
        self.is_town = lru_cache(maxsize=20_000)(_is_town)


def _is_town(text: str, country: str) -> bool:
    """Say whether a town bears exactly this name, in any region of the country (empty: of any)."""
    found = places.locate(text, country or None)
    return any(
        place.kind == "town" and normal(place.name) == normal(text) and country in {"", place.country}
        for place in (*found.places, *found.elsewhere)
    )


def _spot(text: str, country: str) -> Spot | None:
    """Return the place that a postcode or town means, or None where it is unknown or may mean several."""
    found = [place for place in places.locate(text, country or None).places if country in {"", place.country}]
    if len(found) != 1:
        return None
    return Spot(found[0].latitude, found[0].longitude, found[0].timezone)
