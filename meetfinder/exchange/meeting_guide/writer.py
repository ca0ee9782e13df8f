"""Writes a Meeting Guide list (reference/meeting-guide.md §9): listings in, text out. Pure.

Only what a client of such a list shows as it is gets a row. Left out are: what is not held every week, or not
at present; what is paused; meetings where only an area may be known (minors, homes, refuges), because clients
call them inactive; meetings joined from afar whose link is not public or of a service that no client knows.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from json.encoder import encode_basestring
from typing import NamedTuple

from meetfinder.directory.listing import Listing, Venue
from meetfinder.directory.models import JoinVisibility, MeetingStatus, Precision
from meetfinder.exchange.meeting_guide import address_line
from meetfinder.exchange.meeting_guide.clients import (
    LONGEST_MINUTES,
    accepted_link,
    accepted_phone,
    accepted_site,
)
from meetfinder.exchange.meeting_guide.types import types_of
from meetfinder.exchange.plain_words import MINUTES_PER_DAY, clock, minutes_long, sql_time
from meetfinder.exchange.publisher import Publisher, is_invented, licence

DECIMALS = 5
LONGEST_NAME = 255
INVENTED = "Demo: invented. Do not travel to it."
Value = str | float | list[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is the same for every row."""

    publisher: Publisher
    today: date
    """Says whether a meeting with a range of dates is held now, and which cancelled dates lie ahead."""
    fellowships: Mapping[str, str] = field(default_factory=dict)
    """Codes of `types.fellowship_codes`."""
    languages: Mapping[str, str] = field(default_factory=dict)
    """BCP 47 tags to codes of the specification."""
    shared_region: str = ""
    """What nearly all rows are in; readers offer regions to choose from, and this one would be no choice."""


class _Ways(NamedTuple):
    """How one can take part as far as clients understand it."""

    door: Venue | None
    link: str
    phone: str
    notes: str

    @property
    def option(self) -> str:
        remote = bool(self.link or self.phone)
        return ("hybrid" if remote else "in_person") if self.door else "online"


def write(listings: Iterable[Listing], context: Context) -> Iterator[str]:
    """Yield the text of the list: an opening line, then a line for each row."""
    made = (row(listing, context) for listing in listings)
    return lined(filter(None, made))


def lined(rows: Iterable[str]) -> Iterator[str]:
    """Yield the text of a list of these rows."""
    opening = "[\n"
    for made in rows:
        yield opening + made
        opening = ",\n"
    yield "[]\n" if opening == "[\n" else "\n]\n"


def row(listing: Listing, context: Context) -> str | None:
    """Return the row of a listing as JSON, without empty fields; None where no client would show it as it is.

    It is put together of pieces, because what many rows share is written once and remembered as text.
    """
    ways = _ways(listing)
    if ways is None or not _is_held_weekly(listing, context.today):
        return None
    schedule, publisher, invented = listing.schedule, context.publisher, is_invented(listing)
    shared = context.shared_region
    name = listing.name or listing.group_name or "Meeting"
    length, page = minutes_long(schedule), publisher.page(listing)
    codes = types_of(
        listing,
        fellowships=context.fellowships,
        languages=context.languages,
        in_person=ways.door is not None,
    )
    pieces = [
        _text("name", (f"Demo: {name}" if invented else name)[:LONGEST_NAME]),
        _text("slug", listing.slug),
        _when(schedule.weekday, schedule.start_minute, length, schedule.timezone),
        _fields(types=codes),
        _text("attendance_option", ways.option),
        _area(listing.venue, schedule.timezone, shared) if ways.door is None else _door(ways.door, shared),
        _joining(ways),
        _text("group", "" if listing.group_name == listing.name else listing.group_name),
        _text("group_notes", listing.group_notes),
        _text("website", accepted_site(listing.group_website) if listing.group_website else ""),
        _text("notes", _notes(listing, ways, length, context.today)),
        _text("updated", sql_time(listing.updated_at)),
        _text("url", page),
        _text("feedback_url", f"mailto:{publisher.contact}" if publisher.contact else page),
        _credit(publisher, publisher.source_name(listing), licence(listing), invented),
    ]
    return "{" + ",".join(filter(None, pieces)) + "}"


def _text(name: str, value: str) -> str:
    """Return a field that is a text as JSON, or an empty text where it has none."""
    return f'"{name}":{encode_basestring(value)}' if value else ""


def _fields(**fields: Value) -> str:
    """Return fields of any kind as JSON without braces; what is empty is left out."""
    given = [(name, value) for name, value in fields.items() if value or value == 0]
    return ",".join([f'"{name}":{_json(value)}' for name, value in given])


def _json(value: Value) -> str:
    """Return the JSON of a value, as `json` writes it but without its long way to the few kinds there are."""
    if isinstance(value, str):
        return encode_basestring(value)
    return f"[{','.join(map(encode_basestring, value))}]" if isinstance(value, list) else repr(value)


@lru_cache(maxsize=8192)
def _when(weekday: int, start_minute: int, length: int, timezone: str) -> str:
    return _fields(
        day=weekday,
        time=clock(start_minute),
        end_time=clock(start_minute + min(length, LONGEST_MINUTES)),
        timezone=timezone,
    )


@lru_cache(maxsize=8192)
def _door(venue: Venue, shared: str) -> str:
    # Written out, because half of the rows have a place of their own.
    pieces = [
        _text("location", venue.name),
        _text("location_notes", venue.notes),
        *[_text(name, value) for name, value in address_line.of_door(venue).items()],
        '"approximate":"no"',
    ]
    if venue.precision == Precision.EXACT and venue.latitude is not None and venue.longitude is not None:
        # An imprecise point is not given: clients would draw a route to it. The address itself is a real one.
        point = round(venue.latitude, DECIMALS), round(venue.longitude, DECIMALS)
        pieces.append(f'"latitude":{point[0]!r},"longitude":{point[1]!r}')
    regions = _regions(venue.region, venue.city, shared=shared)
    if regions:
        pieces.append(f'"regions":{_json(regions)}')
    return ",".join(filter(None, pieces))


@lru_cache(maxsize=1024)
def _area(venue: Venue | None, timezone: str, shared: str) -> str:
    area = address_line.of_area(venue, timezone=timezone)
    regions = _regions(area["state"], area["city"], shared=shared)
    return _fields(**area, approximate="yes", regions=regions)


def _joining(ways: _Ways) -> str:
    if not ways.link and not ways.phone:
        return ""
    return _fields(
        conference_url=ways.link,
        conference_url_notes=ways.notes if ways.link else "",
        conference_phone=ways.phone,
        conference_phone_notes="" if ways.link else ways.notes,
    )


@lru_cache(maxsize=1024)
def _credit(publisher: Publisher, source_name: str, terms: str, invented: bool) -> str:
    """Return who publishes a row, where it was read, and under which terms."""
    return _fields(
        entity=publisher.name,
        entity_url=publisher.base_url,
        entity_website_url=publisher.base_url,
        data_source_name=source_name + (" (invented)" if invented else ""),
        license=terms,
    )


def _ways(listing: Listing) -> _Ways | None:
    """Return how one can take part, or None where a client would call the meeting inactive."""
    if listing.status != MeetingStatus.ACTIVE:
        return None
    link = phone = notes = ""
    join = listing.join
    if join is not None and join.visibility == JoinVisibility.PUBLIC:
        link, phone = accepted_link(join.url), accepted_phone(join.phone)
        notes = join.notes
    door = listing.venue if listing.in_person and _is_door(listing.venue) else None
    if door is None and not link and not phone:
        return None
    return _Ways(door, link, phone, notes)


def _is_door(venue: Venue | None) -> bool:
    """Say whether one can find it: a street or a building, or at least its exact point."""
    if venue is None or venue.precision == Precision.AREA:
        return False
    return bool(venue.street or venue.name) or venue.precision == Precision.EXACT


def _is_held_weekly(listing: Listing, today: date) -> bool:
    rule = listing.schedule.recurrence
    begun = rule.starts_on is None or rule.starts_on <= today
    over = rule.ends_on is not None and rule.ends_on < today
    return rule.kind == "weekly" and begun and not over


def _regions(*names: str, shared: str) -> list[str]:
    """Return the names, the larger region first, that tell rows apart."""
    return list(dict.fromkeys(name for name in names if name and name != shared))


def _notes(listing: Listing, ways: _Ways, length: int, today: date) -> str:
    """Return what a client has no field for: that it is a demo, dates without a meeting, a late end."""
    said = [INVENTED] if is_invented(listing) else []
    for item in listing.schedule.exceptions:
        if item.on >= today:
            instead = f" Instead: {item.moved_to:%Y-%m-%d at %H:%M}." if item.moved_to else ""
            said.append(f"No meeting on {item.on:%Y-%m-%d}.{instead}")
    if length == MINUTES_PER_DAY:
        said.append("Lasts 24 hours.")
    elif length > LONGEST_MINUTES:
        said.append(f"Ends at {clock(listing.schedule.start_minute + length)}.")
    if ways.door is None and listing.venue:
        # Without a door there is no venue to note anything of, and the words may say how to join.
        said.append(listing.venue.notes)
    return "\n\n".join(filter(None, [*said, listing.notes])) if said else listing.notes
