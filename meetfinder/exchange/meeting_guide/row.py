"""One row of a list, read on its own: a draft that `reader` turns into a proposal once it knows all rows."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from meetfinder.clock import zone
from meetfinder.directory.models import MeetingStatus, Precision
from meetfinder.directory.proposal import MeetingFacts, PlaceFacts
from meetfinder.directory.publishing import AREA_DECIMALS
from meetfinder.directory.recurrence import WEEKLY
from meetfinder.directory.schedule import Schedule
from meetfinder.exchange.meeting_guide import stated
from meetfinder.exchange.meeting_guide.attending import OPTIONS, Attending, Clues, attending
from meetfinder.exchange.meeting_guide.codes import CLOSED_FOR_NOW, ONLINE, CodeMap, Decoded
from meetfinder.exchange.meeting_guide.extras import extras
from meetfinder.exchange.meeting_guide.joining import Joining, joining
from meetfinder.exchange.meeting_guide.place import Gazetteer, Row, Whereabouts, whereabouts
from meetfinder.exchange.meeting_guide.statements import attributes
from meetfinder.exchange.meeting_guide.times import LONGEST_CREDIBLE, Slot, days, duration, minute, slot
from meetfinder.exchange.meeting_guide.words import line, normal, paragraphs, web_address
from meetfinder.moderation.lint import clean, clean_link

LONGEST_KEY = 180
_UPDATED = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d", "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y")


class Refused(ValueError):
    """A row that cannot be listed; `field` and `code` say why."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is the same for every row of a list."""

    program: str
    """The fellowship's key in the Meeting Guide program table; empty: none."""
    default_country: str
    codes: CodeMap
    gazetteer: Gazetteer


@dataclass(slots=True, kw_only=True)
class Draft:
    """A row on its way to a proposal."""

    number: int
    key: str
    slots: tuple[Slot, ...]
    meeting: MeetingFacts
    """Of the first slot; the others differ in key and weekday only."""
    venue_notes: str
    group_key: str
    group_name: str
    group_notes: str
    website: str
    unknown_codes: tuple[str, ...]
    linted: list[tuple[str, str]]
    warnings: list[tuple[str, str]]


class _Words:
    """Reads the words of a row without what exposes a person, and remembers what was taken out."""

    def __init__(self, row: Row, country: str) -> None:
        self.row, self.country = row, country
        self.found: list[tuple[str, str]] = []

    def line(self, field: str, *, limit: int = 255) -> str:
        return self._clean(field, line(self.row.get(field), limit=limit))

    def text(self, field: str, *, limit: int) -> str:
        return self._clean(field, paragraphs(self.row.get(field), limit=limit))

    def link(self, field: str, *, limit: int) -> str:
        cleaned = clean_link(web_address(self.row.get(field), limit=limit))
        self.found += [(field, code) for code in cleaned.codes]
        return cleaned.text

    def join_notes(self, text: str) -> str:
        return self._clean("conference_url_notes", text, keep_passcodes=True)

    def passed(self, field: str, text: str) -> str:
        """Return text of this field that was already read, without what exposes a person."""
        return self._clean(field, text)

    def _clean(self, field: str, text: str, *, keep_passcodes: bool = False) -> str:
        cleaned = clean(text, country=self.country, keep_passcodes=keep_passcodes)
        self.found += [(field, code) for code in cleaned.codes]
        return cleaned.text


def read_row(number: int, row: Any, context: Context) -> Draft:
    """Read the row; raise Refused when it cannot be listed."""
    if not isinstance(row, dict):
        raise Refused("row", "not_an_object")
    key = row_key(row)
    if not key:
        raise Refused("slug", "missing")
    if len(key) > LONGEST_KEY:
        raise Refused("slug", "too_long")
    slots, length, warnings = _when(row)
    where = whereabouts(row, gazetteer=context.gazetteer, default_country=context.default_country)
    words = _Words(row, where.facts.country or context.default_country)
    name = words.line("name") or words.line("group") or words.line("location")
    if not name:
        raise Refused("name", "missing")
    decoded = context.codes.decode(_types(row), program=context.program)
    how, join = _how(row, decoded, where)
    youth = decoded.youth or stated.for_youth(name, line(row.get("group")))
    warnings += [*join.problems, *[("latitude", code) for code in where.problems]]
    warnings += [("attendance_option", how.reason)] if how.reason else []
    schedule, slots, status = _schedule(row, slots, length, where, how, warnings)
    group_name, group_key = _group(words, name, where, youth=youth)
    updated = _updated(row.get("updated"))
    place = _place(words, where.facts, how.attendance, decoded, youth=youth)
    meeting = MeetingFacts(
        key=key,
        name=name,
        schedule=schedule,
        attendance=how.attendance,
        status=status,
        place=place,
        join_url="" if youth else join.url,
        join_phone="" if youth else join.phone,
        join_notes="" if youth else words.join_notes(join.notes)[:1000],
        formats=decoded.formats,
        languages=decoded.languages,
        notes="" if youth else words.text("notes", limit=8000),
        youth=youth,
        attributes=attributes(decoded, attendance=how.attendance, as_of=updated.date() if updated else None),
        source_url=web_address(row.get("url"), limit=500),
        updated_at=updated,
        extra=extras(row, decoded, place=place, country=words.country, youth=youth),
    )
    return Draft(
        number=number,
        key=key,
        slots=slots,
        meeting=meeting,
        venue_notes="" if youth else words.text("location_notes", limit=2000),
        group_key=group_key,
        group_name=group_name,
        group_notes="" if youth else words.text("group_notes", limit=4000),
        website="" if youth else words.link("website", limit=300),
        unknown_codes=decoded.unknown,
        linted=words.found,
        warnings=warnings,
    )


def row_key(row: Row) -> str:
    """Return the source's own name for a row: its slug, or else its id."""
    return line(row.get("slug"), limit=1000) or line(row.get("id"), limit=1000)


def area_only(place: PlaceFacts) -> PlaceFacts:
    """Return what may be kept of a place where minors meet: town and region, and a point some ten km wide."""
    located = place.latitude is not None and place.longitude is not None
    return PlaceFacts(
        city=place.city,
        region=place.region,
        country=place.country,
        formatted_address=", ".join(filter(None, (place.city, place.region))),
        latitude=round(place.latitude, AREA_DECIMALS) if located and place.latitude is not None else None,
        longitude=round(place.longitude, AREA_DECIMALS) if located and place.longitude is not None else None,
        precision=Precision.AREA,
    )


def _when(row: Row) -> tuple[tuple[Slot, ...], int | None, list[tuple[str, str]]]:
    """Return the slots, the minutes that the meeting lasts, and warnings."""
    weekdays = days(row.get("day"))
    if weekdays is None:
        raise Refused("day", "not_a_day")
    start = minute(row.get("time"))
    if not weekdays or not line(row.get("time")):
        raise Refused("day" if not weekdays else "time", "by_appointment")
    if start is None:
        raise Refused("time", "not_a_time")
    end = minute(row.get("end_time"))
    warnings = [("end_time", "not_a_time")] if end is None and line(row.get("end_time")) else []
    length = duration(start, end)
    if length is not None and end is not None and end < start and length > LONGEST_CREDIBLE:
        length, warnings = None, [("end_time", "end_not_credible")]
    return tuple(slot(weekday, start) for weekday in weekdays), length, warnings


def _types(row: Row) -> list[str]:
    types = row.get("types")
    items = types if isinstance(types, list) else line(types).split(",")
    return [code for code in (line(item, limit=40) for item in items) if code]


def _how(row: Row, decoded: Decoded, where: Whereabouts) -> tuple[Attending, Joining]:
    join = joining(row)
    option = line(row.get("attendance_option")).lower().replace("-", "_").replace(" ", "_")
    clues = Clues(
        option=option if option in OPTIONS else "",
        tagged_online=ONLINE in decoded.signals,
        closed_for_now=CLOSED_FOR_NOW in decoded.signals,
        has_link=bool(join.url),
        has_phone=bool(join.phone),
        has_door=where.has_door,
        approximate=line(row.get("approximate")).lower() in {"yes", "true", "1"} or not where.facts.street,
    )
    return attending(clues), join


def _schedule(
    row: Row,
    slots: tuple[Slot, ...],
    length: int | None,
    where: Whereabouts,
    how: Attending,
    warnings: list[tuple[str, str]],
) -> tuple[Schedule, tuple[Slot, ...], str]:
    """Return the schedule of the first slot, all slots, and whether the meeting takes place."""
    name, notes = line(row.get("name")), paragraphs(row.get("notes"))
    timezone, slots = _zone(row, slots, where, how, warnings)
    status = how.status
    if (
        stated.closed_for_now(names=(name, line(row.get("group"))), notes=notes)
        and status == MeetingStatus.ACTIVE
    ):
        status = MeetingStatus.PAUSED
        warnings.append(("notes", "said_closed"))
    rule = WEEKLY
    if len(slots) == 1:
        found = stated.recurrence(name=name, notes=notes, weekday=slots[0].weekday)
        if found is None:
            status = MeetingStatus.PAUSED
            warnings.append(("name", "weeks_not_stated"))
        elif found != WEEKLY:
            rule = found
            warnings.append(("name", "only_some_weeks"))
    first = slots[0]
    return Schedule(first.weekday, first.start_minute, length, timezone, rule), slots, status


def _zone(
    row: Row, slots: tuple[Slot, ...], where: Whereabouts, how: Attending, warnings: list[tuple[str, str]]
) -> tuple[str, tuple[Slot, ...]]:
    """Return the zone in which the row's time is meant, empty where unknown, and the slots in that zone.

    The order is: the row's own zone; a zone that its name states together with the time ("8pm Eastern"), when
    one can join from afar; the zone of its place. In-person meetings go by the clock on their wall.
    """
    own = line(row.get("timezone"))
    if own:
        try:
            zone(own)
        except ValueError:
            warnings.append(("timezone", "unknown_zone"))
        else:
            return own, slots
    clock = stated.clock_in(line(row.get("name")))
    if clock is None or not where.timezone:
        return where.timezone or (clock.timezone if clock else ""), slots
    return _zone_by_name(clock, slots, where.timezone, how, warnings)


def _zone_by_name(
    clock: stated.StatedClock,
    slots: tuple[Slot, ...],
    here: str,
    how: Attending,
    warnings: list[tuple[str, str]],
) -> tuple[str, tuple[Slot, ...]]:
    start = slots[0].start_minute
    if how.attendance != "in_person" and clock.minute == start and not stated.agree(clock, start, here):
        warnings.append(("name", "zone_from_name"))
        apart = stated.hours_apart(clock.timezone, here)
        if how.attendance == "hybrid" and apart is not None:
            return here, tuple(stated.moved(item, apart) for item in slots)
        return clock.timezone, slots
    if not stated.agree(clock, start, here):
        shift = clock.minute - start
        if stated.hours_apart(clock.timezone, here) == 0 and shift % 60 == 0 and abs(shift) <= 180:  # noqa: PLR2004
            warnings.append(("time", "time_from_name"))
            return here, tuple(stated.moved(item, shift) for item in slots)
        warnings.append(("time", "name_disagrees"))
    return here, slots


def _group(words: _Words, name: str, where: Whereabouts, *, youth: bool) -> tuple[str, str]:
    """Return the group's name and its key: the group field, or else the meeting's name and place.

    A list that puts its district into the field names no group. Minors' meetings share no group with others.
    """
    group = words.line("group")
    if group and normal(group) == normal(line(words.row.get("district"))):
        group = ""
    place = "" if group else normal(where.facts.formatted_address)
    key = "|".join(filter(None, (normal(group or name), place, "youth" if youth else "")))
    if len(key) > LONGEST_KEY:
        key = hashlib.sha256(key.encode()).hexdigest()
    return group or name, key


def _place(
    words: _Words, facts: PlaceFacts, attendance: str, decoded: Decoded, *, youth: bool
) -> PlaceFacts | None:
    if youth:
        return area_only(facts)
    if attendance in {"online", "phone"} and CLOSED_FOR_NOW in decoded.signals:
        # The building is closed: its door must not be shown as a place to go to.
        return replace(
            facts,
            name="",
            street="",
            formatted_address=", ".join(filter(None, (facts.city, facts.region, facts.country))),
            precision=Precision.APPROXIMATE,
        )
    return replace(
        facts,
        name=words.passed("location", facts.name),
        street=words.passed("address", facts.street),
        formatted_address=words.passed("formatted_address", facts.formatted_address),
    )


def _updated(value: Any) -> datetime | None:
    text = line(value).removesuffix("Z").partition(".")[0]
    for pattern in _UPDATED:
        try:
            return datetime.strptime(text, pattern).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None
