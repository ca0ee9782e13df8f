"""`flask coverage`: how far every postcode of a country is from the nearest dual-diagnosis meeting."""

from pathlib import Path

import click

from meetfinder import clock, places
from meetfinder.cli.site import Refusal, settings
from meetfinder.places import maps
from meetfinder.search import coverage as working
from meetfinder.search import coverage_files as files
from meetfinder.search.query import MILE_COUNTRIES


@click.command()
@click.option("--country", metavar="CC", help="Two letters, such as us; by default the country of the site.")
@click.option(
    "--csv", "table", type=click.Path(path_type=Path), help="Write the table of postcodes here too."
)
@click.option("--svg", "picture", type=click.Path(path_type=Path), help="Write the map here too.")
def coverage(country: str | None, table: Path | None, picture: Path | None) -> None:
    """Work out where the nearest dual-diagnosis meeting is far away, for the page /coverage.

    Only from what is listed here; nothing about visitors is counted.
    """
    chosen = (country or settings().country).upper()
    if chosen not in places.gazetteer().countries_with_postcodes():
        raise Refusal(f"There are no postcodes of {chosen or 'no country'}: name a country by --country.")
    found, made = work_out(chosen)
    if table:
        table.write_text(files.table(found.reaches), encoding="utf-8", newline="")
    if picture:
        title = f"Distance to the nearest dual-diagnosis meeting: {chosen}"
        picture.write_text(
            maps.draw_coverage(files.shades_of(found), title=title, alone=True), encoding="utf-8"
        )
    _say(made)


def work_out(country: str) -> tuple[working.Coverage, files.Report]:
    """Work out and save the coverage of a country."""
    listed = working.points_listed()
    unit = "mi" if country in MILE_COUNTRIES else "km"
    found = working.cover(country, listed, unit=unit, today=clock.now().date())
    made = files.report(found, state=working.state_of(listed, country))
    files.save(settings().instance, made, found.reaches)
    return found, made


def refresh() -> int:
    """Work out anew what has changed, for the site's country and those asked for before; return how many."""
    own = settings().country
    known = places.gazetteer().countries_with_postcodes()
    done = 0
    for country in sorted({*files.saved(settings().instance), own} & set(known)):
        before = files.load(settings().instance, country)
        state = working.state_of(working.points_listed(), country)
        if before is None or before.state != state:
            work_out(country)
            done += 1
    return done


def _say(made: files.Report) -> None:
    if made.demo:
        click.echo("Meetings of the demo are counted: they are invented.")
    click.echo(f"{made.meetings} places with a dual-diagnosis meeting")
    click.echo(f"{made.postcodes} postcodes of {made.country}")
    lower = 0
    for number, (dual, welcoming) in enumerate(zip(made.dual_bands, made.welcoming_bands, strict=True)):
        last = number == len(working.BAND_LIMITS)
        limit = lower if last else working.BAND_LIMITS[number]
        words = f"over {lower} {made.unit} or none" if last else f"{lower} to {limit} {made.unit}"
        click.echo(f"  {words:<22} dual diagnosis {dual:>6}   or welcoming {welcoming:>6}")
        lower = limit
    for town in made.towns[:10]:
        away = "none" if town.dual_km is None else f"{town.dual_km:.0f} km"
        click.echo(f"  unserved: {town.name} ({town.population:,} people): {away}")
