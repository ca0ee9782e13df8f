"""Nothing gets into the directory but by an approval, and every change leaves its trace."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from meetfinder.db import Model, db
from meetfinder.directory.models import Attribute, Group, Location, Meeting, Source
from meetfinder.directory.naming import public_id
from meetfinder.directory.proposal import AttributeFacts, GroupFacts, MeetingFacts, Proposal
from meetfinder.directory.schedule import DateException, Schedule
from meetfinder.moderation import door
from meetfinder.moderation.models import Decision, Revision, Submission, Verdict
from meetfinder.search.tables import Occurrence
from tests.builders import a_fellowship, a_format, a_group, a_source
from tests.moderation import people

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 18, tzinfo=UTC)
HALL = replace(people.HALL, notes="Red door")


@pytest.fixture
def source(app: Flask) -> Source:
    a_fellowship(slug="alcoholics-anonymous")
    for slug in ("open", "step-study"):
        a_format(slug)
    return a_source(slug="hill-country")


def a_proposal(key: str = "hope", *, group: str = "hope group", **facts: object) -> Proposal:
    meeting = MeetingFacts(
        key=key,
        name="Hope",
        schedule=Schedule(2, 1140, 60, "America/Chicago"),
        attendance="in_person",
        place=HALL,
        formats=("open",),
        attributes=(AttributeFacts(key="access", value="open", said_by="source"),),
    )
    return Proposal(
        key=key,
        group=GroupFacts(key=group, name="Hope Group", fellowship="alcoholics-anonymous"),
        meetings=(replace(meeting, **facts),),  # type: ignore[arg-type]
    )


def approved(proposal: Proposal, source: Source, now: datetime = NOW) -> Decision:
    submission = door.submit(proposal, source=source, now=now)
    return door.decide(submission, verdict=Verdict.APPROVE, decided_by="source:hill-country", now=now)


def count(table: type[Model]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def the_meeting(key: str = "hope") -> Meeting:
    return db.session.scalars(select(Meeting).where(Meeting.source_key == key)).one()


def test_a_submission_alone_shows_nothing(source: Source) -> None:
    door.submit(a_proposal(), source=source, now=NOW, lint=[{"field": "notes", "code": "phone"}])
    assert (count(Submission), count(Group), count(Meeting), count(Occurrence)) == (1, 0, 0, 0)


def test_an_approval_lists_the_meeting_and_makes_it_findable(source: Source) -> None:
    decision = approved(a_proposal(), source)
    meeting = the_meeting()
    assert meeting.public_id == public_id("hill-country", "hope")
    assert (meeting.name, meeting.weekday, meeting.start_minute, meeting.timezone) == (
        "Hope",
        2,
        1140,
        "America/Chicago",
    )
    assert meeting.group.name == "Hope Group"
    assert meeting.group.fellowship is not None
    assert meeting.location is not None
    assert (meeting.location.latitude, meeting.location.notes) == (30.0852, "Red door")
    assert [item.slug for item in meeting.formats] == ["open"]
    assert [(item.key, item.said_by) for item in meeting.attributes] == [("access", "source")]
    assert meeting.confirmed_on is None
    assert count(Occurrence) == 1
    revision = db.session.scalars(select(Revision)).one()
    assert (revision.number, revision.decision_id, revision.changed_fields) == (1, decision.id, ["created"])


def test_a_declined_submission_changes_nothing(source: Source) -> None:
    submission = door.submit(a_proposal(), source=source, now=NOW)
    door.decide(submission, verdict=Verdict.DECLINE, decided_by="someone", reason="twice", now=NOW)
    assert (submission.status, count(Meeting), count(Revision)) == ("declined", 0, 0)
    with pytest.raises(door.AlreadyDecided):
        door.decide(submission, verdict=Verdict.APPROVE, decided_by="someone", now=NOW)


def test_a_newer_submission_takes_the_place_of_an_undecided_one(source: Source) -> None:
    first = door.submit(a_proposal(), source=source, now=NOW)
    door.submit(a_proposal(), source=source, now=LATER)
    db.session.refresh(first)
    assert first.status == "superseded"


def test_a_change_names_its_fields_and_keeps_the_address(source: Source) -> None:
    approved(a_proposal(), source)
    before = the_meeting()
    first_id, first_public_id = before.id, before.public_id
    approved(
        a_proposal(
            schedule=Schedule(3, 1200, None, "America/Chicago"), formats=("open", "step-study"), notes="Ring"
        ),
        source,
        LATER,
    )
    meeting = the_meeting()
    assert (meeting.id, meeting.public_id) == (first_id, first_public_id)
    assert (meeting.weekday, meeting.start_minute, meeting.duration_minutes) == (3, 1200, None)
    assert meeting.updated_at == LATER
    revision = db.session.scalars(select(Revision).where(Revision.number == 2)).one()
    assert revision.changed_fields == ["duration_minutes", "formats", "notes", "start_minute", "weekday"]


def test_the_same_again_makes_no_revision(source: Source) -> None:
    approved(a_proposal(), source)
    approved(a_proposal(), source, LATER)
    assert count(Revision) == 1
    assert the_meeting().updated_at == NOW


def test_what_others_stated_stays(source: Source) -> None:
    approved(a_proposal(), source)
    meeting = the_meeting()
    meeting.attributes.append(Attribute(key="cost", value="free", said_by="organizer", as_of=None))
    db.session.flush()
    approved(a_proposal(attributes=()), source, LATER)
    assert [(item.key, item.said_by) for item in the_meeting().attributes] == [("cost", "organizer")]


def test_the_same_venue_and_group_twice_are_one(source: Source) -> None:
    shouted = replace(HALL, name="COMMUNITY  hall", street="1 Main St.", notes="")
    approved(a_proposal("hope"), source)
    approved(a_proposal("hope-2", place=shouted, schedule=Schedule(4, 600, 60, "America/Chicago")), source)
    assert (count(Group), count(Location), count(Meeting)) == (1, 1, 2)
    assert the_meeting("hope").location is not None


def test_a_venue_that_nobody_uses_any_more_is_removed(source: Source) -> None:
    approved(a_proposal(), source)
    approved(a_proposal(place=replace(HALL, street="2 Main Street")), source, LATER)
    assert count(Location) == 1
    location = the_meeting().location
    assert location is not None
    assert location.street == "2 Main Street"


def test_a_group_that_its_meetings_left_is_retired(source: Source) -> None:
    approved(a_proposal(), source)
    approved(a_proposal(group="other group"), source, LATER)
    statuses = {group.source_key: group.status for group in db.session.scalars(select(Group))}
    assert statuses == {"hope group": "retired", "other group": "active"}


def test_a_day_that_a_row_no_longer_has_is_retired(source: Source) -> None:
    one = a_proposal()
    wednesday = replace(one.meetings[0], key="hope#3", schedule=Schedule(3, 1140, 60, "America/Chicago"))
    approved(replace(one, meetings=(*one.meetings, wednesday)), source)
    assert count(Occurrence) == 2
    approved(one, source, LATER)
    assert the_meeting("hope#3").status == "retired"
    assert count(Occurrence) == 1


def test_exceptions_are_replaced(source: Source) -> None:
    def schedule(*exceptions: DateException) -> Schedule:
        return Schedule(2, 1140, 60, "America/Chicago", exceptions=exceptions)

    day = date(2026, 12, 1)
    approved(a_proposal(schedule=schedule(DateException(day, "cancelled"))), source)
    moved = DateException(day, "moved", datetime.fromisoformat("2026-12-02T20:00"), "one day later")
    approved(a_proposal(schedule=schedule(moved)), source, LATER)
    assert [(item.kind, item.moved_to) for item in the_meeting().exceptions] == [
        ("moved", "2026-12-02T20:00")
    ]
    approved(a_proposal(schedule=schedule()), source, LATER)
    assert the_meeting().exceptions == []


def test_pause_resume_withdraw(source: Source) -> None:
    approved(a_proposal(), source)
    meetings = door.meetings_of(source, ["hope"])
    assert door.pause(meetings, decided_by="source:hill-country", reason="missing", now=LATER) is not None
    assert (the_meeting().status, count(Occurrence)) == ("paused", 0)
    assert door.pause(meetings, decided_by="source:hill-country", reason="missing", now=LATER) is None
    door.resume(meetings, decided_by="someone", reason="back", now=LATER)
    assert (the_meeting().status, count(Occurrence)) == ("active", 1)
    door.withdraw(meetings, decided_by="someone", reason="gone", now=LATER)
    assert (the_meeting().status, the_meeting().group.status, count(Occurrence)) == ("retired", "retired", 0)
    assert [
        item.changed_fields for item in db.session.scalars(select(Revision).order_by(Revision.number))
    ] == [
        ["created"],
        ["status"],
        ["status"],
        ["status"],
    ]


def test_an_id_that_is_taken_is_salted(source: Source) -> None:
    taken = a_group()
    taken.public_id = public_id("hill-country", "hope")
    db.session.flush()
    approved(a_proposal(), source)
    assert the_meeting().public_id != taken.public_id


def test_a_stored_proposal_is_read_back_without_loss(source: Source) -> None:
    proposal = a_proposal(extra={"regions": ["Texas"], "id": 7}, updated_at=NOW)
    submission = door.submit(proposal, source=source, now=NOW)
    db.session.flush()
    db.session.expire(submission)
    door.decide(submission, verdict=Verdict.APPROVE, decided_by="someone", now=NOW)
    assert the_meeting().extra == {"regions": ["Texas"], "id": 7}


def test_a_format_that_the_seeds_lack_is_an_error(source: Source) -> None:
    submission = door.submit(a_proposal(formats=("unheard-of",)), source=source, now=NOW)
    with pytest.raises(LookupError):
        door.decide(submission, verdict=Verdict.APPROVE, decided_by="someone", now=NOW)
