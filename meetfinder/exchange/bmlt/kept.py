"""What is kept of a BMLT row that has no place of its own here, so that its own face can give it back.

It travels in `MeetingFacts.extra["bmlt"]` and is stored with the meeting. A value that the directory holds
too is given back in the source's own spelling as long as the directory still says the same; where it was
changed since (a moderator's correction, a moved point), the directory's value is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from meetfinder.directory.models import Attendance
from meetfinder.directory.proposal import PlaceFacts
from meetfinder.directory.publishing import AREA_DECIMALS
from meetfinder.exchange.bmlt.fields import PRIVATE
from meetfinder.exchange.bmlt.loose import decimal, integer, number_text
from meetfinder.exchange.bmlt.rows import (
    HYBRID,
    IN_PERSON,
    VIRTUAL,
    Row,
    clock_text,
    seconds,
    stored_duration,
)
from meetfinder.moderation.venues import fingerprint

KEY = "bmlt"
VALUES, FORMATS, HELD, NAME, PLACE = "values", "formats", "held", "name", "place"
COMPUTED = frozenset(
    {
        "id_bigint",
        "service_body_name",
        "formats",
        "format_shared_id_list",
        "distance_in_km",
        "distance_in_miles",
        "root_server_uri",
        "root_server_id",
        "published",
    }
)
"""Fields that follow from the rest of the answer, or from the key of the row."""
_ATTENDANCE = {
    Attendance.IN_PERSON: IN_PERSON,
    Attendance.ONLINE: VIRTUAL,
    Attendance.PHONE: VIRTUAL,
    Attendance.HYBRID: HYBRID,
}
_AREA_FIELDS = frozenset(
    {"location_municipality", "location_sub_province", "location_province", "location_nation"}
)
_PLACES = frozenset(
    {"longitude", "latitude", "train_lines", "bus_lines", "virtual_meeting_link", "phone_meeting_number"}
    | {"virtual_meeting_additional_info", "comments"}
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the directory says of a meeting now."""

    name: str
    weekday: int
    start_minute: int
    duration_minutes: int | None
    attendance: str
    youth: bool
    place: str
    """Fingerprint of its location; empty: none."""
    point: tuple[float, float] | None
    address: Mapping[str, str]
    """Words of the location under the names that their fields have in the dialect."""


def keep(
    raw: Mapping[str, str], *, formats: tuple[int, ...] | None, held: str, name: str, place: PlaceFacts | None
) -> dict[str, Any]:
    """Return what to keep of a row that was understood to have this name and place.

    `held` says why it is paused here although its source lists it.
    """
    values = {key: raw[key] for key in raw if raw[key] and key not in COMPUTED and key not in PRIVATE}
    kept: dict[str, Any] = {VALUES: values, FORMATS: None if formats is None else list(formats)}
    more = {HELD: held, PLACE: fingerprint(place) if place else "", NAME: name}
    if name == values.get("meeting_name"):
        del more[NAME]
    return {KEY: kept | {key: text for key, text in more.items() if text}}


def restore(number: int, kept: Mapping[str, Any], told: Told, *, body: int | None = None) -> Row:
    """Return the row of a meeting; `body` where its service body has another number than at its source."""
    values = _mended(dict(kept[VALUES]), kept, told)
    if told.youth:
        values = area_only(values)
    formats = kept.get(FORMATS)
    own_body = integer(values.get("service_body_bigint", ""))
    values["id_bigint"] = str(number)
    values["service_body_bigint"] = str(own_body if body is None else body)
    weekday, venue = values.get("weekday_tinyint", ""), values.get("venue_type", "")
    return Row(
        id=number,
        values=values,
        weekday=integer(weekday) - 1 if weekday else None,
        start=seconds(values.get("start_time", "")),
        duration=stored_duration(values.get("duration_time", "")),
        venue=integer(venue) if venue else None,
        body=own_body if body is None else body,
        formats=None if formats is None else tuple(formats),
        latitude=decimal(values.get("latitude")),
        longitude=decimal(values.get("longitude")),
    )


def venue_of(attendance: str) -> int:
    """Return the number that stands for a kind of attendance."""
    return _ATTENDANCE[Attendance(attendance)]


def _mended(values: dict[str, str], kept: Mapping[str, Any], told: Told) -> dict[str, str]:
    """Return the values, with what the directory says where it says something else than was read."""
    if integer(values.get("weekday_tinyint", "")) - 1 != told.weekday:
        values["weekday_tinyint"] = str(told.weekday + 1)
    if (seconds(values.get("start_time", "")) or 0) // 60 != told.start_minute:
        values["start_time"] = clock_text(told.start_minute * 60)
    length = stored_duration(values.get("duration_time", ""))
    if told.duration_minutes is not None and (length or 0) // 60 != told.duration_minutes:
        values["duration_time"] = clock_text(told.duration_minutes * 60)
    if values.get("venue_type") and values["venue_type"] != str(venue_of(told.attendance)):
        values["venue_type"] = str(venue_of(told.attendance))
    if told.name != kept.get(NAME, values.get("meeting_name", "")):
        values["meeting_name"] = told.name
    if told.place != kept.get(PLACE, ""):
        # The same place in another spelling has the same fingerprint: this is another one.
        values |= told.address
        if told.point is not None:
            values["latitude"], values["longitude"] = map(number_text, told.point)
    return values


def area_only(values: Mapping[str, str]) -> dict[str, str]:
    """Return the values of a meeting of minors: the town, and a point that is no house."""
    kept = {
        key: text
        for key, text in values.items()
        if key in _AREA_FIELDS or not (key.startswith("location_") or key in _PLACES)
    }
    for key in ("latitude", "longitude"):
        number = decimal(values.get(key))
        if number is not None:
            kept[key] = number_text(round(number, AREA_DECIMALS))
    return kept
