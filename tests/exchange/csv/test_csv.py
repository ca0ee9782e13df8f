"""The table opens in spreadsheets without computing anything, loses nothing, reads the plugin's tables."""

import csv
import io
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetfinder.directory.listing import Listing
from meetfinder.directory.proposal import MeetingFacts
from meetfinder.directory.schedule import DateException, Recurrence
from meetfinder.exchange.csv.cells import neutral, plain, read, written
from meetfinder.exchange.csv.columns import COLUMNS
from meetfinder.exchange.csv.plugin_rows import rows
from meetfinder.exchange.csv.reader import read as read_list
from meetfinder.exchange.csv.writer import write
from meetfinder.exchange.meeting_guide.codes import CodeMap
from meetfinder.exchange.meeting_guide.draft import Context
from meetfinder.exchange.meeting_guide.place import Spot
from meetfinder.exchange.meeting_guide.reading import NotAList, Reading
from tests.exchange.samples import (
    AREA,
    DEMO,
    HALL,
    LIST,
    PUBLISHER,
    TODAY,
    TUESDAY_EVENING,
    ZOOM,
    a_format,
    a_listing,
    said,
)  # fmt: skip


class Nowhere:
    """A gazetteer that knows one zone and no place."""

    def spot(self, text: str, country: str) -> Spot | None:  # noqa: ARG002
        return None

    def zone(self, latitude: float, longitude: float) -> str:  # noqa: ARG002
        return "America/Chicago"


def reading(text: str) -> Reading:
    seed = {
        "signal": [],
        "format": [
            {"slug": "open", "meeting_guide": "O"},
            {"slug": "wheelchair-access", "meeting_guide": "X"},
        ],
    }
    context = Context(
        program="", fellowship="dual-recovery-anonymous", default_country="US",
        codes=CodeMap.from_seed(seed), gazetteer=Nowhere(), today=TODAY,
    )  # fmt: skip
    return read_list(text, context)


def table(*listings: Listing) -> list[dict[str, str]]:
    text = "".join(write(listings, PUBLISHER))
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def again(listing: Listing) -> MeetingFacts:
    found = reading("".join(write([listing], PUBLISHER)))
    assert (found.refused, found.duplicates) == ((), ())
    return found.proposals[0].meetings[0]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "'"])
def test_no_cell_is_computed_and_nothing_is_lost(start: str) -> None:
    assert neutral(f"{start}1+1") == f"'{start}1+1"
    assert plain(neutral(f"{start}1+1")) == f"{start}1+1"


def test_exactly_one_quote_is_taken_away() -> None:
    assert plain("''tis") == "'tis"
    assert plain("'tis") == "'tis"
    assert neutral("plain") == "plain"


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=2, max_size=4
        ),
        min_size=2,
        max_size=5,
    )
)
def test_any_cells_come_back(cells: list[list[str]]) -> None:
    header, *table_rows = [["Name", "City"], *cells]
    found = read("".join(written([header, *(["x", *row] for row in table_rows)])))
    assert found == (header, [["x", *row] for row in table_rows])


def test_a_row_holds_what_is_public() -> None:
    found = table(
        a_listing(formats=(a_format("open", "O"),), attributes=(said("med_moud", "welcome"),), source=LIST)
    )[0]
    assert list(found) == list(COLUMNS)
    assert found["Longitude"] == "'-97.8402543"
    assert (found["Day"], found["Time"], found["End Time"]) == ("Tuesday", "19:00", "20:15")
    assert found["Recurrence"] == "FREQ=WEEKLY;BYDAY=TU"
    assert found["Attributes"] == "organizer - med_moud=welcome"
    assert (found["Data Source Name"], found["License"]) == ("A list", "CC0")
    assert table(a_listing(source=DEMO))[0]["Name"] == "Demo (invented): Tuesday Hope"


def test_a_link_that_is_not_public_stays_out() -> None:
    hidden = a_listing(attendance="online", join=replace(ZOOM, phone="555", visibility="on_the_day"))
    found = table(hidden)[0]
    assert found["Join Visibility"] == "on_the_day"
    assert (found["Conference URL"], found["Conference Phone"], found["Conference URL Notes"]) == ("", "", "")


@pytest.mark.parametrize(
    "rule",
    [
        Recurrence(),
        Recurrence(kind="every_n_weeks", interval=2, anchor=date(2026, 11, 24)),
        Recurrence(kind="monthly", nths=(1, 3)),
        Recurrence(kind="monthly", nths=(2, -1), starts_on=date(2026, 1, 1), ends_on=date(2027, 1, 1)),
    ],
)
def test_every_schedule_comes_back(rule: Recurrence) -> None:
    exceptions = (
        DateException(on=date(2026, 12, 22), kind="cancelled", note="Holiday, closed"),
        DateException(on=date(2026, 12, 29), kind="moved", moved_to=datetime(2026, 12, 30, 18)),  # noqa: DTZ001
    )
    for length in (None, 45):
        schedule = replace(TUESDAY_EVENING, recurrence=rule, exceptions=exceptions, duration_minutes=length)
        assert again(a_listing(schedule=schedule)).schedule == schedule


def test_the_rest_of_a_meeting_comes_back() -> None:
    listing = a_listing(
        attendance="hybrid", join=ZOOM, formats=(a_format("open", "O"), a_format("step-study", None)),
        languages=("es", "en"), notes="=SUM(1)\nSecond line, with commas; \"quotes\" and 'more'.",
    )  # fmt: skip
    found = again(listing)
    assert found.key == listing.slug
    assert (found.name, found.notes) == (listing.name, listing.notes)
    assert (found.join_url, found.join_notes) == (ZOOM.url, ZOOM.notes)
    assert (found.formats, found.languages) == (("open", "step-study"), ("es", "en"))
    assert found.updated_at == listing.updated_at
    assert found.place is not None
    assert (found.place.latitude, found.place.longitude) == (HALL.latitude, HALL.longitude)
    assert (found.place.notes, found.place.precision) == ("Back door", "exact")


def test_minors_have_an_area_only_whatever_a_table_says() -> None:
    text = "".join(write([a_listing(youth=True, venue=HALL, join=ZOOM, attendance="hybrid")], PUBLISHER))
    found = reading(text).proposals[0].meetings[0]
    assert found.place is not None
    assert (found.place.street, found.place.name, found.place.precision) == ("", "", "area")
    assert found.join_url == ""
    assert again(a_listing(youth=True, venue=AREA)).youth


def test_nobody_speaks_as_an_organizer_by_a_table() -> None:
    statement = again(a_listing(attributes=(said("med_moud", "full_participation"),))).attributes[0]
    assert (statement.value, statement.said_by) == ("full_participation", "source")


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("Slug", "", "missing"), ("Name", "", "missing"), ("Day", "Someday", "not_a_day"),
        ("Time", "late", "not_a_time"),
        ("Timezone", "Mars/Base", "no_zone"), ("Recurrence", "FREQ=MONTHLY;BYDAY=1WE", "unknown_value"),
        ("Recurrence", "FREQ=WEEKLY;INTERVAL=99;BYDAY=TU", "unknown_value"),
        ("Exceptions", "soon", "unknown_value"),
        ("Attendance", "maybe", "unknown_value"), ("Latitude", "north", "unknown_value"),
        ("Longitude", "200", "unknown_value"),
        ("Attributes", "organizer - cure=yes", "unknown_value"), ("Starts On", "spring", "unknown_value"),
        ("Join Visibility", "secret", "unknown_value"),
    ],
)  # fmt: skip
def test_a_bad_row_is_named_and_the_rest_goes_on(column: str, value: str, code: str) -> None:
    good, bad = table(a_listing(1), a_listing(2))
    bad |= {"Group": "", column: value}
    lines = written([list(COLUMNS), *([plain(row[name]) for name in COLUMNS] for row in (bad, good))])
    found = reading("".join(lines))
    assert [(item.number, item.field, item.code) for item in found.refused] == [(1, column, code)]
    assert [item.key for item in found.proposals] == [a_listing(1).slug]


def test_rows_that_come_twice() -> None:
    first = a_listing(1)
    found = reading("".join(write([first, first, replace(first, notes="Other")], PUBLISHER)))
    assert (len(found.proposals), len(found.duplicates)) == (1, 1)
    assert [item.code for item in found.refused] == ["used_twice"]


PLUGIN = """Time,End Time,Day,Name,Location,Address,City,State,Zip,Country,Types,Group,Slug,Latitude,Longitude
7:00 PM,8:15 pm,Tuesday,Hope,Hall,1 Main St,Buda,TX,78610,US,"Open, Wheelchair Access",Us,hope,30.08,-97.84
18:30,,3,Wednesday,Hall,1 Main St,Buda,TX,78610,US,"O,X",Us,,30.08,-97.84
"""


def test_the_plugin_s_table() -> None:
    found = reading(PLUGIN)
    assert found.refused == ()
    first, second = (item.meetings[0] for item in found.proposals)
    assert (first.schedule.weekday, first.schedule.start_minute, first.schedule.duration_minutes) == (
        2,
        1140,
        75,
    )
    assert first.formats == ("open", "wheelchair-access") == second.formats
    assert first.place is not None
    assert (first.place.street, first.place.postal_code, first.place.country) == (
        "1 Main St",
        "78610",
        "US",
    )
    assert (second.schedule.weekday, second.schedule.start_minute) == (3, 1110)
    assert second.key == "wednesday-us-hall-3-18-30"


def test_the_google_sheet_s_columns() -> None:
    header = ["ID", "Full Address", "Types", "Regions", "Name", "Day", "Time", "Updated"]
    cells = ["x1", "1 Main Street, Buda, TX 78610, USA", "Closed, Open, Discussion", "Texas > Hays", "Hope"]
    cells += ["Monday", "7:00 PM", "11/2/2026"]
    assert rows(header, [cells]) == [
        {
            "slug": "x1",
            "formatted_address": "1 Main Street, Buda, TX 78610, USA",
            "types": ["C", "D"],
            "regions": ["Texas", "Hays"],
            "name": "Hope",
            "day": "Monday",
            "time": "7:00 PM",
            "updated": "11/2/2026",
        }
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_spreadsheets_of_other_countries_use_other_separators(separator: str) -> None:
    assert read(f"Name{separator}City\r\nHope{separator}Buda\r\n") == (["Name", "City"], [["Hope", "Buda"]])


@pytest.mark.parametrize("text", ["", "one column\nonly", "Name,Time\nHope,7 pm\n", '"never closed,x\n'])
def test_what_is_no_table_of_meetings_is_refused_as_a_whole(text: str) -> None:
    with pytest.raises(NotAList):
        reading(text)
