"""The one kind of statement that searches: rows of the search tables by place, minute, flags and tags.

It is put together as text from fixed parts, once for each shape and database, because it differs in what is
joined, not in values: those are always parameters, lists among them as JSON.
"""

from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from meetfinder.search.dialect import fence, for_driver, number_list, numbers
from meetfinder.search.runs import unpacked
from meetfinder.search.tables import Flag


class Source(StrEnum):
    """Which rows come into question."""

    RANGES = "ranges"
    """Those of runs of cells; minutes, if asked for, are compared row by row. For large areas."""
    CELLS = "cells"
    """Those of single cells within windows of minutes. For small areas and short windows."""
    ZONES = "zones"
    """Those one can join from afar, within windows of each zone."""


class Order(StrEnum):
    """What comes first; then always the nearer, then the lower id."""

    DISTANCE = "distance"
    START = "start"
    BEST = "best"
    """Bands of distance, in each of them ranks."""
    RANK = "rank"
    """Ranks, in each of them by start."""


class Shape(NamedTuple):
    """What a statement joins and how it sorts."""

    source: Source
    order: Order = Order.DISTANCE
    timed: bool = False
    """Whether rows must lie in the windows."""
    choosy: bool = False
    """Whether not every kind of attendance that can stand in such a place is wanted."""
    marked: bool = False
    """Whether rows must have one of the flags of `also`."""
    boxed: bool = False
    """Whether rows are compared with a box around the circle first: most rows of its cells lie outside."""
    tagged: bool = False
    """Whether rows are read by tag."""
    several: bool = False
    """Whether by several tags, so that a row may come once for each of them."""
    also: int = 0
    """How many further groups of tags a meeting must have one of."""
    long: bool = False
    """Whether long meetings are looked for in windows of their own, besides."""
    counting: bool = False
    """Whether only the number of rows is wanted, without those that are not certain."""
    doubtful: bool = False
    """Whether only rows are wanted that are not certain."""
    by_tag: bool = False
    """Whether the number of rows is wanted for each of many tags; those of doubt are counted as matching."""
    resumed: bool = False
    """Whether rows are wanted that come after those of an earlier page."""


START_OF_RANK = 100_000
"""Minutes between the leads of two ranks; more than a start can be away."""

_KEYS = 1 << 32
"""More than there are ids; a power of two, so that a mask takes an id off a key."""
_PLAIN = "o.meeting_id, o.flags, o.minute, o.zone_id, o.length, o.x, o.y, o.z"
_COLUMNS = "lead, square, " + _PLAIN.replace("o.", "")
_WINDOW = ("zone", "low", "high", "at", "over", "need", "zone_2", "zone_3")
"""Zone (0: any), minutes of the week, minutes from now to the first of them, minutes from now after which
it must end, flags that a row must have, and perhaps further zones."""
_STARTS = "(w.at + o.minute - w.low)"
_SQUARE = (
    "((o.x - CAST(:x AS BIGINT)) * (o.x - CAST(:x AS BIGINT))"
    " + (o.y - CAST(:y AS BIGINT)) * (o.y - CAST(:y AS BIGINT))"
    " + (o.z - CAST(:z AS BIGINT)) * (o.z - CAST(:z AS BIGINT)))"
)
_RANK = (
    "CASE WHEN (o.flags & :first) <> 0 THEN 0 WHEN (o.flags & :second) <> 0 THEN 1"
    " WHEN (o.flags & :third) <> 0 THEN 2 ELSE 3 END"
)
_BAND = (
    "CASE WHEN o.square <= :band_1 THEN 0 WHEN o.square <= :band_2 THEN 1"
    " WHEN o.square <= :band_3 THEN 2 ELSE 3 END"
)
_LEADS = {
    Order.DISTANCE: "0",
    Order.START: _STARTS,
    Order.BEST: f"(({_BAND}) * 4 + {_RANK})",
    Order.RANK: f"(({_RANK}) * {START_OF_RANK} + {_STARTS})",
}
_BOX = tuple(f"o.{axis} BETWEEN :least_{axis} AND :most_{axis}" for axis in "zyx")
_DOUBT = "({square} > :certain OR (o.flags & :check) <> 0)"
_DOUBT_FROM_AFAR = f"(((o.flags & :placed) <> 0 AND {_SQUARE} <= :far) OR (o.flags & :check) <> 0)"
_NOT_ENDED = (
    f"((o.flags & {int(Flag.ENDING)}) = 0 OR EXISTS "  # noqa: S608
    "(SELECT 1 FROM meeting m WHERE m.id = o.meeting_id AND m.ends_on >= :today))"
)


@lru_cache(maxsize=512)
def statement(shape: Shape, dialect: str) -> str:
    """Return the statement of this shape in the words of this database and its driver."""
    with_parts = []
    if shape.timed:
        with_parts.append(_materialized("w", numbers(dialect, "windows", _WINDOW)))
    if shape.source == Source.RANGES:
        with_parts.append(_materialized("r", unpacked(dialect, "ranges")))
    elif shape.source == Source.CELLS:
        with_parts.append(_materialized("c", number_list(dialect, "cells", "cell")))
    if shape.tagged or shape.by_tag:
        with_parts.append(_materialized("d", number_list(dialect, "tags", "id")))
    body = _body(shape, dialect, tagged=shape.tagged or shape.by_tag)
    if shape.long and not shape.by_tag:
        with_parts.append(_materialized("lw", numbers(dialect, "long_windows", _WINDOW)))
        with_parts.append(_materialized("ld", number_list(dialect, "long_tag", "id")))
        body += " UNION ALL " + _body(shape, dialect, tagged=True, window="lw w", tag="ld d")
        if shape.tagged:
            body = f"{body} AND {_with_tag('SELECT id FROM d')}"  # noqa: S608  All of it is ours.
    lead = "WITH " + ", ".join(with_parts) + " "
    return for_driver(dialect, lead + _outer(shape, body))


@lru_cache(maxsize=4)
def rows_in_circle(dialect: str, *, tagged: bool) -> str:
    """Return the statement that counts the rows of a circle up to a limit, whatever they say."""
    with_parts = [_materialized("r", unpacked(dialect, "ranges"))]
    sources = ["r", "occurrence o"]
    condition = "o.cell BETWEEN r.low AND r.high"
    if tagged:
        with_parts.append(_materialized("d", number_list(dialect, "tags", "id")))
        sources = ["d", "r", "tagged_occurrence o"]
        condition += " AND o.tag_id = d.id"
    query = f"SELECT 1 FROM {' CROSS JOIN '.join(sources)} WHERE {condition} LIMIT :limit"  # noqa: S608
    return for_driver(dialect, f"WITH {', '.join(with_parts)} SELECT count(*) FROM ({query}) counted")  # noqa: S608


@lru_cache(maxsize=8)
def first_from_afar(shape: Shape, dialect: str) -> str:
    """Return the statement for the row from afar that comes first in its windows, then by id.

    In each zone the first is found at once, because minute and id are the order of the table. Of irregular
    rows it is the earliest minute at which they might take place.
    """
    conditions = [*_said(shape), *_source(shape), *_within(shape, _SQUARE), *_time(shape)]
    key = f"CAST(o.minute AS BIGINT) * {_KEYS} + o.meeting_id"
    first = (
        f"SELECT {key} FROM occurrence o WHERE {' AND '.join(conditions)} "  # noqa: S608  All of it is ours.
        "ORDER BY o.minute, o.meeting_id LIMIT 1"
    )
    with_parts = [
        _materialized("w", numbers(dialect, "windows", _WINDOW)),
        _materialized("f", f"SELECT w.zone, w.at, w.low, ({first}) AS found FROM w"),  # noqa: S608
    ]
    return for_driver(
        dialect,
        f"WITH {', '.join(with_parts)} "  # noqa: S608
        f"SELECT {_STARTS} AS lead, CAST(0 AS BIGINT) AS square, {_PLAIN} FROM f w CROSS JOIN occurrence o "
        f"WHERE o.cell = -w.zone AND o.minute = w.found / {_KEYS} AND o.meeting_id = (w.found & {_KEYS - 1}) "
        "ORDER BY lead, o.meeting_id LIMIT 1",
    )


@lru_cache(maxsize=8)
def first_in_cells(shape: Shape, dialect: str) -> str:
    """Return the statement for when the first row of some cells comes, in minutes from now.

    What lies in the cell but outside the circle counts too, and irregular rows at their earliest minute.
    """
    conditions = [*_said(shape), *_source(shape), *_time(shape)]
    first = f"SELECT o.minute FROM occurrence o WHERE {' AND '.join(conditions)} ORDER BY o.minute LIMIT 1"  # noqa: S608  All of it is ours.
    with_parts = [
        _materialized("w", numbers(dialect, "windows", _WINDOW)),
        _materialized("c", number_list(dialect, "cells", "cell")),
        _materialized("f", f"SELECT w.at - w.low + ({first}) AS lead FROM c CROSS JOIN w"),  # noqa: S608
    ]
    return for_driver(dialect, f"WITH {', '.join(with_parts)} SELECT min(lead) FROM f")  # noqa: S608


def _outer(shape: Shape, body: str) -> str:
    if shape.by_tag:
        return f"SELECT d.id, (SELECT count(*) FROM ({body} LIMIT :limit) counted) FROM d"  # noqa: S608
    if shape.counting:
        every = f"SELECT DISTINCT meeting_id FROM ({body}) found" if shape.several else body  # noqa: S608  All of it is ours.
        return f"SELECT count(*) FROM ({every} LIMIT :limit) counted"  # noqa: S608
    after = "WHERE (lead, square, meeting_id) > (:after_lead, :after_square, :after_id) "
    return (
        f"SELECT {_COLUMNS} FROM ({body}) found {after if shape.resumed else ''}"  # noqa: S608
        "ORDER BY lead, square, meeting_id LIMIT :limit"
    )


def _body(shape: Shape, dialect: str, *, tagged: bool, window: str = "w", tag: str = "d") -> str:
    table = "tagged_occurrence" if tagged else "occurrence"
    sources = [tag] if tagged and not shape.by_tag else []
    sources += _sources(shape, window, table)
    conditions = [*_source(shape), *(["o.tag_id = d.id"] if tagged else [])]
    conditions += [*(_BOX if shape.boxed else ()), *_said(shape)]
    if shape.timed:
        conditions += _time(shape)
    found = " CROSS JOIN ".join(sources)
    square = "CAST(0 AS BIGINT)" if shape.source == Source.ZONES else _SQUARE
    if shape.source != Source.ZONES and shape.order == Order.BEST:
        # What is compared several times is computed once, in a query that databases do not take apart.
        columns, every = f"{_SQUARE} AS square, {_PLAIN}", " AND ".join(conditions)
        found = f"(SELECT {columns} FROM {found} WHERE {every} {fence(dialect)}) o"  # noqa: S608
        square, conditions = "o.square", []
    conditions += _within(shape, square)
    doubt = _DOUBT_FROM_AFAR if shape.source == Source.ZONES else _DOUBT.format(square=square)
    if shape.doubtful:
        conditions.append(doubt)
    conditions += [_with_tag(number_list(dialect, f"group_{number}", "id")) for number in range(shape.also)]
    columns = f"{_LEADS[shape.order]} AS lead, {square} AS square, {_PLAIN}"
    if shape.counting:
        columns = "o.meeting_id"
    elif shape.by_tag:
        columns = "1"
    return f"SELECT {columns} FROM {found} WHERE {' AND '.join(conditions)}"  # noqa: S608


def _with_tag(ids: str) -> str:
    """Return the condition that the meeting has a tag of this query of ids."""
    return (
        "EXISTS (SELECT 1 FROM tagged_occurrence t "  # noqa: S608
        f"WHERE t.meeting_id = o.meeting_id AND t.tag_id IN ({ids}))"
    )


def _sources(shape: Shape, window: str, table: str) -> list[str]:
    """Return the joined tables in the order in which SQLite will go through them."""
    if shape.source == Source.RANGES:
        return ["r", f"{table} o", *([window] if shape.timed else [])]
    if shape.source == Source.CELLS:
        return ["c", window, f"{table} o"]
    return [window, f"{table} o"]


def _said(shape: Shape) -> list[str]:
    """Return what the flags of a row must say. Asking less is worth it: thousands of rows are asked."""
    wanted = ["(o.flags & :any) <> 0"] if shape.choosy else []
    wanted += ["(o.flags & :also) <> 0"] if shape.marked else []
    # What has a last date is never certain, and so not counted.
    return [*wanted, "(o.flags & :never) = 0", *([] if shape.counting else [_NOT_ENDED])]


def _source(shape: Shape) -> list[str]:
    if shape.source == Source.ZONES:
        return ["o.cell = -w.zone"]
    return ["o.cell BETWEEN r.low AND r.high" if shape.source == Source.RANGES else "o.cell = c.cell"]


def _within(shape: Shape, square: str) -> list[str]:
    if shape.source == Source.ZONES:
        # What is hybrid and within the circle is found there.
        return [f"((o.flags & :placed) = 0 OR {_SQUARE} > :beyond)"]
    if shape.source == Source.RANGES and (shape.counting or shape.by_tag):
        return [f"(r.sure = 1 OR {square} <= :far)"]
    return [f"{square} BETWEEN :near AND :far"]


def _time(shape: Shape) -> list[str]:
    zones = "(w.zone = 0 OR o.zone_id IN (w.zone, w.zone_2, w.zone_3))"
    zone = [] if shape.source == Source.ZONES else [zones]
    return [
        "o.minute BETWEEN w.low AND w.high",
        *zone,
        "(o.flags & w.need) = w.need",
        f"{_STARTS} + o.length > w.over",
    ]


def _materialized(name: str, query: str) -> str:
    return f"{name} AS MATERIALIZED ({query})"
