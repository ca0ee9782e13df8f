"""What a group was after each revision, from its history alone.

A revision keeps the whole group, or only the row of a list that changed, or only statuses; played one after
the other they give the whole at any time. Keys are public ids, as in `live`.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from meetfinder.db import db
from meetfinder.directory.models import Group, GroupStatus, Meeting, MeetingStatus
from meetfinder.directory.proposal import MeetingFacts, Proposal, from_json
from meetfinder.moderation.door import row_keys
from meetfinder.moderation.models import Revision

_CHUNK = 500


def state_at(group: Group, number: int) -> Proposal | None:
    """Return the group as this revision left it, without retired meetings; None before the first."""
    snapshots = db.session.scalars(
        select(Revision.snapshot)
        .where(Revision.group_id == group.id, Revision.number <= number)
        .order_by(Revision.number)
    ).all()
    whole: Proposal | None = None
    meetings: dict[str, MeetingFacts] = {}
    ids = _public_ids(group, snapshots)
    for text in snapshots:
        plain = json.loads(text)
        if "group" not in plain:
            meetings = _with_status(meetings, plain["status"])
            continue
        stated = from_json(text)
        if stated.key == group.public_id:
            meetings = {facts.key: facts for facts in stated.meetings}
        else:
            meetings = _with_row(meetings, stated, ids)
        whole = stated
    if whole is None:
        return None
    held = tuple(facts for facts in meetings.values() if facts.status != MeetingStatus.RETIRED)
    facts = replace(whole.group, key=group.public_id)
    if not held and facts.status == GroupStatus.ACTIVE:
        facts = replace(facts, status=GroupStatus.RETIRED)
    return Proposal(key=group.public_id, group=facts, meetings=held)


def _with_row(
    meetings: dict[str, MeetingFacts], row: Proposal, ids: dict[str, str]
) -> dict[str, MeetingFacts]:
    """Put the meetings of a list's row in place of those that the row spoke of before."""
    spoken_of = {ids.get(key, key) for key in [*row_keys(row.key), *(facts.key for facts in row.meetings)]}
    kept = {key: facts for key, facts in meetings.items() if key not in spoken_of}
    return kept | {ids.get(facts.key, facts.key): _known_as(facts, ids) for facts in row.meetings}


def _known_as(facts: MeetingFacts, ids: dict[str, str]) -> MeetingFacts:
    return replace(facts, key=ids.get(facts.key, facts.key))


def _with_status(meetings: dict[str, MeetingFacts], said: dict[str, Any]) -> dict[str, MeetingFacts]:
    return {
        key: replace(facts, status=said[key]) if key in said else facts for key, facts in meetings.items()
    }


def _public_ids(group: Group, snapshots: Sequence[str]) -> dict[str, str]:
    """Return the public ids by the keys that the group's list gives its meetings, wherever they are now."""
    keys: set[str] = set()
    for text in snapshots:
        plain = json.loads(text)
        if "group" in plain and plain["key"] != group.public_id:
            keys |= {*row_keys(plain["key"]), *(item["key"] for item in plain["meetings"])}
    found: dict[str, str] = {}
    wanted = sorted(keys)
    for start in range(0, len(wanted), _CHUNK):
        held = select(Meeting.source_key, Meeting.public_id).where(
            Meeting.source_id == group.source_id, Meeting.source_key.in_(wanted[start : start + _CHUNK])
        )
        found |= {key: public_id for key, public_id in db.session.execute(held) if key is not None}
    return found
