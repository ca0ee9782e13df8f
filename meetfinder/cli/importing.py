"""`flask import`: a meeting list from a file or an address comes in, all of it or nothing."""

import sys

import click

from meetfinder import clock
from meetfinder.cli.import_report import EXPECTED, progress, sentence, tell
from meetfinder.cli.site import Refusal, prepare_feeds, settings
from meetfinder.db import db, writing
from meetfinder.intake import importing
from meetfinder.intake.compare import Comparison
from meetfinder.intake.following import READERS

DONE_WITH_REFUSED_ROWS = 1
"""The exit code of the contract."""


@click.command("import")
@click.argument("address", metavar="PATH_OR_URL")
@click.option(
    "--format", "list_format", required=True, metavar="FORMAT", help=f"One of {', '.join(READERS)}."
)
@click.option("--source", required=True, metavar="NAME", help="Name of the list, the same at every import.")
@click.option("--fellowship", default="", metavar="SLUG", help="Whose list it is, or independent.")
@click.option("--publish", is_flag=True, help="List what is new or changed at once, without a moderator.")
@click.option("--republish", is_flag=True, help="Record that its owner lets us pass the list on.")
@click.option("--force", is_flag=True, help="Accept a list that shrank by more than a fifth.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
def import_list(
    *,
    address: str,
    list_format: str,
    source: str,
    fellowship: str,
    publish: bool,
    republish: bool,
    force: bool,
    dry_run: bool,
) -> None:
    """Read a meeting list and bring the directory up to date with it.

    Without --publish, what is new or changed waits for a moderator. A row that is missing from its list is
    paused at the first reading and withdrawn at the second. Exit code 0: done; 1: done, but rows were
    refused; 2: nothing done.
    """
    if list_format not in READERS:
        known = ", ".join(READERS)
        raise Refusal(f"Lists of the format {list_format} cannot be read; known are: {known}.")
    order = importing.Order(
        address=address,
        source=source,
        fellowship=fellowship,
        publish=publish,
        republish=republish,
        force=force,
        list_format=list_format,
    )
    try:
        prepared, comparison = _run(order, dry_run=dry_run)
    except EXPECTED as problem:
        raise Refusal(sentence(problem, address)) from None
    report = tell(prepared.reading, comparison)
    if dry_run:
        click.echo("Dry run: nothing was changed.")
    elif not publish and (report["created"] or report["changed"]):
        click.echo("New and changed rows wait for a moderator: --publish lists them at once.")
    if not dry_run:
        prepare_feeds()
    if report["refused"]:
        sys.exit(DONE_WITH_REFUSED_ROWS)


def _run(order: importing.Order, *, dry_run: bool) -> tuple[importing.Prepared, Comparison]:
    site, reader = settings(), READERS[order.list_format]
    with progress() as told:
        prepared = reader.prepare(order, seeds=site.seeds, default_country=site.country, progress=told)
        if dry_run:
            return prepared, prepared.comparison
        with writing():
            try:
                comparison = reader.apply(prepared, now=clock.now(), progress=told)
                db.session.commit()
            except BaseException:
                db.session.rollback()
                raise
    return prepared, comparison
