"""Rows to search in, with harmless defaults, and a way to search them as a client would."""

from dataclasses import replace
from typing import Any

from meetfinder.exchange.bmlt.bodies import Body, Tree
from meetfinder.exchange.bmlt.face import Asked, Change, Face, Window
from meetfinder.exchange.bmlt.fields import STOCK_FIELDS
from meetfinder.exchange.bmlt.finding import find
from meetfinder.exchange.bmlt.formats import FormatLabel
from meetfinder.exchange.bmlt.loose import Parameters
from meetfinder.exchange.bmlt.request import read
from meetfinder.exchange.bmlt.rows import Found, Row, seconds, stored_duration

HOME = (36.065752051707, -79.793701171875)
ZONE, REGION, AREA = 1, 2, 3


def a_row(
    number: int,
    *,
    weekday: int | None = 1,
    start: str = "19:00:00",
    duration: str = "01:00:00",
    venue: int | None = 1,
    body: int = AREA,
    formats: tuple[int, ...] | None = (17, 29, 30),
    point: tuple[float, float] | None = HOME,
    **values: str,
) -> Row:
    """Return a row; weekday 0 is Sunday."""
    latitude, longitude = point or (None, None)
    main = {
        "id_bigint": str(number),
        "service_body_bigint": str(body),
        "weekday_tinyint": "" if weekday is None else str(weekday + 1),
        "venue_type": "" if venue is None else str(venue),
        "start_time": start,
        "duration_time": duration,
        "lang_enum": "en",
        "latitude": "" if latitude is None else str(latitude),
        "longitude": "" if longitude is None else str(longitude),
    }
    return Row(
        id=number,
        values=main | values,
        weekday=weekday,
        start=seconds(start),
        duration=stored_duration(duration),
        venue=venue,
        body=body,
        formats=formats,
        latitude=latitude,
        longitude=longitude,
    )


def a_body(number: int, parent: int, name: str = "", world_id: str = "") -> Body:
    return Body(
        id=number, parent=parent, name=name or f"Body {number}", description="", kind="AS", url="",
        helpline="", world_id=world_id,
    )  # fmt: skip


def a_label(number: int, key: str = "", *, language: str = "en", world_id: str = "") -> FormatLabel:
    return FormatLabel(
        id=number, key=key or f"K{number}", name=f"Format {number}", description="", language=language,
        world_id=world_id, kind="FC1",
    )  # fmt: skip


def a_face(
    *rows: Row,
    bodies: tuple[Body, ...] = (),
    labels: tuple[FormatLabel, ...] = (),
    changes: tuple[Change, ...] = (),
    **more: Any,
) -> Face:
    """Return a face that holds these rows; its window leaves out what a database would."""

    def in_window(window: Window) -> list[Row]:
        return [
            row
            for row in rows
            if (window.ids is None or row.id in window.ids)
            and (window.weekdays is None or row.weekday in window.weekdays)
            and (window.box is None or _in_box(row, window.box))
        ]

    def wanted(asked: Asked) -> list[Change]:
        return [
            change
            for change in changes
            if (asked.since is None or change.made_at >= asked.since)
            and (asked.until is None or change.made_at <= asked.until)
            and (asked.bodies is None or change.body in asked.bodies)
            and (asked.meeting is None or change.meeting_id == asked.meeting)
        ]

    tree = bodies or (a_body(ZONE, 0), a_body(REGION, ZONE), a_body(AREA, REGION))
    used = frozenset(number for row in rows for number in row.formats or ())
    return Face(
        base="http://server",
        rows=in_window,
        points=lambda window: [
            replace(row, values={}, venue=None, body=0, formats=None) for row in in_window(window)
        ],
        outlines=lambda window: [replace(row, values={}) for row in in_window(window)],
        changes=wanted,
        tree=Tree(tree),
        labels=labels,
        used=lambda: used,
        info=lambda: {"distanceUnits": "mi", "google_api_key": "secret"},
        **more,
    )


def found(face: Face, query: str) -> list[Found]:
    """Search the face with the parameters of an address."""
    return find(face, read(Parameters(query), STOCK_FIELDS), lambda text: HOME if text == "27401" else None)


def ids(face: Face, query: str) -> list[int]:
    return [item.row.id for item in found(face, query)]


def _in_box(row: Row, box: tuple[float, float, float, float]) -> bool:
    south, north, west, east = box
    if row.latitude is None or row.longitude is None or not south <= row.latitude <= north:
        return False
    lon = row.longitude
    return west <= lon <= east if west <= east else lon >= west or lon <= east
