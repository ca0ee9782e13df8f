"""The rule of `freshness.is_stale` for databases, for those who read more rows than they can look at."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased

from meetfinder.directory.freshness import AGEING_DAYS
from meetfinder.directory.models import Group, Meeting, Source, Standing


def is_reliable(today: date) -> ColumnElement[bool]:
    """Return the condition on `Meeting`, `Group` and `Source` that a meeting is not stale on a day (in UTC).

    The sources are to be joined so that meetings without one stay.
    """
    since = today - timedelta(days=AGEING_DAYS)
    held = aliased(Standing)  # The query may have a standing of its own.
    doubted = exists().where(held.group_id == Group.id, held.doubted_on.is_not(None)).correlate(Group)
    known = or_(
        Meeting.confirmed_on >= since,
        Source.last_good_read >= datetime.combine(since, time(), UTC),
        # An approval counts only where there is nothing better; where there is nothing, nothing is claimed.
        and_(
            Meeting.confirmed_on.is_(None),
            Source.last_good_read.is_(None),
            or_(Meeting.approved_on.is_(None), Meeting.approved_on >= since),
        ),
    )
    return or_(Source.demo.is_(True), and_(known, ~doubted))
