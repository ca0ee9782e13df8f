"""Every decision can be taken back, and taking back is a decision with its own trace."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from meetfinder.db import db
from meetfinder.directory.models import Group, Redirect
from meetfinder.directory.proposal import Proposal
from meetfinder.directory.reading import group_listing
from meetfinder.moderation import door, merging, reducing, undo, who
from meetfinder.moderation.errors import NothingToUndo
from meetfinder.moderation.live import proposal_of
from meetfinder.moderation.models import Decision, SubmissionKind, SubmissionStatus, Verdict
from meetfinder.moderation.replay import state_at
from meetfinder.moderation.revisions import history_of
from tests.builders import a_format, a_source
from tests.moderation.people import NOW, a_form, a_listed_group, a_moderator, an_account, approve, sent, slot

LATER = NOW + timedelta(hours=1)


def last_decision() -> Decision:
    return db.session.scalars(select(Decision).order_by(Decision.id.desc())).first()


def taken_back(decision: Decision) -> Decision:
    return undo.undo(decision, decided_by=who.moderator(a_moderator().id), now=LATER)


def changed(group: Group, **facts: object) -> Decision:
    base = proposal_of(group)
    first, *rest = base.meetings
    wanted = replace(base, meetings=(replace(first, **facts), *rest))
    approve(sent(wanted, an_account(), kind=SubmissionKind.CHANGE, group=group), a_moderator())
    return last_decision()


def facts_of(group: Group) -> Proposal:
    db.session.expire_all()
    return proposal_of(group)


def test_an_undone_change_waits_again_and_the_listing_is_what_it_was(app: Flask) -> None:
    group = a_listed_group(an_account(), slot(2), slot(4))
    before = facts_of(group)
    decision = changed(group, name="Light")
    undoing = taken_back(decision)
    assert facts_of(group) == before
    change = db.session.get_one(type(decision), decision.id)
    assert undoing.verdict == Verdict.UNDO
    with pytest.raises(NothingToUndo):
        taken_back(change)
    with pytest.raises(NothingToUndo):
        taken_back(undoing)
    assert facts_of(group) == before


def test_what_was_changed_since_stays(app: Flask) -> None:
    group = a_listed_group(an_account(), slot(2), slot(4))
    decision = changed(group, name="Light")
    changed(group, notes="Bring a cup")
    taken_back(decision)
    [first, _] = facts_of(group).meetings
    assert (first.name, first.notes) == ("Hope", "Bring a cup")


def test_an_undone_first_approval_takes_the_group_down_and_it_comes_back_with_its_address(app: Flask) -> None:
    submission = sent(a_form(), an_account())
    group = approve(submission, a_moderator())
    taken_back(last_decision())
    assert group_listing(group.public_id, now=LATER) is None
    assert submission.status == SubmissionStatus.PENDING
    again = approve(submission, a_moderator())
    assert (again.id, len(group_listing(group.public_id, now=LATER).meetings)) == (group.id, 1)


def test_a_pause_a_closure_and_a_cancelled_date_can_be_undone(app: Flask) -> None:
    account = an_account()
    group = a_listed_group(account, slot(2), slot(4))
    before = facts_of(group)
    for act in (
        lambda: reducing.pause(group.meetings, account_id=account.id, now=NOW),
        lambda: reducing.close(group, account_id=account.id, now=NOW),
        lambda: reducing.cancel_date(group.meetings[0], date(2026, 12, 1), account_id=account.id, now=NOW),
        lambda: reducing.remove_link(group.meetings[0], account_id=account.id, now=NOW),
    ):
        act()
        taken_back(last_decision())
        assert facts_of(group) == before


def test_any_revision_can_be_had_again(app: Flask) -> None:
    group = a_listed_group(an_account(), slot(2), slot(4))
    before = facts_of(group)
    for name in ("One", "Two", "Three"):
        changed(group, name=name)
    by = who.moderator(a_moderator().id)
    undo.revert(group, 1, decided_by=by, now=LATER)
    assert facts_of(group) == before
    undo.revert(group, 3, decided_by=by, now=LATER)
    assert facts_of(group).meetings[0].name == "Two"
    with pytest.raises(LookupError):
        undo.revert(group, 99, decided_by=by, now=LATER)
    assert [(item.number, item.verdict) for item in history_of(group)][:2] == [(6, "revert"), (5, "revert")]


def test_the_history_of_a_list_is_played_back_row_by_row(app: Flask) -> None:
    a_format("open")
    source = a_source(slug="hill-country")

    def read(key: str, *meetings: object, now: datetime = NOW) -> None:
        row = Proposal(key=key, group=replace(a_form().group, key="hope"), meetings=meetings)
        submission = door.submit(row, source=source, now=now)
        door.decide(submission, verdict=Verdict.APPROVE, decided_by="source:hill-country", now=now)

    read("a", replace(slot(2), key="a"))
    read("b", replace(slot(3), key="b#3"), replace(slot(5), key="b#5"))
    group = db.session.scalars(select(Group)).one()
    both = facts_of(group)
    read("b", replace(slot(3), key="b#3", name="Moved"))
    assert state_at(group, 2) == both
    moved = facts_of(group)
    assert (state_at(group, 3), len(moved.meetings)) == (moved, 2)
    door.pause(group.meetings[:1], decided_by="source:hill-country", reason="gone", now=NOW)
    assert state_at(group, 4) == facts_of(group)
    undo.revert(group, 2, decided_by="moderator:1", now=datetime(2026, 11, 24, tzinfo=UTC))
    assert facts_of(group) == both


def test_a_merge_moves_meetings_and_leads_old_addresses_on_and_comes_apart_again(app: Flask) -> None:
    one, other = an_account(), an_account()
    keep, gone = a_listed_group(one, slot(2)), a_listed_group(other, slot(2), slot(4), name="Hope Gp")
    before = facts_of(keep), facts_of(gone)
    double, moved = before[1].meetings
    decision = merging.merge(
        keep, gone, same={double.key: before[0].meetings[0].key}, decided_by="moderator:1", now=LATER
    )
    assert [facts.key for facts in facts_of(keep).meetings] == [before[0].meetings[0].key, moved.key]
    assert group_listing(gone.public_id, now=LATER) is None
    leads = {row.old_public_id: row.new_public_id for row in db.session.scalars(select(Redirect))}
    assert leads == {gone.public_id: keep.public_id, double.key: before[0].meetings[0].key}
    taken_back(decision)
    assert (facts_of(keep), facts_of(gone)) == before
    assert db.session.scalars(select(Redirect)).all() == []
    with pytest.raises(ValueError, match="itself"):
        merging.merge(keep, keep, decided_by="moderator:1", now=LATER)


def test_a_merge_that_comes_apart_leaves_what_was_changed_since(app: Flask) -> None:
    keep, gone = (
        a_listed_group(an_account(), slot(day), name=name) for day, name in ((2, "Hope"), (4, "Gp"))
    )
    third = a_listed_group(an_account(), slot(6))
    first = merging.merge(keep, gone, decided_by="moderator:1", now=LATER)
    moved = facts_of(keep).meetings[1]
    base = facts_of(keep)
    wanted = replace(base, meetings=(base.meetings[0], replace(moved, notes="Bring a cup")))
    approve(sent(wanted, an_account(), kind=SubmissionKind.CHANGE, group=keep), a_moderator())
    merging.merge(third, keep, decided_by="moderator:1", now=LATER)
    taken_back(first)
    assert [facts.notes for facts in facts_of(gone).meetings] == ["Bring a cup"]
    assert len(facts_of(third).meetings) == 2
    leads = {row.old_public_id: row.new_public_id for row in db.session.scalars(select(Redirect))}
    assert leads == {keep.public_id: third.public_id}


def test_an_approval_that_is_undone_after_a_merge_takes_the_meeting_down_where_it_is(app: Flask) -> None:
    keep = a_listed_group(an_account(), slot(2))
    gone = a_listed_group(an_account(), slot(4), name="Hope Gp")
    approval = last_decision()
    merging.merge(keep, gone, decided_by="moderator:1", now=LATER)
    taken_back(approval)
    assert [facts.schedule.weekday for facts in facts_of(keep).meetings] == [2]


def test_a_merge_that_changes_nothing_but_the_other_stands_in_the_history_and_comes_apart(app: Flask) -> None:
    keep, gone = a_listed_group(an_account(), slot(2)), a_listed_group(an_account(), slot(2), name="Hope Gp")
    double, stays = facts_of(gone).meetings[0], facts_of(keep)
    decision = merging.merge(
        keep, gone, same={double.key: stays.meetings[0].key}, decided_by="moderator:1", now=LATER
    )
    assert facts_of(keep) == stays
    assert [history_of(group)[0].decision_id for group in (keep, gone)] == [decision.id, decision.id]
    taken_back(decision)
    assert (facts_of(keep), facts_of(gone).meetings) == (stays, (double,))


def test_a_group_whose_meeting_went_elsewhere_comes_back_without_it(app: Flask) -> None:
    owner = an_account()
    keep, submission = a_listed_group(owner, slot(2)), sent(a_form(slot(4), name="Hope Gp"), an_account())
    gone = approve(submission, a_moderator())
    approval = last_decision()
    merging.merge(keep, gone, decided_by="moderator:1", now=LATER)
    moved = facts_of(keep).meetings[1]
    submission_of_change = sent(
        replace(facts_of(keep), meetings=(facts_of(keep).meetings[0], replace(moved, notes="Bring a cup"))),
        an_account(),
        kind=SubmissionKind.CHANGE,
        group=keep,
    )
    taken_back(approval)
    approve(submission_of_change, a_moderator())
    approve(submission, a_moderator())
    assert [len(facts_of(group).meetings) for group in (keep, gone)] == [1, 1]
    closure = reducing.close(keep, account_id=owner.id, now=LATER)
    taken_back(closure)
    assert [len(facts_of(group).meetings) for group in (keep, gone)] == [1, 1]


def test_an_addition_that_is_undone_and_waits_again_is_never_listed_twice(app: Flask) -> None:
    group = a_listed_group(an_account(), slot(2))
    first = facts_of(group)
    addition = sent(
        replace(first, meetings=(*first.meetings, slot(4))),
        an_account(),
        kind=SubmissionKind.CHANGE,
        group=group,
    )
    approve(addition, a_moderator())
    approval, both = last_decision(), facts_of(group)
    renamed = sent(
        replace(both, meetings=(both.meetings[0], replace(both.meetings[1], name="Light"))),
        an_account(),
        kind=SubmissionKind.CHANGE,
        group=group,
    )
    taken_back(approval)
    approve(renamed, a_moderator())
    assert len(facts_of(group).meetings) == 2
    approve(addition, a_moderator())
    assert [facts.key for facts in facts_of(group).meetings] == [facts.key for facts in both.meetings]
