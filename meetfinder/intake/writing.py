"""Writes a compared list through the one door, in the caller's transaction."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import insert, select, update

from meetfinder.db import db
from meetfinder.directory.models import MeetingStatus, Source, SourceRow
from meetfinder.exchange.meeting_guide.reading import Reading
from meetfinder.intake.compare import MISSING_UNTIL_WITHDRAWN, Comparison, Row
from meetfinder.moderation.door import Offer, decide_all, meetings_of, pause, submit_all, supersede, withdraw
from meetfinder.moderation.erased import ERASED
from meetfinder.moderation.models import Batch, Verdict

_AT_ONCE = 500
_MISSING, _STILL_MISSING = "missing from its list", "missing from its list for the second time"


def write(
    comparison: Comparison,
    reading: Reading,
    *,
    source: Source,
    publish: bool,
    now: datetime,
    progress: Callable[[int, int], None],
) -> None:
    """Submit what is new or changed, approve it if publishing, hold back or withdraw what is gone."""
    rows = [*comparison.created, *comparison.changed]
    if not (rows or comparison.to_pause or comparison.to_withdraw):
        return
    batch = Batch(source=source, read_at=now, counts=counts(comparison, reading))
    db.session.add(batch)
    db.session.flush()
    lint = _lint(reading)
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        _offer(some, lint, source=source, batch=batch, publish=publish, now=now)
        progress(min(start + _AT_ONCE, len(rows)), len(rows))
    _hold_back(comparison, source=source, now=now)


def withdraw_all(source: Source, *, reason: str, now: datetime) -> int:
    """Take every meeting of a list out of the directory, and return how many; its rows can come back."""
    keys = list(db.session.scalars(select(SourceRow.key).where(SourceRow.source_id == source.id)))
    listed = [meeting for meeting in meetings_of(source, keys) if meeting.status != MeetingStatus.RETIRED]
    withdraw(listed, decided_by=_moderator(source), reason=reason, now=now)
    supersede(keys, source=source)
    gone = update(SourceRow).where(SourceRow.source_id == source.id)
    db.session.execute(gone.values(times_missing=MISSING_UNTIL_WITHDRAWN))
    return len(listed)


def counts(comparison: Comparison, reading: Reading) -> dict[str, int]:
    """Return the report of the contract (design §8) by its words."""
    return {
        "created": len(comparison.created),
        "changed": len(comparison.changed),
        "unchanged": comparison.unchanged,
        "duplicate": len(reading.duplicates) + len(comparison.elsewhere),
        "refused": len(reading.refused),
        "paused": len(comparison.to_pause),
        "withdrawn": len(comparison.to_withdraw),
    }


def _offer(
    rows: Sequence[Row],
    lint: dict[str, list[dict[str, str]]],
    *,
    source: Source,
    batch: Batch,
    publish: bool,
    now: datetime,
) -> None:
    offers = [Offer(row.proposal, _findings(row, lint), row.text) for row in rows]
    submissions = submit_all(offers, source=source, batch=batch, now=now)
    if publish:
        decide_all(
            submissions,
            verdict=Verdict.APPROVE,
            decided_by=_moderator(source),
            now=now,
            proposals=[row.proposal for row in rows],
        )
    _remember(rows, source)


def _hold_back(comparison: Comparison, *, source: Source, now: datetime) -> None:
    who = _moderator(source)
    if comparison.to_pause:
        pause(meetings_of(source, comparison.to_pause), decided_by=who, reason=_MISSING, now=now)
    if comparison.to_withdraw:
        gone = meetings_of(source, comparison.to_withdraw)
        withdraw(gone, decided_by=who, reason=_STILL_MISSING, now=now)
    missing = [*comparison.to_pause, *comparison.to_withdraw]
    supersede(missing, source=source)
    for start in range(0, len(missing), _AT_ONCE):
        db.session.execute(
            update(SourceRow)
            .where(SourceRow.source_id == source.id, SourceRow.key.in_(missing[start : start + _AT_ONCE]))
            .values(times_missing=SourceRow.times_missing + 1)
        )


def _remember(rows: Sequence[Row], source: Source) -> None:
    """Keep the fingerprints, so that the same list again changes nothing."""
    keys = [row.proposal.key for row in rows]
    held = {
        row.key: row
        for row in db.session.scalars(
            select(SourceRow).where(SourceRow.source_id == source.id, SourceRow.key.in_(keys))
        )
    }
    new = []
    for row in rows:
        known = held.get(row.proposal.key)
        if known is None:
            new.append({"source_id": source.id, "key": row.proposal.key, "fingerprint": row.fingerprint})
        else:
            known.fingerprint, known.times_missing = row.fingerprint, 0
    if new:
        db.session.execute(insert(SourceRow), new)
    db.session.flush()


def _lint(reading: Reading) -> dict[str, list[dict[str, str]]]:
    found: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for remark in reading.linted:
        found[remark.key].append({"field": remark.field, "code": remark.code})
    return found


def _findings(row: Row, lint: dict[str, list[dict[str, str]]]) -> tuple[dict[str, str], ...]:
    left_out = ({"field": name, "code": ERASED} for name in row.left_out)
    return (*lint.get(row.key, ()), *left_out)


def _moderator(source: Source) -> str:
    return f"source:{source.slug}"
