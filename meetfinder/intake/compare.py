"""Sets what a list says now beside what we hold of it: what is new, changed, gone, back. Reads only."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from meetfinder.db import db
from meetfinder.directory.models import Source, SourceRow
from meetfinder.directory.proposal import Proposal, to_json
from meetfinder.intake.elsewhere import listed_elsewhere
from meetfinder.moderation.door import row_keys
from meetfinder.moderation.erased import erasure_of
from meetfinder.moderation.models import Submission, SubmissionStatus
from meetfinder.moderation.upholding import kept_of

MISSING_UNTIL_WITHDRAWN = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A proposal of a list with its fingerprint."""

    proposal: Proposal
    text: str
    """As `proposal.to_json` writes it."""
    fingerprint: str
    key: str
    """As the list has it; the proposal's own where no word of it was erased here."""
    left_out: tuple[str, ...] = ()
    """Fields in which words stood that were erased here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What to do with a list."""

    created: tuple[Row, ...]
    changed: tuple[Row, ...]
    """Also rows that were missing and are back, and rows whose proposal still waits while publishing."""
    unchanged: int
    to_pause: tuple[str, ...]
    """Keys that are missing for the first time."""
    to_withdraw: tuple[str, ...]
    """Keys that are missing for the second time."""
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Keys of rows in which erased words stand again, which are left out, with the fields."""
    kept: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Keys of rows of which people here made fields smaller, which stay so, with the fields."""
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    """Keys of rows that are not taken in, with the name of the list that has brought in the same meetings, or
    `elsewhere.HERE`."""


def rows_of(proposals: Iterable[Proposal]) -> tuple[Row, ...]:
    """Return the proposals with their fingerprints."""
    return tuple(_row(proposal) for proposal in proposals)


def _row(proposal: Proposal) -> Row:
    text = to_json(proposal)
    return Row(proposal, text, hashlib.sha256(text.encode()).hexdigest(), proposal.key)


def compare(rows: Iterable[Row], *, source: Source | None, publish: bool) -> Comparison:
    """Compare rows with what is held of `source` (None: nothing yet)."""
    rows, held = _without_erased(rows, source), _held(source)
    new = (row.proposal for row in rows if _is_new(held.get(row.proposal.key)))
    elsewhere = listed_elsewhere(new, source=source)
    waiting = _waiting(source) if publish else frozenset()
    created, changed, seen, unchanged = [], [], set(), 0
    for row in rows:
        key = row.proposal.key
        seen.add(key)
        if key in elsewhere:
            continue
        known = held.get(key)
        if known is None or (key in waiting and known.never_published):
            created.append(row)
        elif known.fingerprint != row.fingerprint or known.times_missing or key in waiting:
            changed.append(row)
        else:
            unchanged += 1
    gone = {key: known.times_missing for key, known in held.items() if key not in seen}
    return Comparison(
        created=tuple(created),
        changed=tuple(changed),
        unchanged=unchanged,
        to_pause=tuple(sorted(key for key, times in gone.items() if times == 0)),
        to_withdraw=tuple(sorted(key for key, times in gone.items() if times == 1)),
        left_out={row.key: row.left_out for row in rows if row.left_out},
        kept=_kept(rows, source),
        elsewhere=elsewhere,
    )


def _without_erased(rows: Iterable[Row], source: Source | None) -> tuple[Row, ...]:
    """Return the rows without words that were erased from this list."""
    erasure = erasure_of(source=source)
    if not erasure.by_letters:
        return tuple(rows)
    found = []
    for row in rows:
        proposal, fields = erasure.clean(row.proposal)
        found.append(replace(_row(proposal), key=row.key, left_out=fields) if fields else row)
    return tuple(found)


def _kept(rows: Iterable[Row], source: Source | None) -> Mapping[str, tuple[str, ...]]:
    upheld = kept_of(source) if source is not None and source.id is not None else {}
    if not upheld:
        return {}
    found = {}
    for row in rows:
        keys = [row.proposal.group.key, *row_keys(row.proposal.key), *(m.key for m in row.proposal.meetings)]
        fields = {name for key in keys for name in upheld.get(key, ())}
        if fields:
            found[row.proposal.key] = tuple(sorted(fields))
    return found


def _is_new(known: "_Held | None") -> bool:
    """Say whether the list holds no meeting by this row: it never had one, or withdrew it."""
    return known is None or known.times_missing >= MISSING_UNTIL_WITHDRAWN


def shrank(*, before: int | None, now: int) -> bool:
    """Say whether a list lost more than a fifth of the rows that could be used at the last good reading."""
    return before is not None and 5 * (before - now) > before


@dataclass(frozen=True, slots=True)
class _Held:
    fingerprint: str
    times_missing: int
    never_published: bool


def _held(source: Source | None) -> Mapping[str, _Held]:
    if source is None or source.id is None:
        return {}
    approved = (
        select(Submission.key)
        .where(Submission.source_id == source.id, Submission.status == SubmissionStatus.APPROVED)
        .distinct()
    )
    published = set(db.session.scalars(approved))
    columns = select(SourceRow.key, SourceRow.fingerprint, SourceRow.times_missing)
    return {
        key: _Held(mark, times, key not in published)
        for key, mark, times in db.session.execute(columns.where(SourceRow.source_id == source.id))
    }


def _waiting(source: Source | None) -> frozenset[str]:
    """Return the keys whose newest proposal nobody has decided."""
    if source is None or source.id is None:
        return frozenset()
    pending = select(Submission.key).where(
        Submission.source_id == source.id, Submission.status == SubmissionStatus.PENDING
    )
    return frozenset(db.session.scalars(pending))
