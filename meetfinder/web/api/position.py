"""Around which place the API searches: a postcode or town, the code of an area, or a point."""

import re
from dataclasses import replace

from werkzeug.datastructures import MultiDict

from meetfinder import places
from meetfinder.places import Place
from meetfinder.web.api.items import Item
from meetfinder.web.errors import Problem
from meetfinder.web.parameters import BadParameter, Reader
from meetfinder.web.site import settings

PLACE_NAMES = ("near", "country", "lat", "lon")
TEXT = ".{1,100}"
COUNTRY = "[A-Za-z]{2}"
_COUNTRY_MEANS = "a two-letter country code such as US or GB"
_AREA = "[a-z]{2}-[a-z0-9-]+|@-?[0-9.]+,-?[0-9.]+"


def read_position(args: MultiDict[str, str]) -> Place | None:
    """Return the place that `near`, or `lat` and `lon`, mean; None where neither is given.

    Raises BadParameter for what cannot be read, Problem 404 for a text that is not known, and Problem 400
    with `choices` for one that means several places.
    """
    read = Reader(args, strict=True)
    text = read.one("near", TEXT, "a postcode or town of at most 100 characters")
    country = asked_country(args)
    latitude, longitude = read.degrees("lat", 90), read.degrees("lon", 180)
    if latitude is None and longitude is None:
        return place_named("near", text, country) if text else None
    if text:
        raise BadParameter("near", "near and lat, lon say the same: leave out one of them.")
    if latitude is None or longitude is None:
        missing = "lat" if latitude is None else "lon"
        raise BadParameter(missing, f"{missing} is missing: a point needs lat and lon.")
    return _point(latitude, longitude)


def named(text: str, args: MultiDict[str, str]) -> Item:
    """Return what a text may mean: places, the same words elsewhere, and near misses for an unknown one."""
    located = places.locate(text, country=asked_country(args))
    return {
        "places": [place_item(place) for place in (*located.places, *located.elsewhere)],
        "suggestions": [place_item(place) for place in located.suggestions],
    }


def place_named(name: str, text: str, country: str) -> Place:
    """Return the place that the parameter `name` means by `text`, in `country` (upper case) first.

    Raises Problem 404 for a text that is not known, and 400 with `choices` for one that means several places.
    """
    if re.fullmatch(_AREA, text) and (known := places.area(text)) is not None:
        return known
    located = places.locate(text, country=country)
    if len(located.places) == 1:
        return located.places[0]
    if located.places:
        raise Problem(
            400,
            f"{name} means several places: search again with the area of one of the choices as {name}.",
            parameter=name,
            choices=_choices(located.places),
        )
    raise Problem(
        404,
        f"{name} is not known as a postcode or town: check how it is written, and the country.",
        parameter=name,
        suggestions=_choices(located.suggestions),
    )


def place_item(place: Place) -> Item:
    """Return a place as the API tells it."""
    return {
        "area": place.area,
        "name": place.name,
        "label": place.label,
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "timezone": place.timezone,
        "precision": place.precision,
    }


def asked_country(args: MultiDict[str, str]) -> str:
    """Return the country asked for, else that of the site, upper case; empty: every country alike."""
    read = Reader(args, strict=True)
    return (read.one("country", COUNTRY, _COUNTRY_MEANS) or settings().country).upper()


def _point(latitude: float, longitude: float) -> Place:
    """Return exactly the point asked for; its area, as everywhere, is rounded to two decimals."""
    about = places.area(f"@{latitude:.2f},{longitude:.2f}")
    if about is None:
        raise LookupError("every point is a place")
    zone = places.zone_at(latitude, longitude)
    return replace(about, latitude=latitude, longitude=longitude, timezone=zone)


def _choices(found: tuple[Place, ...]) -> list[Item]:
    return [{"area": place.area, "label": place.label, "country": place.country} for place in found]
