"""The history of groups: what each was after a decision, with the names of what changed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, insert, select

from meetfinder.db import db
from meetfinder.moderation.ledger import Written
from meetfinder.moderation.models import Revision

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
