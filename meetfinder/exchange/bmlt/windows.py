"""What of a window a database is asked: a shape, for which a query is put together once, and its values."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import InstrumentedAttribute

from meetfinder.directory.models import Location, Meeting
from meetfinder.directory.prepared import among, given
from meetfinder.exchange.bmlt.face import Window


class Shape(NamedTuple):
    """What a query compares, whatever the values."""

    ids: bool
    weekdays: bool
    box: bool
    across: bool
    """Whether the box goes on across the date line."""

    @property
    def few(self) -> bool:
        """Whether so few rows lie in the window that a database should begin with nothing else."""
        return self.ids or self.box


def shape_of(window: Window) -> Shape:
    """Return the shape of a window."""
    across = window.box is not None and window.box[2] > window.box[3]
    return Shape(window.ids is not None, window.weekdays is not None, window.box is not None, across)


def values_of(window: Window, ids: Iterable[int] | Iterable[str]) -> dict[str, Any]:
    """Return the values of a window; `ids` are its ids as the face keeps them."""
    values: dict[str, Any] = {}
    if window.ids is not None:
        values["ids"] = list(ids)
    if window.weekdays is not None:
        values["weekdays"] = sorted(window.weekdays)
    if window.box is not None:
        values |= dict(zip(("south", "north", "west", "east"), window.box, strict=True))
    return values


def conditions(shape: Shape, key: InstrumentedAttribute[Any]) -> list[ColumnElement[bool]]:
    """Return what a query of this shape compares; `key` is the column of the ids."""
    found: list[ColumnElement[bool]] = []
    if shape.ids:
        found.append(among(key))
    if shape.weekdays:
        found.append(among(Meeting.weekday, "weekdays"))
    if shape.box:
        west, east = Location.longitude >= given("west"), Location.longitude <= given("east")
        found.append(Location.latitude.between(given("south"), given("north")))
        found.append(or_(west, east) if shape.across else and_(west, east))
    return found
