"""Listings to write: plain values, no database."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from meetfinder.directory.listing import FellowshipCard, FormatCard, Join, Listing, SourceCard, Stated, Venue
from meetfinder.directory.naming import meeting_slug, public_id
from meetfinder.directory.schedule import Schedule
from meetfinder.exchange.publisher import Publisher

TODAY = date(2026, 11, 23)
UPDATED = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
PUBLISHER = Publisher(name="Meetfinder", base_url="https://meetings.example.org")
DRA = FellowshipCard(
    "dual-recovery-anonymous", "Dual Recovery Anonymous", "DRA", "dual-diagnosis", False, True
)
ZOOM = Join(url="https://zoom.us/j/1234567890", phone="", notes="Passcode 1212", visibility="public")
HALL = Venue(
    name="Community hall",
    street="1 Main Street",
    city="Buda",
    region="TX",
    postal_code="78610",
    country="US",
    formatted_address="1 Main Street, Buda, TX 78610, USA",
    latitude=30.0851987,
    longitude=-97.8402543,
    precision="exact",
    notes="Back door",
)
AREA = replace(
    HALL, name="", street="", postal_code="", formatted_address="Buda, TX", latitude=30.1, longitude=-97.8,
    precision="area", notes="",
)  # fmt: skip
LIST = SourceCard("a-list", "A list", "CC0", republish=True, demo=False, last_good_read=UPDATED)
DEMO = SourceCard("demo", "Demo", None, republish=False, demo=True, last_good_read=None)
TUESDAY_EVENING = Schedule(weekday=2, start_minute=19 * 60, duration_minutes=75, timezone="America/Chicago")


def a_listing(number: int = 1, **changes: Any) -> Listing:
    """Return an in-person group of DRA in Buda, Texas, Tuesdays at 19:00, with `changes`."""
    made = public_id("sample", str(number))
    listing = Listing(
        id=number,
        public_id=made,
        slug="",
        name="Tuesday Hope",
        status="active",
        group_name="Hope Group",
        group_public_id=public_id("sample group", str(number)),
        group_slug=f"buda-group-{public_id('sample group', str(number))}",
        group_website="https://hope.example.org",
        group_notes="",
        fellowship=DRA,
        schedule=TUESDAY_EVENING,
        attendance="in_person",
        venue=HALL,
        join=None,
        formats=(),
        languages=(),
        attributes=(),
        notes="",
        youth=False,
        confirmed_on=None,
        updated_at=UPDATED,
        source=None,
        source_url="",
    )
    listing = replace(listing, **changes)
    slug = meeting_slug(
        town=listing.venue.city if listing.venue else "",
        weekday=listing.schedule.weekday,
        start_minute=listing.schedule.start_minute,
        public_id=listing.public_id,
    )
    return replace(listing, slug=slug)


def a_format(slug: str, code: str | None) -> FormatCard:
    return FormatCard(slug, slug.capitalize(), slug.capitalize(), "content", code)


def said(key: str, value: str) -> Stated:
    return Stated(key, value, "organizer", None)
