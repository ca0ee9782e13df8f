"""Groups, fellowships, online meetings, help and the pages about the site."""

from datetime import date

import pytest
from flask.testing import FlaskClient

from meetfinder.app import create_app
from meetfinder.config import Settings
from meetfinder.db import db
from meetfinder.directory.models import GroupStatus
from tests.builders import MONDAY, TUESDAY, a_fellowship, a_group, a_location, a_meeting
from tests.web.finder.conftest import Read, faultless
from tests.web.finder.help_builders import a_helpline, a_sentence


def words_of(page: object) -> str:
    return " ".join(page.main.text.split())  # type: ignore[attr-defined]


def test_a_group_shows_its_meetings_the_next_first(client: FlaskClient, read: Read) -> None:
    group = a_group(name="Both Sides", fellowship=a_fellowship(name="Some Fellowship"))
    a_meeting(group=group, name="Later", weekday=TUESDAY)
    a_meeting(group=group, name="Sooner", weekday=MONDAY)
    response = client.get(f"/groups/{group.public_id}")
    assert response.status_code == 301
    page = read(response.headers["Location"])
    assert page.title.text == "A group in Buda · Meetfinder"
    assert [link.text for link in page.select(".cards h3 a")] == ["Sooner", "Later"]


def test_a_forming_group_says_that_it_does_not_meet_yet(client: FlaskClient, read: Read) -> None:
    group = a_group(name="New Ground", status=GroupStatus.FORMING, location=a_location())
    page = read(client.get(f"/groups/{group.public_id}").headers["Location"])
    assert "This group is forming: it does not meet yet." in words_of(page)


def test_groups_that_never_were_or_have_ended(read: Read) -> None:
    read("/groups/zzzzzzzzz", 404)
    ended = a_group(status=GroupStatus.RETIRED)
    assert "no longer listed" in words_of(read(f"/groups/{ended.public_id}", 410))


def test_fellowships_are_listed_by_kind(read: Read) -> None:
    assert "No fellowship is known here yet." in words_of(read("/fellowships"))
    a_fellowship(slug="kin", name="Kin Anonymous", kind="family", for_family=True)
    a_fellowship(slug="both", name="Both Anonymous", kind="dual-diagnosis")
    page = read("/fellowships")
    assert [item.text for item in page.main.select("h2")] == ["Dual diagnosis", "Families and friends"]
    assert page.select_one('a[href="/fellowships/both"]')


def test_a_fellowship_shows_positions_sites_and_meetings(read: Read) -> None:
    fellowship = a_fellowship(
        slug="both",
        name="Both Anonymous",
        kind="dual-diagnosis",
        finder="https://both.example.org/find",
        start_url="https://both.example.org/start",
        countries=["US", "GB"],
    )
    fellowship.psychiatric_position = "It welcomes people who take medicine."
    fellowship.psychiatric_source = "https://both.example.org/leaflet"
    fellowship.psychiatric_source_title = "A leaflet"
    fellowship.psychiatric_read_on = date(2026, 10, 1)
    db.session.flush()
    a_meeting(name="In the hall", fellowship=fellowship)
    a_meeting(name="On the line", fellowship=fellowship, attendance="phone", point=None)
    page = read("/fellowships/both")
    said = words_of(page)
    assert page.title.text == "A fellowship · Meetfinder"
    assert "It meets in: United States, United Kingdom." in said
    assert "It welcomes people who take medicine. Source: A leaflet, read on 1 October 2026." in said
    assert "No published position is known here." in said
    assert "On the line" in said
    assert "Buda, TX, United States Every Tuesday, 7 pm to 8 pm" in said
    assert page.select_one('a[href="https://both.example.org/find"]')
    assert page.select_one("form.search input[name=n]")["value"]
    read("/fellowships/nobody", 404)


def test_online_meetings_come_in_the_visitors_zone_dual_diagnosis_first(read: Read) -> None:
    a_meeting(name="Plain", attendance="online", point=None, weekday=MONDAY, start="19:00")
    dual = a_fellowship(kind="dual-diagnosis")
    a_meeting(name="Dual", fellowship=dual, attendance="phone", point=None, weekday=TUESDAY, start="19:00")
    a_meeting(name="In a hall")
    page = read("/online?zone=Europe/London")
    assert [link.text for link in page.select(".cards h3 a")] == ["Dual", "Plain", "Dual"]
    said = words_of(page)
    assert "Times are shown for London time." in said
    assert "Tonight, after midnight: 1 am your time (7 pm Chicago time)" in said
    assert page.select_one("#zone option[selected]")["value"] == "Europe/London"
    assert "Times are shown for New York time." in words_of(read("/online"))


def test_online_meetings_can_be_narrowed_and_an_empty_list_helps(read: Read) -> None:
    said = words_of(read("/online?when=now"))
    assert "No online or phone meeting is listed for this time." in said
    assert "Each fellowship keeps a list of its own" in words_of(read("/online"))
    a_meeting(name="Next week", attendance="online", point=None, weekday=MONDAY, start="08:00")
    page = read("/online?when=tonight&zone=Europe/London")
    assert page.find("a", string="Any time")["href"] == "/online?zone=Europe/London"
    assert "Next week" in words_of(read("/online"))


def test_online_meetings_of_a_day_and_time_stay_so_on_every_page(client: FlaskClient, read: Read) -> None:
    group = a_group()
    for number in range(21):
        a_meeting(group=group, name=f"M{number}", attendance="online", point=None, weekday=TUESDAY)
    a_meeting(name="Another day", attendance="online", point=None, weekday=MONDAY)
    page = read("/online?zone=Europe/London&day=2&from=18:00&until=")
    assert "21 meetings you can join" in words_of(page)
    following = page.select_one("a[rel=next]")["href"]
    assert "Another day" not in words_of(read(following))
    assert client.get(following.replace("page=2", "page=9")).headers["Location"] == following
    said = words_of(read("/online?zone=Europe/London&day=5"))
    assert "No online or phone meeting is listed for these days and times." in said


@pytest.mark.parametrize(
    ("address", "number", "leads_to"),
    [
        ("/online?zone=Europe/London", "999", "/help-now?country=gb"),
        ("/online?zone=America/Chicago", "911", "/help-now?country=us"),
        ("/online", "911", "/help-now?country=us"),
        ("/online?zone=Europe/Paris", None, "/help-now?country=fr"),
        ("/online?zone=UTC", None, "/help-now?country="),
        ("/online?zone=Asia/Calcutta", None, "/help-now?country="),
    ],
)
def test_the_numbers_beside_online_meetings_are_of_the_country_of_the_zone(
    read: Read, address: str, number: str | None, leads_to: str
) -> None:
    a_helpline(country="US", purpose="emergency", number="911")
    a_helpline(country="GB", purpose="emergency", number="999")
    page = read(address)
    strip = page.select_one("aside.strip")
    numbers = {link["href"] for link in page.select('a[href^="tel:"]')}
    assert numbers == ({f"tel:{number}"} if number else set())
    assert strip.a["href"] == leads_to
    chosen = leads_to.endswith("=")
    assert ("choose your country" in strip.text) == chosen
    if chosen:
        assert "Choose your country below for its numbers." in words_of(read(leads_to))


@pytest.mark.parametrize(("wrong", "said"), [("zone=Mars/Base", "zone must"), ("when=x", "when must")])
def test_a_wrong_choice_for_online_meetings_is_named(read: Read, wrong: str, said: str) -> None:
    assert said in words_of(read(f"/online?{wrong}", 400))


def test_help_works_with_an_empty_database_and_says_what_it_does_not_know(read: Read) -> None:
    said = words_of(read("/help-now"))
    assert "No emergency number is known here for the United States." in said
    assert "No helpline is known here for the United States." in said
    assert "No advice with a public source is known here." in said


def test_help_puts_the_emergency_first_and_every_line_has_its_source(read: Read) -> None:
    a_sentence("Talk to somebody.", topic="suicide")
    a_sentence("A seizure is an emergency.", topic="withdrawal-emergency")
    a_helpline(name="Lifeline", number="988", sms="988", checked=date(2026, 11, 22))
    a_helpline(name="Ambulance", purpose="emergency", number="911")
    a_helpline(country="GB", name="Samaritans", number="116 123")
    page = read("/help-now")
    headings = [item.text for item in page.main.select("h2")]
    assert headings[:3] == [
        "Emergency in the United States",
        "Crisis and thoughts of suicide",
        "Ill after stopping or cutting down",
    ]
    said = words_of(page)
    assert said.count("read on 20 November 2026") == 4
    assert said.count("Checked by us on 22 November 2026.") == 1
    assert "Only numbers and sentences whose public source we could read are shown" in said
    assert page.select_one('a[href="tel:988"]')
    assert page.select_one('a[href="sms:988"]')
    assert page.select_one('a[href="/help-now?country=gb"]')
    assert "Samaritans" in words_of(read("/help-now?country=gb"))
    assert "country must be" in words_of(read("/help-now?country=zz", 400))


def test_how_to_start_has_each_fellowships_guide_with_its_source(read: Read) -> None:
    assert "No guide is known here." in words_of(read("/start"))
    fellowship = a_fellowship(name="Both Anonymous", start_url="https://both.example.org/start")
    fellowship.start_source = "https://both.example.org/guides"
    fellowship.start_read_on = date(2026, 10, 2)
    db.session.flush()
    page = read("/start")
    assert page.select_one('a[href="https://both.example.org/start"]')
    assert "read on 2 October 2026" in words_of(page)


def test_privacy_and_about_come_from_the_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("other")
    settings = Settings(
        instance=folder,
        database_url=f"sqlite:///{folder}/x.sqlite",
        secret_key="t" * 32,
        site_name="Nearby",
        contact="help@nearby.example.org",
    )
    app = create_app(settings)
    with app.app_context():
        db.create_all()
    client = app.test_client()
    for address in ("/privacy", "/about"):
        page = faultless(client.get(address).text)
        assert page.title.text.endswith("· Nearby")
        assert page.select_one('a[href="mailto:help@nearby.example.org"]')
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_about_credits_the_sources(read: Read) -> None:
    said = words_of(read("/about"))
    for credit in ("GeoNames, CC BY 4.0", "U.S. Census Bureau", "the tz database", "MIT licence"):
        assert credit in said
    assert "has not given a contact address yet" in said


def test_a_wrong_address_leads_on(read: Read) -> None:
    page = read("/no/such/page", 404)
    assert page.main.select_one('a[href="/"]')
    assert page.main.select_one('a[href="/online"]')


def test_the_style_sheet_is_small_and_fetches_nothing(client: FlaskClient) -> None:
    with client.get("/static/style.css") as response:
        text = response.text
    assert len(text.encode()) <= 17_000
    assert "url(" not in text
    assert "@import" not in text
