"""Field by field, what a proposal would change of what is listed. Pure but for `difference`."""

import json
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from meetfinder.db import db
from meetfinder.directory.models import Group, Meeting
from meetfinder.directory.proposal import Proposal, from_json, to_json
from meetfinder.moderation.live import proposal_of
from meetfinder.moderation.models import Submission, SubmissionStatus
from meetfinder.moderation.rebase import rebase

_DECIDED = frozenset({SubmissionStatus.APPROVED, SubmissionStatus.DECLINED})
_LEFT_OUT = frozenset({"key", "updated_at", "extra", "source_url"})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field: of the group, or of the meeting with this key. None stands for what is not there at all.

    `field` is the path in a Proposal with dots, such as `schedule.start_minute` or `place.street`; a stated
    attribute is `attribute.<key>` with its value, or a list of values.
    """

    meeting: str
    """The meeting's key, a public id where it is listed already; empty for the group."""
    field: str
    old: Any
    new: Any


def differences(live: Proposal | None, wanted: Proposal) -> tuple[FieldChange, ...]:
    """Return what differs, the group's fields first, then meeting by meeting in the order of `wanted`."""
    before, after = (_parts(live) if live else {}), _parts(wanted)
    changes = []
    for part in [*after, *(part for part in before if part not in after)]:
        old, new = before.get(part, {}), after.get(part, {})
        names = [*new, *(name for name in old if name not in new)]
        changes += [
            FieldChange(part, name, old.get(name), new.get(name))
            for name in names
            if old.get(name) != new.get(name) and (old.get(name), new.get(name)) not in _SAME
        ]
    return tuple(changes)


def difference(submission: Submission) -> tuple[FieldChange, ...]:
    """Return what a submission would change of what is listed at this moment; all of it where nothing is."""
    return differences(live_of(submission), wanted_of(submission))


def live_of(submission: Submission) -> Proposal | None:
    """Return what is listed now of the group that a submission is about; None where nothing is."""
    group = group_of(submission)
    return None if group is None else proposal_of(group)


def is_decided(submission: Submission) -> bool:
    """Say whether it was approved or declined."""
    return submission.status in _DECIDED


def compared_with(submission: Submission) -> Proposal | None:
    """Return what a submission is read beside: what is listed now, or, once decided, what its sender saw.

    What is listed then has its changes, and may have later ones.
    """
    if not is_decided(submission):
        return live_of(submission)
    case = submission.case
    return from_json(case.base) if case is not None and case.base else None


def wanted_of(submission: Submission) -> Proposal:
    """Return what an approval would list, changes that others made since it was sent included.

    For one that is decided it is what was sent.
    """
    if is_decided(submission):
        return from_json(submission.proposal)
    return carried_over(submission)


def carried_over(submission: Submission) -> Proposal:
    """Return what is listed now with the changes that the submission wants, whatever its status."""
    wanted, case, live = _as_listed(from_json(submission.proposal)), submission.case, live_of(submission)
    if case is None or live is None or not case.base:
        return wanted
    return rebase(from_json(case.base), wanted, live)


def _as_listed(wanted: Proposal) -> Proposal:
    """Name meetings that were listed before as the listing does: an undone approval comes before us again."""
    keys = [facts.key for facts in wanted.meetings]
    own = select(Meeting.source_key, Meeting.public_id).where(
        Meeting.source_id.is_(None), Meeting.source_key.in_(keys)
    )
    known = {key: public_id for key, public_id in db.session.execute(own)}  # noqa: C416  Rows are no pairs to mypy.
    meetings = tuple(replace(facts, key=known.get(facts.key, facts.key)) for facts in wanted.meetings)
    return replace(wanted, meetings=meetings)


def group_of(submission: Submission) -> Group | None:
    """Return the listed group that a person's submission is about."""
    if submission.case is None or submission.case.group_id is None:
        return None
    return db.session.get(Group, submission.case.group_id)


def _parts(proposal: Proposal) -> dict[str, dict[str, Any]]:
    plain = json.loads(to_json(proposal))
    return {"": _flat(plain["group"]), **{item["key"]: _flat(item) for item in plain["meetings"]}}


def _flat(fields: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in fields.items():
        if name in _LEFT_OUT:
            continue
        if name == "attributes":
            for item in value:
                found.setdefault(f"attribute.{item['key']}", []).append(item["value"])
        elif isinstance(value, dict):
            found.update((f"{name}.{inner}", item) for inner, item in _flat(value).items())
        else:
            found[name] = value
    return found


_SAME: tuple[tuple[Any, Any], ...] = ((None, ""), ("", None), (None, []), ([], None))
"""Nothing and nothing, however it is written."""
