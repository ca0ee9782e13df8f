"""The rows of a sheet as its API gives them: cells may be numbers, and empty ones at the end are left out."""

import json
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any

from meetfinder.exchange.csv.plugin_rows import field
from meetfinder.exchange.meeting_guide.reading import NotAList

_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  The day from which spreadsheets count, in no zone.
_LAST_DAY = 2_958_465
"""The number of the last day that spreadsheets know, in the year 9999."""
_MINUTES_PER_DAY = 1440
_TIMES = frozenset({"time", "end_time"})
_DATES = frozenset({"updated"})

Row = list[str]


def table(text: str) -> tuple[Row, list[Row]]:
    """Return header and rows of an answer of the Sheets API (`values`, or the first of `valueRanges`).

    Rows without anything in them are left out. Raises NotAList: not_json, not_a_sheet, empty.
    """
    rows = _values(_parsed(text))
    filled = [row for row in rows if any(_plain(cell) for cell in row)]
    if not filled:
        raise NotAList("empty")
    header = [_plain(cell) for cell in filled[0]]
    names = [field(name) for name in header]
    found = [[_cell(name, value) for name, value in zip(names, row, strict=False)] for row in filled[1:]]
    if not found:
        raise NotAList("empty")
    return header, found


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise NotAList("not_json") from None


def _values(answer: Any) -> list[list[Any]]:
    """Return the rows, turned where the sheet was asked for by columns."""
    ranges = answer.get("valueRanges") if isinstance(answer, dict) else None
    answer = ranges[0] if isinstance(ranges, list) and ranges else answer
    values = answer.get("values") if isinstance(answer, dict) else None
    if values is None and isinstance(answer, dict) and "range" in answer:
        raise NotAList("empty")  # So the API answers for a sheet with nothing in it.
    if not isinstance(values, list) or not all(isinstance(row, list) for row in values):
        raise NotAList("not_a_sheet")
    if answer.get("majorDimension") == "COLUMNS":
        return [list(row) for row in zip_longest(*values, fillvalue="")]
    return values


def _cell(name: str, value: Any) -> str:
    """Return a cell as it is shown in the sheet: times and dates are numbers when asked for unformatted."""
    number = value if isinstance(value, (int, float)) and not isinstance(value, bool) else None
    if number is not None and 0 <= number <= _LAST_DAY:
        if name in _TIMES:
            minute = round(number % 1 * _MINUTES_PER_DAY)
            return f"{minute // 60:02}:{minute % 60:02}"
        if name in _DATES:
            return f"{_DAY_ZERO + timedelta(seconds=round(number * 86_400)):%Y-%m-%d %H:%M:%S}"
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, (str, int, float)) else ""
