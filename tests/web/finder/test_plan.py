"""A plan to take home: by its address alone, says what changed, prints, and knows nobody."""

from datetime import datetime

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from meetfinder.db import db
from meetfinder.directory.models import Meeting, MeetingStatus
from meetfinder.search.index import reindex
from meetfinder.web.finder import plan_items
from tests.builders import AUSTIN, a_fellowship, a_group, a_location, a_meeting
from tests.web.finder.conftest import Read

pytestmark = pytest.mark.usefixtures("now")


def texts(page: BeautifulSoup) -> list[str]:
    return [" ".join(item.get_text(" ").split()) for item in page.select("ol.stops > li")]


def address_of(page: BeautifulSoup) -> str:
    """Return the address of a plan with its marks, as its printed form has it."""
    return next(str(link["href"]) for link in page.select(".links a") if "style=large" in str(link["href"]))


def test_an_empty_plan_says_how_to_make_one(read: Read) -> None:
    page = read("/plan")
    assert page.select_one('main a[href="/"]')
    assert read("/plan?m=nonsense&m=%3Cb%3E").select_one('main a[href="/"]')


def test_a_plan_is_made_by_ticking(read: Read) -> None:
    one, other = a_meeting(name="First"), a_meeting(name="Second")
    assert read("/near/us-78610").select_one('a[href="/plan/choose?near=us-78610"]')
    page = read(f"/plan/choose?near=us-78610&m={one.public_id}")
    boxes = page.select("input[type=checkbox]")
    assert {str(box["value"])[:9] for box in boxes} == {one.public_id, other.public_id}
    assert [str(box["value"])[:9] for box in boxes if box.has_attr("checked")] == [one.public_id]
    plan = read("/plan?" + "&".join(f"m={box['value']}" for box in boxes))
    assert len(texts(plan)) == 2


def test_a_plan_grows_from_place_to_place_without_typing_it_again(read: Read, client: FlaskClient) -> None:
    near, far = a_meeting(name="Near"), a_meeting(name="Far", point=AUSTIN, weekday=3)
    plan = read(address_of(read(f"/plan?m={near.public_id}")))
    fields = {str(item["name"]): str(item["value"]) for item in plan.select("form.search input[type=hidden]")}
    answer = client.post("/find", data={**fields, "place": "Austin", "country": "US"})
    page = read(answer.headers["Location"])
    assert page.find("a", string="The plan: 1 meeting")
    for link in page.select("a[href*='when=tonight'], a[href*='/map'], a[href*='for=family']"):
        assert f"m={near.public_id}" in str(link["href"])
    choice = read(str(page.find("a", string="Add from here to the plan")["href"]))  # type: ignore[index]
    chosen = [box for box in choice.select("input[type=checkbox]") if box.has_attr("checked")]
    assert [str(box["value"])[:9] for box in chosen] == [near.public_id]
    assert far.public_id in {str(box["value"])[:9] for box in choice.select("input[type=checkbox]")}
    filled = client.get(str(choice.select_one("a[href*='days=7']")["href"]))  # type: ignore[index]
    assert len(texts(read(filled.headers["Location"]))) == 2


def test_filters_go_along_to_the_choice(read: Read) -> None:
    a_meeting(name="Sunday", weekday=0)
    a_meeting(name="Tuesday", weekday=2)
    link = read("/near/us-78610?day=2&page=1").find("a", string="Make a plan to take home")
    offered = read(str(link["href"])).select("label")  # type: ignore[index]
    assert ["Tuesday" in label.get_text() for label in offered] == [True]


def test_keeping_is_offered_with_removing_beside_it(read: Read) -> None:
    page = read(f"/plan?m={a_meeting().public_id}")
    assert page.select_one("[data-kept-page] button[data-keep][hidden]")
    assert page.select_one("[data-kept-page] button[data-remove][hidden]")
    assert page.select_one("script[src*='keep.js']")
    assert not read("/plan").select_one("script[src*='keep.js']")


def test_nothing_typed_and_no_condition_stands_in_the_address(read: Read, client: FlaskClient) -> None:
    meeting = a_meeting(name="Bipolar and sober", fellowship=a_fellowship(kind="dual-diagnosis"))
    page = read(f"/plan?m={meeting.public_id}")
    assert page.title
    assert page.title.text == "Plan · Meetfinder"
    assert "bipolar" not in address_of(page).lower()
    answer = client.get(f"/plan?m={meeting.public_id}")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("what", ["start_minute", "status", "location_id"])
def test_the_link_marks_what_changed_since_it_was_made(read: Read, what: str) -> None:
    meeting = a_meeting(location=a_location(), point=None)
    printed = address_of(read(f"/plan?m={meeting.public_id}"))
    assert "Changed since" not in texts(read(printed))[0]
    _change(meeting, what)
    said = texts(read(printed))[0]
    assert ("paused" if what == "status" else "Changed since") in said


def _change(meeting: Meeting, what: str) -> None:
    values = {"start_minute": 600, "status": MeetingStatus.PAUSED, "location_id": None}
    if what == "location_id":
        values[what] = a_location(street="2 Other Street", formatted_address="2 Other Street, Buda").id
    setattr(meeting, what, values[what])
    db.session.flush()
    reindex([meeting.id])


def test_what_is_gone_is_said_and_the_rest_stays(read: Read) -> None:
    gone, there = a_meeting(name="Gone one"), a_meeting(name="There")
    gone.status = MeetingStatus.RETIRED
    said = texts(read(f"/plan?m={gone.public_id}&m={there.public_id}"))
    assert "There" in said[0]
    assert "ended" in said[1]
    assert "Gone one" not in said[1]


def test_more_than_ten_are_refused_and_nothing_is_lost(client: FlaskClient) -> None:
    ids = [a_meeting().public_id for _ in range(11)]
    answer = client.get("/plan?" + "&".join(f"m={one}" for one in ids))
    assert answer.status_code == 400
    assert "at most 10" in answer.text


def test_one_a_day_for_seven_days(read: Read, client: FlaskClient, now: datetime) -> None:
    dual, plain = a_fellowship(kind="dual-diagnosis"), a_fellowship()
    for weekday in range(7):
        a_meeting(name=f"Plain {weekday}", group=a_group(fellowship=plain), weekday=weekday, start="19:00")
    a_meeting(name="Both 3", group=a_group(fellowship=dual), weekday=3, start="19:00")
    answer = client.get("/plan/choose?near=us-78610&days=7")
    assert answer.status_code == 302
    page = read(answer.headers["Location"])
    names = [heading.get_text() for heading in page.select("ol.stops h2")]
    assert len(names) == 7
    assert sorted(name[-1] for name in names) == list("0123456")
    assert "Both 3" in names


def test_where_nothing_is_near_the_days_are_filled_from_home(read: Read, client: FlaskClient) -> None:
    dual = a_fellowship(kind="dual-diagnosis")
    a_meeting(name="Anywhere", fellowship=dual, attendance="online", point=None, weekday=1, start="20:00")
    location = client.get("/plan/choose?near=us-78610&days=7").headers["Location"]
    assert "Anywhere" in texts(read(location))[0]
    read("/plan/choose?near=us-78610")


def test_a_wrong_area_is_named(client: FlaskClient) -> None:
    for address in ("/plan/choose", "/plan/choose?near=xx-nowhere", "/plan/choose?near=us-78610&days=99"):
        assert client.get(address).status_code == 400


def test_the_calendar_is_discreet_and_whole(client: FlaskClient, now: datetime) -> None:
    one, other = a_meeting(name="Bipolar and sober"), a_meeting(name="Second", weekday=4)
    answer = client.get(f"/plan/calendar.ics?m={one.public_id}&m={other.public_id}")
    events = Calendar.from_ical(answer.data).walk("VEVENT")
    assert len(events) == 2
    assert "Bipolar" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_codes_lead_to_the_meeting_and_only_where_the_site_knows_its_address(
    read: Read, client: FlaskClient, app: Flask
) -> None:
    meeting = a_meeting()
    assert read(f"/plan?m={meeting.public_id}").select_one("svg.code")
    elsewhere = client.get(f"/plan?m={meeting.public_id}", base_url="https://forged.example.org")
    assert "<svg" not in elsewhere.text


def test_styles_of_print(read: Read) -> None:
    meeting = a_meeting()
    for style in ("plain", "large", "strips"):
        assert read(f"/plan?m={meeting.public_id}&style={style}").select_one(f".plan.{style}")
    assert len(read(f"/plan?m={meeting.public_id}&style=strips").select(".tear-off li")) == 3


def test_a_mark_says_nothing_of_names(app: Flask) -> None:
    items = plan_items.read_items(["23456789b-2345", "23456789b", "x", "", "23456789c"])
    assert items == {"23456789b": "2345", "23456789c": ""}
