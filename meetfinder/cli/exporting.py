"""`flask export`: the directory in a file, in the formats that other programs read."""

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

import click

from meetfinder import clock
from meetfinder.cli.site import Refusal, local_address, settings
from meetfinder.db import db
from meetfinder.directory import catalogue
from meetfinder.directory.listing import Listing
from meetfinder.directory.models import Source
from meetfinder.exchange.csv import writer as csv_writer
from meetfinder.exchange.geojson import writer as geojson_writer
from meetfinder.exchange.icalendar import writer as calendar_writer
from meetfinder.exchange.meeting_guide import service as meeting_guide
from meetfinder.exchange.meeting_guide import writer as meeting_guide_writer
from meetfinder.exchange.published import Selection, published
from meetfinder.exchange.publisher import Publisher

Write = Callable[[Iterable[Listing], Publisher, datetime], Iterator[str]]
FORMATS: dict[str, Write] = {
    "meeting-guide": lambda rows, by, now: meeting_guide_writer.write(
        rows, meeting_guide.context(by, today=now.date())
    ),
    "csv": lambda rows, by, _now: csv_writer.write(rows, by),
    "geojson": lambda rows, by, _now: geojson_writer.write(rows, by),
    "ics": lambda rows, by, now: calendar_writer.write(
        rows, calendar_writer.Options(publisher=by, now=now, names=True)
    ),
}


@click.command("export")
@click.argument("form", metavar="FORMAT")
@click.option("--fellowship", multiple=True, metavar="SLUG", help="Only of this fellowship; repeatable.")
@click.option("--source", multiple=True, metavar="SLUG", help="Only from this list; repeatable.")
@click.option("--output", type=click.Path(path_type=Path), help="A file; else it is written to the screen.")
def export(form: str, fellowship: tuple[str, ...], source: tuple[str, ...], output: Path | None) -> None:
    """Write all active meetings as meeting-guide, csv, geojson or ics.

    Unlike the feeds of the site, this includes lists whose keepers have not let us pass them on; it says so.
    """
    if form not in FORMATS:
        raise Refusal(f"There is no format {form}: choose one of {', '.join(FORMATS)}.")
    _refuse_unknown("fellowship", fellowship, catalogue.fellowship_slugs())
    _refuse_unknown("source", source, tuple(db.session.scalars(db.select(Source.slug))))
    chosen = Selection(fellowships=fellowship, sources=source, permitted_only=False)
    now, site = clock.now(), settings()
    publisher = Publisher(
        name=site.site_name, base_url=site.base_url or local_address(), contact=site.contact
    )
    kept_back: dict[str, int] = {}
    pieces = FORMATS[form](_counted(published(chosen, now=now), kept_back), publisher, now)
    if output is None:
        for piece in pieces:
            sys.stdout.buffer.write(piece.encode())
    else:
        _write(output, pieces)
    for name, count in sorted(kept_back.items()):
        click.echo(
            f"{count} meetings are from {name}, which is not known to permit passing them on.", err=True
        )


def _refuse_unknown(what: str, given: tuple[str, ...], known: tuple[str, ...]) -> None:
    for slug in given:
        if slug not in known:
            raise Refusal(f"There is no {what} {slug}.")


def _counted(listings: Iterable[Listing], kept_back: dict[str, int]) -> Iterator[Listing]:
    """Pass listings on, counting those that may not be published again by their list."""
    for listing in listings:
        source = listing.source
        if source is not None and not source.republish and not source.demo:
            kept_back[source.name] = kept_back.get(source.name, 0) + 1
        yield listing


def _write(output: Path, pieces: Iterable[str]) -> None:
    """Write a file under another name first, so that an export that fails leaves the old one."""
    unfinished = output.with_name(f"{output.name}.new")
    with unfinished.open("wb") as target:
        target.writelines(piece.encode() for piece in pieces)
    unfinished.replace(output)
