"""The question about days and times: as many rows as there are meetings at one venue."""

from dataclasses import replace
from datetime import date
from typing import Any

from meetfinder.clock import zone
from meetfinder.directory.recurrence import FEWEST_WEEKS, MOST_WEEKS, NTHS, Recurrence
from meetfinder.web.languages import lazy_gettext as _l
from meetfinder.web.organizer import dates_off
from meetfinder.web.organizer.asked import Errors, Form, line
from meetfinder.web.organizer.drafting import Answers
from meetfinder.web.organizer.venues import Venue, has_room, venues

MOST_ROWS = 60
SPARE_ROWS = 3
DAILY = "daily"
WEEKLY, MONTHLY = "weekly", "monthly"
LONGEST_MINUTES = 24 * 60
MOST_OF_DATES = 800
_WEEK = 7

NO_ROW = _l("Choose a day and type a time for at least one meeting.")
NO_DAY = _l("Choose the day of this meeting.")
NO_START = _l("Type when it begins, such as 19:00.")
NO_LENGTH = _l("Type how many minutes it lasts, or leave this empty.")
NO_WEEKS = _l("Say in which weeks it is held.")
NO_NTHS = _l("Say in which weeks of the month it is held.")
NO_ANCHOR = _l("Type a date on which it is held, on the day of the week that you chose.")
NOT_A_DATE = _l("Type a date such as 2027-01-31, or leave this empty.")
ENDS_FIRST = _l("The last date lies before the first.")
NO_ZONE = _l("Choose a time zone from the list.")
Row = dict[str, Any]


def blank_row() -> Row:
    """Return a meeting of which nothing is stated."""
    return {
        "key": "", "day": "", "start": "", "minutes": "60", "every": WEEKLY, "nths": [], "anchor": "",
        "starts_on": "", "ends_on": "", **dates_off.blank(),
    }  # fmt: skip


def shown_rows(venue: Venue) -> list[Row]:
    """Return the meetings of a venue and some rows to fill in."""
    spare = 0 if len(venue["slots"]) >= MOST_ROWS else SPARE_ROWS
    return [*venue["slots"], *(blank_row() for _ in range(spare))]


def knows_zone(venue: Venue) -> bool:
    """Say whether the time zone follows from a point, so that nobody has to be asked for it."""
    return has_room(venue) and venue["place"].get("latitude") is not None and bool(venue["timezone"])


def read_times(form: Form, answers: Answers, number: int) -> Errors:
    """Read every row; one without a day and time is left out, and "every day" becomes seven once right."""
    venue = venues(answers)[number]
    errors: Errors = {}
    rows: list[Row] = []
    held = venue["slots"]
    for at in range(MOST_ROWS):
        if f"start-{at}" not in form:
            break
        before = held[at] if at < len(held) else blank_row()
        row = _row(form, at, before)
        if row["day"] or row["start"]:
            wrong = _problems(row, at) or _problems_off(row, at, before)
            errors |= wrong
            rows += _each_day(row) if row["day"] == DAILY and not wrong else [row]
    if not knows_zone(venue):
        venue["timezone"] = line(form, "timezone", 40)
    try:
        zone(venue["timezone"])
    except ValueError:
        errors["timezone"] = NO_ZONE
    venue["slots"] = rows[:MOST_ROWS]
    return errors if rows else {"day-0": NO_ROW, **errors}


def _row(form: Form, at: int, before: Row) -> Row:
    """Return one row as it was typed; what the form does not ask, such as dates moved, stays."""
    off = line(form, f"off-{at}", MOST_OF_DATES)
    nths = [nth for nth in NTHS if str(nth) in form.getlist(f"nths-{at}")]
    day = form.get(f"day-{at}", "")
    return {
        **before,
        "day": day if day in {*map(str, range(_WEEK)), DAILY} else "",
        "start": _clock(line(form, f"start-{at}", 8)),
        "minutes": line(form, f"minutes-{at}", 4),
        "every": form.get(f"every-{at}", WEEKLY)[:8],
        "nths": nths,
        "anchor": line(form, f"anchor-{at}", 10),
        "starts_on": line(form, f"starts_on-{at}", 10),
        "ends_on": line(form, f"ends_on-{at}", 10),
        "off": off,
        "paused": f"paused-{at}" in form,
        "exceptions": dates_off.read(off, before.get("exceptions", [])),
    }


def _each_day(row: Row) -> list[Row]:
    return [
        {**row, "day": str(day), "key": row["key"] if not day else "", **dates_off.of_day(row, day)}
        for day in range(_WEEK)
    ]


def _problems(row: Row, at: int) -> Errors:
    errors: Errors = {}
    if not row["day"]:
        errors[f"day-{at}"] = NO_DAY
    if minute_of(row["start"]) is None:
        errors[f"start-{at}"] = NO_START
    if row["minutes"] and not (row["minutes"].isdecimal() and 1 <= int(row["minutes"]) <= LONGEST_MINUTES):
        errors[f"minutes-{at}"] = NO_LENGTH
    if dates_off.dates_in(row["off"]) is None:
        errors[f"off-{at}"] = dates_off.NOT_DATES
    if not row["every"]:
        return {**errors, f"every-{at}": NO_WEEKS, **_range_problems(row, at)}
    if row["every"] == MONTHLY and not row["nths"]:
        errors[f"nths-{at}"] = NO_NTHS
    if row["every"].isdecimal() and FEWEST_WEEKS <= int(row["every"]) <= MOST_WEEKS:
        anchor = date_of(row["anchor"])
        if anchor is None or (row["day"] != DAILY and str(anchor.isoweekday() % _WEEK) != row["day"]):
            errors[f"anchor-{at}"] = NO_ANCHOR
    elif row["every"] != MONTHLY:
        row["every"] = WEEKLY
    return errors | _range_problems(row, at)


def _problems_off(row: Row, at: int, before: Row) -> Errors:
    """Compare the dates off with the rest of a row once it is right: that says which dates there are."""
    days = range(_WEEK) if row["day"] == DAILY else [int(row["day"])]
    known = before.get("exceptions", []) if before["key"] else []
    found = dates_off.problem(row["off"], recurrence_of(row), days, known=known)
    return {f"off-{at}": found} if found else {}


def recurrence_of(row: Row) -> Recurrence:
    """Return the weeks and the range of dates that a complete row means."""
    rule = Recurrence(starts_on=date_of(row["starts_on"]), ends_on=date_of(row["ends_on"]))
    if row["every"] == MONTHLY:
        return replace(rule, kind="monthly", nths=tuple(row["nths"]))
    if row["every"].isdecimal():
        return replace(rule, kind="every_n_weeks", interval=int(row["every"]), anchor=date_of(row["anchor"]))
    return rule


def _range_problems(row: Row, at: int) -> Errors:
    errors: Errors = {
        f"{name}-{at}": NOT_A_DATE
        for name in ("starts_on", "ends_on")
        if row[name] and date_of(row[name]) is None
    }
    first, last = date_of(row["starts_on"]), date_of(row["ends_on"])
    if first is not None and last is not None and last < first:
        errors[f"ends_on-{at}"] = ENDS_FIRST
    return errors


def is_complete(row: Row) -> bool:
    """Say whether a meeting can be listed as it stands: what was read of a page may lack anything."""
    weeks = row["every"]
    told = bool(row["nths"]) if weeks == MONTHLY else weeks == WEEKLY or date_of(row["anchor"]) is not None
    return bool(row["day"]) and minute_of(row["start"]) is not None and told


def minute_of(start: str) -> int | None:
    """Return the minute of the day of a time such as 19:00; None for something else."""
    hours, _, minutes = start.partition(":")
    if not (hours.isdecimal() and minutes.isdecimal() and len(minutes) == len("00")):
        return None
    found = int(hours) * 60 + int(minutes)
    return found if int(hours) < 24 and int(minutes) < 60 else None  # noqa: PLR2004  Hours and minutes.


def date_of(typed: str) -> date | None:
    """Return a date that was typed as 2027-01-31; None for something else."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _clock(typed: str) -> str:
    """Return what was typed as HH:MM where it can be meant so: 7 pm, 7:30pm, 19.00."""
    plain = typed.lower().replace(" ", "").replace("p.m.", "pm").replace("a.m.", "am").replace(".", ":")
    half = plain[-2:] if plain[-2:] in {"am", "pm"} else ""
    hours, _, minutes = plain.removesuffix(half).partition(":")
    if not hours.isdecimal() or not (minutes or "00").isdecimal():
        return typed
    hour = int(hours) % 12 + (12 if half == "pm" else 0) if half else int(hours)
    return f"{hour:02}:{minutes or '00'}" if half or minutes else typed
