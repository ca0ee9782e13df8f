"""Writes meetings as GeoJSON: longitude before latitude (RFC 7946), no point where there is none. Pure."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from meetfinder.directory.listing import Join, Listing, Venue
from meetfinder.directory.models import JoinVisibility, Precision
from meetfinder.directory.schedule import DateException, rrule
from meetfinder.exchange.plain_words import clock, minutes_long, sql_time
from meetfinder.exchange.publisher import OWN_LICENCE, Publisher, is_invented, licence

Item = dict[str, Any]
MEDIA_TYPE = "application/geo+json"
DECIMALS = 6
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def write(listings: Iterable[Listing], publisher: Publisher) -> Iterator[str]:
    """Yield the text of a FeatureCollection, a line for each meeting."""
    about = _encode({"credit": publisher.credit(), "license": OWN_LICENCE, "publisher": publisher.base_url})
    yield f'{{"type":"FeatureCollection",{about[1:-1]},"features":[\n'
    comma = ""
    for listing in listings:
        yield comma + _encode(feature(listing, publisher))
        comma = ",\n"
    yield "\n]}\n"


def feature(listing: Listing, publisher: Publisher) -> Item:
    """Return a meeting; its geometry is null when one cannot go there, or nobody may know where."""
    return {
        "type": "Feature",
        "id": listing.public_id,
        "geometry": _point(listing),
        "properties": _properties(listing, publisher),
    }


def _point(listing: Listing) -> Item | None:
    venue = listing.venue
    if venue is None or not listing.in_person or venue.latitude is None or venue.longitude is None:
        return None
    return {
        "type": "Point",
        "coordinates": [round(venue.longitude, DECIMALS), round(venue.latitude, DECIMALS)],
    }


def _properties(listing: Listing, publisher: Publisher) -> Item:
    schedule, card = listing.schedule, listing.fellowship
    properties = {
        "name": f"Demo (invented): {listing.name}" if is_invented(listing) else listing.name,
        "slug": listing.slug,
        "day": schedule.weekday,
        "time": clock(schedule.start_minute),
        "end_time": clock(schedule.start_minute + minutes_long(schedule)),
        "timezone": schedule.timezone,
        "recurrence": rrule(schedule),
        "exceptions": [_exception(item) for item in schedule.exceptions],
        "attendance": listing.attendance,
        "group": listing.group_name,
        "fellowship": card.slug if card else None,
        "kind": card.kind if card else None,
        "dual_focus": listing.dual_focus,
        "formats": [item.slug for item in listing.formats],
        "languages": list(listing.languages),
        "attributes": [
            {"key": item.key, "value": item.value, "said_by": item.said_by} for item in listing.attributes
        ],
        "notes": listing.notes,
        "website": listing.group_website,
        **_venue(listing.venue),
        **_join(listing.join),
        "updated": sql_time(listing.updated_at),
        "confirmed_on": listing.confirmed_on.isoformat() if listing.confirmed_on else None,
        "url": publisher.page(listing),
        "source": publisher.source_name(listing),
        "license": licence(listing),
        "invented": is_invented(listing) or None,
    }
    return {key: value for key, value in properties.items() if value not in ("", None, [])}


def _venue(venue: Venue | None) -> Item:
    if venue is None:
        return {}
    return {
        "location": venue.name,
        "formatted_address": venue.formatted_address,
        "city": venue.city,
        "state": venue.region,
        "postal_code": venue.postal_code,
        "country": venue.country,
        "location_notes": venue.notes,
        "precision": venue.precision,
        "approximate": venue.precision != Precision.EXACT,
    }


def _join(join: Join | None) -> Item:
    if join is None or join.visibility != JoinVisibility.PUBLIC:
        return {}
    return {
        "conference_url": join.url,
        "conference_phone": join.phone,
        "conference_url_notes": join.notes,
    }


def _exception(item: DateException) -> Item:
    moved = {"moved_to": item.moved_to.isoformat(timespec="minutes")} if item.moved_to else {}
    return {"on": item.on.isoformat(), "kind": item.kind, **moved}
