"""What a submission would change, part by part: the group first, then each of its meetings."""

from collections.abc import Sequence
from dataclasses import dataclass

from meetfinder.directory.proposal import MeetingFacts, Proposal
from meetfinder.moderation.difference import FieldChange, differences

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
    return tuple(
        Part(
            meeting=after.get(key) or before.get(key),
            state=_state(key, live, before, after),
            changes=_worth_a_line(changes),
        )
        for key, changes in found.items()
    )


def _state(
    key: str, live: Proposal | None, before: dict[str, MeetingFacts], after: dict[str, MeetingFacts]
) -> str:
    if not key:
        return "new" if live is None else "changed"
    if key not in before:
        return "new"
    return "changed" if key in after else "gone"


def _worth_a_line(changes: Sequence[FieldChange]) -> tuple[FieldChange, ...]:
    return tuple(
        change
        for change in changes
        if not (change.old is None and change.new == _OBVIOUS.get(change.field, "no such value"))
    )
