"""One row of a list, read on its own: a draft that `reader` turns into a proposal once it knows all rows."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from meetfinder.directory.models import Attendance, Precision
from meetfinder.directory.proposal import MeetingFacts, PlaceFacts
from meetfinder.directory.publishing import AREA_DECIMALS
from meetfinder.exchange.meeting_guide import minors
from meetfinder.exchange.meeting_guide.attending import OPTIONS, Attending, Clues, attending
from meetfinder.exchange.meeting_guide.codes import CLOSED_FOR_NOW, ONLINE, Decoded
from meetfinder.exchange.meeting_guide.draft import Context, Draft, Words
from meetfinder.exchange.meeting_guide.extras import extras
from meetfinder.exchange.meeting_guide.joining import Joining, joining
from meetfinder.exchange.meeting_guide.place import Row, Whereabouts, whereabouts
from meetfinder.exchange.meeting_guide.reading import Refused
from meetfinder.exchange.meeting_guide.statements import attributes
from meetfinder.exchange.meeting_guide.when import When, read_slots, settle
from meetfinder.exchange.meeting_guide.words import line, normal, paragraphs, web_address

LONGEST_KEY = 180
_UPDATED = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d", "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y")


def read_row(number: int, row: Any, context: Context) -> Draft:
    """Read the row; raise Refused when it cannot be listed."""
    key = _checked_key(row)
    when = read_slots(row)
    where = whereabouts(row, gazetteer=context.gazetteer, default_country=context.default_country)
    words = Words(row, where.facts.country or context.default_country)
    name = words.line("name") or words.line("group") or words.line("location")
    if not name:
        raise Refused("name", "missing")
    decoded = context.codes.decode(_types(row), program=context.program)
    join = joining(row)
    how = _how(row, decoded, where, join)
    settle(when, row, here=where.timezone, how=how, country=words.country, today=context.today)
    youth = decoded.youth or minors.for_youth(
        name, line(row.get("group")), notes=paragraphs(row.get("notes"))
    )
    group_name, group_key = _group(words, name, where, youth=youth)
    if youth:
        group_name, name = _names_of_minors(words, name, where.facts, program=context.program)
    draft = Draft(
        number=number,
        key=key,
        slots=when.slots,
        meeting=_meeting(row, name, when, how, decoded, youth=youth),
        group_key=group_key,
        group_name=group_name,
        unknown_codes=decoded.unknown,
        linted=words.found,
    )
    if youth and name == group_name:
        draft.warnings.append(("name", "name_of_minors"))
    draft.warnings += [*when.warnings, *join.problems, *(("latitude", code) for code in where.problems)]
    if how.reason:
        draft.warnings.append(("attendance_option", how.reason))
    (_add_area if youth else _add_all)(draft, words, where.facts, decoded, join)
    return draft


def _checked_key(row: Any) -> str:
    if not isinstance(row, dict):
        raise Refused("row", "not_an_object")
    key = row_key(row)
    if not key or len(key) > LONGEST_KEY:
        raise Refused("slug", "too_long" if key else "missing")
    return key


def _meeting(
    row: Row, name: str, when: When, how: Attending, decoded: Decoded, *, youth: bool
) -> MeetingFacts:
    """Return what holds for every meeting; `_add_area` or `_add_all` complete it."""
    updated = _updated(row.get("updated"))
    return MeetingFacts(
        key=row_key(row),
        name=name,
        schedule=when.schedule,
        attendance=how.attendance,
        status=when.status,
        formats=decoded.formats,
        languages=decoded.languages,
        youth=youth,
        attributes=attributes(decoded, attendance=how.attendance, as_of=updated.date() if updated else None),
        # The page behind the address tells the street.
        source_url="" if youth else web_address(row.get("url"), limit=500),
        updated_at=updated,
    )


def row_key(row: Row) -> str:
    """Return the source's own name for a row: its slug, or else its id."""
    return line(row.get("slug"), limit=1000) or line(row.get("id"), limit=1000)


def area_only(place: PlaceFacts) -> PlaceFacts:
    """Return what may be kept of a place where minors meet: town and region, and a point some ten km wide."""
    latitude, longitude = place.latitude, place.longitude
    return PlaceFacts(
        city=place.city,
        region=place.region,
        country=place.country,
        formatted_address=", ".join(filter(None, (place.city, place.region))),
        latitude=None if latitude is None else round(latitude, AREA_DECIMALS),
        longitude=None if longitude is None else round(longitude, AREA_DECIMALS),
        precision=Precision.AREA,
    )


def _add_area(draft: Draft, words: Words, place: PlaceFacts, decoded: Decoded, _join: Joining) -> None:
    """Complete the draft of a meeting for minors: no way to join, no words that could name the place."""
    kept = extras(words.row, decoded, place=None, country=words.country, youth=True)
    draft.meeting = replace(draft.meeting, place=area_only(place), extra=kept)


def _add_all(draft: Draft, words: Words, place: PlaceFacts, decoded: Decoded, join: Joining) -> None:
    """Complete the draft of any other meeting."""
    shown = _shown_place(words, place, draft.meeting.attendance, decoded)
    draft.meeting = replace(
        draft.meeting,
        place=shown,
        join_url=join.url,
        join_phone=join.phone,
        join_notes=words.cleaned("conference_url_notes", join.notes, keep_passcodes=True),
        notes=words.text("notes", limit=8000),
        extra=extras(words.row, decoded, place=shown, country=words.country, youth=False),
    )
    draft.venue_notes = words.text("location_notes", limit=2000)
    draft.group_notes = words.text("group_notes", limit=4000)
    draft.website = words.link("website", limit=300)


def _shown_place(words: Words, facts: PlaceFacts, attendance: str, decoded: Decoded) -> PlaceFacts:
    if attendance in {Attendance.ONLINE, Attendance.PHONE} and CLOSED_FOR_NOW in decoded.signals:
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
        name=words.cleaned("location", facts.name),
        street=words.cleaned("address", facts.street),
        formatted_address=words.cleaned("formatted_address", facts.formatted_address),
    )


def _types(row: Row) -> list[str]:
    types = row.get("types")
    items = types if isinstance(types, list) else line(types).split(",")
    return [code for code in (line(item, limit=40) for item in items) if code]


def _how(row: Row, decoded: Decoded, where: Whereabouts, join: Joining) -> Attending:
    option = line(row.get("attendance_option")).lower().replace("-", "_").replace(" ", "_")
    clues = Clues(
        option=option if option in OPTIONS else "",
        tagged_online=ONLINE in decoded.signals,
        closed_for_now=CLOSED_FOR_NOW in decoded.signals,
        has_link=bool(join.url),
        has_phone=bool(join.phone),
        has_door=where.has_door,
        approximate=where.stands_for_area,
    )
    return attending(clues)


def _group(words: Words, name: str, where: Whereabouts, *, youth: bool) -> tuple[str, str]:
    """Return the group's name and its key: the group field, or else the meeting's name and place.

    A list that puts its district into the field names no group. Minors' meetings share no group with others.
    """
    group = words.line("group")
    if group and normal(group) == normal(line(words.row.get("district"))):
        group = ""
    place = "" if group else normal(where.facts.formatted_address)
    key = "|".join(filter(None, (normal(group or name), place, "youth" if youth else "")))
    if youth or len(key) > LONGEST_KEY:  # Of minors not even a key holds the words.
        key = hashlib.sha256(key.encode()).hexdigest()
    return group or name, key


def _names_of_minors(words: Words, name: str, place: PlaceFacts, *, program: str) -> tuple[str, str]:
    """Return the names of group and meeting; the meeting keeps its own where it does not tell the place."""
    neutral = minors.neutral_name(name, words.line("group"), program=program)
    fields = ("location", "address", "formatted_address", "location_notes", "group_notes")
    of_place = [place.name, place.street, *(paragraphs(words.row.get(field)) for field in fields)]
    town = f"{place.city} {place.region} Alateen group meeting"
    return neutral, neutral if minors.tells_place(name, of_place=of_place, town=town) else name


def _updated(value: Any) -> datetime | None:
    text = line(value).removesuffix("Z").partition(".")[0]
    for pattern in _UPDATED:
        try:
            return datetime.strptime(text, pattern).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None
