"""Things of moderation as templates show them: places with their distance, listings that look alike."""

from dataclasses import dataclass

from markupsafe import Markup

from meetfinder.directory.proposal import PlaceFacts, Proposal
from meetfinder.moderation import postcode
from meetfinder.web.finder.words import place_words

_KM_IS_FAR = postcode.FAR_KM


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a proposal."""

    address: str
    precision: str
    latitude: float | None
    longitude: float | None
    postcode: str
    km: float | None
    """From the point to the centre of the postcode."""
    is_far: bool
    map: Markup


def spots_of(wanted: Proposal) -> list[Spot]:
    """Return the places of a group and its meetings, each once."""
    places = [wanted.group.place, *(facts.place for facts in wanted.meetings)]
    return [_spot(place) for place in dict.fromkeys(place for place in places if place is not None)]


def address_of(place: PlaceFacts) -> str:
    """Return a place in one line."""
    return place.formatted_address or place_words(
        place.name, place.street, place.city, place.region, place.postal_code, place.country
    )


def _spot(place: PlaceFacts) -> Spot:
    km = postcode.distance_km(place)
    return Spot(
        address=address_of(place),
        precision=place.precision,
        latitude=place.latitude,
        longitude=place.longitude,
        postcode=place.postal_code,
        km=km,
        is_far=km is not None and km > _KM_IS_FAR,
        map=Markup(),
    )
