"""The UK Recovery Meeting Finder's table: each row to its fellowship, nothing said that it does not say."""

import csv
import io
import tomllib

import pytest

from meetfinder.config import ROOT
from meetfinder.directory.proposal import MeetingFacts
from meetfinder.exchange.meeting_guide.codes import CodeMap
from meetfinder.exchange.meeting_guide.draft import Context
from meetfinder.exchange.meeting_guide.reading import NotAList, Reading
from meetfinder.exchange.rmf_csv.reader import read
from tests.exchange.meeting_guide.places import FewPlaces
from tests.exchange.samples import TODAY

CODES = CodeMap.from_seed(tomllib.loads((ROOT / "seeds" / "formats.toml").read_text()))
ROW = {
    "Guid": "00000000-0000-4000-8000-000000000001", "Title": "1St Leigh Steps", "Time": "19:30",
    "Duration": "1hr 30mins", "Postcode": "SS9 2AJ", "Latitude": "51.5412", "Longitude": "0.6533",
    "Venue": "Parish Hall", "Address": "2 Elm Rd,Leigh-on-Sea", "What3Words": "one.two.three",
    "Day": "Wednesday", "Hearing": "False", "Wheelchair": "False", "Chit": "False", "Open": "False",
    "OpenFormat": "", "Format": "", "Note": "", "Code": "7/", "Region": "Chelmsford",
    "RegionArea": "UK", "RegionAreaOrder": "0", "RegionIdentifier": "Chelmsford",
    "RegionIdentifierType": "City", "Country": "England", "MeetingType": "Alcoholics Anonymous",
    "MeetingTypeNamespace": "AA", "ScrapedDetails": "True",
}  # fmt: skip


def reading(*rows: dict[str, str], fellowship: str = "alcoholics-anonymous") -> Reading:
    target = io.StringIO()
    writer = csv.DictWriter(target, list(ROW), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({**ROW, **row} for row in rows)
    return read_text(target.getvalue(), fellowship)


def read_text(text: str, fellowship: str = "") -> Reading:
    context = Context(
        program="aa",
        fellowship=fellowship,
        default_country="US",
        codes=CODES,
        gazetteer=FewPlaces(),
        today=TODAY,
    )
    return read(text, context)


def only(**cells: str) -> MeetingFacts:
    found = reading(cells)
    assert found.refused == ()
    return found.proposals[0].meetings[0]


def said(meeting: MeetingFacts) -> dict[str, str]:
    assert all(item.said_by == "source" for item in meeting.attributes)
    return {item.key: item.value for item in meeting.attributes}


def test_a_row() -> None:
    found = only()
    assert (found.key, found.name) == (ROW["Guid"], "1st Leigh Steps")
    assert (found.schedule.weekday, found.schedule.start_minute, found.schedule.duration_minutes) == (
        3,
        1170,
        90,
    )
    assert found.schedule.timezone == "Europe/London"
    assert found.place is not None
    assert (found.place.name, found.place.street) == ("Parish Hall", "2 Elm Rd, Leigh-on-Sea")
    assert (found.place.city, found.place.postal_code, found.place.country) == ("", "SS9 2AJ", "GB")
    assert (found.place.latitude, found.place.precision) == (51.5412, "exact")
    assert (said(found), found.formats) == ({}, ())


@pytest.mark.parametrize(
    ("length", "minutes"), [("1hr ", 60), ("2hrs", 120), ("45mins", 45), ("1hr 15mins", 75), ("", None)]
)
def test_lengths(length: str, minutes: int | None) -> None:
    assert only(Duration=length).schedule.duration_minutes == minutes


def test_a_length_that_is_none_is_told() -> None:
    found = reading({"Duration": "a while"})
    assert found.proposals[0].meetings[0].schedule.duration_minutes is None
    assert ("Duration", "not_a_time") in {(item.field, item.code) for item in found.warnings}


@pytest.mark.parametrize("words", ["Open", "All mtgs 'open'."])
def test_open_where_all_are_open(words: str) -> None:
    assert said(only(Open="True", OpenFormat=words)) == {"access": "open"}


def test_open_now_and_then_is_told_in_words() -> None:
    found = only(Open="True", OpenFormat="Last Wed each mnth 'open'.", Note="Ring twice.")
    assert (said(found), found.formats) == ({}, ())
    assert found.notes == "Ring twice.\n\nLast Wed each mnth 'open'."
    assert found.schedule.recurrence.kind == "weekly"


def test_ticks_are_statements_of_the_source() -> None:
    found = only(Hearing="True", Wheelchair="True", Chit="True", Format="Steps, Newcomers and tea")
    assert said(found) == {"hearing_loop": "yes", "attendance_proof": "yes", "wheelchair_step_free": "yes"}
    assert found.formats == ("step-study", "wheelchair-access")
    assert found.notes == "Newcomers and tea"


def test_each_row_goes_to_the_fellowship_that_it_names() -> None:
    rows = [
        {"Guid": "g1", "MeetingType": "Narcotics Anonymous", "Title": "A"},
        {"Guid": "g2", "MeetingType": "Knitting", "Title": "B"},
        {"Guid": "g3", "Title": "C", "Day": "Someday"},
        {"Guid": "g4", "MeetingType": "Cocaine Anonymous", "Title": "D"},
        {"Guid": "g5", "MeetingType": "", "Title": "E", "Note": "Call Ann on 020 7946 0000."},
        {"Guid": "g6", "Title": "F"},
        {"Guid": "g7", "Title": "F"},
    ]
    found = reading(*rows, fellowship="heroin-anonymous")
    assert {made.key: made.group.fellowship for made in found.proposals} == {
        "g1": "narcotics-anonymous",
        "g4": "cocaine-anonymous",
        "g5": "heroin-anonymous",
        "g6": "alcoholics-anonymous",
    }
    assert [(item.number, item.key, item.field, item.code) for item in found.refused] == [
        (2, "g2", "MeetingType", "unknown_value"),
        (3, "g3", "Day", "not_a_day"),
    ]
    assert [(item.number, item.same_as) for item in found.duplicates] == [(7, 6)]
    assert [(item.number, item.field, item.code) for item in found.linted] == [(5, "Note", "phone")]
    assert found.numbers == {"g1": 1, "g4": 4, "g5": 5, "g6": 6}
    assert found.rows == len(rows) == len(found.proposals) + len(found.refused) + len(found.duplicates)


def test_ireland() -> None:
    found = only(Country="Republic of Ireland", Postcode="V94 F7D9", Latitude="52.387", Longitude="-9.291")
    assert found.schedule.timezone == "Europe/Dublin"
    assert found.place is not None
    assert found.place.country == "IE"


def test_another_table() -> None:
    with pytest.raises(NotAList) as problem:
        read_text("Name,City\nx,y\n")
    assert problem.value.code == "not_rmf"
