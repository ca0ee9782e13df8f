"""Reads the table of the UK Recovery Meeting Finder: meetings of several fellowships, each row to its own."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from meetfinder.directory.models import SaidBy
from meetfinder.directory.proposal import AttributeFacts, Proposal
from meetfinder.exchange.csv import cells
from meetfinder.exchange.meeting_guide import reader as meeting_guide
from meetfinder.exchange.meeting_guide.draft import Context, Progress
from meetfinder.exchange.meeting_guide.reading import Duplicate, NotAList, Reading, Remark
from meetfinder.exchange.rmf_csv.rows import COLUMN_OF, COLUMNS, Row, row

_STEP = 100
_KNOWN = {
    "alcoholics anonymous": ("alcoholics-anonymous", "aa"),
    "narcotics anonymous": ("narcotics-anonymous", "na"),
    "cocaine anonymous": ("cocaine-anonymous", "ca"),
}
"""What the table calls a fellowship, with our slug and its key in the Meeting Guide program table."""
_Whose = tuple[str, str]


def read(text: str, context: Context, progress: Progress | None = None) -> Reading:
    """Read a whole table.

    The fellowship and program of the context are for rows that name none; a row that names one we do not
    know is refused. Raises NotAList when the text is no table or lacks the finder's columns.
    """
    header, table = cells.read(text)
    names = [name.strip() for name in header]
    if not set(names) >= COLUMNS:
        raise NotAList("not_rmf")
    groups: defaultdict[_Whose, dict[int, Row]] = defaultdict(dict)
    refused = []
    for number, line in enumerate(table, start=1):
        cell = dict(zip(names, line, strict=False))
        called = cell.get("MeetingType", "").strip().lower()
        whose = _KNOWN.get(called) if called else (context.fellowship, context.program)
        if whose is None:
            refused.append(Remark(number, cell.get("Guid", "")[:80], "MeetingType", "unknown_value"))
        else:
            groups[whose][number] = row(cell)
        if progress is not None and (number % _STEP == 0 or number == len(table)):
            progress(number, len(table))
    parts = [
        _named(
            meeting_guide.read(
                json.dumps([found.fields for found in rows.values()]),
                replace(context, fellowship=whose[0], program=whose[1]),
            ),
            rows,
        )
        for whose, rows in groups.items()
    ]
    return _together(parts, refused, len(table))


def _named(reading: Reading, rows: Mapping[int, Row]) -> Reading:
    """Return what was read of some rows, with the numbers and columns of the table and all statements."""
    numbers = list(rows)
    keys = {numbers[number - 1]: key for key, number in reading.numbers.items()}
    return replace(
        reading,
        proposals=tuple(
            _stating(made, rows[numbers[reading.numbers[made.key] - 1]]) for made in reading.proposals
        ),
        refused=tuple(_remarks(reading.refused, numbers)),
        duplicates=tuple(
            Duplicate(numbers[item.number - 1], item.key, numbers[item.same_as - 1])
            for item in reading.duplicates
        ),
        linted=tuple(_remarks(reading.linted, numbers)),
        warnings=(
            *_remarks(reading.warnings, numbers),
            *(Remark(number, keys[number], *found) for number in keys for found in rows[number].warnings),
        ),
        numbers={key: number for number, key in keys.items()},
    )


def _remarks(remarks: Iterable[Remark], numbers: list[int]) -> Iterator[Remark]:
    for item in remarks:
        yield replace(item, number=numbers[item.number - 1], field=COLUMN_OF.get(item.field, item.field))


def _stating(made: Proposal, said: Row) -> Proposal:
    """Return the proposal with the statements for which Meeting Guide lists have no code."""
    if not said.statements:
        return made
    more = [AttributeFacts(key=key, value=value, said_by=SaidBy.SOURCE) for key, value in said.statements]
    return replace(
        made,
        meetings=tuple(
            replace(
                meeting,
                attributes=tuple(
                    sorted({*meeting.attributes, *more}, key=lambda item: (item.key, item.value))
                ),
            )
            for meeting in made.meetings
        ),
    )


def _together(parts: Iterable[Reading], refused: list[Remark], rows: int) -> Reading:
    """Return one reading of all; a Guid that two fellowships' rows share can be kept for the first only."""
    numbers: dict[str, int] = {}
    proposals: list[Proposal] = []
    whole = list(parts)
    for part in whole:
        for made in part.proposals:
            if made.key in numbers:
                refused.append(Remark(part.numbers[made.key], made.key, "Guid", "used_twice"))
                continue
            numbers[made.key] = part.numbers[made.key]
            proposals.append(made)
        refused += part.refused
    return Reading(
        rows=rows,
        proposals=tuple(sorted(proposals, key=lambda made: numbers[made.key])),
        refused=tuple(sorted(refused, key=lambda item: item.number)),
        duplicates=tuple(item for part in whole for item in part.duplicates),
        linted=tuple(item for part in whole for item in part.linted),
        warnings=tuple(item for part in whole for item in part.warnings),
        unknown_codes=sum((Counter(part.unknown_codes) for part in whole), Counter()),
        numbers=numbers,
    )
