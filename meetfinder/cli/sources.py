"""`flask sources`: the lists that are followed."""

import sys
from datetime import datetime

import click
from sqlalchemy import select

from meetfinder import clock
from meetfinder.cli.import_report import EXPECTED, sentence, tell
from meetfinder.cli.site import NOTHING_DONE, Refusal, prepare_feeds, settings
from meetfinder.cli.syncing import BUSY, DONE, FAILED, SAME, Outcome, sync
from meetfinder.db import db, writing
from meetfinder.directory.models import Source
from meetfinder.intake import following
from meetfinder.intake.followed import FollowedSource
from meetfinder.intake.importing import find_source
from meetfinder.intake.writing import withdraw_all

SOME_FAILED = 1
USUAL_HOURS = 24
MOST_HOURS = 24 * 31
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_GONE = "its list is no longer followed"


@click.group()
def sources() -> None:
    """Follow lists: read them again and again, and bring in what changes."""


@sources.command()
@click.argument("slug")
@click.option("--address", required=True, metavar="URL", help="Web address of the list.")
@click.option("--format", "list_format", required=True, type=click.Choice(list(following.READERS)))
@click.option("--name", default="", help="Name of the list on pages; without it the slug.")
@click.option("--fellowship", default="", metavar="FELLOWSHIP", help="Whose list it is, or independent.")
@click.option("--licence", default="", help="Its licence, as its owner states it.")
@click.option("--contact", default="", help="Whom to ask about it; shown on no page.")
@click.option("--republish", is_flag=True, help="Record that its owner lets us pass the list on.")
@click.option("--publish", is_flag=True, help="List what is new or changed at once, without a moderator.")
@click.option("--every", type=click.IntRange(1, MOST_HOURS), default=USUAL_HOURS, metavar="HOURS")
def add(
    *,
    slug: str,
    address: str,
    list_format: str,
    name: str,
    fellowship: str,
    licence: str,
    contact: str,
    republish: bool,
    publish: bool,
    every: int,
) -> None:
    """Follow a list. It is read by the next flask tick or flask sources sync."""
    held = find_source(slug)
    wanted = FollowedSource(
        slug=slug,
        name=(name or (held.name if held else slug))[:160],
        address=address.strip(),
        format=list_format,
        fellowship=fellowship,
        publish=publish,
        republish=republish,
        licence=licence[:160],
        contact=contact[:254],
        every_hours=every,
        due_at=clock.now(),
    )
    with writing():
        try:
            following.follow(wanted, own_address=settings().base_url)
        except EXPECTED as problem:
            raise Refusal(sentence(problem, address)) from None
        db.session.commit()
    click.echo(f"Following {slug}, every {every} hours; flask sources sync {slug} reads it now.")


@sources.command("list")
def list_sources() -> None:
    """Say which lists are followed, and how the last reading of each went."""
    found = following.followed()
    if not found:
        click.echo("No list is followed.")
    now = clock.now()
    held = {source.slug: source for source in db.session.scalars(select(Source))}
    for item in found:
        source = held.get(item.slug)
        last = source.last_good_read if source else None
        state = f"read {ago(last, now)}, {source.last_row_count} rows" if last and source else "never read"
        click.echo(f"{item.slug}  {item.format}  {item.address}")
        click.echo(f"    {state}; {'paused' if item.paused else f'every {item.every_hours} hours'}")
        published = "listed at once" if item.publish else "waits for a moderator"
        passed_on = "may be passed on" if item.republish else "not passed on"
        click.echo(f"    {published}; {passed_on}; licence {item.licence or 'not stated'}")
        if item.last_error and item.last_tried:
            click.echo(f"    tried {ago(item.last_tried, now)} without success: {item.last_error}")


@sources.command("sync")
@click.argument("slug", required=False, default="")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--force", is_flag=True, help="Read all of it, and accept a list that shrank.")
def sync_sources(*, slug: str, dry_run: bool, force: bool) -> None:
    """Read one list, or all that are not paused, now; flask tick reads them when they are due.

    Exit code 0: done; 1: done, but a list could not be read or rows were refused; 2: nothing done.
    """
    if slug:
        _known(slug)
    slugs = [slug] if slug else [item.slug for item in following.followed() if not item.paused]
    if not slugs:
        click.echo("No list is followed.")
    outcomes = [sync(each, force=force, dry_run=dry_run) for each in slugs]
    refused = sum(_told(outcome) for outcome in outcomes)
    if dry_run:
        click.echo("Dry run: nothing was changed.")
    else:
        prepare_feeds()
    failures = sum(outcome.state == FAILED for outcome in outcomes)
    if failures and failures == len(outcomes):
        sys.exit(NOTHING_DONE)
    if failures or refused:
        sys.exit(SOME_FAILED)


@sources.command()
@click.argument("slug")
def pause(slug: str) -> None:
    """Read a list no more until flask sources resume; what it brought in stays."""
    _set_paused(slug, paused=True)
    click.echo(f"{slug} is paused.")


@sources.command()
@click.argument("slug")
def resume(slug: str) -> None:
    """Read a paused list again."""
    _set_paused(slug, paused=False)
    click.echo(f"{slug} is read again.")


@sources.command()
@click.argument("slug")
@click.option("--withdraw", is_flag=True, help="Take its meetings out of the directory as well.")
def remove(*, slug: str, withdraw: bool) -> None:
    """Follow a list no longer. Its meetings stay listed, unless --withdraw."""
    with writing():
        following.stop(_known(slug))
        source = find_source(slug)
        gone = withdraw_all(source, reason=_GONE, now=clock.now()) if source and withdraw else 0
        db.session.commit()
    prepare_feeds()
    told = f"{gone} meetings were withdrawn" if withdraw else "its meetings stay listed"
    click.echo(f"{slug} is followed no longer; {told}.")


def ago(moment: datetime, now: datetime) -> str:
    """Return how long ago an aware moment was, in its largest unit."""
    seconds = max((now - moment).total_seconds(), 0)
    for unit, name in ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute")):
        count = int(seconds // unit)
        if count:
            return f"{count} {name}{'' if count == 1 else 's'} ago"
    return "just now"


def _told(outcome: Outcome) -> int:
    """Say what came of a list, and return how many rows were refused."""
    click.echo(f"{outcome.slug}: {_STATES[outcome.state]}{outcome.problem}")
    if outcome.state == DONE and outcome.reading and outcome.comparison:
        return tell(outcome.reading, outcome.comparison)["refused"]
    return 0


_STATES = {
    BUSY: "another process is reading it.",
    FAILED: "",
    DONE: "read.",
    SAME: "as it was, says its server.",
}


def _known(slug: str) -> FollowedSource:
    try:
        return following.one(slug)
    except EXPECTED as problem:
        raise Refusal(sentence(problem, "")) from None


def _set_paused(slug: str, *, paused: bool) -> None:
    with writing():
        _known(slug).paused = paused
        db.session.commit()
