"""Tables drawn in plain text: columns apart by tabs, bars or wide gaps, with a day between their rows."""

import re
from collections.abc import Callable, Iterator, Sequence

from meetfinder.exchange.page import labels
from meetfinder.exchange.page.days import only_days
from meetfinder.exchange.page.hours import has_time
from meetfinder.exchange.page.tables import Entry, rows_to_entries

_COLUMNS = re.compile(r"\t+|\s{3,}|\s*\|\s*")
_RULE = re.compile(r"[\s|:+=-]+")
_A_WEEK = 3
"""Days side by side that head columns."""

Row = list[str]


class TextTables:
    """Reads the tables of a page, in order: one without a head goes on with that of the one before."""

    def __init__(self) -> None:
        self._head: Row = []

    def parts(self, lines: Sequence[str]) -> list[str | Entry]:
        """Return the entries of lines that are a table's and the days over them, or nothing."""
        sections = list(_sections(lines))
        rows = [row for _day, part in sections for row in part]
        wide = [row for row in rows if len(row) > 1]
        if len(wide) < 2 or len(wide) < len(rows) - 1:  # noqa: PLR2004  One row is no table.
            return []
        piped = sum("|" in line or "\t" in line for line in lines)
        is_headed = _is_head(wide[0])
        if not is_headed and piped < len(rows) - 1:
            return []
        self._head = wide[0] if is_headed else self._head
        found: list[str | Entry] = []
        for day, part in sections:
            found += [day] if day else []
            has_head = is_headed and part[0] is wide[0]
            found += rows_to_entries(part if has_head or not _fits(self._head, part) else [self._head, *part])
        return found


def _sections(lines: Sequence[str]) -> Iterator[tuple[str, list[Row]]]:
    """Yield the rows of a table below each day that stands alone in a line, or below none."""
    day, rows = "", list[Row]()
    for line in lines:
        cells = _cells(line)
        if _RULE.fullmatch(line) or not cells:
            continue
        if len(cells) == 1 and only_days(cells[0]):
            if rows:
                yield day, rows
            day, rows = cells[0], []
        elif len(cells) == 1 and line[:1].isspace() and rows and len(rows[-1]) > 1:
            rows[-1][-1] += f"\n{cells[0]}"  # A note on the row above it.
        else:
            rows.append(cells)
    if rows:
        yield day, rows


def _fits(head: Row, rows: Sequence[Row]) -> bool:
    """Say whether rows have times, and days if it has any, where the head of another table tells them."""
    tells: dict[str, Callable[[str], object]] = {"time": has_time, "when": has_time, "day": only_days}
    told = [(at, tells[role]) for at, role in enumerate(map(labels.role, head)) if role in tells]
    return any(tell is has_time for _at, tell in told) and all(
        len(row) == len(head) and all(tell(row[at]) for at, tell in told) for row in rows
    )


def _is_head(row: Row) -> bool:
    return (
        sum(bool(labels.role(cell)) for cell in row) > 1
        or sum(bool(only_days(cell)) for cell in row) >= _A_WEEK
    )


def _cells(line: str) -> Row:
    cells = [cell.strip() for cell in _COLUMNS.split(line.strip().strip("|"))]
    return cells if any(cells) else []
