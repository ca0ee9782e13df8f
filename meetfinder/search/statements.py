"""The one kind of statement that searches: rows of the search tables by place, minute, flags and tags.

It is put together as text from fixed parts, once for each shape and database, because it differs in what is
joined, not in values: those are always parameters, lists among them as JSON.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from meetfinder.search.dialect import for_driver, number_list, numbers
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


@dataclass(frozen=True, slots=True)
class Shape:
    """What a statement joins and how it sorts."""

    source: Source
    order: Order = Order.DISTANCE
    timed: bool = False
    """Whether rows must lie in the windows."""
    tagged: bool = False
    """Whether rows are read by tag."""
    several: bool = False
    """Whether by several tags, so that a row may come once for each of them."""
    also: int = 0
    """How many further groups of tags a meeting must have one of."""
    long: bool = False
    """Whether long meetings are looked for in windows of their own, besides."""
    counting: bool = False
    """Whether only the number of rows is wanted, and how many of them are not certain."""
    doubtful: bool = False
    """Whether only rows are wanted that are not certain."""
    by_tag: bool = False
    """Whether the number of rows is wanted for each of many tags; those of doubt are counted as matching."""


START_OF_RANK = 100_000
"""Minutes between the leads of two ranks; more than a start can be away."""

_WINDOW = ("zone", "low", "high", "at", "over", "need")
"""Zone (0: any), minutes of the week, minutes from now to the first of them, minutes from now after which
it must end, and flags that a row must have."""
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
    f"CASE WHEN {_SQUARE} <= :band_1 THEN 0 WHEN {_SQUARE} <= :band_2 THEN 1"
    f" WHEN {_SQUARE} <= :band_3 THEN 2 ELSE 3 END"
)
_LEADS = {
    Order.DISTANCE: "0",
    Order.START: _STARTS,
    Order.BEST: f"(({_BAND}) * 4 + {_RANK})",
    Order.RANK: f"(({_RANK}) * {START_OF_RANK} + {_STARTS})",
}
_DOUBT = f"({_SQUARE} > :certain OR (o.flags & :check) <> 0)"
_DOUBT_FROM_AFAR = f"(((o.flags & :placed) <> 0 AND {_SQUARE} <= :certain) OR (o.flags & :check) <> 0)"
_NOT_ENDED = (
    f"((o.flags & {int(Flag.ENDING)}) = 0 OR EXISTS "  # noqa: S608
    "(SELECT 1 FROM meeting m WHERE m.id = o.meeting_id AND m.ends_on >= :today))"
)
_CONDITIONS = (
    "(o.flags & :any) <> 0",
    "(o.flags & :also) <> 0",
    "(o.flags & :never) = 0",
    _NOT_ENDED,
)


@lru_cache(maxsize=512)
def statement(shape: Shape, dialect: str) -> str:
    """Return the statement of this shape in the words of this database and its driver."""
    with_parts = []
    if shape.timed:
        with_parts.append(_materialized("w", numbers(dialect, "windows", _WINDOW)))
    if shape.source == Source.RANGES:
        with_parts.append(_materialized("r", numbers(dialect, "ranges", ("low", "high"))))
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
    with_parts = [_materialized("r", numbers(dialect, "ranges", ("low", "high")))]
    sources = ["r", "occurrence o"]
    condition = "o.cell BETWEEN r.low AND r.high"
    if tagged:
        with_parts.append(_materialized("d", number_list(dialect, "tags", "id")))
        sources = ["d", "r", "tagged_occurrence o"]
        condition += " AND o.tag_id = d.id"
    query = f"SELECT 1 FROM {' CROSS JOIN '.join(sources)} WHERE {condition} LIMIT :limit"  # noqa: S608
    return for_driver(dialect, f"WITH {', '.join(with_parts)} SELECT count(*) FROM ({query}) counted")  # noqa: S608


def _outer(shape: Shape, body: str) -> str:
    if shape.by_tag:
        return f"SELECT d.id, (SELECT count(*) FROM ({body} LIMIT :limit) counted) FROM d"  # noqa: S608
    if shape.counting:
        return (
            "SELECT count(*), coalesce(sum(doubt), 0) FROM ("  # noqa: S608  Every part is a constant of this module.
            f"SELECT DISTINCT meeting_id, doubt FROM ({body}) found LIMIT :limit) counted"
            if shape.several
            else f"SELECT count(*), coalesce(sum(doubt), 0) FROM ({body} LIMIT :limit) counted"  # noqa: S608
        )
    columns = "lead, square, meeting_id, flags, minute, zone_id, length, x, y, z"
    return (
        f"SELECT {columns} FROM ({body}) found "  # noqa: S608
        "WHERE (lead, square, meeting_id) > (:after_lead, :after_square, :after_id) "
        "ORDER BY lead, square, meeting_id LIMIT :limit"
    )


def _body(shape: Shape, dialect: str, *, tagged: bool, window: str = "w", tag: str = "d") -> str:
    table = "tagged_occurrence" if tagged else "occurrence"
    sources = [tag] if tagged and not shape.by_tag else []
    sources += _sources(shape, window, table)
    conditions = [*_CONDITIONS, *_place(shape), *(["o.tag_id = d.id"] if tagged else [])]
    if shape.timed:
        conditions += _time(shape)
    doubt = _DOUBT_FROM_AFAR if shape.source == Source.ZONES else _DOUBT
    if shape.doubtful:
        conditions.append(doubt)
    conditions += [_with_tag(number_list(dialect, f"group_{number}", "id")) for number in range(shape.also)]
    square = "CAST(0 AS BIGINT)" if shape.source == Source.ZONES else _SQUARE
    columns = (
        f"o.meeting_id, CASE WHEN {doubt} THEN 1 ELSE 0 END AS doubt"
        if shape.counting or shape.by_tag
        else f"{_LEADS[shape.order]} AS lead, {square} AS square, o.meeting_id, o.flags, o.minute, "
        "o.zone_id, o.length, o.x, o.y, o.z"
    )
    return f"SELECT {columns} FROM {' CROSS JOIN '.join(sources)} WHERE {' AND '.join(conditions)}"  # noqa: S608


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


def _place(shape: Shape) -> list[str]:
    if shape.source == Source.ZONES:
        # What is hybrid and within the circle is found there.
        return ["o.cell = -w.zone", f"((o.flags & :placed) = 0 OR {_SQUARE} > :beyond)"]
    within = [f"{_SQUARE} BETWEEN :near AND :far"]
    if shape.source == Source.RANGES:
        return ["o.cell BETWEEN r.low AND r.high", *within]
    return ["o.cell = c.cell", *within]


def _time(shape: Shape) -> list[str]:
    zone = [] if shape.source == Source.ZONES else ["(w.zone = 0 OR w.zone = o.zone_id)"]
    return [
        "o.minute BETWEEN w.low AND w.high",
        *zone,
        "(o.flags & w.need) = w.need",
        f"{_STARTS} + o.length > w.over",
    ]


def _materialized(name: str, query: str) -> str:
    return f"{name} AS MATERIALIZED ({query})"
