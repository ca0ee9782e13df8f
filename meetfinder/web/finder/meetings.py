"""The page of one meeting: may I come, how do I get in, what happens."""

from datetime import timedelta
from itertools import islice

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from meetfinder.directory import fellowship_reading, reading, whereabouts
from meetfinder.directory.listing import Listing
from meetfinder.directory.naming import id_of
from meetfinder.directory.schedule import DateException, Occurrence, occurrences
from meetfinder.web.finder.vocabulary import now, today
from meetfinder.web.site import settings

NEXT_DATES = 3
HORIZON = timedelta(days=400)
EXCEPTIONS_SHOWN_FOR = timedelta(days=90)
ASKED = (
    "access",
    "speaking_optional",
    "leadership",
    "cost",
    "children",
    "wheelchair_step_free",
    "med_psychiatric",
    "med_moud",
)
"""What people want to know before they go (story S5): where it is not stated, the page says so."""
SAID_BY_A_FORMAT = {
    "access": ("open", "closed"),
    "wheelchair_step_free": ("wheelchair-access",),
    "children": ("childcare", "child-friendly", "no-children"),
}
"""Formats that answer one of these questions."""


def meeting(slug: str) -> Response | str | tuple[str, int]:
    """Show a meeting; 301 where the slug is out of date, 404 where it never was, 410 where it is gone."""
    public_id = id_of(slug)
    listing = reading.listing_by_public_id(public_id, now=now())
    if listing is None:
        return _elsewhere_or_gone(public_id)
    if listing.slug != slug:
        return redirect(url_for("finder.meeting", slug=listing.slug), 301)
    fellowship = listing.fellowship
    return render_template(
        "finder/meeting.html",
        listing=listing,
        dates=next_dates(listing),
        changes=changes(listing),
        not_stated=[key for key in ASKED if not is_stated(listing, key)],
        facts=fellowship_reading.fellowship(fellowship.slug) if fellowship else None,
        near=area_of(listing),
        help_country=listing.venue.country if listing.venue else "",
    )


def meeting_by_id(public_id: str) -> Response | tuple[str, int]:
    """Send a share link or code on paper to the page it stands for."""
    listing = reading.listing_by_public_id(public_id, now=now())
    if listing is None:
        return _elsewhere_or_gone(public_id)
    return redirect(url_for("finder.meeting", slug=listing.slug), 302)


def _elsewhere_or_gone(public_id: str) -> Response | tuple[str, int]:
    later = whereabouts.moved_to(public_id)
    listing = reading.listing_by_public_id(later, now=now()) if later else None
    if listing is not None:
        return redirect(url_for("finder.meeting", slug=listing.slug), 301)
    if not whereabouts.was_listed(public_id):
        abort(404)
    return render_template("finder/meeting_gone.html", country=settings().country), 410


def next_dates(listing: Listing) -> tuple[Occurrence, ...]:
    """Return the next dates on which it is held, one that is running included; none while it is paused."""
    if listing.status == "paused":
        return ()
    return tuple(islice(occurrences(listing.schedule, after=now(), before=now() + HORIZON), NEXT_DATES))


def changes(listing: Listing) -> tuple[DateException, ...]:
    """Return the cancelled and moved dates of the coming months."""
    first, last = today() - timedelta(days=1), today() + EXCEPTIONS_SHOWN_FOR
    return tuple(item for item in listing.schedule.exceptions if first <= item.on <= last)


def is_stated(listing: Listing, key: str) -> bool:
    """Say whether the listing answers a question, by an attribute or by one of its formats."""
    formats = SAID_BY_A_FORMAT.get(key, ())
    return bool(listing.stated(key)) or any(listing.has_format(slug) for slug in formats)


def area_of(listing: Listing) -> str:
    """Return the area around a venue for an address, its point to two decimals; else an empty text."""
    venue = listing.venue
    if venue is None or venue.latitude is None or venue.longitude is None:
        return ""
    return f"@{venue.latitude:.2f},{venue.longitude:.2f}"
