"""What people decided here, no later `flask import` undoes: not by a changed row, another key or list."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetfinder.accounts import stewardship
from meetfinder.config import ROOT
from meetfinder.db import db
from meetfinder.directory import seeding
from meetfinder.directory.models import Meeting
from meetfinder.directory.reading import listing_by_public_id
from meetfinder.moderation import door, forms, merging, redaction, reducing, undo, who
from meetfinder.moderation.live import proposal_of
from meetfinder.moderation.models import SubmissionKind, Verdict
from meetfinder.search.tables import Occurrence
from tests.cli.running import run
from tests.cli.test_importing import written
from tests.conftest import NOW
from tests.exchange.meeting_guide.rows import a_row
from tests.moderation.people import a_moderator, an_account
from tests.moderation.test_redaction import everything

Import = Callable[..., str]
LINK = {"conference_url": "https://meet.example.org/hope", "attendance_option": "hybrid"}


@pytest.fixture
def import_rows(app: Flask, tmp_path: Path) -> Import:
    """Return a function that types `flask import --publish` and returns what it says."""
    seeding.load(seeds=ROOT / "seeds", instance=tmp_path)
    db.session.commit()

    def typed(*rows: dict[str, Any], source: str = "Hill Country") -> str:
        file = written(tmp_path, list(rows))
        words = ("--format", "meeting-guide", "--source", source, "--fellowship", "alcoholics-anonymous")
        result = run(app, "import", str(file), *words, "--publish", "--force")
        assert result.exit_code == 0, result.output
        db.session.expire_all()
        return result.stdout

    return typed


def the_meeting() -> tuple[Meeting, int]:
    """Return the one imported meeting and the account of an organizer of its group."""
    meeting = db.session.scalars(select(Meeting).order_by(Meeting.id)).first()
    assert meeting is not None
    account = an_account()
    stewardship.make_steward(account, meeting.group_id, now=NOW)
    return meeting, account.id


def pause(meeting: Meeting, account: int) -> Any:
    return reducing.pause([meeting], account_id=account, now=NOW)


def close(meeting: Meeting, account: int) -> Any:
    return reducing.close(meeting.group, account_id=account, now=NOW)


def by_moderator(meeting: Meeting, account: int) -> Any:
    closure = forms.submit_form(
        None,
        kind=SubmissionKind.CLOSURE,
        account_id=an_account().id,
        group=meeting.group,
        now=NOW,
        proven=True,
    )
    signed = who.moderator(a_moderator().id)
    return door.decide(closure, verdict=Verdict.APPROVE, decided_by=signed, now=NOW)


@pytest.mark.parametrize(
    ("act", "status"), [(pause, "paused"), (close, "retired"), (by_moderator, "retired")]
)
def test_what_is_paused_or_closed_stays_so_until_people_undo_it(
    import_rows: Import, act: Any, status: str
) -> None:
    import_rows(a_row())
    meeting, account = the_meeting()
    decision = act(meeting, account)
    db.session.commit()
    said = import_rows(a_row(notes="New words"))
    assert "changed 1" in said
    assert "Row 1 (tuesday-hope): what people here made smaller stays so (status)." in said
    import_rows(a_row(slug="other"))
    import_rows(a_row(slug="other"))
    import_rows(a_row(notes="Back again"))
    assert meeting.status == status
    assert "not listed anew: people here have paused" in import_rows(a_row(), source="Copy")
    assert "not listed anew" in import_rows(a_row(slug="renamed"), a_row(notes="Back again"))
    assert db.session.scalars(select(Occurrence)).all() == []
    undo.undo(decision, decided_by=who.moderator(a_moderator().id), now=NOW)
    db.session.commit()
    import_rows(a_row(notes="Once more"))
    assert (meeting.status, meeting.notes) == ("active", "Once more")
    assert len(db.session.scalars(select(Occurrence)).all()) == 1


def test_a_meeting_that_its_organizer_resumed_is_the_lists_to_withdraw(import_rows: Import) -> None:
    import_rows(a_row())
    meeting, account = the_meeting()
    pause(meeting, account)
    reducing.resume([meeting], account_id=account, now=NOW)
    db.session.commit()
    import_rows(a_row(slug="other", name="Other"))
    assert meeting.status == "paused"
    assert "stays so" not in import_rows(a_row(), a_row(slug="other", name="Other"))
    assert meeting.status == "active"


def test_a_cancelled_date_and_a_removed_link_stay(import_rows: Import) -> None:
    import_rows(a_row(**LINK))
    meeting, account = the_meeting()
    assert meeting.join_url
    reducing.cancel_date(meeting, date(2026, 12, 22), account_id=account, now=NOW)
    reducing.remove_link(meeting, account_id=account, now=NOW)
    db.session.commit()
    said = import_rows(a_row(**LINK | {"conference_url": "https://meet.example.org/other"}, notes="New"))
    assert "(cancelled 2026-12-22, join_url)" in said
    assert (meeting.join_url, meeting.notes) == (None, "New")
    assert [item.on for item in meeting.exceptions] == [date(2026, 12, 22)]


def changed(meeting: Meeting, **fields: Any) -> None:
    """Have a change of the meeting approved."""
    shown = proposal_of(meeting.group)
    wanted = replace(shown, meetings=(replace(shown.meetings[0], **fields), *shown.meetings[1:]))
    submission = forms.submit_form(
        wanted,
        kind=SubmissionKind.CHANGE,
        account_id=an_account().id,
        group=meeting.group,
        now=NOW,
        proven=True,
    )
    door.decide(submission, verdict=Verdict.APPROVE, decided_by=who.moderator(a_moderator().id), now=NOW)
    db.session.commit()


def test_a_link_shown_to_fewer_and_an_address_made_an_area_stay(import_rows: Import) -> None:
    import_rows(a_row(**LINK))
    meeting, _ = the_meeting()
    place = proposal_of(meeting.group).meetings[0].place
    assert place is not None
    changed(meeting, join_visibility="on_request", place=replace(place, precision="area", street="", name=""))
    import_rows(a_row(**LINK, notes="New", location="New Hall"))
    listed = listing_by_public_id(meeting.public_id, now=NOW)
    assert listed is not None
    assert listed.venue is not None
    assert listed.join is not None
    assert (listed.join.url, listed.venue.precision, listed.venue.name) == ("", "area", "")
    assert listed.notes == "New"


def test_a_correction_stands_until_the_list_says_something_new(import_rows: Import) -> None:
    import_rows(a_row())
    meeting, _ = the_meeting()
    changed(meeting, notes="Side door", name="Hope on Tuesday")
    import_rows(a_row(time="19:30"))
    assert (meeting.notes, meeting.name, meeting.start_minute) == (
        "Side door",
        "Hope on Tuesday",
        19 * 60 + 30,
    )
    import_rows(a_row(time="19:30", name="Tuesday Group"))
    assert (meeting.notes, meeting.name) == ("Side door", "Tuesday Group")


def test_a_merged_group_stays_merged_and_takes_new_meetings_along(import_rows: Import) -> None:
    rows = [a_row(group="One"), a_row(slug="two", group="Two", name="Two", day=4)]
    import_rows(*rows)
    one, two = db.session.scalars(select(Meeting).order_by(Meeting.id)).all()
    decision = merging.merge(one.group, two.group, decided_by="moderator:1", now=NOW)
    db.session.commit()
    new = a_row(slug="three", group="Two", name="Three", day=5)
    import_rows(rows[0], rows[1] | {"notes": "New"}, new)
    held = db.session.scalars(select(Meeting).order_by(Meeting.id)).all()
    assert {item.group_id for item in held} == {one.group_id}
    assert (two.notes, {item.status for item in held}) == ("New", {"active"})
    undo.undo(decision, decided_by="moderator:1", now=NOW)
    db.session.commit()
    import_rows(rows[0], rows[1] | {"notes": "Newer"}, new)
    assert (two.group_id != one.group_id, two.group.status, two.notes) == (True, "active", "Newer")


def test_erased_words_do_not_come_back_in_any_field_or_key(import_rows: Import) -> None:
    row = a_row(
        slug="zyzzyva-lane-tuesday",
        notes="Behind Zyzzyva Lane, ring twice",
        website="https://x.example/zyzzyva-lane",
    )
    import_rows(row, a_row(slug="b", name="B", day=3))
    redaction.redact_value("Zyzzyva Lane", decided_by="moderator:1", now=NOW)
    db.session.commit()
    said = import_rows(row | {"notes": "ZYZZYVA-LANE 7, ring twice"}, a_row(slug="b", name="B", day=3))
    assert "changed 1\nunchanged 1" in said
    assert "Row 1: words that were erased here are left out (" in said
    assert "zyzzyva" not in everything().lower()
    assert "zyzzyva" not in said.lower()
    meetings = db.session.scalars(select(Meeting).order_by(Meeting.id)).all()
    assert [item.status for item in meetings] == ["active", "active"]
    assert meetings[0].notes == "7, ring twice"
    assert "unchanged 2" in import_rows(
        row | {"notes": "ZYZZYVA-LANE 7, ring twice"}, a_row(slug="b", name="B", day=3)
    )
