"""Somebody who sends in a group, as they would: page after page."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from meetfinder import clock
from meetfinder.db import db
from tests.builders import a_fellowship

NEW_GROUP = {
    "fellowship": {"fellowship": "dual-recovery-anonymous"},
    "name": {"name": "Tuesday Hope"},
    "medication": {"med_psychiatric": "welcome"},
    "attendance/1": {"attendance": "in_person"},
    "place/1": {
        "country": "US", "postal_code": "78610", "city": "Buda", "region": "TX", "street": "1 Main Street",
        "venue": "Community hall", "notes": "Side door.",
    },
    "pin/1": {"latitude": "30.0852", "longitude": "-97.8403", "precision": "exact"},
    "times/1": {
        "day-0": "2", "start-0": "19:00", "minutes-0": "60",
        "day-1": "4", "start-1": "7 pm", "minutes-1": "90",
        "day-2": "6", "start-2": "10:30", "minutes-2": "", "timezone": "America/Chicago",
    },
    "access": {"access": "open"},
    "focus": {"dd_focus": "dedicated", "diagnosis_focus": "anxiety"},
    "newcomers": {"notes": "You may just listen.", "mailbox": "group@hope.example.org"},
}  # fmt: skip
"""The pages of a new group and what is typed on each; three meetings."""


SENDER = "olga@groups.example.org"


class Sender:
    """A browser that fills in the pages."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def begin(self, kind: str = "new") -> TestResponse:
        response = self.client.post("/submit", data={"kind": kind})
        assert response.status_code == 303, response.text
        return response

    def fill(self, page: str, **fields: object) -> TestResponse:
        shown = self.client.get(f"/submit/{page}")
        assert shown.status_code == 200, (page, shown.headers.get("Location"))
        return self.client.post(f"/submit/{page}", data={**NEW_GROUP.get(page, {}), **fields})

    def fill_all(self, **changes: dict[str, object]) -> None:
        """Answer every question of a new group, checking that each page leads to the next."""
        response = self.begin()
        for page in NEW_GROUP:
            assert response.headers["Location"] == f"/submit/{page}"
            response = self.fill(page, **changes.get(page, {}))
            assert response.status_code == 303, BeautifulSoup(response.text, "html5lib").main
        assert response.headers["Location"] == "/submit/check"

    def send(self, email: str = SENDER, *, after: float = 5, **fields: object) -> TestResponse:
        """Open the last page and send it some seconds later."""
        page = self.client.get("/submit/send")
        assert page.status_code == 200
        found = re.search(r'name="stamp" value="([^"]+)"', page.text)
        assert found
        with clock.at(clock.now() + timedelta(seconds=after)):
            return self.client.post("/submit/send", data={"email": email, "stamp": found.group(1), **fields})


@pytest.fixture
def sender(client: FlaskClient, fresh_counts: None) -> Sender:
    a_fellowship(slug="dual-recovery-anonymous", name="Dual Recovery Anonymous", kind="dual-diagnosis")
    db.session.commit()
    return Sender(client)
