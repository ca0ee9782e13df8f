"""Things of moderation as templates show them: places with their distance, listings that look alike."""

from dataclasses import dataclass

from markupsafe import Markup

from meetfinder.directory.proposal import PlaceFacts, Proposal
from meetfinder.moderation import postcode
from meetfinder.places.maps import Mark, draw_point_and_postcode
from meetfinder.web.finder.words import place_words
from meetfinder.web.languages import gettext

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
        map=_map(place),
    )


def _map(place: PlaceFacts) -> Markup:
    """Return a drawing of a place beside the middle of its postcode; nothing where one is not known."""
    middle = postcode.middle_of(place)
    if middle is None or place.latitude is None or place.longitude is None:
        return Markup()
    mark = Mark(place.latitude, place.longitude, place.precision, "1")
    title = gettext("Map of the point and the middle of its postcode")
    return Markup(draw_point_and_postcode(mark, middle, unit="km", title=title))  # noqa: S704  Drawn by us.
