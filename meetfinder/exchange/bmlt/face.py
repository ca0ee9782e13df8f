"""A face: what one BMLT server would be, made of the directory, of one source or of all that is chosen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from meetfinder.exchange.bmlt.bodies import Tree
from meetfinder.exchange.bmlt.fields import STOCK_FIELDS, FieldKey
from meetfinder.exchange.bmlt.formats import FormatLabel, in_languages
from meetfinder.exchange.bmlt.rows import Row
from meetfinder.exchange.bmlt.server import USUAL_LANGUAGE


@dataclass(frozen=True, slots=True)
class Window:
    """What the database may leave out of a search; what remains is looked at row by row. None: nothing."""

    ids: frozenset[int] | None = None
    weekdays: frozenset[int] | None = None
    """0 = Sunday … 6."""
    box: tuple[float, float, float, float] | None = None
    """South, north, west and east in degrees; west is greater than east across the date line."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one meeting: public are its day and the fields, never old values nor who made it."""

    id: int
    meeting_id: int
    meeting_name: str
    body: int
    made_at: datetime
    kind: str
    """`new`, `change` or `delete`."""
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which changes are wanted; None asks nothing."""

    since: datetime | None = None
    until: datetime | None = None
    meeting: int | None = None
    bodies: frozenset[int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One server."""

    base: str
    """Its address, without a slash at its end."""
    rows: Callable[[Window], Sequence[Row]]
    """The published rows of a window."""
    points: Callable[[Window], Sequence[Row]]
    """The same rows with day, time and place only: enough to see how many are near, and quickest."""
    outlines: Callable[[Window], Sequence[Row]]
    """The same rows with venue, body and formats besides, perhaps without texts: quicker than with."""
    changes: Callable[[Asked], Sequence[Change]]
    """Changes, newest first."""
    tree: Tree
    labels: Sequence[FormatLabel]
    """Every format in every language, in the order of the server."""
    used: Callable[[], frozenset[int]]
    """Ids of the formats that any meeting has."""
    info: Callable[[], Mapping[str, Any]]
    """The object that GetServerInfo answers."""
    fields: tuple[FieldKey, ...] = STOCK_FIELDS
    language: str = USUAL_LANGUAGE

    def formats(self, languages: Sequence[str] | None) -> dict[int, FormatLabel]:
        """Return the formats by id in these languages; None: in that of the server."""
        chosen = [self.language] if languages is None else languages
        return {label.id: label for label in in_languages(self.labels, chosen)}
