"""A Google Sheet of the usual layout is read from the API's answer and from the published table alike."""

import json
import tomllib
from typing import Any

import pytest

from meetfinder.config import ROOT
from meetfinder.directory.proposal import MeetingFacts
from meetfinder.exchange.meeting_guide.codes import CodeMap
from meetfinder.exchange.meeting_guide.draft import Context
from meetfinder.exchange.meeting_guide.reading import NotAList, Reading
from meetfinder.exchange.sheet.reader import read
from tests.exchange.meeting_guide.places import FewPlaces
from tests.exchange.samples import TODAY

CODES = CodeMap.from_seed(tomllib.loads((ROOT / "seeds" / "formats.toml").read_text()))
HEADER = [
    "ID", "Name", "Day", "Time", "End Time", "Types", "Location", "Full Address", "Coordinates", "Regions",
    "Group", "Conference URL", "Notes", "Contact 1 Phone", "Updated",
]  # fmt: skip
ROW = [
    "a1", "Tuesday Hope", "Tuesday", "7:00 PM", "8:15 PM", "Open, Discussion, Wheelchair Access", "Hall",
    "1 Main Street, Buda, TX 78610, USA", "30.0852,-97.8403", "Hays > Buda", "Hope", "", "Ring twice.",
    "512-555-0100", "3/14/2024",
]  # fmt: skip


def reading(text: str) -> Reading:
    context = Context(
        program="aa",
        fellowship="alcoholics-anonymous",
        default_country="US",
        codes=CODES,
        gazetteer=FewPlaces(),
        today=TODAY,
    )
    return read(text, context)


def answer(*rows: list[Any], **more: Any) -> str:
    return json.dumps({"range": "Meetings!A1:Z99", "majorDimension": "ROWS", "values": list(rows)} | more)


def only(text: str) -> MeetingFacts:
    found = reading(text)
    assert found.refused == ()
    return found.proposals[0].meetings[0]


def changed(**cells: Any) -> list[Any]:
    return [cells.get(name.replace(" ", "_"), cell) for name, cell in zip(HEADER, ROW, strict=True)]


def test_an_answer_of_the_api_and_the_published_table_say_the_same() -> None:
    quoted = [",".join(f'"{cell}"' for cell in row) for row in (HEADER, ROW)]
    assert reading("\r\n".join(quoted)) == reading(answer(HEADER, ROW))


def test_every_column_is_read() -> None:
    found = reading(answer(HEADER, ROW))
    meeting = found.proposals[0].meetings[0]
    assert (meeting.key, meeting.name, meeting.notes) == ("a1", "Tuesday Hope", "Ring twice.")
    assert (meeting.schedule.weekday, meeting.schedule.start_minute, meeting.schedule.duration_minutes) == (
        2,
        19 * 60,
        75,
    )
    assert meeting.formats == ("discussion", "open", "wheelchair-access")
    assert meeting.place is not None
    assert (meeting.place.street, meeting.place.latitude) == ("1 Main Street", 30.0852)
    assert meeting.updated_at is not None
    assert f"{meeting.updated_at:%Y-%m-%d}" == "2024-03-14"
    assert meeting.extra["regions"] == ["Hays", "Buda"]
    assert ("contact_1_phone", "private_not_kept") in {(item.field, item.code) for item in found.warnings}
    assert "555" not in str(found.proposals)


def test_times_and_dates_as_numbers() -> None:
    found = only(answer(HEADER, changed(Time=19 / 24, End_Time=20.25 / 24, Updated=45365.5)))
    assert (found.schedule.start_minute, found.schedule.duration_minutes) == (19 * 60, 75)
    assert str(found.updated_at) == "2024-03-14 12:00:00+00:00"


def test_columns_ranges_and_short_rows() -> None:
    columns = [list(column) for column in zip(HEADER, ROW, strict=True)]
    assert only(answer(*columns, majorDimension="COLUMNS")) == only(answer(HEADER, ROW))
    batch = json.dumps({"spreadsheetId": "x", "valueRanges": [json.loads(answer(HEADER, ROW))]})
    assert only(batch) == only(answer(HEADER, ROW))
    assert only(answer(HEADER, ROW[:8], [])).key == "a1"


def test_several_days_in_one_cell() -> None:
    found = reading(answer(HEADER, changed(Day="Monday, Wednesday and Friday"))).proposals[0]
    assert [meeting.schedule.weekday for meeting in found.meetings] == [1, 3, 5]


def test_bad_rows_are_named_and_the_rest_goes_on() -> None:
    rows = [
        changed(ID="b1", Day="Someday"),
        changed(ID="b2", Time="soon"),
        changed(ID="b3", Name="", Group="", Location=""),
        changed(ID="b4", Updated="last spring", Name="Another"),
        changed(ID="", Name="No id", Types="Open, Potluck"),
        changed(ID="b4", Notes="other words", Name="Another"),
        ROW,
    ]
    found = reading(answer(HEADER, *rows))
    refused = [(item.number, item.field, item.code) for item in found.refused]
    assert refused == [
        (1, "day", "not_a_day"),
        (2, "time", "not_a_time"),
        (3, "name", "missing"),
        (6, "slug", "used_twice"),
    ]
    assert [made.key for made in found.proposals] == ["b4", "no-id-hope-hall-tuesday-7-00-pm", "a1"]
    assert (4, "updated", "not_a_date") in {(item.number, item.field, item.code) for item in found.warnings}
    assert found.unknown_codes == {"Potluck": 1}
    assert found.rows == len(found.proposals) + len(found.refused) + len(found.duplicates)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "not_json"),
        ('{"a":' * 100_000, "not_json"),
        ('{"error": {"code": 403}}', "not_a_sheet"),
        ('{"values": "no"}', "not_a_sheet"),
        ('{"values": [1, 2]}', "not_a_sheet"),
        ('{"range": "A1:B2"}', "empty"),
        ('{"values": [[], [""]]}', "empty"),
        (answer(HEADER), "empty"),
        (answer(["Fruit", "Colour"], ["apple", "red"]), "not_a_sheet"),
        ("Fruit,Colour\napple,red\n", "not_a_sheet"),
        ("one column\nonly\n", "not_a_table"),
    ],
)
def test_what_is_no_sheet(text: str, code: str) -> None:
    with pytest.raises(NotAList) as problem:
        reading(text)
    assert problem.value.code == code
