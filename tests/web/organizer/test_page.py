"""A hand-made page: read, each group beside its words, completed and sent through the ordinary questions."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from meetfinder.accounts.models import Account, Role
from meetfinder.db import db
from meetfinder.directory.proposal import from_json
from meetfinder.moderation.drafts import Draft
from meetfinder.moderation.models import Submission, SubmissionStatus
from tests.builders import a_fellowship
from tests.people import a_moderator, an_account, browser_of, send, token_in
from tests.web.organizer.conftest import Sender

pytestmark = pytest.mark.usefixtures("now", "fresh_counts")

PAGE = """\
<h1>Dual Recovery Anonymous</h1>
<p>Every other Thursday at 7 PM online via Zoom.</p>
<h2>Buda Beginners</h2>
<p>1st and 3rd Tuesdays of each month, 6:30 - 8:00 PM, Grace Church, 410 Oak Street,
Buda, TX 78610. Call Ann Miller at 512-555-0142.</p>
"""


@pytest.fixture
def olga(app: Flask) -> Account:
    a_fellowship(slug="dual-recovery-anonymous", name="Dual Recovery Anonymous", kind="dual-diagnosis")
    account = an_account()
    db.session.commit()
    return account


@pytest.fixture
def hers(app: Flask, olga: Account) -> FlaskClient:
    return browser_of(app, olga)


def paste(browser: FlaskClient, words: str = "", **fields: object) -> TestResponse:
    return send(browser, "/submit/page", words=words, **{"country": "US", "fellowship": "", **fields})


def upload(browser: FlaskClient, data: bytes, words: str = "") -> TestResponse:
    """Send a file as browsers do."""
    token = token_in(browser.get("/account").text)
    fields = {"csrf_token": token, "country": "US", "fellowship": "", "words": words}
    parts = [
        f'--form\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    head = '--form\r\nContent-Disposition: form-data; name="file"; filename="page.html"\r\n\r\n'
    body = "".join([*parts, head]).encode() + data + b"\r\n--form--\r\n"
    return browser.post("/submit/page", data=body, content_type="multipart/form-data; boundary=form")


def take(browser: FlaskClient, item: int) -> TestResponse:
    return send(browser, "/submit/page/take", item=item)


def test_a_page_is_completed_group_by_group(hers: FlaskClient) -> None:
    assert paste(hers, PAGE).headers["Location"] == "/submit/page/drafts"
    listed = hers.get("/submit/page/drafts").text
    for told in (
        "2 groups.",
        "410 Oak Street",
        "First and third Tuesday of the month, 6:30 pm, 90 minutes",
        "1st and 3rd Tuesdays",
    ):
        assert told in listed
    assert "Miller" not in listed
    assert "0142" not in listed

    assert take(hers, 2).headers["Location"] == "/submit/check"
    check = hers.get("/submit/check").text
    assert "Still to answer" not in check
    assert "1st and 3rd Tuesdays" in check
    assert 'value="410 Oak Street"' in hers.get("/submit/place/1").text
    assert 'value="18:30"' in hers.get("/submit/times/1").text
    assert Sender(hers).send().headers["Location"] == "/submit/page/drafts"
    assert "1 group." in hers.get("/submit/page/drafts").text

    (sent,) = db.session.query(Submission).all()
    assert sent.status == SubmissionStatus.PENDING
    proposal = from_json(sent.proposal)
    assert (proposal.group.name, proposal.group.fellowship) == ("Buda Beginners", "dual-recovery-anonymous")
    (meeting,) = proposal.meetings
    assert (meeting.schedule.weekday, meeting.schedule.start_minute) == (2, 18 * 60 + 30)
    assert (meeting.schedule.recurrence.kind, meeting.schedule.recurrence.nths) == ("monthly", (1, 3))
    assert meeting.schedule.timezone == "America/Chicago"
    assert meeting.place is not None
    assert (meeting.place.street, meeting.place.postal_code) == ("410 Oak Street", "78610")
    assert not proposal.group.attributes
    assert "Miller" not in sent.proposal


def test_what_is_not_clear_is_asked_before_anything_is_sent(hers: FlaskClient) -> None:
    paste(hers, PAGE)
    take(hers, 1)
    left = hers.get("/submit/check").text
    for question in ("What is the group called?", "How do people join from afar?", "On which days and when?"):
        assert question in left
    assert Sender(hers).send().headers["Location"] == "/submit/check"
    assert not db.session.query(Submission).count()
    # The words say "every other Thursday" and not which.
    refused = hers.post(
        "/submit/times/1", data={"day-0": "4", "start-0": "19:00", "every-0": "2", "anchor-0": ""}
    )
    assert refused.status_code == 422
    assert 'href="#anchor-0"' in refused.text


def test_weeks_that_were_not_told_are_asked(hers: FlaskClient) -> None:
    paste(hers, "Light Group: Mondays at 7 PM, dates vary. Library, 2 Main Street, Buda, TX 78610")
    take(hers, 1)
    assert "weeks not stated" in hers.get("/submit/check").text
    form = {"day-0": "1", "start-0": "19:00", "every-0": "", "timezone": "America/Chicago"}
    assert 'href="#every-0"' in hers.post("/submit/times/1", data=form).text
    assert hers.post("/submit/times/1", data={**form, "every-0": "weekly"}).status_code == 303


def test_one_goes_on_elsewhere_and_leaves_out_what_is_no_group(
    hers: FlaskClient, app: Flask, olga: Account
) -> None:
    paste(hers, PAGE)
    paste(hers, "Sunrise Group: Sundays 9 AM, Library, 2 Main Street, Buda, TX 78610")
    elsewhere = browser_of(app, olga)
    assert "3 groups." in elsewhere.get("/submit/page/drafts").text
    send(elsewhere, "/submit/page/leave", item=1)
    assert "2 groups." in hers.get("/submit/page/drafts").text
    take(hers, 1)
    assert "sent or left out already" in hers.get("/submit/page/drafts").text
    take(hers, 3)
    hers.post("/submit/name", data={"name": "Sunrise in Buda"})
    take(hers, 3)
    assert "Sunrise in Buda" in hers.get("/submit/check").text, "what was typed is lost"
    send(hers, "/submit/page/leave", item="all")
    assert hers.get("/submit/page/drafts").headers["Location"] == "/submit/page"
    assert [draft.answers["kind"] for draft in db.session.query(Draft)] == ["new"]


def test_nobody_else_sees_what_was_read(hers: FlaskClient, app: Flask, olga: Account) -> None:
    paste(hers, PAGE)
    other = browser_of(app, an_account("other@groups.example.org"))
    assert other.get("/submit/page/drafts").headers["Location"] == "/submit/page"
    assert take(other, 1).headers["Location"] == "/submit/page/drafts"
    assert not db.session.query(Draft).filter(Draft.account_id != olga.id).count()


def test_what_a_moderator_completes_is_not_said_by_the_group(app: Flask, olga: Account) -> None:
    browser = browser_of(app, a_moderator(role=Role.ADMINISTRATOR))
    paste(browser, PAGE)
    take(browser, 2)
    browser.post("/submit/access", data={"access": "open"})
    Sender(browser).send()
    (sent,) = db.session.query(Submission).all()
    (said,) = from_json(sent.proposal).group.attributes
    assert (said.key, said.said_by) == ("access", "visitor")


SPANISH = "<p>Grupo Luz: todos los miércoles, 18:30, Iglesia San José, 12 Oak Street, Buda, TX 78610</p>"
MHTML = (
    b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related;\r\n\tboundary="b"\r\n\r\n'
    b"--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"<p>Hope: Mondays 7 PM, Iglesia San Jos=C3=A9, 12 Oak Street, Buda, TX 78610</p>\r\n"
    b"--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n"
)


@pytest.mark.parametrize(
    "data",
    [
        SPANISH.encode(),
        SPANISH.encode("utf-16"),
        SPANISH.encode("cp1252"),
        b'<meta http-equiv="Content-Type" content="text/html; charset=macintosh">'
        + SPANISH.encode("mac-roman"),
        MHTML,
    ],
    ids=["utf-8", "utf-16", "cp1252", "macintosh", "mhtml"],
)
def test_saved_pages_in_the_encodings_of_the_world(hers: FlaskClient, data: bytes) -> None:
    assert upload(hers, data).headers["Location"] == "/submit/page/drafts"
    assert "Iglesia San José" in hers.get("/submit/page/drafts").text


@pytest.mark.parametrize(
    ("words", "data", "field", "sentence"),
    [
        ("", b"", "words", "Paste the words of a page, or choose a file."),
        ("We wish you well.", b"", "words", "No meeting was found."),
        ("Mondays", b"<p>Mondays 7 PM</p>", "words", "not both"),
        ("", b" \n ", "file", "This file is empty."),
        ("", b"%PDF-1.7 \xe2\xe3\xcf\xd3", "file", "neither a saved web page nor text"),
        ("", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "file", "neither a saved web page nor text"),
        ("", b"<p>We wish you well.</p>", "file", "No meeting was found."),
        ("", b"x" * (5 * 1024 * 1024 + 1), "file", "larger than 5 MB"),
        ("x " * 150_001, b"", "words", "too much to paste at once"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said(
    hers: FlaskClient, words: str, data: bytes, field: str, sentence: str
) -> None:
    response = upload(hers, data, words=words) if data else paste(hers, words)
    assert response.status_code == 422
    assert sentence in response.text
    assert f'href="#{field}"' in response.text
    assert words.strip()[:50] in response.text


def test_choices_that_were_not_offered_and_far_too_much(hers: FlaskClient) -> None:
    response = paste(hers, PAGE, fellowship="dda", country="XX")
    assert response.status_code == 422
    assert 'href="#fellowship"' in response.text
    assert 'href="#country"' in response.text
    assert "410 Oak Street" in response.text
    assert upload(hers, b"x" * 7_000_000).status_code == 413
    # All other forms stay small.
    assert hers.post("/submit", data={"kind": "x" * 70_000}).status_code == 413


def test_strangers_are_asked_to_sign_in(client: FlaskClient) -> None:
    for address in ("/submit/page", "/submit/page/drafts"):
        assert client.get(address).headers["Location"] == "/sign-in"
    assert client.post("/submit/page", data={"words": PAGE}).headers["Location"] == "/sign-in"
    assert "/submit/page" in client.get("/submit").text
