"""Cells that no spreadsheet takes for a formula (design §9), and rows of such cells."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from meetfinder.exchange.meeting_guide.reading import NotAList

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for the code page of its country."""
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "'")


def neutral(text: str) -> str:
    """Return the cell with one `'` in front where a spreadsheet would compute it or take the `'` away."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def plain(cell: str) -> str:
    """Return what `neutral` was given; a `'` that it did not put there stays."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_DANGEROUS) else cell


def written(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table, with the mark that makes Excel read UTF-8."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    mark = BYTE_ORDER_MARK
    for row in rows:
        writer.writerow([neutral(cell) for cell in row])
        yield mark + target.getvalue()
        mark = ""
        target.seek(0)
        target.truncate()


def read(text: str) -> tuple[list[str], list[list[str]]]:
    """Return the header and the rows of a table, empty rows left out; the separator is found in the header.

    Raises NotAList for what has no header of at least two columns.
    """
    text = text.removeprefix(BYTE_ORDER_MARK)
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        raise NotAList("not_a_table") from None
    rows = [[plain(cell) for cell in row] for row in rows if any(cell.strip() for cell in row)]
    if not rows or len(rows[0]) < 2:  # noqa: PLR2004  One column is a text and no table.
        raise NotAList("not_a_table")
    if len(rows) == 1:
        raise NotAList("empty")
    return rows[0], rows[1:]
