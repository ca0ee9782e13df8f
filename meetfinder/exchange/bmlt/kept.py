"""What is kept of a BMLT row that has no place of its own here, so that its own face can give it back.

It travels in `MeetingFacts.extra["bmlt"]` and is stored with the meeting. A value that the directory holds
too is given back in the source's own spelling as long as the directory still says the same; where it was
changed since (a moderator's correction, a moved point), the directory's value is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from meetfinder.directory.models import Attendance
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
from meetfinder.exchange.meeting_guide.words import normal

KEY = "bmlt"
VALUES, FORMATS, HELD, READ = "values", "formats", "held", "read"
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
_SAME_PLACE = 1e-6
"""Degrees: a tenth of a metre."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the directory says of a meeting now."""

    name: str
    weekday: int
    start_minute: int
    duration_minutes: int | None
    attendance: str
    youth: bool
    point: tuple[float, float] | None
    words: Mapping[str, str]
    """Name and address under the names that their fields have in the dialect."""


def keep(
    raw: Mapping[str, str], *, formats: tuple[int, ...] | None, held: str, read: Mapping[str, str]
) -> dict[str, Any]:
    """Return what to keep of a row.

    `held` says why it is paused here although its source lists it, `read` how its words were understood.
    """
    values = {key: raw[key] for key in raw if raw[key] and key not in COMPUTED and key not in PRIVATE}
    kept: dict[str, Any] = {VALUES: values, FORMATS: None if formats is None else list(formats)}
    understood = {key: text for key, text in read.items() if text != values.get(key, "")}
    return {KEY: kept | {key: item for key, item in ((HELD, held), (READ, understood)) if item}}


def restore(number: int, kept: Mapping[str, Any], told: Told, *, body: int | None = None) -> Row:
    """Return the row of a meeting; `body` where its service body has another number than at its source."""
    values = _mended(dict(kept[VALUES]), kept.get(READ, {}), told)
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


def _mended(values: dict[str, str], read: Mapping[str, str], told: Told) -> dict[str, str]:
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
    for key, text in told.words.items():
        # One place is kept in one spelling for all its meetings, which is no correction of this one.
        known = read.get(key, values.get(key, ""))
        if text != known and normal(text) != normal(known):
            values[key] = text
    if told.point is not None and _moved(values, told.point):
        values["latitude"], values["longitude"] = map(number_text, told.point)
    return values


def _moved(values: Mapping[str, str], point: tuple[float, float]) -> bool:
    stated = decimal(values.get("latitude")), decimal(values.get("longitude"))
    return any(
        known is None or abs(known - now) > _SAME_PLACE for known, now in zip(stated, point, strict=True)
    )


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
