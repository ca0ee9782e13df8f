"""Coverage that was worked out, in files of the instance folder: read by the page, replaced as a whole."""

import csv
import io
import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from meetfinder.places import maps
from meetfinder.search.coverage import Coverage, FarTown, Reach, band_of

FOLDER = "coverage"
COLUMNS = ("postcode", "area", "latitude", "longitude", "dual_diagnosis_km", "welcoming_km")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the page of a country shows."""

    country: str
    made_on: date
    unit: str
    demo: bool
    meetings: int
    postcodes: int
    dual_bands: tuple[int, ...]
    welcoming_bands: tuple[int, ...]
    towns: tuple[FarTown, ...]
    outside: int
    """Postcodes that are outside of the picture."""
    svg: str
    """Its title is empty, to be filled in the language of the page."""
    state: str


def report(found: Coverage, *, state: str) -> Report:
    """Return the report of a coverage."""
    shades = shades_of(found)
    return Report(
        country=found.country,
        made_on=found.made_on,
        unit=found.unit,
        demo=found.demo,
        meetings=found.meetings,
        postcodes=len(found.reaches),
        dual_bands=found.bands(lambda one: one.dual_km),
        welcoming_bands=found.bands(lambda one: one.welcoming_km),
        towns=found.towns,
        outside=maps.outside(shades) if shades else 0,
        svg=maps.draw_coverage(shades, title="") if shades else "",
        state=state,
    )


def shades_of(found: Coverage) -> list[tuple[float, float, int]]:
    """Return point and band of every postcode, as the map takes them."""
    return [
        (one.place.latitude, one.place.longitude, band_of(one.dual_km, found.unit)) for one in found.reaches
    ]


def save(instance: Path, made: Report, reaches: tuple[Reach, ...]) -> None:
    """Put a report and its table in place of those before."""
    folder = instance / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    name = made.country.lower()
    _replace(folder / f"{name}.csv", table(reaches))
    _replace(folder / f"{name}.json", json.dumps(asdict(made), default=str))


def load(instance: Path, country: str) -> Report | None:
    """Return the report of a country (alpha-2), or None where none was made."""
    if country not in saved(instance):
        return None
    content: dict[str, Any] = json.loads((instance / FOLDER / f"{country.lower()}.json").read_text())
    content["made_on"] = date.fromisoformat(content["made_on"])
    content["towns"] = tuple(FarTown(**town) for town in content["towns"])
    content["dual_bands"], content["welcoming_bands"] = (
        tuple(content[name]) for name in ("dual_bands", "welcoming_bands")
    )
    return Report(**content)


def saved(instance: Path) -> tuple[str, ...]:
    """Return the countries (alpha-2) of which there is a report, in order."""
    return tuple(sorted(file.stem.upper() for file in (instance / FOLDER).glob("??.json")))


def table_path(instance: Path, country: str) -> Path:
    """Return where the table of a country is."""
    return instance / FOLDER / f"{country.lower()}.csv"


def table(reaches: tuple[Reach, ...]) -> str:
    """Return a table of all postcodes as CSV; a distance that is empty: there is no such meeting."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in reaches:
        point = (f"{one.place.latitude:.4f}", f"{one.place.longitude:.4f}")
        writer.writerow((one.place.name, one.place.area, *point, _km(one.dual_km), _km(one.welcoming_km)))
    return text.getvalue()


def _km(length: float | None) -> str:
    return "" if length is None else f"{length:.1f}"


def _replace(path: Path, content: str) -> None:
    unfinished = path.with_name(f".{path.name}.new")
    unfinished.write_text(content, encoding="utf-8", newline="")
    unfinished.replace(path)
