"""Many meetings in one pasted table, row by row."""

import pytest

from meetfinder.db import db
from meetfinder.directory.proposal import from_json
from meetfinder.moderation.models import Submission, SubmissionStatus
from tests.builders import a_format
from tests.people import Post, link_in
from tests.web.organizer.conftest import Sender

pytestmark = pytest.mark.usefixtures("now")

TABLE = """\
Name,Day,Time,End Time,Location,Address,City,State,Postal Code,Country,Notes
Hope,Tuesday,7:00 PM,8:00 PM,Community hall,1 Main Street,Buda,TX,78610,US,Call Jane Miller 512-555-0123
Hope,Thursday,7:00 PM,8:00 PM,Community hall,1 Main Street,Buda,TX,78610,US,
Light,Someday,7:00 PM,,Library,2 Main Street,Buda,TX,78610,US,
Light,Friday,noonish,,Library,2 Main Street,Buda,TX,78610,US,
Morning,Sunday,9:00 AM,,Library,2 Main Street,Buda,TX,78610,US,
"""


def paste(sender: Sender, table: str = TABLE, fellowship: str = "independent") -> int:
    response = sender.client.post("/submit/sheet", data={"table": table, "fellowship": fellowship})
    if response.status_code == 303:
        assert response.headers["Location"] == "/submit/sheet/preview"
    return response.status_code


@pytest.mark.parametrize("separator", [",", "\t"])
def test_rows_become_groups_and_wrong_rows_are_named(sender: Sender, post: Post, separator: str) -> None:
    a_format("open")
    db.session.commit()
    assert paste(sender, TABLE.replace(",", separator)) == 303
    page = sender.client.get("/submit/sheet/preview").text
    assert "2 rows cannot be sent" in page
    assert "Row 3" in page
    assert "Row 4" in page
    assert "2 groups would be sent" in page
    assert "Miller" not in page
    assert sender.send().headers["Location"] == "/submit/sent"
    (letter,) = post()
    sender.client.post(link_in(letter))
    sent = db.session.query(Submission).order_by(Submission.id).all()
    assert {item.status for item in sent} == {SubmissionStatus.PENDING}
    proposals = [from_json(item.proposal) for item in sent]
    assert [(item.group.name, len(item.meetings)) for item in proposals] == [("Hope", 2), ("Morning", 1)]
    assert all("Miller" not in item.proposal for item in sent)


def test_what_is_no_table_is_said_and_kept(sender: Sender) -> None:
    for table in ("", "Dear moderators, we meet on Tuesdays.", "a,b\n1,2"):
        response = sender.client.post("/submit/sheet", data={"table": table, "fellowship": "independent"})
        assert response.status_code == 422, table
        assert 'href="#table"' in response.text
    assert paste(sender, fellowship="dda") == 422


def test_a_draft_of_questions_is_no_sheet(sender: Sender) -> None:
    sender.begin()
    assert sender.client.get("/submit/sheet/preview").headers["Location"] == "/submit/sheet"
    paste(sender)
    assert sender.client.get("/submit/name").headers["Location"] == "/submit"
    assert sender.client.get("/submit/check").headers["Location"] == "/submit/sheet/preview"
