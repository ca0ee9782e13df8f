"""Takes a group out of sight and brings it back: hidden for a while, or closed for good."""

from datetime import datetime

from meetfinder.db import db
from meetfinder.directory.models import Group, GroupStatus, Hidden, Meeting, MeetingStatus, Standing
from meetfinder.moderation.facts import Changes
from meetfinder.moderation.models import Decision
from meetfinder.moderation.upholding import PersonKeeper
from meetfinder.moderation.writing import record
from meetfinder.search.index import reindex


def standing_of(group: Group) -> Standing:
    """Return a group's standing, made where it has none. Flushes."""
    found = db.session.get(Standing, group.id)
    if found is None:
        found = Standing(group_id=group.id, hidden=Hidden.NO, asked_days=0)
        db.session.add(found)
        db.session.flush()
    return found


def hide(group: Group, why: Hidden, decision: Decision, *, now: datetime) -> None:
    """Take a group out of every page, feed and search until it is shown again."""
    _set(group, why, decision, now=now)


def show(group: Group, decision: Decision, *, now: datetime) -> None:
    """Show a hidden group again as it was; does nothing for one that is not hidden."""
    _set(group, Hidden.NO, decision, now=now)


def close(group: Group, decision: Decision, *, now: datetime) -> None:
    """Retire a group with all its meetings; its history stays."""
    held: list[Meeting] = [item for item in group.meetings if item.status != MeetingStatus.RETIRED]
    if group.status == GroupStatus.RETIRED and not held:
        return
    changes = Changes(keeper := PersonKeeper())
    for row in (group, *held):
        changes.set(row, "status", MeetingStatus.RETIRED)
    keeper.keep()
    standing_of(group).hidden = Hidden.NO
    record([(group, ("status",))], decision, now=now)
    reindex(meeting.id for meeting in group.meetings)


def _set(group: Group, why: Hidden, decision: Decision, *, now: datetime) -> None:
    held = standing_of(group)
    if held.hidden == why:
        return
    held.hidden = why
    record([(group, ("hidden",))], decision, now=now)
    reindex(meeting.id for meeting in group.meetings)
