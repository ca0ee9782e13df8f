"""Maps on pages: every number stands in the list too, and an area stays an area."""

import re

from flask.testing import FlaskClient

from tests.builders import AUSTIN, BUDA, a_fellowship, a_group, a_location, a_meeting
from tests.web.finder.conftest import Read

MAP = "/near/us-78610/map"


def test_the_list_says_what_the_map_shows(read: Read) -> None:
    group = a_group()
    for point, name in ((BUDA, "Here"), (BUDA, "Here too"), (AUSTIN, "There")):
        a_meeting(
            name=name, group=group, location=a_location(point=point, name=f"Hall of {name}"), point=None
        )
    page = read(MAP)
    numbers = [text.get_text() for text in page.select("svg.map text.number")]
    entries = [" ".join(item.get_text(" ").split()) for item in page.select("main ol.lines > li")]
    assert numbers == ["1", "2"]
    assert [re.match(r"\d+", entry)[0] for entry in entries] == numbers  # type: ignore[index]
    assert "Here too" in entries[0]
    assert "to the north" in entries[1]
    assert page.select_one("svg.map title")


def test_filters_hold_on_the_map_and_lead_back(read: Read) -> None:
    a_meeting(name="Sunday one", weekday=0)
    a_meeting(name="Monday one", weekday=1)
    page = read(f"{MAP}?day=1&within=10")
    assert "Monday one" in page.main.get_text()
    assert "Sunday one" not in page.main.get_text()
    assert page.select_one('main a[href="/near/us-78610?day=1&within=10"]')
    assert read("/near/us-78610?day=1").select_one('a[href="/near/us-78610/map?day=1"]')


def test_with_nothing_near_the_map_reaches_to_the_nearest(read: Read) -> None:
    dual = a_fellowship(kind="dual-diagnosis")
    a_meeting(
        name="Far away", fellowship=dual, location=a_location(point=(35.0, -90.0), city="Memphis"), point=None
    )
    page = read(MAP)
    assert "Far away" in page.main.get_text()
    assert "however far" in page.main.get_text()
    assert read("/near/us-99501/map").select_one("svg.map")


def test_a_map_of_an_unknown_place_and_of_another_spelling(client: FlaskClient, read: Read) -> None:
    read("/near/xx-nowhere/map", 404)
    response = client.get("/near/US-78610/map?day=1&place=typed")
    assert (response.status_code, response.headers["Location"]) == (301, "/near/us-78610/map?day=1")
    assert client.get(MAP).headers["Cache-Control"] == "no-store"


def test_a_meeting_has_a_map_and_links_only_where_the_place_is_exact(read: Read) -> None:
    for precision, links in (("exact", 2), ("approximate", 0), ("area", 0)):
        meeting = a_meeting(location=a_location(precision=precision), point=None)
        page = read(f"/meetings/{slug_of(meeting.public_id, read)}")
        assert page.select_one("svg.map")
        assert len(page.select('a[href^="geo:"], a[href*="openstreetmap"]')) == links


def slug_of(public_id: str, read: Read) -> str:
    page = read("/near/us-78610?page=1")
    return next(
        str(link["href"]).rsplit("/", 1)[1]
        for link in page.select(".cards a")
        if str(link["href"]).endswith(public_id)
    )
