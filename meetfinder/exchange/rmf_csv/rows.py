"""A row of the table, turned into a row of a Meeting Guide list, and what such a row cannot hold.

`Open` says that some meeting of the group is open, so only the words of `OpenFormat` tell whether all are.
The columns: reference/meeting-guide.md §6. `Region` is the nearest city of a list of cities, often not the
meeting's own, and `False` in a column of ticks is no statement: neither is taken.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from meetfinder.exchange.csv.labels import CODES
from meetfinder.exchange.meeting_guide.countries import alpha2
from meetfinder.exchange.meeting_guide.times import minute
from meetfinder.exchange.plain_words import clock

COLUMNS = frozenset({"Guid", "Title", "Day", "Time", "Postcode", "MeetingType"})
"""A table with all of these is one of the finder's."""
COLUMN_OF = {
    "slug": "Guid", "name": "Title", "day": "Day", "time": "Time", "end_time": "Duration",
    "address": "Address", "location": "Venue", "latitude": "Latitude", "notes": "Note",
    "country": "Country", "types": "Format",
}  # fmt: skip
"""What the finder calls the field of a Meeting Guide row."""
_ZONES = {"GB": "Europe/London", "IE": "Europe/Dublin"}
_ALWAYS_OPEN = re.compile(r"(?:all )?(?:mtgs?|meetings?)?\s*'?open'?\.?", re.IGNORECASE)
_LENGTH = re.compile(r"(?:(\d{1,2})\s*h(?:ou)?rs?)?\s*(?:(\d{1,3})\s*m(?:in(?:ute)?s?)?)?", re.IGNORECASE)
_CAPITALISED_ORDINAL = re.compile(r"\b(\d+)(St|Nd|Rd|Th)\b")
_MORE_LABELS = {"steps": "ST", "step": "ST", "traditions": "TR", "women only": "W", "men only": "M"}
_SAYS = {"Hearing": ("hearing_loop", "yes"), "Chit": ("attendance_proof", "yes")}


@dataclass(frozen=True, slots=True)
class Row:
    """A row on its way."""

    fields: dict[str, Any]
    """As a Meeting Guide list has them."""
    statements: tuple[tuple[str, str], ...] = ()
    """Keys and values of attributes that have no code there."""
    warnings: tuple[tuple[str, str], ...] = field(default=())


def row(cells: Mapping[str, str]) -> Row:
    """Return what the cells of a row, by column, say."""
    said = {name: " ".join(value.split()) for name, value in cells.items()}
    country = alpha2(said.get("Country", ""))
    end, warnings = _end(said.get("Time", ""), said.get("Duration", ""))
    types, words = _types(said)
    notes = [said.get("Note", ""), words]
    fields = {
        "slug": said.get("Guid", ""),
        "name": _CAPITALISED_ORDINAL.sub(lambda found: found[0].lower(), said.get("Title", "")),
        "day": said.get("Day", ""),
        "time": said.get("Time", ""),
        "end_time": end,
        "timezone": _ZONES.get(country, ""),
        "location": said.get("Venue", ""),
        "address": re.sub(r"\s*,\s*", ", ", said.get("Address", "")).strip(", "),
        "postal_code": said.get("Postcode", ""),
        "country": country,
        "latitude": said.get("Latitude", ""),
        "longitude": said.get("Longitude", ""),
        "types": types,
        "notes": "\n\n".join(filter(None, notes)),
    }
    return Row(
        {name: value for name, value in fields.items() if value},
        tuple(_SAYS[name] for name in _SAYS if _ticked(said, name)),
        warnings,
    )


def _types(said: Mapping[str, str]) -> tuple[list[str], str]:
    """Return codes, and the words that no code stands for."""
    codes, words = [], []
    opening = said.get("OpenFormat", "")
    if opening and _ALWAYS_OPEN.fullmatch(opening):
        codes.append("O")
    elif opening:
        words.append(opening)
    if _ticked(said, "Wheelchair"):
        codes.append("X")
    for label in filter(None, (part.strip() for part in said.get("Format", "").split(","))):
        code = CODES.get(label.lower()) or _MORE_LABELS.get(label.lower())
        (codes if code else words).append(code or label)
    return list(dict.fromkeys(codes)), "\n".join(words)


def _end(start: str, length: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    began, found = minute(start), _LENGTH.fullmatch(length)
    if not length or began is None:
        return "", ()
    minutes = 60 * int(found[1] or 0) + int(found[2] or 0) if found else 0
    return (clock(began + minutes), ()) if minutes else ("", (("Duration", "not_a_time"),))


def _ticked(said: Mapping[str, str], column: str) -> bool:
    return said.get(column, "").lower() == "true"
