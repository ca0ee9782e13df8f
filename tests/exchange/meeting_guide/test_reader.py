"""A list of rows becomes proposals; what does not become one is named."""

from collections.abc import Callable
from typing import Any

import pytest

from meetfinder.directory.proposal import MeetingFacts
from meetfinder.exchange.meeting_guide.reader import rows_of
from meetfinder.exchange.meeting_guide.reading import NotAList, Reading
from tests.exchange.meeting_guide.rows import a_row

ReadRows = Callable[..., Reading]
ReadOne = Callable[..., MeetingFacts]


def stated(meeting: MeetingFacts) -> dict[str, str]:
    return {item.key: item.value for item in meeting.attributes}


def codes_of(reading: Reading) -> set[str]:
    return {remark.code for remark in reading.warnings}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[{"name": "cut', "not_json"),
        ("", "not_json"),
        ("[" * 100_000, "not_json"),
        ('{"meetings": []}', "not_a_list"),
        ("[]", "empty"),
    ],
)
def test_what_is_no_list_is_refused_as_a_whole(text: str, code: str) -> None:
    with pytest.raises(NotAList) as problem:
        rows_of(text)
    assert problem.value.code == code


def test_a_plain_row(read_one: ReadOne) -> None:
    meeting = read_one(url="https://example.org/m/1", notes="Side door &amp; stairs<br>Ring twice")
    assert (meeting.key, meeting.name) == ("tuesday-hope", "Tuesday Hope")
    assert (meeting.schedule.weekday, meeting.schedule.start_minute) == (2, 19 * 60)
    assert meeting.schedule.duration_minutes == 60
    assert meeting.schedule.timezone == "America/Chicago"
    assert (meeting.attendance, meeting.status) == ("in_person", "active")
    assert meeting.notes == "Side door & stairs\nRing twice"
    assert meeting.source_url == "https://example.org/m/1"
    assert meeting.place is not None
    assert (meeting.place.street, meeting.place.city, meeting.place.region) == ("1 Main Street", "Buda", "TX")
    assert (meeting.place.postal_code, meeting.place.country) == ("78610", "US")
    assert (meeting.place.latitude, meeting.place.longitude) == (30.0852, -97.8403)
    assert meeting.place.precision == "exact"
    assert meeting.updated_at is not None
    assert meeting.updated_at.isoformat() == "2026-03-01T10:00:00+00:00"


def test_several_days_in_one_row_are_meetings_of_one_proposal(read_rows: ReadRows) -> None:
    proposal = read_rows(a_row(day=["4", 0, 2])).proposals[0]
    assert [(item.key, item.schedule.weekday) for item in proposal.meetings] == [
        ("tuesday-hope", 0),
        ("tuesday-hope#2", 2),
        ("tuesday-hope#4", 4),
    ]


@pytest.mark.parametrize("day", [2, "2", [2], ["2"], "Tuesday"])
def test_one_day_in_any_spelling(read_one: ReadOne, day: Any) -> None:
    assert read_one(day=day).schedule.weekday == 2


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"day": None}, "day", "by_appointment"),
        ({"day": [], "time": None}, "day", "by_appointment"),
        ({"time": ""}, "time", "by_appointment"),
        ({"day": 7}, "day", "not_a_day"),
        ({"day": {"a": 1}}, "day", "not_a_day"),
        ({"time": "25:00"}, "time", "not_a_time"),
        ({"time": "soon"}, "time", "not_a_time"),
        ({"slug": " ", "id": None}, "slug", "missing"),
        ({"slug": "x" * 300}, "slug", "too_long"),
        ({"name": "null", "group": None, "location": None}, "name", "missing"),
    ],
)
def test_a_row_that_cannot_be_listed_is_named(
    read_rows: ReadRows, fields: dict[str, Any], field: str, code: str
) -> None:
    found = read_rows(a_row(slug="good"), a_row(**fields))
    assert [(remark.number, remark.field, remark.code) for remark in found.refused] == [(2, field, code)]
    assert len(found.proposals) == 1


@pytest.mark.parametrize("row", [None, "text", 5, [], [{}]])
def test_what_is_no_row_is_refused(read_rows: ReadRows, row: Any) -> None:
    assert read_rows(a_row(), row).refused[0].code == "not_an_object"


def test_numbers_as_slug_and_postcode(read_one: ReadOne) -> None:
    meeting = read_one(
        slug=254, formatted_address=None, address="1 Main St", city="Buda", state="TX", postal_code=78610
    )
    assert meeting.key == "254"
    assert meeting.place is not None
    assert meeting.place.postal_code == "78610"


def test_ends_past_midnight_and_missing_ends(read_one: ReadOne) -> None:
    assert read_one(time="23:30", end_time="00:30").schedule.duration_minutes == 60
    assert read_one(end_time=None).schedule.duration_minutes is None
    assert read_one(time="19:15", end_time="08:15").schedule.duration_minutes is None
    assert read_one(time="00:00", end_time="23:59").schedule.duration_minutes == 1439


def test_twenty_four_hundred_is_the_next_day(read_one: ReadOne) -> None:
    schedule = read_one(day=6, time="24:00", end_time=None).schedule
    assert (schedule.weekday, schedule.start_minute) == (0, 0)


def test_missing_coordinates_come_from_the_postcode_and_are_approximate(read_rows: ReadRows) -> None:
    found = read_rows(a_row(latitude=None, longitude=None))
    place = found.proposals[0].meetings[0].place
    assert place is not None
    assert (place.latitude, place.longitude, place.precision) == (30.085, -97.84, "approximate")
    assert codes_of(found) == {"derived"}


@pytest.mark.parametrize(
    ("latitude", "longitude", "kept", "code"),
    [
        (0, 0, (30.085, -97.84), "unusable_coordinates"),
        ("", "x", (30.085, -97.84), "derived"),
        (-97.8403, 30.0852, (30.0852, -97.8403), "swapped"),
        (30.0852, 97.8403, (30.0852, -97.8403), "sign_lost"),
        (42.36, -71.07, (42.36, -71.07), "far_from_postcode"),
    ],
)
def test_coordinates_that_contradict_the_postcode(
    read_rows: ReadRows, latitude: Any, longitude: Any, kept: tuple[float, float], code: str
) -> None:
    found = read_rows(a_row(latitude=latitude, longitude=longitude))
    place = found.proposals[0].meetings[0].place
    assert place is not None
    assert (place.latitude, place.longitude) == kept
    assert place.precision == "approximate"
    assert code in codes_of(found)


def test_coordinates_in_one_field(read_one: ReadOne) -> None:
    place = read_one(latitude=None, longitude=None, coordinates="30.0852, -97.8403").place
    assert place is not None
    assert (place.latitude, place.precision) == (30.0852, "exact")


def test_an_area_is_not_an_exact_place(read_one: ReadOne) -> None:
    for fields in ({"approximate": "yes"}, {"formatted_address": "Buda, TX 78610, USA", "approximate": "no"}):
        place = read_one(**fields).place
        assert place is not None
        assert place.precision == "approximate"
        assert place.latitude == 30.0852


def test_the_rows_own_zone_wins(read_one: ReadOne) -> None:
    assert read_one(timezone="America/Denver").schedule.timezone == "America/Denver"
    assert read_one(timezone="Mars/North").schedule.timezone == "America/Chicago"


def test_a_row_without_any_zone_takes_that_of_its_list_or_is_refused(read_rows: ReadRows) -> None:
    nowhere = {"latitude": None, "longitude": None, "formatted_address": "Nowhere, ZZ, USA"}
    found = read_rows(*(a_row(slug=f"m{n}", name=f"M {n}") for n in range(9)), a_row(slug="lost", **nowhere))
    assert found.proposals[-1].meetings[0].schedule.timezone == "America/Chicago"
    assert "zone_of_list" in codes_of(found)
    alone = read_rows(a_row(**nowhere))
    assert [remark.code for remark in alone.refused] == ["no_zone"]


def test_a_name_that_states_its_zone_is_believed_where_one_joins_from_afar(read_rows: ReadRows) -> None:
    online = {"conference_url": "https://zoom.us/j/1", "types": ["ONL"], "approximate": "yes"}
    london = {"formatted_address": "Leigh-on-Sea SS9 2AJ, UK", "latitude": 51.54, "longitude": 0.65}
    found = read_rows(a_row(name="Readings - 2am Eastern - Online", time="02:00", **online, **london))
    assert found.proposals[0].meetings[0].schedule.timezone == "America/New_York"
    assert "zone_from_name" in codes_of(found)


def test_a_hybrid_meeting_is_told_in_the_hours_of_its_door(read_one: ReadOne) -> None:
    meeting = read_one(
        name="Steps - 8:15pm Eastern - Hybrid",
        time="20:15",
        types=["ONL"],
        conference_url="https://zoom.us/j/1",
    )
    assert meeting.attendance == "hybrid"
    assert meeting.schedule.timezone == "America/Chicago"
    assert meeting.schedule.start_minute == 19 * 60 + 15


def test_in_person_goes_by_the_clock_on_the_wall(read_one: ReadOne) -> None:
    meeting = read_one(name="Hope - 7pm Central", time="19:00")
    assert (meeting.schedule.timezone, meeting.schedule.start_minute) == ("America/Chicago", 19 * 60)
    shifted = read_one(name="Hope - 8:15pm Central", time="21:15", end_time=None)
    assert shifted.schedule.start_minute == 20 * 60 + 15


def test_closed_for_now_is_paused_unless_one_can_join(read_one: ReadOne) -> None:
    assert read_one(types=["TC"]).status == "paused"
    online = read_one(types=["TC"], conference_url="https://zoom.us/j/1")
    assert (online.attendance, online.status) == ("online", "active")
    assert online.place is not None
    assert (online.place.name, online.place.street) == ("", "")
    assert online.place.formatted_address == "Buda, TX, US"
    phone = read_one(types=["TC", "ONL"], conference_phone="+1 646 876 9923")
    assert (phone.attendance, phone.status) == ("phone", "active")


def test_a_row_says_in_words_that_it_is_closed(read_one: ReadOne) -> None:
    assert read_one(group="Hope Cancelled").status == "paused"
    assert read_one(notes="Lunch available.\nTemporarily cancelled").status == "paused"
    assert read_one(notes="Closed meeting. Zoom meeting discontinued on Mondays.").status == "active"


def test_dual_diagnosis_is_only_ever_tagged(read_one: ReadOne) -> None:
    meeting = read_one(types=["DD", "C"])
    assert "dual-diagnosis-tagged" in meeting.formats
    assert stated(meeting) == {"dd_focus": "tagged", "access": "closed"}
    assert {item.said_by for item in meeting.attributes} == {"source"}
    assert {str(item.as_of) for item in meeting.attributes} == {"2026-03-01"}


def test_codes_mean_what_their_program_means(read_one: ReadOne) -> None:
    assert read_one(types=["Y"]).formats == ("young-people",)
    assert not read_one(types=["Y"]).youth
    assert read_one(types=["S"]).languages == ("es",)
    assert read_one(program="aca", types=["S"]).formats == ("speaker",)
    assert read_one(program="al-anon", types=["POA"]).formats == ("parents-of-alcoholics",)
    assert read_one(types=["onl", "o"], conference_url="https://zoom.us/j/1").attendance == "hybrid"


def test_open_and_closed_at_once_is_closed(read_one: ReadOne) -> None:
    assert stated(read_one(types=["O", "C"]))["access"] == "closed"


def test_a_door_is_only_spoken_of_where_there_is_one(read_one: ReadOne) -> None:
    assert stated(read_one(types=["X"]))["wheelchair_step_free"] == "yes"
    online = read_one(types=["X", "ONL"], approximate="yes", conference_url="https://zoom.us/j/1")
    assert "wheelchair_step_free" not in stated(online)


def test_unknown_codes_are_counted_and_kept(read_rows: ReadRows) -> None:
    found = read_rows(a_row(types=["O", "ZZZ"]), a_row(slug="b", name="B", types=["ZZZ"]))
    assert found.unknown_codes == {"ZZZ": 2}
    assert found.proposals[0].meetings[0].extra["types"] == ["ZZZ"]


@pytest.mark.parametrize(
    "fields",
    [{"program": "al-anon", "types": ["Y"]}, {"program": "aca", "types": ["TEEN"]}, {"name": "Hope Alateen"}],
)
def test_minors_keep_an_area_only(read_one: ReadOne, fields: dict[str, Any]) -> None:
    meeting = read_one(
        **fields,
        notes="Room 5 behind the church",
        location_notes="Ring at the red door",
        group_notes="At Community Hall",
        website="https://hope.example.org",
        conference_url="https://zoom.us/j/99?pwd=1",
        conference_phone="+1 646 876 9923",
        conference_url_notes="1234",
        region="Community Hall area",
    )
    assert meeting.youth
    place = meeting.place
    assert place is not None
    assert (place.city, place.region, place.precision) == ("Buda", "TX", "area")
    assert (place.latitude, place.longitude) == (30.1, -97.8)
    assert (place.name, place.street, place.postal_code, place.notes) == ("", "", "", "")
    assert (meeting.join_url, meeting.join_phone, meeting.join_notes, meeting.notes) == ("", "", "", "")
    assert "Main" not in repr(meeting)
    assert "Hall" not in repr(meeting)


def test_a_minors_group_is_no_one_elses(read_rows: ReadRows) -> None:
    found = read_rows(
        a_row(group="Hope", group_notes="Behind the church"),
        a_row(slug="b", name="Hope Alateen", group="Hope", group_notes="Behind the church"),
    )
    adults, minors = (proposal.group for proposal in found.proposals)
    assert adults.key != minors.key
    assert minors.notes == ""


def test_young_people_are_adults(read_one: ReadOne) -> None:
    for name in ("Young People's Meeting", "Fountain of Youth", "Young at Heart", "Thirteen Steps"):
        assert not read_one(name=name).youth


def test_words_that_expose_a_person_are_taken_out_and_reported(read_rows: ReadRows) -> None:
    found = read_rows(
        a_row(
            notes="Contact John Smith 714-555-0123, john.smith@gmail.com. Passcode: 998877",
            conference_url="https://zoom.us/j/1?pwd=secret",
            conference_url_notes="Passcode: 4455",
            contact_1_name="Jane Roe",
            contact_1_phone="714-555-0199",
            email="jane.roe@gmail.com",
            types=["ONL"],
        )
    )
    everything = repr(found.proposals)
    for secret in ("Smith", "0123", "gmail", "998877", "Roe", "0199"):
        assert secret not in everything
    meeting = found.proposals[0].meetings[0]
    assert meeting.join_url == "https://zoom.us/j/1?pwd=secret"
    assert meeting.join_notes == "Passcode: 4455"
    taken_out = {(remark.field, remark.code) for remark in found.linted}
    assert taken_out == {("notes", code) for code in ("surname", "phone", "private_mail", "passcode")}
    not_kept = {remark.field for remark in found.warnings if remark.code == "private_not_kept"}
    assert not_kept == {"contact_1_name", "contact_1_phone", "email"}


def test_fields_without_a_place_of_their_own_are_kept(read_one: ReadOne) -> None:
    extra = read_one(regions=["Texas", "Hays"], district="District 3", venmo="@hope", region_id=7).extra
    assert extra == {"regions": ["Texas", "Hays"], "district": "District 3", "venmo": "@hope", "region_id": 7}


def test_only_some_weeks_of_the_month(read_one: ReadOne) -> None:
    rule = read_one(name="Hope - 1st and 3rd Tuesdays").schedule.recurrence
    assert (rule.kind, rule.nths) == ("monthly", (1, 3))
    last = read_one(notes="This meeting is held on the last Tuesday of each month only.").schedule.recurrence
    assert last.nths == (-1,)
    assert (
        read_one(notes="Open meeting on the last Tuesday of the month.").schedule.recurrence.kind == "weekly"
    )
    assert read_one(name="Hope - 2nd Fridays").schedule.recurrence.kind == "weekly"
    assert read_one(name="Hope, every other Tuesday").status == "paused"


def test_a_slug_that_comes_twice(read_rows: ReadRows) -> None:
    same = read_rows(a_row(), a_row())
    assert [(item.number, item.same_as) for item in same.duplicates] == [(2, 1)]
    apart = read_rows(a_row(), a_row(day=4, time="08:00", end_time=None))
    assert [proposal.key for proposal in apart.proposals] == ["tuesday-hope", "tuesday-hope@4-0800"]
    unclear = read_rows(a_row(), a_row(notes="Other words"))
    assert [(remark.number, remark.code) for remark in unclear.refused] == [(2, "used_twice")]


def test_the_same_meeting_under_another_slug_is_a_duplicate(read_rows: ReadRows) -> None:
    assert [item.key for item in read_rows(a_row(), a_row(slug="again")).duplicates] == ["again"]
    assert not read_rows(a_row(), a_row(slug="men", types=["M"])).duplicates


def test_rows_of_a_group_are_one_group(read_rows: ReadRows) -> None:
    found = read_rows(
        a_row(group="Hope  GROUP"),
        a_row(
            slug="b", day=3, group="Hope Group", website="https://hope.example.org", group_notes="Since 1990"
        ),
    )
    first, second = (proposal.group for proposal in found.proposals)
    assert first == second
    assert (first.name, first.website, first.notes) == (
        "Hope GROUP",
        "https://hope.example.org",
        "Since 1990",
    )
    assert first.fellowship == "alcoholics-anonymous"


def test_directions_belong_to_the_venue_and_others_to_their_meeting(read_rows: ReadRows) -> None:
    found = read_rows(
        a_row(location_notes="Red door"),
        a_row(slug="b", day=3, location_notes="Red door"),
        a_row(slug="c", day=4, location_notes="Room 5 upstairs", notes="Bring a chair"),
    )
    meetings = [proposal.meetings[0] for proposal in found.proposals]
    assert {meeting.place.notes for meeting in meetings if meeting.place} == {"Red door"}
    assert [meeting.notes for meeting in meetings] == ["", "", "Room 5 upstairs\n\nBring a chair"]


def test_nulls_blanks_and_control_characters(read_one: ReadOne) -> None:
    meeting = read_one(
        notes="null",
        group="  ",
        conference_url=None,
        website="NULL",
        name="Hope\u0000 \ud800 &#8217;s<b> Group</b>",
    )
    assert meeting.notes == ""
    assert meeting.name == "Hope ? \u2019s Group"


def test_long_texts_fit_their_columns(read_one: ReadOne) -> None:
    meeting = read_one(name="n" * 999, notes="x" * 20_000, location="l" * 999)
    assert len(meeting.name) == 255
    assert len(meeting.notes) == 8000


@pytest.mark.parametrize("text", ["8/25/2022 11:17:07 AM", "2022-08-25 11:17:07", "2022-08-25T11:17:07Z"])
def test_updated_in_the_ways_lists_write_it(read_one: ReadOne, text: str) -> None:
    updated = read_one(updated=text).updated_at
    assert updated is not None
    assert updated.isoformat() == "2022-08-25T11:17:07+00:00"


def test_a_link_that_leads_to_no_meeting_is_left_out(read_rows: ReadRows) -> None:
    found = read_rows(a_row(types=["ONL"], approximate="yes", conference_url="https://us02web.zoom.us/"))
    assert (found.proposals[0].meetings[0].join_url, found.proposals[0].meetings[0].status) == ("", "paused")
    assert codes_of(found) == {"unusable_link", "no_way_to_join"}
    for link in ("javascript:alert(1)", "data:text/html,x", "ftp://example.org/x"):
        assert read_rows(a_row(conference_url=link, url=link)).proposals[0].meetings[0].join_url == ""


@pytest.mark.parametrize("number", ["1234567890", "123456789", "0000000000", "111-111-1111", "9876543210"])
def test_a_number_that_only_fills_the_field_leads_to_no_meeting(read_rows: ReadRows, number: str) -> None:
    found = read_rows(a_row(conference_url=f"https://zoom.us/j/{number}"))
    assert found.proposals[0].meetings[0].join_url == ""
    assert codes_of(found) == {"unusable_link"}


@pytest.mark.parametrize("field", ["regions", "types", "day", "name", "what_is_this"])
def test_lists_in_lists_without_end_refuse_their_row_only(read_rows: ReadRows, field: str) -> None:
    deep: Any = "x"
    for _ in range(900):
        deep = [deep]
    found = read_rows(a_row(**{field: deep}), a_row(slug="sound", name="Sound"))
    assert [proposal.key for proposal in found.proposals][-1:] == ["sound"]
    if field in {"regions", "what_is_this"}:
        refused = found.refused[0]
        assert (refused.number, refused.field, refused.code) == (1, field, "too_deep")


def test_far_from_its_postcode_a_row_goes_by_the_clock_of_the_postcode(read_rows: ReadRows) -> None:
    found = read_rows(a_row(latitude=42.36, longitude=-71.07))
    assert found.proposals[0].meetings[0].schedule.timezone == "America/Chicago"
    assert codes_of(found) == {"far_from_postcode"}
