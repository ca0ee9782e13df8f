"""What makes a listing smaller takes effect at once, with its trace in the log: an organizer's own hand.

Each raises PermissionError for anybody but an organizer of the group.
"""

from collections.abc import Sequence
from datetime import date, datetime

from meetfinder.directory.models import Group, Meeting, MeetingException, MeetingStatus
from meetfinder.moderation import door, standing, who
from meetfinder.moderation.facts import Changes
from meetfinder.moderation.models import Decision, Verdict
from meetfinder.moderation.stewards import is_steward
from meetfinder.moderation.upholding import CANCELLED, PersonKeeper
from meetfinder.moderation.writing import decided, record
from meetfinder.search.index import reindex

PAUSED, DATE_CANCELLED, UNLINKED, CLOSED = "paused", "date cancelled", "link removed", "closed"


def pause(meetings: Sequence[Meeting], *, account_id: int, now: datetime) -> Decision | None:
    """Hold meetings back; None where they were all paused already."""
    for meeting in meetings:
        _allowed(meeting.group, account_id)
    held = [meeting for meeting in meetings if meeting.status == MeetingStatus.ACTIVE]
    return door.pause(held, decided_by=who.organizer(account_id), reason=PAUSED, now=now)


def cancel_date(meeting: Meeting, on: date, *, account_id: int, now: datetime, note: str = "") -> Decision:
    """Cancel one date of a meeting, local to it. Does nothing more for a date that is cancelled already."""
    _allowed(meeting.group, account_id)
    decision = decided(Verdict.REDUCE, decided_by=who.organizer(account_id), reason=DATE_CANCELLED, now=now)
    known = next((item for item in meeting.exceptions if item.on == on), None)
    keeper = PersonKeeper()
    keeper.changed(meeting, f"{CANCELLED} {on}", known and known.kind, CANCELLED)
    if known is None:
        meeting.exceptions.append(MeetingException(on=on, kind=CANCELLED, note=note))
    else:
        known.kind, known.moved_to, known.note = CANCELLED, None, note
    keeper.keep()
    return _kept(meeting, "exceptions", decision, now=now)


def remove_link(meeting: Meeting, *, account_id: int, now: datetime) -> Decision:
    """Take away how to join from afar: link, number and notes. One cannot only join from afar pauses then."""
    _allowed(meeting.group, account_id)
    decision = decided(Verdict.REDUCE, decided_by=who.organizer(account_id), reason=UNLINKED, now=now)
    changes = Changes(keeper := PersonKeeper())
    for field, nothing in (("join_url", None), ("join_phone", None), ("join_notes", "")):
        changes.set(meeting, field, nothing)
    keeper.keep()
    return _kept(meeting, "join_url", decision, now=now)


def close(group: Group, *, account_id: int, now: datetime) -> Decision:
    """Close a group with all its meetings."""
    _allowed(group, account_id)
    decision = decided(Verdict.WITHDRAW, decided_by=who.organizer(account_id), reason=CLOSED, now=now)
    standing.close(group, decision, now=now)
    return decision


def resume(meetings: Sequence[Meeting], *, account_id: int, now: datetime) -> Decision | None:
    """List meetings again that the group itself had paused: they were approved as they are."""
    for meeting in meetings:
        _allowed(meeting.group, account_id)
    held = [meeting for meeting in meetings if meeting.status == MeetingStatus.PAUSED]
    return door.resume(held, decided_by=who.organizer(account_id), reason="resumed", now=now)


def _kept(meeting: Meeting, field: str, decision: Decision, *, now: datetime) -> Decision:
    meeting.updated_at = now
    record([(meeting.group, (field,))], decision, now=now)
    reindex([meeting.id])
    return decision


def _allowed(group: Group, account_id: int) -> None:
    if not is_steward(account_id, group):
        raise PermissionError("only an organizer of the group")
