"""What of a place and of a way to join may be published: one rule for pages, feeds and distances."""

from datetime import datetime

from meetfinder.clock import utc, zone
from meetfinder.directory.listing import Join, Venue
from meetfinder.directory.models import JoinVisibility, Precision
from meetfinder.directory.schedule import Schedule, next_occurrence

AREA_DECIMALS = 1
"""A tenth of a degree, some ten kilometres: an area and no house."""


def public_point(
    latitude: float | None, longitude: float | None, *, area_only: bool
) -> tuple[float, float] | None:
    """Return the point that may be known, or nothing."""
    if latitude is None or longitude is None:
        return None
    if area_only:
        return round(latitude, AREA_DECIMALS), round(longitude, AREA_DECIMALS)
    return latitude, longitude


def is_area_only(*, youth: bool, precision: str | None) -> bool:
    """Say whether minors may be expected, or the address is a home or refuge, so only an area is shown."""
    return youth or precision == Precision.AREA


def public_venue(venue: Venue, *, area_only: bool) -> Venue:
    """Return what may be shown of a venue: all of it, or its town, region, country and a rounded point."""
    if not area_only:
        return venue
    point = public_point(venue.latitude, venue.longitude, area_only=True)
    return Venue(
        name="",
        street="",
        city=venue.city,
        region=venue.region,
        postal_code="",
        country=venue.country,
        formatted_address=", ".join(filter(None, (venue.city, venue.region))),
        latitude=None if point is None else point[0],
        longitude=None if point is None else point[1],
        precision=Precision.AREA,
        notes="",
    )


def public_join(join: Join, *, youth: bool, schedule: Schedule, now: datetime) -> Join | None:
    """Return how to join as far as it may be shown at `now` (aware).

    Nothing at all for youth meetings. Link, number and notes only where their visibility is `public`, or
    `on_the_day` while the meeting runs or on the date in its zone on which it takes place.
    """
    if youth:
        return None
    if join.visibility == JoinVisibility.PUBLIC:
        return join
    if join.visibility == JoinVisibility.ON_THE_DAY and takes_place_today(schedule, now=now):
        return join
    return Join(url="", phone="", notes="", visibility=join.visibility)


def takes_place_today(schedule: Schedule, *, now: datetime) -> bool:
    """Say whether the meeting runs at `now` or will still be held on the present date of its zone."""
    coming = next_occurrence(schedule, now=now, horizon_days=2)
    if coming is None:
        return False
    return coming.start.date() == utc(now).astimezone(zone(schedule.timezone)).date() or utc(
        coming.start
    ) <= utc(now)
