"""A list that was read without publishing is looked through and its clean rows approved."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from meetfinder import clock
from meetfinder.db import db
from meetfinder.directory.models import Meeting
from meetfinder.moderation import door
from meetfinder.moderation.models import Batch, Submission, SubmissionStatus
from tests.builders import a_fellowship, a_source
from tests.moderation.people import a_form, slot
from tests.people import a_moderator, browser_of, send

pytestmark = pytest.mark.usefixtures("now")
FOUND = ({"field": "notes", "code": "surname"},)


@pytest.fixture
def batch(app: Flask) -> Batch:
    """Give a list with two clean rows and one in which a surname was found."""
    source = a_source(name="Example intergroup")
    source.fellowship = a_fellowship(slug="alcoholics-anonymous")
    made = Batch(source=source, read_at=clock.now(), counts={})
    db.session.add(made)
    db.session.flush()
    for number, lint in enumerate(((), (), FOUND)):
        facts = a_form(slot(key=f"row-{number}"), name=f"Row {number}")
        key = f"row-{number}"
        proposal = type(facts)(
            key=key, group=type(facts.group)(key=key, name=f"Row {number}"), meetings=facts.meetings
        )
        door.submit(proposal, source=source, batch=made, lint=lint, now=clock.now())
    db.session.commit()
    return made


@pytest.fixture
def mo(app: Flask) -> FlaskClient:
    return browser_of(app, a_moderator())


def test_clean_rows_are_approved_after_a_look(mo: FlaskClient, batch: Batch) -> None:
    assert "Example intergroup" in mo.get("/moderate/batches").text
    page = mo.get(f"/moderate/batches/{batch.id}").text
    assert "Approve 2 clean rows" in page
    assert "A surname was taken out." in page
    assert send(mo, f"/moderate/batches/{batch.id}", do="approve").status_code == 422
    assert db.session.query(Meeting).count() == 0
    assert send(mo, f"/moderate/batches/{batch.id}", do="approve", looked="yes").status_code == 303
    assert db.session.query(Meeting).count() == 2
    (left,) = db.session.query(Submission).filter_by(status=SubmissionStatus.PENDING)
    address = f"/moderate/submissions/{left.id}"
    assert "Row of a list: Row 2" in mo.get(address).text
    assert send(mo, f"{address}/decide", do="approve").status_code == 303
    assert mo.get(f"/moderate/batches/{batch.id}").status_code == 404


def test_a_list_out_of_scope_is_not_there(app: Flask, batch: Batch) -> None:
    far = browser_of(app, a_moderator("far@site.example.org", fellowships=("another-fellowship",)))
    assert "Example intergroup" not in far.get("/moderate/batches").text
    assert far.get(f"/moderate/batches/{batch.id}").status_code == 404
    assert send(far, f"/moderate/batches/{batch.id}", do="decline", looked="yes").status_code == 404
