"""Writes approved proposals into the directory: groups, meetings, places, statements, formats.

Only `door` uses it. It knows no verdicts and keeps no history; it says what it changed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from meetfinder.db import db
from meetfinder.directory.models import (
    Attribute,
    Fellowship,
    Format,
    Group,
    GroupStatus,
    Location,
    Meeting,
    MeetingStatus,
    Redirect,
    Source,
)
from meetfinder.directory.proposal import GroupFacts, MeetingFacts, Proposal
from meetfinder.moderation.facts import Changes, attributes_of, exceptions_of, group_values, meeting_values
from meetfinder.moderation.identities import Identities
from meetfinder.moderation.rooms import keep_rooms
from meetfinder.moderation.upholding import Keeper, ListKeeper
from meetfinder.moderation.venues import Venues

_CHUNK = 500
_DAY_KEYS = 7
Named = TypeVar("Named")


@dataclass(frozen=True, slots=True)
class Written:
    """What a proposal changed: names of fields only; "created" for what was new."""

    group_id: int
    changed: tuple[str, ...]


class Ledger:
    """The directory as far as one source's proposals touch it, inside one transaction."""

    def __init__(self, *, source: Source | None, now: datetime) -> None:
        self._source, self._now = source, now
        self._keeper = self._keeper_of(source)
        self._fellowships = {item.slug: item for item in db.session.scalars(select(Fellowship))}
        self._formats = {item.slug: item for item in db.session.scalars(select(Format))}
        self._groups: dict[str, Group] = {}
        self._meetings: dict[str, Meeting] = {}
        self._identities = Identities(source.slug if source else "")
        self._venues = Venues()
        self._touched: dict[str, Meeting] = {}
        self._left: set[Group] = set()

    def _keeper_of(self, source: Source | None) -> Keeper:
        return ListKeeper(source)

    def write(self, proposals: Sequence[Proposal]) -> list[Written]:
        """Write the proposals and return what each changed, in their order. Flushes.

        Raises LookupError for a fellowship or format that the seeds do not have.
        """
        self._load(proposals)
        with db.session.no_autoflush:
            written = [self._write_one(proposal) for proposal in proposals]
        db.session.flush()
        self._retire_left_groups()
        self._keeper.keep()
        keep_rooms(self._touched.values())
        self._venues.remove_orphans()
        return [Written(group.id, changed) for group, changed in written]

    def touched_ids(self) -> list[int]:
        """Return the ids of the meetings whose listing may be another now, for the search index."""
        regrouped = [
            meeting for group in self._groups.values() if group.meetings for meeting in group.meetings
        ]
        written = {meeting.id for meeting in [*self._touched.values(), *regrouped]}
        return sorted(written.union(self._venues.meetings_at_noted()))

    def left(self) -> list[Group]:
        """Return the groups that meetings have left for another, by id."""
        return sorted(self._left, key=lambda group: group.id)

    def _load(self, proposals: Sequence[Proposal]) -> None:
        self._load_rows(proposals)
        self._identities.load(
            groups=[p.group.key for p in proposals if p.group.key not in self._groups],
            meetings=[
                m.key for proposal in proposals for m in proposal.meetings if m.key not in self._meetings
            ],
        )
        self._venues.load(place for proposal in proposals for place in _places(proposal) if place)

    def _load_rows(self, proposals: Sequence[Proposal]) -> None:
        """Load the groups and meetings that the proposals' keys mean."""
        keys = [proposal.group.key for proposal in proposals]
        source_id = self._source.id if self._source else None
        for some in _chunks(sorted(set(keys))):
            for group in db.session.scalars(
                select(Group)
                .where(Group.source_id == source_id, Group.source_key.in_(some))
                .options(selectinload(Group.attributes), selectinload(Group.meetings))
            ):
                self._groups[group.source_key or ""] = group
        for some in _chunks(sorted({key for proposal in proposals for key in _meeting_keys(proposal)})):
            for meeting in db.session.scalars(
                select(Meeting)
                .where(Meeting.source_id == source_id, Meeting.source_key.in_(some))
                .options(
                    selectinload(Meeting.attributes),
                    selectinload(Meeting.formats),
                    selectinload(Meeting.exceptions),
                    selectinload(Meeting.location),
                    selectinload(Meeting.group),
                )
            ):
                self._meetings[meeting.source_key or ""] = meeting

    def _write_one(self, proposal: Proposal) -> tuple[Group, tuple[str, ...]]:
        changes = Changes(self._keeper)
        group = self._write_group(proposal.group, changes)
        home = self._home_of(group)
        for facts in proposal.meetings:
            self._write_meeting(facts, home, changes)
        self._retire_unstated(proposal, group, changes)
        return group, changes.names()

    def _home_of(self, group: Group) -> Group:
        """Return where the meetings of a group belong: to the one that stayed, where it was merged away."""
        if group.status != GroupStatus.RETIRED or group.id is None:
            return group
        stayed = (
            select(Group)
            .join(Redirect, Redirect.new_public_id == Group.public_id)
            .where(Redirect.old_public_id == group.public_id)
        )
        return db.session.scalar(stayed) or group

    def _retire_unstated(self, proposal: Proposal, group: Group, changes: Changes) -> None:  # noqa: ARG002
        """Retire the meetings that the proposal speaks for and no longer names."""
        stated = {facts.key for facts in proposal.meetings}
        for key in _meeting_keys(proposal):
            gone = self._meetings.get(key)
            if gone is not None and key not in stated:
                changes.set(gone, "status", MeetingStatus.RETIRED)
                self._touched[key] = gone

    def _set_attributes(self, row: Group | Meeting, wanted: list[Attribute], changes: Changes) -> None:
        changes.set_attributes(row, wanted)

    def _write_group(self, facts: GroupFacts, changes: Changes) -> Group:
        fellowship = self._known(self._fellowships, facts.fellowship) if facts.fellowship else None
        location = self._venues.of(facts.place)
        group = self._groups.get(facts.key)
        if group is None:
            group = self._add_group(facts, fellowship, location)
            changes.note("created")
            return group
        before = len(changes)
        changes.set(group, "fellowship", fellowship)
        self._set_location(group, location, changes)
        for name, value in group_values(facts).items():
            changes.set(group, name, value)
        self._set_attributes(group, attributes_of(facts.attributes), changes)
        if len(changes) > before:
            group.updated_at = self._now
        return group

    def _add_group(
        self, facts: GroupFacts, fellowship: Fellowship | None, location: Location | None
    ) -> Group:
        group = Group(
            public_id=self._identities.of_group(facts.key),
            source=self._source,
            source_key=facts.key,
            created_at=self._now,
            updated_at=self._now,
            fellowship=fellowship,
            location=location,
            attributes=attributes_of(facts.attributes),
            **group_values(facts),
        )
        db.session.add(group)
        self._groups[facts.key] = group
        return group

    def _write_meeting(self, facts: MeetingFacts, group: Group, changes: Changes) -> None:
        meeting = self._meetings.get(facts.key)
        if meeting is None:
            self._add_meeting(facts, group)
            changes.note("created")
            return
        before, former = len(changes), meeting.group
        changes.set(meeting, "group", group)
        if meeting.group is not former:
            self._left.add(former)
        self._set_location(meeting, self._venues.of(facts.place), changes)
        for name, value in meeting_values(facts).items():
            changes.set(meeting, name, value)
        formats = [self._known(self._formats, slug) for slug in sorted(set(facts.formats))]
        changes.set(meeting, "formats", formats)
        self._set_attributes(meeting, attributes_of(facts.attributes), changes)
        changes.set_exceptions(meeting, exceptions_of(facts.schedule))
        if facts.updated_at is not None:
            meeting.updated_at = facts.updated_at
        elif len(changes) > before:
            meeting.updated_at = self._now
        self._touched[facts.key] = meeting

    def _set_location(self, row: Group | Meeting, location: Location | None, changes: Changes) -> None:
        former = row.location
        changes.set(row, "location", location)
        for gone in {former, location} - {row.location}:
            self._venues.leave(gone)

    def _add_meeting(self, facts: MeetingFacts, group: Group) -> None:
        meeting = Meeting(
            public_id=self._identities.of_meeting(facts.key),
            source=self._source,
            source_key=facts.key,
            created_at=self._now,
            updated_at=facts.updated_at or self._now,
            group=group,
            location=self._venues.of(facts.place),
            formats=[self._known(self._formats, slug) for slug in sorted(set(facts.formats))],
            attributes=attributes_of(facts.attributes),
            exceptions=exceptions_of(facts.schedule),
            **meeting_values(facts),
        )
        db.session.add(meeting)
        self._meetings[facts.key] = self._touched[facts.key] = meeting

    def _retire_left_groups(self) -> None:
        """Retire groups that all their meetings have left; a group without meetings is not listed."""
        for group in self._left:
            db.session.refresh(group, ["meetings"])
            if not group.meetings:
                Changes(self._keeper).set(group, "status", GroupStatus.RETIRED)
        db.session.flush()

    @staticmethod
    def _known(table: dict[str, Named], slug: str) -> Named:
        if slug not in table:
            raise LookupError(f"{slug} is not among the seeds; run flask init")
        return table[slug]


def _meeting_keys(proposal: Proposal) -> list[str]:
    """Return the keys under which meetings of this row can be held already, whatever days it has now."""
    days = [f"{proposal.key}#{weekday}" for weekday in range(_DAY_KEYS)]
    return list(dict.fromkeys([*(facts.key for facts in proposal.meetings), proposal.key, *days]))


def _places(proposal: Proposal) -> Iterable[object]:
    yield proposal.group.place
    for facts in proposal.meetings:
        yield facts.place


def _chunks(keys: Sequence[str]) -> Iterable[Sequence[str]]:
    for start in range(0, len(keys), _CHUNK):
        yield keys[start : start + _CHUNK]
