"""Claims work that is due. Everything happens in the caller's transaction; commit a claim before the work."""

import contextlib
from datetime import datetime, timedelta

from sqlalchemy import or_, update
from sqlalchemy.exc import IntegrityError

from meetfinder.db import db
from meetfinder.periodic.models import PeriodicJob


def ensure(name: str, *, now: datetime) -> None:
    """Make the row of a kind of work that is new here; it is due at once."""
    if db.session.get(PeriodicJob, name) is not None:
        return
    # Another process may make the same row at this moment; then theirs will do.
    with contextlib.suppress(IntegrityError), db.session.begin_nested():
        db.session.add(PeriodicJob(name=name, due_at=now))


def claim(name: str, *, lease: timedelta, now: datetime) -> bool:
    """Take work that is due for at most `lease`; False when it is not due, or another is at it."""
    taken = db.session.execute(
        update(PeriodicJob)
        .where(
            PeriodicJob.name == name,
            PeriodicJob.due_at <= now,
            or_(PeriodicJob.claimed_until.is_(None), PeriodicJob.claimed_until <= now),
        )
        .values(claimed_until=now + lease)
        .returning(PeriodicJob.name)
        .execution_options(synchronize_session=False)
    )
    return taken.scalar() is not None


def finish(name: str, *, next_at: datetime, error: str, now: datetime) -> None:
    """Say that claimed work has ended, well or with an error, and when it is due again."""
    job = db.session.get_one(PeriodicJob, name, populate_existing=True)
    job.claimed_until, job.due_at, job.error = None, next_at, error
    job.done_at = job.done_at if error else now
