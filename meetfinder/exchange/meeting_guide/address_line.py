"""Where a row says it is: the line that clients show, and its parts."""

from meetfinder.directory.listing import Venue
from meetfinder.exchange.plain_words import country_name, country_of_zone

FEWEST_PARTS = 4
"""Clients that are not told otherwise take a line of fewer parts for an area."""
_POSTCODE_ALONE = frozenset({"GB", "IE", "GG", "JE", "IM"})
"""Countries whose addresses carry no state before the postcode."""
ANYWHERE = "Online"


def of_door(venue: Venue) -> dict[str, str]:
    """Return the fields for a place that one can go to."""
    given = venue.formatted_address
    line = given if _parts(given) >= FEWEST_PARTS else max(given, _composed(venue), key=_parts)
    return {
        "formatted_address": _with_building(line, venue),
        "address": venue.street,
        "city": venue.city,
        "state": venue.region,
        "postal_code": venue.postal_code,
        "country": country_name(venue.country) if venue.country in {"US", "GB"} else venue.country,
    }


def of_area(venue: Venue | None, *, timezone: str) -> dict[str, str]:
    """Return the fields for a meeting only joined from afar: its town, else its country or its zone's."""
    city, region, country = (venue.city, venue.region, venue.country) if venue else ("", "", "")
    country = country or country_of_zone(timezone)
    parts = (city, region if city or country in {"US", "CA", "AU"} else "", country_name(country))
    return {
        "formatted_address": ", ".join(filter(None, parts)) or ANYWHERE,
        "city": city,
        "state": region,
        "country": country_name(country) if country in {"US", "GB"} else country,
    }


def _with_building(line: str, venue: Venue) -> str:
    """Return the line, opened by the name of a building without a street: a route needs more than a town."""
    if venue.street or not venue.name or venue.name.casefold() in line.casefold():
        return line
    return ", ".join(filter(None, (venue.name, line)))


def _parts(line: str) -> int:
    return len(list(filter(None, map(str.strip, line.split(",")))))


def _composed(venue: Venue) -> str:
    area = (
        (venue.postal_code,)
        if venue.country in _POSTCODE_ALONE
        else (f"{venue.region} {venue.postal_code}".strip(),)
    )
    return ", ".join(filter(None, (venue.street, venue.city, *area, country_name(venue.country))))
