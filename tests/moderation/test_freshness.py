"""A listing grows old by rule: what the public sees, who is asked when, and what brings it back."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from meetfinder import clock
from meetfinder.db import db
from meetfinder.directory.freshness import ASKED_AT, Freshness, asking_due, freshness
from meetfinder.directory.models import Group, Meeting
from meetfinder.directory.reading import group_listing, listing_by_public_id
from meetfinder.exchange.bmlt.face import Window
from meetfinder.exchange.bmlt.loose import Parameters
from meetfinder.exchange.bmlt.root import Selection as BmltSelection
from meetfinder.exchange.bmlt.root import open_root
from meetfinder.exchange.published import Selection, published
from meetfinder.moderation import confirming, door, reports, telephoning, who
from meetfinder.moderation.freshness import DOUBT, Refreshed, due_mails, mark_asked, refresh
from meetfinder.moderation.models import Harm, ReportKind, Verdict
from meetfinder.moderation.queue import waiting
from meetfinder.moderation.reports import report, reports_of
from meetfinder.search.finding import find
from meetfinder.search.query import SearchQuery, Sort
from tests.builders import a_meeting, a_source
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

DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
_ORDER = list(Freshness)


@given(last_good=DAYS, today=DAYS, later=st.integers(0, 400), doubted=st.none() | DAYS)
def test_time_and_doubt_never_make_a_listing_fresher(
    last_good: date, today: date, later: int, doubted: date | None
) -> None:
    then = today + timedelta(days=later)
    before = freshness(last_good=last_good, today=today, doubted_on=doubted)
    after = freshness(last_good=last_good, today=then, doubted_on=doubted)
    assert _ORDER.index(before) <= _ORDER.index(after)
    sure = freshness(last_good=last_good, today=today)
    assert _ORDER.index(sure) <= _ORDER.index(before)


@pytest.mark.parametrize(
    ("age", "state"),
    [
        (-1, "fresh"),
        (90, "fresh"),
        (91, "ageing"),
        (180, "ageing"),
        (181, "stale"),
        (365, "stale"),
        (366, "lapsed"),
    ],
)
def test_the_states_change_on_the_days_that_the_rules_name(age: int, state: str) -> None:
    today = date(2026, 11, 23)
    assert freshness(last_good=today - timedelta(days=age), today=today) == state
    assert freshness(last_good=None, today=today) == Freshness.AGEING


@given(age=st.integers(0, 400), asked=st.sampled_from((0, *ASKED_AT)))
def test_nobody_is_asked_twice_about_the_same_age(age: int, asked: int) -> None:
    today = date(2026, 11, 23)
    due = asking_due(last_good=today - timedelta(days=age), today=today, asked_days=asked)
    assert due is None or asked < due <= age


def in_search(group: Group, now: datetime, **facts: object) -> bool:
    return group.public_id in found_near(now, **facts)


def found_near(now: datetime, **facts: object) -> list[str]:
    """Return the groups that a search in Buda finds, in its order."""
    return [hit.listing.group_public_id for hit in find(query_near(now, **facts)).hits]


def found_meetings(now: datetime) -> set[str]:
    return {hit.listing.public_id for hit in find(query_near(now)).hits}


def query_near(now: datetime, **facts: Any) -> SearchQuery:
    return SearchQuery(
        latitude=30.0852, longitude=-97.8403, country="US", timezone="America/Chicago", now=now, **facts
    )


def in_feeds(group: Group, now: datetime) -> bool:
    return group.public_id in {item.group_public_id for item in published(Selection(), now=now)}


def bmlt_ids() -> set[str]:
    """Return the public ids of what the BMLT face tells."""
    face = open_root(BmltSelection(), Parameters(""), base="", now=clock.now())
    ids = [row.id for row in face.rows(Window())]
    return set(db.session.scalars(select(Meeting.public_id).where(Meeting.id.in_(ids))))


def page_of(app: Flask, meeting: Meeting) -> tuple[str, str]:
    """Return the page of a meeting, and what its card says of how fresh it is."""
    listing = listing_by_public_id(meeting.public_id, now=clock.now())
    assert listing is not None
    with app.test_request_context():
        card = app.jinja_env.get_template("macros/cards.html").module.freshness(listing)  # type: ignore[attr-defined]
    return app.test_client().get(f"/meetings/{listing.slug}").text, card


@pytest.fixture
def group(app: Flask) -> Group:
    return a_listed_group(an_account(), slot(1, 1140))


def test_a_stale_listing_is_shown_last_and_neither_tonight_nor_in_feeds(app: Flask, group: Group) -> None:
    day = NOW + timedelta(days=182)  # A Monday again.
    with clock.at(day):
        fresh = a_meeting(weekday=1, start="19:00", point=(30.3, -97.84), confirmed_on=day.date())
        refresh(day)
        assert in_search(group, day)
        assert bmlt_ids() == {fresh.public_id}
        page, card = page_of(app, group.meetings[0])
        assert "Ask before you go: it is not certain" in page
        assert "Check before you go" in card
        assert not in_search(group, day, when="tonight")
        assert not in_feeds(group, day)
        for sort in Sort:
            assert found_near(day, sort=sort) == [fresh.group.public_id, group.public_id], sort
            first = find(replace(query_near(day, sort=sort), limit=1))
            [second] = find(replace(query_near(day, sort=sort), limit=1, cursor=first.next_cursor)).hits
            assert second.listing.group_public_id == group.public_id
        assert refresh(day).turned == 0


def test_a_lapsed_group_is_hidden_and_one_confirmation_brings_it_back(group: Group) -> None:
    day = NOW + timedelta(days=371)  # A Monday again.
    with clock.at(day):
        assert refresh(day).lapsed == 1
        assert group_listing(group.public_id, now=day) is None
        assert not in_search(group, day)
        with pytest.raises(PermissionError):
            confirming.confirm(group, account_id=an_account().id, now=day)
        before = group.meetings[0].updated_at
        [account_id] = due_mails(day)[0].account_ids
        confirming.confirm(group, account_id=account_id, now=day)
        assert (in_search(group, day, when="tonight"), in_feeds(group, day)) == (True, True)
        assert (group.meetings[0].confirmed_on, group.meetings[0].updated_at) == (day.date(), before)


def test_organizers_are_asked_at_75_90_and_120_days_once_each(group: Group) -> None:
    asked = []
    for day in range(200):
        for due in due_mails(NOW + timedelta(days=day)):
            asked.append((day, due.days))
            mark_asked(due)
    assert asked == [(75, 75), (90, 90), (120, 120)]


def test_a_list_s_good_reading_is_a_clock_and_never_a_confirmation(app: Flask) -> None:
    source = a_source()
    source.last_good_read = NOW
    meeting = a_meeting(source=source, weekday=1)
    for days, shown in ((180, True), (366, False)):
        later = NOW + timedelta(days=days)
        with clock.at(later):
            refresh(later)
            assert (group_listing(meeting.group.public_id, now=later) is not None) == shown
    assert meeting.confirmed_on is None
    source.last_good_read = NOW + timedelta(days=366)
    db.session.flush()
    with clock.at(NOW + timedelta(days=366)):
        assert refresh(NOW + timedelta(days=366)).shown == 1
    assert group_listing(meeting.group.public_id, now=NOW) is not None


def test_what_was_approved_and_never_confirmed_grows_old_from_its_approval(app: Flask) -> None:
    moderator, other = a_moderator(), a_moderator()
    submission = sent(a_form(slot(1)), moderator)
    telephoning.mark(submission)
    group = approve(submission, other, now=NOW + timedelta(days=7))
    assert (group.meetings[0].confirmed_on, due_mails(NOW + timedelta(days=100))) == (None, [])
    for days, states in (
        (187, (True, True)),
        (189, (True, False)),
        (372, (True, False)),
        (373, (False, False)),
    ):
        day = NOW + timedelta(days=days)
        with clock.at(day):
            refresh(day)
            assert (in_search(group, day), in_feeds(group, day)) == states, days


def test_each_meeting_has_its_own_clock_and_a_group_lapses_with_the_last(group: Group) -> None:
    source = a_source()
    listed = a_meeting(group=group, source=source, weekday=3, confirmed_on=None)
    own = group.meetings[0]

    def at(days: int) -> tuple[set[str], set[str]]:
        day = NOW + timedelta(days=days)
        source.last_good_read = min(day, NOW + timedelta(days=400))
        with clock.at(day):
            refresh(day)
            assert refresh(day) == Refreshed(0, 0, 0)
            return found_meetings(day), {item.public_id for item in published(Selection(), now=day)}

    both, one = {own.public_id, listed.public_id}, {listed.public_id}
    assert at(180) == (both, both)
    assert [due.days for due in due_mails(NOW + timedelta(days=180))] == [120]
    assert at(181) == (both, one)
    assert at(366) == (one, one)
    assert at(766) == (set(), set())
    with clock.at(NOW + timedelta(days=766)):
        [account_id] = due_mails(clock.now())[0].account_ids
        confirming.confirm(group, account_id=account_id, now=clock.now())
    assert at(767) == (both, both)


def test_two_reports_of_different_days_take_it_out_of_tonight_and_ask(group: Group) -> None:
    def there(days: int) -> bool:
        with clock.at(NOW + timedelta(days=days)):
            report(group, kind=ReportKind.NOT_THERE, now=clock.now())
            return in_search(group, NOW, when="tonight")

    assert [there(0), there(0), there(31), there(40)] == [True, True, True, False]
    day = NOW + timedelta(days=40)
    [due] = due_mails(day)
    assert due.reason == DOUBT
    mark_asked(due)
    assert due_mails(day) == []
    with clock.at(day):
        assert in_search(group, day)
        confirming.confirm(group, account_id=due.account_ids[0], now=day)
        assert in_search(group, NOW + timedelta(days=42), when="tonight")


def test_an_unanswered_doubt_lapses_after_ninety_days(group: Group) -> None:
    for day in (0, 1):
        report(group, kind=ReportKind.NOT_THERE, now=NOW + timedelta(days=day))
    refresh(NOW + timedelta(days=91))
    assert group_listing(group.public_id, now=NOW) is not None
    refresh(NOW + timedelta(days=92))
    assert group_listing(group.public_id, now=NOW) is None


@pytest.mark.parametrize(("verdict", "shown"), [(Verdict.APPROVE, False), (Verdict.DECLINE, True)])
def test_a_safety_report_hides_at_once_and_another_moderator_decides(
    app: Flask, verdict: Verdict, shown: bool
) -> None:
    steward, other = a_moderator(), a_moderator()
    group = a_listed_group(steward, slot(1))
    report(group, kind=ReportKind.SAFETY, text="Somebody sells there", now=NOW)
    report(group, kind=ReportKind.SAFETY, text="I saw it too", now=NOW)
    assert group_listing(group.public_id, now=NOW) is None
    assert not waiting(steward, now=NOW).entries
    [entry] = waiting(other, now=NOW).entries
    assert entry.harm == Harm.SAFETY
    refresh(NOW)
    assert group_listing(group.public_id, now=NOW) is None
    case = db.session.get_one(reports.Submission, entry.submission_id)
    assert [item.text for item in reports_of(case)] == ["Somebody sells there", "I saw it too"]
    assert "sells" not in case.proposal
    door.decide(case, verdict=verdict, decided_by=who.moderator(other.id), now=NOW)
    assert (group_listing(group.public_id, now=NOW) is not None) == shown


def test_the_words_of_reports_are_gone_after_thirty_days(group: Group) -> None:
    found = report(group, kind=ReportKind.EXPOSURE, text="It names Maria", now=NOW)
    assert group_listing(group.public_id, now=NOW) is not None
    assert reports.purge(NOW + timedelta(days=30)) == 0
    assert reports.purge(NOW + timedelta(days=31)) == 1
    db.session.refresh(found)
    assert found.text == ""
