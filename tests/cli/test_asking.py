"""Time passes: organizers are asked, once for each age, and what nobody confirms grows old."""

from datetime import timedelta

import pytest
from flask import Flask

from meetfinder import clock
from meetfinder.cli.ticking import JOBS, run_jobs
from meetfinder.db import db
from meetfinder.directory.models import Group, Hidden, Standing
from meetfinder.mail.models import OutboxMessage
from meetfinder.moderation import reports
from meetfinder.moderation.models import ReportKind
from tests.conftest import NOW
from tests.moderation.people import a_listed_group
from tests.people import an_account

pytestmark = pytest.mark.usefixtures("app")
OURS = [job for job in JOBS if job.name in {"freshness", "asking", "reports-purge"}]


def after(days: int) -> list[str]:
    """Let the jobs run so many days after the group was listed, and return the letters that are new."""
    before = {row.id for row in db.session.query(OutboxMessage)}
    with clock.at(NOW + timedelta(days=days)):
        assert run_jobs(OURS) == 0
        assert run_jobs(OURS) == 0, "twice at once is once"
    return [row.kind for row in db.session.query(OutboxMessage) if row.id not in before]


@pytest.fixture
def group(app: Flask) -> Group:
    with clock.at(NOW):
        found = a_listed_group(an_account(), now=NOW)
    db.session.commit()
    return found


def test_organizers_are_asked_at_each_age_and_then_it_lapses(group: Group) -> None:
    asked = [days for days in (10, 74, 75, 76, 90, 91, 120, 200) if after(days) == ["confirm_due"]]
    assert asked == [75, 90, 120]
    after(366)
    assert db.session.get_one(Standing, group.id).hidden == Hidden.LAPSED


def test_two_doubts_ask_at_once(group: Group) -> None:
    for days in (1, 2):
        moment = NOW + timedelta(days=days)
        reports.report(group, kind=ReportKind.NOT_THERE, now=moment)
    db.session.commit()
    assert after(2) == ["reported"]
    assert after(3) == []
