"""What people send waits for a moderator, and an approval does what was asked and no more."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from meetfinder.accounts import stewardship
from meetfinder.db import db
from meetfinder.directory.models import Group
from meetfinder.directory.reading import group_listing
from meetfinder.moderation import claims, door, forms, messages, reducing, who
from meetfinder.moderation.difference import difference, group_of
from meetfinder.moderation.errors import AlreadyDecided, ClaimedByOther
from meetfinder.moderation.live import proposal_of
from meetfinder.moderation.models import Harm, SubmissionKind, SubmissionStatus, Verdict
from tests.moderation.people import (
    NOW,
    a_form,
    a_listed_group,
    a_moderator,
    an_account,
    approve,
    sent,
    slot,
)

LATER = NOW + timedelta(hours=1)


def shown(group: Group) -> list[tuple[int, int, str]]:
    """Return what the public sees of a group: days, times and names."""
    listing = group_listing(group.public_id, now=LATER)
    if listing is None:
        return []
    return [(item.schedule.weekday, item.schedule.start_minute, item.name) for item in listing.meetings]


def test_nobody_sees_what_comes_from_an_unproven_address(app: Flask) -> None:
    account = an_account()
    submission = forms.submit_form(a_form(), kind=SubmissionKind.NEW, account_id=account.id, now=NOW)
    assert (submission.status, submission.case.harm) == (SubmissionStatus.AWAITING_MAIL, None)
    with pytest.raises(AlreadyDecided):
        approve(submission, a_moderator())
    assert forms.confirm_mail(account.id, now=LATER) == [submission]
    assert (submission.status, submission.case.harm) == (SubmissionStatus.PENDING, Harm.NEW)
    assert forms.confirm_mail(account.id, now=LATER) == []


def test_an_approval_lists_the_group_and_makes_its_sender_an_organizer(app: Flask) -> None:
    account = an_account()
    group = approve(sent(a_form(slot(2), slot(4)), account), a_moderator())
    assert shown(group) == [(2, 1140, "Hope"), (4, 1140, "Hope")]
    assert stewardship.is_steward(account, group.id)
    assert {meeting.confirmed_on for meeting in group.meetings} == {date(2026, 11, 23)}


def test_a_change_keeps_addresses_and_retires_what_is_left_out(app: Flask) -> None:
    account = an_account()
    group = a_listed_group(account, slot(2), slot(4))
    before = proposal_of(group)
    kept, _ = before.meetings
    moved = replace(kept, schedule=replace(kept.schedule, weekday=3))
    change = sent(
        replace(before, meetings=(moved, slot(6))),
        account,
        kind=SubmissionKind.CHANGE,
        group=group,
        now=LATER,
    )
    assert shown(group) == [(2, 1140, "Hope"), (4, 1140, "Hope")]
    fields = {(item.meeting, item.field) for item in difference(change)}
    assert (kept.key, "schedule.weekday") in fields
    approve(change, a_moderator(), now=LATER)
    assert shown(group) == [(3, 1140, "Hope"), (6, 1140, "Hope")]
    assert kept.key in {facts.key for facts in proposal_of(group).meetings}


def test_two_changes_from_one_form_both_arrive(app: Flask) -> None:
    group = a_listed_group(an_account(), slot(2), slot(4))
    base = proposal_of(group)
    first, second = base.meetings
    one = replace(base, meetings=(replace(first, name="Light"), second))
    other = replace(base, meetings=(first, replace(second, name="Peace")))
    changes = [
        sent(wanted, an_account(), kind=SubmissionKind.CHANGE, group=group, base=base)
        for wanted in (one, other)
    ]
    for change in changes:
        approve(change, a_moderator())
    assert [name for _, _, name in shown(group)] == ["Light", "Peace"]


def test_nobody_reaches_a_meeting_of_another_group_by_its_key(app: Flask) -> None:
    theirs = a_listed_group(an_account())
    stolen = proposal_of(theirs).meetings[0]
    account = an_account()
    group = a_listed_group(account)
    base = proposal_of(group)
    change = sent(replace(base, meetings=(stolen,)), account, kind=SubmissionKind.CHANGE, group=group)
    approve(change, a_moderator())
    assert len(shown(theirs)) == len(shown(group)) == 1


def test_a_refusal_changes_nothing(app: Flask) -> None:
    account = an_account()
    group = a_listed_group(account)
    change = sent(proposal_of(group), account, kind=SubmissionKind.CHANGE, group=group)
    by = who.moderator(a_moderator().id)
    door.decide(change, verdict=Verdict.DECLINE, decided_by=by, reason="spam", now=NOW)
    assert (change.status, change.case.harm) == (SubmissionStatus.DECLINED, None)
    with pytest.raises(AlreadyDecided):
        door.decide(change, verdict=Verdict.APPROVE, decided_by=by, now=NOW)


def test_a_newer_change_replaces_the_one_that_waits(app: Flask) -> None:
    account = an_account()
    group = a_listed_group(account)
    first, second = (
        sent(
            replace(proposal_of(group), meetings=(slot(day),)),
            account,
            kind=SubmissionKind.CHANGE,
            group=group,
        )
        for day in (3, 5)
    )
    assert (first.status, second.status) == (SubmissionStatus.SUPERSEDED, SubmissionStatus.PENDING)


def test_a_question_takes_it_out_of_the_queue_until_it_is_answered(app: Flask) -> None:
    account, moderator = an_account(), a_moderator()
    submission = sent(a_form(), account)
    messages.ask(submission, "Which door?", decided_by=who.moderator(moderator.id), now=NOW)
    assert (submission.status, submission.case.harm) == (SubmissionStatus.ASKED, None)
    with pytest.raises(PermissionError):
        messages.answer(submission, "The red one", account_id=an_account().id, now=LATER)
    messages.answer(submission, "The red one", account_id=account.id, now=LATER)
    assert (submission.status, submission.case.harm) == (SubmissionStatus.PENDING, Harm.NEW)
    assert [item.text for item in messages.messages_of(submission)] == ["Which door?", "The red one"]


def test_a_claim_stops_two_from_deciding_and_lapses(app: Flask) -> None:
    submission, one, other = sent(a_form(), an_account()), a_moderator(), a_moderator()
    claims.claim(submission, one.id, now=NOW)
    with pytest.raises(ClaimedByOther) as refused:
        claims.claim(submission, other.id, now=NOW + timedelta(minutes=29))
    assert refused.value.account_id == one.id
    with pytest.raises(ClaimedByOther):
        approve(submission, other, now=NOW + timedelta(minutes=29))
    claims.claim(submission, other.id, now=NOW + timedelta(minutes=30))
    with pytest.raises(ClaimedByOther):
        approve(submission, one, now=NOW + timedelta(minutes=31))
    approve(submission, other, now=NOW + timedelta(minutes=31))


def test_what_makes_a_listing_smaller_takes_effect_at_once(app: Flask) -> None:
    account, stranger = an_account(), an_account()
    group = a_listed_group(account, slot(2), slot(4))
    with pytest.raises(PermissionError):
        reducing.pause(group.meetings, account_id=stranger.id, now=LATER)
    reducing.cancel_date(group.meetings[0], date(2026, 12, 22), account_id=account.id, now=LATER)
    [first, _] = group_listing(group.public_id, now=LATER).meetings
    assert [item.kind for item in first.schedule.exceptions] == ["cancelled"]
    closure = sent(None, account, kind=SubmissionKind.CLOSURE, group=group, now=LATER)
    assert (closure.status, shown(group)) == (SubmissionStatus.APPROVED, [])


def test_a_stranger_s_closure_waits(app: Flask) -> None:
    group = a_listed_group(an_account())
    closure = sent(None, an_account(), kind=SubmissionKind.CLOSURE, group=group)
    assert (closure.status, len(shown(group))) == (SubmissionStatus.PENDING, 1)
    approve(closure, a_moderator())
    assert shown(group) == []


def test_a_known_organizer_s_times_are_published_first_and_looked_at_after(app: Flask) -> None:
    account = an_account()
    group = a_listed_group(account)
    a_listed_group(account, name="Second Group")
    base = proposal_of(group)
    [meeting] = base.meetings
    later = replace(meeting, schedule=replace(meeting.schedule, start_minute=1170))
    change = sent(replace(base, meetings=(later,)), account, kind=SubmissionKind.CHANGE, group=group)
    assert (change.status, change.case.published_first) == (SubmissionStatus.APPROVED, True)
    assert (shown(group), change.case.harm) == ([(2, 1170, "Hope")], Harm.STALE)
    forms.looked_at(change)
    assert change.case.harm is None
    base = proposal_of(group)
    elsewhere = replace(base.meetings[0], name="Another name")
    waits = sent(replace(base, meetings=(elsewhere,)), account, kind=SubmissionKind.CHANGE, group=group)
    assert waits.status == SubmissionStatus.PENDING


def test_the_sender_may_take_it_back_until_it_is_decided(app: Flask) -> None:
    account = an_account()
    submission = sent(a_form(), account)
    with pytest.raises(PermissionError):
        forms.withdraw_submission(submission, account_id=an_account().id)
    forms.withdraw_submission(submission, account_id=account.id)
    assert (submission.status, group_of(submission)) == (SubmissionStatus.WITHDRAWN, None)
    db.session.flush()
    with pytest.raises(AlreadyDecided):
        forms.withdraw_submission(submission, account_id=account.id)
