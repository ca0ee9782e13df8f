"""The queue is in the order of harm and then of age, and shows each moderator what is theirs."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from meetfinder.accounts.models import Account, Role
from meetfinder.accounts.registry import Concern, may_moderate
from meetfinder.db import db
from meetfinder.directory.models import Group
from meetfinder.moderation import batches, door, forms, seconding, who
from meetfinder.moderation.door import Offer
from meetfinder.moderation.errors import SecondPersonNeeded
from meetfinder.moderation.live import proposal_of
from meetfinder.moderation.models import Barred, Batch, Submission, SubmissionKind, SubmissionStatus
from meetfinder.moderation.queue import may_see, waiting
from meetfinder.moderation.record import record_of
from tests.builders import a_fellowship, a_format, a_source
from tests.moderation.people import (
    HALL,
    NOW,
    a_form,
    a_listed_group,
    a_moderator,
    an_account,
    approve,
    sent,
    slot,
)

DAY = timedelta(days=1)


def change_of(group: Group, **facts: object) -> Submission:
    base = proposal_of(group)
    [meeting] = base.meetings
    wanted = replace(base, meetings=(replace(meeting, **facts),))
    return sent(wanted, an_account(), kind=SubmissionKind.CHANGE, group=group, now=NOW + DAY)


def test_what_harms_most_comes_first_and_then_the_oldest(app: Flask) -> None:
    online = slot(attendance="online", place=None, join_url="https://meet.example.org/1")
    group = a_listed_group(an_account(), online)
    plain = change_of(group, name="Other")
    second = sent(a_form(), an_account(), now=NOW + DAY)
    first = sent(a_form(), an_account(), now=NOW)
    link = change_of(group, join_url="https://meet.example.org/2")
    exposing = sent(a_form(notes="Contact John Smith"), an_account(), now=NOW + DAY)
    page = waiting(a_moderator(), now=NOW + DAY)
    assert [entry.submission_id for entry in page.entries] == [
        item.id for item in (exposing, link, first, second, plain)
    ]
    assert (page.total, page.pages) == (5, 1)


def test_a_page_beyond_the_last_is_the_last(app: Flask) -> None:
    sent_ones = [sent(a_form(), an_account()).id for _ in range(5)]
    page = waiting(a_moderator(), now=NOW, page=9, size=2)
    assert (page.page, page.pages, [item.submission_id for item in page.entries]) == (3, 3, sent_ones[4:])


@pytest.mark.parametrize(
    ("fellowships", "countries", "areas"),
    [
        ((), (), ()),
        (("step",), (), ()),
        (("independent",), (), ()),
        ((), ("US",), ()),
        ((), (), ("US-TX",)),
        (("step",), ("CA",), ("US-TX",)),
    ],
)
def test_a_scope_means_in_the_queue_what_it_means_to_the_accounts(
    app: Flask, fellowships: tuple[str, ...], countries: tuple[str, ...], areas: tuple[str, ...]
) -> None:
    a_fellowship(slug="step")
    places = [HALL, replace(HALL, region="NM"), replace(HALL, country="CA", region="BC"), None]
    submissions = [
        sent(a_form(slot(place=place), fellowship=fellowship), an_account())
        for place in places
        for fellowship in ("step", "")
    ]
    moderator = a_moderator()
    moderator.scope_fellowships = list(fellowships)
    moderator.scope_countries, moderator.scope_areas = list(countries), list(areas)
    db.session.flush()
    expected = [
        item.id
        for item in submissions
        if may_moderate(
            moderator,
            Concern(fellowship=item.case.fellowship, country=item.case.country, region=item.case.region),
        )
    ]
    seen = [entry.submission_id for entry in waiting(moderator, now=NOW).entries]
    assert (seen, [item.id for item in submissions if may_see(moderator, item)]) == (expected, expected)
    assert not waiting(an_account(), now=NOW).entries
    assert waiting(an_account(role=Role.ADMINISTRATOR), now=NOW).total == len(submissions)


def test_nobody_is_shown_what_concerns_them(app: Flask) -> None:
    submission, moderator = sent(a_form(), an_account()), a_moderator()
    db.session.add(Barred(submission_id=submission.id, account_id=moderator.id))
    db.session.flush()
    assert not waiting(moderator, now=NOW).entries
    assert waiting(a_moderator(), now=NOW).total == 1


def questions_of(moderator: Account) -> int:
    asked: list[str] = []

    def listen(*facts: object) -> None:
        asked.append(str(facts[2]))

    sa.event.listen(db.engine, "before_cursor_execute", listen)
    waiting(moderator, now=NOW)
    sa.event.remove(db.engine, "before_cursor_execute", listen)
    return len(asked)


def test_the_queue_asks_as_many_questions_for_twenty_as_for_one(app: Flask) -> None:
    moderator, counts = a_moderator(), []
    for many in (1, 19):
        for _ in range(many):
            sent(a_form(), an_account())
        db.session.flush()
        counts.append(questions_of(moderator))
    assert counts[0] == counts[1]


def test_the_record_counts_what_became_of_everything(app: Flask) -> None:
    account = an_account()
    a_listed_group(account)
    forms.withdraw_submission(sent(a_form(), account), account_id=account.id)
    sent(a_form(), account)
    record = record_of(account.id)
    assert (record.approved, record.declined, record.withdrawn, record.waiting) == (1, 0, 1, 1)


def test_a_settled_link_is_not_changed_by_one_person_alone(app: Flask) -> None:
    online = slot(attendance="online", place=None, join_url="https://meet.example.org/1")
    first, moderator = an_account(), a_moderator()
    group = a_listed_group(first, online)
    base = proposal_of(group)
    wanted = replace(base, meetings=(replace(base.meetings[0], join_url="https://meet.example.org/2"),))
    later = NOW + timedelta(days=31)
    change = sent(wanted, moderator, kind=SubmissionKind.CHANGE, group=group, now=later)
    with pytest.raises(SecondPersonNeeded):
        approve(change, moderator, now=later)
    seconding.second(change, account_id=first.id, now=later)
    approve(change, moderator, now=later)
    assert group.meetings[0].join_url == "https://meet.example.org/2"


def test_a_group_is_handed_over_by_two(app: Flask) -> None:
    first, second, heir = an_account(), an_account(), an_account()
    group = a_listed_group(first)
    one = sent(None, first, kind=SubmissionKind.HANDOVER, group=group, handed_to=second.id)
    with pytest.raises(PermissionError):
        seconding.second(one, account_id=first.id, now=NOW)
    with pytest.raises(PermissionError):
        seconding.second(one, account_id=second.id, now=NOW)
    approve(one, a_moderator())
    other = sent(None, first, kind=SubmissionKind.HANDOVER, group=group, handed_to=heir.id)
    seconding.second(other, account_id=second.id, now=NOW)
    assert other.status == SubmissionStatus.APPROVED


def test_a_batch_is_looked_through_by_sample_and_its_clean_rows_approved(app: Flask) -> None:
    a_format("open")
    source = a_source(slug="hill-country")
    batch = Batch(source=source, read_at=NOW, counts={})
    db.session.add(batch)
    db.session.flush()
    offers = [
        Offer(
            replace(
                a_form(slot(key=f"row-{at}")), key=f"row-{at}", group=replace(a_form().group, key=f"g{at}")
            ),
            ({"field": "notes", "code": "phone"},) if at == 0 else (),
        )
        for at in range(10)
    ]
    door.submit_all(offers, source=source, batch=batch, now=NOW)
    [line] = batches.waiting_batches()
    assert (line.clean, line.total, line.source) == (9, 10, "hill-country")
    drawn = [item.id for item in batches.sample(batch.id, 3, seed=1)]
    assert len(drawn) == 3
    assert drawn == [item.id for item in batches.sample(batch.id, 3, seed=1)]
    assert not waiting(a_moderator(), now=NOW).entries
    by = who.moderator(a_moderator().id)
    assert batches.approve_clean(batch.id, decided_by=by, now=NOW) == 9
    assert [item.lint for item in batches.rows_with_findings(batch.id)] == [
        [{"field": "notes", "code": "phone"}]
    ]
    assert batches.decline_batch(batch.id, decided_by=by, now=NOW) == 1
    assert batches.waiting_batches() == []
