"""A group is sent in page by page, and seen by nobody before it is proven and decided."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from meetfinder import clock
from meetfinder.db import db
from meetfinder.directory.models import Group, MeetingStatus
from meetfinder.directory.proposal import Proposal, from_json
from meetfinder.moderation import door, who
from meetfinder.moderation.drafts import Draft
from meetfinder.moderation.models import Submission, SubmissionStatus, Verdict
from tests.conftest import NOW
from tests.people import Post, a_moderator, link_in
from tests.web.organizer.conftest import Sender

pytestmark = pytest.mark.usefixtures("now")


def sent() -> Submission:
    return db.session.query(Submission).one()


def proposed() -> Proposal:
    return from_json(sent().proposal)


def texts(page: str) -> str:
    main = BeautifulSoup(page, "html5lib").main
    assert main is not None
    return " ".join(main.get_text(" ").split())


def test_a_group_of_three_meetings_reaches_the_moderators(sender: Sender, post: Post) -> None:
    sender.fill_all()
    words = texts(sender.client.get("/submit/check").text)
    told = (
        "Dual Recovery Anonymous",
        "Tuesday Hope",
        "Community hall",
        "Every Tuesday, 7 pm",
        "Every Thursday, 7 pm",
    )
    for part in told:
        assert part in words
    assert sender.send().headers["Location"] == "/submit/sent"
    assert sent().status == SubmissionStatus.AWAITING_MAIL
    (letter,) = post()
    assert "hope" not in (letter["Subject"] + letter.get_content()).lower()
    done = sender.client.post(link_in(letter), follow_redirects=True)
    assert "waits for a moderator" in done.text
    assert sent().status == SubmissionStatus.PENDING
    proposal = proposed()
    when = [
        (m.schedule.weekday, m.schedule.start_minute, m.schedule.duration_minutes) for m in proposal.meetings
    ]
    assert when == [(2, 19 * 60, 60), (4, 19 * 60, 90), (6, 630, None)]
    assert {m.schedule.timezone for m in proposal.meetings} == {"America/Chicago"}
    place = proposal.meetings[0].place
    assert place is not None
    assert (place.precision, place.latitude, place.street) == ("exact", 30.0852, "1 Main Street")
    stated = {(item.key, item.value, item.said_by) for item in proposal.group.attributes}
    assert stated == {
        ("med_psychiatric", "welcome", "organizer"), ("access", "open", "organizer"),
        ("dd_focus", "dedicated", "organizer"), ("diagnosis_focus", "anxiety", "organizer"),
    }  # fmt: skip
    assert "group@hope.example.org" in proposal.group.notes


def test_an_approved_group_is_found_and_its_sender_looks_after_it(sender: Sender, post: Post) -> None:
    sender.fill_all()
    sender.send()
    sender.client.post(link_in(post()[0]))
    assert "Tuesday Hope" not in sender.client.get("/near/us-78610").text
    door.decide(sent(), verdict=Verdict.APPROVE, decided_by=who.moderator(a_moderator().id), now=clock.now())
    db.session.commit()
    assert "Tuesday Hope" in sender.client.get("/near/us-78610").text
    group = db.session.query(Group).one()
    assert sender.client.get(f"/my/groups/{group.public_id}").status_code == 200


def test_what_was_typed_survives_another_day(sender: Sender) -> None:
    sender.begin()
    sender.fill("fellowship")
    sender.fill("name")
    with clock.at(NOW + timedelta(days=29)):
        assert 'value="Tuesday Hope"' in sender.client.get("/submit/name").text
        assert "You have begun already" in sender.client.get("/submit").text
    with clock.at(NOW + timedelta(days=31)):
        assert sender.client.get("/submit/name").headers["Location"] == "/submit"


def test_the_draft_cookie_is_for_these_pages_only(sender: Sender) -> None:
    cookie = sender.begin().headers["Set-Cookie"]
    parts = {part.strip() for part in cookie.split(";")[1:]}
    assert {"HttpOnly", "Path=/submit", "SameSite=Lax"} <= parts
    assert db.session.query(Draft).one().token_hash not in cookie


def test_back_and_change_lead_where_they_say(sender: Sender) -> None:
    sender.fill_all()
    page = BeautifulSoup(sender.client.get("/submit/name").text, "html5lib")
    assert page.find("a", string="Back")["href"] == "/submit/check"
    assert sender.fill("name", name="Thursday Hope").headers["Location"] == "/submit/check"
    assert "Thursday Hope" in sender.client.get("/submit/check").text


@pytest.mark.parametrize(
    ("page", "fields", "field"),
    [
        ("fellowship", {"fellowship": "dda"}, "fellowship"),
        ("name", {"name": "  "}, "name"),
        ("attendance/1", {"attendance": "by owl"}, "attendance"),
        ("newcomers", {"mailbox": "jane.doe@gmail.com"}, "mailbox"),
        ("newcomers", {"website": "javascript:alert(1)"}, "website"),
        ("link/1", {"url": "", "phone": "", "visibility": "public"}, "url"),
        ("link/1", {"url": "", "phone": "", "visibility": "on_request", "mailbox": ""}, "mailbox"),
        ("place/1", {"country": ""}, "country"),
        ("place/1", {"city": "", "postal_code": ""}, "city"),
        ("times/1", {"start-0": "late"}, "start-0"),
        ("times/1", {"day-0": ""}, "day-0"),
        ("times/1", {"minutes-0": "-5"}, "minutes-0"),
        ("times/1", {"every-0": "monthly"}, "nths-0"),
        ("times/1", {"every-0": "2", "anchor-0": "2026-11-25"}, "anchor-0"),
        ("times/1", {"starts_on-0": "2027-01-01", "ends_on-0": "2026-01-01"}, "ends_on-0"),
        ("more", {"min_age": "old"}, "min_age"),
    ],
)
def test_a_wrong_answer_is_named_and_kept(
    sender: Sender, page: str, fields: dict[str, str], field: str
) -> None:
    sender.fill_all()
    response = sender.fill(page, **fields)
    assert response.status_code == 422
    soup = BeautifulSoup(response.text, "html5lib")
    assert soup.find("a", href=f"#{field}"), "the summary leads to the field"
    assert soup.find(id=field)
    assert soup.find(id=f"{field}-error")
    for value in fields.values():
        if value.strip() and value not in {"dda", "by owl"}:
            assert value in response.text


def test_fortnights_months_and_every_day(sender: Sender) -> None:
    sender.fill_all()
    times = {
        "day-0": "2", "start-0": "19:00", "every-0": "2", "anchor-0": "2026-11-24",
        "day-1": "6", "start-1": "09:00", "every-1": "monthly", "nths-1": ["1", "-1"],
        "day-2": "daily", "start-2": "07:00",
    }  # fmt: skip
    assert sender.fill("times/1", **times).status_code == 303
    check = texts(sender.client.get("/submit/check").text)
    assert "Every second Tuesday, 7 pm" in check
    assert "First and last Saturday of the month, 9 am" in check
    sender.send()
    rules = [(m.schedule.weekday, m.schedule.recurrence.kind) for m in proposed().meetings]
    assert rules == [(2, "every_n_weeks"), (6, "monthly"), *((day, "weekly") for day in range(7))]
    assert proposed().meetings[1].schedule.recurrence.nths == (1, -1)


def test_dates_off_and_a_pause(sender: Sender) -> None:
    sender.fill_all()
    times = {
        "day-0": "2", "start-0": "19:00", "off-0": "2026-12-29, 2026-12-22",
        "day-1": "daily", "start-1": "07:00", "off-1": "2026-12-25",
        "day-2": "4", "start-2": "12:00", "paused-2": "yes",
    }  # fmt: skip
    assert sender.fill("times/1", **times).status_code == 303
    words = texts(sender.client.get("/submit/check").text)
    assert "not on 2026-12-29, 2026-12-22" in words
    sender.send()
    first, *daily, paused = proposed().meetings
    assert [str(item.on) for item in first.schedule.exceptions] == ["2026-12-22", "2026-12-29"]
    off = {m.schedule.weekday: [str(item.on) for item in m.schedule.exceptions] for m in daily}
    assert off == {day: ["2026-12-25"] if day == 5 else [] for day in range(7)}
    assert paused.status == MeetingStatus.PAUSED
    assert {m.status for m in (first, *daily)} == {MeetingStatus.ACTIVE}


def test_the_check_page_says_from_when_to_when_and_in_which_weeks(sender: Sender) -> None:
    sender.fill_all()
    times = {
        "day-0": "2", "start-0": "19:00", "every-0": "2", "anchor-0": "2026-12-01",
        "starts_on-0": "2026-12-01", "ends_on-0": "2027-02-23",
    }  # fmt: skip
    assert sender.fill("times/1", **times).status_code == 303
    words = texts(sender.client.get("/submit/check").text)
    assert (
        "Every second Tuesday, from 1 December 2026, until 23 February 2027, 7 pm, 60 minutes, "
        "one of them on 2026-12-01 Every Thursday" in words
    )


@pytest.mark.parametrize("dates", ["2026-12-25", "Christmas", "2026-12-22 2026-12-32"])
def test_a_date_off_must_be_one_of_the_meeting(sender: Sender, dates: str) -> None:
    sender.fill_all()
    page = sender.fill("times/1", **{"off-0": dates})
    assert page.status_code == 422
    soup = BeautifulSoup(page.text, "html5lib")
    field = soup.find(id="off-0")
    assert field is not None
    assert field["value"] == dates
    assert soup.find(id="off-0-error")


def test_all_that_is_wrong_with_a_row_is_said_at_once_and_nothing_typed_is_lost(sender: Sender) -> None:
    sender.fill_all()
    page = sender.fill("times/1", **{"day-0": "daily", "start-0": "late", "off-0": "Christmas"})
    assert page.status_code == 422
    soup = BeautifulSoup(page.text, "html5lib")
    assert soup.find(id="start-0-error")
    assert soup.find(id="off-0-error")
    assert soup.select_one("#day-0 option[selected]")["value"] == "daily"  # type: ignore[index]
    typed = {name: soup.find(id=name)["value"] for name in ("start-0", "off-0")}  # type: ignore[index]
    assert typed == {"start-0": "late", "off-0": "Christmas"}


def test_a_home_shows_an_area_only(sender: Sender) -> None:
    sender.fill_all()
    sender.fill("place/1", hidden="yes")
    sender.fill("pin/1")
    sender.send()
    place = proposed().meetings[0].place
    assert place is not None
    assert (place.precision, place.city) == ("area", "Buda")
    assert (place.street, place.name, place.postal_code, place.notes) == ("", "", "", "")
    assert place.latitude == round(place.latitude or 0, 2)


def test_minors_show_an_area_and_no_link(sender: Sender) -> None:
    sender.fill_all()
    sender.fill("attendance/1", attendance="hybrid")
    sender.fill("link/1", url="https://rooms.example.org/1", visibility="public")
    sender.fill("access", youth="yes")
    sender.send()
    meeting = proposed().meetings[0]
    assert (meeting.youth, meeting.join_url, meeting.place and meeting.place.precision) == (True, "", "area")


def test_an_online_group_needs_no_place(sender: Sender) -> None:
    sender.begin()
    for page in ("fellowship", "name", "medication"):
        sender.fill(page)
    assert sender.fill("attendance/1", attendance="online").headers["Location"] == "/submit/link/1"
    done = sender.fill(
        "link/1", url="rooms.example.org/j/1", visibility="on_the_day", join_notes="Passcode 1234"
    )
    assert done.headers["Location"] == "/submit/times/1"
    assert sender.fill("times/1", timezone="Mars/Olympus").status_code == 422
    sender.fill("times/1")
    for page in ("access", "focus", "newcomers"):
        sender.fill(page)
    sender.send()
    meeting = proposed().meetings[0]
    assert (meeting.join_url, meeting.join_notes) == ("https://rooms.example.org/j/1", "Passcode 1234")
    assert (meeting.join_visibility, meeting.place) == ("on_the_day", None)


def test_another_place_can_be_added_and_taken_away(sender: Sender) -> None:
    sender.fill_all()
    assert sender.client.post("/submit/another-place").headers["Location"] == "/submit/attendance/2"
    assert "Still to answer" in sender.client.get("/submit/check").text
    assert sender.client.post("/submit/send").headers["Location"] == "/submit/check"
    assert sender.fill("attendance/2", attendance="phone").headers["Location"] == "/submit/link/2"
    assert sender.fill("link/2", phone="+1 512 555 0100").headers["Location"] == "/submit/times/2"
    one = {"day-0": "0", "start-0": "18:00", "timezone": "America/Chicago"}
    assert sender.fill("times/2", **one).headers["Location"] == "/submit/check"
    assert "Still to answer" not in sender.client.get("/submit/check").text
    sender.client.post("/submit/remove-place/1")
    sender.send()
    assert [(m.attendance, m.join_phone) for m in proposed().meetings] == [("phone", "+1 512 555 0100")]


def test_a_forming_group_needs_a_town_only(sender: Sender) -> None:
    sender.begin("forming")
    sender.fill("fellowship")
    assert sender.fill("name").headers["Location"] == "/submit/place/1"
    sender.fill("place/1", street="", venue="", notes="")
    assert sender.fill("pin/1", precision="approximate").headers["Location"] == "/submit/medication"
    for page in ("medication", "focus", "newcomers"):
        sender.fill(page)
    sender.send()
    assert proposed().meetings == ()
    assert proposed().group.place is not None


def test_lint_says_what_it_would_take_out(sender: Sender) -> None:
    sender.fill_all()
    sender.fill("newcomers", notes="Ask for Jane Miller. Call 512-555-0123.")
    words = texts(sender.client.get("/submit/check").text)
    assert "A surname" in words
    assert "A phone number" in words
    sender.send()
    assert "Miller" not in sent().proposal
    assert {item["code"] for item in sent().lint} >= {"surname", "phone"}


def test_a_point_is_told_in_words_and_moved_by_buttons(sender: Sender) -> None:
    sender.fill_all()
    sender.fill("place/1")
    start = texts(sender.client.get("/submit/pin/1").text)
    assert "of the centre of 78610" in start or "At the centre of 78610" in start
    for _ in range(4):
        page = BeautifulSoup(sender.client.get("/submit/pin/1").text, "html5lib")
        here = {name: page.find(id=name)["value"] for name in ("latitude", "longitude")}
        moved = sender.client.post("/submit/pin/1", data={**here, "move": "n-500"})
        assert moved.headers["Location"] == "/submit/pin/1"
    assert "2.0 km north of the centre of 78610" in texts(sender.client.get("/submit/pin/1").text)


def test_a_town_that_is_also_elsewhere_is_found_in_its_own_country(sender: Sender) -> None:
    sender.begin()
    for page in ("fellowship", "name", "medication", "attendance/1"):
        sender.fill(page)
    sender.fill("place/1", postal_code="99", region="")
    page = sender.client.get("/submit/pin/1").text
    assert "At the centre of Buda" in texts(page)
    assert "<svg" in page


@pytest.mark.parametrize("point", [("", ""), ("91", "0"), ("nan", "0"), ("0", "0"), ("north", "7")])
def test_a_wrong_point_is_refused(sender: Sender, point: tuple[str, str]) -> None:
    sender.fill_all()
    response = sender.fill("pin/1", latitude=point[0], longitude=point[1])
    assert response.status_code == 422


def test_an_unknown_address_does_not_block(sender: Sender) -> None:
    sender.fill_all()
    assert sender.fill("place/1", postal_code="", city="Nowhereville Zzz", region="").status_code == 303
    assert "could not find" in sender.client.get("/submit/pin/1").text


def test_programs_that_send_forms_are_kept_away(sender: Sender, post: Post) -> None:
    sender.fill_all()
    assert sender.send(after=3).status_code == 422
    assert sender.send(after=25 * 3600).status_code == 422
    assert sender.send(stamp="forged").status_code == 422
    assert sender.send(nickname="Bot").headers["Location"] == "/submit/sent"
    assert db.session.query(Submission).count() == 0
    assert post() == []
    assert sender.send(remark="I am new here.").status_code == 303


def test_a_wrong_mail_address_is_named(sender: Sender) -> None:
    sender.fill_all()
    response = sender.send("olga at example", remark="My remark")
    assert response.status_code == 422
    assert "My remark" in response.text
    assert 'href="#email"' in response.text


def test_much_from_one_visitor_is_stopped(sender: Sender) -> None:
    answers = []
    for number in range(11):
        sender.fill_all()
        answers.append(sender.send(f"olga{number}@groups.example.org").status_code)
    assert answers == [303] * 10 + [429]


def test_pages_without_a_draft_lead_to_the_start(client: FlaskClient) -> None:
    for page in ("name", "times/1", "check", "pin/9"):
        response = client.get(f"/submit/{page}")
        assert (response.status_code, response.headers["Location"]) == (303, "/submit"), page
    assert client.get("/submit/nothing").status_code == 404
    assert client.get("/submit/name/1").status_code == 404
    assert client.post("/submit", data={"kind": "closure"}).status_code == 422


def test_throwing_away(sender: Sender) -> None:
    sender.begin()
    assert "Max-Age=0" in sender.client.post("/submit/discard").headers["Set-Cookie"]
    assert db.session.query(Draft).count() == 0
