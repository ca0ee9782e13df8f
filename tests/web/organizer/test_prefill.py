"""A form that is filled with what is listed proposes nothing but what is listed."""

import pytest

from meetfinder.web.organizer.prefill import answers_of
from meetfinder.web.organizer.proposing import notes_of
from tests.moderation.people import a_form

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
