"""The wishes that the WordPress plugin's address takes, applied to rows of a list as the plugin applies them.

Wishes that make no sense are passed over, as the plugin does: clients send empty and outdated values. Rows
are read a line at a time from a list that `writer` wrote, so memory does not grow with it.
"""

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from meetfinder.clock import utc, zone
from meetfinder.directory.naming import slugify
from meetfinder.search.query import KM_PER_MILE
from meetfinder.search.space import geodesic_km

Row = dict[str, Any]
NAMES = (
    "day", "time", "region", "type", "query", "latitude", "longitude", "distance", "distance_units",
    "attendance_option",
)  # fmt: skip
"""What is understood; all other parameters (`mode`, `nonce`, `key` …) change nothing."""
DEFAULT_DISTANCE = 2.0
UPCOMING = "upcoming"
_TIMES = {
    "morning": ("04:00", "11:59"),
    "midday": ("11:00", "16:59"),
    "evening": ("16:00", "20:59"),
    "night": ("20:00", "04:59"),
}
_ATTENDANCE = {
    "active": {"in_person", "online", "hybrid"},
    "in_person": {"in_person", "hybrid"},
    "online": {"online", "hybrid"},
    "hybrid": {"hybrid"},
    "inactive": set[str](),
}
_ONLINE = "ONL"
_SEARCHED = (
    "name", "notes", "location", "location_notes", "group", "group_notes", "formatted_address", "regions",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked for. Empty or None: no such wish; all wishes must hold."""

    days: tuple[int, ...] = ()
    times: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    """Slugs."""
    types: tuple[str, ...] = ()
    """All of them."""
    words: tuple[str, ...] = ()
    point: tuple[float, float] | None = None
    within_km: float = DEFAULT_DISTANCE * KM_PER_MILE
    attendance: tuple[str, ...] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left out."""
        return self == Wish()


def read_wish(values: Mapping[str, Sequence[str]]) -> Wish:
    """Return the wish of an address or form: every parameter with its values, of which each may be a list."""
    given = {name: _split(values.get(name, ())) for name in NAMES}
    option = next((item for item in given["attendance_option"] if item in _ATTENDANCE), None)
    unit = 1.0 if given["distance_units"][:1] == ["km"] else KM_PER_MILE
    distance = _number(given["distance"])
    return Wish(
        days=tuple(sorted({int(item) for item in given["day"] if re.fullmatch("[0-6]", item)})),
        times=tuple(item for item in given["time"] if item in _TIMES or item == UPCOMING),
        regions=tuple(sorted(set(filter(None, map(slugify, given["region"]))))),
        types=tuple(item.upper() for item in given["type"] if item.lower() != "any"),
        words=tuple(" ".join(values.get("query", ())).casefold().split()),
        point=_point(given["latitude"], given["longitude"]),
        within_km=(distance if distance and distance > 0 else DEFAULT_DISTANCE) * unit,
        attendance=None if option is None else tuple(sorted(_ATTENDANCE[option])),
    )


def filtered(lines: Iterable[str], wish: Wish, *, now: datetime) -> Iterator[str]:
    """Yield the text of a list with the rows that fit; `now` (aware) decides what is upcoming."""
    opening = "[\n"
    for line in lines:
        row = _row(line)
        if row is not None and fits(row, wish, now=now):
            yield opening + json.dumps(row, ensure_ascii=False, separators=(",", ":"))
            opening = ",\n"
    yield "[]\n" if opening == "[\n" else "\n]\n"


def fits(row: Row, wish: Wish, *, now: datetime) -> bool:
    """Say whether a row is what is asked for."""
    tests: tuple[tuple[object, Callable[[], bool]], ...] = (
        (wish.days, lambda: row["day"] in wish.days),
        (wish.attendance is not None, lambda: row["attendance_option"] in (wish.attendance or ())),
        (wish.times, lambda: any(_at(row, part, now) for part in wish.times)),
        (wish.regions, lambda: not set(wish.regions).isdisjoint(_regions(row))),
        (wish.types, lambda: all(_has_type(row, code) for code in wish.types)),
        (wish.words, lambda: _mentions(row, wish.words)),
        (wish.point, lambda: _is_near(row, wish)),
    )
    return all(test() for asked, test in tests if asked)


def _row(line: str) -> Row | None:
    text = line.strip().rstrip(",")
    return json.loads(text) if text.startswith("{") else None


def _regions(row: Row) -> Iterator[str]:
    """Yield the slugs of a row's regions and state, which is no region where nearly all rows share it."""
    return map(slugify, (*row.get("regions", ()), row.get("state", "")))


def _at(row: Row, part: str, now: datetime) -> bool:
    start = row["time"]
    if part == UPCOMING:
        here = utc(now).astimezone(zone(row["timezone"]))
        return bool(row["day"] == here.isoweekday() % 7 and start >= f"{here:%H:%M}")
    first, last = _TIMES[part]
    return bool(first <= start <= last if first < last else start >= first or start <= last)


def _has_type(row: Row, code: str) -> bool:
    if code == _ONLINE:
        return row["attendance_option"] in _ATTENDANCE["online"]
    return code in row.get("types", ())


def _mentions(row: Row, words: tuple[str, ...]) -> bool:
    fields = (row.get(name, "") for name in _SEARCHED)
    text = " ".join(" ".join(field) if isinstance(field, list) else field for field in fields).casefold()
    return all(word in text for word in words)


def _is_near(row: Row, wish: Wish) -> bool:
    if wish.point is None or "latitude" not in row or "longitude" not in row:
        return False
    return geodesic_km(wish.point, (row["latitude"], row["longitude"])) <= wish.within_km


def _split(values: Sequence[str]) -> list[str]:
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def _point(latitude: list[str], longitude: list[str]) -> tuple[float, float] | None:
    north, east = _number(latitude), _number(longitude)
    if north is None or east is None or abs(north) > 90 or abs(east) > 180:  # noqa: PLR2004  Degrees.
        return None
    return north, east


def _number(values: list[str]) -> float | None:
    try:
        number = float(values[0])
    except (IndexError, ValueError):
        return None
    return number if math.isfinite(number) else None
