"""Where a meeting is held and how one joins it: HSDS locations and services at them.

A meeting that one can go to and join from afar has two: a physical and a virtual location. A street is given
only where the venue is exactly known; else the point is rounded, or there is none.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from meetfinder.directory.listing import Join, Listing, Venue
from meetfinder.directory.models import Attendance, JoinVisibility, Precision
from meetfinder.exchange.hsds import ids
from meetfinder.exchange.hsds.addresses import web_address
from meetfinder.exchange.hsds.when import schedule_item
from meetfinder.exchange.publisher import Publisher

Item = dict[str, Any]
PHYSICAL, VIRTUAL = "physical", "virtual"
ROUGH_DECIMALS, EXACT_DECIMALS = 2, 6
_ACCESS = {
    ("wheelchair_step_free", "yes"): "Step-free for wheelchairs.",
    ("wheelchair_step_free", "no"): "Not step-free for wheelchairs.",
    ("accessible_toilet", "yes"): "Accessible toilet.",
    ("accessible_toilet", "no"): "No accessible toilet.",
    ("hearing_loop", "yes"): "Hearing loop.",
    ("hearing_loop", "no"): "No hearing loop.",
}
_ATTENDING = {PHYSICAL: "in person", VIRTUAL: "online"}
_HIDDEN: dict[str, str] = {
    JoinVisibility.ON_REQUEST: "The link is given on request.",
    JoinVisibility.ON_THE_DAY: "The link is shown on the day of the meeting.",
}


def parts(attendance: str) -> tuple[str, ...]:
    """Return the kinds of location that a meeting of this attendance has: PHYSICAL, VIRTUAL or both."""
    if attendance == Attendance.HYBRID:
        return PHYSICAL, VIRTUAL
    return (PHYSICAL,) if attendance == Attendance.IN_PERSON else (VIRTUAL,)


def part_id(public_id: str, part: str) -> str:
    """Return the id of the service at its physical or virtual location."""
    return ids.held(ids.HERE if part == PHYSICAL else ids.AFAR, public_id)


def service_at_location(listing: Listing, part: str, publisher: Publisher, *, now: datetime) -> Item:
    """Return a service at one of its locations with all that belongs to it, without the service itself."""
    number = part_id(listing.public_id, part)
    schedule = schedule_item(
        listing,
        owner={"service_at_location_id": number},
        attending="by phone" if listing.attendance == Attendance.PHONE else _ATTENDING[part],
        now=now,
    )
    phones = [] if part == PHYSICAL else list(_phones(listing.join, number))
    return {
        **plain_service_at_location(listing, part, publisher),
        **({"phones": phones} if phones else {}),
        "schedules": [schedule],
        "location": location(listing, part, publisher),
    }


def plain_service_at_location(listing: Listing, part: str, publisher: Publisher) -> Item:
    """Return the same with single facts only."""
    place = _plain_location(listing, part, publisher)
    return {
        "id": part_id(listing.public_id, part),
        "service_id": ids.held(ids.SERVICE, listing.public_id),
        "location_id": place["id"],
        "location": place,
    }


def location(listing: Listing, part: str, publisher: Publisher) -> Item:
    """Return a location with its address and accessibility."""
    place = _plain_location(listing, part, publisher)
    if part == VIRTUAL or listing.venue is None:
        return place
    addresses = list(_addresses(listing.venue, place["id"]))
    access = list(_accessibility(listing, place["id"]))
    return {
        **place,
        **({"addresses": addresses} if addresses else {}),
        **({"accessibility": access} if access else {}),
    }


def _plain_location(listing: Listing, part: str, publisher: Publisher) -> Item:
    if part == VIRTUAL:
        return _virtual(listing, publisher)
    venue = listing.venue
    if venue is None:
        return {"id": ids.named("location", listing.public_id), "location_type": PHYSICAL}
    facts = (venue.name, venue.formatted_address, venue.street, venue.city, venue.region, venue.postal_code)
    point = _point(venue)
    number = ids.named("location", *facts, venue.country, *map(str, point.values()))
    described = {"name": venue.name or venue.city, "description": _description(venue)}
    return {
        "id": number,
        "location_type": PHYSICAL,
        **{name: text for name, text in described.items() if text},
        **point,
    }


def _description(venue: Venue) -> str:
    where = "" if venue.precision == Precision.EXACT and venue.street else venue.formatted_address
    rough = "" if venue.precision == Precision.EXACT else "The point on the map is approximate."
    return " ".join(filter(None, (where and f"{where.rstrip('.')}.", rough, venue.notes)))


def _point(venue: Venue) -> Item:
    if venue.latitude is None or venue.longitude is None:
        return {}
    decimals = EXACT_DECIMALS if venue.precision == Precision.EXACT else ROUGH_DECIMALS
    return {"latitude": round(venue.latitude, decimals), "longitude": round(venue.longitude, decimals)}


def _addresses(venue: Venue, location_id: str) -> Iterator[Item]:
    """Yield the address; HSDS demands all its parts, and one that a country does not use is empty."""
    if venue.precision == Precision.EXACT and venue.street and venue.city and venue.country:
        yield {
            "id": ids.named("address", location_id),
            "location_id": location_id,
            "address_1": venue.street,
            "city": venue.city,
            "state_province": venue.region,
            "postal_code": venue.postal_code,
            "country": venue.country,
            "address_type": PHYSICAL,
        }


def _accessibility(listing: Listing, location_id: str) -> Iterator[Item]:
    for item in listing.attributes:
        words = _ACCESS.get((item.key, item.value))
        if words:
            number = ids.named("accessibility", listing.public_id, item.key)
            yield {"id": number, "location_id": location_id, "description": words}


def _virtual(listing: Listing, publisher: Publisher) -> Item:
    join = _shown(listing.join)
    address = web_address(join.url) if join else ""
    page = publisher.page(listing)
    told = (join.notes if join else "") or _how_to_join(listing.join)
    return {
        "id": ids.named("virtual location", listing.public_id),
        "location_type": VIRTUAL,
        **({"url": address} if address else {}),
        "name": "By phone" if listing.attendance == Attendance.PHONE else "Online",
        "description": " ".join(filter(None, (told, f"Look here before you join: {page}"))),
    }


def _how_to_join(join: Join | None) -> str:
    return _HIDDEN.get(join.visibility, "") if join is not None else ""


def _shown(join: Join | None) -> Join | None:
    """Return the link where anybody may always see it: a record is kept for longer than a day."""
    return join if join is not None and join.visibility == JoinVisibility.PUBLIC else None


def _phones(join: Join | None, owner: str) -> Iterator[Item]:
    shown = _shown(join)
    if shown is not None and shown.phone:
        yield {
            "id": ids.named("phone", owner),
            "service_at_location_id": owner,
            "number": shown.phone,
            "type": "voice",
            "description": "To take part by phone.",
        }
