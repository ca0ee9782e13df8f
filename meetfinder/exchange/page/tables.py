"""Tables: rows under named columns, weeks with a column for each day, days down the side."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from meetfinder.exchange.page import labels
from meetfinder.exchange.page.days import only_days
from meetfinder.exchange.page.modes import says_mode

_FEWEST_DAYS = 3
_DATE = re.compile(r"^\s*(\d{1,2})(?:st|nd|rd|th)?(?=\s|$)(?!\s*(?:[ap]\.?m|:|noon))\s*")
_TELLS = frozenset({"when", "day", "time", "where", "venue", "street", "town"})

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Words that are about one group or a few meetings. None: to be looked for in all the words."""

    words: str
    when: str | None = None
    where: str | None = None
    name: str = ""
    town: str = ""
    labelled: bool = False
    sometimes: bool = False
    """Whether a calendar shows it on some weeks only."""


def rows_to_entries(rows: Rows) -> Iterator[Entry]:
    """Yield the entries of a table."""
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if not rows:
        return
    roles = [labels.role(cell) for cell in rows[0]]
    if _are_label_rows(rows) and not all(roles):
        yield from _label_rows(rows)
    elif sum(bool(only_days(cell)) for cell in rows[0]) >= _FEWEST_DAYS:
        yield from _week(rows)
    elif len(_TELLS & set(roles)) > 1 or {"time", "name"} <= set(roles):
        yield from _under_heads(rows, roles)
    elif roles[0] == "day" or (not any(roles) and not only_days(rows[0][0]) and _days_down(rows[1:])):
        yield from _days_at_side(rows)
    else:
        for row in rows:
            yield Entry(words=_lines(row))


def _are_label_rows(rows: Rows) -> bool:
    """Say whether the rows are a label and what it stands for."""
    pairs = all(len(row) == 2 for row in rows)  # noqa: PLR2004  Label and value.
    return len(rows) > 1 and pairs and sum(bool(labels.role(row[0])) for row in rows) > 1


def _label_rows(rows: Rows) -> Iterator[Entry]:
    said: dict[str, str] = {}
    for label, value in rows:
        name = labels.role(label) or "none"
        said[name] = "\n".join(filter(None, (said.get(name, ""), value.strip())))
    has_place = any(said.get(name) for name in ("where", "venue", "street", "town"))
    yield Entry(
        words="\n".join(value for name, value in said.items() if name != "none"),
        when=labels.when_of(said),
        where=labels.where_of(said) if has_place else None,
        name=said.get("name", ""),
        town=said.get("town", ""),
        labelled=True,
    )


def _under_heads(rows: Rows, roles: Sequence[str]) -> Iterator[Entry]:
    day = ""
    names_place = bool({"where", "venue", "street"} & set(roles))
    for row in rows[1:]:
        said: dict[str, str] = {}
        filled = [cell for cell in row if cell.strip()]
        if len(filled) == 1 and len(row) > 1 and only_days(filled[0]):
            day = filled[0]
            continue
        for name, cell in zip(roles, row, strict=False):
            if cell.strip():
                said[name or "other"] = "\n".join(filter(None, (said.get(name or "other", ""), cell.strip())))
        if said.get("time") and not said.get("day") and "when" not in said:
            said["day"] = day
        day = said.get("day", day)
        when = labels.when_of(said)
        if "when" not in roles and not ({"day", "time"} & set(roles)):
            when = said.get("other", "")
        yield Entry(
            words=_lines([said["day"], *row] if said.get("day") and said["day"] not in row else row),
            when=when,
            where=labels.where_of(said) if names_place else None,
            name=said.get("name", ""),
            town=said.get("town", ""),
            labelled=True,
        )


def _week(rows: Rows) -> Iterator[Entry]:
    """Yield the cells below the days of a week; in a calendar of dates, what each weekday holds in common."""
    heads = rows[0]
    dated: dict[tuple[int, str], int] = Counter()
    weeks: Counter[int] = Counter()
    for row in rows[1:]:
        label = row[0].strip() if row and not only_days(heads[0]) else ""
        for number, (head, cell) in enumerate(zip(heads, row, strict=False)):
            if not only_days(head) or not cell.strip():
                continue
            if _DATE.match(cell):
                weeks[number] += 1
                rest = _DATE.sub("", cell).strip()
                if rest:
                    dated[number, rest] += 1
                continue
            yield Entry(
                words=_lines([head, label, cell]),
                when=_lines([head, label, cell]),
                where=_lines([label, cell]),
            )
    for (number, rest), count in dated.items():
        yield Entry(
            words=_lines([heads[number], rest]),
            where=rest,
            sometimes=weeks[number] > count or weeks[number] < _FEWEST_DAYS,
        )


def _days_at_side(rows: Rows) -> Iterator[Entry]:
    heads = rows[0]
    for row in rows[1:]:
        for head, cell in zip(heads[1:], row[1:], strict=False):
            if cell.strip():
                words = _lines([row[0], head, cell])
                yield Entry(
                    words=words, when=f"{row[0]} {head} {cell}", where=cell if not says_mode(cell) else words
                )


def _days_down(rows: Rows) -> bool:
    return len(rows) > 1 and all(only_days(row[0]) for row in rows) and any(len(row) > 2 for row in rows)  # noqa: PLR2004


def _lines(cells: Sequence[str]) -> str:
    return "\n".join(cell.strip() for cell in cells if cell.strip())
