"""How long what people send usually waits, so that a sender knows what to expect."""

from statistics import median

from sqlalchemy import select

from meetfinder.db import db
from meetfinder.moderation.models import Case, Decision, Submission, Verdict

FEWEST, MOST = 3, 50
"""Of so many decisions at least, and of the latest so many."""


def usual_hours() -> float | None:
    """Return the median wait in hours of what was decided lately; None where too little was."""
    rows = db.session.execute(
        select(Decision.decided_at, Case.since)
        .join(Submission, Decision.submission_id == Submission.id)
        .join(Case, Case.submission_id == Submission.id)
        .where(
            Decision.verdict.in_((Verdict.APPROVE, Verdict.DECLINE)), Decision.decided_by.like("moderator:%")
        )
        .order_by(Decision.id.desc())
        .limit(MOST)
    ).all()
    if len(rows) < FEWEST:
        return None
    hours = [float((row.decided_at - row.since).total_seconds()) / 3600 for row in rows]
    return median(hours)
