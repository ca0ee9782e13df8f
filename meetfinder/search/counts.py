"""How many meetings each value of a filter would leave, so that a page can say so beside it."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import TextClause, select, text

from meetfinder.clock import utc
from meetfinder.db import db
from meetfinder.directory.models import Attendance, Fellowship
from meetfinder.directory.schedule import minute_of_week
from meetfinder.search.dialect import number_list
from meetfinder.search.finding import open_scan, total_of
from meetfinder.search.query import TOTAL_CAP, Counts, SearchQuery
from meetfinder.search.rows import attendance_flags
from meetfinder.search.scan import Row, Scan
from meetfinder.search.tables import Flag, SearchTag
from meetfinder.search.truth import Truth
from meetfinder.search.windows import DAY, WEEK
from meetfinder.search.wish import Wish

_DAYS = range(WEEK // DAY)
_LIMIT = TOTAL_CAP + 1


@dataclass(frozen=True, slots=True)
class _Matches:
    """All that match, if they are few enough to be looked at one by one; else None."""

    query: SearchQuery
    scan: Scan
    wish: Wish
    rows: dict[int, Row] | None

    @property
    def sides(self) -> list[bool]:
        """Whether to look near (False), from afar (True) or both."""
        return [remote for remote in (False, True) if (self.wish.remote if remote else self.wish.going)]


def count(query: SearchQuery) -> Counts:
    """Return for each value of each filter how many hits it would leave, other filters kept.

    A filter's own choice is left out of its count, because its values are alternatives. Numbers are exact up
    to TOTAL_CAP and then TOTAL_CAP + 1; only where more than that match and a time is asked for, irregular
    meetings are counted as if they were held then. Values that nothing has are left out.
    """
    seen: dict[SearchQuery, _Matches] = {}

    def without(**changes: Any) -> _Matches:
        other = replace(query, cursor="", **changes)
        if other not in seen:
            seen[other] = _matches(other)
        return seen[other]

    every, of_any_kind = without(fellowships=()), without(kinds=())
    fellowships = _by_name(every, "fellowship:")
    kinds = fellowships if of_any_kind is every else _by_name(of_any_kind, "fellowship:")
    return Counts(
        attendance=_attendance(without(attendance=())),
        days=_days(without(days=())),
        kinds=_kinds(kinds),
        fellowships=fellowships,
        formats=_by_name(without(formats=()), "format:"),
        languages={
            language: number
            for language, number in _by_name(without(languages=()), "language:").items()
            if "-" not in language
        },
        attributes=_statements(query, without),
        focus=_by_name(without(focus=()), "attribute:diagnosis_focus:"),
    )


def _statements(query: SearchQuery, without: Callable[..., "_Matches"]) -> dict[str, int]:
    """Count statements by `key:value`: those of one key are alternatives, different keys must all hold."""
    counted = _by_name(without(), "attribute:")
    for chosen in {key for key, _value in query.attributes}:
        others = tuple(pair for pair in query.attributes if pair[0] != chosen)
        of_key = _by_name(without(attributes=others), f"attribute:{chosen}:")
        counted = {name: number for name, number in counted.items() if not name.startswith(f"{chosen}:")}
        counted |= {f"{chosen}:{value}": number for value, number in of_key.items()}
    return counted


def _matches(query: SearchQuery) -> _Matches:
    scan, wish = open_scan(query, now=utc(query.now), wanted=_LIMIT)
    if wish.hopeless:
        return _Matches(query, scan, wish, {})
    if total_of(scan, wish)[1]:
        return _Matches(query, scan, wish, None)
    truth = Truth(scan, wish)
    rows: dict[int, Row] = {}
    for remote in (False, True):
        if wish.remote if remote else wish.going and scan.here:
            batches = truth.holding(scan.every(wish, remote=remote), remote=remote)
            rows |= {row.meeting_id: row for batch in batches for row in batch}
    return _Matches(query, scan, wish, rows)


def _attendance(matches: _Matches) -> dict[str, int]:
    """Count kinds of attendance; those from afar whatever the radius, as their filter finds them."""
    counted = {}
    for name in Attendance:
        flag = attendance_flags((name,))
        if matches.rows is not None and matches.wish.going & flag:
            counted[name.value] = sum(1 for row in matches.rows.values() if row.flags & flag)
        else:
            query = replace(matches.query, attendance=(name.value,))
            scan, wish = open_scan(query, now=utc(query.now), wanted=_LIMIT)
            counted[name.value] = 0 if wish.hopeless else _capped(scan, wish)
    return {name: number for name, number in counted.items() if number}


def _days(matches: _Matches) -> dict[int, int]:
    if matches.rows is None:
        scan, wishes = matches.scan, {day: _on(day, matches.wish) for day in _DAYS}
        counted = {day: _capped(scan, wish) for day, wish in wishes.items() if wish}
    else:
        truth = Truth(matches.scan, matches.wish)
        moved = [row for row in matches.rows.values() if row.flags & Flag.MOVED]
        truth.load(moved)
        regular = {row.meeting_id: minute_of_week(truth.schedule(row)) for row in moved}
        counted = Counter(regular.get(row.meeting_id, row.minute) // DAY for row in matches.rows.values())
    return {day: counted[day] for day in _DAYS if counted.get(day)}


def _on(day: int, wish: Wish) -> Wish | None:
    """Return the wish for one day of the week, None where no minute of it is wanted."""
    first, last = day * DAY, day * DAY + DAY - 1
    slots = tuple(
        (max(low, first), min(high, last))
        for low, high in wish.slots or ((0, WEEK - 1),)
        if low <= last and high >= first
    )
    return wish._replace(slots=slots) if slots else None


def _capped(scan: Scan, wish: Wish) -> int:
    total, more = total_of(scan, wish)
    return _LIMIT if more else total


def _by_name(matches: _Matches, prefix: str) -> dict[str, int]:
    """Count the meetings of each tag whose name begins so, by the rest of the name."""
    connection = matches.scan.connection
    names = {
        number: name.removeprefix(prefix)
        for number, name in connection.execute(
            select(SearchTag.id, SearchTag.name).where(SearchTag.name.like(f"{prefix}%"))
        )
    }
    if matches.rows is None:
        counted = _by_tag(matches, list(names))
    else:
        query = _tags_of(matches.scan.dialect)
        rows = connection.execute(query, {"ids": json.dumps(list(matches.rows))})
        counted = Counter({tag: number for tag, number in rows})  # noqa: C416  A row is no pair to mypy.
    return {name: min(counted[tag], _LIMIT) for tag, name in names.items() if counted[tag]}


def _by_tag(matches: _Matches, tags: list[int]) -> Counter[int]:
    counted: Counter[int] = Counter()
    for remote in matches.sides:
        counted.update(matches.scan.count_by_tag(matches.wish, tags, remote=remote, limit=_LIMIT))
    return counted


def _kinds(by_fellowship: dict[str, int]) -> dict[str, int]:
    kinds = {slug: kind for slug, kind in db.session.execute(select(Fellowship.slug, Fellowship.kind))}  # noqa: C416
    counted: Counter[str] = Counter()
    for slug, number in by_fellowship.items():
        counted[kinds[slug]] += number
    return {kind: min(number, _LIMIT) for kind, number in counted.items()}


@lru_cache(maxsize=2)
def _tags_of(dialect: str) -> TextClause:
    return text(
        "SELECT tag_id, count(DISTINCT meeting_id) FROM tagged_occurrence "  # noqa: S608  All of it is ours.
        f"WHERE meeting_id IN ({number_list(dialect, 'ids', 'id')}) GROUP BY tag_id"
    )
