"""Writes whole groups, as their organizers state them: a meeting that is not stated any more is retired."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import selectinload

from meetfinder.db import db
from meetfinder.directory.models import Attribute, Group, Meeting, MeetingStatus, Source
from meetfinder.directory.proposal import Proposal
from meetfinder.moderation.facts import Changes
from meetfinder.moderation.ledger import Ledger
from meetfinder.moderation.upholding import Keeper, PersonKeeper


class WholeGroups(Ledger):
    """The directory as far as whole groups touch it. Keys are public ids or, for what is new, our own."""

    def __init__(self, *, now: datetime) -> None:
        super().__init__(source=None, now=now)

    def _keeper_of(self, source: Source | None) -> Keeper:  # noqa: ARG002
        return PersonKeeper()

    def group(self, key: str) -> Group:
        """Return the group that was written with this key."""
        return self._groups[key]

    def _load_rows(self, proposals: Sequence[Proposal]) -> None:
        wanted = {proposal.group.key for proposal in proposals}
        own = and_(Group.source_id.is_(None), Group.source_key.in_(wanted))
        groups = db.session.scalars(
            select(Group)
            .where(or_(Group.public_id.in_(wanted), own))
            .options(selectinload(Group.attributes), selectinload(Group.meetings))
        ).all()
        for group in groups:
            self._groups[group.public_id if group.public_id in wanted else group.source_key or ""] = group
        stated = {facts.key for proposal in proposals for facts in proposal.meetings}
        own = and_(Meeting.source_id.is_(None), Meeting.source_key.in_(stated))
        there = Meeting.group_id.in_([group.id for group in groups])
        for meeting in db.session.scalars(
            select(Meeting)
            .where(or_(Meeting.public_id.in_(stated), own, there))
            .options(
                selectinload(Meeting.attributes),
                selectinload(Meeting.formats),
                selectinload(Meeting.exceptions),
                selectinload(Meeting.location),
                selectinload(Meeting.group),
            )
        ):
            by_own_key = meeting.source_id is None and meeting.source_key in stated
            self._meetings[(meeting.source_key or "") if by_own_key else meeting.public_id] = meeting

    def _retire_unstated(self, proposal: Proposal, group: Group, changes: Changes) -> None:
        stated = {facts.key for facts in proposal.meetings}
        for key, meeting in self._meetings.items():
            if meeting.group is group and key not in stated and meeting.status != MeetingStatus.RETIRED:
                changes.set(meeting, "status", MeetingStatus.RETIRED)
                self._touched[key] = meeting

    def _set_attributes(self, row: Group | Meeting, wanted: list[Attribute], changes: Changes) -> None:
        changes.set_attributes(row, wanted, whole=True)
