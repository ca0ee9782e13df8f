"""Tables of the WordPress plugin and of the Google Sheet template, turned into rows of a Meeting Guide list.

The columns and what the plugin makes of them: reference/meeting-guide.md §6. Everything else about such rows
is the business of the reader of Meeting Guide lists.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from meetfinder.exchange.csv.labels import code

Row = dict[str, Any]
ALIASES = {
    "zip": "postal_code",
    "meeting": "name",
    "meeting_name": "name",
    "location_name": "location",
    "start_time": "time",
    "time_zone": "timezone",
    "full_address": "formatted_address",
    "id": "slug",
    "post_name": "slug",
    "province": "state",
}
PLACES = frozenset({"address", "city", "formatted_address"})
"""One of these columns must be there for a table to be one of meetings."""
_SLUG_PARTS = ("name", "group", "location", "day", "time")


def field(header: str) -> str:
    """Return the name of a column as the plugin forms it: small letters, words joined by `_`."""
    name = re.sub(r"[^a-z0-9]+", "_", header.strip().lower()).strip("_")
    return ALIASES.get(name, name)


def rows(header: Sequence[str], table: Iterable[Sequence[str]]) -> list[Row]:
    """Return a row of a Meeting Guide list for each row of the table, with the fields that are filled in."""
    fields = [field(name) for name in header]
    return [_row(fields, cells) for cells in table]


def _row(fields: Sequence[str], cells: Sequence[str]) -> Row:
    row: Row = {}
    for name, cell in zip(fields, cells, strict=False):
        if cell.strip():
            # Of two columns for one thing, such as Slug and ID, the first that is filled in holds.
            row.setdefault(name, cell.strip())
    if "types" in row:
        row["types"] = _types(row["types"])
    if "regions" in row:
        row["regions"] = [part.strip() for part in row["regions"].split(">") if part.strip()]
    if "address" in row:
        # "St. Mark's @ 5 Elm St" is how some note a building before its street.
        row["address"] = row["address"].partition("@")[0].strip() or row["address"]
    if "slug" not in row:
        row["slug"] = _slug(row)
    return row


def _types(text: str) -> list[str]:
    codes = list(dict.fromkeys(code(part) for part in text.split(",") if part.strip()))
    # The plugin takes open and closed together for closed.
    return [item for item in codes if not (item == "O" and "C" in codes)]


def _slug(row: Row) -> str:
    """Return a key for a row without one, from what stays when words are corrected: who, where and when."""
    text = " ".join(str(row[name]) for name in _SLUG_PARTS if name in row)
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:180]
