"""The history of a group: undone, put back, merged with a duplicate, words erased."""

import gzip
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from meetfinder.accounts.models import Account
from meetfinder.db import db
from meetfinder.directory.models import Group, GroupStatus
from meetfinder.moderation.live import proposal_of
from meetfinder.moderation.models import SubmissionKind
from tests.moderation.people import a_listed_group, approve, sent, slot
from tests.people import a_moderator, an_account, browser_of, send

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def olga(app: Flask) -> Account:
    return an_account()


@pytest.fixture
def mo(app: Flask) -> FlaskClient:
    return browser_of(app, a_moderator())


def moved_to_wednesday(group: Group, olga: Account) -> None:
    moved_to(3, group, olga)


def moved_to(weekday: int, group: Group, olga: Account) -> None:
    live = proposal_of(group)
    moved = replace(live.meetings[0], schedule=replace(live.meetings[0].schedule, weekday=weekday))
    submission = sent(
        replace(live, meetings=(moved, *live.meetings[1:])), olga, kind=SubmissionKind.CHANGE, group=group
    )
    approve(submission, a_moderator("una@site.example.org"))
    db.session.commit()


def weekdays(group: Group) -> list[int]:
    db.session.refresh(group)
    return [facts.schedule.weekday for facts in proposal_of(group).meetings]


def test_a_state_of_the_past_is_put_back(mo: FlaskClient, olga: Account) -> None:
    group = a_listed_group(olga)
    moved_to_wednesday(group, olga)
    page = mo.get(f"/moderate/groups/{group.public_id}").text
    assert "una" in page
    assert "<ins>Tuesday</ins>" in page
    assert send(mo, f"/moderate/groups/{group.public_id}/revert", number=1).status_code == 303
    assert weekdays(group) == [2]
    gone = send(mo, f"/moderate/groups/{group.public_id}/revert", number=99)
    assert gone.status_code == 409


def test_an_approval_is_undone_and_waits_again(mo: FlaskClient, olga: Account) -> None:
    group = a_listed_group(olga)
    moved_to_wednesday(group, olga)
    page = mo.get(f"/moderate/groups/{group.public_id}").text
    address = undoings_on(page)[0]
    assert send(mo, address).status_code == 303
    assert weekdays(group) == [2]
    assert "1 thing waits" in mo.get("/moderate").text
    again = send(mo, address)
    assert again.status_code == 409
    assert "undone already" in again.text


def undoings_on(page: str) -> list[str]:
    """Return where the buttons lead that undo, each once, those of the newest decision first."""
    return list(dict.fromkeys(re.findall(r'action="(/moderate/decisions/\d+/undo)"', page)))


def test_a_change_that_was_changed_again_is_not_undone_before_the_later_one(
    mo: FlaskClient, olga: Account
) -> None:
    group = a_listed_group(olga)
    moved_to_wednesday(group, olga)
    moved_to(5, group, an_account("pat@groups.example.org"))
    later, first, _ = undoings_on(mo.get(f"/moderate/groups/{group.public_id}").text)
    refused = send(mo, first)
    assert refused.status_code == 409
    assert "changed again since" in refused.text
    assert weekdays(group) == [5]
    assert send(mo, later).status_code == send(mo, first).status_code == 303
    assert weekdays(group) == [2]


def test_an_undone_pause_leaves_a_meeting_where_it_was_merged_to_and_at_its_new_time(
    app: Flask, mo: FlaskClient, olga: Account
) -> None:
    keep, other = a_listed_group(olga, slot(4), name="Hope Group"), a_listed_group(olga, name="Hope")
    meeting = other.meetings[0]
    address = f"/meetings/{meeting.public_id}"
    browser = browser_of(app, olga)
    assert send(browser, f"/my{address}/pause").status_code == 303
    both = {"meeting": [keep.meetings[0].public_id, meeting.public_id]}
    assert send(mo, f"/moderate/groups/{keep.public_id}/merge/{other.public_id}", **both).status_code == 303
    db.session.expire_all()
    moved_to_wednesday(keep, an_account("pat@groups.example.org"))
    assert "paused" in browser.get(f"/m/{meeting.public_id}", follow_redirects=True).text
    _, pause, _ = undoings_on(mo.get(f"/moderate/groups/{other.public_id}").text)
    assert send(mo, pause).status_code == 303
    assert weekdays(keep) == [3, 4]
    seen = browser.get(f"/m/{meeting.public_id}", follow_redirects=True).text
    assert "paused" not in seen
    assert "Wednesday" in seen


def test_two_listings_become_one(mo: FlaskClient, olga: Account) -> None:
    keep = a_listed_group(olga, slot(), name="Hope Group")
    other = a_listed_group(olga, slot(), slot(4, 1200), name="Hope")
    db.session.commit()
    chosen = send(mo, f"/moderate/groups/{keep.public_id}/merge", other=f"/m/{other.meetings[0].public_id}")
    address = chosen.headers["Location"]
    page = mo.get(address).text
    assert "the same time stands twice" in page
    assert "Thursday 20:00" in page
    refused = send(mo, address)
    assert refused.status_code == 422
    thursday = next(item for item in other.meetings if item.weekday == 4)
    fields = {"pick-name": "other", "meeting": [keep.meetings[0].public_id, thursday.public_id]}
    assert send(mo, address, **fields).status_code == 303
    db.session.refresh(keep)
    assert (keep.name, weekdays(keep)) == ("Hope", [2, 4])
    assert db.session.get_one(Group, other.id).status == GroupStatus.RETIRED


def test_a_group_is_not_merged_with_itself_or_nothing(mo: FlaskClient, olga: Account) -> None:
    group = a_listed_group(olga)
    db.session.commit()
    for words in (group.public_id, "nothing", ""):
        answer = send(mo, f"/moderate/groups/{group.public_id}/merge", other=words)
        assert answer.status_code == 422
    assert mo.get(f"/moderate/groups/{group.public_id}/merge/{group.public_id}").status_code == 404


def test_groups_out_of_scope_are_not_there(app: Flask, olga: Account) -> None:
    group = a_listed_group(olga)
    db.session.commit()
    far = browser_of(app, a_moderator("far@site.example.org", fellowships=("another-fellowship",)))
    assert far.get(f"/moderate/groups/{group.public_id}").status_code == 404
    assert group.public_id not in send(far, "/moderate/groups", words="Hope").text


def test_words_are_erased(app: Flask, mo: FlaskClient, olga: Account) -> None:
    group = a_listed_group(olga, slot(notes="Ask for the blue door"))
    db.session.commit()
    # Directories of tests are undone without a trace, so a file of another test can be of the same version.
    shutil.rmtree(Path(app.instance_path) / "feeds", ignore_errors=True)
    app.test_client().get("/feeds/meetings.csv").close()
    assert any("blue door" in text for text in kept_feeds(app))
    address = f"/moderate/groups/{group.public_id}/redact"
    assert send(mo, address, words="x").status_code == 422
    assert send(mo, address, words="no such words").status_code == 422
    assert send(mo, address, words="blue door").status_code == 303
    assert "blue door" not in mo.get(f"/moderate/groups/{group.public_id}").text
    (made_anew,) = kept_feeds(app)
    assert group.name in made_anew
    assert "blue door" not in made_anew


def kept_feeds(app: Flask) -> list[str]:
    folder = Path(app.instance_path) / "feeds"
    return [gzip.decompress(file.read_bytes()).decode() for file in folder.glob("*.gz")]
