"""Rows of lists that were read without publishing: looked through by sample, decided by the batch."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, Text, case, cast, func, select

from meetfinder.db import db
from meetfinder.directory.models import Source
from meetfinder.moderation.door import decide_all
from meetfinder.moderation.models import Batch, Submission, SubmissionStatus, Verdict

_AT_ONCE = 500
_CLEAN: ColumnElement[bool] = cast(Submission.lint, Text) == "[]"
_WAITING = Submission.status == SubmissionStatus.PENDING


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingBatch:
    """A reading of a list of which rows wait: how many lint found nothing in, and how many there are."""

    batch_id: int
    source: str
    """Slug."""
    source_name: str
    fellowship: str
    """Slug of the list's fellowship, empty for independent groups: what a scope is compared with."""
    read_at: datetime
    clean: int
    total: int


def waiting_batches() -> list[WaitingBatch]:
    """Return the batches with rows that wait, the oldest first."""
    rows = db.session.execute(
        select(Batch, func.sum(case((_CLEAN, 1), else_=0)), func.count())
        .join(Submission, Submission.batch_id == Batch.id)
        .join(Source, Source.id == Batch.source_id)
        .where(_WAITING)
        .group_by(Batch.id)
        .order_by(Batch.read_at, Batch.id)
    ).all()
    return [
        WaitingBatch(
            batch_id=batch.id,
            source=batch.source.slug,
            source_name=batch.source.name,
            fellowship=batch.source.fellowship.slug if batch.source.fellowship else "",
            read_at=batch.read_at,
            clean=int(clean or 0),
            total=total,
        )
        for batch, clean, total in rows
    ]


def sample(batch_id: int, size: int, *, seed: int) -> list[Submission]:
    """Return waiting rows of a batch drawn at random; the same seed draws the same while nothing changes."""
    ids = db.session.scalars(_ids(batch_id)).all()
    drawn = random.Random(seed).sample(ids, min(size, len(ids)))  # noqa: S311  Nobody gains by guessing it.
    return _rows(sorted(drawn))


def rows_with_findings(batch_id: int, *, limit: int = 100) -> list[Submission]:
    """Return waiting rows of a batch in which lint found something, which are decided one by one."""
    return _rows(db.session.scalars(_ids(batch_id).where(~_CLEAN).limit(limit)).all())


def approve_clean(batch_id: int, *, decided_by: str, now: datetime) -> int:
    """Approve the waiting rows in which lint found nothing, and return how many."""
    return _decide(db.session.scalars(_ids(batch_id).where(_CLEAN)).all(), Verdict.APPROVE, decided_by, now)


def decline_batch(batch_id: int, *, decided_by: str, now: datetime) -> int:
    """Decline every waiting row of a batch, and return how many."""
    return _decide(db.session.scalars(_ids(batch_id)).all(), Verdict.DECLINE, decided_by, now)


def _decide(ids: Sequence[int], verdict: Verdict, decided_by: str, now: datetime) -> int:
    for start in range(0, len(ids), _AT_ONCE):
        rows = _rows(ids[start : start + _AT_ONCE])
        decide_all(rows, verdict=verdict, decided_by=decided_by, reason="batch", now=now)
    return len(ids)


def _ids(batch_id: int) -> Select[int]:
    return select(Submission.id).where(Submission.batch_id == batch_id, _WAITING).order_by(Submission.id)


def _rows(ids: Sequence[int]) -> list[Submission]:
    return list(db.session.scalars(select(Submission).where(Submission.id.in_(ids)).order_by(Submission.id)))
