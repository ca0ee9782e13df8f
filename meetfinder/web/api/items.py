"""Listings as JSON: Meeting Guide's names where it has one, ours for the rest (design §8).

The keys of the contract are always there, null where nothing is known; every other key only when stated.
"""

from datetime import UTC, date, datetime
from typing import Any

from meetfinder import clock
from meetfinder.directory.fellowship_reading import FellowshipFacts, Position
from meetfinder.directory.freshness import freshness_of
from meetfinder.directory.help import HelplineCard
from meetfinder.directory.listing import GroupListing, Join, Listing, SourceCard, Stated, Venue
from meetfinder.directory.schedule import DateException, Schedule, rrule
from meetfinder.search.query import FinderCard, Hit
from meetfinder.web.site import base_url

Item = dict[str, Any]
MINUTES_PER_DAY = 24 * 60
METRES = 3
"""Decimals of a distance in kilometres."""


def hit_item(hit: Hit) -> Item:
    """Return a listing that a search found."""
    return meeting_item(
        hit.listing,
        distance_km=hit.distance_km,
        next_start=hit.next.start if hit.next else None,
        running=hit.running,
    )


def meeting_item(
    listing: Listing, *, distance_km: float | None, next_start: datetime | None, running: bool
) -> Item:
    """Return a meeting; `next_start` is aware and in the meeting's zone."""
    card = listing.fellowship
    contract = {
        "name": listing.name,
        "slug": listing.slug,
        "day": listing.schedule.weekday,
        "time": _clock(listing.schedule.start_minute),
        "end_time": _end(listing.schedule),
        "timezone": listing.schedule.timezone,
        "formatted_address": (listing.venue and listing.venue.formatted_address) or None,
        "latitude": listing.venue.latitude if listing.venue else None,
        "longitude": listing.venue.longitude if listing.venue else None,
        "types": sorted({card.meeting_guide for card in listing.formats if card.meeting_guide}),
        "group": listing.group_name,
        "fellowship": card.slug if card else None,
        "kind": card.kind if card else None,
        "attendance": listing.attendance,
        "attributes": [_stated(item) for item in listing.attributes],
        "recurrence": rrule(listing.schedule),
        "exceptions": [_exception(item) for item in listing.schedule.exceptions],
        "distance_km": None if distance_km is None else round(distance_km, METRES),
        "next_start": next_start.isoformat() if next_start else None,
        "confirmed_on": _day(listing.confirmed_on),
        "source": _source(listing.source),
        "url": f"{base_url()}/meetings/{listing.slug}",
    }
    return contract | _optional(listing, running=running)


def _optional(listing: Listing, *, running: bool) -> Item:
    return {
        "id": listing.public_id,
        "status": listing.status,
        "running": running,
        "freshness": freshness_of(listing, today=clock.now().date()),
        "updated": f"{listing.updated_at.astimezone(UTC):%Y-%m-%d %H:%M:%S}",
        **stated_only(
            fellowship_name=listing.fellowship.name if listing.fellowship else "",
            dual_focus=listing.dual_focus,
            formats=[card.slug for card in listing.formats],
            languages=list(listing.languages),
            group_slug=listing.group_slug,
            group_notes=listing.group_notes,
            # Pages elsewhere may give the exact place of young people: nothing leads to them.
            website="" if listing.youth else listing.group_website,
            notes=listing.notes,
            source_url=listing.source_url,
            **_venue(listing.venue),
            **_join(listing.join),
        ),
    }


def group_item(group: GroupListing, *, distance_km: float | None = None) -> Item:
    """Return a group with the addresses of its meetings."""
    card = group.fellowship
    return {
        "name": group.name,
        "slug": group.slug,
        "status": group.status,
        "fellowship": card.slug if card else None,
        "kind": card.kind if card else None,
        "attributes": [_stated(item) for item in group.attributes],
        "meetings": [f"{base_url()}/api/v1/meetings/{meeting.slug}" for meeting in group.meetings],
        "distance_km": None if distance_km is None else round(distance_km, METRES),
        "source": _source(group.source),
        "url": f"{base_url()}/groups/{group.slug}",
        "id": group.public_id,
        "updated": f"{group.updated_at.astimezone(UTC):%Y-%m-%d %H:%M:%S}",
        **stated_only(
            fellowship_name=card.name if card else "",
            website="" if any(meeting.youth for meeting in group.meetings) else group.website,
            notes=group.notes,
            **_venue(group.venue),
        ),
    }


def fellowship_item(facts: FellowshipFacts) -> Item:
    """Return a fellowship with what it has published about medication."""
    card = facts.card
    return {
        "slug": card.slug,
        "name": card.name,
        "short_name": card.short_name,
        "kind": card.kind,
        "twelve_step": card.twelve_step,
        "for_family": card.for_family,
        "psychiatric_medication": _position(facts.psychiatric),
        "medication_for_opioid_use": _position(facts.moud),
        "url": f"{base_url()}/fellowships/{card.slug}",
        **stated_only(
            site=facts.site, finder=facts.finder, start_url=facts.start_url, countries=list(facts.countries)
        ),
    }


def finder_item(card: FinderCard) -> Item:
    """Return a fellowship's own finder."""
    return {
        "slug": card.fellowship.slug,
        "name": card.fellowship.name,
        "kind": card.fellowship.kind,
        **stated_only(site=card.site, finder=card.finder, start_url=card.start_url),
    }


def helpline_item(card: HelplineCard) -> Item:
    """Return a helpline with the source that says so and the day it was read."""
    return {
        "country": card.country,
        "name": card.name,
        "purpose": card.purpose,
        "source": card.source,
        "source_title": card.source_title,
        "read_on": card.read_on.isoformat(),
        **stated_only(
            number=card.number,
            sms=card.sms,
            url=card.url,
            hours=card.hours,
            languages=list(card.languages),
            checked_by_operator_on=_day(card.checked_by_operator_on),
        ),
        **({} if card.free is None else {"free": card.free}),
    }


def stated_only(**values: Any) -> Item:
    """Leave out what is empty, so that a reader never meets a blank text."""
    return {name: value for name, value in values.items() if value not in ("", None, [])}


def _venue(venue: Venue | None) -> Item:
    if venue is None:
        return {}
    return {
        "location": venue.name,
        "address": venue.street,
        "city": venue.city,
        "state": venue.region,
        "postal_code": venue.postal_code,
        "country": venue.country,
        "approximate": "no" if venue.precision == "exact" else "yes",
        "location_notes": venue.notes,
    }


def _join(join: Join | None) -> Item:
    if join is None:
        return {}
    return {
        "conference_url": join.url,
        "conference_url_notes": join.notes,
        "conference_phone": join.phone,
        "conference_visibility": join.visibility,
    }


def _stated(item: Stated) -> Item:
    return {"key": item.key, "value": item.value, "said_by": item.said_by, "as_of": _day(item.as_of)}


def _exception(item: DateException) -> Item:
    return {
        "date": item.on.isoformat(),
        "kind": item.kind,
        "moved_to": item.moved_to.isoformat(timespec="minutes") if item.moved_to else None,
        **stated_only(note=item.note),
    }


def _source(source: SourceCard | None) -> Item | None:
    if source is None:
        return None
    return {
        "slug": source.slug,
        "name": source.name,
        "licence": source.licence,
        "republish": source.republish,
        "demo": source.demo,
    }


def _position(position: Position | None) -> Item | None:
    if position is None:
        return None
    return {
        "sentence": position.sentence,
        "source": position.source,
        "source_title": position.source_title,
        "read_on": _day(position.read_on),
    }


def _clock(minute: int) -> str:
    hours, minutes = divmod(minute % MINUTES_PER_DAY, 60)
    return f"{hours:02}:{minutes:02}"


def _end(schedule: Schedule) -> str | None:
    if not schedule.duration_minutes:
        return None
    return _clock(schedule.start_minute + schedule.duration_minutes)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
