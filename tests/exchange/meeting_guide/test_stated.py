"""What rows say in words about when they are held; the day of reading is Friday, 20 November 2026."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from meetfinder.directory.proposal import MeetingFacts
from meetfinder.directory.recurrence import WEEKLY
from meetfinder.exchange.meeting_guide.reading import Reading
from meetfinder.exchange.meeting_guide.weeks import Season
from tests.exchange.meeting_guide.rows import a_row

ReadRows = Callable[..., Reading]
ReadOne = Callable[..., MeetingFacts]


def codes_of(reading: Reading) -> set[str]:
    return {remark.code for remark in reading.warnings}


@pytest.mark.parametrize(
    "fields",
    [
        {"notes": "This meeting has been cancelled."},
        {"notes": "Side door. Currently not meeting."},
        {"notes": "CLOSED DUE TO COVID"},
        {"notes": "*** Closed due to low attendance ***"},
        {"notes": "This group has disbanded"},
        {"notes": "Meeting is not being held at this time; call the office"},
        {"notes": "Please note: this meeting is closed until September 15th"},
        {"notes": "Currently not meeting, we hope to be back"},
        {"notes": "This meeting no longer exists."},
        {"notes": "No meetings until further notice"},
        {"name": "Noon group (not meeting)"},
        {"name": "Closed for summer - Beach"},
        {"group": "Harbor - permanently closed"},
    ],
)
def test_a_meeting_that_says_it_is_not_held_is_paused_and_reported(
    read_rows: ReadRows, fields: dict[str, Any]
) -> None:
    found = read_rows(a_row(**fields))
    assert found.proposals[0].meetings[0].status == "paused"
    assert codes_of(found) == {"said_closed"}


@pytest.mark.parametrize(
    "fields",
    [
        {"notes": "Closed"},
        {"notes": "This is a closed meeting."},
        {"notes": "This meeting is closed."},
        {"notes": "Closed meeting except the last Tuesday of the month"},
        {"notes": "No meeting on holidays."},
        {"notes": "The meeting is canceled if raining."},
        {"notes": "Closed due to holidays"},
        {"notes": "Not meeting in inclement weather"},
        {"notes": "Zoom meeting discontinued."},
        {"notes": "Temporarily closed, meeting on Zoom"},
        {"notes": "This meeting is no longer on zoom, but is held in person"},
        {"notes": "Our church building is closed until 2027"},
        {"name": "Location temporarily closed"},
        {"name": "Closed Men's Stag"},
    ],
)
def test_words_about_members_buildings_and_links_close_nothing(
    read_one: ReadOne, fields: dict[str, Any]
) -> None:
    assert read_one(**fields).status == "active"


@pytest.mark.parametrize(
    ("fields", "nths"),
    [
        ({"notes": "Meets 1st and 3rd Tuesdays only"}, (1, 3)),
        ({"notes": "This meeting is held the first Tuesday of each month"}, (1,)),
        ({"notes": "Meets the second & fourth Tuesdays."}, (2, 4)),
        ({"name": "First Tuesday of the month speakers"}, (1,)),
        ({"name": "Last Tuesday only"}, (-1,)),
        ({"notes": "No meeting 2nd Tuesday of the month."}, (1, 3, 4, 5)),
        ({"notes": "No meeting last Tuesday of the month."}, (1, 2, 3)),
    ],
)
def test_weeks_of_the_month(read_rows: ReadRows, fields: dict[str, Any], nths: tuple[int, ...]) -> None:
    found = read_rows(a_row(**fields))
    rule = found.proposals[0].meetings[0].schedule.recurrence
    assert (rule.kind, rule.nths) == ("monthly", nths)
    assert codes_of(found) == {"only_some_weeks"}


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "First Tuesday Speaker"},
        {"notes": "No meeting 2nd Thursday of the month."},
        {"notes": "Meets 1st and 3rd Mondays only"},
        {"notes": "Speaker meeting held the first Tuesday of each month"},
        {"notes": "We also meet the third Tuesday of each month at the beach"},
        {"notes": "Birthdays every other Tuesday"},
        {"notes": "Every other Monday"},
    ],
)
def test_weeks_of_other_matters_and_days_change_nothing(read_one: ReadOne, fields: dict[str, Any]) -> None:
    meeting = read_one(**fields)
    assert (meeting.status, meeting.schedule.recurrence) == ("active", WEEKLY)


@pytest.mark.parametrize("notes", ["Every other Tuesday", "Ring twice. Meets every other week only."])
def test_every_other_week_without_a_date_is_paused(read_rows: ReadRows, notes: str) -> None:
    found = read_rows(a_row(notes=notes))
    assert found.proposals[0].meetings[0].status == "paused"
    assert codes_of(found) == {"weeks_not_stated"}


@pytest.mark.parametrize(
    "fields",
    [
        {"notes": "Meeting runs every Tuesday, May through September, weather permitting."},
        {"notes": "May through September, weather permitting.", "name": "Beach / Seasonal"},
        {"name": "Munchies (Laguna-May-Sept)"},
        {"group": "May thru September"},
    ],
)
def test_a_season_is_held_in_its_months(read_rows: ReadRows, fields: dict[str, Any]) -> None:
    found = read_rows(a_row(**fields))
    rule = found.proposals[0].meetings[0].schedule.recurrence
    assert (rule.starts_on, rule.ends_on) == (date(2027, 5, 1), date(2027, 9, 30))
    assert codes_of(found) == {"only_some_months"}


@pytest.mark.parametrize(
    ("season", "today", "dates"),
    [
        (Season(5, 9), date(2026, 9, 30), (date(2026, 5, 1), date(2026, 9, 30))),
        (Season(5, 9), date(2026, 10, 1), (date(2027, 5, 1), date(2027, 9, 30))),
        (Season(11, 2), date(2026, 11, 20), (date(2026, 11, 1), date(2027, 2, 28))),
        (Season(11, 2), date(2028, 2, 29), (date(2027, 11, 1), date(2028, 2, 29))),
        (Season(11, 2), date(2028, 3, 1), (date(2028, 11, 1), date(2029, 2, 28))),
    ],
)
def test_the_present_season_or_the_next(season: Season, today: date, dates: tuple[date, date]) -> None:
    assert season.dates(today) == dates


def test_months_of_other_matters_are_no_season(read_one: ReadOne) -> None:
    meeting = read_one(notes="June through August we share in the park")
    assert meeting.schedule.recurrence == WEEKLY


def test_a_season_without_months_is_paused(read_rows: ReadRows) -> None:
    found = read_rows(a_row(name="Beach / Seasonal"))
    assert found.proposals[0].meetings[0].status == "paused"
    assert codes_of(found) == {"months_not_stated"}


@pytest.mark.parametrize(
    ("notes", "off"),
    [
        ("NO MEETING ON 11/24, 11/26", [date(2026, 11, 24)]),
        ("No meeting Tuesday Nov 24th and December 1", [date(2026, 11, 24), date(2026, 12, 1)]),
        ("This meeting will be dark on 12/29/2026.", [date(2026, 12, 29)]),
    ],
)
def test_dates_without_a_meeting_are_cancelled(read_rows: ReadRows, notes: str, off: list[date]) -> None:
    found = read_rows(a_row(notes=notes))
    exceptions = found.proposals[0].meetings[0].schedule.exceptions
    assert [(item.on, item.kind) for item in exceptions] == [(day, "cancelled") for day in off]
    assert codes_of(found) == {"dates_off"}


@pytest.mark.parametrize("notes", ["No meeting on 11/26", "No meeting on 11/24/2025", "No meeting on 13/45"])
def test_dates_that_are_not_sure_are_reported(read_rows: ReadRows, notes: str) -> None:
    found = read_rows(a_row(notes=notes))
    assert found.proposals[0].meetings[0].schedule.exceptions == ()
    assert codes_of(found) == {"dates_unclear"}
