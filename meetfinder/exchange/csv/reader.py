"""Reads a table of meetings: ours, the WordPress plugin's template or export, the Google Sheet template."""

import json

from meetfinder.directory.proposal import Proposal
from meetfinder.exchange.csv import cells, own, plugin_rows
from meetfinder.exchange.csv.columns import OWN
from meetfinder.exchange.meeting_guide import reader as meeting_guide
from meetfinder.exchange.meeting_guide.draft import Context, Progress
from meetfinder.exchange.meeting_guide.reading import Duplicate, NotAList, Reading, Refused, Remark


def read(text: str, context: Context, progress: Progress | None = None) -> Reading:
    """Read a whole table.

    Raises NotAList when the text as a whole is no table of meetings; a row that cannot be listed is refused
    on its own.
    """
    header, table = cells.read(text)
    names = [name.strip() for name in header]
    if set(names) >= OWN:
        rows = [dict(zip(names, row, strict=False)) for row in table]
        return _own(rows, context.fellowship, progress)
    if not plugin_rows.PLACES & {plugin_rows.field(name) for name in names}:
        raise NotAList("not_a_table")
    return meeting_guide.read(json.dumps(plugin_rows.rows(header, table)), context, progress)


def _own(rows: list[own.Cells], fellowship: str, progress: Progress | None) -> Reading:
    by_key: dict[str, tuple[int, Proposal]] = {}
    refused: list[Remark] = []
    duplicates: list[Duplicate] = []
    linted: list[Remark] = []
    for number, row in enumerate(rows, start=1):
        key = row.get("Slug", "")[:80]
        try:
            made, found = own.proposal(row, fellowship=fellowship)
        except Refused as problem:
            refused.append(Remark(number, key, problem.field, problem.code))
            continue
        before = by_key.get(made.key)
        if before is None:
            by_key[made.key] = (number, made)
            linted += [Remark(number, key, *item) for item in found]
        elif before[1] == made:
            duplicates.append(Duplicate(number, key, before[0]))
        else:
            refused.append(Remark(number, key, "Slug", "used_twice"))
        if progress is not None and number == len(rows):
            progress(number, len(rows))
    return Reading(
        rows=len(rows),
        proposals=tuple(made for _, made in by_key.values()),
        refused=tuple(refused),
        duplicates=tuple(duplicates),
        linted=tuple(linted),
        warnings=(),
        unknown_codes={},
        numbers={key: number for key, (number, _) in by_key.items()},
    )
