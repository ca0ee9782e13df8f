"""Who was refused asks once more, and somebody else decides."""

import pytest
from flask import Flask
from sqlalchemy import select

from meetfinder.accounts.models import Account
from meetfinder.db import db
from meetfinder.directory.models import Group
from meetfinder.moderation import door, reports, who
from meetfinder.moderation.models import ReportKind, Submission, SubmissionKind
from tests.moderation.people import a_form, a_listed_group, sent
from tests.people import a_moderator, an_account, browser_of, send

pytestmark = [
    pytest.mark.usefixtures("now", "fresh_counts"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]


@pytest.fixture
def olga(app: Flask) -> Account:
    return an_account()


def declined(olga: Account, by: Account) -> int:
    submission = sent(a_form(), olga)
    door.decide(submission, verdict="decline", decided_by=who.moderator(by.id), now=submission.submitted_at)  # type: ignore[arg-type]
    db.session.commit()
    return submission.id


def test_another_moderator_decides_after_an_appeal(app: Flask, olga: Account) -> None:
    first, other = a_moderator(), a_moderator("other@site.example.org")
    number = declined(olga, first)
    hers, his, theirs = browser_of(app, olga), browser_of(app, first), browser_of(app, other)
    page, decide = f"/moderate/submissions/{number}", f"/moderate/submissions/{number}/decide"
    assert "Ask for another moderator" in hers.get(f"/my/submissions/{number}").text
    assert send(hers, f"/my/submissions/{number}/appeal", words=" ").status_code == 422
    assert send(hers, f"/my/submissions/{number}/appeal", words="We do meet there.").status_code == 303
    assert page not in his.get("/moderate").text
    refused = send(his, decide, do="approve")
    assert (refused.status_code, "another moderator decides" in refused.text) == (403, True)
    assert his.get(page).status_code == 403
    assert "We do meet there." in theirs.get(page).text
    assert send(theirs, decide, do="approve").status_code == 303
    assert db.session.scalars(select(Group.name)).all() == ["Hope Group"]


def test_after_two_refusals_it_is_over(app: Flask, olga: Account) -> None:
    number = declined(olga, a_moderator())
    hers = browser_of(app, olga)
    send(hers, f"/my/submissions/{number}/appeal", words="We do.")
    theirs = browser_of(app, a_moderator("other@site.example.org"))
    fields = {"do": "decline", "reason": "duplicate", "text": "No."}
    assert send(theirs, f"/moderate/submissions/{number}/decide", **fields).status_code == 303
    assert "Ask for another moderator" not in hers.get(f"/my/submissions/{number}").text
    assert send(hers, f"/my/submissions/{number}/appeal", words="We do!").status_code == 409


def test_what_was_not_refused_or_is_somebody_elses_cannot_be_appealed(app: Flask, olga: Account) -> None:
    number = sent(a_form(), olga).id
    db.session.commit()
    assert send(browser_of(app, olga), f"/my/submissions/{number}/appeal", words="x").status_code == 409
    stranger = browser_of(app, an_account("stranger@groups.example.org"))
    assert send(stranger, f"/my/submissions/{number}/appeal", words="x").status_code == 404


def test_a_safety_report_is_hidden_from_the_moderator_it_concerns(app: Flask) -> None:
    mo = a_moderator()
    group = a_listed_group(mo)
    reports.report(group, kind=ReportKind.SAFETY, now=group.created_at, text="Not safe")
    db.session.commit()
    case = db.session.scalars(select(Submission).order_by(Submission.id.desc())).first()
    assert case is not None
    assert case.case is not None
    assert case.case.kind == SubmissionKind.REPORT
    his, theirs = browser_of(app, mo), browser_of(app, a_moderator("other@site.example.org"))
    address = f"/moderate/submissions/{case.id}"
    assert (his.get(address).status_code, theirs.get(address).status_code) == (404, 200)
    assert send(his, f"{address}/decide", do="decline").status_code == 404
