"""How far an address lies from its postcode: the slip that sends people to the wrong town."""

from meetfinder import places
from meetfinder.directory.proposal import PlaceFacts, Proposal
from meetfinder.moderation.listing_lint import FAR, Finding
from meetfinder.places.distance import km_between

FAR_KM = 15.0
"""Rural postcodes are large; a point farther away than this is looked at."""


def distance_km(place: PlaceFacts | None) -> float | None:
    """Return the kilometres from a place's point to its postcode's; None where one of them is not known."""
    middle = middle_of(place)
    if middle is None or place is None or place.latitude is None or place.longitude is None:
        return None
    return km_between((place.latitude, place.longitude), middle)


def middle_of(place: PlaceFacts | None) -> tuple[float, float] | None:
    """Return the middle of a place's postcode; None where it has none or it is not known."""
    if place is None or not place.postal_code:
        return None
    try:
        found = places.locate(place.postal_code, place.country or None).places
    except places.PlacesError:
        return None
    return (found[0].latitude, found[0].longitude) if found else None


def lint_places(proposal: Proposal) -> tuple[Finding, ...]:
    """Name the places that lie farther than FAR_KM from their postcode."""
    stated = [("group.place", proposal.group.place)]
    stated += [(f"meetings.{at}.place", facts.place) for at, facts in enumerate(proposal.meetings)]
    return tuple(Finding(field, FAR) for field, place in stated if (distance_km(place) or 0.0) > FAR_KM)
