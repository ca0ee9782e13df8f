"""The answer for a place."""

from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient

from meetfinder.directory.schedule import DateException
from meetfinder.web import codes
from meetfinder.web.finder import paging
from tests.builders import (
    AUSTIN,
    BUDA,
    MONDAY,
    TUESDAY,
    a_fellowship,
    a_group,
    a_location,
    a_meeting,
    a_source,
)
from tests.web.finder.conftest import Read
from tests.web.finder.help_builders import a_helpline

HERE = "/near/us-78610"


def cards(page: object) -> list[str]:
    return [" ".join(card.get_text(" ").split()) for card in page.select(".cards > li")]  # type: ignore[attr-defined]


def test_an_address_that_is_not_canonical_leads_to_the_one_that_is(client: FlaskClient) -> None:
    response = client.get("/near/US-78610?within=10&place=typed")
    assert (response.status_code, response.headers["Location"]) == (301, "/near/us-78610?within=10")


def test_an_unknown_area_helps_all_the_same(read: Read) -> None:
    a_helpline()
    page = read("/near/xx-nowhere", 404)
    assert page.select_one("#place")
    assert page.select_one('a[href="/online"]')
    assert page.main.select_one('a[href="tel:5550100"]')


def test_results_are_kept_by_no_browser_and_their_title_is_discreet(client: FlaskClient) -> None:
    a_meeting(name="Bipolar and sober", fellowship=a_fellowship(kind="dual-diagnosis"))
    response = client.get(HERE)
    assert response.headers["Cache-Control"] == "no-store"
    assert "<title>Near 78610 · Meetfinder</title>" in response.text


def test_an_empty_directory_still_answers(read: Read) -> None:
    a_fellowship(
        slug="far-fellowship",
        name="Far Fellowship",
        kind="dual-diagnosis",
        finder="https://far.example.org/find",
        start_url="https://far.example.org/start",
    )
    a_helpline()
    page = read(HERE)
    assert "Nothing is listed within 25 miles" in page.main.text
    assert page.select_one('a[href="https://far.example.org/find"]')
    assert page.select_one('a[href="/start"]')
    assert page.main.select_one('a[href="tel:5550100"]')


def test_an_empty_database_still_answers(read: Read) -> None:
    page = read(HERE)
    assert "Nothing is listed within 25 miles" in page.main.text
    assert "No helpline is known here for the United States" in page.main.text


@pytest.mark.usefixtures("now")
def test_a_card_says_when_where_how_far_what_kind_and_how_fresh(read: Read) -> None:
    fellowship = a_fellowship(name="Two Sides Anonymous", kind="dual-diagnosis")
    a_meeting(
        name="Steady Ground",
        fellowship=fellowship,
        point=AUSTIN,
        weekday=MONDAY,
        start="19:30",
        attributes=[("med_psychiatric", "welcome"), ("access", "open")],
        confirmed_on=date(2026, 11, 11),
    )
    said = " / ".join(cards(read(HERE)))
    for words in (
        "Steady Ground",
        "Tonight 7:30 pm",
        "Community hall, Buda, about 14 miles",
        "For people with a dual diagnosis",
        "Two Sides Anonymous",
        "Open to anyone",
        (
            "The group says: prescribed mental-health medication is welcome and can be talked about. "
            "The day is not stated."
        ),
        "Confirmed by the group 12 days ago.",
    ):
        assert words in said, words
    assert "methadone" not in said.lower()
    assert "Check before you go" not in said


def test_what_nobody_stated_is_not_on_a_card_and_stale_says_so(read: Read) -> None:
    a_meeting(name="Plain", source=a_source(demo=True))
    said = " / ".join(cards(read(HERE)))
    assert "Prescribed medication: not stated." in said
    assert "welcome" not in said
    assert "Not confirmed by the group; its list last changed it 11 months ago. Check before you go." in said
    assert "Demo: invented" in said


def test_a_tag_of_a_source_is_never_more_than_a_tag(read: Read) -> None:
    a_meeting(name="Tagged", attributes=[("dd_focus", "tagged")], said_by="source")
    said = " / ".join(cards(read(HERE)))
    assert "Tagged dual diagnosis by the source" in said
    assert "For people with a dual diagnosis" not in said


def test_a_running_meeting_and_a_moved_one_say_so(read: Read) -> None:
    a_meeting(name="Running", weekday=MONDAY, start="11:30")
    moved = DateException(date(2026, 11, 24), "moved", datetime(2026, 11, 24, 20, 0), "Back room")  # noqa: DTZ001
    a_meeting(name="Moved", weekday=TUESDAY, exceptions=[moved])
    said = " / ".join(cards(read(HERE)))
    assert "In progress, until 12:30 pm" in said
    assert "Tomorrow 8 pm Moved this time: Back room." in said


def test_an_approximate_place_says_so(read: Read) -> None:
    a_meeting(location=a_location(precision="approximate"))
    assert "The exact place is not known: the distance is rough." in " ".join(cards(read(HERE)))


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ({}, "Community hall, Buda, about 14 miles"),
        ({"name": ""}, "Buda, about 14 miles"),
        ({"name": "", "city": ""}, "1 Main Street, Buda, TX 78610, USA, about 14 miles"),
        ({"name": "", "city": "", "formatted_address": ""}, "about 14 miles"),
    ],
)
def test_nothing_hangs_at_either_end_of_the_line_of_a_place(
    read: Read, words: dict[str, str], line: str
) -> None:
    a_meeting(location=a_location(point=AUSTIN, **words))  # type: ignore[arg-type]
    shown = {" ".join(place.text.split()) for place in read(HERE).select(".cards .when + p")}
    assert shown == {line}


def test_meetings_from_afar_are_told_in_both_zones(read: Read) -> None:
    dual = a_fellowship(kind="dual-diagnosis")
    a_meeting(
        name="Afar",
        fellowship=dual,
        point=None,
        weekday=MONDAY,
        start="20:00",
        timezone="America/New_York",
        attendance="online",
    )
    assert "Tonight 7 pm your time (8 pm New York time)" in " ".join(cards(read(HERE)))


def test_everything_within_the_distance_can_be_reached_in_pages(read: Read) -> None:
    group = a_group()
    for number in range(45):
        a_meeting(group=group, name=f"Meeting {number}", weekday=number % 7)
    answer = read(HERE)
    assert answer.main.find("a", string=lambda text: text and "45 meetings" in text)["href"] == "?page=1"
    names, address = [], "?page=1"
    while address:
        page = read(f"{HERE}{address}")
        names += [link.text for link in page.select(".cards h3 a")]
        following = page.select_one("a[rel=next]")
        address = following["href"] if following else ""
    assert sorted(names) == sorted(f"Meeting {number}" for number in range(45))


@pytest.mark.parametrize("wanted", ["2", "9", "50", "51", "123456"])
def test_a_page_behind_the_last_leads_to_the_last(client: FlaskClient, read: Read, wanted: str) -> None:
    group = a_group()
    for number in range(15):
        a_meeting(group=group, name=f"Meeting {number}", weekday=number % 7)
    away = client.get(f"{HERE}?page={wanted}&sort=next")
    assert (away.status_code, away.headers["Location"]) == (302, "?page=1&sort=next")
    assert "Page 1 of 1" in read(f"{HERE}?page=1&sort=next").main.text


def test_a_page_of_nothing_leads_to_the_answer(client: FlaskClient, read: Read) -> None:
    assert client.get(f"{HERE}?page=50").headers["Location"] == "?page=1"
    assert "Nothing is listed within" in read(f"{HERE}?page=1").main.text


def test_a_list_that_is_cut_off_says_so(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "LAST_PAGE", 2)
    group = a_group()
    for number in range(41):
        a_meeting(group=group, name=f"Meeting {number}", attendance="hybrid", weekday=number % 7)
    for address, advice in (
        (f"{HERE}?page=", "Narrow by day or distance to see the rest."),
        ("/online?page=", "Narrow by day or time to see the rest."),
    ):
        assert "to see the rest" not in read(f"{address}1").main.text
        page = read(f"{address}2")
        assert advice in page.main.text
        assert not page.select_one("a[rel=next]")


def test_days_and_times_are_said_to_be_the_meetings_own(read: Read) -> None:
    for address in (HERE, "/online?zone=Europe/London"):
        page = read(address)
        for name in ("from", "until"):
            hint = page.find(id=page.find(id=name)["aria-describedby"])
            assert "in the meeting’s own time" in hint.text
        assert page.select_one("input[name=day]").find_parent("fieldset").legend.text == (
            "Day, in the meeting’s own time"
        )


def test_the_order_is_explained_and_can_be_changed(read: Read) -> None:
    a_meeting(name="Near", point=BUDA, weekday=TUESDAY)
    a_meeting(name="Far but soon", point=AUSTIN, weekday=MONDAY)
    page = read(f"{HERE}?sort=next")
    assert [link.text for link in page.select(".cards h3 a")] == ["Far but soon", "Near"]
    assert "The next to start first" in page.main.text
    page = read(f"{HERE}?sort=distance")
    assert [link.text for link in page.select(".cards h3 a")] == ["Near", "Far but soon"]
    assert "Nearest first" in page.main.text
    assert page.find("a", string="Soonest")["href"] == "?sort=next"


def test_filters_are_a_form_with_counts_and_can_be_taken_off(read: Read) -> None:
    a_meeting(name="Open one", attributes=[("med_psychiatric", "welcome")], formats=["open"])
    a_meeting(name="Closed one", formats=["closed"], weekday=MONDAY)
    code = codes.encode("attribute", "med_psychiatric:welcome")
    everything = read(HERE)
    box = everything.select_one(f'input[name=n][value="{codes.encode("format", "open")}"]')
    assert box.find_parent("label").text.split() == ["Open", "(1)"]
    chosen = read(f"{HERE}?n={code}&page=1")
    assert [link.text for link in chosen.select(".cards h3 a")] == ["Open one"]
    assert chosen.select_one(f'input[type=hidden][name=n][value="{code}"]')
    pressed = chosen.select_one(".links a.chosen")
    assert "Mental-health medication: welcome" in pressed.text
    assert pressed.text.endswith("(1)")
    assert pressed["href"] == HERE
    taken_off = chosen.find("ul", attrs={"aria-label": "Filters in use"}).a
    assert "Mental-health medication: welcome" in taken_off.text
    assert taken_off["href"] == HERE


def test_a_form_with_empty_fields_is_no_filter(read: Read) -> None:
    a_meeting(name="Here")
    assert "Here" in " ".join(cards(read(f"{HERE}?from=&until=&within=25&language=")))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("within=x", "within must be"),
        ("within=0", "within must be"),
        ("page=0", "page must be"),
        ("sort=age", "sort must be"),
        ("n=zzzzz", "n has a filter"),
        ("day=8", "day must be"),
    ],
)
def test_a_wrong_filter_is_named_and_the_rest_is_kept(read: Read, wrong: str, said: str) -> None:
    page = read(f"{HERE}?{wrong}&when=tonight", 400)
    assert said in page.main.text
    assert page.main.find("a", string="Go on without it")["href"] == f"{HERE}?when=tonight"


def test_family_comes_first_for_someone_else(read: Read) -> None:
    a_meeting(name="For kin", fellowship=a_fellowship(kind="family", for_family=True))
    a_meeting(name="Not for kin", fellowship=a_fellowship())
    page = read(f"{HERE}?for=family")
    said = " ".join(cards(page))
    assert "For kin" in said
    assert page.find("ul", attrs={"aria-label": "For"}).strong.text == "For someone else"
    assert "“Closed” is only for people who have the problem themselves." in page.main.text


def test_namesakes_and_other_countries_are_one_tap_away(read: Read) -> None:
    page = read("/near/us-il-springfield")
    namesakes = [link["href"] for link in page.select("#other-place .links a[href^='/near/']")]
    assert page.select_one("a[href='#other-place']").text == "Not this Springfield?"
    assert namesakes
    assert all(address.startswith("/near/") for address in namesakes)
    assert "/near/us-il-springfield" not in namesakes
    assert page.select_one("select[name=country] option[selected]")["value"] == "US"


def test_a_kilometre_is_a_choice_and_a_country_has_its_own(read: Read) -> None:
    a_meeting(point=AUSTIN)
    assert "about 23 km" in " ".join(cards(read(f"{HERE}?unit=km&within=50")))
    assert "within 25 km" in read("/near/de-10115").main.text


def test_many_long_listings_stay_below_fifty_kilobytes(read: Read) -> None:
    dual = a_fellowship(kind="dual-diagnosis", name="A Fellowship With A Rather Long Name")
    plain = a_fellowship(name="Another Fellowship With A Rather Long Name", kind="family", for_family=True)
    stated = [("med_psychiatric", "welcome"), ("med_moud", "may_attend_not_lead"), ("access", "open")]
    for number in range(55):
        a_fellowship(
            name=f"Fellowship of the long and winding name {number}", finder="https://long.example.org/f"
        )
    for number in range(60):
        a_meeting(
            name=f"A meeting with quite a long name, as many of them have, {number}",
            fellowship=dual if number % 2 else plain,
            weekday=number % 7,
            attendance="hybrid" if number % 3 else "online",
            attributes=stated,
            formats=[f"format-{number % 30}", "open", "discussion"],
            languages=["en", "es"],
            source=a_source(demo=True),
        )
    for address in (HERE, f"{HERE}?page=1", f"{HERE}?when=tonight&for=family", "/online"):
        assert len(cards(read(address))) >= 8


def test_the_page_of_another_moment_says_tonight_in_the_meetings_zone(read: Read, now: datetime) -> None:
    assert now == datetime(2026, 11, 23, 18, tzinfo=UTC)
    a_meeting(
        name="Sydney",
        point=(-33.87, 151.21),
        timezone="Australia/Sydney",
        weekday=TUESDAY,
        start="08:00",
        location=None,
    )
    said = " ".join(cards(read("/near/au-2000")))
    assert "Today 8 am" in said
