"""What a submission would change, part by part: the group first, then each of its meetings."""

from collections.abc import Sequence
from dataclasses import dataclass

from meetfinder.directory.proposal import MeetingFacts, Proposal
from meetfinder.moderation.difference import FieldChange, differences

_FIRST = (
    "name",
    "fellowship",
    "schedule",
    "attendance",
    "place",
    "join",
    "attribute",
)
"""What is read first; other fields follow in the order of a Proposal."""
_IN_THE_HEADING = frozenset({"schedule.weekday", "schedule.start_minute"})
_IN_THE_ADDRESS = frozenset(
    f"place.{name}"
    for name in ("street", "city", "region", "postal_code", "country", "latitude", "longitude", "precision")
)
"""Told once for each place, with its point."""
_OBVIOUS = {
    "schedule.recurrence.kind": "weekly",
    "schedule.recurrence.interval": 1,
    "join_visibility": "public",
    "status": "active",
    "youth": False,
}
"""What a new meeting or group has unless somebody says otherwise: not worth a line."""


@dataclass(frozen=True, slots=True)
class Part:
    """The group, or one meeting of it, with the fields that differ."""

    meeting: MeetingFacts | None
    """None: the group itself."""
    state: str
    """`new`, `gone` or `changed`."""
    changes: tuple[FieldChange, ...]


def parts(live: Proposal | None, wanted: Proposal) -> tuple[Part, ...]:
    """Return what differs between what is listed and what is wanted; parts that stay as they are left out."""
    before = {} if live is None else {facts.key: facts for facts in live.meetings}
    after = {facts.key: facts for facts in wanted.meetings}
    found: dict[str, list[FieldChange]] = {}
    for change in differences(live, wanted):
        found.setdefault(change.meeting, []).append(change)
    name = wanted.group.name
    return tuple(
        _part(key, changes, before=before, after=after, is_new=live is None, name=name)
        for key, changes in found.items()
    )


def _part(
    key: str,
    changes: Sequence[FieldChange],
    *,
    before: dict[str, MeetingFacts],
    after: dict[str, MeetingFacts],
    is_new: bool,
    name: str,
) -> Part:
    meeting = after.get(key) or before.get(key)
    state = _state(key, is_new=is_new, before=before, after=after)
    shown = sorted(filter(_is_worth_a_line, changes), key=_rank)
    if state == "new" and meeting is not None:
        shown = [change for change in shown if not _is_told(change, meeting, name)]
    return Part(meeting, state, tuple(shown))


def _is_told(change: FieldChange, meeting: MeetingFacts, name: str) -> bool:
    """Say whether a field of a new meeting stands in its heading or its address, or is the group's name."""
    if change.field in _IN_THE_HEADING or (change.field == "name" and change.new == name):
        return True
    has_address = meeting.place is not None and bool(meeting.place.formatted_address)
    return has_address and change.field in _IN_THE_ADDRESS


def _rank(change: FieldChange) -> int:
    first = change.field.partition(".")[0].partition("_")[0]
    return _FIRST.index(first) if first in _FIRST else len(_FIRST)


def _state(key: str, *, is_new: bool, before: dict[str, MeetingFacts], after: dict[str, MeetingFacts]) -> str:
    if not key:
        return "new" if is_new else "changed"
    if key not in before:
        return "new"
    return "changed" if key in after else "gone"


def _is_worth_a_line(change: FieldChange) -> bool:
    return not (change.old is None and change.new == _OBVIOUS.get(change.field, "no such value"))
