"""What a row of times says of dates on which the meeting is not held, and of a pause."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from meetfinder.directory.recurrence import Recurrence, is_regular_date
from meetfinder.directory.schedule import DateException
from meetfinder.web.languages import LazyText
from meetfinder.web.languages import lazy_gettext as _l

CANCELLED = "cancelled"
MOST_DATES = 60
NOT_DATES = _l("Type dates such as 2026-12-25, with a comma between two, or leave this empty.")
Row = dict[str, Any]


def blank() -> Row:
    """Return what a row says of them when nothing is stated."""
    return {"off": "", "paused": False, "exceptions": []}


def prefilled(exceptions: Iterable[DateException], *, paused: bool) -> Row:
    """Return what a row says of a meeting that is listed."""
    kept = [_plain(item) for item in exceptions]
    return {"off": _words(kept), "paused": paused, "exceptions": kept}


def read(typed: str, before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the exceptions as typed; a date that was moved stays so unless it is typed as off."""
    dates = {day.isoformat() for day in dates_in(typed) or ()}
    notes = {item["on"]: item["note"] for item in before if item["kind"] == CANCELLED}
    moved = [item for item in before if item["kind"] != CANCELLED and item["on"] not in dates]
    off = [{"on": on, "kind": CANCELLED, "note": notes.get(on, ""), "moved_to": ""} for on in dates]
    return sorted([*moved, *off], key=lambda item: str(item["on"]))


def of_day(row: Row, day: int) -> Row:
    """Return what a row of every day says of one day of the week (0 is Sunday)."""
    mine = [item for item in row["exceptions"] if date.fromisoformat(item["on"]).isoweekday() % 7 == day]
    return {"off": _words(mine), "exceptions": mine}


def problem(
    typed: str, rule: Recurrence, days: Iterable[int], *, known: list[dict[str, Any]]
) -> LazyText | None:
    """Return what is wrong with dates, which can be read, of a meeting on these days of the week, or None.

    Dates that are `known`, listed already, are not complained of: who corrects something else did not type
    them.
    """
    listed, held = {item["on"] for item in known}, list(days)
    for day in dates_in(typed) or ():
        if day.isoformat() not in listed and not any(
            is_regular_date(rule, weekday=at, day=day) for at in held
        ):
            return _l("On %(date)s it is not held anyway. Take that date out.", date=day.isoformat())
    return None


def dates_in(typed: str) -> list[date] | None:
    """Return the dates in a text, each once and in order; None where something else stands in it."""
    try:
        found = {date.fromisoformat(word) for word in re.split(r"[\s,;]+", typed.strip()) if word}
    except ValueError:
        return None
    return sorted(found) if len(found) <= MOST_DATES else None


def _words(kept: list[dict[str, Any]]) -> str:
    return ", ".join(item["on"] for item in kept if item["kind"] == CANCELLED)


def _plain(item: DateException) -> dict[str, Any]:
    moved_to = item.moved_to.isoformat(timespec="minutes") if item.moved_to else ""
    return {"on": item.on.isoformat(), "kind": item.kind, "note": item.note, "moved_to": moved_to}
