"""Reads followed lists, one after the other: the failure of one keeps none of the others waiting."""

from dataclasses import dataclass

from flask import current_app

from meetfinder import clock
from meetfinder.cli.import_report import EXPECTED, progress, sentence
from meetfinder.cli.site import settings
from meetfinder.db import db, writing
from meetfinder.exchange.meeting_guide.reading import Reading
from meetfinder.intake import following
from meetfinder.intake.compare import Comparison

BUSY, FAILED, SAME, DONE = "busy", "failed", "same", "done"
UNEXPECTED = "unexpected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one list."""

    slug: str
    state: str
    """BUSY: another process is at it; FAILED; SAME: its server says that nothing changed; DONE."""
    problem: str = ""
    """One sentence where it failed."""
    reading: Reading | None = None
    comparison: Comparison | None = None


def sync_due() -> int:
    """Read every list that is due, and return how many were read."""
    outcomes = [sync(slug, if_due=True) for slug in following.due(clock.now())]
    return sum(outcome.state in {SAME, DONE} for outcome in outcomes)


def sync(slug: str, *, if_due: bool = False, force: bool = False, dry_run: bool = False) -> Outcome:
    """Read one list and commit what it changes; a dry run reads and compares only."""
    if not dry_run and not _claimed(slug, if_due=if_due):
        return Outcome(slug=slug, state=BUSY)
    address = ""
    try:
        address = following.one(slug).address
        return _read(slug, force=force, dry_run=dry_run)
    except EXPECTED as problem:
        code, why = getattr(problem, "code", "unusable"), sentence(problem, address)
    except Exception as problem:
        if dry_run:
            raise
        code, why = UNEXPECTED, f"{type(problem).__name__} while {slug} was read: see the log."
        current_app.logger.exception("reading the followed list %s failed", slug)
    _give_up(slug, code, dry_run=dry_run)
    return Outcome(slug=slug, state=FAILED, problem=why)


def _claimed(slug: str, *, if_due: bool) -> bool:
    with writing():
        ours = following.claim(slug, now=clock.now(), if_due=if_due)
        db.session.commit()
    return ours


def _read(slug: str, *, force: bool, dry_run: bool) -> Outcome:
    site = settings()
    with progress() as told:
        found = following.read(
            following.one(slug),
            force=force,
            own_address=site.base_url,
            loopback=site.sources_on_loopback,
            seeds=site.seeds,
            default_country=site.country,
            progress=told,
            now=clock.now(),
        )
        comparison = found.prepared.comparison if found.prepared else None
        if not dry_run:
            with writing():
                comparison = following.bring_in(slug, found, now=clock.now(), progress=told)
                db.session.commit()
    reading = found.prepared.reading if found.prepared else None
    return Outcome(slug=slug, state=DONE if reading else SAME, reading=reading, comparison=comparison)


def _give_up(slug: str, code: str, *, dry_run: bool) -> None:
    db.session.rollback()
    if dry_run:
        return
    with writing():
        following.failed(slug, code, now=clock.now())
        db.session.commit()
