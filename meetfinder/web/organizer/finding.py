"""The point of an organizer's address: the table of places, and the provider that the operator chose."""

from functools import cache
from typing import Any

from meetfinder import clock, places
from meetfinder.db import db, writing
from meetfinder.directory.models import Precision
from meetfinder.places import geocode_cache
from meetfinder.places.geocode import AddressGeocoder, Geocoded, address_geocoder
from meetfinder.web.finder.world import default_zone
from meetfinder.web.organizer.pins import centre_of
from meetfinder.web.organizer.venues import Venue
from meetfinder.web.site import settings

USER_AGENT = "Meetfinder (organizers' addresses)"


def find_point(venue: Venue) -> None:
    """Put a point into the place of a venue where anybody knows one, and the time zone with it.

    May take three seconds when a provider is configured, outside of any transaction, and raises nothing.
    """
    place = venue["place"]
    found = _asked(place) or _in_table(place)
    if found is None:
        place["latitude"] = place["longitude"] = None
        place["precision"] = str(Precision.APPROXIMATE)
        venue["timezone"] = venue["timezone"] or default_zone(place["country"])
        return
    place["latitude"], place["longitude"] = round(found.latitude, 6), round(found.longitude, 6)
    place["precision"] = str(Precision.EXACT if found.precision == Precision.EXACT else Precision.APPROXIMATE)
    set_zone(venue)


def set_zone(venue: Venue) -> None:
    """Put the time zone of a venue's point into it."""
    place = venue["place"]
    if place.get("latitude") is not None and place.get("longitude") is not None:
        zone = places.zone_at(place["latitude"], place["longitude"])
        venue["timezone"] = zone or venue["timezone"] or default_zone(place["country"])


def _in_table(place: dict[str, Any]) -> Geocoded | None:
    """Return the centre of the postcode, else of the town."""
    found = centre_of(place)
    if found is None:
        return None
    return Geocoded(found.latitude, found.longitude, found.precision, "offline", found.label)


def _asked(place: dict[str, Any]) -> Geocoded | None:
    """Return what the provider says, or said before; None when it has no say or it is not our turn."""
    geocoder = _geocoder(settings().geocoder, places.gazetteer())
    if geocoder.provider == "offline" or place.get("hidden") or not place["street"]:
        return None
    parts = (place["street"], place["city"], place["region"], place["postal_code"], place["country"])
    address = ", ".join(filter(None, parts))
    provider, country = geocoder.provider, place["country"]
    db.session.rollback()
    known = geocode_cache.known(address, country, provider=provider, now=clock.now())
    if known is not None:
        return geocode_cache.point(known)
    with writing():
        ours = geocode_cache.take_turn(provider, now=clock.now())
        db.session.commit()
    if not ours:
        return None
    outcome = geocoder.geocode(address, country or None)
    if not outcome.trouble:
        with writing():
            geocode_cache.remember(address, country, outcome.found, provider=provider, now=clock.now())
            db.session.commit()
    return outcome.found


@cache
def _geocoder(setting: str, gazetteer: places.Gazetteer) -> AddressGeocoder:
    return address_geocoder(setting, user_agent=USER_AGENT, gazetteer=gazetteer)
