"""A meeting as the BMLT dialect knows it, and how it is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from meetfinder.exchange.bmlt.distance import KM_PER_DEGREE, MILES_PER_DEGREE, distance
from meetfinder.exchange.bmlt.fields import MAIN, PRIVATE, FieldKey
from meetfinder.exchange.bmlt.loose import number_text
from meetfinder.exchange.bmlt.words import Sought, in_a_row, searchable

CLOSED, OPEN = 4, 17
"""The two formats that stand first in a list of keys."""
DEFAULT_DURATION = "01:00"
USUAL_DURATION = 3600
"""Seconds that a meeting is taken to last where its server stored nothing."""
IN_PERSON, VIRTUAL, HYBRID = 1, 2, 3


@dataclass(frozen=True)
class Row:
    """A published meeting. `values` are the texts of its fields; numbers are those to compare with."""

    id: int
    values: Mapping[str, str]
    weekday: int | None
    """0 = Sunday … 6."""
    start: int | None
    """Seconds of the day."""
    duration: int | None
    """Seconds; None where the server did not store one."""
    venue: int | None
    body: int
    formats: tuple[int, ...] | None
    """Ids in stored order; None where the server stored nothing at all, which no exclusion lets through."""
    latitude: float | None
    longitude: float | None

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of all its fields but the main ones."""
        return frozenset().union(*map(searchable, self._texts))

    def says(self, sought: Sought) -> bool:
        """Return whether one of its fields has one of the words or phrases."""
        if not sought.words.isdisjoint(self.words):
            return True
        return any(phrase in in_a_row(text) for phrase in sought.phrases for text in self._texts)

    @property
    def _texts(self) -> list[str]:
        return [text for key, text in self.values.items() if text and key not in _MAIN]


@dataclass(frozen=True)
class Found:
    """A row that a search found; `angle` in degrees where the search was for a place."""

    row: Row
    angle: float | None = None


@dataclass(frozen=True)
class Writer:
    """What all rows of an answer have in common."""

    base: str
    """Address of the server, without a slash at its end."""
    fields: tuple[FieldKey, ...]
    keys: Mapping[int, str]
    """Format id to key string, in the language that was asked for."""
    body_names: Mapping[int, str]
    only: frozenset[str] | None = None
    """Fields to write; None: all."""

    def write(self, found: Found) -> dict[str, str]:
        """Return the row as an object of texts, in the order of the dialect."""
        row, known = found.row, [number for number in found.row.formats or () if number in self.keys]
        computed = {
            "service_body_name": self.body_names.get(row.body, ""),
            "formats": ",".join(dict.fromkeys(self.keys[number] for number in sorted(known, key=_first))),
            "format_shared_id_list": ",".join(map(str, sorted(set(known)))),
            "distance_in_km": _told(found.angle, KM_PER_DEGREE),
            "distance_in_miles": _told(found.angle, MILES_PER_DEGREE),
            "root_server_uri": self.base,
            "published": "1",
            "shared_group_id_bigint": "",
        }
        item = {key: computed.get(key, row.values.get(key, "")) for key in MAIN}
        item |= {field.key: row.values.get(field.key, "") for field in self.fields}
        item |= dict.fromkeys(PRIVATE & item.keys(), "")
        if self.only is None:
            return item
        return {key: value for key, value in item.items() if key in self.only}


@lru_cache(maxsize=4096)
def seconds(text: str) -> int | None:
    """Return the seconds of `HH:MM` or `HH:MM:SS`; None for anything else."""
    parts = text.split(":")
    if len(parts) not in {2, 3} or not all(part.isdecimal() and part.isascii() for part in parts):
        return None
    hours, minutes, rest = (*map(int, parts), 0)[:3]
    return hours * 3600 + minutes * 60 + rest


def clock_text(amount: int) -> str:
    """Return seconds as `HH:MM:SS`."""
    return f"{amount // 3600:02}:{amount // 60 % 60:02}:{amount % 60:02}"


def stored_duration(text: str) -> int | None:
    """Return the seconds of a duration; None for the text that servers show where none is stored."""
    return None if text in {"", DEFAULT_DURATION} else seconds(text)


def _told(angle: float | None, per_degree: float) -> str:
    return "" if angle is None else number_text(distance(angle, per_degree))


def _first(number: int) -> tuple[int, int]:
    """Return the place of a format among others: closed and open come first."""
    return (0, number) if number in {CLOSED, OPEN} else (1, number)


_MAIN = frozenset(MAIN)
