"""Rows of the dialect for listings that did not come from a BMLT server."""

from meetfinder.directory.listing import Listing
from meetfinder.directory.recurrence import LAST, Recurrence
from meetfinder.exchange.bmlt.kept import venue_of
from meetfinder.exchange.bmlt.loose import number_text
from meetfinder.exchange.bmlt.rows import USUAL_DURATION, Row, clock_text
from meetfinder.exchange.bmlt.server import USUAL_LANGUAGE

_ORDINALS = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 5: "5th", LAST: "last"}
_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")


def row_of(listing: Listing, *, body: int, formats: tuple[int, ...]) -> Row:
    """Return the row of a listing under its own id here."""
    schedule = listing.schedule
    length = schedule.duration_minutes * 60 if schedule.duration_minutes else None
    place = listing.venue
    point = (place.latitude, place.longitude) if place else (None, None)
    values = {
        "id_bigint": str(listing.id),
        "service_body_bigint": str(body),
        "weekday_tinyint": str(schedule.weekday + 1),
        "venue_type": str(venue_of(listing.attendance)),
        "start_time": clock_text(schedule.start_minute * 60),
        "duration_time": clock_text(length or USUAL_DURATION),
        "time_zone": schedule.timezone,
        "lang_enum": listing.languages[0].split("-")[0] if listing.languages else USUAL_LANGUAGE,
        "latitude": "" if point[0] is None else number_text(point[0]),
        "longitude": "" if point[1] is None else number_text(point[1]),
        "meeting_name": listing.name or listing.group_name,
        "comments": "\n".join(filter(None, (_weeks(schedule.recurrence, schedule.weekday), listing.notes))),
    }
    return Row(
        id=listing.id,
        values=values | _place(listing) | _join(listing),
        weekday=schedule.weekday,
        start=schedule.start_minute * 60,
        duration=length,
        venue=venue_of(listing.attendance),
        body=body,
        formats=formats,
        latitude=point[0],
        longitude=point[1],
    )


def _place(listing: Listing) -> dict[str, str]:
    place = listing.venue
    if place is None:
        return {}
    return {
        "location_text": place.name,
        "location_info": place.notes,
        "location_street": place.street,
        "location_municipality": place.city,
        "location_province": place.region,
        "location_postal_code_1": place.postal_code,
        "location_nation": place.country,
    }


def _join(listing: Listing) -> dict[str, str]:
    join = listing.join
    if join is None:
        return {}
    return {
        "virtual_meeting_link": join.url,
        "phone_meeting_number": join.phone,
        "virtual_meeting_additional_info": join.notes,
    }


def _weeks(rule: Recurrence, weekday: int) -> str:
    """Say which weeks are meant; the dialect has weekly meetings only, so it stands in the comments."""
    if rule.kind == "monthly":
        which = ", ".join(_ORDINALS[nth] for nth in rule.nths)
        return f"Only on the {which} {_DAYS[weekday]} of the month."
    if rule.kind == "every_n_weeks":
        since = f", counted from {rule.anchor.isoformat()}" if rule.anchor else ""
        return f"Only every {rule.interval} weeks{since}."
    ends = [f"until {rule.ends_on.isoformat()}"] if rule.ends_on else []
    starts = [f"from {rule.starts_on.isoformat()}"] if rule.starts_on else []
    return f"Only {' '.join(starts + ends)}." if starts or ends else ""
