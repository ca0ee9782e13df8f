"""GetSearchResults over rows: which of them a request finds, in which order."""

import re
from collections.abc import Callable, Iterable
from functools import cmp_to_key
from typing import Any

from meetfinder.exchange.bmlt.distance import degrees_between, distance
from meetfinder.exchange.bmlt.fields import COLUMNS, HIDDEN_COLUMNS, PRIVATE
from meetfinder.exchange.bmlt.loose import compare, integer, leading
from meetfinder.exchange.bmlt.place import Area
from meetfinder.exchange.bmlt.request import Choice, Request, time_of
from meetfinder.exchange.bmlt.rows import USUAL_DURATION, Found, Row, seconds
from meetfinder.exchange.bmlt.words import fold

Test = Callable[[Row], bool]
Comparable = int | float | str | None
_NUMBERS = frozenset({"id_bigint", "service_body_bigint", "venue_type"})
_TIMES = frozenset({"start_time", "duration_time"})
_CLOCK = re.compile(r"\d\d[0-5]\d[0-5]\d", re.ASCII)
_DIGITS = re.compile(r"\s*\+?0*(?P<digits>\d+)", re.ASCII)
"""What MySQL makes a time of; it stops at the first sign that is no digit."""
_NO_EQUALITY = frozenset({"formats", "latitude", "longitude"})
_UNKNOWN = frozenset(
    {"service_body_name", "shared_group_id_bigint", "root_server_uri", "format_shared_id_list"}
)


def search(rows: Iterable[Row], request: Request, *, services: Choice) -> list[Found]:
    """Return one page of what the request finds; `services` with the branches that it asks for.

    A width that asks for so many meetings has been made a radius before.
    """
    if request.empty or request.drafts_only:
        return []
    kept = _passing(rows, request, services)
    found = [Found(row) for row in kept] if request.area is None else _within(kept, request.area)
    return _page(_sorted(found, request), request)


def measured(
    rows: Iterable[Row], request: Request, area: Area, *, services: Choice
) -> list[tuple[Row, float]]:
    """Return what the request finds at any distance from a point, with the angle between them."""
    return _measured(_passing(rows, request, services), area)


def _passing(rows: Iterable[Row], request: Request, services: Choice) -> list[Row]:
    tests = _tests(request, services)
    return [row for row in rows if all(test(row) for test in tests)] if tests else list(rows)


def _page(found: list[Found], request: Request) -> list[Found]:
    if request.page_size is None:
        return found
    first = (request.page - 1) * request.page_size
    return found[first : first + request.page_size]


def _tests(request: Request, services: Choice) -> list[Test]:
    """Return what a row has to pass. What nobody asked for is no test, because most ask for little."""
    tests: list[Test] = []
    choices: tuple[tuple[Choice, Test], ...] = (
        (request.ids, lambda row: request.ids.allows(row.id)),
        (
            request.weekdays,
            lambda row: request.weekdays.allows(None if row.weekday is None else row.weekday + 1),
        ),
        (request.venues, lambda row: request.venues.allows(row.venue)),
        (services, lambda row: services.allows(row.body)),
        (request.formats, lambda row: _has_formats(row, request)),
    )
    tests += [test for choice, test in choices if choice != Choice()]
    tests += _time_tests(request)
    if request.words is not None:
        words = request.words
        tests.append(lambda row: row.says(words))
    if request.key is not None:
        tests.append(_key_test(request.key, request.key_values))
    return tests


def _has_formats(row: Row, request: Request) -> bool:
    wanted = request.formats
    if row.formats is None:
        return False
    own = set(row.formats)
    if not own.isdisjoint(wanted.exclude):
        return False
    if not wanted.include:
        return True
    return wanted.include <= own if request.all_formats else not own.isdisjoint(wanted.include)


def _time_tests(request: Request) -> list[Test]:
    after, before, ends = request.starts_after, request.starts_before, request.ends_before
    shortest, longest = request.shortest, request.longest
    tests: list[Test] = []
    if after is not None:
        tests.append(lambda row: row.start is not None and row.start > after)
    if before is not None:
        tests.append(lambda row: row.start is not None and row.start < before)
    if ends is not None:
        tests.append(lambda row: _ends(row) is not None and (_ends(row) or 0) <= ends)
    if shortest is not None:
        tests.append(lambda row: row.duration is not None and row.duration >= shortest)
    if longest is not None:
        tests.append(lambda row: row.duration is not None and row.duration <= longest)
    return tests


def _ends(row: Row) -> int | None:
    """Return the second at which a meeting ends; past midnight it is more than a day has."""
    return None if row.start is None else row.start + (row.duration or USUAL_DURATION)


def _key_test(key: str, values: tuple[str, ...]) -> Test:
    """Return the test of `meeting_key`: equality with any of the values, without case."""
    if key in _NO_EQUALITY or key in PRIVATE or key in _UNKNOWN:
        return lambda _: False
    if key == "weekday_tinyint":
        days = {integer(value) - 1 for value in values}
        return lambda row: row.weekday in days
    if key in _TIMES:
        times = {_clock(value) for value in values} - {None}
        return lambda row: _typed(row, key) in times
    if key in _NUMBERS:
        numbers = {leading(value) for value in values}
        return lambda row: _typed(row, key) in numbers
    if key == "published":
        return lambda _: any(leading(value) == 1 for value in values)
    texts = {fold(value) for value in values}
    return lambda row: bool(row.values.get(key)) and fold(row.values[key]) in texts


def _clock(value: str) -> int | None:
    """Return the seconds of `H:M`; digits without a colon are read from their end, as `HHMMSS`."""
    hour, colon, rest = value.partition(":")
    if colon:
        return time_of(hour, rest.split(":")[0])
    number = _DIGITS.match(value)
    digits = number["digits"].zfill(6) if number else ""
    return seconds(f"{digits[:2]}:{digits[2:4]}:{digits[4:]}") if _CLOCK.fullmatch(digits) else None


def _within(rows: list[Row], area: Area) -> list[Found]:
    if area.width is None:
        return [Found(row, _angle(row, area)) for row in rows]
    return [
        Found(row, angle)
        for row, angle in _measured(rows, area)
        if distance(angle, area.per_degree) <= area.width
    ]


def _angle(row: Row, area: Area) -> float | None:
    if row.latitude is None or row.longitude is None:
        return None
    return degrees_between(row.latitude, row.longitude, of=area.point)


def _measured(rows: list[Row], area: Area) -> list[tuple[Row, float]]:
    return [(row, angle) for row in rows if (angle := _angle(row, area)) is not None]


def _sorted(found: list[Found], request: Request) -> list[Found]:
    """Return them in the order asked for; what is alike in it, by id."""
    found = sorted(found, key=lambda item: item.row.id)
    if request.by_distance:
        return sorted(found, key=lambda item: float("inf") if item.angle is None else item.angle)
    if all(key in COLUMNS or key in HIDDEN_COLUMNS for key in request.order):
        return sorted(found, key=lambda item: [_column(item.row, key) for key in request.order])

    keyed = [([_typed(item.row, key) for key in request.order], item) for item in found]
    keyed.sort(key=lambda pair: _LOOSELY(pair[0]))
    return [item for _, item in keyed]


def _typed(row: Row, key: str) -> Comparable:
    """Return the value of a field as the servers store it."""
    stored = _STORED.get(key)
    if stored is not None:
        return stored(row)
    return None if key in PRIVATE or key in _UNKNOWN or key in HIDDEN_COLUMNS else row.values.get(key)


_STORED: dict[str, Callable[[Row], Comparable]] = {
    "id_bigint": lambda row: row.id,
    "service_body_bigint": lambda row: row.body,
    "weekday_tinyint": lambda row: row.weekday,
    "venue_type": lambda row: row.venue,
    "start_time": lambda row: row.start,
    "duration_time": lambda row: row.duration,
    "latitude": lambda row: row.latitude,
    "longitude": lambda row: row.longitude,
    "formats": lambda row: None if row.formats is None else ",".join(map(str, row.formats)),
}


def _sign(one: Comparable, other: Comparable) -> int:
    first, second = float(one or 0), float(other or 0)
    return (first > second) - (first < second)


def _column(row: Row, key: str) -> tuple[Any, ...]:
    """Return a sort key: what is missing first, texts without case."""
    value = _typed(row, key)
    if value is None:
        return (0,)
    return (1, fold(value) if isinstance(value, str) else value)


def _loosely(one: list[Comparable], other: list[Comparable]) -> int:
    """Compare two rows by several fields, where at least one is a text; what is missing comes last."""
    for first, second in zip(one, other, strict=True):
        if first == second:
            continue
        if first in {None, ""} or second in {None, ""}:
            order = (first in {None, ""}) - (second in {None, ""})
        elif isinstance(first, str) or isinstance(second, str):
            order = compare(str(first), str(second))
        else:
            order = _sign(first, second)
        if order:
            return order
    return 0


_LOOSELY = cmp_to_key(_loosely)
