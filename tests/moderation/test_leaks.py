"""Whatever state a submission or revision is in, none of its words is on any page, in any feed or log."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from meetfinder import clock
from meetfinder.db import db
from meetfinder.directory.models import Group
from meetfinder.directory.proposal import Proposal
from meetfinder.directory.reading import group_listing
from meetfinder.moderation import (
    door,
    forms,
    freshness,
    merging,
    messages,
    redaction,
    reducing,
    reports,
    undo,
    who,
)
from meetfinder.moderation.live import proposal_of
from meetfinder.moderation.models import ReportKind, Submission, SubmissionKind, Verdict
from meetfinder.web.feeds import store
from tests.moderation.people import (
    HALL,
    NOW,
    a_form,
    a_listed_group,
    a_moderator,
    an_account,
    approve,
    sent,
)

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""Which words are shown does not depend on the database."""
MARK = "Qxzzy"
"""Stands in every word of what must not be seen."""
PAGES = (
    "/",
    "/near/us-78610",
    "/near/us-78610?sort=distance",
    "/online",
    "/sitemap.xml",
    "/api/v1/meetings?lat=30.0852&lon=-97.8403",
    "/api/v1/meetings?attendance=online",
    "/api/v1/answer?lat=30.0852&lon=-97.8403",
    "/api/v1/groups",
    "/feeds/meeting-guide.json",
    "/feeds/meetings.ics",
    "/feeds/meetings.csv",
    "/feeds/meetings.geojson",
    "/feeds/changes.atom",
    "/wp-admin/admin-ajax.php?action=meetings",
    "/client_interface/json/?switcher=GetSearchResults",
    "/client_interface/json/?switcher=GetChanges",
    "/hsds/services",
    "/hsds/organizations",
    "/hsds/locations",
)


def marked(proposal: Proposal) -> Proposal:
    """Return the proposal with the mark in name, address, link, mail, phone and note."""
    place = replace(
        HALL, name=f"{MARK} Hall", street=f"1 {MARK} Street", formatted_address=f"1 {MARK} Street"
    )
    words = {
        "name": f"{MARK} meeting",
        "notes": f"Ask {MARK}; {MARK.lower()}@gmail.com, 512-555-0100 {MARK}",
        "join_url": f"https://meet.example.org/{MARK}",
        "join_phone": f"+1 512 555 0100 {MARK}",
        "join_notes": f"{MARK} passcode",
        "attendance": "hybrid",
        "place": place,
    }
    group = replace(proposal.group, name=f"{MARK} group", notes=MARK, website=f"https://{MARK}.example.org")
    return replace(
        proposal, group=group, meetings=tuple(replace(item, **words) for item in proposal.meetings)
    )


def new(**facts: object) -> Submission:
    return sent(marked(a_form()), an_account(), **facts)


def change_of(group: Group) -> Submission:
    wanted = marked(proposal_of(group))
    return sent(wanted, an_account(), kind=SubmissionKind.CHANGE, group=group)


def awaiting() -> None:
    forms.submit_form(marked(a_form()), kind=SubmissionKind.NEW, account_id=an_account().id, now=NOW)


def asked() -> None:
    by = who.moderator(a_moderator().id)
    messages.ask(new(), f"Who is {MARK}?", decided_by=by, now=NOW)


def declined() -> None:
    door.decide(new(), verdict=Verdict.DECLINE, decided_by="moderator:1", reason=MARK, now=NOW)


def withdrawn() -> None:
    submission = new()
    assert submission.case is not None
    assert submission.case.account_id is not None
    forms.withdraw_submission(submission, account_id=submission.case.account_id)


def superseded() -> None:
    group, account = a_listed_group(an_account()), an_account()
    for wanted in (marked(proposal_of(group)), proposal_of(group)):
        sent(wanted, account, kind=SubmissionKind.CHANGE, group=group)


def waiting_change() -> None:
    change_of(a_listed_group(an_account()))


def undone_change() -> None:
    group = a_listed_group(an_account())
    change = change_of(group)
    decision = door.decide(change, verdict=Verdict.APPROVE, decided_by="moderator:999", now=NOW)
    assert MARK in group_listing(group.public_id, now=NOW).name
    undo.undo(decision, decided_by="moderator:1", now=NOW)


def listed() -> Group:
    return approve(new(), a_moderator())


def undone_listing() -> None:
    decision = door.decide(new(), verdict=Verdict.APPROVE, decided_by="moderator:999", now=NOW)
    undo.undo(decision, decided_by="moderator:1", now=NOW)


def closed() -> None:
    account = an_account()
    group = approve(sent(marked(a_form()), account), a_moderator())
    reducing.close(group, account_id=account.id, now=NOW)


def reverted() -> None:
    group = a_listed_group(an_account())
    approve(change_of(group), a_moderator())
    undo.revert(group, 1, decided_by="moderator:1", now=NOW)


def redacted() -> None:
    listed()
    redaction.redact_value(MARK, decided_by="moderator:1", now=NOW)


def hidden_for_safety() -> None:
    reports.report(listed(), kind=ReportKind.SAFETY, text=f"{MARK} hit me", now=NOW)


def reported() -> None:
    reports.report(a_listed_group(an_account()), kind=ReportKind.EXPOSURE, text=f"It names {MARK}", now=NOW)


def lapsed() -> None:
    listed()
    freshness.refresh(NOW + timedelta(days=366))


def merged_away() -> None:
    keep, gone = a_listed_group(an_account()), listed()
    double = proposal_of(gone).meetings[0].key
    merging.merge(
        keep, gone, same={double: proposal_of(keep).meetings[0].key}, decided_by="moderator:1", now=NOW
    )


STATES: tuple[Callable[[], object], ...] = (
    awaiting, new, asked, declined, withdrawn, superseded, waiting_change, undone_change, undone_listing,
    closed, reverted, redacted, hidden_for_safety, reported, lapsed, merged_away,
)  # fmt: skip


def everywhere(client: FlaskClient) -> str:
    """Return all that the public can read, and the log of having read it."""
    addresses = [*PAGES]
    for group in db.session.scalars(select(Group)).all():
        addresses.append(f"/groups/{group.public_id}")
        for meeting in group.meetings:
            addresses += [f"/meetings/{meeting.public_id}", f"/meetings/{meeting.public_id}.ics"]
            addresses += [f"/m/{meeting.public_id}", f"/api/v1/meetings/{meeting.public_id}"]
    answers = [client.get(address, follow_redirects=True) for address in addresses]
    return "\n".join(f"{answer.headers} {answer.get_data(as_text=True)}" for answer in answers)


@pytest.fixture(autouse=True)
def _no_files_of_other_tests(app: Flask) -> None:
    # Tests are undone, so that numbers and with them the versions of payloads come again.
    with app.test_request_context():
        store.forget()


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_no_word_of_it_is_to_be_seen(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture, state: Callable[[], object]
) -> None:
    caplog.set_level(logging.DEBUG)
    with clock.at(NOW):
        state()
        seen = everywhere(client)
    assert MARK.lower() not in seen.lower()
    assert MARK.lower() not in caplog.text.lower()


def test_what_is_listed_is_to_be_seen_there(app: Flask, client: FlaskClient) -> None:
    with clock.at(NOW):
        listed()
        seen = everywhere(client)
    assert f"{MARK} meeting" in seen
    assert f"1 {MARK} Street" in seen
    assert "gmail.com" not in seen
