"""Finding the postcode in a text, alone or among the words of an address."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from meetfinder.places.distance import km_between
from meetfinder.places.forms import FORMS, compact, family, readings
from meetfinder.places.place import Place
from meetfinder.places.table import Table, Town
from meetfinder.places.towns import by_name, meanings
from meetfinder.places.words import words

AGREE_KM = 40.0
"""A town named beside a postcode is the same place up to here."""
LONGEST_SPAN = 3
TELLING = 5
"""So many letters and digits are taken for a foreign postcode even beside words that say nothing."""
_PARTS = re.compile("[A-Z0-9]+")


WITHOUT_DIGITS = frozenset({"BM", "MT"})
"""Countries of which the table has postcodes without a digit; elsewhere such words are towns."""


@dataclass(slots=True)
class Coded:
    """Postcodes found in a text. `sure`: they are what is meant, whatever the other words are."""

    places: list[Place] = field(default_factory=list)
    elsewhere: list[Place] = field(default_factory=list)
    sure: bool = False
    others: str = ""
    """Words beside the postcodes that name a town somewhere else."""


def by_code(table: Table, text: str, home: str) -> Coded:
    """Return the postcodes in `text`, those of the country `home` first."""
    parts = _PARTS.findall(unicodedata.normalize("NFKC", text).upper())
    if home not in WITHOUT_DIGITS and not any(letter.isdigit() for part in parts for letter in part):
        return Coded()
    best = Coded()
    for span, others in _spans(parts):
        found = _read(table, span, home)
        if not found:
            continue
        coded = _weigh(table, span, found, others, home) if others else _prefer(found, table, home)
        if coded.sure and (not others or not home or coded.places[0].country in family(home)):
            return coded
        if coded.sure > best.sure or (coded.places and not best.places):
            best = coded
    return best


def _spans(parts: list[str]) -> Iterator[tuple[str, str]]:
    """Yield (compact code, other words): the whole text, then runs of words with a digit, longest first."""
    yield compact("".join(parts)), ""
    for size in range(min(LONGEST_SPAN, len(parts)), 0, -1):
        for first in range(len(parts) - size, -1, -1):
            run, others = parts[first : first + size], parts[:first] + parts[first + size :]
            if others and any(letter.isdigit() for part in run for letter in part):
                yield "".join(run), " ".join(others)


def _read(table: Table, span: str, home: str) -> list[Place]:
    found: dict[str, Place] = {}
    for stored, countries in readings(span, home).items():
        for place in table.codes(stored):
            form = FORMS.get(place.country)
            hidden = form is not None and not form.bare and place.country != home
            if place.country in countries or ("" in countries and not hidden):
                found[place.area] = place
    if not found and home == "BR" and len(span) == len("01310100") and span.isdigit():
        # The source has one code for each Brazilian town, the first; those up to the next town's are its own.
        below = table.code_below(home, span)
        return [below] if below else []
    return sorted(
        found.values(), key=lambda place: (place.country != home, -_people(table, place), place.area)
    )


def _people(table: Table, place: Place) -> int:
    country = table.countries.get(place.country)
    return country.population if country else 0


def _prefer(found: list[Place], table: Table, home: str) -> Coded:
    """Return the postcode of `home` alone where there is one, else all of them as a choice."""
    near = family(home)
    ordered = sorted(
        found,
        key=lambda place: (
            place.country != home,
            place.country not in near,
            -_people(table, place),
            place.area,
        ),
    )
    if ordered[0].country in near:
        return Coded(ordered[:1], ordered[1:], sure=True)
    return Coded(ordered, sure=True)


def _weigh(table: Table, span: str, found: list[Place], others: str, home: str) -> Coded:
    """Judge postcodes by the words beside them: a region, country or town that agrees, or nothing known."""
    wheres = meanings(table, words(others))
    if wheres is not None:
        agreeing = [place for place in found if all(_is_within(table, place, where) for where in wheres)]
        if agreeing:
            return _prefer(agreeing, table, home)
    towns = by_name(table, others)
    agreeing = [place for place in found if any(_is_near(place, town) for town in towns)]
    if agreeing:
        return _prefer(agreeing, table, home)
    likely = _prefer(found, table, home)
    if len(span) < TELLING and likely.places[0].country not in family(home):
        return Coded()
    likely.sure, likely.others = not towns, others if towns else ""
    return likely


def _is_within(table: Table, place: Place, where: list[tuple[str, int]]) -> bool:
    return any(
        place.country == country and (not region or table.regions[region].name == place.region)
        for country, region in where
    )


def _is_near(place: Place, town: Town) -> bool:
    if place.country != town.country:
        return False
    return km_between((place.latitude, place.longitude), town.point) <= AGREE_KM
