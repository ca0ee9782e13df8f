"""`flask demo`: the invented directory, and how to be rid of it again."""

import click
from sqlalchemy import select, update

from meetfinder import clock, places
from meetfinder.cli import demo_directory, demo_removal
from meetfinder.cli.demo_directory import Invented
from meetfinder.cli.site import Refusal, prepare_feeds
from meetfinder.config import Settings
from meetfinder.db import db, writing
from meetfinder.directory.models import Meeting, Source, SourceRow
from meetfinder.directory.proposal import fingerprint
from meetfinder.moderation import door
from meetfinder.moderation.models import Batch, Verdict

SLUG = "demo"
NAME = "Demo (everything in it is invented)"

demo = click.Group("demo", help="The directory of invented meetings.")


@demo.command()
def remove() -> None:
    """Take every trace of the invented meetings away; what is real stays. Nothing to do is no error."""
    with writing():
        removed = demo_removal.remove()
        db.session.commit()
    if removed is None:
        click.echo("There is no demo directory here.")
    else:
        prepare_feeds()
        click.echo(f"Removed: {removed.groups} groups with {removed.meetings} meetings, all invented.")


def add(site: Settings) -> None:
    """Add the demo directory, or bring it up to date; the same one again changes nothing. Commits.

    It enters through the one door, with the demo itself as its moderator of record.
    """
    invented = demo_directory.invent(seeds=site.seeds, gazetteer=places.gazetteer())
    count = sum(len(one.proposal.meetings) for one in invented)
    with writing():
        if _is_up_to_date(invented):
            db.session.rollback()
            click.echo(f"Demo: {len(invented)} invented groups with {count} meetings are there")
            return
        click.echo("Demo: adding the invented groups …")
        demo_removal.remove()
        _publish(invented)
        db.session.commit()
    click.echo(
        f"Demo: added {len(invented)} invented groups with {count} meetings; flask demo remove undoes it"
    )


def _is_up_to_date(invented: list[Invented]) -> bool:
    rows = select(SourceRow.key, SourceRow.fingerprint).join(Source, SourceRow.source_id == Source.id)
    held = {(key, mark) for key, mark in db.session.execute(rows.where(Source.demo))}
    return held == {(one.proposal.key, fingerprint(one.proposal)) for one in invented}


def _publish(invented: list[Invented]) -> None:
    now = clock.now()
    if db.session.scalar(select(Source.id).where(Source.slug == SLUG)):
        raise Refusal(f"A real list is already called {SLUG}: the demo cannot be added.")
    source = Source(
        slug=SLUG, name=NAME, format=SLUG, demo=True, last_good_read=now, last_row_count=len(invented)
    )
    db.session.add(source)
    db.session.flush()
    batch = Batch(source=source, read_at=now, counts={"created": len(invented)})
    db.session.add(batch)
    db.session.flush()
    offers = [door.Offer(one.proposal) for one in invented]
    submissions = door.submit_all(offers, source=source, batch=batch, now=now)
    try:
        door.decide_all(submissions, verdict=Verdict.APPROVE, decided_by=f"source:{SLUG}", now=now)
    except LookupError as problem:
        raise Refusal(f"The demo cannot be added: {problem.args[0]}.") from problem
    db.session.add_all(
        SourceRow(source_id=source.id, key=one.proposal.key, fingerprint=fingerprint(one.proposal))
        for one in invented
    )
    _confirm(source, invented)


def _confirm(source: Source, invented: list[Invented]) -> None:
    """Set the days of confirmation, which no proposal can carry: a group says so itself."""
    for one in invented:
        if one.confirmed_on is not None:
            keys = [meeting.key for meeting in one.proposal.meetings]
            db.session.execute(
                update(Meeting)
                .where(Meeting.source_id == source.id, Meeting.source_key.in_(keys))
                .values(confirmed_on=one.confirmed_on)
            )
