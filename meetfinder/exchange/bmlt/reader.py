"""Reads the rows of a BMLT server: JSON objects in, proposals out, or the reason why one is refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from meetfinder.clock import zone
from meetfinder.directory.models import Attendance, MeetingStatus, Precision
from meetfinder.directory.proposal import GroupFacts, MeetingFacts, PlaceFacts, Proposal
from meetfinder.directory.schedule import Recurrence, Schedule
from meetfinder.exchange.bmlt import kept
from meetfinder.exchange.bmlt.codes import CLOSED_FOR_NOW, HYBRID, ONLINE, CodeMap, Decoded
from meetfinder.exchange.bmlt.formats import FormatLabel
from meetfinder.exchange.bmlt.loose import decimal, integer
from meetfinder.exchange.bmlt.rows import HYBRID as HYBRID_VENUE
from meetfinder.exchange.bmlt.rows import VIRTUAL, seconds, stored_duration
from meetfinder.exchange.meeting_guide import countries, stated, words
from meetfinder.moderation.lint import clean

ZoneAt = Callable[[float, float], str]
NO_ZONE, NOT_PUBLISHED, NOT_A_NUMBER, NOT_A_TIME, NOT_A_DAY = (
    "no_zone",
    "not_published",
    "not_a_number",
    "not_a_time",
    "not_a_day",
)
UNKNOWN_WEEKS, NO_USABLE_PLACE, NO_WAY_TO_JOIN = "unknown_weeks", "no_usable_place", "no_way_to_join"
LONGEST_MINUTES = 24 * 60
_KEPT_AS_THEY_ARE = frozenset(
    {
        "id_bigint",
        "worldid_mixed",
        "service_body_bigint",
        "weekday_tinyint",
        "venue_type",
        "start_time",
        "duration_time",
        "time_zone",
        "lang_enum",
        "longitude",
        "latitude",
        "location_postal_code_1",
        "phone_meeting_number",
        "virtual_meeting_link",
    }
)
"""Fields in which no person can be named; the number and the link are how one takes part."""


@dataclass(frozen=True, slots=True)
class Refused(Exception):
    """A row that cannot be listed: the field at fault and a reason code."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reader:
    """What is known of a server before its rows are read."""

    codes: CodeMap
    formats: Mapping[int, FormatLabel]
    """By id, in the language of the server."""
    zone_at: ZoneAt
    fellowship: str = ""
    """Slug; empty: the groups are independent."""
    without_formats: frozenset[int] = frozenset()
    """Rows of which the server said that it stores nothing at all as their formats."""

    def read(self, row: Mapping[str, Any]) -> Proposal:
        """Return the proposal of a row; raise Refused."""
        raw = _cleaned({key: _text(value) for key, value in row.items()})
        number = integer(raw.get("id_bigint", ""))
        if number <= 0:
            raise Refused("id_bigint", NOT_A_NUMBER)
        if raw.get("published", "1") != "1":
            raise Refused("published", NOT_PUBLISHED)
        ids = tuple(integer(part) for part in raw.get("format_shared_id_list", "").split(",") if part)
        decoded = self.codes.decode(self.formats[item] for item in ids if item in self.formats)
        meeting = self._meeting(number, raw, decoded, ids)
        name = words.line(raw.get("meeting_name", "")) or meeting.name
        group = GroupFacts(key=str(number), name=name, fellowship=self.fellowship)
        return Proposal(key=str(number), group=group, meetings=(meeting,))

    def _meeting(
        self, number: int, raw: Mapping[str, str], decoded: Decoded, ids: tuple[int, ...]
    ) -> MeetingFacts:
        attendance = _attendance(raw, decoded)
        place = _place(raw, attendance)
        name = words.line(raw.get("meeting_name", "")) or "NA"
        notes = words.paragraphs(raw.get("comments", ""))
        weekday = _weekday(raw)
        weeks = stated.recurrence(name=name, notes=notes, weekday=weekday)
        held = _held(raw, attendance, decoded, weeks)
        formats = None if not ids and number in self.without_formats else ids
        return MeetingFacts(
            key=str(number),
            name=name,
            schedule=Schedule(weekday, _start(raw), _minutes(raw), self._zone(raw), weeks or Recurrence()),
            attendance=attendance,
            status=MeetingStatus.PAUSED if held else MeetingStatus.ACTIVE,
            place=place,
            join_url=words.web_address(raw.get("virtual_meeting_link", ""), limit=500),
            join_phone=words.line(raw.get("phone_meeting_number", ""), limit=80),
            join_notes=words.paragraphs(raw.get("virtual_meeting_additional_info", ""), limit=1000),
            formats=decoded.slugs,
            languages=decoded.languages,
            notes=notes,
            youth=decoded.youth or stated.for_youth(name),
            attributes=decoded.attributes,
            extra=kept.keep(raw, formats=formats, held=held, read=_understood(name, place)),
        )

    def _zone(self, raw: Mapping[str, str]) -> str:
        """Return the zone that the row states, else that of its point."""
        name = raw.get("time_zone", "")
        if name:
            try:
                return zone(name).key
            except ValueError:
                pass
        point = _point(raw)
        found = self.zone_at(*point) if point else ""
        if not found:
            raise Refused("time_zone", NO_ZONE)
        return found


def _text(value: Any) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, (int, float)) else ""


def _cleaned(raw: Mapping[str, str]) -> dict[str, str]:
    """Return the row without what names or exposes a person: its own face gives these words back."""
    country = countries.alpha2(raw.get("location_nation", ""))
    return {
        key: text
        if key in _KEPT_AS_THEY_ARE or not text
        else clean(text, country=country, keep_passcodes=key == "virtual_meeting_additional_info").text
        for key, text in raw.items()
    }


def _weekday(raw: Mapping[str, str]) -> int:
    weekday = integer(raw.get("weekday_tinyint", "")) - 1
    if weekday not in range(7):
        raise Refused("weekday_tinyint", NOT_A_DAY)
    return weekday


def _start(raw: Mapping[str, str]) -> int:
    start = seconds(raw.get("start_time", ""))
    if start is None or start // 60 >= LONGEST_MINUTES:
        raise Refused("start_time", NOT_A_TIME)
    return start // 60


def _minutes(raw: Mapping[str, str]) -> int | None:
    """Return the duration; nothing for the text that stands for none and for what cannot be."""
    length = stored_duration(raw.get("duration_time", ""))
    return length // 60 if length and 0 < length // 60 <= LONGEST_MINUTES else None


def _attendance(raw: Mapping[str, str], decoded: Decoded) -> Attendance:
    venue = integer(raw.get("venue_type", ""))
    if venue == HYBRID_VENUE or (not venue and HYBRID in decoded.signals):
        return Attendance.HYBRID
    if venue == VIRTUAL or (not venue and ONLINE in decoded.signals):
        only_phone = raw.get("phone_meeting_number") and not raw.get("virtual_meeting_link")
        return Attendance.PHONE if only_phone else Attendance.ONLINE
    return Attendance.IN_PERSON


def _held(raw: Mapping[str, str], attendance: Attendance, decoded: Decoded, weeks: Recurrence | None) -> str:
    """Return why nobody should be sent there now, or an empty text."""
    from_afar = bool(raw.get("virtual_meeting_link") or raw.get("phone_meeting_number"))
    if CLOSED_FOR_NOW in decoded.signals and (attendance == Attendance.IN_PERSON or not from_afar):
        return CLOSED_FOR_NOW
    if weeks is None:
        return UNKNOWN_WEEKS
    if attendance == Attendance.IN_PERSON:
        door = raw.get("location_street") or raw.get("location_text")
        return "" if door else NO_USABLE_PLACE
    return "" if from_afar or attendance == Attendance.HYBRID else NO_WAY_TO_JOIN


def _point(raw: Mapping[str, str]) -> tuple[float, float] | None:
    """Return the point; none where the server has the zeros that stand for nothing."""
    latitude, longitude = decimal(raw.get("latitude")), decimal(raw.get("longitude"))
    if latitude is None or longitude is None or not (latitude or longitude):
        return None
    sound = abs(latitude) <= 90 and abs(longitude) <= 180  # noqa: PLR2004  Degrees of a sphere.
    return (latitude, longitude) if sound else None


def _place(raw: Mapping[str, str], attendance: Attendance) -> PlaceFacts | None:
    """Return where it is held; of a meeting without a door only the area it belongs to."""

    def field(name: str, limit: int = 255) -> str:
        return words.line(raw.get(f"location_{name}", ""), limit=limit)

    point = _point(raw) or (None, None)
    city = field("municipality", 120) or field("city_subsection", 120) or field("neighborhood", 120)
    going = attendance in {Attendance.IN_PERSON, Attendance.HYBRID}
    street = field("street") if going else ""
    parts = (
        street,
        city,
        " ".join(filter(None, (field("province"), field("postal_code_1")))),
        field("nation"),
    )
    if not any((*parts, point[0])):
        return None
    return PlaceFacts(
        name=field("text") if going else "",
        street=street,
        city=city,
        region=field("province", 120),
        postal_code=field("postal_code_1", 20) if going else "",
        country=countries.alpha2(field("nation")),
        formatted_address=", ".join(filter(None, parts)),
        latitude=point[0],
        longitude=point[1],
        precision=Precision.EXACT if going else Precision.AREA,
        notes=_directions(raw) if going else "",
    )


def _directions(raw: Mapping[str, str]) -> str:
    found = (words.paragraphs(raw.get(key, "")) for key in ("location_info", "bus_lines", "train_lines"))
    return "\n".join(filter(None, found))[:2000].rstrip()


def _understood(name: str, place: PlaceFacts | None) -> dict[str, str]:
    return {
        "meeting_name": name,
        "location_text": place.name if place else "",
        "location_street": place.street if place else "",
        "location_municipality": place.city if place else "",
        "location_province": place.region if place else "",
        "location_postal_code_1": place.postal_code if place else "",
    }
