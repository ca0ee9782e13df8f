"""Makes the invented directory of the demo from the facts in `seeds/demo`; the same one every time."""

import dataclasses
import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from meetfinder.directory.models import GroupStatus, Precision, SaidBy
from meetfinder.directory.naming import DAYS
from meetfinder.directory.proposal import AttributeFacts, GroupFacts, MeetingFacts, PlaceFacts, Proposal
from meetfinder.directory.publishing import AREA_DECIMALS
from meetfinder.directory.schedule import DateException, Recurrence, Schedule
from meetfinder.places import Gazetteer, Place, PlacesError

FOLDER = "demo"
GROUPS_IN_A_LARGE_TOWN = 4
_FIRST_SUNDAY = date(2026, 1, 4)
_QUARTERS = [(year, month) for year in range(2026, 2031) for month in (3, 6, 9, 12)]
_FURTHEST_DEGREES = 0.02
"""How far from the middle of its town a group is put: some two kilometres."""
_WEEK = 7

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Invented:
    """A group of the demo, and the day on which it is said to have confirmed its meetings."""

    proposal: Proposal
    confirmed_on: date | None


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where one group is: the number tells the groups of the demo apart."""

    number: int
    town: Place
    hall: PlaceFacts
    area: PlaceFacts
    timezone: str
    phone: str


def invent(*, seeds: Path, gazetteer: Gazetteer) -> list[Invented]:
    """Return all groups of the demo; raise PlacesError where the table of places has not all their towns."""
    patterns = _read(seeds, "groups.toml")["pattern"]
    found = []
    for country in _read(seeds, "towns.toml")["country"]:
        known = [one for one in patterns if country["code"] in one.get("countries", [country["code"]])]
        for number, code in enumerate(_visits(country)):
            spot = _spot(gazetteer, code, number, country["phone"])
            found.append(_group(known[number % len(known)], spot))
    return found


def _read(seeds: Path, name: str) -> Facts:
    return tomllib.loads((seeds / FOLDER / name).read_text(encoding="utf-8"))


def _visits(country: Facts) -> Iterator[str]:
    """Yield the area code of a town once for each of its groups."""
    for code in country["large"]:
        yield from [code] * GROUPS_IN_A_LARGE_TOWN
    yield from country["small"]


def _spot(gazetteer: Gazetteer, code: str, number: int, phone: str) -> _Spot:
    town = gazetteer.area(code)
    if town is None:
        raise PlacesError(f"The table of places has no {code}, where the demo has a group.")
    area = PlaceFacts(
        city=town.name,
        region=town.region,
        country=town.country,
        formatted_address=", ".join(filter(None, (town.name, town.region, town.country))),
        latitude=round(town.latitude, AREA_DECIMALS),
        longitude=round(town.longitude, AREA_DECIMALS),
        precision=Precision.AREA,
    )
    shift = hashlib.sha256(f"{code} {number}".encode()).digest()
    latitude, longitude = _beside(gazetteer, town, shift)
    street = f"{shift[2] % 98 + 1} Example Street"
    hall = dataclasses.replace(
        area,
        name="Demo Hall (invented)",
        street=street,
        formatted_address=f"{street}, {area.formatted_address}",
        latitude=latitude,
        longitude=longitude,
        precision=Precision.EXACT,
        notes="Invented: there is no such hall.",
    )
    timezone = gazetteer.zone_at(latitude, longitude)
    return _Spot(number, town, hall, area, timezone, phone.format(n=f"{number % 100:02}"))


def _beside(gazetteer: Gazetteer, town: Place, shift: bytes) -> tuple[float, float]:
    """Return a point off the middle of a town, or the middle where that would be across a border."""
    latitude = round(town.latitude + (shift[0] / 127.5 - 1) * _FURTHEST_DEGREES, 4)
    longitude = round(town.longitude + (shift[1] / 127.5 - 1) * _FURTHEST_DEGREES, 4)
    if gazetteer.zone_at(latitude, longitude) == town.timezone:
        return latitude, longitude
    return town.latitude, town.longitude


def _group(pattern: Facts, spot: _Spot) -> Invented:
    key = f"{spot.town.area}-{pattern['slug']}-{spot.number}"
    forming = pattern.get("forming", False)
    group = GroupFacts(
        key=key,
        name=f"Demo: {pattern['name']} Group, {spot.town.name} (invented)",
        fellowship=pattern["fellowship"],
        status=GroupStatus.FORMING if forming else GroupStatus.ACTIVE,
        website=pattern.get("website", ""),
        notes=pattern.get("notes", ""),
        place=spot.area if forming else None,
        attributes=tuple(_stated(pattern)),
    )
    meetings = tuple(_meeting(pattern, spot, key, day) for day in _days(pattern, spot))
    return Invented(Proposal(key=key, group=group, meetings=meetings), pattern.get("confirmed_on"))


def _stated(pattern: Facts) -> Iterator[AttributeFacts]:
    for key, value in pattern.get("stated", {}).items():
        for one in value if isinstance(value, list) else [value]:
            said_by = pattern.get("said_by", SaidBy.ORGANIZER)
            yield AttributeFacts(key=key, value=one, said_by=said_by, as_of=pattern["as_of"])


def _days(pattern: Facts, spot: _Spot) -> list[int]:
    """Return the weekdays on which a group meets: weekly groups meet on another day in each town."""
    fixed = "nths" in pattern or "weeks" in pattern
    return [day if fixed else (day + spot.number) % _WEEK for day in pattern.get("days", [])]


def _meeting(pattern: Facts, spot: _Spot, key: str, day: int) -> MeetingFacts:
    attendance, youth = pattern["attendance"], pattern.get("youth", False)
    remote = attendance in {"online", "hybrid"}
    return MeetingFacts(
        key=f"{key}#{day}",
        name=f"Demo: {DAYS[day].title()} {pattern['name']} (invented)",
        schedule=_schedule(pattern, spot, day),
        attendance=attendance,
        status=pattern.get("status", "active"),
        place=spot.area if youth or attendance in {"online", "phone"} else spot.hall,
        join_url=f"https://example.org/demo/{key}" if remote else "",
        join_phone=spot.phone if attendance == "phone" else "",
        join_notes=pattern.get("join_notes", ""),
        join_visibility=pattern.get("visibility", "public"),
        formats=tuple(sorted(pattern.get("formats", []))),
        languages=tuple(pattern.get("languages", [])),
        youth=youth,
    )


def _schedule(pattern: Facts, spot: _Spot, day: int) -> Schedule:
    start = time.fromisoformat(pattern["start"])
    return Schedule(
        weekday=day,
        start_minute=start.hour * 60 + start.minute,
        duration_minutes=pattern.get("minutes"),
        timezone=spot.timezone,
        recurrence=_recurrence(pattern, spot, day),
        exceptions=_exceptions(pattern.get("exception", ""), day),
    )


def _recurrence(pattern: Facts, spot: _Spot, day: int) -> Recurrence:
    if "nths" in pattern:
        return Recurrence(kind="monthly", nths=tuple(pattern["nths"]))
    if "weeks" in pattern:
        anchor = _FIRST_SUNDAY + timedelta(days=day, weeks=spot.number % pattern["weeks"])
        return Recurrence(kind="every_n_weeks", interval=pattern["weeks"], anchor=anchor)
    return Recurrence()


def _exceptions(kind: str, day: int) -> tuple[DateException, ...]:
    """Return the first date of every quarter as an exception of this kind: cancelled, or a day later."""
    if not kind:
        return ()
    found = []
    for year, month in _QUARTERS:
        first = date(year, month, 1)
        on = first + timedelta(days=(day - first.isoweekday()) % _WEEK)
        moved_to = datetime.combine(on + timedelta(days=1), time(18, 30)) if kind == "moved" else None
        found.append(DateException(on, kind, moved_to, "Invented: the hall is in use."))
    return tuple(found)
