"""A form that is filled with what is listed proposes nothing but what is listed."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from meetfinder.directory.schedule import DateException
from meetfinder.web.organizer.prefill import answers_of
from meetfinder.web.organizer.proposing import notes_of, propose
from tests.moderation.people import a_form, slot

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize(
    ("notes", "mailbox"),
    [
        ("", ""),
        ("You may just listen.", ""),
        ("Contact: group@hope.example.org", "group@hope.example.org"),
        ("You may just listen.\n\nContact: group@hope.example.org", "group@hope.example.org"),
        ("Contact: us at the door\n\nThen listen.", ""),
    ],
)
def test_notes_and_mailbox_are_told_apart(notes: str, mailbox: str) -> None:
    answers = answers_of(a_form(notes=notes), group_id=1, by_visitor=False)
    assert answers["mailbox"] == mailbox
    assert notes_of(answers) == notes


def test_dates_off_dates_moved_and_pauses_stay_as_they_are() -> None:
    held = slot()
    exceptions = (
        DateException(date(2026, 12, 22), "cancelled", None, "Closed"),
        DateException(date(2026, 12, 29), "moved", datetime.fromisoformat("2026-12-30T18:00"), ""),
    )
    listed = a_form(
        replace(held, schedule=replace(held.schedule, exceptions=exceptions)),
        slot(4, status="paused"),
    )
    answers = answers_of(listed, group_id=1, by_visitor=False)
    rows = [row for venue in answers["venues"] for row in venue["slots"]]
    assert [(row["off"], row["paused"]) for row in rows] == [("2026-12-22", False), ("", True)]
    asked = propose(answers, today=date(2026, 12, 1)).meetings
    assert [(facts.schedule, facts.status) for facts in asked] == [
        (facts.schedule, facts.status) for facts in listed.meetings
    ]
