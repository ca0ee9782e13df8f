"""What is redacted is nowhere any more, and the log still says that something was there."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import Text, select

from meetfinder.db import Model, db
from meetfinder.moderation import messages, redaction, reports, who
from meetfinder.moderation.live import proposal_of
from meetfinder.moderation.models import Message, ReportKind, Revision, SubmissionKind
from meetfinder.moderation.revisions import history_of
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

SECRET = "Zyzzyva Lane"


def everything() -> str:
    """Return every word of every table."""
    found = []
    for table in Model.metadata.sorted_tables:
        columns = [
            column
            for column in table.columns
            if isinstance(column.type, Text) or "JSON" in str(column.type) or "CHAR" in str(column.type)
        ]
        if columns:
            found += [repr(tuple(row)) for row in db.session.execute(select(*columns))]
    return "\n".join(found)


def test_a_value_is_gone_from_every_table(app: Flask) -> None:
    account, by = an_account(), who.moderator(a_moderator().id)
    place = replace(HALL, street=f"7 {SECRET}", formatted_address=f"7 {SECRET}, Buda, TX 78610, USA")
    group = a_listed_group(account, slot(2, place=place, notes=f"Behind {SECRET}"), slot(4))
    base = proposal_of(group)
    gone = replace(base, meetings=base.meetings[1:])
    approve(sent(gone, account, kind=SubmissionKind.CHANGE, group=group), a_moderator())
    waits = sent(a_form(slot(notes=f"Near {SECRET.upper()}")), account)
    messages.ask(waits, f"Is {SECRET} right?", decided_by=by, now=NOW)
    reports.report(group, kind=ReportKind.NOT_THERE, text=f"{SECRET} is empty", now=NOW)
    assert SECRET in everything()
    redaction.redact_value(SECRET, decided_by=by, now=NOW, reason="request")
    db.session.expire_all()
    assert SECRET.lower() not in everything().lower()
    assert [message.text for message in db.session.scalars(select(Message))] == ["Is  right?"]
    assert len(history_of(group)) >= 2


def test_a_listed_value_goes_with_a_revision_of_its_own(app: Flask) -> None:
    group = a_listed_group(an_account(), slot(notes=f"Behind {SECRET}"))
    redaction.redact_value(SECRET, decided_by="moderator:1", now=NOW)
    assert proposal_of(group).meetings[0].notes == "Behind"
    assert history_of(group)[0].verdict == "redact"
    assert history_of(group)[0].fields == ("notes",)


def test_a_field_is_blanked_in_every_revision(app: Flask) -> None:
    account = an_account()
    group = a_listed_group(account, slot(notes="One"))
    base = proposal_of(group)
    change = replace(base, meetings=(replace(base.meetings[0], notes="Two"),))
    submission = sent(change, account, kind=SubmissionKind.CHANGE, group=group)
    approve(submission, a_moderator())
    redaction.redact_field(group, "notes", decided_by="moderator:1", now=NOW)
    snapshots = db.session.scalars(select(Revision.snapshot)).all()
    assert len(snapshots) == 3
    assert not any("One" in text or "Two" in text for text in [*snapshots, submission.proposal])
    with pytest.raises(ValueError, match="words"):
        redaction.redact_field(group, "weekday", decided_by="moderator:1", now=NOW)


def test_a_value_of_two_letters_is_refused(app: Flask) -> None:
    with pytest.raises(ValueError, match="short"):
        redaction.redact_value("ab", decided_by="moderator:1", now=NOW)
