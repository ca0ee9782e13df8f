"""`flask tick`: all work that comes round, each kind in a transaction of its own.

Run it every minute from a timer, or leave `flask tick --every 60` running. Two at once do no work twice.
"""

import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

import click
from flask import current_app

from meetfinder import clock
from meetfinder.accounts import sessions, tokens
from meetfinder.cli.asking import ask_organizers, grow_old
from meetfinder.cli.coverage import refresh as refresh_coverage
from meetfinder.cli.digests import queue_digests
from meetfinder.cli.outbox import send_mail
from meetfinder.cli.site import refresh_feeds
from meetfinder.cli.syncing import sync_due
from meetfinder.db import db, writing
from meetfinder.mail import outbox
from meetfinder.moderation import drafts, forms, reports
from meetfinder.periodic import claims
from meetfinder.places import geocode_cache

SOME_FAILED = 1
_HOURLY = timedelta(hours=1)
_DAILY = timedelta(days=1)
_WEEKLY = timedelta(days=7)
_SOON = timedelta(minutes=10)
"""When work is tried again that failed."""


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of work. `run` commits what it has done and returns a count to report."""

    name: str
    run: Callable[[], int]
    every: timedelta
    lease: timedelta = timedelta(minutes=30)
    """After this long a process that has not reported is taken for dead."""


def in_one_transaction(work: Callable[[], int]) -> Callable[[], int]:
    """Return work that writes and leaves the commit to us."""

    def run() -> int:
        with writing():
            count = work()
            db.session.commit()
        return count

    return run


JOBS: tuple[Job, ...] = (
    Job("freshness", in_one_transaction(grow_old), _DAILY),
    Job("asking", in_one_transaction(ask_organizers), _HOURLY),
    Job("reports-purge", in_one_transaction(lambda: reports.purge(clock.now())), _DAILY),
    Job("digests", in_one_transaction(queue_digests), _WEEKLY),
    Job("sources", sync_due, timedelta(minutes=10), lease=timedelta(hours=6)),
    Job("coverage", refresh_coverage, _HOURLY),
    Job("feeds", refresh_feeds, timedelta(minutes=10)),
    Job("outbox-purge", in_one_transaction(lambda: outbox.purge(now=clock.now())), _DAILY),
    Job("drafts", in_one_transaction(lambda: drafts.purge(now=clock.now())), _DAILY),
    Job("unproven", in_one_transaction(lambda: forms.purge_unproven(now=clock.now())), _DAILY),
    Job("sessions", in_one_transaction(lambda: sessions.purge(now=clock.now())), _DAILY),
    Job("links", in_one_transaction(lambda: tokens.purge(now=clock.now())), _DAILY),
    Job("geocodes", in_one_transaction(lambda: geocode_cache.purge(now=clock.now())), _DAILY),
)
"""What comes round. The outbox is none of them: it is sent at every tick, after these have filled it."""


@click.command()
@click.option("--every", type=click.IntRange(1), metavar="SECONDS", help="Go on for ever, with this pause.")
def tick(every: int | None) -> None:
    """Do all work that is due: send mail, clean up, and what else comes round.

    Safe to run twice at once. Exit code 1: some of it failed.
    """
    while True:
        failed = run_jobs(JOBS)
        failed += not _sent()
        if every is None:
            break
        time.sleep(every)
    if failed:
        sys.exit(SOME_FAILED)


def run_jobs(jobs: Iterable[Job]) -> int:
    """Do what is due of these, say what was done, and return how many failed."""
    failed = 0
    for job in jobs:
        if _claimed(job):
            failed += not _done(job)
    return failed


def _claimed(job: Job) -> bool:
    with writing():
        claims.ensure(job.name, now=clock.now())
        ours = claims.claim(job.name, lease=job.lease, now=clock.now())
        db.session.commit()
    return ours


def _done(job: Job) -> bool:
    started, error = clock.now(), ""
    try:
        count = job.run()
    except Exception as problem:  # noqa: BLE001  One kind of work that fails must not stop the others.
        db.session.rollback()
        error = type(problem).__name__
        current_app.logger.error("%s failed: %s", job.name, error)  # noqa: TRY400  A trace could hold addresses.
        click.echo(f"{job.name}: failed ({error})")
    else:
        click.echo(f"{job.name}: {count}")
    with writing():
        claims.finish(
            job.name, next_at=started + (_SOON if error else job.every), error=error[:60], now=clock.now()
        )
        db.session.commit()
    return not error


def _sent() -> bool:
    tally = send_mail()
    click.echo(f"outbox: sent {tally.sent}, later {tally.later}, dead {tally.dead}")
    return not tally.dead
