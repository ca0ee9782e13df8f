"""Reads one row of a BMLT server: a JSON object in, a draft of a proposal out, or why it is refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from meetfinder.clock import zone
from meetfinder.directory.models import Attendance, MeetingStatus, Precision
from meetfinder.directory.proposal import MeetingFacts, PlaceFacts
from meetfinder.directory.recurrence import WEEKLY, Recurrence
from meetfinder.directory.schedule import Schedule
from meetfinder.exchange.bmlt import kept
from meetfinder.exchange.bmlt.codes import CLOSED_FOR_NOW, HYBRID, ONLINE, CodeMap, Decoded
from meetfinder.exchange.bmlt.fields import PRIVATE
from meetfinder.exchange.bmlt.formats import FormatLabel
from meetfinder.exchange.bmlt.loose import decimal, integer
from meetfinder.exchange.bmlt.rows import HYBRID as HYBRID_VENUE
from meetfinder.exchange.bmlt.rows import VIRTUAL, seconds, stored_duration
from meetfinder.exchange.meeting_guide import closures, countries, minors, weeks, words
from meetfinder.exchange.meeting_guide.reading import Refused
from meetfinder.moderation.lint import clean

ZoneAt = Callable[[float, float], str]
UNKNOWN_WEEKS, NO_USABLE_PLACE, NO_WAY_TO_JOIN = "weeks_not_stated", "no_usable_place", "no_way_to_join"
CLOSED = "closed_for_now"
YOUNG_PEOPLE = "young-people"
LONGEST_MINUTES = 24 * 60
GOING = frozenset({Attendance.IN_PERSON, Attendance.HYBRID})
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is the same for every row of a server."""

    codes: CodeMap
    formats: Mapping[int, FormatLabel]
    """By id, in the language of the server."""
    zone_at: ZoneAt
    fellowship: str = ""
    """Slug; empty: the groups are independent."""
    stored_formats: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """Format ids of rows in the order in which the server stores them, where it told."""
    without_formats: frozenset[int] = frozenset()
    """Rows of which the server said that it stores nothing at all as their formats."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A row that was read."""

    number: int
    """Of the row in its list, from 1."""
    meeting: MeetingFacts
    group_key: str
    linted: tuple[tuple[str, str], ...]
    """Field and code of what was taken out."""
    warnings: tuple[tuple[str, str], ...]


def read_row(number: int, row: Mapping[str, Any], context: Context) -> Draft:
    """Read the row; raise Refused."""
    raw, linted = _cleaned({key: _text(value) for key, value in row.items()})
    key = integer(raw.get("id_bigint", ""))
    if key <= 0:
        raise Refused("id_bigint", "not_a_number")
    if raw.get("published", "1") != "1":
        raise Refused("published", "not_published")
    ids = tuple(integer(part) for part in raw.get("format_shared_id_list", "").split(",") if part)
    decoded = context.codes.decode(context.formats[item] for item in ids if item in context.formats)
    name = words.line(raw.get("meeting_name", "")) or words.line(raw.get("location_text", ""))
    if not name:
        raise Refused("meeting_name", "missing")
    youth = _for_minors(name, raw, decoded)
    if youth:
        name, raw = _without_place(name, raw)
    world = words.line(raw.get("worldid_mixed", ""), limit=60)
    formats = _stored(key, ids, context)
    meeting = _meeting(key, name, raw, decoded, context, youth=youth, formats=formats)
    held = meeting.extra[kept.KEY].get(kept.HELD)
    return Draft(
        number,
        meeting,
        f"{world}:{words.normal(name)}"[:300] if world else str(key),
        linted,
        (("status", held),) if held else (),
    )


def _meeting(
    key: int,
    name: str,
    raw: Mapping[str, str],
    decoded: Decoded,
    context: Context,
    *,
    youth: bool,
    formats: tuple[int, ...] | None,
) -> MeetingFacts:
    attendance = _attendance(raw, decoded)
    place = _place(raw, going=attendance in GOING and not youth)
    notes = words.paragraphs(raw.get("comments", ""))
    weekday = _weekday(raw)
    rule = weeks.recurrence(name=name, notes=notes, weekday=weekday)
    held = _held(raw, attendance, decoded, rule, youth=youth)
    return MeetingFacts(
        key=str(key),
        name=name,
        schedule=Schedule(weekday, _start(raw), _minutes(raw), _zone(raw, context.zone_at), rule or WEEKLY),
        attendance=attendance,
        status=MeetingStatus.PAUSED if held else MeetingStatus.ACTIVE,
        place=place,
        join_url=words.web_address(raw.get("virtual_meeting_link", ""), limit=500),
        join_phone=words.line(raw.get("phone_meeting_number", ""), limit=80),
        join_notes=words.paragraphs(raw.get("virtual_meeting_additional_info", ""), limit=1000),
        formats=decoded.slugs,
        languages=decoded.languages,
        notes=notes,
        youth=youth,
        attributes=decoded.attributes,
        extra=kept.keep(raw, formats=formats, held=held, name=name, place=place),
    )


def _zone(raw: Mapping[str, str], zone_at: ZoneAt) -> str:
    """Return the zone that the row states, else that of its point; empty where neither says."""
    name = raw.get("time_zone", "")
    if name:
        try:
            return zone(name).key
        except ValueError:
            pass  # A name of the server's own making; the point decides.
    point = _point(raw)
    return zone_at(*point) if point else ""


def _for_minors(name: str, raw: Mapping[str, str], decoded: Decoded) -> bool:
    if decoded.youth or minors.for_youth(notes=raw.get("comments", "")):
        return True
    # "Youth" beside the format for young people means those, who are adults.
    return minors.for_youth(name) and YOUNG_PEOPLE not in decoded.slugs


def _without_place(name: str, raw: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Return name and row of a meeting for minors, of which only the area may be known."""
    words_of_place = [raw.get(f"location_{part}", "") for part in ("text", "street", "info", "neighborhood")]
    if minors.tells_place(name, of_place=words_of_place, town=raw.get("location_municipality", "")):
        name = minors.neutral_name(name, program="")
    return name, kept.area_only(raw) | {"meeting_name": name}


def _stored(key: int, ids: tuple[int, ...], context: Context) -> tuple[int, ...] | None:
    """Return the formats as the server stores them, as far as it told: their order, or nothing at all."""
    if not ids and key in context.without_formats:
        return None
    stored = context.stored_formats.get(key, ())
    return stored if set(ids) <= set(stored) else ids


def _text(value: Any) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, (int, float)) else ""


def _cleaned(raw: Mapping[str, str]) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Return the row without what names or exposes a person, because its own face gives its words back."""
    country = countries.alpha2(raw.get("location_nation", ""))
    found: dict[str, str] = {}
    linted: list[tuple[str, str]] = []
    for key, text in raw.items():
        if key in PRIVATE:
            continue
        if key in _KEPT_AS_THEY_ARE or not text:
            found[key] = text
            continue
        cleaned = clean(text, country=country, keep_passcodes=key == "virtual_meeting_additional_info")
        found[key] = cleaned.text
        linted += [(key, code) for code in cleaned.codes]
    return found, tuple(linted)


def _weekday(raw: Mapping[str, str]) -> int:
    weekday = integer(raw.get("weekday_tinyint", "")) - 1
    if weekday not in range(7):
        raise Refused("weekday_tinyint", "not_a_day")
    return weekday


def _start(raw: Mapping[str, str]) -> int:
    start = seconds(raw.get("start_time", ""))
    if start is None or start // 60 >= LONGEST_MINUTES:
        raise Refused("start_time", "not_a_time")
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


def _held(
    raw: Mapping[str, str],
    attendance: Attendance,
    decoded: Decoded,
    rule: Recurrence | None,
    *,
    youth: bool,
) -> str:
    """Return why nobody should be sent there now, or an empty text."""
    from_afar = bool(raw.get("virtual_meeting_link") or raw.get("phone_meeting_number"))
    if CLOSED_FOR_NOW in decoded.signals and (attendance == Attendance.IN_PERSON or not from_afar):
        return CLOSED
    if closures.closed_for_now(names=(raw.get("meeting_name", ""),), notes=raw.get("comments", "")):
        return CLOSED
    if rule is None:
        return UNKNOWN_WEEKS
    if youth:
        return ""
    if attendance == Attendance.IN_PERSON:
        return "" if raw.get("location_street") or raw.get("location_text") else NO_USABLE_PLACE
    return "" if from_afar or attendance == Attendance.HYBRID else NO_WAY_TO_JOIN


def _point(raw: Mapping[str, str]) -> tuple[float, float] | None:
    """Return the point; none where the server has the zeros that stand for nothing."""
    latitude, longitude = decimal(raw.get("latitude")), decimal(raw.get("longitude"))
    if latitude is None or longitude is None or not (latitude or longitude):
        return None
    sound = abs(latitude) <= 90 and abs(longitude) <= 180  # noqa: PLR2004  Degrees of a sphere.
    return (latitude, longitude) if sound else None


def _place(raw: Mapping[str, str], *, going: bool) -> PlaceFacts | None:
    """Return where it is held; of a meeting without a door only the area it belongs to."""

    def field(name: str, limit: int = 255) -> str:
        return words.line(raw.get(f"location_{name}", ""), limit=limit)

    point = _point(raw) or (None, None)
    city = field("municipality", 120) or field("city_subsection", 120) or field("neighborhood", 120)
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
