"""Reads a sheet of meetings: plain-language names of the Meeting Guide fields, one row a meeting and day.

The layout: reference/meeting-guide.md §6. The sheet comes as the answer of the Sheets API or as the table
that its owner published (CSV). What a row says is the business of the reader of Meeting Guide lists.
"""

import json
import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from meetfinder.exchange.csv import cells, plugin_rows
from meetfinder.exchange.meeting_guide import reader as meeting_guide
from meetfinder.exchange.meeting_guide.draft import Context, Progress
from meetfinder.exchange.meeting_guide.reading import NotAList, Reading, Remark
from meetfinder.exchange.sheet import values

_WHERE = plugin_rows.PLACES | {"conference_url", "coordinates"}
_WHEN = frozenset({"day", "time"})
_DATES = ("%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y")
_OTHER_DATES = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y")
NO_DATE = "not_a_date"


def read(text: str, context: Context, progress: Progress | None = None) -> Reading:
    """Read a whole sheet.

    Raises NotAList when the text is neither an answer of the Sheets API nor a table, or has no columns for
    day, time and place. A row that cannot be listed is refused on its own.
    """
    header, table = values.table(text) if text.lstrip("\ufeff \r\n").startswith("{") else cells.read(text)
    names = {plugin_rows.field(name) for name in header}
    if not (names >= _WHEN and names & _WHERE):
        raise NotAList("not_a_sheet")
    rows = [_row(row) for row in plugin_rows.rows(header, table)]
    reading = meeting_guide.read(json.dumps(rows), context, progress)
    undated = [
        Remark(number, str(row["slug"])[:80], "updated", NO_DATE)
        for number, row in enumerate(rows, start=1)
        if row.get("updated") == ""
    ]
    return replace(reading, warnings=(*reading.warnings, *undated))


def _row(row: dict[str, Any]) -> dict[str, Any]:
    """Return the row with its days apart and its date as lists write it; an unreadable date is empty."""
    if "day" in row:
        days = [part for part in re.split(r"\s*(?:[,;&/]|\band\b)\s*", row["day"]) if part]
        row = row | {"day": days if len(days) > 1 else row["day"]}
    if "updated" in row:
        row = row | {"updated": _date(row["updated"])}
    return row


def _date(text: str) -> str:
    """Return a date of the sheet, month first; day first only where it cannot be a month."""
    for pattern in (*_DATES, *_OTHER_DATES):
        try:
            found = datetime.strptime(text, pattern)  # noqa: DTZ007  Lists write no zone, and UTC is meant.
        except ValueError:
            continue
        return f"{found:%Y-%m-%d %H:%M:%S}"
    return ""
