"""The history of groups: what each was after a decision, with the names of what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select

from meetfinder.db import db
from meetfinder.directory.models import Group
from meetfinder.moderation.ledger import Written
from meetfinder.moderation.models import Decision, Revision

_CHUNK = 500


def add_revisions(written: Sequence[tuple[Written, int, str]], *, now: datetime) -> None:
    """Add a revision for each change: what was written, the id of the decision, and a snapshot."""
    changes = [item for item in written if item[0].changed]
    numbers = _last_numbers(sorted({done.group_id for done, _, _ in changes}))
    values = []
    for done, decision_id, snapshot in changes:
        numbers[done.group_id] = numbers.get(done.group_id, 0) + 1
        values.append(
            {
                "group_id": done.group_id,
                "number": numbers[done.group_id],
                "decision_id": decision_id,
                "snapshot": snapshot,
                "changed_fields": list(done.changed),
                "made_at": now,
            }
        )
    if values:
        db.session.execute(insert(Revision), values)


def _last_numbers(group_ids: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for start in range(0, len(group_ids), _CHUNK):
        rows = db.session.execute(
            select(Revision.group_id, func.max(Revision.number))
            .where(Revision.group_id.in_(group_ids[start : start + _CHUNK]))
            .group_by(Revision.group_id)
        )
        found.update((group_id, number) for group_id, number in rows)
    return found


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """What the public may know of a change: the day, the verdict, and names of fields, never a value."""

    number: int
    made_at: datetime
    verdict: str
    fields: tuple[str, ...]
    decision_id: int
    """For moderators, who may take the decision back."""


def history_of(group: Group) -> list[HistoryEntry]:
    """Return the changes of a group, the newest first."""
    rows = db.session.execute(
        select(Revision.number, Revision.made_at, Decision.verdict, Revision.changed_fields, Decision.id)
        .join(Decision, Decision.id == Revision.decision_id)
        .where(Revision.group_id == group.id)
        .order_by(Revision.number.desc())
    )
    return [
        HistoryEntry(number, made, verdict, tuple(names), by) for number, made, verdict, names, by in rows
    ]
